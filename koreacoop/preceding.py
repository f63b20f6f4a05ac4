"""How many came before one in a row ("25 dialogues had been held before the one that he chaired").

An ordinal implies what comes before it (verdicts.md 18): the 26th has 25 before it. One side of a word of order tells
of the one in a row, by a fact that names it; the other side has the number, and names at most what the row is of.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from koreacoop.comparing import Compared, ways_to_divide
from koreacoop.court import Candidates
from koreacoop.deciding import decides
from koreacoop.hearing import Hearing
from koreacoop.model import Item, Meaning, Sort
from koreacoop.numbers import Kind, Number
from koreacoop.profiles import Profile
from koreacoop.quantity import Comparison, Quantity, compare
from koreacoop.scales import Weighing
from koreacoop.sides import Items
from koreacoop.weighing import prepare
from koreacoop.world import World, called


def come_before(items: Items, standard_first: bool, candidates: Candidates, world: World) -> Compared | None:
    """Whether as many came before one in a row as are claimed, if a fact tells which one it was."""
    numbers = [item for item in items if _counts(item)]
    if len(numbers) != 1:
        return None
    for index, item in enumerate(items):
        if not item.is_operator("before", "after"):
            continue
        rest = (*items[:index], *items[index + 1 :])
        for said, standard in ways_to_divide(rest, index, item, standard_first):
            counted, one = (said, standard) if numbers[0] in said else (standard, said)
            found = _compared(counted, one, numbers[0], candidates, world)
            plain = (counted is said) == item.is_operator("before")  # "was preceded by" turns the two round
            if found is not None and (found.holds or plain):
                return found
    return None


def _counts(item: Item) -> bool:
    value = item.value
    return isinstance(value, Number) and value.kind in (Kind.NUMBER, Kind.RANGE) and not value.quantity.course


def _compared(counted: Items, one: Items, number: Item, candidates: Candidates, world: World) -> Compared | None:
    """What comes of the side with the number, and the side that tells of one in a row."""
    nouns = tuple(item for item in counted if item is not number and _is_noun(item))
    pointing = any(item.is_operator("pronoun") for item in one)
    if any(item.unread for item in counted):
        return None
    for weighing in _telling((*nouns, *one) if pointing else one, candidates, world):
        for ref in _editions(weighing, world):
            row = _row_of(ref, candidates)
            if row is None or not _names_row(counted, number, ref, world) or not _happens(counted, row):
                continue
            place = row.fact.statement.ordinal
            assert isinstance(number.value, Number) and place is not None
            before = Decimal(place - 1)
            result = compare(number.value.quantity, Quantity(before, before))
            if result is not Comparison.OPEN:
                return Compared(result is Comparison.HOLDS, (weighing,), f"{place} − 1 = {before}")
    return None


def _is_noun(item: Item) -> bool:
    """Whether an item names what is counted; counters of times and turns do not."""
    return item.means and not item.refs(Sort.RELATION) and not item.refs(Sort.LIGHT)


def _names_row(counted: Items, number: Item, ref: str, world: World) -> bool:
    """Whether what is counted, if it is named at all, is what the row is of."""
    said = [item for item in counted if item.means and not item.refs(Sort.LIGHT)]
    behind = [item for item in said if item.start > number.start]
    nouns = [*behind[:1], *(item for item in said if item is not number and _is_noun(item))]
    return all(item.ids & called(ref, world) for item in nouns)


def _happens(counted: Items, row: Profile) -> bool:
    """Whether the side with the number tells of nothing else than that as many were held."""
    deeds = (item for item in counted if item.refs(Sort.RELATION))
    return all(item.ids & row.explained or item.is_operator("light-verb") or item.refs(Sort.LIGHT) for item in deeds)


def _telling(items: Items, candidates: Candidates, world: World) -> Iterator[Weighing]:
    """The facts that say all that is said of the one, the nouns of the other side taken along ("the one that …")."""
    if any(item.unread for item in items):
        return
    for weighing in Hearing(prepare(items, world), list(candidates(items))).finished:
        if weighing.affirmed and not weighing.conflicts and decides(weighing, world):
            yield weighing


def _editions(weighing: Weighing, world: World) -> list[str]:
    """What a fact names that is one of a series."""
    refs = (ref for refs in weighing.profile.slots.values() for ref in refs)
    return [ref for ref in refs if world.is_edition(ref) and world.kind(ref) != "series"]


def _row_of(ref: str, candidates: Candidates) -> Profile | None:
    """The fact that tells which one in its row something is; none where facts tell it differently."""
    named = Item(0, 0, "", (Meaning(Sort.ENTITY, ref),))
    found = [
        profile
        for profile in candidates((named,))
        if profile.fact.statement.ordinal is not None and profile.fact.statement.subject == (ref,)
    ]
    return found[0] if len({profile.fact.statement.ordinal for profile in found}) == 1 else None
