"""Bounds one small unit off."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slacheck.quantity import Duration, Money, Percent
from slacheck.rule.expr import unparse
from slacheck.rule.nudge import duration_text, in_another_unit, literal_of, nudged
from slacheck.rule.value import parse_money, parse_percent


def as_text(value):
    return duration_text(value) if isinstance(value, Duration) else str(value)


@pytest.mark.parametrize(
    ("value", "others"),
    [
        (0, ["-1", "1"]),
        (Decimal("0.05"), ["0.04", "0.06"]),
        (Decimal(10), ["9", "11"]),
        (parse_percent("99.9"), ["99.8 %", "100 %"]),
        (parse_money("10 EUR"), ["9.00 EUR", "11.00 EUR"]),
        (parse_money("0.25 EUR"), ["0.24 EUR", "0.26 EUR"]),
        (Duration.parse("PT48H"), ["PT47H", "PT49H"]),
        (Duration.parse("P2D"), ["PT47H", "PT49H"]),
        (Duration.parse("P30D"), ["P29D", "P31D"]),
        (Duration.parse("PT90M"), ["PT89M", "PT91M"]),
        (Duration.parse("PT5S"), ["PT4S", "PT6S"]),
        (Duration.parse("P3Y"), ["P35M", "P37M"]),
        (Duration.parse("P1M"), ["PT0H", "P2M"]),
        (Duration.parse("P1M5D"), ["P1M4D", "P1M6D"]),
        (Duration.parse("PT0S"), ["PT1H"]),
        (date(2027, 1, 12), ["2027-01-11", "2027-01-13"]),
        (True, []),
        ("paid", []),
    ],
)
def test_a_value_has_neighbours(value, others):
    """One small unit lower and higher; nothing lasts less than no time."""
    assert [as_text(one) for one in nudged(value)] == others


@pytest.mark.parametrize(
    ("value", "other"),
    [
        (Duration.parse("PT48H"), ["P48D"]),
        (Duration.parse("PT5M"), ["PT5H"]),
        (Duration.parse("PT5S"), ["PT5M"]),
        (Duration.parse("P30D"), ["P30M"]),
        (Duration.parse("P3M"), ["P36M"]),
        (Duration.parse("P1M5D"), []),
        (Duration.parse("PT0S"), []),
        (Money(Decimal(10), "EUR"), ["10.00 USD"]),
        (Money(Decimal(10), "CHF"), ["10.00 EUR"]),
        (Money(Decimal(0), "EUR"), []),
        (Percent(Decimal(5)), []),
    ],
)
def test_a_figure_is_taken_for_another_unit(value, other):
    """Hours for days, days for months, months for years, one currency for another."""
    assert [as_text(one) for one in in_another_unit(value)] == other


@given(st.integers(0, 500), st.integers(0, 10**6))
def test_a_duration_is_written_exactly(months, minutes):
    """Reading the text gives the duration again."""
    value = Duration(months, Decimal(60 * minutes))
    assert Duration.parse(duration_text(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (7, "7"),
        (Decimal("0.50"), "0.50"),
        ("paid", '"paid"'),
        (Percent(Decimal("99.90")), 'percent("99.9")'),
        (Money(Decimal("10.00"), "EUR"), 'money("10 EUR")'),
        (Duration.parse("P1M5D"), 'duration("P1M5D")'),
        (Duration.parse("P1MT12H"), 'duration("P1MT12H")'),
        (date(2027, 1, 12), 'date("2027-01-12")'),
    ],
)
def test_a_value_is_written_as_an_author_writes_it(value, text):
    """The literal, or the call that reads the quantity."""
    assert unparse(literal_of(value)) == text


def test_what_has_no_literal_has_no_expression():
    """The language writes no list of parameters."""
    assert literal_of(("a",)) is None
