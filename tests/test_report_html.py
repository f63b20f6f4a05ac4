"""The page of a scan: sound HTML, nothing from elsewhere, all text harmless; and how it looks and acts in a browser."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from koreacoop.assembly import Checker
from koreacoop.documents.formats import format_of
from koreacoop.findings import Scan, Totals
from koreacoop.model import Label
from koreacoop.rendering.markup import direction, isolated, text
from koreacoop.reports import View
from koreacoop.reports.html import Html
from koreacoop.scanning import Options, Scanner
from tests import browser
from tests.browser import Browser

ARTICLES = Path(__file__).parent / "articles"
NAMES = ("en.md", "ar.html", "ko.txt")
VOID = {"meta", "input", "br"}

Make = Callable[..., str]


@pytest.fixture(scope="module")
def scanner(checker: Checker) -> Scanner:
    return Scanner(checker, Options())


@pytest.fixture(scope="module")
def make(checker: Checker) -> Make:
    """A page of scans."""

    def made(*scans: Scan, view: View | None = None) -> str:
        report = Html(checker.store, view or View(frozenset({Label.CONTRADICTED})))
        totals = Totals()
        lines = list(report.begin())
        for scan in scans:
            totals.add(scan)
            lines += report.file(scan)
        return "\n".join([*lines, *report.close(totals)]) + "\n"

    return made


@pytest.fixture(scope="module")
def scans(scanner: Scanner) -> dict[str, Scan]:
    return {name: scanner.scan(name, (ARTICLES / name).read_text("utf-8"), format_of(name)) for name in NAMES}


@pytest.fixture(scope="module")
def page(make: Make, scans: dict[str, Scan]) -> str:
    return make(*scans.values())


class Tree(HTMLParser):
    """Elements with their attributes, ancestors and text; complains of what is not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[dict[str, Any]] = []
        self.open: list[dict[str, Any]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), attrs
        row = {"tag": tag, "text": "", "above": [other["tag"] for other in self.open], **dict(attrs)}
        self.rows.append(row)
        if tag not in VOID:
            self.open.append(row)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()["tag"] == tag

    def handle_data(self, data: str) -> None:
        for row in self.open:
            row["text"] += data

    def having(self, name: str) -> list[dict[str, Any]]:
        return [row for row in self.rows if name in (row.get("class") or "").split()]

    def tags(self, name: str) -> list[dict[str, Any]]:
        return [row for row in self.rows if row["tag"] == name]


# ------------------------------------------------------------------------------------------------------------ the page


def test_it_is_well_formed_and_its_references_lead_somewhere(page: str) -> None:
    tree = Tree(page)
    ids = [row["id"] for row in tree.rows if "id" in row]
    assert len(ids) == len(set(ids))
    for row in tree.rows:
        for name in ("aria-describedby", "aria-details", "aria-labelledby"):
            assert row.get(name) in (None, *ids)
        if row["tag"] == "a":
            assert row["href"].removeprefix("#") in ids
        if row["tag"] in ("div", "p", "aside", "blockquote", "ul", "figure"):
            assert not {"p", "mark", "span", "bdi"} & set(row["above"]), row
    assert {"header", "main", "article", "h1", "title"} <= {row["tag"] for row in tree.rows}
    assert page.startswith("<!DOCTYPE html>\n") and '<meta charset="utf-8">' in page


def test_nothing_comes_from_elsewhere_and_the_policy_lets_its_own_script_run(page: str) -> None:
    tree = Tree(page)
    assert not [row for row in tree.rows if "src" in row or row["tag"] in ("link", "img", "iframe", "object")]
    assert not re.search(r"https?:|url\(|@import|\bon\w+=", page)
    policy = next(row["content"] for row in tree.tags("meta") if row.get("http-equiv"))
    script = tree.tags("script")[0]["text"]
    assert f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy


def test_all_sentences_are_marked_and_each_has_its_note(page: str, scans: dict[str, Scan]) -> None:
    tree = Tree(page)
    sentences = [sentence for scan in scans.values() for sentence in scan.sentences]
    claims, notes = tree.having("claim"), tree.having("note")
    assert [row["class"].split()[1] for row in claims] == [sentence.verdict.label.value for sentence in sentences]
    assert [row["class"].split()[1] for row in notes] == [sentence.verdict.label.value for sentence in sentences]
    assert all(row["tabindex"] == "0" for row in claims)
    signs = {"supported": "✓", "contradicted": "✗", "unknown": "?"}
    assert all(row["text"].startswith(signs[row["class"].split()[1]]) for row in claims)


def test_headings_lists_and_quotations_are_such(page: str) -> None:
    tree = Tree(page)
    assert [row["text"] for row in tree.tags("h3")][:2] == ["From recipient to donor", "A wide network"]
    assert "South Korea is a member of UNESCO." in next(
        row["text"] for row in tree.having("block") if row["tag"] == "li"
    )
    quoted = tree.having("quoted")[0]
    assert "an old pamphlet" in quoted["text"] and "mark" not in quoted["text"]
    assert [row["text"] for row in tree.having("hole")] == ["embassies.csv"]


def test_what_conflicts_is_marked_and_what_is_recorded_stands_beside_it(page: str) -> None:
    tree = Tree(page)
    words = [(row["text"], row["class"]) for row in tree.having("words")]
    assert ("1993", "words") in words and ("Japan", "words") in words and ("일본은", "words") in words
    recorded = [row["text"] for row in tree.having("recorded")]
    assert recorded[:2] == ["recorded: 1991", "recorded: South Korea"]
    assert len(words) == len(recorded) == 15


def test_each_block_and_quotation_tells_its_language_and_direction(page: str) -> None:
    tree = Tree(page)
    for row in tree.tags("blockquote"):
        if "quoted" not in (row.get("class") or ""):
            assert (row["lang"], row["dir"]) == ("ar", "rtl")
    sides = {(row["lang"], row["dir"]) for row in tree.rows if row["tag"] in ("p", "h3") and "lang" in row}
    assert sides == {("en", "ltr"), ("ar", "rtl"), ("ko", "ltr")}
    assert [row["lang"] for row in tree.tags("h3")] == ["en", "en", "ar", "ar", "ko", "ko"]


def test_it_is_the_same_from_run_to_run(page: str, make: Make, scans: dict[str, Scan]) -> None:
    assert make(*scans.values()) == page


def test_what_is_shown_does_not_hang_on_the_verdicts_asked_for(page: str, make: Make, scans: dict[str, Scan]) -> None:
    assert make(*scans.values(), view=View(frozenset(Label))) == page


def test_wordings_in_the_language_asked_for(make: Make, scans: dict[str, Scan]) -> None:
    tree = Tree(make(scans["en.md"], view=View(frozenset(Label), language="ko")))
    facts = [row for row in tree.tags("p") if row.get("lang") == "ko"]
    assert any("유엔에 가입했다" in row["text"] for row in facts)


# ------------------------------------------------------------------------------------------------------------ harmless

HOSTILE = (
    '<script>alert(1)</script> & "quoted" South Korea joined the UN in 1993.\n\n\u202eSeoul\u2066 </style>\x07 \x1b[31m'
)


def test_what_an_article_says_is_text(make: Make, scanner: Scanner) -> None:
    tree = Tree(make(scanner.scan("<b>\u202e.txt", HOSTILE, "text")))
    assert len(tree.tags("script")) == len(tree.tags("style")) == 1
    assert not tree.tags("b")
    body = next(row["text"] for row in tree.rows if row["tag"] == "main")
    assert '<script>alert(1)</script> & "quoted"' in body
    controls = [row["text"] for row in tree.having("control")]
    assert set(controls) == {"<U+202E>", "<U+2066>", "<U+0007>", "<U+001B>"}


def test_controls_are_told_and_joiners_stay() -> None:
    assert text("a\u202eb") == 'a<span class="control">&lt;U+202E&gt;</span>b'
    assert text("a\u200cb<") == "a\u200cb&lt;"


def test_direction_is_that_of_most_letters() -> None:
    assert direction("القمة (NATO) في عام 2023") == "rtl"
    assert direction("“We are a bridge” (كوريا جسر)") == "ltr"
    assert direction("نص https://example.org/a/long/address في الجملة") == "rtl"
    assert direction("تقرير: South Korea والأمم المتحدة (UN)") == "rtl"
    assert (direction("2023"), direction("2023", "rtl")) == ("ltr", "rtl")
    assert isolated("unknown: “كوريا”, “اليابان”") == "unknown: “<bdi>كوريا</bdi>”, “<bdi>اليابان</bdi>”"


# ------------------------------------------------------------------------------------------------- what is passed over


def test_suppressed_known_and_unusable_comments_are_told(make: Make, scanner: Scanner) -> None:
    said = "South Korea joined the UN in 1993. <!-- koreacoop:ignore[KC101] as the source <b>has it</b> -->\n\n"
    said += "South Korea has 64 consulates.\n\n<!-- koreacoop:ignore[XX] -->\n"
    scan = scanner.scan("a.md", said, "markdown")
    known = tuple(replace(found, known="64" in found.words) for found in scan.findings)
    tree = Tree(make(replace(scan, findings=known)))
    assert [row["class"].split()[2] for row in tree.having("claim")] == ["passed", "passed"]
    assert "Suppressed: as the source <b>has it</b>" in tree.having("note")[0]["text"]
    assert "in the baseline" in tree.having("note")[1]["text"]
    assert "KC002" in tree.having("warnings")[0]["text"]
    assert "1 suppressed, 1 in the baseline, 1 warning" in tree.tags("table")[0]["text"]


def test_files_that_cannot_be_read_are_listed(make: Make) -> None:
    tree = Tree(make(Scan("<gone>.txt", error="no such file")))
    assert "<gone>.txt: no such file" in tree.tags("header")[0]["text"]


def test_an_empty_file_makes_a_page(make: Make, scanner: Scanner) -> None:
    assert "No sentence is contradicted." in make(scanner.scan("empty.txt", "", "text"))


# --------------------------------------------------------------------------------------------------------- in a browser

FOUND = browser.installed()
real = pytest.mark.skipif(FOUND is None, reason="no Chromium is installed")
# Contrast of all text against what is behind it: the least of each kind of element.
CONTRAST = """
(() => {
  const channel = value => (value /= 255) <= .03928 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4;
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => { const [r, g, b] = numbers(colour).map(channel); return .2126 * r + .7152 * g + .0722 * b; };
  const clear = colour => { const [,,, alpha = 1] = numbers(colour); return alpha === 0; };
  const ground = element => {
    for (; element; element = element.parentElement) {
      const colour = getComputedStyle(element).backgroundColor;
      if (!clear(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest("script")) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) poor.push([walker.currentNode.data.slice(0, 40), element.className, ratio]);
  }
  return poor;
})()
"""
VISIBLE = "[...document.querySelectorAll('.note')].filter(note => note.checkVisibility()).map(note => note.id)"
FOCUSED = "document.activeElement.id"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    assert FOUND is not None
    made = Browser(FOUND, tmp_path_factory.mktemp("profile"))
    yield made
    made.close()


@pytest.fixture
def shown(chromium: Browser, page: str, tmp_path: Path) -> Browser:
    """The page of the three articles, wide and light."""
    path = tmp_path / "report.html"
    path.write_text(page, encoding="utf-8")
    chromium.media()
    chromium.size(1280)
    chromium.call("Input.dispatchMouseEvent", type="mouseMoved", x=0, y=0)
    chromium.open(path)
    return chromium


def told(events: Sequence[dict[str, Any]]) -> list[Any]:
    """What the browser complained of, and what it asked the network for."""
    complaints = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
    asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    return [event for event in events if event["method"] in complaints] + [url for url in asked if url[:5] == "http:"]


@real
def test_the_browser_has_nothing_to_complain_of(shown: Browser) -> None:
    shown.press("Escape")
    assert told(shown.events) == []


@real
def test_directions_are_those_of_the_scripts(shown: Browser) -> None:
    sides = shown.value(
        "[...document.querySelectorAll('.text p[lang], .text h3')].map(e => [e.lang, getComputedStyle(e).direction])"
    )
    assert {tuple(pair) for pair in sides} == {("en", "ltr"), ("ar", "rtl"), ("ko", "ltr")}
    lists = shown.value("[...document.querySelectorAll('.text ul')].map(e => getComputedStyle(e).direction)")
    assert lists == ["ltr", "rtl", "ltr"]
    breaking = shown.value("getComputedStyle(document.querySelector('.text p[lang=ko]')).wordBreak")
    assert breaking == "keep-all"


@real
def test_the_sign_stands_at_the_begin_of_a_sentence_of_either_direction(shown: Browser) -> None:
    begins = (
        "(() => {{ const sign = document.querySelector('#{0} .sign').getBoundingClientRect();"
        " const said = document.querySelector('#{0} .body').getClientRects()[0]; return [sign.left, said.left]; }})()"
    )
    sign, said = shown.value(begins.format("f1s1"))
    assert sign < said
    sign, said = shown.value(begins.format("f2s1"))
    assert sign > said


@real
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["screen", "print"])
def test_text_has_contrast(shown: Browser, scheme: str, kind: str) -> None:
    shown.media(kind, prefers_color_scheme=scheme)
    for number in (1, 3, 5):
        shown.value(f"document.getElementById('f1s{number}').focus()")
        assert shown.value(CONTRAST) == []
    ground = shown.value("getComputedStyle(document.documentElement).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") is (scheme == "light" or kind == "print")


@real
@pytest.mark.parametrize("width", [360, 800, 1024, 1280, 1920])
def test_nothing_is_wider_than_the_window(shown: Browser, width: int) -> None:
    shown.size(width)
    shown.value("document.getElementById('f2s2').focus()")
    assert shown.value("document.documentElement.scrollWidth") == width
    box = shown.value(
        "(box => [box.left, box.right, box.bottom])(document.getElementById('f2n2').getBoundingClientRect())"
    )
    assert box[0] >= 0 and box[1] <= width and box[2] <= 900
    if width >= 1024:
        edges = "[...document.querySelectorAll('.top, main')].map(element => element.getBoundingClientRect().right)"
        assert max(shown.value(edges)) <= box[0]


@real
def test_the_note_does_not_cover_its_sentence_on_a_narrow_screen(shown: Browser) -> None:
    shown.size(360, 700)
    shown.value("document.querySelector('#f1 ~ nav li:last-child a').focus()")
    for number in range(1, 15):
        shown.press("Tab")
        places = f"['#f1s{number} .body', '#f1n{number}'].map(place => document.querySelector(place))"
        sentence, note = shown.value(f"{places}.map(e => e.getClientRects()[0]).map(box => [box.top, box.bottom])")
        assert sentence[0] >= 0
        assert sentence[1] <= note[0]


@real
def test_the_tab_key_goes_from_sentence_to_sentence_and_shows_its_note(shown: Browser) -> None:
    shown.value("document.querySelector('#f1 ~ nav li:last-child a').focus()")
    for number in (1, 2, 3):
        shown.press("Tab")
        assert shown.value(FOCUSED) == f"f1s{number}"
        assert shown.value(VISIBLE) == [f"f1n{number}"]
    shown.press("Escape")
    assert shown.value(VISIBLE) == []
    shown.press("Tab")
    assert shown.value(FOCUSED) == "f1s4"
    assert shown.value(VISIBLE) == ["f1n4"]


@real
def test_enter_goes_into_a_note_and_escape_back_and_out(shown: Browser) -> None:
    shown.value("document.getElementById('f1s3').focus()")
    shown.press("Enter")
    assert (shown.value(FOCUSED), shown.value(VISIBLE)) == ("f1n3", ["f1n3"])
    shown.press("Escape")
    assert (shown.value(FOCUSED), shown.value(VISIBLE)) == ("f1s3", ["f1n3"])
    shown.press("Escape")
    assert shown.value(VISIBLE) == []


@real
def test_a_link_to_a_sentence_shows_its_note(shown: Browser) -> None:
    shown.value("document.querySelector('tbody tr:nth-child(3) td a').click()")
    assert shown.value(FOCUSED) == "f3s2"
    assert shown.value(VISIBLE) == ["f3n2"]


@real
def test_the_note_of_the_sentence_under_the_pointer_shows_before_that_with_the_focus(shown: Browser) -> None:
    shown.value("document.getElementById('f1s3').focus()")
    shown.point("#f2s2 .body")
    assert shown.value(VISIBLE) == ["f2n2"]


@real
@pytest.mark.parametrize("label", ["contradicted", "unknown", "supported"])
def test_the_filter_leaves_out_what_is_not_asked_for(shown: Browser, label: str, scans: dict[str, Scan]) -> None:
    shown.value(f"document.getElementById('show-{label}').click()")
    count = sum(found.verdict.label.value == label for scan in scans.values() for found in scan.sentences)
    reached = "claims.filter(claim => claim.tabIndex === 0)"
    signed = "claims.filter(claim => claim.querySelector('.sign').checkVisibility())"
    for which in (reached, signed):
        claims = "(claims => %s.map(claim => claim.classList[1]))([...document.querySelectorAll('.claim')])"
        assert shown.value(claims % which) == [label] * count
    blocks = (
        "[...document.querySelectorAll('.block')].filter(b => b.checkVisibility() && !b.querySelector('.%s')).length"
    )
    assert shown.value(blocks % label) == 0


@real
def test_a_link_to_what_the_filter_hides_takes_it_off(shown: Browser) -> None:
    shown.value("document.getElementById('show-supported').click()")
    shown.value("document.querySelector('tbody tr:nth-child(3) td a').click()")
    assert shown.value("document.getElementById('show-all').checked") is True
    assert (shown.value(FOCUSED), shown.value(VISIBLE)) == ("f3s2", ["f3n2"])


@real
def test_on_paper_all_notes_show_with_their_numbers(shown: Browser) -> None:
    shown.media("print")
    assert shown.value(VISIBLE + ".length") == shown.value("document.querySelectorAll('.claim').length")
    numbers = "[...document.querySelectorAll('.claim .number')].every(n => n.checkVisibility() && n.textContent)"
    assert shown.value(numbers) is True
    assert shown.value("document.querySelector('.filter').checkVisibility()") is False
    assert len(shown.call("Page.printToPDF")["data"]) > 10_000


@real
def test_verdicts_are_told_apart_without_colour(shown: Browser) -> None:
    styles = "label => getComputedStyle(document.querySelector(`.claim.${label} .body`)).textDecorationStyle"
    labels = "['supported', 'contradicted', 'unknown']"
    assert shown.value(f"{labels}.map({styles})") == ["solid", "wavy", "dotted"]
    shown.media(forced_colors="active")
    assert shown.value("getComputedStyle(document.querySelector('.words')).outlineStyle") == "solid"


@real
def test_without_script_notes_show_and_the_filter_filters(shown: Browser, page: str, tmp_path: Path) -> None:
    path = tmp_path / "plain.html"
    path.write_text(re.sub(r"<script>.*</script>", "", page, flags=re.DOTALL), encoding="utf-8")
    shown.open(path, "#f1s3")
    shown.value("document.getElementById('f1s3').focus()")
    assert shown.value(VISIBLE) == ["f1n3"]
    shown.value("document.getElementById('show-unknown').click()")
    assert shown.value("document.querySelector('#f1s3 .sign').checkVisibility()") is False
