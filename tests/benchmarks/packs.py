"""Packs of any size in the format of the shipped one: names in three languages, dates, citations, made up by number."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_SYLLABLES = ("ka", "vo", "ri", "mel", "ta", "sun", "do", "bar", "ne", "lio", "ga", "pur", "zi", "hon", "fe", "mar")
_ARABIC = ("كا", "فو", "ري", "مل", "تا", "سن", "دو", "بر", "ني", "ليو", "غا", "بور", "زي", "هن", "في", "مر")
_KOREAN = ("카", "보", "리", "멜", "타", "순", "도", "발", "네", "료", "가", "풀", "지", "혼", "페", "말")
_RELATIONS = {
    "joined": ("join", "انضم/ينضم", "가입"),
    "hosted": ("host", "استضاف/يستضيف", "개최"),
    "funded": ("fund", "مول/يمول", "지원"),
    "visited": ("visit", "زار/يزور", "방문"),
}
_IN_SENTENCES = {
    "joined": ("joined", "انضمت إلى", "가입했다"),
    "hosted": ("hosted", "استضافت", "개최했다"),
    "funded": ("funded", "مولت", "지원했다"),
    "visited": ("visited", "زارت", "방문했다"),
}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
_IN_SOURCE = 2000
"""Facts that cite one source."""


def make(folder: Path, facts: int) -> Path:
    """A pack of so many facts about a fiftieth as many entities."""
    for name in ("entities", "relations", "concepts", "statements", "seeds"):
        (folder / name).mkdir(parents=True)
    entities = max(40, facts // 50)
    _write(folder / "entities" / "a.toml", (entity(number) for number in range(entities)))
    _write(folder / "relations" / "a.toml", map(_relation, _RELATIONS))
    words = 'en = ["member"]\nar = ["عضو"]\nko = ["회원"]'
    _write(folder / "concepts" / "a.toml", [f'[[concept]]\nid = "member"\ngloss = "one who belongs"\n{words}\n'])
    rows = (fact(number, entities) for number in range(facts))
    with (folder / "statements" / "a.jsonl").open("w", encoding="utf-8") as stream:
        sources = []
        quotes: list[str] = []
        for number, row in enumerate(rows, 1):
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            quotes.append(row["citation"][0]["quote"])
            if number % _IN_SOURCE == 0 or number == facts:
                sources.append(_source(folder, row["citation"][0]["source"], quotes))
                quotes = []
    _write(folder / "sources.toml", sources)
    return folder


def names(number: int) -> tuple[str, str, str]:
    """The name of an entity in English, Arabic and Korean."""
    digits = [number // 4096 % 16, number // 256 % 16, number // 16 % 16, number % 16, (number * 7 + 3) % 16]
    english = "".join(_SYLLABLES[digit] for digit in digits).capitalize()
    arabic = "".join(_ARABIC[digit] for digit in digits)
    korean = "".join(_KOREAN[digit] for digit in digits)
    return f"{english}ia", f"{arabic}يا", f"{korean}국"


def entity(number: int) -> str:
    """The table of an entity."""
    english, arabic, korean = names(number)
    kind = "country" if number % 4 == 0 else "organisation"
    return (
        f'[[entity]]\nid = "e{number}"\nkind = "{kind}"\n'
        f'names.en = ["{english}", "Body of {english}"]\nnames.ar = ["{arabic}", "هيئة {arabic}"]\n'
        f'names.ko = ["{korean}", "{korean} 기구"]\n'
    )


def _relation(name: str) -> str:
    english, arabic, korean = _RELATIONS[name]
    return (
        f'[[relation]]\nid = "{name}"\naspect = "event"\nsingle = ["when"]\n'
        f'label.en = "{name}"\nlabel.ar = "{arabic}"\nlabel.ko = "{korean}"\n'
        f'cues.en = ["{english}"]\ncues.ar = ["{arabic}"]\ncues.ko = ["{korean}"]\n'
    )


def parts(number: int, entities: int) -> tuple[int, str, int, int]:
    """Subject, relation, object and year of a fact; every third is about the first entity."""
    subject = 0 if number % 3 == 0 else (number * 31 + 7) % entities
    other = (number * 17 + 11) % entities
    relation = list(_RELATIONS)[number % 4]
    return subject, relation, other if other != subject else (other + 1) % entities, 1900 + (number * 13) % 120


def claim(number: int, entities: int, wrong: bool = False) -> str:
    """A claim in English: what a fact says, or with another year."""
    subject, relation, other, year = parts(number, entities)
    verb = _IN_SENTENCES[relation][0]
    return f"{names(subject)[0]} {verb} {names(other)[0]} in {year + wrong}"


def fact(number: int, entities: int) -> dict[str, Any]:
    """The object of a fact."""
    subject, relation, other, year = parts(number, entities)
    english, arabic, korean = _IN_SENTENCES[relation]
    one, two = names(subject), names(other)
    month = number % 10
    text = f"{one[0]} {english} {two[0]} in {_MONTHS[month]} {year}."
    return {
        "id": f"f{number:07}",
        "subject": f"e{subject}",
        "predicate": relation,
        "object": f"e{other}",
        "when": f"{year}-{month + 1:02}",
        "text": {
            "en": text,
            "ar": f"{one[1]} {arabic} {two[1]} في {year}.",
            "ko": f"{one[2]}은 {year}년에 {two[2]}에 {korean}.",
        },
        "citation": [{"source": f"s{number // _IN_SOURCE}", "quote": f"({number}) {text}"}],
    }


def _source(folder: Path, name: str, quotes: list[str]) -> str:
    data = "\n".join(quotes).encode()
    (folder / "seeds" / f"{name}.txt").write_bytes(data)
    titles = "\n".join(f'title.{code} = "{name}"' for code in ("en", "ar", "ko"))
    digest = hashlib.sha256(data).hexdigest()
    return f'[[source]]\nid = "{name}"\nfile = "{name}.txt"\nsha256 = "{digest}"\nlanguage = "en"\n{titles}\n'


def _write(path: Path, tables: Iterator[str] | list[str]) -> None:
    with path.open("w", encoding="utf-8") as stream:
        for table in tables:
            stream.write(table + "\n")
