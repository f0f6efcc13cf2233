"""Costs and purchases as a reader takes them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.offer.cost import Amount
from slacheck.quantity import Money

if TYPE_CHECKING:
    from slacheck.audit.model import ContractReport
    from slacheck.offer.cost import Cost
    from slacheck.offer.space import Purchase


def cost_text(cost: Cost, currency: str | None) -> str:
    """`180.00 EUR / month + 50.00 EUR once + option:log (price not stated)`; nothing is `0.00 EUR`."""
    parts = [_amount(one) for one in cost.amounts()]
    parts += [f"{name} (price not stated)" for name in sorted(cost.unstated)]
    return " + ".join(parts) or f"0.00 {currency or ''}".rstrip()


def _amount(amount: Amount) -> str:
    return f"{amount.money} once" if amount.per == "once" else str(amount)


def signed(cost: Cost) -> str:
    """A difference with its signs: `+ 12.00 EUR / user / month`, `- 5.00 EUR once + 2.00 EUR / month`."""
    amounts = cost.amounts()
    parts = [f"{'-' if one.money.amount < 0 else '+'} {_amount(_absolute(one))}" for one in amounts]
    parts += [f"+ {name} (price not stated)" for name in sorted(cost.unstated)]
    return " ".join(parts)


def _absolute(amount: Amount) -> Amount:
    return Amount(Money(abs(amount.money.amount), amount.money.currency), amount.per)


def sums_text(cost: Cost) -> str:
    """What something sums up to over a term; what is paid on use, and what nobody prices, comes on top."""
    sums = " + ".join(str(one.money) if one.per == "once" else str(one) for one in cost.amounts())
    if cost.unstated:
        return f"at least {sums}" if sums else "not stated"
    return sums or "0.00"


def total_text(cost: Cost, contract: ContractReport) -> str:
    """A cost over the initial term: `6480.00 EUR over 36 months`."""
    return f"{sums_text(cost)} over {contract.months} months"


def surcharge_text(cost: Cost | None, over_term: Cost | None, contract: ContractReport) -> str:
    """What something adds to the price, by month and over the initial term; "" where it adds nothing known."""
    if cost is None:
        return ""
    if over_term is None or not over_term.sums:
        return cost_text(cost, contract.currency)
    return f"{cost_text(cost, contract.currency)}, {total_text(over_term, contract)}"


def purchase_text(purchase: Purchase, currency: str | None) -> str:
    """What is bought and for how much."""
    return f"{purchase.configuration}: {cost_text(purchase.cost, currency)}"
