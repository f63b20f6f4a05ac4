"""What any reader knows of the entities, concepts and relations themselves, verdict aside: classes, places, offices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from koreacoop.hints import Any
from koreacoop.model import Concept, Entity, Relation

DOERS = frozenset({"country", "territory", "organisation", "alliance", "agency", "bank", "person", "office"})
"""Kinds of entities that act: who gives, joins, hosts, says."""
BEINGS = DOERS | {"group"}
"""The same with those who act together."""
MADE = frozenset({"programme", "plan", "initiative", "fund"})
"""Kinds of things that are there from when somebody made them."""
LANDS = frozenset({"country", "territory"})
"""Kinds of places that act themselves; in a city or on a website others do."""
OCCASIONS = frozenset({"event", "series"})
"""Kinds of entities that take place."""
DATED = frozenset({"event", "programme", "plan", "initiative"})
"""Kinds of things that have a date; of anything else only what it did, or what was done to it, has one."""
DEEDS = frozenset({"event", "state"})
"""Aspects of relations that tell what is done, not what something is."""
LASTING = frozenset({"state", "attribute"})
"""Aspects of relations that tell what goes on."""
OWNERS = frozenset({"country", "organisation", "alliance"})
"""Kinds of those to whom something may belong."""
_PLACES = frozenset({"country", "territory", "region", "city", "continent"})
_HOLDERS = frozenset({"person", "office"})
BODIES = frozenset({"organisation", "alliance", "agency", "bank"})
_FAMILIES = (_PLACES, _HOLDERS, BODIES)
_SEATS = _PLACES | BODIES
"""What may stand in one slot of where something was, or who had it as a guest."""
# Links along which a mention of the target may stand for the source: the place, the whole, the office, the series.
_CALLED = ("office", "holder", "instance_of", "members", "part_of")
"""Links to what a claim may say for a party."""
_UPWARD = ("located_in", "part_of", "instance_of", "capital_of", "office", "holder", "of")
_UNDEFINED = Relation(
    "", {}, "", frozenset(), directed=False, identity=False, distinct=False, implies=(), cues={}, inverse={}, denials={}
)


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
        self.directions: Mapping[str, int] = {}
        """How often the wordings of facts show each way for a statement to run (``directions``)."""
        self._above: dict[str, frozenset[str]] = {}
        self._classes: dict[str, frozenset[str]] = {}
        self._called: dict[str, frozenset[str]] = {}
        self._implied: dict[str, frozenset[str]] = {}
        self.mentions: dict[int, Any] = {}
        """What weighing works out of items (``dockets``), by their identity."""
        self.senses: dict[Any, Any] = {}
        """The same of what they say, wherever they stand."""
        self.views = 0
        """How many views of words are kept (``views``)."""

    def prepare(self, refs: Iterable[str], relations: Iterable[str] = ()) -> None:
        """Make ready what will be asked of some ids, and of some relations; here everything is at hand."""

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
            if (link == "located_in" and entity.kind in BODIES) or (
                link == "holder" and (not holder or len(linked) > 1)
            ):
                continue
            yield from linked

    def opposites(self, concept: str) -> frozenset[str]:
        """Concepts that cannot hold where ``concept`` does."""
        return self._opposed.get(concept, frozenset())

    @cached_property
    def _opposed(self) -> Mapping[str, frozenset[str]]:
        return opposites_of(self.concepts.values())

    def relation(self, ref: str) -> Relation:
        """The relation with an id; of any other id one of which nothing is known."""
        return self.relations.get(ref, _UNDEFINED)

    def aspect(self, relation: str) -> str:
        """What a relation tells: an event, a state, a count, an attribute; "" of anything else."""
        return self.relation(relation).aspect

    def implied(self, relation: str) -> frozenset[str]:
        """``relation`` and all that follow from it."""
        done = self._implied.get(relation)
        if done is not None:
            return done
        seen: set[str] = set()
        waiting = [relation]
        while waiting:
            current = waiting.pop()
            if current not in seen:
                seen.add(current)
                waiting.extend(self.relation(current).implies)
        done = self._implied[relation] = frozenset(seen)
        return done

    def kind(self, ref: str) -> str:
        """The kind of an entity; "" for anything else."""
        entity = self.entities.get(ref)
        return entity.kind if entity is not None else ""

    def is_edition(self, ref: str) -> bool:
        """Whether an entity is a series of events, or one event of a series."""
        entity = self.entities.get(ref)
        return entity is not None and (entity.kind == "series" or bool(entity.links.get("instance_of")))

    def members(self, ref: str) -> frozenset[str]:
        """The members of a group that is no more than them (both Koreas, NATO and Korea)."""
        entity = self.entities.get(ref)
        if entity is None or not entity.complete:
            return frozenset()
        return frozenset(entity.links.get("members", ()))

    def groups(self, ref: str) -> frozenset[str]:
        """The groups that are no more than their members, and have this one."""
        return self._grouped.get(ref, frozenset())

    def called(self, ref: str) -> frozenset[str]:
        """What a claim may call a fact's party: itself, its class, its office, its series."""
        known = self._called.get(ref)
        if known is None:
            links = self.entities[ref].links if ref in self.entities else {}
            linked = (other for link in _CALLED for other in links.get(link, ()))
            known = self._called[ref] = self.classes(ref) | frozenset(linked) | self.groups(ref)
        return known

    @cached_property
    def _grouped(self) -> Mapping[str, frozenset[str]]:
        return groups_of(self.entities.values())

    @cached_property
    def unit_classes(self) -> frozenset[str]:
        """All units in which something is counted, with their classes."""
        return frozenset(name for unit in self.units for name in self.classes(unit))

    def is_place(self, ref: str) -> bool:
        """Whether an entity is a place on the map."""
        return self.kind(ref) in _PLACES

    def comparable(self, one: str, other: str, slot: str = "") -> bool:
        """Whether two entities could fill one slot: two places, two persons or offices, two bodies, or one kind."""
        first, second = self.kind(one), self.kind(other)
        if not first or not second:
            return False
        if slot in ("place", "host") and {first, second} <= _SEATS:
            return True
        return first == second or any(first in family and second in family for family in _FAMILIES)

    def wholes(self, ref: str) -> frozenset[str]:
        """What an entity is part of, or has as its members."""
        links = self.entities[ref].links if ref in self.entities else {}
        return frozenset((*links.get("part_of", ()), *links.get("members", ())))

    def may_be_at(self, place: str, body: str) -> bool:
        """Whether what took place at a body may have done so in a place: the body has its seat there."""
        seats = self.entities[body].links.get("located_in", ()) if self.kind(body) in BODIES else ()
        return any(self.overlap(place, seat) for seat in seats)

    def overlap(self, one: str, other: str) -> bool:
        """Whether one of two entities lies in, belongs to or is the other."""
        return one in self.above(other) or other in self.above(one)


def rivals_of(kind: str) -> frozenset[str]:
    """The kinds of things that could fill some slot in the place of a thing of a kind (see ``comparable``)."""
    return next((family for family in (_SEATS, _HOLDERS) if kind in family), frozenset((kind,)))


def called(ref: str, world: World) -> frozenset[str]:
    """What a claim may call a fact's party: itself, its class, its office, its series."""
    return world.called(ref)


def owners(ref: str, world: World) -> frozenset[str]:
    """Whose something is: the UN's summit was held by the UN."""
    entity = world.entities.get(ref)
    return frozenset(entity.links.get("of", ())) if entity is not None else frozenset()


def headed(office: str, world: World) -> frozenset[str]:
    """What who holds an office is at the head of: a ministry, an organisation, a country."""
    entity = world.entities.get(office)
    return frozenset(entity.links.get("heads", ())) if entity is not None else frozenset()


def opposites_of(concepts: Iterable[Concept]) -> dict[str, frozenset[str]]:
    """The opposites of each concept that has any, whichever of the two names the other."""
    table: dict[str, set[str]] = {}
    for concept in concepts:
        for other in concept.opposite:
            table.setdefault(concept.id, set()).add(other)
            table.setdefault(other, set()).add(concept.id)
    return {name: frozenset(others) for name, others in table.items()}


def groups_of(entities: Iterable[Entity]) -> dict[str, frozenset[str]]:
    """For each member of a group that is no more than its members, those groups."""
    table: dict[str, set[str]] = {}
    for entity in entities:
        for member in entity.links.get("members", ()) if entity.complete else ():
            table.setdefault(member, set()).add(entity.id)
    return {name: frozenset(others) for name, others in table.items()}
