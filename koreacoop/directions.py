"""Which way a statement runs, who acts and who is acted on, as the wordings of recorded facts show it.

Grammar tells this by order, case and the form of the verb, each language in its own way. Instead of rules for each, the
wordings of all facts with a directed relation are read once: how the two parties stand to the cue and to each other is
a signature. A claim whose signature no wording of the relation has, while wordings have it with the parties exchanged,
says it the other way round.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from koreacoop.model import Item, Reading, Sort
from koreacoop.profiles import Profile
from koreacoop.scales import Weighing, is_adjective
from koreacoop.world import World

_FORMS = frozenset({"participle", "third", "verbal", "passive", "infinitive", "its"})
_FEW = 3
"""Wordings of any relation that must show a signature where those of the claim's own relation do not."""


def learned(profile: Profile, readings: Mapping[str, Iterable[Reading]], world: World) -> Iterator[str]:
    """The keys under which the wordings of a fact are counted, each for its own relation and for all."""
    relation = world.relations.get(profile.fact.statement.predicate)
    if relation is None or not relation.directed:
        return
    for texts in readings.values():
        for reading in texts:
            for straight, _ in _ways(profile, reading.items, world):
                yield _key(relation.id, straight)
                yield _key("", straight)


def settle_direction(weighing: Weighing, items: Sequence[Item], world: World) -> None:
    """A claim that runs the other way than its fact is not said by it: exchanged, if its own relation shows that."""
    if weighing.open or not weighing.predicate or any(step.slot == "roles" for step in weighing.conflicts):
        return
    relation = world.relations.get(weighing.profile.fact.statement.predicate)
    if relation is None or not relation.directed:
        return
    for straight, turned in _ways(weighing.profile, items, world):
        if not _runs_back(relation.id, straight, turned, world.directions):
            continue
        weighing.predicate = False
        return


def _runs_back(relation: str, straight: str, turned: str, counts: Mapping[str, int]) -> bool:
    if counts.get(_key(relation, straight), 0):
        return False
    if counts.get(_key(relation, turned), 0):
        return True
    return not counts.get(_key("", straight), 0) and counts.get(_key("", turned), 0) >= _FEW


def _key(relation: str, signature: str) -> str:
    return f"{relation} {signature}"


# ---------------------------------------------------------------------------------------------------------- signatures


def _ways(profile: Profile, items: Sequence[Item], world: World) -> Iterator[tuple[str, str]]:
    """For each other party beside the acting one: the signature, and that with the two exchanged."""
    acting, others = _parties(profile, items, world)
    if len(acting) != 1:
        return
    for other in others:
        cue = _cue(items, acting[0], other, profile.relations)
        yield _signature(items, acting[0], other, cue), _signature(items, other, acting[0], cue)


def _parties(profile: Profile, items: Sequence[Item], world: World) -> tuple[list[Item], list[Item]]:
    """The mentions of who acts by the record, and of the other parties; what may be both is neither."""
    subjects = frozenset(profile.slots.get("subject", ()))
    rest = frozenset(ref for slot, refs in profile.slots.items() if slot != "subject" for ref in refs)
    near = {above for ref in subjects for above in world.above(ref)} | subjects
    far = {above for ref in rest for above in world.above(ref)} | rest
    mentions = [(item, frozenset(item.refs(Sort.ENTITY))) for item in items if item.refs(Sort.ENTITY)]
    acting = [item for item, refs in mentions if refs & near and not refs & rest]
    others = [item for item, refs in mentions if refs & far and not refs & subjects]
    return acting, [item for item in others if not any(item is one for one in acting)]


def _cue(items: Sequence[Item], one: Item, other: Item, relations: frozenset[str]) -> Item | None:
    """The cue of the relation that is nearest to both parties, one between them if there is any."""
    first, last = sorted((one.start, other.start))
    cues = [item for item in items if _cues(item, relations) and item is not one and item is not other]
    return min(
        cues,
        key=lambda cue: (not first < cue.start < last, abs(cue.start - first) + abs(cue.start - last)),
        default=None,
    )


def _cues(item: Item, relations: frozenset[str]) -> bool:
    return any(meaning.sort is Sort.RELATION and meaning.ref in relations for meaning in item.meanings)


def _signature(items: Sequence[Item], acting: Item, other: Item, cue: Item | None) -> str:
    """Order, cases, where the cue stands and in which form, and the writing that the words around are in."""
    order = "<" if acting.start < other.start else ">"
    return ";".join((_writing(items), order, _case(acting, items), _case(other, items), _form(cue, acting, other)))


def _case(item: Item, items: Sequence[Item]) -> str:
    after = next((following for following in items if following.start >= item.end), None)
    owning = "'s" if after is not None and after.surface.startswith("'") else ""
    return f"{item.case.value}{owning}{'+' if is_adjective(item) else ''}"


def _form(cue: Item | None, one: Item, other: Item) -> str:
    if cue is None:
        return "-"
    first, last = sorted((one.start, other.start))
    place = "before" if cue.start < first else "after" if cue.start > last else "between"
    flags = {meaning.flag for meaning in cue.meanings if meaning.sort is Sort.RELATION}
    return ",".join((place, "inverse" if flags == {"inverse"} else "", *sorted(cue.traits & _FORMS)))


def _writing(items: Sequence[Item]) -> str:
    """The writing system of the words, as Unicode names it; acronyms in Latin letters stand in texts of any."""
    names = {
        unicodedata.name(char, "").partition(" ")[0] for item in items for char in item.surface[:1] if char.isalpha()
    }
    return max(names - {"LATIN"}, default="LATIN")
