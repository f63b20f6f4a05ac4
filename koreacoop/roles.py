"""Who acts on whom: the party that acts by the claim must be the one that acts by the record."""

from __future__ import annotations

from collections.abc import Sequence

from koreacoop.agents import NAMED, acts_on, acts_plainly, marked_agent, owner_of, taken_in
from koreacoop.dockets import Parties
from koreacoop.ends import Ends, exchange
from koreacoop.model import Case, Item, Sort
from koreacoop.profiles import Profile
from koreacoop.scales import Weighing, cues, is_adjective, may_be_subject, names_kind, refs_of
from koreacoop.world import DOERS, LANDS, OCCASIONS, World, owners

_ACTORS = DOERS | {"programme", "plan", "initiative", "fund", "topic"}
_TURNED = {"from": Case.TO, "to": Case.FROM, "recipient": Case.FROM}
"""The case by which something comes from what it goes to by the record, or the reverse."""
_LASTING = frozenset({"attribute"})
_ENDS = frozenset({"subject", "object"})
_REACHED = frozenset({"object", "recipient"})
_ASIDE = frozenset({Sort.ENTITY.value, "with"})
_HAVING = frozenset({Case.OF, Case.FOR, *NAMED})
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
    if _is_only_where(weighing, world):
        weighing.predicate = False
        return
    told = [item for item in items if cues(item, profile.relations)]
    cue = next((item for item in told if cues(item, profile.core)), told[0] if told else None)
    if _is_done_by_another(weighing, items, cue, ends.parties, world):
        weighing.predicate = False
        return
    actor = owner_of(items, cue) if cue is not None and _is_inverse(cue, profile) else None
    actor = actor or marked_agent(items, cue)
    if actor is None:
        lasting = relation.aspect in _LASTING
        turned = cue is not None and _is_turned_about(weighing, cue, items, lasting)
        weighing.predicate = weighing.predicate and not (turned or _is_done_to_actor(weighing, cue, world))
        return
    able = _ACTORS | OCCASIONS if _is_of_occasions(profile, world) else _ACTORS
    if not names_kind(actor, able, world) or _is_place_of_actor(actor, profile, world):
        return
    _settle_actor(weighing, ends, actor, cue)
    if not weighing.conflicts and (_is_done_to_actor(weighing, cue, world) or _is_taken_from(weighing, told)):
        weighing.predicate = False


def _is_place_of_actor(actor: Item, profile: Profile, world: World) -> bool:
    """Whether it is done by where it was done, which is of the one that does it by the record ("its website says")."""
    places = [ref for ref in profile.slots.get("place", ()) if ref in actor.refs(Sort.ENTITY)]
    return any(not owners(ref, world).isdisjoint(profile.slots.get("subject", ())) for ref in places)


def _is_taken_from(weighing: Weighing, told: Sequence[Item]) -> bool:
    """Whether by the part somebody receives something from what it went to by the record."""
    given = any(step.slot == "object" and step.item.case is Case.FROM for step in weighing.matches)
    named = any(step.slot == "subject" and not step.item.case for step in weighing.matches)
    return given and named and any(_is_inverse(cue, weighing.profile) for cue in told)


def _is_done_to_actor(weighing: Weighing, cue: Item | None, world: World) -> bool:
    """Whether it goes to the one that acts by the record, where another is named who could act ("they give to …").

    Of two places the one that it is in does not act either ("Somalia's mission in Korea").
    """
    if cue is None or _is_inverse(cue, weighing.profile):
        return False
    slots = [(step.slot, step.item) for step in weighing.matches if step.item.refs(Sort.ENTITY) or step.slot in _ENDS]
    cases = {item.case for slot, item in slots if slot == "subject"}
    others = [item for slot, item in slots if slot in _REACHED]
    bare = [item for item in others if not item.case]
    sent = Case.TO in cases and (bool(bare) or any(is_adjective(item) for _, item in slots))
    lands = [item for slot, item in slots if slot in _REACHED or slot == "place"]
    lands = [item for item in lands if any(world.is_place(ref) for ref in item.refs(Sort.ENTITY))]
    owning = any(not item.case or item.case in _HAVING for item in lands)
    return sent or (Case.IN in cases and owning)


def _is_only_where(weighing: Weighing, world: World) -> bool:
    """Whether who has something in so many countries is told only as where it is ("embassies in South Korea")."""
    units = (count.unit for count in weighing.profile.fact.statement.counts)
    having = [step for step in weighing.matches if step.slot == "subject" and world.kind(step.detail) in LANDS]
    where = {step.item.case for step in having} == {Case.IN} and not any(is_adjective(step.item) for step in having)
    return where and any(not LANDS.isdisjoint(world.classes(unit)) for unit in units)


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
    actor = marked_agent(items, cue)
    if cue is None or actor is None or not names_kind(actor, DOERS, world):
        return False
    slot = next((step.slot for step in weighing.matches if step.item is actor), "")
    if slot not in _ASIDE:
        return False
    if any(refs_of(actor) & owners(ref, world) for ref in profile.slots.get("subject", ())):
        # Whose an event is did not have it as a guest, where another one is recorded to have had it.
        return "host" in profile.slots and _acts(actor, cue, items) and _says_more(cue, profile.predicate, world)
    if not acts_plainly(actor, cue, items):
        return False
    replaced = any(step.slot == "subject" and step.item.refs(Sort.ENTITY) for step in weighing.matches)
    return (replaced and slot == Sort.ENTITY.value) or _says_more(cue, profile.predicate, world)


def _acts(actor: Item, cue: Item, items: Sequence[Item]) -> bool:
    """Whether somebody acts: plainly, or right behind a verb where the order tells, or spoken of beside an object."""
    ordered = "ordered" in cue.traits and items.index(actor) == items.index(cue) + 1 and not actor.case
    topical = actor.case is Case.TOPIC and any(item.case is Case.OBJECT for item in items)
    return ordered or topical or acts_plainly(actor, cue, items)


def _says_more(cue: Item, predicate: str, world: World) -> bool:
    """Whether a cue is one of a directed relation from which a fact's own only follows."""
    meant = {m.ref for m in cue.meanings if m.sort is Sort.RELATION and m.flag == ""} - {predicate}
    return any(predicate in world.implied(ref) and world.relation(ref).directed for ref in meant)


def _settle_actor(weighing: Weighing, ends: Ends, actor: Item, cue: Item | None) -> None:
    """The party that acts by the claim against the one that acts by the record."""
    items, parties, refs = ends.items, ends.parties, refs_of(actor)
    acting, other = parties.acting, parties.others - parties.acting
    # Who stands behind "by" does it, however the verb is turned.
    turned = cue is not None and actor.case is not Case.BY and _is_inverse(cue, ends.profile)
    if turned:
        acting, other, parties = other, acting, parties.exchanged()
    if refs & acting:
        return
    mentions = [item for item in items if item.refs(Sort.ENTITY) and item is not actor]
    elsewhere = [item for item in mentions if refs_of(item) & parties.acting]
    if any(item is ends.giver for item in elsewhere):
        return  # who has it from the acting party does not act himself
    if not refs & other:
        if not _conflicts(actor, weighing) and _is_stranger(actor, cue, elsewhere, items):
            weighing.predicate = False
    elif _acts_on_any(actor, cue, [item for item in elsewhere if refs_of(item) & parties.itself], items, ends.world):
        own = ends.world.implied(ends.profile.predicate)
        cued = next((item for item in items if cues(item, ends.profile.relations)), None)
        # A verb that stands between may be what he does.
        told = (
            cue is not None and cue is cued and cues(cue, ends.profile.core) and any(cues(item, own) for item in items)
        )
        ambiguous = cue is not None and ((turned and _is_ambiguous(cue)) or _describes(cue, actor, items))
        if told and not ambiguous:
            exchange(weighing, actor)
        else:
            weighing.predicate = False
    elif actor.case is Case.BY or _acts_alone(actor, cue, elsewhere, items):
        weighing.predicate = False


def _describes(cue: Item, actor: Item, items: Sequence[Item]) -> bool:
    """Whether a past form may only describe the noun before it ("was among the partners invited")."""
    if actor.case or "participle" not in cue.traits or items.index(cue) <= items.index(actor) + 1:
        return False
    before = items[items.index(cue) - 1]
    noun = before.has_content and not before.refs(Sort.ENTITY) and before.value is None
    return noun and not acts_plainly(actor, cue, items)


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
    taken = taken_in(cue, items, world)
    return any(item.case in _OBLIQUE or item is taken or acts_on(actor, cue, item, items) for item in others)


def _acts_alone(actor: Item, cue: Item | None, elsewhere: Sequence[Item], items: Sequence[Item]) -> bool:
    """Whether the other party acts, and it is not told on whom."""
    if cue is None:
        return False
    marked = actor.case is Case.TOPIC or items.index(actor) == items.index(cue) + 1
    return acts_plainly(actor, cue, items) or (bool(elsewhere) and marked)


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
    # What has changed by the record may be acted on ("fears pushed it online").
    able = "object" in profile.slots or any(world.kind(ref) in _ACTORS for ref in profile.slots.get("subject", ()))
    return (able and _is_acted_on(parties.acting, cue, items)) or _follows_subject(weighing, parties.acting, cue)


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
    return actor.case is Case.BY or acts_plainly(actor, cue, items) or items.index(cue) == items.index(actor) - 1


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
        owner = names_kind(item, DOERS, world) and not is_adjective(item)
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


def _is_ambiguous(cue: Item) -> bool:
    """Whether a word that tells of one relation from its other side tells of another one straight on ("hosted")."""
    return any(m.sort is Sort.RELATION and not m.flag for m in cue.meanings)


def _is_inverse(cue: Item, profile: Profile) -> bool:
    """Whether a word has the fact's other party for its subject; of a relation beside the fact's own, if alone."""
    meant = [m for m in cue.meanings if m.sort is Sort.RELATION and m.ref in profile.relations]
    flags = {m.flag for m in meant if m.ref == profile.predicate} or {m.flag for m in meant}
    return flags == {"inverse"}
