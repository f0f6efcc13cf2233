"""A value moved by one small unit, or read in another unit: what a mistake in a bound looks like."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from slacheck.quantity import Duration, Money, Percent, decimal_text
from slacheck.rule.expr import Call, Expr, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOUR, _DAY = 3_600, 86_400
_BY_HOURS = 3 * _DAY
"""Up to this length a duration moves by hours: such bounds are written as `PT48H`."""
# The unit that is taken for another: the next larger one, for the largest the next smaller.
_MISTAKEN = {"S": "M", "M": "H", "H": "D"}
_MISTAKEN_DATE = {"D": "M", "M": "Y", "Y": "M"}


def nudged(value: object) -> Iterator[object]:
    """The value one small unit lower and one higher, as far as there is one: a day, a month, the last decimal."""
    match value:
        case bool():
            return
        case int():
            yield from (value - 1, value + 1)
        case Decimal():
            yield from (value - _last_place(value), value + _last_place(value))
        case Percent(points):
            yield from (Percent(one) for one in nudged(points) if isinstance(one, Decimal))
        case Money(amount, currency):
            yield from (Money(one, currency) for one in nudged(amount) if isinstance(one, Decimal))
        case Duration():
            yield from _nudged_duration(value)
        case date():
            yield from (value - timedelta(1), value + timedelta(1))
        case _:
            return


def in_another_unit(value: object) -> Iterator[object]:
    """The same figure in a unit that it may be mistaken for: `PT48H` as `P48D`, `10 EUR` as `10 USD`."""
    if isinstance(value, Duration):
        parts = _parts(value)
        if len(parts) == 1 and value != Duration():
            count, unit, timed = parts[0]
            mistaken = _MISTAKEN[unit] if timed else _MISTAKEN_DATE[unit]
            yield Duration.parse(f"P{'T' if timed and mistaken != 'D' else ''}{count}{mistaken}")
    elif isinstance(value, Money) and value.amount:
        yield Money(value.amount, "USD" if value.currency == "EUR" else "EUR")


def literal_of(value: object) -> Expr | None:
    """The expression that writes a value, or none where the language has no literal for it."""
    match value:
        case bool() | int() | Decimal() | str():
            return Literal(value)
        case Percent(points):
            return _quantity("percent", decimal_text(points))
        case Money(amount, currency):
            return _quantity("money", f"{decimal_text(amount)} {currency}")
        case Duration():
            return _quantity("duration", duration_text(value))
        case date():
            return _quantity("date", value.isoformat())
        case _:
            return None


def duration_text(value: Duration) -> str:
    """A duration in one unit where one will do: `PT48H`, `P90D`, `P36M`."""
    parts = _parts(value)
    days = "".join(f"{count}{unit}" for count, unit, timed in parts if not timed)
    times = "".join(f"{count}{unit}" for count, unit, timed in parts if timed)
    return f"P{days}" + (f"T{times}" if times else "")


def _quantity(function: str, text: str) -> Expr:
    return Call(function, (Literal(text),))


def _last_place(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))


def _parts(value: Duration) -> list[tuple[str, str, bool]]:
    """Count, unit, and whether it is a unit of the clock; the largest unit in which the count is whole."""
    months = [(str(value.months), "M", False)] if value.months else []
    if months and not value.seconds:
        return months
    size, unit = _unit(value.seconds)
    return [*months, (decimal_text(value.seconds / size), unit, unit != "D")]


def _unit(seconds: Decimal) -> tuple[int, str]:
    if seconds % _DAY == 0 and seconds > _BY_HOURS:
        return _DAY, "D"
    if seconds % _HOUR == 0:
        return _HOUR, "H"
    return (60, "M") if seconds % 60 == 0 else (1, "S")


def _nudged_duration(value: Duration) -> Iterator[Duration]:
    if value.months and not value.seconds:
        yield from (Duration(value.months - 1), Duration(value.months + 1))
        return
    step = _unit(value.seconds)[0]
    yield from (Duration(value.months, value.seconds + by) for by in (-step, step) if value.seconds + by >= 0)
