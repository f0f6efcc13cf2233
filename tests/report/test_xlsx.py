"""The workbook: what a negotiator filters and fills in, and that a cell is a text or a number and nothing else."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from slacheck.report.issues import decisions
from slacheck.report.xlsx_book import ISSUES, render
from slacheck.report.xlsx_sheets import LONGEST, NAME
from slacheck.tongue import LANGUAGES, speak
from tests.report.samples import CLEAN, CONTRACT, FULL, GOVERNED, SINGLE, hostile, report

every_language = pytest.mark.parametrize("language", LANGUAGES)


def book(made):
    return load_workbook(BytesIO(made))


def head(sheet, first):
    """The row of a table's head, and its titles."""
    row = next(row for row in sheet.iter_rows() if row[0].value == first)
    return row[0].row, [cell.value for cell in row if cell.value is not None]


def test_has_a_summary_a_sheet_for_each_contract_questions_and_clauses():
    assert book(render(FULL)).sheetnames == ["Summary", "payroll", "payroll-agreed", "Questions", "Clauses"]


def test_the_summary_names_what_was_not_checked():
    texts = [cell.value for row in book(render(FULL))["Summary"].iter_rows() for cell in row]
    assert "Not checked: contracts/bad.yaml" in texts
    assert "2: the key `kind` stands here for the second time" in texts


@every_language
def test_the_decision_is_chosen_from_a_list(language):
    """Excel parts the words of a list by commas and takes no more than 255 characters."""
    words = list(decisions(speak(language)))
    assert not any("," in word or '"' in word for word in words)
    assert len(",".join(words)) <= 255
    sheet = book(render(SINGLE._replace(language=language)))["payroll"]
    (rule,) = sheet.data_validations.dataValidation
    top, titles = head(sheet, "#")
    place = titles.index(speak(language)("Decision")) + 1
    assert rule.type == "list"
    assert rule.formula1 == '"' + ",".join(words) + '"'
    (cells,) = rule.sqref.ranges
    assert (cells.min_row, cells.max_row) == (top + 1, top + 4)
    assert cells.min_col == cells.max_col == place
    assert {sheet.cell(row, place).value for row in range(top + 1, top + 5)} == {words[0]}
    coloured = [one.formula for ranges in sheet.conditional_formatting for one in ranges.rules]
    assert coloured == [[f'"{word}"'] for word in words[1:]]


def test_each_table_is_filtered_and_keeps_its_head_in_sight():
    made = book(render(SINGLE))
    sheet = made["payroll"]
    top, titles = head(sheet, "#")
    assert titles == [str(column.title) for column in ISSUES]
    assert sheet.auto_filter.ref == f"A{top}:O{top + 4}"
    assert sheet.freeze_panes == f"B{top + 1}"
    assert sheet.print_title_rows == f"${top}:${top}"
    assert all(one.page_setup.orientation == "landscape" for one in made.worksheets)


def test_lines_and_counts_are_numbers():
    """So that they can be sorted and added up."""
    made = book(render(SINGLE))
    top, titles = head(made["payroll"], "#")
    assert [made["payroll"].cell(top + n, titles.index("Line") + 1).value for n in (1, 2, 3, 4)] == [
        1,
        13,
        6,
        19,
    ]
    top, titles = head(made["Summary"], "Contract")
    assert [made["Summary"].cell(top + 1, n).value for n in range(5, 9)] == [2, 0, 0, 1]


def test_a_finding_of_another_file_names_it():
    sheet = book(render(GOVERNED))["payroll"]
    top, titles = head(sheet, "#")
    assert sheet.cell(top + 1, titles.index("Line") + 1).value == "slacheck-waivers.yaml:3"


@pytest.mark.parametrize(
    "words",
    [
        '=HYPERLINK("http://evil.example","x")',
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "http://evil.example",
        "{=A1}",
        "\t=1",
        "0123",
    ],
)
def test_no_cell_is_a_formula_a_link_or_a_number_that_was_a_text(words):
    for sheet in book(render(hostile(words))).worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert not [cell for cell in cells if cell.hyperlink]
        assert all(
            isinstance(cell.value, int) for cell in cells if cell.data_type == "n" and cell.value is not None
        )


@pytest.mark.parametrize(
    "name", ["a/b\\c:d*e?f[g]h", "'quoted'", "History", "", "x" * 100, "Summary", "QUESTIONS", "\u202e\x00"]
)
def test_any_name_of_a_contract_makes_a_sheet(name):
    """Excel refuses some signs, `History`, long names, and names that differ in their case alone."""
    made = book(render(report(*[CONTRACT._replace(id=name)] * 3, CLEAN)))
    names = made.sheetnames
    assert len({one.casefold() for one in names}) == len(names) == 7
    assert all(0 < len(one) <= NAME and not set(one) & set("[]:*?/\\") for one in names)
    assert "history" not in {one.casefold() for one in names}


def test_a_text_that_no_cell_can_hold_is_cut():
    values = [
        cell
        for sheet in book(render(hostile("word " * 20_000))).worksheets
        for row in sheet.values
        for cell in row
    ]
    longest = max(len(value) for value in values if isinstance(value, str))
    assert LONGEST - 10 < longest <= LONGEST


def test_two_hundred_contracts_have_two_hundred_sheets():
    made = book(render(report(*[CLEAN] * 200)))
    assert len(made.sheetnames) == 203
