"""The subject that a clause takes over from the one before it, where it names none of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.agents import NAMED, is_deed, tells_of_doer
from koreacoop.frozen import replace
from koreacoop.model import Case, Item, Sort
from koreacoop.scales import is_copula, may_be_subject, names_kind
from koreacoop.splitting import mark
from koreacoop.world import DOERS, World

_FINITE = frozenset({"participle", "third"})
_SPEAKING = ("person", "office")
"""Kinds of those who speak for a side, and are none."""


def inherited(items: Sequence[Item], context: Sequence[Item], world: World) -> tuple[Item, ...]:
    """The subject of the clause before, where a clause has none of its own; of a relative one who it is told of."""
    if not context or not items:
        return ()
    if items[0].is_operator("relative"):
        told = tells_of_doer(items) and not any(is_copula(item) for item in items)  # "who did it was X" names him
        named = [item for item in context if item.refs(Sort.ENTITY)][-1:] if told else []
        return tuple(replace(item, case=Case.NONE) for item in named)
    if not goes_on_with_verb(items) and _has_subject(items, world):
        return ()
    found = _leading(context)
    if not found and _may_take_noun(items):
        found = _leading_nouns(context)
    both = any(item.is_operator("both") for item in items)
    # "Both sides" are not one who speaks for a side.
    return () if both and len(found) == 1 and names_kind(found[0], _SPEAKING, world) else found


def _has_subject(items: Sequence[Item], world: World) -> bool:
    """Whether a clause may name who acts in it; where it begins with its verb, right behind that, if it can act."""
    if any(item.value is not None and item.case in NAMED for item in items):
        return True
    verb_first = is_deed(items[0]) and "ordered" in items[0].traits
    if verb_first:
        return any(names_kind(item, DOERS, world) for item in _leading(items))
    return any(map(may_be_subject, items))


def goes_on_with_verb(items: Sequence[Item]) -> bool:
    """Whether a clause begins with "and" and a finite verb: the names behind that are what it is done to."""
    joined, *behind = items
    told = [item for item in behind if not item.refs(Sort.OPERATOR) or item.has_content][:2]
    if not joined.is_operator("and") or len(told) < 2:
        return False
    verb, then = told
    auxiliary = verb.refs(Sort.LIGHT) and not verb.is_article and not mark(verb) and (is_copula(verb) or _is_verb(then))
    governing = is_deed(verb) and any(one is verb and then.is_article for one, then in pairwise(behind))
    return bool(auxiliary) or governing or (_is_verb(verb) and not behind[1].is_operator("by"))


def _is_verb(item: Item) -> bool:
    return not item.traits.isdisjoint(_FINITE) and not item.refs(Sort.ENTITY)


def _leading(context: Sequence[Item]) -> tuple[Item, ...]:
    """The names before the verb of a clause; where the order tells who acts, those right behind it.

    Where a mark tells it, those that have it.
    """
    found: list[Item] = []
    verb_first = told = False
    for item in context:
        if may_be_subject(item) or (not found and item.is_operator("both")):
            if verb_first and found and "and" not in item.traits:
                break
            if item.case in NAMED or not any(one.case in NAMED for one in found):
                found.append(item)
        elif (found and (item.refs(Sort.RELATION) or is_copula(item))) or (verb_first and _leads_on(item)):
            break
        elif told and (is_copula(item) or not item.traits.isdisjoint(_FINITE)):
            break  # its subject is no name
        told = told or item.has_content
        verb_first = verb_first or "ordered" in item.traits
    return tuple(found)


def _may_take_noun(items: Sequence[Item]) -> bool:
    """Whether a clause may be of the noun that the one before begins with: it has no noun and no "neither" for it."""
    if any(item.case in NAMED and item.has_content for item in items):
        return False
    described = "participle" in items[0].traits
    return not described and not any(item.is_operator("not", "both") for item in items[:2])


def _leading_nouns(context: Sequence[Item]) -> tuple[Item, ...]:
    """The nouns that a clause begins with, up to its verb or to the mark of what is spoken of."""
    found: list[Item] = []
    for item in context:
        if mark(item) or item.refs(Sort.ENTITY) or item.value is not None:
            break
        if is_copula(item) or not item.traits.isdisjoint(_FINITE):
            break
        if (found and is_deed(item)) or (item.has_content and item.case not in (Case.NONE, *NAMED)):
            break
        if item.refs(Sort.CONCEPT):
            found.append(item)
        if item.case in NAMED:
            return tuple(found)
        if "ordered" in item.traits and is_deed(item):
            return ()
    return tuple(found)


def _leads_on(item: Item) -> bool:
    """Whether a word stands no longer beside a verb: it is in a case, or a preposition."""
    return item.case not in (Case.NONE, Case.OF) or item.is_operator("in", "to", "from")
