"""What a word says only together with the word beside it, once a text is read into items.

A noun of a relation and a verb of undergoing are one verb in the passive ("get an invitation": be invited). A number
that is denied with "even" is denied as a lower bound ("not even ten": fewer than ten). A word of order that tells how
long something has been says nothing where no length of time stands before it ("the year in which it became …"). "Do"
behind a verb that is resolved on tells of the resolve.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from koreacoop.dates import Duration, Time
from koreacoop.frozen import replace
from koreacoop.model import IDLE, Case, Item, Meaning, Sort
from koreacoop.numbers import Kind, Number

UNDERGONE = "undergone"
"""The trait of a verb whose subject undergoes it."""
RESOLVED = "resolve"
"""The trait of a verb that tells what somebody resolves or agrees to do."""
PLANNED = frozenset({"plan", RESOLVED})
"""What tells, or what a wording tells, that something is only planned."""
_PASSIVE = frozenset({"passive", "verbal", UNDERGONE})
_EVEN = "also"
_BESIDES = (Meaning(Sort.OPERATOR, "not-only", "besides"),)
_EXCEPT = (Meaning(Sort.OPERATOR, "except"),)
_BECOMING = (Meaning(Sort.LIGHT, "light", "becoming"),)
Items = list[Item]
Resolve = Callable[[], Sequence[Meaning]]


def phrased(items: Items, text: str, resolve: Resolve) -> Items:
    """The items of a text, each with what it says beside its neighbours; ``resolve`` gives what is to resolve."""
    return _resolved(
        _at_least(_undergone(_settled(_excluding(_elapsing(_counting(_losing(_fused(items, text)))))), text)), resolve
    )


def asking(items: Items, subject_leads: bool) -> Items:
    """The items; a denial with which a question begins, or its verb ends, asks whether something is so.

    It stands before who acts ("Didn't they join?") where ``subject_leads`` else; or it is the last verb, and of two
    at the end the first denies.
    """
    told: Items = []
    start = 0
    for place, item in enumerate(items):
        if item.has_flag("?") or item.has_flag("."):
            told += _asked(items[start : place + 1], subject_leads)
            start = place + 1
    return told + _asked(items[start:], subject_leads)


def _asked(items: Items, subject_leads: bool) -> Items:
    """The items of one sentence, as in ``asking``."""
    last = next((item for item in items[::-1] if not item.has_flag(".")), None)
    if last is None or not (last.has_flag("?") or "question" in last.traits):
        return items
    words = [item for item in items if "mark" not in item.refs(Sort.LIGHT)]
    asked = words[-1:] if words and "question" in words[-1].traits else words[:1]
    leading = subject_leads and len(words) > 1 and asked == words[:1] and _is_name(words[1])
    corrects = any(item.is_operator("contrast", "but-not") for item in items)
    if not asked or not asked[0].has_flag("plain") or corrects or not (leading or asked == words[-1:]):
        return items
    return [replace(item, meanings=IDLE) if item is asked[0] else item for item in items]


def _fused(items: Items, text: str) -> Items:
    """Two words that carry nothing, of which the first is a single letter inside a word: another word, not known."""
    told: Items = []
    for item in items:
        before = told[-1] if told else None
        if before is not None and before.end == item.start and _is_scrap(before, text) and _is_idle(item):
            told[-1] = Item(before.start, item.end, text[before.start : item.end])
        else:
            told.append(item)
    return told


def _losing(items: Items) -> Items:
    """The items; what may be "already" before a verb and a verb that denies ("lost") is this before a noun alone."""
    return [
        replace(item, meanings=_told_before(item, after))
        if item.has_flag("already") and item.has_flag("denial") and after is not None
        else item
        for item, after in zip(items, [*items[1:], None], strict=False)
    ]


def _told_before(item: Item, after: Item) -> tuple[Meaning, ...]:
    noun = "definite" in after.traits or bool(after.refs(Sort.ENTITY))
    return tuple(meaning for meaning in item.meanings if (meaning.sort is Sort.LIGHT) != noun)


def _counting(items: Items) -> Items:
    """The items; a counter written on to its number tells no deed that is written like it (개소: place, opening)."""
    return [
        replace(item, meanings=IDLE) if before is not None and _is_counter(before, item) else item
        for before, item in zip([None, *items], items, strict=False)
    ]


def _is_counter(number: Item, item: Item) -> bool:
    attached = number.value.attached if isinstance(number.value, Number) else None
    noun = "verbal" not in item.traits and all(meaning.sort is Sort.RELATION for meaning in item.meanings)
    return noun and number.end == item.start and len(attached or "") > 1 and item.surface.startswith(str(attached))


def _is_scrap(item: Item, text: str) -> bool:
    alone = item.start == 0 or text[item.start - 1].isspace()
    return alone and item.end - item.start == 1 and _is_idle(item) and not item.surface.isascii()


def _is_idle(item: Item) -> bool:
    """Whether a word carries nothing, or may do so and is but a letter."""
    lights = item.refs(Sort.LIGHT)
    alone = len(lights) == len(item.meanings) or item.end - item.start == 1
    return bool(lights) and alone and item.value is None and "mark" not in lights


def _settled(items: Items) -> Items:
    """Words of a plan behind a verb that tells of what is or was carry nothing; "besides" denies no number."""
    return [
        replace(item, meanings=IDLE, traits=item.traits | {"copula"})
        if item.has_flag("prospective") and item.is_operator("plan") and not _is_to_come(before)
        else replace(item, meanings=_BESIDES)
        if item.has_flag("besides") and item.is_operator("not") and after is not None and after.value is not None
        else item
        for before, item, after in zip([None, *items], items, [*items[1:], None], strict=False)
    ]


def _excluding(items: Items) -> Items:
    """The items; a word that may deny a noun only leaves out the name behind it ("others than X"): it denies nothing.

    Of so many others it says that they are besides. After a denial the two say "only", and are left as they are.
    """
    denied = next((item.start for item in items if item.is_operator("not") and not item.has_flag("excluding")), None)
    told: Items = []
    for place, (item, after) in enumerate(zip(items, [*items[1:], None], strict=False)):
        if item.has_flag("excluding") and _is_name(after) and (denied is None or denied > item.start):
            counted = any(isinstance(one.value, Number) for one in items[max(0, place - 2) : place])
            told.append(replace(item, meanings=_BESIDES if counted else _EXCEPT))
        else:
            told.append(item)
    return told


def _is_name(item: Item | None) -> bool:
    return item is not None and any(m.sort is Sort.ENTITY and m.flag != "adjective" for m in item.meanings)


def _is_to_come(item: Item | None) -> bool:
    return item is not None and "prospective" in item.traits


def _resolved(items: Items, resolve: Resolve) -> Items:
    """Words that carry nothing by themselves, with what they tell behind a verb that is resolved on."""
    return [
        replace(item, meanings=(*item.meanings, *resolve()))
        if before is not None and RESOLVED in before.traits and item.has_flag("doing")
        else item
        for before, item in zip([None, *items], items, strict=False)
    ]


def _elapsing(items: Items) -> Items:
    """Words that tell how long something has been, without a length of time before them: they say nothing."""
    return [
        replace(item, meanings=_BECOMING) if item.has_flag("elapsing") and not _is_length(before) else item
        for before, item in zip([None, *items], items, strict=False)
    ]


def _is_length(item: Item | None) -> bool:
    return item is not None and item.value is not None and not isinstance(item.value, Time)


def _undergone(items: Items, text: str) -> Items:
    """Nouns of relations with the verb of undergoing right behind them, as one verb."""
    told: Items = []
    for item in items:
        noun = told[-1] if told else None
        if noun is not None and item.has_flag("undergoing") and _is_undergone(noun):
            surface = text[noun.start : item.end]
            told[-1] = Item(
                noun.start, item.end, surface, noun.meanings, None, item.case, noun.traits | item.traits | _PASSIVE
            )
        else:
            told.append(item)
    return told


def _is_undergone(noun: Item) -> bool:
    deed = bool(noun.refs(Sort.RELATION)) and not noun.refs(Sort.ENTITY) and noun.value is None
    return deed and noun.case is Case.OBJECT


def _at_least(items: Items) -> Items:
    """Numbers and lengths of time of which a clause denies even so much, as what is denied: so much or more."""
    return [
        _as_bound(item)
        if item.value is not None
        and _is_even(items, index)
        and any(later.is_operator("not") for later in items[index:])
        else item
        for index, item in enumerate(items)
    ]


def _is_even(items: Items, index: int) -> bool:
    """Whether "even" is written on to a number or to its counter."""
    number = items[index]
    counter = items[index + 1] if index + 1 < len(items) else None
    written_on = counter is not None and (counter.start == number.end or _is_attached(number, counter))
    return _EVEN in number.traits or (counter is not None and written_on and _EVEN in counter.traits)


def _is_attached(number: Item, counter: Item) -> bool:
    attached = number.value.attached if isinstance(number.value, Number) else None
    return bool(attached) and counter.surface.startswith(str(attached))


def _as_bound(item: Item) -> Item:
    value = item.value
    if isinstance(value, Duration) and value.low == value.high:
        return replace(item, value=replace(value, high=None))
    if isinstance(value, Number) and value.kind in (Kind.NUMBER, Kind.MONEY) and value.quantity.is_point():
        quantity = replace(value.quantity, high=None)
        return replace(item, value=replace(value, quantity=quantity))
    return item
