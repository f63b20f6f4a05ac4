"""One language's words: which stretches of a folded text are known, and what they may stand for.

Two ways of finding words, named by a language's ``morphology.toml``: ``words`` (spaces part words; affixes are tried
off until a known form is left, so a stem is never guessed) and ``syllables`` (particles, endings and compounds run
together; see ``syllables``). Affixes and irregular forms are data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product

from koreacoop.folding import fold, key
from koreacoop.frozen import dataclass
from koreacoop.hints import Any, Protocol
from koreacoop.model import Case, Meaning, Sort

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:'[^\W_]+)*|[^\w\s]")
Suffixes = dict[str, list[tuple[str, frozenset[str]]]]
"""By ending, the shortest first: what to put in its place, and what it says."""
_Row = tuple[tuple[str, ...], list[Meaning]]
_MANY = 20
_MOST_KEYS = 1_000
_MOST_MEANINGS = 20_000
_MOST_HITS = 50_000
"""Words of which it is kept what they may be forms of, and what is known of them."""
_APART = "^"
"""Stands for the words between a verb and the rest of its expression."""
_FARTHEST = 8
_JOINING = frozenset({"and"})
_UNCHANGING = frozenset({"and", "definite"})
_JOINERS = frozenset("-·\"'.&/+")


@dataclass(frozen=True, slots=True)
class Edge:
    """A known stretch of a folded text (offsets into it) with what it may stand for and what its affixes say."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]
    case: Case = Case.NONE
    traits: frozenset[str] = frozenset()
    exact: bool = False
    """Met as it is, no affix taken off."""
    base: int = 0
    """How much of the stretch the known word itself is: of several readings the one that strips least is meant.

    2: all but a conjunction or an article; 1: all but an ending; 0: a prefix was taken off."""
    unended: bool = True
    """No ending was taken off."""


@dataclass(frozen=True, slots=True)
class Split:
    """A known expression of several words whose first, a verb, stands apart from the rest (offsets as in ``Edge``)."""

    first: tuple[int, int]
    rest: tuple[int, int]
    meanings: tuple[Meaning, ...]


class Table(Protocol):
    """Rows by key, in memory or fetched."""

    def fetch(self, keys: Iterable[str]) -> None:
        """Make rows ready that will be asked for."""

    def get(self, key: str, default: Any = None) -> Any:
        """The row of a key."""


Fetch = Callable[[str, Callable[[Any], Any]], Table]
"""A compiled table by its name, with what makes an entry of a row."""


class Entries(dict[str, Any]):
    """A table in memory."""

    def fetch(self, keys: Iterable[str]) -> None:
        """Everything is there."""


class Lexicon(Protocol):
    """What reading needs of a language's words."""

    def add(self, entry: str, meaning: Meaning) -> None:
        """Index one entry, in the notation of the data files."""

    def edges(self, text: str) -> list[Edge]:
        """All known stretches of a folded text."""

    def splits(self, text: str) -> list[Split]:
        """The expressions of a folded text whose verb may have its subject right behind it."""

    def vocabulary(self) -> Iterable[str]:
        """The known single words, folded: what a misspelling may be repaired to."""

    def dump(self) -> Iterator[tuple[str, str, Any]]:
        """The index as rows for a compiled pack: table, key, plain data."""

    def restore(self, table: Fetch) -> None:
        """Take the index from a compiled pack: ``table`` gives the rows of a table that ``dump`` named."""

    def without_affixes(self, word: str) -> Iterable[tuple[str, str, str]]:
        """Ways to take affixes off a word that may be misspelt."""

    def head(self, text: str, position: int) -> tuple[int, Case, frozenset[str]]:
        """Where the word begins whose clitics stand right before ``position``, and what they say."""

    def conjunctions(self) -> Iterable[tuple[str, frozenset[str]]]:
        """The conjunctions that are written on to the word that follows, and what they say."""

    def tail(self, text: str, position: int) -> tuple[int, Case, frozenset[str]] | None:
        """Where the word ends whose particles stand right after ``position``, and what they say."""

    def meanings(self, word: str) -> tuple[Meaning, ...]:
        """What one bare word may stand for: a counter that is written on to its number."""


@dataclass(slots=True)
class Token:
    """A word or a mark of a folded text."""

    start: int
    end: int
    text: str

    @property
    def is_word(self) -> bool:
        """Whether it is a word rather than a mark."""
        return self.text[0].isalnum()

    @property
    def may_be_known(self) -> bool:
        """Whether it is a word or an ending that stands for itself ("'s")."""
        return self.text[0].isalnum() or (self.text[0] == "'" and len(self.text) > 1)


@dataclass(frozen=True, slots=True)
class Affixes:
    """What was taken off a word to reach a key."""

    case: Case = Case.NONE
    traits: frozenset[str] = frozenset()
    bare: bool = True
    """Nothing but a conjunction was taken off: a closed-class word must be met as it is."""
    whole: bool = True
    """No prefix but a conjunction was taken off."""
    unended: bool = True
    """No ending was taken off."""


_Known = tuple[list[Meaning], Affixes, bool, int]
"""What a word may stand for by one of its keys, alone or with the words after it, as in ``Edge``.

Plain, for of hundreds that begin with a word hardly one is met.
"""


@dataclass(slots=True)
class _Hits:
    """All that is known of a word, numbered in the order of its keys."""

    alone: list[tuple[int, _Known]]
    longer: dict[str, list[tuple[int, tuple[str, ...], _Known]]]
    """By the word that must follow: with all those that must."""


class WordLexicon:
    """A language that parts words by spaces: English, Arabic."""

    def __init__(self, morphology: Mapping[str, Any]) -> None:
        self._built = Entries()
        self._index: Table = self._built
        self._many: dict[str, dict[tuple[str, ...], list[Meaning]]] = {}
        """The entries of words that begin very many."""
        self._article: str = morphology.get("article", "")
        self._verb_pairs: bool = morphology.get("verb_pairs", False)
        self._person: tuple[str, ...] = tuple(morphology.get("person_prefixes", ()))
        self._shortest: int = morphology.get("shortest_stem", 2)
        self._unsuffixed = frozenset(morphology.get("unsuffixed", ()))
        self._undouble: bool = morphology.get("undouble", False)
        self._splits: tuple[str, ...] = tuple(morphology.get("split_suffixes", ()))
        self._particles = frozenset(morphology.get("particles", ()))
        self._irregular: dict[str, list[str]] = {}
        for lemma, forms in morphology.get("irregular", {}).items():
            for form in forms:
                self._irregular.setdefault(form, []).append(lemma)
        self._prefixes = _prefix_combinations(morphology.get("prefixes", ()))
        self._suffixes = _suffix_combinations(morphology.get("suffixes", ()))
        self._verb_suffixes = _suffix_combinations(morphology.get("verb_suffixes", ()))
        self._known: dict[str, Mapping[str, Affixes]] = {}
        self._hits: dict[str, _Hits] = {}

    # ------------------------------------------------------------------------------------------------------ building

    def add(self, entry: str, meaning: Meaning) -> None:
        """Index one entry; a slash parts the past from the present of a verb where the language has such pairs."""
        if "…" in entry:
            return
        forms = _forms(entry) if self._verb_pairs else [entry]
        for number, form in enumerate(forms):
            if form in self._splits:
                self._put(["≈" + form], meaning)
                self._put(["=" + form], meaning)
                continue
            keys = self._entry_keys(form)
            if not keys:
                continue
            verbs = [keys[0]]
            if number == 1:
                verbs = ["~" + stem for stem in (keys[0][1:], *_shortened(keys[0][1:]))]
                for verb in verbs[1:]:
                    self._put([verb, *keys[1:]], meaning)
                keys = [verbs[0], *keys[1:]]
            if len(keys) > 1 and (len(forms) > 1 or self._particles.issuperset(keys[1:])):
                for verb in verbs:
                    self._put([verb, _APART, *keys[1:]], meaning)
            fixed = len(forms) == 1 and meaning.sort in (Sort.OPERATOR, Sort.LIGHT)
            if fixed:
                mark = "≈" if meaning.sort is Sort.LIGHT else "="
                words = [token.text for token in self._split(key(form)) if token.may_be_known]
                # "at first" (في البداية) is not "at the beginning of" (في بداية).
                keys = [mark + words[0], *("=" + word for word in words[1:])]
            self._put(keys, meaning)

    def _entry_keys(self, entry: str) -> list[str]:
        return [self._bare(token.text) for token in self._split(key(entry)) if token.may_be_known]

    def _bare(self, word: str) -> str:
        article = self._article
        if article and word.startswith(article) and len(word) - len(article) >= 3:
            return word[len(article) :]
        return word

    def _put(self, keys: list[str], meaning: Meaning) -> None:
        self._hits.clear()
        rest = tuple(keys[1:])
        rows = self._built.setdefault(keys[0], [])
        meanings = self._meanings_of(keys[0], rest, rows)
        if meanings is None:
            rows.append((rest, [meaning]))
        elif meaning not in meanings:
            meanings.append(meaning)

    def _meanings_of(self, first: str, rest: tuple[str, ...], rows: list[_Row]) -> list[Meaning] | None:
        """What an entry stands for so far; where very many begin with a word, they are not gone through."""
        if len(rows) < _MANY:
            return next((meanings for known, meanings in rows if known == rest), None)
        known = self._many.setdefault(first, {})
        known.update(rows[len(known) :])
        return known.get(rest)

    def dump(self) -> Iterator[tuple[str, str, Any]]:
        """A row for each first word: the rest of its entries with their meanings."""
        for first, entries in self._built.items():
            yield "words", first, [[list(rest), dump_meanings(meanings)] for rest, meanings in entries]

    def restore(self, table: Fetch) -> None:
        """Take the index from what ``dump`` gave."""
        self._index = table("words", _entries)
        self._hits.clear()

    def vocabulary(self) -> Iterable[str]:
        """The known words, folded."""
        return {word.lstrip("=≈") for word in self._built if word[0] != "~"} | set(self._irregular)

    def without_affixes(self, word: str) -> Iterable[tuple[str, str, str]]:
        """Ways to take a clitic and an ending off a word that may be misspelt: (before, the rest, after)."""
        bare = [ending for ending, rows in self._suffixes.items() for replacement, _ in rows if not replacement]
        endings = [ending for ending in ("", *bare) if word.endswith(ending)]
        for prefix, _, _ in self._prefixes:
            for ending in endings if word.startswith(prefix) else ():
                rest = word[len(prefix) : len(word) - len(ending)]
                if (prefix or ending) and len(rest) > 4:
                    yield prefix, rest, ending

    # ------------------------------------------------------------------------------------------------------- look-up

    def head(self, text: str, position: int) -> tuple[int, Case, frozenset[str]]:
        """Clitics written on to a number ("و2021"): where they begin, and what they say."""
        start = position
        while start and text[start - 1].isalpha():
            start -= 1
        for prefix, case, traits in self._prefixes:
            if prefix and prefix == text[start:position]:
                return start, case, traits
        return position, Case.NONE, frozenset()

    def conjunctions(self) -> Iterable[tuple[str, frozenset[str]]]:
        """The prefixes that only join."""
        return [(form, traits) for form, case, traits in self._prefixes if traits == _JOINING and not case]

    def tail(self, text: str, position: int) -> tuple[int, Case, frozenset[str]] | None:
        """Nothing follows a number in the same word here."""
        return None

    def meanings(self, word: str) -> tuple[Meaning, ...]:
        """What ``word`` may stand for."""
        return tuple(meaning for edge in self.edges(key(word)) for meaning in edge.meanings)

    def edges(self, text: str) -> list[Edge]:
        """All known stretches of ``text``, longest ones included; marks are left to the caller."""
        tokens = list(self._split(text))
        fresh = {token.text: token.text for token in tokens if token.may_be_known and token.text not in self._hits}
        self._index.fetch(dict.fromkeys(key for word in fresh for key in self._keys(word)))
        found: list[Edge] = []
        for position, token in enumerate(tokens):
            if token.may_be_known:
                for _, end, (meanings, affixes, exact, base) in self._met(tokens, position):
                    said = affixes.case, affixes.traits, exact, base, affixes.unended
                    found.append(Edge(token.start, end, tuple(meanings), *said))
        return found

    def splits(self, text: str) -> list[Split]:
        """Expressions with some words between the verb and the rest; what may stand there is left to the caller."""
        tokens = list(self._split(text))
        found: list[Split] = []
        for position, token in enumerate(tokens[:-2]):
            for _, words, known in self._hits_of(token.text).longer.get(_APART, ()) if token.may_be_known else ():
                for place in range(position + 2, min(position + 2 + _FARTHEST, len(tokens))):
                    last = self._match_rest(tokens, place - 1, words[1:])
                    if last is not None:
                        found.append(Split((token.start, token.end), (tokens[place].start, last.end), tuple(known[0])))
        return found

    def _met(self, tokens: list[Token], position: int) -> list[tuple[int, int, _Known]]:
        """What is known from a token on, in the order of its keys, with the places where that ends."""
        token, hits = tokens[position], self._hits_of(tokens[position].text)
        found = [(number, token.end, known) for number, known in hits.alone]
        if not hits.longer:
            return found
        following = _next_word(tokens, position)
        if following < len(tokens) and tokens[following].may_be_known:
            for word in self._keys(tokens[following].text):
                for number, rest, known in hits.longer.get(word, ()):
                    last = self._match_rest(tokens, following, rest[1:])
                    if last is not None:
                        found.append((number, last.end, known))
            found.sort(key=lambda one: one[0])
        return found

    def _hits_of(self, word: str) -> _Hits:
        hits = self._hits.get(word)
        if hits is None:
            if len(self._hits) > _MOST_HITS:
                self._hits.clear()
            hits = self._hits[word] = self._look_up(word)
        return hits

    def _look_up(self, word: str) -> _Hits:
        hits = _Hits([], {})
        number = 0
        for key_, affixes in self._keys(word).items():
            rows = self._index.get(key_, ())
            exact, base = key_[0] in "=≈", _base(key_, affixes) if rows else 0
            for rest, meanings in rows:
                known = meanings, affixes, exact, base
                if rest:
                    hits.longer.setdefault(rest[0], []).append((number, rest, known))
                else:
                    hits.alone.append((number, known))
                number += 1
        return hits

    def _match_rest(self, tokens: list[Token], position: int, rest: tuple[str, ...]) -> Token | None:
        """The last token of an entry, of which the words after a token are left."""
        for word in rest:
            position = _next_word(tokens, position)
            if position >= len(tokens) or word not in self._keys_of(tokens[position]):
                return None
        return tokens[position]

    def _keys_of(self, token: Token) -> Mapping[str, Affixes]:
        return self._keys(token.text) if token.may_be_known else {}

    def _split(self, text: str) -> Iterator[Token]:
        for match in _TOKEN.finditer(text):
            word, start = match.group(), match.start()
            if "." in word and len(word) > 1:
                yield Token(start, match.end(), word.replace(".", ""))
                continue
            suffix = ""
            if word.endswith(self._splits):
                suffix = next((s for s in self._splits if word.endswith(s) and len(word) > len(s)), "")
            if suffix:
                cut = match.end() - len(suffix)
                yield Token(start, cut, word[: -len(suffix)])
                yield Token(cut, match.end(), suffix)
            else:
                yield Token(start, match.end(), word)

    def _keys(self, word: str) -> Mapping[str, Affixes]:
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _MOST_KEYS:
                self._known.clear()
            known = self._known[word] = dict(self._analyse(word))
        return known

    def _analyse(self, word: str) -> dict[str, Affixes]:
        """Every key that taking affixes off can reach, least stripped first."""
        keys: dict[str, Affixes] = {word: Affixes(), "=" + word: Affixes(), "≈" + word: Affixes()}
        for lemma in self._irregular.get(word, ()):
            past = Affixes(traits=frozenset({"participle"}))
            if lemma == word:
                keys[word] = past  # "let": the form tells neither
            keys.setdefault(lemma, past)
        for prefix, case, traits in self._prefixes:
            joined = traits == {"and"} and not case
            least = 1 if not prefix else 2 if joined else self._shortest
            stem = word.removeprefix(prefix)
            if not word.startswith(prefix) or len(stem) < least:
                if len(stem) == 2 and word.startswith(prefix):
                    keys.setdefault("≈" + stem, Affixes(case, traits, False, False))
                continue
            whole = not prefix or (traits == {"and"} and not case)
            affixes = Affixes(case, traits, whole, whole)
            keys.setdefault(stem, affixes)
            keys.setdefault("≈" + stem, affixes)
            if affixes.bare:
                keys.setdefault("=" + stem, affixes)
            self._strip_suffixes(stem, affixes, keys)
            if case or "definite" in traits:
                continue
            for person in self._person:
                if stem.startswith(person) and len(stem) - len(person) >= 2:
                    self._strip_suffixes("~" + stem[len(person) :], affixes, keys, self._verb_suffixes)
        return keys

    def _strip_suffixes(
        self, stem: str, affixes: Affixes, keys: dict[str, Affixes], suffixes: Suffixes | None = None
    ) -> None:
        keys.setdefault(stem, affixes)
        if stem in self._unsuffixed:
            return
        suffixes = self._suffixes if suffixes is None else suffixes
        for cut in range(len(stem) - 1, self._shortest - 1, -1):
            for replacement, traits in suffixes.get(stem[cut:], ()):
                base = stem[:cut] + replacement
                merged = Affixes(affixes.case, affixes.traits | traits, bare=False, whole=affixes.whole, unended=False)
                keys.setdefault(base, merged)
                if self._undouble and not replacement and len(base) > 3 and base[-1] == base[-2]:
                    keys.setdefault(base[:-1], merged)


def _next_word(tokens: list[Token], position: int) -> int:
    """The place of the next token that joins nothing."""
    position += 1
    while position < len(tokens) and tokens[position].text in _JOINERS:
        position += 1
    return position


def _base(word: str, affixes: Affixes) -> int:
    """How much of a word its key is (see ``Edge.base``)."""
    named = affixes.unended and word[0] != "~" and not affixes.case and affixes.traits <= _UNCHANGING
    return 2 if named else int(affixes.whole and word[0] != "~")


def _forms(entry: str) -> list[str]:
    """The past and the present form of an entry with a slash; what follows the verb belongs to both."""
    first, _, rest = entry.partition(" ")
    past, slash, present = first.partition("/")
    if not slash:
        return [entry] if "/" not in rest else entry.split("/")
    return [f"{past} {rest}".strip(), f"{present} {rest}".strip()]


def _shortened(stem: str) -> Iterator[str]:
    """A present stem as it is after لم: without its weak letter (يستضيف, يستضف; ينتهي, ينته)."""
    weak = "يوا"
    if len(stem) > 3 and stem[-2] in weak:
        yield stem[:-2] + stem[-1]
    if len(stem) > 3 and stem[-1] in weak:
        yield stem[:-1]


def dump_meanings(meanings: Iterable[Meaning]) -> list[list[str]]:
    """Meanings as plain data."""
    return [[meaning.sort.value, meaning.ref, meaning.flag] for meaning in meanings]


class _Meanings(dict[tuple[str, str, str], Meaning]):
    """Meanings by their sort, id and flag: the rows of a lexicon have the same ones again and again."""

    def __missing__(self, row: tuple[str, str, str]) -> Meaning:
        if len(self) > _MOST_MEANINGS:
            self.clear()
        found = self[row] = Meaning(_SORTS[row[0]], row[1], row[2])
        return found


_MEANINGS = _Meanings()


def restore_meanings(rows: Iterable[list[str]]) -> list[Meaning]:
    """What ``dump_meanings`` gave, as meanings again."""
    return [_MEANINGS[sort, ref, flag] for sort, ref, flag in rows]


def _entries(rows: list[Any]) -> list[_Row]:
    return [(tuple(rest), restore_meanings(meanings)) for rest, meanings in rows]


_SORTS = {sort.value: sort for sort in Sort}


def _prefix_combinations(classes: Iterable[Iterable[Mapping[str, Any]]]) -> list[tuple[str, Case, frozenset[str]]]:
    """All orders-kept combinations of the classes' prefixes, each class optional; the empty one first."""
    rows: list[tuple[str, Case, frozenset[str]]] = []
    for combination in product(*[[None, *members] for members in classes]):
        chosen = [member for member in combination if member]
        case = next((Case(member["case"]) for member in chosen if member.get("case")), Case.NONE)
        traits = frozenset(trait for member in chosen for trait in member.get("traits", ()))
        rows.append(("".join(member["form"] for member in chosen), case, traits))
    return sorted(rows, key=lambda row: len(row[0])) or [("", Case.NONE, frozenset())]


def _suffix_combinations(classes: Iterable[Iterable[Mapping[str, Any]]]) -> Suffixes:
    """Endings to take off, with what to put in their place; the outermost class first, each optional."""
    rows: dict[tuple[str, str], frozenset[str]] = {}
    for combination in product(*[[None, *members] for members in classes]):
        ending = replacement = ""
        traits: set[str] = set()
        for member in filter(None, combination):
            joined = member["strip"] + ending if not replacement else ""
            if replacement and member["strip"].endswith(replacement):
                joined = member["strip"][: -len(replacement)] + ending
            elif replacement:
                break
            ending, replacement = joined, member.get("add", "")
            traits.update(member.get("traits", ()))
        else:
            if ending:
                rows.setdefault((ending, replacement), frozenset(traits))
    found: Suffixes = {}
    for ending, replacement in sorted(rows, key=lambda row: len(row[0])):
        found.setdefault(ending, []).append((replacement, rows[ending, replacement]))
    return found


def folded_words(text: str) -> list[str]:
    """The words of ``text``, folded: for search and for suggestions."""
    return [match.group() for match in _TOKEN.finditer(fold(text).text) if match.group()[0].isalnum()]
