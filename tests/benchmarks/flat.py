"""What the size of a pack costs: a check, a claim of many, a misspelt name, a search, a build; to the smallest pack."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.packs import claim, make, names, parts
from tests.benchmarks.timing import in_turn, table, whole

_BUILD = "import sys\nfrom koreacoop import compiled\nif __name__ == '__main__':\n    compiled.build([sys.argv[1]])"
_RUN = "import sys; from koreacoop.__main__ import start; start()"
# In one process: a first run of the claims warms up, the second is measured; then misspelt names, and searches.
_INSIDE = """
import json, sys, time
from koreacoop import compiled
from koreacoop.lookup import Directory
from koreacoop.search import search
pack, claims, wrong, sought = sys.argv[1], *map(json.loads, sys.argv[2:])
index = compiled.open_pack([pack])
checker = compiled.checker_of(index, pack)
labels = [checker.check(text).label.value for text in claims]
began = time.perf_counter()
for text in claims: checker.check(text)
per_claim = (time.perf_counter() - began) / len(claims)
directory = Directory(checker.store)
directory.find(wrong[0])
began = time.perf_counter()
found = [len(directory.find(name).entities) for name in wrong[1:]]
per_name = (time.perf_counter() - began) / len(found)
began = time.perf_counter()
held = [bool(search(words, checker.store)[0]) for words in sought]
per_search = (time.perf_counter() - began) / len(held)
right = [labels.count("supported") / len(labels), sum(found) / len(found), sum(held) / len(held)]
print(json.dumps([per_claim, per_name, per_search, right]))
"""


def run(sizes: Sequence[int], rounds: int) -> str:
    """The table."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        packs = {size: str(make(Path(folder) / str(size), size)) for size in sizes}
        built = {size: whole([sys.executable, "-c", _BUILD, pack]) for size, pack in packs.items()}
        entities = {size: max(40, size // 50) for size in sizes}
        programs = {
            str(size): [sys.executable, "-c", _RUN, "check", claim(5, entities[size]), "--facts", pack]
            for size, pack in packs.items()
        }
        single = in_turn(programs, rounds)
        inside = {size: _inside(pack, entities[size]) for size, pack in packs.items()}
    first = sizes[0]
    rows = []
    for size in sizes:
        per_claim, per_name, per_search, right = inside[size]
        rows.append(
            [
                f"{size:,}",
                single[str(size)].ratio(single[str(first)]),
                per_claim / inside[first][0],
                round(single[str(size)].memory),
                f"{per_name * 1000:.0f} ms",
                f"{per_search * 1000:.0f} ms",
                f"{built[size].seconds / size * 1e6:.0f} s",
                f"{built[size].used / size * 1e6:.0f} s",
                round(built[size].memory),
                ", ".join(f"{share:.2f}" for share in right),
            ]
        )
    heads = ["facts", "one check", "a claim of many", "MiB", "misspelt name", "search"]
    return table([*heads, "build, a million", "of processors", "build, MiB", "right"], rows)


def _inside(pack: str, entities: int) -> tuple[float, float, float, list[float]]:
    claims = [claim(number * 7, entities) for number in range(100)]
    wrong = [misspelt(names(number)[0]) for number in range(3, entities, max(1, entities // 20))][:20]
    # A name and a year of a fact, in one of the three languages: few facts hold both, very many the year.
    told = [parts(number, entities) for number in range(1, 60, 3)]
    sought = [[names(subject)[place % 3], str(year)] for place, (subject, _, _, year) in enumerate(told)]
    command = [sys.executable, "-c", _INSIDE, pack, *map(json.dumps, (claims, wrong, sought))]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    per_claim, per_name, per_search, right = json.loads(done.stdout)
    return per_claim, per_name, per_search, right


def misspelt(name: str) -> str:
    """A name with two neighbouring letters exchanged."""
    return name[:3] + name[4] + name[3] + name[5:]
