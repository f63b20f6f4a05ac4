"""Dated facts in order, with their precision kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from koreacoop.frozen import dataclass
from koreacoop.interval import Interval, Precision
from koreacoop.lookup import concerned
from koreacoop.model import Fact
from koreacoop.world import World


@dataclass(frozen=True, slots=True)
class Event:
    """A fact at its date; ``edtf`` is the date as recorded, ``when`` None where nothing dates it."""

    fact: Fact
    when: Interval | None
    edtf: str
    as_of: bool = False


def about(fact: Fact, names: Sequence[Collection[str]], world: World) -> bool:
    """Whether a fact speaks of every name; a name is given as the ids for which it may stand."""
    refs = concerned(fact, world) if names else frozenset()
    return all(not refs.isdisjoint(ids) for ids in names)


def timeline(
    facts: Iterable[Fact],
    names: Sequence[Collection[str]],
    world: World,
    since: Interval | None = None,
    until: Interval | None = None,
) -> tuple[list[Event], list[Event]]:
    """Dated facts about all of ``names`` within the bounds, in order, and the undated ones, by id.

    A date comes before a less precise one that holds it: 1991-09-17 before 1991.
    """
    dated, undated = [], []
    for fact in facts:
        if not about(fact, names, world):
            continue
        event = _event(fact)
        if event.when is None:
            undated.append(event)
        elif _inside(event.when, since, until):
            dated.append(event)
    return sorted(dated, key=_order), sorted(undated, key=lambda event: event.fact.id)


def _event(fact: Fact) -> Event:
    if fact.statement.when is not None:
        return Event(fact, fact.statement.when, fact.when_edtf)
    return Event(fact, fact.statement.as_of, fact.as_of_edtf, as_of=fact.statement.as_of is not None)


def _inside(when: Interval, since: Interval | None, until: Interval | None) -> bool:
    begins = since is None or since.first is None or when.last is None or when.last >= since.first
    ends = until is None or until.last is None or when.first is None or when.first <= until.last
    return begins and ends


def _order(event: Event) -> tuple[date, int, str]:
    """A date by the last day that it leaves, the closely known before the loosely known; a span by its first day."""
    when = event.when
    assert when is not None
    first, last = when.first or date.min, when.last or date.max
    begins = when.first is not None and when.precision is Precision.OTHER
    return first if begins else last, -first.toordinal(), event.fact.id
