"""A file as an article in HTML: its blocks, in each the sentences marked, and after each block the notes on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from koreacoop.documents import Block, Kind
from koreacoop.findings import Finding, Scan, Sentence
from koreacoop.model import Fact, Label
from koreacoop.pack import Store
from koreacoop.rendering.markup import Safe, direction, element, isolated, joined, script, text
from koreacoop.reports import View, wording

SIGNS = {Label.CONTRADICTED: "✗", Label.UNKNOWN: "?", Label.SUPPORTED: "✓"}
_OWN = Safe(' lang="en" dir="ltr"')
"""What the page itself says stands in its own language."""


class Article:
    """The article of one file; ``ref`` begins the ids of its elements."""

    def __init__(self, scan: Scan, ref: str, store: Store, view: View) -> None:
        self._scan = scan
        self._ref = ref
        self._store = store
        self._view = view
        self._findings: dict[int, list[Finding]] = {}
        for finding in scan.findings:
            if finding.sentence is not None:
                self._findings.setdefault(finding.sentence.region.start, []).append(finding)
        self._spoken = Counter((script(said.text), said.verdict.reading.language) for said in scan.sentences)
        self._side = "ltr"
        """The direction of the last block, for one of numbers."""
        self.most = 0
        """The most sentences in a block."""

    def body(self) -> Safe:
        """The blocks; items that follow each other in one list."""
        blocks: list[Safe] = []
        waiting = list(enumerate(self._scan.sentences, 1))[::-1]
        rows = [(block, list(self._sentences(block, waiting))) for block in self._scan.blocks]
        for kind, group in groupby(rows, key=lambda row: row[0].kind):
            members = list(group)
            made = [self._block(block, sentences) for block, sentences in members]
            side = direction(members[0][0].prose.text)
            blocks.extend([element("ul", *made, dir=side)] if kind is Kind.ITEM else made)
        return element("div", joined(blocks, "\n"), class_="text")

    @staticmethod
    def _sentences(block: Block, waiting: list[tuple[int, Sentence]]) -> Iterator[tuple[int, Sentence]]:
        """The sentences that stand in a block, taken from those still to come."""
        end = block.prose.source_end(len(block.prose.text))
        while waiting and waiting[-1][1].region.end <= end:
            yield waiting.pop()

    # ------------------------------------------------------------------------------------------------------- blocks

    def _block(self, block: Block, sentences: Sequence[tuple[int, Sentence]]) -> Safe:
        said = block.prose.text
        language = self._language(said, [sentence for _, sentence in sentences])
        side = self._side = direction(said, self._side)
        marked = self._marked(block, sentences, language, side)
        if block.kind is Kind.HEADING:
            return element("h3", *marked, lang=language, dir=side)
        self.most = max(self.most, len(sentences))
        notes = [self._note(number, place, sentence) for place, (number, sentence) in enumerate(sentences, 1)]
        content = [element("p", *marked, lang=language, dir=side)]
        if notes:
            content.append(element("div", *notes, class_="notes"))
        if block.kind is Kind.ITEM:
            return element("li", *content, class_="block", dir=side)
        name = "blockquote" if block.kind is Kind.QUOTE else "div"
        extra = {Kind.QUOTE: " quoted", Kind.CELL: " cell"}.get(block.kind, "")
        return element(name, *content, class_=f"block{extra}", dir=side)

    def _language(self, said: str, sentences: Iterable[Sentence]) -> str:
        """The language of most sentences; for what is not judged that of the sentences in its script, if any."""
        counts = Counter(sentence.verdict.reading.language for sentence in sentences)
        if counts:
            return counts.most_common(1)[0][0]
        own = script(said)
        return next((language for (other, language), _ in self._spoken.most_common() if other == own), "")

    def _marked(
        self, block: Block, sentences: Sequence[tuple[int, Sentence]], language: str, side: str
    ) -> Iterator[Safe]:
        """The text of a block with its sentences marked."""
        prose = block.prose
        position = 0
        for place, (number, sentence) in enumerate(sentences, 1):
            start, end = prose.index(sentence.region.start), prose.index(sentence.region.end)
            yield self._shown(block, position, start)
            yield self._claim(block, (start, end), number, place, sentence, language, side)
            position = end
        yield self._shown(block, position, len(prose.text))

    def _shown(self, block: Block, start: int, end: int) -> Safe:
        """A stretch of a block; what is no prose in it as it stands in the file, a tag as a sign."""
        parts: list[Safe] = []
        for run in block.prose.cut(start, end):
            if run.hole:
                written = self._scan.text[run.start : run.end].strip()
                tag = written.startswith(("<", "!"))
                parts.append(
                    element("code", text("▢" if tag else written.strip("`")), class_="hole", title="not read: no prose")
                )
            else:
                parts.append(text(run.text))
        return joined(parts)

    # ---------------------------------------------------------------------------------------------------- sentences

    def _claim(
        self,
        block: Block,
        span: tuple[int, int],
        number: int,
        place: int,
        sentence: Sentence,
        language: str,
        side: str,
    ) -> Safe:
        """A sentence with its sign; what conflicts in it marked, and beside that what is recorded."""
        label = sentence.verdict.label
        found = self._findings.get(sentence.region.start, [])
        own, way = sentence.verdict.reading.language, direction(sentence.text, side)
        passed = " passed" if not any(finding.counts for finding in found) else ""
        return element(
            "mark",
            # The space that does not break keeps the sign with the first word.
            element("span", text(f"{SIGNS[label]}\N{NO-BREAK SPACE}"), class_="sign", aria_hidden="true"),
            _own("span", text(f"{label.value}: "), class_="unseen"),
            element("span", *self._inside(block, span, found), class_="body"),
            _own("span", text(f"[{number}]"), class_="number", aria_hidden="true"),
            class_=f"claim {label.value}{passed} c{place}",
            id=f"{self._ref}s{number}",
            tabindex="0",
            aria_describedby=f"{self._ref}n{number}d",
            aria_details=f"{self._ref}n{number}",
            lang=own if own != language else None,
            dir=way if way != side else None,
        )

    def _inside(self, block: Block, span: tuple[int, int], found: Iterable[Finding]) -> Iterator[Safe]:
        """The words of a sentence, a recorded value right after those that conflict, a wording at the end."""
        start, end = span
        after: list[Finding] = []
        for finding in found:
            if finding.label is not Label.CONTRADICTED:
                continue
            first, last = block.prose.index(finding.region.start), block.prose.index(finding.region.end)
            if not start <= first < last <= end:
                continue
            yield self._shown(block, start, first)
            whole = "" if finding.recorded else " whole"
            yield element("strong", self._shown(block, first, last), class_=f"words{whole}")
            if finding.recorded:
                yield from self._instead(finding)
            else:
                after.append(finding)
            start = last
        yield self._shown(block, start, end)
        yield from (part for finding in after for part in self._instead(finding))

    def _instead(self, finding: Finding) -> Iterator[Safe]:
        """What is recorded instead, a value or the wording of the fact."""
        facts, _ = self._facts(finding)
        language = self._worded(finding.sentence)
        said = finding.recorded or next((wording(fact, language) for fact in facts), "")
        if said:
            value = element("bdi", text(said), lang=language)
            lead = _own("span", text("recorded"), class_="lead")
            yield element("small", lead, text(": "), value, class_="recorded", dir=direction(said))

    # -------------------------------------------------------------------------------------------------------- notes

    def _note(self, number: int, place: int, sentence: Sentence) -> Safe:
        """What is to be said of a sentence, with the evidence."""
        label = sentence.verdict.label
        ref = f"{self._ref}n{number}"
        found = self._findings.get(sentence.region.start, [])
        head = element(
            "p",
            element("span", text(f"{SIGNS[label]} {label.value}"), class_="verdict"),
            element(
                "span", text(f"[{number}] line {sentence.region.line}, column {sentence.region.column}"), class_="place"
            ),
            class_="head",
        )
        said = [part for finding in found for part in self._said(finding)]
        said = said or [element("p", text("Findings of this kind are not told of (--ignore)."))]
        return _own(
            "aside",
            element("div", head, *said, *_context(sentence), id=f"{ref}d"),
            *(part for finding in found[:1] for part in self._evidence(finding)),
            *(part for finding in found[1:] for part in self._evidence(finding) if label is Label.CONTRADICTED),
            class_=f"note {label.value} n{place}",
            id=ref,
            tabindex="-1",
            aria_label=f"Evidence {number}",
        )

    def _said(self, finding: Finding) -> Iterator[Safe]:
        """Code and message; of a contradicted part what is written and what is recorded."""
        code = element("code", text(finding.code.id))
        yield element("p", code, text(f" {finding.code.name}: {finding.code.summary}"))
        if finding.recorded:
            own = finding.sentence.verdict.reading.language if finding.sentence else None
            yield element(
                "dl",
                element("dt", text("written")),
                element("dd", element("bdi", text(finding.words), lang=own)),
                element("dt", text("recorded")),
                element(
                    "dd", element("bdi", text(finding.recorded), lang=self._worded(finding.sentence)), class_="new"
                ),
            )
        elif finding.part is not None and finding.label is not Label.SUPPORTED and finding.part.reason.text:
            yield element("p", isolated(finding.part.reason.text))
        if finding.suppressed is not None:
            yield element("p", text("Suppressed: "), isolated(finding.suppressed or "no reason given"))
        if finding.known:
            yield element("p", text("Known: it is in the baseline."))

    def _evidence(self, finding: Finding) -> Iterator[Safe]:
        """The deciding facts in full, others and the one nearest to an unknown without their quotations."""
        first, others = self._facts(finding)
        language = self._worded(finding.sentence)
        if finding.label is Label.UNKNOWN:
            yield from (self._fact(fact, language, "nearest: ", False) for fact in first[:1])
            return
        yield from (self._fact(fact, language, "", True) for fact in first)
        yield from (self._fact(fact, language, "also: ", False) for fact in others)

    def _fact(self, fact: Fact, language: str, lead: str, quoted: bool) -> Safe:
        said = wording(fact, language)
        shown = language if language in fact.text else next(iter(fact.text), "")
        return element(
            "div",
            element("p", text(lead), element("bdi", text(fact.id)), class_="id"),
            element("p", text(said), lang=shown, dir=direction(said)),
            *(self._quotations(fact) if quoted else ()),
            class_="fact" if quoted else "fact brief",
        )

    def _quotations(self, fact: Fact) -> Iterator[Safe]:
        for cited in fact.citations:
            source = self._store.sources[cited.source]
            quote = element(
                "blockquote", element("p", text(cited.quote)), lang=source.language, dir=direction(cited.quote)
            )
            place = (
                text("source "),
                element("bdi", text(source.id)),
                text(", "),
                element("bdi", text(f"seeds/{source.file}")),
                text(f", {cited.start}–{cited.end}"),
            )
            yield element("figure", quote, element("figcaption", *place))

    # -------------------------------------------------------------------------------------------------------- facts

    def _facts(self, finding: Finding) -> tuple[list[Fact], list[Fact]]:
        """The facts that decide, one a part, and what else was found."""
        verdict = finding.sentence.verdict if finding.sentence else None
        parts = [finding.part] if finding.label is not Label.SUPPORTED or verdict is None else verdict.parts
        known = self._store.facts
        ranked = [[evidence.fact for evidence in part.evidence] for part in parts if part is not None]
        first = dict.fromkeys(refs[0] for refs in ranked if refs)
        others = dict.fromkeys(ref for refs in ranked for ref in refs if ref not in first)
        return [known[ref] for ref in first if ref in known], [known[ref] for ref in others if ref in known]

    def _worded(self, sentence: Sentence | None) -> str:
        """The language in which facts are worded beside a sentence."""
        return self._view.language or (sentence.verdict.reading.language if sentence else "")


def _own(name: str, *content: Safe, **attributes: str | None) -> Safe:
    """An element with words of the page's own within an article."""
    made = element(name, *content, **attributes)
    return Safe(made.replace(f"<{name}", f"<{name}{_OWN}", 1))


def _context(sentence: Sentence) -> Iterator[Safe]:
    """What was put in the place of a word that points back, and what was left to be understood."""
    if sentence.judged != sentence.text:
        said = element("bdi", text(sentence.judged), lang=sentence.verdict.reading.language)
        yield element("p", text("Read as: "), said)
    if sentence.verdict.assumed:
        yield element("p", text("Assumed "), isolated("; ".join(sentence.verdict.assumed)))
