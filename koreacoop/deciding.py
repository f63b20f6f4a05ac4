"""Whether a fact that leaves nothing of a part open says enough of it, or stands against enough of it, to decide it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from koreacoop.guards import classes, counts, deeds, denials, editions, offices, plans, things
from koreacoop.model import Sort, Step
from koreacoop.scales import OWN, Weighing, opposed
from koreacoop.world import DOERS, World

_MUCH = 2
"""How much must be said of a thing that no name tells of, for two other counts to be against it."""
VALUED = frozenset({"when", "quantity", "duration", "ordinal"})
"""Slots of values: of two of them one may be said of something else."""

Rule = Callable[[Weighing, World], bool]
"""Whether a fact may not decide a part, though it leaves nothing of it open."""
_ALWAYS: Sequence[Rule] = (
    editions.widens,
    things.says_what_it_is,
    things.tells_origin_alone,
    deeds.tells_parties_alone,
    deeds.acts_for_the_subject,
    things.leaves_out_parties,
    offices.holds_another_thing,
    denials.says_both,
    denials.denies_twice_apart,
    denials.denies_first,
    things.speaks_of_another,
    offices.leaves_out_office,
    denials.leaves_out_denied,
    things.leaves_out_what_was_made,
    classes.calls_owner_his_own,
    classes.says_kind_alone,
    classes.takes_for_another,
    editions.orders_another_deed,
)
_OPPOSING: Sequence[Rule] = (
    denials.undoes,
    offices.tells_another_role,
    things.speaks_of_the_whole,
    offices.tells_wider_office,
    denials.denies_one_of_two,
    denials.tells_attempt,
    plans.tells_of_another_plan,
    plans.tells_what_came_of_it,
    denials.tells_of_an_end,
    denials.denies_something_else,
    things.dates_something_else,
    deeds.tells_another_deed_coarsely,
    deeds.tells_of_another_actor,
    counts.counts_twice,
    counts.counts_roughly,
    counts.counts_elsewhere,
    editions.leaves_out_being_first,
    editions.tells_another_edition,
    editions.orders_within_region,
    editions.orders_within_kind,
    editions.counts_at_place,
)
"""Of a fact against which a part stands."""
_AGREEING: Sequence[Rule] = (
    deeds.tells_other_deeds,
    denials.denies_until,
    denials.denies_what_is_pointed_at,
    plans.leaves_out_giving_up,
    plans.gives_up_plan,
    counts.counts_others,
    counts.multiplies,
    deeds.does_what_another_does,
    deeds.closes_with_another_deed,
    deeds.tells_distinct_deed,
    deeds.acts_on_itself,
    deeds.tells_one_of_each,
    deeds.names_another_object,
    things.names_another_host,
    things.leaves_out_event,
    things.calls_capital_the_place,
    things.joins_unlike,
    deeds.does_where_nothing_is_done,
    deeds.goes_on,
    offices.heads_something_else,
    offices.calls_body_an_official,
    classes.tells_no_member,
    classes.tells_kind_of_topic,
    classes.tells_theme_alone,
)
"""Of a fact that a part agrees with, or denies as a whole."""


def decides(weighing: Weighing, world: World) -> bool:
    """Whether a fact says enough of a part to decide it: nothing open, the predicate met, something named."""
    if weighing.open or not weighing.predicate:
        return False
    enough, rules = (_opposes_enough, _OPPOSING) if weighing.conflicts else (_says_enough, _AGREEING)
    return enough(weighing, world) and not any(rule(weighing, world) for row in (_ALWAYS, rules) for rule in row)


def _says_enough(weighing: Weighing, world: World) -> bool:
    """Whether a part names something and says two things, of which the topic may be one."""
    particular = _particular(weighing, world)
    told = [step for step in particular if step.slot != "predicate"]
    named = _names(told)
    spoken_of = any(step.detail == world.topic for step in weighing.matches)
    return (len(particular) >= 2 and (named or len(told) >= 2)) or (named and spoken_of)


def _opposes_enough(weighing: Weighing, world: World) -> bool:
    """Whether a part stands against a fact in one thing alone, and says enough besides to speak of the same."""
    told = [step for step in _particular(weighing, world) if step.slot != "predicate"]
    named, slots = _names(told), opposed(weighing)
    spoken_of = any(step.detail == world.topic for step in weighing.matches)
    if (
        slots == {"quantity"}
        and not spoken_of
        and _tells_units(told, weighing)
        and not _counts_its_own(weighing, world)
    ):
        return False
    close = bool(told) and (slots <= VALUED or weighing.core == OWN)
    plain = spoken_of and weighing.cued and weighing.core == OWN and slots == {"object"}
    enough = named or close or plain or len(told) >= 2 or slots == {"office"}
    if weighing.negated and slots == {"opposite"} and not (named or spoken_of):
        return False  # nobody opposes something, which does not tell who supports it
    alike = len(slots) == 1 and not slots & VALUED
    counted = slots == {"quantity"} and (len(told) > _MUCH or (named and weighing.core == OWN))
    return enough and (alike or counted or len(weighing.conflicts) == 1)


def _tells_units(told: Sequence[Step], weighing: Weighing) -> bool:
    """Whether a part tells only what is counted, and so not whose it is, or of what."""
    units = {count.unit for count in weighing.profile.fact.statement.counts}
    return all(step.detail in units and not step.item.refs(Sort.ENTITY) for step in told)


def _counts_its_own(weighing: Weighing, world: World) -> bool:
    """Whether a fact counts what the topic has, which is meant where nobody is named; countries and people all have."""
    units = {count.unit for count in weighing.profile.fact.statement.counts}
    return weighing.profile.slots.get("subject", ()) == (world.topic,) and units.isdisjoint(DOERS)


def _particular(weighing: Weighing, world: World) -> Sequence[Step]:
    """What of a fact a part says, the topic aside."""
    return list({step.item.surface: step for step in weighing.matches if step.detail != world.topic}.values())


def _names(told: Sequence[Step]) -> bool:
    """Whether something said is more than a coarse sense or an operator."""
    return any(step.slot not in ("concept", "operator") for step in told)
