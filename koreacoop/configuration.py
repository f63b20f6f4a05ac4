"""Settings of ``scan``: from options and variables, else from the nearest configuration file, else the defaults.

The nearest is the first of ``koreacoop.toml``, ``.koreacoop.toml`` and ``pyproject.toml`` with ``[tool.koreacoop]`` in
the working folder or one above it, up to the root of the repository. There is no merging.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from koreacoop.errors import InputError
from koreacoop.frozen import dataclass
from koreacoop.store import read_toml

_NAMES = ("koreacoop.toml", ".koreacoop.toml", "pyproject.toml")
_TABLE = "koreacoop"


@dataclass(frozen=True, slots=True)
class Key:
    """A setting: its kind, what it is if nobody says, and what it may be."""

    kind: type[Any]
    default: Any
    choices: tuple[str, ...] = ()
    is_path: bool = False
    """Whether values are paths relative to the configuration file."""


KEYS = {
    "facts": Key(list, [], is_path=True),
    "lang": Key(str, ""),
    "format": Key(str, "auto"),
    "show": Key(str, "contradicted", ("contradicted", "unknown", "all")),
    "fail-on": Key(str, "contradicted", ("contradicted", "unknown", "never")),
    "ignore": Key(list, []),
    "exclude": Key(list, []),
    "baseline": Key(str, "", is_path=True),
    "block-quotes": Key(bool, False),
    "encoding": Key(str, "utf-8"),
    "workers": Key(int, 0),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """A value and where it is from."""

    value: Any
    origin: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings by name, and the folder that patterns of the configuration are relative to."""

    values: Mapping[str, Setting]
    root: Path

    def __getitem__(self, name: str) -> Any:
        return self.values[name].value


def settle(given: Mapping[str, Any], path: Path | None = None, isolated: bool = False) -> Settings:
    """The settings that hold; ``given`` are those of options and variables (``None`` or empty: not given).

    Raises ``InputError`` for a file that cannot be used: unknown keys, wrong kinds.
    """
    found = path if path is not None else None if isolated else nearest(Path.cwd())
    written = _read(found) if found is not None else {}
    values = {}
    for name, known in KEYS.items():
        if given.get(name) not in (None, [], ()):
            values[name] = Setting(given[name], "option or variable")
        elif name in written:
            values[name] = Setting(_checked(name, written[name], known, found), str(found))
        else:
            values[name] = Setting(known.default, "default")
    return Settings(values, found.absolute().parent if found is not None else Path.cwd())


def nearest(folder: Path) -> Path | None:
    """The configuration file that holds in a folder."""
    for above in (folder, *folder.parents):
        for name in _NAMES:
            path = above / name
            if path.is_file() and (name != "pyproject.toml" or _TABLE in read_toml(path).get("tool", {})):
                return path
        if (above / ".git").exists():
            break
    return None


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise InputError(f"{path}: no such configuration file")
    data = read_toml(path)
    table: dict[str, Any] = data.get("tool", {}).get(_TABLE, {}) if path.name == "pyproject.toml" else data
    for name in table:
        if name not in KEYS:
            near = get_close_matches(name, KEYS, 1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(KEYS)}"
            raise InputError(f"{path}: unknown key {name!r}{hint}")
    return table


def _checked(name: str, value: Any, known: Key, path: Path | None) -> Any:
    listed = value if isinstance(value, list) else []
    fits = type(value) is known.kind and all(isinstance(row, str) for row in listed)
    if not fits:
        raise InputError(f"{path}: {name}: {_KINDS[known.kind]} is wanted")
    if known.choices and value not in known.choices:
        raise InputError(f"{path}: {name}: {value!r} is not one of {', '.join(known.choices)}")
    if known.is_path and path is not None and value:
        folder = path.parent
        return [str(folder / row) for row in value] if isinstance(value, list) else str(folder / value)
    return value


_KINDS = {list: "a list of strings", str: "a string", bool: "true or false", int: "a whole number"}
