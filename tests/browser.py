"""A real browser for the tests: Chromium without a window, spoken to in its own protocol over a pair of pipes."""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = """
    --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --disable-extensions --hide-scrollbars --remote-debugging-pipe
""".split()  # noqa: SIM905
_PATIENCE = 60.0
_KEYS = {"Tab": 9, "Enter": 13, "Escape": 27}


def installed() -> str | None:
    """The path of a Chromium, if there is one."""
    return next((path for path in map(shutil.which, _NAMES) if path), None)


class Browser:
    """One page of a browser of its own, with nothing kept."""

    def __init__(self, program: str, folder: Path) -> None:
        commands, self._write = os.pipe()
        self._read, answers = os.pipe()
        self._process = subprocess.Popen(
            [program, *_FLAGS, f"--user-data-dir={folder}", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=False,
            preexec_fn=lambda: _take(commands, answers),  # noqa: PLW1509  # there are no threads
        )
        os.close(commands)
        os.close(answers)
        self._buffer = b""
        self._count = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        """What the browser told without being asked."""
        target = next(row for row in self._targets() if row["type"] == "page")
        attached = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)

    def close(self) -> None:
        """End the browser."""
        self._session = None
        self.call("Browser.close")
        self._process.wait(_PATIENCE)
        os.close(self._write)
        os.close(self._read)

    def _targets(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while not any(row["type"] == "page" for row in found):
            found = self.call("Target.getTargets")["targetInfos"]
        return found

    # ----------------------------------------------------------------------------------------------------- protocol

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The result of a method of the protocol."""
        self._count += 1
        message = {"id": self._count, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._count:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)

    def _next(self) -> dict[str, Any]:
        end = time.monotonic() + _PATIENCE
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._read], [], [], max(0.0, end - time.monotonic()))
            assert ready, "the browser does not answer"
            read = os.read(self._read, 1 << 20)
            assert read, "the browser has ended"
            self._buffer += read
        message, _, self._buffer = self._buffer.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer

    # --------------------------------------------------------------------------------------------------------- page

    def open(self, path: Path, fragment: str = "") -> None:
        """Show a page and wait until it is there."""
        self.events.clear()
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=path.as_uri() + fragment)
        while self.value("document.readyState") != "complete" or self.value("location.protocol") != "file:":
            time.sleep(0.05)

    def value(self, expression: str) -> Any:
        """What an expression in the page comes to."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=_KEYS[key])

    def point(self, selector: str) -> None:
        """Move the pointer to an element."""
        left, top = self.value(
            f"(element => {{ element.scrollIntoView({{block: 'center'}}); const box = element.getClientRects()[0];"
            " return [box.left + box.width / 2, box.top + box.height / 2]; })"
            f"(document.querySelector({json.dumps(selector)}))"
        )
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=left, y=top)
        self.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))")

    def size(self, width: int, height: int = 900) -> None:
        """Make the window so wide and high."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def media(self, kind: str = "screen", **features: str) -> None:
        """Show the page on another medium, or with other wishes of its reader (``prefers_color_scheme="dark"``)."""
        wishes = {"prefers-reduced-motion": "reduce"} | {name.replace("_", "-"): v for name, v in features.items()}
        listed = [{"name": name, "value": value} for name, value in wishes.items()]
        self.call("Emulation.setEmulatedMedia", media=kind, features=listed)


def _take(commands: int, answers: int) -> None:
    """Give the pipes the numbers at which the browser looks for them."""
    for number, given in ((3, fcntl.fcntl(commands, fcntl.F_DUPFD, 10)), (4, fcntl.fcntl(answers, fcntl.F_DUPFD, 10))):
        os.dup2(given, number)
