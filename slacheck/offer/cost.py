"""What a purchase costs: exact sums by currency and unit, and the names of the prices that have no figure.

A recurring price is held as its sum over twelve months, since a yearly price has no exact monthly decimal.
Sums in different currencies, or for different things (a month, a user, a minute), are never added up.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from slacheck.contract.price import RECURRING
from slacheck.quantity import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from slacheck.contract.model import Quantities
    from slacheck.contract.price import Price

MONTHS_A_YEAR = 12
_EXACT = Decimal("0.0001")


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """What a sum is paid for: `year`, `user/year`, `once`, `minute`, in one currency."""

    currency: str
    per: str


Sums = tuple[tuple[Unit, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """One printable part of a cost: money for each unit."""

    money: Money
    per: str

    def __str__(self) -> str:
        return f"{self.money} / {self.per}"


@dataclass(frozen=True, slots=True)
class Cost:
    """A sum for each unit (none of them zero), and what it would also take but has no stated price."""

    sums: Sums = ()
    unstated: frozenset[str] = frozenset()
    ceilings: tuple[tuple[str, Sums], ...] = ()
    """The most that comes to `sums` for a name in `unstated`, where that is known: a figure within bounds."""

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            _merged(self.sums, other.sums, 1),
            self.unstated | other.unstated,
            _united(self.ceilings, other.ceilings),
        )

    def minus(self, other: Cost) -> Cost:
        """The least difference; what both leave unstated cancels, what only one does stays unstated."""
        sums = _merged(self.sums, other.sums, -1)
        unstated = self.unstated ^ other.unstated
        if not self.ceilings and not other.ceilings:
            return Cost(sums, unstated)
        for name, more in other.ceilings:
            if name in unstated:
                sums = _merged(sums, more, -1)
        open_still = (one for one in _united(self.ceilings, other.ceilings) if one[0] in unstated)
        return Cost(sums, unstated, tuple(open_still))

    @property
    def is_zero(self) -> bool:
        """Whether it is known to be nothing."""
        return not self.sums and not self.unstated

    @property
    def unbounded(self) -> frozenset[str]:
        """The names in `unstated` of which nothing is known."""
        return self.unstated.difference(name for name, _ in self.ceilings) if self.ceilings else self.unstated

    def least(self) -> Cost:
        """The sums at the lower end of what is known."""
        return Cost(self.sums, self.unbounded)

    def most(self) -> Cost:
        """The sums at the upper end of what is known; what has no upper end stays unstated."""
        sums = self.sums
        for _, more in self.ceilings:
            sums = _merged(sums, more, 1)
        return Cost(sums, self.unbounded)

    def times(self, factor: Decimal | int) -> Cost:
        """So many times it."""
        if factor == 1:
            return self
        more = tuple((name, _scaled(sums, factor)) for name, sums in self.ceilings)
        return Cost(_scaled(self.sums, factor), self.unstated, more)

    def amounts(self) -> tuple[Amount, ...]:
        """The parts as a reader wants them: recurring ones by month where that is exact, else by year."""
        return tuple(_amount(unit, value) for unit, value in self.sums)

    def over(self, months: int, weights: Weights) -> Cost:
        """What it sums up to over so many months: once, by currency; for each user or unit if nobody says how many.

        What is paid on use stays apart: how much will be used is not known.
        """
        more = tuple((name, _over(sums, months, weights)) for name, sums in self.ceilings)
        return Cost(_over(self.sums, months, weights), self.unstated, more)


def _over(sums: Sums, months: int, weights: Weights) -> Sums:
    total: dict[Unit, Decimal] = {}
    for unit, value in sums:
        factor = weights.factor(unit, months)
        key, share = unit, value
        if factor is not None:
            who = unit.per.rpartition("/")[0]
            per = f"{who}/once" if who and weights.count(who) is None else "once"
            key, share = Unit(unit.currency, per), value * factor / MONTHS_A_YEAR
        total[key] = total.get(key, Decimal(0)) + share
    return _cleaned(total)


def _merged(left: Sums, right: Sums, sign: int) -> Sums:
    if not right:
        return left
    total = dict(left)
    for unit, value in right:
        total[unit] = total.get(unit, Decimal(0)) + sign * value
    return _cleaned(total)


def _scaled(sums: Sums, factor: Decimal | int) -> Sums:
    return tuple((unit, value * factor) for unit, value in sums) if factor else ()


def _united(
    left: tuple[tuple[str, Sums], ...], right: tuple[tuple[str, Sums], ...]
) -> tuple[tuple[str, Sums], ...]:
    return tuple(sorted((dict(left) | dict(right)).items())) if left and right else left or right


def _cleaned(total: Mapping[Unit, Decimal]) -> Sums:
    return tuple(sorted((unit, value) for unit, value in total.items() if value))


def _amount(unit: Unit, value: Decimal) -> Amount:
    if unit.per.endswith("year"):
        monthly = value / MONTHS_A_YEAR
        if monthly == monthly.quantize(_EXACT):
            return Amount(Money(_trimmed(monthly), unit.currency), unit.per.replace("year", "month"))
    return Amount(Money(value, unit.currency), unit.per)


def _trimmed(value: Decimal) -> Decimal:
    cents = value.quantize(Decimal("0.01"))
    return cents if cents == value else value.normalize()


def unit_of(per: str, currency: str) -> tuple[Unit, Decimal]:
    """The unit in which a price per `quarter`, `user`, `unit/once`, ... is held, and its factor."""
    who, _, period = per.rpartition("/")
    if per in ("user", "unit"):
        who, period = per, "month"
    factor = Decimal(MONTHS_A_YEAR) / RECURRING[period] if period in RECURRING else Decimal(1)
    held = "year" if period in RECURRING else period
    return Unit(currency, f"{who}/{held}" if who else held), factor


def cost_of(price: Price | None, currency: str, name: str) -> Cost:
    """The cost of one plain figure; `name` stands for it where none is stated."""
    if price is None or price.on_request or price.per is None:
        return Cost(unstated=frozenset([name]))
    unit, factor = unit_of(price.per, price.currency or currency)
    value = price.figure() * factor
    return Cost(((unit, value),) if value else ())


@dataclass(frozen=True, slots=True)
class Weights:
    """How many users and units a buyer pays for, as far as the contract says."""

    users: int | None
    units: int | None

    @classmethod
    def of(cls, quantities: Quantities) -> Weights:
        """The stated quantities."""
        return cls(quantities.users, quantities.units)

    def count(self, who: str) -> int | None:
        """How many of them there are."""
        return self.users if who == "user" else self.units

    def factor(self, unit: Unit, months: int) -> int | None:
        """Twelve times what a sum for this unit is multiplied by over so many months; none when paid on use."""
        who, _, period = unit.per.rpartition("/")
        if period not in ("year", "once"):
            return None
        count = self.count(who) if who else None
        return (1 if count is None else count) * (months if period == "year" else MONTHS_A_YEAR)

    def rank(self, cost: Cost, months: int) -> tuple[tuple[str, Decimal], ...]:
        """A key that orders costs: the total of each currency; one use a month stands for what is paid on use."""
        total: dict[str, Decimal] = {}
        for unit, value in cost.sums:
            factor = self.factor(unit, months)
            share = value * (months * MONTHS_A_YEAR if factor is None else factor)
            total[unit.currency] = total.get(unit.currency, Decimal(0)) + share
        return tuple(sorted(total.items()))


def total(costs: Iterable[Cost]) -> Cost:
    """The sum of many costs."""
    result = Cost()
    for cost in costs:
        result = result + cost
    return result
