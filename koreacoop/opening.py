"""Packs opened for a command: the shipped one, or those that it names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from koreacoop.errors import StoreError

if TYPE_CHECKING:
    from koreacoop.assembly import Checker
    from koreacoop.store import Store


def load_packs(folders: list[Path] | None) -> Store:
    """The packs with all that is wrong with them."""
    from koreacoop.store import default_pack, load

    return load(folders or [default_pack()])


def open_store(folders: list[Path] | None) -> Store:
    """The packs; one with problems is refused, for a verdict is worth no more than its facts."""
    store = load_packs(folders)
    if store.problems:
        first = store.problems[0]
        where = f"{first.origin.path}: {first.origin.record}: {first.message}"
        raise StoreError(f"{where} (problems: {len(store.problems)}; koreacoop validate lists them)")
    return store


def open_checker(folders: list[Path] | None, profiles: bool = True) -> Checker:
    """The packs ready to judge claims; without profiles they only read."""
    from koreacoop.compiled import checker
    from koreacoop.store import default_pack

    return checker(open_store(folders), folders or [default_pack()], profiles)
