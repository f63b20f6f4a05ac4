"""What must hold of every fact in every language, over the whole shipped pack.

- Its own wording is supported, with that fact among the evidence.
- The wording with another year is never supported.
- The wording with another count is never supported, where the count is written in figures.
- The wording denied ("it is not true that …") is never supported, and the denial of what is supported is contradicted.
- The wording told of a stranger (an entity of the same kind, of which nothing is recorded) is never supported.
- The wording with a stranger in place of another party, a place, a host or an office is never supported.
- The wording of a directed relation with its two parties exchanged is never supported.
- The wording with something else that is recorded, of the same kind, in one of its slots is never supported, unless
  another fact says so; neither is any other way in which the record says the same.

Cases that fail are listed in ``known_failures.toml`` as ``fact language``; the list is strict: a case that passes must
leave it. To write it anew, after looking at what has come and gone:

    python -m tests.test_closures > known.toml && diff tests/known_failures.toml known.toml
    mv known.toml tests/known_failures.toml
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

import pytest

from koreacoop.assembly import Checker, assemble
from koreacoop.model import LANGUAGES, Entity, Fact, Item, Label, Sort, Stance, Verdict
from koreacoop.profiles import slots_of
from koreacoop.store import Store, default_pack, load
from koreacoop.world import World

pytestmark = pytest.mark.once

KNOWN = Path(__file__).parent / "known_failures.toml"
SHIFT = 7
DENIALS = {"en": "It is not true that {}.", "ar": "ليس صحيحا أن {}.", "ko": "{}는 것은 사실이 아니다."}
DOERS = {"country", "organisation", "alliance", "agency", "bank", "person", "office", "group"}
STRANGERS = {"country": "MNG"}  # of other kinds, the first of which nothing is recorded

STORE = load([default_pack()])


@dataclass(frozen=True)
class Case:
    """A fact's wording in one language, or another way in which the record says the same."""

    fact: Fact
    language: str
    told: str = ""

    @property
    def id(self) -> str:
        return f"{self.fact.id} {self.language}"

    @property
    def text(self) -> str:
        return self.told or self.fact.text[self.language]

    @property
    def otherwise(self) -> tuple[str, ...]:
        return self.fact.paraphrases.get(self.language, ())


CASES = [
    Case(fact, code) for fact in STORE.facts.values() if not fact.inferred for code in LANGUAGES if code in fact.text
]


# ------------------------------------------------------------------------------------------------------- what is asked


def is_supported_by_its_fact(case: Case, checker: Checker) -> bool:
    """Whether the wording reads back to the fact."""
    verdict = checker.check(case.text)
    return verdict.label is Label.SUPPORTED and case.fact.id in supporting(verdict)


def is_contradicted_in_no_paraphrase(case: Case, checker: Checker) -> bool:
    """Whether no other way in which the record says the same is contradicted by it."""
    return all(checker.check(text).label is not Label.CONTRADICTED for text in case.otherwise)


def supporting(verdict: Verdict) -> set[str]:
    """The facts that support a part of a claim."""
    return {e.fact for part in verdict.parts for e in part.evidence if e.stance is Stance.SUPPORTS}


def is_not_supported_in_another_year(case: Case, checker: Checker) -> bool:
    """Whether the wording with its year moved is not supported."""
    year = year_of(case)
    assert year is not None
    return checker.check(case.text.replace(year, str(int(year) + SHIFT))).label is not Label.SUPPORTED


def is_not_supported_of_a_stranger(case: Case, checker: Checker) -> bool:
    """Whether the wording told of a stranger is not supported; true where no stranger can take the subject's place."""
    claim = of_a_stranger(case, checker)
    return claim is None or checker.check(claim).label is not Label.SUPPORTED


def is_not_supported_with_another_count(case: Case, checker: Checker) -> bool:
    """Whether the wording with its count trebled is not supported."""
    count = count_of(case)
    assert count is not None
    moved = re.sub(rf"(?<!\d){count}(?!\d)", str(int(count) * 3), case.text)
    return checker.check(moved).label is not Label.SUPPORTED


def is_contradicted_when_denied(case: Case, checker: Checker) -> bool:
    """Whether the denied wording is contradicted; where the wording itself is not supported, only not supported."""
    said, denied = checker.check(case.text), checker.check(DENIALS[case.language].format(case.text.rstrip(".")))
    if said.label is Label.SUPPORTED and len(said.parts) == 1 and len(denied.parts) == 1:
        return denied.label is Label.CONTRADICTED
    return denied.label is not Label.SUPPORTED


def count_of(case: Case) -> str | None:
    """The fact's one count, if the wording holds it in figures."""
    counts = [count.quantity for count in case.fact.statement.counts]
    values = {str(count.low) for count in counts if count.is_point()}
    found = [value for value in values if len(counts) == 1 and re.search(rf"(?<!\d){value}(?!\d)", case.text)]
    return found[0] if found else None


def year_of(case: Case) -> str | None:
    """The first year of the fact's date, if the wording holds it."""
    year = re.match(r"\d{4}", case.fact.when_edtf)
    return year[0] if year and year[0] in case.text else None


def is_not_supported_of_another_party(case: Case, checker: Checker) -> bool:
    """Whether the wording with a stranger for one of the other parties is not supported."""
    claims = [put(case, checker, other, NEW[other.kind]) for other in others_of(case) if other.kind in NEW]
    return all(claim is None or checker.check(claim).label is not Label.SUPPORTED for claim in claims)


def is_not_supported_exchanged(case: Case, checker: Checker) -> bool:
    """Whether the wording with its parties exchanged is not supported."""
    claim = exchanged(case, checker)
    return claim is None or checker.check(claim).label is not Label.SUPPORTED


def is_not_supported_with_other_known_ones(case: Case, checker: Checker) -> bool:
    """Whether the wording with another recorded person, place, host … in a slot is not supported."""
    claims = [put(case, checker, old, new) for old, new in known_others(case)]
    return all(claim is None or checker.check(claim).label is not Label.SUPPORTED for claim in claims)


def is_not_supported_otherwise_with_known_ones(case: Case, checker: Checker) -> bool:
    """Whether neither is any other way in which the record says the same."""
    told = (replace(case, told=text) for text in case.otherwise)
    return all(is_not_supported_with_other_known_ones(one, checker) for one in told)


# ----------------------------------------------------------------------------------------------------------- strangers


def strangers(store: Store) -> dict[str, Entity]:
    """For each kind of entity one of which nothing is recorded."""
    said = [fact.statement for fact in store.facts.values()]
    known = {ref for s in said for refs in (s.subject, s.object, *s.qualifiers.values()) for ref in refs}
    linked = {ref for entity in store.entities.values() for refs in entity.links.values() for ref in refs}
    found: dict[str, Entity] = {}
    for entity in store.entities.values():
        if entity.id not in known | linked and entity.kind in ("person", "organisation", "city", "region"):
            found.setdefault(entity.kind, entity)
    return found | {kind: store.entities[ref] for kind, ref in STRANGERS.items()}


NEW = strangers(STORE)
WORLD = World(STORE.entities, STORE.relations, STORE.concepts, "KOR")
RECORDED: dict[str, set[str]] = defaultdict(set)
"""What stands in each slot of any fact."""
for recorded in STORE.facts.values():
    for name, held in slots_of(recorded).items():
        RECORDED[name].update(held)
KNOWN_ONES = {ref for refs in RECORDED.values() for ref in refs if ref in STORE.entities}


def subject_of(case: Case) -> Entity | None:
    """The one subject of a fact, if the wording names it and there is a stranger of its kind."""
    subject = STORE.entities.get(case.fact.statement.subject[0]) if len(case.fact.statement.subject) == 1 else None
    replaceable = subject is not None and subject.kind in NEW
    return subject if replaceable and any(name in case.text for name in subject.names[case.language]) else None


def of_a_stranger(case: Case, checker: Checker) -> str | None:
    """The wording with a stranger's name wherever the subject is mentioned; None if it is mentioned otherwise too."""
    subject = subject_of(case)
    return put(case, checker, subject, NEW[subject.kind]) if subject is not None else None


def put(case: Case, checker: Checker, known: Entity, other: Entity) -> str | None:
    """The wording with one entity's name wherever another is mentioned; None if that is mentioned otherwise too."""
    mentions = mentions_of(case, checker, known)
    return written(case, dict.fromkeys(mentions, other), dict.fromkeys(mentions, known)) if mentions else None


def known_others(case: Case) -> Iterator[tuple[Entity, Entity]]:
    """For each slot that names one entity: that, and another of its kind that no fact like this one has there."""
    slots = slots_of(case.fact)
    own = {ref for refs in slots.values() for ref in refs}
    for slot, refs in slots.items():
        old = STORE.entities.get(refs[0]) if len(refs) == 1 else None
        if old is None or not any(name in case.text for name in old.names[case.language]):
            continue
        taken = own | {ref for ref in RECORDED[slot] if _may_be_said(case.fact, slot, ref)}
        others = [STORE.entities[ref] for ref in sorted(KNOWN_ONES - taken)]
        others = [other for other in others if other.kind == old.kind and not _overlap(old, other)]
        if others:
            yield old, others[crc32(f"{case.id} {slot} {case.told}".rstrip().encode()) % len(others)]


def _may_be_said(fact: Fact, slot: str, ref: str) -> bool:
    """Whether a fact of this one's relation, or of one from which it follows, has something in the same slot."""
    alike = (one for one in STORE.facts.values() if ref in slots_of(one).get(slot, ()))
    return any(fact.statement.predicate in WORLD.implied(one.statement.predicate) for one in alike)


def _overlap(one: Entity, other: Entity) -> bool:
    return WORLD.overlap(one.id, other.id)


def mentions_of(case: Case, checker: Checker, entity: Entity) -> list[Item]:
    return [item for item in checker.read(case.text).items if entity.id in item.refs(Sort.ENTITY)]


def written(case: Case, new: dict[Item, Entity], old: dict[Item, Entity]) -> str | None:
    """The wording with other names in some mentions; None if one of them is not by name."""
    claim = case.text
    for item in sorted(new, key=lambda item: -item.start):
        name = replaced(item, old[item], new[item], case.language)
        if name is None:
            return None
        claim = claim[: item.start] + name + claim[item.end :]
    return claim


def others_of(case: Case) -> list[Entity]:
    """The other parties of a fact, and the places, hosts and offices in it, as far as the wording names them."""
    said = case.fact.statement
    refs = [*said.object, *(ref for held in said.qualifiers.values() for ref in held)]
    known = (STORE.entities[ref] for ref in dict.fromkeys(refs) if ref in STORE.entities and ref not in said.subject)
    return [entity for entity in known if any(name in case.text for name in entity.names[case.language])]


def exchanged(case: Case, checker: Checker) -> str | None:
    """The wording with its subject and its other party exchanged; None if it has not one of each, or no direction."""
    said = case.fact.statement
    others = [entity for entity in others_of(case) if entity.kind in DOERS]
    if not STORE.relations[said.predicate].directed or len(said.subject) != 1 or len(others) != 1:
        return None
    subject = STORE.entities.get(said.subject[0])
    if subject is None or subject.kind not in DOERS or (subject.kind, others[0].kind) == ("person", "office"):
        return None  # "the president is Yoon" says the same
    first, second = (mentions_of(case, checker, entity) for entity in (subject, others[0]))
    if len(first) != 1 or len(second) != 1 or first == second:
        return None
    old = {first[0]: subject, second[0]: others[0]}
    return written(case, {first[0]: others[0], second[0]: subject}, old)


def replaced(item: Item, subject: Entity, stranger: Entity, language: str) -> str | None:
    """A mention with the stranger's name in place of the subject's, particles and clitics kept."""
    for name in sorted(subject.names[language], key=len, reverse=True):
        if name in item.surface:
            return item.surface.replace(name, stranger.names[language][0])
    return None


# --------------------------------------------------------------------------------------------------------------- tests

Question = Callable[[Case, Checker], bool]
QUESTIONS: dict[str, tuple[Question, list[Case]]] = {
    "wording": (is_supported_by_its_fact, CASES),
    "year": (is_not_supported_in_another_year, [case for case in CASES if year_of(case)]),
    "count": (is_not_supported_with_another_count, [case for case in CASES if count_of(case)]),
    "denial": (is_contradicted_when_denied, CASES),
    "paraphrase": (is_contradicted_in_no_paraphrase, CASES),
    "stranger": (is_not_supported_of_a_stranger, [case for case in CASES if subject_of(case)]),
    "party": (is_not_supported_of_another_party, [case for case in CASES if others_of(case)]),
    "exchange": (is_not_supported_exchanged, [case for case in CASES if others_of(case)]),
    "known": (is_not_supported_with_other_known_ones, [case for case in CASES if any(known_others(case))]),
    "known otherwise": (is_not_supported_otherwise_with_known_ones, [case for case in CASES if case.otherwise]),
}


def known_failures() -> dict[str, list[str]]:
    """The listed cases by question."""
    return tomllib.loads(KNOWN.read_text("utf-8")) if KNOWN.exists() else {}


def parameters() -> Iterator[object]:
    """Every case of every question, the listed ones as expected failures."""
    failing = {(question, case) for question, cases in known_failures().items() for case in cases}
    for question, (_, cases) in QUESTIONS.items():
        for case in cases:
            marks = [pytest.mark.xfail(strict=True)] if (question, case.id) in failing else []
            yield pytest.param(question, case, marks=marks, id=f"{question} {case.id}")


@pytest.mark.parametrize(("question", "case"), list(parameters()))
def test_closure(question: str, case: Case, checker: Checker) -> None:
    holds, _ = QUESTIONS[question]
    assert holds(case, checker), case.text


def test_the_list_names_cases_that_there_are() -> None:
    known = {question: {case.id for case in cases} for question, (_, cases) in QUESTIONS.items()}
    assert [case for question, cases in known_failures().items() for case in cases if case not in known[question]] == []


def test_most_wordings_name_a_subject_that_can_be_replaced(checker: Checker) -> None:
    _, named = QUESTIONS["stranger"]
    assert len(named) > len(CASES) / 4
    assert len([case for case in named if of_a_stranger(case, checker)]) > len(named) * 0.9


def test_many_wordings_have_parties_to_exchange(checker: Checker) -> None:
    _, named = QUESTIONS["exchange"]
    assert len([case for case in named if exchanged(case, checker)]) > 50


def regenerate() -> None:
    """Print the list of cases that fail."""
    checker = assemble(STORE)
    for question, (holds, cases) in QUESTIONS.items():
        failing = [case.id for case in cases if not holds(case, checker)]
        print(f'"{question}" = [', *(f'  "{case}",' for case in failing), "]", sep="\n")


if __name__ == "__main__":
    regenerate()
