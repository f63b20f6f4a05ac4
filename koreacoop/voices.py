"""Who undergoes a deed, and who does it, where a verb of undergoing tells it ("A got an invitation from B").

Its subject is the one to whom the deed is done; who does it stands before it: as whose it is ("B's invitation"), or as
the one from whom it comes. A part that has who acts by the record for its subject turns the record round.
"""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.ends import Ends, exchange
from koreacoop.model import Case, Item, Sort
from koreacoop.phrasing import UNDERGONE
from koreacoop.scales import Weighing, cues, has_direction, is_adjective
from koreacoop.world import DOERS, World

_NAMED = frozenset({Case.SUBJECT, Case.TOPIC})
_COMING = "from"


def settle_voice(weighing: Weighing, ends: Ends) -> None:
    """A part in which who acts by the record undergoes it, or another does it, is not what the record says."""
    items, world = ends.items, ends.world
    if not has_direction(weighing, world):
        return
    own = world.implied(weighing.profile.predicate)
    deed = next((item for item in items if _is_undergone(item, own, weighing.profile.core)), None)
    if deed is None:
        return
    doers = _doers(items[: _place(deed, items)], world)
    patient = next((item for item in items if item.case in _NAMED and _may_act(item, world)), None)
    if patient is not None and _is_one(patient, ends.acting):
        weighing.predicate = any(_is_one(doer, ends.others) for doer in doers)
        exchange(weighing, patient)
    elif doers and not any(_is_one(doer, ends.acting) for doer in doers):
        weighing.predicate = False


def _is_undergone(item: Item, own: frozenset[str], core: frozenset[str]) -> bool:
    """Whether a word tells of the fact's deed from the side of the one to whom it is done, and of no other."""
    if UNDERGONE in item.traits:
        return cues(item, own)
    flags = {meaning.flag for meaning in item.meanings if meaning.sort is Sort.RELATION and meaning.ref in core}
    return item.has_flag("undergoing") and flags == {"inverse"}


def _doers(before: Sequence[Item], world: World) -> list[Item]:
    """Those by whom it is done: from whom it comes, or whose it is who stands right before the deed."""
    last = before[-1] if before else None
    return [
        item
        for item in before
        if _may_act(item, world)
        and (item.case is Case.FROM or _COMING in item.traits or (item is last and item.case is Case.OF))
    ]


def _may_act(item: Item, world: World) -> bool:
    return not is_adjective(item) and any(world.kind(ref) in DOERS for ref in item.refs(Sort.ENTITY))


def _is_one(item: Item, some: Sequence[Item]) -> bool:
    return any(item is one for one in some)


def _place(item: Item, items: Sequence[Item]) -> int:
    return next(place for place, one in enumerate(items) if one is item)
