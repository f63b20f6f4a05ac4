"""One side of a comparison: which fact its words name, and the date or the count that this fact holds.

A side often leaves out what the other one says ("a year after Britain", "than the old one"); it is then completed by
the words of the other side that nothing of its own stands against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from koreacoop.agents import NAMED
from koreacoop.court import Candidates
from koreacoop.dates import Duration, Relation, Time
from koreacoop.frozen import dataclass, field, replace
from koreacoop.guards.editions import widens
from koreacoop.hearing import Hearing
from koreacoop.interval import Interval
from koreacoop.model import Case, Count, Item, Meaning, Sort
from koreacoop.numbers import Kind, Number
from koreacoop.preparing import prepare
from koreacoop.profiles import Profile
from koreacoop.quantity import Quantity
from koreacoop.scales import ORDINAL, OWN, Weighing, is_adjective, is_numbered, may_be_subject, names_kind
from koreacoop.values import is_length, is_money, is_sum, say
from koreacoop.weighing import weigh
from koreacoop.world import DATED, DOERS, LANDS, LASTING, World, called

_GROWING = frozenset({"more-than", "fewer-than"})
Items = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side's value and the fact that gives it; no fact where the claim itself names the date."""

    weighing: Weighing | None
    when: Interval | None = None
    count: Quantity | None = None
    text: str = ""
    unit: str = ""
    """What ``count`` counts."""
    vague: bool = False
    """Whether ``when`` spans the dates of several of one series, any of which may be meant."""

    @property
    def fact(self) -> str:
        """The id of the fact."""
        return self.weighing.profile.fact.id if self.weighing is not None else ""

    @property
    def parties(self) -> tuple[str, ...]:
        """Who and what its fact is about, and what it counts or when it was."""
        if self.weighing is None:
            return (self.text,)
        said = self.weighing.profile.fact.statement
        return (*said.subject, *said.object, self.text)

    @property
    def shared(self) -> bool:
        """Whether several act by its fact: each may be a side of its own."""
        return self.weighing is not None and len(self.weighing.profile.fact.statement.subject) > 1


Resolve = Callable[[Items], Side | None]


@dataclass(frozen=True, slots=True)
class Sides:
    """Finds the facts of sides among those that the court has for their words."""

    candidates: Candidates
    world: World
    _told: dict[tuple[int, ...], tuple[Items, Side | None]] = field(default_factory=dict)
    """What was counted, by the identity of the items, which are kept with it."""

    def as_old(self, first: Items, second: Items) -> tuple[Side, Side] | None:
        """Both sides of a comparison of how old two things are; what neither names is not added."""
        one, other = self.begun(first), self.begun(second)
        return (one, other) if one is not None and other is not None and one.fact != other.fact else None

    def both(self, first: Items, second: Items, resolve: Resolve) -> tuple[Side, Side] | None:
        """Both sides, each completed by the other if it does not name a fact alone; None if one stays without."""
        one, other = resolve(first), resolve(second)
        if one is None and other is not None and _points(first, self.world):
            one = self._completed(first, second, resolve, other)
        elif other is None and one is not None and _points(second, self.world):
            other = self._completed(second, first, resolve, one)
        if one is None or other is None or not self._comparable(one, other, (*first, *second)):
            return None
        if one.text == other.text and one.count is not None:
            return None
        if one.fact == other.fact and not _of_members(one, first, second):
            return None
        if not (self._goes_on_with(first, one, second, other) and self._goes_on_with(second, other, first, one)):
            return None
        return one, other

    def _goes_on_with(self, full: Items, told: Side, short: Items, side: Side) -> bool:
        """Whether a side that does not say who acts is of the one who acts by the other side ("before it joined …")."""
        acting, leading = self._acting(side), self._acting(told)
        if any(not acting.isdisjoint(item.ids) for item in short):
            return True
        lead = next((item for item in full if not leading.isdisjoint(item.ids)), None)
        if not acting or lead is None or is_adjective(lead):
            return True
        led = {member for ref in lead.refs(Sort.ENTITY) for member in self.world.members(ref) or (ref,)}
        return not any(self.world.kind(ref) in LANDS for ref in led - acting)

    def _acting(self, side: Side) -> set[str]:
        """What the countries may be called that act by a side's fact."""
        subjects = side.weighing.profile.fact.statement.subject if side.weighing is not None else ()
        return {name for ref in subjects if self.world.kind(ref) in LANDS for name in called(ref, self.world)}

    def _comparable(self, one: Side, other: Side, items: Items) -> bool:
        """Whether two counts are of one thing, or each of what the words name: no money, no class of it."""
        if one.unit == other.unit:
            return True
        if is_money(one.unit, self.world) is not is_money(other.unit, self.world):
            return False
        named = {ref for item in items for ref in item.ids}
        return {one.unit, other.unit} <= named

    def _completed(self, short: Items, full: Items, resolve: Resolve, known: Side) -> Side | None:
        """A side completed by the other one; what it says itself of who acts and what is done must be the fact's."""
        side = _first(resolve, self._completions(short, full), known)
        if side is None or side.weighing is None:
            return side
        if side.unit != known.unit and not any(map(self.is_unit, short)):
            return None  # it counts what the other side names
        subjects = [item for item in short if item.case in (Case.SUBJECT, Case.TOPIC) and item.refs(Sort.ENTITY)]
        slots = side.weighing.profile.slots
        parties = (ref for slot in ("subject", "object") for ref in slots.get(slot, ()))
        names = {name for ref in parties for name in called(ref, self.world)}
        if subjects and all(names.isdisjoint(item.ids) for item in subjects):
            return None
        told = {ref for item in short if not item.refs(Sort.ENTITY) for ref in item.refs(Sort.RELATION)}
        own = self.world.implied(side.weighing.profile.predicate)
        return side if not told or side.when is None or told & own else None

    def _completions(self, short: Items, full: Items) -> Iterator[Items]:
        """``short`` with what it leaves out: all that is not contrasted, then only the predicate, or who acts."""
        kept = tuple(item for item in full if item.means and not self._contrasts(item, short))
        yield (*kept, *short)
        bare = tuple(item for item in kept if not self._qualifies(item))
        if len(bare) < len(kept):
            yield (*bare, *short)
        if any(map(self._qualifies, short)):
            yield (*map(self._as_kind, bare), *short)
        pointing = [item for item in short if item.is_operator("pronoun")]
        if pointing:
            own = tuple(item for item in short if item not in pointing)
            yield (*self._series(full), *own)
            yield (*(item for item in bare if not item.refs(Sort.ENTITY)), *own)
        if any(item.refs(Sort.RELATION) for item in short):
            yield (*self._leading(kept), *short)

    def _as_kind(self, item: Item) -> Item:
        """A thing that has a date as what kind of thing it is: "the old one" beside it is another of its kind."""
        kinds = {
            name for ref in item.refs(Sort.ENTITY) if self.world.kind(ref) in DATED for name in self.world.classes(ref)
        }
        nouns = tuple(Meaning(Sort.CONCEPT, name) for name in sorted(kinds) if name in self.world.concepts)
        return replace(item, meanings=nouns, case=Case.NONE) if nouns else item

    def _leading(self, items: Items) -> Items:
        """Who or what a side speaks of first: the subject of one that follows without its own."""
        first = next((item for item in items if item.refs(Sort.ENTITY)), None)
        return (first,) if first is not None and may_be_subject(first) else ()

    def _series(self, items: Items) -> Items:
        """What "one" stands for beside an event: the series that it is one of."""
        return tuple(
            replace(item, meanings=(Meaning(Sort.ENTITY, series),), case=Case.NONE)
            for item in items
            for ref in item.refs(Sort.ENTITY)
            for series in self.world.entities[ref].links.get("instance_of", ())
        )

    def _contrasts(self, item: Item, others: Items) -> bool:
        """Whether something in ``others`` stands in the place of ``item``: another country, body, person …

        Of a named thing that is another one of its kind, told apart by a word ("than the old programme").
        """
        if any(map(self._qualifies, others)):
            kinds = {ref for other in others for ref in other.refs(Sort.CONCEPT)}
            if any(not kinds.isdisjoint(self.world.classes(ref)) for ref in item.refs(Sort.ENTITY)):
                return True
        return any(
            one == other or (self.world.comparable(one, other) and not self.world.overlap(one, other))
            for one in item.refs(Sort.ENTITY)
            for another in others
            for other in another.refs(Sort.ENTITY)
        )

    def _qualifies(self, item: Item) -> bool:
        """Whether an item only tells one thing from another ("new", "old")."""
        return _tells_apart(item, self.world)

    # -------------------------------------------------------------------------------------------------------- dates

    def dated(self, items: Items) -> Side | None:
        """The side's fact with a date; facts that date it differently leave it undecided."""
        found = list(self._weighings(items) or self._weighings(_without_light_verbs(items)))
        if not found:
            return _literal(items)
        named = {meaning.ref for item in items for meaning in item.meanings}
        about = [w for w in found if any(named & self.world.classes(ref) for ref in self._subjects(w))]
        found = sorted(about or found, key=_specific)
        best = found[0]
        when = best.profile.fact.statement.when
        assert when is not None
        acts = any(item.refs(Sort.RELATION) for item in items)
        for other in found[1:]:
            known = other.profile.fact.statement.when
            less = _fit(other) < _fit(best) or (acts and other.core < best.core)
            if known is None or less:
                continue
            if known.within(when):
                best, when = other, known
            elif not when.within(known):
                return self._any_of_series(found)
        return Side(best, when=when, text=best.profile.fact.when_edtf)

    def begun(self, items: Items) -> Side | None:
        """The side's fact with a date; of a series by itself the first that dates it: none of its events is as old.

        Those who act are as old as what tells of them alone.
        """
        named = [item for item in items if item.refs(Sort.ENTITY)]
        refs = {ref for item in named for ref in item.refs(Sort.ENTITY)}
        deeds = any(item.refs(Sort.RELATION) and not item.refs(Sort.ENTITY) for item in items)
        if len(named) != 1 or deeds or any(map(self._tells_which, items)):
            return self.dated(items)
        series = {ref for ref in refs if self.world.kind(ref) == "series"}
        if len(series) != 1 and any(self.world.kind(ref) in DATED for ref in refs):
            return self.dated(items)
        known = self.candidates(items)
        own = [p for p in known if (series.issuperset(p.slots["subject"]) if len(series) == 1 else p.held <= refs)]
        return self._earliest(own, items)

    def _earliest(self, profiles: Sequence[Profile], items: Items) -> Side | None:
        """The fact that dates a side first."""
        dated = [(when.first, p.fact.id, p) for p in profiles if (when := p.fact.statement.when) and when.first]
        if not dated:
            return None
        first = min(dated, key=lambda known: known[:2])[2]
        weighing = weigh(prepare(items, self.world), first)
        return Side(weighing, when=first.fact.statement.when, text=first.fact.when_edtf)

    def _tells_which(self, item: Item) -> bool:
        """Whether a word tells which of several is meant: by a date, a number, or as the new one or the old."""
        return item.value is not None or is_numbered(item) or _tells_apart(item, self.world)

    def _any_of_series(self, found: list[Weighing]) -> Side | None:
        """A side that may mean any event of one series: its dates lie between the first and the last."""
        series = {ref for weighing in found for ref in self._subjects(weighing) for ref in self._one_of(ref)}
        dates = [when for w in found if (when := w.profile.fact.statement.when) is not None]
        if len(series) != 1 or not all(any(map(self._one_of, self._subjects(w))) for w in found):
            return None
        first = min((when.first for when in dates if when.first is not None), default=None)
        last = max((when.last for when in dates if when.last is not None), default=None)
        if first is None or last is None:
            return None
        return Side(found[0], when=Interval(first, last), text=f"{first.year}…{last.year}", vague=True)

    def _one_of(self, ref: str) -> tuple[str, ...]:
        """The series that something is, or is one of."""
        links = self.world.entities[ref].links if ref in self.world.entities else {}
        return (ref,) if self.world.kind(ref) == "series" else tuple(links.get("instance_of", ()))

    def _subjects(self, weighing: Weighing) -> Iterator[str]:
        return (ref for ref in weighing.profile.fact.statement.subject if ref != self.world.topic)

    def _weighings(self, items: Items) -> list[Weighing]:
        if not any(item.means for item in items):
            return []
        # What has no date, or is not about what is named, is left out before it is weighed.
        dated = [
            profile
            for profile in self.candidates(items)
            if profile.fact.statement.when is not None and self._main(profile, items) and _dates_itself(profile, items)
        ]
        weighed = Hearing(prepare(items, self.world), dated).finished if dated else ()
        return [weighing for weighing in weighed if self._explains(weighing, items)]

    def _main(self, profile: Profile, items: Items) -> list[str]:
        """The parties of a fact, the topic aside, that a side names; a deed that was the first is named by itself."""
        said, topic = profile.fact.statement, self.world.topic
        named = {meaning.ref for item in items for meaning in item.meanings}
        if said.ordinal is not None and topic in said.subject and _tells_ordinal(items, said.ordinal):
            return list(said.subject)
        return [ref for ref in (*said.subject, *said.object) if ref != topic and named & called(ref, self.world)]

    def _explains(self, weighing: Weighing, items: Items) -> bool:
        """Whether a fact explains all of a side, and the side names what the fact is about."""
        if weighing.open or weighing.conflicts or not weighing.matches or weighing.negated:
            return False
        if _is_exchanged(weighing, self.world) or widens(weighing, self.world):
            return False
        if any(map(is_numbered, items)) and weighing.profile.fact.statement.ordinal is None:
            return False
        named = {meaning.ref for item in items for meaning in item.meanings}
        main = self._main(weighing.profile, items)
        lasting = all(self.world.kind(ref) not in DATED for ref in main)
        acts = any(item.refs(Sort.RELATION) and not is_numbered(item) for item in items)
        vague = len({step.item.surface for step in weighing.matches}) < 2 and not named & set(main)
        return bool(main) and not vague and (weighing.core == OWN if lasting else weighing.predicate or not acts)

    def lasts(self, side: Side) -> bool:
        """Whether something that lasts began by a side's fact: a membership does, a conference does not."""
        if side.weighing is None:
            return False
        begun = side.weighing.profile.predicate
        implied = self.world.implied(begun) - {begun}
        return any(self.world.aspect(ref) in LASTING for ref in implied)

    # ------------------------------------------------------------------------------------------------------- counts

    def counted(self, items: Items) -> Side | None:
        """The side's fact with a count of what the side names first; facts that count otherwise leave it undecided.

        The ways to divide a claim ask it repeatedly.
        """
        key = tuple(map(id, items))
        if key not in self._told:
            self._told[key] = items, self._counted(items)
        return self._told[key][1]

    def _counted(self, items: Items) -> Side | None:
        items = self._plain(items)
        heads = items[max((place for place, item in enumerate(items) if "adnominal" in item.traits), default=-1) + 1 :]
        nouns = [ref for item in heads or items for ref in item.refs(Sort.CONCEPT) + item.refs(Sort.ENTITY)]
        found: list[tuple[tuple[bool, int], tuple[int, ...], int, str, Side]] = []
        # A difference is no count of what differs.
        counting = [p for p in self.candidates(items) if self._counts(p, nouns) and not p.operators & _GROWING]
        for weighing in Hearing(prepare(items, self.world), counting).finished if counting else ():
            profile = weighing.profile
            if weighing.conflicts or weighing.open or weighing.negated or not weighing.matches:
                continue
            fit = tuple(-part for part in _fit(weighing))
            for count in profile.fact.statement.counts:
                if count.quantity.course or count.quantity.change:
                    continue
                named = [
                    (ref != count.unit, place)
                    for place, ref in enumerate(nouns)
                    if ref in self.world.classes(count.unit)
                ]
                summed = weighing.core == OWN or any(is_sum(ref, self.world) for ref in nouns)
                if not named and summed and is_money(count.unit, self.world):
                    named = [(True, len(nouns))]  # money is told by the giving of it, or as aid
                if named:
                    side = Side(weighing, count=count.quantity, text=told(count), unit=count.unit)
                    found.append((min(named), fit, len(profile.explained), profile.fact.id, side))
        found.sort(key=lambda entry: entry[:4])
        if not found:
            return None
        best = found[0]
        alike = [entry for entry in found if entry[:2] == best[:2]]
        return None if any(entry[4].count != best[4].count for entry in alike) else best[4]

    def _counts(self, profile: Profile, nouns: Sequence[str]) -> bool:
        """Whether a fact counts something that is named, or money."""
        units = (count.unit for count in profile.fact.statement.counts)
        return any(not self.world.classes(unit).isdisjoint(nouns) or is_money(unit, self.world) for unit in units)

    def _plain(self, items: Items) -> Items:
        """The items without what says an order too where it tells one thing from another ("the previous programme")."""
        return tuple(
            replace(item, meanings=tuple(m for m in item.meanings if m.sort is not Sort.OPERATOR))
            if item.is_operator("before", "after", "former") and _tells_apart(item, self.world)
            else item
            for item in items
        )

    def is_unit(self, item: Item) -> bool:
        """Whether an item names what some fact counts."""
        return any(ref in self.world.units for ref in item.refs(Sort.CONCEPT) + item.refs(Sort.ENTITY))

    def within(self, one: Side, items: Items) -> Side | None:
        """The other count of the same fact, if the second side names it ("centres than countries")."""
        if one.weighing is None:
            return None
        open_items = (step.item for step in weigh(prepare(items, self.world), one.weighing.profile).open)
        if any(item.unread or item.refs(Sort.ENTITY) for item in open_items):
            return None
        nouns = [ref for item in items for ref in item.refs(Sort.CONCEPT)]
        for count in one.weighing.profile.fact.statement.counts:
            if count.quantity != one.count and any(ref in self.world.classes(count.unit) for ref in nouns):
                return Side(one.weighing, count=count.quantity, text=told(count), unit=count.unit)
        return None


def told(count: Count) -> str:
    """A count as it is shown."""
    return f"{say(count.quantity)} {count.unit}"


def _without_light_verbs(items: Items) -> Items:
    """A side without the verbs that say only that it was ("the initiative came …"); nothing if it has none."""
    rest = tuple(item for item in items if not item.is_operator("light-verb"))
    return rest if len(rest) < len(items) else ()


def _dates_itself(profile: Profile, items: Items) -> bool:
    """Whether a fact's date is that of what a side names: an anniversary's is, if the side tells how long ago."""
    lengths = any(is_length(count) for count in profile.fact.statement.counts)
    return not lengths or any(isinstance(item.value, Number | Duration) for item in items)


def _of_members(side: Side, first: Items, second: Items) -> bool:
    """Whether two sides that one fact dates name each another member of a list of its parties."""
    if side.weighing is None or side.when is None:
        return False
    named = [{ref for item in items for ref in item.refs(Sort.ENTITY)} for items in (first, second)]
    parties = (set(refs) for refs in side.weighing.profile.slots.values() if len(refs) > 1)
    return any(refs & named[0] and refs & named[1] and not refs & named[0] & named[1] for refs in parties)


def _tells_apart(item: Item, world: World) -> bool:
    """Whether an item is a concept with an opposite, and nothing else."""
    return not item.refs(Sort.ENTITY) and any(world.opposites(ref) for ref in item.refs(Sort.CONCEPT))


def _points(items: Items, world: World) -> bool:
    """Whether a side names something of its own: a thing, a date, what tells it apart."""
    return any(item.refs(Sort.ENTITY) or isinstance(item.value, Time) or _tells_apart(item, world) for item in items)


def _first(resolve: Resolve, ways: Iterable[Items], known: Side) -> Side | None:
    """What a side is when it is completed, unless it then is the other one."""
    found = (side for side in map(resolve, ways) if side is not None)
    return next((side for side in found if side.shared or side.parties != known.parties), None)


def _is_exchanged(weighing: Weighing, world: World) -> bool:
    """Whether a side has for its subject one that a fact has elsewhere, and names the fact's own subject beside it."""
    marked = [step for step in weighing.matches if step.item.case in NAMED and names_kind(step.item, DOERS, world)]
    elsewhere = bool(marked) and all(step.slot in ("object", "place") for step in marked)
    return not weighing.predicate and elsewhere and any(step.slot == "subject" for step in weighing.matches)


def _literal(items: Items) -> Side | None:
    """A side that is nothing but a date."""
    times = [item.value for item in items if isinstance(item.value, Time)]
    if len(times) != 1 or any(item.means or item.unread for item in items) or times[0].relation is not Relation.IN:
        return None
    return Side(None, when=times[0].interval, text=times[0].edtf) if times[0].interval is not None else None


def _tells_ordinal(items: Items, ordinal: int) -> bool:
    """Whether a side says which one in a row it means ("the first mission")."""
    traits = (item.traits for item in items)
    numbers = (item.value for item in items if isinstance(item.value, Number) and item.value.kind is Kind.ORDINAL)
    return any(f"{ORDINAL}{ordinal}" in some for some in traits) or any(one.quantity.low == ordinal for one in numbers)


def _fit(weighing: Weighing) -> tuple[int, int, int, int, int]:
    """How well a fact fits a side, the weightiest first.

    Slots met besides subject and object; items matched; items that fill a slot; names; what the fact's fields hold.
    """
    slots = weighing.profile.slots
    return (
        len({step.slot for step in weighing.matches if step.slot in slots} - {"subject", "object"}),
        len(weighing.matches),
        sum(step.slot in slots for step in weighing.matches),
        sum(not weighing.profile.explained.isdisjoint(step.item.refs(Sort.ENTITY)) for step in weighing.matches),
        sum(not weighing.profile.own.isdisjoint(step.item.ids) for step in weighing.matches),
    )


def _specific(weighing: Weighing) -> tuple[tuple[int, ...], int, int, str]:
    fit = tuple(-part for part in _fit(weighing))
    return fit, -weighing.core, len(weighing.profile.explained), weighing.profile.fact.id
