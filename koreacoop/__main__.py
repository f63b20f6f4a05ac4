"""The program's entry: streams, signals and exit codes; the commands are in ``cli``."""

from __future__ import annotations

import os
import signal
import sys
from typing import TextIO

from koreacoop.errors import KoreacoopError


def main() -> None:
    """Run the command line. A crash is exit 2, never 1: 1 is a verdict."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _as_utf8(stream)
    try:
        from koreacoop.cli import app

        app()
    except KoreacoopError as error:
        _stop(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if os.environ.get("KOREACOOP_DEBUG"):
            raise
        _stop(f"internal error: {type(error).__name__}: {error} (KOREACOOP_DEBUG=1 shows where)")


def _as_utf8(stream: TextIO) -> None:
    if (stream.encoding or "").lower().replace("-", "") != "utf8" and hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8")


def _stop(message: str) -> None:
    sys.stdout.flush()
    print(f"koreacoop: {message}", file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main()
