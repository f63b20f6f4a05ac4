"""Comments that say what to pass over: ``koreacoop:ignore[KC101] reason`` and its like, and *[sic]* in the prose.

``ignore[…]`` holds for the sentences on its own line, ``ignore-next-line[…]`` for those on the next line with text,
``ignore-file[…]`` for the file, ``disable[…]`` up to ``enable[…]`` or the end. In the brackets stand codes, beginnings
of codes (KC1) or ids of facts. What suppresses nothing is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from koreacoop.codes import BAD, CODES, UNUSED
from koreacoop.documents import Comment, Places
from koreacoop.findings import Finding, Region
from koreacoop.frozen import dataclass, replace
from koreacoop.model import Label

_WRITTEN = re.compile(r"koreacoop:\s*(?P<verb>[\w-]*)\s*(?:\[(?P<codes>[^\]]*)\])?\s*(?P<reason>.*)", re.DOTALL)
_VERBS = ("ignore", "ignore-next-line", "ignore-file", "disable", "enable")
_SIC = "marked [sic]"


@dataclass(frozen=True, slots=True)
class Directive:
    """What one comment says, and the lines for which it holds."""

    verb: str
    codes: tuple[str, ...]
    reason: str
    region: Region
    first: int = 0
    last: int = 0

    def covers(self, finding: Finding, code: str) -> bool:
        """Whether a finding stands on its lines and is of this code or fact."""
        sentence = finding.sentence.region if finding.sentence else finding.region
        here = sentence.line <= self.last and self.first <= sentence.end_line
        return here and (finding.code.id.startswith(code) or code in finding.facts)


def suppress(
    findings: Sequence[Finding], comments: Iterable[Comment], text: str, is_fact: Callable[[str], bool]
) -> list[Finding]:
    """The findings, those marked that a comment or a [sic] passes over, and what is wrong with the comments."""
    places = Places(text)
    directives, bad = _directives(comments, text, places, is_fact)
    marked = [_marked(finding, directives) for finding in findings]
    unused = [
        _report(UNUSED, directive.region, f"{code}: nothing here is suppressed by it")
        for directive in directives
        for code in directive.codes
        if not any(directive.covers(finding, code) for finding in findings)
    ]
    return sorted([*marked, *bad, *unused], key=lambda finding: (finding.region.start, finding.code.id))


def _marked(finding: Finding, directives: Sequence[Directive]) -> Finding:
    if finding.sentence is not None and finding.sentence.sic and finding.label is Label.CONTRADICTED:
        return replace(finding, suppressed=_SIC)
    for directive in directives:
        if any(directive.covers(finding, code) for code in directive.codes):
            return replace(finding, suppressed=directive.reason)
    return finding


def _report(code: str, region: Region, message: str) -> Finding:
    return Finding(CODES[code], region, message)


# ------------------------------------------------------------------------------------------------------------ comments


def _directives(
    comments: Iterable[Comment], text: str, places: Places, is_fact: Callable[[str], bool]
) -> tuple[list[Directive], list[Finding]]:
    """What the comments say, ranges closed, and those of them that cannot be used."""
    found: list[Directive] = []
    bad: list[Finding] = []
    for comment in comments:
        written = _WRITTEN.match(comment.text)
        if written is None:
            continue
        directive = _read(written, region_of(comment.start, comment.end, places))
        wrong = _wrong(directive, is_fact)
        if wrong:
            bad.append(_report(BAD, directive.region, wrong))
        else:
            found.append(directive)
    last = text.count("\n") + 1
    return list(_ranged(found, text.split("\n"), last)), bad


def _read(written: re.Match[str], region: Region) -> Directive:
    codes = tuple(code.strip() for code in (written["codes"] or "").split(",") if code.strip())
    return Directive(written["verb"], codes, " ".join(written["reason"].split()), region)


def _wrong(directive: Directive, is_fact: Callable[[str], bool]) -> str:
    """Why a comment cannot be used; "" if it can."""
    if directive.verb not in _VERBS:
        return f"{directive.verb or 'nothing'!r} is not one of {', '.join(_VERBS)}"
    if not directive.codes:
        return "no code is named: name what is to be passed over, as in [KC101]"
    for code in directive.codes:
        if not is_fact(code) and not any(known.startswith(code) for known in CODES):
            return f"{code!r} is no code and no id of a fact"
    return ""


def _ranged(directives: Sequence[Directive], lines: Sequence[str], last: int) -> Iterator[Directive]:
    for number, directive in enumerate(directives):
        line = directive.region.line
        if directive.verb == "ignore":
            yield replace(directive, first=line, last=directive.region.end_line)
        elif directive.verb == "ignore-next-line":
            first = directive.region.end_line + 1
            while first < last and not lines[first - 1].strip():
                first += 1
            yield replace(directive, first=first, last=first)
        elif directive.verb == "ignore-file":
            yield replace(directive, first=1, last=last)
        elif directive.verb == "disable":
            for code in directive.codes:
                yield replace(directive, codes=(code,), first=line, last=_enabled(code, directives[number:], last))


def _enabled(code: str, following: Iterable[Directive], last: int) -> int:
    """The line on which what is disabled is enabled again."""
    lines = (other.region.line for other in following if other.verb == "enable" and code in other.codes)
    return next(lines, last)


def region_of(start: int, end: int, places: Places) -> Region:
    """The region between two offsets."""
    line, column = places.place(start)
    end_line, end_column = places.place(max(start, end))
    return Region(start, end, line, column, end_line, end_column)
