"""Prices: what is charged, and for each what.

A `Price` is one figure, as a clause states it. A `ListPrice` is one of a price list: it may also be a share of another
price, fall with the quantity, have a floor or a ceiling, and be lower for a while.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from slacheck.contract.scalar import (
    ID,
    Amount,
    Count,
    Currency,
    Date,
    DurationText,
    PercentText,
    reject,
)
from slacheck.contract.shape import ABSENT_MEANS_NONE, Shape

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
            cls._check_figures(value)
            return value
        raise reject("expected a price", _PRICE_HELP)

    @classmethod
    def _check_figures(cls, value: dict[str, Any]) -> None:
        lacking = [f"`{needed}`" for needed in ("amount", "per") if value.get(needed) is None]
        if lacking:
            raise reject(f"the price has no {' and no '.join(lacking)}", _PRICE_HELP)

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


_OF = re.compile(rf"base|plan|(plan|option):{ID}")


def parse_of(value: object) -> str:
    """The price of which another is a share."""
    if isinstance(value, str) and _OF.fullmatch(value):
        return value
    raise reject("expected the price it is a share of", "write `base`, `plan`, `plan:ID` or `option:ID`")


PriceName = Annotated[
    str, PlainValidator(parse_of), WithJsonSchema({"type": "string", "pattern": f"^({_OF.pattern})$"}),
]  # fmt: skip


class Tier(Shape):
    """The price of each user or unit from a quantity on."""

    from_: Annotated[Count, Field(alias="from")]
    """The quantity from which it holds; the first tier begins at 1."""
    amount: Amount


class Bound(Shape):
    """The least or the most that is charged: an amount for each period, `once` for a one-off price."""

    amount: Amount
    per: Literal["month", "quarter", "year", "once"]


class Minimum(Shape):
    """A commitment: an amount that is charged at least, or a quantity that is paid for at least."""

    amount: Amount | None = None
    per: Literal["month", "quarter", "year", "once"] | None = None
    quantity: Count | None = None
    """Users or units."""

    @model_validator(mode="before")
    @classmethod
    def _one_of_both(cls, value: Any) -> Any:
        if isinstance(value, dict) and (
            value.keys() in ({"amount", "per"}, {"quantity"}) or _odd(value, cls)
        ):
            return value
        raise reject("expected a minimum", "write `{amount: 100, per: month}`, or `{quantity: 5}`")


class Promotion(Shape):
    """A lower amount, for the same unit, at the beginning of the term."""

    amount: Amount
    until: Annotated[Date | None, ABSENT_MEANS_NONE] = None
    """The day until which it holds."""
    for_: Annotated[DurationText | None, ABSENT_MEANS_NONE, Field(alias="for")] = None
    """How long it holds, in months or years."""

    @model_validator(mode="before")
    @classmethod
    def _one_end(cls, value: Any) -> Any:
        if isinstance(value, dict) and (("until" in value) != ("for" in value) or _odd(value, cls)):
            return value
        raise reject(
            "expected a promotion with one end",
            "write `{amount: 5, until: 2027-01-31}`, or `{amount: 5, for: P3M}`",
        )

    @model_validator(mode="after")
    def _whole_months(self) -> Promotion:
        if self.for_ is not None and (self.for_.seconds or not self.for_.months):
            raise reject(
                "a promotion lasts whole months", "write `for: P3M`, or the day: `until: 2027-01-31`"
            )
        return self


def _odd(value: dict[str, Any], shape: type[Shape]) -> bool:
    """Whether it has keys that the shape does not know: what is wrong with them is said elsewhere, and better."""
    return not value.keys() <= {info.alias or name for name, info in shape.model_fields.items()}


class ListPrice(Price):
    """A price of a price list: `{amount: 12.50, per: month}`, `{percent: "15 %", of: plan}`, `{tiers: [...], ...}`."""

    percent: Annotated[PercentText | None, ABSENT_MEANS_NONE] = None
    """The share of another price that it is; it is charged for what that price is charged for."""
    of: Annotated[PriceName | None, ABSENT_MEANS_NONE] = None
    """That price, as the list states it: `base`, `plan` (the one that is bought), `plan:ID` or `option:ID`."""
    tiers: Annotated[tuple[Tier, ...], ABSENT_MEANS_NONE] = ()
    """Prices that change with the number of users or units."""
    tiering: Annotated[Literal["volume", "graduated"] | None, ABSENT_MEANS_NONE] = None
    """`volume`: the tier that is reached prices all of them; `graduated`: each tier prices those within it."""
    minimum: Annotated[Minimum | None, ABSENT_MEANS_NONE] = None
    """The least that is charged, however few there are."""
    cap: Annotated[Bound | None, ABSENT_MEANS_NONE] = None
    """The most that is charged, however many there are."""
    promotion: Annotated[Promotion | None, ABSENT_MEANS_NONE] = None

    @classmethod
    def _check_figures(cls, value: dict[str, Any]) -> None:
        forms = [name for name in ("amount", "percent", "tiers") if value.get(name) is not None]
        if len(forms) > 1:
            raise reject(f"the price has both `{forms[0]}` and `{forms[1]}`", "one of them says what it is")
        match forms:
            case ["percent"]:
                _check_share(value)
            case ["tiers"]:
                _check_tiers(value)
            case _:
                super()._check_figures(value)
        if "of" in value and "percent" not in value:
            raise reject("the price has `of` and no `percent`", 'write `{percent: "15 %", of: base}`')
        if "tiering" in value and "tiers" not in value:
            raise reject("the price has `tiering` and no `tiers`")

    @model_validator(mode="after")
    def _coherent(self) -> ListPrice:
        _check_order(self.tiers)
        if self.promotion is not None and (self.amount is None or not _recurs(self.per)):
            raise reject("a promotion needs a recurring `amount` that it lowers")
        if self.promotion is not None and self.promotion.amount > self.figure():
            raise reject("the promotion costs more than the price")
        if self.minimum and self.minimum.quantity is not None and not _counted(self.per):
            raise reject("a minimum quantity needs a price per user or unit")
        for bound in (self.minimum, self.cap):
            if bound is not None and bound.per is not None and not self._fits(bound.per):
                raise reject(f"a bound per `{bound.per}` does not fit a price per `{self.per}`")
        return self

    def _fits(self, period: str) -> bool:
        """Whether a bound for a period may hold it: both recur, both are paid once, or it is paid on use."""
        if self.per is None or self.on_use:
            return self.per is None or period != "once"
        return (period == "once") is not _recurs(self.per)


def _recurs(per: str | None) -> bool:
    return per is not None and per.rpartition("/")[2] in (*RECURRING, "user", "unit")


def _counted(per: str | None) -> bool:
    return per is not None and per.partition("/")[0] in ("user", "unit")


def _check_share(value: dict[str, Any]) -> None:
    if value.get("of") is None:
        raise reject("the price has `percent` and no `of`", "write `of: base`, `of: plan` or `of: option:ID`")
    for name in ("per", "currency", "minimum", "cap", "promotion"):
        if name in value:
            raise reject(f"a share of another price has no `{name}`", "it follows that of the other price")


def _check_tiers(value: dict[str, Any]) -> None:
    if value.get("tiering") is None:
        raise reject(
            "the price does not say how its tiers work",
            "write `tiering: volume` (the tier that is reached prices all) or `tiering: graduated`",
        )
    if not isinstance(value.get("per"), str) or not _counted(value["per"]):
        raise reject("tiers need a price per user or unit", "write `per: user/month`")


def _check_order(tiers: tuple[Tier, ...]) -> None:
    starts = [tier.from_ for tier in tiers]
    if tiers and starts[0] != 1:
        raise reject("the first tier begins at 1", "write `from: 1`")
    if any(later <= earlier for earlier, later in pairwise(starts)):
        raise reject("each tier begins above the one before it")
