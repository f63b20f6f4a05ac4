"""Claims of two clauses: one that is contradicted makes the whole so, whatever stands beside it.

Claims of ``written.toml`` that are judged as labelled are joined in pairs by the conjunctions of their language, or as
two sentences. A pair of which one is contradicted must never be supported, a pair of supported ones never
contradicted; that a longer claim is not understood is allowed. Which pairs are made hangs on the claims alone.
"""

from __future__ import annotations

import tomllib
from itertools import islice
from pathlib import Path
from zlib import crc32

import pytest

from koreacoop.assembly import Checker
from koreacoop.model import Label

RIGHT = tomllib.loads((Path(__file__).parent / "cases" / "written.toml").read_text("utf-8"))["right"]
JOINTS = {
    "en": (", and ", ", but ", " while ", "; ", ", although "),
    "ar": ("، و", "، لكن ", "، بينما ", "، في حين "),
    "ko": (". 그리고 ", ". 그러나 ", ". 또한 "),
}
# What these stand for hangs on the clause before.
POINTING = {
    "en": (
        *(
            "The conference",
            "The meeting",
            "The forum",
            "The talks",
            "The dialogue",
            "The two",
            "It ",
            "They ",
            "This ",
        ),
        *("Although", "Though", "While", "When", "By the time", "As "),
    ),
    "ar": ("المؤتمر", "الاجتماع", "المنتدى", "الحوار", "اللقاء"),
    "ko": ("회의", "그 ", "회담", "대화", "포럼"),
}
PAIRS = 120
LONGEST = 120
WRONG_AT_MOST = 0.01


def language(claim: str) -> str:
    if any("가" <= sign <= "힣" for sign in claim):
        return "ko"
    return "ar" if any("\u0600" <= sign <= "\u06ff" for sign in claim) else "en"


def told(label: str, code: str) -> list[str]:
    """The claims of a language with a label, in an order that looks like chance and never changes."""
    own = [claim for claim in RIGHT[label] if language(claim) == code and len(claim) < LONGEST]
    some = [claim.rstrip(". ") for claim in own if not claim.startswith(POINTING[code])]
    return sorted(some, key=lambda claim: crc32(claim.encode()))


def joined(first: str, second: str, code: str) -> str:
    """Two claims as one, the second in small letters where it begins with a word that no name is."""
    joints = JOINTS[code]
    joint = joints[crc32((first + second).encode()) % len(joints)]
    head = second.partition(" ")[0]
    if code == "en" and joint.strip() and head in ("The", "A", "An", "In", "It", "There", "After", "Before", "No"):
        second = head.lower() + second[len(head) :]
    return f"{first}{joint}{second}."


def wrong(checker: Checker, code: str, first: str, second: str, never: Label) -> list[str]:
    """The pairs of claims with two labels that come to ``never``."""
    pairs = islice(zip(told(first, code), reversed(told(second, code)), strict=False), PAIRS)
    claims = [joined(one, other, code) for one, other in pairs]
    return [claim for claim in claims if checker.check(claim).label is never]


@pytest.mark.parametrize("code", JOINTS)
@pytest.mark.parametrize(("first", "second"), [("supported", "contradicted"), ("contradicted", "supported")])
def test_a_contradicted_half_is_heard(code: str, first: str, second: str, checker: Checker) -> None:
    found = wrong(checker, code, first, second, Label.SUPPORTED)
    assert len(found) <= WRONG_AT_MOST * PAIRS, found


@pytest.mark.parametrize("code", JOINTS)
def test_two_supported_halves_do_not_contradict_each_other(code: str, checker: Checker) -> None:
    found = wrong(checker, code, "supported", "supported", Label.CONTRADICTED)
    assert len(found) <= WRONG_AT_MOST * PAIRS, found
