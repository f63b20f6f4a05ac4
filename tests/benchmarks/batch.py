"""What a claim of many costs: to the obvious script, and with several workers to one."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from koreacoop.store import default_pack, load
from tests.benchmarks.timing import in_turn, table

CASES = Path(__file__).parent.parent / "cases" / "claims" / "first.jsonl"
_RUN = "import sys; from koreacoop.__main__ import start; start()"
# An interpreter with a koreacoop that was built with KOREACOOP_COMPILE=1.
_COMPILED = os.environ.get("KOREACOOP_COMPILED", "")
_SCRIPT = """
import json, sys
from rapidfuzz import fuzz, process
wordings = json.load(open(sys.argv[1], encoding="utf-8"))
for line in open(sys.argv[2], encoding="utf-8"):
    found = process.extractOne(json.loads(line)["claim"], wordings, scorer=fuzz.token_set_ratio)
    print(found[1] > 80, found[0])
"""


def run(rounds: int) -> str:
    """The table: whole processes over the same English claims."""
    rows = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    english = [row for row in rows if row["lang"] == "en"]
    store = load([default_pack()])
    wordings = [text for fact in store.facts.values() for text in (fact.text["en"], *fact.paraphrases.get("en", ()))]
    with tempfile.TemporaryDirectory() as folder:
        claims, known = Path(folder) / "claims.jsonl", Path(folder) / "wordings.json"
        claims.write_text("".join(json.dumps(row) + "\n" for row in english), encoding="utf-8")
        known.write_text(json.dumps(wordings), encoding="utf-8")
        check = ["-c", _RUN, "check", "--input", str(claims), "--input-format", "jsonl", "-f", "jsonl"]
        programs = {
            f"the obvious script over {len(wordings)} wordings": [
                *(sys.executable, "-c", _SCRIPT, str(known), str(claims)),
            ],
            f"check --input, {len(english)} claims": [sys.executable, *check],
        }
        if _COMPILED:
            programs["the same as machine code"] = [_COMPILED, "-P", *check]
        found = in_turn(programs, rounds)
    base = next(iter(found.values()))
    return table(
        ["program", "time", "MiB"], [[name, runs.ratio(base), round(runs.memory)] for name, runs in found.items()]
    )
