"""The report as an Excel workbook for a negotiation: a summary, a sheet for each contract, questions and clauses.

Each issue is a row with a decision to choose from a list, and columns for who sees to it and for comments; every table
can be filtered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slacheck.report.aside import asides
from slacheck.report.group import gaps
from slacheck.report.issues import DECISION, FALLBACK, PREFERRED, WALK_AWAY, all_issues, decisions
from slacheck.report.matrix import baseline_rows
from slacheck.report.price import added_over_term, added_text, baseline_adds, price_rows
from slacheck.report.quote import quoted
from slacheck.report.tally import digests, run_tally, verdict
from slacheck.report.tone import STATUS_TONE, contract_tone, finding_tone, grade
from slacheck.report.words import METHOD, NOT_ADVICE, TITLE, anchor, status_text, told
from slacheck.report.xlsx_sheets import A3, Book, Column, Row, Toned, Value, titled
from slacheck.rule.model import Outcome
from slacheck.source.excerpt import visible
from slacheck.tongue import speak, worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from slacheck.audit.model import ContractReport, Finding, Report

ISSUES: Final = (
    Column("#", 6),
    Column(worded("Severity"), 13),
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
    Column(worded("Status"), 20),
    Column(worded("Through"), 32, "code"),
    Column(worded("Surcharge"), 26),
    Column(worded("Over the term"), 22),
    Column(worded("Line"), 7, "number"),
)
SUMMARY: Final = (
    Column(worded("Contract"), 44),
    Column(worded("File"), 40, "code"),
    Column(worded("Supplier"), 28),
    Column(worded("Result"), 34),
    Column(worded("Error"), 10, "number"),
    Column(worded("Warning"), 10, "number"),
    Column(worded("Info"), 10, "number"),
    Column(worded("Unknown"), 10, "number"),
    Column(worded("Baseline adds"), 30),
)
TAKEN: Final = ("good", "info", "warning", "error")
"""The tones of the decisions that somebody took."""


def render(report: Report) -> bytes:
    """The whole workbook."""
    return _Writer(report).written()


class _Writer:
    """Writes the sheets of one report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.tongue = speak(report.language)
        self.book = Book(self.tongue(TITLE), report.version, report.today)

    def written(self) -> bytes:
        """All sheets in their order."""
        self.summary()
        for contract in self.report.contracts:
            self.contract(contract)
        self.questions()
        self.clauses()
        return self.book.saved()

    def summary(self) -> None:
        """Every contract with its result, what cannot be read, and what the workbook rests on."""
        book, tongue = self.book, self.tongue
        columns = titled(SUMMARY, tongue)
        sheet = book.sheet(tongue("Summary"))
        top = book.heading(sheet, [tongue(TITLE), *run_tally(self.report, tongue)], columns)
        below = book.table(sheet, top, columns, map(self.result, self.report.contracts))
        for file in self.report.unreadable:
            book.plain(sheet, below, 0, tongue("Not checked: {file}", file=visible(file.file)), "tone-error")
            for problem in file.problems:
                below += 1
                place = f"{problem.span.line}: " if problem.span else ""
                book.plain(sheet, below, 0, f"{place}{problem.message}", "lead")
            below += 1
        below += 1
        for line in (METHOD, NOT_ADVICE):
            book.broad(sheet, below, tongue(line), columns, "note")
            below += 1
        for name, digest in digests(self.report, tongue):
            book.plain(sheet, below, 0, name, "lead")
            book.plain(sheet, below, 1, digest, "code-plain")
            below += 1

    def result(self, contract: ContractReport) -> Row:
        """A contract as a row of the summary."""
        return (
            contract.title,
            contract.file,
            contract.supplier,
            Toned(verdict(contract, self.tongue), contract_tone(contract)),
            *gaps([contract]).values(),
            contract.counts.get(Outcome.UNKNOWN, 0),
            baseline_adds(contract, self.tongue),
        )

    def contract(self, contract: ContractReport) -> None:
        """The issues of one contract, what does not count, and its prices."""
        book, tongue = self.book, self.tongue
        columns = titled(ISSUES, tongue)
        sheet = book.sheet(contract.id, A3)
        parties = tongue(
            "customer: {customer}; supplier: {supplier}; {status}",
            customer=contract.customer,
            supplier=contract.supplier,
            status=tongue(contract.status),
        )
        lines = [contract.title, contract.file, parties, verdict(contract, tongue)]
        top = book.heading(sheet, lines, columns)
        below = book.table(sheet, top, columns, self.issues(contract))
        place = next(number for number, column in enumerate(ISSUES) if column.title == DECISION)
        book.choices(sheet, (top + 1, below - 1), place, decisions(tongue), TAKEN)
        below += 1
        for section in asides(contract, tongue):
            below = book.small(sheet, below, section.title, [section.head, *section.rows], columns)
        prices = [tuple(one[:3]) for one in price_rows(contract, tongue)]
        book.small(sheet, below, tongue("What the baseline costs"), prices, columns)

    def issues(self, contract: ContractReport) -> Iterator[Row]:
        """The issues as rows."""
        tongue = self.tongue
        start = decisions(tongue)[0]
        for issue in all_issues(contract, tongue):
            one = issue.finding
            yield (
                issue.number,
                Toned(tongue(grade(one)), finding_tone(one)),
                one.rule,
                one.subject,
                _line(one, contract),
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

    def questions(self) -> None:
        """What the suppliers are asked, with room for the answers."""
        tongue = self.tongue
        rows: list[Row] = [
            (contract.title, number, question.text, question.location.span.line, ", ".join(rules), None)
            for contract in self.report.contracts
            for number, (question, rules) in enumerate(contract.questions().items(), 1)
        ]
        self.plain_sheet(tongue("Questions"), tongue("Questions for the supplier"), QUESTIONS, rows)

    def clauses(self) -> None:
        """The baseline, clause by clause, of every contract."""
        tongue = self.tongue
        rows: list[Row] = [
            (
                contract.title,
                one.name,
                one.clause,
                Toned(status_text(one, tongue), STATUS_TONE[one.status]),
                ", ".join(one.through),
                added_text(one, contract, tongue),
                added_over_term(one, tongue),
                one.location.span.line if one.location else None,
            )
            for contract in self.report.contracts
            for one in baseline_rows(contract.clauses)
        ]
        self.plain_sheet(tongue("Clauses"), tongue("The baseline, clause by clause"), CLAUSES, rows)

    def plain_sheet(self, name: str, title: str, columns: Iterable[Column], rows: Iterable[Row]) -> None:
        """A sheet that is one table."""
        shown = titled(columns, self.tongue)
        sheet = self.book.sheet(name)
        top = self.book.heading(sheet, [title], shown)
        self.book.table(sheet, top, shown, rows)


def _line(finding: Finding, contract: ContractReport) -> Value:
    """The line of a finding, with its file where that is not the contract's."""
    span = finding.location.span
    return span.line if span.source.name == contract.file else f"{span.source.name}:{span.line}"
