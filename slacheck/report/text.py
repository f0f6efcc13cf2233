"""The report for a terminal: what to act on, worst first, with the words of the contract and the reason."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from slacheck.offer.entitlement import Status
from slacheck.report.aside import asides, spot
from slacheck.report.chart import chart_title, coverage_lines, matrix_lines, price_note, words_fit
from slacheck.report.group import Group, groups
from slacheck.report.matrix import baseline_rows, by_status
from slacheck.report.palette import ANSI, PLAIN, Style
from slacheck.report.plain import prose
from slacheck.report.price import cost_text, purchase_text, surcharge_text
from slacheck.report.tally import contract_tally, run_tally
from slacheck.report.tone import grade
from slacheck.report.words import LISTING, NEAREST, STATUS_SIGN, anchor, counted, told
from slacheck.rule.model import Outcome
from slacheck.source.excerpt import excerpt, visible
from slacheck.source.excerpt import render as render_problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from slacheck.audit.model import (
        ClauseRow,
        ContractReport,
        Finding,
        Question,
        Report,
        UnreadableFile,
    )
    from slacheck.audit.place import Location
    from slacheck.report.aside import Aside

__all__ = ["ANSI", "PLAIN", "Style", "render"]

WIDTH = 100
IN_FULL = 3
"""Up to so many findings of a group show their own remedy and wording; more are listed by their messages."""
NOTES = 2
"""So many pieces of evidence of a finding are named; `slacheck explain` shows the whole proof."""
EXCERPTS = 3
"""So many places of a group are quoted; the others are named."""


def render(report: Report, *, width: int = WIDTH, style: Style = PLAIN) -> str:
    """The whole report; files that could not be read come first, the counts of everything last."""
    writer = _Writer(width, style)
    sections = [writer.unreadable(file) for file in report.unreadable]
    sections += [writer.contract(contract) for contract in report.contracts]
    sections.append(writer.closing(report))
    return "\n\n".join("\n".join(section) for section in sections) + "\n"


class _Writer:
    """Writes lines for a terminal of one width with one palette."""

    def __init__(self, width: int, style: Style) -> None:
        self.width = max(width, 40)
        self.style = style
        # What stands above in the same contract: wordings, and rules whose reason and anchors are given.
        self.printed: set[str] = set()
        self.explained: set[str] = set()

    def wrapped(self, text: str, first: str, rest: str | None = None) -> list[str]:
        """A text in lines; `first` opens the first one, the others are indented alike or by `rest`."""
        following = " " * len(first) if rest is None else rest
        return wrap(
            prose(text) or "-",
            self.width,
            initial_indent=first,
            subsequent_indent=following,
            break_on_hyphens=False,
        )

    def heading(self, text: str) -> str:
        return self.style.paint(self.style.strong, text)

    def faint(self, lines: Iterable[str]) -> list[str]:
        return [self.style.paint(self.style.faint, line) for line in lines]

    def unreadable(self, file: UnreadableFile) -> list[str]:
        """A file that was not checked, with each of its problems."""
        title = f"{visible(file.file)}: not checked, {counted(len(file.problems), 'problem', 'problems')}"
        lines = [self.style.paint(self.style.error, title)]
        for problem in file.problems:
            lines += ["", *render_problem(problem).split("\n")]
        return lines

    def contract(self, contract: ContractReport) -> list[str]:
        """One contract: its findings in full; then, on the last screen, all that a buyer needs to decide."""
        self.printed.clear()
        self.explained.clear()
        numbers = {question: number for number, question in enumerate(contract.questions(), 1)}
        sections = [
            self.title(contract),
            *(self.group(group, numbers) for group in groups(contract.findings)),
            list(self.silent(contract.findings)),
            list(self.overview(contract)),
            *(list(self.aside(section)) for section in asides(contract)),
            list(self.questions(contract)),
            list(self.baseline(contract)),
            list(self.plans(contract)),
            list(self.matrix(contract)),
        ]
        return "\n\n".join("\n".join(section) for section in sections if section).split("\n")

    def title(self, contract: ContractReport) -> list[str]:
        parties = f"customer: {contract.customer}; supplier: {contract.supplier}; {contract.status}"
        title = visible(contract.file) + ": " + prose(contract.title)
        return [
            self.heading(title),
            *self.wrapped(parties, "  "),
            *self.wrapped(contract_tally(contract), "  "),
        ]

    # -- findings -----------------------------------------------------------------------------------

    def group(self, group: Group, numbers: dict[Question, int]) -> list[str]:
        """The findings of one rule: what, where, why, by which anchor, and what instead."""
        first = group.first
        lines = self.group_title(group)
        for index, (location, members) in enumerate(group.places()):
            lines += self.place(location, quote=index < EXCERPTS and first.outcome is Outcome.GAP)
            for finding in members:
                if len(group.findings) > 1:
                    lines += self.wrapped(told(finding), "  - ")
                if finding.evidence and finding.outcome is Outcome.GAP and len(group.findings) <= IN_FULL:
                    lines += self.wrapped(_evidence(finding), "    read: ", "    ")
        if first.outcome is Outcome.BROKEN:
            return lines
        lines += self.reason(first)
        if first.outcome is Outcome.UNKNOWN:
            asked = sorted({numbers[one] for finding in group.findings for one in finding.questions})
            if asked:
                lines += self.wrapped(
                    ", ".join(map(str, asked)), "  settled by the answer to question ", "    "
                )
            return lines
        return lines + self.instead(group)

    def reason(self, finding: Finding) -> list[str]:
        """Why the rule exists and what it rests on, said once a contract."""
        if finding.rule in self.explained:
            return []
        self.explained.add(finding.rule)
        lines = self.wrapped(finding.why, "  why: ", "    ")
        if finding.references:
            lines += self.wrapped("; ".join(map(anchor, finding.references)), "  anchor: ", "    ")
        return lines

    def group_title(self, group: Group) -> list[str]:
        first, many = group.first, len(group.findings)
        label = grade(first)
        said = told(first) if many == 1 else counted(many, "finding", "findings")
        line, *rest = self.wrapped(f"{said} [{first.rule}]", f"{label}: ", "  ")
        code = self.style.of(first.outcome, first.severity)
        return [self.style.paint(code, label) + self.heading(line[len(label) :]), *map(self.heading, rest)]

    def place(self, location: Location, *, quote: bool) -> list[str]:
        near = f" ({NEAREST})" if location.missing else ""
        lines = self.faint([f"  --> {visible(str(location.span))}{near}"])
        return lines + ([f"  {line}" for line in excerpt(location.span).split("\n")] if quote else [])

    def instead(self, group: Group) -> list[str]:
        """The remedy and the wording: in full for each finding of a small group, else the common remedy alone."""
        common, lines = group.remedy(), []
        if common:
            lines += self.wrapped(common, "  instead: ", "    ")
        if len(group.findings) > IN_FULL:
            return lines + self.faint(self.wrapped(LISTING, "  " if common else "  instead: ", "    "))
        for finding in group.findings:
            if own := group.own_remedy(finding):
                lines += self.wrapped(own, "  instead: ", "    ")
            lines += self.wording(finding)
        return lines

    def wording(self, finding: Finding) -> list[str]:
        if not finding.wording:
            return []
        title = f"  proposed wording for `{prose(finding.clause or finding.subject)}`:"
        if finding.wording in self.printed:
            return [f"{title} as above"]
        self.printed.add(finding.wording)
        return [title, *self.wrapped(finding.wording, "    | ", "    | ")]

    def silent(self, findings: Sequence[Finding]) -> Iterator[str]:
        """What passed or does not apply, when it was asked for: by rule, with the subjects."""
        for outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE):
            subjects: dict[str, list[str]] = {}
            for finding in findings:
                if finding.outcome is outcome:
                    subjects.setdefault(finding.rule, []).append(finding.subject)
            for rule, names in subjects.items():
                yield from self.wrapped(", ".join(names), f"{outcome.value} [{rule}]: ", "  ")

    # -- the last screen -------------------------------------------------------------------------------

    def overview(self, contract: ContractReport) -> Iterator[str]:
        """Each group on a line of its own, with its subjects and their lines."""
        found = groups(contract.findings)
        if not found:
            return
        yield self.heading(f"Findings in {visible(contract.file)}")
        margin = max(len(group.first.rule) for group in found)
        for group in found:
            first = group.first
            lines = self.wrapped(
                ", ".join(spot(one, contract.file) for one in group.findings),
                f"  {grade(first):<8} {first.rule:<{margin}}  ",
            )
            code = self.style.of(first.outcome, first.severity)
            yield f"  {self.style.paint(code, grade(first))}{lines[0][2 + len(grade(first)) :]}"
            yield from lines[1:]

    def aside(self, section: Aside) -> Iterator[str]:
        """What is found and does not count, or is found no longer."""
        yield self.heading(section.title)
        for row in section.rows:
            yield from self.wrapped("; ".join(filter(None, row)), "  ", "    ")

    def questions(self, contract: ContractReport) -> Iterator[str]:
        asked = contract.questions()
        if not asked:
            return
        yield self.heading("Questions for the supplier")
        margin = len(str(len(asked)))
        for number, (question, rules) in enumerate(asked.items(), 1):
            yield from self.wrapped(f"{question.text} [{', '.join(rules)}]", f"  {number:{margin}}. ")

    def baseline(self, contract: ContractReport) -> Iterator[str]:
        """What it costs to hold the whole baseline, or why no purchase holds it."""
        row, currency = contract.baseline, contract.currency
        yield self.heading("Price of the baseline")
        yield from self.wrapped(purchase_text(row.cheapest, currency), "  cheapest purchase:   ")
        if row.compliant is not None:
            yield from self.wrapped(purchase_text(row.compliant, currency), "  with the baseline:   ")
            added = surcharge_text(row.surcharge, row.surcharge_over_term, contract)
            yield from self.wrapped(added, "  surcharge:           ")
            return
        if row.lacking:
            yield from self.wrapped(", ".join(row.lacking), "  no purchase holds:   ")
        if row.unsettled:
            yield from self.wrapped(", ".join(row.unsettled), "  not settled:         ")
        if row.closest is not None:
            yield from self.wrapped(purchase_text(row.closest, currency), "  closest purchase:    ")
        if row.closest_adds is not None:
            yield from self.wrapped(cost_text(row.closest_adds, currency), "  which adds:          ")

    def plans(self, contract: ContractReport) -> Iterator[str]:
        """What each plan holds of the baseline, and for how much, where there is a choice."""
        chart = contract.chart
        if chart is None:
            return
        yield self.heading(chart_title(chart))
        yield from matrix_lines(chart, self.width)
        yield ""
        yield self.heading("Price against baseline clauses held in full")
        yield from coverage_lines(chart, numbered=not words_fit(chart, self.width))
        yield from self.faint(self.wrapped(price_note(chart), "  "))

    def matrix(self, contract: ContractReport) -> Iterator[str]:
        """The applicable clauses of the baseline by status, the worst first; those that are sold one by one.

        Those that are included are counted: there is nothing to do about them.
        """
        rows = baseline_rows(contract.clauses)
        if not rows:
            return
        yield self.heading(f"Baseline: {counted(len(rows), 'clause', 'clauses')}")
        for status, members in by_status(rows).items():
            label = f"  {STATUS_SIGN[status]} {status.value:<13} "
            plain = [row.clause for row in members if not row.through]
            if plain and status is Status.INCLUDED:
                yield f"{label}{counted(len(plain), 'clause', 'clauses')}"
            elif plain:
                yield from self.wrapped(f"{len(plain)}: {', '.join(plain)}", label)
            for row in members:
                if row.through:
                    yield from self.wrapped(_sold(row, contract), label)

    def closing(self, report: Report) -> list[str]:
        """The last lines: everything that was counted, and by which packs."""
        return [line for text in run_tally(report) for line in self.wrapped(text, "", "  ")]


def _evidence(finding: Finding) -> str:
    notes = [f"{one.says} (line {one.location.span.line})" for one in finding.evidence]
    more = [f"{len(notes) - NOTES} more"] if len(notes) > NOTES else []
    return "; ".join(notes[:NOTES] + more)


def _sold(row: ClauseRow, contract: ContractReport) -> str:
    added = surcharge_text(row.surcharge, row.surcharge_over_term, contract)
    lacking = f"; not held by: {row.without}" if row.without is not None else ""
    return f"{row.clause} through {', '.join(row.through)}" + (f": + {added}" if added else "") + lacking
