"""The options that commands share, and what they may be. Nothing of the engine is imported to parse them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How results are printed; auto: text on a terminal, line in a pipe."""

    AUTO = "auto"
    TEXT = "text"
    LINE = "line"
    JSON = "json"
    JSONL = "jsonl"


class ReportFormat(StrEnum):
    """Formats of scan; auto: text on a terminal, line in a pipe."""

    AUTO = "auto"
    TEXT = "text"
    LINE = "line"
    JSON = "json"
    JSONL = "jsonl"
    SARIF = "sarif"
    GITHUB = "github"
    MARKDOWN = "markdown"
    CSV = "csv"
    HTML = "html"
    CLAIMREVIEW = "claimreview"


class DocumentFormat(StrEnum):
    """Formats of documents."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


class Show(StrEnum):
    """Which sentences scan tells of."""

    CONTRADICTED = "contradicted"
    UNKNOWN = "unknown"
    ALL = "all"


class FailOn(StrEnum):
    """What makes the exit code of scan other than 0."""

    CONTRADICTED = "contradicted"
    UNKNOWN = "unknown"
    NEVER = "never"


class ExportFormat(StrEnum):
    """Formats of the exported pack."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


class InputFormat(StrEnum):
    """How records are parted in --input."""

    LINES = "lines"
    JSONL = "jsonl"
    NUL = "nul"


class Colour(StrEnum):
    """When colour is used."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def _language(context: typer.Context, code: str) -> str:
    """A known language's code; the first one if none is asked for."""
    if context.resilient_parsing:  # a shell completes: nothing is run
        return code
    from koreacoop.model import LANGUAGES

    if not code:
        return LANGUAGES[0]
    if code not in LANGUAGES:
        raise typer.BadParameter(f"{code!r} is not one of {', '.join(LANGUAGES)}.")
    return code


def _filled(texts: list[str] | None) -> list[str] | None:
    """Names and words as given; an empty one is a slip of the shell's quoting."""
    if texts and not all(text.strip() for text in texts):
        raise typer.BadParameter("an empty one is of no use.")
    return texts


FactsOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--facts",
        envvar="KOREACOOP_FACTS",
        metavar="DIR",
        help="A fact pack to use instead of the shipped one (repeatable).",
    ),
]
FormatOption = Annotated[
    Format, typer.Option("--format", "-f", envvar="KOREACOOP_FORMAT", help="Output format; see help formats.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
LangOption = Annotated[
    str,
    typer.Option(
        "--lang",
        "-l",
        envvar="KOREACOOP_LANG",
        metavar="LANG",
        callback=_language,
        help="Language of names and wordings: en, ar or ko.",
    ),
]
ColourOption = Annotated[Colour, typer.Option("--color", envvar="KOREACOOP_COLOR", help="When to use colour.")]
InputOption = Annotated[
    str | None, typer.Option("--input", "-i", metavar="FILE", help="Read records from FILE, or - for standard input.")
]
InputFormatOption = Annotated[InputFormat, typer.Option("--input-format", help="How records are parted in --input.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing; the exit code tells.")]
QuotesOption = Annotated[bool, typer.Option("--quotes", help="Show the quotations.")]
Names = Annotated[
    list[str],
    typer.Argument(metavar="NAME...", callback=_filled, help="Names of countries, organisations, people, events."),
]
FilterNames = Annotated[
    list[str] | None, typer.Argument(metavar="[NAME]...", callback=_filled, help="Only facts about all of these.")
]
Words = Annotated[
    list[str],
    typer.Argument(metavar="WORD...", callback=_filled, help="Words in any of the languages; all must occur."),
]
Ids = Annotated[
    list[str], typer.Argument(metavar="ID...", help="Ids of facts, entities, relations, concepts or sources.")
]
