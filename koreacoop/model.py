"""The nouns of the program, frozen: what is recorded, what is read, what is judged.

A ``Statement`` is free of language. A ``Fact`` is a recorded statement with its citations; a claim is a sentence
read into parts, each of which is compared with facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from koreacoop.dates import Duration, Time
from koreacoop.frozen import dataclass, field, set_memo
from koreacoop.hints import ClassVar
from koreacoop.interval import Interval
from koreacoop.numbers import Number
from koreacoop.quantity import Quantity

LANGUAGES = ("en", "ar", "ko")
Names = Mapping[str, tuple[str, ...]]


# ---------------------------------------------------------------------------------------------------- what is recorded


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record stands: the data file, and the record's id."""

    path: str
    record: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a fact pack."""

    origin: Origin
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """A text that facts quote: its file under ``seeds/``, its digest, and what dates it, if anything does."""

    id: str
    file: str
    sha256: str
    language: str
    title: Mapping[str, str]
    publisher: str = ""
    dated_by: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that claims name: a country, an organisation, a person, an office, an event, a place, a topic …"""

    id: str
    kind: str
    names: Names
    metonyms: Names = field(default_factory=dict)
    adjectives: Names = field(default_factory=dict)
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """What a predicate means: which slots hold one value, whether its parties are interchangeable, what follows."""

    id: str
    label: Mapping[str, str]
    aspect: str
    single: frozenset[str]
    directed: bool
    identity: bool
    """Whether it says of its subject what that is: "X is a Y" names one thing."""
    distinct: bool
    """Whether a verb for it stands for no other relation, near as that may be: who met somebody did not lead him."""
    implies: tuple[str, ...]
    cues: Names
    inverse: Names
    denials: Names


@dataclass(frozen=True, slots=True)
class Concept:
    """A coarse sense with its words in each language; asserting an opposite denies it."""

    id: str
    gloss: str
    words: Names
    opposite: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many of what: a quantity and the id of the concept or entity that is counted or measured."""

    quantity: Quantity
    unit: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Subject, predicate, object, time and qualifiers, free of language."""

    subject: tuple[str, ...]
    predicate: str
    object: tuple[str, ...] = ()
    when: Interval | None = None
    as_of: Interval | None = None
    counts: tuple[Count, ...] = ()
    ordinal: int | None = None
    qualifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    affirmed: bool = True


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quotation; ``start`` and ``end``: code points of its source's text, found when the pack is loaded."""

    source: str
    quote: str
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Fact:
    """A recorded statement, its wordings and its citations."""

    id: str
    statement: Statement
    citations: tuple[Citation, ...]
    text: Mapping[str, str]
    paraphrases: Names = field(default_factory=dict)
    when_edtf: str = ""
    as_of_edtf: str = ""
    complete: bool = False
    planned: bool = False
    inferred: str = ""
    excludes: tuple[str, ...] = ()
    note: str = ""


# -------------------------------------------------------------------------------------------------------- what is read


class Sort(StrEnum):
    """What a word may stand for."""

    ENTITY = "entity"
    RELATION = "relation"
    CONCEPT = "concept"
    OPERATOR = "operator"
    LIGHT = "light"


@dataclass(frozen=True, slots=True, memo=("_hash",))
class Meaning:
    """One thing that a word may stand for. ``flag``: how (a denial or inverse cue, a metonym, an adjective)."""

    sort: Sort
    ref: str
    flag: str = ""

    _hash: ClassVar[int]  # they are told apart again and again

    def __post_init__(self) -> None:
        set_memo(self, "_hash", hash((self.sort, self.ref, self.flag)))

    def __hash__(self) -> int:
        return self._hash


class Case(StrEnum):
    """The part that a particle, a preposition or a place in the sentence gives to a mention."""

    NONE = ""
    SUBJECT = "subject"
    TOPIC = "topic"
    OBJECT = "object"
    TO = "to"
    FROM = "from"
    IN = "in"
    WITH = "with"
    BY = "by"
    OF = "of"
    FOR = "for"
    ABOUT = "about"


Value = Time | Duration | Number


IDLE = (Meaning(Sort.LIGHT, "light"),)
"""The meanings of a word that tells nothing by itself."""


@dataclass(frozen=True, slots=True, memo=("_by_sort", "_flags", "ids", "operators"))
class Item:
    """A stretch of a claim and what it may stand for; unread: no meaning, no value. Offsets: code points as typed."""

    start: int
    end: int
    surface: str
    meanings: tuple[Meaning, ...] = ()
    value: Value | None = None
    case: Case = Case.NONE
    traits: frozenset[str] = frozenset()

    # Asked thousands of times for each claim.
    _by_sort: ClassVar[Mapping[Sort, tuple[str, ...]]]
    _flags: ClassVar[frozenset[str]]
    operators: ClassVar[frozenset[str]]
    """The operators that it may stand for."""
    ids: ClassVar[frozenset[str]]
    """All that it may stand for."""

    def __post_init__(self) -> None:
        by_sort, operators, flags, ids = _sorted_out(self.meanings)
        set_memo(self, "_by_sort", by_sort)
        set_memo(self, "operators", operators)
        set_memo(self, "_flags", flags)
        set_memo(self, "ids", ids)

    def refs(self, sort: Sort) -> tuple[str, ...]:
        """The ids of the given sort that this item may stand for."""
        return self._by_sort.get(sort, ())

    def is_operator(self, *names: str) -> bool:
        """Whether it may stand for one of the named operators."""
        return not self.operators.isdisjoint(names)

    def has_flag(self, flag: str) -> bool:
        """Whether one of its meanings has a flag."""
        return flag in self._flags

    @property
    def is_article(self) -> bool:
        """Whether it only serves the next word, as an article does, and joins or links nothing."""
        return "function" in self.refs(Sort.LIGHT) and self._flags == {""}

    @property
    def unread(self) -> bool:
        """Whether nothing is known of it."""
        return not self.meanings and self.value is None

    @property
    def means(self) -> bool:
        """Whether it may stand for a thing, a relation or a concept."""
        return any(meaning.sort not in (Sort.LIGHT, Sort.OPERATOR) for meaning in self.meanings)

    @property
    def has_content(self) -> bool:
        """Whether it says something of its own: it means something, or is a value."""
        return self.value is not None or self.means


@lru_cache(maxsize=4096)
def _sorted_out(
    meanings: tuple[Meaning, ...],
) -> tuple[Mapping[Sort, tuple[str, ...]], frozenset[str], frozenset[str], frozenset[str]]:
    """Ids by sort, operators, flags and all ids of some meanings; the same words come again and again."""
    by_sort: dict[Sort, tuple[str, ...]] = {}
    for meaning in meanings:
        by_sort[meaning.sort] = (*by_sort.get(meaning.sort, ()), meaning.ref)
    return (
        by_sort,
        frozenset(by_sort.get(Sort.OPERATOR, ())),
        frozenset(meaning.flag for meaning in meanings),
        frozenset(meaning.ref for meaning in meanings),
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as read, verdict aside."""

    text: str
    language: str
    items: tuple[Item, ...]
    values: tuple[Value, ...] = ()
    repaired: tuple[tuple[str, str], ...] = ()
    standard_first: bool = False
    """Whether the language puts what is compared with before the word of comparison (유엔 가입 후, 2012년보다)."""


# ------------------------------------------------------------------------------------------------------ what is judged


class Label(StrEnum):
    """A verdict's label (verdicts are about what the sources record, not about what is so)."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """What one fact says of a part of a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    NEUTRAL = "neutral"


class ReasonCode(StrEnum):
    """Why a verdict is what it is; an unknown always says which of the last six."""

    RECORDED = "recorded"
    CONFLICT = "conflict"
    NOT_UNDERSTOOD = "not-understood"
    NO_SUCH_ENTITY = "no-such-entity"
    NO_SUCH_RELATION = "no-such-relation"
    VALUE_NOT_RECORDED = "value-not-recorded"
    OUTSIDE_RECORDED_TIME = "outside-recorded-time"
    NOT_A_CLAIM = "not-a-claim"


@dataclass(frozen=True, slots=True)
class Reason:
    """A code and the sentence that says it; of a conflict also in what: a slot's name, "order" or "polarity"."""

    code: ReasonCode
    text: str
    aspect: str = ""


class Outcome(StrEnum):
    """What a fact says of one item."""

    MATCH = "match"
    CONFLICT = "conflict"
    OPEN = "open"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Step:
    """How one item of a part was decided against the deciding fact: matched, conflicting, open or ignored, and why."""

    item: Item
    outcome: Outcome
    slot: str
    detail: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact and its stance towards a part."""

    fact: str
    stance: Stance
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One assertion of a claim, judged on its own."""

    text: str
    start: int
    end: int
    label: Label
    reason: Reason
    evidence: tuple[Evidence, ...] = ()
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The label of a claim with its derivation."""

    reading: Reading
    label: Label
    reason: Reason
    parts: tuple[Part, ...]
    assumed: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
