"""Compiles the default pack while a wheel is built, so that an installed program starts from it at once."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompilePack(BuildHookInterface):  # type: ignore[type-arg]
    """Adds ``koreacoop/pack/compiled.json`` to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are gathered; an editable install compiles into the user's cache instead."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from koreacoop.compiled import compile_pack
        from koreacoop.store import load

        target = Path(tempfile.mkdtemp()) / "compiled.json"
        target.write_text(compile_pack(load([root / "facts"])), encoding="utf-8")
        build_data["force_include"][str(target)] = "koreacoop/pack/compiled.json"
