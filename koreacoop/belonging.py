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
    """Whether a part says that one thing which a fact names is another that it names ("Korea is an organisation").

    Of a part that is no more than a name and a noun; who is "an official" by the office that he holds is one.
    """
    told = [step for step in weighing.matches if step.item.means and step.item.value is None]
    copular = not weighing.cued or any(is_copula(step.item) for step in weighing.steps)
    plain = not (weighing.conflicts or weighing.negated or _identifies(weighing, world))
    if len(told) < _TWO or not (plain and copular):
        return False
    one, noun = told[0], told[-1]
    if not may_be_subject(one.item) or not all(map(_is_noun, told[1:])):
        return False
    things = [ref for ref in weighing.profile.slots.get(noun.slot, ()) if ref in world.entities]
    apart = noun.slot in _PARTIES and noun.slot != one.slot
    return apart and bool(things) and all(world.kind(ref) != "office" for ref in things)


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
