"""A coverage for a terminal: article by article, with the line of what meets it."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from slacheck.report.coverage import OUTCOME_SIGN, OUTCOME_WORD, SCOPE_WORD, line_of, met_by, tally, told
from slacheck.report.palette import PLAIN, Style
from slacheck.report.tally import SHORT
from slacheck.report.words import anchor
from slacheck.rule.model import Outcome
from slacheck.source.excerpt import render as render_problem
from slacheck.source.excerpt import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.audit.coverage import Coverage, CoverageReport, Row

WIDTH = 100


def render(report: CoverageReport, *, width: int = WIDTH, style: Style = PLAIN) -> str:
    """Every contract against every framework, one after the other; files that could not be read come first."""
    sections = [
        "\n".join(["not checked: " + visible(file.file), *(render_problem(one) for one in file.problems)])
        for file in report.unreadable
    ]
    sections += ["\n".join(_coverage(one, width, style)) for one in report.covered]
    sections.append(f"slacheck {report.version}, {report.today.isoformat()}")
    return "\n\n".join(sections) + "\n"


def _coverage(coverage: Coverage, width: int, style: Style) -> Iterator[str]:
    pack = coverage.pack
    yield style.paint(style.strong, f"{visible(coverage.file)}: {_line(coverage.title)}")
    yield from _wrapped(f"{pack.title}; {pack.id} {pack.version} (sha256 {pack.sha256[:SHORT]})", "  ", width)
    yield from _wrapped(f"speaks to: {coverage.applies_to}; {SCOPE_WORD[coverage.scope]}", "  ", width)
    for question in coverage.scope_questions:
        yield from _wrapped(f"question: {question.text}", "  ", width)
    yield ""
    for row in coverage.rows:
        yield from _row(row, width, style)
    yield ""
    yield from _wrapped(tally(coverage), "  ", width)


def _row(row: Row, width: int, style: Style) -> Iterator[str]:
    colour = {Outcome.PASS: style.good, Outcome.NOT_APPLICABLE: style.faint, None: style.faint}.get(
        row.outcome
    )
    if colour is None:
        assert row.outcome is not None
        colour = style.of(row.outcome, row.severity)
    word = f"{OUTCOME_SIGN[row.outcome]} {OUTCOME_WORD[row.outcome]:14}"
    yield style.paint(colour, word) + f" {row.reference.id}  {anchor(row.reference)}"
    inset = " " * 17
    yield from _wrapped(row.reference.paraphrase, inset, width)
    if row.says:
        yield from _wrapped(told(row), inset + "→ ", width)
    for holding in met_by(row) if row.outcome in (Outcome.PASS, Outcome.GAP, Outcome.UNKNOWN) else ():
        yield from _wrapped(
            f"{holding.clause}: {holding.status.value}, {line_of(holding)}", inset + "  ", width
        )
    for question in row.questions:
        yield from _wrapped(f"question: {question.text}", inset + "  ", width)


def _wrapped(text: str, first: str, width: int) -> list[str]:
    return wrap(
        _line(text), width, initial_indent=first, subsequent_indent=" " * len(first), break_on_hyphens=False
    )


def _line(text: str) -> str:
    return visible(" ".join(text.split()))
