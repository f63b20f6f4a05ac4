"""What something is, and whose: "Yonhap is a Korean news agency" stands against "a Chinese agency".

A part that says no more of a recorded thing than what it is may say whose it is too. What belongs to recorded owners
is not another's.
"""

from __future__ import annotations

from koreacoop.dockets import BELONGING, docket_of
from koreacoop.model import Case, Item, Outcome, Sort
from koreacoop.profiles import Profile
from koreacoop.scales import Weighing, is_adjective, may_be_subject
from koreacoop.world import OWNERS, World

_PARTIES = frozenset({"subject", "object"})
_OWNING = frozenset({Case.OF, Case.WITH, Case.NONE})


def settle_belonging(weighing: Weighing, world: World) -> None:
    """An owner whom a fact does not name stands against it, where a part only says what its subject is, and whose."""
    opened = weighing.open
    if not opened or not all(may_own(step.item, weighing.profile, world) for step in opened):
        return
    if not says_what(weighing, world):
        return
    against = ", ".join(sorted(docket_of(weighing.profile, world).whose))
    for step in opened:
        weighing.tell(step.item, Outcome.CONFLICT, "owner", f"{step.item.refs(Sort.ENTITY)[0]} ≠ {against}")


def says_what(weighing: Weighing, world: World) -> bool:
    """Whether a part says no more of a fact's subject than what it is, and whose; or by what other name it goes."""
    slots, whose = weighing.profile.slots, docket_of(weighing.profile, world).whose
    if not slots.keys() <= BELONGING or not world.relation(weighing.profile.predicate).identity:
        return False
    told = [step for step in weighing.matches if step.item.value is None]
    telling = [step for step in told if whose.isdisjoint(step.item.refs(Sort.ENTITY))]
    named = [step for step in telling if step.slot == "subject" and step.item.refs(Sort.ENTITY)]
    classed = [step for step in telling if not step.item.refs(Sort.ENTITY)]
    if not any(may_be_subject(step.item) for step in named):
        return False
    fitting = all(step.slot in _PARTIES for step in telling)
    return bool(classed or named[1:]) and fitting


def may_own(item: Item, profile: Profile, world: World) -> bool:
    """Whether a name may tell whose the subject of a fact is that says what this is: "Chinese", "of China"."""
    if not docket_of(profile, world).whose or not (is_adjective(item) or item.case in _OWNING):
        return False
    refs = item.refs(Sort.ENTITY)
    return bool(refs) and all(world.kind(ref) in OWNERS for ref in refs)
