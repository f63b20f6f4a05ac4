"""The closed classes of a language: which operator each of their words is, one class a word.

The tables of ``grammar.toml`` are long and overlap ("over" bounds a number, "over" is a preposition). Reading needs one
answer: what turns a statement round or weakens it goes first, then what carries a case, then what carries nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from koreacoop.folding import key
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
    ("still", ("still.words",)),
    ("can", ("modals_can.words",)),
    ("question", ("questions.words", "questions.wh")),
    ("light", ("light.words", "light.deictic", "modals_hedge.qad", "negation.reinforcer", "politeness.words")),
    ("light", ("exactly.words", "approximately.words")),
    ("bound", ("at_least.words", "at_most.words", "between.words", "difference.words")),
    ("through", ("prepositions.beyond",)),
    ("light-verb", ("auxiliaries.light_verbs",)),
)
# Negation words that may stand twice in one clause and deny it once (neither … nor, لا … ولا); "either" flags those of
# them that may deny a clause or a single noun (not, لا).
_PLAIN = ("negation.verb", "none.words")

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
        "as-many-as",
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


def operators(grammar: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    """Each word of the closed classes with its one meaning."""
    tables = dict(_tables(grammar))
    seen: set[str] = set()
    for name, words in grammar.get("operators", {}).items():
        for word in words:
            seen.add(key(word))
            if name != "none":
                yield word, Meaning(Sort.LIGHT if name in ("light", "function") else Sort.OPERATOR, name)
    nominal = set(tables.get("negation.noun", ()))
    coordinating = {*tables.get("conjunctions_and.words", ()), *tables.get("negation.reinforcer", ())}
    joining = {word for path in _JOINING for word in tables.get(path, ())}
    for name, paths in (*_STRONG, *_WEAK, *_LATER):
        for path in paths:
            for word in tables.get(path, ()):
                if key(word) not in seen and not (name == "same-time" and word in joining):
                    seen.add(key(word))
                    flag = "plain" if path in _PLAIN or word in coordinating else ""
                    if "/" in word and name in ("before", "after"):
                        flag = "verb"
                    if name == "not" and word in nominal and flag and word not in coordinating:
                        flag = "either"
                    yield word, Meaning(Sort.LIGHT if name in ("light", "function") else Sort.OPERATOR, name, flag)
    for factor, words in grammar.get("twice", {}).items():
        for word in words:
            if key(word) not in seen:
                seen.add(key(word))
                yield word, Meaning(Sort.OPERATOR, FACTOR + factor)


def _tables(grammar: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, list[str]]]:
    for name, value in grammar.items():
        here = f"{path}.{name}" if path else name
        if isinstance(value, dict):
            yield from _tables(value, here)
        elif isinstance(value, list):
            yield here, [word for word in value if isinstance(word, str)]
