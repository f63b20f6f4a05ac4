"""Programs run in turn, in random order: medians of the ratios within each round, and the most memory each took."""

from __future__ import annotations

import os
import random
import resource
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Command = Sequence[str]


@dataclass
class Runs:
    """What the runs of one program took: seconds, and the most memory in MiB."""

    seconds: list[float] = field(default_factory=list)
    memory: float = 0.0

    def ratio(self, other: Runs) -> float:
        """The median over the rounds of what this took to what ``other`` took in the same round."""
        return statistics.median(one / two for one, two in zip(self.seconds, other.seconds, strict=True))


def in_turn(programs: Mapping[str, Command], rounds: int) -> dict[str, Runs]:
    """Run all programs once a round; their output goes nowhere."""
    found = {name: Runs() for name in programs}
    for command in programs.values():
        once(command)
    for _ in range(rounds):
        for name in random.sample(list(programs), len(programs)):
            seconds, memory = once(programs[name])
            found[name].seconds.append(seconds)
            found[name].memory = max(found[name].memory, memory)
    return found


def once(command: Command) -> tuple[float, float]:
    """Seconds and MiB of one run."""
    began = time.perf_counter()
    process = subprocess.Popen(
        list(command), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return time.perf_counter() - began, usage.ru_maxrss / 1024


@dataclass
class Whole:
    """What a program and all that it started took: seconds, seconds of processors, and the most memory in MiB."""

    seconds: float
    used: float
    memory: float


def whole(command: Command) -> Whole:
    """One run of a program that starts others; memory that processes share is counted once (where ``/proc`` tells)."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(
        list(command), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    most = 0.0
    while process.poll() is None:
        most = max(most, _held(process.pid))
        time.sleep(0.2)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Whole(time.perf_counter() - began, used, most / 1024)


def _held(pid: int) -> float:
    """KiB that a process and its children hold."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return 0
    own = next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return own + sum(_held(int(child)) for child in children)


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(
        "| " + " | ".join(f"{c:.2f}" if isinstance(c, float) else str(c) for c in row) + " |" for row in lines
    )
