"""The codes of what ``scan`` finds. A code keeps its meaning for good; a new meaning gets a new code."""

from __future__ import annotations

from enum import StrEnum

from koreacoop.frozen import dataclass
from koreacoop.model import Label, Part, ReasonCode


class Severity(StrEnum):
    """How much a finding matters; the names are those that linters print."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Code:
    """A code, its name, what it means in one line, and what to do about it."""

    id: str
    name: str
    severity: Severity
    summary: str
    help: str


_BY_ID = "The message names the deciding fact; koreacoop show FACT-ID prints it with its quotation."
_CONTRADICTED = (
    Code("KC101", "other-date", Severity.ERROR, "A date or period is not the recorded one.", _BY_ID),
    Code("KC102", "other-count", Severity.ERROR, "A number, amount or length of time is not the recorded one.", _BY_ID),
    Code("KC103", "other-ordinal", Severity.ERROR, "Another one of a series is recorded (first, 26th).", _BY_ID),
    Code("KC104", "other-party", Severity.ERROR, "Another subject, host, office or place is recorded.", _BY_ID),
    Code(
        "KC105", "parties-exchanged", Severity.ERROR, "The recorded parties are exchanged: who did it to whom.", _BY_ID
    ),
    Code("KC106", "denied", Severity.ERROR, "The record says the opposite.", _BY_ID),
    Code("KC107", "not-in-list", Severity.ERROR, "A list that the source gives as complete has other members.", _BY_ID),
    Code("KC108", "other-order", Severity.ERROR, "The recorded order or difference of two things is another.", _BY_ID),
    Code("KC109", "opposite", Severity.ERROR, "The contrary is recorded, or that it was left out.", _BY_ID),
)
_UNKNOWN = (
    Code(
        "KC201",
        "not-understood",
        Severity.NOTE,
        "Not every word of the sentence was understood.",
        "Nothing is judged unless every word is accounted for; koreacoop read SENTENCE shows how it is read.",
    ),
    Code(
        "KC202",
        "no-such-entity",
        Severity.NOTE,
        "Nothing is recorded of what the sentence names.",
        "The sources of the pack are silent here; koreacoop lookup NAME shows what is recorded.",
    ),
    Code(
        "KC203",
        "no-such-relation",
        Severity.NOTE,
        "Nothing recorded says this of it.",
        "The sources of the pack are silent here; koreacoop lookup NAME shows what is recorded.",
    ),
    Code(
        "KC204",
        "value-not-recorded",
        Severity.NOTE,
        "The sentence has a detail that no fact gives.",
        "A shorter sentence without the detail may be supported.",
    ),
    Code(
        "KC205",
        "outside-recorded-time",
        Severity.NOTE,
        "It is recorded, but not for this time.",
        "A count is recorded for its own date only.",
    ),
    Code(
        "KC206",
        "not-a-claim",
        Severity.NOTE,
        "The text asserts nothing that can be checked.",
        "Opinions, questions without an answer and fragments are left alone.",
    ),
    Code(
        "KC207",
        "unclear-reference",
        Severity.NOTE,
        "Whom or when the sentence speaks of is only told by others.",
        "Name the subject in the sentence itself, or the year, to have it judged.",
    ),
    Code(
        "KC208",
        "not-only-prose",
        Severity.NOTE,
        "Code, a picture or a formula stands in the sentence.",
        "What is no prose is not read, so the sentence is not judged.",
    ),
)
_SUPPORTED = (Code("KC301", "supported", Severity.NOTE, "Every assertion of the sentence is recorded.", _BY_ID),)
_KEEPING = (
    Code(
        "KC001",
        "unused-suppression",
        Severity.WARNING,
        "A suppression suppresses nothing.",
        "Take the comment out, or the code that finds nothing out of its list.",
    ),
    Code(
        "KC002",
        "bad-suppression",
        Severity.WARNING,
        "A suppression cannot be used.",
        "Write koreacoop:ignore[CODE] reason, with codes or fact ids in the brackets; also ignore-next-line, "
        "ignore-file, and disable[CODE] up to enable[CODE].",
    ),
)

CODES = {code.id: code for code in (*_KEEPING, *_CONTRADICTED, *_UNKNOWN, *_SUPPORTED)}

_ASPECTS = {
    "when": "KC101",
    "event": "KC101",
    "as_of": "KC101",
    "quantity": "KC102",
    "duration": "KC102",
    "ordinal": "KC103",
    "roles": "KC105",
    "polarity": "KC106",
    "list": "KC107",
    "order": "KC108",
    "opposite": "KC109",
    "excluded": "KC109",
}
_OTHER_PARTY = "KC104"
UNCLEAR, MIXED = "KC207", "KC208"
UNUSED, BAD = "KC001", "KC002"


def code_of(part: Part) -> Code:
    """The code of a judged part, by its verdict and reason."""
    if part.label is Label.CONTRADICTED:
        return CODES[_ASPECTS.get(part.reason.aspect, _OTHER_PARTY)]
    return CODES["KC301"] if part.label is Label.SUPPORTED else unknown_code(part.reason.code)


def unknown_code(reason: ReasonCode) -> Code:
    """The code of an unknown by its reason."""
    return next(code for code in _UNKNOWN if code.name == reason.value)


def explain(code: Code) -> str:
    """What ``koreacoop help CODE`` prints."""
    return f"{code.id}  {code.name}  ({code.severity.value})\n\n{code.summary}\n{code.help}\n"
