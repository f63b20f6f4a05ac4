"""Which runs of neighbouring clauses are the parts of a text, by what they come to.

The division is chosen that leaves the fewest clauses undecided, and among those the one with the fewest parts.
"""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.continuity import of_one_event
from koreacoop.court import Court
from koreacoop.frozen import replace
from koreacoop.model import Item, Label
from koreacoop.rulings import Ruling, rule
from koreacoop.scales import Weighing, opposed
from koreacoop.splitting import chunks, firm_breaks, mark

_ENCLOSING = frozenset({",", "(", ")", "-"})
_UNDECIDED = 10.0
_LEAST = 1.0
"""What a part costs at least."""
# Two parts that are each supported are a better reading than one that mixes their dates into a contradiction.
_CONTRADICTED = 2.2


def divided(items: Sequence[Item], court: Court, standard_first: bool) -> list[Ruling]:
    """The parts of a text with what each comes to."""
    clauses = _in_order(chunks(items), items)
    rulings = _best_division(clauses, firm_breaks(clauses, items), court, standard_first)
    return of_one_event(_denied_beside(rulings), court.world)


def _in_order(clauses: Sequence[tuple[Item, ...]], items: Sequence[Item]) -> list[tuple[Item, ...]]:
    """The clauses, an inserted one (", which …,", ", not …,") taken out to the end."""
    marks = [item.start for item in items if mark(item) in _ENCLOSING]

    def enclosed(index: int) -> bool:
        before, clause, after = clauses[index - 1 : index + 2]
        opened = any(before[-1].end <= place <= clause[0].start for place in marks)
        return opened and any(clause[-1].end <= place <= after[0].start for place in marks)

    inserted = [
        index
        for index in range(1, len(clauses) - 1)
        if clauses[index][0].is_operator("relative", "but-not") and enclosed(index)
    ]
    kept = [index for index in range(len(clauses)) if index not in inserted]
    return [clauses[index] for index in (*kept, *inserted)]


def _denied_beside(rulings: list[Ruling]) -> list[Ruling]:
    """What a part denies of the fact that the part before it rests on is contradicted by that fact."""
    told: list[Ruling] = []
    for ruling in rulings:
        denied = _denied_by(told[-1], ruling) if told else None
        told.append(ruling if denied is None else replace(ruling, label=Label.CONTRADICTED, deciding=(denied,)))
    return told


def _denied_by(before: Ruling, ruling: Ruling) -> Weighing | None:
    """The fact of the part before that the next part denies, if it does nothing else."""
    if ruling.label is not Label.UNKNOWN or before.label is not Label.SUPPORTED:
        return None
    nearest = ruling.nearest
    if nearest is None:
        return None
    resting = {weighing.profile.fact.id for weighing in before.deciding}
    return nearest if nearest.profile.fact.id in resting and _only_opposes(nearest) else None


def _only_opposes(weighing: Weighing) -> bool:
    """Whether a part says the opposite of what a fact says, and nothing that the fact leaves open."""
    contrary = opposed(weighing) == {"opposite"}
    said = any(step.slot in weighing.profile.slots for step in weighing.matches)
    return contrary and said and not weighing.open and not weighing.negated and weighing.profile.fact.statement.affirmed


def _best_division(
    clauses: Sequence[tuple[Item, ...]], sentences: frozenset[int], court: Court, standard_first: bool
) -> list[Ruling]:
    """The cheapest division; a run that could not be a part of it is not judged."""
    if not clauses:
        return []
    size = len(clauses)
    undivided = rule(clauses, 0, size, court, standard_first) if not sentences else None
    denied = any(item.has_flag("sentence") for clause in clauses for item in clause)  # of the parts, only together
    if undivided is not None and (denied or _cost(undivided, size) <= _LEAST):
        return [undivided]
    best: list[tuple[float, list[Ruling]]] = [(float("inf"), []) for _ in range(size + 1)]
    best[0] = (0.0, [])
    for end in range(1, size + 1):
        for start in range(end):
            if best[start][0] + _LEAST >= best[end][0] or not sentences.isdisjoint(range(start + 1, end)):
                continue
            whole = undivided if end - start == size else None
            ruling = whole or rule(clauses, start, end, court, standard_first)
            cost = best[start][0] + _cost(ruling, end - start)
            if cost < best[end][0]:
                best[end] = (cost, [*best[start][1], ruling])
    return best[size][1]


def _cost(ruling: Ruling, size: int) -> float:
    if ruling.label is Label.UNKNOWN:
        return _UNDECIDED * size + 0.5
    return _LEAST if ruling.label is Label.SUPPORTED or ruling.comparison else _CONTRADICTED
