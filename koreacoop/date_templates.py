"""Templates of dates as they stand in a language's ``dates.toml``, made into regular expressions.

A template is a regular expression over names of classes: ``day of? month ,? year``. A space allows white space, ``_``
allows none, ``.`` is a full stop; what stands before ``^`` or after ``$`` is context. Some names are roles: what stands
there is a part of what the template builds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from koreacoop.date_grammar import SLOTS, TIME_NAMES, Slots
from koreacoop.hints import Any

_NAMES = re.compile(r"[a-z]+|_|\s+|.", re.DOTALL)
_GROUPED = re.compile(r"\(([^()]*)\)([?*]?)")
_NEEDED = re.compile(r"((?:[a-z]|\|)+(?![a-z|?*]))|\[([^\]]*)\](?![?*])|\[[^\]]*\]|([-/.'])(?![?*])")
_GROUP = re.compile(r"\(\?P<(\w+)>")
_ROLES = {name: name for name in SLOTS if name not in ("when", "figure")} | dict.fromkeys(TIME_NAMES, "time")
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


def patterns(data: Mapping[str, Any], slots: Slots) -> dict[str, list[Any]]:
    """For each stage its templates as plain data: a pattern, and groups of classes of which each match has some."""
    macros: Mapping[str, str] = data.get("macros", {})
    expanded = {stage: [_expanded(text, macros) for text in texts] for stage, texts in data["templates"].items()}
    return {stage: [[_source(text, slots), _needs(text, slots)] for text in texts] for stage, texts in expanded.items()}


def _expanded(template: str, macros: Mapping[str, str]) -> str:
    for name, text in macros.items():
        template = re.sub(rf"(?<![A-Z]){name}(?![A-Z])", text, template)
    return template


def _needs(template: str, slots: Slots) -> list[str]:
    """The classes that each match must contain: of every group one. Of marks, each is its own class."""
    while "(" in template:
        template = _GROUPED.sub(_needed, template)
    found = (needed for needed in _NEEDED.findall(template) if any(needed))
    return ["".join(map(slots.kinds, names.split("|"))) if names else marks or mark for names, marks, mark in found]


def _source(template: str, slots: Slots) -> str:
    before, _, rest = template.rpartition("^")
    inner, _, after = rest.partition("$")
    parts = [_pattern(part, slots) for part in (before, inner.strip() if before else inner, after)]
    seen: dict[str, int] = {}
    return _GROUP.sub(lambda group: _numbered(group, seen), "(?={}(?P<all>{}){})".format(*parts))


def _pattern(template: str, slots: Slots) -> str:
    return "".join(_atom(atom, slots) for atom in _NAMES.findall(template))


def _atom(atom: str, slots: Slots) -> str:
    if atom.isalpha():
        group = f"(?P<{_ROLES[atom]}>" if atom in _ROLES else "(?:"
        return f"{group}[{slots.kinds(atom)}])"
    return {"_": "", ".": r"\."}.get(atom, " ?" if atom.isspace() else atom)


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
