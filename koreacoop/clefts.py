"""Sentences that set one of their parts apart by "be": who "the country that hosts X is", "it was X that Y joined".

The name that stands apart is given the case of what it is in the clause: who acts, what is acted on, or where.
"""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.frozen import replace
from koreacoop.model import Case, Item, Sort
from koreacoop.scales import is_copula, is_relative, may_be_subject


def set_apart(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items; a name that is set apart from its clause has the case that it would have in it."""
    return _told_of_a_place(_told_of_an_object(_told_at_the_end(_complemented(items))))


def _complemented(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items; what something "is not" acts no more than what it is ("개최국은 영국이 아니다")."""
    told = list(items)
    for place in range(1, len(told)):
        name, link = told[place - 1], told[place]
        denies = link.is_operator("not") and "copula" in link.traits
        topic = any(item.case in (Case.SUBJECT, Case.TOPIC) for item in told[: place - 1])
        if denies and topic and name.case is Case.SUBJECT and name.refs(Sort.ENTITY):
            told[place - 1] = replace(name, case=Case.NONE, traits=name.traits | {"copula"})
    return tuple(told)


# ------------------------------------------------------------------------------------------------------------ who acts


def _told_at_the_end(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items; a name that "is" who did what was told ("the country that hosts X is Y") is marked as acting."""
    name = _cleft_name(items)
    if name is not None:
        return tuple(replace(item, case=Case.SUBJECT) if item is name else item for item in items)
    end = next((place for place in range(len(items), 0, -1) if items[place - 1].has_content), 0)
    if _is_quoted(items[:end]):
        return (*items[: end - 1], replace(items[end - 1], case=Case.SUBJECT), *items[end:])
    if end < 4 or not _identifies(items[end - 2]) or not items[end - 1].refs(Sort.ENTITY) or items[end - 1].case:
        return tuple(items)
    links = [place for place, item in enumerate(items[: end - 3]) if _opens(item, place)]
    if not links or not _is_plain_verb(links[-1] + 1, items):
        return tuple(items)
    last, told = items[end - 1], items[links[-1] + 2 : end - 2]
    if not _resumed(told):
        return tuple(replace(item, case=Case.SUBJECT) if item is last else item for item in items)
    doer = next((item for item in told if item.has_content), last)
    if not may_be_subject(doer):
        return tuple(items)
    cases = {id(doer): Case.SUBJECT, id(last): Case.OBJECT}
    return tuple(replace(item, case=cases.get(id(item), item.case)) for item in items)


def _is_quoted(items: Sequence[Item]) -> bool:
    """Whether a part ends with who says what stands before (", said the NATO chief"), right behind the verb."""
    said = [place for place, item in enumerate(items[:-1]) if item.is_operator("says") and "participle" in item.traits]
    if not said or said[-1] == 0 or not items[-1].refs(Sort.ENTITY):
        return False
    return items[-1].case is Case.OBJECT and not any(item.has_content for item in items[said[-1] + 1 : -1])


def _identifies(item: Item) -> bool:
    """Whether a word says that what stands before it is what stands behind it."""
    return item.has_flag("identifying") or is_copula(item)


def _cleft_name(items: Sequence[Item]) -> Item | None:
    """The name that is "who did it", in a language that puts the deed before ("지지한 쪽은 한국이다").

    Who is named as doing it besides leaves the name to whom it is done.
    """
    topics = [place for place, item in enumerate(items) if item.case is Case.TOPIC]
    if not topics or not items or "copula" not in items[-1].traits:
        return None
    place = topics[-1]
    described = place > 0 and not items[place].refs(Sort.ENTITY) and _is_done(items[place - 1])
    before = items[: place - 1] if described else ()
    start = next((at + 1 for at in range(len(before) - 1, -1, -1) if "adnominal" in before[at].traits), 0)
    if not described or any(
        item.case in (Case.SUBJECT, Case.TOPIC) and item.refs(Sort.ENTITY) for item in before[start:]
    ):
        return None
    names = [item for item in items[place + 1 :] if item.refs(Sort.ENTITY)]
    return names[0] if len(names) == 1 and names[0].case in (Case.NONE, Case.OF) else None


def _is_done(verb: Item) -> bool:
    """Whether a word before a noun tells what this did."""
    acts = "adnominal" in verb.traits and verb.traits.isdisjoint(("passive", "copula"))
    return acts and bool(verb.refs(Sort.RELATION))


def _opens(item: Item, place: int) -> bool:
    """Whether a clause that tells of somebody begins: "that", or "who" before all."""
    return item.is_operator("relative") or (place == 0 and item.is_operator("from"))


def _is_plain_verb(place: int, items: Sequence[Item]) -> bool:
    """Whether a word is a verb in the active, by its order or its form; what may be a participle must govern a name."""
    verb, after = items[place], items[place + 1]
    if not verb.refs(Sort.RELATION) or "resuming" in verb.traits:
        return False
    governs = bool(after.refs(Sort.ENTITY)) and after.case in (Case.NONE, Case.OBJECT)
    return "ordered" in verb.traits or "third" in verb.traits or ("participle" in verb.traits and governs)


def _resumed(items: Sequence[Item]) -> bool:
    """Whether a pronoun with a preposition stands for what the clause is told of ("in which")."""
    return any(item.has_flag("resumption") for item in items)


# ---------------------------------------------------------------------------------------- what is acted on, and where


def _told_of_an_object(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items; what "is" what somebody else did something to ("it was X that Y joined") is marked as its object."""
    said = [item for item in items if "mark" not in item.refs(Sort.LIGHT) and not item.is_article]
    for place in range(1, len(said) - 2):
        doer, verb = said[place + 1], said[place + 2]
        names = [item for item in said[:place] if item.refs(Sort.ENTITY)]
        linked = any(is_copula(item) for item in said[:place])
        if not (linked and names and is_relative(said[place]) and _does(doer, verb)):
            continue
        if not may_be_subject(names[0]) or said[place].has_flag("where"):
            continue
        cases = {id(names[0]): Case.OBJECT, id(doer): Case.SUBJECT}
        return tuple(replace(item, case=cases.get(id(item), item.case)) for item in items)
    return tuple(items)


def _does(doer: Item, verb: Item) -> bool:
    """Whether a name stands right before a verb of its own."""
    acts = bool(verb.refs(Sort.RELATION)) and not verb.refs(Sort.ENTITY) and not is_copula(verb)
    return may_be_subject(doer) and not doer.case and acts and not verb.traits.isdisjoint(("participle", "third"))


def _told_of_a_place(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items; what "is" where something happens ("X is a country where …") is marked as where it does."""
    first = next((place for place, item in enumerate(items) if item.has_content), len(items))
    where = next((place for place, item in enumerate(items) if item.has_flag("where")), 0)
    linked = first + 1 < where and is_copula(items[first + 1])
    if not linked or not may_be_subject(items[first]):
        return tuple(items)
    return (*items[:first], replace(items[first], case=Case.IN), *items[first + 1 :])
