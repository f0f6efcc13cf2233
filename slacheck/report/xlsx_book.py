"""The report as an Excel workbook for a negotiation: a summary, a sheet for each contract, questions and clauses.

Each issue is a row with a decision to choose from a list, and columns for who sees to it and for comments; every table
can be filtered. What a contract says is text in a cell: none is a formula or a link. The same report gives the same
bytes.
"""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from xlsxwriter import Workbook

from slacheck.report.aside import asides
from slacheck.report.group import gaps
from slacheck.report.issues import DECISION, FALLBACK, PREFERRED, WALK_AWAY, all_issues, decisions
from slacheck.report.matrix import baseline_rows
from slacheck.report.plain import shortened
from slacheck.report.price import cost_text, price_rows, sums_text
from slacheck.report.quote import quoted
from slacheck.report.tally import digests, run_tally, verdict
from slacheck.report.tone import STATUS_TONE, TONES, contract_tone, finding_tone, grade
from slacheck.report.words import METHOD, NONE, NOT_ADVICE, STATUS_SIGN, TITLE, anchor, told
from slacheck.rule.model import Outcome
from slacheck.source.excerpt import prose, visible
from slacheck.tongue import speak, worded
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from slacheck.audit.model import ContractReport, Report

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


class Column(NamedTuple):
    """One column of a sheet."""

    title: str
    width: float
    style: str = "text"


ISSUES: Final = (
    Column("#", 6),
    Column(worded("Severity"), 13, "tone"),
    Column(worded("Rule"), 21, "code"),
    Column(worded("Subject"), 21, "code"),
    Column(worded("Line"), 7, "number"),
    Column(worded("What the contract says"), 40, "code"),
    Column(worded("What was found"), 36),
    Column(worded("Why"), 36),
    Column(worded("Anchors and their strength"), 24),
    Column(PREFERRED, 42),
    Column(FALLBACK, 26, "input"),
    Column(WALK_AWAY, 22, "input"),
    Column(DECISION, 17, "input"),
    Column(worded("Owner"), 13, "input"),
    Column(worded("Comment"), 26, "input"),
)
QUESTIONS: Final = (
    Column(worded("Contract"), 28),
    Column("#", 6),
    Column(worded("Question"), 70),
    Column(worded("Line"), 7, "number"),
    Column(worded("Needed by"), 36, "code"),
    Column(worded("Answer"), 60, "input"),
)
CLAUSES: Final = (
    Column(worded("Contract"), 28),
    Column(worded("Clause"), 34),
    Column(worded("Name"), 28, "code"),
    Column(worded("Status"), 20, "tone"),
    Column(worded("Through"), 32, "code"),
    Column(worded("Surcharge"), 26),
    Column(worded("Over the term"), 22),
    Column(worded("Line"), 7, "number"),
)
SUMMARY: Final = (
    Column(worded("Contract"), 44),
    Column(worded("File"), 40, "code"),
    Column(worded("Supplier"), 28),
    Column(worded("Result"), 34, "tone"),
    Column(worded("Error"), 10, "number"),
    Column(worded("Warning"), 10, "number"),
    Column(worded("Info"), 10, "number"),
    Column(worded("Unknown"), 10, "number"),
    Column(worded("Baseline adds"), 30),
)
Row = tuple[str | int | None, ...]


def render(report: Report) -> bytes:
    """The whole workbook."""
    made = BytesIO()
    book = Workbook(
        made,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    _Book(book, report).write()
    book.close()
    return made.getvalue()


class _Book:
    """Writes the sheets."""

    def __init__(self, book: Workbook, report: Report) -> None:
        self.book = book
        self.report = report
        self.tongue = speak(report.language)
        self.styles: dict[str, Format] = {}
        self.names: set[str] = set()
        book.set_size(2600, 1600)
        created = datetime(report.today.year, report.today.month, report.today.day)  # noqa: DTZ001 - a day has no zone
        book.set_properties({"title": self.tongue(TITLE), "author": "slacheck", "created": created})

    def write(self) -> None:
        """All sheets in their order."""
        self.summary()
        for contract in self.report.contracts:
            self.contract(contract)
        self.questions()
        self.clauses()

    # -- styles and sheets

    def style(self, name: str) -> Format:
        """A format by its name, made once."""
        found = self.styles.get(name)
        if found is None:
            found = self.styles[name] = self.book.add_format(_style(name))
        return found

    def sheet(self, name: str, paper: int = A4) -> Worksheet:
        """A new sheet, printed across, under a name that no other has."""
        sheet: Worksheet = self.book.add_worksheet(self.free_name(name))
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.6, 0.6)
        report = self.report
        sheet.set_footer(f"&L&8slacheck {report.version}, {report.today.isoformat()}&C&8&A&R&8&P / &N")
        sheet.hide_gridlines(2)
        return sheet

    def free_name(self, wanted: str) -> str:
        """The name of a sheet: no sign that it may not have, not too long, not given yet, whatever the case."""
        plain = _FORBIDDEN.sub(" ", prose(wanted)).strip(" '") or "-"
        name, number = plain[:NAME].strip(" '"), 1
        while name.casefold() in self.names or name.casefold() == "history":
            number += 1
            ending = f" ({number})"
            name = plain[: NAME - len(ending)].rstrip() + ending
        self.names.add(name.casefold())
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

    def table(
        self, sheet: Worksheet, top: int, columns: Sequence[Column], rows: Iterable[tuple[Row, str]]
    ) -> int:
        """A table with filters whose head stays in sight; each row has a tone. Returns the row below it."""
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(top, place, self.tongue(column.title), self.style("head"))
        below = top + 1
        for row, tone in rows:
            sheet.set_row(below, _height(zip(row, columns, strict=True)))
            for place, (value, column) in enumerate(zip(row, columns, strict=True)):
                self.cell(
                    sheet, below, place, value, f"tone-{tone}" if column.style == "tone" else column.style
                )
            below += 1
        if below > top + 1:
            sheet.autofilter(top, 0, below - 1, len(columns) - 1)
        sheet.freeze_panes(top + 1, 1)
        sheet.repeat_rows(top)
        return below

    def cell(self, sheet: Worksheet, row: int, place: int, value: str | int | None, style: str) -> None:
        """One cell; what is not there is empty."""
        if value is None or value == "":
            sheet.write_blank(row, place, None, self.style(style))
        elif isinstance(value, int):
            sheet.write_number(row, place, value, self.style(style))
        else:
            sheet.write_string(row, place, _text(value), self.style(style))

    # -- the sheets

    def summary(self) -> None:
        """Every contract with its result, what cannot be read, and what the workbook rests on."""
        sheet = self.sheet(self.tongue("Summary"))
        top = self.heading(sheet, [self.tongue(TITLE), *run_tally(self.report, self.tongue)], SUMMARY)
        below = self.table(sheet, top, SUMMARY, map(self.result, self.report.contracts))
        for file in self.report.unreadable:
            title = self.tongue("Not checked: {file}", file=visible(file.file))
            sheet.write_string(below, 0, title, self.style("tone-error"))
            for problem in file.problems:
                below += 1
                place = f"{problem.span.line}: " if problem.span else ""
                sheet.write_string(below, 0, _text(f"{place}{problem.message}"), self.style("lead"))
            below += 1
        below += 1
        for line in (METHOD, NOT_ADVICE):
            self.broad(sheet, below, self.tongue(line), SUMMARY, "note")
            below += 1
        for name, digest in digests(self.report, self.tongue):
            sheet.write_string(below, 0, _text(name), self.style("lead"))
            sheet.write_string(below, 1, digest, self.style("code-plain"))
            below += 1

    def result(self, contract: ContractReport) -> tuple[Row, str]:
        """A contract as a row of the summary."""
        added = contract.baseline.surcharge
        row: Row = (
            contract.title,
            contract.file,
            contract.supplier,
            verdict(contract, self.tongue),
            *gaps([contract]).values(),
            contract.counts.get(Outcome.UNKNOWN, 0),
            self.tongue("not to be had")
            if added is None
            else cost_text(added, contract.currency, self.tongue),
        )
        return row, contract_tone(contract)

    def contract(self, contract: ContractReport) -> None:
        """The issues of one contract, what does not count, and its prices."""
        tongue = self.tongue
        sheet = self.sheet(contract.id, A3)
        parties = tongue(
            "customer: {customer}; supplier: {supplier}; {status}",
            customer=contract.customer,
            supplier=contract.supplier,
            status=tongue(contract.status),
        )
        top = self.heading(sheet, [contract.title, contract.file, parties, verdict(contract, tongue)], ISSUES)
        below = self.table(sheet, top, ISSUES, self.issues(contract))
        self.choices(sheet, top + 1, below - 1)
        below += 1
        for section in asides(contract, tongue):
            below = self.small(sheet, below, section.title, [section.head, *section.rows])
        prices = [tuple(one[:3]) for one in price_rows(contract, tongue)]
        self.small(sheet, below, tongue("What the baseline costs"), prices)

    def issues(self, contract: ContractReport) -> Iterable[tuple[Row, str]]:
        """The issues as rows."""
        tongue = self.tongue
        start = tongue(decisions(tongue)[0])
        for issue in all_issues(contract, tongue):
            one = issue.finding
            row = (
                issue.number,
                tongue(grade(one)),
                one.rule,
                one.subject,
                one.location.span.line,
                "\n".join(quoted(one)),
                told(one, tongue),
                one.why,
                "\n".join(anchor(reference, tongue) for reference in one.references),
                issue.preferred or " ".join(question.text for question in one.questions),
                issue.offered,
                None,
                start,
                None,
                None,
            )
            yield row, finding_tone(one)

    def choices(self, sheet: Worksheet, first: int, last: int) -> None:
        """The list of decisions, and a colour for each that is taken."""
        if last < first:
            return
        place = next(number for number, column in enumerate(ISSUES) if column.title == DECISION)
        listed = list(decisions(self.tongue))
        sheet.data_validation(first, place, last, place, {"validate": "list", "source": listed})
        for decision, tone in zip(listed[1:], ("good", "info", "warning", "error"), strict=True):
            sheet.conditional_format(
                first,
                place,
                last,
                place,
                {
                    "type": "cell",
                    "criteria": "==",
                    "value": f'"{decision}"',
                    "format": self.style(f"tone-{tone}"),
                },
            )

    def small(self, sheet: Worksheet, top: int, title: str, rows: Sequence[Sequence[str]]) -> int:
        """A table beneath the issues, without filters; returns the row below it and a blank one."""
        sheet.write_string(top, 2, _text(title), self.style("subtitle"))
        for number, row in enumerate(rows, top + 1):
            # Narrow columns are left out: the cells stand where there is room for them.
            pairs = list(zip((2, 3, 5, 6, 7), row, strict=False))
            sheet.set_row(number, _height((value, ISSUES[place]) for place, value in pairs))
            for place, value in pairs:
                sheet.write_string(number, place, _text(value) or NONE, self.style("text"))
        return top + len(rows) + 2

    def questions(self) -> None:
        """What the suppliers are asked, with room for the answers."""
        rows: list[tuple[Row, str]] = []
        for contract in self.report.contracts:
            for number, (question, rules) in enumerate(contract.questions().items(), 1):
                line = question.location.span.line
                rows.append(
                    ((contract.title, number, question.text, line, ", ".join(rules), None), "unknown")
                )
        sheet = self.sheet(self.tongue("Questions"))
        top = self.heading(sheet, [self.tongue("Questions for the supplier")], QUESTIONS)
        self.table(sheet, top, QUESTIONS, rows)

    def clauses(self) -> None:
        """The baseline, clause by clause, of every contract."""
        tongue = self.tongue
        rows: list[tuple[Row, str]] = []
        for contract in self.report.contracts:
            for one in baseline_rows(contract.clauses):
                added, over = one.surcharge, one.surcharge_over_term
                doubt = f", {tongue('if it applies')}" if one.applies is Truth.UNKNOWN else ""
                row = (
                    contract.title,
                    one.name,
                    one.clause,
                    f"{STATUS_SIGN[one.status]} {tongue(one.status.value)}{doubt}",
                    ", ".join(one.through),
                    cost_text(added, contract.currency, tongue) if added and not added.is_zero else None,
                    sums_text(over, tongue) if over and over.sums else None,
                    one.location.span.line if one.location else None,
                )
                rows.append((row, STATUS_TONE[one.status]))
        sheet = self.sheet(tongue("Clauses"))
        top = self.heading(sheet, [tongue("The baseline, clause by clause")], CLAUSES)
        self.table(sheet, top, CLAUSES, rows)


def _text(text: str) -> str:
    """A text that a cell can hold: each of its lines visible, and not too long."""
    return shortened("\n".join(map(visible, text.split("\n"))), LONGEST)


def _height(cells: Iterable[tuple[object, Column]]) -> float:
    """How high a row must be for its texts, by what fits into columns of so many digits."""
    needed = [_needed(value, column) for value, column in cells if isinstance(value, str)]
    return min(HIGHEST, max(needed, default=POINTS) + 3)


def _needed(text: str, column: Column) -> float:
    """The height of one text: letters are narrower than digits, those of code are as wide and lower."""
    fit, high = (1.05, 9.6) if column.style == "code" else (1.2, POINTS)
    return high * sum(1 + int(len(line) / (column.width * fit)) for line in text.split("\n"))


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
