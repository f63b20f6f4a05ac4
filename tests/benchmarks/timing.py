"""Programs run in turn, in random order: medians of the ratios within each round, and the most memory each took."""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(
        "| " + " | ".join(f"{c:.2f}" if isinstance(c, float) else str(c) for c in row) + " |" for row in lines
    )
