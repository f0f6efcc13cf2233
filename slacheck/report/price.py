"""Costs and purchases as a reader takes them in."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from slacheck.offer.cost import Amount
from slacheck.quantity import Money
from slacheck.tongue import ENGLISH, worded

if TYPE_CHECKING:
    from slacheck.audit.model import ClauseRow, ContractReport
    from slacheck.offer.cost import Cost
    from slacheck.offer.space import Purchase
    from slacheck.tongue import Tongue


def cost_text(cost: Cost, currency: str | None, tongue: Tongue) -> str:
    """`180.00 EUR / month + 50.00 EUR once + option:log (price not stated)`; nothing is `0.00 EUR`."""
    parts = [_amount(one, tongue) for one in cost.amounts()]
    parts += [tongue("{name} (price not stated)", name=name) for name in sorted(cost.unstated)]
    return " + ".join(parts) or _nothing(currency, tongue)


def _amount(amount: Amount, tongue: Tongue) -> str:
    """In English a unit has one stroke here, as in a contract: `4.00 EUR / user/month`."""
    if tongue.language == ENGLISH and amount.per != "once":
        return str(amount)
    return tongue.amount(amount)


def signed(cost: Cost, tongue: Tongue) -> str:
    """A difference with its signs: `+ 12.00 EUR / user / month`, `- 5.00 EUR once + 2.00 EUR / month`."""
    amounts = cost.amounts()
    parts = [f"{'-' if one.money.amount < 0 else '+'} {_amount(_absolute(one), tongue)}" for one in amounts]
    parts += [f"+ {tongue('{name} (price not stated)', name=name)}" for name in sorted(cost.unstated)]
    return " ".join(parts)


def _absolute(amount: Amount) -> Amount:
    return Amount(Money(abs(amount.money.amount), amount.money.currency), amount.per)


def _nothing(currency: str | None, tongue: Tongue) -> str:
    return tongue.money(Money(Decimal(0), currency or "")).rstrip()


def sums_text(cost: Cost, tongue: Tongue) -> str:
    """What something sums up to over a term; what is paid on use, and what nobody prices, comes on top."""
    sums = " + ".join(
        tongue.money(one.money) if one.per == "once" else _amount(one, tongue) for one in cost.amounts()
    )
    if cost.unstated:
        return tongue("at least {sums}", sums=sums) if sums else tongue("not stated")
    return sums or _nothing(None, tongue)


def total_text(cost: Cost, contract: ContractReport, tongue: Tongue) -> str:
    """A cost over the initial term: `6480.00 EUR over 36 months`."""
    return tongue("{sums} over {months} months", sums=sums_text(cost, tongue), months=contract.months)


def surcharge_text(
    cost: Cost | None, over_term: Cost | None, contract: ContractReport, tongue: Tongue
) -> str:
    """What something adds to the price, by month and over the initial term; "" where it adds nothing known."""
    if cost is None:
        return ""
    added = cost_text(cost, contract.currency, tongue)
    if over_term is None or not over_term.sums:
        return added
    return f"{added}, {total_text(over_term, contract, tongue)}"


def purchase_text(purchase: Purchase, currency: str | None, tongue: Tongue) -> str:
    """What is bought and for how much."""
    bought = tongue(purchase.configuration.said)
    return f"{bought}{tongue(': ')}{cost_text(purchase.cost, currency, tongue)}"


def baseline_adds(contract: ContractReport, tongue: Tongue) -> str:
    """What the whole baseline adds to the cheapest purchase, or that no purchase holds it."""
    added = contract.baseline.surcharge
    return tongue("not to be had") if added is None else cost_text(added, contract.currency, tongue)


def added_text(row: ClauseRow, contract: ContractReport, tongue: Tongue) -> str:
    """What a clause adds to the price; "" where it adds nothing, or nothing is known."""
    added = row.surcharge
    return cost_text(added, contract.currency, tongue) if added and not added.is_zero else ""


def added_over_term(row: ClauseRow, tongue: Tongue) -> str:
    """The same over the initial term; "" where that is not stated, too."""
    over = row.surcharge_over_term
    return sums_text(over, tongue) if over and over.sums else ""


NOT_TO_BE_HAD: Final = worded("at no price: no purchase holds it")
NOT_SETTLED: Final = worded("not settled by the contract")


class PriceRow(NamedTuple):
    """One line of what the baseline costs."""

    name: str
    bought: str
    price: str
    total: bool = False


def price_rows(contract: ContractReport, tongue: Tongue) -> list[PriceRow]:
    """The cheapest purchase, the one that holds the whole baseline or comes closest, and what that adds."""
    row, currency = contract.baseline, contract.currency
    named = (
        (tongue("Cheapest purchase"), row.cheapest),
        (tongue("With the whole baseline"), row.compliant),
        (tongue("Closest purchase"), row.closest if row.compliant is None else None),
    )
    rows = [
        PriceRow(name, tongue(bought.configuration.said), cost_text(bought.cost, currency, tongue))
        for name, bought in named
        if bought is not None
    ]
    if row.compliant is None:
        if row.closest_adds is not None:
            rows.append(PriceRow(tongue("It adds"), "", cost_text(row.closest_adds, currency, tongue)))
        why = NOT_TO_BE_HAD if row.lacking else NOT_SETTLED
        rows.append(PriceRow(tongue("Whole baseline"), tongue(why), "", total=True))
    if row.surcharge is not None:
        over = row.surcharge_over_term
        term = "" if over is None else total_text(over, contract, tongue)
        rows.append(
            PriceRow(tongue("Surcharge"), term, cost_text(row.surcharge, currency, tongue), total=True)
        )
    return rows
