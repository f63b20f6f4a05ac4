"""Makes machine code of the modules that judge, by mypyc; ``_build`` asks for it when a wheel is to have it.

mypyc takes its speed from native classes, and makes those of plain classes only. In a copy of the sources the package's
own dataclasses are therefore written out, and so are cached properties, which it would work out anew each time they are
asked for. That a frozen instance is not changed is then for the type checker to say. Whatever is not made machine code
stays Python, and imports what is.
"""

from __future__ import annotations

import ast
import contextlib
import os
import shutil
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

REQUIRED = ("mypy[mypyc]>=1.18", "setuptools>=77")

ROOTS = ("compiled", "rendering.json", "rendering.plain", "syllables", "wordings")
"""The modules that are made so are these, and what they import as soon as they are imported."""
_PYTHON = ("errors", "frozen", "hints")
"""Of no use made so; neither are the packages' own modules."""

_IMPORTS = "from __future__ import annotations\n"
_NEEDED = "from koreacoop.hints import Any, ClassVar\n"

Edit = tuple[int, int, list[str]]
"""The first and the last line of what is replaced, and what takes its place."""


def is_wanted(asked: str) -> bool:
    """Whether machine code is to be made: ``asked`` is "0" (no), "1" (yes), or anything else: if it can be."""
    return asked == "1" or (asked != "0" and _can_compile())


def _can_compile() -> bool:
    """Whether mypyc has what it needs: CPython, its headers, and a C compiler."""
    compiler = (sysconfig.get_config_var("CC") or "cl").split()[0]
    headers = Path(sysconfig.get_paths()["include"], "Python.h")
    return sys.implementation.name == "cpython" and headers.exists() and shutil.which(compiler) is not None


def made_if_wanted(asked: str, root: Path, folder: Path, warn: Callable[[str], object]) -> dict[Path, str]:
    """``machine_code``, if it is wanted; what cannot be made, and was not asked for, is warned of and left out."""
    if not is_wanted(asked):
        return {}
    try:
        return machine_code(root, folder)
    except (Exception, SystemExit) as error:  # mypyc ends the program, compilers fail in ways of their own
        if asked == "1":
            raise
        warn(f"koreacoop could not be made machine code, and stays Python: {error}")
        return {}


def machine_code(root: Path, folder: Path) -> dict[Path, str]:
    """Compile in ``folder`` what is in ``root``: the files made, and where in the wheel each belongs."""
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext

    class Build(build_ext):
        """Compiles an extension's sources on all cores; setuptools takes one after the other."""

        def build_extension(self, ext: Any) -> None:
            """Compile, and have the objects linked."""

            def compiled(source: str) -> list[str]:
                made: list[str] = self.compiler.compile(
                    [source],
                    output_dir=self.build_temp,
                    include_dirs=ext.include_dirs,
                    extra_postargs=ext.extra_compile_args,
                )
                return made

            with ThreadPoolExecutor(os.cpu_count()) as cores:
                ext.extra_objects = [one for made in cores.map(compiled, ext.sources) for one in made]
            ext.sources = []
            super().build_extension(ext)

    with contextlib.chdir(folder):
        command = Build(Distribution({"name": "koreacoop", "ext_modules": translated(root, folder)}))
        command.build_lib, command.build_temp = "lib", "temp"
        command.ensure_finalized()
        command.run()
    library = folder / "lib"
    return {path: path.relative_to(library).as_posix() for path in library.rglob("*") if path.is_file()}


def translated(root: Path, folder: Path) -> list[object]:
    """The modules as C, in ``folder``: what ``setuptools`` compiles."""
    from mypyc.build import mypycify

    shutil.copytree(root / "koreacoop", folder / "koreacoop", ignore=shutil.ignore_patterns("__pycache__", "*.so"))
    paths = [path.relative_to(folder) for path in modules(folder)]
    with contextlib.chdir(folder):
        for path in paths:
            path.write_text(written_out(path.read_text("utf-8")), encoding="utf-8")
        options = ["--config-file=", "--ignore-missing-imports", *map(str, paths)]
        made: list[object] = mypycify(options, opt_level="1", debug_level="0", multi_file=True, group_name="koreacoop")
    return made


def modules(root: Path) -> list[Path]:
    """The files of the modules that are made machine code."""
    found: dict[str, Path] = {}
    waiting = list(ROOTS)
    while waiting:
        name = waiting.pop()
        path = (root / "koreacoop" / name.replace(".", "/")).with_suffix(".py")
        if name not in found and name not in _PYTHON and path.exists():
            found[name] = path
            waiting += _imported(path)
    return sorted(found.values())


def _imported(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "koreacoop":
            base = node.module.removeprefix("koreacoop").removeprefix(".")
            yield base
            yield from (f"{base}.{alias.name}".removeprefix(".") for alias in node.names)


# ------------------------------------------------------------------------------------------------- what is written out


def written_out(source: str) -> str:
    """A module without dataclasses and cached properties; its lines move, its comments stay."""
    source = _gathered(source)
    edits: list[Edit] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            edits += _class(node)
        elif isinstance(node, ast.FunctionDef) and "cached_property" in map(ast.unparse, node.decorator_list):
            edits.append(_cached(node))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            edits += _memo_set(node.value)
    lines = source.splitlines()
    for first, last, new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        lines[first - 1 : last] = new
    return "\n".join([*lines, ""]).replace(_IMPORTS, _IMPORTS + _NEEDED, 1)


def _gathered(source: str) -> str:
    """``x in (y, *z)`` with the row made first: mypyc stumbles over it."""
    nodes = [one for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Compare) for one in node.comparators]
    rows = [one for one in nodes if isinstance(one, ast.Tuple) and any(isinstance(e, ast.Starred) for e in one.elts)]
    lines = [line.encode() for line in source.splitlines()]
    for one in sorted(rows, key=lambda one: (one.lineno, one.col_offset), reverse=True):
        last = _last(one) - 1
        lines[last] = lines[last][: one.end_col_offset] + b")" + lines[last][one.end_col_offset :]
        first = one.lineno - 1
        lines[first] = lines[first][: one.col_offset] + b"tuple(" + lines[first][one.col_offset :]
    return "\n".join([*(line.decode() for line in lines), ""])


def _class(node: ast.ClassDef) -> Iterator[Edit]:
    """A dataclass: its decorator and the defaults in its body go, its methods come."""
    calls = [one for one in node.decorator_list if isinstance(one, ast.Call) and ast.unparse(one.func) == "dataclass"]
    if not calls:
        return
    given = {keyword.arg: ast.literal_eval(keyword.value) for keyword in calls[0].keywords}
    fields: list[ast.AnnAssign] = []
    for one in (one for one in node.body if isinstance(one, ast.AnnAssign)):
        name, kind = ast.unparse(one.target), ast.unparse(one.annotation)
        if name in given.get("memo", ()):
            yield one.lineno, _last(one), [f"    {name}: {kind.removeprefix('ClassVar[')[:-1]}"]
        elif not kind.startswith("ClassVar"):
            fields.append(one)
            yield one.lineno, _last(one), [f"    {name}: {kind}"]
    own = {one.name for one in node.body if isinstance(one, ast.FunctionDef)}
    methods = _methods(node.name, fields, checked="__post_init__" in own, hashed=bool(given.get("frozen")))
    yield calls[0].lineno, _last(calls[0]), []
    yield _last(node) + 1, _last(node), ["", *(line for name, lines in methods if name not in own for line in lines)]


def _methods(cls: str, fields: list[ast.AnnAssign], *, checked: bool, hashed: bool) -> Iterator[tuple[str, list[str]]]:
    names = [ast.unparse(field.target) for field in fields]
    values = "".join(f"self.{name}, " for name in names)
    same = " and ".join(f"self.{name} == other.{name}" for name in names)
    sets = [f"        self.{name} = {_value(name, field)}" for name, field in zip(names, fields, strict=True)]
    sets += ["        self.__post_init__()"] if checked else []
    yield "__match_args__", [f"    __match_args__: ClassVar[tuple[str, ...]] = {tuple(names)!r}"]
    yield "__init__", [f"    def __init__(self, {', '.join(map(_parameter, names, fields))}) -> None:", *sets]
    test = f"self is other or (isinstance(other, {cls}) and {same})"
    yield "__eq__", ["    def __eq__(self, other: Any) -> bool:", f"        return {test}"]
    if hashed:
        yield "__hash__", ["    def __hash__(self) -> int:", f"        return hash(({values}))"]
    shown = ", ".join(f"{name}={{self.{name}!r}}" for name in names)
    yield "__repr__", ["    def __repr__(self) -> str:", f"        return f{f'{cls}({shown})'!r}"]
    yield "__reduce__", ["    def __reduce__(self) -> Any:", f"        return {cls}, ({values})"]


def _made(field: ast.AnnAssign) -> str:
    """What makes a field's default anew for each instance, if anything does."""
    default = field.value
    is_made = isinstance(default, ast.Call) and ast.unparse(default.func) == "field"
    return ast.unparse(default.keywords[0].value) if is_made and isinstance(default, ast.Call) else ""


def _parameter(name: str, field: ast.AnnAssign) -> str:
    kind = ast.unparse(field.annotation)
    if field.value is None:
        return f"{name}: {kind}"
    return f"{name}: {kind} | None = None" if _made(field) else f"{name}: {kind} = {ast.unparse(field.value)}"


def _value(name: str, field: ast.AnnAssign) -> str:
    make = _made(field)
    return f"{make}() if {name} is None else {name}" if make else name


def _memo_set(call: ast.Call) -> Iterable[Edit]:
    """What is set past a frozen class is set in the open: the class written out is not frozen."""
    if ast.unparse(call.func) == "set_memo":
        instance, name, value = call.args
        line = f"{' ' * call.col_offset}{ast.unparse(instance)}.{ast.literal_eval(name)} = {ast.unparse(value)}"
        yield call.lineno, _last(call), [line]


def _cached(node: ast.FunctionDef) -> Edit:
    """A cached property: what it gave is kept in an attribute."""
    name, kind = node.name, ast.unparse(node.returns or ast.Constant(None))
    lines = [
        f"    _{name}_kept: {kind} | None = None",
        "    @property",
        f"    def {name}(self) -> {kind}:",
        f"        if self._{name}_kept is None:",
        f"            self._{name}_kept = self._{name}_made()",
        f"        return self._{name}_kept",
        f"    def _{name}_made(self) -> {kind}:",
    ]
    return node.decorator_list[0].lineno, node.body[0].lineno - 1, lines


def _last(node: ast.stmt | ast.expr) -> int:
    return node.end_lineno or node.lineno
