"""The purchases that a contract allows: one of its plans, and a set of options that respects what they say.

Here they are enumerated, up to `LIMIT`. The order is the buyer's: known prices before unstated ones, cheaper before
dearer, fewer options before more, and then the order of the price list; so the first that fits is the cheapest witness.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from slacheck.errors import SlacheckError
from slacheck.offer.cost import MONTHS_A_YEAR, Cost, Weights, cost_of, total
from slacheck.quantity import Duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from slacheck.contract.model import Contract, Option, Pricing

LIMIT = 65_536
"""How many sets of options are looked at before the answer is unknown."""


class Configuration(NamedTuple):
    """One allowed purchase; options stand in the order of the price list."""

    plan: str | None = None
    options: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[str, ...]:
        """What it buys: `plan:pro`, `option:sso`."""
        return _items(self)

    def __str__(self) -> str:
        return " + ".join(self.items) or "the base service alone"


@lru_cache(4096)
def _items(configuration: Configuration) -> tuple[str, ...]:
    plan, options = configuration
    bought = () if plan is None else (f"plan:{plan}",)
    return bought + tuple(f"option:{option}" for option in options)


class Purchase(NamedTuple):
    """A configuration and what it costs."""

    configuration: Configuration
    cost: Cost


class Space(NamedTuple):
    """All allowed purchases, the cheapest first, or the reason why they are not all here."""

    purchases: tuple[Purchase, ...]
    weights: Weights
    months: int
    """Months of the initial term; twelve when it is not stated."""
    too_large: bool = False

    @property
    def cheapest(self) -> Purchase:
        """The first purchase; the base service alone where there is nothing to buy."""
        return self.purchases[0]

    def dearness(self, cost: Cost) -> tuple[int, tuple[tuple[str, Decimal], ...]]:
        """A key that orders costs: known prices before unstated ones, cheaper before dearer."""
        return len(cost.unstated), self.weights.rank(cost, self.months)


def initial_months(contract: Contract) -> int | None:
    """Whole months of the initial term, when it is stated in months or years."""
    initial = contract.term.initial if contract.term else None
    return (
        initial.months if isinstance(initial, Duration) and initial.months and not initial.seconds else None
    )


def space_of(contract: Contract) -> Space:
    """Every purchase that the contract allows."""
    weights = Weights.of(contract.service.quantities)
    months = initial_months(contract) or MONTHS_A_YEAR
    pricing = contract.pricing
    if pricing is None:
        base = Cost(unstated=frozenset(["base"]))
        return Space((Purchase(Configuration(), base),), weights, months)
    try:
        allowed, too_large = list(_configurations(pricing)), False
    except TooManyPurchases:
        allowed, too_large = [next(_configurations(pricing))], True
    rank = {option.id: index for index, option in enumerate(pricing.options)}
    plans: dict[str | None, int] = {plan.id: index for index, plan in enumerate(pricing.plans)}

    def order(purchase: Purchase) -> tuple[object, ...]:
        chosen = purchase.configuration
        places = tuple(rank[option] for option in chosen.options)
        price = weights.rank(purchase.cost, months)
        return (len(purchase.cost.unstated), price, len(places), plans.get(chosen.plan, -1), places)

    return Space(tuple(sorted(_priced(allowed, pricing), key=order)), weights, months, too_large)


def _priced(configurations: Iterable[Configuration], pricing: Pricing) -> Iterator[Purchase]:
    base = cost_of(pricing.base, pricing.currency, "base")
    fees: dict[str | None, Cost] = {None: base}
    for plan in pricing.plans:
        fees[plan.id] = base + cost_of(plan.price, pricing.currency, f"plan:{plan.id}")
    costs = {
        option.id: cost_of(option.price, pricing.currency, f"option:{option.id}")
        for option in pricing.options
    }
    for chosen in configurations:
        yield Purchase(chosen, total([fees[chosen.plan], *(costs[name] for name in chosen.options)]))


def _configurations(pricing: Pricing) -> Iterator[Configuration]:
    plans: list[str | None] = [plan.id for plan in pricing.plans]
    if not plans or pricing.plan_choice == "at-most-one":
        plans.insert(0, None)
    visits = _Visits()
    for plan in plans:
        for options in allowed_options(pricing, plan, visits):
            yield Configuration(plan, options)


class TooManyPurchases(SlacheckError):
    """The enumeration has looked at `LIMIT` sets of options and is not at the end."""


class _Visits:
    """Counts the sets of options that were looked at, allowed or not."""

    def __init__(self) -> None:
        self.left = LIMIT

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise TooManyPurchases


def allowed_options(pricing: Pricing, plan: str | None, visits: _Visits) -> Iterator[tuple[str, ...]]:
    """The ids of options that may be bought together with a plan: nothing missing, nothing excluded."""
    offered = [
        option for option in pricing.options if option.available_in is None or plan in option.available_in
    ]
    waiting: list[tuple[int, tuple[Option, ...]]] = [(0, ())]
    while waiting:
        index, chosen = waiting.pop()
        names = {option.id for option in chosen}
        if index == len(offered):
            visits.spend()
            if all(names.issuperset(option.requires) for option in chosen):
                yield tuple(option.id for option in chosen)
            continue
        option = offered[index]
        barred = any(option.id in one.excludes for one in chosen)
        if not barred and names.isdisjoint(option.excludes):
            waiting.append((index + 1, (*chosen, option)))
        # INVARIANT: the set without the option comes first, so that the first of all is the empty one.
        waiting.append((index + 1, chosen))
