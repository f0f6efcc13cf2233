"""Quotations: which lines of a contract they show and which words they mark."""

from __future__ import annotations

from slacheck.audit.model import Citation
from slacheck.audit.place import Location
from slacheck.report.quote import REACH, quote
from slacheck.source.span import Source, Span
from tests.report.samples import ABSENT, SOLD, at


def shown(finding):
    """The quotation with its marks in brackets."""
    return [
        (line.number, "".join(f"[{one.text}]" if one.marked else one.text for one in line.pieces))
        for line in quote(finding)
    ]


def in_text(text, *marks):
    """A finding about the first of some words in a contract of its own, the others being evidence."""
    source = Source("x.yaml", text, "0" * 64)
    places = [at(words, "/a/b", source) for words in marks]
    return SOLD._replace(location=places[0], evidence=tuple(Citation(one, "") for one in places[1:]))


def test_quotes_the_entry_and_the_lines_of_the_evidence():
    """A list entry is quoted until the list goes back to the left; an empty line ends it, too."""
    assert shown(SOLD) == [
        (5, "  facts: {multi-user: [true]}"),
        (13, "    - [id: access-module]"),
        (14, "      name: Module Confidentialité+"),
        (15, "      price: {amount: 180, per: month}"),
        (16, "      delivers: [[role-based-access-control]]"),
    ]
    assert [line.number for line in quote(SOLD) if line.skipped] == [13]


def test_a_missing_thing_quotes_one_line():
    """Where a clause is absent, the nearest place is quoted, not all that follows it."""
    assert shown(ABSENT) == [(6, "[clauses]:")]


def test_overlapping_marks_are_one_after_the_other():
    """No word is quoted twice."""
    assert shown(in_text("alpha beta gamma\n", "alpha beta", "beta gamma", "beta")) == [
        (1, "[alpha beta][ gamma]")
    ]


def test_a_long_entry_is_cut():
    """At most twelve lines of an entry are quoted."""
    text = "- a: 1\n" + "".join(f"  k{index}: 1\n" for index in range(50))
    assert len(quote(in_text(text, "a: 1"))) == 12


def test_a_long_line_is_cut_around_the_words():
    """What is far from the words, and the middle of very long words, gives way to an ellipsis."""
    [line] = quote(in_text("x" * 5000 + "HERE" + "y" * 5000 + "\n", "HERE"))
    assert [one.marked for one in line.pieces] == [False, True, False]
    assert line.pieces[0].text == "…" + "x" * REACH
    assert line.pieces[2].text == "y" * REACH + "…"
    [line] = quote(in_text("z" * 5000, "z" * 5000))
    assert len(line.pieces[0].text) == REACH + 1


def test_the_words_between_two_marks_are_cut_in_the_middle():
    """Both ends of what stands between them are kept."""
    [line] = quote(in_text("HERE" + "x" * 5000 + "THERE\n", "HERE", "THERE"))
    assert [one.text[:4] for one in line.pieces] == ["HERE", "xxxx", "THER"]
    assert len(line.pieces[1].text) == REACH + 1


def test_evidence_of_another_file_is_not_quoted():
    """Only the contract of the finding is quoted."""
    other = Source("y.yaml", "other: 1\n", "1" * 64)
    finding = ABSENT._replace(evidence=(Citation(Location(Span(other, 0, 5), "/a/b"), ""),))
    assert shown(finding) == [(6, "[clauses]:")]


def test_an_empty_contract_has_an_empty_quotation():
    """A place without words is a line without marks."""
    source = Source("x.yaml", "", "0" * 64)
    assert shown(ABSENT._replace(location=Location(Span(source, 0, 0), ""), evidence=())) == [(1, "")]
