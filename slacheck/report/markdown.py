"""The report as Markdown (CommonMark with tables), for a comment on a pull request or a lawyer's mail.

Text from outside is escaped so that it stays text: no markup, no link, no mention of an account.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from slacheck.report.aside import asides
from slacheck.report.chart import chart_title, held_text, point_price, price_note
from slacheck.report.group import groups, wording_homes
from slacheck.report.matrix import baseline_rows
from slacheck.report.price import cost_text, sums_text, total_text
from slacheck.report.quote import quote
from slacheck.report.tally import contract_tally, run_tally, verdict
from slacheck.report.tone import grade
from slacheck.report.words import (
    LEGAL_STATUS,
    LETTER,
    NEAREST,
    NONE,
    NOT_ADVICE,
    STATUS_SIGN,
    TITLE,
    anchor,
    counted,
    heading,
    told,
)
from slacheck.source.excerpt import render as render_problem
from slacheck.source.excerpt import visible
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from slacheck.audit.chart import Chart, Column
    from slacheck.audit.model import ClauseRow, ContractReport, Finding, Report, UnreadableFile
    from slacheck.report.group import Group

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&#$]|(?<=:)//|(?<=www)\.|^[-+=](?=\s)|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
_MENTION = re.compile(r"(?<!\w)@(?=\w)")
_RUN = re.compile(r"`+")


def render(report: Report) -> str:
    """The whole report."""
    lines = [f"# {TITLE}", "", f"Checked as of {report.today.isoformat()}.", ""]
    if len(report.contracts) > 1:
        lines += [*_contents(report.contracts), ""]
    for file in report.unreadable:
        lines += [*_unreadable(file), ""]
    for contract in report.contracts:
        lines += [*_contract(contract), ""]
    lines += ["---", ""]
    for sentence in run_tally(report):
        lines += [text(sentence), ""]
    return "\n".join([*lines, f"*{text(NOT_ADVICE)}*"]) + "\n"


def text(words: str) -> str:
    """A text on one line that Markdown shows as it is."""
    plain = visible(" ".join(words.split()))
    return _MENTION.sub("@<!-- -->", _SPECIAL.sub(r"\\\g<0>", plain))


def code(words: str) -> str:
    """A short text in a code span; in a table a bar must be escaped there, too."""
    plain = visible(" ".join(words.split())).replace("|", "\\|")
    fence = _fence(plain, 1)
    pad = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{pad}{plain}{pad}{fence}"


def _fence(content: str, least: int) -> str:
    """Backticks that the content cannot close."""
    longest = max((len(run) for run in _RUN.findall(content)), default=0)
    return "`" * max(least, longest + 1)


def _block(lines: Iterable[str]) -> list[str]:
    content = list(lines)
    fence = _fence("\n".join(content), 3)
    return [f"{fence}text", *content, fence]


def table(head: Sequence[str], rows: Iterable[Sequence[str]], right: int = 0) -> list[str]:
    """A table; the last `right` columns are aligned to the right."""
    rule = ["---"] * (len(head) - right) + ["--:"] * right
    return [f"| {' | '.join(row)} |" for row in (head, rule, *rows)]


def _contents(contracts: Iterable[ContractReport]) -> list[str]:
    rows = [
        (text(one.title), code(one.file), text(one.supplier), verdict(one), _adds(one)) for one in contracts
    ]
    return table(("Contract", "File", "Supplier", "Result", "Baseline adds"), rows, right=1)


def _adds(contract: ContractReport) -> str:
    added = contract.baseline.surcharge
    return "not to be had" if added is None else text(cost_text(added, contract.currency))


def _unreadable(file: UnreadableFile) -> Iterator[str]:
    yield f"## Not checked: {code(file.file)}"
    for problem in file.problems:
        yield ""
        yield from _block(render_problem(problem).split("\n"))


def _contract(contract: ContractReport) -> Iterator[str]:
    yield f"## {text(contract.title)}"
    yield ""
    yield f"{code(contract.file)}, {text(contract.status)}. Customer: {text(contract.customer)}."
    yield f"Supplier: {text(contract.supplier)}."
    yield ""
    yield f"**{verdict(contract)}** ({contract_tally(contract)})"
    found = groups(contract.findings)
    homes = wording_homes(found)
    for number, group in enumerate(found, 1):
        yield ""
        yield from _group(number, group, homes)
    for section in asides(contract):
        yield from ("", f"### {section.title}", "")
        yield from table(section.head, (tuple(text(cell) or NONE for cell in row) for row in section.rows))
    yield from _questions(contract)
    yield ""
    yield from _price(contract)
    yield ""
    yield from _plans(contract)
    yield from _matrix(contract)


def _group(number: int, group: Group, homes: Mapping[str, str]) -> Iterator[str]:
    first = group.first
    yield f"### {number}. {heading(first.rule)}"
    yield ""
    yield f"**{grade(first)}**, {LEGAL_STATUS[first.legal_status]}, {code(first.rule)}: {text(first.why)}"
    if first.references:
        yield ""
        yield from (f"- {text(anchor(reference))}" for reference in first.references)
    common = group.remedy()
    if common:
        yield ""
        yield f"**Instead:** {text(common)}"
    for index, finding in enumerate(group.findings, 1):
        yield ""
        yield from _finding(f"{number}.{index}", finding)
        own = group.own_remedy(finding)
        if own:
            yield ""
            yield f"**Instead:** {text(own)}"
        if finding.wording:
            yield ""
            yield from _wording(f"{number}.{index}", finding.wording, homes)


def _finding(number: str, finding: Finding) -> Iterator[str]:
    near = f"{NEAREST}: " if finding.location.missing else ""
    yield f"**{number}** {text(told(finding))} ({near}{code(str(finding.location.span))})"
    yield ""
    yield from _block(_quoted(finding))


def _wording(number: str, wording: str, homes: Mapping[str, str]) -> Iterator[str]:
    if homes[wording] != number:
        yield f"Proposed wording: as under {homes[wording]}."
        return
    yield "Proposed wording:"
    yield ""
    yield f"> {text(wording)}"


def _quoted(finding: Finding) -> Iterator[str]:
    lines = quote(finding)
    gutter = len(str(lines[-1].number))
    for line in lines:
        if line.skipped:
            yield f"{'':{gutter}} |"
        yield f"{line.number:{gutter}} | {visible(''.join(piece.text for piece in line.pieces))}".rstrip()


def _questions(contract: ContractReport) -> Iterator[str]:
    asked = contract.questions()
    if not asked:
        return
    yield ""
    yield "### Questions for the supplier"
    yield ""
    yield LETTER
    yield ""
    for number, (question, rules) in enumerate(asked.items(), 1):
        needed = ", ".join(map(code, rules))
        yield f"{number}. {text(question.text)} (line {question.location.span.line}; needed by {needed})"


def _price(contract: ContractReport) -> Iterator[str]:
    row, currency = contract.baseline, contract.currency
    named = (
        ("Cheapest purchase", row.cheapest),
        ("With the whole baseline", row.compliant),
        ("Closest purchase", row.closest if row.compliant is None else None),
    )
    rows = [
        (name, text(str(purchase.configuration)), text(cost_text(purchase.cost, currency)))
        for name, purchase in named
        if purchase is not None
    ]
    if row.compliant is None and row.closest_adds is not None:
        rows.append(("It adds", "", text(cost_text(row.closest_adds, currency))))
    if row.surcharge is not None:
        term = "" if row.surcharge_over_term is None else text(total_text(row.surcharge_over_term, contract))
        rows.append(("**Surcharge**", term, f"**{text(cost_text(row.surcharge, currency))}**"))
    yield "### What the baseline costs"
    yield ""
    yield from table(("Purchase", "What is bought", "Price"), rows, right=1)
    for label, clauses in (("No purchase holds in full", row.lacking), ("Not settled", row.unsettled)):
        if clauses:
            yield ""
            yield f"{label}: {', '.join(map(code, clauses))}"


def _plans(contract: ContractReport) -> Iterator[str]:
    chart = contract.chart
    if chart is None:
        return
    yield f"### {text(chart_title(chart))}"
    yield ""
    head = ("Clause", *(text(column.name) for column in chart.columns))
    prices = ("price by month", *(point_price(column.alone, chart) for column in chart.columns))
    counts = ("held in full", *(str(column.alone.clauses) for column in chart.columns))
    more = ("with options", *(_more(column, chart) for column in chart.columns))
    cells = ((text(line.name), *map(held_text, line.cells)) for line in chart.lines if not line.in_every_plan)
    yield from table(head, (*cells, prices, counts, more))
    yield ""
    common = ", ".join(text(line.name) for line in chart.lines if line.in_every_plan)
    if common:
        yield f"In every plan: {common}."
        yield ""
    yield price_note(chart)
    yield ""


def _more(column: Column, chart: Chart) -> str:
    """What the options add to a plan: `24 for 123.00 EUR`."""
    full = column.full
    return f"{full.clauses} for {point_price(full, chart)}" if full.clauses > column.alone.clauses else NONE


def _matrix(contract: ContractReport) -> Iterator[str]:
    rows = baseline_rows(contract.clauses)
    yield f"### The baseline, clause by clause ({counted(len(rows), 'clause', 'clauses')})"
    yield ""
    head = ("Clause", "Status", "Through", "Not held by", "Surcharge", "Over the term", "Line")
    yield from table(head, (_row(row, contract) for row in rows), right=3)


def _row(row: ClauseRow, contract: ContractReport) -> tuple[str, ...]:
    doubt = ", if it applies" if row.applies is Truth.UNKNOWN else ""
    added, over = row.surcharge, row.surcharge_over_term
    return (
        f"{text(row.name)} {code(row.clause)}",
        f"{STATUS_SIGN[row.status]} {row.status.value}{doubt}",
        ", ".join(map(code, row.through)) or NONE,
        code(str(row.without)) if row.through and row.without is not None else NONE,
        text(cost_text(added, contract.currency)) if added and not added.is_zero else NONE,
        text(sums_text(over)) if over and over.sums else NONE,
        str(row.location.span.line) if row.location else NONE,
    )
