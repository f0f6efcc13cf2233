"""The findings as CSV: read back by a parser of CSV, inert in a spreadsheet."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slacheck.report.csv_sheet import LONGEST, Row, render
from tests.report.samples import (
    ABSENT,
    CONTRACT,
    EMPTY,
    FULL,
    GOVERNED,
    PASSED,
    SINGLE,
    SOLD,
    hostile,
    many_absent,
    report,
)
from tests.report.test_formats import HOSTILE

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def rows(run, **options):
    text = render(run)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text[1:], newline=""), strict=True, **options))


def test_there_is_a_row_for_each_finding_and_each_problem():
    """What cannot be read comes first, with its line as far as it has one."""
    found = rows(FULL)
    assert [row["outcome"] for row in found] == [
        "unreadable",
        "unreadable",
        "broken",
        "gap",
        "gap",
        "unknown",
    ]
    assert [row["line"] for row in found] == ["2", "", "1", "13", "6", "19"]
    assert {row["checked_on"] for row in found} == {"2026-11-22"}


def test_a_row_says_whether_it_counts():
    """Expired waivers stand in their own file."""
    expired, waived, fresh, known, *_ = rows(GOVERNED)
    assert (expired["file"], expired["line"], expired["standing"]) == ("slacheck-waivers.yaml", "3", "")
    assert (waived["standing"], waived["waived_until"], waived["approved_by"]) == (
        "waived", "2027-06-30", "Jane Doe, CISO",
    )  # fmt: skip
    assert (waived["ticket"], waived["waiver_reason"][:10]) == ("RISK-12", "The module")
    assert (fresh["standing"], known["standing"], known["known_since"]) == ("new", "known", "2026-01-15")


def test_a_row_holds_what_a_reader_of_the_table_acts_on():
    sold, absent, asked = rows(SINGLE)[1:]
    assert sold["contract"] == "payroll"
    assert sold["supplier"] == "PaieNet NV"
    assert sold["proposed_wording"] == SOLD.wording
    assert sold["anchors"] == "GDPR Art. 32(1) (binding) | MVSP 2.1 (standard, not verified)"
    assert sold["evidence"].startswith("`access-module` delivers it (line 16) | ")
    assert (sold["path"], sold["missing"]) == ("/pricing/options/0", "")
    assert (absent["path"], absent["missing"]) == ("/clauses/escalation-path", "yes")
    assert asked["questions"] == "What does silence on the offer mean? | Is the customer a financial entity?"
    assert asked["instead"] == ""


def test_an_empty_run_is_a_head():
    assert render(EMPTY) == "\ufeff" + ",".join(Row._fields) + "\r\n"


def test_every_line_ends_as_rfc_4180_says():
    text = render(FULL)
    assert text.count("\r\n") == text.count("\n") == text.count("\r") == 7


def test_what_passed_is_a_row_where_the_report_lists_it():
    [row] = rows(report(CONTRACT._replace(findings=(PASSED,))))
    assert (row["outcome"], row["why"], row["instead"]) == ("pass", "", "")


@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_is_a_formula(words):
    """Neither for a program that splits at commas, nor for one that splits at semicolons."""
    for run in (hostile(words), report(CONTRACT._replace(findings=(ABSENT._replace(message=words),)))):
        for row in rows(run):
            assert len(row) == len(Row._fields)
            assert not any(cell.startswith(FORMULA) for cell in row.values())
        for line in render(run)[1:].split("\r\n"):
            assert not any(cell.startswith(FORMULA) for cell in line.split(";"))


@given(st.text())
def test_any_text_is_one_cell(text):
    """Commas, quotes and line breaks included, and the row has as many cells as the head."""
    [row] = rows(report(CONTRACT._replace(findings=(SOLD._replace(message=text),))))
    assert None not in row
    assert row["fingerprint"] == SOLD.fingerprint
    assert row["message"].isprintable()
    plain = " ".join(text.split())
    if plain.isascii() and plain.isprintable() and not plain.startswith(FORMULA) and ";" not in plain:
        assert row["message"] == plain


def test_a_cell_fits_into_a_spreadsheet():
    """A longer text is cut where one can see it."""
    long = ABSENT._replace(message="word " * 10_000, wording="x" * 100_000)
    [row] = rows(report(CONTRACT._replace(findings=(long,))))
    assert len(row["message"]) <= LONGEST
    assert row["message"].endswith("word…")
    assert len(row["proposed_wording"]) == LONGEST


def test_many_findings_are_many_rows():
    assert len(rows(report(CONTRACT._replace(findings=many_absent(500))))) == 500
