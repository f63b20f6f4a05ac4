"""Imports go down: a module imports only from rooms below its own. No code knows a language or a record by name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import koreacoop
from koreacoop.model import LANGUAGES
from koreacoop.store import Store

# From the top down; modules of one line do not import each other. A new module gets its place here.
ROOMS = (
    "__main__ _build",
    "cli door _native",
    "scan_command bulk_command",
    "commands topics bulk_dask",
    "options claims scan_files batching configuration bulk",
    "loading partitions",
    "tables",
    "parquet",
    "tabular",
    "walking baseline",
    "rendering.formats reports.formats",
    "reports.text reports.line reports.json reports.csv reports.sarif reports.github reports.markdown",
    "reports.claimreview reports.html",
    "reports.article",
    "reports",
    "rendering.terminal rendering.markup",
    "rendering.text rendering.line rendering.json rendering.csv",
    "rendering.plain",
    "rendering",
    "timeline validation",
    "scanning",
    "suppressing",
    "findings",
    "codes context",
    "documents.formats",
    "documents.plain documents.markdown documents.html",
    "documents sentences",
    "compiled",
    "building",
    "indexing",
    "piecework",
    "lookup search showing",
    "similar",
    "assembly",
    "store",
    "records quoting",
    "encoding",
    "checking",
    "pack",
    "judging",
    "describing",
    "dividing explaining",
    "continuity",
    "rulings",
    "background preceding tallies",
    "comparing attributes correcting coordination parting relatives titled",
    "amounts covering",
    "ordering",
    "sides",
    "court",
    "candidates",
    "hearing",
    "weighing",
    "deciding",
    "guards.classes guards.counts guards.deeds guards.denials guards.editions guards.offices guards.plans "
    "guards.things",
    "guards.scope",
    "guards",
    "bindings doers",
    "bystanders directions misplaced",
    "becoming described ellipsis members modifiers offices preparing roles values words",
    "inheriting joining",
    "splitting",
    "hosting",
    "agents ends",
    "belonging subsets",
    "views",
    "dockets appositions",
    "clefts",
    "scales wordings operators",
    "reading",
    "rejoining bounding",
    "lattice governing",
    "profiles",
    "phrasing",
    "world",
    "language",
    "syllables",
    "lexicon grammar",
    "model",
    "numbers",
    "numberbounds numberunits",
    "numbercores",
    "numberglue",
    "numberwords",
    "numbertext numerals",
    "dates",
    "date_builders date_templates",
    "date_grammar date_points",
    "date_lexer",
    "index parallel",
    "interval quantity",
    "folding",
    "frozen",
    "errors places naming",
    "hints",
)
LEVEL = {module: level for level, room in enumerate(ROOMS) for module in room.split()}

PACKAGE = Path(koreacoop.__file__).parent
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path != PACKAGE / "__init__.py"
}

# The program's own nouns that happen to be ids of the shipped pack too: a link, a stance, a table of numbers.toml.
OWN_WORDS = {"is_a", "supports", "links"}


def imports(module: str) -> Iterator[str]:
    """The modules of the package that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "koreacoop":
            base = (node.module or "").removeprefix("koreacoop").removeprefix(".")
            for name in (f"{base}.{alias.name}".removeprefix(".") for alias in node.names):
                if name in MODULES or base:
                    yield name if name in MODULES else base


def test_every_module_has_a_room() -> None:
    assert set(LEVEL) == set(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module: str) -> None:
    assert [other for other in imports(module) if LEVEL[other] <= LEVEL[module]] == []


@pytest.mark.parametrize("module", [name for name in MODULES if LEVEL.get(name, 0) > LEVEL["rendering"]])
def test_nothing_below_rendering_prints(module: str) -> None:
    calls = [node for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))) if isinstance(node, ast.Call)]
    assert [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"] == []


def test_rich_is_drawn_in_one_place() -> None:
    drawing = [module for module, path in MODULES.items() if "from rich" in path.read_text("utf-8")]
    assert drawing == ["rendering.terminal"]


def test_data_files_are_opened_by_the_store_alone() -> None:
    opening = [module for module, path in MODULES.items() if "tomli" in path.read_text("utf-8")]
    assert opening == ["store"]


# ------------------------------------------------------------------------------------------------------------- names


def strings(module: str) -> Iterator[str]:
    """The string constants of a module, docstrings aside (they are longer than any id)."""
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


# The model is the one place that lists the languages.
@pytest.mark.parametrize("module", [name for name in MODULES if name != "model"])
def test_no_code_knows_a_language(module: str) -> None:
    assert set(strings(module)) & set(LANGUAGES) == set()


@pytest.mark.parametrize("module", MODULES)
def test_no_code_knows_a_record(module: str, store: Store) -> None:
    ids = {*store.entities, *store.relations, *store.facts} - OWN_WORDS
    assert set(strings(module)) & ids == set()
