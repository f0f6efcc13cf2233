"""The types of the rule language: a closed sum, known before any contract is read.

They are named tuples: a frozen data class costs ten times as much at start-up.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple, assert_never


class Scalar(Enum):
    """The types without parts; the value is the name that a rule author reads."""

    BOOL = "bool"
    INT = "int"
    NUMBER = "number"
    STRING = "string"
    NULL = "null"
    DURATION = "duration"
    DATE = "date"
    MONEY = "money"
    PERCENT = "percent"
    DYN = "dyn"


class EnumType(NamedTuple):
    """A text that is one of `values`; comparing it with another literal is an error of the rule."""

    name: str
    values: tuple[str, ...]


class ListType(NamedTuple):
    element: Type


class MapType(NamedTuple):
    key: Type
    value: Type


class ObjectType(NamedTuple):
    """A thing of the contract; `entry:backup` is a special `entry` and fits wherever an `entry` does."""

    name: str


Type = Scalar | EnumType | ListType | MapType | ObjectType

BOOL = Scalar.BOOL
INT = Scalar.INT
NUMBER = Scalar.NUMBER
STRING = Scalar.STRING
NULL = Scalar.NULL
DURATION = Scalar.DURATION
DATE = Scalar.DATE
MONEY = Scalar.MONEY
PERCENT = Scalar.PERCENT
DYN = Scalar.DYN

NUMERIC = (INT, NUMBER)

_WORDS = {
    BOOL: "true or false",
    INT: "a whole number",
    NUMBER: "a decimal number",
    STRING: "a text",
    NULL: "null",
    DURATION: "a duration",
    DATE: "a date",
    MONEY: "an amount of money",
    PERCENT: "a percentage",
    DYN: "a value of any type",
}


def describe(type_: Type) -> str:
    """The type in the words of a message: `a duration`, `a list (of texts)`."""
    match type_:
        case Scalar():
            return _WORDS[type_]
        case EnumType(name):
            return f"a value of `{name}`"
        case ListType(element):
            return "a list" if element is DYN else f"a list (each element {describe(element)})"
        case MapType():
            return "a map"
        case ObjectType(name):
            return f"a thing of kind `{name}`"
        case _ as unreachable:
            assert_never(unreachable)


def kind(type_: Type) -> str:
    """The name under which the operators table knows the type: an enumeration is a `string` there."""
    match type_:
        case Scalar():
            return type_.value
        case EnumType():
            return "string"
        case ListType():
            return "list"
        case MapType():
            return "map"
        case ObjectType():
            return "object"
        case _ as unreachable:
            assert_never(unreachable)


def fits(given: Type, wanted: Type) -> bool:
    """Whether every value of `given` is a value of `wanted`; `dyn` fits everywhere, unchecked."""
    if given == wanted or DYN in (given, wanted):
        return True
    match given, wanted:
        case ObjectType(name), ObjectType(general):
            return name.partition(":")[0] == general
        case EnumType(), Scalar.STRING:
            return True
        case EnumType(_, some), EnumType(_, every):
            return set(some) <= set(every)
        case ListType(some), ListType(every):
            return fits(some, every)
        case MapType(key, value), MapType(other_key, other_value):
            return fits(key, other_key) and fits(value, other_value)
        case _:
            return False


def join(one: Type, other: Type) -> Type | None:
    """The nearest type that both fit, or none: the element type of a list that holds both."""
    if fits(one, other):
        return other if one is not DYN else one
    if fits(other, one):
        return one
    match one, other:
        case ((EnumType() | Scalar.STRING), (EnumType() | Scalar.STRING)):
            return STRING
        case ListType(element), ListType(other_element):
            joined = join(element, other_element)
            return ListType(joined) if joined is not None else None
        case ObjectType(name), ObjectType(other_name) if (
            name.partition(":")[0] == other_name.partition(":")[0]
        ):
            return ObjectType(name.partition(":")[0])
        case _:
            return None
