"""The closed classes of a language: which operator each of their words is, one class a word.

The tables of ``grammar.toml`` are long and overlap ("over" bounds a number, "over" is a preposition). Reading needs one
answer: what turns a statement round or weakens it goes first, then what carries a case, then what carries nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from koreacoop.folding import key
from koreacoop.hints import Any
from koreacoop.model import Meaning, Sort

# (operator, tables), strongest first: a word takes the first class that lists it.
_STRONG = (
    ("not-only", ("not_only.words",)),
    ("not", ("negation.verb", "none.words")),
    ("not", ("negation.noun", "negation.lexical", "negation.sentence")),
    ("deny", ("attribution.deny",)),
    ("hedge", ("modals_hedge.words", "modals_hedge.negative")),
    ("condition", ("subordinate.condition",)),
    ("must", ("modals_must.words",)),
    ("plan", ("modals_plan.words", "modals_plan.original")),
)
# Words that are also a preposition or carry nothing are taken as that.
_WEAK = (
    ("by", ("prepositions.subject_by",)),
    ("to", ("prepositions.to",)),
    ("from", ("prepositions.from",)),
    ("in", ("prepositions.in", "prepositions.during")),
    ("with", ("prepositions.with",)),
    ("for", ("prepositions.for", "subordinate.purpose")),
    ("about", ("prepositions.about",)),
    ("of", ("prepositions.of",)),
    ("through", ("prepositions.through",)),
    ("as", ("prepositions.as",)),
    ("function", ("articles.words", "auxiliaries.words", "demonstratives.words", "attribution.anonymous")),
    ("pronoun", ("pronouns_it.words", "pronouns_they.words", "pronouns_it.self", "pronouns_they.self")),
    ("and", ("conjunctions_and.words",)),
    ("or", ("conjunctions_or.words",)),
)
_LATER = (
    ("only", ("only.words",)),
    ("except", ("except.words",)),
    ("before", ("before.words", "earlier_than.words")),
    ("after", ("after.words", "later_than.words")),
    ("sooner", ("order.sooner",)),
    ("same-time", ("same_time.words",)),
    ("more-than", ("more_than.words", "difference.up")),
    ("fewer-than", ("fewer_than.words", "difference.down")),
    ("as-many-as", ("as_many_as.words",)),
    ("all", ("all.words",)),
    ("contrast", ("contrast.words", "not_only.then")),
    ("relative", ("relative.words",)),
    ("cause", ("subordinate.cause",)),
    ("subordinate", ("subordinate.words", "subordinate.condition")),
    ("since", ("since.words",)),
    ("until", ("until.words",)),
    ("says", ("attribution.says",)),
    ("source", ("attribution.to_source",)),
    ("both", ("both.words",)),
    ("some", ("some.words",)),
    ("also", ("also.words",)),
    ("former", ("formerly.words",)),
    ("unchanged", ("still.unchanged",)),
    ("still", ("still.words",)),
    ("can", ("modals_can.words",)),
    ("elsewhen", ("light.elsewhen",)),
    ("question", ("questions.words", "questions.wh")),
    ("light", ("light.words", "light.deictic", "modals_hedge.qad", "negation.reinforcer", "politeness.words")),
    ("light", ("exactly.words",)),
    ("almost", ("approximately.words",)),
    ("bound", ("at_least.words", "at_most.words", "between.words", "difference.words")),
    ("through", ("prepositions.beyond",)),
    ("light-verb", ("auxiliaries.light_verbs",)),
)
# Negation words that may stand twice in one clause and deny it once (neither … nor, لا … ولا); "either" flags those of
# them that may deny a clause or a single noun (not, لا).
_PLAIN = ("negation.verb", "none.words")
_SENTENCE = "negation.sentence"
"""Negations of what is said as a whole ("it is not true that"), whatever it denies itself."""

# Classes whose words may also be words with a content of their own; words of all other classes are only what they are.
OPEN_CLASSES = frozenset(
    {
        "light",
        "light-verb",
        "says",
        "plan",
        "also",
        "still",
        "former",
        "can",
        "bound",
        "source",
        "some",
        "all",
        "must",
        "hedge",
        "particle",
        "question",
        "deny",
        "more-than",
        "fewer-than",
        "except",
        "again",
        "sooner",
        "as-many-as",
        "apart",
        "elsewhen",
        "at-least",
        "at-most",
        "above",
        "below",
    }
)

# "While" and "as" join clauses; they do not say that two dates are the same.
_JOINING = (
    "subordinate.words",
    "contrast.words",
    "relative.words",
    "prepositions.in",
    "prepositions.with",
    "prepositions.during",
    "light.words",
)

FACTOR = "factor:"
"""Begins the operator of a word that says how many times as many."""


def operators(grammar: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    """Each word of the closed classes with its one meaning; the table ``operators`` decides before all others."""
    tables = dict(_tables(grammar))
    seen: set[str] = set()
    for word, meaning in _ranked(grammar, tables):
        if key(word) not in seen:
            seen.add(key(word))
            if meaning.ref != "none":
                yield word, meaning


def _ranked(grammar: Mapping[str, Any], tables: Mapping[str, list[str]]) -> Iterator[tuple[str, Meaning]]:
    """All words with all their classes, the strongest class first."""
    for name, words in grammar.get("operators", {}).items():
        for word in words:
            yield word, _meaning(name, _mark(word, tables))
    joining = _union(tables, _JOINING)
    for name, paths in (*_STRONG, *_WEAK, *_LATER):
        for path in paths:
            for word in tables.get(path, ()):
                if name != "same-time" or word not in joining:
                    yield word, _meaning(name, _flag(word, name, path, tables))
    for factor, words in grammar.get("twice", {}).items():
        for word in words:
            yield word, Meaning(Sort.OPERATOR, FACTOR + factor)


def _meaning(name: str, flag: str = "") -> Meaning:
    return Meaning(Sort.LIGHT if name in ("light", "function") else Sort.OPERATOR, name, flag)


def _flag(word: str, name: str, path: str, tables: Mapping[str, list[str]]) -> str:
    """What else is to be known of a negation (see ``_PLAIN``) or of a word of order: that it is a verb."""
    if name in ("before", "after") and "/" in word:
        return "verb"
    if name == "function" and word in tables.get("auxiliaries.copulas", ()):
        return "copula"
    marked = _mark(word, tables)
    if marked:
        return marked
    if name in ("all", "after") and word in tables.get("negation.reinforcer", ()):
        return "reinforcer"
    if name != "not":
        return ""
    if path == _SENTENCE:
        return "sentence"
    coordinating = word in _union(tables, ("conjunctions_and.words", "negation.reinforcer"))
    if not coordinating and path in _PLAIN and word in tables.get("negation.noun", ()):
        return "either"
    return "plain" if coordinating or path in _PLAIN else ""


def _mark(word: str, tables: Mapping[str, list[str]]) -> str:
    """What a word is beside certain others, whatever its class: see the tables of that name."""
    marks = {
        "between": "between.apart",
        "excepting": "negation.excepting",
        "denied": "only.denied",
        "further": "also.further",
        "each": "all.each",
        "year": "order.year",
        "near": "order.near",
        "age": "order.age",
        "since": "order.since",
        "when": "background.when",
        "already": "background.already",
        "ahead": "background.ahead",
        "counting": "light.counting",
        "side": "light.side",
        "given-up": "modals_plan.original",
        "becoming": "light.becoming",
        "reaching": "bounding.reaching",
        "linked": "bounding.linked",
        "link": "bounding.links",
        "identifying": "relative.identifying",
        "resumption": "relative.resumption",
        "where": "relative.where",
        "joining": "relative.joining",
        "now": "light.now",
        "excluding": "except.nouns",
        "ended": "negation.ended",
        "alone": "only.alone",
        "existence": "negation.existence",
        "elapsing": "order.elapsing",
        "undergoing": "auxiliaries.undergoing",
        "doing": "auxiliaries.doing",
        "besides": "except.besides",
        "progressive": "auxiliaries.progressive",
        "prospective": "modals_plan.prospective",
    }
    return next((mark for mark, path in marks.items() if word in tables.get(path, ())), "")


def _union(tables: Mapping[str, list[str]], paths: Iterable[str]) -> set[str]:
    return {word for path in paths for word in tables.get(path, ())}


def _tables(grammar: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, list[str]]]:
    for name, value in grammar.items():
        here = f"{path}.{name}" if path else name
        if isinstance(value, dict):
            yield from _tables(value, here)
        elif isinstance(value, list):
            yield here, [word for word in value if isinstance(word, str)]
