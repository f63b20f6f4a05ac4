"""From a reading to a verdict: divide, retrieve, weigh, decide, and say why.

A part is a run of neighbouring clauses; the division is chosen that leaves the fewest clauses undecided, and among
those the one with the fewest parts. A claim is contradicted if a part is, else unknown if a part is, else supported.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.attributes import settle_attributes, telling
from koreacoop.background import tells_of_order, told_against
from koreacoop.comparing import Compared, compared
from koreacoop.correcting import correction
from koreacoop.court import MOST, Court
from koreacoop.dockets import Said
from koreacoop.frozen import dataclass, replace
from koreacoop.hearing import Hearing
from koreacoop.model import (
    LANGUAGES,
    Case,
    Evidence,
    Item,
    Label,
    Outcome,
    Part,
    Reading,
    Reason,
    ReasonCode,
    Sort,
    Stance,
    Step,
    Verdict,
)
from koreacoop.numbers import Number
from koreacoop.profiles import Profile
from koreacoop.scales import Weighing, may_be_subject, refs_of, widens
from koreacoop.splitting import chunks, mark
from koreacoop.weighing import prepare, settle
from koreacoop.world import World, called

_VALUE_SLOTS = frozenset({"when", "quantity", "duration", "ordinal", "opposite", "excluded", "office", "roles", "list"})
# A clause that begins so may take back what the clause before it denies, or date it otherwise.
_MODIFYING = ("before", "after", "except", "condition")
_COUNTED = frozenset({"quantity", "duration"})
_MUCH = 2
"""How much must be said of a thing that no name tells of, for two other counts to be against it."""
_EVENTS = frozenset({"event", "series"})
_POINTING = frozenset({"when", "place", "quantity", "duration", "host", "mode", "theme"})
_OF_SERIES = frozenset({"event", "series", "programme", "plan", "initiative"})
_ACTING = frozenset({"subject", "object", "with", "entity", "event", "recipient"})
_ENCLOSING = frozenset({",", "(", ")", "-"})
_OWN = 2
"""How closely a part meets a fact whose own relation it cues (``Weighing.core``)."""
_UNDECIDED = 10.0
# Two parts that are each supported are a better reading than one that mixes their dates into a contradiction.
_CONTRADICTED = 2.2


@dataclass(frozen=True, slots=True)
class _Ruling:
    """What a run of clauses comes to."""

    label: Label
    items: tuple[Item, ...]
    deciding: tuple[Weighing, ...] = ()
    near: Weighing | None = None
    comparison: str = ""
    hearing: Hearing | None = None

    @property
    def nearest(self) -> Weighing | None:
        """The fact that an unknown speaks of."""
        return self.near or (self.hearing.nearest if self.hearing is not None else None)


def judge(reading: Reading, court: Court) -> Verdict:
    """The verdict on a text as read."""
    if not any(item.means for item in reading.items):
        return Verdict(reading, Label.UNKNOWN, _reason_of_nothing(reading), (), (), _unread(reading.items))
    court.prepare(reading.items)
    rulings = _divided(reading.items, court, reading.standard_first)
    contrasted = not reading.standard_first and any(item.is_operator("contrast") for item in reading.items)
    if contrasted or _overall(rulings) is Label.UNKNOWN:
        rulings = _corrected(reading, court) or rulings
    rulings = _without_differences(_without_orders(rulings, reading.items))
    parts = tuple(_part(ruling, reading, court) for ruling in rulings)
    label = _overall(parts)
    deciding = next(part for part in parts if part.label is label)
    return Verdict(
        reading=reading,
        label=label,
        reason=deciding.reason,
        parts=parts,
        assumed=tuple(dict.fromkeys(text for part in parts for text in part.assumed)),
        unread=_unread(reading.items),
    )


def _without_differences(rulings: Sequence[_Ruling]) -> list[_Ruling]:
    """The rulings; a count beside a comparison that was not understood may be a difference, and contradicts nothing."""
    comparing = any(
        ruling.label is Label.UNKNOWN and any(item.is_operator("more-than", "fewer-than") for item in ruling.items)
        for ruling in rulings
    )
    return [_left_open(ruling) if comparing and _counts_otherwise(ruling) else ruling for ruling in rulings]


def _without_orders(rulings: Sequence[_Ruling], items: Sequence[Item]) -> list[_Ruling]:
    """The rulings; that one event "had already" happened when another did is not supported by both having happened."""
    if not tells_of_order(items) or any(ruling.comparison for ruling in rulings):
        return list(rulings)
    return [_left_open(ruling) if ruling.label is Label.SUPPORTED else ruling for ruling in rulings]


def _counts_otherwise(ruling: _Ruling) -> bool:
    """Whether a run is contradicted by its count alone."""
    slots = {step.slot for weighing in ruling.deciding[:1] for step in weighing.conflicts}
    return ruling.label is Label.CONTRADICTED and slots == {"quantity"}


def _left_open(ruling: _Ruling) -> _Ruling:
    return _Ruling(Label.UNKNOWN, ruling.items, near=ruling.deciding[0])


def _unread(items: Sequence[Item]) -> tuple[str, ...]:
    return tuple(item.surface for item in items if item.unread)


def _reason_of_nothing(reading: Reading) -> Reason:
    """Why a text in which no word of the pack is known is no claim: not a word of it is understood, or it has none."""
    if any(char.isalpha() for surface in _unread(reading.items) for char in surface):
        return Reason(ReasonCode.NOT_UNDERSTOOD, "nothing of it is understood; its language may not be supported")
    return Reason(ReasonCode.NOT_A_CLAIM, "the text asserts nothing that can be checked")


def _corrected(reading: Reading, court: Court) -> list[_Ruling] | None:
    """The rulings on a claim that corrects ("A, not B"): what is meant must hold, the same with what is denied not."""
    found = correction(reading.items, reading.standard_first, court.world)
    if found is None:
        return None
    meant = _divided(found.meant, court, reading.standard_first)
    if _overall(meant) is Label.CONTRADICTED:
        return meant
    denied = _divided(found.denied, court, reading.standard_first)
    label = _overall(denied)
    if label is Label.UNKNOWN or (_overall(meant) is Label.UNKNOWN and label is Label.CONTRADICTED):
        return None
    decided = next(ruling for ruling in denied if ruling.label is label)
    turned = Label.SUPPORTED if label is Label.CONTRADICTED else Label.CONTRADICTED
    return [*meant, replace(decided, label=turned)]


def _overall(parts: Sequence[Part | _Ruling]) -> Label:
    labels = {part.label for part in parts}
    for label in (Label.CONTRADICTED, Label.UNKNOWN):
        if label in labels:
            return label
    return Label.SUPPORTED


# ------------------------------------------------------------------------------------------------------------ division


def _in_order(clauses: Sequence[tuple[Item, ...]], items: Sequence[Item]) -> list[tuple[Item, ...]]:
    """The clauses, an inserted one (", which …,", ", not …,") taken out to the end."""
    marks = [item.start for item in items if mark(item) in _ENCLOSING]

    def enclosed(index: int) -> bool:
        before, clause, after = clauses[index - 1 : index + 2]
        opened = any(before[-1].end <= place <= clause[0].start for place in marks)
        return opened and any(clause[-1].end <= place <= after[0].start for place in marks)

    inserted = [
        index
        for index in range(1, len(clauses) - 1)
        if clauses[index][0].is_operator("relative", "but-not") and enclosed(index)
    ]
    kept = [index for index in range(len(clauses)) if index not in inserted]
    return [clauses[index] for index in (*kept, *inserted)]


def _divided(items: Sequence[Item], court: Court, standard_first: bool) -> list[_Ruling]:
    return _denied_beside(_best_division(_in_order(chunks(items), items), court, standard_first))


def _denied_beside(rulings: list[_Ruling]) -> list[_Ruling]:
    """What a part denies of the fact that the part before it rests on is contradicted by that fact."""
    told: list[_Ruling] = []
    for ruling in rulings:
        denied = _denied_by(told[-1], ruling) if told else None
        told.append(ruling if denied is None else replace(ruling, label=Label.CONTRADICTED, deciding=(denied,)))
    return told


def _denied_by(before: _Ruling, ruling: _Ruling) -> Weighing | None:
    """The fact of the part before that the next part denies, if it does nothing else."""
    if ruling.label is not Label.UNKNOWN or before.label is not Label.SUPPORTED:
        return None
    nearest = ruling.nearest
    if nearest is None:
        return None
    resting = {weighing.profile.fact.id for weighing in before.deciding}
    return nearest if nearest.profile.fact.id in resting and _only_opposes(nearest) else None


def _only_opposes(weighing: Weighing) -> bool:
    """Whether a part says the opposite of what a fact says, and nothing that the fact leaves open."""
    opposed = {step.slot for step in weighing.conflicts} == {"opposite"}
    said = any(step.slot in weighing.profile.slots for step in weighing.matches)
    return opposed and said and not weighing.open and not weighing.negated and weighing.profile.fact.statement.affirmed


def _best_division(clauses: Sequence[tuple[Item, ...]], court: Court, standard_first: bool) -> list[_Ruling]:
    size = len(clauses)
    best: list[tuple[float, list[_Ruling]]] = [(float("inf"), []) for _ in range(size + 1)]
    best[0] = (0.0, [])
    for end in range(1, size + 1):
        for start in range(end):
            ruling = _rule(clauses, start, end, court, standard_first)
            cost = best[start][0] + _cost(ruling, end - start)
            if cost < best[end][0]:
                best[end] = (cost, [*best[start][1], ruling])
    return best[size][1]


def _cost(ruling: _Ruling, size: int) -> float:
    if ruling.label is Label.UNKNOWN:
        return _UNDECIDED * size + 0.5
    return 1.0 if ruling.label is Label.SUPPORTED or ruling.comparison else _CONTRADICTED


def _rule(clauses: Sequence[tuple[Item, ...]], start: int, end: int, court: Court, standard_first: bool) -> _Ruling:
    items = tuple(item for clause in clauses[start:end] for item in clause)
    if start == 0 and end < len(clauses) and _modifies(items):
        subject = _subject(clauses[end], items, court.world)
        if not subject and "adnominal" in items[-1].traits:
            return _Ruling(Label.UNKNOWN, items)  # it tells which one is meant, and nothing by itself
        items = (*subject, *items)
    if any(item.is_operator("but-not") for item in items[1:]):
        return _Ruling(Label.UNKNOWN, items)
    followed = clauses[end][0] if end < len(clauses) else None
    dependent = start > 0 and items[0].is_operator(*_MODIFYING, "same-time")
    if not dependent and not (followed is not None and followed.is_operator("relative")):
        asked = items, standard_first, court.candidates, court.world
        relating = compared(*asked) or told_against(*asked)
        if relating is not None:
            return _related(items, relating)
    context = tuple(item for clause in clauses[:start] for item in clause)
    whole = end - start == len(clauses)
    candidates = _candidates(items, context, court)
    hearing = Hearing(prepare(items, court.world, context, whole), candidates)
    decided = _deciding(hearing, court)
    agreeing = [w for w in decided if not w.conflicts]
    opposing = [
        w
        for w in decided
        if w.conflicts and _opposes(w) and (whole or _stands_alone(w) or _leads(clauses, start, end, w))
    ]
    if not whole:
        agreeing = [w for w in agreeing if w.affirmed or _stands_alone(w)]
    if followed is not None and _cuts_list(items, followed):
        agreeing, opposing = [w for w in agreeing if w.affirmed], [w for w in opposing if _is_valued(w)]
    if start and _goes_on_list(clauses[start - 1], clauses[start]):
        opposing = []  # who else did it stands in the part before: "Japan | and NATO set up a programme"
    return _ruled(items, hearing, agreeing, opposing, followed)


def _candidates(items: tuple[Item, ...], context: tuple[Item, ...], court: Court) -> list[Profile]:
    """The facts that a part may be about; what says too little to choose among them is of what stands before it."""
    found = court.candidates(items)
    if len(found) < MOST or not context or any(item.refs(Sort.RELATION) for item in items):
        return found
    known = {profile.fact.id for profile in found}
    return [*found, *(more for more in court.candidates((*context, *items)) if more.fact.id not in known)]


def _deciding(hearing: Hearing, court: Court) -> list[Weighing]:
    """The facts that decide a part; if none does, those that do with what the part says in passing taken out."""
    decided = [w for w in hearing.whole if _decides(w, court.world)]
    if decided:
        return decided
    open_ones = list(telling(hearing, court))
    for weighing in open_ones:
        settle(weighing, hearing.said)
        if weighing.predicate and weighing.core:
            settle_attributes(weighing, court.candidates, court.world)
    return [w for w in open_ones if w.aside and _decides(w, court.world)]


def _ruled(
    items: tuple[Item, ...],
    hearing: Hearing,
    agreeing: list[Weighing],
    opposing: list[Weighing],
    followed: Item | None,
) -> _Ruling:
    """What facts come to that agree and that oppose: the closest decide, unless one says it only less closely."""
    finer = [w for w in hearing.whole if _is_finer(w, hearing.said)]
    if _closest([*opposing, *finer]) > _closest(agreeing):
        agreeing = []
    if agreeing and _closest(agreeing) < _OWN and any(_is_of_another(w, hearing.said) for w in hearing.within(1)):
        agreeing = [w for w in agreeing if not w.affirmed]
    if finer and not agreeing:
        opposing = [w for w in opposing if any(_refines(w, other) for other in finer)]
        if not opposing:
            return _Ruling(Label.UNKNOWN, items, (), min(finer, key=_rank))
    decided = _decided(items, agreeing, opposing, followed)
    return decided or _Ruling(Label.UNKNOWN, items, hearing=hearing)


def _is_of_another(weighing: Weighing, said: Said) -> bool:
    """Whether a fact says with its own verb what the part says, of another than one whom the part names."""
    apart = [*weighing.open, *weighing.conflicts]
    named = apart[0].item.refs(Sort.ENTITY) if len(apart) == 1 else ()
    if all(said.world.kind(ref) == "topic" for ref in named) or len(weighing.matches) < 2:
        return False
    settle(weighing, said)
    return weighing.predicate and weighing.core == _OWN


def _modifies(items: tuple[Item, ...]) -> bool:
    """Whether a part is a participle without a subject before what it describes ("Founded in 1991, KOICA …")."""
    said = [item for item in items if item.has_content]
    described = said and ("participle" in said[0].traits or "adnominal" in said[-1].traits)
    return bool(described) and not any(may_be_subject(item) for item in items)


def _subject(items: tuple[Item, ...], part: tuple[Item, ...], world: World) -> tuple[Item, ...]:
    """What a clause begins with, if it is a name that a date does not have to tell from others of its series."""
    first = next((item for item in items if item.has_content), None)
    if first is None or not may_be_subject(first):
        return ()
    marked = first.case is not Case.NONE or not any("adnominal" in item.traits for item in part)
    of_series = any(world.kind(ref) in _OF_SERIES for ref in first.refs(Sort.ENTITY))
    return (first,) if marked and not of_series else ()


def _cuts_list(items: tuple[Item, ...], followed: Item) -> bool:
    """Whether a part ends within a list of names ("of Yoon | and Stoltenberg")."""
    last = next((item for item in items[::-1] if item.has_content), None)
    listed = followed.is_operator("and") or "and" in followed.traits
    return listed and last is not None and bool(last.refs(Sort.ENTITY)) and bool(followed.refs(Sort.ENTITY))


def _goes_on_list(before: tuple[Item, ...], items: tuple[Item, ...]) -> bool:
    """Whether a clause begins with another name of the list that the clause before ends with."""
    first = next((item for item in items if item.has_content), None)
    joined = first is not None and (items[0].is_operator("and") or "and" in first.traits)
    named = first is not None and bool(first.refs(Sort.ENTITY))
    return joined and named and bool(before[-1].refs(Sort.ENTITY))


def _is_valued(weighing: Weighing) -> bool:
    """Whether a fact holds another date or number, and nothing else against a part."""
    return {step.slot for step in weighing.conflicts} <= {"when", "quantity", "duration", "ordinal"}


def _decided(
    items: tuple[Item, ...], agreeing: list[Weighing], opposing: list[Weighing], followed: Item | None
) -> _Ruling | None:
    """What the facts that agree, else those that oppose, make of a part; ``followed``: how the next clause begins."""
    group = sorted(agreeing or opposing, key=_rank)
    if not group:
        return None
    best = group[0]
    label = Label.SUPPORTED if bool(agreeing) == best.affirmed else Label.CONTRADICTED
    modified = followed is not None and followed.is_operator(*_MODIFYING)
    if label is Label.CONTRADICTED and (modified or not _tells_itself(best, items)):
        return None
    same = [w for w in group if w.affirmed == best.affirmed and len(w.conflicts) == len(best.conflicts)]
    return _Ruling(label, items, tuple(same[:4]))


def _closest(weighings: Sequence[Weighing]) -> int:
    """How closely the best of some facts meets the predicate."""
    return max((weighing.core for weighing in weighings), default=0)


def _related(items: tuple[Item, ...], relating: Compared) -> _Ruling:
    """A comparison of two facts, turned round by a negation."""
    negated = not relating.denial_heard and any(item.is_operator("not") for item in items)
    label = Label.SUPPORTED if relating.holds != negated else Label.CONTRADICTED
    return _Ruling(label, items, relating.facts, None, relating.detail)


def _rank(weighing: Weighing) -> tuple[int, int, int, str]:
    """The best evidence first: fewest conflicts, the claim's own predicate, most said, least said beside it."""
    slots = sum(step.slot in weighing.profile.slots or step.slot in ("when", "quantity") for step in weighing.matches)
    return (
        len(weighing.conflicts),
        -weighing.core,
        len(weighing.profile.explained) - 8 * slots,
        weighing.profile.fact.id,
    )


def _is_finer(weighing: Weighing, said: Said) -> bool:
    """Whether the claim says what a fact says, only more closely: it stays open, and no other fact may decide."""
    open_steps = weighing.open
    if not open_steps or any(step.slot not in ("when", "quantity", "duration") for step in open_steps):
        return False
    if weighing.conflicts or len(weighing.matches) < 2 or any("no " in step.detail for step in open_steps):
        return False
    settle(weighing, said)
    return weighing.predicate


def _refines(weighing: Weighing, finer: Weighing) -> bool:
    """Whether a fact dates what another fact dates, more closely."""
    when, wider = weighing.profile.fact.statement.when, finer.profile.fact.statement.when
    return when is not None and wider is not None and when.within(wider)


def _opposes(weighing: Weighing) -> bool:
    """Whether a conflict is one: an affirmation is recorded, a party or a place comes with the own cue."""
    values = all(step.slot in _VALUE_SLOTS for step in weighing.conflicts)
    return weighing.profile.fact.statement.affirmed and weighing.core >= (1 if values or not weighing.cued else 2)


def _tells_itself(weighing: Weighing, items: tuple[Item, ...]) -> bool:
    """Whether a part says something in its own words, beyond what it takes over from the part before."""
    return any(step.item in items and step.slot != "predicate" for step in (*weighing.matches, *weighing.conflicts))


def _leads(clauses: Sequence[tuple[Item, ...]], start: int, end: int, weighing: Weighing) -> bool:
    """Whether a piece is the main clause, with a named thing, and what follows only adds to it or corrects it."""
    named = any(step.slot not in ("predicate", "concept", "operator") for step in weighing.matches)
    return start == 0 and named and clauses[end][0].is_operator("but-not", "contrast", "relative")


def _stands_alone(weighing: Weighing) -> bool:
    """Whether a piece of a sentence says enough to be contradicted by itself: a cue and two things besides."""
    told = [step for step in weighing.matches if step.slot != "predicate"]
    if weighing.core < 2 and any(step.slot == "ordinal" for step in weighing.conflicts):
        return False  # the first of something else
    valued = all(step.slot in ("when", "quantity", "duration", "ordinal") for step in weighing.conflicts)
    if weighing.apposed:
        return True
    return weighing.cued and len(told) >= (1 if valued and any(step.slot != "concept" for step in told) else 2)


def _decides(weighing: Weighing, world: World) -> bool:
    """Whether a fact says enough of a part to decide it: nothing open, the predicate met, something named."""
    if weighing.open or not weighing.predicate:
        return False
    if weighing.antonym and weighing.conflicts and not _is_not_yet(weighing, world):
        return False
    particular = {step.item.surface: step for step in weighing.matches if step.detail != world.topic}.values()
    told = [step for step in particular if step.slot != "predicate"]
    named = any(step.slot not in ("concept", "operator") for step in told)
    if widens(weighing) or _tells_origin_alone(weighing) or _tells_parties_alone(weighing):
        return False
    if not _meets_a_party(weighing, world) or _holds_another_thing(weighing, world):
        return False
    if _says_both(weighing, world) or _speaks_of_another(weighing):
        return False
    if not weighing.profile.fact.statement.affirmed and not _meets_object(weighing, told):
        return False
    if weighing.conflicts:
        return _opposition_decides(weighing, told, named, world)
    spoken_of = any(step.detail == world.topic for step in weighing.matches)
    return (len(particular) >= 2 and (named or len(told) >= 2)) or (named and spoken_of)


def _is_not_yet(weighing: Weighing, world: World) -> bool:
    """Whether a lasting state is denied at another date ("no member as of 1990"); what undoes it is another event."""
    denied = (meaning.ref for step in weighing.matches for meaning in step.item.meanings if meaning.flag == "denial")
    lasting = any(world.relations[ref].aspect in ("state", "attribute") for ref in denied if ref in world.relations)
    return lasting and {step.slot for step in weighing.conflicts} == {"when"}


def _opposition_decides(weighing: Weighing, told: Sequence[Step], named: bool, world: World) -> bool:
    """Whether what stands against a fact is enough to decide a part by it."""
    slots = {step.slot for step in weighing.conflicts}
    parties = [step for step in weighing.conflicts if step.item.refs(Sort.ENTITY)]
    if slots == {"subject"} and _speaks_of_the_whole(weighing, world):
        return False
    if weighing.negated and (len(parties) > 1 or _is_put_instead(weighing)):
        return False  # one of the two is denied, the other said
    if weighing.lexical_negations and not weighing.antonym:
        return False  # "failed to join in 1975" tells of an attempt
    planned = weighing.profile.fact.planned
    if slots & {"opposite", "excluded"} and not planned and any(s.item.is_operator("plan") for s in weighing.steps):
        return False
    if slots & {"opposite", "excluded"} and weighing.negated and not _denied_plainly(weighing):
        return False
    alike = len(slots) == 1 and not slots & {"when", "quantity", "duration", "ordinal"}
    valued = slots <= {"when", "quantity", "duration", "ordinal"}
    enough = named or len(told) >= 2 or slots == {"office"} or (bool(told) and (valued or weighing.core == 2))
    if slots == {"when"} and (not _touches(weighing, world) or "when" in {step.slot for step in weighing.matches}):
        return False  # one date is the recorded one, so the other is of something else
    if slots <= _COUNTED and not _points_at_event(weighing, world):
        return False
    if "ordinal" in slots and _tells_another_edition(weighing, world):
        return False
    counted = slots == {"quantity"} and (len(told) > _MUCH or (named and weighing.core == 2))
    return enough and (alike or counted or len(weighing.conflicts) == 1)


def _speaks_of_the_whole(weighing: Weighing, world: World) -> bool:
    """Whether a part speaks of what a fact's object is only part of: who chairs a session need not chair it all."""
    objects = weighing.profile.slots.get("object", ())
    if any(step.slot == "object" for step in weighing.matches):
        return False
    wholes = {whole for ref in objects for whole in world.wholes(ref)}
    return any(step.detail in wholes for step in weighing.matches)


def _tells_another_edition(weighing: Weighing, world: World) -> bool:
    """Whether an ordinal beside an event ("the 25th dialogue") tells of another one, as nothing points at the recorded.

    Its date, its place, all of those who had it in hand would, or the event itself ("the dialogue was the 25th").
    """
    slots = weighing.profile.slots
    events = {ref for refs in slots.values() for ref in refs if world.is_edition(ref)}
    names = {name for ref in events for name in called(ref, world)}
    spoken_of = [step for step in weighing.steps if names & refs_of(step.item)]
    beside = [step for step in spoken_of if _is_numbered(step, weighing.steps)]
    if not beside or len(spoken_of) > len(beside):
        return False
    said = {ref for step in weighing.matches for ref in refs_of(step.item)}
    listed = any(len(refs) > 1 and said.issuperset(refs) for refs in slots.values() if not events & set(refs))
    return not listed and not {step.slot for step in weighing.matches} & _POINTING


def _is_numbered(noun: Step, steps: Sequence[Step]) -> bool:
    """Whether an ordinal tells which one a noun means: it stands before it, or right behind it."""
    place = next(place for place, step in enumerate(steps) if step is noun)
    marked = noun.item.case in (Case.TOPIC, Case.SUBJECT)
    behind = "" if marked else "".join(step.slot for step in steps[place + 1 : place + 2])
    before = [step.slot for step in steps[:place] if step.outcome is not Outcome.IGNORED][-1:]
    return "ordinal" in (behind, *before)


def _tells_parties_alone(weighing: Weighing) -> bool:
    """Whether a part names two parties and a verb that is only near the fact's own: it may be another verb."""
    told = {step.item.start: step.slot for step in weighing.matches if step.slot != "predicate"}
    return weighing.cued and weighing.core < 2 and len(told) == 2 and _ACTING.issuperset(told.values())


def _meets_a_party(weighing: Weighing, world: World) -> bool:
    """Whether a part tells more than a verb and who is beside: who acts by the fact, what is acted on, a detail."""
    relation = world.relations.get(weighing.profile.fact.statement.predicate)
    ends = [ref for slot in ("subject", "object") for ref in weighing.profile.slots.get(slot, ())]
    if relation is None or not relation.directed or world.topic in ends or "object" not in weighing.profile.slots:
        return True
    names = {name for ref in ends for name in world.above(ref) | world.groups(ref)}
    beside = ("predicate", "concept", "entity", "operator", "with")
    told = (*weighing.matches, *weighing.conflicts)
    return any(step.slot not in beside or refs_of(step.item) & names for step in told)


def _holds_another_thing(weighing: Weighing, world: World) -> bool:
    """Whether another holder is named of what a part does not name: it may be of another thing of the kind."""
    slots = weighing.profile.slots
    elsewhere = {"object", "event", "place", "when", "ordinal", "role", "theme"}
    if {step.slot for step in weighing.conflicts} != {"subject"} or "object" not in slots:
        return False
    said = {ref for step in weighing.matches for ref in (step.detail, *world.members(step.detail))}
    return not said & set(slots["object"]) and not any(step.slot in elsewhere for step in weighing.matches)


def _speaks_of_another(weighing: Weighing) -> bool:
    """Whether a part speaks of another thing of a kind than the record does ("another Asian country hosted it")."""
    if any(isinstance(step.item.value, Number) for step in weighing.steps):
        return False  # "the three other partners" are so many of those recorded
    for one, beside in (*pairwise(weighing.steps), *pairwise(reversed(weighing.steps))):
        further = any(meaning.flag == "further" for meaning in one.item.meanings)
        if further and beside.slot not in ("", "concept", "predicate") and not beside.item.refs(Sort.ENTITY):
            return True
    return False


def _tells_origin_alone(weighing: Weighing) -> bool:
    """Whether a part says of a change only what was before it: that is no more."""
    filled = {step.slot for step in weighing.matches}
    return "from" in filled and "to" in weighing.profile.slots and "to" not in filled and "predicate" not in filled


def _says_both(weighing: Weighing, world: World) -> bool:
    """Whether what a part contradicts it says too ("though officials are slow, experts are fast")."""
    if weighing.negated or (weighing.affirmed and not weighing.conflicts):
        return False
    said = {step.detail for step in weighing.matches}
    contrary = [*weighing.matches, *(step for step in weighing.conflicts if step.slot in ("opposite", "excluded"))]
    return any(said & world.opposites(meaning.ref) for step in contrary for meaning in step.item.meanings)


def _is_put_instead(weighing: Weighing) -> bool:
    """Whether what conflicts is what a part says instead of what it denies ("not global but regional")."""
    turn = next((step.item.start for step in weighing.steps if step.item.is_operator("contrast")), None)
    return turn is not None and any(step.item.start > turn for step in weighing.conflicts)


def _denied_plainly(weighing: Weighing) -> bool:
    """Whether a negation stands beside a contrary verb: "deplored that no …" denies something else."""
    verbs = [step for step in weighing.conflicts if step.slot == "opposite" and step.item.refs(Sort.RELATION)]
    told = [step for step in weighing.steps if step.outcome is not Outcome.IGNORED or step.slot == "polarity"]
    before = any(one.slot == "polarity" and other in verbs for one, other in pairwise(told))
    behind = any(one in verbs and other.slot == "polarity" for one, other in pairwise(weighing.steps))
    return not verbs or before or behind


def _touches(weighing: Weighing, world: World) -> bool:
    """Whether a part names something that stands in the fact's slots, the topic aside, if anything does."""
    slots = weighing.profile.slots
    named = {meaning.ref for step in weighing.matches for meaning in step.item.meanings}
    said = named.union(*map(world.members, named))
    # "NATO was founded in 1949" is not of what NATO and another founded.
    partly = {"subject"} if "object" in slots and not said.issuperset(slots.get("subject", ())) else set()
    refs = {ref for refs in slots.values() for ref in refs} - {world.topic}
    told = {ref for slot in slots.keys() - partly for ref in slots[slot]} - {world.topic}
    return not refs or any(said & called(ref, world) for ref in told)


def _points_at_event(weighing: Weighing, world: World) -> bool:
    """Whether a part points at the event that a fact counts something of, by its name, class or a party.

    What it is a part of does not do: so many speakers at a conference are not those of its first session.
    """
    refs = {ref for refs in weighing.profile.slots.values() for ref in refs}
    events = {ref for ref in refs if world.kind(ref) in _EVENTS}
    wholes = {whole for ref in events for whole in world.wholes(ref)} - events
    wider = {name for whole in wholes for name in called(whole, world)}
    names = {name for ref in events for name in called(ref, world)} - wider
    said = {meaning.ref for step in weighing.matches for meaning in step.item.meanings}
    parties = {step.detail for step in weighing.matches if step.item.refs(Sort.ENTITY)} - wider - {world.topic}
    return not events or bool(said & names or parties)


def _meets_object(weighing: Weighing, told: Sequence[Step]) -> bool:
    """Whether a part says what a recorded denial denies: with a detail left out it would deny more."""
    objects = weighing.profile.slots.get("object", ())
    if objects:
        return any(step.slot == "object" or step.detail in objects for step in weighing.matches)
    return len([step for step in told if step.slot == "concept"]) >= 2


# --------------------------------------------------------------------------------------------------------- explanation


def _part(ruling: _Ruling, reading: Reading, court: Court) -> Part:
    start, end = ruling.items[0].start, max(item.end for item in ruling.items)
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


def _reason(ruling: _Ruling, court: Court) -> Reason:
    if ruling.comparison:
        code = ReasonCode.RECORDED if ruling.label is Label.SUPPORTED else ReasonCode.CONFLICT
        return Reason(code, ruling.comparison, "order" if ruling.label is Label.CONTRADICTED else "")
    if ruling.deciding:
        return _reason_of_decided(ruling.deciding[0], ruling.label)
    unread = [item.surface for item in ruling.items if item.unread]
    if unread:
        return Reason(ReasonCode.NOT_UNDERSTOOD, "not understood: " + ", ".join(unread))
    if ruling.nearest is None:
        return Reason(ReasonCode.NO_SUCH_RELATION, "nothing recorded speaks of this")
    return _undecided(ruling.nearest, court)


def _reason_of_decided(weighing: Weighing, label: Label) -> Reason:
    if weighing.conflicts:
        texts = "; ".join(step.detail for step in weighing.conflicts)
        return Reason(ReasonCode.CONFLICT, texts, weighing.conflicts[0].slot)
    if label is Label.CONTRADICTED:
        return Reason(ReasonCode.CONFLICT, "the record says the opposite", "polarity")
    values = [
        step.detail for step in weighing.matches if step.slot in ("when", "as_of", "quantity", "duration", "ordinal")
    ]
    return Reason(ReasonCode.RECORDED, "; ".join(["recorded", *values]))


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
