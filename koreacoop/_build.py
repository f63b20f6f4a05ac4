"""Compiles the default pack while a wheel is built, so that an installed program starts from it at once.

Where there is a C compiler the modules that judge are made machine code as well: ``KOREACOOP_COMPILE=0`` in the
environment forbids it, ``KOREACOOP_COMPILE=1`` makes a build fail that cannot; otherwise the wheel is Python then.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompilePack(BuildHookInterface):  # type: ignore[type-arg]
    """Adds ``koreacoop/pack/index.sqlite`` to the wheel, and machine code."""

    def dependencies(self) -> list[str]:
        """What the build needs besides."""
        native = self._native()
        return list(native.REQUIRED) if native.is_wanted(_asked()) else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are gathered; an editable install compiles into the user's cache instead."""
        if version == "editable":
            return
        native = self._native()
        from koreacoop.building import build_file

        root, folder = Path(self.root), Path(tempfile.mkdtemp())
        target = folder / "index.sqlite"
        build_file([str(root / "facts")], str(target), {"roots": [], "files": []})
        made = native.made_if_wanted(_asked(), root, folder, self.app.display_warning)
        files = {target: "koreacoop/pack/index.sqlite", **made}
        build_data["force_include"] |= {str(path): place for path, place in files.items()}
        if made:
            build_data |= {"pure_python": False, "infer_tag": True}

    def _native(self) -> ModuleType:
        if self.root not in sys.path:
            sys.path.insert(0, self.root)
        from koreacoop import _native

        return _native


def _asked() -> str:
    return os.environ.get("KOREACOOP_COMPILE", "")
