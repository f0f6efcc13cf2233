"""The values of a running rule, as plain Python values.

    bool  int  number    string  null  duration  date           money  percent  list        map   thing
    bool  int  Decimal   str     None  Duration  datetime.date  Money  Percent  list/tuple  dict  any other

UNKNOWN stands for what is not stated.
"""

# INVARIANT: a list or a map never holds UNKNOWN; a list built from an unknown element is unknown itself.

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from slacheck.errors import SlacheckError
from slacheck.quantity import Duration, Money, Percent, QuantityError, decimal_text
from slacheck.quantity.amount import currency_code
from slacheck.rule.expr import literal_text
from slacheck.truth import UNKNOWN, Truth, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

INT_MIN, INT_MAX = -(2**63), 2**63 - 1

# Patterns are compiled when they are first needed: most rules write none of these.
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_AMOUNT = r"(-?[0-9]{1,15}(?:\.[0-9]{1,12})?) ([A-Z]{3})"
_NUMBER = r"-?[0-9]{1,300}(?:\.[0-9]{1,300})?(?:[eE][+-]?[0-9]{1,2})?"
_KINDS: dict[type, str] = {
    bool: "bool",
    int: "int",
    Decimal: "number",
    str: "string",
    type(None): "null",
    Duration: "duration",
    datetime.date: "date",
    Money: "money",
    Percent: "percent",
    list: "list",
    tuple: "list",
    dict: "map",
}


class EvaluationError(SlacheckError):
    """A rule fails while it runs: a division by zero, a missing key, an overflow."""


def runtime_kind(value: object) -> str:
    """The kind of a value, in the words of the operators table."""
    return _KINDS.get(type(value), "object")


def value_text(value: object) -> str:
    """A value in the words of a report: exact, in one line; a thing is shown by its own text."""
    match value:
        case None | bool() | str():
            return literal_text(value)
        case Unknown():
            return "unknown"
        case Decimal():
            return decimal_text(value)
        case list() | tuple():
            return "[" + ", ".join(map(value_text, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{value_text(k)}: {value_text(v)}" for k, v in value.items()) + "}"
        case _:
            return str(value)


def sayable(value: object) -> object:
    """A value that the tongue of a reader writes itself, or its text."""
    match value:
        case Money() | Percent() | datetime.date():
            return value
        case Decimal():
            return Decimal(decimal_text(value))
        case _:
            return value_text(value)


def parse_date(text: str) -> datetime.date:
    """A calendar date, `2027-01-12`; QuantityError for anything else."""
    try:
        if re.fullmatch(_DATE, text):
            return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise QuantityError(f"`{text}` is not a day of the calendar") from error
    raise QuantityError("a date is written year-month-day: `2027-01-12`")


def parse_money(text: str) -> Money:
    """An amount and its currency, `10 EUR`; QuantityError for anything else."""
    match = re.fullmatch(_AMOUNT, text)
    if not match:
        raise QuantityError("an amount of money is a number and a currency: `10 EUR`")
    return Money(Decimal(match[1]), currency_code(match[2]))


def parse_percent(text: str) -> Percent:
    """A percentage, `99.9`, with or without its sign; QuantityError for anything else."""
    return Percent.parse(text if text.endswith("%") else f"{text}%")


def parse_int(text: str) -> int:
    """A whole number of 64 bits in decimal digits; EvaluationError for anything else."""
    if re.fullmatch(r"-?[0-9]{1,19}", text):
        return in_range(int(text))
    raise EvaluationError(f"{literal_text(text)} is not a whole number")


def parse_number(text: str) -> Decimal:
    """A decimal number; EvaluationError for anything else."""
    if re.fullmatch(_NUMBER, text):
        return Decimal(text)
    raise EvaluationError(f"{literal_text(text)} is not a number")


def in_range(value: int) -> int:
    """The value itself if it fits 64 bits; EvaluationError if not, as the CEL specification asks."""
    if INT_MIN <= value <= INT_MAX:
        return value
    raise EvaluationError("integer overflow: the result does not fit 64 bits")


def equal(one: object, other: object) -> bool | Unknown:
    """Equality of CEL: numbers by value, other kinds only with their own, containers by their elements.

    It is unknown for amounts in different currencies (no exchange rate is stated, save between zeros)
    and for durations that the calendar decides (`P1M` against `P30D`).
    """
    kind = runtime_kind(one)
    if kind != runtime_kind(other):
        return one == other if _numeric(one) and _numeric(other) else False
    match one, other:
        case Duration(), Duration():
            return as_value(one.same_length(other))
        case Money(), Money():
            return equal_money(one, other)
        case ((list() | tuple()), (list() | tuple())):
            return len(one) == len(other) and all_equal(zip(one, other, strict=True))
        case dict(), dict():
            return _equal_maps(one, other)
        case _:
            return one == other


def equal_money(one: Money, other: Money) -> bool | Unknown:
    if one.currency == other.currency or not one.amount or not other.amount:
        return one.amount == other.amount
    return UNKNOWN


def as_value(truth: Truth) -> bool | Unknown:
    """A three-valued truth as the value of an expression."""
    if truth is Truth.UNKNOWN:
        return UNKNOWN
    return truth is Truth.TRUE


def all_equal(pairs: Iterable[tuple[object, object]]) -> bool | Unknown:
    """Whether both of every pair are equal: one difference decides, an unknown pair does not."""
    result: bool | Unknown = True
    for one, other in pairs:
        same = equal(one, other)
        if same is False:
            return False
        if same is UNKNOWN:
            result = UNKNOWN
    return result


def has_key(entries: dict[object, object], key: object) -> bool:
    """Whether a map has a key; `true` is not the key `1`, though Python takes one for the other."""
    if isinstance(key, str):
        return key in entries
    if runtime_kind(key) not in ("bool", "int", "number") or key not in entries:
        return False
    return any(held == key and _numeric(held) == _numeric(key) for held in entries)


def _equal_maps(one: dict[object, object], other: dict[object, object]) -> bool | Unknown:
    if len(one) != len(other) or not all(has_key(other, key) for key in one):
        return False
    return all_equal((value, other[key]) for key, value in one.items())


def _numeric(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)
