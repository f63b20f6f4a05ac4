"""Whether neighbouring clauses tell deeds of their own: each stands by itself, and denies nothing of the other."""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.agents import is_deed
from koreacoop.inheriting import goes_on_with_verb
from koreacoop.model import Item, Step
from koreacoop.scales import DENIES, Weighing, is_copula

_CLOSING = frozenset({"connective"})


def is_sentence(clauses: Sequence[tuple[Item, ...]], start: int, end: int) -> bool:
    """Whether the clauses from one place to another need nothing of those beside, which tell deeds of their own."""
    edges = [index for index in (start, end) if 0 < index < len(clauses)]
    return all(are_parted(clauses[index - 1], clauses[index]) for index in edges)


def are_parted(before: Sequence[Item], after: Sequence[Item]) -> bool:
    """Whether one clause ends, or the next begins, with a finite verb that an "and" joins to the other's."""
    if goes_on_with_verb(after) or ({"and", "ordered"} <= after[0].traits and is_deed(after[0])):
        return True
    closing = before[-1]
    finite = "past" in closing.traits or is_copula(closing)
    return finite and not closing.traits.isdisjoint(_CLOSING)


def denies_apart(weighing: Weighing, clauses: Sequence[tuple[Item, ...]]) -> bool:
    """Whether a denial stands in another clause than a second one, or what is wrong, which it would undo."""
    if weighing.whole_negations:
        return False  # of all that is said
    denials = [step for step in weighing.steps if step.slot == "polarity" or step.detail.startswith(DENIES)]
    denying = _clauses_of(denials, clauses)
    if weighing.negated and weighing.conflicts:
        wrong = _clauses_of(weighing.conflicts, clauses)
        joined = [index for index in denying | wrong if _is_joined(clauses[index][0])]
        return denying.isdisjoint(wrong) and max(denying | wrong, default=0) in joined
    return not weighing.negated and len(denying) > 1


def _is_joined(first: Item) -> bool:
    """Whether a clause that begins so is joined to the one before."""
    return first.is_operator("and", "contrast") or "and" in first.traits


def adds_nothing(weighing: Weighing, clause: Sequence[Item]) -> bool:
    """Whether a clause with a deed of its own repeats what the rest says of a fact: that deed is another."""
    if any("copula" in item.traits or item.is_operator("not") for item in clause):
        return False  # it says of the same what it is, or that it did not do the contrary
    rest = {(step.slot, step.detail) for step in weighing.matches if not _is_in(step, clause)}
    own = (step for step in weighing.matches if _is_in(step, clause) and step.slot not in ("predicate", "operator"))
    told = {(step.slot, step.detail) for step in own}
    return told <= rest if told else any(item.is_operator("pronoun") for item in clause)


def _clauses_of(steps: Sequence[Step], clauses: Sequence[Sequence[Item]]) -> set[int]:
    """In which clauses some words of a part stand."""
    return {index for index, clause in enumerate(clauses) if any(_is_in(step, clause) for step in steps)}


def _is_in(step: Step, clause: Sequence[Item]) -> bool:
    return clause[0].start <= step.item.start < clause[-1].end
