"""Money and percentages: exact, and written as a reader expects them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from slacheck.quantity import Money, Percent, QuantityError, decimal_text
from slacheck.quantity.amount import currency_code


@pytest.mark.parametrize(
    ("amount", "text"),
    [("180", "180.00"), ("0", "0.00"), ("1.5", "1.50"), ("0.0125", "0.0125"), ("0.1000", "0.10"), ("1E+3", "1000.00"),
     ("1.230", "1.23"), ("1.2340", "1.234"), ("-17", "-17.00"), ("99999999999999999999.99", "99999999999999999999.99")],
)  # fmt: skip
def test_money_has_at_least_two_decimals_and_loses_none(amount, text):
    assert Money(Decimal(amount), "EUR").amount_text() == text
    assert str(Money(Decimal(amount), "EUR")) == f"{text} EUR"


@pytest.mark.parametrize("text", ["99.9 %", "99.9%", " 99.9  % ", "+99.9 %", "0.0 %", "100%"])
def test_a_percentage_needs_its_sign(text):
    assert Percent.parse(text).points == Decimal(text.replace("%", "").strip())


@pytest.mark.parametrize(
    "text", ["99.9", "", "%", "1,5 %", ".5 %", "5. %", "5 %%", "٥ %", "1e3 %", "5 percent", "NaN %"]
)
def test_what_is_no_percentage_is_refused(text):
    with pytest.raises(QuantityError, match="percent"):
        Percent.parse(text)


def test_a_percentage_is_written_short():
    assert [str(Percent.parse(text)) for text in ("99.90%", "5%", "0.0 %", "-0 %")] == [
        "99.9 %", "5 %", "0 %", "0 %",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["EUR", "XXX"])
def test_a_currency_is_three_capital_letters(text):
    assert currency_code(text) == text


@pytest.mark.parametrize("text", ["", "eur", "EURO", "€", "EU", "ÉUR", "EUR\n", "E R"])
def test_what_is_no_currency_is_refused(text):
    with pytest.raises(QuantityError, match="three capital letters"):
        currency_code(text)


@pytest.mark.parametrize(
    ("value", "text"), [("1E+2", "100"), ("1.50", "1.5"), ("-0.0", "0"), ("0E-9", "0"), ("10", "10")]
)
def test_a_decimal_is_written_without_exponent(value, text):
    assert decimal_text(Decimal(value)) == text
