"""Who acts by the words of a part, on whom, and to whom it is done, whatever a fact says.

A mark, the order of words or the voice of the verb tells it, in each language otherwise; where none does, nobody acts.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.frozen import dataclass
from koreacoop.model import Case, Item, Sort
from koreacoop.numbers import Number
from koreacoop.scales import is_adjective, is_copula, is_numbered, is_relative, may_be_subject, names_kind
from koreacoop.world import DOERS, World

NAMED = frozenset({Case.SUBJECT, Case.TOPIC})
"""Cases of who acts, or undergoes, in a clause."""
_VERBAL = frozenset({"participle", "third"})
_IDEAS = frozenset({"topic"})
"""Kinds of what is named without being a thing that acts or is acted on."""
_ORDERED, RESUMING = "ordered", "resuming"
_GIVING = frozenset({Case.FROM, Case.TO})
_COMING = "from"
_PASSED = frozenset({"not", "will"})
"""Operators that may stand between a name and its verb."""


# ------------------------------------------------------------------------------------------------------------ by a mark


def marked_agent(items: Sequence[Item], cue: Item | None) -> Item | None:
    """The mention that acts: after "by", or the subject of an active clause; None where the grammar does not tell."""
    mentions = [item for item in items if item.refs(Sort.ENTITY)]
    by = next((item for item in mentions if item.case is Case.BY and not _acts_elsewhere(item, cue, items)), None)
    if by is not None:
        return by
    if cue is None or "passive" in cue.traits:
        return None
    described = _described(items.index(cue), items)
    if described is not None:
        return described
    named = [item for item in mentions if item.case in NAMED]
    owners = {index for index, item in enumerate(items[1:]) if item.surface.startswith("'")}
    bare = [
        item
        for index, item in enumerate(items)
        if item in mentions and not item.case and may_be_subject(item) and index not in owners
    ]
    if len(named) > 1 and all(item.case is Case.SUBJECT for item in named):
        named = [item for item in named if item.start < cue.start][-1:] or named  # the one of the verb itself
    actor = next(iter(named or bare), None)
    beside = items.index(cue) == items.index(actor) + 1 if actor in bare and not named else False
    if beside and not cue.traits & _VERBAL and "ordered" not in cue.traits:
        return None  # a compound noun: "UN membership"
    return actor


def _described(verb: int, items: Sequence[Item]) -> Item | None:
    """The name that a relative clause with this verb is about ("South Korea that welcomed …")."""
    if verb < 2 or not tells_of_doer(items[verb - 1 :]):
        return None
    name = next((item for item in reversed(items[: verb - 1]) if item.refs(Sort.ENTITY)), None)
    return name if name is not None and may_be_subject(name) and not name.case else None


def tells_of_doer(clause: Sequence[Item]) -> bool:
    """Whether a clause begins with a relative and its verb in the active: it tells what the one before it does."""
    if len(clause) < 2 or not is_relative(clause[0]) or clause[1].traits.isdisjoint(_VERBAL):
        return False
    return "third" in clause[1].traits or _takes_object(1, clause)


def _acts_elsewhere(agent: Item, cue: Item | None, items: Sequence[Item]) -> bool:
    """Whether "by" tells who does what a noun right before it says, not the verb ("hailed the pledge by …")."""
    place = next((p for p, item in enumerate(items) if item.is_operator("by") and item.end <= agent.start), None)
    before = [item for item in items[:place] if item.has_content] if place is not None else []
    if len(before) > 1 and "participle" in before[-1].traits and before[-1] is not cue:
        before = before[:-1]  # "the support given by"
    noun = before[-1] if before else None
    if cue is None or noun is None or noun is cue or cue.start > noun.start or "passive" in cue.traits:
        return False
    nominal = noun.traits.isdisjoint(_VERBAL | {"passive", "verbal"}) and is_deed(noun)
    return nominal and "participle" in cue.traits and _takes_object(items.index(cue), items)


def owner_of(items: Sequence[Item], cue: Item) -> Item | None:
    """Whose a word is that has him for its subject ("the ILO's members include …")."""
    place = items.index(cue)
    owned = place > 1 and items[place - 1].surface.startswith("'") and items[place - 2].refs(Sort.ENTITY)
    return items[place - 2] if owned else None


def acts_plainly(actor: Item, cue: Item, items: Sequence[Item]) -> bool:
    """Whether the actor is marked as the subject, or stands before a verb in the active, or before "is a …"."""
    place, verb = items.index(actor), items.index(cue)
    if actor.case is Case.SUBJECT or verb < place:
        return actor.case is Case.SUBJECT
    if _described(verb, items) is actor:
        return True
    between = items[place + 1 : verb]
    if any(item.has_content or item.is_operator("relative") for item in between):
        return False
    linked = any(is_copula(item) for item in between)
    if "participle" in cue.traits:
        return not linked and _takes_object(verb, items)
    return linked or ("third" in cue.traits and not between)


def _takes_object(verb: int, items: Sequence[Item]) -> bool:
    """Whether what a past form governs follows it: a participle without "by" governs nothing."""
    following = next((item for item in items[verb + 1 :] if not item.refs(Sort.LIGHT)), None)
    if following is None:
        return False
    told = following.means or isinstance(following.value, Number)
    return following.case is Case.OBJECT or (told and not following.case)


def acts_on(actor: Item, cue: Item | None, other: Item, items: Sequence[Item]) -> bool:
    """Whether a present verb stands between the two ("A replaces B"); a past form may be a participle."""
    return cue is not None and "third" in cue.traits and items.index(actor) < items.index(cue) < items.index(other)


def taken_in(cue: Item | None, items: Sequence[Item], world: World) -> Item | None:
    """What a verb with a particle for "in" is done to, if it is no place ("took in the OECD")."""
    if cue is None or "governs:in" not in cue.traits:
        return None
    after = next((item for item in items[items.index(cue) + 1 :] if item.has_content), None)
    placed = after is None or any(world.is_place(ref) for ref in after.refs(Sort.ENTITY))
    return None if placed else after


def leading_agent(items: Sequence[Item], world: World) -> Item | None:
    """The one that could act whom the grammar marks as doing so; None where it marks none or calls it something."""
    named = [item for item in items if any(world.kind(ref) not in _IDEAS for ref in item.refs(Sort.ENTITY))]
    first = next((item for item in named if may_be_subject(item)), None)
    if first is None or (is_cleft(items) and any(is_deed(item) for item in items)):
        return None
    if first.case in NAMED:
        return first
    place = items.index(first)
    after = next(iter(items[place + 1 :]), None)
    leads = (
        not any(item.has_content for item in items[:place])
        and after is not None
        and (is_copula(after) or is_deed(after))
    )
    follows = place == 1 and is_deed(items[0])
    return first if leads or follows else None


def is_cleft(items: Sequence[Item]) -> bool:
    """Whether "be" is written on to what is said ("Somalia is where …"): then a noun may stand first for any reason."""
    return any("copula" in item.traits for item in items)


def is_deed(item: Item) -> bool:
    """Whether a word tells what somebody does, or is to somebody, and names nobody."""
    return bool(item.refs(Sort.RELATION)) and not item.refs(Sort.ENTITY) and not is_adjective(item)


# --------------------------------------------------------------------------------------------------------- by the order


@dataclass(frozen=True, slots=True)
class Deed:
    """A word of a relation with those whom the order makes its doer and what it is done to."""

    verb: Item
    doer: Item | None
    done: Item | None


def ordered_deed(items: Sequence[Item]) -> Deed | None:
    """The first word of a part that the order tells of, with its doer and what it is done to."""
    core = [item for item in items if item.has_content or not _is_passed(item)]
    place = next((i for i, item in enumerate(core[:2]) if _ORDERED in item.traits), None)
    if place is None:
        return None
    verb, after = core[place], [_name(item) for item in core[place + 1 : place + 3]]
    following = after[0] if after else None
    if place == 1:
        before = _name(core[0])
        if before is None:
            return None
        return Deed(verb, following, before) if RESUMING in verb.traits else Deed(verb, before, following)
    if RESUMING in verb.traits:
        return Deed(verb, following, None)
    second = after[1] if len(after) > 1 else None
    received = any(meaning.flag == "inverse" for meaning in verb.meanings)
    if second is None and following is not None and (received or _is_thing(core[place + 2 : place + 3])):
        return Deed(verb, following, None)
    if following is None or second is None or "and" in second.traits or not _are_neighbours(following, second, items):
        return None
    return Deed(verb, following, second)


def _is_thing(items: Sequence[Item]) -> bool:
    """Whether a noun without case stands there: what is done, so that the name before it is who does it."""
    return any(
        not item.case and item.value is None and item.means and ("definite" in item.traits or is_numbered(item))
        for item in items
    )


def _are_neighbours(first: Item, second: Item, items: Sequence[Item]) -> bool:
    return any(one is first and other is second for one, other in pairwise(items))


def _is_passed(item: Item) -> bool:
    return all(m.sort is Sort.LIGHT or (m.sort is Sort.OPERATOR and m.ref in _PASSED) for m in item.meanings)


def _name(item: Item) -> Item | None:
    return item if may_be_subject(item) and item.case is Case.NONE else None


def objects(items: Sequence[Item]) -> list[Item]:
    """Names marked as what a verb is done to: by their case, or right after a form that is a verb and nothing else."""
    threes = zip(items, items[1:], [*items[2:], None], strict=False)
    after = {id(name) for verb, name, then in threes if "third" in verb.traits and _is_done_to(name, then)}
    marked = {
        id(name)
        for verb, name in pairwise(items)
        if name.case is Case.OBJECT and not verb.is_operator("before", "after")
    }
    means = {id(name) for name, then in pairwise(items) if then.is_operator("through")}
    return [item for item in items if item.refs(Sort.ENTITY) and id(item) in (after | marked) - means]


def _is_done_to(name: Item, following: Item | None) -> bool:
    """Whether a name behind a verb is what the verb is done to: not whose something is, nor who does the next deed."""
    if not may_be_subject(name):
        return False
    return following is None or not (following.is_operator("of") or "third" in following.traits)


# --------------------------------------------------------------------------------------------------------- by the voice


def undergoer(items: Sequence[Item], world: World) -> Item | None:
    """The subject of a part: with a verb of undergoing the one to whom the deed is done."""
    return next((item for item in items if item.case in NAMED and _may_act(item, world)), None)


def givers(before: Sequence[Item], world: World) -> list[Item]:
    """Those by whom it is done: from whom it comes, or whose it is who stands right before the deed.

    Before a verb of undergoing the one "to" whom somebody is bound by it is who does it ("에게 받다").
    """
    last = before[-1] if before else None
    return [
        item
        for item in before
        if _may_act(item, world)
        and (item.case in _GIVING or _COMING in item.traits or (item is last and item.case is Case.OF))
    ]


def _may_act(item: Item, world: World) -> bool:
    return not is_adjective(item) and names_kind(item, DOERS, world)
