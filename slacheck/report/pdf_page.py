"""The report as pages to print, sign off and archive: a tagged PDF with page numbers and digests, set by Typst.

This module says what stands on the pages, as blocks; `report.typ` says what each block looks like. Every text goes
there as data, none as markup. The same report gives the same bytes.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from pkgutil import get_data
from typing import TYPE_CHECKING, Any, Final

import typst

from slacheck.report import drawing
from slacheck.report.aside import asides
from slacheck.report.chart import HELD_MEANING, chart_title, held_text, plan_name, point_price, price_note
from slacheck.report.matrix import baseline_rows
from slacheck.report.pdf_blocks import (
    LONGEST,
    aside,
    badge,
    breakable,
    code,
    indented,
    lead,
    listed,
    message,
    one_line,
    page_of,
    paragraph,
    plain,
    table,
    titled,
)
from slacheck.report.pdf_findings import Findings
from slacheck.report.plain import shortened
from slacheck.report.price import added_over_term, added_text, baseline_adds, price_rows
from slacheck.report.tally import SHORT, contract_tally, digests, run_tally, verdict
from slacheck.report.tone import STATUS_TONE, TONES, contract_tone
from slacheck.report.words import (
    LETTER,
    METHOD,
    NONE,
    NOT_ADVICE,
    OUTCOME_MEANING,
    STATUS_MEANING,
    STATUS_SIGN,
    STRENGTH_MEANING,
    TITLE,
)
from slacheck.source.excerpt import render as render_problem
from slacheck.source.excerpt import visible
from slacheck.tongue import speak
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.audit.chart import Chart
    from slacheck.audit.model import ClauseRow, ContractReport, Report, UnreadableFile
    from slacheck.report.pdf_blocks import Block, Cell

ARCHIVAL: Final[tuple[typst.PDFStandard, ...]] = ("a-2a", "ua-1")
"""To keep for long, and for every reader: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1)."""
RUNNING: Final = 90
"""So many characters of a text stand at the head or the foot of every page."""


def render(report: Report) -> bytes:
    """All pages, in the fonts that come with Typst.

    The archival standards want a glyph for every character. Where those fonts lack one, a font of the machine may have
    it; where none has, the pages are written all the same and claim no standard.
    """
    template = get_data("slacheck.report", "report.typ")
    assert template is not None, "report.typ"
    setting: dict[str, Any] = {
        "input": template,
        "format": "pdf",
        "sys_inputs": {"report": json.dumps(_Pages(report).document(), ensure_ascii=False)},
        "timestamp": datetime(report.today.year, report.today.month, report.today.day, tzinfo=UTC),
    }
    for own_fonts in (True, False):
        with suppress(typst.TypstError):
            return _set(**setting, ignore_system_fonts=own_fonts, pdf_standards=list(ARCHIVAL))
    return _set(**setting)


def _set(**setting: Any) -> bytes:
    made: bytes = typst.compile(**setting)
    return made


class _Pages:
    """What stands on the pages of one report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.tongue = speak(report.language)
        self.single = len(report.contracts) == 1 and not report.unreadable

    def document(self) -> Block:
        """The blocks, and what stands on every page."""
        report, tongue = self.report, self.tongue
        subject = [report.contracts[0].title] if self.single else []
        return {
            "title": tongue(TITLE),
            "about": shortened(one_line(tongue(": ").join([tongue(TITLE), *subject])), RUNNING),
            "language": tongue.language,
            "footer": f"slacheck {report.version}, {tongue.day(report.today)}",
            "tones": {name: one._asdict() for name, one in TONES.items()},
            "blocks": list(self.blocks()),
        }

    def blocks(self) -> Iterator[Block]:
        """The report from its title to its digests."""
        report, tongue = self.report, self.tongue
        packs = ", ".join(f"{one.id} {one.version}" for one in report.packs) or tongue("no rule pack")
        yield paragraph(
            tongue("Checked as of {day}, by {packs}", day=tongue.day(report.today), packs=packs), "soft"
        )
        if not self.single:
            yield from self.contents()
        for number, file in enumerate(report.unreadable, 1):
            yield from self.unreadable(file, f"u{number}")
        for number, contract in enumerate(report.contracts, 1):
            yield from self.contract(contract, f"c{number}")
        yield from self.method()
        yield titled(1, tongue("What this report rests on"))
        rows = [[plain(name), code(digest)] for name, digest in digests(report, tongue)]
        yield table([tongue("Item"), tongue("Digest")], (5, 8), rows)
        yield from (paragraph(one, "soft") for one in run_tally(report, tongue))

    def contents(self) -> Iterator[Block]:
        """Every contract and file with its result and its page."""
        tongue = self.tongue
        rows = [
            [
                [*plain(one.title), aside(one.file)],
                plain(one.supplier),
                badge(contract_tone(one), verdict(one, tongue)),
                plain(baseline_adds(one, tongue)),
                page_of(f"c{number}"),
            ]
            for number, one in enumerate(self.report.contracts, 1)
        ]
        rows += [
            [code(one.file), [], badge("error", tongue("not readable")), [], page_of(f"u{number}")]
            for number, one in enumerate(self.report.unreadable, 1)
        ]
        heads = [tongue(one) for one in ("Contract", "Supplier", "Result", "Baseline adds", "Page")]
        yield titled(1, tongue("Contents"))
        yield table(heads, (6, 3.4, 4, 3, 1.2), rows, right=1)

    def unreadable(self, file: UnreadableFile, key: str) -> Iterator[Block]:
        """A file that was not checked, with its problems."""
        tongue = self.tongue
        yield titled(1, tongue("Not checked: {file}", file=visible(file.file)), key)
        yield paragraph(
            tongue.many(
                "{number} problem must be settled before this file can be read. It counts neither as passed nor as "
                "failed.",
                "{number} problems must be settled before this file can be read. It counts neither as passed nor as "
                "failed.",
                len(file.problems),
            )
        )
        for problem in file.problems:
            shown = shortened(render_problem(problem), LONGEST).split("\n")
            yield {"kind": "problem", "lines": [indented(line) for line in shown]}

    def contract(self, contract: ContractReport, key: str) -> Iterator[Block]:
        """One contract."""
        tongue = self.tongue
        months = contract.months
        term = tongue.many("{number} month", "{number} months", months) if months else ""
        facts = (
            (tongue("Customer"), contract.customer),
            (tongue("Supplier"), contract.supplier),
            (tongue("State"), tongue(contract.status)),
            (tongue("Initial term"), term or tongue("not stated in months")),
            (tongue("File"), contract.file),
        )
        yield {
            "kind": "source",
            "text": f"{shortened(one_line(contract.file), RUNNING)} sha256 {contract.sha256[:SHORT]}",
        }
        yield titled(1, contract.title, key, fresh=not self.single)
        yield {"kind": "facts", "rows": [[one_line(name), breakable(one_line(said))] for name, said in facts]}
        yield {
            "kind": "verdict",
            "tone": contract_tone(contract),
            "result": breakable(verdict(contract, tongue)),
            "tally": breakable(contract_tally(contract, tongue)),
        }
        yield from self.prices(contract)
        if contract.chart is not None:
            yield from self.plans(contract.chart)
        yield from self.clauses(contract)
        yield from Findings(contract, key, tongue).blocks()
        for section in asides(contract, tongue):
            yield titled(2, section.title)
            rows = [[plain(cell or NONE) for cell in row] for row in section.rows]
            yield table(section.head, [1] * len(section.head), rows)
        yield from self.questions(contract)

    def prices(self, contract: ContractReport) -> Iterator[Block]:
        """What the baseline costs."""
        tongue, row = self.tongue, contract.baseline
        yield titled(2, tongue("What the baseline costs"))
        heads = [tongue("Purchase"), tongue("What is bought"), tongue("Price")]
        rows = [
            [[("strong" if one.total else "", one_line(cell))] for cell in one[:3]]
            for one in price_rows(contract, tongue)
        ]
        yield table(heads, (4, 6, 4), rows, right=1)
        if row.lacking:
            yield paragraph(
                tongue("No purchase holds in full: {clauses}", clauses=", ".join(row.lacking)), "soft"
            )
        if row.unsettled:
            clauses = ", ".join(row.unsettled)
            yield paragraph(tongue("Not settled by the contract: {clauses}", clauses=clauses), "soft")

    def plans(self, chart: Chart) -> Iterator[Block]:
        """What each plan holds, and a picture of price against coverage."""
        tongue = self.tongue
        yield titled(2, chart_title(chart, tongue))
        heads = [tongue("Clause"), *(plan_name(one, tongue) for one in chart.columns)]
        rows = [
            [plain(line.name), *(plain(held_text(held, tongue)) for held in line.cells)]
            for line in chart.lines
            if not line.in_every_plan
        ]
        alone = (plain(point_price(one.alone, chart, tongue)) for one in chart.columns)
        rows.append([[("strong", tongue("price by month"))], *alone])
        yield table(heads, [4, *[2] * len(chart.columns)], rows)
        common = tongue("; ").join(line.name for line in chart.lines if line.in_every_plan)
        if common:
            yield paragraph(tongue("In every plan: {clauses}.", clauses=common), "soft")
        meanings = (
            f"{held_text(held, tongue)}{tongue(': ')}{tongue(said)}" for held, said in HELD_MEANING.items()
        )
        yield paragraph(tongue("; ").join(meanings), "soft")
        drawn = drawing.draw(chart, tongue)
        key = [f"● {tongue('the cheapest purchase with the plan')}"]
        if drawn.links:
            key.append(f"□ {tongue('with the options that add clauses')}")
        yield {
            "kind": "drawing",
            "size": {
                name: getattr(drawing, name.upper())
                for name in ("width", "height", "left", "right", "top", "bottom")
            },
            "dots": [_drawn(one) for one in drawn.dots],
            "links": [one._asdict() for one in drawn.links],
            "prices": [one._asdict() for one in drawn.prices],
            "clauses": [one._asdict() for one in drawn.clauses],
            "right": drawn.right,
            "gutter": drawn.gutter,
            "summary": one_line(drawn.summary),
            "across": tongue("{currency} by month", currency=chart.currency),
            "up": tongue("baseline clauses held in full"),
            "open": tongue("price not stated"),
            "caption": one_line(f"{tongue('; ').join(key)}. {price_note(chart, tongue)}"),
        }

    def clauses(self, contract: ContractReport) -> Iterator[Block]:
        """The baseline, clause by clause."""
        tongue = self.tongue
        heads = ("Clause", "Status", "Through", "Surcharge", "Over the term", "Line")
        rows = [self.clause(row, contract) for row in baseline_rows(contract.clauses)]
        yield titled(2, tongue("The baseline, clause by clause"))
        yield table([tongue(one) for one in heads], (5, 3.2, 3.6, 3, 2.4, 1.1), rows, right=1)

    def clause(self, row: ClauseRow, contract: ContractReport) -> list[Cell]:
        """One clause as cells."""
        tongue = self.tongue
        status = badge(STATUS_TONE[row.status], f"{STATUS_SIGN[row.status]} {tongue(row.status.value)}")
        if row.applies is Truth.UNKNOWN:
            status.append(("soft", f" {tongue('if it applies')}"))
        if row.reason:
            status.append(aside(row.reason))
        through = [piece for item in row.through for piece in (("", ", "), *code(item))][1:]
        if row.through and row.without is not None:
            lacking = tongue("not held by: {purchase}", purchase=tongue(row.without.said))
            through.append(aside(lacking))
        return [
            [*plain(row.name), aside(row.clause, "code-soft")],
            status,
            through,
            plain(added_text(row, contract, tongue)),
            plain(added_over_term(row, tongue)),
            plain(str(row.location.span.line) if row.location else ""),
        ]

    def questions(self, contract: ContractReport) -> Iterator[Block]:
        """What to ask the supplier."""
        tongue, asked = self.tongue, contract.questions()
        if not asked:
            return
        yield titled(2, tongue("Questions for the supplier"))
        yield paragraph(tongue(LETTER))
        items = []
        for question, rules in asked.items():
            needed = tongue("needed by {rules}", rules=", ".join(rules))
            line = tongue("line {number}", number=question.location.span.line)
            items.append([*message(question.text), aside(f"{line}; {needed}")])
        yield listed(items, ordered=True)

    def method(self) -> Iterator[Block]:
        """How to read the report."""
        tongue = self.tongue
        yield titled(1, tongue("How to read this report"), fresh=not self.single)
        if not self.single:
            yield {"kind": "source", "text": ""}
        yield paragraph(tongue(METHOD))
        yield paragraph(tongue(NOT_ADVICE), "strong")
        statuses = [
            [badge(STATUS_TONE[one], f"{STATUS_SIGN[one]} {tongue(one.value)}"), plain(tongue(said))]
            for one, said in STATUS_MEANING.items()
        ]
        outcomes = [[plain(tongue(one.value)), plain(tongue(said))] for one, said in OUTCOME_MEANING.items()]
        strengths = [
            [plain(tongue(one.replace("-", " "))), plain(tongue(said))]
            for one, said in STRENGTH_MEANING.items()
        ]
        for name, caption, rows in (
            ("Status", "The status of a clause", statuses),
            ("Outcome", "The outcome of a rule", outcomes),
            ("Strength", "The strength of an anchor", strengths),
        ):
            yield lead([("label", tongue(caption))])
            yield table([tongue(name), tongue("Meaning")], (3, 10), rows)


def _drawn(dot: drawing.Dot) -> dict[str, Any]:
    return dot._asdict() | {"label": one_line(dot.label), "hint": one_line(dot.hint)}
