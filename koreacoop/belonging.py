"""What something is, and whose: "Yonhap is a Korean news agency" stands against "a Chinese agency".

A part that says no more of a recorded thing than what it is may say whose it is too. What belongs to recorded owners
is not another's.
"""

from __future__ import annotations

from koreacoop.dockets import BELONGING, docket_of
from koreacoop.frozen import replace
from koreacoop.model import Case, Item, Outcome, Sort, Step
from koreacoop.profiles import Profile
from koreacoop.scales import Weighing, is_adjective, is_copula, may_be_subject
from koreacoop.world import World

_PARTIES = frozenset({"subject", "object"})
_TWO = 2
_OWNERS = frozenset({"country", "organisation", "alliance"})
_OWNING = frozenset({Case.OF, Case.WITH, Case.NONE})


def settle_belonging(weighing: Weighing, world: World) -> None:
    """An owner whom a fact does not name stands against it, where a part only says what its subject is, and whose."""
    opened = weighing.open
    if not opened or not all(may_own(step.item, weighing.profile, world) for step in opened):
        return
    if not says_what(weighing, world):
        return
    against = ", ".join(sorted(docket_of(weighing.profile, world).whose))
    weighing.steps = [
        replace(step, outcome=Outcome.CONFLICT, slot="owner", detail=f"{step.item.refs(Sort.ENTITY)[0]} ≠ {against}")
        if step.outcome is Outcome.OPEN
        else step
        for step in weighing.steps
    ]


def says_what(weighing: Weighing, world: World) -> bool:
    """Whether a part says no more of a fact's subject than what it is, and whose; or by what other name it goes."""
    slots, whose = weighing.profile.slots, docket_of(weighing.profile, world).whose
    if not slots.keys() <= BELONGING or not _identifies(weighing, world):
        return False
    told = [step for step in weighing.matches if step.item.value is None]
    telling = [step for step in told if whose.isdisjoint(step.item.refs(Sort.ENTITY))]
    named = [step for step in telling if step.slot == "subject" and step.item.refs(Sort.ENTITY)]
    classed = [step for step in telling if not step.item.refs(Sort.ENTITY)]
    if not any(may_be_subject(step.item) for step in named):
        return False
    fitting = all(step.slot in _PARTIES for step in telling)
    return bool(classed or named[1:]) and fitting


def equates(weighing: Weighing, world: World) -> bool:
    """Whether a part says what one thing is that a fact names, and the fact does not say that.

    "Korea is an organisation" is not said by a fact that names both, nor "NATO is a European alliance" by one of what
    NATO did in Europe. Of a part that is no more than a name and a noun; who is "an official" by his office is one.
    """
    told = [step for step in weighing.matches if step.item.means and step.item.value is None]
    if len(told) < _TWO or not may_be_subject(told[0].item):
        return False
    if _identifies(weighing, world):
        whose = docket_of(weighing.profile, world).whose
        return not whose.isdisjoint(told[0].item.refs(Sort.ENTITY))  # "Korea is an agency of …"
    if any(step.item.is_operator("of") for step in weighing.steps):
        return False
    one, noun = told[0], told[-1]
    nouns = [step for step in told[1:] if not _tells_whose(step.item)]
    against = [step for step in weighing.conflicts if not _tells_whose(step.item)]
    if against or not all(map(_is_noun, nouns)):
        return False
    copular = any(is_copula(step.item) for step in weighing.steps) or not weighing.cued
    itself = {name for ref in one.item.refs(Sort.ENTITY) for name in world.classes(ref)}
    if copular and noun in nouns and itself & noun.item.ids:
        return len(nouns) == 1 and world.aspect(weighing.profile.predicate) == "event"
    things = [ref for ref in weighing.profile.slots.get(noun.slot, ()) if ref in world.entities]
    apart = noun.slot in _PARTIES and noun.slot != one.slot and len(nouns) == len(told) - 1
    offices = any(world.kind(ref) == "office" for ref in things)
    return apart and bool(things) and not offices and copular and not (weighing.conflicts or weighing.negated)


def _tells_whose(item: Item) -> bool:
    return is_adjective(item) or (item.case is Case.OF and bool(item.refs(Sort.ENTITY)))


def _is_noun(step: Step) -> bool:
    return step.slot != "predicate" and not step.item.refs(Sort.ENTITY) and not step.item.case


def _identifies(weighing: Weighing, world: World) -> bool:
    """Whether a fact says what its subject is."""
    return world.relation(weighing.profile.predicate).identity


def may_own(item: Item, profile: Profile, world: World) -> bool:
    """Whether a name may tell whose the subject of a fact is that says what this is: "Chinese", "of China"."""
    if not docket_of(profile, world).whose or not (is_adjective(item) or item.case in _OWNING):
        return False
    refs = item.refs(Sort.ENTITY)
    return bool(refs) and all(world.kind(ref) in _OWNERS for ref in refs)
