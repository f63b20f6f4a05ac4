"""What joins the members of a list: a word, a mark, or an "and" that is written on to a name."""

from __future__ import annotations

from koreacoop.model import Case, Item
from koreacoop.splitting import mark

_MARKS = frozenset({",", "·"})


def joins(item: Item) -> bool:
    """Whether an item is an "and", or a mark between the members of a list."""
    return item.is_operator("and") or mark(item) in _MARKS


def closes(item: Item) -> bool:
    """Whether an "and" is written on to the end of a name."""
    return "and" in item.traits and item.case is Case.WITH


def opens(item: Item) -> bool:
    """Whether an "and" is written on to the beginning of a name."""
    return "and" in item.traits and item.case is not Case.WITH
