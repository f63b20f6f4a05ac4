"""The program's entry: streams, signals and exit codes; the commands are in ``cli``."""

from __future__ import annotations

import gc
import os
import signal
import sys
from io import TextIOWrapper

from koreacoop.errors import KoreacoopError

_FAILED, _INTERRUPTED = 2, 130


def start() -> None:
    """The program as a process of its own: what it holds is not taken apart at the end, which is a tenth of a run."""
    try:
        main()
    except SystemExit as end:
        if not isinstance(end.code, int) or _is_at_work():
            raise
        sys.stderr.flush()
        os._exit(end.code)


def _is_at_work() -> bool:
    """Whether something is still to be done when the program ends."""
    threading = sys.modules.get("threading")
    return "atexit" in sys.modules or (threading is not None and threading.active_count() > 1)


def main() -> None:
    """Run the command line. A crash is exit 2, never 1: 1 is a verdict."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    _prepare_streams()
    try:
        _run()
    except KoreacoopError as error:
        _stop(str(error))
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except OSError as error:
        _abandon_output()
        _stop(": ".join(str(part) for part in (error.filename, error.strerror or error) if part))
    except Exception as error:
        if os.environ.get("KOREACOOP_DEBUG"):
            raise
        _stop(f"internal error: {type(error).__name__}: {error} (KOREACOOP_DEBUG=1 shows where)")


def _run() -> None:
    """Run the commands; what cannot be written (a full disk) is met here, not when Python shuts down."""
    from koreacoop.door import enter

    # Records hold no cycles: looking for some every seven hundred objects takes a tenth of a start.
    gc.set_threshold(50_000, 20, 50)
    try:
        code = enter(sys.argv[1:])
        if code is not None:
            sys.exit(code)
        from koreacoop.cli import program

        program(sys.argv[1:])(prog_name="koreacoop")
    finally:
        sys.stdout.flush()


def _prepare_streams() -> None:
    """UTF-8 everywhere, and something to read and write even where a stream was closed.

    What is no text (a byte of an argument that is not UTF-8) is printed as an escape.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _abandon_output() -> None:
    """What is still to be written goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _stop(message: str) -> None:
    sys.stdout.flush()
    print(f"koreacoop: {message}", file=sys.stderr)
    sys.exit(_FAILED)


if __name__ == "__main__":
    start()
