"""From a reading to a verdict: divide it, rule on its parts, and say why.

A claim is contradicted if a part is, else unknown if a part is, else supported.
"""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.background import tells_of_order
from koreacoop.coordination import acting_apart, told_apart
from koreacoop.correcting import correction
from koreacoop.court import Court
from koreacoop.describing import described
from koreacoop.dividing import divided
from koreacoop.explaining import part_of, reason_of_nothing, unread
from koreacoop.frozen import replace
from koreacoop.model import Item, Label, Reading, Verdict
from koreacoop.rulings import Ruling, overall
from koreacoop.tallies import counted_apart
from koreacoop.titled import titled
from koreacoop.world import LASTING


def judge(reading: Reading, court: Court) -> Verdict:
    """The verdict on a text as read."""
    if not any(item.means for item in reading.items):
        return Verdict(reading, Label.UNKNOWN, reason_of_nothing(reading), (), (), unread(reading.items))
    court.prepare(reading.items)
    rulings = divided(reading.items, court, reading.standard_first)
    contrasted = not reading.standard_first and any(item.is_operator("contrast") for item in reading.items)
    if contrasted or overall(rulings) is Label.UNKNOWN:
        rulings = _corrected(reading, court) or rulings
    rulings = _told_apart(rulings, reading, court)
    rulings = described(rulings, reading.items, reading.standard_first, court)
    rulings = _titled(rulings, reading, court)
    rulings = _without_differences(_without_orders(rulings, reading.items))
    parts = tuple(part_of(ruling, reading, court) for ruling in rulings)
    label = overall(parts)
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
    if overall(meant) is Label.CONTRADICTED:
        return meant
    denied = divided(found.denied, court, reading.standard_first)
    label = overall(denied)
    if label is Label.UNKNOWN or (overall(meant) is Label.UNKNOWN and label is Label.CONTRADICTED):
        return None
    decided = next(ruling for ruling in denied if ruling.label is label)
    turned = Label.SUPPORTED if label is Label.CONTRADICTED else Label.CONTRADICTED
    return [*meant, replace(decided, label=turned)]


def _told_apart(rulings: list[Ruling], reading: Reading, court: Court) -> list[Ruling]:
    """The rulings; of names or counts that share a verb, and that no fact has together, those on each by itself."""
    decided = len(rulings) == 1 and rulings[0].label is not Label.UNKNOWN
    if decided or overall(rulings) is Label.CONTRADICTED or any(item.is_operator("not") for item in reading.items):
        return rulings
    told = told_apart(reading.items, reading.standard_first, court.world)
    if not told and overall(rulings) is Label.UNKNOWN:
        told = counted_apart(reading.items, reading.standard_first)
    if not told and overall(rulings) is Label.UNKNOWN:
        return _each(rulings, reading, court)
    return [ruling for items in told for ruling in divided(items, court, reading.standard_first)] or rulings


def _each(rulings: list[Ruling], reading: Reading, court: Court) -> list[Ruling]:
    """The rulings; of several who are something, or in some state, those on each if each is recorded to be so."""
    told = acting_apart(reading.items, reading.standard_first, court.world)
    found = [ruling for items in told for ruling in divided(items, court, reading.standard_first)]
    lasting = all(
        court.world.aspect(weighing.profile.predicate) in LASTING for ruling in found for weighing in ruling.deciding
    )
    return found if found and lasting and overall(found) is Label.SUPPORTED else rulings


def _titled(rulings: list[Ruling], reading: Reading, court: Court) -> list[Ruling]:
    """The rulings; if they leave something open, the one on a claim that gives something another title."""
    against = titled(reading.items, court) if overall(rulings) is Label.UNKNOWN else None
    return [Ruling(Label.CONTRADICTED, reading.items, (against,))] if against is not None else rulings
