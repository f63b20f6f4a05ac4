"""What a part and a fact come to: an outcome for each item, polarity, and how the predicate was met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from koreacoop.frozen import dataclass, field
from koreacoop.model import Case, Item, Outcome, Sort, Step
from koreacoop.profiles import Profile

FACTOR = "factor:"
"""Begins the operator of a word that says how many times as many."""
ORDINAL = "ordinal:"
"""Begins the trait of a word that says an ordinal beside what else it means ("the first")."""


OWN = 2
"""How closely a part meets a fact whose own relation it cues (``Weighing.core``)."""


@dataclass(slots=True)
class Weighing:
    """A part against a fact: an outcome for each item, and what they come to."""

    profile: Profile
    steps: Sequence[Step] = ()
    """Replaced as a whole, never changed in place."""
    plain_negations: int = 0
    lexical_negations: int = 0
    antonym: bool = False
    """The predicate was met by a word for its opposite."""
    predicate: bool = False
    core: int = 0
    """2: a cue of the fact's own relation was met; 1: one that all its wordings have, or none needed; 0: neither."""
    cued: bool = False
    apposed: bool = False
    """The part says without a verb what something is ("Busan, the largest city, …")."""
    assumed_topic: bool = False
    aside: list[Weighing] = field(default_factory=list)
    """Other facts that say what the part says in passing (see ``attributes``)."""
    settled: bool = True
    """Whether predicate and subject are settled: of a fact that leaves something open only once that is asked for."""
    finished: bool = True
    """Whether it is settled who acts on whom: of a fact whose predicate is not met only once that is asked for."""
    _sorted: Sequence[Step] = ()
    _by_outcome: Mapping[Outcome, list[Step]] = field(default_factory=dict)

    def of(self, outcome: Outcome) -> list[Step]:
        """The steps with the given outcome; they are sorted again when there are others."""
        if self._sorted is not self.steps:
            by_outcome: dict[Outcome, list[Step]] = {}
            for step in self.steps:
                by_outcome.setdefault(step.outcome, []).append(step)
            self._by_outcome, self._sorted = by_outcome, self.steps
        return self._by_outcome.get(outcome, [])

    @property
    def open(self) -> list[Step]:
        """What the fact does not say."""
        return self.of(Outcome.OPEN)

    @property
    def conflicts(self) -> list[Step]:
        """What cannot be so if the fact is right."""
        return self.of(Outcome.CONFLICT)

    @property
    def matches(self) -> list[Step]:
        """What the fact says too."""
        return self.of(Outcome.MATCH)

    def deny(self, plain: bool) -> None:
        """Note a negation; plain ones may stand twice and deny once (neither … nor)."""
        if plain:
            self.plain_negations = 1
        else:
            self.lexical_negations += 1

    @property
    def negated(self) -> bool:
        """Whether the part denies what it says."""
        return (self.plain_negations + self.lexical_negations) % 2 == 1

    @property
    def affirmed(self) -> bool:
        """Whether claim and fact have the same polarity."""
        return self.negated != self.profile.fact.statement.affirmed


def refs_of(item: Item) -> frozenset[str]:
    """All ids that an item may stand for."""
    return item.ids


def cues(item: Item, relations: frozenset[str]) -> bool:
    """Whether an item may be the word for one of some relations."""
    return not relations.isdisjoint(item.refs(Sort.RELATION))


def is_adjective(item: Item) -> bool:
    """Whether a mention is only an adjective ("Korean"), which names no party."""
    return any(m.flag == "adjective" for m in item.meanings) and not any(
        m.sort is Sort.ENTITY and m.flag == "" for m in item.meanings
    )


def is_copula(item: Item) -> bool:
    """Whether an item is a form of "be", which says what something is."""
    return "copula" in item.traits or any(m.flag == "copula" for m in item.meanings)


def may_be_subject(item: Item) -> bool:
    """Whether a mention may be the subject of its clause."""
    return (
        item.case in (Case.NONE, Case.SUBJECT, Case.TOPIC) and bool(item.refs(Sort.ENTITY)) and not is_adjective(item)
    )


def widens(weighing: Weighing) -> bool:
    """Whether a part leaves out among whom something is the first: the first of a few is not the first of all."""
    among = set(weighing.profile.slots.get("among", ()))
    return bool(among) and not any(among & refs_of(step.item) for step in weighing.matches)
