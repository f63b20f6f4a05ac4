"""What a sentence takes from those before it, and when that is safe; where it is not, its verdict is unknown.

A claim on its own that names no subject is about the pack's topic. In a document it is about whatever the sentence
before spoke of. So each verdict is held against what it left to be understood: who is meant, and which year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from koreacoop.dates import Time
from koreacoop.frozen import dataclass, replace
from koreacoop.model import Evidence, Fact, Item, Label, Outcome, Part, Reason, ReasonCode, Sort, Verdict
from koreacoop.world import DOERS, World

Check = Callable[[str], Verdict]

_ACTORS = DOERS | {"group", "region", "city", "continent"}
_MARKS = " .,;:!?،؛؟。"
# Values that single out one thing among those of its kind, where they are as recorded.
_TELLING = frozenset({"ordinal", "when", "quantity", "duration"})
_WHO = "who or what is meant is told only by another sentence"
_WHEN = "which year is meant is told only by another sentence"


@dataclass(frozen=True, slots=True)
class Anaphora:
    """A language's words that point back: subjects that a name can stand for, other things, years."""

    subjects: re.Pattern[str]
    things: re.Pattern[str]
    years: re.Pattern[str]
    year: str

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Anaphora:
        """From the ``anaphora`` table of a language."""
        glued = table["glued"]
        subjects, things, years = (_pattern(table[name], glued) for name in ("subjects", "things", "years"))
        return cls(subjects, things, years, table["year"])

    def years_apart(self, text: str) -> re.Match[str] | None:
        """A word for the year of another sentence; one that a clause follows ("the year it joined") tells itself."""
        found = self.years.search(text)
        alone = found is not None and (not text[: found.start()].strip() or not text[found.end() :].strip(_MARKS))
        return found if alone else None


def _pattern(words: Sequence[str], glued: Sequence[str]) -> re.Pattern[str]:
    """Any of the words as whole words, with or without one of the conjunctions that are glued on."""
    listed = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
    before = "|".join(map(re.escape, ("", *glued)))
    return re.compile(rf"(?<!\w)(?:{before})(?:{listed})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A verdict in its context, the text that was judged, and whether only the context keeps it from being decided."""

    verdict: Verdict
    judged: str
    unclear: bool = False


class Discourse:
    """What a document has spoken of so far, as far as the next sentence may take it up."""

    def __init__(self, world: World, facts: Mapping[str, Fact], anaphora: Mapping[str, Anaphora]) -> None:
        self._world = world
        self._facts = facts
        self._anaphora = anaphora
        self._about: frozenset[str] | None = frozenset()
        """Who the last sentence is about: nobody yet, or not clear (``None``)."""
        self._recent: frozenset[str] = frozenset()
        self._year = ""

    # ---------------------------------------------------------------------------------------------------- judging

    def judge(self, sentence: str, check: Check) -> Resolved:
        """The verdict on a sentence that follows what was heard so far."""
        verdict = check(sentence)
        words = self._anaphora[verdict.reading.language]
        text = self._with_name(self._with_year(sentence, words), words, verdict.reading.language)
        if text != sentence:
            verdict = check(text)
        if verdict.label is Label.UNKNOWN:
            return Resolved(verdict, text)
        if words.years_apart(text):
            return Resolved(_unclear(verdict, _WHEN), text, unclear=True)
        if not all(self._is_clear(part, verdict, words) for part in verdict.parts if part.label is verdict.label):
            return Resolved(_unclear(verdict, _WHO), text, unclear=True)
        return Resolved(verdict, text)

    def _with_year(self, text: str, words: Anaphora) -> str:
        """The text with "that year" and its like replaced by the year, if the last sentence gave one."""
        found = words.years_apart(text)
        if found is None or not self._year:
            return text
        return text[: found.start()] + words.year.format(year=self._year) + text[found.end() :]

    def _with_name(self, text: str, words: Anaphora, language: str) -> str:
        """The text with a pronoun at its very beginning replaced by who is spoken of, unless that is the topic."""
        found = words.subjects.match(text)
        if found is None or not self._about or len(self._about) > 1 or self._world.topic in self._about:
            return text
        entity = self._world.entities[next(iter(self._about))]
        name = next(iter(entity.names.get(language, ())), "")
        return name + text[found.end() :] if name else text

    def _is_clear(self, part: Part, verdict: Verdict, words: Anaphora) -> bool:
        """Whether who a decided part speaks of is named in it, or safely known from the sentence before."""
        pointing = self._points(part, verdict, words)
        if (_taken_for_granted(part) or pointing) and not self._speaks_of_topic():
            return False
        return all(self._is_anchored(evidence, verdict, pointing) for evidence in part.evidence[:1])

    def _points(self, part: Part, verdict: Verdict, words: Anaphora) -> bool:
        """Whether a part has a word for those of another sentence ("both sides") without naming two itself."""
        actors = {ref for ref in self._named(verdict.reading.items) if self._world.kind(ref) in _ACTORS}
        return len(actors) < 2 and _points(part, words)

    def _is_anchored(self, evidence: Evidence, verdict: Verdict, pointing: bool) -> bool:
        """Whether a part tells what its fact is about, or the sentence before does.

        It names the fact's subject, or something else that is particular to the fact. A noun of its kind alone ("a
        meeting was held in 2012") could be said of what nothing is recorded of.
        """
        subjects = [ref for ref in self._facts[evidence.fact].statement.subject if ref != self._world.topic]
        said = {ref for item in verdict.reading.items for ref in item.refs(Sort.CONCEPT)} & set(subjects)
        named = self._named([step.item for step in evidence.steps if step.outcome is not Outcome.CONFLICT])
        if said or any(self._meets(ref, named | self._recent) for ref in subjects):
            return True
        topic = {self._world.topic}
        if not subjects and not pointing and topic & (named | (self._about or frozenset())):
            return True
        return not pointing and any(
            step.slot in _TELLING or frozenset(step.item.refs(Sort.ENTITY)) - topic
            for step in evidence.steps
            if step.outcome is Outcome.MATCH
        )

    def _speaks_of_topic(self) -> bool:
        return self._about is not None and (not self._about or self._world.topic in self._about)

    def _meets(self, ref: str, named: frozenset[str]) -> bool:
        return any(self._world.overlap(ref, other) for other in named)

    # --------------------------------------------------------------------------------------------------- listening

    def hear(self, resolved: Resolved) -> None:
        """Take in a sentence that has been judged."""
        items = resolved.verdict.reading.items
        self._recent = self._named(items)
        years = {item.value.edtf[:4] for item in items if isinstance(item.value, Time) and item.value.interval}
        self._year = next(iter(years)) if len(years) == 1 and next(iter(years)).isdigit() else ""
        if resolved.unclear:
            self._about = None
        elif not resolved.verdict.assumed or not self._speaks_of_topic():
            self._about = self._leading(items)

    def _named(self, items: Sequence[Item]) -> frozenset[str]:
        return frozenset(ref for item in items for ref in item.refs(Sort.ENTITY))

    def _leading(self, items: Sequence[Item]) -> frozenset[str] | None:
        """Who stands first among those who may act; ``None`` if an unknown word stands before, or nobody is named."""
        for item in items:
            if item.unread and any(char.isalpha() for char in item.surface):
                return None
            refs = frozenset(ref for ref in item.refs(Sort.ENTITY) if self._world.kind(ref) in _ACTORS)
            if refs:
                return refs
        return None


def _taken_for_granted(part: Part) -> bool:
    """Whether the verdict rests on what was left to be understood; not where the conflict is that slot's own name."""
    return any(assumed.partition(":")[0] != part.reason.aspect for assumed in part.assumed)


def _points(part: Part, words: Anaphora) -> bool:
    """Whether a word points back that was not read as a number of a series (الأول: the former, the first)."""
    steps = part.evidence[0].steps if part.evidence else ()
    read = [step.item for step in steps if step.item.value is not None and step.outcome is Outcome.MATCH]
    return any(
        not any(item.start <= part.start + found.start() < item.end for item in read)
        for found in words.things.finditer(part.text)
    )


def _unclear(verdict: Verdict, why: str) -> Verdict:
    reason = Reason(ReasonCode.NOT_UNDERSTOOD, why)
    parts = tuple(
        replace(part, label=Label.UNKNOWN, reason=reason, assumed=()) if part.label is verdict.label else part
        for part in verdict.parts
    )
    return replace(verdict, label=Label.UNKNOWN, reason=reason, parts=parts, assumed=())
