"""Plans against the baseline in a terminal: a matrix of signs and words, and bars of coverage beside prices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slacheck.audit.chart import BASE, Held
from slacheck.quantity import Money
from slacheck.report.words import NONE
from slacheck.source.excerpt import prose
from slacheck.tongue import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from slacheck.audit.chart import Chart, Column, Point
    from slacheck.tongue import Tongue

HELD_SIGN: Final[Mapping[Held, str]] = {
    Held.IN_PLAN: "✓",
    Held.BY_OPTION: "+",
    Held.LIMITED: "◐",
    Held.NOT: NONE,
    Held.UNSETTLED: "?",
}
"""A sign that tells how a plan holds a clause, without colour."""

HELD_MEANING: Final[Mapping[Held, str]] = {
    Held.IN_PLAN: worded("in the plan, in full, at no added price"),
    Held.BY_OPTION: worded("with an option, or at a price of its own"),
    Held.LIMITED: worded(
        "capped, narrowed, for a limited time or with a fee on use, whatever is bought with the plan"
    ),
    Held.NOT: worded("not to be had with the plan"),
    Held.UNSETTLED: worded("the words of the contract do not settle it"),
}

PRICES: Final = worded(
    "Prices by month over the initial term, or over a year where none is stated; for one user or unit where the "
    "contract does not say how many; without what is paid on use"
)
OPEN: Final = worded("not stated")
"""A price that nobody states, or that stands in another currency."""
_NAME = 18
"""So many characters of the name of a plan are shown in a column."""
_BAR = 24


def chart_title(chart: Chart, tongue: Tongue) -> str:
    """What the chart shows: `Plans against the baseline: 10 of 37 clauses named`."""
    return tongue.many(
        "Plans against the baseline: {named} of {number} clause named",
        "Plans against the baseline: {named} of {number} clauses named",
        chart.total,
        named=len(chart.lines),
    )


def price_note(chart: Chart, tongue: Tongue) -> str:
    """How the prices of the chart are to be read."""
    base = tongue("; beside the base service, whose price is not stated") if chart.open_base else ""
    return f"{tongue(PRICES)}{base}."


def point_price(point: Point, chart: Chart, tongue: Tongue) -> str:
    """A price by month, rounded to the cent where it has no exact one."""
    if point.monthly is None:
        return tongue(OPEN)
    cents = round(point.monthly, 2)
    return ("" if cents == point.monthly else "~") + tongue.money(Money(cents, chart.currency))


def plan_name(column: Column, tongue: Tongue) -> str:
    """The name of a plan; that of buying none is no name of the contract."""
    return tongue(BASE) if column.name == BASE else column.name


def matrix_lines(chart: Chart, width: int, tongue: Tongue) -> Iterator[str]:
    """The clauses whose holding depends on what is bought, plan by plan; the others in a count."""
    shown = [line for line in chart.lines if line.differs]
    if shown:
        margin, words = max(len(line.clause) for line in shown), words_fit(chart, width, tongue)
        numbers = [str(number) for number in range(1, len(chart.columns) + 1)]
        names = _names(chart, tongue) if words else numbers
        widths = _widths(names, tongue) if words else [max(2, len(name)) for name in names]
        yield _row("", names, margin, widths)
        for line in shown:
            cells = [held_text(one, tongue) if words else HELD_SIGN[one] for one in line.cells]
            yield _row(line.clause, cells, margin, widths)
        if not words:
            yield "  " + ", ".join(held_text(one, tongue) for one in Held)
    for held, clauses in _alike(chart).items():
        counted = tongue.many("{number} clause", "{number} clauses", clauses)
        yield tongue("  {held}, whatever is bought: {clauses}", held=held_text(held, tongue), clauses=counted)


def words_fit(chart: Chart, width: int, tongue: Tongue) -> bool:
    """Whether the matrix has room for words; else it holds signs, under the numbers of the plans."""
    margin = max((len(line.clause) for line in chart.lines if line.differs), default=0)
    return margin + sum(space + 2 for space in _widths(_names(chart, tongue), tongue)) + 2 <= width


def _names(chart: Chart, tongue: Tongue) -> list[str]:
    return [_short(plan_name(column, tongue), _NAME) for column in chart.columns]


def _widths(names: Iterable[str], tongue: Tongue) -> list[int]:
    widest = max(len(held_text(one, tongue)) for one in Held if one is not Held.UNSETTLED)
    return [max(len(name), widest) for name in names]


def held_text(held: Held, tongue: Tongue) -> str:
    """The sign and the word: `+ by option`."""
    return f"{HELD_SIGN[held]} {tongue(held.value)}"


def _row(title: str, cells: list[str], margin: int, widths: list[int]) -> str:
    padded = (f"{cell:<{space}}" for cell, space in zip(cells, widths, strict=True))
    return f"  {title:<{margin}}  {'  '.join(padded)}".rstrip()


def _alike(chart: Chart) -> dict[Held, int]:
    found: dict[Held, int] = {}
    for line in chart.lines:
        if not line.differs and line.cells:
            found[line.cells[0]] = found.get(line.cells[0], 0) + 1
    return found


def coverage_lines(chart: Chart, tongue: Tongue, *, numbered: bool) -> Iterator[str]:
    """Each plan with its price and, as a bar, the clauses that it holds in full; then with options."""
    rows: list[tuple[str, Point]] = []
    for number, (name, column) in enumerate(zip(_names(chart, tongue), chart.columns, strict=True), 1):
        rows.append((f"{number} {name}" if numbered else name, column.alone))
        if column.full.clauses > column.alone.clauses:
            rows.append((f"  {tongue('with options')}", column.full))
    margin = max((len(name) for name, _ in rows), default=0)
    prices = [point_price(point, chart, tongue) for _, point in rows]
    space = max(map(len, prices), default=0)
    most = max(len(chart.lines), 1)
    for (name, point), price in zip(rows, prices, strict=True):
        filled = _BAR * point.clauses // most
        bar = "█" * filled + "·" * (_BAR - filled)
        yield f"  {name:<{margin}}  {price:>{space}}  {bar} {point.clauses}"


def _short(name: str, most: int) -> str:
    plain = prose(name)
    return plain if len(plain) <= most else plain[: most - 1] + "…"
