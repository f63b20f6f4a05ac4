"""What a denial covers: its own clause, and in that what it stands before, or its verb behind it."""

from __future__ import annotations

from koreacoop.agents import is_deed
from koreacoop.model import Case, Item, Sort
from koreacoop.scales import Weighing, may_be_subject
from koreacoop.splitting import begins_clause

_PREPOSITIONS = frozenset(case.value for case in Case if case)
_FINITE = frozenset({"third", "participle"})


def stands_elsewhere(weighing: Weighing) -> bool:
    """Whether what conflicts stands outside of what a part denies, or the part goes on behind that."""
    behind = _is_denied_behind(weighing) or _is_of_another_deed(weighing)
    return behind or _goes_on_behind(weighing) or _is_put_instead(weighing)


def _is_denied_behind(weighing: Weighing) -> bool:
    """Whether a clause, or a phrase with its preposition, that begins with a denial follows what conflicts.

    It denies something else ("at the end, not at its beginning").
    """
    steps = zip(weighing.steps, [*weighing.steps[1:], None], strict=True)
    denied = [
        step.item.start
        for step, then in steps
        if step.slot == "polarity" and (begins_clause(step.item) or (then is not None and _is_preposition(then.item)))
    ]
    return bool(denied) and any(step.item.start < denied[0] for step in weighing.conflicts)


def _is_of_another_deed(weighing: Weighing) -> bool:
    """Whether what conflicts and the denial belong to two verbs ("sends troops to war zones and does not join in").

    A verb stands between the two where the denial follows its verb, and before both where it precedes it.
    """
    told = [step for step in weighing.steps if step.slot == "polarity" or step.item.has_content]
    denial = next((place for place, step in enumerate(told) if step.slot == "polarity"), None)
    if denial is None:
        return False
    before, behind = [step.item for step in told[:denial]], [step.item for step in told[denial + 1 :]]
    leads = bool(behind) and is_deed(behind[0]) and not behind[0].case
    for conflict in (step.item.start for step in weighing.conflicts if step.item in before):
        led = any(is_deed(item) and item.start < conflict for item in before)
        between = [item for item in before if is_deed(item) and item.start > conflict]
        if (led and leads) or (len(between) > 1 and "connective" in between[0].traits):
            return True
    return False


def _goes_on_behind(weighing: Weighing) -> bool:
    """Whether a part goes on with a clause joined on to the one that is denied ("is no donor, and it took …")."""
    denials = [step.item.start for step in weighing.steps if step.slot == "polarity"]
    items = [step.item for step in weighing.steps]
    joins = [item.start for item, then in zip(items, [*items[1:], None], strict=True) if _joins_clause(item, then)]
    if denials and joins and denials[-1] < joins[-1]:
        return True
    pairs = zip([None, *items], weighing.steps, strict=False)
    closed = [step.item.start for before, step in pairs if step.slot == "polarity" and _is_closed(before, step.item)]
    return bool(closed) and any(is_deed(item) and not item.case and item.start > closed[-1] for item in items)


def _is_closed(before: Item | None, denial: Item) -> bool:
    """Whether a denial is written behind its verb, so that a verb behind it is another one's ("보내지 않고 …")."""
    return "connective" in denial.traits or (before is not None and is_deed(before) and "connective" in before.traits)


def _joins_clause(item: Item, then: Item | None) -> bool:
    """Whether a word sets a clause against another, or joins it on: a verb with an "and" before who does it."""
    verb = "and" in item.traits and not item.refs(Sort.ENTITY) and item.means
    led = then is not None and may_be_subject(then) and not then.case
    if item.is_operator("and") and then is not None and is_deed(then) and not then.traits.isdisjoint(_FINITE):
        return True
    return item.is_operator("contrast") or (verb and (led or ("ordered" in item.traits and is_deed(item))))


def _is_preposition(item: Item) -> bool:
    return bool(_PREPOSITIONS.intersection(item.refs(Sort.OPERATOR))) and not item.has_content


def _is_put_instead(weighing: Weighing) -> bool:
    """Whether what conflicts is what a part says instead of what it denies ("not global but regional")."""
    turn = next((step.item.start for step in weighing.steps if step.item.is_operator("contrast")), None)
    return turn is not None and any(step.item.start > turn for step in weighing.conflicts)
