"""Whether a part says what something is, and the fact does not say that of it."""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.dockets import docket_of
from koreacoop.model import Case, Item, Outcome, Sort, Step
from koreacoop.scales import OWN, Weighing, is_adjective, is_copula, may_be_subject
from koreacoop.world import DEEDS, World

_THINGS = frozenset({"subject", "object", "theme"})
_PARTIES = frozenset({"subject", "object"})


def calls_owner_his_own(weighing: Weighing, world: World) -> bool:
    """Whether whose something is stands where it should stand itself ("Korea is an agency of …")."""
    told = _told(weighing)
    if not told or not world.relation(weighing.profile.predicate).identity or not may_be_subject(told[0].item):
        return False
    return not docket_of(weighing.profile, world).whose.isdisjoint(told[0].item.refs(Sort.ENTITY))


def says_kind_alone(weighing: Weighing, world: World) -> bool:
    """Whether a part says of what kind something is: what it does or did tells nothing of that.

    "NATO is a European alliance" is not said by what NATO did in Europe.
    """
    told = _called(weighing, world)
    if told is None or world.aspect(weighing.profile.predicate) not in DEEDS:
        return False
    one, (noun, *more) = told
    elsewhere = noun.slot in _THINGS and noun.slot != one.slot
    return not more and (elsewhere or bool(_classes(one, world) & noun.item.ids))


def takes_for_another(weighing: Weighing, world: World) -> bool:
    """Whether a part says that one thing which a fact names is another that it names ("Korea is an organisation").

    Who is "an official" by the office that he holds is one.
    """
    told = _called(weighing, world)
    if told is None or weighing.conflicts or weighing.negated:
        return False
    one, nouns = told
    noun = nouns[-1]
    things = [ref for ref in weighing.profile.slots.get(noun.slot, ()) if ref in world.entities]
    apart = noun.slot in _PARTIES and noun.slot != one.slot and _told(weighing)[1:] == nouns
    other = bool(things) and all(world.kind(ref) != "office" for ref in things)
    return apart and other and not _classes(one, world) & noun.item.ids


def tells_no_member(weighing: Weighing, world: World) -> bool:
    """Whether a part says with "be" that something is of a recorded list, of which it names the kind alone."""
    members = weighing.profile.slots.get("object", ())
    if (
        not weighing.profile.fact.complete
        or len(members) < 2
        or any(step.slot == "quantity" for step in weighing.matches)
    ):
        return False
    common = frozenset.intersection(*(frozenset(world.classes(ref)) for ref in members))
    kinds = [step for step in weighing.matches if step.slot == "object"]
    by_kind = bool(kinds) and all(common & step.item.ids and not step.item.refs(Sort.ENTITY) for step in kinds)
    rest = [step for step in _told(weighing) if step not in kinds and not step.item.refs(Sort.ENTITY)]
    return by_kind and bool(rest) and any(is_copula(step.item) for step in weighing.steps)


def tells_kind_of_topic(weighing: Weighing, world: World) -> bool:
    """Whether a part says with "be" what the theme of something is, and nothing of a recorded one."""
    steps = weighing.steps
    link = next((place for place, step in enumerate(steps) if is_copula(step.item)), None)
    topics = {
        slot: refs for slot, refs in weighing.profile.slots.items() if slot != "role" and _are_topics(refs, world)
    }
    told = [place for place, step in enumerate(steps) if step.slot in topics and step.outcome is Outcome.MATCH]
    if link is None or not told or any(steps[place].detail in topics[steps[place].slot] for place in told):
        return False
    rest = [step for step in steps[max(told[-1], link if link < len(steps) - 1 else 0) + 1 :] if step.item.means]
    return bool(rest) and all(step.slot in ("predicate", "subject", "entity") for step in rest)


def _are_topics(refs: Sequence[str], world: World) -> bool:
    return bool(refs) and all(world.kind(ref) == "topic" for ref in refs)


def tells_theme_alone(weighing: Weighing, world: World) -> bool:
    """Whether a part says with "be" what the theme of something is, and the fact something else, as what it is for."""
    if weighing.core >= OWN or not any(is_copula(step.item) for step in weighing.steps):
        return False
    told = world.implied(weighing.profile.predicate)
    nouns = [step.item for step in weighing.steps if step.item.means]
    marked = [noun for noun in nouns if noun.case is Case.TOPIC]
    relations = {
        ref for noun in (*nouns[:1], *marked) if not noun.refs(Sort.ENTITY) for ref in noun.refs(Sort.RELATION)
    }
    return told.isdisjoint(relations) and any("theme" in world.relation(ref).single for ref in relations)


def _told(weighing: Weighing) -> list[Step]:
    """What a part says that the fact says too, values aside."""
    return [step for step in weighing.matches if step.item.means and step.item.value is None]


def _called(weighing: Weighing, world: World) -> tuple[Step, Sequence[Step]] | None:
    """The name and the nouns of a part that is no more than "A is a B", with what tells whose or whence B is."""
    told = _told(weighing)
    nouns = [step for step in told[1:] if not _tells_whose(step.item)]
    if not nouns or nouns[-1] is not told[-1] or not may_be_subject(told[0].item):
        return None
    if world.relation(weighing.profile.predicate).identity or not all(map(_is_noun, nouns)):
        return None
    parted = any(step.item.is_operator("of") for step in weighing.steps)
    against = any(not _tells_whose(step.item) for step in weighing.conflicts)
    copular = not weighing.cued or any(is_copula(step.item) for step in weighing.steps)
    return None if parted or against or not copular else (told[0], nouns)


def _classes(one: Step, world: World) -> set[str]:
    """What a named thing is."""
    return {name for ref in one.item.refs(Sort.ENTITY) for name in world.classes(ref)}


def _tells_whose(item: Item) -> bool:
    return is_adjective(item) or (item.case is Case.OF and bool(item.refs(Sort.ENTITY)))


def _is_noun(step: Step) -> bool:
    return step.slot != "predicate" and not step.item.refs(Sort.ENTITY) and not step.item.case
