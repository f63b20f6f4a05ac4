"""A noun and the name that it tells something of: their case ("by the programme ITPP"), and which thing is meant.

A capital that is called a city is not its country. "In Busan, South Korea" is in both.
"""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.frozen import replace
from koreacoop.model import IDLE, Case, Item, Sort
from koreacoop.world import World


def in_one_case(items: Sequence[Item], world: World) -> tuple[Item, ...]:
    """The items; a name without a case takes that of the class noun before or after it, if that is of one thing."""
    told = list(items)
    for index in range(len(told) - 1):
        first, second = told[index], told[index + 1]
        if index and told[index - 1].value is not None:
            continue  # "in 115 countries South Korea has …"
        if _is_class_of(first, second, world):
            told[index + 1] = _with_case(second, first.case)
        elif _is_class_of(second, first, world):
            told[index] = _with_case(first, second.case)
    return _in_one_place(told, world)


def _in_one_place(items: list[Item], world: World) -> tuple[Item, ...]:
    """The items; what tells where the place lies at which something was, is said to be where it was too."""
    for index, item in enumerate(items):
        located = item.case is Case.IN or "copula" in item.traits  # "where it was is …"
        if not located or not any(map(world.is_place, item.refs(Sort.ENTITY))):
            continue
        above = {name for ref in item.refs(Sort.ENTITY) for name in world.above(ref)}
        for way in (range(index + 1, len(items)), range(index - 1, -1, -1)):
            _tell_around(items, way, above, world)
    return tuple(items)


def _tell_around(items: list[Item], way: Sequence[int], above: set[str], world: World) -> None:
    """Tell of the first name one way from a place that it lies around it; nouns between then tell nothing more."""
    nouns: list[int] = []
    for index in way:
        item = items[index]
        if any(world.is_place(ref) for ref in above.intersection(item.refs(Sort.ENTITY))):
            if item.case in (Case.NONE, Case.OF):
                items[index] = replace(item, case=Case.IN)
                for noun in nouns:
                    items[noun] = replace(items[noun], meanings=IDLE)
            return
        if item.means and above.isdisjoint(item.refs(Sort.CONCEPT)):
            return
        if item.means:
            nouns.append(index)
        elif not (item.refs(Sort.LIGHT) or item.is_operator("of")):
            return


def in_one_sense(items: Sequence[Item], world: World) -> tuple[Item, ...]:
    """The items; a name stands for nothing else by figure of speech where a noun tells what it is itself."""
    return tuple(_literal(item, items, world) if _is_figurative(item) else item for item in items)


def _is_figurative(item: Item) -> bool:
    return any(meaning.flag == "metonym" for meaning in item.meanings)


def _literal(item: Item, items: Sequence[Item], world: World) -> Item:
    """A name that may be meant by figure of speech, or as it is if a noun tells its class and no other name's."""
    others = [other for other in items if other is not item]
    own = {above for m in item.meanings if m.flag == "" for above in world.classes(m.ref)}
    kinds = own - {above for m in item.meanings if m.flag for above in world.classes(m.ref)}
    called = [
        other for other in others if not other.refs(Sort.ENTITY) and not kinds.isdisjoint(other.refs(Sort.CONCEPT))
    ]
    named = {above for other in others for ref in other.refs(Sort.ENTITY) for above in world.classes(ref)}
    if not any(kinds & set(noun.refs(Sort.CONCEPT)) - named for noun in called):
        return item
    return replace(item, meanings=tuple(m for m in item.meanings if m.flag != "metonym"))


def _with_case(item: Item, case: Case) -> Item:
    return replace(item, case=case) if case and not item.case else item


def _is_class_of(noun: Item, name: Item, world: World) -> bool:
    """Whether a noun that names nothing tells what kind of thing a name is."""
    if not noun.case or name.case or noun.refs(Sort.ENTITY) or noun.value is not None or not name.refs(Sort.ENTITY):
        return False
    classes = {above for ref in name.refs(Sort.ENTITY) for above in world.classes(ref)}
    return not classes.isdisjoint(noun.refs(Sort.CONCEPT))
