"""Words of a language that writes in syllable blocks and glues particles and endings to its stems: Korean.

A known noun may be followed by another known noun (a compound), by particles, by a light verb with its endings or by
the copula; a verb stem by endings. Nothing is stripped unless what is left is known. Stems conjugate by the regular
patterns and the usual irregular ones, in conjoining jamo, so that contracted forms (보냈다, 도와, 여는) are found.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate

from koreacoop.folding import key
from koreacoop.frozen import dataclass
from koreacoop.hints import Any
from koreacoop.lexicon import Edge, Entries, Fetch, Split, Table, dump_meanings, restore_meanings
from koreacoop.model import Case, Meaning, Sort

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_FINAL = frozenset(_FINALS)
_JOINING = "·-"
_MOST_STEMS = 4_000
"""Beginnings of which it is kept what verbs have them."""
_MOST_WORDS = 8_000
"""Words of which it is kept what is known in them."""
_MOST_TAILS = 20_000
"""Answers about what follows a stem that are kept."""
_PROSPECTIVE = frozenset({"adnominal", "prospective"})
"""Traits of what is still to come of the noun behind it."""
_TAKING_PARTICLES = frozenset({"nominal", "question", "quote"})
"""Endings of clauses that may stand as nouns."""
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"


@dataclass(frozen=True, slots=True)
class Tail:
    """What may follow a stem up to the end of its word."""

    case: Case = Case.NONE
    traits: frozenset[str] = frozenset()


class Form(IntEnum):
    """A form of a verb stem, by what may follow it."""

    PLAIN = 0
    """Any ending that begins with a consonant."""
    INFINITIVE = 1
    """The past, and endings such as -서 and -도."""
    REDUCED = 2
    """Without its last ㄹ: only endings before which that falls out (주는, 준, 줍니다, of 줄다; 주지 is of 주다)."""


_REDUCING = ("\u1102", "\u1109", "\u110b\u1169", "\u11ab", "\u11af", "\u11b8")
"""ㄴ, ㅅ and 오 as beginnings of a syllable; ㄴ, ㄹ and ㅂ at the end of the stem's own, in conjoining jamo."""


def jamo(text: str) -> str:
    """``text`` in conjoining jamo; a leading compatibility consonant is taken as a final one (ㄴ다)."""
    if _FINAL.isdisjoint(text):
        return unicodedata.normalize("NFD", text)
    out = []
    for char in text:
        if char in _FINAL:
            out.append(chr(0x11A8 + _FINALS.index(char)))
        else:
            out.append(unicodedata.normalize("NFD", char))
    return "".join(out)


@lru_cache(maxsize=20_000)
def _letters(char: str) -> str:
    return jamo(char) if _is_block(char) else char


def _parts(syllable: str) -> tuple[str, str, str]:
    """Initial, vowel and final of a syllable block, as compatibility letters."""
    code = ord(syllable) - 0xAC00
    final = code % 28
    return _INITIALS[code // 588], _VOWELS[code % 588 // 28], _FINALS[final - 1] if final else ""


def _block(initial: str, vowel: str, final: str = "") -> str:
    code = 0xAC00 + _INITIALS.index(initial) * 588 + _VOWELS.index(vowel) * 28
    return chr(code + (_FINALS.index(final) + 1 if final else 0))


def _is_block(char: str) -> bool:
    return "가" <= char <= "힣"


def stems(stem: str) -> Iterator[tuple[str, Form]]:
    """The forms of a verb stem and what may follow each, in a fixed order."""
    plain, infinitives = _stems(stem)
    reduced = {stem[:-1] + _block(*_parts(stem[-1])[:2])} if _parts(stem[-1])[2] == "ㄹ" else set()
    for kind, forms in ((Form.PLAIN, plain), (Form.REDUCED, reduced), (Form.INFINITIVE, infinitives)):
        yield from ((form, kind) for form in sorted(forms))


def _stems(stem: str) -> tuple[set[str], set[str]]:
    """The forms of a verb stem before consonant endings, and its infinitives (before past tense, -서, -도)."""
    head, last = stem[:-1], stem[-1]
    initial, vowel, final = _parts(last)
    plain = {stem}
    if not final:
        return plain, _open_infinitives(head, last, initial, vowel)
    harmony = "아" if vowel in "ㅏㅗㅑ" else "어"
    infinitives = {stem + harmony}
    if final == "ㅂ":
        base = head + _block(initial, vowel)
        plain.add(base + "우")
        infinitives |= {base + "와", base + "워"}
    elif final == "ㄷ":
        plain.add(head + _block(initial, vowel, "ㄹ"))
        infinitives.add(head + _block(initial, vowel, "ㄹ") + harmony)
    elif final == "ㅅ":
        plain.add(head + _block(initial, vowel) + "으")
        infinitives.add(head + _block(initial, vowel) + harmony)
    elif final == "ㅎ":
        plain.add(head + _block(initial, vowel))
        infinitives.add(head + _block(initial, "ㅐ"))
    return plain, infinitives


def _open_infinitives(head: str, last: str, initial: str, vowel: str) -> set[str]:
    """Infinitives of a stem that ends in a vowel."""
    full = head + last
    if last == "하":
        return {head + "해", head + "하여"}
    if last == "르" and head and _is_block(head[-1]):
        before, middle, final = _parts(head[-1])
        close = "라" if middle in "ㅏㅗ" else "러"
        doubled = head[:-1] + _block(before, middle, "ㄹ") + close if not final else full
        return {doubled, head + close, full + "러"}
    if vowel == "ㅡ":
        back = bool(head) and _is_block(head[-1]) and _parts(head[-1])[1] in "ㅏㅗ"
        return {head + _block(initial, "ㅏ" if back else "ㅓ")}
    contracted = {"ㅗ": "ㅘ", "ㅜ": "ㅝ", "ㅣ": "ㅕ", "ㅚ": "ㅙ"}.get(vowel)
    spelled = full + ("아" if vowel in "ㅏㅗ" else "어")
    if contracted:
        return {head + _block(initial, contracted), spelled}
    return {full, spelled}


class SyllableLexicon:
    """A language whose words are taken apart syllable by syllable."""

    def __init__(self, morphology: Mapping[str, Any]) -> None:
        self._built = Entries()
        self._built_verbs = Entries()
        self._spaces: dict[str, frozenset[int]] = {}
        self._shared: dict[frozenset[int], frozenset[int]] = {}
        """Places for spaces, each once: very many nouns have the same."""
        self._lengths = Entries()
        # Nouns with their meanings and places for spaces; the lengths of nouns by their first letters; verbs by theirs.
        self._nouns: Table = self._built
        self._starts: Table = self._lengths
        self._verbs: Table = self._built_verbs
        self._stems: dict[str, _Stems] = {}
        self._words: dict[str, _Word] = {}
        self._tails = _Tails(morphology)
        self._counters = frozenset(morphology.get("generic_counters", ()))

    # ------------------------------------------------------------------------------------------------------ building

    def add(self, entry: str, meaning: Meaning) -> None:
        """Index one entry: a dictionary form in -다 as a verb, names (캐나다) and anything else as a noun."""
        if "…" in entry or entry.startswith("-"):
            return
        self._words.clear()
        words = "".join(" " if char in _JOINING else char for char in key(entry)).split()
        if not words:
            return
        surface = "".join(words)
        stem = surface[:-1]
        if meaning.sort is Sort.ENTITY:
            self._add_noun(words, meaning)
        elif surface.endswith("하다") and len(surface) > 3:
            self._add_noun([*words[:-1], words[-1][:-2]], meaning)
        elif surface.endswith("되다") and len(surface) > 3 and len(words) == 1:
            self._add_noun([surface[:-2]], meaning)
        elif surface.endswith("다") and len(surface) >= 2 and _is_block(stem[-1]):
            self._add_verb(stem, meaning)
            self._add_breaks(surface[:-1], words)
        else:
            self._add_noun(words, meaning)

    def _add_noun(self, words: list[str], meaning: Meaning) -> None:
        words = [word for word in words if word]
        surface = "".join(words)
        if not surface:
            return
        meanings = self._built.setdefault(surface, [[], self._spaces.get(surface, _NO_BREAKS)])[0]
        if meaning not in meanings:
            meanings.append(meaning)
        lengths = self._lengths.setdefault(surface[:2], [])
        if len(surface) not in lengths:
            lengths.append(len(surface))
            lengths.sort(reverse=True)
        self._add_breaks(surface, words)

    def _add_breaks(self, surface: str, words: list[str]) -> None:
        breaks = self._spaces.get(surface, _NO_BREAKS).union(accumulate(map(len, words[:-1])))
        if breaks:
            breaks = self._spaces[surface] = self._shared.setdefault(breaks, breaks)
            if surface in self._built:
                self._built[surface][1] = breaks

    def _add_verb(self, stem: str, meaning: Meaning) -> None:
        self._stems.clear()
        for form, kind in stems(stem):
            letters = jamo(form)
            rows = self._built_verbs.setdefault(letters[:_FIRST], {}).setdefault(letters, [])
            if (kind, meaning) not in rows:
                rows.append((kind, meaning))

    def dump(self) -> Iterator[tuple[str, str, Any]]:
        """Nouns with their places for spaces, the lengths of nouns by their first letters, the stem forms of verbs."""
        for word, (meanings, breaks) in self._built.items():
            yield "nouns", word, [dump_meanings(meanings), sorted(breaks)]
        for first, lengths in self._lengths.items():
            yield "lengths", first, lengths
        for first, forms in self._built_verbs.items():
            rows = [[form, int(kind), *dump_meanings([m])] for form, row in forms.items() for kind, m in row]
            yield "verbs", first, rows

    def restore(self, table: Fetch) -> None:
        """Take the index from what ``dump`` gave."""
        self._nouns = table("nouns", lambda row: (restore_meanings(row[0]), set(row[1])))
        self._starts = table("lengths", list)
        self._verbs = table("verbs", _forms)
        self._stems.clear()
        self._words.clear()

    def without_affixes(self, word: str) -> Iterable[tuple[str, str, str]]:
        """The word without its particles, longest first."""
        for cut in range(len(word) - 1, 1, -1):
            if self._tails.noun(jamo(word[cut:])) is not None:
                yield "", word[:cut], word[cut:]

    def splits(self, text: str) -> list[Split]:
        """None: a verb is the last word of its expression."""
        return []

    def vocabulary(self) -> Iterable[str]:
        """The known nouns, folded."""
        return self._built

    # ------------------------------------------------------------------------------------------------------- look-up

    def head(self, text: str, position: int) -> tuple[int, Case, frozenset[str]]:
        """Nothing precedes a number in the same word here."""
        return position, Case.NONE, frozenset()

    def conjunctions(self) -> Iterable[tuple[str, frozenset[str]]]:
        """None are written before a word."""
        return ()

    def tail(self, text: str, position: int) -> tuple[int, Case, frozenset[str]] | None:
        """Particles or a copula written on to a number ("1996년에")."""
        end = position
        while end < len(text) and _is_block(text[end]):
            end += 1
        tail = self._tails.noun(jamo(text[position:end])) if end > position else None
        return None if tail is None else (end, tail.case, tail.traits)

    def meanings(self, word: str) -> tuple[Meaning, ...]:
        """What a noun may stand for; nothing for a counter of anything."""
        found = None if word in self._counters else self._nouns.get(key(word))
        return () if found is None else tuple(found[0])

    def edges(self, text: str) -> list[Edge]:
        """All known stretches of ``text``: nouns with and without what follows them, verbs with their endings."""
        run = _Run(text)
        starts = range(len(run.letters))
        self._starts.fetch(run.letters[start : start + size] for start in starts for size in (1, 2))
        self._verbs.fetch(first for start in starts for first in _firsts(run.beginning(start, _FIRST)))
        self._nouns.fetch(run.letters[start : start + size] for start in starts for size in self._sizes(run, start))
        found: list[Edge] = []
        for first, end in run.words():
            found.extend(self._noun_edges(run, first, [size for size in self._sizes(run, first) if size > end - first]))
            for place, alone, goes_on in self._word(text[run.positions[first] : run.positions[end - 1] + 1]):
                found.extend([_moved(edge, run.positions[first]) for edge in alone])
                if goes_on and end < len(run.letters):
                    found.extend(self._verb_edges(run, first + place, run.ends_from(first + place)[1:]))
        return found

    def _word(self, word: str) -> _Word:
        """What is known in a word by itself, place by place; words that are met often are taken apart once."""
        known = self._words.get(word)
        if known is None:
            if len(self._words) > _MOST_WORDS:
                self._words.clear()
            run = _Run(word)
            rows = (self._place(run, start) for start in range(len(run.letters)))
            known = self._words[word] = [row for row in rows if row[1] or row[2]]
        return known

    def _place(self, run: _Run, start: int) -> _Place:
        nouns = self._noun_edges(run, start, self._sizes(run, start))
        letters = run.jamo(start, len(run.letters))
        forms, _ = self._stems_of(run.beginning(start, _FIRST))
        goes_on = len(letters) < _FIRST or any(form.startswith(letters) or letters.startswith(form) for form in forms)
        return start, [*nouns, *self._verb_edges(run, start, run.ends_from(start))], goes_on

    def _verb_edges(self, run: _Run, start: int, ends: Sequence[int]) -> Iterable[Edge]:
        """The verbs from a place to each of some ends, by their stem forms that begin as what stands there does."""
        known = self._stems_of(run.beginning(start, _FIRST))
        return _verb_edges(run, start, ends, known, self._tails) if known[0] else ()

    def _stems_of(self, letters: str) -> _Stems:
        """The stem forms of verbs that begin as a stretch does."""
        known = self._stems.get(letters)
        if known is None:
            if len(self._stems) > _MOST_STEMS:
                self._stems.clear()
            forms = {
                form: rows for first in _firsts(letters) for form, rows in self._verbs.get(first, _NO_FORMS).items()
            }
            known = self._stems[letters] = forms, sorted(set(map(len, forms)))
        return known

    def _noun_edges(self, run: _Run, start: int, sizes: Iterable[int]) -> Iterable[Edge]:
        for length in sizes:
            meanings, breaks = self._nouns.get(run.letters[start : start + length], _NOTHING)
            if not meanings or not run.may_span(start, length, breaks):
                continue
            end = start + length
            word_end = run.word_end(end)
            yield run.edge(start, end, meanings)
            if end < word_end:
                letters = run.jamo(end, word_end)
                tail = self._tails.noun(letters)
                if tail is not None and (not self._tails.is_suffixed(letters) or _takes_suffix(length, meanings)):
                    yield run.edge(start, word_end, meanings, tail, length)

    def _sizes(self, run: _Run, start: int) -> list[int]:
        """How long nouns are that begin as a stretch does, the longest first."""
        first, left = run.letters[start : start + 2], len(run.letters) - start
        sizes = [length for length in self._starts.get(first, ()) if 1 < length <= left]
        return [*sizes, 1] if 1 in self._starts.get(first[0], ()) else sizes


_Forms = Mapping[str, list[tuple[int, Meaning]]]
_Stems = tuple[_Forms, list[int]]
"""Stem forms of verbs, and their lengths."""


_Place = tuple[int, list[Edge], bool]
"""A place in a word, what begins there, by its offsets in the word, and whether a verb may reach into the next one."""
_Word = list[_Place]


def _takes_suffix(length: int, meanings: Iterable[Meaning]) -> bool:
    """Whether a noun may have a suffix: of one syllable it and the suffix are mostly another word (편지: no 편)."""
    return length > 1 and any(meaning.sort not in (Sort.LIGHT, Sort.OPERATOR) for meaning in meanings)


def _moved(edge: Edge, by: int) -> Edge:
    return (
        edge
        if not by
        else Edge(edge.start + by, edge.end + by, edge.meanings, edge.case, edge.traits, edge.exact, edge.base)
    )


def _verb_edges(run: _Run, start: int, ends: Sequence[int], known: _Stems, tails: _Tails) -> Iterable[Edge]:
    """The verbs from a place to each of some ends, or, where a stem takes up more words, to the end of its last."""
    forms, lengths = known
    letters = run.beginning(start, lengths[-1])
    met = [(cut, letters[:cut]) for cut in lengths if cut <= len(letters) and letters[:cut] in forms]
    if not met or not ends:
        return
    near = run.size_of(start, ends[-1])
    lasts = {run.syllables(start, cut) - 1 for cut, _ in met if cut > near}
    further = {end for last in lasts for end in run.ends_from(start + last)}.difference(ends)
    for end in (*ends, *sorted(further)):
        letters = run.jamo(start, end)
        merged: dict[tuple[Tail, int], list[Meaning]] = {}
        for cut, form in met:
            for kind, meaning in forms[form] if cut <= len(letters) else ():
                tail = tails.verb(letters[cut:], kind)
                if tail is not None and run.ends_from(start + run.syllables(start, cut) - 1)[0] == end:
                    merged.setdefault((tail, run.syllables(start, cut)), []).append(meaning)
        for (tail, stem), meanings in merged.items():
            yield run.edge(start, end, meanings, tail, stem)


_NOTHING: tuple[tuple[Meaning, ...], tuple[int, ...]] = ((), ())
_NO_BREAKS: frozenset[int] = frozenset()
_NO_FORMS: dict[str, list[tuple[int, Meaning]]] = {}
_FIRST = 3
"""By how many of their first letters verbs are kept: by two, a claim would fetch a fifth of them all."""


def _firsts(letters: str) -> tuple[str, ...]:
    """The first letters under which verbs are kept that begin as a stretch does: those of two letters, and longer."""
    return (letters[:-1], letters) if len(letters) == _FIRST else (letters,)


def _forms(rows: list[Any]) -> dict[str, list[tuple[int, Meaning]]]:
    """The stem forms of verbs, as ``dump`` gave them."""
    forms: dict[str, list[tuple[int, Meaning]]] = {}
    for form, kind, meaning in rows:
        forms.setdefault(form, []).append((kind, *restore_meanings([meaning])))
    return forms


class _Run:
    """A folded text without its spaces, with the way back and the places where words end."""

    def __init__(self, text: str) -> None:
        self.positions = [index for index, char in enumerate(text) if not char.isspace() and char not in _JOINING]
        self.letters = "".join(text[index] for index in self.positions)
        self.size = len(text)
        taken_apart = [_letters(char) for char in self.letters]
        self._jamo = "".join(taken_apart)
        self._places = list(accumulate(map(len, taken_apart), initial=0))
        self._ends: list[int] = [0] * (len(self.letters) + 1)
        end = len(self.letters)
        self._ends[end] = end
        for index in range(len(self.letters) - 1, -1, -1):
            follows = index + 1 < len(self.letters)
            apart = follows and self.positions[index + 1] != self.positions[index] + 1
            mark = follows and self.letters[index].isalnum() != self.letters[index + 1].isalnum()
            if not follows or apart or mark:
                end = index + 1
            self._ends[index] = end

    def words(self) -> Iterator[tuple[int, int]]:
        """Where each word begins and ends."""
        start = 0
        while start < len(self.letters):
            yield start, self._ends[start]
            start = self._ends[start]

    def word_end(self, index: int) -> int:
        """Where the word ends in which the character before ``index`` stands."""
        return self._ends[index - 1]

    def ends_from(self, start: int) -> list[int]:
        """Ends of the word at ``start`` and, for terms written apart, of the next one."""
        first = self._ends[start]
        return [first, self._ends[first]] if first < len(self.letters) else [first]

    def jamo(self, start: int, end: int) -> str:
        """The letters of a stretch, taken apart."""
        return self._jamo[self._places[start] : self._places[end]]

    def size_of(self, start: int, end: int) -> int:
        """How many letters a stretch is."""
        return self._places[end] - self._places[start]

    def beginning(self, start: int, letters: int) -> str:
        """So many letters from a place on."""
        return self._jamo[self._places[start] : self._places[start] + letters]

    def syllables(self, start: int, letters: int) -> int:
        """How many syllables a stem of so many jamo takes up, from ``start``."""
        return bisect_left(self._places, self._places[start] + letters) - start

    def may_span(self, start: int, length: int, breaks: Iterable[int]) -> bool:
        """Whether an entry may stand over the word boundaries it crosses: its own, or between longer pieces."""
        cuts = [cut for cut in range(1, length) if self._ends[start + cut - 1] == start + cut]
        if not cuts:
            return True
        if start and self._ends[start - 1] != start:  # it would begin inside a word
            return False
        if any(self.positions[start + cut] == self.positions[start + cut - 1] + 1 for cut in cuts):
            return False
        own = set(breaks)
        return all(cut in own or (length >= 4 and cut >= 2 and length - cut >= 2) for cut in cuts)

    def edge(self, start: int, end: int, meanings: list[Meaning], tail: Tail | None = None, base: int = 0) -> Edge:
        """An edge in offsets of the folded text."""
        last = self.positions[end - 1] + 1
        if tail is None:
            return Edge(self.positions[start], last, tuple(meanings), exact=True, base=end - start)
        return Edge(self.positions[start], last, tuple(meanings), tail.case, tail.traits, base=base)


# --------------------------------------------------------------------------------------------------------------- tails


class _Tails:
    """What may follow a stem: particles in chains, endings, light verbs and the copula. Answers are kept."""

    def __init__(self, morphology: Mapping[str, Any]) -> None:
        self._particles = {
            jamo(row["form"]): Tail(Case(row.get("case", "")), frozenset(row.get("traits", ())))
            for row in morphology.get("particles", ())
        }
        self._endings = {
            jamo(form): frozenset({name}) for name, forms in morphology.get("endings", {}).items() for form in forms
        }
        self._endings |= {jamo(form): _PROSPECTIVE for form in morphology.get("prospective", ())}
        self._past = tuple(jamo(mark) for mark in morphology.get("past_marks", ()))
        self._open = {jamo(form) for form in morphology.get("infinitive_endings", ())}
        self._copula = {
            jamo(row["form"]): frozenset({"copula", *row.get("traits", ())}) for row in morphology.get("copula", ())
        }
        self._suffixes = ("", *(jamo(form) for form in morphology.get("noun_suffixes", ())))
        self._naming = tuple(jamo(form) for form in morphology.get("naming_suffixes", ()))
        self._bases = ("", *(jamo(form) for form in morphology.get("predicate_suffixes", ())))
        self._light: list[tuple[str, Form, frozenset[str]]] = []
        for row in morphology.get("light_verbs", ()):
            traits = frozenset({"verbal", *row.get("traits", ())})
            self._light += [(jamo(form), kind, traits) for form, kind in stems(row["stem"])]
        becoming = stems(morphology["becoming"]) if "becoming" in morphology else ()
        self._becoming = [(jamo(form), kind) for form, kind in becoming]
        self._nouns: dict[str, Tail | None] = {}
        self._verbs: dict[tuple[str, int], Tail | None] = {}

    def noun(self, letters: str) -> Tail | None:
        """What the letters after a noun up to the end of its word say; None if they are no such thing."""
        if letters not in self._nouns:
            if len(self._nouns) > _MOST_TAILS:
                self._nouns.clear()
            self._nouns[letters] = self._noun(letters)
        return self._nouns[letters]

    def is_suffixed(self, letters: str) -> bool:
        """Whether the letters after a noun begin with a suffix that words of a closed class lack."""
        return letters.startswith(self._naming) and self._particle(letters) is None and self._copular(letters) is None

    def verb(self, letters: str, kind: int) -> Tail | None:
        """What the letters after a form of a verb stem say; None if they are no ending that follows it."""
        place = (letters, kind)
        if place not in self._verbs:
            if len(self._verbs) > _MOST_TAILS:
                self._verbs.clear()
            self._verbs[place] = self._after(letters, kind)
        return self._verbs[place]

    def _after(self, letters: str, kind: int) -> Tail | None:
        if kind == Form.INFINITIVE:
            return self._after_infinitive(letters)
        return None if kind == Form.REDUCED and not letters.startswith(_REDUCING) else self._ending(letters)

    def _noun(self, letters: str) -> Tail | None:
        for suffix in self._suffixes:
            if letters.startswith(suffix):
                rest = letters[len(suffix) :]
                if not rest:
                    return Tail()
                found = self._particle(rest) or self._copular(rest)
                if found is not None:
                    return found
        return next(filter(None, (self._light_verb(letters, base) for base in self._bases)), None)

    def _particle(self, letters: str) -> Tail | None:
        """One particle or two; the first with a case decides the case."""
        whole = self._particles.get(letters)
        if whole is not None:
            return whole
        for cut in range(1, len(letters)):
            first, second = self._particles.get(letters[:cut]), self._particles.get(letters[cut:])
            if first is not None and second is not None:
                return Tail(first.case or second.case, first.traits | second.traits)
        return None

    def _copular(self, letters: str) -> Tail | None:
        traits = self._copula.get(letters)
        return None if traits is None else Tail(traits=traits)

    def _light_verb(self, letters: str, base: str) -> Tail | None:
        if not letters.startswith(base):
            return None
        rest = letters[len(base) :]
        for stem, kind, traits in self._light:
            if rest.startswith(stem):
                found = self.verb(rest[len(stem) :], kind)
                if found is not None:
                    return Tail(found.case, found.traits | traits)
        return None

    def _ending(self, letters: str) -> Tail | None:
        """An ending; a nominalised, quoted or asked clause may take particles."""
        names = self._endings.get(letters)
        if names is not None:
            return Tail(traits=names)
        for cut in range(1, len(letters)):
            names = self._endings.get(letters[:cut], frozenset())
            if not names.isdisjoint(_TAKING_PARTICLES):
                particle = self._particle(letters[cut:])
                if particle is not None:
                    return Tail(particle.case, particle.traits | names)
        return None

    def _after_infinitive(self, letters: str) -> Tail | None:
        if not letters or letters in self._open:
            return Tail(traits=frozenset({"connective"}))
        for form, kind in self._becoming:
            if letters.startswith(form):
                rest = letters[len(form) :]
                found = self._after(rest, kind) if rest else self._ending(rest)
                if found is not None:
                    return Tail(found.case, found.traits | {"passive", "becoming"})
        for mark in self._past:
            if letters.startswith(mark):
                found = self._ending(letters[len(mark) :])
                if found is not None:
                    return Tail(found.case, found.traits | {"past"})
        return None
