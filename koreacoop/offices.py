"""Offices and who holds them: a person told to be in an office ("Chung, the defence minister") must hold it."""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.model import Case, Item, Outcome, Sort
from koreacoop.profiles import Profile
from koreacoop.scales import Weighing, is_copula, is_relative
from koreacoop.world import World


def settle_offices(weighing: Weighing, items: Sequence[Item], world: World) -> None:
    """A person beside an office must hold it, as far as that is recorded; who holds it is for its own fact to say."""
    told = _told_holding(weighing.profile, world)
    for index, item in enumerate(items):
        offices = {ref for ref in item.refs(Sort.ENTITY) if world.kind(ref) == "office"}
        if not offices or offices & told:
            continue
        beside = _apposed(items, index)
        if beside and (
            _is_met(items, index, world) or _is_party_after_verb(offices, items[:index], weighing.profile, world)
        ):
            continue
        held = [_offices(ref, world) for other in beside for ref in _persons(other, world)]
        if not held and not weighing.cued and not _acts(weighing):
            held = [_offices(ref, world) for other in items for ref in _persons(other, world)]
        if held and all(own and not own & offices for own in held):
            weighing.tell(item, Outcome.CONFLICT, "office", "another office is recorded")


def _told_holding(profile: Profile, world: World) -> frozenset[str]:
    """The offices of which a fact tells who holds them, if it tells nothing else."""
    slots = profile.slots
    holders, held = slots.get("subject", ()), slots.get("object", ())
    persons = bool(holders) and all(world.kind(ref) == "person" for ref in holders)
    offices = bool(held) and all(world.kind(ref) == "office" for ref in held)
    return frozenset(held) if persons and offices else frozenset()


def _persons(item: Item, world: World) -> list[str]:
    return [ref for ref in item.refs(Sort.ENTITY) if world.kind(ref) == "person"]


def _offices(person: str, world: World) -> frozenset[str]:
    return frozenset(world.entities[person].links.get("office", ()))


def _is_met(items: Sequence[Item], index: int, world: World) -> bool:
    """Whether a verb of which the order tells, a person and a definite office follow each other: who met whom."""
    if index < 2 or "ordered" not in items[index - 2].traits or not _persons(items[index - 1], world):
        return False
    return bool(items[index].case) or "definite" in items[index].traits


def _is_party_after_verb(offices: set[str], before: Sequence[Item], profile: Profile, world: World) -> bool:
    """Whether a verb, a person and the office of another party of the fact follow each other.

    Where the verb comes first that is who met whom.
    """
    if not before or not _persons(before[-1], world):
        return False
    holders = {ref for ref in profile.held if world.kind(ref) == "person"}
    holders = {ref for ref in holders if _offices(ref, world) & offices}
    verb = next((item for item in reversed(before) if not item.refs(Sort.ENTITY)), None)
    return (
        bool(holders) and verb is not None and not verb.case and not profile.core.isdisjoint(verb.refs(Sort.RELATION))
    )


def _apposed(items: Sequence[Item], index: int) -> list[Item]:
    """The neighbours that an office may be told of; what stands "as" something is told of what comes before."""
    item = items[index]
    start = index - 2 if index > 1 and items[index - 1].is_operator("of") else index  # "Yoon, NATO's secretary general"
    gap = _gap(items[start - 1 :: -1] if start else ())
    told = items[start - len(gap) - 1 : start - len(gap)] if start > len(gap) else ()
    if told and is_relative(told[0]) and any(map(is_copula, gap)):
        return _before_in_text(told[0], items)
    beside = [other for other in told if _may_be_one(other, item)]
    later = items[index + 1 :]
    following = later[len(_gap(later)) :][:1] if "as" not in item.traits else ()
    return beside + [other for other in following if _may_be_one(item, other)]


def _before_in_text(relative: Item, items: Sequence[Item]) -> list[Item]:
    """Who stands before "who is …" in the text: a clause that is put in has been taken out to the end."""
    named = [item for item in items if item.end <= relative.start and item.refs(Sort.ENTITY)]
    return [max(named, key=lambda item: item.end)] if named else []


def _gap(items: Sequence[Item]) -> list[Item]:
    """The items next to a name that do not part it from its office, as an article."""
    end = next((index for index, item in enumerate(items) if not _is_light(item)), len(items))
    return list(items[:end])


def _is_light(item: Item) -> bool:
    return bool(item.meanings) and {meaning.sort for meaning in item.meanings} == {Sort.LIGHT}


def _may_be_one(first: Item, second: Item) -> bool:
    """Whether two neighbours may be one: not what an "and" parts, and not what stands in two cases ("Yoon met …").

    With whom one does something stands behind who does it, in headlines without a mark.
    """
    cased = first.case and second.case and first.case is not second.case and "as" not in second.traits
    joined = second.case is Case.WITH and not first.case
    return not cased and not joined and not _are_listed(first, second)


def _are_listed(first: Item, second: Item) -> bool:
    """Whether an "and" written on to one of two neighbours parts them."""
    suffixed = "and" in first.traits and first.case is Case.WITH
    return suffixed or ("and" in second.traits and second.case is not Case.WITH)


def _acts(weighing: Weighing) -> bool:
    """Whether a verb of what the fact says is there, be it matched as something else ("met", of a meeting)."""
    return any(
        step.slot == "predicate"
        or (not step.item.refs(Sort.ENTITY) and not weighing.profile.core.isdisjoint(step.item.refs(Sort.RELATION)))
        for step in weighing.steps
    )
