"""The commands: parse options, call the rooms in order, print, set the exit code. Rooms are imported where they are used."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from koreacoop import __version__

if TYPE_CHECKING:
    from koreacoop.assembly import Checker
    from koreacoop.interval import Interval
    from koreacoop.rendering.text import Paint
    from koreacoop.store import Store

app = typer.Typer(
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode="rich" if sys.stdout.isatty() else None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reference and fact checker on South Korea's international cooperation: offline, every verdict with its quotation.",
    epilog="Exit codes: 0 supported or found, 1 contradicted or not found, 2 could not do it, 3 unknown.",
)


class Format(StrEnum):
    """How results are printed; auto: text on a terminal, line in a pipe."""

    AUTO = "auto"
    TEXT = "text"
    LINE = "line"
    JSON = "json"
    JSONL = "jsonl"


class Lang(StrEnum):
    """Language of names and wordings."""

    EN = "en"
    AR = "ar"
    KO = "ko"


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


class ExportFormat(StrEnum):
    """Formats of the exported pack."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


Facts = Annotated[
    list[Path] | None,
    typer.Option("--facts", envvar="KOREACOOP_FACTS", metavar="DIR", help="A fact pack to use instead of the shipped one (repeatable)."),
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", envvar="KOREACOOP_FORMAT", help="Output format.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
LangOption = Annotated[Lang, typer.Option("--lang", envvar="KOREACOOP_LANG", help="Language of names and wordings.")]
ColourOption = Annotated[Colour, typer.Option("--color", envvar="KOREACOOP_COLOR", help="When to use colour.")]
InputOption = Annotated[str | None, typer.Option("--input", "-i", metavar="FILE", help="Read records from FILE, or - for standard input.")]
InputFormatOption = Annotated[InputFormat, typer.Option("--input-format", help="How records are parted in --input.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing; the exit code tells.")]


def _version(value: bool) -> None:
    if value:
        print(f"koreacoop {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version and stop.")] = False,
) -> None:
    pass


# ------------------------------------------------------------------------------------------------------------- commands


@app.command()
def check(
    claims: Annotated[list[str] | None, typer.Argument(help="Claims in English, Arabic or Korean.")] = None,
    source: InputOption = None,
    input_format: InputFormatOption = InputFormat.LINES,
    form: FormatOption = Format.AUTO,
    as_json: JsonOption = False,
    lang: LangOption = Lang.EN,
    explain: Annotated[bool, typer.Option("--explain", help="Show the whole derivation.")] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 whatever the verdicts are.")] = False,
    quiet: QuietOption = False,
    colour: ColourOption = Colour.AUTO,
    facts: Facts = None,
) -> None:
    """Judge claims: supported, contradicted or unknown, with the recorded facts and their quotations."""
    records = _records(claims, source, input_format, "claim")
    checker = _checker(facts)
    form = _format(form, as_json)
    labels: set[str] = set()
    writer = _Results(form, "check", quiet)
    from koreacoop.rendering import line, plain, text

    for record in records:
        verdict = checker.check(record["claim"])
        labels.add(verdict.label.value)
        if form in (Format.JSON, Format.JSONL):
            writer.data(plain.verdict(verdict, checker.store, record, explain))
        elif form is Format.LINE:
            writer.lines(line.verdict(verdict, checker.store))
        else:
            writer.lines(text.verdict(verdict, checker.store, lang.value, _paint(colour), explain))
    writer.close()
    if not exit_zero and labels:
        raise typer.Exit(1 if "contradicted" in labels else 3 if "unknown" in labels else 0)


@app.command()
def read(
    texts: Annotated[list[str] | None, typer.Argument(help="Texts in English, Arabic or Korean.")] = None,
    source: InputOption = None,
    input_format: InputFormatOption = InputFormat.LINES,
    form: FormatOption = Format.AUTO,
    as_json: JsonOption = False,
    facts: Facts = None,
) -> None:
    """Show how a text is read, verdict aside: mentions, cues, times, quantities, negation, and what was not understood."""
    from koreacoop.rendering import plain

    records = _records(texts, source, input_format, "text")
    checker = _checker(facts, profiles=False)
    form = _format(form, as_json)
    writer = _Results(form, "read")
    for record in records:
        data = dict(record) | plain.reading(checker.read(record["text"]))
        if form in (Format.JSON, Format.JSONL):
            writer.data(data)
        else:
            writer.lines(_reading_lines(data))
    writer.close()


@app.command()
def lookup(
    names: Annotated[list[str], typer.Argument(help="Names of countries, organisations, people, events …")],
    form: FormatOption = Format.AUTO,
    as_json: JsonOption = False,
    lang: LangOption = Lang.EN,
    quotes: Annotated[bool, typer.Option("--quotes", help="Show the quotations.")] = False,
    colour: ColourOption = Colour.AUTO,
    facts: Facts = None,
) -> None:
    """Look up entities: names in three languages, what they are, all that is recorded about them."""
    from koreacoop.lookup import facts_about, look_up
    from koreacoop.rendering import line, plain, text

    store = _store(facts)
    world = _world(store)
    form = _format(form, as_json)
    writer = _Results(form, "lookup")
    missing = False
    for name in names:
        found = look_up(name, store)
        about = list({fact.id: fact for entity in found.entities for fact in facts_about(entity.id, store, world)}.values())
        if not found.entities:
            missing = True
            near = f"; near: {', '.join(found.near)}" if found.near else ""
            print(f"koreacoop: no entry {name!r}{near}", file=sys.stderr)
        if form in (Format.JSON, Format.JSONL):
            writer.data(
                {
                    "query": name,
                    "hint": found.hint,
                    "near": list(found.near),
                    "entities": [plain.entity(entity) for entity in found.entities],
                    "facts": [plain.fact(fact, store) for fact in about],
                }
            )
        elif found.entities and form is Format.LINE:
            if found.hint:
                print(f"koreacoop: no entry {name!r}; showing {found.hint}", file=sys.stderr)
            writer.lines(line.found(found, about, store, lang.value))
        elif found.entities:
            writer.lines(text.found(found, about, store, lang.value, _paint(colour), quotes))
    writer.close()
    if missing:
        raise typer.Exit(1)


@app.command()
def timeline(
    names: Annotated[list[str] | None, typer.Argument(help="Only facts about all of these.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="From this EDTF date on (2010, 2011-11).")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to this EDTF date.")] = None,
    undated: Annotated[bool, typer.Option("--undated", help="Also show the facts that nothing dates.")] = False,
    form: FormatOption = Format.AUTO,
    as_json: JsonOption = False,
    lang: LangOption = Lang.EN,
    colour: ColourOption = Colour.AUTO,
    facts: Facts = None,
) -> None:
    """List dated facts in order, with their precision kept."""
    from koreacoop.rendering import line, plain, text
    from koreacoop.timeline import timeline as arrange

    store = _store(facts)
    ids = [_entity_id(name, store) for name in names or ()]
    bounds = (_date(since, "--since"), _date(until, "--until"))
    dated, rest = arrange(store.facts.values(), ids, _world(store), *bounds)
    events = [*dated, *(rest if undated else ())]
    form = _format(form, as_json)
    writer = _Results(form, "timeline")
    for event in events:
        if form in (Format.JSON, Format.JSONL):
            writer.data({"date": event.edtf or None, "as_of": event.as_of} | plain.fact(event.fact, store))
        elif form is Format.LINE:
            writer.lines([line.event(event, lang.value)])
        else:
            writer.lines([text.event(event, lang.value, _paint(colour))])
    writer.close()
    if rest and not undated and form is Format.TEXT:
        print(f"{len(rest)} undated facts: --undated shows them", file=sys.stderr)


@app.command()
def show(
    ids: Annotated[list[str], typer.Argument(help="Ids of facts, entities, relations, concepts or sources.")],
    form: FormatOption = Format.AUTO,
    as_json: JsonOption = False,
    colour: ColourOption = Colour.AUTO,
    facts: Facts = None,
) -> None:
    """Show records by id: a fact, an entity, a relation, a concept, or a source with its cited passages marked."""
    from koreacoop.showing import lines, record

    store = _store(facts)
    form = _format(form, as_json)
    writer = _Results(form, "show")
    for name in ids:
        if form in (Format.JSON, Format.JSONL):
            writer.data(record(name, store))
        else:
            writer.lines(lines(name, store, _paint(colour)))
    writer.close()


@app.command()
def sources(form: FormatOption = Format.AUTO, as_json: JsonOption = False, lang: LangOption = Lang.EN, facts: Facts = None) -> None:
    """List the sources: id, file, title, what dates them, how many facts cite them."""
    store = _store(facts)
    cited = [citation.source for fact in store.facts.values() for citation in fact.citations]
    form = _format(form, as_json)
    writer = _Results(form, "sources")
    for source in store.sources.values():
        data = {
            "id": source.id,
            "file": f"seeds/{source.file}",
            "language": source.language,
            "title": source.title[lang.value],
            "publisher": source.publisher,
            "dated_by": source.dated_by,
            "sha256": source.sha256,
            "citations": cited.count(source.id),
        }
        if form in (Format.JSON, Format.JSONL):
            writer.data(data)
        else:
            dating = source.dated_by or "undated"
            writer.lines(["\t".join([source.id, f"seeds/{source.file}", source.title[lang.value], dating, f"{cited.count(source.id)} citations"])])
    writer.close()


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words in any of the three languages; all must occur.")],
    form: FormatOption = Format.AUTO,
    as_json: JsonOption = False,
    lang: LangOption = Lang.EN,
    colour: ColourOption = Colour.AUTO,
    facts: Facts = None,
) -> None:
    """Search facts and source sentences for words, spelling variants folded."""
    from koreacoop.rendering import line, plain, text
    from koreacoop.search import search as find

    store = _store(facts)
    found, passages = find(words, store)
    form = _format(form, as_json)
    writer = _Results(form, "search")
    for fact in found:
        if form in (Format.JSON, Format.JSONL):
            writer.data({"kind": "fact"} | plain.fact(fact, store))
        elif form is Format.LINE:
            writer.lines([line.fact(fact, lang.value)])
        else:
            writer.lines(text.fact_lines(fact, store, lang.value, _paint(colour), False))
    for passage in passages:
        if form in (Format.JSON, Format.JSONL):
            writer.data({"kind": "passage", "source": passage.source, "start": passage.start, "end": passage.end, "text": passage.text})
        elif form is Format.LINE:
            writer.lines([line.passage(passage)])
        else:
            writer.lines(text.passage(passage, _paint(colour)))
    writer.close()
    if not found and not passages:
        raise typer.Exit(1)


@app.command()
def validate(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="A fact pack; the shipped one if left out.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Prove that a fact pack is sound, and print how much of its sources it covers."""
    from koreacoop.validation import coverage, problems

    store = _store([folder] if folder else None)
    found = problems(store)
    covered = coverage(store)
    if as_json:
        writer = _Results(Format.JSON, "validate")
        writer.data(
            {
                "problems": [{"path": p.origin.path, "record": p.origin.record, "code": p.code, "message": p.message} for p in found],
                "coverage": [{"source": row.source, "sentences": row.sentences, "cited": row.cited, "not_checkable": row.omitted, "open": list(row.open)} for row in covered],
            }
        )
        writer.close()
    else:
        for problem in found:
            print(f"{problem.origin.path}: {problem.origin.record}: {problem.code}: {problem.message}")
        for row in covered:
            print(f"{row.source}: {row.sentences} sentences, {row.cited} cited, {row.omitted} not checkable, {row.share:.0%} covered")
            for sentence in row.open:
                print(f"  open: {sentence}")
        print(f"{len(store.facts)} facts, {len(store.entities)} entities, {len(store.relations)} relations, {len(store.concepts)} concepts; {len(found)} problems")
    if found or any(row.open for row in covered):
        raise typer.Exit(1)


@app.command()
def export(
    form: Annotated[ExportFormat, typer.Option("--format", "-f", help="Output format.")] = ExportFormat.JSONL,
    facts: Facts = None,
) -> None:
    """Print the facts of the pack: id, statement, text by language, citations with offsets."""
    from koreacoop.rendering import plain

    store = _store(facts)
    rows = [plain.fact(fact, store) for fact in store.facts.values()]
    if form is ExportFormat.CSV:
        from koreacoop.rendering import csv

        csv.write(rows, sys.stdout)
        return
    writer = _Results(Format(form.value), "export")
    for row in rows:
        writer.data(row)
    writer.close()


# ------------------------------------------------------------------------------------------------------------ machinery


class _Results:
    """Prints results as they come: lines, JSON Lines, or one JSON object at the end."""

    def __init__(self, form: Format, name: str, quiet: bool = False) -> None:
        self._form = form
        self._name = name
        self._quiet = quiet
        self._rows: list[dict[str, Any]] = []

    def lines(self, lines: Iterable[str]) -> None:
        """Print lines of people's formats."""
        if not self._quiet:
            for row in lines:
                print(row)

    def data(self, row: dict[str, Any]) -> None:
        """One result of a machine format."""
        if self._form is Format.JSONL and not self._quiet:
            import json

            print(json.dumps(row, ensure_ascii=False))
        else:
            self._rows.append(row)

    def close(self) -> None:
        """Print what is gathered."""
        if self._form is Format.JSON and not self._quiet:
            import json

            whole = {"schema": f"koreacoop/{self._name}/v1", "results": self._rows}
            print(json.dumps(whole, ensure_ascii=False, indent=2))


def _records(texts: list[str] | None, source: str | None, form: InputFormat, field: str) -> Iterable[dict[str, Any]]:
    from koreacoop import claims
    from koreacoop.errors import InputError

    if texts and source:
        raise InputError(f"give {field}s as arguments or by --input, not both")
    if texts:
        paths = [text for text in texts if Path(text).is_file()]
        if paths:
            raise InputError(f"{paths[0]} is a file, not a {field}: use --input {paths[0]}")
        return list(claims.from_arguments(texts, field))
    if source is None and sys.stdin.isatty():
        raise InputError(f"no {field} given; try koreacoop --help")
    return claims.from_input(source or "-", form.value, field)


def _format(form: Format, as_json: bool) -> Format:
    if as_json:
        return Format.JSON
    if form is Format.AUTO:
        return Format.TEXT if sys.stdout.isatty() else Format.LINE
    return form


def _paint(colour: Colour) -> Paint:
    """The one decision on colour: the option, then NO_COLOR, FORCE_COLOR, TERM=dumb, then whether it is a terminal."""
    from koreacoop.rendering.text import Paint

    if colour is not Colour.AUTO:
        return Paint(colour is Colour.ALWAYS)
    if os.environ.get("NO_COLOR"):
        return Paint(False)
    if os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE"):
        return Paint(True)
    return Paint(os.environ.get("TERM") != "dumb" and sys.stdout.isatty())


def _store(folders: list[Path] | None) -> Store:
    from koreacoop.store import default_pack, load

    return load(folders or [default_pack()])


def _world(store: Store) -> Any:
    from koreacoop.world import World

    return World(store.entities, store.relations, store.concepts, store.topic)


def _checker(folders: list[Path] | None, profiles: bool = True) -> Checker:
    from koreacoop.assembly import assemble

    return assemble(_store(folders), profiles)


def _entity_id(name: str, store: Store) -> str:
    from koreacoop.errors import InputError
    from koreacoop.lookup import look_up

    found = look_up(name, store)
    if not found.entities:
        near = f"; near: {', '.join(found.near)}" if found.near else ""
        raise InputError(f"no entry {name!r}{near}")
    return found.entities[0].id


def _date(text: str | None, option: str) -> Interval | None:
    from koreacoop.errors import InputError
    from koreacoop.interval import parse_edtf

    if text is None:
        return None
    try:
        return parse_edtf(text)
    except ValueError as error:
        raise InputError(f"{option}: {error}") from error


def _reading_lines(data: dict[str, Any]) -> Iterable[str]:
    yield f"{data['text']}"
    yield f"  language: {data['language']}   polarity: {data['polarity']}"
    for name, field in (("mention", "mentions"), ("cue", "cues"), ("concept", "concepts"), ("operator", "operators")):
        for row in data[field]:
            refs = row.get("entities") or row.get("relations") or row.get("concepts") or row.get("operators")
            yield f"  {name}: {row['text']} = {', '.join(refs)}" + (f" ({row['role']})" if row.get("role") else "")
    for row in data["values"]:
        yield f"  {row['kind']}: {data['text'][row['start'] : row['end']]} = {row['value']}"
    for row in data["repaired"]:
        yield f"  read {row['written']} as {row['read']}"
    for word in data["unread"]:
        yield f"  unread: {word}"
