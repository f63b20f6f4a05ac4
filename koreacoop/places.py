"""Where the program's own files and the user's caches stand, as plain strings: a start does without ``pathlib``."""

from __future__ import annotations

import os
import sys
from os import path

PACKAGE = path.dirname(path.abspath(__file__))  # noqa: PTH100, PTH120
LANGUAGES = path.join(PACKAGE, "languages")  # noqa: PTH118
SHIPPED_INDEX = path.join(PACKAGE, "pack", "index.sqlite")  # noqa: PTH118


def default_pack() -> str:
    """The pack that ships with the program: beside the package in a checkout, inside it in a wheel."""
    shipped = path.join(PACKAGE, "pack", "facts")  # noqa: PTH118
    return shipped if path.isdir(shipped) else path.join(path.dirname(PACKAGE), "facts")  # noqa: PTH112, PTH118, PTH120


def cache_folder() -> str:
    """Where this user's caches stand on this system."""
    home = path.expanduser("~")  # noqa: PTH111
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or home
    elif sys.platform == "darwin":
        base = path.join(home, "Library", "Caches")  # noqa: PTH118
    else:
        base = os.environ.get("XDG_CACHE_HOME") or path.join(home, ".cache")  # noqa: PTH118
    return path.join(base, "koreacoop")  # noqa: PTH118
