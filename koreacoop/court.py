"""The facts as profiles, with the index by which those are found that a part of a claim may be about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from koreacoop.candidates import Listed, closest
from koreacoop.dockets import Sense, mention_of
from koreacoop.frozen import dataclass, field
from koreacoop.hints import Any, Protocol
from koreacoop.model import Item
from koreacoop.profiles import Profile
from koreacoop.world import World

Candidates = Callable[[Sequence[Item]], Iterable[Profile]]
"""Finds the facts that words may be about."""
MOST = 64
"""How many facts a part is held against."""
_MISSED = 2
_MANY = 3000
_KEPT = 200
"""Searches whose result is kept: the parts of a claim ask the same again and again."""


class Profiles(Protocol):
    """The profiles of facts by key."""

    def all(self, keys: Sequence[Any]) -> list[Profile]:
        """The profiles of some keys, in their order."""


class Postings(Protocol):
    """Keys of profiles by what they explain."""

    def fetch(self, keys: Iterable[str]) -> None:
        """Make lists ready that will be asked for."""

    def get(self, key: str, default: Any = None) -> Any:
        """The keys, in order, under an id of the pack."""

    def __contains__(self, key: object) -> bool: ...


@dataclass(slots=True)
class Court:
    """The facts as profiles, with the index by which those are found that a part may be about.

    A profile has a key: the id of its fact, or its number. The index lists keys by what they explain, in order.
    """

    world: World
    profiles: Profiles
    index: Postings
    _found: dict[tuple[Sense, ...], list[Profile]] = field(default_factory=dict)

    def prepare(self, items: Sequence[Item]) -> None:
        """Fetch at one go what will be asked of items."""
        refs = dict.fromkeys(meaning.ref for item in items for meaning in item.meanings)
        self.world.prepare(refs)
        self.index.fetch(refs)

    def candidates(self, items: Sequence[Item]) -> list[Profile]:
        """The facts that share most with the items, best first, without those that miss too much to decide anything."""
        senses = tuple(mention_of(item, self.world).sense for item in items)
        found = self._found.get(senses)
        if found is None:
            if len(self._found) > _KEPT:
                self._found.clear()
            keys = closest([self.listed(sense) for sense in senses], MOST, _MISSED)
            found = self._found[senses] = self.profiles.all(keys)
        return found

    def listed(self, sense: Sense) -> Listed:
        """The facts that have something of what words may stand for."""
        if sense.listed is None:
            sense.listed = Listed([self.index.get(ref, ()) for ref in dict.fromkeys(m.ref for m in sense.meanings)])
        found: Listed = sense.listed
        return found

    def share(self, one: Sense, other: Sense) -> bool:
        """Whether some fact may have something of both of two words; of what very many have it is not looked up."""
        first, second = self.listed(one), self.listed(other)
        if self.world.topic in one.named | other.named or max(first.size, second.size) > _MANY:
            return True
        return not first.keys.isdisjoint(second.keys)


class Bench(dict[Any, Profile]):
    """Profiles in memory."""

    def all(self, keys: Sequence[Any]) -> list[Profile]:
        """The profiles of some keys, in their order."""
        return [self[key] for key in keys]


class Lists(dict[str, list[str]]):
    """Lists in memory."""

    def fetch(self, keys: Iterable[str]) -> None:
        """Everything is there."""


def index_of(profiles: Iterable[Profile], topic: str) -> Lists:
    """Fact ids by what they explain."""
    table = Lists()
    for profile in sorted(profiles, key=lambda profile: profile.fact.id):
        for ref in indexed(profile, topic):
            table.setdefault(ref, []).append(profile.fact.id)
    return table


def indexed(profile: Profile, topic: str) -> frozenset[str]:
    """What a profile is found by; the topic explains too much to help."""
    return (profile.explained | profile.relations) - {topic}
