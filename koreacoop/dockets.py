"""What weighing asks again and again, worked out once: of a fact's slots, of an item, and of a part of a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from koreacoop.frozen import dataclass, set_memo
from koreacoop.hints import Any
from koreacoop.model import Case, Item, Meaning, Outcome, Sort, Step
from koreacoop.phrasing import RESOLVED
from koreacoop.profiles import Profile
from koreacoop.scales import ORDINAL
from koreacoop.world import OCCASIONS, World, called, rivals_of

NEGATIONS = frozenset({"not", "but-not"})
"""Operators that turn a part round."""
_MOST = 400
_PLANNED = frozenset({"plan", RESOLVED})

Guarded = tuple[tuple[str, tuple[str, ...], bool], ...]


class Docket:
    """What a fact's slots come to in a world; each thing is worked out when it is first asked for."""

    __slots__ = ("_alone", "_filled", "_guarded", "_kinds", "_lists", "_profile", "_reach", "world")

    def __init__(self, profile: Profile, world: World) -> None:
        self._profile = profile
        self.world = world
        self._alone: frozenset[str] | None = None
        self._filled: Mapping[str, str] | None = None
        self._guarded: Guarded | None = None
        self._kinds: frozenset[str] | None = None
        self._lists: Sequence[tuple[str, ...]] | None = None
        self._reach: tuple[frozenset[str], frozenset[str]] | None = None

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
            relation = self.world.relations.get(self._profile.fact.statement.predicate)
            single = relation.single if relation is not None else frozenset()
            complete = self._profile.fact.complete
            told = (
                (slot, refs, complete and slot not in ("place", "event") and len(refs) > 1)
                for slot, refs in self._profile.slots.items()
                if slot != "subject" or single
            )
            self._guarded = tuple(row for row in told if row[2] or row[0] in single)
        return self._guarded

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
    def reach(self) -> tuple[frozenset[str], frozenset[str]]:
        """What the fact's parties may be called, the topic aside, and what its event may be."""
        if self._reach is None:
            self._reach = self._called("subject", "object"), self._called("event")
        return self._reach

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
        "cues",
        "denied",
        "groups",
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
        self.opposites = [(ref, found) for ref in item.refs(Sort.CONCEPT) if (found := world.opposites(ref))]
        self.opposed = frozenset().union(*(found for _, found in self.opposites))
        cues = [meaning for meaning in item.meanings if meaning.sort is Sort.RELATION]
        self.relations = frozenset(meaning.ref for meaning in cues)
        self.cues = [meaning.ref for meaning in cues if meaning.flag != "denial"]
        self.denied = frozenset(meaning.ref for meaning in cues if meaning.flag == "denial")
        self.planned = not item.traits.isdisjoint(_PLANNED)
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

    __slots__ = ("idle", "item", "sense", "told", "unread", "unrecorded")

    def __init__(self, item: Item, world: World) -> None:
        self.item = item
        self.sense = _sense_of(item, world)
        self.unread: Told = Step(item, Outcome.OPEN, "unread", "not understood"), -1, False
        self.unrecorded: Told = Step(item, Outcome.OPEN, "detail", "not recorded"), -1, bool(self.sense.relations)
        self.idle = Step(item, Outcome.IGNORED, "", "")
        self.told: dict[str, Told | None] = {}
        """By fact: what it says of the item, if that hangs on nothing beside it (``weighing.told_of``)."""


def mention_of(item: Item, world: World) -> Mention:
    """The mention of an item; the parts of a claim share it."""
    found: Mention | None = world.mentions.get(id(item))
    if found is None or found.item is not item:
        if len(world.mentions) > _MOST:
            world.mentions.clear()
        found = world.mentions[id(item)] = Mention(item, world)
    return found


@dataclass(frozen=True, slots=True)
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
        )
