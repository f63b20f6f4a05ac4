"""A baseline: findings that were there when it was written and are passed over until they go.

They are counted by file and claim, not by line, so that moved text stays known. One more of the same is new.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from koreacoop.errors import InputError
from koreacoop.findings import Finding, Scan
from koreacoop.folding import key
from koreacoop.frozen import replace
from koreacoop.model import Label

SCHEMA = "koreacoop/baseline/v1"
_Key = tuple[str, str, str]


class Baseline:
    """Counts of known findings by file, code and claim; what is left of them when a run ends is stale."""

    def __init__(self, path: Path, counts: Counter[_Key]) -> None:
        self._folder = path.absolute().parent
        self._left = counts

    def mark(self, scan: Scan) -> Scan:
        """The scan with its known findings marked as such, the first ones of a claim first."""
        return replace(scan, findings=tuple(self._marked(scan.path, finding) for finding in scan.findings))

    def _marked(self, path: str, finding: Finding) -> Finding:
        if finding.sentence is None or finding.suppressed is not None:
            return finding
        name = _key(path, finding, self._folder)
        if self._left[name] <= 0:
            return finding
        self._left[name] -= 1
        return replace(finding, known=True)

    @property
    def stale(self) -> int:
        """How many known findings were not found again."""
        return sum(number for number in self._left.values() if number > 0)


def load(path: Path) -> Baseline:
    """The baseline in a file; ``InputError`` if it is missing or is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; --write-baseline writes one") from error
    except ValueError as error:
        raise InputError(f"{path}: no baseline: not JSON: {error}") from error
    try:
        return Baseline(path, Counter(dict(_rows(data))))
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path}: no baseline that can be read: {error or type(error).__name__}") from error


def _rows(data: Any) -> Iterator[tuple[_Key, int]]:
    if data["schema"] != SCHEMA:
        raise ValueError(f"its schema is {data['schema']!r}, not {SCHEMA!r}")
    for path, rows in data["files"].items():
        for row in rows:
            count = row["count"]
            if type(count) is not int or count < 1:
                raise ValueError(f"count: {count!r}")
            yield (path, str(row["code"]), key(row["claim"])), count


def dump(path: Path, findings: Iterable[tuple[str, Finding]]) -> str:
    """What is written to ``path`` for the findings of files that are to be known from now on."""
    folder = path.absolute().parent
    counts: Counter[_Key] = Counter()
    claims: dict[_Key, str] = {}
    for name, finding in findings:
        if finding.sentence is not None and finding.suppressed is None and finding.label is not Label.SUPPORTED:
            found = _key(name, finding, folder)
            counts[found] += 1
            claims.setdefault(found, finding.sentence.text)
    files: dict[str, list[dict[str, Any]]] = {}
    for found in sorted(counts):
        row = {"code": found[1], "claim": claims[found], "count": counts[found]}
        files.setdefault(found[0], []).append(row)
    return json.dumps({"schema": SCHEMA, "files": files}, ensure_ascii=False, indent=2) + "\n"


def _key(path: str, finding: Finding, folder: Path) -> _Key:
    assert finding.sentence is not None
    name = Path(os.path.relpath(Path(path).absolute(), folder)).as_posix()
    return name, finding.code.id, key(finding.sentence.text)
