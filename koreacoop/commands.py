"""What the commands do, whoever parsed their options: call the rooms in order, print, give the exit code.

Nothing here knows Typer: the short forms of the commands come here by another way (``door``). Rooms are imported where
they are used.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from koreacoop.errors import InputError
from koreacoop.hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from koreacoop.checking import Checker
    from koreacoop.compiled import Listener
    from koreacoop.interval import Interval
    from koreacoop.lookup import Found
    from koreacoop.model import Verdict
    from koreacoop.pack import Store
    from koreacoop.rendering import Renderer

NOT_FOUND = 1
_LONG = 65_536
"""Bytes of a file, some 700 claims, whose judging takes several times as long as starting a process for each core."""


def check(
    claims: list[str] | None,
    source: str | None = None,
    input_format: str = "lines",
    form: str = "auto",
    lang: str = "",
    *,
    explain: bool = False,
    exit_zero: bool = False,
    quiet: bool = False,
    colour: str = "auto",
    facts: Sequence[str] | None = None,
    workers: int = 0,
    summary: bool = False,
) -> int:
    """Judge claims and print the verdicts; the exit code tells the worst of them.

    ``workers``: how many processes judge; 0: as many as it pays.
    """
    given = records(claims, source, input_format, "claim")
    judge = checker(facts)
    show = renderer("check", judge.store, form, lang, colour, explain=explain)
    counts: dict[str, int] = {}
    # One object of all results is put together in one process.
    results: Iterator[tuple[Iterable[str], str]]
    many = workers or _paying(source)
    if many > 1 and shown_as(form) != "json":
        results = _on_workers(given, many, facts, form, lang, coloured(colour), explain)
    else:
        results = ((show.verdict(verdict, record), verdict.label.value) for verdict, record in _judged(given, judge))
    for lines, label in results:
        counts[label] = counts.get(label, 0) + 1
        if not quiet:
            emit(lines)
        if source is not None:
            _progress(sum(counts.values()))
    if not quiet:
        emit(show.close())
    if summary:
        say(", ".join(f"{counts.get(label, 0)} {label}" for label in ("supported", "contradicted", "unknown")))
    if exit_zero:
        return 0
    return 1 if "contradicted" in counts else 3 if "unknown" in counts else 0


def _paying(source: str | None) -> int:
    """How many processes pay for an input: all that can run for a long file, one for what may come bit by bit."""
    if source is None or source == "-":
        return 1
    try:
        found = os.stat(source)  # noqa: PTH116  # pathlib is not loaded for a plain command
    except OSError:
        return 1
    if not stat.S_ISREG(found.st_mode) or found.st_size < _LONG:
        return 1
    from koreacoop.parallel import cores

    return cores()


def _judged(given: Iterable[dict[str, Any]], judge: Checker) -> Iterator[tuple[Verdict, dict[str, Any]]]:
    for record in given:
        yield judge.check(record["claim"]), record


def _on_workers(
    given: Iterable[dict[str, Any]],
    workers: int,
    facts: Sequence[str] | None,
    form: str,
    lang: str,
    coloured: bool,
    explain: bool,
) -> Iterator[tuple[Iterable[str], str]]:
    from koreacoop.batching import Job, judged
    from koreacoop.rendering import Style

    job = Job(tuple(roots(facts)), shown_as(form), Style(lang, coloured, explain=explain))
    return judged(given, workers, job)


def _progress(done: int) -> None:
    """How many claims are judged, where somebody looks on and the results go elsewhere."""
    if done % 20 == 0 and sys.stderr.isatty() and not sys.stdout.isatty():
        print(f"\rkoreacoop: {done} claims", end="", file=sys.stderr, flush=True)


def lookup(
    names: list[str],
    form: str = "auto",
    lang: str = "",
    *,
    quotes: bool = False,
    colour: str = "auto",
    facts: Sequence[str] | None = None,
) -> int:
    """Look up entities and print what is recorded about them."""
    from koreacoop.lookup import Directory, facts_about

    pack = store(facts)
    world = pack.world()
    directory = Directory(pack)
    show = renderer("lookup", pack, form, lang, colour, quotes=quotes)
    missing = False
    for name in names:
        found = directory.find(name)
        missing = missing or not found.entities
        tell(found, lang)
        emit(show.found(found, {entity.id: facts_about(entity.id, pack, world) for entity in found.entities}))
    emit(show.close())
    return NOT_FOUND if missing else 0


def timeline(
    names: list[str] | None,
    since: str | None = None,
    until: str | None = None,
    form: str = "auto",
    lang: str = "",
    *,
    undated: bool = False,
    colour: str = "auto",
    facts: Sequence[str] | None = None,
) -> int:
    """Print dated facts in order."""
    from koreacoop.timeline import timeline as arrange

    limits = bounds(since, until)
    pack = store(facts)
    ids = groups(names or (), pack, lang)
    if ids is None:
        return NOT_FOUND
    # What is recorded of the names is listed in the index; of no name it is everything.
    concerned = pack.catalogue.about_all(ids) if ids and pack.catalogue is not None else pack.facts.values()
    dated, rest = arrange(concerned, ids, pack.world(), *limits)
    events = [*dated, *(rest if undated else ())]
    show = renderer("timeline", pack, form, lang, colour)
    emit(show.timeline(events))
    emit(show.close())
    if rest and not undated and shown_as(form) in ("terminal", "text"):
        say(f"{len(rest)} undated facts are left out; --undated shows them")
    return 0 if events else NOT_FOUND


def search(
    words: list[str],
    form: str = "auto",
    lang: str = "",
    *,
    quotes: bool = False,
    colour: str = "auto",
    facts: Sequence[str] | None = None,
) -> int:
    """Search facts and source sentences for words and print what holds them all."""
    from koreacoop.search import search as find

    pack = store(facts)
    found, passages = find(words, pack)
    show = renderer("search", pack, form, lang, colour, quotes=quotes)
    emit(chain.from_iterable(map(show.fact, found)))
    emit(chain.from_iterable(map(show.passage, passages)))
    emit(show.close())
    return 0 if found or passages else NOT_FOUND


# --------------------------------------------------------------------------------------------------------------- input


def records(texts: list[str] | None, source: str | None, form: str, field: str) -> Iterator[dict[str, Any]]:
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
    found = claims.from_input(name, form, field)
    first = next(found, None)
    if first is None:
        raise InputError(f"no {field} in {'standard input' if name == '-' else name}")
    return chain([first], found)


def _is_file(text: str) -> bool:
    try:
        return os.path.isfile(text)  # noqa: PTH113
    except (OSError, ValueError):
        return False


def bounds(since: str | None, until: str | None) -> tuple[Interval | None, Interval | None]:
    """The dates between which facts are wanted."""
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


def groups(names: Iterable[str], pack: Store, lang: str) -> list[list[str]] | None:
    """For each name the ids of what it may stand for; None if one is unknown."""
    from koreacoop.lookup import Directory

    directory = Directory(pack)
    found = [directory.find(name) for name in names]
    for result in found:
        tell(result, lang)
    if not all(result.entities for result in found):
        return None
    return [[entity.id for entity in result.entities] for result in found]


# ---------------------------------------------------------------------------------------------------------------- data


def index(folders: Sequence[str] | None) -> Iterator[str]:
    """Compile packs anew; what the index is, where it stands and what is in it, a line each."""
    from koreacoop.compiled import build, cached_path

    folders = roots(folders)
    path = cached_path(folders)
    built = build(folders, _listener())
    kept = built.size_in_bytes()
    yield f"pack\t{', '.join(folders)}"
    yield f"index\t{path if kept else 'in memory'}"
    yield f"bytes\t{kept}"
    for kind in ("fact", "entity", "relation", "concept", "source"):
        yield f"{kind}\t{built.size(kind)}"


def store(folders: Sequence[str] | None) -> Store:
    """The packs, opened; one with problems is refused, for a verdict is worth no more than its facts."""
    from koreacoop.compiled import open_pack, store_of

    packs = roots(folders)
    return store_of(open_pack(packs, _listener()), packs[0])


def checker(folders: Sequence[str] | None) -> Checker:
    """A checker over the packs."""
    from koreacoop.compiled import checker_of, open_pack

    packs = roots(folders)
    return checker_of(open_pack(packs, _listener()), packs[0])


def roots(folders: Sequence[str] | None) -> list[str]:
    """The folders of the packs meant: the shipped one if none is named."""
    from koreacoop import places

    return [os.fspath(folder) for folder in folders] if folders else [places.default_pack()]


VERBOSE = [False]
"""Whether remarks are wanted that change no result."""


def _listener() -> Listener:
    """Remarks on request, progress on a terminal."""
    from koreacoop.compiled import Listener

    if not sys.stderr.isatty():
        return Listener(_remark)
    return Listener(_remark, _compiling, _compiled)


def _remark(message: str) -> None:
    if VERBOSE[0]:
        say(message)


def _compiling(what: str, done: int) -> None:
    print(f"\rkoreacoop: compiling the pack: {what} {done}", end="", file=sys.stderr, flush=True)


def _compiled() -> None:
    print("\r\x1b[K", end="", file=sys.stderr, flush=True)


# -------------------------------------------------------------------------------------------------------------- output


def renderer(
    command: str, pack: Store, form: str, lang: str, colour: str, *, quotes: bool = False, explain: bool = False
) -> Renderer:
    """What prints the results of a command."""
    from koreacoop.rendering import Style
    from koreacoop.rendering.formats import renderer as made

    style = Style(lang, coloured(colour), quotes, explain)
    return made(shown_as(form), command, pack, style)


def shown_as(form: str) -> str:
    """The format meant: on a terminal text comes with tables, in a pipe there are plain lines."""
    if sys.stdout.isatty() and form in ("auto", "text"):
        return "terminal"
    return "line" if form == "auto" else form


def coloured(colour: str) -> bool:
    """The one decision on colour: the option, then NO_COLOR, FORCE_COLOR, TERM=dumb, then whether it is a terminal."""
    if colour != "auto":
        return colour == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE"):
        return True
    return os.environ.get("TERM") != "dumb" and sys.stdout.isatty()


def emit(lines: Iterable[str]) -> None:
    """Print a result whole, at once: the reader of a pipe need not wait for the next one."""
    text = "".join(f"{line}\n" for line in lines)
    if text:
        print(text, end="", flush=True)


def say(message: str) -> None:
    """Tell the user something that is no result."""
    print(f"koreacoop: {message}", file=sys.stderr)


def tell(found: Found, lang: str) -> None:
    """Say what was taken for a name that is not recorded as it is."""
    from koreacoop.rendering.plain import name

    if found.exact:
        return
    if found.entities:
        say(f"no entry {found.query!r}; showing {name(found.entities[0], lang)}")
    else:
        near = ", ".join(name(entity, lang) for entity in found.near)
        say(f"no entry {found.query!r}" + (f"; near: {near}" if near else ""))
