"""Compiles the default pack while a wheel is built, so that an installed program starts from it at once."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompilePack(BuildHookInterface):  # type: ignore[type-arg]
    """Adds ``koreacoop/pack/index.sqlite`` to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are gathered; an editable install compiles into the user's cache instead."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from koreacoop.building import build_file

        target = Path(tempfile.mkdtemp()) / "index.sqlite"
        build_file([str(root / "facts")], str(target), {"roots": [], "files": []})
        build_data["force_include"][str(target)] = "koreacoop/pack/index.sqlite"
