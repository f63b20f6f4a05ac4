"""What a part and a fact come to: an outcome for each item, polarity, and how the predicate was met."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from koreacoop.frozen import replace
from koreacoop.model import Case, Item, Outcome, Sort, Step
from koreacoop.profiles import Profile
from koreacoop.world import World

ORDINAL = "ordinal:"
"""Begins the trait of a word that says an ordinal beside what else it means ("the first")."""


DENIES = "denies "
"""Begins what is told of a word for the opposite of what a fact says."""
OWN = 2
"""How closely a part meets a fact whose own relation it cues (``Weighing.core``)."""


class Weighing:
    """A part against a fact: an outcome for each item, and what they come to."""

    __slots__ = (
        "_steps",
        "antonym",
        "apposed",
        "aside",
        "assumed_topic",
        "conflicts",
        "core",
        "cued",
        "finished",
        "lexical_negations",
        "matches",
        "open",
        "plain_negations",
        "predicate",
        "profile",
        "settled",
        "whole_negations",
    )

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.plain_negations = 0
        self.lexical_negations = 0
        self.whole_negations = 0
        self.antonym = False
        """The predicate was met by a word for its opposite."""
        self.predicate = False
        self.core = 0
        """2: a cue of the fact's own relation was met; 1: one that all its wordings have, or none needed; else 0."""
        self.cued = False
        self.apposed = False
        """The part says without a verb what something is ("Busan, the largest city, …")."""
        self.assumed_topic = False
        self.aside: Sequence[Weighing] = ()
        """Other facts that say what the part says in passing (see ``attributes``)."""
        self.settled = True
        """Whether predicate and subject are settled: of a fact that leaves something open once that is asked for."""
        self.finished = True
        """Whether it is settled who acts on whom: of a fact whose predicate is not met once that is asked for."""
        self.steps = ()

    @property
    def steps(self) -> Sequence[Step]:
        """An outcome for each item; replaced as a whole, never changed in place."""
        return self._steps

    @steps.setter
    def steps(self, steps: Sequence[Step]) -> None:
        # What each outcome has is asked for again and again, hundreds of times for each claim.
        self._steps = steps
        self.matches: list[Step] = []
        """What the fact says too."""
        self.conflicts: list[Step] = []
        """What cannot be so if the fact is right."""
        self.open: list[Step] = []
        """What the fact does not say."""
        for step in steps:
            outcome = step.outcome
            if outcome is Outcome.MATCH:
                self.matches.append(step)
            elif outcome is Outcome.OPEN:
                self.open.append(step)
            elif outcome is Outcome.CONFLICT:
                self.conflicts.append(step)

    def tell(self, item: Item, outcome: Outcome, slot: str, detail: str) -> None:
        """Tell something else of an item than was told so far; a word that meets the predicate is its own."""
        told = Step(item, outcome, slot, detail)
        self.steps = [told if step.item is item else step for step in self.steps]
        if slot == "predicate":
            self.cued = self.predicate = True
            self.core = OWN

    def amend(self, steps: Iterable[Step], **told: Outcome | str) -> None:
        """Tell another outcome, slot or detail of some steps than so far."""
        amended = {id(step): replace(step, **told) for step in steps}
        if amended:
            self.steps = [amended.get(id(step), step) for step in self.steps]

    def deny(self, plain: bool) -> None:
        """Note a negation; plain ones may stand twice and deny once (neither … nor)."""
        if plain:
            self.plain_negations = 1
        else:
            self.lexical_negations += 1

    def deny_all(self) -> None:
        """Note that what is said is denied as a whole, whatever it denies itself."""
        self.whole_negations += 1

    @property
    def negated(self) -> bool:
        """Whether the part denies what it says."""
        return (self.plain_negations + self.lexical_negations + self.whole_negations) % 2 == 1

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


def is_origin(item: Item) -> bool:
    """Whether an item is marked as what something comes from, or was before."""
    return item.case is Case.FROM or "from" in item.traits


def is_adjective(item: Item) -> bool:
    """Whether a mention is only an adjective ("Korean"), which names no party."""
    return any(m.flag == "adjective" for m in item.meanings) and not any(
        m.sort is Sort.ENTITY and m.flag == "" for m in item.meanings
    )


def is_numbered(item: Item) -> bool:
    """Whether a word tells which of a series is meant, beside what else it says ("first session", "inaugural")."""
    return any(trait.startswith(ORDINAL) for trait in item.traits)


def is_copula(item: Item) -> bool:
    """Whether an item is a form of "be", which says what something is."""
    return "copula" in item.traits or any(m.flag == "copula" for m in item.meanings)


def is_relative(item: Item) -> bool:
    """Whether an item begins a clause of what stands before it, or may do so ("that")."""
    return item.is_operator("relative") or item.has_flag("joining")


def names_kind(item: Item, kinds: Container[str], world: World) -> bool:
    """Whether an item names something of some kinds."""
    return any(world.kind(ref) in kinds for ref in item.refs(Sort.ENTITY))


def may_be_subject(item: Item) -> bool:
    """Whether a mention may be the subject of its clause."""
    acting = item.case in (Case.NONE, Case.SUBJECT, Case.TOPIC) and "owner" not in item.traits
    return acting and bool(item.refs(Sort.ENTITY)) and not is_adjective(item)


def opposed(weighing: Weighing) -> set[str]:
    """The slots in which a part stands against a fact."""
    return {step.slot for step in weighing.conflicts}


def has_direction(weighing: Weighing, world: World) -> bool:
    """Whether a fact that so far says all of a part tells what somebody does to somebody, or is to somebody."""
    if weighing.open or weighing.conflicts or not weighing.predicate:
        return False
    return world.relation(weighing.profile.predicate).directed
