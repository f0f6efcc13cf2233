"""The paper of documents for Word: A4 across, with headings, tables whose head is repeated, and a footer."""

from __future__ import annotations

from datetime import datetime
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Cm, Pt, RGBColor

from slacheck.report.docx_parts import (
    LOCALES,
    Controls,
    add_page_number,
    repeat_row,
    saved,
    set_language,
    set_letters,
    set_style,
    shade_cell,
)
from slacheck.report.plain import shortened, ticked
from slacheck.report.tally import SHORT
from slacheck.report.tone import TONES
from slacheck.report.words import NONE, TITLE
from slacheck.source.excerpt import prose
from slacheck.tongue import speak

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.document import Document as Doc
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

    from slacheck.audit.model import Report

LONGEST: Final = 8_000
"""A longer text is of no use in a cell that somebody edits."""
SANS, MONO = "Arial", "Courier New"
ACCENT, INK, SOFT = "1F3A5F", "1B1D21", "5A606B"
STATUS_PLACE: Final = 2
"""The column of the status, in the tables that have one."""


class Paper:
    """A document about one report, to which parts are added from top to bottom."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.tongue = speak(report.language)
        self.doc: Doc = Document()
        self.controls = Controls()
        self.setting()

    def saved(self) -> bytes:
        """The whole file; the same content gives the same bytes."""
        return saved(self.doc)

    def setting(self) -> None:
        """Paper, fonts, language, footer and properties."""
        section = self.doc.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21.0)
        section.left_margin = section.right_margin = Cm(1.6)
        section.top_margin, section.bottom_margin = Cm(1.6), Cm(1.5)
        self.font("Normal", 9)
        self.font("Title", 20, ACCENT)
        for level, size in ((1, 15), (2, 12), (3, 10)):
            self.font(f"Heading {level}", size, ACCENT)
        for name, points, colour in (("Soft", 8.0, SOFT), ("Quoted", 7.5, INK), ("Cell", 8.5, INK)):
            style: Any = self.doc.styles.add_style(name, 1)
            style.base_style = self.doc.styles["Normal"]
            self.font(name, points, colour, MONO if name == "Quoted" else SANS)
            style.paragraph_format.space_after = Pt(2 if name == "Cell" else 0)
        self.footer()
        report, properties = self.report, self.doc.core_properties
        day = datetime(report.today.year, report.today.month, report.today.day)  # noqa: DTZ001 - a day has no zone
        properties.title, properties.author = self.tongue(TITLE), "slacheck"
        properties.created = properties.modified = day
        properties.last_modified_by, properties.comments = "slacheck", ""
        properties.language = LOCALES[self.tongue.language]

    def font(self, name: str, size: float, colour: str = INK, family: str = SANS) -> None:
        """The letters of a style, and the language of its text."""
        style: Any = self.doc.styles[name]
        style.font.name, style.font.size = family, Pt(size)
        style.font.color.rgb = RGBColor.from_string(colour)
        set_letters(style, family)
        if name == "Normal":
            style.paragraph_format.space_after = Pt(4)
            set_language(style.element, self.tongue.language)

    def footer(self) -> None:
        """Which report it is, and the page of how many."""
        report = self.report
        digests = ", ".join(f"{one.file} sha256 {one.sha256[:SHORT]}" for one in report.contracts[:3])
        paragraph = self.doc.sections[0].footer.paragraphs[0]
        paragraph.style = self.doc.styles["Soft"]
        paragraph.add_run(
            f"slacheck {report.version}, {self.tongue.day(report.today)}. {one_line(digests)}  "
        )
        add_page_number(paragraph)

    def break_page(self) -> None:
        """What follows begins on a page of its own."""
        document: Any = self.doc
        document.add_page_break()

    def heading(self, text: str, level: int) -> None:
        """A heading; Word makes its outline from them."""
        self.doc.add_heading(one_line(text), level)

    def paragraph(self, text: str, style: str = "Normal") -> Paragraph:
        """A paragraph of one text."""
        return set_style(self.doc.add_paragraph(one_line(text)), style)

    def table(self, heads: Sequence[str], widths: Sequence[float]) -> Table:
        """A table whose head is repeated on each page."""
        table: Table = self.doc.add_table(rows=1, cols=len(heads))
        table.style = self.doc.styles["Table Grid"]
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        row = table.rows[0]
        for cell, head, width in zip(row.cells, heads, widths, strict=True):
            cell.width = Cm(width)
            shade_cell(cell, ACCENT)
            run = first_of(cell, "Cell").add_run(one_line(head))
            run.bold, run.font.color.rgb = True, RGBColor(255, 255, 255)
        repeat_row(row)
        return table

    def rows(self, table: Table, rows: Iterable[Sequence[str]], tones: Iterable[str] = ()) -> None:
        """Rows of texts; a tone shades the cell of the status."""
        widths = [column.width for column in table.columns]
        for row, tone in zip(rows, chain(tones, repeat("")), strict=False):
            cells = added_to(table).cells
            for cell, text, width in zip(cells, row, widths, strict=True):
                cell.width = width or Cm(2)
                first_of(cell, "Cell").add_run(one_line(text) or NONE)
            if tone:
                shade_cell(cells[STATUS_PLACE], TONES[tone].ground)

    def labelled(self, cell: _Cell, label: str, said: str, *, fresh: bool = False) -> Paragraph:
        """A paragraph that says what it is; a fresh cell's own paragraph is used up first."""
        empty = fresh and not cell.paragraphs[0].runs
        paragraph = first_of(cell, "Cell") if empty else below(cell, "Cell")
        run = paragraph.add_run(f"{label}{self.tongue(': ')}")
        run.bold = True
        run.font.color.rgb = RGBColor.from_string(SOFT)
        if said:
            paragraph.add_run(said)
        return paragraph


def one_line(text: str) -> str:
    """A text on one line that a document can hold."""
    return shortened(prose(text), LONGEST)


def say(paragraph: Paragraph, text: str) -> None:
    """A message with the words between backticks in the letters of code."""
    for part, is_code in ticked(one_line(text)):
        run = paragraph.add_run(part)
        if is_code:
            run.font.name = MONO


def first_of(cell: _Cell, style: str) -> Paragraph:
    """The paragraph that every cell has, in a style."""
    return set_style(cell.paragraphs[0], style)


def below(cell: _Cell, style: str) -> Paragraph:
    """A new paragraph in a cell."""
    return set_style(cell.add_paragraph(), style)


def added_to(table: Table) -> _Row:
    """A new row below the others."""
    growing: Any = table
    row: _Row = growing.add_row()
    return row
