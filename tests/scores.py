"""How often the checker is right on claims that were written, or gathered, to test it.

    python -m tests.scores [FILE...]

The claims are in ``cases/claims``: ``fresh`` by one writer after the work on the others had ended, ``later`` by another
after that; ``own`` by three writers, each read by a second reader, none of whom saw the word lists; ``gathered``
reworded from public texts about this field; ``real`` sentences as encyclopaedias, ministries and agencies write them,
more than half of them unknown; ``first`` an older set; ``byfact`` some for each fact, by six writers who then mended
what failed of the open two thirds, and saw only sums of the third set aside (their labels have no second reader).
``plain`` by one writer, ``reworded`` by three others and ``further`` by three more, who saw the sources, the law and a
third of the development claims: the first and the last one sentence each as the development claims are, the second
worded as far from the sources as the facts allow. Claims of the half "open" have been looked at when they failed; of
those "aside" only sums were, but for four verdicts of ``own``. Other files in the same format may be named. Two more
rows show what the rules are for: without repair of misspelt words, and without the rule that every word must be
accounted for.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from koreacoop import hearing, judging
from koreacoop.assembly import Checker, assemble
from koreacoop.model import Label, Outcome, Verdict
from koreacoop.reading import read
from koreacoop.scales import Weighing
from koreacoop.store import default_pack, load

CLAIMS = Path(__file__).parent / "cases" / "claims"
Claim = dict[str, Any]
Check = Callable[[str], Label]


@dataclass(frozen=True)
class Score:
    """Claims, those judged rightly, and those wrongly supported or contradicted."""

    claims: int
    right: int
    false_support: int
    false_contradiction: int

    @property
    def share(self) -> float:
        """How many are right."""
        return self.right / self.claims


def claims(name: str, half: str = "") -> list[Claim]:
    """The claims of a set under ``cases/claims``, of one half or of both."""
    return [claim for claim in load_claims(CLAIMS / f"{name}.jsonl") if half in ("", claim["half"])]


def load_claims(path: Path) -> list[Claim]:
    """The claims of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score(rows: Iterable[Claim], check: Check) -> Score:
    """What ``check`` makes of claims."""
    judged = [(Label(row["label"]), check(row["claim"])) for row in rows]
    wrong = [found for label, found in judged if label is not found]
    return Score(len(judged), len(judged) - len(wrong), wrong.count(Label.SUPPORTED), wrong.count(Label.CONTRADICTED))


def without_repair(checker: Checker) -> Check:
    """The checker with misspelt words left unread."""
    return lambda text: judging.judge(read(text, checker.languages, repair=False), checker.court).label


def without_every_word(checker: Checker) -> Check:
    """The checker with words passed over that it does not know or that the fact does not say."""

    def check(text: str) -> Label:
        strict, glances = hearing.weigh, (hearing.plainly_open, hearing.told_of)

        def loose(*args: Any, **named: Any) -> Weighing:
            weighing = strict(*args, **named)
            weighing.steps = [
                replace(step, outcome=Outcome.IGNORED)
                if step.outcome is Outcome.OPEN and step.slot in ("unread", "detail")
                else step
                for step in weighing.steps
            ]
            return weighing

        hearing.weigh = loose
        hearing.plainly_open = hearing.told_of = lambda *_: None
        try:
            return labelled(checker.check(text))
        finally:
            hearing.weigh = strict
            hearing.plainly_open, hearing.told_of = glances

    return check


def labelled(verdict: Verdict) -> Label:
    """The label of a verdict."""
    return verdict.label


def row(name: str, rows: list[Claim], check: Check) -> str:
    """A row of the table: the whole and each language."""
    whole = score(rows, check)
    parts = [
        f"{score(said, check).share:.2f}" if (said := [claim for claim in rows if claim["lang"] == code]) else "-"
        for code in ("ar", "en", "ko")
    ]
    return (
        f"| {name} | {whole.claims} | {whole.share:.2f} | {' | '.join(parts)} "
        f"| {whole.false_support} | {whole.false_contradiction} |"
    )


def main(paths: list[str]) -> None:
    """Print the table."""
    checker = assemble(load([default_pack()]))

    def plainly(text: str) -> Label:
        return checker.check(text).label

    print("| claims | n | right | ar | en | ko | wrongly supported | wrongly contradicted |")
    print("|---|---|---|---|---|---|---|---|")
    for path in paths:
        print(row(Path(path).name, load_claims(Path(path)), plainly))
    print(row("tenth, open", claims("tenth", "open"), plainly))
    print(row("ninth, open", claims("ninth", "open"), plainly))
    print(row("newest, open", claims("newest", "open"), plainly))
    print(row("latest, open", claims("latest", "open"), plainly))
    print(row("anew, open", claims("anew", "open"), plainly))
    print(row("unseen, open", claims("unseen", "open"), plainly))
    print(row("straight, open", claims("straight", "open"), plainly))
    print(row("further, set aside", claims("further", "aside"), plainly))
    print(row("further, open", claims("further", "open"), plainly))
    print(row("plain, set aside", claims("plain", "aside"), plainly))
    print(row("plain, open", claims("plain", "open"), plainly))
    print(row("reworded, open", claims("reworded", "open"), plainly))
    print(row("by fact, set aside", claims("byfact", "aside"), plainly))
    print(row("by fact, open", claims("byfact", "open"), plainly))
    print(row("later, set aside", claims("later", "aside"), plainly))
    print(row("later, open", claims("later", "open"), plainly))
    print(row("fresh, set aside", claims("fresh", "aside"), plainly))
    print(row("fresh, open", claims("fresh", "open"), plainly))
    aside = claims("own", "aside")
    print(row("own, set aside", aside, plainly))
    print(row("own, open", claims("own", "open"), plainly))
    print(row("gathered, set aside", claims("gathered", "aside"), plainly))
    print(row("gathered, open", claims("gathered", "open"), plainly))
    print(row("real, set aside", claims("real", "aside"), plainly))
    print(row("real, open", claims("real", "open"), plainly))
    print(row("first", claims("first"), plainly))
    print(row("own, set aside, no repair", aside, without_repair(checker)))
    print(row("own, set aside, not every word", aside, without_every_word(checker)))
    for category in sorted({claim["category"] for claim in aside}):
        print(row(f"own, set aside: {category}", [c for c in aside if c["category"] == category], plainly))


if __name__ == "__main__":
    main(sys.argv[1:])
