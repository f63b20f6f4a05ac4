"""What one fact explains: the ids, times and counts that a claim about it may mention.

A fact's concepts are those of its own slots and of its wordings as read. A word of a wording that may stand for several
concepts counts for those that another language's wording confirms, or for all if none does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from koreacoop.dates import Time
from koreacoop.frozen import dataclass, replace, set_memo
from koreacoop.hints import Any, ClassVar
from koreacoop.interval import Interval
from koreacoop.model import Fact, Item, Reading, Sort
from koreacoop.phrasing import PLANNED
from koreacoop.world import World

_CLOSING = frozenset({"final", "copula"})


@dataclass(frozen=True, slots=True, memo=("docket",))
class Profile:
    """A fact as the judge sees it."""

    fact: Fact
    slots: Mapping[str, tuple[str, ...]]
    explained: frozenset[str]
    own: frozenset[str]
    relations: frozenset[str]
    core: frozenset[str]
    operators: frozenset[str]
    identified: tuple[Interval, ...] = ()
    """When the fact's subject or event took place, as far as other facts say: what a year in a claim may point at."""

    spans: frozenset[Interval] = frozenset()
    """The periods of all that stands in the fact's slots (a plan "2021-2025")."""
    undated: frozenset[str] = frozenset()
    """Dates without a year in the fact's wordings ("as of August")."""
    heads: frozenset[str] = frozenset()
    """What the main verbs of its wordings stand for, in languages that put these last."""
    docket: ClassVar[Any]
    """What weighing works out of the slots once (``dockets``)."""

    def __post_init__(self) -> None:
        set_memo(self, "docket", None)

    @property
    def predicate(self) -> str:
        """The relation that the fact tells."""
        return self.fact.statement.predicate

    @property
    def held(self) -> frozenset[str]:
        """The ids in all its slots."""
        return frozenset(ref for refs in self.slots.values() for ref in refs)

    @classmethod
    def of(
        cls,
        fact: Fact,
        dated: Mapping[str, list[Interval]],
        *,
        explained: frozenset[str],
        relations: frozenset[str],
        core: frozenset[str],
        operators: frozenset[str],
        undated: frozenset[str],
    ) -> Profile:
        """A profile from what reading found, with what the fact's own fields say."""
        statement = fact.statement
        spoken_of = (*statement.subject, *statement.qualifiers.get("event", ()))
        own = own_refs(fact)
        return cls(
            fact=fact,
            slots=slots_of(fact),
            explained=explained,
            own=own,
            relations=relations,
            core=core,
            operators=operators,
            identified=tuple(when for ref in spoken_of for when in dated.get(ref, ())),
            spans=frozenset(when for ref in own for when in dated.get(ref, ())),
            undated=undated,
        )


def slots_of(fact: Fact) -> dict[str, tuple[str, ...]]:
    """The slots of a fact that hold anything: subject, object and qualifiers."""
    said = fact.statement
    return {
        name: refs for name, refs in {"subject": said.subject, "object": said.object, **said.qualifiers}.items() if refs
    }


def own_refs(fact: Fact) -> frozenset[str]:
    """The ids in a fact's own fields."""
    slots = {ref for refs in slots_of(fact).values() for ref in refs}
    return frozenset(slots | {count.unit for count in fact.statement.counts})


def build(
    fact: Fact, readings: Mapping[str, Iterable[Reading]], world: World, dated: Mapping[str, list[Interval]]
) -> Profile:
    """The profile of ``fact``: ``readings`` are its wordings as read, ``dated`` when entities took place or ran."""
    statement, own = fact.statement, set(own_refs(fact))
    read = _read_refs(readings, own)
    implied = world.implied(statement.predicate)
    core = implied | _said_in_all(readings)
    concepts = _without_rare_opposites(read[Sort.CONCEPT], own, readings, world)
    explained = {above for ref in own | concepts | read[Sort.ENTITY] for above in world.above(ref)}
    profile = Profile.of(
        fact,
        dated,
        explained=frozenset(explained),
        relations=frozenset(core | read[Sort.RELATION]),
        core=frozenset(core),
        operators=frozenset(read[Sort.OPERATOR]) | _moods(readings),
        undated=_undated(readings),
    )
    return replace(profile, heads=_heads(readings, implied))


def _heads(readings: Mapping[str, Iterable[Reading]], own: frozenset[str]) -> frozenset[str]:
    """What the main words of the wordings stand for, of a word for the fact's own relation only that."""
    texts = (reading for readings_ in readings.values() for reading in readings_ if reading.standard_first)
    return frozenset(ref for reading in texts for item in _mains(reading.items) for ref in _meant(item, own))


def _mains(items: Iterable[Item]) -> Iterable[Item]:
    """What a wording closes with, a verb or a noun, and the ends of its other sentences."""
    said = [item for item in items if item.means]
    return [*(item for item in said if not item.traits.isdisjoint(_CLOSING)), *said[-1:]]


def _meant(item: Item, own: frozenset[str]) -> Iterable[str]:
    relations = frozenset(item.refs(Sort.RELATION))
    return relations & own or (relations if "copula" in item.traits else item.ids)


def _moods(readings: Mapping[str, Iterable[Reading]]) -> frozenset[str]:
    """What the endings of the wordings' verbs say, as far as a claim must not say it by itself: a plan."""
    items = (item for texts in readings.values() for reading in texts for item in reading.items)
    return frozenset(trait for item in items for trait in item.traits & PLANNED)


def _undated(readings: Mapping[str, Iterable[Reading]]) -> frozenset[str]:
    items = (item for texts in readings.values() for reading in texts for item in reading.items)
    return frozenset(i.value.edtf for i in items if isinstance(i.value, Time) and i.value.edtf.startswith("XXXX"))


def _said_in_all(readings: Mapping[str, Iterable[Reading]]) -> frozenset[str]:
    """Relations that the wordings of all languages cue: another word for the fact's own predicate."""
    by_language = [_cues(next(iter(texts), None)) for texts in readings.values()]
    return frozenset.intersection(*by_language) if by_language else frozenset()


def _cues(reading: Reading | None) -> frozenset[str]:
    return frozenset(ref for item in (reading.items if reading else ()) for ref in item.refs(Sort.RELATION))


def _without_rare_opposites(
    concepts: set[str], own: set[str], readings: Mapping[str, Iterable[Reading]], world: World
) -> set[str]:
    """A concept that a paraphrase mentions beside its opposite ("one city is larger") is not what the fact says."""
    opposed = {concept: found for concept in concepts - own if (found := world.opposites(concept) & concepts)}
    if not opposed:
        return concepts
    said = [
        ref
        for texts in readings.values()
        for reading in texts
        for item in reading.items
        for ref in item.refs(Sort.CONCEPT)
    ]
    rare = {
        concept
        for concept, others in opposed.items()
        if any(said.count(concept) * 2 < said.count(other) for other in others)
    }
    return concepts - rare


def _read_refs(readings: Mapping[str, Iterable[Reading]], own: set[str]) -> dict[Sort, set[str]]:
    """The ids that the wordings mention, ambiguous words settled by the other languages."""
    by_language = {code: [item for reading in texts for item in reading.items] for code, texts in readings.items()}
    voices: dict[tuple[Sort, str], set[str]] = {}
    for code, items in by_language.items():
        for item in items:
            for meaning in item.meanings:
                voices.setdefault((meaning.sort, meaning.ref), set()).add(code)
    refs: dict[Sort, set[str]] = {sort: set() for sort in Sort}
    for items in by_language.values():
        for item in items:
            for sort, ref in _settled(item, voices, own):
                refs[sort].add(ref)
    return refs


def _settled(item: Item, voices: Mapping[tuple[Sort, str], set[str]], own: set[str]) -> Iterable[tuple[Sort, str]]:
    if len(item.meanings) <= 1:
        return [(meaning.sort, meaning.ref) for meaning in item.meanings if meaning.flag != "denial"]
    governments = [(m.sort, m.ref) for m in item.meanings if m.flag == "metonym" and m.ref in own]
    if governments:
        return governments
    options = [(meaning.sort, meaning.ref) for meaning in item.meanings if meaning.flag != "denial"]
    confirmed = [option for option in options if len(voices.get(option, ())) > 1]
    return confirmed or options
