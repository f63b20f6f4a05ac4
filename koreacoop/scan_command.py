"""``koreacoop scan`` and ``koreacoop config``: options, files, scans, report, summary, exit code.

Rooms are imported where they are used.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from koreacoop.commands import coloured, roots, say, store
from koreacoop.errors import InputError
from koreacoop.frozen import replace
from koreacoop.options import (
    Colour,
    ColourOption,
    DocumentFormat,
    FactsOption,
    FailOn,
    JsonOption,
    QuietOption,
    ReportFormat,
    Show,
)

if TYPE_CHECKING:
    from koreacoop.baseline import Baseline
    from koreacoop.configuration import Settings
    from koreacoop.findings import Finding, Scan, Totals
    from koreacoop.pack import Store
    from koreacoop.scan_files import Job

_STDIN = "-"

Paths = Annotated[
    list[str] | None, typer.Argument(metavar="PATH...", help="Files and folders, or - for standard input.")
]
Form = Annotated[
    ReportFormat | None, typer.Option("--format", "-f", envvar="KOREACOOP_SCAN_FORMAT", help="Output format.")
]
Lang = Annotated[
    str | None,
    typer.Option("--lang", "-l", metavar="LANG", help="Language of recorded wordings; the sentence's own if left out."),
]
ShowOption = Annotated[Show | None, typer.Option("--show", help="Which sentences are told of.")]
FailOnOption = Annotated[FailOn | None, typer.Option("--fail-on", help="What makes the exit code other than 0.")]
Ignore = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="CODE", help="Codes, or beginnings of codes, not to tell of.")
]
Exclude = Annotated[
    list[str] | None, typer.Option("--exclude", metavar="GLOB", help="Files and folders not to walk into.")
]
Globs = Annotated[
    list[str] | None,
    typer.Option("--glob", "-g", metavar="GLOB", help="Take these files of folders instead; !GLOB leaves out."),
]
BaselineOption = Annotated[
    str | None, typer.Option("--baseline", metavar="FILE", help="Pass over the findings that this file holds.")
]
Quotes = Annotated[
    bool | None, typer.Option("--block-quotes/--no-block-quotes", help="Judge block quotes too (left out otherwise).")
]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", envvar="KOREACOOP_CONFIG", metavar="FILE", help="The configuration file.")
]
Isolated = Annotated[bool, typer.Option("--no-config", help="Read no configuration file.")]


def scan(
    paths: Paths = None,
    form: Form = None,
    as_json: JsonOption = False,
    show: ShowOption = None,
    fail_on: FailOnOption = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 whatever is found; 2 stays 2.")] = False,
    lang: Lang = None,
    facts: FactsOption = None,
    ignore: Ignore = None,
    no_ignores: Annotated[
        bool, typer.Option("--no-ignores", help="Take no notice of suppressing comments and [sic].")
    ] = False,
    baseline: BaselineOption = None,
    write_baseline: Annotated[
        str | None, typer.Option("--write-baseline", metavar="FILE", help="Write what is found to FILE, as known.")
    ] = None,
    glob: Globs = None,
    exclude: Exclude = None,
    hidden: Annotated[bool, typer.Option("--hidden", help="Walk into hidden files and folders too.")] = False,
    no_ignore_files: Annotated[
        bool, typer.Option("--no-ignore-files", help="Take no notice of .gitignore and .ignore.")
    ] = False,
    input_format: Annotated[
        DocumentFormat | None, typer.Option("--input-format", help="What the files are; by their names if left out.")
    ] = None,
    stdin_filename: Annotated[
        str | None, typer.Option("--stdin-filename", metavar="NAME", help="What standard input is called.")
    ] = None,
    encoding: Annotated[str | None, typer.Option("--encoding", metavar="NAME", help="Their encoding.")] = None,
    block_quotes: Quotes = None,
    workers: Annotated[
        int | None, typer.Option("--workers", "-j", min=0, metavar="N", help="Processes; 0: as many as it pays.")
    ] = None,
    review_url: Annotated[
        str, typer.Option("--review-url", metavar="URL", help="claimreview: where the review is published.")
    ] = "",
    review_author: Annotated[
        str, typer.Option("--review-author", metavar="NAME", help="claimreview: who publishes it.")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the report to FILE.")
    ] = None,
    config: ConfigFile = None,
    no_config: Isolated = False,
    quiet: QuietOption = False,
    colour: ColourOption = Colour.AUTO,
) -> None:
    """Judge the sentences of documents where they stand: text, Markdown, HTML; what is contradicted is told of."""
    from koreacoop.configuration import settle
    from koreacoop.scan_files import scans

    given: dict[str, Any] = {
        "facts": [str(path) for path in facts or ()],
        "lang": lang,
        "format": ReportFormat.JSON.value if as_json else form and form.value,
        "show": show and show.value,
        "fail-on": fail_on and fail_on.value,
        "ignore": ignore,
        "baseline": baseline,
        "exclude": exclude,
        "block-quotes": block_quotes,
        "encoding": encoding,
        "workers": workers,
    }
    settings = settle(given, config, no_config)
    names = _names(paths, settings, glob, hidden, no_ignore_files)
    known = _baseline(settings["baseline"])
    shape = _shape(settings["format"], output, review_url, review_author)
    pack = store(settings["facts"] or None)
    found = scans(names, stdin_filename or "", _job(settings, input_format, not no_ignores), settings["workers"])
    run = _Run(known, settings, keep=write_baseline is not None)
    with _Sink(output, quiet, len(names)) as sink:
        report = _report(shape, pack, settings, colour, output, review_url, review_author)
        sink.put(report.begin())
        for one in run.over(found):
            sink.put(report.file(one))
        sink.put(report.close(run.totals))
    if write_baseline:
        _write_baseline(Path(write_baseline), run.counted)
    if not quiet:
        run.summarise()
    raise typer.Exit(run.status(exit_zero))


def show_config(
    config: ConfigFile = None,
    no_config: Isolated = False,
    as_json: JsonOption = False,
) -> None:
    """Show the settings of scan that hold here, and where each is from."""
    import json

    from koreacoop.configuration import settle

    values = settle({}, config, no_config).values
    if as_json:
        rows = {name: {"value": row.value, "origin": row.origin} for name, row in values.items()}
        print(json.dumps({"schema": "koreacoop/config/v1", "settings": rows}, ensure_ascii=False, indent=2))
        return
    for name, row in values.items():
        print(f"{name} = {json.dumps(row.value, ensure_ascii=False)}\t{row.origin}")


# ------------------------------------------------------------------------------------------------------------- a run


class _Run:
    """The scans of a run as they come: known findings marked, all counted, what fails told of on standard error."""

    def __init__(self, known: Baseline | None, settings: Settings, keep: bool) -> None:
        from koreacoop.findings import Totals

        self.totals: Totals = Totals()
        self.counted: list[tuple[str, Finding]] = []
        """What a new baseline is to hold, by file, if one is written."""
        self._keep = keep
        self._known = known
        self._fail_on = settings["fail-on"]

    def over(self, scans: Iterable[Scan]) -> Iterator[Scan]:
        """The scans, with known findings marked."""
        for one in scans:
            marked = self._known.mark(one) if self._known else one
            if marked.error:
                say(f"{marked.path}: {marked.error}")
            self.totals.add(marked)
            if self._keep:
                failing = (finding for finding in marked.findings if self._fails(finding))
                self.counted.extend((marked.path, _slim(finding)) for finding in failing)
            yield marked

    def _fails(self, finding: Finding) -> bool:
        label = finding.label.value if finding.label else ""
        return label == "contradicted" or (label == "unknown" and self._fail_on == "unknown")

    def summarise(self) -> None:
        """A line on standard error."""
        from koreacoop.reports import numbers

        stale = self._known.stale if self._known else 0
        say(numbers(self.totals) + (f"; {stale} of the baseline not found again" if stale else ""))

    def status(self, exit_zero: bool) -> int:
        """The exit code: 2 if a file could not be read, else as ``--fail-on`` has it."""
        from koreacoop.model import Label

        if self.totals.failed:
            return 2
        if exit_zero or self._fail_on == "never":
            return 0
        if self.totals.counting[Label.CONTRADICTED]:
            return 1
        return 3 if self._fail_on == "unknown" and self.totals.counting[Label.UNKNOWN] else 0


def _slim(finding: Finding) -> Finding:
    """A finding with no more than a baseline holds of it, so that many of them stay small."""
    assert finding.sentence is not None
    verdict = replace(finding.sentence.verdict, parts=(), reading=replace(finding.sentence.verdict.reading, items=()))
    part = replace(finding.part, evidence=()) if finding.part else None
    return replace(finding, sentence=replace(finding.sentence, verdict=verdict), part=part)


def _names(
    paths: list[str] | None, settings: Settings, globs: list[str] | None, hidden: bool, no_ignore_files: bool
) -> list[str]:
    from koreacoop.walking import Selection, files

    if not paths:
        if sys.stdin.isatty():
            raise InputError("no path given; see koreacoop scan --help")
        paths = [_STDIN]
    excluded = tuple(settings["exclude"])
    names = files(paths, Selection(tuple(globs or ()), excluded, settings.root, hidden, no_ignore_files))
    if not names:
        raise InputError(f"no document in {', '.join(paths)} (--glob takes other files than text, Markdown and HTML)")
    return names


def _job(settings: Settings, form: DocumentFormat | None, ignores: bool) -> Job:
    from koreacoop.model import LANGUAGES
    from koreacoop.scan_files import Job
    from koreacoop.scanning import Options

    if settings["lang"] not in ("", *LANGUAGES):
        raise InputError(f"lang: {settings['lang']!r} is not one of {', '.join(LANGUAGES)}")
    options = Options(settings["lang"], settings["block-quotes"], ignores)
    ignored = tuple(settings["ignore"])
    return Job(tuple(roots(settings["facts"])), options, settings["encoding"], form.value if form else "", ignored)


def _baseline(name: str) -> Baseline | None:
    from koreacoop.baseline import load

    return load(Path(name)) if name else None


def _write_baseline(path: Path, found: list[tuple[str, Finding]]) -> None:
    from koreacoop.baseline import dump

    path.write_text(dump(path, found), encoding="utf-8")
    say(f"{path}: what is known from now on: {len(found)}; use it with --baseline {path}")


# ------------------------------------------------------------------------------------------------------------- output


def _shape(name: str, output: Path | None, url: str, author: str) -> str:
    """The format meant: text on a terminal, line in a pipe or a file, unless one is named."""
    if name not in list(ReportFormat):
        raise InputError(f"format: {name!r} is not one of {', '.join(ReportFormat)}")
    if name == ReportFormat.CLAIMREVIEW and not (url and author):
        raise InputError("claimreview needs --review-url and --review-author: only its publisher can say them")
    if name != ReportFormat.AUTO:
        return name
    return ReportFormat.TEXT.value if output is None and sys.stdout.isatty() else ReportFormat.LINE.value


def _report(
    shape: str, pack: Store, settings: Settings, colour: Colour, output: Path | None, url: str, author: str
) -> Any:
    from koreacoop.model import Label
    from koreacoop.reports import View
    from koreacoop.reports.formats import report

    labels = {
        "contradicted": {Label.CONTRADICTED},
        "unknown": {Label.CONTRADICTED, Label.UNKNOWN},
        "all": set(Label),
    }[settings["show"]]
    paint = coloured(colour.value) and (output is None or colour is Colour.ALWAYS)
    return report(shape, pack, View(frozenset(labels), paint, settings["lang"], url, author))


class _Sink:
    """Where a report goes: standard output, a file, or nowhere; with progress where nothing else moves."""

    def __init__(self, output: Path | None, quiet: bool, files: int) -> None:
        self._output = output
        self._quiet = quiet
        self._stream = sys.stdout
        self._files = files
        self._progress: Any = None

    def __enter__(self) -> _Sink:
        if self._output is not None and not self._quiet:
            self._stream = self._output.open("w", encoding="utf-8")
        from koreacoop.scan_files import MANY

        still = self._quiet or self._output is not None or not sys.stdout.isatty()
        if self._files >= MANY and still and sys.stderr.isatty():
            from koreacoop.rendering.terminal import progress

            self._progress = progress(self._files)
        return self

    def put(self, lines: Iterable[str]) -> None:
        """Print lines; each call but the first and last is a file."""
        for line in () if self._quiet else lines:
            print(line, file=self._stream)
        self._stream.flush()
        if self._progress is not None:
            self._progress.advance()

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()
        if self._stream is not sys.stdout:
            self._stream.close()
