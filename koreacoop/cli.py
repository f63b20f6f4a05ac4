"""The commands: parse options, call the rooms in order, print, set the exit code.

Rooms are imported where they are used.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from koreacoop import __version__, scan_command, topics
from koreacoop.errors import InputError
from koreacoop.opening import load_packs, open_checker, open_store
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
    coloured,
)

if TYPE_CHECKING:
    from koreacoop.interval import Interval
    from koreacoop.lookup import Found
    from koreacoop.rendering import Renderer
    from koreacoop.store import Store

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


@app.callback()
def _main(
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
) -> None:
    """Judge claims: supported, contradicted or unknown, with the recorded facts and their quotations."""
    records = _records(claims, source, input_format, "claim")
    checker = open_checker(facts)
    show = _renderer("check", checker.store, form, as_json, lang, colour, explain=explain)
    labels: set[str] = set()
    for record in records:
        verdict = checker.check(record["claim"])
        labels.add(verdict.label.value)
        if not quiet:
            _print(show.verdict(verdict, record))
    if not quiet:
        _print(show.close())
    if not exit_zero:
        raise typer.Exit(1 if "contradicted" in labels else 3 if "unknown" in labels else 0)


app.command()(scan_command.scan)
app.command("config")(scan_command.show_config)


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
    records = _records(texts, source, input_format, "text")
    checker = open_checker(facts, profiles=False)
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
    from koreacoop.lookup import Directory, facts_about

    store = open_store(facts)
    world = store.world()
    directory = Directory(store)
    show = _renderer("lookup", store, form, as_json, lang, colour, quotes=quotes)
    missing = False
    for name in names:
        found = directory.find(name)
        missing = missing or not found.entities
        _tell(found, lang)
        _print(show.found(found, {entity.id: facts_about(entity.id, store, world) for entity in found.entities}))
    _print(show.close())
    raise typer.Exit(1 if missing else 0)


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
    from koreacoop.timeline import timeline as arrange

    bounds = _bounds(since, until)
    store = open_store(facts)
    ids = _groups(names or (), store, lang)
    dated, rest = arrange(store.facts.values(), ids, store.world(), *bounds)
    events = [*dated, *(rest if undated else ())]
    show = _renderer("timeline", store, form, as_json, lang, colour)
    _print(show.timeline(events))
    _print(show.close())
    if rest and not undated and _format(form, as_json) in ("terminal", "text"):
        _say(f"{len(rest)} undated facts are left out; --undated shows them")
    raise typer.Exit(0 if events else 1)


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

    store = open_store(facts)
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

    store = open_store(facts)
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
    from koreacoop.search import search as find

    store = open_store(facts)
    found, passages = find(words, store)
    show = _renderer("search", store, form, as_json, lang, colour, quotes=quotes)
    _print(chain.from_iterable(map(show.fact, found)))
    _print(chain.from_iterable(map(show.passage, passages)))
    _print(show.close())
    raise typer.Exit(0 if found or passages else 1)


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
    from koreacoop.validation import coverage, problems

    store = load_packs([folder] if folder else facts)
    found, covered = problems(store), coverage(store)
    show = _renderer("validate", store, form, as_json, "", colour)
    _print(show.validation(found, covered))
    _print(show.close())
    raise typer.Exit(1 if found or any(row.open for row in covered) else 0)


@app.command()
def export(
    form: Annotated[ExportFormat, typer.Option("--format", "-f", help="Output format.")] = ExportFormat.JSONL,
    facts: FactsOption = None,
) -> None:
    """Print the facts of the pack: id, statement, text by language, citations with offsets."""
    store = open_store(facts)
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


# --------------------------------------------------------------------------------------------------------------- input


def _records(texts: list[str] | None, source: str | None, form: InputFormat, field: str) -> Iterator[dict[str, Any]]:
    """What is to be judged or read: arguments, a file, or standard input if it is no terminal; one record at least."""
    from koreacoop import claims

    if texts and source:
        raise InputError(f"give {field}s as arguments or by --input, not both")
    if texts:
        path = next(filter(_is_file, texts), None)
        if path is not None:
            raise InputError(f"{path} is a file, not a {field}: use koreacoop scan {path}, or --input {path}")
        return iter(list(claims.from_arguments(texts, field)))
    if source is None and sys.stdin.isatty():
        raise InputError(f"no {field} given; see --help")
    name = source or "-"
    records = claims.from_input(name, form.value, field)
    first = next(records, None)
    if first is None:
        raise InputError(f"no {field} in {'standard input' if name == '-' else name}")
    return chain([first], records)


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def _bounds(since: str | None, until: str | None) -> tuple[Interval | None, Interval | None]:
    first, last = _date(since, "--since"), _date(until, "--until")
    if first and last and last.precedes(first):
        raise InputError(f"--until {until} lies before --since {since}")
    return first, last


def _date(text: str | None, option: str) -> Interval | None:
    from koreacoop.interval import parse_edtf

    if text is None:
        return None
    try:
        return parse_edtf(text)
    except ValueError as error:
        raise InputError(f"{option}: {error}") from error


def _groups(names: Iterable[str], store: Store, lang: str) -> list[list[str]]:
    """For each name the ids of what it may stand for; an unknown name ends the command as nothing found."""
    from koreacoop.lookup import Directory

    directory = Directory(store)
    found = [directory.find(name) for name in names]
    for result in found:
        _tell(result, lang)
    if not all(result.entities for result in found):
        raise typer.Exit(1)
    return [[entity.id for entity in result.entities] for result in found]


# -------------------------------------------------------------------------------------------------------------- output


def _renderer(
    command: str,
    store: Store,
    form: Format,
    as_json: bool,
    lang: str,
    colour: Colour,
    *,
    quotes: bool = False,
    explain: bool = False,
) -> Renderer:
    from koreacoop.rendering import Style
    from koreacoop.rendering.formats import renderer

    style = Style(lang, coloured(colour), quotes, explain)
    return renderer(_format(form, as_json), command, store, style)


def _format(form: Format, as_json: bool) -> str:
    """The format meant: on a terminal text comes with tables, in a pipe there are plain lines."""
    if as_json:
        return Format.JSON.value
    if sys.stdout.isatty() and form in (Format.AUTO, Format.TEXT):
        return "terminal"
    return Format.LINE.value if form is Format.AUTO else form.value


def _print(lines: Iterable[str]) -> None:
    """Print a result whole, at once: the reader of a pipe need not wait for the next one."""
    text = "".join(f"{line}\n" for line in lines)
    if text:
        print(text, end="", flush=True)


def _say(message: str) -> None:
    print(f"koreacoop: {message}", file=sys.stderr)


def _tell(found: Found, lang: str) -> None:
    """Say what was taken for a name that is not recorded as it is."""
    from koreacoop.rendering.plain import name

    if found.exact:
        return
    if found.entities:
        _say(f"no entry {found.query!r}; showing {name(found.entities[0], lang)}")
    else:
        near = ", ".join(name(entity, lang) for entity in found.near)
        _say(f"no entry {found.query!r}" + (f"; near: {near}" if near else ""))
