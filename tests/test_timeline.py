"""Dated facts in order."""

from __future__ import annotations

import pytest

from koreacoop.interval import Interval, parse_edtf
from koreacoop.model import Fact, Statement
from koreacoop.store import Store
from koreacoop.timeline import timeline
from koreacoop.world import World


def fact(name: str, when: str = "", as_of: str = "") -> Fact:
    said = Statement(("a",), "p", when=_date(when), as_of=_date(as_of))
    return Fact(name, said, (), {}, when_edtf=when, as_of_edtf=as_of)


def _date(text: str) -> Interval | None:
    return parse_edtf(text) if text else None


NOWHERE = World({}, {}, {}, "")


def order(*dates: str) -> list[str]:
    dated, _ = timeline([fact(f"f{number}", date) for number, date in enumerate(dates)], [], NOWHERE)
    return [event.edtf for event in dated]


@pytest.mark.parametrize(
    "dates",
    [
        ["1990", "1991-09-17", "1991-09", "1991", "1992-01/1992-03"],
        ["1991-09-17", "1991", "199X", "19XX"],
        ["2019", "2021/2025", "2022"],
        ["../2019", "2020"],
        ["2015", "2016/..", "2017"],
    ],
)
def test_the_closely_dated_comes_before_the_loosely_dated(dates: list[str]) -> None:
    assert order(*dates) == dates
    assert order(*reversed(dates)) == dates


def test_one_date_is_ordered_by_id() -> None:
    dated, _ = timeline([fact("b", "1990"), fact("a", "1990")], [], NOWHERE)
    assert [event.fact.id for event in dated] == ["a", "b"]


def test_as_of_dates_count_and_say_so() -> None:
    (event,), undated = timeline([fact("a", as_of="2020-06"), fact("b")], [], NOWHERE)
    assert event.as_of and event.edtf == "2020-06"
    assert [event.fact.id for event in undated] == ["b"]


@pytest.mark.parametrize(
    ("since", "until", "kept"),
    [
        ("1991", None, ["1991-09-17", "1991", "1996"]),
        (None, "1991", ["1947", "1991-09-17", "1991"]),
        ("1991-10", None, ["1991", "1996"]),  # 1991 may be after September
        ("1990", "1995", ["1991-09-17", "1991"]),
        ("199X", "199X", ["1991-09-17", "1991", "1996"]),
        ("2000", None, []),
    ],
)
def test_bounds_keep_what_may_lie_within(since: str | None, until: str | None, kept: list[str]) -> None:
    facts = [fact(date, date) for date in ("1996", "1991", "1991-09-17", "1947")]
    dated, _ = timeline(facts, [], NOWHERE, _date(since or ""), _date(until or ""))
    assert [event.edtf for event in dated] == kept


# --------------------------------------------------------------------------------------------------- the shipped pack


def test_the_shipped_timeline_is_in_order(store: Store, world: World) -> None:
    dated, undated = timeline(store.facts.values(), [], world)
    assert len(dated) + len(undated) == len(store.facts)
    names = [event.fact.id for event in dated]
    assert names.index("kor-joined-un-date") < names.index("kor-joined-un-1991") < names.index("kor-joined-oecd")


def test_names_narrow_it(store: Store, world: World) -> None:
    (event,), _ = timeline(store.facts.values(), [["OECD"]], world)
    assert event.fact.id == "kor-joined-oecd"


def test_all_names_must_be_met(store: Store, world: World) -> None:
    dated, undated = timeline(store.facts.values(), [["UN"], ["PRK"]], world)
    assert "kor-joined-un-date" in [event.fact.id for event in dated]
    assert all({"PRK"} & {*e.fact.statement.subject, *e.fact.statement.object} for e in [*dated, *undated])


def test_a_name_may_stand_for_several(store: Store, world: World) -> None:
    both, _ = timeline(store.facts.values(), [["OECD", "IOC"]], world)
    assert [event.edtf for event in both] == ["1947", "1996"]
