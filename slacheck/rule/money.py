"""Prices as a message says them: `180.00 EUR / month`, in the language of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.offer.cost import Amount
from slacheck.quantity import Money
from slacheck.tongue import speak

if TYPE_CHECKING:
    from collections.abc import Iterable

    from slacheck.contract.price import Price
    from slacheck.offer.cost import Cost


def cost_text(cost: Cost | None, language: str) -> str:
    """A cost in one line; `0` for none, and words where a figure is missing."""
    if cost is None:
        return "0"
    tongue = speak(language)
    parts = [tongue.amount(amount) for amount in cost.amounts()]
    if cost.unstated:
        parts.append(tongue("a price that is not stated"))
    return " + ".join(parts) or "0"


def prices_text(prices: Iterable[Price], currency: str, language: str) -> str:
    """Stated prices in one line; `currency` is that of a price which names none."""
    stated = [price for price in prices if price.stated and not price.is_free]
    amounts = (
        Amount(Money(price.figure(), price.currency or currency), price.per or "use") for price in stated
    )
    return ", ".join(map(speak(language).amount, amounts)) or "0"
