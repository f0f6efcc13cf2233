"""The report as one HTML page: to read on a screen, to print on A4, to attach to a letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from slacheck.report import drawing
from slacheck.report.aside import asides
from slacheck.report.chart import HELD_MEANING, chart_title, held_text, plan_name, point_price, price_note
from slacheck.report.group import groups, wording_homes
from slacheck.report.matrix import baseline_rows
from slacheck.report.page import fill, speaking
from slacheck.report.price import added_over_term, added_text, baseline_adds, price_rows
from slacheck.report.quote import quote
from slacheck.report.tally import contract_tally, run_tally, verdict
from slacheck.report.tone import STATUS_TONE, contract_tone, finding_tone, grade
from slacheck.report.words import borrowed, told
from slacheck.tongue import speak
from slacheck.truth import Truth

if TYPE_CHECKING:
    from slacheck.audit.model import Report

_NAMES: Final = {
    "Truth": Truth,
    "groups": groups,
    "wording_homes": wording_homes,
    "STATUS_TONE": STATUS_TONE,
    "contract_tone": contract_tone,
    "finding_tone": finding_tone,
    "grade": grade,
    "baseline_rows": baseline_rows,
    "quote": quote,
    "HELD_MEANING": HELD_MEANING,
    "size": drawing,
}
_SPEAKING: Final[tuple[Callable[..., object], ...]] = (
    added_over_term, added_text, baseline_adds, price_rows, contract_tally, run_tally, verdict, held_text, chart_title,
    plan_name, point_price, price_note, told, borrowed, drawing.draw, asides,
)  # fmt: skip
"""What a template calls without the tongue, its last argument."""


def render(report: Report) -> str:
    """The whole report as one page."""
    names = {**_NAMES, **speaking(_SPEAKING, speak(report.language))}
    return fill("page.html.j2", report.language, names, {"report": report})
