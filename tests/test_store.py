"""Loading a pack: a sound one as it is, a broken one with every problem named.

``problems/`` is a gallery: ``sound/`` is a small pack without any problem, ``CODE.toml`` what to append to its files to
get the problem CODE, and at which record it is found.
"""

from __future__ import annotations

import ast
import random
import tomllib
from pathlib import Path

import pytest

import koreacoop
from koreacoop.errors import StoreError
from koreacoop.model import Origin, Problem
from koreacoop.quoting import Places
from koreacoop.store import Store, load
from koreacoop.validation import problems

GALLERY = Path(__file__).parent / "problems"
CASES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(GALLERY.glob("*.toml"))}


def spoiled(pack: Path, case: str) -> Store:
    """The sound pack with what the case appends."""
    for name, text in CASES[case]["append"].items():
        with (pack / name).open("a", encoding="utf-8") as stream:
            stream.write("\n" + text)
    return load([pack])


def test_the_sound_pack_has_no_problem(sound: Path) -> None:
    assert problems(load([sound])) == []


@pytest.mark.parametrize("code", CASES)
def test_a_problem_is_found_and_nothing_else(sound: Path, code: str) -> None:
    found = problems(spoiled(sound, code))
    assert [(problem.code, problem.origin.record) for problem in found] == [(code, CASES[code]["record"])]


def test_the_gallery_shows_every_problem() -> None:
    assert set(CASES) == codes_in_use()


def codes_in_use() -> set[str]:
    """The codes of all problems that the program can report: the constants that it gives to those who note them."""
    codes: set[str] = set()
    for path in Path(koreacoop.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                place = {"problem": 0, "Problem": 1, "_problem": 2}.get(name)
                if place is not None and isinstance(node.args[place], ast.Constant):
                    codes.add(str(node.args[place].value))
    return codes


def test_a_problem_says_where_it_is(sound: Path) -> None:
    (problem,) = problems(spoiled(sound, "bad-date"))
    assert problem.origin.path == str(sound / "statements" / "a.toml")
    assert "early 1990" in problem.message


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("quantities = 5\n", "quantities must be an array of tables"),
        ("quantities = [{ value = 'many', unit = 'union' }]\n", "value must be a number"),
        ("quantities = [{ min = 3, max = 2, unit = 'union' }]\n", "a quantity cannot be at least 3 and at most 2"),
        ("quantities = [{ value = 3 }]\n", "a quantity needs a unit"),
        ("ordinal = 'first'\n", "ordinal must be a whole number"),
        ("planned = 'yes'\n", "planned must be true or false"),
        ("when = 1990\n", "when must be a non-empty string"),
        ("inferred = ''\n", "inferred must give its grounds"),
        ("place = 3\n", "place must be a string or a list of strings"),
        ("text = 'b'\n", "text must be a table by language"),
    ],
)
def test_a_wrong_value_is_told(sound: Path, more: str, message: str) -> None:
    path = sound / "statements" / "a.toml"
    text = path.read_text("utf-8")
    if more.startswith("text"):
        text = "\n".join(line for line in text.splitlines() if not line.startswith("text."))
        text = text.replace("[[fact.citation]]", f"{more}[[fact.citation]]")
    elif more.startswith("when"):
        text = text.replace('when = "1990"\n', more)
    else:
        text = text.replace('predicate = "joined"\n', f'predicate = "joined"\n{more}')
    path.write_text(text, encoding="utf-8")
    assert message in [problem.message for problem in load([sound]).problems]


def test_a_fact_needs_a_subject_or_an_object(sound: Path) -> None:
    path = sound / "statements" / "a.toml"
    kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith(("subject", "object"))]
    path.write_text("\n".join(kept), encoding="utf-8")
    assert [problem.code for problem in load([sound]).problems] == ["bad-value"]


# ------------------------------------------------------------------------------------------- packs that cannot be read


def test_no_pack_here(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no fact pack here"):
        load([tmp_path])


def test_malformed_toml_is_told_with_its_place(sound: Path) -> None:
    (sound / "entities" / "a.toml").write_text("[[entity]]\nid = \n", encoding="utf-8")
    with pytest.raises(StoreError, match=r"entities/a\.toml: .*line 2"):
        load([sound])


def test_data_that_are_not_utf_8(sound: Path) -> None:
    (sound / "entities" / "a.toml").write_bytes(b"# \xff\n")
    with pytest.raises(StoreError, match=r"a\.toml: not UTF-8 at byte 2"):
        load([sound])


def test_a_source_that_is_not_utf_8(sound: Path) -> None:
    (sound / "seeds" / "a.txt").write_bytes(b"Alpha \xff")
    with pytest.raises(StoreError, match=r"a\.txt: not UTF-8 at byte 6"):
        load([sound])


def test_a_source_that_is_not_there(sound: Path) -> None:
    (sound / "seeds" / "a.txt").unlink()
    with pytest.raises(StoreError, match=r"a\.txt: No such file"):
        load([sound])


def test_a_table_that_is_no_array(sound: Path) -> None:
    (sound / "concepts" / "a.toml").write_text("[concept]\nid = 'a'\n", encoding="utf-8")
    with pytest.raises(StoreError, match=r"\[\[concept\]\] must be an array of tables"):
        load([sound])


def test_an_unknown_table_is_a_problem(sound: Path) -> None:
    with (sound / "concepts" / "a.toml").open("a", encoding="utf-8") as stream:
        stream.write("\n[[conecpt]]\nid = 'a'\n")
    assert [problem.code for problem in load([sound]).problems] == ["unknown-key"]


# ----------------------------------------------------------------------------------------------------- what is loaded


def test_packs_are_joined(sound: Path, store: Store) -> None:
    alone, both = load([store.root]), load([store.root, sound])
    assert set(both.facts) - set(alone.facts) == {"alpha-joined-union"}
    assert both.sources["a"].file == "a.txt" and both.topic == alone.topic


def test_quotes_are_found_where_they_stand(store: Store) -> None:
    for fact in store.facts.values():
        for cited in fact.citations:
            assert store.texts[cited.source][cited.start : cited.end] == cited.quote


def test_seeds_are_the_recorded_ones(store: Store) -> None:
    digests = [problem for problem in store.problems if problem.code == "digest"]
    assert digests == [] and len(store.texts) == 5


def test_the_topic_is_the_subject_of_most_facts(store: Store, sound: Path) -> None:
    assert store.topic == "KOR"
    assert load([sound]).topic == "alpha"


def test_problems_are_plain_values() -> None:
    problem = Problem(Origin("a.toml", "x"), "code", "message")
    assert problem == Problem(Origin("a.toml", "x"), "code", "message") and len({problem, problem}) == 1
    with pytest.raises(AttributeError):
        problem.code = "other"  # type: ignore[misc]


def test_quotations_are_found_in_long_texts_as_in_short_ones() -> None:
    made = random.Random(5)
    text = "".join(made.choice("ab و한 \n") for _ in range(30_000)) + "the end  of it, the end  of it"
    starts = [made.randrange(len(text) - 60) for _ in range(300)]
    quotes = [text[start : start + made.randrange(1, 60)] for start in starts]
    quotes += ["the end  of it", "end  of it, the end", " of it", "", " ", "nowhere in the text", text, text + " "]
    for quote in quotes:
        first = text.find(quote)
        second = text.find(quote, first + 1)
        assert Places(text).find(quote) == [place for place in (first, second if first >= 0 else -1) if place >= 0]
