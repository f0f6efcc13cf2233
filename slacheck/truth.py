"""Three-valued logic (strong Kleene): what a contract does not state is unknown, never a yes or a no.

    and      T  F  U        or       T  F  U        not
    T        T  F  U        T        T  T  T        T    F
    F        F  F  F        F        T  F  U        F    T
    U        U  F  U        U        T  U  U        U    U

Source: S. C. Kleene, Introduction to Metamathematics (1952), §64.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Literal, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable


class Truth(Enum):
    """True, false, or not settled by what is written."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    # Each member is there once: its identity is the quickest hash, and reports are full of tables by truth.
    __hash__ = object.__hash__

    def __bool__(self) -> NoReturn:
        # INVARIANT: nobody can turn "unknown" into a branch by accident.
        raise TypeError("a three-valued truth has no boolean value; compare it with `is`")

    def __and__(self, other: Truth) -> Truth:
        if Truth.FALSE in (self, other):
            return Truth.FALSE
        return Truth.UNKNOWN if Truth.UNKNOWN in (self, other) else Truth.TRUE

    def __or__(self, other: Truth) -> Truth:
        if Truth.TRUE in (self, other):
            return Truth.TRUE
        return Truth.UNKNOWN if Truth.UNKNOWN in (self, other) else Truth.FALSE

    def __invert__(self) -> Truth:
        if self is Truth.UNKNOWN:
            return self
        return Truth.FALSE if self is Truth.TRUE else Truth.TRUE


class Unknown(Enum):
    """The one value that stands for "not stated" wherever a rule or a price computes."""

    UNKNOWN = "unknown"

    def __bool__(self) -> NoReturn:
        raise TypeError("an unknown value has no boolean value; compare it with `is`")


UNKNOWN: Literal[Unknown.UNKNOWN] = Unknown.UNKNOWN


def truth(value: bool | Unknown) -> Truth:
    """The truth that a computed value stands for."""
    if value is UNKNOWN:
        return Truth.UNKNOWN
    return Truth.TRUE if value else Truth.FALSE


def every(truths: Iterable[Truth]) -> Truth:
    """The conjunction of many; true when there are none."""
    result = Truth.TRUE
    for one in truths:
        if one is Truth.FALSE:
            return one
        result = result & one
    return result


def some(truths: Iterable[Truth]) -> Truth:
    """The disjunction of many; false when there are none."""
    result = Truth.FALSE
    for one in truths:
        if one is Truth.TRUE:
            return one
        result = result | one
    return result
