"""Which of two purchases costs more, whatever the contract leaves open: how many users, how long, how much use.

A cost is a polynomial in what is not stated: of users and units there is at least one, the term is at least a month
long, and use may be nothing. It is written in what comes to that least, so that a difference is known to be of one
sign where all its coefficients are; where they are not, the open quantities are the question to ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from slacheck.offer.cost import MONTHS_A_YEAR, Weights
from slacheck.tongue import AND, joined, worded
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from slacheck.offer.cost import Cost, Sums, Unit

USERS, UNITS, TERM = "service.quantities.users", "service.quantities.units", "term.initial"
_WHO = {"user": USERS, "unit": UNITS}

Term = tuple[str, frozenset[str]]
"""A coefficient: its currency, and the open quantities that it is multiplied by."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What turns a cost into coefficients: the counts that are stated, and the months of the initial term."""

    weights: Weights
    months: int | None

    def coefficients(self, sums: Sums) -> dict[Term, Decimal]:
        """Twelve times the cost over the term, by currency and open quantities."""
        found: dict[Term, Decimal] = {}
        for unit, value in sums:
            factor, least, use = self._factors(unit)
            parts = [use]
            for name in least:
                parts += [part | {name} for part in parts]
            for part in parts:
                key = unit.currency, part
                found[key] = found.get(key, Decimal(0)) + value * factor
        return {key: value for key, value in found.items() if value}

    def _factors(self, unit: Unit) -> tuple[int, list[str], frozenset[str]]:
        """The stated factor of a unit, its open quantities of at least one, and its open use."""
        who, _, period = unit.per.rpartition("/")
        if period not in ("year", "once"):
            return MONTHS_A_YEAR, [], frozenset([unit.per])
        factor, least = MONTHS_A_YEAR, []
        if period == "year":
            factor = 1 if self.months is None else self.months
            least = [TERM] if self.months is None else []
        count = self.weights.count(who) if who else 1
        return (
            factor * (1 if count is None else count),
            least + ([_WHO[who]] if count is None else []),
            frozenset(),
        )


def is_use(quantity: str) -> bool:
    """Whether an open quantity is an amount of use, which may be nothing."""
    return quantity not in (USERS, UNITS, TERM)


def sign(coefficients: Mapping[Term, Decimal]) -> int | None:
    """1, 0 or -1 where that is certain. What is dearer only with more users is not dearer with one."""
    values = coefficients.values()
    if not values:
        return 0
    side = 1 if all(value > 0 for value in values) else -1 if all(value < 0 for value in values) else None
    certain = any(all(map(is_use, part)) for _, part in coefficients)
    return side if side == 1 or certain else None


def at_most(left: Cost, right: Cost, scale: Scale) -> Truth:
    """Whether one cost is at most another; unknown when that depends on what is not stated."""
    least = right.minus(left)
    may_fall = any(name in left.unstated for name in least.unbounded)
    if not may_fall and sign(scale.coefficients(least.sums)) in (0, 1):
        return Truth.TRUE
    most = least.most()
    may_rise = any(name in right.unstated for name in least.unbounded)
    if not may_rise and sign(scale.coefficients(most.sums)) == -1:
        return Truth.FALSE
    return Truth.UNKNOWN


WHICH = worded("which is cheaper")


def why_open(one: Cost, other: Cost, scale: Scale) -> str:
    """Why two costs cannot be compared: the reason, in words that name what is missing."""
    rest = one.minus(other)
    terms = set(scale.coefficients(rest.sums)).union(*(scale.coefficients(more) for _, more in rest.ceilings))
    return reason(terms)


def reason(terms: Iterable[Term], what: str = WHICH) -> str:
    """What keeps sums with these coefficients from being compared; `what` depends on it."""
    known = _without_common_term(list(terms))
    if len({currency for currency, _ in known}) > 1:
        return worded("prices in different currencies cannot be compared")
    missing = sorted({name for _, part in known for name in part})
    uses = [f"{name}s" for name in missing if is_use(name)]
    # Use goes on for as long as the term does: its length alone settles nothing.
    stated = [f"`{name}`" for name in missing if not is_use(name) and not (uses and name == TERM)]
    if stated:
        return worded(
            "{what} depends on {names}, which the contract does not state",
            what=what,
            names=joined(AND, stated),
        )
    if uses:
        return worded("{what} depends on how much is used ({uses})", what=what, uses=", ".join(uses))
    return worded("the prices of the purchases with and without it cannot be compared")


def _without_common_term(terms: list[Term]) -> list[Term]:
    """The same without the length of the term, where all sums are for each month of it."""
    rest = {(currency, part - {TERM}) for currency, part in terms}
    lasting = {(currency, part - {TERM}) for currency, part in terms if TERM in part}
    return list(rest) if lasting == rest and any(part for _, part in rest) else terms
