"""Who acts on whom where neither is named: by what tells the two apart ("the new one replaces the old one")."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.ends import Ends
from koreacoop.model import Case, Item, Sort
from koreacoop.scales import Weighing, cues
from koreacoop.world import World

_END = {"subject": True, "object": False}
"""The slots of the two ends: whether that is the one who acts."""
_ACTS = {Case.SUBJECT: True, Case.TOPIC: True, Case.OBJECT: False}
_ORDERED = "ordered"


def settle_described(weighing: Weighing, ends: Ends) -> None:
    """Two ends of a directed fact that are only described may not stand the other way round."""
    if not weighing.predicate or not ends.world.relation(ends.profile.predicate).directed:
        return
    told = _described(weighing, ends.world)
    cue = next((item for item in ends.items if cues(item, ends.profile.core)), None)
    if cue is None or not told:
        return
    acting = _acting(told, cue, ends.items)
    if acting is not None and acting == _is_undergone(cue, ends.profile.predicate):
        weighing.predicate = False


def _described(weighing: Weighing, world: World) -> dict[int, bool]:
    """Where words stand that describe the two ends by contraries, with whether it is the one who acts."""
    ends = [
        (place, step)
        for place, step in enumerate(weighing.steps)
        if step.slot in _END and not step.item.refs(Sort.ENTITY)
    ]
    pairs = [(one, other) for one in ends for other in ends if one[1].slot != other[1].slot]
    opposed = [one for one, other in pairs if other[1].detail in world.opposites(one[1].detail)]
    return {place: _END[step.slot] for place, step in opposed}


def _acting(told: dict[int, bool], cue: Item, items: Sequence[Item]) -> bool | None:
    """Whether the one that acts by the record stands where who acts does; None if nothing tells where that is."""
    marked = {_ACTS[case] == acts for place, acts in told.items() if (case := _case(place, items)) in _ACTS}
    if marked:
        return marked == {True}
    before = {acts for place, acts in told.items() if items[place].start < cue.start}
    behind = [acts for place, acts in sorted(told.items()) if items[place].start > cue.start]
    if not before and _ORDERED in cue.traits:
        return behind[0]
    return before == {True} if len(before) == 1 and behind else None


def _case(place: int, items: Sequence[Item]) -> Case:
    """The case of a word, or of the noun behind it that it describes."""
    for item, after in pairwise((*items[place : place + 2], None)):
        if item is not None and item.case:
            return item.case
        if after is None or not after.refs(Sort.CONCEPT):
            break
    return Case.NONE


def _is_undergone(cue: Item, predicate: str) -> bool:
    """Whether the verb has the one that undergoes it for its subject."""
    flags = {meaning.flag for meaning in cue.meanings if meaning.ref == predicate}
    return flags == {"inverse"} or "passive" in cue.traits
