"""One contract as an offer: which clause kinds apply to it, what a buyer holds of each, and what the baseline costs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from slacheck.contract.taxonomy import ALWAYS, Tier
from slacheck.offer.cost import Cost, total
from slacheck.offer.entitlement import Entitlement, Status, entitle, standing
from slacheck.offer.space import Purchase, initial_months, space_of
from slacheck.offer.statement import statements
from slacheck.truth import Truth, some

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slacheck.contract.model import Contract
    from slacheck.contract.taxonomy import ClauseKind, Taxonomy
    from slacheck.offer.space import Space
    from slacheck.offer.statement import Statement


class Baseline(NamedTuple):
    """The same question for all applicable baseline clauses at once."""

    cheapest: Purchase
    """The cheapest purchase, whatever it holds."""
    closest: Purchase | None
    """The cheapest purchase that holds in full every applicable baseline clause that can be held at all."""
    lacking: tuple[str, ...]
    """The applicable baseline clauses that no purchase holds in full."""
    unsettled: tuple[str, ...]
    """The baseline clauses of which the contract does not settle whether they apply or are held."""

    @property
    def compliant(self) -> Purchase | None:
        """The cheapest purchase that holds the whole baseline, if that is certain."""
        return None if self.lacking or self.unsettled else self.closest

    @property
    def surcharge(self) -> Cost | None:
        """What the whole baseline adds to the cheapest purchase."""
        return None if self.compliant is None else self.compliant.cost.minus(self.cheapest.cost)


class Offer:
    """A contract seen from the buyer's side; everything is computed once, when it is first asked for."""

    def __init__(self, contract: Contract, taxonomy: Taxonomy) -> None:
        self.contract = contract
        self.taxonomy = taxonomy
        self._entitlements: dict[str, Entitlement] = {}
        self._applies: dict[tuple[str, ...], Truth] = {}

    @cached_property
    def statements(self) -> Mapping[str, tuple[Statement, ...]]:
        """What the contract says about each clause kind."""
        return statements(self.contract, self.taxonomy)

    @cached_property
    def space(self) -> Space:
        """The purchases that the contract allows."""
        return space_of(self.contract)

    @cached_property
    def months(self) -> int | None:
        """Months of the initial term, when it is stated."""
        return initial_months(self.contract)

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {document: rank for rank, document in enumerate(self.contract.precedence)}

    def entitlement(self, kind_id: str) -> Entitlement:
        """What a buyer holds of a clause kind."""
        found = self._entitlements.get(kind_id)
        if found is None:
            said = self.statements.get(kind_id, ())
            found = self._entitlements[kind_id] = entitle(kind_id, said, self.space, self._ranks)
        return found

    def applies(self, kind: ClauseKind) -> Truth:
        """Whether a clause kind applies: any of its conditions holds; an unstated fact leaves it unknown."""
        conditions = kind.applies_when
        found = self._applies.get(conditions)
        if found is None:
            found = self._applies[conditions] = some(map(self._fact, conditions))
        return found

    def _fact(self, condition: str) -> Truth:
        if condition == ALWAYS:
            return Truth.TRUE
        stated = self.contract.service.facts.get(condition)
        if stated is None:
            return Truth.UNKNOWN
        return Truth.TRUE if stated else Truth.FALSE

    @cached_property
    def baseline(self) -> Baseline:
        """The cheapest purchase that holds every applicable baseline clause."""
        lacking, unsettled, needed = [], [], []
        for kind in self.taxonomy.kinds.values():
            if kind.tier is not Tier.BASELINE or self.applies(kind) is Truth.FALSE:
                continue
            held = self.entitlement(kind.id)
            if held.status is Status.INCLUDED:
                continue
            if self.applies(kind) is Truth.UNKNOWN or held.status is Status.UNKNOWN:
                unsettled.append(kind.id)
            elif held.holding is None or not held.whole:
                lacking.append(kind.id)
            else:
                needed.append(kind.id)
        return Baseline(self.space.cheapest, self._with_all(needed), tuple(lacking), tuple(unsettled))

    def _with_all(self, needed: list[str]) -> Purchase | None:
        """The cheapest purchase that holds several clauses in full, hidden prices added."""
        order, best = self.space.dearness, None
        whole_entries = [self._whole(kind) for kind in needed]
        for purchase in self.space.purchases:
            # INVARIANT: purchases stand in the order of dearness, and a hidden price only adds to it.
            if best is not None and order(purchase.cost) >= order(best.cost):
                break
            hidden = [self._hidden_price(entries, purchase) for entries in whole_entries]
            if None not in hidden:
                whole = Purchase(
                    purchase.configuration, purchase.cost + total(one for one in hidden if one is not None)
                )
                best = min(best or whole, whole, key=lambda one: order(one.cost))
        return best

    def _whole(self, kind_id: str) -> list[Statement]:
        """The entries that deliver the whole of a clause."""
        said = standing(self.statements[kind_id], self._ranks) or ()
        return [one for one in said if not one.qualifiers]

    def _hidden_price(self, entries: list[Statement], purchase: Purchase) -> Cost | None:
        """What the entries ask beside a purchase for the whole of a clause; none where it holds none of them."""
        bought = set(purchase.configuration.items)
        prices = (one.price or Cost() for one in entries if not one.items or one.items & bought)
        return min(prices, key=self.space.dearness, default=None)
