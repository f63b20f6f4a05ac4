"""Verdicts on claims that others wrote: floors that only rise, and what must never be much."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from koreacoop.assembly import Checker
from koreacoop.model import Label, ReasonCode
from tests.scores import claims, score

pytestmark = pytest.mark.once

COMPARISONS = tomllib.loads((Path(__file__).parent / "cases" / "comparisons.toml").read_text(encoding="utf-8"))
CASES = [
    (label, claim)
    for tables in COMPARISONS.values()
    for label in ("supported", "contradicted", "unknown")
    for claim in tables[label]
]
UNDECIDED = [
    (label, claim)
    for tables in COMPARISONS.values()
    for label, said in tables.get("open", {}).items()
    for claim in said
]
# Set, half, the share that is judged rightly at least, wrongly supported at most.
FLOORS = [
    ("later", "", 0.72, 0.01),
    ("fresh", "", 0.81, 0.02),
    ("own", "aside", 0.57, 0.01),
    ("own", "open", 0.70, 0.01),
    ("gathered", "", 0.82, 0.01),
    ("real", "", 0.90, 0.01),
    ("first", "", 0.74, 0.01),
    ("byfact", "aside", 0.77, 0.01),
    ("plain", "", 0.85, 0.02),
    ("reworded", "", 0.8, 0.01),
    ("further", "", 0.82, 0.02),
    ("straight", "", 0.84, 0.01),
    ("unseen", "", 0.82, 0.01),
    ("anew", "", 0.89, 0.01),
    ("latest", "", 0.85, 0.01),
    ("newest", "", 0.78, 0.01),
    ("ninth", "", 0.83, 0.01),
    ("tenth", "", 0.83, 0.01),
]


@pytest.mark.parametrize(("label", "claim"), CASES)
def test_two_records_are_compared(label: str, claim: str, checker: Checker) -> None:
    assert checker.check(claim).label == label


@pytest.mark.parametrize(("label", "claim"), UNDECIDED)
@pytest.mark.xfail(strict=True, reason="not read yet")
def test_comparisons_that_are_left_open(label: str, claim: str, checker: Checker) -> None:
    assert checker.check(claim).label == label


@pytest.mark.parametrize(("label", "claim"), UNDECIDED)
def test_what_is_left_open_is_unknown(label: str, claim: str, checker: Checker) -> None:
    assert checker.check(claim).label is Label.UNKNOWN


# All their words stand in one fact, which says something else.
NOT_SAID = [
    "The IPCP replaces the ITPP.",
    "Official coordination outpaces technical communication.",
    "Canada hosted the 2019 ministerial.",
    "South Korea founded the UN.",
    "South Korea announced OECD accession in 1996.",
    "South Korea joined the UN because of North Korea.",
    "South Korea is a poor country.",
    "KOICA is a developing country.",
    "South Korea gets 400 to 500 million dollars a year from developing countries.",
    "South Korea was transformed from a donor country into the poorest country.",
    "The network of international cooperation drives different states apart.",
    "여승배는 베트남 관리다",
    "한국은 OECD에 가입하겠다",
    "한국은 유네스코를 지지한다",
    "한국은 나토를 초청했다",
    "한국은 아세안이 AOIP를 지지한 것을 환영했다",
    "حدّث التطبيق ثم أعد تشغيل الهاتف",
]


@pytest.mark.parametrize("claim", NOT_SAID)
def test_words_of_a_fact_alone_support_nothing(claim: str, checker: Checker) -> None:
    assert checker.check(claim).label is not Label.SUPPORTED


@pytest.mark.parametrize(("name", "half", "least", "most"), FLOORS)
def test_claims_of_others(name: str, half: str, least: float, most: float, checker: Checker) -> None:
    found = score(claims(name, half), lambda text: checker.check(text).label)
    assert found.share >= least
    assert found.false_support <= most * found.claims


WRITTEN = tomllib.loads((Path(__file__).parent / "cases" / "written.toml").read_text(encoding="utf-8"))


def _written(table: str) -> list[tuple[str, str]]:
    return [(label, claim) for label, said in WRITTEN[table].items() for claim in said]


@pytest.mark.parametrize(("label", "claim"), _written("right"))
def test_written_claims(label: str, claim: str, checker: Checker) -> None:
    assert checker.check(claim).label == label


@pytest.mark.parametrize(("label", "claim"), _written("open"))
def test_written_claims_that_are_left_open_are_not_judged_wrongly(label: str, claim: str, checker: Checker) -> None:
    assert checker.check(claim).label in (label, Label.UNKNOWN)


@pytest.mark.parametrize(("label", "claim"), _written("wrong"))
@pytest.mark.xfail(strict=True, reason="judged wrongly")
def test_written_claims_that_are_judged_wrongly(label: str, claim: str, checker: Checker) -> None:
    assert checker.check(claim).label in (label, Label.UNKNOWN)


# ---------------------------------------------------------------------------------------------------------- bad input

BAD = [
    "x" * 10_000,
    "한" * 10_000,
    "ب" * 10_000,
    "South Korea joined the UN in 1991. " * 300,
    "에서는 했다 " * 80,
    "من إلى " * 80,
    "\x00\x01\x02 \u202e\u200f\ufeff",
    "한국은 OECD에 انضمت in 1996년",
    "((((((((((((((((((((((((((((((((((((((((",
    "１９９６ ٣٠ 三十 xxx",
    "- " * 250,
    ", and " * 90,
]


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_any_text_has_a_verdict(text: str, checker: Checker) -> None:
    verdict = checker.check(text)
    assert verdict.label is Label.UNKNOWN
    assert verdict.reason.text


@pytest.mark.parametrize(
    "text", ["Южная Корея вступила в ООН в 1991 году", "大韩民国加入联合国", "日本は国連に加盟した"]
)
def test_other_languages_are_not_understood(text: str, checker: Checker) -> None:
    assert checker.check(text).reason.code is ReasonCode.NOT_UNDERSTOOD
