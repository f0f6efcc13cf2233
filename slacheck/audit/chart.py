"""What each plan holds of the baseline, and for how much: the figures of a picture, which renderers only draw."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from slacheck.contract.taxonomy import Tier
from slacheck.offer.entitlement import Status
from slacheck.tongue import worded
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from slacheck.contract.taxonomy import ClauseKind
    from slacheck.offer.offer import Offer
    from slacheck.offer.space import Branch, Purchase

BASE = worded("base service")
"""The name of what is bought without a plan."""
OPEN_BASE = frozenset(["base"])


class Held(StrEnum):
    """How a buyer of one plan holds a clause."""

    IN_PLAN = "in plan"
    BY_OPTION = "by option"
    """With an option, or at a price of its own."""
    LIMITED = "limited"
    """Capped, narrowed, for a limited time or with a fee on use, whatever is bought with the plan."""
    NOT = "not"
    UNSETTLED = "not settled"


class Point(NamedTuple):
    """A purchase, with its price and its coverage."""

    purchase: Purchase
    monthly: Decimal | None
    """By month over the initial term, in the currency of the chart; none where a price is open or in another one."""
    clauses: int
    """The baseline clauses that it holds in full."""


class Column(NamedTuple):
    """One plan."""

    name: str
    alone: Point
    """The cheapest purchase with it."""
    full: Point
    """The cheapest purchase with it that holds all that can be held with it; `alone` where options add nothing."""


class Line(NamedTuple):
    """One clause of the baseline, plan by plan."""

    clause: str
    name: str
    cells: tuple[Held, ...]

    @property
    def differs(self) -> bool:
        """Whether the choice of the plan, or of an option, makes a difference."""
        return len(set(self.cells)) > 1 or Held.BY_OPTION in self.cells

    @property
    def in_every_plan(self) -> bool:
        """Whether each plan holds it in full, at no added price."""
        return set(self.cells) == {Held.IN_PLAN}


class Chart(NamedTuple):
    """Plans, cheapest first, against the clauses of the baseline of which the contract speaks."""

    currency: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    """Those that differ from plan to plan first."""
    total: int
    """The clauses of the baseline that apply or may apply."""
    open_base: bool
    """Whether the base service has no stated price: it is part of every purchase, and of no figure here."""

    @property
    def unnamed(self) -> int:
        """The clauses of the baseline of which the contract says nothing."""
        return self.total - len(self.lines)


def chart_of(offer: Offer, language: str) -> Chart | None:
    """The chart of a contract that lets a buyer choose; none where there is one purchase, or no purchase at all."""
    pricing, space = offer.contract.pricing, offer.space
    if pricing is None or not (pricing.plans or pricing.options) or space.is_empty:
        return None
    kinds = [
        kind
        for kind in offer.taxonomy.kinds.values()
        if kind.tier is Tier.BASELINE and offer.applies(kind) is not Truth.FALSE
    ]
    ways = [_Ways(offer, kind) for kind in kinds if offer.entitlement(kind.id).status is not Status.ABSENT]
    branches = [one for one in space.branches if space.cheapest_with((), [one]) is not None]
    found = sorted(
        ((_column(offer, branch, ways, pricing.currency), branch) for branch in branches),
        key=lambda one: (one[0].alone.monthly is None, one[0].alone.monthly or 0),
    )
    lines = (_line(one, [branch for _, branch in found], language) for one in ways)
    return Chart(
        currency=pricing.currency,
        columns=tuple(column for column, _ in found),
        lines=tuple(sorted(lines, key=lambda line: not line.differs)),
        total=len(kinds),
        open_base=any(column.alone.purchase.cost.unstated >= OPEN_BASE for column, _ in found),
    )


class _Ways:
    """By what a buyer comes to hold a clause."""

    def __init__(self, offer: Offer, kind: ClauseKind) -> None:
        held = offer.entitlement(kind.id)
        self.space = offer.space
        self.kind = kind
        self.settled = held.status is not Status.UNKNOWN or held.holding is not None
        self.included = held.status is Status.INCLUDED
        self.some = self.space.reach(offer.part(kind.id))
        self.whole = self.space.reach(offer.whole(kind.id) if held.whole else ())

    def cell(self, branch: Branch) -> Held:
        """How a buyer of a plan holds the clause."""
        if not self.settled:
            return Held.UNSETTLED
        if self.included:
            return Held.IN_PLAN
        if self.can_be_whole(branch):
            return Held.BY_OPTION if self.space.demands(branch, [self.whole]) else Held.IN_PLAN
        return Held.LIMITED if self.space.cheapest_reaching([self.some], [branch]) else Held.NOT

    def can_be_whole(self, branch: Branch) -> bool:
        """Whether a purchase with the plan holds the whole clause."""
        return self.space.cheapest_reaching([self.whole], [branch]) is not None

    def in_full(self, purchase: Purchase) -> bool:
        """Whether a purchase holds the whole clause."""
        if self.included or self.whole.always:
            return True
        branch, bought = self.space.place(purchase)
        return branch.item in self.whole.plans or bool(bought & self.whole.options)


def _line(ways: _Ways, branches: Iterable[Branch], language: str) -> Line:
    return Line(ways.kind.id, ways.kind.name(language), tuple(ways.cell(branch) for branch in branches))


def _column(offer: Offer, branch: Branch, ways: Sequence[_Ways], currency: str) -> Column:
    space = offer.space
    alone = space.cheapest_with((), [branch])
    assert alone is not None
    wanted = [one.whole for one in ways if not one.included and one.can_be_whole(branch)]
    full = space.cheapest_reaching(wanted, [branch]) or alone
    plans = offer.contract.pricing.plans if offer.contract.pricing else ()
    name = next((plan.name for plan in plans if plan.id == branch.plan), None) or branch.plan
    return Column(name or BASE, *(_point(offer, one, ways, currency) for one in (alone, full)))


def _point(offer: Offer, purchase: Purchase, ways: Iterable[_Ways], currency: str) -> Point:
    return Point(purchase, monthly(offer, purchase, currency), sum(one.in_full(purchase) for one in ways))


def monthly(offer: Offer, purchase: Purchase, currency: str) -> Decimal | None:
    """The price of a purchase by month: one-off fees spread over the initial term, use left out.

    For the stated number of users and units, or one. None where a price is open or in another currency.
    """
    space = offer.space
    sums = purchase.cost.over(space.months, space.weights).sums
    paid = [(unit, value) for unit, value in sums if unit.per.endswith("once")]
    # Every purchase has the base service: where nobody prices it, the others still compare.
    if purchase.cost.unstated - OPEN_BASE or any(unit.currency != currency for unit, _ in paid):
        return None
    return sum((value for _, value in paid), Decimal(0)) / space.months
