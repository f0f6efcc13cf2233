"""The Markdown report, read back by a CommonMark parser with tables."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from slacheck.report.markdown import code, render, text
from tests.report.samples import CONTRACT, FULL, SINGLE, SOLD, hostile, many_absent, report
from tests.report.test_formats import HOSTILE

PARSER = MarkdownIt("commonmark").enable("table")


def tags(source):
    return set(re.findall(r"<([a-z0-9]+)", PARSER.render(source)))


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_text_becomes_no_markup(words):
    """No link, image or element comes from a contract; a mention is broken by an empty comment."""
    shown = PARSER.render(render(hostile(words)))
    assert not {"a", "img", "script", "b"} & set(re.findall(r"<([a-z0-9]+)", shown))
    assert "@somebody" not in re.sub(r"<code.*?</code>", "", shown, flags=re.DOTALL)


@pytest.mark.parametrize(
    "words",
    [
        "a | b",
        "*a* _b_",
        "`x`",
        "# no heading",
        "- no list",
        "+ no list",
        "1. no list",
        "12) none",
        "=== x",
        "~~a~~",
    ],
)
def test_a_text_is_shown_as_it_is(words):
    """What means something to Markdown is escaped, also at the beginning of a line."""
    shown = PARSER.render(text(words))
    assert re.sub(r"</?p>", "", shown).strip() == words


@pytest.mark.parametrize("words", ["a`b", "``", "`a", "a|b", "a\\b"])
def test_a_code_span_cannot_be_closed_from_inside(words):
    """The fence is longer than any run of backticks in it."""
    [cell] = re.findall(r"<code>(.*?)</code>", PARSER.render(f"| x |\n| --- |\n| {code(words)} |\n"))
    assert cell == words


def test_a_block_of_code_cannot_be_closed_from_inside():
    """A contract that quotes a fence stays inside the block."""
    shown = PARSER.render(render(hostile("``````")))
    blocks = re.findall(r"<pre><code[^>]*>(.*?)</code></pre>", shown, re.DOTALL)
    assert len(blocks) == 1 + 2 * 2
    assert all("``````" in block for block in blocks)


def test_every_table_is_a_table():
    """Contents, price and matrix are read as tables, each row as wide as its head."""
    shown = PARSER.render(render(FULL))
    assert shown.count("<table>") == 1 + 2 * 2
    for table in shown.split("<table>")[1:]:
        rows = [row.count("<td") + row.count("<th") for row in table.split("</table>")[0].split("<tr>")[1:]]
        assert len(set(rows)) == 1


def test_holds_the_whole_finding():
    """Message, place, quote, anchors, remedy and wording as a quotation."""
    shown = render(report(CONTRACT._replace(findings=(SOLD,))))
    assert "**1.1** Roles: sold as “Module Confidentialité+” for 180.00 EUR / month more" in shown
    assert "(`contracts/payroll.yaml:13:7`)" in shown
    assert "13 |     - id: access-module" in shown
    assert "- MVSP 2.1 (standard, not verified)" in shown
    assert "**Instead:** put it into the base service" in shown
    assert "> Le service permet au Client de définir des rôles." in shown


def test_remedies_that_differ_stand_with_their_findings():
    """None of them is lost in a group."""
    shown = render(report(CONTRACT._replace(findings=many_absent(5))))
    assert shown.count("**Instead:**") == 5


def test_questions_are_numbered():
    """The questions can be sent as they are."""
    shown = render(SINGLE)
    assert "1. What does silence on the offer mean? (line 19; needed by `silence-as-waiver`)" in shown
