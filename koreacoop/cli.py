"""The commands as Typer parses them; the most used of them only hand on to ``commands``.

Rooms are imported where they are used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from copy import copy
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from koreacoop import __version__, bulk_command, commands, scan_command, topics
from koreacoop.commands import emit as _print
from koreacoop.errors import InputError
from koreacoop.options import (
    Colour,
    ColourOption,
    ExportFormat,
    FactsOption,
    FilterNames,
    Format,
    FormatOption,
    Ids,
    InputFormat,
    InputFormatOption,
    InputOption,
    JsonOption,
    LangOption,
    Names,
    QuietOption,
    QuotesOption,
    Words,
)

if TYPE_CHECKING:
    from typer.models import CommandInfo

    from koreacoop.pack import Store
    from koreacoop.rendering import Renderer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode="rich" if sys.stdout.isatty() else None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Facts on South Korea's international cooperation, looked up and checked: offline, each with its quotation.",
    epilog="Exit codes: 0 supported or found, 1 contradicted or not found, 2 could not do it, 3 unknown.",
)


def _version(value: bool) -> None:
    if value:
        print(f"koreacoop {__version__}")
        raise typer.Exit


def _verbose(value: bool) -> None:
    commands.VERBOSE[0] = value


@app.callback()
def _main(
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", callback=_verbose, help="Also say what changes no result.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


# ------------------------------------------------------------------------------------------------------------- commands


@app.command()
def check(
    claims: Annotated[
        list[str] | None, typer.Argument(metavar="[CLAIM]...", help="Claims in English, Arabic or Korean.")
    ] = None,
    source: InputOption = None,
    input_format: InputFormatOption = InputFormat.LINES,
    form: FormatOption = Format.AUTO,
    as_json: JsonOption = False,
    lang: LangOption = "",
    explain: Annotated[bool, typer.Option("--explain", "-x", help="Show the whole derivation.")] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 whatever the verdicts are.")] = False,
    quiet: QuietOption = False,
    colour: ColourOption = Colour.AUTO,
    facts: FactsOption = None,
    workers: Annotated[
        int,
        typer.Option(
            "--workers", min=0, metavar="N", help="Processes that judge; 0: as many as it pays. Results stay in order."
        ),
    ] = 0,
    summary: Annotated[bool, typer.Option("--summary", help="Say at the end how many verdicts of each kind.")] = False,
) -> None:
    """Judge claims: supported, contradicted or unknown, with the recorded facts and their quotations."""
    raise typer.Exit(
        commands.check(
            claims,
            source,
            input_format.value,
            _form(form, as_json),
            lang,
            explain=explain,
            exit_zero=exit_zero,
            quiet=quiet,
            colour=colour.value,
            facts=_folders(facts),
            workers=workers,
            summary=summary,
        )
    )


app.command()(scan_command.scan)
app.command("config")(scan_command.show_config)
app.command()(bulk_command.bulk)


@app.command()
def read(
    texts: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]...", help="Texts in English, Arabic or Korean.")
    ] = None,
    source: InputOption = None,
    input_format: InputFormatOption = InputFormat.LINES,
    form: FormatOption = Format.AUTO,
    as_json: JsonOption = False,
    colour: ColourOption = Colour.AUTO,
    facts: FactsOption = None,
) -> None:
    """Show how a text is read, verdict aside: mentions, cues, times, quantities, negation, what was not understood."""
    records = commands.records(texts, source, input_format.value, "text")
    checker = commands.checker(_folders(facts))
    show = _renderer("read", checker.store, form, as_json, "", colour)
    for record in records:
        _print(show.reading(checker.read(record["text"]), record))
    _print(show.close())


@app.command()
def lookup(
    names: Names,
    form: FormatOption = Format.AUTO,
    as_json: JsonOption = False,
    lang: LangOption = "",
    quotes: QuotesOption = False,
    colour: ColourOption = Colour.AUTO,
    facts: FactsOption = None,
) -> None:
    """Look up entities: names in three languages, what they are, all that is recorded about them."""
    raise typer.Exit(
        commands.lookup(names, _form(form, as_json), lang, quotes=quotes, colour=colour.value, facts=_folders(facts))
    )


@app.command()
def timeline(
    names: FilterNames = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="From this EDTF date on (2010, 2011-11).")
    ] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to this EDTF date.")] = None,
    undated: Annotated[bool, typer.Option("--undated", help="Also show the facts that nothing dates.")] = False,
    form: FormatOption = Format.AUTO,
    as_json: JsonOption = False,
    lang: LangOption = "",
    colour: ColourOption = Colour.AUTO,
    facts: FactsOption = None,
) -> None:
    """List dated facts in order, with their precision kept."""
    form_, folders = _form(form, as_json), _folders(facts)
    raise typer.Exit(
        commands.timeline(names, since, until, form_, lang, undated=undated, colour=colour.value, facts=folders)
    )


@app.command()
def show(
    ids: Ids,
    form: FormatOption = Format.AUTO,
    as_json: JsonOption = False,
    lang: LangOption = "",
    colour: ColourOption = Colour.AUTO,
    facts: FactsOption = None,
) -> None:
    """Show records by id: a fact, an entity, a relation, a concept, or a source with its cited passages marked."""
    from koreacoop.showing import find

    store = _store(facts)
    records = [find(name, store) for name in ids]
    show = _renderer("show", store, form, as_json, lang, colour)
    for record in records:
        _print(show.record(record))
    _print(show.close())


@app.command()
def sources(
    form: FormatOption = Format.AUTO,
    as_json: JsonOption = False,
    lang: LangOption = "",
    colour: ColourOption = Colour.AUTO,
    facts: FactsOption = None,
) -> None:
    """List the sources: id, file, title, what dates them, how many quotations they gave."""
    from koreacoop.showing import citing

    store = _store(facts)
    show = _renderer("sources", store, form, as_json, lang, colour)
    for source in store.sources.values():
        _print(show.source(source, citing(source.id, store)))
    _print(show.close())


@app.command()
def search(
    words: Words,
    form: FormatOption = Format.AUTO,
    as_json: JsonOption = False,
    lang: LangOption = "",
    quotes: QuotesOption = False,
    colour: ColourOption = Colour.AUTO,
    facts: FactsOption = None,
) -> None:
    """Search facts and source sentences for words, spelling variants folded."""
    raise typer.Exit(
        commands.search(words, _form(form, as_json), lang, quotes=quotes, colour=colour.value, facts=_folders(facts))
    )


@app.command()
def validate(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="A fact pack; the shipped one if left out.")
    ] = None,
    form: FormatOption = Format.AUTO,
    as_json: JsonOption = False,
    colour: ColourOption = Colour.AUTO,
    facts: FactsOption = None,
) -> None:
    """Prove that a fact pack is sound, and print how much of its sources it covers."""
    from koreacoop.store import default_pack, load
    from koreacoop.validation import coverage, problems

    store = load([folder] if folder else facts or [default_pack()])
    found, covered = problems(store), coverage(store)
    show = _renderer("validate", store, form, as_json, "", colour)
    _print(show.validation(found, covered))
    _print(show.close())
    raise typer.Exit(1 if found or any(row.open for row in covered) else 0)


@app.command()
def index(
    folders: Annotated[
        list[Path] | None, typer.Argument(metavar="[DIR]...", help="Fact packs; the shipped one if left out.")
    ] = None,
) -> None:
    """Compile fact packs into the index from which commands start, and describe it; else done at first use."""
    _print(commands.index(_folders(folders)))


@app.command()
def export(
    form: Annotated[ExportFormat, typer.Option("--format", "-f", help="Output format.")] = ExportFormat.JSONL,
    facts: FactsOption = None,
) -> None:
    """Print the facts of the pack: id, statement, text by language, citations with offsets."""
    store = _store(facts)
    if form is ExportFormat.CSV:
        from koreacoop.rendering import csv, plain

        csv.write((plain.fact(fact, store) for fact in store.facts.values()), sys.stdout)
        return
    show = _renderer("export", store, Format(form.value), False, "", Colour.NEVER)
    _print(chain.from_iterable(map(show.fact, store.facts.values())))
    _print(show.close())


@app.command("help")
def help_(
    context: typer.Context,
    topic: Annotated[str | None, typer.Argument(metavar="[TOPIC]", help="A topic, or a code of scan.")] = None,
) -> None:
    """Explain a topic or a code: exit-codes, formats, verdicts, suppressions, configuration, environment, codes."""
    if topic is None:
        print(context.parent.get_help() if context.parent else "")
        print(f"Topics of koreacoop help: {', '.join(topics.TOPICS)}, codes, or a code of scan (KC101).")
        return
    text = topics.topic(topic)
    if text is None:
        known = ", ".join((*topics.TOPICS, "codes"))
        raise InputError(f"no help on {topic!r}; topics: {known} (on a command: koreacoop COMMAND --help)")
    print(text, end="")


# -------------------------------------------------------------------------------------------------------------- program

# Where a shell that completes puts the words typed so far.
_TYPED = ("COMP_WORDS", "_TYPER_COMPLETE_ARGS")


def program(words: Iterable[str]) -> typer.Typer:
    """The commands for a call with some words: a command that none of them names has its help, but no parameters.

    Looking at the parameters of all commands would take longer than most of them run.
    """
    typed = (word.strip("'\"") for name in _TYPED for word in os.environ.get(name, "").split())
    named = {*words, *typed}
    lean = copy(app)
    lean.registered_commands = [
        info if (info.name or info.callback.__name__) in named else _named_only(info)
        for info in app.registered_commands
        if info.callback
    ]
    return lean


def _named_only(info: CommandInfo) -> CommandInfo:
    """A command that can be listed, but is not called."""

    def nothing() -> None:
        pass

    bare = copy(info)
    nothing.__name__, nothing.__doc__ = (getattr(info.callback, name) for name in ("__name__", "__doc__"))
    bare.callback = nothing
    return bare


# ------------------------------------------------------------------------------------------------------------- options


def _folders(facts: list[Path] | None) -> list[str] | None:
    return [str(folder) for folder in facts] if facts else None


def _store(facts: list[Path] | None) -> Store:
    return commands.store(_folders(facts))


def _form(form: Format, as_json: bool) -> str:
    return Format.JSON.value if as_json else form.value


def _renderer(
    command: str, store: Store, form: Format, as_json: bool, lang: str, colour: Colour, *, quotes: bool = False
) -> Renderer:
    return commands.renderer(command, store, _form(form, as_json), lang, colour.value, quotes=quotes)
