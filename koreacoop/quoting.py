"""Where quotations stand in a text: a long one is not gone through for each of very many."""

from __future__ import annotations

from collections.abc import Iterable

_LONG = 20_000
"""Letters from which on a text's words are listed."""
_KEY = 10
"""Letters from a space on by which words are listed."""


class Places:
    """Finds quotations in a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._spaces: dict[str, list[int]] = {}
        place = 0
        for word in text.split(" ") if len(text) >= _LONG else ():
            place += len(word)
            self._spaces.setdefault(text[place : place + _KEY], []).append(place)
            place += 1

    def find(self, quote: str) -> list[int]:
        """Where a quotation begins: the first two places, fewer if it stands there less often."""
        found: list[int] = []
        for place in self._near(quote) if self._spaces else self._all(quote):
            if place >= 0 and self.text.startswith(quote, place):
                found.append(place)
                if len(found) == 2:
                    break
        return found

    def _all(self, quote: str) -> Iterable[int]:
        place = self.text.find(quote)
        while place >= 0:
            yield place
            place = self.text.find(quote, place + 1)

    def _near(self, quote: str) -> Iterable[int]:
        """Where it may begin, in order: by that one of its spaces after which the text goes on so most seldom."""
        spaces = [place for place, char in enumerate(quote[: 1 - _KEY]) if char == " "]
        if not spaces:
            return self._all(quote)
        listed = [(place, self._spaces.get(quote[place : place + _KEY], ())) for place in spaces]
        offset, found = min(listed, key=lambda one: len(one[1]))
        return [place - offset for place in found]
