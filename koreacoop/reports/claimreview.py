"""schema.org ClaimReview (JSON-LD), an object a decided claim. Who reviews, and where, only the publisher can say."""

from __future__ import annotations

import json
from typing import Any

from koreacoop.findings import Finding, Scan, Totals
from koreacoop.model import Label
from koreacoop.pack import Store
from koreacoop.reports import Lines, View

_RATINGS = {Label.CONTRADICTED: (1, "Contradicted by the sources"), Label.SUPPORTED: (5, "Supported by the sources")}


class Claimreview:
    """A JSON-LD graph."""

    def __init__(self, store: Store, view: View) -> None:
        self._store = store
        self._view = view
        self._first = True

    def begin(self) -> Lines:
        """The opening."""
        yield '{"@context": "https://schema.org", "@graph": ['

    def file(self, scan: Scan) -> Lines:
        """An object a sentence that is contradicted or supported."""
        done: set[int] = set()
        for finding in scan.findings:
            if finding.label in _RATINGS and finding.counts and finding.sentence is not None:
                start = finding.sentence.region.start
                if start not in done:
                    yield ("" if self._first else ",") + json.dumps(self._review(scan, finding), ensure_ascii=False)
                    self._first = False
                done.add(start)

    def close(self, totals: Totals) -> Lines:
        """The end."""
        yield "]}"

    def _review(self, scan: Scan, finding: Finding) -> dict[str, Any]:
        assert finding.sentence is not None
        assert finding.label is not None
        value, name = _RATINGS[finding.label]
        language = finding.sentence.verdict.reading.language
        review: dict[str, Any] = {
            "@type": "ClaimReview",
            "url": self._view.url,
            "author": {"@type": "Organization", "name": self._view.author},
            "inLanguage": language,
            "claimReviewed": finding.sentence.text,
            "itemReviewed": {"@type": "Claim", "text": finding.sentence.text, "inLanguage": language},
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": value,
                "worstRating": 1,
                "bestRating": 5,
                "alternateName": name,
            },
            "reviewBody": finding.message,
        }
        review["citation"] = [
            {"@type": "Quotation", "text": cited.quote, "inLanguage": self._store.sources[cited.source].language}
            for ref in finding.facts
            for cited in self._store.facts[ref].citations
        ]
        return review
