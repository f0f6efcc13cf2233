"""The report as Markdown (CommonMark with tables), for a comment on a pull request or a lawyer's mail.

Text from outside is escaped so that it stays text: no markup, no link, no mention of an account.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from slacheck.report.aside import asides
from slacheck.report.chart import chart_title, held_text, plan_name, point_price, price_note
from slacheck.report.group import groups, wording_homes
from slacheck.report.matrix import baseline_rows
from slacheck.report.price import added_over_term, added_text, baseline_adds, price_rows
from slacheck.report.quote import quoted
from slacheck.report.tally import contract_tally, run_tally, verdict
from slacheck.report.tone import grade
from slacheck.report.words import (
    LEGAL_STATUS,
    LETTER,
    NEAREST,
    NONE,
    NOT_ADVICE,
    TITLE,
    anchor,
    heading,
    status_text,
    told,
)
from slacheck.source.excerpt import prose
from slacheck.source.excerpt import render as render_problem
from slacheck.tongue import speak

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from slacheck.audit.chart import Chart, Column
    from slacheck.audit.model import ClauseRow, ContractReport, Finding, Report, UnreadableFile
    from slacheck.report.group import Group
    from slacheck.tongue import Tongue

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&#$]|(?<=:)//|(?<=www)\.|^[-+=](?=\s)|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
_MENTION = re.compile(r"(?<!\w)@(?=\w)")
_RUN = re.compile(r"`+")


def render(report: Report) -> str:
    """The whole report."""
    tongue = speak(report.language)
    checked = tongue("Checked as of {day}.", day=tongue.day(report.today))
    lines = [f"# {tongue(TITLE)}", "", checked, ""]
    if len(report.contracts) > 1:
        lines += [*_contents(report.contracts, tongue), ""]
    for file in report.unreadable:
        lines += [*_unreadable(file, tongue), ""]
    for contract in report.contracts:
        lines += [*_contract(contract, tongue), ""]
    lines += ["---", ""]
    for sentence in run_tally(report, tongue):
        lines += [text(sentence), ""]
    return "\n".join([*lines, f"*{text(tongue(NOT_ADVICE))}*"]) + "\n"


def text(words: str) -> str:
    """A text on one line that Markdown shows as it is."""
    plain = prose(words)
    return _MENTION.sub("@<!-- -->", _SPECIAL.sub(r"\\\g<0>", plain))


def code(words: str) -> str:
    """A short text in a code span; in a table a bar must be escaped there, too."""
    plain = prose(words).replace("|", "\\|")
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


def _contents(contracts: Iterable[ContractReport], tongue: Tongue) -> list[str]:
    rows = [
        (
            text(one.title), code(one.file), text(one.supplier), text(verdict(one, tongue)),
            text(baseline_adds(one, tongue)),
        )
        for one in contracts
    ]  # fmt: skip
    head = (
        tongue("Contract"), tongue("File"), tongue("Supplier"), tongue("Result"), tongue("Baseline adds")
    )  # fmt: skip
    return table(head, rows, right=1)


def _unreadable(file: UnreadableFile, tongue: Tongue) -> Iterator[str]:
    yield f"## {tongue('Not checked: {file}', file=code(file.file))}"
    for problem in file.problems:
        yield ""
        yield from _block(render_problem(problem).split("\n"))


def _contract(contract: ContractReport, tongue: Tongue) -> Iterator[str]:
    yield f"## {text(contract.title)}"
    yield ""
    state, customer = text(tongue(contract.status)), text(contract.customer)
    yield tongue("{file}, {status}. Customer: {name}.", file=code(contract.file), status=state, name=customer)
    yield tongue("Supplier: {name}.", name=text(contract.supplier))
    yield ""
    yield f"**{verdict(contract, tongue)}** ({contract_tally(contract, tongue)})"
    found = groups(contract.findings)
    homes = wording_homes(found)
    for number, group in enumerate(found, 1):
        yield ""
        yield from _group(number, group, homes, tongue)
    for section in asides(contract, tongue):
        yield from ("", f"### {section.title}", "")
        yield from table(section.head, (tuple(text(cell) or NONE for cell in row) for row in section.rows))
    yield from _questions(contract, tongue)
    yield ""
    yield from _price(contract, tongue)
    yield ""
    yield from _plans(contract, tongue)
    yield from _matrix(contract, tongue)


def _group(number: int, group: Group, homes: Mapping[str, str], tongue: Tongue) -> Iterator[str]:
    first, instead = group.first, tongue("Instead:")
    yield f"### {number}. {tongue(heading(first.rule))}"
    yield ""
    legal = tongue(LEGAL_STATUS[first.legal_status])
    yield f"**{tongue(grade(first))}**, {legal}, {code(first.rule)}{tongue(': ')}{text(first.why)}"
    if first.references:
        yield ""
        yield from (f"- {text(anchor(reference, tongue))}" for reference in first.references)
    common = group.remedy()
    if common:
        yield ""
        yield f"**{instead}** {text(common)}"
    for index, finding in enumerate(group.findings, 1):
        yield ""
        yield from _finding(f"{number}.{index}", finding, tongue)
        own = group.own_remedy(finding)
        if own:
            yield ""
            yield f"**{instead}** {text(own)}"
        if finding.wording:
            yield ""
            yield from _wording(f"{number}.{index}", finding.wording, homes, tongue)


def _finding(number: str, finding: Finding, tongue: Tongue) -> Iterator[str]:
    near = f"{tongue(NEAREST)}{tongue(': ')}" if finding.location.missing else ""
    yield f"**{number}** {text(told(finding, tongue))} ({near}{code(str(finding.location.span))})"
    yield ""
    yield from _block(quoted(finding))


def _wording(number: str, wording: str, homes: Mapping[str, str], tongue: Tongue) -> Iterator[str]:
    if homes[wording] != number:
        yield tongue("Proposed wording: as under {number}.", number=homes[wording])
        return
    yield tongue("Proposed wording:")
    yield ""
    yield f"> {text(wording)}"


def _questions(contract: ContractReport, tongue: Tongue) -> Iterator[str]:
    asked = contract.questions()
    if not asked:
        return
    yield ""
    yield f"### {tongue('Questions for the supplier')}"
    yield ""
    yield tongue(LETTER)
    yield ""
    for number, (question, rules) in enumerate(asked.items(), 1):
        needed = tongue(
            "(line {line}; needed by {rules})",
            line=question.location.span.line,
            rules=", ".join(map(code, rules)),
        )
        yield f"{number}. {text(question.text)} {needed}"


def _price(contract: ContractReport, tongue: Tongue) -> Iterator[str]:
    row = contract.baseline
    rows = [
        _bold(*map(text, one[:3])) if one.total else tuple(map(text, one[:3]))
        for one in price_rows(contract, tongue)
    ]
    yield f"### {tongue('What the baseline costs')}"
    yield ""
    yield from table((tongue("Purchase"), tongue("What is bought"), tongue("Price")), rows, right=1)
    if row.lacking:
        yield ""
        yield tongue("No purchase holds in full: {clauses}", clauses=", ".join(map(code, row.lacking)))
    if row.unsettled:
        yield ""
        yield tongue("Not settled: {clauses}", clauses=", ".join(map(code, row.unsettled)))


def _bold(name: str, bought: str, price: str) -> tuple[str, str, str]:
    return f"**{name}**", bought, f"**{price}**" if price else NONE


def _plans(contract: ContractReport, tongue: Tongue) -> Iterator[str]:
    chart = contract.chart
    if chart is None:
        return
    yield f"### {text(chart_title(chart, tongue))}"
    yield ""
    columns = chart.columns
    head = (tongue("Clause"), *(text(plan_name(one, tongue)) for one in columns))
    prices = (tongue("price by month"), *(point_price(one.alone, chart, tongue) for one in columns))
    counts = (tongue("held in full"), *(str(one.alone.clauses) for one in columns))
    more = (tongue("with options"), *(_more(one, chart, tongue) for one in columns))
    cells = (
        (text(line.name), *(held_text(one, tongue) for one in line.cells))
        for line in chart.lines
        if not line.in_every_plan
    )
    yield from table(head, (*cells, prices, counts, more))
    yield ""
    common = ", ".join(text(line.name) for line in chart.lines if line.in_every_plan)
    if common:
        yield tongue("In every plan: {clauses}.", clauses=common)
        yield ""
    yield price_note(chart, tongue)
    yield ""


def _more(column: Column, chart: Chart, tongue: Tongue) -> str:
    """What the options add to a plan: `24 for 123.00 EUR`."""
    full = column.full
    if full.clauses == column.alone.clauses:
        return NONE
    return tongue("{number} for {price}", number=full.clauses, price=point_price(full, chart, tongue))


def _matrix(contract: ContractReport, tongue: Tongue) -> Iterator[str]:
    rows = baseline_rows(contract.clauses)
    yield "### " + tongue.many(
        "The baseline, clause by clause ({number} clause)",
        "The baseline, clause by clause ({number} clauses)",
        len(rows),
    )
    yield ""
    head = (
        tongue("Clause"), tongue("Status"), tongue("Through"), tongue("Not held by"), tongue("Surcharge"),
        tongue("Over the term"), tongue("Line"),
    )  # fmt: skip
    yield from table(head, (_row(row, contract, tongue) for row in rows), right=3)


def _row(row: ClauseRow, contract: ContractReport, tongue: Tongue) -> tuple[str, ...]:
    lacking = row.without if row.through else None
    return (
        f"{text(row.name)} {code(row.clause)}",
        status_text(row, tongue),
        ", ".join(map(code, row.through)) or NONE,
        NONE if lacking is None else code(tongue(lacking.said)),
        text(added_text(row, contract, tongue)) or NONE,
        text(added_over_term(row, tongue)) or NONE,
        str(row.location.span.line) if row.location else NONE,
    )
