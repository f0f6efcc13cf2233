"""The report as an issue list in Word, which a lawyer edits: quote, reference, positions and a decision for each issue.

The preferred position is the proposed wording; fallback and walk-away are left to fill in, and the decision is chosen
from a list. What the contract says is set in its own language, the rest in the reader's. The same report gives the same
bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docx.shared import Cm, Pt, RGBColor

from slacheck.report.aside import asides
from slacheck.report.docx_paper import SOFT, Paper, added_to, below, first_of, one_line, say
from slacheck.report.docx_parts import keep_row, set_language, shade_cell, shade_run
from slacheck.report.group import groups
from slacheck.report.issues import DECISION, FALLBACK, PREFERRED, TO_FILL, WALK_AWAY, decisions, issues
from slacheck.report.matrix import baseline_rows
from slacheck.report.price import added_over_term, added_text, baseline_adds, price_rows
from slacheck.report.quote import quote
from slacheck.report.tally import contract_tally, digests, run_tally, verdict
from slacheck.report.tone import STATUS_TONE, TONES, contract_tone, finding_tone, grade
from slacheck.report.words import (
    LEGAL_STATUS,
    LETTER,
    METHOD,
    NEAREST,
    NONE,
    NOT_ADVICE,
    TITLE,
    anchor,
    heading,
    status_text,
    told,
)
from slacheck.source.excerpt import prose, visible
from slacheck.source.excerpt import render as render_problem
from slacheck.tongue import ENGLISH, worded

if TYPE_CHECKING:
    from docx.table import Table, _Cell

    from slacheck.audit.model import ContractReport, Report, UnreadableFile
    from slacheck.report.group import Group
    from slacheck.report.issues import Issue
    from slacheck.report.quote import Line

MARK: Final = "FFE9A8"
"""The ground of the words that count."""
COLUMNS: Final = (
    ("#", 1.2),
    (worded("Subject"), 3.4),
    (worded("What the contract says"), 6.2),
    (worded("What was found"), 5.2),
    (worded("Position"), 7.2),
    (DECISION, 3.2),
)
"""The issue list: heads and widths in centimetres, 26.4 on A4 across."""


def render(report: Report) -> bytes:
    """The whole document."""
    writer = _Writer(report)
    writer.write()
    return writer.saved()


class _Writer(Paper):
    """Writes one document."""

    def write(self) -> None:
        """Title, contracts, method, digests."""
        tongue, report = self.tongue, self.report
        single = len(report.contracts) == 1 and not report.unreadable
        self.heading(tongue(TITLE), 0)
        if not single:
            self.contents()
        for file in report.unreadable:
            self.unreadable(file)
        for number, contract in enumerate(report.contracts):
            if number:
                self.break_page()
            self.contract(contract)
        self.heading(tongue("How to read this report"), 2)
        self.paragraph(tongue(METHOD))
        self.paragraph(tongue(NOT_ADVICE))
        self.heading(tongue("What this report rests on"), 2)
        self.digests()
        for line in run_tally(report, tongue):
            self.paragraph(line, style="Soft")

    def contents(self) -> None:
        """Every contract with its result."""
        tongue = self.tongue
        heads = [tongue(one) for one in ("Contract", "Supplier", "Result", "Baseline adds")]
        table = self.table(heads, (9, 5, 7, 5.4))
        contracts = self.report.contracts
        rows = [
            (
                f"{one.title} ({one.file})",
                one.supplier,
                verdict(one, tongue),
                baseline_adds(one, tongue),
            )
            for one in contracts
        ]
        self.rows(table, rows, map(contract_tone, contracts))

    def unreadable(self, file: UnreadableFile) -> None:
        """A file that was not checked, with its problems."""
        self.heading(self.tongue("Not checked: {file}", file=visible(file.file)), 1)
        for problem in file.problems:
            for line in render_problem(problem).split("\n"):
                self.paragraph(line, style="Quoted")

    def contract(self, contract: ContractReport) -> None:
        """One contract: result, prices, issues, what does not count, questions, clauses."""
        tongue = self.tongue
        self.heading(contract.title, 1)
        parties = tongue(
            "customer: {customer}; supplier: {supplier}; {status}",
            customer=contract.customer,
            supplier=contract.supplier,
            status=tongue(contract.status),
        )
        self.paragraph(f"{parties}; {contract.file}", style="Soft")
        result = self.paragraph("")
        run = result.add_run(one_line(verdict(contract, tongue)))
        run.bold, run.font.size = True, Pt(12)
        run.font.color.rgb = RGBColor.from_string(TONES[contract_tone(contract)].ink)
        self.paragraph(contract_tally(contract, tongue), style="Soft")
        self.prices(contract)
        self.issues(contract)
        for section in asides(contract, tongue):
            self.heading(section.title, 2)
            width = 26.4 / len(section.head)
            self.rows(self.table(section.head, [width] * len(section.head)), section.rows)
        self.questions(contract)
        self.clauses(contract)

    def prices(self, contract: ContractReport) -> None:
        """What the baseline costs."""
        tongue = self.tongue
        self.heading(tongue("What the baseline costs"), 2)
        heads = [tongue("Purchase"), tongue("What is bought"), tongue("Price")]
        self.rows(self.table(heads, (5, 11, 10.4)), [tuple(one[:3]) for one in price_rows(contract, tongue)])
        for label, kinds in (
            ("No purchase holds in full: {clauses}", contract.baseline.lacking),
            ("Not settled: {clauses}", contract.baseline.unsettled),
        ):
            if kinds:
                self.paragraph(tongue(label, clauses=", ".join(kinds)), style="Soft")

    def issues(self, contract: ContractReport) -> None:
        """The issue list: a shaded row for what findings have in common, then a row for each."""
        tongue = self.tongue
        self.heading(tongue("Findings"), 2)
        found = groups(contract.findings)
        if not found:
            self.paragraph(tongue("None."))
            return
        table = self.table([tongue(head) for head, _ in COLUMNS], [width for _, width in COLUMNS])
        for number, group in enumerate(found, 1):
            self.common(table, number, group, contract)
            for issue in issues(group, number, contract, tongue):
                self.issue(table, issue, group, contract)

    def common(self, table: Table, number: int, group: Group, contract: ContractReport) -> None:
        """What the findings of a group have in common, across the table."""
        tongue, first = self.tongue, group.first
        cells = added_to(table).cells
        cell = cells[0].merge(cells[-1])
        tone = finding_tone(first)
        shade_cell(cell, TONES[tone].ground)
        line = first_of(cell, "Cell")
        title = line.add_run(f"{number}. {one_line(tongue(heading(first.rule)))}")
        title.bold = True
        legal = tongue(LEGAL_STATUS[first.legal_status])
        mark = line.add_run(f"   {tongue(grade(first))}, {legal}, {prose(first.pack)}/{prose(first.rule)}")
        mark.font.color.rgb = RGBColor.from_string(TONES[tone].ink)
        line.paragraph_format.keep_with_next = True
        for label, said in (("Why", first.why or first.error), ("Instead", group.remedy())):
            if said:
                words = self.labelled(cell, tongue(label), "").add_run(one_line(said))
                if said in contract.borrowed:
                    set_language(words._r, ENGLISH)  # noqa: SLF001 - the library knows no languages
        if first.references:
            anchors = "; ".join(anchor(one, tongue) for one in first.references)
            self.labelled(cell, tongue("Anchors and their strength"), one_line(anchors))

    def issue(self, table: Table, issue: Issue, group: Group, contract: ContractReport) -> None:
        """One issue as a row that a page does not break."""
        tongue, one = self.tongue, issue.finding
        row = added_to(table)
        keep_row(row)
        number, subject, says, found, position, decision = row.cells
        for cell, (_, width) in zip(row.cells, COLUMNS, strict=True):
            cell.width = Cm(width)
        first_of(number, "Cell").add_run(issue.number)
        first_of(subject, "Cell").add_run(one_line(one.subject)).bold = True
        near = f"{tongue(NEAREST)}{tongue(': ')}" if one.location.missing else ""
        place = below(subject, "Soft")
        place.add_run(f"{near}{one_line(str(one.location.span))}")
        for line in quote(one):
            self.quoted(says, line, contract.language)
        say(first_of(found, "Cell"), told(one, tongue))
        for evidence in one.evidence:
            read = tongue("{says} (line {line})", says=evidence.says, line=evidence.location.span.line)
            say(below(found, "Soft"), f"{tongue('read:')} {read}")
        for question in one.questions:
            say(below(found, "Cell"), question.text)
        self.position(position, issue, group, contract)
        choice = first_of(decision, "Cell")
        self.controls.choice(choice, tongue(DECISION), f"decision-{issue.number}", decisions(tongue))

    def quoted(self, cell: _Cell, line: Line, language: str | None) -> None:
        """A line of the contract, its marked words highlighted."""
        paragraph = first_of(cell, "Quoted") if not cell.paragraphs[0].runs else below(cell, "Quoted")
        if line.skipped:
            paragraph.add_run("⋮")
            paragraph = below(cell, "Quoted")
        paragraph.add_run(f"{line.number}  ").font.color.rgb = RGBColor.from_string(SOFT)
        for piece in line.pieces:
            run = paragraph.add_run(visible(piece.text))
            if piece.marked:
                shade_run(run, MARK)
            set_language(run._r, language)  # noqa: SLF001 - the library knows no languages

    def position(self, cell: _Cell, issue: Issue, group: Group, contract: ContractReport) -> None:
        """What to ask for, what would do, and where it ends."""
        tongue = self.tongue
        own = group.own_remedy(issue.finding)
        if issue.is_wording and own:
            self.labelled(cell, tongue("Instead"), one_line(own), fresh=True)
        wording = self.labelled(cell, tongue(PREFERRED), "", fresh=True)
        run = wording.add_run(one_line(issue.preferred) or NONE)
        if issue.is_wording:
            set_language(run._r, contract.language)  # noqa: SLF001 - the library knows no languages
        fallback = self.labelled(cell, tongue(FALLBACK), one_line(issue.offered))
        if issue.offered:
            fallback = below(cell, "Cell")
        hint = tongue(TO_FILL)
        self.controls.text(fallback, tongue(FALLBACK), f"fallback-{issue.number}", hint)
        limit = self.labelled(cell, tongue(WALK_AWAY), "")
        self.controls.text(limit, tongue(WALK_AWAY), f"walk-away-{issue.number}", hint)

    def questions(self, contract: ContractReport) -> None:
        """What to ask the supplier, with room for the answer."""
        asked = contract.questions()
        if not asked:
            return
        tongue = self.tongue
        self.heading(tongue("Questions for the supplier"), 2)
        self.paragraph(tongue(LETTER))
        table = self.table(
            ("#", tongue("Question"), tongue("Line"), tongue("Needed by"), tongue("Answer")),
            (1.2, 11, 1.8, 5, 7.4),
        )
        rows = [
            (str(number), question.text, str(question.location.span.line), ", ".join(rules), " ")
            for number, (question, rules) in enumerate(asked.items(), 1)
        ]
        self.rows(table, rows)

    def clauses(self, contract: ContractReport) -> None:
        """The baseline, clause by clause."""
        tongue = self.tongue
        self.heading(tongue("The baseline, clause by clause"), 2)
        heads = ("Clause", "Name", "Status", "Through", "Surcharge", "Over the term", "Line")
        table = self.table([tongue(head) for head in heads], (5.4, 4.6, 3.6, 4.6, 3.6, 3, 1.6))
        shown = baseline_rows(contract.clauses)
        rows = [
            (
                one.name,
                one.clause,
                status_text(one, tongue),
                ", ".join(one.through),
                added_text(one, contract, tongue),
                added_over_term(one, tongue),
                str(one.location.span.line) if one.location else "",
            )
            for one in shown
        ]
        self.rows(table, rows, (STATUS_TONE[one.status] for one in shown))

    def digests(self) -> None:
        """What the report rests on."""
        tongue = self.tongue
        table = self.table([tongue("Item"), tongue("Digest")], (10, 16.4))
        self.rows(table, digests(self.report, tongue))
