"""A coverage as one HTML page: the matrix of requirements, by axis, and by contract where there are several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slacheck.report.coverage import (
    AXIS_SIGN,
    AXIS_WORD,
    OUTCOME_SIGN,
    OUTCOME_TONE,
    OUTCOME_WORD,
    SCOPE_WORD,
    line_of,
    met_by,
    tally,
    told,
)
from slacheck.report.page import fill
from slacheck.report.words import borrowed
from slacheck.rule.model import Outcome
from slacheck.tongue import speak

if TYPE_CHECKING:
    from slacheck.audit.coverage import Coverage, CoverageReport

_NAMES: Final = {
    "AXIS_SIGN": AXIS_SIGN,
    "AXIS_WORD": AXIS_WORD,
    "OUTCOME_SIGN": OUTCOME_SIGN,
    "OUTCOME_TONE": OUTCOME_TONE,
    "OUTCOME_WORD": OUTCOME_WORD,
    "SCOPE_WORD": SCOPE_WORD,
    "MET": Outcome.PASS,
    "met_by": met_by,
    "told": told,
}


def render(report: CoverageReport) -> str:
    """The whole report as one page."""
    frameworks: dict[str, list[Coverage]] = {}
    for one in report.covered:
        frameworks.setdefault(one.pack.id, []).append(one)
    contracts = {one.file + one.contract for one in report.covered}
    tongue = speak(report.language)
    given = {"report": report, "frameworks": frameworks, "contracts": contracts, "tone": tone}
    speaking = {
        "tally": lambda one: tally(one, tongue),
        "borrowed": lambda texts: borrowed(texts, tongue),
        "line_of": lambda holding: line_of(holding, tongue),
    }
    return fill("coverage.html.j2", report.language, {**_NAMES, **speaking}, given)


def tone(one: Coverage) -> str:
    """How a contract stands against a framework: a gap or a broken rule first, then what is open."""
    for outcome in (Outcome.BROKEN, Outcome.GAP, Outcome.UNKNOWN, Outcome.PASS):
        if one.counts.get(outcome):
            return OUTCOME_TONE[outcome]
    return "quiet"
