"""A comparison of offers for a terminal: a column an offer, figures first, then clause by clause."""

from __future__ import annotations

from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING

from slacheck.report.compare import (
    LOWEST,
    METHOD,
    cell_text,
    difference_text,
    figures,
    labels,
    summary,
)
from slacheck.report.palette import PLAIN, Style
from slacheck.report.tally import SHORT
from slacheck.source.excerpt import prose, visible
from slacheck.source.excerpt import render as render_problem
from slacheck.tongue import speak

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from slacheck.audit.compare import Bid, Comparison
    from slacheck.tongue import Tongue

WIDTH = 100
NARROWEST = 16
"""So many columns an offer takes at least; then the table is wider than the terminal."""


def render(comparison: Comparison, *, width: int = WIDTH, style: Style = PLAIN) -> str:
    """The whole comparison; files that could not be read come first."""
    tongue = speak(comparison.language)
    lines: list[str] = []
    for file in comparison.unreadable:
        lines.append(tongue("not compared: {file}", file=visible(file.file)))
        lines += [*(render_problem(one) for one in file.problems), ""]
    if comparison.bids:
        lines += _table(comparison, width, style, tongue)
        lines += _questions(comparison, width, tongue)
        lines += ["", *wrap(tongue(METHOD), width)]
    lines.append(_rests_on(comparison, tongue))
    return "\n".join(lines) + "\n"


def _rests_on(comparison: Comparison, tongue: Tongue) -> str:
    """The version, the day and the packs."""
    packs = tongue("; ").join(
        f"{pack.id} {pack.version} (sha256 {pack.sha256[:SHORT]})" for pack in comparison.packs
    )
    return tongue(
        "slacheck {version}, {day}, packs: {packs}",
        version=comparison.version,
        day=comparison.today,
        packs=packs or tongue("none"),
    )


def _table(comparison: Comparison, width: int, style: Style, tongue: Tongue) -> Iterator[str]:
    names = labels(comparison)
    first = min(34, width // 3)
    each = max(NARROWEST, (width - first) // len(names) - 2)
    yield style.paint(style.strong, prose(summary(comparison)))
    for difference in comparison.differences:
        said = prose(difference_text(difference, names, tongue))
        for text in wrap(f"{tongue('warning')}{tongue(': ')}{said}", width, subsequent_indent="  "):
            yield style.paint(style.warning, text)
    yield ""
    yield from _row("", names, first, each)
    yield from _row("", [bid.report.file for bid in comparison.bids], first, each)
    yield from _row("", [tongue(bid.report.status) for bid in comparison.bids], first, each)
    yield ""
    for figure in figures(comparison):
        cells = [
            f"{cell} ({tongue(LOWEST)})" if place in figure.marked else cell
            for place, cell in enumerate(figure.cells)
        ]
        yield from _row(figure.name, cells, first, each)
    yield ""
    for row in comparison.rows:
        cells = [cell_text(cell, tongue) for cell in row.cells]
        yield from _row(row.name, cells, first, each)


def _row(name: str, cells: Sequence[str], first: int, each: int) -> Iterator[str]:
    """One row in as many lines as its longest cell needs."""
    columns = [_wrapped(name, first), *(_wrapped(cell, each) for cell in cells)]
    widths = [first, *[each] * len(cells)]
    for pieces in zip_longest(*columns, fillvalue=""):
        padded = (f"{piece:<{size}}" for piece, size in zip(pieces, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(prose(text), width) or [""]


def _questions(comparison: Comparison, width: int, tongue: Tongue) -> Iterator[str]:
    for name, bid in zip(labels(comparison), comparison.bids, strict=True):
        asked = _asked(bid)
        if asked:
            yield ""
            yield tongue("questions for {name}", name=prose(name))
        for number, text in enumerate(asked, 1):
            yield from wrap(prose(text), width, initial_indent=f"  {number}. ", subsequent_indent="     ")


def _asked(bid: Bid) -> list[str]:
    return [question.text for question in bid.report.questions()]
