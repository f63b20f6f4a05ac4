"""A pack as commands start from it: lexicons and profiles as JSON, in the user's cache; it saves time and nothing else.

The cache is keyed by the names, sizes, times and inodes of all data files and by the program's own files; a file that
is torn, foreign or outdated is built again. It is written aside and renamed; where it cannot be, starting takes longer.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from koreacoop.assembly import Checker, checker_of, dated, fill, load_languages, profiles_of
from koreacoop.interval import Interval
from koreacoop.language import Language
from koreacoop.profiles import Profile
from koreacoop.store import Store, default_pack, language_folder

_FORMAT = 1


def checker(store: Store, roots: list[Path], with_profiles: bool = True) -> Checker:
    """A checker over ``store``, the packs in ``roots``: from the wheel's compiled pack or from a fresh cache."""
    languages = load_languages()
    data = _read(_shipped(roots)) or _cached(store, roots)
    for code, language in languages.items():
        language.lexicon.restore(data["lexicons"][code])
    return checker_of(store, languages, _profiles(store, data["profiles"]) if with_profiles else {})


def _cached(store: Store, roots: list[Path]) -> dict[str, Any]:
    """The compiled form from the cache, or made anew and kept there."""
    path = cache_folder() / f"{_fingerprint(roots)}.json"
    data = _read(path)
    if data is None:
        text = compile_pack(store)
        _write(path, text)
        data = json.loads(text)
    return data


def compile_pack(store: Store) -> str:
    """The compiled form of a pack: what reading and judging need, as JSON."""
    languages = load_languages()
    fill(store, languages)
    found = profiles_of(store, languages)
    return json.dumps(_dump(languages, found.values()), ensure_ascii=False, separators=(",", ":"))


def _shipped(roots: list[Path]) -> Path:
    """Where the wheel keeps the compiled default pack; a name that is not there for any other pack."""
    default = roots == [default_pack()]
    return default_pack().parent / "compiled.json" if default else Path(os.devnull)


def cache_folder() -> Path:
    """Where this user's caches stand on this system."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home())
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "koreacoop"


def _fingerprint(roots: list[Path]) -> str:
    digest = hashlib.sha256(str(_FORMAT).encode())
    package = Path(__file__).parent
    folders = [*roots, language_folder()]
    files = [path for folder in folders for path in sorted(folder.rglob("*.toml"))] + sorted(package.glob("*.py"))
    for path in files:
        state = path.stat()
        digest.update(f"{path.resolve()}|{state.st_size}|{state.st_mtime_ns}|{state.st_ino}\n".encode())
    return digest.hexdigest()[:32]


def _read(path: Path) -> dict[str, Any] | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    whole = isinstance(data, dict) and data.get("format") == _FORMAT and data.get("end") is True
    return data if whole else None


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False) as aside:
            aside.write(text)
        Path(aside.name).replace(path)
        _forget_others(path)
    except OSError:
        return


def _forget_others(path: Path) -> None:
    """Keep the newest few caches only."""
    others = sorted(path.parent.glob("*.json"), key=lambda other: other.stat().st_mtime)
    for old in others[:-4]:
        old.unlink(missing_ok=True)


def _dump(languages: dict[str, Language], found: Iterable[Profile]) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "lexicons": {code: language.lexicon.dump() for code, language in languages.items()},
        "profiles": [
            {
                "fact": profile.fact.id,
                "explained": sorted(profile.explained),
                "relations": sorted(profile.relations),
                "core": sorted(profile.core),
                "operators": sorted(profile.operators),
                "undated": sorted(profile.undated),
            }
            for profile in found
        ],
        "end": True,
    }


def _profiles(store: Store, rows: list[dict[str, Any]]) -> dict[str, Profile]:
    dates: dict[str, list[Interval]] = dated(store)
    return {
        row["fact"]: Profile.of(
            store.facts[row["fact"]],
            dates,
            explained=frozenset(row["explained"]),
            relations=frozenset(row["relations"]),
            core=frozenset(row["core"]),
            operators=frozenset(row["operators"]),
            undated=frozenset(row["undated"]),
        )
        for row in rows
    }
