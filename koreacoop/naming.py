"""Runs of letters by which names are found that look alike."""

from __future__ import annotations

FEW_NAMES = 20_000
"""Names up to which a misspelt one is compared with all of them."""
_GRAM = 3


def grams(name: str) -> set[str]:
    """The runs of a few letters in a name, its ends marked."""
    marked = f"^{name}$"
    return {marked[start : start + _GRAM] for start in range(max(1, len(marked) - _GRAM + 1))}
