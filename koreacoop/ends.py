"""Who of a part stands at which end of a fact: who acts by the record, and those to whom or with whom it is done."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.dockets import Parties, docket_of
from koreacoop.model import Case, Item, Outcome, Sort
from koreacoop.profiles import Profile
from koreacoop.scales import Weighing, may_be_subject
from koreacoop.world import BEINGS, DOERS, OCCASIONS, World

_ALIKE = (BEINGS, OCCASIONS)


class Ends:
    """The words of a part with those of them that name a fact's parties; these are sought when first asked for."""

    __slots__ = ("_exchangeable", "_found", "_giver", "items", "profile", "world")

    def __init__(self, profile: Profile, items: Sequence[Item], world: World) -> None:
        self.profile = profile
        self.items = items
        self.world = world
        self._found: tuple[list[Item], list[Item]] | None = None
        self._exchangeable: list[Item] | None = None
        self._giver: tuple[Item | None] | None = None

    @property
    def parties(self) -> Parties:
        """What the fact's parties may be called."""
        return docket_of(self.profile, self.world).parties

    @property
    def acting(self) -> list[Item]:
        """The mentions of who acts by the record; what may be another party too is none."""
        return self._both[0]

    @property
    def others(self) -> list[Item]:
        """The mentions of the other parties, likewise."""
        return self._both[1]

    @property
    def exchangeable(self) -> list[Item]:
        """Those of them that could stand in the place of who acts: of its kind, both beings or both occasions."""
        if self._exchangeable is None:
            kinds = self._kinds(self.profile.slots.get("subject", ()))
            families = [family for family in _ALIKE if kinds & family]
            own = [(item, self._kinds(item.refs(Sort.ENTITY))) for item in self.others]
            self._exchangeable = [item for item, some in own if some & kinds or any(map(some.intersection, families))]
        return self._exchangeable

    @property
    def giver(self) -> Item | None:
        """Who does what a word of the fact's relation beside his name says, if it is from him ("invitation from …")."""
        if self._giver is None:
            told = [item for item in self.items if item.has_content and item.value is None and not may_be_subject(item)]
            pairs = (pair for one, other in pairwise(told) for pair in ((one, other), (other, one)))
            self._giver = (next((name for cue, name in pairs if self._gives(name, cue)), None),)
        return self._giver[0]

    def _gives(self, name: Item, cue: Item) -> bool:
        """Whether a name stands for one from whom that is which a word tells, from either side: never its contrary."""
        if name.case is not Case.FROM or DOERS.isdisjoint(self._kinds(self._meant(name))) or cue.refs(Sort.ENTITY):
            return False
        told = self.profile.predicate
        flags = {meaning.flag for meaning in cue.meanings if meaning.sort is Sort.RELATION and meaning.ref == told}
        return bool(flags) and flags <= {"", "inverse"}

    def _meant(self, name: Item) -> Sequence[str]:
        """What a name stands for, taken as it is where that fills a slot of the fact (Seoul, where something is)."""
        plain = [m.ref for m in name.meanings if m.sort is Sort.ENTITY and m.flag == ""]
        filled = self.profile.held
        return plain if filled & set(plain) else name.refs(Sort.ENTITY)

    @property
    def _both(self) -> tuple[list[Item], list[Item]]:
        if self._found is None:
            subjects = frozenset(self.profile.slots.get("subject", ()))
            rest = frozenset(ref for slot, refs in self.profile.slots.items() if slot != "subject" for ref in refs)
            known = self.parties
            mentions = [(item, refs) for item in self.items if (refs := item.refs(Sort.ENTITY))]
            acting = [item for item, refs in mentions if not known.acting.isdisjoint(refs) and rest.isdisjoint(refs)]
            others = [
                item for item, refs in mentions if not known.others.isdisjoint(refs) and subjects.isdisjoint(refs)
            ]
            self._found = acting, [item for item in others if not any(item is one for one in acting)]
        return self._found

    def _kinds(self, refs: Sequence[str]) -> set[str]:
        return {self.world.kind(ref) for ref in refs}


def exchange(weighing: Weighing, party: Item) -> None:
    """Set a party that stands at the other end than the fact has it against the fact."""
    weighing.tell(party, Outcome.CONFLICT, "roles", "the parties are exchanged")
