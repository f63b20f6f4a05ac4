"""A clause that describes what is named ("South Korea, which joined …, hosts …"), told apart from the rest.

Before a name, as in Korean, it ends in an adnominal form and begins where nothing else does; behind a name it begins
with a relative word or a participle, and ends where another verb shows that the sentence goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from koreacoop.agents import NAMED, is_deed
from koreacoop.frozen import dataclass, replace
from koreacoop.model import Case, Item, Meaning, Sort
from koreacoop.scales import is_copula, may_be_subject, names_kind
from koreacoop.splitting import mark
from koreacoop.world import DATED, OCCASIONS, World

_BOUND = frozenset({"prospective", "quote"})
"""Traits of forms that tell what is to come, or is said, not what is so."""
_UNFIT = ("says", "condition")
"""Operators that set what follows apart from what is so."""
_LEADING = ("to", "in", "with", "from", "by")
"""Operators before what may belong to the rest."""
_ENDS = frozenset({"connective", "intent", "adnominal", "final"})
_FINITE = frozenset({"third"})
_VERBAL = _FINITE | {"participle", "ordered"}
_RESUMES = "resuming"

Items = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """A clause with what it describes as its party, and the sentence without it."""

    clause: Items
    rest: Items
    clear: bool
    """Whether a word shows where the clause ends; else another division may be meant."""
    head: Item
    """What the clause describes."""


def described_apart(items: Sequence[Item], verb_last: bool) -> Iterator[Described]:
    """The ways to tell a describing clause and the rest of a sentence apart.

    ``verb_last``: the language puts such clauses before what they describe.
    """
    if any(item.is_operator(*_UNFIT) or item.has_flag("sentence") for item in items):
        return
    if verb_last:
        yield from _before_name(items)
        return
    yield from _behind_name(items)
    for told in _with_nouns(items):
        yield from _behind_name(told)


def names_one(head: Item, world: World) -> bool:
    """Whether what is described is a name of one thing, and not of several like an event that is held each year."""
    return bool(head.refs(Sort.ENTITY)) and not names_kind(head, OCCASIONS, world)


def may_be(head: Item, ref: str, world: World) -> bool:
    """Whether what is described may be a certain thing, by its name or as one of its kind."""
    return ref in head.refs(Sort.ENTITY) or not world.classes(ref).isdisjoint(head.refs(Sort.CONCEPT))


def as_named(described: Described, refs: Iterable[str], world: World) -> Items | None:
    """The rest with the one thing among ``refs`` in the place of what is described; None if there is none, or two.

    A name, or a kind of those who act, is left as it is.
    """
    head = described.head
    meant = {ref for ref in refs if may_be(head, ref, world)}
    if len(meant) != 1 or head.refs(Sort.ENTITY) or not all(world.kind(ref) in DATED for ref in meant):
        return None
    named = replace(head, meanings=(Meaning(Sort.ENTITY, meant.pop()),))
    return tuple(named if item.start == head.start else item for item in described.rest)


# ---------------------------------------------------------------------------------------------------- before the name


def _before_name(items: Sequence[Item]) -> Iterator[Described]:
    for place in range(1, len(items) - 1):
        verb, head = items[place], items[place + 1]
        if "adnominal" not in verb.traits or not verb.traits.isdisjoint(_BOUND) or not _is_describable(head):
            continue
        start = _start(items, place)
        clause = _with_party(items[start:place], verb, head)
        rest = (*items[:start], *items[place + 1 :])
        identified = any(is_copula(item) or item.is_operator("not") for item in rest[start + 1 :])
        if clause and any(map(_says_something, rest)) and not identified:
            yield Described(clause, rest, clear=True, head=head)


def _is_describable(head: Item) -> bool:
    """Whether a noun closes its phrase."""
    closed = head.case not in (Case.NONE, Case.OF, Case.WITH) and "and" not in head.traits
    return closed and head.value is None and bool(head.refs(Sort.ENTITY) or head.refs(Sort.CONCEPT))


def _start(items: Sequence[Item], verb: int) -> int:
    """Where the clause of an adnominal verb begins: behind a topic, a mark, or another verb."""
    for place in range(verb - 1, -1, -1):
        item = items[place]
        if mark(item) or item.case is Case.TOPIC or not item.traits.isdisjoint(_ENDS):
            return place + 1
    return 0


def _with_party(before: Sequence[Item], verb: Item, head: Item) -> Items:
    """The clause with what it describes as its subject, or as what the subject acts on; () if it says too little."""
    if not any(item.has_content for item in before):
        return ()
    closing = replace(verb, traits=verb.traits - {"adnominal"} | {"final"})
    if not any(item.case is Case.SUBJECT for item in before):
        return (replace(head, case=Case.TOPIC), *before, closing)
    if "passive" in verb.traits or is_copula(verb):
        return ()
    return (*before, replace(head, case=Case.OBJECT), closing)


# ---------------------------------------------------------------------------------------------------- behind the name


def _behind_name(items: Sequence[Item]) -> Iterator[Described]:
    for place, head in enumerate(items[:-2]):
        if not (may_be_subject(head) or _is_noun(head)):
            continue
        start = place + 1 + (mark(items[place + 1]) == ",")
        linked = items[start].is_operator("relative")
        first = start + linked
        if first + 2 >= len(items) or not _tells_of(items[first], linked):
            continue
        for end in range(first + 2, len(items) + 1):
            if mark(items[end - 1]) or items[end - 1].is_operator("and", "contrast"):
                break
            rest = (*items[: place + 1], *items[end + bool(end < len(items) and mark(items[end])) :])
            last = not any(item.has_content for item in items[end:])
            if last and not linked and not _is_governed(items, place):
                continue
            if (last or _may_go_on(items[end], linked)) and any(map(_says_something, rest)):
                clear = end == len(items) or _shows_end(items[end], linked)
                yield Described((head, *items[first:end]), rest, clear, head)


def _with_nouns(items: Sequence[Item]) -> Iterator[Items]:
    """The items with each noun that "the one" before a clause of its own may stand for, in its place."""
    for place, item in enumerate(items[:-2]):
        after = items[place + 1]
        if item.is_operator("pronoun") and (after.is_operator("relative") or _tells_of(after, linked=False)):
            nouns = {noun.meanings: noun for noun in items[:place] if _is_noun(noun)}
            for noun in nouns.values():
                yield (*items[:place], replace(item, meanings=noun.meanings), *items[place + 1 :])


def _is_noun(item: Item) -> bool:
    kinds = bool(item.refs(Sort.CONCEPT)) and not item.refs(Sort.ENTITY) and item.value is None
    return kinds and item.case in (Case.NONE, *NAMED) and item.traits.isdisjoint(_VERBAL)


def _tells_of(verb: Item, linked: bool) -> bool:
    """Whether a form tells what the name before it does, or what was done to it."""
    return "participle" in verb.traits or (
        linked and not verb.traits.isdisjoint(_VERBAL) and _RESUMES not in verb.traits
    )


def _is_governed(items: Sequence[Item], place: int) -> bool:
    """Whether a noun stands behind the verb of a sentence, or what is compared: a participle behind it is no verb.

    Behind a verb that describes something itself the verb of the sentence is still to come.
    """
    for index in range(place - 1, -1, -1):
        item, before = items[index], items[index - 1] if index else None
        if mark(item) or item.is_operator("and", "contrast", "relative"):
            return False
        if _says_something(item):
            return before is None or not (before.is_operator("relative") or before.has_flag("joining"))
    return False


def _may_go_on(item: Item, linked: bool) -> bool:
    after = not linked and "participle" in item.traits  # "set up in 2012 covered …": one of the two goes on
    return _shows_end(item, linked) or after or (linked and item.is_operator(*_LEADING))


def _says_something(item: Item) -> bool:
    """Whether a word is a verb, or compares."""
    return is_deed(item) or item.is_operator("more-than", "fewer-than")


def _shows_end(item: Item, linked: bool) -> bool:
    """Whether a word is a verb, or begins one; behind a bare participle one that is no participle itself."""
    return is_copula(item) or not item.traits.isdisjoint(_VERBAL if linked else _FINITE)
