"""Whether a purchase stays the cheapest of some, whatever the contract leaves open.

Witnesses are the cheapest for the counts that are stated, and for one user, one unit and twelve months where they are
not. What is cheapest for one user may not be for fifty: here a purchase is held against all others in every coefficient
of the open quantities. Prices that are known within bounds count against it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from slacheck.offer.choice import weight
from slacheck.offer.compare import reason
from slacheck.offer.weighing import integers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from slacheck.offer.compare import Term
    from slacheck.offer.cost import Cost, Sums
    from slacheck.offer.space import Branch, Purchase, Question, Space


class Doubts:
    """The coefficients of all prices of a space, each made once."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._coefficients: dict[Sums, Mapping[Term, Decimal]] = {}
        costs = dict.fromkeys(cost for branch in space.branches for cost in (branch.fee, *branch.costs))
        self._least = {cost: self._of(cost.sums) for cost in costs}
        self._most = {cost: self._of(cost.most().sums) for cost in costs}
        self._terms = self._different(list(costs))

    def _of(self, sums: Sums) -> Mapping[Term, Decimal]:
        found = self._coefficients.get(sums)
        if found is None:
            found = self._coefficients[sums] = self._space.scale.coefficients(sums)
        return found

    def _different(self, costs: Sequence[Cost]) -> list[Term]:
        """One of the coefficients that are the same, or proportional to none, in all prices."""
        columns: dict[tuple[Decimal, ...], Term] = {}
        for term in sorted({term for cost in costs for term in self._most[cost]}, key=_simplest):
            columns.setdefault(tuple(self._most[cost].get(term, Decimal(0)) for cost in costs), term)
        return list(columns.values())

    @property
    def none(self) -> bool:
        """Whether one number orders all prices, so that the order cannot depend on what is open."""
        bounded = any(cost.ceilings for cost in self._least)
        return len(self._terms) < 2 and not bounded

    def about(self, chosen: Purchase, others: Iterable[Question]) -> str:
        """Why a purchase may not be at most all of some others; "" where it certainly is."""
        asked = list(others)
        branch, mask = self._space.place(chosen)
        against = [term for term in self._terms if self._undercut(term, branch, mask, asked)]
        if not against:
            return ""
        bounded = {part for cost in self._least for _, more in cost.ceilings for part in self._of(more)}
        named = [term for term in (*against, *bounded) if term[1]]
        return reason(against if len({currency for currency, _ in against}) > 1 else named or self._terms)

    def _undercut(self, term: Term, branch: Branch, mask: int, others: Iterable[Question]) -> bool:
        """Whether another may be less in one coefficient: what it shares with the purchase cancels."""
        for other, demands, barred in others:
            fee, held, weights, own = self._weights(term, branch, mask, other)
            found = self._space.solve(other, demands, barred, weights)
            if found is not None and fee + weight(found, weights) < held + weight(mask, own):
                return True
        return False

    def _weights(
        self, term: Term, branch: Branch, mask: int, other: Branch
    ) -> tuple[int, int, list[int], list[int]]:
        """Fee and options of another plan, and of the purchase at their most: as integers that compare."""
        same = other.plan == branch.plan
        theirs = [
            self._value(cost, term, most=bool(mask >> index & 1) and cost == branch.costs[index])
            for index, cost in enumerate(other.costs)
        ]
        own = [self._value(cost, term, most=True) for cost in branch.costs]
        fees = [self._value(other.fee, term, most=same), self._value(branch.fee, term, most=True)]
        exact = integers(value for _, value in (*fees, *theirs, *own))
        digit = 2 * sum(map(abs, exact)) + 1
        opens = [count for count, _ in (*fees, *theirs, *own)]
        keys = [count * digit + value for count, value in zip(opens, exact, strict=True)]
        size = len(theirs)
        return keys[0], keys[1], keys[2 : 2 + size], keys[2 + size :]

    def _value(self, cost: Cost, term: Term, *, most: bool) -> tuple[int, Decimal]:
        """Prices of which nothing is known, and a coefficient of the others."""
        found = self._most[cost] if most else self._least[cost]
        return len(cost.unbounded), found.get(term, Decimal(0))


def _simplest(term: Term) -> tuple[int, str, list[str]]:
    return len(term[1]), term[0], sorted(term[1])
