"""How many came before one in a row ("25 dialogues had been held before the one that he chaired").

An ordinal implies what comes before it (verdicts.md 18): the 26th has 25 before it. One side of a word of order tells
of the one in a row, by a fact that names it; the other side has the number, and names at most what the row is of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from koreacoop.comparing import Compared, ways_to_divide
from koreacoop.court import Candidates
from koreacoop.dates import Relation, Time
from koreacoop.deciding import decides
from koreacoop.frozen import replace
from koreacoop.grammar import FACTOR
from koreacoop.hearing import Hearing
from koreacoop.model import Item, Meaning, Sort
from koreacoop.numbers import Kind, Number
from koreacoop.preparing import prepare
from koreacoop.profiles import Profile
from koreacoop.quantity import Comparison, Quantity, compare, point
from koreacoop.scales import Weighing
from koreacoop.sides import Items
from koreacoop.world import World, called


def come_before(items: Items, standard_first: bool, candidates: Candidates, world: World) -> Compared | None:
    """Whether as many came before one in a row as are claimed, if a fact tells which one it was."""
    numbers = [(item, number) for item in items if (number := _number(item)) is not None]
    if len(numbers) != 1:
        return None
    item_of, number = numbers[0]
    for index, item in enumerate(items):
        dated = _at(item)
        if dated is not None:
            counted = (*items[:index], *items[index + 1 :])
            found = _compared(counted, (dated,), (item_of, number), candidates, world)
            if found is not None:
                return found
        if not item.is_operator("before", "after"):
            continue
        rest = (*items[:index], *items[index + 1 :])
        for said, standard in ways_to_divide(rest, index, item, standard_first):
            counted, one = (said, standard) if item_of in said else (standard, said)
            found = _compared(counted, one, (item_of, number), candidates, world)
            plain = (counted is said) == item.is_operator("before")  # "was preceded by" turns the two round
            if found is not None and (found.holds or plain):
                return found
    return None


def _at(item: Item) -> Item | None:
    """The date itself of what is "before" a date."""
    value = item.value
    if not isinstance(value, Time) or value.relation is not Relation.BEFORE:
        return None
    return replace(item, value=replace(value, relation=Relation.IN))


def _number(item: Item) -> Quantity | None:
    """How many an item says: a number, or so many times."""
    value = item.value
    if isinstance(value, Number) and value.kind in (Kind.NUMBER, Kind.RANGE) and not value.quantity.course:
        return value.quantity
    times = next((ref for ref in item.refs(Sort.OPERATOR) if ref.startswith(FACTOR)), "")
    many = Decimal(times.removeprefix(FACTOR)) if times else None
    return None if many is None else Quantity(many, many)


def _compared(
    counted: Items, one: Items, told: tuple[Item, Quantity], candidates: Candidates, world: World
) -> Compared | None:
    """What comes of the side with the number, and the side that tells of one in a row."""
    number, quantity = told
    nouns = tuple(item for item in counted if item is not number and _is_noun(item))
    pointing = any(item.is_operator("pronoun") for item in one) or not any(item.means for item in one)
    if any(item.unread for item in counted):
        return None
    for ref, weighing in _meant((*nouns, *one) if pointing else one, candidates, world):
        row = next((row for row in _rows_of(ref, counted, candidates) if _happens(counted, row)), None)
        if row is None or not _names_row(counted, number, ref, world):
            continue
        place = row.fact.statement.ordinal
        assert place is not None
        before = Decimal(place - 1)
        result = compare(quantity, point(before))
        if result is not Comparison.OPEN:
            itself = _recorded(ref, before, candidates((*counted, *one)))
            facts = (Weighing(itself) if itself is not None else weighing or Weighing(row),)
            return Compared(result is Comparison.HOLDS, facts, f"{place} − 1 = {before}")
    return None


def _recorded(ref: str, before: Decimal, profiles: Iterable[Profile]) -> Profile | None:
    """The fact that says itself how many came before one in a row, if there is one: it is the better evidence."""
    about = (profile for profile in profiles if profile.fact.statement.subject == (ref,))
    counts = ((profile, count.quantity) for profile in about for count in profile.fact.statement.counts)
    return next((profile for profile, quantity in counts if quantity.is_point() and quantity.low == before), None)


def _meant(one: Items, candidates: Candidates, world: World) -> Iterator[tuple[str, Weighing | None]]:
    """Which one in a row is meant: the one that is named, and nothing said of it, or those of which facts say it."""
    said = [item for item in one if item.has_content or item.unread]
    named = said[0].refs(Sort.ENTITY) if len(said) == 1 else ()
    if len(named) == 1 and _is_one(named[0], world):
        yield named[0], None
    for weighing in _telling(one, candidates, world):
        for ref in _editions(weighing, world):
            yield ref, weighing


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
    """What a fact names that is one of a series; of several it does not tell which is meant."""
    refs = weighing.profile.held
    found = [ref for ref in refs if _is_one(ref, world)]
    return found if len(found) == 1 else []


def _is_one(ref: str, world: World) -> bool:
    """Whether something is one in a row, and not the row."""
    return world.is_edition(ref) and world.kind(ref) != "series"


def _rows_of(ref: str, counted: Items, candidates: Candidates) -> list[Profile]:
    """The facts that tell which one in its row something is; none where they tell it differently.

    Of many facts of one thing those are looked at that tell of what was done as often, too.
    """
    named = Item(0, 0, "", (Meaning(Sort.ENTITY, ref),))
    deeds = (item for item in counted if item.refs(Sort.RELATION))
    found = [
        profile
        for profile in candidates((named, *deeds))
        if profile.fact.statement.ordinal is not None
        and profile.fact.statement.subject == (ref,)
        and not profile.fact.statement.object  # "the 30th anniversary of …" is no place in its own row
    ]
    return found if len({profile.fact.statement.ordinal for profile in found}) == 1 else []
