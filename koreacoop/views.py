"""What one fact says of words of a claim, whatever else is said beside them: worked out once, for all claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from koreacoop.dockets import Sense, docket_of
from koreacoop.model import Meaning, Outcome, Sort
from koreacoop.profiles import Profile
from koreacoop.scales import OWN
from koreacoop.world import World

COARSE = Sort.CONCEPT.value
MENTIONED = Sort.ENTITY.value
_MENTIONED = {Sort.CONCEPT: COARSE, Sort.ENTITY: MENTIONED}
_MOST = 40_000
"""About how many views are kept."""

Rival = tuple[str, str, tuple[str, ...], bool]
"""Something named, the slot that holds another thing of its kind, what it holds, and whether it is a closed list."""


Fixed = tuple[Outcome, str, str]
"""What comes of words: the outcome, the slot, the detail."""
_UNRECORDED: Fixed = (Outcome.OPEN, "detail", "not recorded")


class View:
    """How a fact sees words: as what it mentions, as a cue of what it says, as what stands against it."""

    __slots__ = (
        "_against",
        "_rivals",
        "_sense",
        "_world",
        "closeness",
        "cue",
        "denial",
        "fixed",
        "mentioned",
        "profile",
    )

    def __init__(self, sense: Sense, profile: Profile, world: World) -> None:
        self._sense = sense
        self._world = world
        self._rivals: list[Rival] | None = None
        self._against: list[tuple[str, frozenset[str]]] | None = None
        self.profile = profile
        self.mentioned = _met(sense, profile, world)
        """The slot of what the fact mentions, or how it is mentioned, and its id."""
        cued = not sense.relations.isdisjoint(profile.relations)
        self.closeness = _closest(sense, profile, world) if cued else -1
        """How close the words are to what the fact says (as in ``Weighing.core``); -1: they cue nothing of it."""
        self.cue = _cue(sense, profile) if cued else ""
        """The relation that they cue, the fact's own before others."""
        self.denial = _denial(sense, profile) if cued else ""
        """The relation that they deny, if they do not cue it."""
        self.fixed = _fixed(self, sense)
        """What comes of the words whatever is said beside them; None: that hangs on it."""

    @property
    def opposed(self) -> bool:
        """Whether the words may stand against the fact."""
        return _may_be_opposed(self._sense, self.profile, self._world) and bool(
            self.against or self.excluded or self.rivals
        )

    @property
    def excluded(self) -> str:
        """The concept that the fact excludes."""
        return _excluded(self._sense, self.profile) if self.profile.fact.excludes else ""

    @property
    def against(self) -> list[tuple[str, frozenset[str]]]:
        """Concepts with those that the fact has for their opposites; seen from its other side, they say the same."""
        if self._against is None:
            explained = frozenset() if _is_turned(self._sense, self.profile) else self.profile.explained
            self._against = [(ref, found) for ref, other in self._sense.opposites if (found := other & explained)]
        return self._against

    @property
    def rivals(self) -> list[Rival]:
        """The slots that may hold another thing in the place of what is named; what else is named decides."""
        if self._rivals is None:
            self._rivals = list(_rivals(self._sense, self.profile, self._world)) if self._sense.kinds else []
        return self._rivals


def view_of(sense: Sense, profile: Profile, world: World) -> View:
    """How a fact sees words."""
    found: View | None = sense.views.get(profile.fact.id)
    if found is None or found.profile is not profile:
        world.views += 1
        if world.views > _MOST:
            world.senses.clear()
            world.views = 0
        found = sense.views[profile.fact.id] = View(sense, profile, world)
    return found


def is_foreign(sense: Sense, profile: Profile, world: World) -> bool:
    """Whether a fact says nothing of words, and nothing against them, whatever else is said beside them."""
    if not sense.bare or not sense.named.isdisjoint(profile.explained):
        return False
    if not sense.relations.isdisjoint(profile.relations):
        return False
    return not (_may_be_opposed(sense, profile, world) and view_of(sense, profile, world).opposed)


def _may_be_opposed(sense: Sense, profile: Profile, world: World) -> bool:
    """Whether a fact has anything that words could stand against: most have not, and that is told at a glance."""
    return not (
        sense.opposed.isdisjoint(profile.explained)
        and sense.rivalling.isdisjoint(docket_of(profile, world).kinds)
        and sense.named.isdisjoint(profile.fact.excludes)
    )


def _is_turned(sense: Sense, profile: Profile) -> bool:
    """Whether words tell the fact's own relation from its other side ("slower than": outpaced by)."""
    predicate = profile.predicate
    return any(m.sort is Sort.RELATION and m.ref == predicate and m.flag == "inverse" for m in sense.meanings)


def _fixed(view: View, sense: Sense) -> Fixed | None:
    """What comes of words that neither turn the part nor may stand against the fact."""
    if sense.planned or sense.ordinals or sense.orders:
        return None
    met = view.mentioned
    doubtful = met is None or met[0] in (COARSE, "predicate") or (met[0] == MENTIONED and sense.placed)
    placed = (
        sense.placed and met is not None and met[0] == MENTIONED and (sense.bodily or "place" in view.profile.slots)
    )
    if placed or (doubtful and view.opposed):
        return None
    if met is not None and (met[0] != COARSE or view.denial != view.profile.predicate):
        return Outcome.MATCH, *met
    if view.cue:
        return Outcome.MATCH, "predicate", view.cue
    return None if sense.turns or sense.light or view.denial else _UNRECORDED


def _met(sense: Sense, profile: Profile, world: World) -> tuple[str, str] | None:
    if not sense.groups and sense.named.isdisjoint(profile.explained):
        return None
    met = [
        meaning
        for meaning in sense.known
        if _in_fact(meaning.ref, sense, profile) and not _is_placed_metonym(sense, meaning, profile)
    ]
    if not met or (sense.occasional and met[0].sort is not Sort.ENTITY):
        return None  # "the ministerial" is no dialogue
    filled = docket_of(profile, world).filled
    meaning = met[0] if len(met) == 1 else min(met, key=lambda one: _rank_of(one, filled, world))
    named = filled.get(meaning.ref) or _MENTIONED[meaning.sort]
    cues = named == COARSE and not profile.relations.isdisjoint(sense.cues)
    return "predicate" if cues else named, meaning.ref


def _rank_of(meaning: Meaning, filled: Mapping[str, str], world: World) -> tuple[bool, bool]:
    """What fills a slot goes before what is only mentioned, an entity before a concept unless it is but a topic."""
    mentioned = meaning.ref not in filled
    return meaning.sort is Sort.CONCEPT or (mentioned and world.kind(meaning.ref) == "topic"), mentioned


def _is_placed_metonym(sense: Sense, meaning: Meaning, profile: Profile) -> bool:
    """Whether a capital's name tells where something was, and so does not stand for its country."""
    return meaning.flag == "metonym" and (sense.placed or meaning.ref in profile.slots.get("place", ()))


def _in_fact(ref: str, sense: Sense, profile: Profile) -> bool:
    """Whether the fact mentions something, or all members of a group."""
    return ref in profile.explained or (ref in sense.groups and sense.groups[ref] <= profile.explained)


def closeness_of(relation: str, profile: Profile, world: World) -> int:
    """2: the fact's own relation, or one that follows from it; 1: one that all its wordings have; 0: neither."""
    if relation in world.implied(profile.predicate):
        return OWN
    return int(relation in profile.core)


def _closest(sense: Sense, profile: Profile, world: World) -> int:
    return max((closeness_of(ref, profile, world) for ref in sense.cues if ref in profile.relations), default=-1)


def _cue(sense: Sense, profile: Profile) -> str:
    """The relation that words cue; none if they deny what the fact says ("closed") and cue what is said beside it."""
    predicate = profile.predicate
    if predicate in sense.denied and predicate not in sense.cues:
        return ""
    return next((ref for known in (profile.core, profile.relations) for ref in sense.cues if ref in known), "")


def _denial(sense: Sense, profile: Profile) -> str:
    """What words deny of what the fact says, its own relation before others."""
    predicate = profile.predicate
    if predicate in sense.denied:
        return predicate
    return next((m.ref for m in sense.meanings if m.sort is Sort.RELATION and m.ref in profile.core), "")


def _excluded(sense: Sense, profile: Profile) -> str:
    concepts = [meaning.ref for meaning in sense.meanings if meaning.sort is Sort.CONCEPT]
    if any(ref in profile.own for ref in concepts):
        return ""
    return next((ref for ref in concepts if ref in profile.fact.excludes), "")


def _rivals(sense: Sense, profile: Profile, world: World) -> Iterator[Rival]:
    guarded = docket_of(profile, world).guarded
    for ref, placed in sense.kinds if guarded else ():
        held = [
            (ref, slot, refs, closed)
            for slot, refs, closed in guarded
            if (placed or slot != "place") and any(_could_stand(ref, recorded, slot, world) for recorded in refs)
        ]
        met = {name for name, refs in profile.slots.items() if any(world.overlap(ref, recorded) for recorded in refs)}
        if not met:
            yield from held
        elif met == {"place"}:  # another city of the country is still another one
            yield from (rival for rival in held if rival[1] == "subject")


def _could_stand(ref: str, recorded: str, slot: str, world: World) -> bool:
    """Whether one thing could fill a slot in the place of another; who has a role is not compared with what it is."""
    if slot == "role" and world.kind(ref) != world.kind(recorded):
        return False
    return world.comparable(ref, recorded, slot)
