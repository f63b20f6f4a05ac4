"""A pack ready to judge claims."""

from __future__ import annotations

from collections.abc import Mapping

from koreacoop import judging
from koreacoop.court import Court
from koreacoop.frozen import dataclass
from koreacoop.language import Language, detect
from koreacoop.model import Label, Reading, Reason, ReasonCode, Verdict
from koreacoop.pack import Store
from koreacoop.reading import read

LONGEST = 600
"""Characters that a claim may have: dividing takes time that grows with the square of its clauses."""


@dataclass(slots=True)
class Checker:
    """A pack ready to judge claims."""

    store: Store
    languages: Mapping[str, Language]
    court: Court

    def read(self, text: str) -> Reading:
        """How ``text`` is read."""
        return read(text, self.languages)

    def check(self, text: str) -> Verdict:
        """The verdict on ``text``; what is longer than a sentence ever is, is no claim."""
        if len(text) > LONGEST:
            why = f"longer than {LONGEST} characters: give one sentence at a time"
            reading = Reading(text, detect(text, self.languages), ())
            return Verdict(reading, Label.UNKNOWN, Reason(ReasonCode.NOT_A_CLAIM, why), ())
        return judging.judge(self.read(text), self.court)
