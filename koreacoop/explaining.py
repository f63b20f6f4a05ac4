"""Says why: the parts of a verdict with their evidence, and the reason in words."""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.court import Court
from koreacoop.model import LANGUAGES, Evidence, Item, Label, Outcome, Part, Reading, Reason, ReasonCode, Sort, Stance
from koreacoop.rulings import Ruling
from koreacoop.scales import Weighing
from koreacoop.world import World

_UNLIKE = " ≠ "


def part_of(ruling: Ruling, reading: Reading, court: Court) -> Part:
    """The part of a verdict that a run of clauses is, with its offsets in the text as typed."""
    start, end = min(item.start for item in ruling.items), max(item.end for item in ruling.items)
    evidence = tuple(_evidence(weighing, ruling.label) for weighing in ruling.deciding)
    aside = {other.profile.fact.id: other for weighing in ruling.deciding for other in weighing.aside}
    evidence += tuple(Evidence(fact, Stance.SUPPORTS, tuple(other.steps)) for fact, other in aside.items())
    if not evidence and ruling.nearest is not None:
        evidence = (Evidence(ruling.nearest.profile.fact.id, Stance.NEUTRAL, tuple(ruling.nearest.steps)),)
    assumed: tuple[str, ...] = ()
    if any(weighing.assumed_topic for weighing in ruling.deciding):
        names = court.world.entities[court.world.topic].names
        assumed = (f"subject: {names[LANGUAGES[0]][0]}",)
    return Part(reading.text[start:end], start, end, ruling.label, _reason(ruling, court), evidence, assumed)


def _evidence(weighing: Weighing, label: Label) -> Evidence:
    stance = Stance.SUPPORTS if label is Label.SUPPORTED else Stance.CONTRADICTS
    return Evidence(weighing.profile.fact.id, stance, tuple(weighing.steps))


def _reason(ruling: Ruling, court: Court) -> Reason:
    if ruling.comparison:
        code = ReasonCode.RECORDED if ruling.label is Label.SUPPORTED else ReasonCode.CONFLICT
        return Reason(code, ruling.comparison, "order" if ruling.label is Label.CONTRADICTED else "")
    if ruling.deciding:
        return _reason_of_decided(ruling.deciding[0], ruling.label, court.world)
    unread = [item.surface for item in ruling.items if item.unread]
    if unread:
        return Reason(ReasonCode.NOT_UNDERSTOOD, "not understood: " + ", ".join(unread))
    if ruling.nearest is None:
        return Reason(ReasonCode.NO_SUCH_RELATION, "nothing recorded speaks of this")
    return _undecided(ruling.nearest, court)


def _reason_of_decided(weighing: Weighing, label: Label, world: World) -> Reason:
    if weighing.conflicts:
        texts = "; ".join(_in_words(step.detail, world) for step in weighing.conflicts)
        return Reason(ReasonCode.CONFLICT, texts, weighing.conflicts[0].slot)
    if label is Label.CONTRADICTED:
        return Reason(ReasonCode.CONFLICT, "the record says the opposite", "polarity")
    values = [
        step.detail for step in weighing.matches if step.slot in ("when", "as_of", "quantity", "duration", "ordinal")
    ]
    return Reason(ReasonCode.RECORDED, "; ".join(["recorded", *values]))


def _in_words(detail: str, world: World) -> str:
    """A detail ("JPN ≠ KOR, LTU") with names in the place of ids."""
    said, sign, recorded = detail.partition(_UNLIKE)
    if not sign:
        return detail
    return _UNLIKE.join(", ".join(_name(ref, world) for ref in side.split(", ")) for side in (said, recorded))


def _name(ref: str, world: World) -> str:
    """What an entity or a concept is called first; anything else stays as it is."""
    names = world.entities[ref].names if ref in world.entities else None
    words = world.concepts[ref].words if names is None and ref in world.concepts else names
    return next(iter((words or {}).get(LANGUAGES[0], ())), ref)


def _undecided(nearest: Weighing, court: Court) -> Reason:
    missing = nearest.open or [step for step in nearest.steps if step.outcome == Outcome.CONFLICT]
    words = ", ".join(step.item.surface for step in missing)
    strangers = [
        s for s in missing if s.item.refs(Sort.ENTITY) and not any(r in court.index for r in s.item.refs(Sort.ENTITY))
    ]
    if strangers:
        text = "nothing is recorded of " + ", ".join(step.item.surface for step in strangers)
        return Reason(ReasonCode.NO_SUCH_ENTITY, text)
    if any(step.slot in ("as_of", "when") for step in missing):
        return Reason(ReasonCode.OUTSIDE_RECORDED_TIME, f"not recorded for this time: {words}")
    if not nearest.predicate:
        return Reason(ReasonCode.NO_SUCH_RELATION, "no fact says this of it")
    return Reason(ReasonCode.VALUE_NOT_RECORDED, f"not recorded: {words}" if words else "too little is said to decide")


def reason_of_nothing(reading: Reading) -> Reason:
    """Why a text in which no word of the pack is known is no claim: not a word of it is understood, or it has none."""
    if any(char.isalpha() for surface in unread(reading.items) for char in surface):
        return Reason(ReasonCode.NOT_UNDERSTOOD, "nothing of it is understood; its language may not be supported")
    return Reason(ReasonCode.NOT_A_CLAIM, "the text asserts nothing that can be checked")


def unread(items: Sequence[Item]) -> tuple[str, ...]:
    """The words that are not understood, as typed."""
    return tuple(item.surface for item in items if item.unread)
