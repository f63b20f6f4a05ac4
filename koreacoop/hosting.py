"""Who is said to have held an event: the one who stands beside the verb and the event, and nobody else."""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.agents import is_deed
from koreacoop.model import Case, Item, Sort
from koreacoop.scales import is_adjective, is_numbered, names_kind
from koreacoop.world import OCCASIONS, World

_HOSTING = frozenset({"country", "organisation", "alliance"})
"""Kinds of those who may hold an event."""
_ACTING = frozenset({Case.NONE, Case.SUBJECT, Case.TOPIC, Case.BY})
_HELD = frozenset({Case.NONE, Case.SUBJECT, Case.TOPIC, Case.OBJECT, Case.OF})


def may_host(item: Item, ref: str, event: str, items: Sequence[Item], world: World) -> bool:
    """Whether a part may say of somebody that he held an event that it names: no more than he, a verb and that.

    ``event``: the relation by which the event is recorded; the verb must tell who did it.
    """
    if world.kind(ref) not in _HOSTING or item.case not in _ACTING or is_adjective(item):
        return False
    others = [other for other in items if other.refs(Sort.ENTITY) and other is not item]
    events = [other for other in others if names_kind(other, OCCASIONS, world)]
    deeds = [other for other in items if is_deed(other) and other.value is None and not is_numbered(other)]
    does = [ref for deed in deeds for ref in deed.refs(Sort.RELATION) if ref != event]
    hosting = any(event in world.implied(ref) and world.relation(ref).directed for ref in does)
    return len(deeds) == len(events) == len(others) == 1 and events[0].case in _HELD and hosting
