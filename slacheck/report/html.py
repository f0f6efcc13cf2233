"""The report as one HTML page that needs nothing else: to read on a screen, to print on A4, to attach to a letter.

Everything that comes from a contract or a pack is escaped by the template engine, and what could turn or hide words
is shown as a visible escape. A content security policy allows the page its own style sheet and nothing else.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pkgutil import get_data
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from slacheck.report import drawing, words
from slacheck.report.chart import HELD_MEANING, chart_title, held_text, point_price, price_note
from slacheck.report.group import groups, wording_homes
from slacheck.report.matrix import baseline_rows
from slacheck.report.price import cost_text, sums_text, total_text
from slacheck.report.quote import quote
from slacheck.report.tally import contract_tally, run_tally, verdict
from slacheck.report.tone import STATUS_TONE, contract_tone, finding_tone, grade
from slacheck.source.excerpt import render as render_problem
from slacheck.source.excerpt import visible
from slacheck.truth import Truth

if TYPE_CHECKING:
    from jinja2 import Template

    from slacheck.audit.model import Report


def render(report: Report) -> str:
    """The whole report as one page."""
    style = _shipped("page.css")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return _template().render(report=report, style=Markup(style), style_digest=digest)  # noqa: S704  # our own file


@cache
def _template() -> Template:
    environment = Environment(
        loader=FunctionLoader(_shipped),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    environment.globals.update(
        words=words,
        Truth=Truth,
        groups=groups,
        wording_homes=wording_homes,
        STATUS_TONE=STATUS_TONE,
        contract_tone=contract_tone,
        finding_tone=finding_tone,
        grade=grade,
        baseline_rows=baseline_rows,
        quote=quote,
        cost_text=cost_text,
        total_text=total_text,
        sums_text=sums_text,
        render_problem=render_problem,
        contract_tally=contract_tally,
        run_tally=run_tally,
        verdict=verdict,
        HELD_MEANING=HELD_MEANING,
        held_text=held_text,
        chart_title=chart_title,
        point_price=point_price,
        price_note=price_note,
        draw=drawing.draw,
        size=drawing,
    )
    environment.filters["ticks"] = _ticks
    environment.filters["unbroken"] = _unbroken
    return environment.get_template("page.html.j2")


def _shown(value: object) -> object:
    """A text as the page shows it, before it is escaped: nothing in it turns the writing direction or hides."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return "\n".join(map(visible, value.split("\n")))


_TICKS = re.compile(r"`([^`\n]+)`")


def _ticks(text: str) -> Markup:
    """A message with the words between backticks as code, everything escaped."""
    parts = _TICKS.split(str(_shown(text)))
    pairs = zip(parts[::2], [*parts[1::2], ""], strict=True)
    return Markup("").join(
        escape(plain) + (Markup("<code>{}</code>").format(code) if code else "") for plain, code in pairs
    )


_SUM = re.compile(r"(?<=\d) (?=[A-Z]{3}\b)")


def _unbroken(text: str) -> str:
    """A price in which no line breaks between a figure and its currency."""
    return _SUM.sub("\N{NO-BREAK SPACE}", text)


@cache
def _shipped(name: str) -> str:
    """A file of this package."""
    data = get_data("slacheck.report", name)
    assert data is not None, name
    return data.decode()
