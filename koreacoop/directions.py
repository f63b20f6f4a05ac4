"""Which way a statement runs, who acts and who is acted on, as the wordings of recorded facts show it.

Grammar tells this by order, case and the form of the verb, each language in its own way. Instead of rules for each, the
wordings of all facts with a directed relation are read once: how the two parties stand to the cue and to each other is
a signature. A claim whose signature no wording of the relation has, while wordings have it with the parties exchanged,
says it the other way round.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from koreacoop.appositions import in_one_case
from koreacoop.ends import Ends, exchange
from koreacoop.model import Item, Reading, Sort
from koreacoop.profiles import Profile
from koreacoop.scales import Weighing, cues, has_direction, is_adjective, is_copula
from koreacoop.world import World

_FORMS = frozenset({"participle", "third", "verbal", "passive", "infinitive", "its"})
_MANY = 8
"""Wordings that must show a signature, of any relation, where those of the claim's own relation do not."""
_UNCUED = "-"


def learned(profile: Profile, readings: Mapping[str, Iterable[Reading]], world: World) -> Iterator[str]:
    """The keys under which the wordings of a fact of a directed relation are counted: for its own, and for all."""
    for texts in readings.values():
        for reading in texts:
            for signature in _shown(profile, in_one_case(reading.items, world), world):
                yield _key(profile.predicate, signature)
                yield _key("", signature)


def _shown(profile: Profile, items: Sequence[Item], world: World) -> Iterator[str]:
    yield from (straight for straight, _ in _ways(Ends(profile, items, world)))


def settle_direction(weighing: Weighing, ends: Ends) -> None:
    """A claim that runs the other way than the wordings of its fact's relation do is not said by it."""
    if not has_direction(weighing, ends.world):
        return
    relation, counts = ends.profile.predicate, ends.world.directions
    behind = _behind(ends)
    if behind is not None:
        exchange(weighing, behind)
    elif any(_runs_back(relation, straight, turned, counts) for straight, turned in _ways(ends)):
        weighing.predicate = False


def _behind(ends: Ends) -> Item | None:
    """Who acts by the record, where a word that tells it from the other side alone parts him from the other party.

    "Moves more slowly than" is no verb itself, whatever verb stands beside it.
    """
    for place, item in enumerate(ends.items):
        flags = {m.flag for m in item.meanings if m.sort is Sort.RELATION and m.ref == ends.profile.predicate}
        verb = place > 0 and not ends.items[place - 1].traits.isdisjoint(_FORMS)
        if flags != {"inverse"} or not verb or not item.traits.isdisjoint(_FORMS):
            continue
        before = next((one for one in ends.items[:place][::-1] if one.refs(Sort.ENTITY)), None)
        after = next((one for one in ends.items[place:] if one.refs(Sort.ENTITY)), None)
        if any(one is before for one in ends.acting) and any(one is after for one in ends.others):
            return before
    return None


def runs_straight(ends: Ends) -> bool:
    """Whether both parties stand as in wordings of the fact's relation, and of others, oftener than the other way."""
    relation, counts = ends.profile.predicate, ends.world.directions
    if not ends.world.relation(relation).directed:
        return False
    ways = list(_ways(ends))
    return bool(ways) and all(
        counts.get(_key(name, straight), 0) > counts.get(_key(name, turned), 0)
        for straight, turned in ways
        for name in (relation, "")
    )


def _runs_back(relation: str, straight: str, turned: str, counts: Mapping[str, int]) -> bool:
    """Whether a signature is that of the relation's wordings turned round, or that of many, and of none straight."""
    if counts.get(_key(relation, straight), 0):
        return False
    if counts.get(_key(relation, turned), 0):
        return True
    return not counts.get(_key("", straight), 0) and counts.get(_key("", turned), 0) >= _MANY


def _key(relation: str, signature: str) -> str:
    return f"{relation} {signature}"


# ---------------------------------------------------------------------------------------------------------- signatures


def _ways(ends: Ends) -> Iterator[tuple[str, str]]:
    """For each other party beside the acting one: the signature, and that with the two exchanged."""
    if len({item.refs(Sort.ENTITY) for item in ends.acting}) != 1:
        return
    one, items = ends.acting[0], ends.items
    for other in ends.exchangeable:
        cue = _cue(items, one, other, ends.profile.relations)
        relation = ends.profile.predicate
        yield _signature(items, one, other, cue, relation), _signature(items, other, one, cue, relation)


def unseen(other: Item, one: Item, ends: Ends) -> bool:
    """Whether no wording of the fact's relation shows two parties to stand as they do here."""
    relation = ends.profile.predicate
    cue = _cue(ends.items, one, other, ends.profile.relations)
    key = _key(relation, _signature(ends.items, one, other, cue, relation))
    return not ends.world.directions.get(key, 0)


def _cue(items: Sequence[Item], one: Item, other: Item, relations: frozenset[str]) -> Item | None:
    """The cue of the relation that is nearest to both parties, one between them if there is any."""
    first, last = sorted((one.start, other.start))
    found = [item for item in items if cues(item, relations) and item is not one and item is not other]
    return min(
        found,
        key=lambda cue: (not first < cue.start < last, abs(cue.start - first) + abs(cue.start - last)),
        default=None,
    )


def _signature(items: Sequence[Item], acting: Item, other: Item, cue: Item | None, relation: str) -> str:
    """Order, cases, where the cue stands and in which form, and the writing that the words around are in."""
    order = "<" if acting.start < other.start else ">"
    return ";".join(
        (_writing(items), order, _case(acting, items), _case(other, items), _form(items, cue, acting, other, relation))
    )


def _case(item: Item, items: Sequence[Item]) -> str:
    after = next((following for following in items if following.start >= item.end), None)
    owning = "'s" if after is not None and after.surface.startswith("'") else ""
    also = "also" if "also" in item.traits else ""
    return f"{item.case.value}{also}{owning}{'+' if is_adjective(item) else ''}"


def _form(items: Sequence[Item], cue: Item | None, one: Item, other: Item, relation: str) -> str:
    """Where the cue stands to both, and in which form: "is held" is not "held"; what else it cues does not matter."""
    if cue is None:
        return _UNCUED
    first, last = sorted((one.start, other.start))
    place = "before" if cue.start < first else "after" if cue.start > last else "between"
    told = [meaning for meaning in cue.meanings if meaning.sort is Sort.RELATION]
    flags = {meaning.flag for meaning in told if meaning.ref == relation} or {meaning.flag for meaning in told}
    before = next((item for item in reversed(items) if item.end <= cue.start), None)
    linked = "be" if before is not None and is_copula(before) else ""
    return ",".join((place, "inverse" if flags == {"inverse"} else "", linked, *sorted(cue.traits & _FORMS)))


def _writing(items: Sequence[Item]) -> str:
    """The writing system of the words, as Unicode names it; acronyms in Latin letters stand in texts of any."""
    names = {
        unicodedata.name(char, "").partition(" ")[0] for item in items for char in item.surface[:1] if char.isalpha()
    }
    return max(names - {"LATIN"}, default="LATIN")
