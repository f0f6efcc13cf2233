"""Units: the literal that was meant, and which types may be equal."""

from __future__ import annotations

import pytest

from slacheck.rule.parse import parse
from slacheck.rule.types import (
    DATE,
    DURATION,
    DYN,
    INT,
    MONEY,
    NULL,
    NUMBER,
    PERCENT,
    STRING,
    EnumType,
    ListType,
    MapType,
    ObjectType,
)
from slacheck.rule.unit import comparable, literals, unit_help

STATUS, TIER = EnumType("status", ("included", "paid")), EnumType("tier", ("baseline",))


@pytest.mark.parametrize(
    ("wanted", "written", "help_"),
    [
        (DURATION, "30", 'write `duration("P30D")`'),
        (DURATION, "-30", 'write `duration("P90D")`'),
        (DURATION, "'P3M'", 'write `duration("P3M")`'),
        (DATE, "x", 'write `date("2027-01-12")`'),
        (PERCENT, "99.9", 'write `percent("99.9")`'),
        (MONEY, "10", 'write `money("10 EUR")`'),
        (MONEY, "true", 'write `money("10 EUR")`'),
        (INT, "30", ""),
    ],
)
def test_the_help_keeps_what_was_written(wanted, written, help_):
    """A number or a text becomes the quantity it probably meant; anything else an example."""
    assert unit_help(wanted, parse(written)) == help_


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (INT, NUMBER, True),
        (INT, STRING, False),
        (INT, NULL, False),
        (DYN, NULL, True),
        (STATUS, STRING, True),
        (STATUS, TIER, False),
        (STATUS, EnumType("way", ("paid", "free")), True),
        (ListType(INT), ListType(NUMBER), True),
        (ListType(INT), ListType(STRING), False),
        (MapType(STRING, INT), MapType(STRING, NUMBER), True),
        (MapType(STRING, INT), MapType(INT, INT), False),
        (ObjectType("entry:a"), ObjectType("entry:b"), True),
        (ObjectType("entry"), ObjectType("plan"), False),
        (DURATION, INT, False),
    ],
)
def test_types_are_comparable_if_some_values_may_be_equal(one, other, answer):
    """A comparison that never holds is a mistake of the rule, in either order."""
    assert comparable(one, other) is answer
    assert comparable(other, one) is answer


def test_the_literals_of_a_choice_are_found():
    """Each text that an expression may give is checked against an enumeration."""
    found = literals(parse("['a', x ? 'b' : 'c', y]"))
    assert [literal.value for literal in found] == ["a", "b", "c"]
