"""What a purchase costs: exact sums by currency and unit, and the names of the prices that nobody states.

A recurring price is held as its sum over twelve months, since a yearly price has no exact monthly decimal.
Sums in different currencies, or for different things (a month, a user, a minute), are never added up.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from slacheck.contract.price import RECURRING
from slacheck.quantity import Money
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from slacheck.contract.model import Quantities
    from slacheck.contract.price import Price

MONTHS_A_YEAR = 12
_EXACT = Decimal("0.0001")


class Unit(NamedTuple):
    """What a sum is paid for: `year`, `user/year`, `once`, `minute`, in one currency."""

    currency: str
    per: str


class Amount(NamedTuple):
    """One printable part of a cost: money for each unit."""

    money: Money
    per: str

    def __str__(self) -> str:
        return f"{self.money} / {self.per}"


@dataclass(frozen=True, slots=True)
class Cost:
    """A sum for each unit (none of them zero), and what it would also take but has no stated price."""

    sums: tuple[tuple[Unit, Decimal], ...] = ()
    unstated: frozenset[str] = frozenset()

    def __add__(self, other: Cost) -> Cost:
        return Cost(_merged(self.sums, other.sums, 1), self.unstated | other.unstated)

    def minus(self, other: Cost) -> Cost:
        """The difference; what both leave unstated cancels, what only one does stays unstated."""
        return Cost(_merged(self.sums, other.sums, -1), self.unstated ^ other.unstated)

    @property
    def is_zero(self) -> bool:
        """Whether it is known to be nothing."""
        return not self.sums and not self.unstated

    def amounts(self) -> tuple[Amount, ...]:
        """The parts as a reader wants them: recurring ones by month where that is exact, else by year."""
        return tuple(_amount(unit, value) for unit, value in self.sums)

    def over(self, months: int, weights: Weights) -> Cost:
        """What it sums up to over so many months, for the stated number of users and units; once, by currency.

        What is paid on use stays apart: how much will be used is not known.
        """
        total: dict[Unit, Decimal] = {}
        for unit, value in self.sums:
            factor = weights.factor(unit, months)
            key, share = (
                (unit, value) if factor is None else (Unit(unit.currency, "once"), value * factor / 12)
            )
            total[key] = total.get(key, Decimal(0)) + share
        return Cost(_cleaned(total), self.unstated)


def _merged(
    left: tuple[tuple[Unit, Decimal], ...], right: tuple[tuple[Unit, Decimal], ...], sign: int
) -> tuple[tuple[Unit, Decimal], ...]:
    total = dict(left)
    for unit, value in right:
        total[unit] = total.get(unit, Decimal(0)) + sign * value
    return _cleaned(total)


def _cleaned(total: Mapping[Unit, Decimal]) -> tuple[tuple[Unit, Decimal], ...]:
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


def cost_of(price: Price | None, currency: str, name: str) -> Cost:
    """The cost of one price; `name` stands for it where no figure is stated."""
    if price is None or price.on_request or price.per is None:
        return Cost(unstated=frozenset([name]))
    who, _, period = price.per.rpartition("/")
    if price.per in ("user", "unit"):
        who, period = price.per, "month"
    factor = Decimal(MONTHS_A_YEAR) / RECURRING[period] if period in RECURRING else Decimal(1)
    per = "year" if period in RECURRING else period
    value = price.figure() * factor
    unit = Unit(price.currency or currency, f"{who}/{per}" if who else per)
    return Cost(((unit, value),) if value else ())


class Weights(NamedTuple):
    """How many users and units a buyer pays for, as far as the contract says."""

    users: int | None
    units: int | None

    @classmethod
    def of(cls, quantities: Quantities) -> Weights:
        """The stated quantities."""
        return cls(quantities.users, quantities.units)

    def factor(self, unit: Unit, months: int) -> int | None:
        """Twelve times what a sum for this unit is multiplied by over so many months; none when paid on use."""
        who, _, period = unit.per.rpartition("/")
        if period not in ("year", "once"):
            return None
        count = {"user": self.users, "unit": self.units}.get(who)
        return (1 if count is None else count) * (months if period == "year" else MONTHS_A_YEAR)

    def rank(self, cost: Cost, months: int) -> tuple[tuple[str, Decimal], ...]:
        """A key that orders costs: the total of each currency; one use a month stands for what is paid on use."""
        total: dict[str, Decimal] = {}
        for unit, value in cost.sums:
            factor = self.factor(unit, months)
            share = value * (months * MONTHS_A_YEAR if factor is None else factor)
            total[unit.currency] = total.get(unit.currency, Decimal(0)) + share
        return tuple(sorted(total.items()))


def at_most(left: Cost, right: Cost, weights: Weights, months: int) -> Truth:
    """Whether one cost is at most another; unknown when a price is not stated or currencies are mixed."""
    rest = right.minus(left)
    may_rise = bool(right.unstated - left.unstated)
    may_fall = bool(left.unstated - right.unstated)
    signs = _signs(rest, weights, months)
    if signs is None:
        return Truth.UNKNOWN
    if signs >= 0:
        return Truth.UNKNOWN if may_fall else Truth.TRUE
    return Truth.UNKNOWN if may_rise else Truth.FALSE


def _signs(difference: Cost, weights: Weights, months: int) -> int | None:
    """The sign of a difference: of all its parts when they agree, else of its total in a single currency."""
    values = [value for _, value in difference.sums]
    if all(value > 0 for value in values):
        return 1 if values else 0
    if all(value < 0 for value in values):
        return -1
    totals = weights.rank(difference, months)
    if len(totals) > 1:
        return None
    total = totals[0][1]
    return (total > 0) - (total < 0)


def total(costs: Iterable[Cost]) -> Cost:
    """The sum of many costs."""
    result = Cost()
    for cost in costs:
        result = result + cost
    return result
