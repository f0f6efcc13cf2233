"""The HTML page: self-contained, escaped, accessible."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from slacheck.report.html import render
from tests.report.samples import (
    ABSENT,
    CLEAN,
    CONTRACT,
    EMPTY,
    FULL,
    SINGLE,
    SOLD,
    UNSETTLED,
    hostile,
    many_absent,
    report,
)
from tests.report.test_formats import HOSTILE

VOID = {"meta", "br"}
KNOWN = set(
    "html head meta title style body header div h1 h2 h3 h4 h5 p time main section article nav ol ul li table caption "
    "thead tbody tr th td dl dt dd strong span code a figure mark blockquote pre footer br".split()
)


class Page(HTMLParser):
    """The elements of a page, checked for their nesting."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self):
        return " ".join("".join(self.words).split())


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_text_stays_text(words):
    """No element, attribute or template expression comes from a contract."""
    page = Page(render(hostile(words)))
    assert {tag for tag, _ in page.elements} <= KNOWN
    for _, attributes in page.elements:
        assert not [
            name for name in attributes if name.startswith("on") or name in ("src", "style", "srcdoc")
        ]
    assert all(one["href"].startswith("#") for one in page.all("a"))


def test_a_template_expression_is_shown():
    """What looks like the template language is not evaluated."""
    assert "{{ 7 * 7 }}" in Page(render(hostile("{{ 7 * 7 }}"))).text


def test_needs_nothing_else():
    """No script, no image, no address: the policy allows the style sheet of the page, by its digest, alone."""
    text = render(FULL)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    [policy] = [one for one in Page(text).all("meta") if one.get("http-equiv")]
    assert policy["content"].startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert "http:" not in text
    assert "https:" not in text
    assert "url(" not in text


@pytest.mark.parametrize(
    "run", [FULL, SINGLE, EMPTY, report(CLEAN)], ids=["full", "single", "empty", "clean"]
)
def test_each_table_speaks_for_itself(run):
    """Tables of data have a caption and scoped headings; ids are unique and every link and label finds its target."""
    page = Page(render(run))
    data = [one for one in page.all("table") if one.get("role") != "presentation"]
    assert len(data) == len(page.all("caption"))
    assert all(one.get("scope") in ("col", "row") for one in page.all("th"))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {one["href"][1:] for one in page.all("a")} <= set(ids)
    assert {one["aria-labelledby"] for one in page.all("section")} <= set(ids)


def test_says_in_which_language_things_are():
    """The page is English, the proposed wording is in the language of the contract."""
    page = Page(render(SINGLE))
    assert page.all("html") == [{"lang": "en"}]
    assert {one["lang"] for one in page.all("blockquote")} == {"fr"}


def test_tells_a_status_by_sign_and_word():
    """No status depends on its colour."""
    text = Page(render(SINGLE)).text
    for words in ("+ paid", "∅ absent", "◐ qualified", "? unknown", "✓ included"):
        assert words in text


def test_marks_the_words_that_count():
    """The quotation shows the entry of the contract with line numbers and marks what was read."""
    text = render(report(CONTRACT._replace(findings=(SOLD,))))
    assert "<mark>id: access-module</mark>" in text
    assert "<mark>role-based-access-control</mark>" in text
    assert '<td class="number">14</td><td>      name: Module Confidentialité+</td>' in text


def test_holds_what_a_lawyer_needs():
    """Reason, anchor with strength, wording, question, digests, date and the limits of the report are on the page."""
    text = Page(render(SINGLE)).text
    for words in (
        "The cheapest purchase is not fit for its purpose.",
        "GDPR Art. 32(1) binding",
        "MVSP 2.1 standard not verified",
        "Le service permet au Client de définir des rôles.",
        "What does silence on the offer mean?",
        "a" * 64,
        "d" * 64,
        "e" * 64,
        "2026-11-22",
        "It is not legal advice",
        "Manufacture SA",
        "1 rule broke: the check is incomplete; 2 gaps; 1 point is not settled",
    ):
        assert words in text


def test_a_wording_stands_once_and_is_linked():
    """A clause that two rules find refers to the first box."""
    again = ABSENT._replace(clause=SOLD.clause, wording=SOLD.wording)
    text = render(report(CONTRACT._replace(findings=(SOLD, again))))
    assert text.count("<blockquote") == 1
    assert '<a href="#c1-1.1">1.1</a>' in text


def test_nothing_checked_is_not_green():
    """A contract on which nothing applied has no good result; one without a gap says what that means."""
    assert "nothing was checked" in render(report(CLEAN._replace(counts={})))
    assert "no gap by the rules that applied" in render(report(CLEAN))


def test_many_contracts_have_a_table_of_contents():
    """Each contract and each unreadable file is linked from the top."""
    page = Page(render(FULL))
    assert {"#c1", "#c2", "#u1"} <= {one["href"] for one in page.all("a")}
    assert len(page.all("article")) == 2


def test_own_remedies_stand_with_their_findings():
    """Remedies that differ are not lost in a group; what is asked of the supplier stands with its finding."""
    findings = (*many_absent(2), UNSETTLED)
    text = Page(render(report(CONTRACT._replace(findings=findings)))).text
    assert "write that kind 0 is in the base service" in text
    assert "write that kind 1 is in the base service" in text
    assert text.count("Is the customer a financial entity?") == 2
