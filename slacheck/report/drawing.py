"""Where everything stands in the picture of price against coverage: numbers for an SVG, computed without drawing it."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, NamedTuple

from slacheck.report.chart import plan_name, point_price

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from slacheck.audit.chart import Chart, Column, Point
    from slacheck.tongue import Tongue

WIDTH, HEIGHT = 720, 320
LEFT, RIGHT, TOP, BOTTOM = 46, 24, 22, 46
GUTTER = 150
"""The room at the right for plans whose price is not stated."""
_STEPS = 5
_LETTER = 6.4
"""About the width of a letter of a label, which is 11 high."""
_LINE = 13


class Tick(NamedTuple):
    """A mark on an axis."""

    at: float
    text: str


class Dot(NamedTuple):
    """A purchase in the picture, with its label."""

    x: float
    y: float
    label: str
    label_x: float
    label_y: float
    anchor: str
    """How the label stands to its place, in the words of SVG."""
    hint: str
    """The purchase in a sentence."""
    with_options: bool


class Link(NamedTuple):
    """From a plan alone to the same plan with its options."""

    x1: float
    y1: float
    x2: float
    y2: float


class Drawing(NamedTuple):
    """The whole picture, in units of the SVG."""

    dots: tuple[Dot, ...]
    links: tuple[Link, ...]
    prices: tuple[Tick, ...]
    clauses: tuple[Tick, ...]
    right: float
    """Where the prices end."""
    gutter: float | None
    """The middle of the room for plans without a stated price; none where all have one."""
    summary: str
    """The picture in words."""


def draw(chart: Chart, tongue: Tongue) -> Drawing:
    """Place every purchase of a chart."""
    points = [point for column in chart.columns for point in _points(column)]
    is_open = any(point.monthly is None for point in points)
    right = WIDTH - RIGHT - (GUTTER if is_open else 0)
    dearest = max((point.monthly for point in points if point.monthly is not None), default=Decimal(0))
    step = _step(dearest)
    end = step * max(Decimal(1), (dearest / step).to_integral_value(ROUND_CEILING))
    axis = _Axes(right, end, max(len(chart.lines), 1))
    placed = list(_placed(chart, axis, tongue))
    return Drawing(
        dots=tuple(_labelled(placed)),
        links=tuple(_links(chart, axis)),
        prices=tuple(_price_ticks(axis, step, tongue)),
        clauses=tuple(_clause_ticks(axis)),
        right=right,
        gutter=axis.gutter if is_open else None,
        summary="; ".join(dot.hint for dot in placed),
    )


class _Axes:
    """From a price and a number of clauses to a place."""

    def __init__(self, right: float, dearest: Decimal, most: int) -> None:
        self.right = right
        self.dearest = dearest
        self.most = most
        self.gutter = (right + WIDTH - RIGHT) / 2 + 6

    def x(self, monthly: Decimal | None) -> float:
        if monthly is None:
            return self.gutter
        return round(LEFT + (self.right - LEFT) * float(monthly / self.dearest), 1)

    def y(self, clauses: int) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * clauses / self.most, 1)


def _points(column: Column) -> tuple[Point, ...]:
    more = column.full.clauses > column.alone.clauses
    return (column.alone, column.full) if more else (column.alone,)


def _step(dearest: Decimal) -> Decimal:
    """A round distance of ticks (1, 2 or 5 times a power of ten) that makes at most five of them."""
    if dearest <= 0:
        return Decimal(1)
    power = Decimal(1).scaleb((dearest / _STEPS).adjusted())
    return next(power * one for one in (1, 2, 5, 10) if power * one * _STEPS >= dearest)


def _price_ticks(axis: _Axes, step: Decimal, tongue: Tongue) -> Iterator[Tick]:
    at = Decimal(0)
    while at <= axis.dearest:
        yield Tick(axis.x(at), tongue.number(at))
        at += step


def _clause_ticks(axis: _Axes) -> Iterator[Tick]:
    step = int(max(_step(Decimal(axis.most)), Decimal(1)))
    for number in range(0, axis.most + 1, step):
        yield Tick(axis.y(number), str(number))


def _placed(chart: Chart, axis: _Axes, tongue: Tongue) -> Iterator[Dot]:
    for column in chart.columns:
        for point in _points(column):
            with_options = point is not column.alone
            name = plan_name(column, tongue)
            label = tongue("{plan} + options", plan=name) if with_options else name
            held = tongue.many("{number} clause", "{number} clauses", point.clauses)
            price = tongue("price not stated") if point.monthly is None else point_price(point, chart, tongue)
            hint = f"{label}{tongue(': ')}{held}, {price}"
            x, y = axis.x(point.monthly), axis.y(point.clauses)
            yield Dot(x, y, label, x, y, "start", hint, with_options)


def _links(chart: Chart, axis: _Axes) -> Iterator[Link]:
    for column in chart.columns:
        if len(_points(column)) > 1:
            alone, full = column.alone, column.full
            yield Link(
                axis.x(alone.monthly), axis.y(alone.clauses), axis.x(full.monthly), axis.y(full.clauses)
            )


def _labelled(dots: Iterable[Dot]) -> Iterator[Dot]:
    """Labels where they hide neither a dot nor another label: right, left, above, below, further below."""
    found = list(dots)
    taken = [(dot.x - 6, dot.y - 6, dot.x + 6, dot.y + 6) for dot in found]
    for dot in found:
        places = list(_places(dot))
        free = (one for one in places if not any(_overlap(_box(one), other) for other in taken))
        chosen = next(free, places[0])
        taken.append(_box(chosen))
        yield chosen


def _places(dot: Dot) -> Iterator[Dot]:
    for x, y, anchor in (
        (10, 4, "start"), (-10, 4, "end"), (0, -10, "middle"), (0, 19, "middle"), (10, 17, "start"),
        (10, -9, "start"), (-10, -9, "end"), (0, -10 - _LINE, "middle"), (0, 19 + _LINE, "middle"),
        (0, -10 - 2 * _LINE, "middle"), (0, 19 + 2 * _LINE, "middle"),
    ):  # fmt: skip
        moved = dot._replace(label_x=round(dot.x + x, 1), label_y=round(dot.y + y, 1), anchor=anchor)
        left, top, right, bottom = _box(moved)
        if left >= LEFT - 30 and right <= WIDTH and top >= 0 and bottom <= HEIGHT - 16:
            yield moved
    yield dot._replace(label_x=dot.x, label_y=dot.y - 10, anchor="middle")


def _box(dot: Dot) -> tuple[float, float, float, float]:
    width = len(dot.label) * _LETTER
    left = dot.label_x - {"start": 0, "middle": width / 2, "end": width}[dot.anchor]
    return left, dot.label_y - 10, left + width, dot.label_y + 3


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
