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
from slacheck.report.xlsx_sheets import Book, Column, Row, Toned, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.worksheet import Worksheet

    from slacheck.audit.compare import Comparison
    from slacheck.audit.model import ClauseRow

FIRST, EACH = 36, 34
"""How broad the names are, and each offer."""
QUESTIONS: Final = (
    Column("Offer", 28), Column("#", 6), Column("Question", 70), Column("Line", 7, "number"),
    Column("Needed by", 36, "code"), Column("Answer", 60, "input"),
)  # fmt: skip


def render(comparison: Comparison) -> bytes:
    """The whole workbook; files that could not be read stand on the first sheet."""
    book = Book(TITLE, comparison.version, comparison.today)
    names = labels(comparison)
    _figures(book, comparison, names)
    _clauses(book, comparison, names)
    _questions(book, comparison, names)
    return book.saved()


def _columns(first: str, names: list[str]) -> list[Column]:
    return [Column(first, FIRST), *(Column(name, EACH) for name in names)]


def _figures(book: Book, comparison: Comparison, names: list[str]) -> None:
    columns = _columns("Offer", names)
    warnings = [f"Not alike: {difference_text(one, names)}" for one in comparison.differences]
    sheet = book.sheet("Offers")
    lines = [TITLE, *([summary(comparison)] if names else []), *warnings]
    top = book.heading(sheet, lines, columns)
    below = book.table(sheet, top, columns, _figure_rows(comparison)) + 1
    for file in comparison.unreadable:
        book.plain(sheet, below, 0, f"Not compared: {file.file}", "tone-error")
        for problem in file.problems:
            below += 1
            book.plain(sheet, below, 0, f"{problem.span or ''}: {problem.message}", "lead")
        below += 2
    _foot(book, sheet, below, comparison, columns)


def _foot(book: Book, sheet: Worksheet, below: int, comparison: Comparison, columns: list[Column]) -> None:
    """How to read it, and what it rests on."""
    for line in (METHOD, NOT_ADVICE):
        book.broad(sheet, below, line, columns, "note")
        below += 1
    digests = [(one.report.file, one.report.sha256) for one in comparison.bids]
    digests += [(f"{one.id} {one.version}", one.sha256) for one in comparison.packs]
    for name, digest in digests:
        book.plain(sheet, below, 0, name, "lead")
        book.plain(sheet, below, 1, digest, "code-plain")
        below += 1


def _figure_rows(comparison: Comparison) -> Iterator[Row]:
    bids = comparison.bids
    yield ("contract", *(bid.report.title for bid in bids))
    yield ("file", *(bid.report.file for bid in bids))
    yield ("status", *(bid.report.status for bid in bids))
    for figure in figures(comparison):
        cells: list[Value] = [
            Toned(f"{cell} ({LOWEST})", GOOD) if place in figure.marked else _number(cell)
            for place, cell in enumerate(figure.cells)
        ]
        yield (figure.name, *cells)


def _number(cell: str) -> Value:
    """A count as a number, so that it can be reckoned with."""
    return int(cell) if cell.isascii() and cell.isdigit() else cell


def _clauses(book: Book, comparison: Comparison, names: list[str]) -> None:
    """The table of clauses; a filter on the last column leaves those that tell the offers apart."""
    columns = [*_columns("Clause", names), Column("Kind", 28, "code"), Column("Offers differ", 12)]
    rows: Iterator[Row] = (
        (row.name, *map(_standing, row.cells), row.clause, "yes" if row.differs else "no")
        for row in comparison.rows
    )
    sheet = book.sheet("Clauses")
    book.table(sheet, book.heading(sheet, ["The baseline, clause by clause"], columns), columns, rows)


def _standing(cell: ClauseRow | None) -> Value:
    if cell is None:
        return NOT_APPLICABLE
    line = f"\nline {cell.location.span.line}" if cell.location else ""
    return Toned(f"{cell_text(cell)}{line}", STATUS_TONE[cell.status])


def _questions(book: Book, comparison: Comparison, names: list[str]) -> None:
    rows: Iterator[Row] = (
        (name, number, asked.text, asked.location.span.line, ", ".join(rules), None)
        for name, bid in zip(names, comparison.bids, strict=True)
        for number, (asked, rules) in enumerate(bid.report.questions().items(), 1)
    )
    sheet = book.sheet("Questions")
    book.table(sheet, book.heading(sheet, ["Questions for the suppliers"], QUESTIONS), QUESTIONS, rows)
