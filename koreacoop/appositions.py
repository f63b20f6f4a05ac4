"""A class noun beside the name that it tells the class of ("by the programme ITPP"): the two stand in one case."""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.frozen import replace
from koreacoop.model import Case, Item, Sort
from koreacoop.world import World


def in_one_case(items: Sequence[Item], world: World) -> tuple[Item, ...]:
    """The items; a name without a case takes that of the class noun before or after it."""
    told = list(items)
    for index in range(len(told) - 1):
        first, second = told[index], told[index + 1]
        if _is_class_of(first, second, world):
            told[index + 1] = _with_case(second, first.case)
        elif _is_class_of(second, first, world):
            told[index] = _with_case(first, second.case)
    return tuple(told)


def _with_case(item: Item, case: Case) -> Item:
    return replace(item, case=case) if case and not item.case else item


def _is_class_of(noun: Item, name: Item, world: World) -> bool:
    """Whether a noun that names nothing tells what kind of thing a name is."""
    if not noun.case or name.case or noun.refs(Sort.ENTITY) or noun.value is not None or not name.refs(Sort.ENTITY):
        return False
    classes = {above for ref in name.refs(Sort.ENTITY) for above in world.classes(ref)}
    return not classes.isdisjoint(noun.refs(Sort.CONCEPT))
