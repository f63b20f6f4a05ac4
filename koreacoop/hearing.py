"""A part of a claim before the facts that it may be about: they are weighed one by one, and only as far as it matters.

Most facts that share words with a part plainly say nothing of some other word of it. These decide nothing, and are
passed over unless nothing else decides: then the least of them that leaves open tells what is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.dockets import Said
from koreacoop.profiles import Profile
from koreacoop.scales import Weighing
from koreacoop.views import is_foreign
from koreacoop.weighing import settle, weigh


class Hearing:
    """A part and the facts that share most with it; each is weighed when it is asked for, and then kept."""

    def __init__(self, said: Said, profiles: Sequence[Profile]) -> None:
        self.said = said
        self._profiles = profiles
        self._weighed: dict[str, Weighing] = {}
        self._nearest: Weighing | None = None
        self._plain = [
            mention.sense
            for mention in said.mentions
            if mention.item.value is None and mention.item.meanings and not (said.has_office and mention.sense.official)
        ]
        self._unread = sum(mention.item.unread for mention in said.mentions)
        self._whole: list[Weighing] | None = None

    def _weigh(self, profile: Profile) -> Weighing:
        found = self._weighed.get(profile.fact.id)
        if found is None:
            found = self._weighed[profile.fact.id] = weigh(self.said, profile)
        return found

    @property
    def whole(self) -> list[Weighing]:
        """The facts of which it is not plain that they leave something open: no other one decides."""
        if self._whole is None:
            world = self.said.world
            likely = self._profiles if not self._unread else ()
            self._whole = [
                self._weigh(profile)
                for profile in likely
                if not any(is_foreign(sense, profile, world) for sense in self._plain)
            ]
        return self._whole

    def within(self, most: int) -> list[Weighing]:
        """The facts that do not plainly leave more than so many items open, or any that is not understood."""
        return [] if self._unread else [self._weigh(p) for left, p in self._left_open() if left <= most]

    def _left_open(self) -> list[tuple[int, Profile]]:
        """Facts with how many items they leave open at least."""
        world = self.said.world
        return [
            (self._unread + sum(is_foreign(sense, profile, world) for sense in self._plain), profile)
            for profile in self._profiles
        ]

    @property
    def nearest(self) -> Weighing | None:
        """The fact that leaves least open: what an unknown speaks of."""
        if self._nearest is None and self._profiles:
            best = min(map(_openness, self._weighed.values()), default=None)
            for left, profile in sorted(self._left_open(), key=lambda pair: pair[0]):
                if best is not None and left > best[0]:
                    break
                found = _openness(self._weigh(profile))
                best = found if best is None or found < best else best
            assert best is not None
            self._nearest = self._weighed[best[2]]
            settle(self._nearest, self.said)
        return self._nearest


def _openness(weighing: Weighing) -> tuple[int, int, str]:
    return len(weighing.open), -len(weighing.matches), weighing.profile.fact.id
