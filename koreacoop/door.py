"""The short way in: the plain forms of the commands that are used most, parsed without Typer.

Importing Typer takes several times as long as judging a claim. What is written here is what nearly every call looks
like: a command, its arguments, and options from a short list. Anything else (other commands and options, help, what
is mistaken, shell completion) is left to Typer, which parses these forms in the same way; a test holds the two equal.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence

from koreacoop import __version__
from koreacoop.hints import Any

FORMATS = ("auto", "text", "line", "json", "jsonl")
COLOURS = ("auto", "always", "never")
INPUTS = ("lines", "jsonl", "nul")
# Options that are also read from the environment: a call with one of these set goes the long way.
VARIABLES = ("KOREACOOP_FACTS", "KOREACOOP_FORMAT", "KOREACOOP_LANG", "KOREACOOP_COLOR", "_KOREACOOP_COMPLETE")


class _Form:
    """One command: how many arguments it needs, its flags and its options with what they may be; None: anything."""

    __slots__ = ("flags", "needs", "options", "run")

    def __init__(
        self,
        run: Callable[..., int],
        needs: int,
        flags: Mapping[str, str],
        options: Mapping[str, tuple[str, tuple[str, ...] | None]],
    ) -> None:
        self.run = run
        self.needs = needs
        self.flags = flags
        self.options = options


def _check(texts: list[str], given: dict[str, Any]) -> int:
    from koreacoop import commands

    return commands.check(texts or None, **given)


def _lookup(texts: list[str], given: dict[str, Any]) -> int:
    from koreacoop import commands

    return commands.lookup(texts, **given)


def _search(texts: list[str], given: dict[str, Any]) -> int:
    from koreacoop import commands

    return commands.search(texts, **given)


def _timeline(texts: list[str], given: dict[str, Any]) -> int:
    from koreacoop import commands

    return commands.timeline(texts or None, **given)


_FORM: dict[str, tuple[str, tuple[str, ...] | None]] = {
    "--format": ("form", FORMATS),
    "-f": ("form", FORMATS),
    "--color": ("colour", COLOURS),
    "--facts": ("facts", None),
}
_JSON = {"--json": "json"}
_SHORT = {
    "check": _Form(
        _check,
        0,
        _JSON
        | {"--explain": "explain", "-x": "explain", "--exit-zero": "exit_zero", "--quiet": "quiet", "-q": "quiet"},
        _FORM
        | {
            "--input": ("source", None),
            "-i": ("source", None),
            "--input-format": ("input_format", INPUTS),
        },
    ),
    "lookup": _Form(_lookup, 1, _JSON | {"--quotes": "quotes"}, _FORM),
    "search": _Form(_search, 1, _JSON | {"--quotes": "quotes"}, _FORM),
    "timeline": _Form(
        _timeline,
        0,
        _JSON | {"--undated": "undated"},
        _FORM | {"--since": ("since", None), "--until": ("until", None)},
    ),
}


def enter(arguments: Sequence[str]) -> int | None:
    """The exit code of a short form; None if ``arguments`` are none, and nothing is done."""
    if list(arguments) in (["--version"], ["-V"]) and "_KOREACOOP_COMPLETE" not in os.environ:
        print(f"koreacoop {__version__}")
        return 0
    if not arguments or any(name in os.environ for name in VARIABLES):
        return None
    form = _SHORT.get(arguments[0])
    parsed = _parsed(arguments[1:], form) if form else None
    if form is None or parsed is None:
        return None
    return form.run(*parsed)


def _parsed(words: Sequence[str], form: _Form) -> tuple[list[str], dict[str, Any]] | None:
    """Arguments and options; None for anything that is not plainly in the list."""
    texts: list[str] = []
    given: dict[str, Any] = {}
    rest = iter(words)
    for word in rest:
        if not word.startswith("-"):
            texts.append(word)
        elif word in form.flags:
            given[form.flags[word]] = True
        elif word in form.options:
            name, values = form.options[word]
            value = next(rest, None)
            if value is None or value.startswith("-") or (values is not None and value not in values):
                return None
            given[name] = [*given.get(name, ()), value] if name == "facts" else value
        else:
            return None
    if len(texts) < form.needs or (form.run is not _check and not all(text.strip() for text in texts)):
        return None
    if given.pop("json", False):
        given["form"] = "json"
    return texts, {"lang": _language()} | given


def _language() -> str:
    from koreacoop.model import LANGUAGES

    return LANGUAGES[0]
