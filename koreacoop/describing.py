"""Rulings on what is said of a described thing: on the clause that describes it, and on the rest of the one meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from koreacoop.court import Court
from koreacoop.deciding import VALUED
from koreacoop.dividing import divided
from koreacoop.model import Item, Label
from koreacoop.relatives import Described, as_named, described_apart, may_be, names_one
from koreacoop.rulings import Ruling, overall
from koreacoop.scales import Weighing, opposed
from koreacoop.world import World

_DEEP = 2
"""How many things of a claim may be told by what is recorded of them ("the one adopted in …")."""
_WAYS = 16
"""How many ways to tell a describing clause apart are tried: a text of any length is judged in bounded time."""


def described(
    rulings: list[Ruling], items: Sequence[Item], verb_last: bool, court: Court, deep: int = _DEEP
) -> list[Ruling]:
    """The rulings; if they leave something open, those on what is said of something named and on the rest.

    ``deep``: how many things more may be described so.
    """
    if overall(rulings) is not Label.UNKNOWN or not deep:
        return rulings
    against: list[Ruling] = []
    for told, clear in _ways(items, verb_last, court, deep):
        label = overall(told) if told else Label.UNKNOWN
        if label is Label.SUPPORTED:
            return told
        if label is Label.CONTRADICTED and clear and not against:
            against = told
    return against or rulings


def _ways(items: Sequence[Item], verb_last: bool, court: Court, deep: int) -> Iterator[tuple[list[Ruling], bool]]:
    """What each way to tell a clause apart comes to, and whether it is clear where the clause ends."""
    for apart in islice(described_apart(items, verb_last), _WAYS):
        clause = divided(apart.clause, court, verb_last)
        known = overall(clause) is not Label.UNKNOWN
        if not known and not (apart.clear and names_one(apart.head, court.world)):
            continue
        rest = divided(apart.rest, court, verb_last)
        if not known:
            # Of what is named by itself it is wrong, whatever the clause tells of it.
            yield rest if overall(rest) is Label.CONTRADICTED and _is_valued(rest) else [], apart.clear
            continue
        told = [*clause, *rest]
        if overall(told) is Label.UNKNOWN or not _is_of_one(apart.head, clause, rest, court.world):
            told = _of_the_one(apart, clause, verb_last, court, deep)
        yield told, apart.clear


def _of_the_one(apart: Described, clause: list[Ruling], verb_last: bool, court: Court, deep: int) -> list[Ruling]:
    """The rulings on a clause and on the rest of the one thing of which the clause holds; none if that is not told."""
    refs = {ref for ruling in clause for ref in _left_to(apart.head, ruling)}
    rest = as_named(apart, refs, court.world) if overall(clause) is Label.SUPPORTED else None
    if rest is None:
        return []
    return [*clause, *described(divided(rest, court, verb_last), rest, verb_last, court, deep - 1)]


def _is_of_one(head: Item, clause: Sequence[Ruling], rest: Sequence[Ruling], world: World) -> bool:
    """Whether what is described is a name, or all rests on facts of one thing that it may be, against values alone."""
    if names_one(head, world):
        return True
    told = [_left_to(head, ruling) for ruling in clause]
    told += [frozenset(ref for w in ruling.deciding for ref in w.profile.held) for ruling in rest]
    return _is_valued((*clause, *rest)) and any(may_be(head, ref, world) for ref in frozenset.intersection(*told))


def _is_valued(rulings: Sequence[Ruling]) -> bool:
    """Whether only dates and numbers of the facts stand against what is said."""
    return all(opposed(w) <= VALUED for ruling in rulings for w in ruling.deciding if w.conflicts)


def _left_to(head: Item, ruling: Ruling) -> frozenset[str]:
    """What in the facts that decide something may be that a clause describes."""
    return frozenset(ref for weighing in ruling.deciding for ref in _not_told(head, weighing))


def _not_told(head: Item, weighing: Weighing) -> Iterator[str]:
    """What stands in a fact, but for what other words than one of a part stand for."""
    others = {step.slot for step in weighing.matches if step.item.start != head.start}
    for slot, refs in weighing.profile.slots.items():
        if slot not in others or len(refs) > 1:
            yield from refs
