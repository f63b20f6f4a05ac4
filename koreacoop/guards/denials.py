"""Whether what a part denies is what a fact says, and all of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.dates import Relation, Time
from koreacoop.guards.scope import stands_elsewhere
from koreacoop.model import Outcome, Sort, Step
from koreacoop.scales import DENIES, Weighing, opposed
from koreacoop.world import LASTING, World

_CONTRARY = frozenset({"opposite", "excluded"})


def undoes(weighing: Weighing, world: World) -> bool:
    """Whether a word for the opposite tells of what undid it, with another date or number: that is another event."""
    return weighing.antonym and not _is_not_yet(weighing, world)


def _is_not_yet(weighing: Weighing, world: World) -> bool:
    """Whether a lasting state is denied at another date ("no member as of 1990"); what undoes it is another event."""
    denied = (meaning.ref for step in weighing.matches for meaning in step.item.meanings if meaning.flag == "denial")
    lasting = any(world.aspect(ref) in LASTING for ref in denied)
    return lasting and opposed(weighing) == {"when"}


def says_both(weighing: Weighing, world: World) -> bool:
    """Whether what a part contradicts it says too ("though officials are slow, experts are fast")."""
    if weighing.negated or (weighing.affirmed and not weighing.conflicts):
        return False
    said = {step.detail for step in weighing.matches}
    contrary = [*weighing.matches, *(step for step in weighing.conflicts if step.slot in ("opposite", "excluded"))]
    return any(said & world.opposites(meaning.ref) for step in contrary for meaning in step.item.meanings)


def leaves_out_denied(weighing: Weighing, world: World) -> bool:
    """Whether a part does not say all that a recorded denial denies: with a detail left out it would deny more."""
    if weighing.profile.fact.statement.affirmed:
        return False
    objects = weighing.profile.slots.get("object", ())
    if objects:
        return not any(step.slot == "object" or step.detail in objects for step in weighing.matches)
    return len({step.item.surface for step in weighing.matches if step.slot == "concept"}) < 2


def denies_one_of_two(weighing: Weighing, world: World) -> bool:
    """Whether a part denies one thing and says another, and what stands against the fact may be the other."""
    if not weighing.negated:
        return False
    parties = [step for step in weighing.conflicts if step.item.refs(Sort.ENTITY)]
    each = len(parties) > 1 and _denies_each(weighing, parties)
    apart = not each and (len(parties) > 1 or _denies_what_is_so(weighing))
    return apart or stands_elsewhere(weighing)


def _denies_each(weighing: Weighing, parties: Sequence[Step]) -> bool:
    """Whether each of some parties is denied, with a word of its own ("neither Japan nor China")."""
    denials = [step.item.start for step in weighing.steps if step.slot == "polarity"]
    each = len(denials) == len(parties) and all(
        denial < party.item.start for denial, party in zip(denials, parties, strict=True)
    )
    return each and not any(step.slot == parties[0].slot for step in weighing.matches)


def _denies_what_is_so(weighing: Weighing) -> bool:
    """Whether a part denies two things, of which the fact says one ("neither online nor in person")."""
    denials = [place for place, step in enumerate(weighing.steps) if step.slot == "polarity"]
    denied = weighing.steps[denials[0] :] if len(denials) > 1 else ()
    return any(step.outcome is Outcome.MATCH and step.slot not in ("predicate", "subject") for step in denied)


def tells_attempt(weighing: Weighing, world: World) -> bool:
    """Whether a verb denies ("failed to join in 1975"): it tells of an attempt, which may have been at another time."""
    tried = any(step.slot == "polarity" and not step.item.is_operator("but-not") for step in weighing.steps)
    return bool(weighing.lexical_negations) and tried and not weighing.antonym


def denies_twice_apart(weighing: Weighing, world: World) -> bool:
    """Whether a verb that denies and a negation behind it, which would undo each other, belong to two deeds.

    In "work on it faltered, no project was completed" each denies its own; "does not mean to lose" is one denial.
    """
    if weighing.negated or weighing.whole_negations or not (weighing.plain_negations and weighing.lexical_negations):
        return False
    told = [step for step in weighing.steps if step.item.has_content or step.slot == "polarity"]
    denials = [place for place, step in enumerate(told) if step.slot == "polarity" or step.detail.startswith(DENIES)]
    verb = next((place for place in denials if not told[place].item.has_flag("plain")), len(told))
    return any(place > verb + 1 for place, step in enumerate(told) if step.slot == "polarity")


def denies_first(weighing: Weighing, world: World) -> bool:
    """Whether a part begins with what was not so ("rather than online, it was held in person"): the rest is."""
    first = next((step.item for step in weighing.steps if not step.item.refs(Sort.LIGHT)), None)
    return first is not None and first.is_operator("but-not")


def denies_until(weighing: Weighing, world: World) -> bool:
    """Whether a part denies something up to a date ("until 2021 no Asian country …"): from then on it may be so."""
    times = (step.item.value for step in weighing.matches if step.slot == "when")
    until = any(isinstance(time, Time) and time.relation is Relation.UNTIL for time in times)
    return weighing.negated and not weighing.whole_negations and not weighing.conflicts and until


def denies_what_is_pointed_at(weighing: Weighing, world: World) -> bool:
    """Whether a part denies something of what only a pronoun stands for ("ASEAN did not welcome that")."""
    told = {step.slot for step in weighing.matches}
    last = next((step.item for step in reversed(weighing.steps) if "mark" not in step.item.refs(Sort.LIGHT)), None)
    pointing = last is not None and last.is_operator("pronoun") and not last.has_content
    plainly = weighing.negated and not weighing.whole_negations and not weighing.conflicts
    return plainly and pointing and told <= {"subject", "predicate", "concept"}


def tells_of_an_end(weighing: Weighing, world: World) -> bool:
    """Whether a part says that something is "no longer" so: by the record it never was."""
    ended = any(step.item.has_flag("ended") for step in weighing.steps)
    return ended and bool(opposed(weighing) & _CONTRARY)


def denies_something_else(weighing: Weighing, world: World) -> bool:
    """Whether a negation does not stand beside the contrary verb ("deplored that no …")."""
    return bool(opposed(weighing) & _CONTRARY) and weighing.negated and not _denied_plainly(weighing)


def _denied_plainly(weighing: Weighing) -> bool:
    """Whether a negation stands beside a contrary verb: "deplored that no …" denies something else."""
    verbs = [step for step in weighing.conflicts if step.slot == "opposite" and step.item.refs(Sort.RELATION)]
    told = [step for step in weighing.steps if step.outcome is not Outcome.IGNORED or step.slot == "polarity"]
    before = any(one.slot == "polarity" and other in verbs for one, other in pairwise(told))
    behind = any(one in verbs and other.slot == "polarity" for one, other in pairwise(weighing.steps))
    return not verbs or before or behind
