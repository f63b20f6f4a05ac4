"""What words do to those around them: prepositions and verbs give a case, denials correct or are strengthened."""

from __future__ import annotations

from koreacoop.dates import Time
from koreacoop.frozen import replace
from koreacoop.model import Case, Item, Meaning, Sort

_NOMINAL = frozenset({"nominal"})
_OWNER = frozenset({"owner"})
"""Of a name right behind a noun that a preposition leads ("on the sidelines of"): it tells whose that is."""
_ENDS = frozenset({Case.FROM, Case.TO})
_ORDERED = "ordered"
_UNLIKE = frozenset({"resuming", "passive"})
"""Traits of verbs that "what" stands before rather than a denial."""
_INTENT, _PLAN = frozenset({"intent"}), frozenset({"plan"})
_PREPOSITIONS = frozenset(case.value for case in Case if case)


def governor(item: Item) -> str:
    """The case that a preposition gives, alone or as the last word of a longer expression."""
    alone = (ref for ref in item.refs(Sort.OPERATOR) if ref in _PREPOSITIONS)
    within = (trait.removeprefix("governs:") for trait in sorted(item.traits) if trait.startswith("governs:"))
    return next(iter((*alone, *within)), "")


def governed(items: list[Item], objects_follow: bool) -> list[Item]:
    """Mentions after a preposition take its case, up to the next word that is none; after a verb, the object's."""
    case = Case.NONE
    told = []
    for index, item in enumerate(items):
        gives = governor(item)
        named = item.refs(Sort.ENTITY) or (case in _ENDS and item.refs(Sort.CONCEPT))
        placed = case is not Case.IN or not _owns(items, index)  # "on Seoul's behalf"
        takes = case if not gives and named and not item.case and placed else Case.NONE
        owned = _OWNER if named and not item.case and _is_led(items, index) else frozenset()
        told.append(replace(item, case=takes or item.case, traits=item.traits | owned) if takes or owned else item)
        if gives:
            case = Case(gives)
        elif item.refs(Sort.RELATION) and not item.refs(Sort.ENTITY):
            case = Case.OBJECT if objects_follow and "participle" in item.traits else Case.NONE
        elif takes or isinstance(item.value, Time) or _closes(items, index):
            case = Case.NONE
    return told


def _is_led(items: list[Item], index: int) -> bool:
    """Whether a mention stands right behind a noun that a preposition leads, and that is not a conjunction with it."""
    if not index or _NOMINAL.isdisjoint(items[index - 1].traits):
        return False
    return not items[index - 1].is_operator("contrast", "subordinate", "cause")


def _owns(items: list[Item], index: int) -> bool:
    """Whether a mention is a possessor, told by a suffix that is a word of its own."""
    return index + 1 < len(items) and items[index + 1].start == items[index].end and items[index + 1].is_operator("of")


def _closes(items: list[Item], index: int) -> bool:
    """Whether what a preposition governs ends with a word."""
    item = items[index]
    return bool(item.refs(Sort.OPERATOR) or item.refs(Sort.ENTITY)) or _ends_phrase(items, index)


def _ends_phrase(items: list[Item], index: int) -> bool:
    """Whether a noun fills a preposition ("on the globe"): no name follows it that it could describe."""
    described = index + 1 < len(items) and bool(items[index + 1].refs(Sort.ENTITY))
    return items[index].means and not described


def corrected(items: list[Item], after_auxiliary: bool) -> list[Item]:
    """ "In Seoul, not Busan": a negation between two mentions denies the second one only.

    ``after_auxiliary``: a clause is denied after its auxiliary ("did not"), so that "not" after anything else corrects.
    """
    changed = []
    for index, item in enumerate(items):
        if not item.is_operator("not"):
            changed.append(item)
            continue
        previous = next((other for other in items[:index][::-1] if not other.refs(Sort.LIGHT)), None)
        following = next((other for other in items[index + 1 :] if other.has_content), None)
        flags = {m.flag for m in item.meanings if m.sort is Sort.OPERATOR and m.ref == "not"}
        paired = any(m.flag == "plain" for other in items[index + 1 :] for m in other.meanings)  # "neither A nor B"
        either = "either" in flags and not paired and "plain" not in flags and "and" not in item.traits
        neighbour = next((other for other in items[:index][::-1] if not _is_mark(other)), item)
        beside = index > 0 and after_auxiliary and neighbour.has_content
        corrects = following is not None and (_names(following) or beside)
        if either and previous is not None and previous.has_content and corrects:
            changed.append(replace(item, meanings=(Meaning(Sort.OPERATOR, "but-not"),)))
        else:
            changed.append(item)
    return changed


def _is_mark(item: Item) -> bool:
    return any(meaning.ref == "mark" for meaning in item.meanings)


def _names(item: Item) -> bool:
    return (
        item.value is not None
        or bool(item.refs(Sort.ENTITY))
        or (bool(item.refs(Sort.CONCEPT)) and not item.refs(Sort.RELATION))
    )


def strengthened(items: list[Item]) -> list[Item]:
    """What may strengthen a denial, with nothing behind it that it could stand before ("has not yet"), says nothing."""
    denied, told = False, []
    for item, following in zip(items, [*items[1:], None], strict=False):
        idle = following is None or not (following.has_content or following.unread)
        strengthens = denied and idle and item.is_operator("after") and item.has_flag("reinforcer")
        told.append(replace(item, meanings=(Meaning(Sort.LIGHT, "light"),)) if strengthens else item)
        denied = denied or item.is_operator("not")
    return told


def denying(items: list[Item]) -> list[Item]:
    """The items; a relative word that may deny does so before the verb of a clause, where nothing is told before it."""
    found = list(items)
    for place, item in enumerate(items[:-1]):
        if item.has_flag("excepting") and item.is_operator("relative") and _leads_verb(items, place):
            found[place] = replace(item, meanings=(Meaning(Sort.OPERATOR, "not", "plain"),))
    return found


def _since_opening(items: list[Item]) -> list[Item]:
    """What stands behind the last mark or word that opens a clause."""
    opening = (place for place in range(len(items) - 1, -1, -1) if _opens(items[place]))
    return items[next(opening, -1) + 1 :]


def _opens(item: Item) -> bool:
    return "mark" in item.refs(Sort.LIGHT) or item.is_operator("and", "contrast", "subordinate", "same-time")


def _leads_verb(items: list[Item], place: int) -> bool:
    """Whether a word stands before a verb that has its own object, with no more than a name before it."""
    verb, clause = items[place + 1], _since_opening(items[:place])
    before = [item for item in clause if item.has_content]
    plain = _ORDERED in verb.traits and verb.traits.isdisjoint(_UNLIKE)
    subject = before or [item for item in items[place + 2 :] if item.has_content][:1]
    named = len(before) <= 1 and any(item.refs(Sort.ENTITY) and not item.case for item in subject)
    resumed = any(item.has_flag("resumption") for item in items[place + 1 :])
    return plain and named and not resumed and not any(item.is_operator("except") for item in items[place:])


def intended(items: list[Item]) -> list[Item]:
    """What is meant to be done, right before "do": it is planned, and no purpose of something else."""
    return [
        replace(item, traits=(item.traits - _INTENT) | _PLAN)
        if item.traits & _INTENT
        and following is not None
        and following.traits
        and "function" in following.refs(Sort.LIGHT)
        else item
        for item, following in zip(items, [*items[1:], None], strict=False)
    ]
