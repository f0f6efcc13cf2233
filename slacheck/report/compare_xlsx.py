"""A comparison of offers as an Excel workbook: figures, then clause by clause, with filters; questions with answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slacheck.report.compare import (
    LOWEST,
    METHOD,
    NOT_APPLICABLE,
    TITLE,
    cell_text,
    difference_text,
    figures,
    labels,
    summary,
)
from slacheck.report.tone import GOOD, STATUS_TONE
from slacheck.report.words import NOT_ADVICE
from slacheck.report.xlsx_sheets import Book, Column, Row, Toned, Value, titled
from slacheck.tongue import speak, worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.worksheet import Worksheet

    from slacheck.audit.compare import Comparison
    from slacheck.audit.model import ClauseRow
    from slacheck.tongue import Tongue

FIRST, EACH = 36, 34
"""How broad the names are, and each offer."""
QUESTIONS: Final = (
    Column(worded("Offer"), 28), Column("#", 6), Column(worded("Question"), 70), Column(worded("Line"), 7, "number"),
    Column(worded("Needed by"), 36, "code"), Column(worded("Answer"), 60, "input"),
)  # fmt: skip


def render(comparison: Comparison) -> bytes:
    """The whole workbook; files that could not be read stand on the first sheet."""
    tongue, names = speak(comparison.language), labels(comparison)
    book = Book(tongue(TITLE), comparison.version, comparison.today)
    _figures(book, comparison, names, tongue)
    _clauses(book, comparison, names, tongue)
    _questions(book, comparison, names, tongue)
    return book.saved()


def _columns(first: str, names: list[str]) -> list[Column]:
    return [Column(first, FIRST), *(Column(name, EACH) for name in names)]


def _figures(book: Book, comparison: Comparison, names: list[str], tongue: Tongue) -> None:
    columns = _columns(tongue("Offer"), names)
    warnings = [
        tongue("Not alike: {difference}", difference=difference_text(one, names, tongue))
        for one in comparison.differences
    ]
    sheet = book.sheet(tongue("Offers"))
    lines = [tongue(TITLE), *([summary(comparison)] if names else []), *warnings]
    top = book.heading(sheet, lines, columns)
    below = book.table(sheet, top, columns, _figure_rows(comparison, tongue)) + 1
    for file in comparison.unreadable:
        book.plain(sheet, below, 0, tongue("Not compared: {file}", file=file.file), "tone-error")
        for problem in file.problems:
            below += 1
            book.plain(sheet, below, 0, f"{problem.span or ''}: {problem.message}", "lead")
        below += 2
    for line in (METHOD, NOT_ADVICE):
        book.broad(sheet, below, tongue(line), columns, "note")
        below += 1
    _digests(book, sheet, below, comparison)


def _digests(book: Book, sheet: Worksheet, below: int, comparison: Comparison) -> None:
    """What it rests on."""
    digests = [(one.report.file, one.report.sha256) for one in comparison.bids]
    digests += [(f"{one.id} {one.version}", one.sha256) for one in comparison.packs]
    for row, (name, digest) in enumerate(digests, below):
        book.plain(sheet, row, 0, name, "lead")
        book.plain(sheet, row, 1, digest, "code-plain")


def _figure_rows(comparison: Comparison, tongue: Tongue) -> Iterator[Row]:
    bids = comparison.bids
    yield (tongue("contract"), *(bid.report.title for bid in bids))
    yield (tongue("file"), *(bid.report.file for bid in bids))
    yield (tongue("status"), *(tongue(bid.report.status) for bid in bids))
    for figure in figures(comparison):
        cells: list[Value] = [
            Toned(f"{cell} ({tongue(LOWEST)})", GOOD) if place in figure.marked else _number(cell)
            for place, cell in enumerate(figure.cells)
        ]
        yield (figure.name, *cells)


def _number(cell: str) -> Value:
    """A count as a number, so that it can be reckoned with."""
    return int(cell) if cell.isascii() and cell.isdigit() else cell


def _clauses(book: Book, comparison: Comparison, names: list[str], tongue: Tongue) -> None:
    """The table of clauses; a filter on the last column leaves those that tell the offers apart."""
    kind, differ = Column(tongue("Kind"), 28, "code"), Column(tongue("Offers differ"), 12)
    columns = [*_columns(tongue("Clause"), names), kind, differ]
    rows: Iterator[Row] = (
        (
            row.name,
            *(_standing(cell, tongue) for cell in row.cells),
            row.clause,
            tongue("yes") if row.differs else tongue("no"),
        )
        for row in comparison.rows
    )
    sheet = book.sheet(tongue("Clauses"))
    top = book.heading(sheet, [tongue("The baseline, clause by clause")], columns)
    book.table(sheet, top, columns, rows)


def _standing(cell: ClauseRow | None, tongue: Tongue) -> Value:
    if cell is None:
        return tongue(NOT_APPLICABLE)
    line = f"\n{tongue('line {number}', number=cell.location.span.line)}" if cell.location else ""
    return Toned(f"{cell_text(cell, tongue)}{line}", STATUS_TONE[cell.status])


def _questions(book: Book, comparison: Comparison, names: list[str], tongue: Tongue) -> None:
    rows: Iterator[Row] = (
        (name, number, asked.text, asked.location.span.line, ", ".join(rules), None)
        for name, bid in zip(names, comparison.bids, strict=True)
        for number, (asked, rules) in enumerate(bid.report.questions().items(), 1)
    )
    columns = titled(QUESTIONS, tongue)
    sheet = book.sheet(tongue("Questions"))
    top = book.heading(sheet, [tongue("Questions for the suppliers")], columns)
    book.table(sheet, top, columns, rows)
