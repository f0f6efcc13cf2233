"""The purchases that a contract allows: one of its plans, and a set of options that respects what they say.

They are never listed. With a plan chosen, options are bits, what the price list demands of them are clauses
(`slacheck.offer.choice`), and each question asks for the cheapest set that holds something, or lacks it. The order is
the buyer's: known prices before unstated ones, cheaper before dearer over the initial term, fewer options before more,
and then the order of the price list. It is total, so that each question has one answer.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from slacheck.offer.choice import bits, cheapest, count, parts, weight
from slacheck.offer.cost import MONTHS_A_YEAR, Cost
from slacheck.offer.doubt import Doubts
from slacheck.offer.weighing import Keys, Order
from slacheck.tongue import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from slacheck.offer.choice import Clause, Weights
    from slacheck.offer.compare import Scale
    from slacheck.offer.statement import Statement


BASE_ALONE = worded("the base service alone")


class Configuration(NamedTuple):
    """One allowed purchase; options stand in the order of the price list."""

    plan: str | None = None
    options: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[str, ...]:
        """What it buys: `plan:pro`, `option:sso`."""
        plan = () if self.plan is None else (f"plan:{self.plan}",)
        return plan + tuple(f"option:{option}" for option in self.options)

    @property
    def said(self) -> str:
        """What is bought, for a reader."""
        return " + ".join(self.items) or BASE_ALONE

    def __str__(self) -> str:
        return str(self.said)


class Purchase(NamedTuple):
    """A configuration and what it costs."""

    configuration: Configuration
    cost: Cost
    entries: tuple[Statement, ...] = ()
    """The statements whose own price, which no plan or option has, is paid too."""


class Branch(NamedTuple):
    """The purchases with one plan, or with none."""

    plan: str | None
    fee: Cost
    """Of the base service and the plan."""
    costs: Sequence[Cost]
    """Of each option, then of each statement with a price of its own."""
    offered: int
    """What can be bought with the plan, as bits in the same order."""
    clauses: tuple[Clause, ...]
    """What the price list demands of a set of options."""

    @property
    def item(self) -> str:
        """The plan as statements name it."""
        return f"plan:{self.plan}"


class Reach(NamedTuple):
    """By what any of some statements holds."""

    always: bool
    """In the base service."""
    plans: frozenset[str]
    """`plan:ID`."""
    options: int
    """Options, and entries with a price of their own, as bits."""


Question: TypeAlias = tuple[Branch, list[int], int]
"""A plan, the sets of options of which one each must be bought with it, and what must not be."""


class Space:
    """All allowed purchases of a contract. Nothing in it changes; what is found once is kept."""

    def __init__(
        self,
        branches: Sequence[Branch],
        options: Mapping[str, int],
        entries: Mapping[Statement, int],
        scale: Scale,
    ) -> None:
        self.branches = tuple(branches)
        self.options = options
        """The bit of each `option:ID`, in the order of the price list."""
        self.entries = entries
        """The bit of each statement with a price of its own; the next ones."""
        self.scale = scale
        self.weights = scale.weights
        self.months = scale.months or MONTHS_A_YEAR
        """Months of the initial term; twelve when it is not stated."""

    @cached_property
    def cheapest(self) -> Purchase:
        """The first purchase; the base service alone where nothing can be bought."""
        return self.cheapest_with(()) or Purchase(Configuration(), Cost(unstated=frozenset(["base"])))

    @cached_property
    def is_empty(self) -> bool:
        """Whether the demands of the price list contradict each other, so that nothing can be bought."""
        return self.cheapest_with(()) is None

    @cached_property
    def count(self) -> int:
        """How many purchases there are."""
        listed = (1 << len(self.options)) - 1
        return sum(
            count([one for one in branch.clauses if one[0] <= listed], branch.offered & listed)
            for branch in self.branches
        )

    def cheapest_with(
        self, wanted: Sequence[Sequence[Statement]], plans: Iterable[Branch] | None = None
    ) -> Purchase | None:
        """The cheapest purchase in which, of each of these sets of statements, at least one holds."""
        return self.cheapest_reaching([self.reach(statements) for statements in wanted], plans)

    def cheapest_reaching(
        self, wanted: Sequence[Reach], plans: Iterable[Branch] | None = None
    ) -> Purchase | None:
        """The cheapest purchase in which each of these is reached."""
        return self._first(self.holding(wanted, plans))

    def cheapest_paid(self) -> Purchase | None:
        """The cheapest purchase with a plan that costs something; where none does, with an option that does."""
        paid = [branch for branch in self.branches if not branch.fee.is_zero]
        if paid:
            return self.cheapest_with((), paid)
        return self._first((branch, [self._charged(branch)], 0) for branch in self.branches)

    def _charged(self, branch: Branch) -> int:
        """The options that cost something in a plan."""
        priced = zip(self.options.values(), branch.costs, strict=False)
        return sum(bit for bit, cost in priced if not cost.is_zero) & branch.offered

    def cheapest_without(self, reach: Reach) -> Purchase | None:
        """The cheapest purchase in which it is not reached."""
        return self._first(self.lacking(reach))

    def lacking(self, reach: Reach) -> Iterator[Question]:
        """The plans that do not reach it by themselves, with the options that do."""
        for branch in () if reach.always else self.branches:
            if branch.item not in reach.plans:
                yield branch, [], reach.options & branch.offered

    def holding(self, wanted: Sequence[Reach], plans: Iterable[Branch] | None = None) -> Iterator[Question]:
        """The plans, with the options of which some must be bought to reach all."""
        for branch in self.branches if plans is None else plans:
            yield branch, self.demands(branch, wanted), 0

    def demands(self, branch: Branch, wanted: Iterable[Reach]) -> list[int]:
        """What must be bought beside a plan: one of each of these sets of options."""
        return [
            reach.options & branch.offered
            for reach in wanted
            if not reach.always and branch.item not in reach.plans
        ]

    def ways(self, branch: Branch, statements: Iterable[Statement]) -> int | None:
        """The options by which any of some statements holds in a plan; none where one holds without."""
        return next(iter(self.demands(branch, [self.reach(statements)])), None)

    def reach(self, statements: Iterable[Statement]) -> Reach:
        """By what some statements hold."""
        plans: set[str] = set()
        found, always = 0, False
        for one in statements:
            if one.price is not None:
                found |= self.entries[one]
            elif not one.items:
                always = True
            else:
                for item in one.items:
                    bit = self.options.get(item)
                    if bit is None:
                        plans.add(item)
                    else:
                        found |= bit
        return Reach(always, frozenset(plans), found)

    def doubt(self, chosen: Purchase, others: Iterable[Question]) -> str:
        """Why a purchase may not be at most all of some others, by what the contract leaves open; "" for no doubt."""
        return "" if self._doubts is None else self._doubts.about(chosen, others)

    @cached_property
    def _doubts(self) -> Doubts | None:
        found = Doubts(self)
        return None if found.none else found

    def _first(self, questions: Iterable[Question]) -> Purchase | None:
        """The first purchase in the buyer's order among the cheapest of some plans."""
        best: tuple[int, Branch, int] | None = None
        for branch, demands, barred in questions:
            fee, keys = self._keys[branch.plan]
            # What no option can make cheaper than the best is not looked at.
            if best is not None and fee >= best[0]:
                continue
            chosen = self.solve(branch, demands, barred, keys)
            if chosen is not None:
                key = fee + weight(chosen, keys)
                if best is None or key < best[0]:
                    best = key, branch, chosen
        return None if best is None else self.purchase(best[1], best[2])

    def solve(self, branch: Branch, demands: list[int], barred: int, weights: Weights) -> int | None:
        """The least set of options that meets some demands and those of the price list."""
        if not all(demands):
            return None
        known = self._parts[branch.plan]
        linked = parts(((0, demand) for demand in demands), known) if demands else known
        return cheapest(linked, weights, barred)

    @cached_property
    def _parts(self) -> dict[str | None, list[tuple[int, list[Clause]]]]:
        return {branch.plan: parts(branch.clauses) for branch in self.branches}

    @cached_property
    def _keys(self) -> dict[str | None, tuple[int, Keys]]:
        items = len(self.options) + len(self.entries)
        costs = dict.fromkeys(cost for branch in self.branches for cost in (branch.fee, *branch.costs))
        order = Order(costs, len(self.branches), items, self.weights, self.months)
        return {
            branch.plan: (order.of_plan(place, branch.fee), Keys(order, branch.costs))
            for place, branch in enumerate(self.branches)
        }

    def purchase(self, branch: Branch, chosen: int) -> Purchase:
        """A set of options with a plan, as a reader sees it."""
        names, entries, cost = list(self.options), list(self.entries), branch.fee
        options, paid = [], []
        for index in bits(chosen):
            cost = cost + branch.costs[index]
            if index < len(names):
                options.append(names[index].partition(":")[2])
            else:
                paid.append(entries[index - len(names)])
        return Purchase(Configuration(branch.plan, tuple(options)), cost, tuple(paid))

    def place(self, purchase: Purchase) -> tuple[Branch, int]:
        """The plan and the bits of a purchase."""
        plan = purchase.configuration.plan
        branch = next(one for one in self.branches if one.plan == plan)
        chosen = sum(self.options[f"option:{name}"] for name in purchase.configuration.options)
        return branch, chosen + sum(self.entries[entry] for entry in purchase.entries)
