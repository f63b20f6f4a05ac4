"""Where a claim may be divided: its smallest clauses, of which parts are made by joining neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.agents import is_deed
from koreacoop.dates import Time
from koreacoop.model import Item, Sort
from koreacoop.scales import is_copula

_MARKS = frozenset(',;:.?!()"-·/=')
_BEFORE = frozenset(
    {
        "and",
        "but-not",
        "contrast",
        "relative",
        "cause",
        "subordinate",
        "or",
        "not-only",
        "also",
        "same-time",
        "before",
        "after",
    }
)
_FINAL = frozenset(".?!")
_SHORT = 2
"""As long as an abbreviation in Latin letters may be."""
_CLOSING = frozenset({"connective", "intent"})
_MOST = 12


def mark(item: Item) -> str:
    """The mark that an item is, or ""."""
    for meaning in item.meanings:
        if meaning.sort is Sort.LIGHT and meaning.ref == "mark":
            return meaning.flag
    return ""


def chunks(items: Sequence[Item]) -> list[tuple[Item, ...]]:
    """The items in runs between places where a clause or a member of a list may begin; marks are dropped."""
    runs: list[list[Item]] = [[]]
    for before, item, following in zip([None, *items[:-1]], items, [*items[1:], None], strict=True):
        sign = mark(item)
        if sign:
            if sign in _MARKS and runs[-1] and not _is_hyphen(before, item, following):
                runs.append([])
            continue
        begins = begins_clause(item) and not (item.is_operator("relative") and _stands_for_it(items, item))
        closes_here = "and" in item.traits and item.case.value == "with"
        if begins and not closes_here and runs[-1]:
            runs.append([])
        runs[-1].append(item)
        dated = "adnominal" in item.traits and any(isinstance(other.value, Time) for other in runs[-1])
        denied = following is not None and following.is_operator("not") and not following.means
        closes_here = closes_here or (bool(item.traits & _CLOSING) and not denied)  # "그치지 않고" is one verb
        if closes_here or (dated and not any(map(_is_named, runs[-1]))):
            runs.append([])
    found = _joined([tuple(run) for run in runs if run])
    while len(found) > _MOST:
        found[-2:] = [found[-2] + found[-1]]
    return found


def firm_breaks(clauses: Sequence[tuple[Item, ...]], items: Sequence[Item]) -> frozenset[int]:
    """The clauses that begin a sentence, or stand against a whole one with a "but": no part reaches back over them."""
    threes = zip(items, items[1:], items[2:], strict=False)
    ends = [sign.end for before, sign, then in threes if _ends(before, sign, then)]
    halves = [item.start for item in items if mark(item) == ";"]
    found, last = [], 0
    for index, (before, clause) in enumerate(pairwise(clauses), 1):
        between = range(before[-1].end, clause[0].start + 1)
        set_apart = clause[0].is_operator("contrast") or any(half in between for half in halves)
        apart = set_apart and _tells(clauses[last:index]) and _is_full(clauses[index:])
        if apart or any(end in between for end in ends):
            found.append(index)
            last = index
    return frozenset(found)


def _ends(before: Item, sign: Item, then: Item) -> bool:
    """Whether a mark ends a sentence: not behind an abbreviation, nor before what goes on in small letters."""
    goes_on = then.start == sign.end or then.surface[:1].islower()
    short = len(before.surface) <= (_SHORT if before.surface.isascii() else 1)
    return mark(sign) in _FINAL and not short and not goes_on


def _is_full(clauses: Sequence[tuple[Item, ...]]) -> bool:
    """Whether clauses name somebody and tell what he does, or what is so of him."""
    return _tells(clauses) and any(item.refs(Sort.ENTITY) for clause in clauses for item in clause)


def _tells(clauses: Sequence[tuple[Item, ...]]) -> bool:
    """Whether clauses tell what somebody or something does, or what is so of it."""
    items = [item for clause in clauses for item in clause]
    return any(map(_tells_deed, items)) and any(item.means and not _tells_deed(item) for item in items)


def _tells_deed(item: Item) -> bool:
    return is_deed(item) or is_copula(item)


def _stands_for_it(items: Sequence[Item], relative: Item) -> bool:
    """Whether a relative word only points at what "be" says: "it was X who …", "X is what …"."""
    place = next(index for index, item in enumerate(items) if item is relative)
    before = items[:place]
    if before and is_copula(before[-1]):
        return True
    cleft = len(before) > 1 and before[0].is_operator("pronoun") and is_copula(before[1])
    return cleft and not any(item.is_operator("relative") or mark(item) for item in before)


def _is_hyphen(before: Item | None, sign: Item, after: Item | None) -> bool:
    """Whether a dash is written on to the words on both sides ("clear-cut"), and parts nothing."""
    joined = before is not None and after is not None and before.end == sign.start and sign.end == after.start
    return joined and mark(sign) == "-"


def _is_named(item: Item) -> bool:
    return bool(item.refs(Sort.ENTITY))


def begins_clause(item: Item) -> bool:
    """Whether a clause or a member of a list may begin with an item."""
    if item.has_flag("further") or item.is_operator("except"):
        return False
    return item.is_operator(*_BEFORE) or ("and" in item.traits and item.start != 0)


def _joined(runs: list[tuple[Item, ...]]) -> list[tuple[Item, ...]]:
    """Runs without content go with their neighbour, and so does a date that stands before all."""
    merged: list[tuple[Item, ...]] = []
    carried: tuple[Item, ...] = ()
    for run in runs:
        says = any(item.unread or item.means or (item.value is not None and merged) for item in run)
        if says:
            merged.append(carried + run)
            carried = ()
        else:
            carried += run
    if carried and merged:
        merged[-1] += carried
    elif carried:
        merged.append(carried)
    return merged
