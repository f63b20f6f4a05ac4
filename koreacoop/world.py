"""What any reader knows of the entities, concepts and relations themselves, verdict aside: classes, places, offices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from koreacoop.model import Concept, Entity, Relation

_PLACES = frozenset({"country", "territory", "region", "city", "continent"})
_HOLDERS = frozenset({"person", "office"})
_BODIES = frozenset({"organisation", "alliance", "agency", "bank"})
_FAMILIES = (_PLACES, _HOLDERS, _BODIES)
# Links along which a mention of the target may stand for the source: the place, the whole, the office, the series.
_UPWARD = ("located_in", "part_of", "instance_of", "capital_of", "office", "holder", "of")


class World:
    """Entities, relations and concepts with the closures that comparing needs."""

    def __init__(
        self,
        entities: Mapping[str, Entity],
        relations: Mapping[str, Relation],
        concepts: Mapping[str, Concept],
        topic: str,
        units: frozenset[str] = frozenset(),
    ) -> None:
        self.entities = entities
        self.relations = relations
        self.concepts = concepts
        self.topic = topic
        self.units = units
        self.groups = tuple(
            name for name, entity in entities.items() if entity.complete and entity.links.get("members")
        )
        self._above: dict[str, frozenset[str]] = {}
        self._classes: dict[str, frozenset[str]] = {}
        self._opposites = _symmetric({concept.id: concept.opposite for concept in concepts.values()})

    def above(self, ref: str) -> frozenset[str]:
        """``ref`` and all that a claim may say in its place: its classes, places, offices, wholes, broader concepts."""
        known = self._above.get(ref)
        if known is None:
            known = self._above[ref] = frozenset(self._climb(ref))
        return known

    def _climb(self, ref: str) -> set[str]:
        """Its classes, then what it lies in, belongs to or is held by, each as such and not by its classes."""
        seen = set(self.classes(ref))
        waiting = [ref]
        while waiting:
            current = waiting.pop()
            for linked in self._linked(current, holder=current == ref):
                if linked not in seen:
                    seen.add(linked)
                    waiting.append(linked)
        return seen

    def classes(self, ref: str) -> frozenset[str]:
        """``ref`` and what it is: its classes and broader concepts."""
        known = self._classes.get(ref)
        if known is None:
            seen: set[str] = set()
            waiting = [ref]
            while waiting:
                current = waiting.pop()
                if current in seen:
                    continue
                seen.add(current)
                if current in self.entities:
                    waiting.extend(self.entities[current].links.get("is_a", ()))
                if current in self.concepts:
                    waiting.extend(self.concepts[current].broader)
            known = self._classes[ref] = frozenset(seen)
        return known

    def _linked(self, ref: str, holder: bool) -> Iterable[str]:
        """What an entity lies in or belongs to; who holds it only for the office itself, not for its other holders."""
        entity = self.entities.get(ref)
        if entity is None:
            return
        for link in _UPWARD:
            linked = entity.links.get(link, ())
            if (link == "located_in" and entity.kind in _BODIES) or (
                link == "holder" and (not holder or len(linked) > 1)
            ):
                continue
            yield from linked

    def opposites(self, concept: str) -> frozenset[str]:
        """Concepts that cannot hold where ``concept`` does."""
        return self._opposites.get(concept, frozenset())

    def implied(self, relation: str) -> frozenset[str]:
        """``relation`` and all that follow from it."""
        seen: set[str] = set()
        waiting = [relation]
        while waiting:
            current = waiting.pop()
            if current not in seen:
                seen.add(current)
                known = self.relations.get(current)
                waiting.extend(known.implies if known else ())
        return frozenset(seen)

    def kind(self, ref: str) -> str:
        """The kind of an entity; "" for anything else."""
        entity = self.entities.get(ref)
        return entity.kind if entity is not None else ""

    def members(self, ref: str) -> frozenset[str]:
        """The members of a group that is no more than them (both Koreas, NATO and Korea)."""
        entity = self.entities.get(ref)
        if entity is None or not entity.complete:
            return frozenset()
        return frozenset(entity.links.get("members", ()))

    def is_place(self, ref: str) -> bool:
        """Whether an entity is a place on the map."""
        return self.kind(ref) in _PLACES

    def comparable(self, one: str, other: str, slot: str = "") -> bool:
        """Whether two entities could fill one slot: two places, two persons or offices, two bodies, or one kind."""
        first, second = self.kind(one), self.kind(other)
        if not first or not second:
            return False
        if slot in ("place", "host") and {first, second} <= _PLACES | _BODIES:
            return True
        return first == second or any(first in family and second in family for family in _FAMILIES)

    def wholes(self, ref: str) -> frozenset[str]:
        """What an entity is part of, or has as its members."""
        links = self.entities[ref].links if ref in self.entities else {}
        return frozenset((*links.get("part_of", ()), *links.get("members", ())))

    def overlap(self, one: str, other: str) -> bool:
        """Whether one of two entities lies in, belongs to or is the other."""
        return one in self.above(other) or other in self.above(one)


def called(ref: str, world: World) -> frozenset[str]:
    """What a claim may call a fact's party: itself, its class, its office, its series."""
    entity = world.entities.get(ref)
    links = entity.links if entity is not None else {}
    linked = (
        other for link in ("office", "holder", "instance_of", "members", "part_of") for other in links.get(link, ())
    )
    groups = {group for group in world.groups if ref in world.members(group)}
    return world.classes(ref) | frozenset(linked) | frozenset(groups)


def _symmetric(pairs: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for one, others in pairs.items():
        for other in others:
            table.setdefault(one, set()).add(other)
            table.setdefault(other, set()).add(one)
    return {name: frozenset(others) for name, others in table.items()}
