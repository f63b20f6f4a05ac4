"""Who acts on whom: the party that acts by the claim must be the one that acts by the record."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from koreacoop.dockets import Parties
from koreacoop.ends import Ends, exchange
from koreacoop.model import Case, Item, Sort
from koreacoop.numbers import Number
from koreacoop.profiles import Profile
from koreacoop.scales import Weighing, cues, is_adjective, is_copula, may_be_subject, refs_of
from koreacoop.world import DOERS, OCCASIONS, World, owners

_ACTORS = DOERS | {"programme", "plan", "initiative", "fund", "topic"}
_VERBAL = frozenset({"participle", "third"})
_TURNED = {"from": Case.TO, "to": Case.FROM, "recipient": Case.FROM}
"""The case by which something comes from what it goes to by the record, or the reverse."""
_LASTING = frozenset({"attribute"})
_ENDS = frozenset({"subject", "object"})
_REACHED = frozenset({"object", "recipient"})
_ASIDE = frozenset({Sort.ENTITY.value, "with"})
_OBLIQUE = frozenset({Case.TO, Case.OBJECT, Case.FROM})


def settle_roles(weighing: Weighing, ends: Ends) -> None:
    """In a directed relation the claim's acting party must not be the fact's other one."""
    profile, items, world = ends.profile, ends.items, ends.world
    relation = world.relation(profile.predicate)
    if not relation.directed:
        weighing.predicate = weighing.predicate and not _is_claimed_by_another(weighing, items, world)
        return
    for step in weighing.matches:
        if step.item.case is _TURNED.get(step.slot):
            exchange(weighing, step.item)
    parties = ends.parties
    cue = next((item for item in items if cues(item, profile.relations)), None)
    if _is_done_by_another(weighing, items, cue, parties, world):
        weighing.predicate = False
        return
    mentions = [item for item in items if item.refs(Sort.ENTITY)]
    actor = _owner(items, cue) if cue is not None and _is_inverse(cue, profile) else None
    actor = actor or _actor(items, mentions, cue)
    if actor is None:
        lasting = relation.aspect in _LASTING
        turned = cue is not None and _is_turned_about(weighing, cue, items, lasting)
        weighing.predicate = weighing.predicate and not (turned or _is_done_to_actor(weighing, cue, world))
        return
    able = _ACTORS | OCCASIONS if _is_of_occasions(profile, world) else _ACTORS
    if not any(world.kind(ref) in able for ref in actor.refs(Sort.ENTITY)):
        return
    _settle_actor(weighing, items, actor, cue, parties, world)
    if not weighing.conflicts and _is_done_to_actor(weighing, cue, world):
        weighing.predicate = False


def _is_done_to_actor(weighing: Weighing, cue: Item | None, world: World) -> bool:
    """Whether it goes to the one that acts by the record, where another is named who could act ("they give to …").

    Of two places the one that it is in does not act either ("Somalia's mission in Korea").
    """
    if cue is None or _is_inverse(cue, weighing.profile):
        return False
    slots = [(step.slot, step.item) for step in weighing.matches if step.item.refs(Sort.ENTITY) or step.slot in _ENDS]
    cases = {item.case for slot, item in slots if slot == "subject"}
    others = [item for slot, item in slots if slot in _REACHED and not item.case]
    return (Case.TO in cases and bool(others)) or (
        Case.IN in cases and any(world.is_place(ref) for item in others for ref in item.refs(Sort.ENTITY))
    )


def _is_of_occasions(profile: Profile, world: World) -> bool:
    """Whether a fact sets one occasion against another ("the ministerial follows the summit")."""
    ends = [{world.kind(ref) for ref in profile.slots.get(slot, ())} for slot in ("subject", "object")]
    return all(kinds and kinds <= OCCASIONS for kinds in ends)


def _is_claimed_by_another(weighing: Weighing, items: Sequence[Item], world: World) -> bool:
    """Whether one acts by the claim who does not by a record without direction.

    A party that the fact only mentions acts in the place of its subject, or it takes part in what the claim says that
    it did ("hosted" of one with whom something was held).
    """
    profile = weighing.profile
    cue = next((item for item in items if cues(item, profile.relations)), None)
    actor = _actor(items, [item for item in items if item.refs(Sort.ENTITY)], cue)
    if cue is None or actor is None or not any(world.kind(ref) in DOERS for ref in actor.refs(Sort.ENTITY)):
        return False
    slot = next((step.slot for step in weighing.matches if step.item is actor), "")
    if slot not in _ASIDE or not _acts_plainly(actor, cue, items):
        return False
    if any(refs_of(actor) & owners(ref, world) for ref in profile.slots.get("subject", ())):
        return False
    replaced = any(step.slot == "subject" and step.item.refs(Sort.ENTITY) for step in weighing.matches)
    return (replaced and slot == Sort.ENTITY.value) or _says_more(cue, profile.predicate, world)


def _says_more(cue: Item, predicate: str, world: World) -> bool:
    """Whether a cue is one of a directed relation from which a fact's own only follows."""
    meant = {m.ref for m in cue.meanings if m.sort is Sort.RELATION and m.flag == ""} - {predicate}
    return any(predicate in world.implied(ref) and world.relation(ref).directed for ref in meant)


def _settle_actor(
    weighing: Weighing, items: Sequence[Item], actor: Item, cue: Item | None, parties: Parties, world: World
) -> None:
    """The party that acts by the claim against the one that acts by the record."""
    is_other = bool(refs_of(actor) & (parties.others - parties.acting))
    is_acting = bool(refs_of(actor) & parties.acting)
    # Who stands behind "by" does it, however the verb is turned.
    turned = cue is not None and actor.case is not Case.BY and _is_inverse(cue, weighing.profile)
    if turned:
        is_acting, is_other = is_other, is_acting
        parties = parties.exchanged()
    if is_acting:
        return
    mentions = [item for item in items if item.refs(Sort.ENTITY) and item is not actor]
    elsewhere = [item for item in mentions if refs_of(item) & parties.acting]
    giver = giver_of(items, weighing.profile, world)
    if any(item is giver for item in elsewhere):
        return  # who has it from the acting party does not act himself
    if not is_other:
        if not _conflicts(actor, weighing) and _is_stranger(actor, cue, elsewhere, items):
            weighing.predicate = False
        return
    if _acts_on_any(actor, cue, [item for item in elsewhere if refs_of(item) & parties.itself], items, world):
        if cue is not None and ((turned and _is_ambiguous(cue)) or not cues(cue, weighing.profile.core)):
            weighing.predicate = False
            return
        exchange(weighing, actor)
    elif actor.case is Case.BY or _acts_alone(actor, cue, elsewhere, items):
        weighing.predicate = False


def giver_of(items: Sequence[Item], profile: Profile, world: World) -> Item | None:
    """Who does what a word of the fact's relation beside his name says, if it is from him ("invitation from …")."""
    told = [item for item in items if item.has_content and not may_be_subject(item)]
    for one, other in pairwise(told):
        for cue, name in ((one, other), (other, one)):
            being = name.case is Case.FROM and any(world.kind(ref) in DOERS for ref in _meant(name, profile))
            if being and not cue.refs(Sort.ENTITY) and _is_plain_cue(cue, profile):
                return name
    return None


def _meant(name: Item, profile: Profile) -> Sequence[str]:
    """What a name stands for, taken as it is where that fills a slot of the fact (Seoul, where something is)."""
    plain = [m.ref for m in name.meanings if m.sort is Sort.ENTITY and m.flag == ""]
    filled = {ref for refs in profile.slots.values() for ref in refs}
    return plain if filled & set(plain) else name.refs(Sort.ENTITY)


def _is_plain_cue(cue: Item, profile: Profile) -> bool:
    """Whether a word tells of the fact's relation, from either side, and never of its contrary."""
    flags = {m.flag for m in cue.meanings if m.sort is Sort.RELATION and m.ref == profile.predicate}
    return bool(flags) and flags <= {"", "inverse"}


def _is_turned_about(weighing: Weighing, cue: Item, items: Sequence[Item], lasting: bool) -> bool:
    """Whether what fills the fact's object stands before the verb, and what fills its subject after it.

    Of a word by which something is part of something else the reverse.
    """
    if "passive" in cue.traits or any(item.is_operator("by") for item in items):
        return False
    inverse = _is_inverse(cue, weighing.profile)
    if inverse and not lasting:
        return False
    slots = weighing.profile.slots if inverse else _ENDS
    ends = [step for step in weighing.matches if step.slot in slots and step.item.case is not Case.IN]
    if not inverse and any(step.item.refs(Sort.ENTITY) for step in ends):
        return False
    before = {step.slot == "subject" for step in ends if step.item.start < cue.start}
    after = {step.slot == "subject" for step in ends if step.item.start > cue.start}
    return (before, after) == ({inverse}, {not inverse})


def _acts_on_any(actor: Item, cue: Item | None, others: Sequence[Item], items: Sequence[Item], world: World) -> bool:
    """Whether the other party acts on the one that acts by the record: that is the record turned round."""
    if actor.case is Case.BY and others:
        return True
    taken = _taken_in(cue, items, world)
    return any(item.case in _OBLIQUE or item is taken or _acts_on(actor, cue, item, items) for item in others)


def _taken_in(cue: Item | None, items: Sequence[Item], world: World) -> Item | None:
    """What a verb with a particle for "in" is done to, if it is no place ("took in the OECD")."""
    if cue is None or "governs:in" not in cue.traits:
        return None
    after = next((item for item in items[items.index(cue) + 1 :] if item.has_content), None)
    placed = after is None or any(world.is_place(ref) for ref in after.refs(Sort.ENTITY))
    return None if placed else after


def _acts_alone(actor: Item, cue: Item | None, elsewhere: Sequence[Item], items: Sequence[Item]) -> bool:
    """Whether the other party acts, and it is not told on whom."""
    if cue is None:
        return False
    marked = actor.case is Case.TOPIC or items.index(actor) == items.index(cue) + 1
    return _acts_plainly(actor, cue, items) or (bool(elsewhere) and marked)


def _is_done_by_another(
    weighing: Weighing, items: Sequence[Item], cue: Item | None, parties: Parties, world: World
) -> bool:
    """Whether the fact's deed belongs to another party, or is done to the one that acts by the record."""
    profile = weighing.profile
    own = world.implied(profile.predicate)
    told = [step.item for step in weighing.matches if step.slot == "predicate" and cues(step.item, own)]
    lasting = world.aspect(profile.predicate) in _LASTING
    deeds = [] if lasting else [item for item in told if "copula" not in item.traits]  # "a member of UNESCO"
    if _is_owned_by_another(deeds, items, parties.acting, parties.others, world):
        return True
    if cue is None or _is_inverse(cue, profile):
        return False
    return _is_acted_on(parties.acting, cue, items) or _follows_subject(weighing, parties.acting, cue)


def _follows_subject(weighing: Weighing, acting: frozenset[str], cue: Item) -> bool:
    """Whether the acting party stands behind a verb and its subject, where the order of words tells."""
    steps = [step for step in weighing.steps if step.item.start >= cue.start][:3]
    if "ordered" not in cue.traits or len(steps) < 3:
        return False
    noun, name = steps[1], steps[2].item
    closed = _is_plain_noun(noun.item) and "closed" in noun.item.traits and noun.slot == Sort.CONCEPT.value
    return closed and may_be_subject(name) and bool(refs_of(name) & acting)


def _conflicts(item: Item, weighing: Weighing) -> bool:
    return any(step.item is item for step in weighing.conflicts)


def _is_stranger(actor: Item, cue: Item | None, elsewhere: Sequence[Item], items: Sequence[Item]) -> bool:
    """Whether a party that the fact only mentions acts in the claim."""
    if actor.case is Case.TOPIC and any(item.case is Case.OBJECT for item in elsewhere):
        return True
    if cue is None:
        return False
    return actor.case is Case.BY or _acts_plainly(actor, cue, items) or items.index(cue) == items.index(actor) - 1


def _is_acted_on(acting: frozenset[str], cue: Item, items: Sequence[Item]) -> bool:
    """Whether the acting party follows the verb as its object, after something else ("they give Korea …")."""
    verb = items.index(cue)
    before, after = items[:verb], items[verb + 1 :]
    if not after or after[0].case not in (Case.NONE, Case.OBJECT) or is_adjective(after[0]):
        return False
    owned = len(after) > 1 and after[1].is_operator("of") and after[1].start == after[0].end
    goes_on = any(item.refs(Sort.RELATION) and not item.refs(Sort.ENTITY) for item in after[1:])
    return (
        bool(after[0].refs(Sort.ENTITY))
        and bool(refs_of(after[0]) & acting)
        and not owned
        and not goes_on
        and bool(before)
        and _is_plain_noun(before[-1])
        and "its" not in cue.traits
        and not any(refs_of(item) & acting and item.refs(Sort.ENTITY) for item in before)
    )


def _is_plain_noun(item: Item) -> bool:
    says = bool(item.refs(Sort.CONCEPT)) and not item.refs(Sort.RELATION) and not item.refs(Sort.LIGHT)
    return not item.case and says and not item.is_operator("light-verb") and item.value is None


def _is_owned_by_another(
    deeds: Sequence[Item], items: Sequence[Item], acting: frozenset[str], others: frozenset[str], world: World
) -> bool:
    """Whether the fact's deed is another party's ("ASEAN's support"), while the acting party is named beside it."""
    for index, item in enumerate(items):
        owner = any(world.kind(ref) in DOERS for ref in item.refs(Sort.ENTITY)) and not is_adjective(item)
        if not owner or not refs_of(item) & (others - acting):
            continue
        after = items[index + 1 :]
        if item.case is not Case.OF:
            if not after or not after[0].surface.startswith("'"):
                continue
            after = after[1:]
        owned = bool(after) and any(after[0] is deed for deed in deeds)
        beside = (other for other in items if other is not item and other.refs(Sort.ENTITY))
        if owned and any(refs_of(other) & acting and other.case is not Case.BY for other in beside):
            return True
    return False


def _acts_on(actor: Item, cue: Item | None, other: Item, items: Sequence[Item]) -> bool:
    """Whether a present verb stands between the two ("A replaces B"); a past form may be a participle."""
    return cue is not None and "third" in cue.traits and items.index(actor) < items.index(cue) < items.index(other)


def _acts_plainly(actor: Item, cue: Item, items: Sequence[Item]) -> bool:
    """Whether the actor is marked as the subject, or stands before a verb in the active, or before "is a …"."""
    place, verb = items.index(actor), items.index(cue)
    if actor.case is Case.SUBJECT or verb < place:
        return actor.case is Case.SUBJECT
    between = items[place + 1 : verb]
    if any(item.has_content or item.is_operator("relative") for item in between):
        return False
    linked = any(is_copula(item) for item in between)
    if "participle" in cue.traits:
        return not linked and _takes_object(verb, items)
    return linked or ("third" in cue.traits and not between)


def _takes_object(verb: int, items: Sequence[Item]) -> bool:
    """Whether what a past form governs follows it: a participle without "by" governs nothing."""
    following = next((item for item in items[verb + 1 :] if not item.refs(Sort.LIGHT)), None)
    if following is None:
        return False
    told = following.means or isinstance(following.value, Number)
    return following.case is Case.OBJECT or (told and not following.case)


def _actor(items: Sequence[Item], mentions: Sequence[Item], cue: Item | None) -> Item | None:
    """The mention that acts: after "by", or the subject of an active clause; None where the grammar does not tell."""
    by = next((item for item in mentions if item.case is Case.BY), None)
    if by is not None:
        return by
    if cue is None or "passive" in cue.traits:
        return None
    named = [item for item in mentions if item.case in (Case.SUBJECT, Case.TOPIC)]
    owners = {index for index, item in enumerate(items[1:]) if item.surface.startswith("'")}
    bare = [
        item
        for index, item in enumerate(items)
        if item in mentions and not item.case and may_be_subject(item) and index not in owners
    ]
    if len(named) > 1 and all(item.case is Case.SUBJECT for item in named):
        named = [item for item in named if item.start < cue.start][-1:] or named  # the one of the verb itself
    actor = next(iter(named or bare), None)
    beside = items.index(cue) == items.index(actor) + 1 if actor in bare and not named else False
    if beside and not cue.traits & _VERBAL and "ordered" not in cue.traits:
        return None  # a compound noun: "UN membership"
    return actor


def _owner(items: Sequence[Item], cue: Item) -> Item | None:
    """Whose a word is that has him for its subject ("the ILO's members include …")."""
    place = items.index(cue)
    owned = place > 1 and items[place - 1].surface.startswith("'") and items[place - 2].refs(Sort.ENTITY)
    return items[place - 2] if owned else None


def _is_ambiguous(cue: Item) -> bool:
    """Whether a word that tells of one relation from its other side tells of another one straight on ("hosted")."""
    return any(m.sort is Sort.RELATION and not m.flag for m in cue.meanings)


def _is_inverse(cue: Item, profile: Profile) -> bool:
    """Whether a word has the fact's other party for its subject; of a relation beside the fact's own, if alone."""
    meant = [m for m in cue.meanings if m.sort is Sort.RELATION and m.ref in profile.relations]
    flags = {m.flag for m in meant if m.ref == profile.predicate} or {m.flag for m in meant}
    return flags == {"inverse"}
