"""What a text read into items says by its order and by forms: expressions parted by a name, twos, ordinals, doers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from koreacoop.dates import Duration
from koreacoop.folding import Folded, fold
from koreacoop.frozen import replace
from koreacoop.governing import governor
from koreacoop.language import Language
from koreacoop.lexicon import Split
from koreacoop.model import Case, Item, Meaning, Sort, Value
from koreacoop.numbers import Kind, Number
from koreacoop.quantity import point

_CLOSED = frozenset({"closed"})
_NOMINAL = frozenset({"nominal"})
_SUPERLATIVE = frozenset({"superlative"})
"""Of a comparative without a word for "than", if a noun follows it in a language whose order of words tells that."""
_TWO = Decimal(2)
_ARTICLE = frozenset({"definite"})


def rejoined(items: list[Item], folded: Folded, language: Language) -> list[Item]:
    """The items; a verb whose subject, or object, parts it from the rest of its expression means what this means."""
    for split in _longest(language.lexicon.splits(folded.text)):
        (start, end), (first, last) = (
            (folded.source_start(a), folded.source_end(b)) for a, b in (split.first, split.rest)
        )
        verb = next((place for place, item in enumerate(items) if (item.start, item.end) == (start, end)), None)
        rest = [item for item in items if first <= item.start and item.end <= last]
        between = [item for item in items if end <= item.start and item.end <= first]
        met = bool(rest) and (rest[0].start, rest[-1].end) == (first, last)
        if verb is None or not met or not _names_somebody(between):
            continue
        if language.objects_follow:
            if not _closes(rest[-1], items):
                continue
            whole = replace(items[verb], meanings=split.meanings)
        elif any(item.has_content for item in rest):
            whole = _with_rest(items[verb], split.meanings)
        else:
            items[verb] = _with_preposition(items[verb], split.meanings)
            continue
        said = Item(first, last, folded.typed[first:last], (Meaning(Sort.LIGHT, "light"),))
        items = [
            whole if place == verb else said if item is rest[0] else item
            for place, item in enumerate(items)
            if item not in rest[1:]
        ]
    return items


def _longest(splits: list[Split]) -> list[Split]:
    """One expression for each verb: the longest, with what shorter ones that begin as it does mean."""
    by_verb: dict[tuple[int, int], list[Split]] = {}
    for split in splits:
        by_verb.setdefault(split.first, []).append(split)
    found = []
    for group in by_verb.values():
        longest = max(group, key=lambda split: (split.rest[1] - split.rest[0], -split.rest[0]))
        alike = [split for split in group if split.rest[0] == longest.rest[0]]
        meanings = dict.fromkeys(meaning for split in alike for meaning in split.meanings)
        found.append(replace(longest, meanings=tuple(meanings)))
    return found


def _with_rest(verb: Item, meanings: tuple[Meaning, ...]) -> Item:
    """A verb with what it means by its expression: it denies nothing that this tells.

    Where this is the word of a concept alone, it tells no deed of its own either ("encourages crime").
    """
    if not any(meaning.sort is Sort.RELATION for meaning in meanings):
        return replace(verb, meanings=meanings)
    kept = tuple(meaning for meaning in verb.meanings if meaning.flag != "denial")
    return replace(verb, meanings=tuple(dict.fromkeys((*meanings, *kept))))


def _with_preposition(verb: Item, meanings: tuple[Meaning, ...]) -> Item:
    """A verb with a preposition behind its subject: it tells what it denies without that, or the parties exchanged."""
    told = any(meaning.sort is Sort.RELATION and not meaning.flag for meaning in meanings)
    denies = any(meaning.flag == "denial" for meaning in verb.meanings)
    turned = any(meaning.flag == "inverse" for meaning in meanings)
    return _with_rest(verb, meanings) if (told and denies) or turned else verb


def _closes(particle: Item, items: list[Item]) -> bool:
    """Whether a particle belongs to its verb ("took Korea in"): nothing that it would govern follows."""
    behind = next((item for item in items if item.start >= particle.end), None)
    return behind is None or not (behind.has_content or behind.is_article)


def _names_somebody(items: list[Item]) -> bool:
    """Whether some words are no more than names, or a noun with an article and what goes with it."""
    told = [item for item in items if not (item.is_article or item.is_operator("and"))]
    nouns = all(
        item.means and item.value is None and item.case in (Case.NONE, Case.OBJECT) and not governor(item)
        for item in told
    )
    articled = len(told) < len(items)
    plain = [item for item in told if _ARTICLE.isdisjoint(item.traits)]
    acts = any(item.refs(Sort.RELATION) and not item.refs(Sort.ENTITY) for item in plain)
    named = any(item.refs(Sort.ENTITY) or articled or "definite" in item.traits for item in told)
    return nouns and not acts and named


def with_pairs(items: list[Item], language: Language) -> list[Item]:
    """The items; a noun in its form for two counts two, and a "two" right behind it says nothing more."""
    told: list[Item] = []
    for item in items:
        if item.value is None and item.means and language.is_pair(fold(item.surface).text.partition(" ")[0]):
            told.append(replace(item, value=Number(Kind.NUMBER, item.start, item.end, point(_TWO))))
        elif told and _is_two(item.value) and _is_two(told[-1].value) and told[-1].end + 1 == item.start:
            told.append(replace(item, value=None, meanings=(Meaning(Sort.LIGHT, "light"),)))
        else:
            told.append(item)
    return told


def _is_two(value: Value | None) -> bool:
    """Whether a value is two of something."""
    if isinstance(value, Number):
        return value.kind is Kind.NUMBER and value.quantity.low == value.quantity.high == _TWO
    return isinstance(value, Duration) and value.low == value.high == _TWO


def with_ordinal(item: Item, values: list[Value]) -> Item:
    """A word that is read as a word ("the first"), with the ordinal that it says too as a trait."""
    if item.value is not None or not item.means:
        return item
    said = [
        value.quantity.low
        for value in values
        if isinstance(value, Number)
        and value.kind is Kind.ORDINAL
        and value.start >= item.start
        and value.end <= item.end
    ]
    named = item.refs(Sort.ENTITY)
    return replace(item, traits=item.traits | {f"ordinal:{said[0]}"}) if said and not named else item


def with_order(item: Item, language: Language) -> Item:
    """A word of a relation, with traits for what the order of names around it tells, if the language has that."""
    order = language.word_order
    if order and item.means and not item.refs(Sort.ENTITY) and _last_word(item).startswith(tuple(order["closing"])):
        item = replace(item, traits=item.traits | _CLOSED)
    if not order or item.case or item.value is not None or item.refs(Sort.ENTITY) or not item.refs(Sort.RELATION):
        return item
    word = _last_word(item)
    if item.is_operator("more-than", "fewer-than") and not any(map(str.isspace, item.surface)):
        item = replace(item, traits=item.traits | _SUPERLATIVE)
    if not item.traits.isdisjoint(_ARTICLE | _NOMINAL):
        return item
    resumes = word.endswith(tuple(order["resuming"])) and word not in order["unresuming"]
    told = (
        {"ordered"}
        | ({"resuming"} if resumes else set())
        | ({"passive"} if _is_voweled_passive(item, order) else set())
    )
    return replace(item, traits=item.traits | told)


def _is_voweled_passive(item: Item, order: Mapping[str, Sequence[str]]) -> bool:
    """Whether a verb bears the vowel of the passive, on its first letter or behind a conjunction written on to it."""
    letters = item.surface
    vowel = tuple(order["passive_vowel"])
    joined = letters.startswith(tuple(order["passive_behind"])) and not letters[1:].startswith(vowel)
    stem = letters[1:] if joined else letters
    return stem[1:].startswith(vowel) and not stem.startswith(tuple(order["passive_unless"]))


def _last_word(item: Item) -> str:
    return item.surface.rpartition(" ")[2]
