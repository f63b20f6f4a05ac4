"""Whether the parts of a text speak of one event: a part that names none goes on with that of the part before."""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.dates import Time
from koreacoop.model import Item, Label, Sort
from koreacoop.numbers import Kind, Number
from koreacoop.rulings import Ruling
from koreacoop.world import OCCASIONS, World

_VERBAL = frozenset({"participle", "third", "ordered", "final", "connective", "verbal", "copula"})


def of_one_event(rulings: Sequence[Ruling], world: World) -> list[Ruling]:
    """The rulings; a part that names no event is not supported by what is recorded of another than the one before."""
    told: list[Ruling] = []
    spoken_of: frozenset[str] = frozenset()
    for ruling in rulings:
        events = _events(ruling, world) if ruling.label is Label.SUPPORTED else frozenset()
        apart = bool(spoken_of and events) and spoken_of.isdisjoint(events) and not _names_event(ruling, world)
        told.append(Ruling(Label.UNKNOWN, ruling.items, near=ruling.deciding[0]) if apart else ruling)
        spoken_of = events or spoken_of
    return told


def _events(ruling: Ruling, world: World) -> frozenset[str]:
    """The events of which the facts tell that decide a part, with what these are parts of."""
    slots = [weighing.profile.slots for weighing in ruling.deciding]
    refs = {ref for held in slots for slot in ("subject", "object", "event") for ref in held.get(slot, ())}
    events = {ref for ref in refs if world.kind(ref) in OCCASIONS}
    return frozenset(events.union(*map(world.wholes, events)))


def _names_event(ruling: Ruling, world: World) -> bool:
    """Whether a part says which event it speaks of, by a name, a date or its number in a series."""
    named = any(world.kind(ref) in OCCASIONS for item in ruling.items for ref in item.refs(Sort.ENTITY))
    goes_on = ruling.items[0].is_operator("relative")
    return named or (not goes_on and any(map(_tells_apart, ruling.items)) and any(map(_is_told_of, ruling.items)))


def _is_told_of(item: Item) -> bool:
    """Whether a word names something, or is a verb; a noun and a date alone go on with what was told."""
    return bool(item.refs(Sort.ENTITY)) or not item.traits.isdisjoint(_VERBAL)


def _tells_apart(item: Item) -> bool:
    """Whether a word is a date or an ordinal, which tells one event of a series from the others."""
    return isinstance(item.value, Time) or (isinstance(item.value, Number) and item.value.kind is Kind.ORDINAL)
