"""The buyer's order of purchases, as one integer for each plan and option: the least sum is the first purchase.

From the most to the least significant: prices that are not stated, the total of each currency over the initial term,
the number of options, the place of the plan, the places of the options. No two purchases have the same sum.
"""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from slacheck.offer.cost import Cost, Weights


def integers(values: Iterable[Decimal]) -> list[int]:
    """The same values, all times the same factor, as exact integers."""
    ratios = [value.as_integer_ratio() for value in values]
    scale = lcm(*(below for _, below in ratios))
    return [above * (scale // below) for above, below in ratios]


class Order:
    """Turns costs into keys that add up as purchases do."""

    def __init__(self, costs: Iterable[Cost], plans: int, items: int, weights: Weights, months: int) -> None:
        self._plans, self._items = plans, items
        self._weights, self._months = weights, months
        totals = {cost: weights.rank(cost, months) for cost in costs}
        self._currencies = sorted({currency for found in totals.values() for currency, _ in found})
        exact = iter(integers(value for found in totals.values() for _, value in found))
        self._totals = {
            cost: {currency: next(exact) for currency, _ in found} for cost, found in totals.items()
        }
        # A digit for each currency, large enough for a plan with every option.
        dearest = max((sum(map(abs, found.values())) for found in self._totals.values()), default=0)
        self._digit = dearest * (items + 1) + 1

    def _price(self, cost: Cost) -> int:
        key, found = len(cost.unstated), self._totals[cost]
        for currency in self._currencies:
            key = key * self._digit + found.get(currency, 0)
        return key

    def of_plan(self, place: int, fee: Cost) -> int:
        """The key of a plan with nothing else."""
        return (self._price(fee) * (self._items + 1) * self._plans + place) << self._items

    def of_option(self, index: int, cost: Cost) -> int:
        """What an option adds: among equals the set that names an earlier option is less."""
        key = (self._price(cost) * (self._items + 1) + 1) * self._plans << self._items
        return key - (1 << (self._items - 1 - index))


class Keys:
    """The keys of the options of one plan, each made when it is first asked for."""

    __slots__ = ("_costs", "_found", "_order")

    def __init__(self, order: Order, costs: Sequence[Cost]) -> None:
        self._order = order
        self._costs = costs
        self._found: dict[int, int] = {}

    def __getitem__(self, index: int) -> int:
        key = self._found.get(index)
        if key is None:
            key = self._found[index] = self._order.of_option(index, self._costs[index])
        return key
