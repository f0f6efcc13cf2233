"""A priced answer as JSON, `slacheck.price/v1`: a wire form of its own; its schema stands beside it.

Money is a string and exact. A figure that is not known is null, with a reason, and with bounds as far as there are any.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slacheck.audit.price import PricedLine, PriceReport
    from slacheck.offer.cost import Amount, Cost
    from slacheck.offer.space import Configuration, Purchase

SCHEMA = "slacheck.price/v1"

Json: TypeAlias = "str | int | Sequence[Json] | Mapping[str, Json] | None"


def render(reports: Sequence[PriceReport]) -> str:
    """One JSON object a contract, each followed by a line break."""
    return "".join(f"{json.dumps(_answer(report), indent=1, ensure_ascii=False)}\n" for report in reports)


def _answer(report: PriceReport) -> Json:
    found = report.quotation
    return {
        "schema": SCHEMA,
        "contract": report.contract,
        "from": _bought(found.start, report.start, report),
        "with": {
            "clauses": found.clauses,
            "partly": found.partly,
            **_bought(found.target, report.target, report),
        },
        "surcharge": _surcharge(report),
        "over_term": None if found.over_term is None else _price(found.over_term, report.currency, "once"),
        "months": found.months,
        "purchases": report.purchases,
        "questions": found.questions,
    }


def _bought(purchase: Purchase | None, lines: Sequence[PricedLine], report: PriceReport) -> dict[str, Json]:
    if purchase is None:
        return {"configuration": None, "price": None, "lines": []}
    return {
        "configuration": _configuration(purchase.configuration),
        "price": _price(purchase.cost, report.currency),
        "lines": [_line(line, report.currency) for line in lines],
    }


def _configuration(configuration: Configuration) -> Json:
    return {"plan": configuration.plan, "options": configuration.options}


def _line(line: PricedLine, currency: str | None) -> Json:
    span = line.location.span
    return {
        "item": line.item,
        "price": _price(line.cost, currency),
        "how": line.how or None,
        "location": {"file": span.source.name, "line": span.line, "path": line.location.path},
    }


def _surcharge(report: PriceReport) -> Json:
    found = report.quotation
    percent = None if found.percent is None else str(found.percent)
    if found.surcharge is None:
        nothing: dict[str, Json] = dict.fromkeys(("amount", "currency", "per", "percent"))
        return {**nothing, "reason": found.reason}
    price = _price(found.surcharge, report.currency)
    return {**price, "percent": percent} | ({"reason": found.reason} if price["amount"] is None else {})


def _price(cost: Cost, currency: str | None, per: str = "month") -> dict[str, Json]:
    """One figure where there is one; else its parts, what is not stated, and the most that it can be."""
    if cost.is_zero:
        return {"amount": "0.00", "currency": currency, "per": per}
    parts = [_amount(one) for one in cost.amounts()]
    if len(parts) == 1 and not cost.unstated:
        return parts[0]
    most = [_amount(one) for one in cost.most().amounts()] if cost.ceilings and not cost.unbounded else None
    figures: dict[str, Json] = dict.fromkeys(("amount", "currency", "per"))
    return {**figures, "parts": parts, "at_most": most, "unstated": sorted(cost.unstated)}


def _amount(amount: Amount) -> dict[str, Json]:
    money = amount.money
    return {"amount": money.amount_text(), "currency": money.currency, "per": amount.per}
