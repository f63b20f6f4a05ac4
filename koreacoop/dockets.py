"""What weighing asks again and again, worked out once: of a fact's slots, of an item, and of a part of a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from koreacoop.frozen import dataclass, set_memo
from koreacoop.hints import Any, ClassVar
from koreacoop.model import Case, Item, Meaning, Outcome, Sort, Step
from koreacoop.operators import NEGATIONS, only_joins
from koreacoop.phrasing import PLANNED
from koreacoop.profiles import Profile
from koreacoop.scales import ORDINAL
from koreacoop.world import BODIES, OCCASIONS, World, called, owners, rivals_of

_MOST = 400
WHOSE = frozenset({"source_of", "with"})
"""Slots of those to whom something belongs."""
BELONGING = WHOSE | {"subject", "object"}
"""All slots that a fact has which says only what something is, and whose."""

Guarded = tuple[tuple[str, tuple[str, ...], bool], ...]


@dataclass(frozen=True, slots=True)
class Parties:
    """Who acts by a fact, and who else stands in its slots, each with all that they may stand for."""

    acting: frozenset[str]
    others: frozenset[str]
    itself: frozenset[str]
    """The acting party by its own names, its whole left out."""
    themselves: frozenset[str]
    """Likewise the others."""

    @classmethod
    def of(cls, profile: Profile, world: World) -> Parties:
        """The parties of a fact."""
        subjects = profile.slots.get("subject", ())
        rest = [ref for slot, refs in profile.slots.items() if slot != "subject" for ref in refs]
        return cls(
            frozenset(above for ref in subjects for above in world.above(ref)),
            frozenset(above for ref in rest for above in world.above(ref)),
            frozenset(name for ref in subjects for name in called(ref, world)),
            frozenset(name for ref in rest for name in called(ref, world)),
        )

    def exchanged(self) -> Parties:
        """The same with a word whose grammatical subject is the other party."""
        return Parties(self.others, self.acting, self.others, self.acting)


class Docket:
    """What a fact's slots come to in a world; each thing is worked out when it is first asked for."""

    __slots__ = (
        "_alone",
        "_filled",
        "_guarded",
        "_happens",
        "_kinds",
        "_lists",
        "_parties",
        "_profile",
        "_reach",
        "_whose",
        "world",
    )

    def __init__(self, profile: Profile, world: World) -> None:
        self._profile = profile
        self.world = world
        self._alone: frozenset[str] | None = None
        self._filled: Mapping[str, str] | None = None
        self._guarded: Guarded | None = None
        self._happens: bool | None = None
        self._kinds: frozenset[str] | None = None
        self._lists: Sequence[tuple[str, ...]] | None = None
        self._parties: Parties | None = None
        self._reach: tuple[frozenset[str], frozenset[str]] | None = None
        self._whose: frozenset[str] | None = None

    @property
    def alone(self) -> frozenset[str]:
        """What may be said of the things, the topic aside, that each fill a slot alone: their own and their classes."""
        if self._alone is None:
            refs = {refs[0] for refs in self._profile.slots.values() if len(refs) == 1} - {self.world.topic}
            self._alone = frozenset(name for ref in refs for name in self.world.classes(ref))
        return self._alone

    @property
    def filled(self) -> Mapping[str, str]:
        """The first slot that an id fills, with the thing itself or with its class ("the conference")."""
        if self._filled is None:
            found: dict[str, str] = {}
            for slot, refs in self._profile.slots.items():
                for ref in refs:
                    for name in (ref,) if ref == self.world.topic else self.world.classes(ref):
                        found.setdefault(name, slot)
            self._filled = found
        return self._filled

    @property
    def guarded(self) -> Guarded:
        """The slots that hold one value, or a list that is recorded as complete, with whether it is such a list."""
        if self._guarded is None:
            single = self.world.relation(self._profile.predicate).single
            complete = self._profile.fact.complete
            told = (
                (slot, refs, complete and slot not in ("place", "event") and len(refs) > 1)
                for slot, refs in self._profile.slots.items()
                if slot != "subject" or single
            )
            self._guarded = tuple(row for row in told if row[2] or row[0] in single)
        return self._guarded

    @property
    def happens(self) -> bool:
        """Whether the fact tells where something was, or of an event of which that is known."""
        if self._happens is None:
            ends = [ref for slot in ("subject", "object", "event") for ref in self._profile.slots.get(slot, ())]
            events = (self.world.entities[ref] for ref in ends if self.world.kind(ref) in OCCASIONS)
            self._happens = "place" in self._profile.slots or any("located_in" in event.links for event in events)
        return self._happens

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of things that these slots hold."""
        if self._kinds is None:
            self._kinds = frozenset(self.world.kind(ref) for _, refs, _ in self.guarded for ref in refs)
        return self._kinds

    @property
    def lists(self) -> Sequence[tuple[str, ...]]:
        """The slots that hold several things."""
        if self._lists is None:
            self._lists = [refs for refs in self._profile.slots.values() if len(refs) > 1]
        return self._lists

    @property
    def parties(self) -> Parties:
        """Who acts by the fact, and who else stands in its slots."""
        if self._parties is None:
            self._parties = Parties.of(self._profile, self.world)
        return self._parties

    @property
    def reach(self) -> tuple[frozenset[str], frozenset[str]]:
        """What the fact's parties may be called, the topic aside, and what its event may be."""
        if self._reach is None:
            self._reach = self._called("subject", "object"), self._called("event")
        return self._reach

    @property
    def whose(self) -> frozenset[str]:
        """Those to whom the fact's subject belongs, if the fact says what it is."""
        if self._whose is None:
            identity = self.world.relation(self._profile.predicate).identity
            said = identity and self._profile.slots.keys() <= BELONGING
            told = [ref for slot in WHOSE for ref in self._profile.slots.get(slot, ())]
            owning = (owner for ref in self._profile.slots.get("subject", ()) for owner in owners(ref, self.world))
            self._whose = frozenset((*told, *owning)) if said else frozenset()
        return self._whose

    def _called(self, *slots: str) -> frozenset[str]:
        refs = {ref for slot in slots for ref in self._profile.slots.get(slot, ())} - {self.world.topic}
        return frozenset(name for ref in refs for name in called(ref, self.world))


def docket_of(profile: Profile, world: World) -> Docket:
    """The docket of a fact."""
    found: Docket | None = profile.docket
    if found is None or found.world is not world:
        found = Docket(profile, world)
        set_memo(profile, "docket", found)
    return found


class Sense:
    """What words may stand for, sorted out for all facts that they are weighed against; equal words share one."""

    __slots__ = (
        "bare",
        "bodily",
        "cues",
        "denied",
        "groups",
        "idle",
        "kinds",
        "known",
        "light",
        "listed",
        "meanings",
        "named",
        "occasional",
        "official",
        "opposed",
        "opposites",
        "orders",
        "ordinals",
        "placed",
        "planned",
        "relations",
        "rivalling",
        "turns",
        "verbal",
        "views",
    )

    def __init__(self, item: Item, world: World) -> None:
        self.meanings = item.meanings
        self.placed = item.case is Case.IN
        self.known: Sequence[Meaning] = [m for sort in _KNOWN for m in item.meanings if m.sort is sort]
        """Entities, then concepts."""
        self.named = frozenset(meaning.ref for meaning in self.known)
        self.groups = {ref: members for ref in self.named if (members := world.members(ref))}
        kinds = [(m.ref, world.kind(m.ref)) for m in item.meanings if m.sort in _KNOWN]
        self.kinds = [(ref, kind == "city" or self.placed or "copula" in item.traits) for ref, kind in kinds if kind]
        """What can stand in the place of another thing, with whether it tells where something is."""
        self.rivalling = frozenset(other for _, kind in kinds if kind for other in rivals_of(kind))
        """The kinds of things that could stand in its place."""
        self.occasional = any(kind in OCCASIONS for _, kind in kinds)
        self.official = any(kind == "office" for _, kind in kinds)
        named = {world.kind(ref) for ref in item.refs(Sort.ENTITY)}
        self.bodily = bool(named) and named <= BODIES
        """Whether all that it names are bodies, at which something may take place."""
        self.opposites = [(ref, found) for ref in item.refs(Sort.CONCEPT) if (found := world.opposites(ref))]
        self.opposed = frozenset().union(*(found for _, found in self.opposites))
        cues = [meaning for meaning in item.meanings if meaning.sort is Sort.RELATION]
        self.relations = frozenset(meaning.ref for meaning in cues)
        self.cues = [meaning.ref for meaning in cues if meaning.flag != "denial"]
        self.denied = frozenset(meaning.ref for meaning in cues if meaning.flag == "denial")
        self.planned = not item.traits.isdisjoint(PLANNED)
        self.ordinals = {trait for trait in item.traits if trait.startswith(ORDINAL)}
        entity, operator = bool(item.refs(Sort.ENTITY)), bool(item.refs(Sort.OPERATOR))
        self.turns = operator and not entity
        self.orders = self.turns and item.is_operator("before", "after", "same-time", *NEGATIONS)
        """Whether it is weighed as an operator, unless it is a verb of the fact's own relation."""
        self.verbal = operator and any(
            m.sort is Sort.OPERATOR and (m.flag == "verb" or m.ref == "same-time") for m in item.meanings
        )
        self.light = bool(item.refs(Sort.LIGHT))
        self.bare = not (self.groups or self.planned or self.ordinals or self.turns or self.light)
        """Whether it can but be what the fact mentions, or not, or stand against it: it turns and adds nothing."""
        said = bool(self.named or self.relations or self.planned or self.ordinals)
        self.idle = bool(item.meanings) and not said and all(map(only_joins, item.refs(Sort.OPERATOR)))
        """Whether it carries nothing, whatever the fact."""
        self.listed: Any = None
        """The facts that have something of it (``court``)."""
        self.views: dict[str, Any] = {}
        """By fact: how it sees these words (``views``)."""


_KNOWN = (Sort.ENTITY, Sort.CONCEPT)


def _sense_of(item: Item, world: World) -> Sense:
    key = (item.meanings, item.case, item.traits)
    found: Sense | None = world.senses.get(key)
    if found is None:
        if len(world.senses) > _MOST:
            world.senses.clear()
            world.views = 0
        found = world.senses[key] = Sense(item, world)
    return found


Told = tuple[Step, int, bool]
"""A step, how close its words come to what the fact says (``Weighing.core``; -1: not at all), whether they cue."""


class Mention:
    """An item with its sense, and the steps that it may come to against any fact."""

    __slots__ = ("_steps", "always", "idle", "item", "left_open", "sense", "told", "unrecorded")

    def __init__(self, item: Item, world: World) -> None:
        self.item = item
        self.sense = _sense_of(item, world)
        self.unrecorded: Told = Step(item, Outcome.OPEN, "detail", "not recorded"), -1, bool(self.sense.relations)
        self.idle = item.value is None and self.sense.idle
        self.always = self._whatever_the_fact()
        """What any fact says of the item, if it is the same."""
        self._steps: dict[tuple[Outcome, str, str], Step] = {}
        self.told: dict[str, Told | None] = {}
        """By fact: what it says of the item, if that hangs on nothing beside it (``weighing.told_of``)."""
        self.left_open: dict[str, Step | None] = {}
        """By fact: how it plainly leaves the item open, if it does (``weighing.plainly_open``)."""

    def _whatever_the_fact(self) -> Told | None:
        if self.item.unread:
            return Step(self.item, Outcome.OPEN, "unread", "not understood"), -1, False
        return (Step(self.item, Outcome.IGNORED, "", ""), -1, False) if self.idle else None

    def step(self, outcome: Outcome, slot: str, detail: str) -> Step:
        """A step of the item; the facts of which the same comes share it."""
        key = outcome, slot, detail
        found = self._steps.get(key)
        if found is None:
            found = self._steps[key] = Step(self.item, outcome, slot, detail)
        return found


def mention_of(item: Item, world: World) -> Mention:
    """The mention of an item; the parts of a claim share it."""
    found: Mention | None = world.mentions.get(id(item))
    if found is None or found.item is not item:
        if len(world.mentions) > _MOST:
            world.mentions.clear()
        found = world.mentions[id(item)] = Mention(item, world)
    return found


def is_each(item: Item) -> bool:
    """Whether a word, or what is written on to it, says that something is so with each of several."""
    return item.has_flag("each") or "each" in item.traits


@dataclass(frozen=True, slots=True, memo=("owned", "misowned"))
class Said:
    """A part of a claim, ready to be weighed against facts."""

    items: tuple[Item, ...]
    mentions: Sequence[Mention]
    world: World
    context: Sequence[Item]
    whole: bool
    entities: frozenset[str]
    named: frozenset[str]
    """All that the part and what stands before it may stand for."""
    denies: bool
    adds: bool
    """Whether it says "also"."""
    has_office: bool
    cases: frozenset[Case]
    """The cases of its items: most rules are about one of them, and pass over a part without it."""
    traits: frozenset[str]
    """Likewise their traits."""
    shares: bool
    """Whether it says that something is so with each of several."""
    owned: ClassVar[Any]
    """What belongs to whom in it, once that was asked (``misplaced``)."""
    misowned: ClassVar[Any]
    """Those who are told to be of others than their offices are, once that was asked (``belonging``)."""

    def __post_init__(self) -> None:
        set_memo(self, "owned", None)
        set_memo(self, "misowned", None)

    @classmethod
    def of(cls, items: tuple[Item, ...], world: World, context: Sequence[Item], whole: bool) -> Said:
        """A part of these items; ``context``: the items of the claim before it."""
        entities = frozenset(ref for item in items for ref in item.refs(Sort.ENTITY))
        return cls(
            items,
            [mention_of(item, world) for item in items],
            world,
            context,
            whole,
            entities,
            frozenset(ref for item in (*items, *context) for ref in item.ids),
            any(item.is_operator("not") for item in items),
            any("also" in item.traits or item.is_operator("also") for item in items),
            any(world.kind(ref) == "office" for ref in entities),
            frozenset(item.case for item in items),
            frozenset().union(*(item.traits for item in items)),
            any(map(is_each, items)),
        )
