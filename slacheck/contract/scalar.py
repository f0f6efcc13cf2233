"""The scalar types of the contract language: how one word of YAML becomes an exact value.

Each type is an annotated pydantic type: its validator reads the YAML value, its schema tells an editor the form.
A validator raises `PydanticCustomError("form", what was wrong, {"help": the next step})`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import (
    BeforeValidator,
    PlainSerializer,
    PlainValidator,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from slacheck.quantity import Duration, Money, Percent, QuantityError, decimal_text
from slacheck.quantity.amount import currency_code

if TYPE_CHECKING:
    from collections.abc import Callable

Q = TypeVar("Q")

DIGITS = 15
"""Of an amount: its sums over users and months stay within the 28 digits in which decimals are exact."""

ID = r"[a-z0-9]+(?:[-_.][a-z0-9]+)*"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TARGET = re.compile(r"(>=|<=|>|<|==)\s*(.+)")


def reject(message: str, help_text: str = "") -> PydanticCustomError:
    """The error that a validator raises; `help_text` is the next step for the writer."""
    return PydanticCustomError("form", "{what}", {"what": message, "help": help_text})


def parse_date(value: object) -> date:
    """A calendar date, written `2026-01-31`."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise reject("there is no such day in the calendar") from None
    raise reject("expected a date", "write it as year-month-day: `2026-01-31`")


def parse_duration(value: object) -> Duration:
    """An ISO 8601 duration."""
    return _quantity(
        value, Duration, Duration.parse, "a duration", "write it as in ISO 8601: `P3Y`, `P30D`, `PT4H`"
    )


def parse_percent(value: object) -> Percent:
    """A percentage with its sign."""
    return _quantity(value, Percent, Percent.parse, "a percentage", "write the number and the sign: `99.9 %`")


def _quantity(value: object, kind: type[Q], parse: Callable[[str], Q], noun: str, help_text: str) -> Q:
    if isinstance(value, kind):
        return value
    if not isinstance(value, str):
        raise reject(f"expected {noun}", help_text)
    try:
        return parse(value)
    except QuantityError:
        raise reject(f"expected {noun}", help_text) from None


def parse_amount(value: object) -> Decimal:
    """A number of zero or more, exact."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise reject("expected a number", "write it without quotes, spaces or currency sign: `1250.50`")
    number = Decimal(value)
    if not number.is_finite():
        raise reject("expected a finite number")
    if number < 0:
        raise reject("expected zero or more", "a discount is a lower price, not a negative one")
    if len(number.as_tuple().digits) > DIGITS:
        raise reject(f"expected a number of at most {DIGITS} digits")
    return number


def parse_count(value: object) -> int:
    """A whole number of zero or more."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise reject("expected a whole number")
    if value < 0:
        raise reject("expected zero or more")
    return value


def parse_currency(value: object) -> str:
    """A currency code."""
    try:
        return currency_code(value if isinstance(value, str) else "")
    except QuantityError as error:
        raise reject("expected a currency", str(error)) from None


def parse_money(value: object) -> Money:
    """An amount and its currency: `{amount: 1000000, currency: EUR}`."""
    if isinstance(value, Money):
        return value
    if not isinstance(value, dict) or set(value) != {"amount", "currency"}:
        raise reject("expected an amount and its currency", "write `{amount: 100000, currency: EUR}`")
    return Money(parse_amount(value["amount"]), parse_currency(value["currency"]))


@dataclass(frozen=True, slots=True)
class Target:
    """A service level's bound: `>= 99.9 %`, `<= PT4H`, `<= 5`."""

    comparator: str
    bound: Percent | Duration | Decimal

    @property
    def unit(self) -> str:
        """`percent`, `duration` or `number`."""
        match self.bound:
            case Percent():
                return "percent"
            case Duration():
                return "duration"
            case _:
                return "number"

    def __str__(self) -> str:
        bound = decimal_text(self.bound) if isinstance(self.bound, Decimal) else str(self.bound)
        return f"{self.comparator} {bound}"


_TARGET_HELP = 'write a comparison and a bound: `">= 99.9 %"`, `"<= PT4H"` or `"<= 5"`'


def parse_target(value: object) -> Target:
    """A bound as one text: comparator, then a percentage, a duration or a number."""
    if isinstance(value, Target):
        return value
    match = _TARGET.fullmatch(value.strip()) if isinstance(value, str) and len(value) < 100 else None
    if not match:
        raise reject("expected a target", _TARGET_HELP)
    return Target(match[1], _bound(match[2].strip()))


def _bound(text: str) -> Percent | Duration | Decimal:
    try:
        if text.endswith("%"):
            return Percent.parse(text)
        if text.startswith("P"):
            return Duration.parse(text)
        if re.fullmatch(r"[0-9]{1,15}(?:\.[0-9]{1,15})?", text):
            return Decimal(text)
    except QuantityError:
        pass
    raise reject("expected a target", _TARGET_HELP)


def parse_provided(value: object) -> bool | str:
    """Whether a clause is provided: yes, no, or the words do not settle it."""
    if isinstance(value, bool) or value == "unclear":
        return value
    raise reject("expected `true`, `false` or `unclear`")


def _not_blank(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise reject(
            "expected some text", "write it, or leave the whole line out: what is left out is unknown"
        )
    return value


def _text_of(value: object) -> str:
    return str(value)


Flag = Annotated[bool, Strict()]
"""`true` or `false`; never `yes`, `on` or 1."""
Id = Annotated[str, StringConstraints(pattern=f"^{ID}$", max_length=100)]
Text = Annotated[str, BeforeValidator(_not_blank)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]

Date = Annotated[
    date, PlainValidator(parse_date), PlainSerializer(_text_of),
    WithJsonSchema({"type": "string", "format": "date"}),
]  # fmt: skip
DurationText = Annotated[
    Duration, PlainValidator(parse_duration), PlainSerializer(_text_of),
    WithJsonSchema({"type": "string", "pattern": "^P[0-9]", "examples": ["P3M"]}),
]  # fmt: skip
PercentText = Annotated[
    Percent, PlainValidator(parse_percent), PlainSerializer(_text_of),
    WithJsonSchema({"type": "string", "pattern": "^[0-9.]+ ?%$", "examples": ["99.9 %"]}),
]  # fmt: skip
TargetText = Annotated[
    Target, PlainValidator(parse_target), PlainSerializer(_text_of),
    WithJsonSchema({"type": "string", "pattern": "^(>=|<=|>|<|==)", "examples": [">= 99.9 %", "<= PT4H"]}),
]  # fmt: skip
Amount = Annotated[
    Decimal, PlainValidator(parse_amount), PlainSerializer(_text_of),
    WithJsonSchema({"type": "number", "minimum": 0}),
]  # fmt: skip
Count = Annotated[int, PlainValidator(parse_count), WithJsonSchema({"type": "integer", "minimum": 0})]
Currency = Annotated[
    str, PlainValidator(parse_currency), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"}),
]  # fmt: skip
Provided = Annotated[
    bool | str, PlainValidator(parse_provided), WithJsonSchema({"enum": [True, False, "unclear"]})
]
