"""What each price of a price list comes to, for the quantities that the contract states.

Where a price depends on a quantity that is not stated, its cost is the least that it can be, with the price named in
`unstated` and the distance to the most in `ceilings`: a figure within bounds. A promotion is what it saves over the
initial term, once; it counts as far as the contract states the dates that decide it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from slacheck.offer.cost import MONTHS_A_YEAR, Cost, Unit, Weights, cost_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from slacheck.contract.model import Pricing
    from slacheck.contract.price import Bound, ListPrice, Minimum

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Period:
    """The initial term, as far as it is stated."""

    start: date | None
    months: int | None

    def free_months(self, until: date | None, months: int | None) -> int | None:
        """For how many whole months of the term something holds that ends on a day or after so many months.

        None where the contract does not state what decides it, or where the day falls within a month.
        """
        if self.months is None:
            return None
        if months is None:
            months = None if until is None or self.start is None else whole_months(self.start, until)
        return None if months is None else min(months, self.months)


def whole_months(start: date, until: date) -> int | None:
    """How many months there are from a day to another, the last included; none for a broken month.

    `until` names the last day, or the day after it: `2026-01-01` to `2026-12-31` or `2027-01-01` is twelve.
    """
    if until < start:
        return 0
    for end in (until, until + timedelta(days=1)):
        if end.day == start.day:
            return (end.year - start.year) * MONTHS_A_YEAR + end.month - start.month
    return None


class Tariff:
    """The costs of a price list; each is computed when it is first asked for."""

    def __init__(self, pricing: Pricing, weights: Weights, period: Period) -> None:
        self.currency = pricing.currency
        self.weights = weights
        self.period = period
        self.prices: Mapping[str, ListPrice | None] = {
            "base": pricing.base,
            **{f"plan:{plan.id}": plan.price for plan in pricing.plans},
            **{f"option:{option.id}": option.price for option in pricing.options},
        }
        self.pieces = {
            f"option:{option.id}": option.quantity.min for option in pricing.options if option.quantity
        }
        self.free_until = {
            f"{noun}:{one.id}": one.free_until
            for noun, listed in (("plan", pricing.plans), ("option", pricing.options))
            for one in listed
            if one.free_until is not None
        }

    def cost(self, name: str, plan: str | None) -> Cost:
        """What `base`, `plan:ID` or `option:ID` costs in a purchase with this plan."""
        each = self.each(name, plan)
        return each.times(self.pieces.get(name, 1)) if self.pieces else each

    def each(self, name: str, plan: str | None) -> Cost:
        """The cost of one piece."""
        price = self.prices[name]
        if price is None or price.on_request:
            return Cost(unstated=frozenset([name]))
        if price.percent is not None:
            full = self._share(name, price, plan)
        elif price.tiers or price.minimum is not None or price.cap is not None:
            full = self._counted(name, price)
        else:
            full = cost_of(price, self.currency, name)
        if price.promotion is None and name not in self.free_until:
            return full
        return full + self._saved(name, price, full)

    def _share(self, name: str, price: ListPrice, plan: str | None) -> Cost:
        """A share of another price as it is listed, whether or not that is bought; of no plan it is nothing."""
        assert price.percent is not None
        whole = (f"plan:{plan}" if plan else None) if price.of == "plan" else price.of
        if whole is None:
            return Cost()
        part = self.each(whole, plan).times(price.percent.points / HUNDRED)
        if not part.unstated:
            return part
        # Shares of different prices are open for different reasons: each has a name of its own.
        own = f"{name} (a share of {whole})"
        return Cost(part.sums, frozenset([own]), tuple((own, more) for _, more in part.ceilings))

    def _counted(self, name: str, price: ListPrice) -> Cost:
        """A price with tiers or bounds."""
        assert price.per is not None
        unit, factor = unit_of(price.per, price.currency or self.currency)
        who = unit.per.rpartition("/")[0]
        flat = Unit(unit.currency, unit.per.rpartition("/")[2])
        count = self.weights.count(who) if who else 1
        if price.on_use:
            return _on_use(name, price, unit, flat)
        if count is None:
            return _bounded(name, price, unit, flat, factor)
        return _exact(price, count, unit, flat, factor)

    def _saved(self, name: str, price: ListPrice, full: Cost) -> Cost:
        """What a promotion, or a free period, takes off over the initial term."""
        offer, until = price.promotion, self.free_until.get(name)
        if until is not None:
            months, saved = self.period.free_months(until, None), full
        else:
            assert offer is not None
            assert price.per is not None
            length = offer.for_.months if offer.for_ else None
            months = self.period.free_months(offer.until, length)
            unit, factor = unit_of(price.per, price.currency or self.currency)
            value = (price.figure() - offer.amount) * factor
            saved = Cost(((unit, value),) if value else ())
        recurring = [(unit, value) for unit, value in saved.sums if unit.per.endswith("year")]
        if not months or not recurring:
            return Cost()
        return Cost(
            tuple(
                (Unit(unit.currency, unit.per.replace("year", "once")), -value * months / MONTHS_A_YEAR)
                for unit, value in recurring
            )
        )


def _exact(price: ListPrice, count: int, unit: Unit, flat: Unit, factor: Decimal) -> Cost:
    """For a stated count: a price for each of them where that is exact, else one for all of them."""
    paid = max(count, price.minimum.quantity or 0) if price.minimum else count
    fixed, each = _at(price, paid)
    least, most = _bound(price.minimum), _bound(price.cap)
    whole = (fixed + each * paid) * factor
    if least is not None and whole < least:
        return _sum(flat, least)
    if most is not None and whole > most:
        return _sum(flat, most)
    if paid != count:
        return _sum(flat, whole)
    return _sum(flat, fixed * factor) + _sum(unit, each * factor)


def _at(price: ListPrice, count: int) -> tuple[Decimal, Decimal]:
    """The price of so many, as a fixed part and one for each.

    Graduated, the fixed part is what the lower tiers cost beyond the rate of the tier that is reached.
    """
    if not price.tiers:
        return Decimal(0), price.figure()
    reached = [tier for tier in price.tiers if tier.from_ <= max(count, 1)]
    rate = reached[-1].amount
    if price.tiering == "volume":
        return Decimal(0), rate
    steps = pairwise(reached)
    fixed = sum(((low.amount - rate) * (high.from_ - low.from_) for low, high in steps), Decimal(0))
    return fixed, rate


def _bounded(name: str, price: ListPrice, unit: Unit, flat: Unit, factor: Decimal) -> Cost:
    """For at least one, nobody says how many: the least, and what may come to it."""
    rates = [tier.amount * factor for tier in price.tiers] or [price.figure() * factor]
    least, more = _sum(unit, min(rates)), _sum(unit, max(rates) - min(rates))
    if price.minimum is not None:
        # The greater of two sums is at most their sum.
        spare = max(rates) * max(0, (price.minimum.quantity or 1) - 1)
        more += _sum(flat, _bound(price.minimum) or spare)
    cap = _bound(price.cap)
    if cap is not None:
        floor = min(*rates, cap)
        least, more = _sum(flat, floor), _sum(flat, cap - floor)
    return _within(name, least, more)


def _on_use(name: str, price: ListPrice, unit: Unit, flat: Unit) -> Cost:
    """Paid on use, between a least and a most a month."""
    year = Unit(flat.currency, "year")
    least = _sum(year, _bound(price.minimum) or Decimal(0))
    cap = _bound(price.cap)
    more = _sum(unit, price.figure()) if cap is None else _sum(year, cap).minus(least)
    return _within(name, least, more)


def _within(name: str, least: Cost, more: Cost) -> Cost:
    return Cost(least.sums, frozenset([name]), ((name, more.sums),)) if more.sums else least


def _sum(unit: Unit, value: Decimal) -> Cost:
    return Cost(((unit, value),) if value else ())


def _bound(bound: Minimum | Bound | None) -> Decimal | None:
    """An amount a year, or once."""
    if bound is None or bound.amount is None or bound.per is None:
        return None
    return bound.amount * unit_of(bound.per, "")[1]
