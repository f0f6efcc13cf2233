"""Values: equality that may be unknown, map keys, and texts for a report."""

from __future__ import annotations

from decimal import Decimal

import pytest

from slacheck.quantity import Duration, Money, Percent, QuantityError
from slacheck.rule.value import equal, has_key, parse_date, parse_money, parse_percent, value_text
from slacheck.truth import UNKNOWN

MONTH, DAYS, WEEK = Duration(1), Duration.days(30), Duration.days(7)
EUR, USD = Money(Decimal(5), "EUR"), Money(Decimal(5), "USD")


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (1, Decimal(1), True),
        (True, 1, False),
        ("1", 1, False),
        (None, None, True),
        (None, 0, False),
        ([1, 2], (1, 2), True),
        ([1], [1, 2], False),
        ([MONTH, 1], [DAYS, 1], UNKNOWN),
        ([MONTH, 1], [DAYS, 2], False),
        ([1, True], [1, 1], False),
        ({"a": 1}, {"a": Decimal(1)}, True),
        ({"a": 1}, {"b": 1}, False),
        ({True: 1}, {1: 1}, False),
        ({"a": MONTH}, {"a": DAYS}, UNKNOWN),
        (MONTH, DAYS, UNKNOWN),
        (MONTH, WEEK, False),
        (EUR, USD, UNKNOWN),
        (EUR, Money(Decimal(5), "EUR"), True),
        (Money(Decimal(0), "EUR"), Money(Decimal(0), "USD"), True),
        (Money(Decimal(0), "EUR"), USD, False),
    ],
)
def test_equality_is_by_kind_and_value_and_may_be_unknown(one, other, answer):
    """One difference decides; what the calendar or a currency leaves open does not; order plays no part."""
    assert equal(one, other) is answer
    assert equal(other, one) is answer


def test_a_truth_value_is_not_the_number_one():
    """Python takes `True` for `1`; a map of the rule language does not."""
    assert has_key({1: "a"}, 1)
    assert has_key({1: "a"}, Decimal(1))
    assert not has_key({1: "a"}, True)
    assert not has_key({True: "a"}, 1)
    assert not has_key({"a": 1}, None)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (UNKNOWN, "unknown"),
        ("a", '"a"'),
        (True, "true"),
        (Decimal("1.50"), "1.5"),
        (["a", 1], '["a", 1]'),
        ({"a": None}, '{"a": null}'),
        (EUR, "5.00 EUR"),
    ],
)
def test_a_value_is_shown_in_one_line(value, text):
    """Evidence quotes texts and shows numbers without noise."""
    assert value_text(value) == text


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (parse_date, "2027-1-12"),
        (parse_date, "2027-02-30"),
        (parse_date, "20270112"),
        (parse_money, "10"),
        (parse_money, "10 eur"),
        (parse_money, "1,000.00 EUR"),
        (parse_percent, "ten"),
        (parse_percent, "5 % %"),
    ],
)
def test_a_text_that_is_no_quantity_is_refused(parse, text):
    """No quantity is guessed from a text that has another form."""
    with pytest.raises(QuantityError):
        parse(text)


def test_quantities_are_read_from_their_texts():
    """The forms are those that the messages propose."""
    assert parse_money("-10.50 EUR") == Money(Decimal("-10.50"), "EUR")
    assert parse_percent("5") == parse_percent("5 %") == Percent(Decimal(5))
