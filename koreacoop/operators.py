"""Operators by what they do to a part; those that are not named here only join words."""

from __future__ import annotations

from koreacoop.grammar import FACTOR

NEGATIONS = frozenset({"not", "but-not"})
"""Operators that turn a part round."""
LIMITING = frozenset(
    {
        "then",
        "again",
        "despite",
        "almost",
        "same-time",
        "than",
        "most",
        "sum",
        "plan",
        "hedge",
        "must",
        "condition",
        "deny",
        "except",
        "former",
        "before",
        "after",
        "more-than",
        "fewer-than",
        "as-many-as",
        "or",
        "says",
        "cause",
        "apart",
        "elsewhen",
        "unchanged",
    }
)
"""Operators that weaken or bound a part."""
RESTRICTING = frozenset({"only", "all"})
SHARED = (
    frozenset(
        {
            "or",
            "says",
            "cause",
            "then",
            "again",
            "despite",
            "plan",
            "hedge",
            "must",
            "condition",
            "except",
            "former",
            "than",
        }
    )
    | RESTRICTING
)
"""What a wording may say too: then the claim may."""
_TURNING = NEGATIONS | LIMITING | SHARED | {"not-only"}


def only_joins(operator: str) -> bool:
    """Whether an operator comes to nothing, whatever fact a part is held against."""
    return operator not in _TURNING and not operator.startswith(FACTOR)
