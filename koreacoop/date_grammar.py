"""Templates over classes of tokens, and what is built of what they match.

Templates are regular expressions over rows of classes, each class a character (``date_templates`` makes them). Groups
of a match are roles: what stands there is a part of what the template builds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from koreacoop.date_lexer import SPACE, Token
from koreacoop.frozen import dataclass
from koreacoop.hints import Any

_DAY = ("digits1", "ordinal", "spelled")
_AMOUNT = ("digits1", "digits3", "digits4", "digits8", "number", "spelled", "spelledbig", "vague")
TIMES = {
    "day": "\uf000", "month": "\uf001", "year": "\uf002", "decade": "\uf003", "century": "\uf004", "span": "\uf005",
}  # fmt: skip
"""The classes of what templates have built, by extent."""
_ANCHORS = "yxW/'"
TIME_NAMES = {f"t{extent}": kind for extent, kind in TIMES.items()}
SLOTS: Mapping[str, tuple[str, ...]] = {
    "year": ("digits4", "spelledbig"), "anyyear": ("digits4", "digits3", "spelledbig"), "short": ("digits1",),
    "mnum": ("digits1",), "day": _DAY, "daytwo": _DAY, "na": ("digits1",), "nb": ("digits1",), "nth": _DAY,
    "hundred": ("spelled",), "rest": ("spelled",), "compact": ("digits8",), "tail": ("digits1",),
    "amount": _AMOUNT, "fraction": ("vague",), "amounttwo": _AMOUNT, "time": tuple(TIME_NAMES),
    "when": tuple(TIME_NAMES), "figure": _AMOUNT, "monthafter": ("monthhomonym",), "twin": ("month", "monthhomonym"),
    "orafter": ("after",), "orbefore": ("before",), "start": (*TIME_NAMES, *_DAY), "finish": (*TIME_NAMES, *_DAY),
}  # fmt: skip
Match = Mapping[str, Token]
Build = Callable[[Match, Sequence[Token], int, int], Token | None]


class Slots:
    """The names of a language's templates: classes of tokens, and slots that hold several of them."""

    def __init__(self, data: Mapping[str, Any], classes: Mapping[str, str]) -> None:
        self._classes = {**classes, **TIME_NAMES}
        self._slots = {**SLOTS, **data.get("slots", {})}
        self._known: dict[str, str] = {}

    def kinds(self, name: str) -> str:
        """The characters of a class or slot."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._kinds(name)
        return known

    def _kinds(self, name: str) -> str:
        if name in self._slots:
            return "".join(self._classes[part] for part in self._slots[name] if part in self._classes)
        return self._classes[name]


@dataclass(slots=True)
class Template:
    """One template: its pattern, what each match of it must contain (one of some classes), compiled when needed."""

    source: str
    needs: Sequence[str]
    pattern: re.Pattern[str] | None = None


class Grammar:
    """The templates of a language, by the stage in which they apply."""

    def __init__(self, slots: Slots, ready: Mapping[str, Sequence[Any]]) -> None:
        """``ready``: what ``date_templates.patterns`` gave."""
        self.kinds = slots.kinds
        self._stages = {stage: [Template(*row) for row in rows] for stage, rows in ready.items()}

    def _matches(self, stage: str, row: str) -> Iterator[re.Match[str]]:
        """All matches of a stage's templates; those that lack a needed class are not even compiled."""
        present = frozenset(row)
        for template in self._stages.get(stage, ()):
            if any(map(present.isdisjoint, template.needs)):
                continue
            if template.pattern is None:
                template.pattern = re.compile(template.source)
            yield from template.pattern.finditer(row)

    def rewrite(self, stage: str, tokens: list[Token], build: Build) -> list[Token]:
        """Replace what the templates of a stage find by what is built of it, the longest of the leftmost first."""
        row = "".join(token.kind for token in tokens)
        found = [(_trimmed(row, *match.span("all")), match) for match in self._matches(stage, row)]
        found.sort(key=lambda place: (place[0][0], -place[0][1]))
        out: list[Token] = []
        done = 0
        for (start, end), match in found:
            if start < done or start >= end:
                continue
            groups = {name: match.start(name) for name, text in match.groupdict().items() if text and name != "all"}
            roles = {name.rstrip("0123456789"): tokens[place] for name, place in groups.items()}
            built = build(roles, tokens, start, end)
            if built:
                out += [*tokens[done:start], built]
                done = end
        return [*out, *tokens[done:]]

    def mentions(self, tokens: Iterable[Token]) -> bool:
        """Whether any token can make a date or a duration: a year, or a word that names a time."""
        anchors = self.kinds("anchor") + _ANCHORS
        return any(token.kind in anchors for token in tokens)


def _trimmed(row: str, start: int, end: int) -> tuple[int, int]:
    return start + row.startswith(SPACE, start), end - row.endswith(SPACE, start, end)
