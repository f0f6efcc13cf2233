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
from slacheck.report.price import cost_text, purchase_text, surcharge_text
from slacheck.report.tally import contract_tally, run_tally
from slacheck.report.tone import grade
from slacheck.report.words import LISTING, NEAREST, STATUS_SIGN, anchor, told
from slacheck.rule.model import Outcome
from slacheck.source.excerpt import excerpt, prose, visible
from slacheck.source.excerpt import render as render_problem
from slacheck.tongue import Tongue, speak, worded

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
    writer = _Writer(width, style, speak(report.language))
    sections = [writer.unreadable(file) for file in report.unreadable]
    sections += [writer.contract(contract) for contract in report.contracts]
    sections.append(writer.closing(report))
    return "\n\n".join("\n".join(section) for section in sections) + "\n"


class _Writer:
    """Writes lines for a terminal of one width with one palette."""

    def __init__(self, width: int, style: Style, tongue: Tongue) -> None:
        self.width = max(width, 40)
        self.style = style
        self.tongue = tongue
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
        title = self.tongue.many(
            "{file}: not checked, {number} problem",
            "{file}: not checked, {number} problems",
            len(file.problems),
            file=visible(file.file),
        )
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
            *(list(self.aside(section)) for section in asides(contract, self.tongue)),
            list(self.questions(contract)),
            list(self.baseline(contract)),
            list(self.plans(contract)),
            list(self.matrix(contract)),
        ]
        return "\n\n".join("\n".join(section) for section in sections if section).split("\n")

    def title(self, contract: ContractReport) -> list[str]:
        parties = self.tongue(
            "customer: {customer}; supplier: {supplier}; {status}",
            customer=contract.customer,
            supplier=contract.supplier,
            status=self.tongue(contract.status),
        )
        title = visible(contract.file) + ": " + prose(contract.title)
        return [
            self.heading(title),
            *self.wrapped(parties, "  "),
            *self.wrapped(contract_tally(contract, self.tongue), "  "),
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
                    lines += self.wrapped(told(finding, self.tongue), "  - ")
                if finding.evidence and finding.outcome is Outcome.GAP and len(group.findings) <= IN_FULL:
                    lines += self.wrapped(self.evidence(finding), f"    {self.tongue('read:')} ", "    ")
        if first.outcome is Outcome.BROKEN:
            return lines
        lines += self.reason(first)
        if first.outcome is Outcome.UNKNOWN:
            asked = sorted({numbers[one] for finding in group.findings for one in finding.questions})
            if asked:
                settled = self.tongue("settled by the answer to question")
                lines += self.wrapped(", ".join(map(str, asked)), f"  {settled} ", "    ")
            return lines
        return lines + self.instead(group)

    def reason(self, finding: Finding) -> list[str]:
        """Why the rule exists and what it rests on, said once a contract."""
        if finding.rule in self.explained:
            return []
        self.explained.add(finding.rule)
        lines = self.wrapped(finding.why, f"  {self.tongue('why:')} ", "    ")
        if finding.references:
            anchors = self.tongue("; ").join(anchor(one, self.tongue) for one in finding.references)
            lines += self.wrapped(anchors, f"  {self.tongue('anchor:')} ", "    ")
        return lines

    def group_title(self, group: Group) -> list[str]:
        first, many = group.first, len(group.findings)
        label = self.tongue(grade(first))
        found = self.tongue.many("{number} finding", "{number} findings", many)
        said = told(first, self.tongue) if many == 1 else found
        line, *rest = self.wrapped(f"{said} [{first.rule}]", f"{label}{self.tongue(': ')}", "  ")
        code = self.style.of(first.outcome, first.severity)
        return [self.style.paint(code, label) + self.heading(line[len(label) :]), *map(self.heading, rest)]

    def place(self, location: Location, *, quote: bool) -> list[str]:
        near = f" ({self.tongue(NEAREST)})" if location.missing else ""
        lines = self.faint([f"  --> {visible(str(location.span))}{near}"])
        return lines + ([f"  {line}" for line in excerpt(location.span).split("\n")] if quote else [])

    def instead(self, group: Group) -> list[str]:
        """The remedy and the wording: in full for each finding of a small group, else the common remedy alone."""
        common, lines = group.remedy(), []
        title = f"  {self.tongue('instead:')} "
        if common:
            lines += self.wrapped(common, title, "    ")
        if len(group.findings) > IN_FULL:
            return lines + self.faint(self.wrapped(self.tongue(LISTING), "  " if common else title, "    "))
        for finding in group.findings:
            if own := group.own_remedy(finding):
                lines += self.wrapped(own, title, "    ")
            lines += self.wording(finding)
        return lines

    def wording(self, finding: Finding) -> list[str]:
        if not finding.wording:
            return []
        clause = prose(finding.clause or finding.subject)
        title = "  " + self.tongue("proposed wording for `{clause}`:", clause=clause)
        if finding.wording in self.printed:
            return [f"{title} {self.tongue('as above')}"]
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
                label = f"{self.tongue(outcome.value)} [{rule}]{self.tongue(': ')}"
                yield from self.wrapped(", ".join(names), label, "  ")

    # -- the last screen -------------------------------------------------------------------------------

    def overview(self, contract: ContractReport) -> Iterator[str]:
        """Each group on a line of its own, with its subjects and their lines."""
        found = groups(contract.findings)
        if not found:
            return
        yield self.heading(self.tongue("Findings in {file}", file=visible(contract.file)))
        margin = max(len(group.first.rule) for group in found)
        room = max(8, *(len(self.tongue(grade(group.first))) for group in found))
        for group in found:
            first = group.first
            label = self.tongue(grade(first))
            lines = self.wrapped(
                ", ".join(spot(one, contract.file) for one in group.findings),
                f"  {label:<{room}} {first.rule:<{margin}}  ",
            )
            code = self.style.of(first.outcome, first.severity)
            yield f"  {self.style.paint(code, label)}{lines[0][2 + len(label) :]}"
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
        yield self.heading(self.tongue("Questions for the supplier"))
        margin = len(str(len(asked)))
        for number, (question, rules) in enumerate(asked.items(), 1):
            yield from self.wrapped(f"{question.text} [{', '.join(rules)}]", f"  {number:{margin}}. ")

    def baseline(self, contract: ContractReport) -> Iterator[str]:
        """What it costs to hold the whole baseline, or why no purchase holds it."""
        yield self.heading(self.tongue("Price of the baseline"))
        labels = self.tongue(_COSTS).split("\n")
        margin = max(map(len, labels)) + 3
        for label, text in zip(labels, self.costs(contract), strict=True):
            if text:
                yield from self.wrapped(text, f"  {label:<{margin}}")

    def costs(self, contract: ContractReport) -> tuple[str, ...]:
        """What stands beside each of the labels; "" where there is nothing to say."""
        row, currency, tongue = contract.baseline, contract.currency, self.tongue
        cheapest = purchase_text(row.cheapest, currency, tongue)
        if row.compliant is not None:
            added = surcharge_text(row.surcharge, row.surcharge_over_term, contract, tongue)
            return cheapest, purchase_text(row.compliant, currency, tongue), added, "", "", "", ""
        closest = "" if row.closest is None else purchase_text(row.closest, currency, tongue)
        adds = "" if row.closest_adds is None else cost_text(row.closest_adds, currency, tongue)
        return cheapest, "", "", ", ".join(row.lacking), ", ".join(row.unsettled), closest, adds

    def plans(self, contract: ContractReport) -> Iterator[str]:
        """What each plan holds of the baseline, and for how much, where there is a choice."""
        chart, tongue = contract.chart, self.tongue
        if chart is None:
            return
        yield self.heading(chart_title(chart, tongue))
        yield from matrix_lines(chart, self.width, tongue)
        yield ""
        yield self.heading(tongue("Price against baseline clauses held in full"))
        yield from coverage_lines(chart, tongue, numbered=not words_fit(chart, self.width, tongue))
        yield from self.faint(self.wrapped(price_note(chart, tongue), "  "))

    def matrix(self, contract: ContractReport) -> Iterator[str]:
        """The applicable clauses of the baseline by status, the worst first; those that are sold one by one.

        Those that are included are counted: there is nothing to do about them.
        """
        rows = baseline_rows(contract.clauses)
        if not rows:
            return
        yield self.heading(
            self.tongue.many("Baseline: {number} clause", "Baseline: {number} clauses", len(rows))
        )
        room = max(13, *(len(self.tongue(row.status.value)) for row in rows))
        for status, members in by_status(rows).items():
            label = f"  {STATUS_SIGN[status]} {self.tongue(status.value):<{room}} "
            plain = [row.clause for row in members if not row.through]
            if plain and status is Status.INCLUDED:
                yield label + self.tongue.many("{number} clause", "{number} clauses", len(plain))
            elif plain:
                yield from self.wrapped(f"{len(plain)}{self.tongue(': ')}{', '.join(plain)}", label)
            for row in members:
                if row.through:
                    yield from self.wrapped(self.sold(row, contract), label)

    def closing(self, report: Report) -> list[str]:
        """The last lines: everything that was counted, and by which packs."""
        return [line for text in run_tally(report, self.tongue) for line in self.wrapped(text, "", "  ")]

    def evidence(self, finding: Finding) -> str:
        """The first facts that were read, with their lines."""
        notes = [
            self.tongue("{says} (line {line})", says=one.says, line=one.location.span.line)
            for one in finding.evidence
        ]
        more = [self.tongue("{number} more", number=len(notes) - NOTES)] if len(notes) > NOTES else []
        return self.tongue("; ").join(notes[:NOTES] + more)

    def sold(self, row: ClauseRow, contract: ContractReport) -> str:
        """Through what a clause is to be had, and what that adds."""
        said = self.tongue("{clause} through {items}", clause=row.clause, items=", ".join(row.through))
        added = surcharge_text(row.surcharge, row.surcharge_over_term, contract, self.tongue)
        if added:
            said += f"{self.tongue(': ')}+ {added}"
        if row.without is not None:
            said += self.tongue("; ") + self.tongue(
                "not held by: {purchase}", purchase=self.tongue(row.without.said)
            )
        return said


_COSTS = worded(
    "cheapest purchase:\nwith the baseline:\nsurcharge:\nno purchase holds:\nnot settled:\n"
    "closest purchase:\nwhich adds:"
)
"""The labels of the prices, one a line."""
