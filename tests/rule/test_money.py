"""Prices in the words of a message."""

from __future__ import annotations

from decimal import Decimal

import pytest

from slacheck.contract.price import Price
from slacheck.offer.cost import Cost, Unit
from slacheck.rule.money import cost_text, prices_text


def cost(amount: str, per: str, unstated: frozenset[str] = frozenset()) -> Cost:
    return Cost(((Unit("EUR", per), Decimal(amount)),), unstated)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "180.00 EUR / month"),
        ("fr", "180,00\N{NO-BREAK SPACE}EUR / mois"),
        ("nl", "180,00\N{NO-BREAK SPACE}EUR / maand"),
        ("de", "180,00\N{NO-BREAK SPACE}EUR / Monat"),
        ("pt", "180.00 EUR / month"),
    ],
)
def test_a_cost_is_said_in_the_language_of_the_report(language: str, text: str) -> None:
    """2160 EUR a year are 180 EUR a month; an unknown language falls back to English."""
    assert cost_text(cost("2160", "year"), language) == text


def test_what_it_is_paid_for_is_said_with_its_period() -> None:
    """A price for each user and month names both."""
    assert cost_text(cost("48", "user/year"), "fr") == "4,00\N{NO-BREAK SPACE}EUR / utilisateur / mois"


def test_no_cost_is_zero() -> None:
    """Neither an absent cost nor an empty one is left blank."""
    assert cost_text(None, "en") == cost_text(Cost(), "en") == "0"


def test_an_unstated_part_is_said_in_words() -> None:
    """What has no figure is added to what has one."""
    partly = cost("12", "year", frozenset({"option:x"}))
    assert cost_text(partly, "de") == "1,00\N{NO-BREAK SPACE}EUR / Monat + ein nicht genannter Preis"


def test_a_single_payment_is_no_rate() -> None:
    """What is paid once stands without a stroke, also for each user."""
    assert (
        cost_text(cost("9800", "once"), "fr")
        == "9\N{NARROW NO-BREAK SPACE}800,00\N{NO-BREAK SPACE}EUR en une fois"
    )
    assert cost_text(cost("20", "user/once"), "en") == "20.00 EUR / user once"


def test_fees_on_use_are_listed() -> None:
    """Each stated fee, in its own currency or in that of the price list; free and unstated ones are left out."""
    prices = [
        Price.model_validate({"amount": Decimal("1.50"), "per": "minute"}),
        Price.model_validate({"amount": Decimal(20), "currency": "USD", "per": "call"}),
        Price.model_validate({"amount": Decimal(0), "per": "use"}),
        Price.model_validate("on-request"),
    ]
    assert prices_text(prices, "EUR", "nl") == (
        "1,50\N{NO-BREAK SPACE}EUR / minuut, 20,00\N{NO-BREAK SPACE}USD / oproep"
    )


def test_no_fee_is_zero() -> None:
    """Nothing to pay on use is said as zero."""
    assert prices_text([], "EUR", "en") == "0"
