"""The report as one HTML page: to read on a screen, to print on A4, to attach to a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slacheck.report import drawing
from slacheck.report.aside import asides
from slacheck.report.chart import HELD_MEANING, chart_title, held_text, point_price, price_note
from slacheck.report.group import groups, wording_homes
from slacheck.report.matrix import baseline_rows
from slacheck.report.page import fill
from slacheck.report.price import cost_text, sums_text, total_text
from slacheck.report.quote import quote
from slacheck.report.tally import contract_tally, run_tally, verdict
from slacheck.report.tone import STATUS_TONE, contract_tone, finding_tone, grade
from slacheck.truth import Truth

if TYPE_CHECKING:
    from slacheck.audit.model import Report

_NAMES: Final = {
    "Truth": Truth,
    "asides": asides,
    "groups": groups,
    "wording_homes": wording_homes,
    "STATUS_TONE": STATUS_TONE,
    "contract_tone": contract_tone,
    "finding_tone": finding_tone,
    "grade": grade,
    "baseline_rows": baseline_rows,
    "quote": quote,
    "cost_text": cost_text,
    "total_text": total_text,
    "sums_text": sums_text,
    "contract_tally": contract_tally,
    "run_tally": run_tally,
    "verdict": verdict,
    "HELD_MEANING": HELD_MEANING,
    "held_text": held_text,
    "chart_title": chart_title,
    "point_price": point_price,
    "price_note": price_note,
    "draw": drawing.draw,
    "size": drawing,
}


def render(report: Report) -> str:
    """The whole report as one page."""
    return fill("page.html.j2", _NAMES, {"report": report})
