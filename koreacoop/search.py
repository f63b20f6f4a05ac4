"""Full text over facts and source sentences, in any of the three languages, by folded words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from koreacoop.folding import key
from koreacoop.frozen import dataclass
from koreacoop.hints import Any
from koreacoop.lexicon import folded_words
from koreacoop.model import Fact
from koreacoop.pack import Store

# A mark right before a digit ends nothing (2.5).
_SENTENCE = re.compile(r"(?:[^\n.!?؟]|[.!?؟](?=\d))+(?:[.!?؟]+[”\"»]?|(?=\n)|$)")
_RUN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a source, with its offsets in the source's text."""

    source: str
    start: int
    end: int
    text: str


def sentences(text: str, source: str) -> Iterable[Passage]:
    """The sentences of a source's text, without the white space around them."""
    for match in _SENTENCE.finditer(text):
        raw = match.group()
        body = raw.strip()
        if any(char.isalnum() for char in body):
            start = match.start() + raw.index(body)
            yield Passage(source, start, start + len(body), body)


def search(words: Sequence[str], store: Store) -> tuple[list[Fact], list[Passage]]:
    """Facts and source sentences that hold all the words (each as the beginning of a word, or inside one of Hangul)."""
    wanted = [word for text in words for word in folded_words(text)]
    if not wanted:
        return [], []
    facts, passages = _candidates(wanted, store)
    found = [fact for fact in facts if _holds(_text_of(fact), wanted)]
    return found, [passage for passage in passages if _holds(passage.text, wanted)]


def _candidates(wanted: Sequence[str], store: Store) -> tuple[Iterable[Fact], Iterable[Passage]]:
    """What may hold all words: of a compiled pack what its lists of words give."""
    if store.catalogue is None:
        said = (passage for source, text in store.texts.items() for passage in sentences(text, source))
        return store.facts.values(), said
    beginnings = [piece for word in wanted if word.isascii() for piece in _runs(word)]
    inside = [piece for word in wanted if not word.isascii() for piece in _runs(word) if not piece.isascii()]
    rows = store.catalogue.said(beginnings, inside)
    return store.catalogue.wording(beginnings, inside), (passage(row) for row in rows)


def words_of(fact: Fact) -> frozenset[str]:
    """The runs of letters and digits of a fact's id and wordings, folded."""
    return words_in(_text_of(fact))


def words_in(text: str) -> frozenset[str]:
    """The runs of letters and digits of a text, folded."""
    return frozenset(_runs(key(text)))


def passage_row(item: Passage) -> list[Any]:
    """A passage as plain data."""
    return [item.source, item.start, item.text]


def passage(row: Sequence[Any]) -> Passage:
    """What ``passage_row`` gave, as a passage again."""
    source, start, text = row
    return Passage(source, start, start + len(text), text)


def _runs(folded: str) -> list[str]:
    return _RUN.findall(folded)


def _text_of(fact: Fact) -> str:
    wordings = [*fact.text.values(), *(text for texts in fact.paraphrases.values() for text in texts)]
    return " ".join([fact.id.replace("-", " "), *wordings])


def _holds(text: str, wanted: Sequence[str]) -> bool:
    folded = key(text)
    return all(_has_word(folded, word) for word in wanted)


def _has_word(folded: str, word: str) -> bool:
    position = folded.find(word)
    while position >= 0:
        before = folded[max(0, position - 3) : position]
        # Arabic clitics and the article may stand before a word; a compound of Hangul may hold it anywhere.
        glued = before and before[-1].isalnum()
        if not glued or not word.isascii():
            return True
        position = folded.find(word, position + 1)
    return False
