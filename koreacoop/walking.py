"""Which files are meant: those named, and in folders those of prose that are neither hidden nor ignored.

Ignore files are read as git reads them (``.gitignore``, and ``.ignore`` as ripgrep has it), in the folder itself, in
those above it up to the root of the repository, and in those below it; the nearest that speaks of a file decides.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pathspec import GitIgnoreSpec

from koreacoop.documents.formats import is_document
from koreacoop.errors import InputError
from koreacoop.frozen import dataclass

_IGNORE_FILES = (".gitignore", ".ignore")
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Selection:
    """What is taken from folders: globs as in ``--glob`` (a leading ! leaves out), hidden and ignored files or not."""

    globs: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    root: Path = Path()
    """The folder that ``excluded`` is relative to."""
    hidden: bool = False
    ignored: bool = False


@dataclass(frozen=True, slots=True)
class _Rules:
    """The patterns of one ignore file, which hold below its folder."""

    folder: Path
    spec: GitIgnoreSpec

    def verdict(self, path: Path, is_folder: bool) -> bool | None:
        """Whether a path is ignored; ``None`` if the patterns do not speak of it."""
        try:
            name = path.relative_to(self.folder).as_posix()
        except ValueError:
            return None
        return self.spec.check_file(f"{name}/" if is_folder else name).include


def files(names: Sequence[str], selection: Selection) -> list[str]:
    """The files meant by ``names``, each once, folders walked in the order of names; "-" stays.

    Raises ``InputError`` for a name that is neither a file nor a folder.
    """
    found: dict[str, None] = {}
    for name in names:
        path = Path(name)
        if name == STDIN or path.is_file():
            found[name] = None
        elif path.is_dir():
            found.update(dict.fromkeys(_walk(path, selection)))
        elif path.exists():
            found[name] = None
        else:
            hint = f"; to judge a sentence: koreacoop check {name!r}" if " " in name.strip() else ""
            raise InputError(f"{name}: no such file or folder{hint}")
    return list(found)


def _walk(root: Path, selection: Selection) -> Iterator[str]:
    globs = [_spec(root, (pattern,)) for pattern in selection.globs if not pattern.startswith("!")]
    refused = [_spec(root, (pattern[1:],)) for pattern in selection.globs if pattern.startswith("!")]
    refused.append(_spec(selection.root.absolute(), selection.excluded))
    rules = [] if selection.ignored else _rules_above(root)
    for path in _below(root.absolute(), rules, refused, selection):
        if any(spec.verdict(path, False) for spec in globs) if globs else is_document(path.name):
            yield str(root / path.relative_to(root.absolute()))


def _spec(root: Path, patterns: Sequence[str]) -> _Rules:
    return _Rules(root.absolute(), GitIgnoreSpec.from_lines(patterns))


def _below(folder: Path, rules: list[_Rules], refused: Sequence[_Rules], selection: Selection) -> Iterator[Path]:
    """The files in a folder and those below it."""
    own = rules if selection.ignored else [*rules, *_rules_in(folder)]
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path, is_folder = folder / entry.name, entry.is_dir(follow_symlinks=False)
        if not selection.hidden and entry.name.startswith("."):
            continue
        if _ignored(path, is_folder, own) or any(spec.verdict(path, is_folder) for spec in refused):
            continue
        if is_folder:
            yield from _below(path, own, refused, selection)
        elif entry.is_file():
            yield path


def _ignored(path: Path, is_folder: bool, rules: Sequence[_Rules]) -> bool:
    for rule in reversed(rules):
        verdict = rule.verdict(path, is_folder)
        if verdict is not None:
            return verdict
    return False


def _rules_above(root: Path) -> list[_Rules]:
    """The ignore files of the folders above, from the repository's root down; none outside a repository."""
    above = root.absolute().parents
    top = next((number for number, folder in enumerate(above) if (folder / ".git").exists()), -1)
    if (root / ".git").exists():
        return []
    return [rule for folder in reversed(above[: top + 1]) for rule in _rules_in(folder)]


def _rules_in(folder: Path) -> Iterator[_Rules]:
    for name in _IGNORE_FILES:
        try:
            lines = (folder / name).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue
        yield _Rules(folder, GitIgnoreSpec.from_lines(lines))
