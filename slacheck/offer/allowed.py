"""From a price list to its purchases: plans, and what each of them demands of a set of options."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from slacheck.offer.choice import bits
from slacheck.offer.compare import Scale
from slacheck.offer.cost import Cost, Weights
from slacheck.offer.space import Branch, Space
from slacheck.offer.tariff import Period, Tariff
from slacheck.quantity import Duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from slacheck.contract.model import Contract, Group, Pricing
    from slacheck.offer.choice import Clause
    from slacheck.offer.statement import Statement


def initial_months(contract: Contract) -> int | None:
    """Whole months of the initial term, when it is stated in months or years."""
    initial = contract.term.initial if contract.term else None
    return (
        initial.months if isinstance(initial, Duration) and initial.months and not initial.seconds else None
    )


def space_of(contract: Contract, entries: Sequence[Statement] = ()) -> Space:
    """Every purchase that a contract allows; `entries` are its statements with a price of their own."""
    weights, months = Weights.of(contract.service.quantities), initial_months(contract)
    scale = Scale(weights, months)
    pricing = contract.pricing
    options: dict[str, int] = {}
    for option in pricing.options if pricing else ():
        options[f"option:{option.id}"] = 1 << len(options)
    own: dict[Statement, int] = {}
    for entry in entries:
        own[entry] = 1 << (len(options) + len(own))
    if pricing is None:
        costs = [entry.price or Cost() for entry in own]
        lone = Branch(None, Cost(unstated=frozenset(["base"])), costs, (1 << len(own)) - 1, ())
        return Space([lone], options, own, scale)
    branches = _Branches(pricing, tariff_of(contract, pricing), options, own)
    return Space(list(branches.all()), options, own, scale)


def tariff_of(contract: Contract, pricing: Pricing) -> Tariff:
    """The costs of its price list, for its quantities and its term."""
    period = Period(contract.term.start if contract.term else None, initial_months(contract))
    return Tariff(pricing, Weights.of(contract.service.quantities), period)


class _Branches:
    """What all plans of a price list have in common."""

    def __init__(
        self, pricing: Pricing, tariff: Tariff, options: Mapping[str, int], own: Mapping[Statement, int]
    ) -> None:
        self.pricing = pricing
        self.tariff = tariff
        self.options = options
        self.own = own
        self.demands = list(self._demands())
        self.varies = any(price is not None and price.of == "plan" for price in tariff.prices.values())

    def all(self) -> Iterator[Branch]:
        """One branch for each plan, in the order of the price list, that without a plan first."""
        plans: list[str | None] = [plan.id for plan in self.pricing.plans]
        if not plans or self.pricing.plan_choice == "at-most-one":
            plans.insert(0, None)
        costs = self._costs(None)
        for plan in plans:
            fee = self._fee(plan)
            offered = self._offered(plan)
            clauses = (
                *_within(self.demands, offered),
                *self._choices(offered),
                *self._of_entries(plan, offered),
            )
            yield Branch(plan, fee, self._costs(plan) if self.varies else costs, offered, clauses)

    def _fee(self, plan: str | None) -> Cost:
        """Of the base service and the plan; where no base price stands beside plans, theirs are all there is."""
        if plan is None:
            return self.tariff.cost("base", plan)
        own = self.tariff.cost(f"plan:{plan}", plan)
        return own if self.pricing.base is None else self.tariff.cost("base", plan) + own

    def _costs(self, plan: str | None) -> list[Cost]:
        listed = [self.tariff.cost(name, plan) for name in self.options]
        return listed + [entry.price or Cost() for entry in self.own]

    def _offered(self, plan: str | None) -> int:
        """What can be bought with a plan."""
        found = 0
        for option in self.pricing.options:
            if option.available_in is None or plan in option.available_in:
                found |= self.options[f"option:{option.id}"]
        item = f"plan:{plan}"
        for entry, bit in self.own.items():
            if not entry.items or item in entry.items or self._any_of(entry) & found:
                found |= bit
        return found

    def _any_of(self, entry: Statement) -> int:
        return sum(self.options.get(name, 0) for name in entry.items)

    def _demands(self) -> Iterator[Clause]:
        """What options demand of each other, whatever the plan."""
        for option in self.pricing.options:
            bit = self.options[f"option:{option.id}"]
            for other in option.requires:
                yield bit, self.options[f"option:{other}"]
            for other in option.excludes:
                yield bit | self.options[f"option:{other}"], 0

    def _choices(self, offered: int) -> Iterator[Clause]:
        """What the groups demand, of the options that can be bought with the plan."""
        for group in self.pricing.one_of:
            yield from _choice(group, self._members(group) & offered)

    def _members(self, group: Group) -> int:
        return sum(self.options[f"option:{name}"] for name in dict.fromkeys(group.options))

    def _of_entries(self, plan: str | None, offered: int) -> Iterator[Clause]:
        """A price inside a clause is paid by those who have what the clause comes with."""
        for entry, bit in self.own.items():
            if entry.items and f"plan:{plan}" not in entry.items and bit & offered:
                yield bit, self._any_of(entry) & offered


def _within(demands: Sequence[Clause], offered: int) -> Iterator[Clause]:
    """The demands on what is offered; of what is not, none can be met and none is made."""
    return ((neg, pos & offered) for neg, pos in demands if not neg & ~offered)


def _choice(group: Group, members: int) -> Iterator[Clause]:
    if members and group.choose != "at-most-one":
        yield 0, members
    if group.choose != "at-least-one":
        for one, other in combinations(bits(members), 2):
            yield 1 << one | 1 << other, 0
