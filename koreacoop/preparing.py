"""A part of a claim made ready to be weighed: with the subject that it takes over, and without what only seems to deny.

"Not … except", "not until", "alone, without …", "no other before …" say in other words that something is so.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.appositions import in_one_case, in_one_sense
from koreacoop.clefts import set_apart
from koreacoop.dates import Relation, Time
from koreacoop.dockets import Said
from koreacoop.frozen import replace
from koreacoop.inheriting import inherited
from koreacoop.model import Item, Meaning, Sort
from koreacoop.profiles import Profile
from koreacoop.world import World


def prepare(items: Sequence[Item], world: World, context: Sequence[Item] = (), whole: bool = True) -> Said:
    """A part of a claim, ready to be weighed.

    ``context`` holds the items of the claim before the part, for what it leaves out; ``whole``: there are no others.
    """
    said = in_one_case((*inherited(items, context, world), *set_apart(items)), world)
    said = in_one_sense(said, world)
    return Said.of(_since_then(_without_exclusion(_without_others(said))), world, context, whole)


def _without_exclusion(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """ "Not … except X" says only X; "not … except in 1996", "… after Y" that it was then."""
    # A word "excepting" denies only beside an exception ("ما … إلا").
    denied = next((item for item in items if item.is_operator("not") or item.has_flag("excepting")), None)
    only = next((item for item in items if item.has_flag("denied")), None)
    if denied is not None and only is not None and only.start < denied.start:
        return tuple(item for item in items if item is not denied)  # "no more than so many": only so many
    excepting = next(
        (item for item, then in pairwise((*items, None)) if item and _excepts(item, then) and item is not denied), None
    )
    if denied is None or excepting is None or denied.start > excepting.start:
        return items
    following = [item for item in items if item.start > excepting.start][:3]
    dated = any(isinstance(item.value, Time) or item.is_operator("before", "after") for item in following)
    if dated or not any(item.has_content for item in following):
        return tuple(item for item in items if item is not denied and item is not excepting)
    restricting = replace(excepting, meanings=(Meaning(Sort.OPERATOR, "only"),))
    return tuple(restricting if item is excepting else item for item in items if item is not denied)


def _excepts(item: Item, following: Item | None) -> bool:
    """Whether a word excepts what follows: it always does, or does before a name or a number."""
    named = following is not None and (following.value is not None or bool(following.refs(Sort.ENTITY)))
    return item.is_operator("except") or (item.has_flag("excluding") and named)


def _without_others(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """ "A alone …, without B" says no more than "A alone"."""
    alone = next((place for place, item in enumerate(items) if item.has_flag("alone")), len(items))
    for place, (item, other) in enumerate(pairwise(items)):
        denied = item.is_operator("not", "but-not") and not item.has_flag("plain") and bool(other.refs(Sort.ENTITY))
        if place > alone and denied:
            return (*items[:place], *items[place + 2 :])
    return items


def _since_then(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """ "Did not join until 1991" says that it joined in 1991."""
    denied = next((item for item in items if item.is_operator("not")), None)
    if denied is None or denied.has_flag("sentence"):
        return items
    end = next((i for i in items if isinstance(i.value, Time) and i.value.relation is Relation.UNTIL), None)
    if end is None or denied.start > end.start or not isinstance(end.value, Time):
        return items
    begun = replace(end, value=replace(end.value, relation=Relation.IN))
    return tuple(begun if item is end else item for item in items if item is not denied)


def as_first(said: Said, profile: Profile) -> Said:
    """ "No other … before X" says that X was the first; "none of them before" does too, and "one before" denies it."""
    if profile.fact.statement.ordinal != 1:
        return said
    items = said.items
    order = next((place for place, item in enumerate(items) if _is_earlier(items, place)), None)
    if order is None:
        return said
    subject = set(profile.slots.get("subject", ()))
    after_subject = any(subject & set(item.refs(Sort.ENTITY)) for item in items[max(0, order - 1) : order + 2])
    among = set(profile.slots.get("among", ()))
    earlier = _is_bare(items, order) and _names_alone(items, among, subject)
    if not (after_subject and said.denies) and not earlier:
        return said
    if said.denies:
        kept = tuple(i for i in items if i is not items[order] and not (i.is_operator("not") and not i.means))
    else:
        denied = replace(items[order], meanings=(Meaning(Sort.OPERATOR, "not", "sentence"),))
        kept = (*items[:order], denied, *items[order + 1 :])
    return Said.of(kept, said.world, said.context, said.whole)


def _is_earlier(items: Sequence[Item], place: int) -> bool:
    """Whether a word says "before"; one that is "by" too says so where it stands last ("من قبل")."""
    return items[place].is_operator("before") or (items[place].is_operator("by") and _is_bare(items, place))


def _is_bare(items: Sequence[Item], order: int) -> bool:
    """Whether a word of order has nothing behind it that it is before."""
    behind = items[order + 1 :]
    return items[order].value is None and not any(i.has_content or i.unread or i.value is not None for i in behind)


def _names_alone(items: Sequence[Item], some: set[str], others: set[str]) -> bool:
    """Whether something is named, and not another thing."""
    named = {ref for item in items for ref in item.ids}
    return bool(named & some) and not named & others
