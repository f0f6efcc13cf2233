"""What workbooks are made of: sheets with a heading and a table that can be filtered, printed across.

A text in a cell is a text: none is a formula, a link or a number, whatever it begins with. The same content gives the
same bytes.
"""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from xlsxwriter import Workbook

from slacheck.report.plain import shortened
from slacheck.report.tone import TONES
from slacheck.report.words import NONE
from slacheck.source.excerpt import prose, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from slacheck.tongue import Tongue

LONGEST: Final = 32_000
"""A cell ends at 32,767 characters."""
NAME: Final = 31
"""So long is the name of a sheet at most."""
A4, A3 = 9, 8
"""Paper, by the numbers of Excel."""
POINTS: Final = 11.6
"""So high is a line of a cell."""
BROAD: Final = 120
"""So many characters wide is a sentence above a table."""
HIGHEST: Final = 409
"""A row is not higher."""
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
_TAKEN: Final = "history"
"""Excel keeps this name for itself."""


class Column(NamedTuple):
    """One column of a sheet."""

    title: str
    width: float
    """In digits."""
    style: str = "text"


def titled(columns: Iterable[Column], tongue: Tongue) -> list[Column]:
    """The columns with their titles in the language of the reader."""
    return [one._replace(title=tongue(one.title)) for one in columns]


class Toned(NamedTuple):
    """A text on the ground of its tone."""

    text: str
    tone: str


Value = str | int | Toned | None
Row = tuple[Value, ...]


class Book:
    """A workbook to which sheets are added from left to right."""

    def __init__(self, title: str, version: str, today: date) -> None:
        self._made = BytesIO()
        inert = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
        self.book = Workbook(self._made, {"in_memory": True, **inert})
        self.book.set_size(2600, 1600)
        created = datetime(today.year, today.month, today.day)  # noqa: DTZ001 - a day has no zone
        self.book.set_properties({"title": title, "author": "slacheck", "created": created})
        self._foot = f"&L&8slacheck {version}, {today.isoformat()}&C&8&A&R&8&P / &N"
        self._styles: dict[str, Format] = {}
        self._names: set[str] = set()

    def saved(self) -> bytes:
        """The whole file; nothing can be added after it."""
        self.book.close()
        return self._made.getvalue()

    def style(self, name: str) -> Format:
        """A format by its name, made once."""
        found = self._styles.get(name)
        if found is None:
            found = self._styles[name] = self.book.add_format(_style(name))
        return found

    def sheet(self, name: str, paper: int = A4) -> Worksheet:
        """A new sheet under a name that no other has."""
        sheet: Worksheet = self.book.add_worksheet(self._free_name(name))
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.6, 0.6)
        sheet.set_footer(self._foot)
        sheet.hide_gridlines(2)
        return sheet

    def _free_name(self, wanted: str) -> str:
        """The name of a sheet: no sign that it may not have, not too long, not given yet, whatever the case."""
        plain = _FORBIDDEN.sub(" ", prose(wanted)).strip(" '") or "-"
        name, number = plain[:NAME].strip(" '"), 1
        while name.casefold() in self._names or name.casefold() == _TAKEN:
            number += 1
            ending = f" ({number})"
            name = plain[: NAME - len(ending)].rstrip() + ending
        self._names.add(name.casefold())
        return name

    def heading(self, sheet: Worksheet, lines: Sequence[str], columns: Sequence[Column]) -> int:
        """A title and lines beneath it, over the first columns; returns the row where a table may begin."""
        sheet.write_string(0, 0, _text(lines[0]), self.style("title"))
        for number, line in enumerate(lines[1:], 1):
            self.broad(sheet, number, line, columns, "lead")
        return len(lines) + 1

    def broad(self, sheet: Worksheet, row: int, line: str, columns: Sequence[Column], style: str) -> None:
        """A sentence across the first columns, as high as it needs."""
        last, width = 0, columns[0].width
        while width < BROAD and last + 1 < len(columns):
            last += 1
            width += columns[last].width
        if last:
            sheet.merge_range(row, 0, row, last, "", self.style(style))
        sheet.write_string(row, 0, _text(line), self.style(style))
        sheet.set_row(row, _height([(line, Column("", width))]))

    def plain(self, sheet: Worksheet, row: int, place: int, line: str, style: str) -> None:
        """A text outside of tables."""
        sheet.write_string(row, place, _text(line), self.style(style))

    def table(self, sheet: Worksheet, top: int, columns: Sequence[Column], rows: Iterable[Row]) -> int:
        """A table with filters whose head stays in sight; returns the row below it."""
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(top, place, _text(column.title), self.style("head"))
        sheet.set_row(top, _height((column.title, column) for column in columns))
        below = top + 1
        for row in rows:
            sheet.set_row(below, _height(zip(row, columns, strict=True)))
            for place, (value, column) in enumerate(zip(row, columns, strict=True)):
                self._cell(sheet, below, place, value, column.style)
            below += 1
        if below > top + 1:
            sheet.autofilter(top, 0, below - 1, len(columns) - 1)
        sheet.freeze_panes(top + 1, 1)
        sheet.repeat_rows(top)
        return below

    def _cell(self, sheet: Worksheet, row: int, place: int, value: Value, style: str) -> None:
        """One cell; what is not there is empty."""
        match value:
            case None | "":
                sheet.write_blank(row, place, None, self.style(style))
            case int():
                sheet.write_number(row, place, value, self.style(style))
            case Toned(text, tone):
                sheet.write_string(row, place, _text(text), self.style(f"tone-{tone}"))
            case _:
                sheet.write_string(row, place, _text(value), self.style(style))

    def small(
        self, sheet: Worksheet, top: int, title: str, rows: Sequence[Sequence[str]], columns: Sequence[Column]
    ) -> int:
        """A table beneath another, without filters, in its broad columns; returns the row below it and a blank one."""
        places = [place for place, column in enumerate(columns) if column.width >= 20]
        self.plain(sheet, top, places[0], title, "subtitle")
        for number, row in enumerate(rows, top + 1):
            pairs = list(zip(places, row, strict=False))
            sheet.set_row(number, _height((value, columns[place]) for place, value in pairs))
            for place, value in pairs:
                self.plain(sheet, number, place, value or NONE, "text")
        return top + len(rows) + 2

    def choices(
        self, sheet: Worksheet, rows: tuple[int, int], place: int, words: Sequence[str], tones: Sequence[str]
    ) -> None:
        """Cells that hold one of some words, each but the first in its own tone."""
        first, last = rows
        if last < first:
            return
        sheet.data_validation(first, place, last, place, {"validate": "list", "source": list(words)})
        for word, tone in zip(words[1:], tones, strict=True):
            seen = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{word}"',
                "format": self.style(f"tone-{tone}"),
            }
            sheet.conditional_format(first, place, last, place, seen)


def _text(text: str) -> str:
    """A text that a cell can hold: each of its lines visible, and not too long."""
    return shortened("\n".join(map(visible, text.split("\n"))), LONGEST)


def _height(cells: Iterable[tuple[object, Column]]) -> float:
    """How high a row must be for its texts, by what fits into columns of so many digits."""
    texts = ((value.text if isinstance(value, Toned) else value, column) for value, column in cells)
    needed = [_needed(value, column) for value, column in texts if isinstance(value, str)]
    return min(HIGHEST, max(needed, default=POINTS) + 3)


def _needed(text: str, column: Column) -> float:
    """The height of one text: letters are narrower than digits, those of code are as wide and lower."""
    fit, high = (1.05, 9.6) if column.style == "code" else (1.3, POINTS)
    return high * sum(max(1, ceil(len(line) / (column.width * fit))) for line in text.split("\n"))


def _style(name: str) -> dict[str, Any]:
    """The properties of a format."""
    base = {"font_name": "Arial", "font_size": 9, "valign": "top", "text_wrap": True, "num_format": "@"}
    framed = base | {"border": 1, "border_color": "#D5D9E0"}
    mono = {"font_name": "Courier New", "font_size": 8}
    if name.startswith("tone-"):
        ink, ground = TONES[name.removeprefix("tone-")]
        return framed | {"font_color": f"#{ink}", "bg_color": f"#{ground}", "bold": True}
    match name:
        case "title":
            return base | {"font_size": 14, "bold": True, "text_wrap": False, "font_color": "#1F3A5F"}
        case "subtitle":
            return base | {"bold": True, "text_wrap": False, "font_color": "#1F3A5F"}
        case "lead":
            return base | {"font_color": "#5A606B"}
        case "note":
            return base | {"font_color": "#5A606B", "italic": True}
        case "head":
            return framed | {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3A5F"}
        case "code":
            return framed | mono
        case "code-plain":
            return base | mono | {"text_wrap": False}
        case "number":
            return framed | {"num_format": "0", "align": "right"}
        case "input":
            return framed | {"bg_color": "#FFFDF4"}
        case _:
            return framed
