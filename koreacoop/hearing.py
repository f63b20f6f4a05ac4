"""A part of a claim before the facts that it may be about: they are weighed one by one, and only as far as it matters.

Most facts that share words with a part plainly say nothing of some other word of it. These decide nothing, and are
passed over unless nothing else decides: then the least of them that leaves open tells what is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from koreacoop.dockets import Mention, Said
from koreacoop.profiles import Profile
from koreacoop.scales import Weighing
from koreacoop.views import is_foreign
from koreacoop.weighing import finish, settle, weigh


class Hearing:
    """A part and the facts that share most with it; each is weighed when it is asked for, and then kept."""

    def __init__(self, said: Said, profiles: Sequence[Profile]) -> None:
        self.said = said
        self.understood = not any(mention.item.unread for mention in said.mentions)
        self._profiles = profiles
        self._weighed: dict[str, Weighing] = {}
        self._nearest: Weighing | None = None
        # An office may come to stand against a fact by who holds it.
        self._plain = [
            mention
            for mention in said.mentions
            if mention.item.value is None and mention.sense.bare and not (said.has_office and mention.sense.official)
        ]
        self._whole: list[Weighing] | None = None

    def weigh(self, profile: Profile) -> Weighing:
        """The part against one of the facts; who acts on whom is settled only where its predicate is met."""
        found = self._weighed.get(profile.fact.id)
        if found is None:
            found = self._weighed[profile.fact.id] = weigh(self.said, profile, wholly=False)
        return found

    @property
    def whole(self) -> list[Weighing]:
        """The facts of which it is not plain that they leave something open: no other one decides."""
        if self._whole is None:
            world, senses = self.said.world, [mention.sense for mention in self._plain]
            self._whole = [
                self.weigh(profile)
                for profile in (self._profiles if self.understood else ())
                if not any(is_foreign(sense, profile, world) for sense in senses)
            ]
        return self._whole

    @property
    def finished(self) -> list[Weighing]:
        """The same, with all settled."""
        for weighing in self.whole:
            finish(weighing, self.said)
        return self.whole

    def left_open(self) -> Iterator[tuple[Profile, list[Mention]]]:
        """The facts with what they plainly leave open; what is not understood is left out."""
        world = self.said.world
        for profile in self._profiles:
            yield profile, [mention for mention in self._plain if is_foreign(mention.sense, profile, world)]

    def within(self, most: int) -> Iterator[Weighing]:
        """The facts that do not plainly leave more than so many items open, if all is understood."""
        return (self.weigh(profile) for profile, left in self.left_open() if self.understood and len(left) <= most)

    @property
    def nearest(self) -> Weighing | None:
        """The fact that leaves least open: what an unknown speaks of."""
        if self._nearest is None and self._profiles:
            best = min(map(self._openness, self._weighed.values()), default=None)
            for profile, left in sorted(self.left_open(), key=lambda pair: len(pair[1])):
                if best is not None and len(left) > best[0]:
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
