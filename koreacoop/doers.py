"""Who does it to whom where the verb, a "from" or the order of the words tells it: the claim's against the fact's.

The subject of a verb of undergoing ("A got an invitation from B") is the one to whom the deed is done; what comes
"from" somebody is what he does; names without case stand around a verb in an order that tells, in some languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.agents import RESUMING, Deed, givers, leading_agent, objects, ordered_deed, undergoer
from koreacoop.ends import Ends, exchange
from koreacoop.model import Case, Item, Sort
from koreacoop.phrasing import UNDERGONE
from koreacoop.profiles import Profile
from koreacoop.scales import Weighing, cues, has_direction, is_copula, names_kind
from koreacoop.world import DOERS, LANDS, World, called

_ACTORS = DOERS | {"programme", "plan", "initiative", "fund"}
_ASIDE = frozenset({Sort.ENTITY.value, "through"})


def settle_voice(weighing: Weighing, ends: Ends) -> None:
    """A part in which who acts by the record undergoes it, or another does it, is not what the record says."""
    items, world = ends.items, ends.world
    if not has_direction(weighing, world):
        return
    own = world.implied(weighing.profile.predicate)
    deed = next((item for item in items if _is_undergone(item, own, weighing.profile.core)), None)
    if deed is None:
        _settle_passive(weighing, ends)
        return
    doers = givers(items[: _place(deed, items)], world)
    patient = undergoer(items, world)
    if patient is not None and _is_one(patient, ends.acting):
        weighing.predicate = any(_is_one(doer, ends.others) for doer in doers)
        exchange(weighing, patient)
    elif doers and not any(_is_one(doer, ends.acting) for doer in doers):
        weighing.predicate = False


def _is_undergone(item: Item, own: frozenset[str], core: frozenset[str]) -> bool:
    """Whether a word tells of the fact's deed from the side of the one to whom it is done, and of no other."""
    if UNDERGONE in item.traits:
        return cues(item, own)
    flags = {meaning.flag for meaning in item.meanings if meaning.sort is Sort.RELATION and meaning.ref in core}
    return item.has_flag("undergoing") and flags == {"inverse"}


def _settle_passive(weighing: Weighing, ends: Ends) -> None:
    """The same for a plain passive that leads "to" somebody ("A was invited to B"): who does it is no subject of it."""
    own, items, world = frozenset({ends.profile.predicate}), ends.items, ends.world
    to = [item for item in items if item.case is Case.TO and names_kind(item, DOERS, world)]
    if not to or world.aspect(ends.profile.predicate) != "event" or any(item.case is Case.BY for item in items):
        return
    done = next((verb for link, verb in pairwise(items) if is_copula(link) and _flags(verb, own) == {""}), None)
    if done is None or "participle" not in done.traits:
        return
    patient = leading_agent(items[: _place(done, items)], world)
    if patient is not None and _is_one(patient, ends.acting):
        weighing.predicate = any(_is_one(other, ends.others) for other in to)
        exchange(weighing, patient)


def _is_one(item: Item, some: Sequence[Item]) -> bool:
    return any(item is one for one in some)


def _place(item: Item, items: Sequence[Item]) -> int:
    return next(place for place, one in enumerate(items) if one is item)


def settle_doers(weighing: Weighing, ends: Ends) -> None:
    """A part in which another does the deed, or does it to who did it by the record, is not what the fact says."""
    if not has_direction(weighing, ends.world):
        return
    if _is_given_by_another(ends) or any(_is_aside(item, weighing, ends.world) for item in objects(ends.items)):
        weighing.predicate = False
        return
    deed = _deed_of_fact(weighing, ends)
    if deed is None:
        return
    parties = ends.parties
    acting, others = parties.acting | parties.itself, parties.others | parties.themselves
    if deed.doer is not None and deed.doer.ids.isdisjoint(acting):
        exchanged = deed.doer.ids & others and deed.done is not None and deed.done.ids & parties.itself
        if exchanged and ends.profile.predicate in deed.verb.refs(Sort.RELATION):
            exchange(weighing, deed.doer)
        else:
            weighing.predicate = False
    elif deed.done is not None:
        done_to_doer = not deed.done.ids.isdisjoint(acting - others)
        weighing.predicate = not done_to_doer and not _is_aside(deed.done, weighing, ends.world)


def _is_given_by_another(ends: Ends) -> bool:
    """Whether what the fact tells comes from another than who acts by it ("an invitation from …")."""
    giver = ends.giver
    return giver is not None and giver.ids.isdisjoint(ends.parties.acting | ends.parties.itself)


def _deed_of_fact(weighing: Weighing, ends: Ends) -> Deed | None:
    """What the order of the words tells of the fact's deed, from the side of who does it; None where it does not."""
    deed = ordered_deed(ends.items)
    if deed is None or (deed.doer is not None and deed.done is not None and _are_one(deed.doer, deed.done, ends.world)):
        return None
    turned = _is_turned(deed.verb, ends.profile, ends.items)
    if turned is None or (deed.doer is not None and not _may_act(deed.doer, weighing, ends.world)):
        return None
    return Deed(deed.verb, deed.done, deed.doer) if turned else deed


def _are_one(one: Item, other: Item, world: World) -> bool:
    """Whether two names beside each other are of one: an office and its holder ("President Yoon")."""
    names = {name for ref in other.refs(Sort.ENTITY) for name in called(ref, world)}
    return not names.isdisjoint(one.refs(Sort.ENTITY)) and one.end + 1 == other.start


def _may_act(item: Item, weighing: Weighing, world: World) -> bool:
    """Whether a name stands for somebody who acts, as the fact understands it (Seoul the city, or the country)."""
    placed = any(step.item is item and step.slot == "place" for step in weighing.matches)
    meant = next((step.detail for step in weighing.matches if step.item is item), "")
    if placed and world.kind(meant) not in LANDS:
        return False  # a website that tells something does so for whose it is
    return any(world.kind(ref) in _ACTORS for ref in ([meant] if meant in item.ids else item.ids))


def _is_aside(item: Item, weighing: Weighing, world: World) -> bool:
    """Whether the fact only mentions somebody, or has him for the one through whom it is done."""
    single = names_kind(item, DOERS, world)
    return single and any(step.item is item and step.slot in _ASIDE for step in weighing.matches)


def _is_turned(verb: Item, profile: Profile, items: Sequence[Item]) -> bool | None:
    """Whether a word tells the fact's relation from its other side; None where it is no word for it, or may do both."""
    own = frozenset({profile.predicate})
    flags = _flags(verb, own)
    if not flags and any("inverse" in _flags(item, own) for item in items):
        return True  # "counts X among its members"
    flags = flags or _flags(verb, profile.relations)
    if not flags and all(_flags(item, own) <= {""} for item in items):
        flags = {m.flag for m in verb.meanings if m.sort is Sort.RELATION}
    if flags in ({""}, {"inverse"}):
        return flags == {"inverse"}
    if "" in flags and RESUMING in verb.traits:
        return False  # the pronoun is what turns it
    return None


def _flags(item: Item, relations: frozenset[str]) -> set[str]:
    return {m.flag for m in item.meanings if m.sort is Sort.RELATION and m.ref in relations}
