"""From a name to an entity, and to what is recorded about it."""

from __future__ import annotations

import pytest

from koreacoop.lookup import Directory, compact, concerned, facts_about, related
from koreacoop.store import Store
from koreacoop.world import World


@pytest.fixture(scope="module")
def directory(store: Store) -> Directory:
    return Directory(store)


@pytest.mark.parametrize(
    ("query", "entity"),
    [
        ("NATO", "NATO"),
        ("nato", "NATO"),
        ("N.A.T.O.", "NATO"),
        ("north atlantic treaty organization", "NATO"),
        ("the North-Atlantic Treaty Organization", "NATO"),
        ("الناتو", "NATO"),
        ("ناتو", "NATO"),
        ("나토", "NATO"),
        ("북대서양 조약 기구", "NATO"),
        ("Republic of Korea", "KOR"),
        ("ROK", "KOR"),
        ("대한민국", "KOR"),
        ("كوريا الجنوبية", "KOR"),
        ("كوريا الجنوبيه", "KOR"),
        ("سيول", "seoul"),
        ("سيئول", "seoul"),
        ("سول", "seoul"),
        ("Korean", "KOR"),
        ("kor", "KOR"),
    ],
)
def test_a_name_is_found_however_it_is_written(directory: Directory, query: str, entity: str) -> None:
    found = directory.find(query)
    assert [record.id for record in found.entities] == [entity]
    assert found.exact


def test_every_name_of_every_entity_leads_to_it(store: Store, directory: Directory) -> None:
    lost = [
        (entity.id, name)
        for entity in store.entities.values()
        for names in entity.names.values()
        for name in names
        if entity not in directory.find(name).entities
    ]
    assert lost == []


def test_a_capital_is_itself_first(directory: Directory) -> None:
    found = directory.find("Seoul")
    assert [entity.id for entity in found.entities] == ["seoul"]
    assert [entity.id for entity in found.also] == ["KOR"]


@pytest.mark.parametrize(("query", "entity"), [("NATOO", "NATO"), ("Stoltenbeg", "jens-stoltenberg")])
def test_a_misspelling_is_forgiven_and_told(directory: Directory, query: str, entity: str) -> None:
    found = directory.find(query)
    assert [record.id for record in found.entities] == [entity]
    assert not found.exact


def test_a_misspelling_of_two_names_is_not_guessed(directory: Directory) -> None:
    found = directory.find("Irah")  # Iran, Iraq
    assert found.entities == ()
    assert {"IRN", "IRQ"} <= {entity.id for entity in found.near}


@pytest.mark.parametrize("query", ["Atlantis-on-Sea", "qqqqq", "유령나라국"])
def test_nothing_is_found(directory: Directory, query: str) -> None:
    assert directory.find(query).entities == ()


def test_near_names_are_told(directory: Directory) -> None:
    assert "OECD" in [entity.id for entity in directory.find("OECDX1").near]


def test_compact() -> None:
    assert compact("The U.N.") == "un"
    assert compact("الأُمَم المتحدة") == compact("امم المتحده")


# --------------------------------------------------------------------------------------------------------------- facts


def test_facts_about_an_organisation(store: Store, world: World) -> None:
    assert "kor-joined-oecd" in [fact.id for fact in facts_about("OECD", store, world)]


def test_a_city_s_facts_are_its_country_s(store: Store, world: World) -> None:
    assert "busan-conference-held-november-2011" in [fact.id for fact in facts_about("KOR", store, world)]


def test_a_country_s_facts_are_not_its_continent_s(store: Store, world: World) -> None:
    assert "kor-joined-oecd" not in [fact.id for fact in facts_about("asia", store, world)]


def test_a_fact_concerns_its_slots(store: Store, world: World) -> None:
    for fact in store.facts.values():
        assert {*fact.statement.subject, *fact.statement.object} <= concerned(fact, world)


def test_related_entities_come_by_frequency(store: Store, world: World) -> None:
    others = [entity.id for entity in related("NATO", facts_about("NATO", store, world), store)]
    assert others[0] == "KOR"
    assert "NATO" not in others and len(set(others)) == len(others)
