"""What scanning a document comes to: judged sentences, findings, what went wrong; the same values for any format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from koreacoop.codes import Code, Severity
from koreacoop.documents import Block, Kind
from koreacoop.frozen import dataclass, field
from koreacoop.model import Label, Part, Verdict


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a file: offsets, and lines and columns from 1; all in code points, ends exclusive."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document with its verdict.

    ``text`` is as one reads it, without markup; ``judged`` is what was judged where a word that points to another
    sentence was replaced, else the same.
    """

    text: str
    judged: str
    region: Region
    kind: Kind
    verdict: Verdict
    sic: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What is to be said of a stretch of a sentence."""

    code: Code
    region: Region
    message: str
    words: str = ""
    sentence: Sentence | None = None
    part: Part | None = None
    facts: tuple[str, ...] = ()
    recorded: str = ""
    """What is recorded instead of the words, if that is a value."""
    suppressed: str | None = None
    """Why a comment says that this is to be passed over; None if none says so."""
    known: bool = False
    """Whether the baseline holds it."""

    @property
    def label(self) -> Label | None:
        """The verdict that the finding tells of; none for what concerns suppressions."""
        return self.part.label if self.part is not None else None

    @property
    def counts(self) -> bool:
        """Whether it is to be acted on."""
        return self.suppressed is None and not self.known


@dataclass(frozen=True, slots=True)
class Scan:
    """A file as scanned; ``error`` says why it could not be. ``blocks``: its prose, with what is not judged too."""

    path: str
    text: str = ""
    sentences: tuple[Sentence, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(slots=True)
class Totals:
    """Counts over all files of a run."""

    files: int = 0
    failed: int = 0
    sentences: Counter[Label] = field(default_factory=Counter)
    counting: Counter[Label] = field(default_factory=Counter)
    """Sentences by verdict that are neither suppressed nor in the baseline."""
    suppressed: int = 0
    known: int = 0
    warnings: int = 0

    def add(self, scan: Scan) -> None:
        """Count a file in."""
        self.files += 1
        self.failed += bool(scan.error)
        self.sentences.update(sentence.verdict.label for sentence in scan.sentences)
        self.counting.update(_labels(finding for finding in scan.findings if finding.counts))
        self.suppressed += sum(finding.suppressed is not None for finding in scan.findings)
        self.known += sum(finding.known for finding in scan.findings)
        self.warnings += sum(finding.code.severity is Severity.WARNING for finding in scan.findings)


def _labels(findings: Iterable[Finding]) -> Iterable[Label]:
    return (finding.label for finding in findings if finding.label is not None)
