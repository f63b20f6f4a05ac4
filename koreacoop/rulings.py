"""What a run of neighbouring clauses comes to, and by which facts."""

from __future__ import annotations

from koreacoop.frozen import dataclass
from koreacoop.hearing import Hearing
from koreacoop.model import Item, Label
from koreacoop.scales import Weighing


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a run of clauses comes to."""

    label: Label
    items: tuple[Item, ...]
    deciding: tuple[Weighing, ...] = ()
    near: Weighing | None = None
    comparison: str = ""
    hearing: Hearing | None = None

    @property
    def nearest(self) -> Weighing | None:
        """The fact that an unknown speaks of."""
        return self.near or (self.hearing.nearest if self.hearing is not None else None)
