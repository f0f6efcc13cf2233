"""A coverage for a terminal: article by article, with the line of what meets it."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from slacheck.report.coverage import OUTCOME_SIGN, OUTCOME_WORD, SCOPE_WORD, line_of, met_by, tally, told
from slacheck.report.palette import PLAIN, Style
from slacheck.report.tally import SHORT
from slacheck.report.words import anchor, borrowed
from slacheck.rule.model import Outcome
from slacheck.source.excerpt import prose, visible
from slacheck.source.excerpt import render as render_problem
from slacheck.tongue import speak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.audit.coverage import Coverage, CoverageReport, Row
    from slacheck.tongue import Tongue

WIDTH = 100


def render(report: CoverageReport, *, width: int = WIDTH, style: Style = PLAIN) -> str:
    """Every contract against every framework, one after the other; files that could not be read come first."""
    tongue = speak(report.language)
    sections = [
        "\n".join(
            [
                tongue("not checked: {file}", file=visible(file.file)),
                *(render_problem(one) for one in file.problems),
            ]
        )
        for file in report.unreadable
    ]
    sections += ["\n".join(_coverage(one, width, style, tongue)) for one in report.covered]
    note = borrowed((one.borrowed for one in report.covered), tongue)
    closing = f"slacheck {report.version}, {tongue.day(report.today)}"
    sections.append(f"{note}\n{closing}" if note else closing)
    return "\n\n".join(sections) + "\n"


def _coverage(coverage: Coverage, width: int, style: Style, tongue: Tongue) -> Iterator[str]:
    pack = coverage.pack
    yield style.paint(style.strong, f"{visible(coverage.file)}: {prose(coverage.title)}")
    yield from _wrapped(f"{pack.title}; {pack.id} {pack.version} (sha256 {pack.sha256[:SHORT]})", "  ", width)
    scope = f"{tongue('speaks to:')} {coverage.applies_to}; {tongue(SCOPE_WORD[coverage.scope])}"
    yield from _wrapped(scope, "  ", width)
    for question in coverage.scope_questions:
        yield from _wrapped(f"{tongue('question:')} {question.text}", "  ", width)
    yield ""
    for row in coverage.rows:
        yield from _row(row, width, style, tongue)
    yield ""
    yield from _wrapped(tally(coverage, tongue), "  ", width)


def _row(row: Row, width: int, style: Style, tongue: Tongue) -> Iterator[str]:
    room = max(14, *(len(tongue(word)) for word in OUTCOME_WORD.values()))
    colour = {Outcome.PASS: style.good, Outcome.NOT_APPLICABLE: style.faint, None: style.faint}.get(
        row.outcome
    )
    if colour is None:
        assert row.outcome is not None
        colour = style.of(row.outcome, row.severity)
    word = f"{OUTCOME_SIGN[row.outcome]} {tongue(OUTCOME_WORD[row.outcome]):{room}}"
    yield style.paint(colour, word) + f" {row.reference.id}  {anchor(row.reference, tongue)}"
    inset = " " * (room + 3)
    yield from _wrapped(row.reference.said(tongue.language), inset, width)
    if row.says:
        yield from _wrapped(told(row), inset + "→ ", width)
    for holding in met_by(row) if row.outcome in (Outcome.PASS, Outcome.GAP, Outcome.UNKNOWN) else ():
        said = f"{tongue(holding.status.value)}, {line_of(holding, tongue)}"
        yield from _wrapped(f"{holding.clause}{tongue(': ')}{said}", inset + "  ", width)
    for question in row.questions:
        yield from _wrapped(f"{tongue('question:')} {question.text}", inset + "  ", width)


def _wrapped(text: str, first: str, width: int) -> list[str]:
    return wrap(
        prose(text), width, initial_indent=first, subsequent_indent=" " * len(first), break_on_hyphens=False
    )
