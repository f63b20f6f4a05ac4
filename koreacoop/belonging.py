"""What something is, and whose: "Yonhap is a Korean news agency" stands against "a Chinese agency".

A part that says no more of a recorded thing than what it is may say whose it is too. What belongs to recorded owners
is not another's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from koreacoop.dockets import BELONGING, Said, docket_of
from koreacoop.frozen import set_memo
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


def settle_persons(weighing: Weighing, said: Said) -> None:
    """A person told to be of a country or body must be of it, as far as his offices tell ("Vietnam's Vu Ho")."""
    if said.misowned is None:  # a part is held against many facts
        set_memo(said, "misowned", list(_misowned(said.items, said.world)))
    for owner, outcome, detail in said.misowned:
        weighing.tell(owner, outcome, "owner", detail)


def _misowned(items: Sequence[Item], world: World) -> Iterator[tuple[Item, Outcome, str]]:
    """The owners right before persons who by their offices are of others, with what that comes to."""
    for place, item in enumerate(items):
        person = item.refs(Sort.ENTITY)
        if len(person) != 1 or world.kind(person[0]) != "person" or "and" in item.traits:
            continue
        owner = _owner_before(items[:place])
        if owner is not None:
            yield from _against_offices(owner, person[0], world)


def _owner_before(before: Sequence[Item]) -> Item | None:
    """What tells right before a name whose he is: "Vietnam's", "Vietnamese", 베트남의."""
    if not before:
        return None
    if len(before) > 1 and before[-1].is_operator("of") and _is_suffix(before[-1], before[-2]):
        return before[-2]
    led = len(before) > 1 and before[-2].is_operator("of")  # "of Vietnam" tells whose the one before it is
    return before[-1] if is_adjective(before[-1]) or (before[-1].case is Case.OF and not led) else None


def _against_offices(owner: Item, person: str, world: World) -> Iterator[tuple[Item, Outcome, str]]:
    """A country stands against that of a person's offices; whether he is of a body too is not recorded."""
    offices = world.entities[person].links.get("office", ())
    known = {ref for office in offices for ref in world.entities[office].links.get("of", ())}
    said = [ref for ref in owner.refs(Sort.ENTITY) if world.kind(ref) in OWNERS]
    if not known or not said or any(world.overlap(ref, one) for ref in said for one in known):
        return
    alike = {world.kind(ref) for ref in said} & {world.kind(ref) for ref in known}
    yield owner, Outcome.CONFLICT if alike else Outcome.OPEN, f"{said[0]} ≠ {', '.join(sorted(known))}"


def _is_suffix(mark: Item, owner: Item) -> bool:
    """Whether what says "of" is written on to the owner ("Korea's"): an "of" of its own has its owner behind it."""
    return mark.start == owner.end


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
