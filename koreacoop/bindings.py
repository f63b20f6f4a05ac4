"""Which verb a party belongs to, where the words of a fact stand in another order.

A part may name all that a fact names and yet bind it otherwise: who acts by the record is the subject of another verb,
what acts by the record is what a passive verb was done to, or another party stands right after the verb and acts on
the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.agents import NAMED
from koreacoop.directions import unseen
from koreacoop.ends import Ends, exchange
from koreacoop.members import settle_sides
from koreacoop.model import Case, Item, Outcome, Sort
from koreacoop.scales import Weighing, cues, is_adjective, may_be_subject, names_kind
from koreacoop.world import BEINGS, DOERS, World

_VERBS = frozenset({"connective", "adnominal", "final", "past", "quote", "intent"})
_DOING = frozenset({Case.NONE, Case.SUBJECT, Case.BY})
_RECEIVING = frozenset({Case.FOR, Case.TO})
_DONE_BY = frozenset({Case.TO, Case.BY, Case.FROM})


def settle_bindings(weighing: Weighing, ends: Ends) -> None:
    """A part that binds its parties to other verbs or sides than the fact does is not said by it."""
    if weighing.open or not weighing.predicate:
        return
    if weighing.conflicts:
        _settle_doers(weighing)
    elif _is_done_among_them(weighing, ends.world):
        weighing.predicate = False
    else:
        settle_sides(weighing, ends.items, ends.world)
        if ends.world.relation(ends.profile.predicate).directed:
            _settle_verbs(weighing, ends)


def _settle_verbs(weighing: Weighing, ends: Ends) -> None:
    """The fact's deed against those to whom the verbs of a part bind it."""
    acting, items, world = ends.acting, ends.items, ends.world
    told = world.implied(ends.profile.predicate)
    deed = next((item for item in reversed(items) if cues(item, told) and not item.refs(Sort.ENTITY)), None)
    doers = _other_doers(weighing, items, world)
    if deed is not None:
        turned = _turned_by_passive(deed, acting, ends.exchangeable, items)
        if turned is not None and unseen(turned, acting[0], ends):
            exchange(weighing, acting[0])
            return
        by_another = turned is None and _turned_by_passive(deed, acting, doers, items, marked=True) is not None
        if by_another or _does_another_deed(deed, acting, ends.others, items, world):
            weighing.predicate = False
    if _acts_on_next(acting, doers, items, weighing):
        weighing.predicate = False


def _settle_doers(weighing: Weighing) -> None:
    """Who is marked as doing it stands in no conflict with those it is done to, where one of these is told too."""
    if _acts_on_some(weighing):
        doing = [step for step in weighing.conflicts if step.slot == "object" and step.item.case in NAMED]
        weighing.amend(doing, outcome=Outcome.OPEN)


def _is_done_among_them(weighing: Weighing, world: World) -> bool:
    """Whether one of those to whom it is done by the record is said to do it to others of them ("A invited B")."""
    kinds = {world.kind(ref) for ref in weighing.profile.slots.get("object", ())}
    named = (step.item for step in weighing.matches if step.slot in ("object", Sort.ENTITY.value))
    acting = (item for item in named if item.case in NAMED and names_kind(item, kinds, world))
    return _acts_on_some(weighing) and next(acting, None) is not None


def _acts_on_some(weighing: Weighing) -> bool:
    """Whether an active verb has some of those for its object to whom it is done by the record."""
    deeds = [step.item for step in weighing.matches if cues(step.item, weighing.profile.relations)]
    active = bool(deeds) and not any("passive" in deed.traits or _is_inverse(deed) for deed in deeds)
    return active and any(step.slot == "object" and step.item.case is Case.OBJECT for step in weighing.matches)


def _is_inverse(item: Item) -> bool:
    return any(meaning.sort is Sort.RELATION and meaning.flag == "inverse" for meaning in item.meanings)


def _turned_by_passive(
    deed: Item, acting: Sequence[Item], others: Sequence[Item], items: Sequence[Item], marked: bool = False
) -> Item | None:
    """The party by which the one that acts by the record is acted on ("B is replaced by A" of a record that B acts).

    ``marked``: only one that a word for "by" marks.
    """
    if "passive" not in deed.traits or len(acting) != 1 or acting[0].case not in NAMED:
        return None
    by = {id(one) for one, following in pairwise(items) if following.is_operator("by") or one.case is Case.BY}
    return next((one for one in others if id(one) in by or (not marked and one.case in _DONE_BY)), None)


def _does_another_deed(
    deed: Item, acting: Sequence[Item], others: Sequence[Item], items: Sequence[Item], world: World
) -> bool:
    """Whether who acts by the record is marked as the subject of a verb before the deed, and another may do that."""
    if not acting or any(one.case is not Case.SUBJECT or one.start > deed.start for one in acting):
        return False
    verbs = [item for item in items if item.traits & _VERBS and item.refs(Sort.RELATION) and not item.refs(Sort.ENTITY)]
    for one in acting:
        verb = next((item for item in verbs if item.start > one.start), None)
        if verb is None or verb.start >= deed.start or verb is deed:
            return False
        if not any(_may_do(other, verb, deed, world) for other in others):
            return False
    return True


def _may_do(other: Item, verb: Item, deed: Item, world: World) -> bool:
    """Whether another party is the topic of all, or stands between the verb before and the deed."""
    if not names_kind(other, DOERS, world) or is_adjective(other):
        return False
    return other.case is Case.TOPIC or (verb.start < other.start < deed.start and other.case in _DOING)


def _other_doers(weighing: Weighing, items: Sequence[Item], world: World) -> list[Item]:
    """The parties that may act, but do not by the record."""
    subjects = weighing.profile.slots.get("subject", ())
    acting = {name for ref in subjects for name in world.above(ref) | world.groups(ref)}
    return [item for item in items if names_kind(item, BEINGS, world) and acting.isdisjoint(item.refs(Sort.ENTITY))]


def _acts_on_next(acting: Sequence[Item], others: Sequence[Item], items: Sequence[Item], weighing: Weighing) -> bool:
    """Whether another party stands right after the verb, before the one it acts on: bare, or who acts by the record."""
    relations = weighing.profile.relations
    for index, (deed, one) in enumerate(pairwise(items)):
        if not cues(deed, relations) or not any(one is other for other in others) or not _is_bare(one):
            continue
        if any(meaning.flag == "inverse" and meaning.ref in relations for meaning in deed.meanings):
            continue  # its grammatical subject is the other party
        beside = items[index + 2 : index + 3]
        if any(_is_bare(item) and "and" not in item.traits | one.traits for item in beside):
            return True
        if acting and all(item.case in _RECEIVING and item.start > one.start for item in acting):
            return True
    return False


def _is_bare(item: Item) -> bool:
    return not item.case and may_be_subject(item)
