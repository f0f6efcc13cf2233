"""Prices: what is charged, and for each what."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from pydantic import model_validator

from slacheck.contract.scalar import Amount, Currency, reject
from slacheck.contract.shape import Shape

# What a price may be charged for each. A purchase pays the recurring and the one-off ones; the rest is paid on use.
RECURRING = {"month": 1, "quarter": 3, "year": 12}
PER_USER = {f"{who}/{period}": period for who in ("user", "unit") for period in RECURRING}
_PRICE_HELP = "write `{amount: 12.50, per: month}`, or `on-request`"
ON_USE = ("minute", "hour", "day", "call", "incident", "request", "page", "use")

Per = Literal[
    "month", "quarter", "year", "once",
    "user", "unit", "user/month", "user/quarter", "user/year", "unit/month", "unit/quarter", "unit/year",
    "user/once", "unit/once",
    "minute", "hour", "day", "call", "incident", "request", "page", "use",
]  # fmt: skip


class Price(Shape):
    """A price: an amount for each unit, or the words `on-request` when no figure is stated.

    `user` is short for `user/month` and `unit` for `unit/month`. Without `currency` the currency of `pricing` holds.
    """

    amount: Amount | None = None
    currency: Currency | None = None
    per: Per | None = None
    on_request: bool = False

    @model_validator(mode="before")
    @classmethod
    def _words(cls, value: Any) -> Any:
        if value == "on-request":
            return {"on_request": True}
        if isinstance(value, dict):
            if "on_request" in value:
                raise reject("`on_request` is not written in a price", "write the word: `price: on-request`")
            lacking = [f"`{needed}`" for needed in ("amount", "per") if value.get(needed) is None]
            if lacking:
                raise reject(f"the price has no {' and no '.join(lacking)}", _PRICE_HELP)
            return value
        raise reject("expected a price", _PRICE_HELP)

    @property
    def stated(self) -> bool:
        """Whether a figure is stated."""
        return not self.on_request

    @property
    def on_use(self) -> bool:
        """Whether it is paid each time something is used, not by buying."""
        return self.per in ON_USE

    @property
    def is_free(self) -> bool:
        """Whether the stated figure is zero."""
        return self.amount == 0

    def figure(self) -> Decimal:
        """The stated amount; asking a price on request for it is a defect of the caller."""
        if self.amount is None:
            raise AssertionError("a price on request has no figure")
        return self.amount
