"""For people: the sentence with the judged stretch marked, the verdict, what is recorded instead, the quotation."""

from __future__ import annotations

from koreacoop.findings import Finding, Scan, Totals
from koreacoop.model import Label
from koreacoop.pack import Store
from koreacoop.rendering.line import printable
from koreacoop.rendering.text import Paint, beside
from koreacoop.reports import Lines, View, facts_of, language_of, shown, wording

_STYLES = {Label.CONTRADICTED: "contradicted", Label.UNKNOWN: "unknown", Label.SUPPORTED: "supported", None: "unknown"}
_SIGNS = {Label.CONTRADICTED: "✗", Label.UNKNOWN: "?", Label.SUPPORTED: "✓", None: "!"}


class Text:
    """People's format."""

    def __init__(self, store: Store, view: View) -> None:
        self._store = store
        self._view = view
        self._paint = Paint(view.colour)

    def begin(self) -> Lines:
        """Nothing."""
        return ()

    def file(self, scan: Scan) -> Lines:
        """The findings of a file, each with its evidence."""
        for finding in shown(scan, self._view):
            yield from self._finding(scan, finding)
            yield ""

    def close(self, totals: Totals) -> Lines:
        """Nothing."""
        return ()

    def _finding(self, scan: Scan, finding: Finding) -> Lines:
        style = _STYLES[finding.label]
        place = self._paint("strong", f"{scan.path}:{finding.region.line}:{finding.region.column}")
        label = finding.label.value.upper() if finding.label else "NOTE"
        sign = self._paint(style, f"{_SIGNS[finding.label]} {label}")
        yield f"{place}  {sign} {finding.code.id} {finding.code.name}"
        if finding.sentence is not None:
            yield f"    {printable(self._marked(scan, finding))}"
            if finding.sentence.judged != finding.sentence.text:
                yield from beside("  read as:", printable(finding.sentence.judged))
        yield from beside("  recorded:" if finding.recorded else " ", finding.recorded or finding.message)
        yield from self._evidence(finding)

    def _marked(self, scan: Scan, finding: Finding) -> str:
        """The sentence as it stands in the file, the judged stretch between signs."""
        assert finding.sentence is not None
        whole, part = finding.sentence.region, finding.region
        if finding.label is not Label.CONTRADICTED or not whole.start <= part.start <= part.end <= whole.end:
            return finding.sentence.text
        before, words, after = (
            scan.text[start:end]
            for start, end in ((whole.start, part.start), (part.start, part.end), (part.end, whole.end))
        )
        marked = self._paint("contradicted", f"⟦{words}⟧")
        return f"{_flat(before)}{marked}{_flat(after)}"

    def _evidence(self, finding: Finding) -> Lines:
        if finding.label is None:
            return
        lead = "  nearest:" if finding.label is Label.UNKNOWN else "  fact:"
        for ref, fact in facts_of(finding, self._store).items():
            said = wording(fact, language_of(finding, self._view))
            yield from beside(lead, said, self._paint("faint", f"[{ref}]"))
            if finding.label is Label.UNKNOWN:
                return
            for cited in fact.citations:
                file = self._store.sources[cited.source].file
                yield f"    “{cited.quote}”"
                yield self._paint("faint", f"    source {cited.source}, seeds/{file}, {cited.start}–{cited.end}")


def _flat(text: str) -> str:
    return "".join(" " if char.isspace() else char for char in text)
