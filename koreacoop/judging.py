"""From a reading to a verdict: divide it, rule on its parts, and say why.

A claim is contradicted if a part is, else unknown if a part is, else supported.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from koreacoop.background import tells_of_order
from koreacoop.coordination import acting_apart, told_apart
from koreacoop.correcting import correction
from koreacoop.court import Court
from koreacoop.deciding import VALUED
from koreacoop.dividing import divided
from koreacoop.explaining import part_of, reason_of_nothing, unread
from koreacoop.frozen import replace
from koreacoop.model import Item, Label, Part, Reading, Verdict
from koreacoop.relatives import Described, as_named, described_apart, may_be, names_one
from koreacoop.rulings import Ruling
from koreacoop.scales import Weighing, opposed
from koreacoop.tallies import counted_apart
from koreacoop.titled import titled
from koreacoop.world import LASTING, World

_DEEP = 2
"""How many things of a claim may be told by what is recorded of them ("the one adopted in …")."""
_WAYS = 16
"""How many ways to tell a describing clause apart are tried: a text of any length is judged in bounded time."""


def judge(reading: Reading, court: Court) -> Verdict:
    """The verdict on a text as read."""
    if not any(item.means for item in reading.items):
        return Verdict(reading, Label.UNKNOWN, reason_of_nothing(reading), (), (), unread(reading.items))
    court.prepare(reading.items)
    rulings = divided(reading.items, court, reading.standard_first)
    contrasted = not reading.standard_first and any(item.is_operator("contrast") for item in reading.items)
    if contrasted or _overall(rulings) is Label.UNKNOWN:
        rulings = _corrected(reading, court) or rulings
    rulings = _told_apart(rulings, reading, court)
    rulings = _described(rulings, reading.items, reading.standard_first, court, _DEEP)
    rulings = _titled(rulings, reading, court)
    rulings = _without_differences(_without_orders(rulings, reading.items))
    parts = tuple(part_of(ruling, reading, court) for ruling in rulings)
    label = _overall(parts)
    deciding = next(part for part in parts if part.label is label)
    return Verdict(
        reading=reading,
        label=label,
        reason=deciding.reason,
        parts=parts,
        assumed=tuple(dict.fromkeys(text for part in parts for text in part.assumed)),
        unread=unread(reading.items),
    )


def _without_differences(rulings: Sequence[Ruling]) -> list[Ruling]:
    """The rulings; a count beside a comparison that was not understood may be a difference, and contradicts nothing.

    Nor does a count behind what is said not to be counted.
    """
    left = [ruling for ruling in rulings if ruling.label is Label.UNKNOWN]
    comparing = any(_tells(ruling, "more-than", "fewer-than") for ruling in left)
    excepting = bool(left) and rulings[0] is left[0] and _tells(left[0], "except")
    reckoned = comparing or excepting
    return [_left_open(ruling) if reckoned and _counts_otherwise(ruling) else ruling for ruling in rulings]


def _tells(ruling: Ruling, *operators: str) -> bool:
    return any(item.is_operator(*operators) for item in ruling.items)


def _counts_otherwise(ruling: Ruling) -> bool:
    """Whether a run is contradicted by its count alone."""
    slots = {step.slot for weighing in ruling.deciding[:1] for step in weighing.conflicts}
    return ruling.label is Label.CONTRADICTED and slots == {"quantity"}


def _without_orders(rulings: Sequence[Ruling], items: Sequence[Item]) -> list[Ruling]:
    """The rulings; that one event "had already" happened when another did is not supported by both having happened."""
    if not tells_of_order(items) or any(ruling.comparison for ruling in rulings):
        return list(rulings)
    return [_left_open(ruling) if ruling.label is Label.SUPPORTED else ruling for ruling in rulings]


def _left_open(ruling: Ruling) -> Ruling:
    return Ruling(Label.UNKNOWN, ruling.items, near=ruling.deciding[0])


def _corrected(reading: Reading, court: Court) -> list[Ruling] | None:
    """The rulings on a claim that corrects ("A, not B"): what is meant must hold, the same with what is denied not."""
    found = correction(reading.items, reading.standard_first, court.world)
    if found is None:
        return None
    meant = divided(found.meant, court, reading.standard_first)
    if _overall(meant) is Label.CONTRADICTED:
        return meant
    denied = divided(found.denied, court, reading.standard_first)
    label = _overall(denied)
    if label is Label.UNKNOWN or (_overall(meant) is Label.UNKNOWN and label is Label.CONTRADICTED):
        return None
    decided = next(ruling for ruling in denied if ruling.label is label)
    turned = Label.SUPPORTED if label is Label.CONTRADICTED else Label.CONTRADICTED
    return [*meant, replace(decided, label=turned)]


def _told_apart(rulings: list[Ruling], reading: Reading, court: Court) -> list[Ruling]:
    """The rulings; of names or counts that share a verb, and that no fact has together, those on each by itself."""
    decided = len(rulings) == 1 and rulings[0].label is not Label.UNKNOWN
    if decided or _overall(rulings) is Label.CONTRADICTED or any(item.is_operator("not") for item in reading.items):
        return rulings
    told = told_apart(reading.items, reading.standard_first, court.world)
    if not told and _overall(rulings) is Label.UNKNOWN:
        told = counted_apart(reading.items, reading.standard_first)
    if not told and _overall(rulings) is Label.UNKNOWN:
        return _each(rulings, reading, court)
    return [ruling for items in told for ruling in divided(items, court, reading.standard_first)] or rulings


def _each(rulings: list[Ruling], reading: Reading, court: Court) -> list[Ruling]:
    """The rulings; of several who are something, or in some state, those on each if each is recorded to be so."""
    told = acting_apart(reading.items, reading.standard_first, court.world)
    found = [ruling for items in told for ruling in divided(items, court, reading.standard_first)]
    lasting = all(
        court.world.aspect(weighing.profile.predicate) in LASTING for ruling in found for weighing in ruling.deciding
    )
    return found if found and lasting and _overall(found) is Label.SUPPORTED else rulings


def _described(rulings: list[Ruling], items: Sequence[Item], verb_last: bool, court: Court, deep: int) -> list[Ruling]:
    """The rulings; if they leave something open, those on what is said of something named and on the rest.

    ``deep``: how many things more may be described so.
    """
    if _overall(rulings) is not Label.UNKNOWN or not deep:
        return rulings
    against: list[Ruling] = []
    for apart in islice(described_apart(items, verb_last), _WAYS):
        clause = divided(apart.clause, court, verb_last)
        named = apart.clear and names_one(apart.head, court.world)
        if _overall(clause) is Label.UNKNOWN and not named:
            continue
        rest = divided(apart.rest, court, verb_last)
        if _overall(clause) is Label.UNKNOWN:
            # Of what is named by itself it is wrong, whatever the clause tells of it.
            against = against or (rest if _overall(rest) is Label.CONTRADICTED and _is_valued(rest) else [])
            continue
        told = [*clause, *rest]
        if _overall(told) is Label.UNKNOWN or not _is_of_one(apart.head, clause, rest, court.world):
            told = _of_the_one(apart, clause, verb_last, court, deep)
        label = _overall(told) if told else Label.UNKNOWN
        if label is Label.SUPPORTED:
            return told
        if label is Label.CONTRADICTED and apart.clear and not against:
            against = told
    return against or rulings


def _is_valued(rulings: Sequence[Ruling]) -> bool:
    """Whether only dates and numbers of the facts stand against what is said."""
    return all(opposed(w) <= VALUED for ruling in rulings for w in ruling.deciding if w.conflicts)


def _of_the_one(apart: Described, clause: list[Ruling], verb_last: bool, court: Court, deep: int) -> list[Ruling]:
    """The rulings on a clause and on the rest of the one thing of which the clause holds; none if that is not told."""
    deciding = [weighing for ruling in clause for weighing in ruling.deciding]
    refs = {ref for weighing in deciding for ref in _left_to(apart.head, weighing)}
    rest = as_named(apart, refs, court.world) if _overall(clause) is Label.SUPPORTED else None
    if rest is None:
        return []
    return [*clause, *_described(divided(rest, court, verb_last), rest, verb_last, court, deep - 1)]


def _left_to(head: Item, weighing: Weighing) -> set[str]:
    """What in a fact something may be that a clause describes: all but what others of its words stand for."""
    others = {step.slot for step in weighing.matches if step.item.start != head.start}
    slots = weighing.profile.slots
    return {ref for slot, refs in slots.items() if slot not in others or len(refs) > 1 for ref in refs}


def _titled(rulings: list[Ruling], reading: Reading, court: Court) -> list[Ruling]:
    """The rulings; if they leave something open, the one on a claim that gives something another title."""
    against = titled(reading.items, court) if _overall(rulings) is Label.UNKNOWN else None
    return [Ruling(Label.CONTRADICTED, reading.items, (against,))] if against is not None else rulings


def _is_of_one(head: Item, clause: Sequence[Ruling], rest: Sequence[Ruling], world: World) -> bool:
    """Whether what is described is a name, or all rests on facts of one thing that it may be, against values alone."""
    if names_one(head, world):
        return True
    told = [frozenset(ref for w in ruling.deciding for ref in _left_to(head, w)) for ruling in clause]
    told += [
        frozenset(ref for w in ruling.deciding for held in w.profile.slots.values() for ref in held) for ruling in rest
    ]
    return _is_valued((*clause, *rest)) and any(may_be(head, ref, world) for ref in frozenset.intersection(*told))


def _overall(parts: Sequence[Part | Ruling]) -> Label:
    labels = {part.label for part in parts}
    for label in (Label.CONTRADICTED, Label.UNKNOWN):
        if label in labels:
            return label
    return Label.SUPPORTED
