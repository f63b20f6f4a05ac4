"""What a run of neighbouring clauses comes to, and by which facts: retrieve, weigh, decide."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.agents import is_deed
from koreacoop.attributes import settle_attributes, telling
from koreacoop.background import told_against
from koreacoop.comparing import Compared, compared, compares
from koreacoop.court import MOST, Court
from koreacoop.dates import Duration, Time
from koreacoop.deciding import VALUED, decides
from koreacoop.dockets import Said
from koreacoop.frozen import dataclass
from koreacoop.hearing import Hearing
from koreacoop.model import Case, Item, Label, Part, Sort
from koreacoop.numbers import Number
from koreacoop.parting import adds_nothing, are_parted, denies_apart, is_sentence
from koreacoop.preceding import come_before
from koreacoop.preparing import prepare
from koreacoop.profiles import Profile
from koreacoop.scales import OWN, Weighing, is_adjective, is_copula, may_be_subject, names_kind, opposed
from koreacoop.weighing import settle
from koreacoop.world import DATED, World

# A clause that begins so may take back what the clause before it denies, or date it otherwise.
_MODIFYING = ("before", "after", "except", "condition")
_OF_SERIES = DATED | {"series"}
_CONTRARY = frozenset({"opposite", "excluded"})
_PAST_OR_PRESENT = frozenset({"participle", "third"})
_KINDS = 2
"""How many words may say what kind of thing something is ("the start of the period")."""
_ALONE = VALUED | _CONTRARY | {"office", "roles", "list"}
"""What may stand against a part whose words only come near to what the fact says."""


@dataclass(frozen=True, slots=True)
class Ruling:
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


def overall(parts: Sequence[Part | Ruling]) -> Label:
    """The label of several parts together: contradicted if one is, else unknown if one is, else supported."""
    labels = {part.label for part in parts}
    for label in (Label.CONTRADICTED, Label.UNKNOWN):
        if label in labels:
            return label
    return Label.SUPPORTED


def rule(clauses: Sequence[tuple[Item, ...]], start: int, end: int, court: Court, standard_first: bool) -> Ruling:
    """What the clauses of a text from one to another come to."""
    items = _opened(_items(clauses[start:end]), leads=start == 0)
    if start == 0 and end < len(clauses) and _modifies(items):
        subject = _subject(clauses[end], items, court.world)
        if not subject and "adnominal" in items[-1].traits:
            return Ruling(Label.UNKNOWN, items)  # it tells which one is meant, and nothing by itself
        items = (*subject, *items)
    followed = clauses[end][0] if end < len(clauses) else None
    if _tells_nothing_alone(items, start, followed) or (start and _ends_between(clauses[start - 1], items[0])):
        return Ruling(Label.UNKNOWN, items)
    lone = end - start == 1 < len(clauses) and items[0].has_flag("when")  # of what was then, another clause tells
    apart = lone or _compares_in_one(clauses, start, end, court, standard_first)
    relating = None if apart else _relating(items, start, followed, court, standard_first)
    if relating is not None:
        return _related(items, relating)
    context = _items(clauses[:start])
    if _lacks_subject(items, context):
        return Ruling(Label.UNKNOWN, items)
    whole = is_sentence(clauses, start, end)
    said = prepare(items, court.world, context, whole)
    hearing = Hearing(said, _candidates(said, items, context, court))
    agreeing, opposing = _sides(_deciding(hearing, court), clauses, start, end, whole)
    return _ruled(items, hearing, agreeing, opposing, end < len(clauses) and _is_modifying(clauses[end]))


def _ends_between(before: Sequence[Item], first: Item) -> bool:
    """Whether a clause begins with the second of two that something is between ("between joining … | and …")."""
    at = next((at for at, item in enumerate(before) if item.has_flag("between") or item.is_operator("apart")), None)
    ends = 2 if at is None else sum(bool(item.refs(Sort.ENTITY)) for item in before[at + 1 :])
    return first.is_operator("and") and ends < 2


def _compares_in_one(
    clauses: Sequence[tuple[Item, ...]], start: int, end: int, court: Court, standard_first: bool
) -> bool:
    """Whether of clauses that stand by themselves one alone compares: what the other tells is no side of it."""
    for index in range(start + 1, end):
        if are_parted(clauses[index - 1], clauses[index]):
            before, after = _items(clauses[start:index]), _items(clauses[index:end])
            if not any(map(compares, after)):
                return any(map(compares, before))
            return not any(map(compares, before)) and _relating(after, 0, None, court, standard_first) is not None
    return False


def _items(clauses: Sequence[tuple[Item, ...]]) -> tuple[Item, ...]:
    return tuple(item for clause in clauses for item in clause)


def _sides(
    decided: Sequence[Weighing], clauses: Sequence[tuple[Item, ...]], start: int, end: int, whole: bool
) -> tuple[list[Weighing], list[Weighing]]:
    """Of the facts that decide a part, those that may agree with it and those that may oppose it."""
    decided = [w for w in decided if not denies_apart(w, clauses[start:end])]
    agreeing = [w for w in decided if not w.conflicts]
    opposing = [w for w in decided if w.conflicts and _opposes(w)]
    if not whole:
        # What says too little to be contradicted by itself is not supported in passing either.
        least = _closest(agreeing)
        excluding = [w for w in decided if w.conflicts and opposed(w) <= _CONTRARY and least <= w.core < OWN]
        if excluding or _closest(opposing) > least:
            agreeing = []
        agreeing = [w for w in agreeing if w.affirmed or _stands_alone(w)]
        opposing = [w for w in opposing if _stands_alone(w) or _leads(clauses, start, end, w)]
    if end < len(clauses) and _cuts_list(clauses[start:end], clauses[end][0]):
        agreeing, opposing = [w for w in agreeing if w.affirmed], [w for w in opposing if _is_valued(w)]
    parted = [index for index in range(start + 1, end) if are_parted(clauses[index - 1], clauses[index])]
    agreeing = [w for w in agreeing if not any(adds_nothing(w, clauses[at]) for at in parted)]
    if start and _goes_on_list(clauses[start - 1], clauses[start]):
        opposing = []  # who else did it stands in the part before: "Japan | and NATO set up a programme"
    return agreeing, opposing


def _is_modifying(clause: Sequence[Item]) -> bool:
    """Whether a clause may take back or date otherwise what stands before it; what only had been planned does not."""
    return clause[0].is_operator(*_MODIFYING) and not _tells_what_was_planned(clause)


def _tells_what_was_planned(clause: Sequence[Item]) -> bool:
    """Whether a clause tells what had been planned before ("after it was to be held online")."""
    return clause[0].is_operator("after") and any(item.is_operator("plan") for item in clause)


def _subject(items: tuple[Item, ...], part: tuple[Item, ...], world: World) -> tuple[Item, ...]:
    """What a clause begins with, if it is a name that a date does not have to tell from others of its series."""
    first = next((item for item in items if item.has_content), None)
    if first is None or not may_be_subject(first):
        return ()
    marked = first.case is not Case.NONE or not any("adnominal" in item.traits for item in part)
    of_series = names_kind(first, _OF_SERIES, world)
    return (first,) if marked and not of_series else ()


def _opened(items: tuple[Item, ...], leads: bool) -> tuple[Item, ...]:
    """A run without a word that only sets it against the run before; "while" may as well tell when, where it leads."""
    first = items[0]
    sets_against = first.is_operator("contrast") and not (leads and first.has_flag("when"))
    return items[1:] if sets_against and not first.refs(Sort.RELATION) and len(items) > 1 else items


def _modifies(items: tuple[Item, ...]) -> bool:
    """Whether a part is a participle without a subject before what it describes ("Founded in 1991, KOICA …")."""
    said = [item for item in items if item.has_content]
    described = said and ("participle" in said[0].traits or "adnominal" in said[-1].traits)
    return bool(described) and not any(may_be_subject(item) for item in items)


def _tells_nothing_alone(items: tuple[Item, ...], start: int, followed: Item | None) -> bool:
    """Whether a part only denies what stands elsewhere, or tells that something was at the time of something else."""
    if any(item.is_operator("but-not") for item in items[1:]):
        return True
    told = [item for item in items if item.has_content]
    if followed is not None and _is_joined_noun(items[-1]) and followed.means and not followed.refs(Sort.ENTITY):
        return True  # "its chairing and | its presiding are …": what is told of both stands behind
    dated = told and all(isinstance(item.value, Time) for item in told)
    if start and dated and not items[0].is_operator(*_MODIFYING):
        return True  # "| in 2021": of what stands before it
    if start and items[0].has_flag("between") and told:
        return True  # "| between A and B": of what stands before it
    if start and len(told) <= 2 and any(item.is_operator("says") for item in told):
        return True  # "| Yoon said": what he said stands before
    if followed is not None and is_copula(items[-1]) and not items[-1].means:
        return True  # "one theme was | 'food for all'"
    if followed is not None and followed.is_operator("relative") and _only_points(items):
        return True  # "Britain is the country | in which …"
    compared = followed is not None and followed.is_operator("relative", "than")
    if compared and _last(items).is_operator("more-than", "fewer-than"):
        return True  # "covers more areas | than what the other covers"
    # That both happened does not tell that they did at one time.
    dated = start > 0 and items[0].is_operator("same-time") and any(item.refs(Sort.ENTITY) for item in items)
    return dated or (followed is not None and followed.is_operator("relative") and items[-1].is_operator("same-time"))


def _lacks_subject(items: Sequence[Item], context: Sequence[Item]) -> bool:
    """Whether a part begins with the verb of something before it that only tells whose it is ("the seat of X, …,")."""
    led = not items[0].traits.isdisjoint(_PAST_OR_PRESENT)
    owners = any(item.case is Case.OF and item.refs(Sort.ENTITY) for item in context)
    return led and owners and not any(map(may_be_subject, (*context, *items)))


def _is_joined_noun(item: Item) -> bool:
    """Whether a word for what is done is a noun that is joined to the one behind it."""
    return item.case is Case.WITH and "and" in item.traits and "connective" not in item.traits and is_deed(item)


def _only_points(items: Sequence[Item]) -> bool:
    """Whether a clause only says of one named, or of a date, what kind of thing it is: what follows tells which."""
    told = [item for item in items if item.has_content]
    names = [item for item in told if item.refs(Sort.ENTITY) or item.value is not None]
    kinds = [item for item in told if item.refs(Sort.CONCEPT) and not item.refs(Sort.ENTITY) and item.value is None]
    linked = any(is_copula(item) or item.has_flag("identifying") for item in items)
    return linked and len(names) == 1 and 1 <= len(kinds) <= _KINDS and len(told) == len(names) + len(kinds)


def _last(items: Sequence[Item]) -> Item:
    """The last word that is no mark."""
    return next((item for item in reversed(items) if "mark" not in item.refs(Sort.LIGHT)), items[-1])


def _relating(
    items: tuple[Item, ...], start: int, followed: Item | None, court: Court, standard_first: bool
) -> Compared | None:
    """The comparison of two facts that a part makes, if it can stand without the part before it and behind it."""
    dependent = start > 0 and items[0].is_operator(*_MODIFYING, "same-time")
    if dependent or (followed is not None and (followed.is_operator("relative") or _is_cut_short(items, followed))):
        return None
    asked = items, standard_first, court.candidates, court.world
    return compared(*asked) or told_against(*asked) or come_before(*asked)


def _is_cut_short(items: tuple[Item, ...], followed: Item) -> bool:
    """Whether a part ends with a length of time that belongs to the word of order behind it ("five years | later")."""
    return isinstance(_last(items).value, Duration) and followed.is_operator("before", "after")


def _related(items: tuple[Item, ...], relating: Compared) -> Ruling:
    """A comparison of two facts, turned round by a negation."""
    negated = not relating.denial_heard and any(item.is_operator("not") for item in items)
    label = Label.SUPPORTED if relating.holds != negated else Label.CONTRADICTED
    return Ruling(label, items, relating.facts, None, relating.detail)


def _candidates(said: Said, items: tuple[Item, ...], context: tuple[Item, ...], court: Court) -> list[Profile]:
    """The facts that a part may be about; what says too little to choose among them is of what stands before it."""
    found = court.candidates(items)
    if len(said.items) > len(items) and any(isinstance(item.value, Number | Duration) for item in items):
        found = _united(found, court.candidates(said.items))  # its subject stands in the part before
    if len(found) < MOST or not context or any(item.refs(Sort.RELATION) for item in items):
        return found
    return _united(found, court.candidates((*context, *items)))


def _united(found: list[Profile], others: Sequence[Profile]) -> list[Profile]:
    known = {profile.fact.id for profile in found}
    return [*found, *(more for more in others if more.fact.id not in known)]


def _deciding(hearing: Hearing, court: Court) -> list[Weighing]:
    """The facts that decide a part; if none does, those that do with what the part says in passing taken out."""
    decided = [w for w in hearing.whole if decides(w, court.world) and (w.conflicts or not _measures(w))]
    if decided:
        return decided
    open_ones = list(telling(hearing, court))
    for weighing in open_ones:
        settle(weighing, hearing.said)
        if weighing.predicate and weighing.core == OWN:
            settle_attributes(weighing, court.candidates, court.world)
    return [w for w in open_ones if w.aside and decides(w, court.world) and (w.conflicts or not _measures(w))]


def _measures(weighing: Weighing) -> bool:
    """Whether a part says that something is more or less than something else, which a fact does not say."""
    if "than" in weighing.profile.operators:
        return False
    against = any(
        one.item.is_operator("more-than", "fewer-than") and other.item.is_operator("relative")
        for one, other in pairwise(weighing.steps)
    )
    return against or any("than" in step.item.traits for step in weighing.steps)


def _opposes(weighing: Weighing) -> bool:
    """Whether a conflict is one: an affirmation is recorded, a party or a place comes with the own cue."""
    values = opposed(weighing) <= _ALONE
    first = any(step.slot == "ordinal" for step in weighing.matches)  # of a kind that only one can be
    least = 1 if values or first or not weighing.cued else OWN
    return weighing.profile.fact.statement.affirmed and weighing.core >= least


def _stands_alone(weighing: Weighing) -> bool:
    """Whether a piece of a sentence says enough to be contradicted by itself: a cue and two things besides."""
    told = [step for step in weighing.matches if step.slot != "predicate"]
    if weighing.core < OWN and any(step.slot == "ordinal" for step in weighing.conflicts):
        return False  # the first of something else
    valued = opposed(weighing) <= VALUED
    if weighing.apposed:
        return True
    return weighing.cued and len(told) >= (1 if valued and any(step.slot != "concept" for step in told) else 2)


def _leads(clauses: Sequence[tuple[Item, ...]], start: int, end: int, weighing: Weighing) -> bool:
    """Whether a piece is the main clause, with a named thing, and what follows only adds to it or corrects it."""
    named = any(step.slot not in ("predicate", "concept", "operator") for step in weighing.matches)
    if start or not named:
        return False
    return clauses[end][0].is_operator("but-not", "contrast", "relative") or _tells_what_was_planned(clauses[end])


def _cuts_list(run: Sequence[tuple[Item, ...]], followed: Item) -> bool:
    """Whether a part ends within a list of names ("of Yoon | and Stoltenberg")."""
    last = next((item for clause in run[::-1] for item in clause[::-1] if item.has_content), None)
    listed = followed.is_operator("and") or "and" in followed.traits
    return listed and last is not None and bool(last.refs(Sort.ENTITY)) and bool(followed.refs(Sort.ENTITY))


def _is_valued(weighing: Weighing) -> bool:
    """Whether a fact holds another date or number, and nothing else against a part."""
    return opposed(weighing) <= VALUED


def _goes_on_list(before: tuple[Item, ...], items: tuple[Item, ...]) -> bool:
    """Whether a clause begins with another name of the list that the clause before ends with."""
    first = next((item for item in items if item.has_content), None)
    joined = first is not None and (items[0].is_operator("and") or "and" in first.traits)
    named = first is not None and bool(first.refs(Sort.ENTITY))
    return joined and named and bool(before[-1].refs(Sort.ENTITY))


def _ruled(
    items: tuple[Item, ...],
    hearing: Hearing,
    agreeing: list[Weighing],
    opposing: list[Weighing],
    modified: bool,
) -> Ruling:
    """What facts come to that agree and that oppose: the closest decide, unless one says it only less closely.

    ``modified``: the clause behind the part may tell of what it says that it was otherwise.
    """
    finer = [w for w in hearing.whole if _is_finer(w, hearing.said)]
    if _closest([*_rivals(opposing, agreeing), *finer]) > _closest(agreeing):
        agreeing = []
    quoted = any(item.is_operator("says") for item in items) and any(map(_mentions_another, agreeing))
    beside = all(_has_passive_beside(w, hearing.said.world) for w in agreeing)
    unsure = agreeing and (quoted or beside or _closest(agreeing) < OWN)
    if unsure and any(_is_of_another(w, hearing.said) for w in hearing.but_for_a_name()):
        agreeing, opposing = [w for w in agreeing if not w.affirmed], [] if beside else opposing
    if finer and not agreeing:
        opposing = [w for w in opposing if any(_refines(w, other) for other in finer)]
        if not opposing:
            return Ruling(Label.UNKNOWN, items, (), min(finer, key=_rank))
    decided = _decided(items, agreeing, opposing, modified)
    return decided or Ruling(Label.UNKNOWN, items, hearing=hearing)


def _rivals(opposing: Sequence[Weighing], agreeing: Sequence[Weighing]) -> list[Weighing]:
    """The facts that stand against those that agree: none that only counts otherwise, where their count agrees."""
    counted = any(step.slot == "quantity" for w in agreeing for step in w.matches)
    return [w for w in opposing if not (counted and w.core < OWN and opposed(w) == {"quantity"})]


def _has_passive_beside(weighing: Weighing, world: World) -> bool:
    """Whether a part has a passive that cues relations, and none of them the fact's own ("the pledge was welcomed")."""
    told = world.implied(weighing.profile.predicate)
    verbs = [
        two.item for one, two in pairwise(weighing.steps) if is_copula(one.item) and "participle" in two.item.traits
    ]
    return any(verb.refs(Sort.RELATION) and told.isdisjoint(verb.refs(Sort.RELATION)) for verb in verbs)


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


def _mentions_another(weighing: Weighing) -> bool:
    """Whether a part names somebody whom the fact only mentions: in what is quoted, another may have said it of him."""
    named = (step.item for step in weighing.matches if step.slot == Sort.ENTITY.value)
    return any(not is_adjective(item) and item.case is not Case.WITH for item in named)


def _is_of_another(weighing: Weighing, said: Said) -> bool:
    """Whether a fact says with its own verb what the part says, of another than one whom the part names."""
    apart = [*weighing.open, *weighing.conflicts]
    if len(apart) != 1 or apart[0].item.refs(Sort.RELATION) or len(weighing.matches) < 2 or apart[0].slot == "owner":
        return False
    named = [ref for ref in apart[0].item.refs(Sort.ENTITY) if said.world.kind(ref) != "topic"]
    held = weighing.profile.held
    if not any(said.world.comparable(ref, other) for ref in named for other in held):
        return False
    settle(weighing, said)
    return weighing.predicate and weighing.core == OWN


def _decided(
    items: tuple[Item, ...], agreeing: list[Weighing], opposing: list[Weighing], modified: bool
) -> Ruling | None:
    """What the facts that agree, else those that oppose, make of a part; ``modified``: by the clause behind it."""
    group = sorted(agreeing or opposing, key=_rank)
    if not group:
        return None
    best = group[0]
    label = Label.SUPPORTED if bool(agreeing) == best.affirmed else Label.CONTRADICTED
    if label is Label.CONTRADICTED and (modified or not _tells_itself(best, items)):
        return None
    same = [w for w in group if w.affirmed == best.affirmed and len(w.conflicts) == len(best.conflicts)]
    return Ruling(label, items, tuple(same[:4]))


def _tells_itself(weighing: Weighing, items: tuple[Item, ...]) -> bool:
    """Whether a part says something in its own words, beyond what it takes over from the part before."""
    return any(step.item in items and step.slot != "predicate" for step in (*weighing.matches, *weighing.conflicts))


def _closest(weighings: Sequence[Weighing]) -> int:
    """How closely the best of some facts meets the predicate."""
    return max((weighing.core for weighing in weighings), default=0)


def _rank(weighing: Weighing) -> tuple[int, int, int, str]:
    """The best evidence first: fewest conflicts, the claim's own predicate, most said, least said beside it."""
    slots = sum(step.slot in weighing.profile.slots or step.slot in ("when", "quantity") for step in weighing.matches)
    return (
        len(weighing.conflicts),
        -weighing.core,
        len(weighing.profile.explained) - 8 * slots,
        weighing.profile.fact.id,
    )
