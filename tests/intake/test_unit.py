"""Units and words of listed prices, in the words of the contract language."""

from __future__ import annotations

from decimal import Decimal

import pytest

from slacheck.intake.unit import ASSUMED, unit_of, worded


@pytest.mark.parametrize(
    ("written", "per"),
    [
        ("/month", "month"), ("month", "month"), ("per month", "month"), ("/year", "year"), ("/quarter", "quarter"),
        ("user/month", "user/month"), ("member/month", "user/month"), ("person/year", "user/year"),
        ("per kiosk user/month", "user/month"), ("activeCommiter/month", "user/month"),
        ("USD/user/month", "user/month"),
        ("account/month", "unit/month"), ("channel/year", "unit/year"), ("GB/month", "unit/month"),
        ("hour/month", "unit/month"), ("500 users/month", "unit/month"), ("calls/user/month", "unit/month"),
        ("one time purchase", "once"), ("forever", "once"), ("user/once", "user/once"), ("once", "once"),
        ("activeHour", "hour"), ("minute", "minute"), ("USD/execution", "use"), ("request", "request"),
    ],
)  # fmt: skip
def test_units_are_understood(written, per):
    """People are users; whatever else is counted is a unit; what is used is paid on use."""
    assert unit_of(written) == (per, "")


@pytest.mark.parametrize(
    ("written", "per"),
    [("", "month"), ("seat", "user/month"), ("host seat", "user/month"), ("channel", "unit/month")],
)
def test_a_unit_without_a_period_is_monthly_and_says_so(written, per):
    """The format's prices are monthly."""
    assert unit_of(written) == (per, ASSUMED)


@pytest.mark.parametrize("written", ["user/fortnight", "GB/week/site", "user/moon"])
def test_an_unknown_period_is_no_unit(written):
    """Nothing is made up for it."""
    assert unit_of(written).per == ""


@pytest.mark.parametrize(
    ("words", "amount", "understood"),
    [
        ("9.99", Decimal("9.99"), True), (" Free ", Decimal(0), True), ("Contact Sales", None, True),
        ("Let's talk", None, True), ("Auf Anfrage", None, True), ("5*#x", None, False), ("$5", None, False),
        ("-5", None, False), ("1e5", None, False), ("", None, False),
    ],
)  # fmt: skip
def test_words_in_the_place_of_a_price(words, amount, understood):
    """A figure, free, or on request; the rest is not guessed at."""
    assert worded(words) == (amount, understood)
