"""A language: its lexicon, its readers of numbers and dates, and how to tell that a text is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from koreacoop.dates import DateReader
from koreacoop.frozen import dataclass, field
from koreacoop.hints import Any, Protocol
from koreacoop.lexicon import Lexicon, WordLexicon
from koreacoop.model import Meaning
from koreacoop.numbers import NumberReader


def _syllables(morphology: Mapping[str, Any]) -> Lexicon:
    from koreacoop.syllables import SyllableLexicon

    return SyllableLexicon(morphology)


_LEXICONS: dict[str, Callable[[Mapping[str, Any]], Lexicon]] = {"words": WordLexicon, "syllables": _syllables}
_SCRIPTS = {
    "Hangul": (("\u1100", "\u11ff"), ("\u3130", "\u318f"), ("\uac00", "\ud7a3")),
    "Arabic": (("\u0600", "\u06ff"), ("\u0750", "\u077f"), ("\ufb50", "\ufdff"), ("\ufe70", "\ufeff")),
    "Latin": (("A", "Z"), ("a", "z")),
}


class _ScriptOf(dict[str, str]):
    """The scripts of characters, each worked out once; "" for those of no script that is told apart."""

    def __missing__(self, char: str) -> str:
        scripts = (name for name, ranges in _SCRIPTS.items() if any(low <= char <= high for low, high in ranges))
        found = self[char] = next(scripts, "")
        return found


_SCRIPT_OF = _ScriptOf()


@dataclass(slots=True)
class Language:
    """One language, ready to read."""

    code: str
    script: str
    lexicon: Lexicon
    numbers: NumberReader
    dates: DateReader
    grammar: Mapping[str, Any]
    standard_first: bool = False
    objects_follow: bool = False
    """Whether a bare mention right after a verb is its object (English), and not maybe its subject (Arabic)."""
    word_order: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Endings that turn what the order of names around a word tells, and words that end so without. None: no order."""
    words: Buckets | None = None
    """Known words by what ``bucket`` makes of them; None: they are gathered from the lexicon when they are wanted."""
    common: str = ""
    """Common words that are near a known word and misspell none, parted by spaces."""
    misspelt: Mapping[str, str] = field(default_factory=dict)
    """Small words as they are often misspelt, each with what is meant."""
    misspelt_pieces: Mapping[str, str] = field(default_factory=dict)
    """The same of pieces of words, where endings run together with stems."""
    dual: Mapping[str, Any] = field(default_factory=dict)
    """Nouns, the endings that make two of them, and what may be written on to the front. Empty: there is no dual."""
    stand_in: str = ""
    """A word in the language's letters that nobody knows."""
    resolving: Sequence[str] = ()
    """Words for what "do" says behind a verb that is resolved on."""
    _right: frozenset[str] | None = None

    def is_pair(self, word: str) -> bool:
        """Whether a folded word is a noun in its form for two, with no article."""
        stems = [word[len(before) :] for before in self.dual.get("before", ()) if word.startswith(before)]
        return any(
            stem in self.dual["forms"]
            or any(
                stem.endswith(ending) and stem[: len(stem) - len(ending)] + last in self.dual["nouns"]
                for ending, last in self.dual["endings"]
            )
            for stem in stems
        )

    def repaired(self, word: str) -> str | None:
        """``word`` as it was meant: the one known word near it, or near it without its clitics and endings."""
        if word in self.misspelt:
            return self.misspelt[word]
        mended = self._mended(word)
        if mended != word:
            return mended
        if self._is_common(word):
            return None
        whole = self.nearest(word)
        if whole is not None:
            return whole
        for before, rest, after in self.lexicon.without_affixes(word):
            known = self.nearest(rest, 1) if len(rest) > self.shortest_repair else None
            if known is not None:
                return before + known + after
        return None

    def nearest(self, word: str, most: int = 2) -> str | None:
        """The one known word that ``word`` misspells, or None: nothing near, two as near, too short, a number.

        A word of five to seven letters may differ in one place, a longer one in two; places are insertions,
        deletions, replacements and swaps of neighbours (optimal string alignment). The first letter holds.
        """
        size = len(word)
        if size < self.shortest_repair or any(char.isdigit() for char in word):
            return None
        from rapidfuzz.distance import OSA

        limit = min(most, 1 if size < 8 else 2)
        near: dict[int, list[str]] = {}
        for length in range(size - limit, size + limit + 1):
            for known in self._known(bucket(word[0], length)):
                distance = OSA.distance(word, known, score_cutoff=limit)
                if distance <= limit:
                    near.setdefault(distance, []).append(known)
        best = near.get(min(near, default=0), [])
        # Letters are left out more often than added: of words as near the longest is meant, if it is one.
        longest = max(map(len, best), default=0)
        meant = [known for known in best if len(known) == longest]
        return meant[0] if len(meant) == 1 else None

    def _mended(self, word: str) -> str:
        for piece, meant in self.misspelt_pieces.items():
            word = word.replace(piece, meant)
        return word

    def _is_common(self, word: str) -> bool:
        """Whether ``word`` is a word of the language that nothing known is meant by."""
        if self._right is None:
            self._right = frozenset(self.common.split())
        return word in self._right

    def resolve(self) -> tuple[Meaning, ...]:
        """What the words stand for that tell of a resolve."""
        return tuple(dict.fromkeys(meaning for word in self.resolving for meaning in self.lexicon.meanings(word)))

    @property
    def shortest_repair(self) -> int:
        """The shortest word that may be repaired: syllable blocks say more a letter than an alphabet."""
        return 4 if self.script == "Hangul" else 5

    def _known(self, name: str) -> Sequence[str]:
        if self.words is None:
            self.words = buckets(self.lexicon.vocabulary())
        found: Sequence[str] = self.words.get(name, ())
        return found


class Buckets(Protocol):
    """Words by their first letter and length."""

    def get(self, key: str, default: Any = None) -> Any:
        """The words of a bucket."""


def bucket(first: str, length: int) -> str:
    """The name of the bucket of words that begin with a letter and are so long."""
    return f"{first}{length}"


def buckets(words: Iterable[str]) -> dict[str, list[str]]:
    """Words by first letter and length."""
    table: dict[str, list[str]] = {}
    for word in sorted(words):
        table.setdefault(bucket(word[0], len(word)), []).append(word)
    return table


class Languages(Mapping[str, Language]):
    """Languages by code, each made when it is first read."""

    def __init__(self, scripts: Mapping[str, str], make: Callable[[str], Language]) -> None:
        """``scripts``: the code of the language of each script."""
        self.scripts = scripts
        self._make = make
        self._made: dict[str, Language] = {}

    def __getitem__(self, code: str) -> Language:
        if code not in self._made:
            self._made[code] = self._make(code)
        return self._made[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self.scripts.values())

    def __len__(self) -> int:
        return len(self.scripts)


def make(code: str, tables: Mapping[str, Mapping[str, Any]], made: Mapping[str, Any] | None = None) -> Language:
    """A language from its data files' tables: morphology, grammar, numbers, dates; ``made``: what ``made_of`` gave."""
    morphology = tables["morphology"]
    made = made or {}
    numbers = NumberReader(tables["numbers"], made.get("numbers"))
    return Language(
        code=code,
        script=morphology["script"],
        lexicon=_LEXICONS[morphology["kind"]](morphology),
        numbers=numbers,
        dates=DateReader(tables["dates"], numbers, made.get("dates")),
        grammar=tables.get("grammar", {}),
        standard_first=morphology.get("standard_first", False),
        objects_follow=morphology.get("objects_follow", False),
        word_order=morphology.get("word_order", {}),
        common=morphology.get("common", ""),
        misspelt={form: word for word, forms in morphology.get("misspelt", {}).items() for form in forms},
        misspelt_pieces={form: word for word, forms in morphology.get("misspelt_pieces", {}).items() for form in forms},
        dual=_dual(morphology.get("dual", {})),
        stand_in=morphology.get("stand_in", ""),
        resolving=morphology.get("resolving", ()),
    )


def _dual(table: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**table, **{name: frozenset(table[name].split()) for name in ("nouns", "forms")}} if table else {}


def made_of(language: Language) -> dict[str, Any]:
    """What a language makes of its tables before it reads, as plain data: a compiled pack keeps it."""
    return {"numbers": language.numbers.dump(), "dates": language.dates.dump()}


def detect(text: str, languages: Mapping[str, Language]) -> str:
    """The language of a text, by its script; acronyms in Latin letters are normal in the others: Latin comes last."""
    if isinstance(languages, Languages):
        by_script = languages.scripts
    else:
        by_script = {language.script: code for code, language in languages.items()}
    found = () if text.isascii() else set(map(_SCRIPT_OF.__getitem__, set(text)))
    for script in _SCRIPTS if found else ():
        if script in found and script in by_script:
            return by_script[script]
    return by_script.get("Latin", next(iter(languages)))
