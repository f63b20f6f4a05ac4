"""A part of a claim before the facts that it may be about: they are weighed one by one, and only as far as it matters.

Most facts that share words with a part plainly say nothing of some other word of it. These decide nothing, and are
passed over unless nothing else decides: then the least of them that leaves open tells what is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from koreacoop.belonging import may_own
from koreacoop.dockets import Mention, Said
from koreacoop.model import Outcome, Sort, Step
from koreacoop.profiles import Profile
from koreacoop.scales import Weighing
from koreacoop.weighing import finish, plainly_open, settle, told_of, weigh

Opened = tuple[Mention, Step]
"""A mention that a fact leaves open, and how."""


_FINE = frozenset({"when", "quantity", "duration"})
"""What a part may say more closely than a fact does."""


class Hearing:
    """A part and the facts that share most with it; each is weighed when it is asked for, and then kept."""

    def __init__(self, said: Said, profiles: Sequence[Profile]) -> None:
        self.said = said
        self.understood = not any(mention.item.unread for mention in said.mentions)
        self._profiles = profiles
        self._weighed: dict[str, Weighing] = {}
        self._nearest: Weighing | None = None
        # An office may come to stand against a fact by who holds it.
        plain = [m for m in said.mentions if not (m.idle or (said.has_office and m.sense.official))]
        # What few facts have tells them apart soonest.
        self._plain = sorted(plain, key=_spread)
        self._left: list[tuple[Profile, list[Opened]]] | None = None
        self._whole: list[Weighing] | None = None

    def weigh(self, profile: Profile) -> Weighing:
        """The part against one of the facts; who acts on whom is settled only where its predicate is met."""
        found = self._weighed.get(profile.fact.id)
        if found is None:
            found = self._weighed[profile.fact.id] = weigh(self.said, profile, wholly=False)
        return found

    @property
    def whole(self) -> list[Weighing]:
        """The facts of which it is not plain that they leave something open: no other one decides.

        Those that are only less close than the part are among them.
        """
        if self._whole is None:
            self._whole = [
                self.weigh(profile)
                for profile in (self._profiles if self.understood else ())
                if not any(self._is_barred(mention, profile) for mention in self._plain)
                and not any(self._is_lacking(mention, profile) for mention in self._plain)
            ]
        return self._whole

    def _is_barred(self, mention: Mention, profile: Profile) -> bool:
        """Whether a fact plainly leaves a mention open, and does not just tell less closely when or how many."""
        step = plainly_open(mention, profile, self.said.world)
        barred = step is not None and (step.slot not in _FINE or "no " in step.detail)
        return barred and not may_own(mention.item, profile, self.said.world)

    def _is_lacking(self, mention: Mention, profile: Profile) -> bool:
        """Whether a fact has nothing of a mention, which takes longer to tell than whether it plainly has not."""
        told = told_of(mention, profile, self.said.world)
        lacking = told is not None and told[0].outcome is Outcome.OPEN and told[0].slot == "detail"
        return lacking and not may_own(mention.item, profile, self.said.world)

    @property
    def finished(self) -> list[Weighing]:
        """The same, with all settled."""
        for weighing in self.whole:
            finish(weighing, self.said)
        return self.whole

    def left_open(self) -> list[tuple[Profile, list[Opened]]]:
        """The facts with what they plainly leave open, whatever else is said."""
        if self._left is None:
            self._left = [(profile, self._opened(profile)) for profile in self._profiles]
        return self._left

    def _opened(self, profile: Profile) -> list[Opened]:
        world = self.said.world
        rows = [(mention, plainly_open(mention, profile, world)) for mention in self._plain]
        return [(mention, step) for mention, step in rows if step is not None]

    def but_for_a_name(self) -> Iterator[Weighing]:
        """The facts that plainly leave open one name at most, if all is understood."""
        for profile, left in self.left_open() if self.understood else ():
            if not left or (len(left) == 1 and left[0][0].item.refs(Sort.ENTITY)):
                yield self.weigh(profile)

    @property
    def nearest(self) -> Weighing | None:
        """The fact that leaves least open: what an unknown speaks of."""
        if self._nearest is None and self._profiles:
            best = min(map(self._openness, self._weighed.values()), default=None)
            speaking = sum(not mention.idle for mention in self.said.mentions)
            # A fact leaves open what it plainly does, and matches the rest at best.
            for left, profile in sorted(((len(left), one) for one, left in self.left_open()), key=_place):
                if best is not None and (left, left - speaking, profile.fact.id) > best:
                    break
                found = self._openness(self.weigh(profile))
                best = found if best is None or found < best else best
            assert best is not None
            self._nearest = self._weighed[best[2]]
            settle(self._nearest, self.said)
        return self._nearest

    def _openness(self, weighing: Weighing) -> tuple[int, int, str]:
        finish(weighing, self.said)
        return len(weighing.open), -len(weighing.matches), weighing.profile.fact.id


def _place(row: tuple[int, Profile]) -> tuple[int, str]:
    return row[0], row[1].fact.id


def _spread(mention: Mention) -> int:
    """How many facts have something of a mention, as far as that was asked."""
    listed = mention.sense.listed
    return 0 if listed is None else int(listed.size)
