"""Typed attributes of clauses: the types that a taxonomy may use, and the values that a contract gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from slacheck.contract.price import Price
from slacheck.contract.scalar import (
    parse_amount,
    parse_count,
    parse_date,
    parse_duration,
    parse_money,
    parse_percent,
    reject,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from decimal import Decimal

    from slacheck.contract.direction import Direction
    from slacheck.quantity import Duration, Money, Percent

    Value = bool | int | Decimal | str | date | Duration | Money | Percent | Price | tuple[str, ...]


class Attributes:
    """The attributes that a clause entry states, by name; the others are unstated. Immutable."""

    __slots__ = ("_values",)
    NONE: ClassVar[Attributes]

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = dict(values)

    def get(self, name: str) -> Value | None:
        """The stated value, or none."""
        return self._values.get(name)

    def items(self) -> tuple[tuple[str, Value], ...]:
        """What is stated, in the order of the contract."""
        return tuple(self._values.items())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Attributes) and self._values == other._values

    def __hash__(self) -> int:
        return hash(frozenset(self._values.items()))


Attributes.NONE = Attributes({})


@dataclass(frozen=True, slots=True)
class AttributeSpec:
    """One attribute of a clause kind, as the taxonomy declares it."""

    name: str
    type: str
    """One of `ATTRIBUTE_TYPES`."""
    values: tuple[str, ...] = ()
    """The words that a `choice` or `choices` may take."""
    means: str = ""
    better: Direction | None = None
    """Which way is better for the buyer; none where it depends."""

    def parse(self, value: object) -> Value:
        """The typed value; raises a pydantic error that says what was expected."""
        return ATTRIBUTE_TYPES[self.type].parse(self, value)

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of a value, with its meaning."""
        return {**ATTRIBUTE_TYPES[self.type].schema(self), "description": self.means}


@dataclass(frozen=True, slots=True)
class AttributeType:
    """How a type of attribute is read, and how an editor is told of it."""

    parse: Callable[[AttributeSpec, object], Value]
    schema: Callable[[AttributeSpec], dict[str, Any]]


def _flag(_spec: AttributeSpec, value: object) -> Value:
    if not isinstance(value, bool):
        raise reject("expected `true` or `false`")
    return value


def _text(_spec: AttributeSpec, value: object) -> Value:
    if not isinstance(value, str):
        raise reject("expected text", "put it in quotes")
    if not value.strip():
        raise reject("expected some text")
    return value


def _texts(spec: AttributeSpec, value: object) -> Value:
    if not isinstance(value, list) or not value:
        raise reject("expected a list of texts", "write `[first, second]`")
    return tuple(str(_text(spec, item)) for item in value)


def _choice(spec: AttributeSpec, value: object) -> Value:
    from slacheck.suggest import did_you_mean

    if not isinstance(value, str) or value not in spec.values:
        words = ", ".join(f"`{word}`" for word in spec.values)
        raise reject(f"expected one of {words}", did_you_mean(str(value), spec.values))
    return value


def _choices(spec: AttributeSpec, value: object) -> Value:
    if not isinstance(value, list) or not value:
        raise reject("expected a list", f"write one or more of {', '.join(spec.values)} in brackets")
    return tuple(str(_choice(spec, item)) for item in value)


def _price(_spec: AttributeSpec, value: object) -> Value:
    return Price.model_validate(value)


def _words(spec: AttributeSpec) -> dict[str, Any]:
    return {"type": "string", "enum": list(spec.values)}


def _plain(**schema: object) -> Callable[[AttributeSpec], dict[str, Any]]:
    return lambda _spec: dict(schema)


_TEXT = {"type": "string", "minLength": 1}

ATTRIBUTE_TYPES: Final[dict[str, AttributeType]] = {
    "boolean": AttributeType(_flag, _plain(type="boolean")),
    "integer": AttributeType(lambda _, value: parse_count(value), _plain(type="integer", minimum=0)),
    "number": AttributeType(lambda _, value: parse_amount(value), _plain(type="number", minimum=0)),
    "percent": AttributeType(
        lambda _, value: parse_percent(value), _plain(type="string", pattern="^[0-9.]+ ?%$")
    ),
    "duration": AttributeType(
        lambda _, value: parse_duration(value), _plain(type="string", pattern="^P[0-9T]")
    ),
    "date": AttributeType(lambda _, value: parse_date(value), _plain(type="string", format="date")),
    "money": AttributeType(
        lambda _, value: parse_money(value),
        _plain(
            type="object",
            properties={"amount": {"type": "number", "minimum": 0}, "currency": {"type": "string"}},
            required=["amount", "currency"],
            additionalProperties=False,
        ),
    ),
    "price": AttributeType(_price, lambda _spec: {"$ref": "#/$defs/Price"}),
    "text": AttributeType(_text, lambda _spec: dict(_TEXT)),
    "texts": AttributeType(_texts, lambda _spec: {"type": "array", "items": dict(_TEXT), "minItems": 1}),
    "choice": AttributeType(_choice, _words),
    "choices": AttributeType(_choices, lambda spec: {"type": "array", "items": _words(spec), "minItems": 1}),
}
