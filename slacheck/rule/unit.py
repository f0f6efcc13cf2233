"""Advice for values of the wrong unit: the literal that was probably meant."""

from __future__ import annotations

from decimal import Decimal

from slacheck.rule.expr import LIST, Call, Expr, Literal, literal_text
from slacheck.rule.types import (
    DATE,
    DURATION,
    DYN,
    MONEY,
    NUMERIC,
    PERCENT,
    EnumType,
    ListType,
    MapType,
    ObjectType,
    Type,
    fits,
)

_EXAMPLES: dict[Type, str] = {
    DURATION: 'duration("P90D")',
    DATE: 'date("2027-01-12")',
    MONEY: 'money("10 EUR")',
    PERCENT: 'percent("99.9")',
}


def unit_help(wanted: Type, written: Expr) -> str:
    """How to write the value of a unit: ``write `duration("P90D")` ``; empty if `wanted` has no unit."""
    if wanted not in _EXAMPLES:
        return ""
    return f"write `{_as_unit(wanted, written)}`"


def _as_unit(wanted: Type, written: Expr) -> str:
    match written:
        case Literal(str() as text):
            return f"{_EXAMPLES[wanted].partition('(')[0]}({literal_text(text)})"
        case Literal(int() as days) if wanted is DURATION and not isinstance(days, bool) and days >= 0:
            return f'duration("P{days}D")'
        case Literal(int() | Decimal() as number) if wanted is PERCENT and not isinstance(number, bool):
            return f'percent("{number}")'
        case Literal(int() | Decimal() as number) if wanted is MONEY and not isinstance(number, bool):
            return f'money("{number} EUR")'
        case _:
            return _EXAMPLES[wanted]


def literals(expr: Expr) -> tuple[Literal, ...]:
    """The text literals that an expression gives or holds: both results of `?:`, every element of a list."""
    match expr:
        case Literal(str()):
            return (expr,)
        case Call("?:", (_, then, otherwise)):
            return literals(then) + literals(otherwise)
        case Call(name, elements) if name == LIST:
            return tuple(literal for element in elements for literal in literals(element))
        case _:
            return ()


def comparable(one: Type, other: Type) -> bool:
    """Whether values of both types may be equal at all."""
    if DYN in (one, other) or (one in NUMERIC and other in NUMERIC):
        return True
    match one, other:
        case EnumType(_, values), EnumType(_, other_values):
            return not set(values).isdisjoint(other_values)
        case ListType(element), ListType(other_element):
            return comparable(element, other_element)
        case MapType(key, value), MapType(other_key, other_value):
            return comparable(key, other_key) and comparable(value, other_value)
        case ObjectType(name), ObjectType(other_name):
            return name.partition(":")[0] == other_name.partition(":")[0]
        case _:
            return fits(one, other) or fits(other, one)
