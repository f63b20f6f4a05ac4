"""Bounds of numbers that stand apart from them ("لا يقل عدد الدول عن مئة"), and what they say where no number comes."""

from __future__ import annotations

from koreacoop.frozen import replace
from koreacoop.lattice import Arc
from koreacoop.model import Item, Meaning, Sort, Value
from koreacoop.numbers import Kind, Number
from koreacoop.quantity import Quantity

BOUNDS = frozenset({"at-least", "at-most", "above", "below"})
_COMPARING = {"above": "more-than", "below": "fewer-than"}
BOUNDING = frozenset({"bounding"})


def may_bound(item: Item) -> bool:
    """Whether a word tells a bound of a number that may stand apart from it."""
    return item.is_operator(*BOUNDS)


def unbound(arc: Arc) -> Arc:
    """A stretch without what it would say of a number; a denial of several words is read word by word."""
    told = [Meaning(Sort.OPERATOR, _COMPARING.get(m.ref, "")) if _is_bound(m) else m for m in arc.meanings]
    return replace(arc, meanings=tuple(meaning for meaning in told if meaning.ref))


def _is_bound(meaning: Meaning) -> bool:
    return meaning.sort is Sort.OPERATOR and meaning.ref in BOUNDS


def bounded(items: list[Item], values: list[Value]) -> list[Item]:
    """A bound that stands apart from its number ("لا يقل عدد الدول عن مئة") is carried on to it."""
    waiting, out = -1, []
    for place, item in enumerate(items):
        waiting = place if may_bound(item) else waiting
        number = _plain_number(item, values) if waiting >= 0 else None
        if number is None or not _governs(items[waiting], items[place - 1]):
            out.append(item)
            continue
        bound = next(meaning for meaning in items[waiting].meanings if _is_bound(meaning))
        out[waiting] = replace(out[waiting], meanings=(bound,), traits=out[waiting].traits | BOUNDING)
        out.append(replace(item, value=replace(number, quantity=_with_bound(number.quantity, bound.ref))))
        waiting = -1
    return out


def _governs(bound: Item, before: Item) -> bool:
    """Whether a word bounds a number with ``before`` in front of it: some do only with a preposition there."""
    if bound.has_flag("reaching"):
        return before.is_operator("to")
    return not bound.has_flag("linked") or before.has_flag("link")


def _plain_number(item: Item, values: list[Value]) -> Number | None:
    """The number that may be bounded; one that an article makes an ordinal too ("العشرين") is the number."""
    found = item.value
    if not isinstance(found, Number):
        return None
    if found.kind is Kind.ORDINAL:
        said = [value for value in values if isinstance(value, Number) and value.kind is Kind.NUMBER]
        found = next((value for value in said if (value.start, value.end) == (found.start, found.end)), found)
    return found if found.kind in (Kind.NUMBER, Kind.MONEY) and found.quantity.is_point() else None


def _with_bound(quantity: Quantity, bound: str) -> Quantity:
    low, high = (quantity.low, None) if bound in ("at-least", "above") else (None, quantity.high)
    return Quantity(low, high, low_open=bound == "above", high_open=bound == "below")
