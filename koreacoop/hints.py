"""What annotations need of ``typing``, without importing it: that would take a twentieth of a start.

Type checkers read the first branch; when the program runs, annotations are never looked at, and stand-ins do.
"""

from __future__ import annotations

__all__ = [
    "IO",
    "TYPE_CHECKING",
    "Any",
    "ClassVar",
    "Generic",
    "Protocol",
    "TypeVar",
    "cast",
    "dataclass_transform",
]

TYPE_CHECKING = False
"""Type checkers take this name for true, whatever it is."""

if TYPE_CHECKING:
    from typing import IO, Any, ClassVar, Generic, Protocol, TypeVar, cast, dataclass_transform
else:
    IO = Any = ClassVar = object

    class Protocol:
        """A base that adds nothing."""

    class Generic:
        """A base that adds nothing."""

        def __class_getitem__(cls, _):
            return cls

    def TypeVar(name):  # noqa: N802
        """A name."""
        return name

    def cast(_, value):
        """The value itself."""
        return value

    def dataclass_transform(**_):
        """A decorator that changes nothing."""
        return lambda function: function
