"""Templates over classes of tokens, as they stand in a language's ``dates.toml``.

A template is a regular expression over names of classes: ``day of? month ,? year``. A space allows white space, ``_``
allows none, ``.`` is a full stop; what stands before ``^`` or after ``$`` is context. Some names are roles: what stands
there is a part of what the template builds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from koreacoop.date_lexer import SPACE, Token
from koreacoop.frozen import dataclass
from koreacoop.hints import Any

_NAMES = re.compile(r"[a-z]+|_|\s+|.", re.DOTALL)
_GROUPED = re.compile(r"\(([^()]*)\)([?*]?)")
_NEEDED = re.compile(r"(?:[a-z]|\|)+(?![a-z|?*])")
_GROUP = re.compile(r"\(\?P<(\w+)>")
_DAY = ("digits1", "ordinal", "spelled")
_AMOUNT = ("digits1", "digits3", "digits4", "digits8", "number", "spelled", "spelledbig", "vague")
TIMES = {
    "day": "\uf000", "month": "\uf001", "year": "\uf002", "decade": "\uf003", "century": "\uf004", "span": "\uf005",
}  # fmt: skip
"""The classes of what templates have built, by extent."""
_ANCHORS = "yxW/'"
_TIMES = {f"t{extent}": kind for extent, kind in TIMES.items()}
_SLOTS: Mapping[str, tuple[str, ...]] = {
    "year": ("digits4", "spelledbig"), "anyyear": ("digits4", "digits3", "spelledbig"), "short": ("digits1",),
    "mnum": ("digits1",), "day": _DAY, "daytwo": _DAY, "na": ("digits1",), "nb": ("digits1",), "nth": _DAY,
    "hundred": ("spelled",), "rest": ("spelled",), "compact": ("digits8",), "tail": ("digits1",),
    "amount": _AMOUNT, "amounttwo": _AMOUNT, "time": tuple(_TIMES),
    "when": tuple(_TIMES), "figure": _AMOUNT, "monthafter": ("monthhomonym",), "twin": ("month", "monthhomonym"),
    "orafter": ("after",), "orbefore": ("before",), "start": (*_TIMES, *_DAY), "finish": (*_TIMES, *_DAY),
}  # fmt: skip
_ROLES = {name: name for name in _SLOTS if name not in ("when", "figure")} | dict.fromkeys(_TIMES, "time")
_ROLES |= {
    "anyyear": "year", "ordinalday": "day", "hijrimonth": "hijri", "decadesuffix": "decadeword",
    "approxbefore": "approxword",
    "longunit": "unit", "oneunit": "unit", "theunits": "unit", "theamount": "amount",
    "relpre": "rel", "relpost": "rel", "relfrom": "rel",
}  # fmt: skip
_ROLES |= {
    name: name
    for name in (
        "month", "decadeword", "centuryword", "quarter", "half", "halfpart", "part", "decadeunit", "approxword",
        "bound", "boundafter", "unit", "fixed", "more", "hijri", "monthunit",
    )
}  # fmt: skip
Match = Mapping[str, Token]
Build = Callable[[Match, Sequence[Token], int, int], Token | None]


@dataclass(slots=True)
class Template:
    """One template: its text, what each match of it must contain, and its pattern once it is needed."""

    text: str
    needs: tuple[frozenset[str], ...]
    pattern: re.Pattern[str] | None = None


class Grammar:
    """The compiled templates of a language, by the stage in which they apply."""

    def __init__(self, data: Mapping[str, Any], classes: Mapping[str, str]) -> None:
        self._classes = {**classes, **_TIMES}
        self._slots = {**_SLOTS, **data.get("slots", {})}
        self._macros: Mapping[str, str] = data.get("macros", {})
        self._stages = {name: [self._template(text) for text in texts] for name, texts in data["templates"].items()}

    def kinds(self, name: str) -> str:
        """The characters of a class or slot."""
        if name in self._slots:
            return "".join(self._classes[part] for part in self._slots[name] if part in self._classes)
        return self._classes[name]

    def _template(self, template: str) -> Template:
        for name, text in self._macros.items():
            if name not in template:
                continue
            template = re.sub(rf"(?<![A-Z]){name}(?![A-Z])", text, template)
        needed = template
        while "(" in needed:
            needed = _GROUPED.sub(_needed, needed)
        needs = (frozenset("".join(map(self.kinds, names.split("|")))) for names in _NEEDED.findall(needed))
        return Template(template, tuple(needs))

    def _compile(self, template: Template) -> re.Pattern[str]:
        before, _, rest = template.text.rpartition("^")
        inner, _, after = rest.partition("$")
        parts = [self._pattern(part) for part in (before, inner.strip() if before else inner, after)]
        seen: dict[str, int] = {}
        return re.compile(_GROUP.sub(lambda group: _numbered(group, seen), "(?={}(?P<all>{}){})".format(*parts)))

    def _matches(self, stage: str, row: str) -> Iterator[re.Match[str]]:
        """All matches of a stage's templates; those that lack a needed class are not even compiled."""
        present = frozenset(row)
        for template in self._stages.get(stage, ()):
            if all(need & present for need in template.needs):
                if template.pattern is None:
                    template.pattern = self._compile(template)
                yield from template.pattern.finditer(row)

    def _pattern(self, template: str) -> str:
        return "".join(map(self._atom, _NAMES.findall(template)))

    def _atom(self, atom: str) -> str:
        if atom.isalpha():
            group = f"(?P<{_ROLES[atom]}>" if atom in _ROLES else "(?:"
            return f"{group}[{self.kinds(atom)}])"
        return {"_": "", ".": r"\."}.get(atom, " ?" if atom.isspace() else atom)

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


def _needed(group: re.Match[str]) -> str:
    """What a match needs of a group: all of it, one of several words, or nothing that can be told at once."""
    inside, optional = group[1], group[2]
    if optional or inside.startswith("?"):
        return ""
    if "|" not in inside:
        return f" {inside} "
    return f" {inside} " if all(map(str.isalpha, inside.split("|"))) else ""


def _numbered(group: re.Match[str], seen: dict[str, int]) -> str:
    """A role's group under a name of its own, as a role may stand in several branches of a template."""
    count = seen[group[1]] = seen.get(group[1], 0) + 1
    return f"(?P<{group[1]}{count if count > 1 else ''}>"


def _trimmed(row: str, start: int, end: int) -> tuple[int, int]:
    return start + row.startswith(SPACE, start), end - row.endswith(SPACE, start, end)
