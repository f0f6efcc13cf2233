"""One contract as an offer: which clause kinds apply to it, what a buyer holds of each, and what the baseline costs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from slacheck.contract.taxonomy import ALWAYS, Tier
from slacheck.offer.allowed import initial_months, space_of
from slacheck.offer.entitlement import Entitlement, Status, entitle, standing
from slacheck.offer.statement import statements
from slacheck.truth import Truth, some

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slacheck.contract.model import Contract
    from slacheck.contract.taxonomy import ClauseKind, Taxonomy
    from slacheck.offer.cost import Cost
    from slacheck.offer.entitlement import Answers
    from slacheck.offer.space import Purchase, Space
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
        self._answers: Answers = {}
        self._held: dict[str, Truth] = {}

    @cached_property
    def statements(self) -> Mapping[str, tuple[Statement, ...]]:
        """What the contract says about each clause kind."""
        return statements(self.contract, self.taxonomy)

    @cached_property
    def space(self) -> Space:
        """The purchases that the contract allows."""
        said = (one for entries in self.statements.values() for one in entries)
        return space_of(self.contract, [one for one in said if one.price is not None and not one.extra])

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
            found = self._entitlements[kind_id] = entitle(
                kind_id, said, self.space, self._ranks, self._answers
            )
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
            # What it costs may be open where that it can be held is not.
            open_still = held.status is Status.UNKNOWN and held.holding is None
            if self.applies(kind) is Truth.UNKNOWN or open_still:
                unsettled.append(kind.id)
            elif held.holding is None or not held.whole:
                lacking.append(kind.id)
            else:
                needed.append(kind.id)
        return Baseline(self.space.cheapest, self._with_all(needed), tuple(lacking), tuple(unsettled))

    def _with_all(self, needed: list[str]) -> Purchase | None:
        """The cheapest purchase that holds several clauses in full, prices of their own included."""
        return self.space.cheapest_with([self.whole(kind) for kind in needed])

    def held(self, kind_id: str) -> Truth:
        """Whether a buyer holds a clause at all, whole or narrowed: in what was ordered, else in every purchase."""
        found = self._held.get(kind_id)
        if found is None:
            found = self._held[kind_id] = self._holds(kind_id)
        return found

    def _holds(self, kind_id: str) -> Truth:
        status = self.entitlement(kind_id).status
        if status in (Status.INCLUDED, Status.QUALIFIED):
            return Truth.TRUE
        if status is Status.UNPRICED and any(one.priced_on_use for one in self.part(kind_id)):
            return Truth.TRUE
        if status in (Status.ABSENT, Status.EXCLUDED, Status.UNOBTAINABLE):
            return Truth.FALSE
        ordered = self.contract.selection
        if ordered is None:
            return Truth.UNKNOWN if status is Status.UNKNOWN else Truth.FALSE
        bought = {f"option:{one}" for one in ordered.options} | {f"plan:{ordered.plan}"}
        ways = self.part(kind_id)
        if any(one.price is None and (not one.items or one.items & bought) for one in ways):
            return Truth.TRUE
        open_plan = ordered.plan is None and any(
            item.startswith("plan:") for one in ways for item in one.items
        )
        # A price that stands in the clause itself: nothing says whether it was paid.
        priced = any(one.price is not None and (not one.items or one.items & bought) for one in ways)
        return Truth.UNKNOWN if open_plan or priced or status is Status.UNKNOWN else Truth.FALSE

    def part(self, kind_id: str) -> list[Statement]:
        """The statements that deliver a clause in whole or in part."""
        return list(standing(self.statements.get(kind_id, ()), self._ranks) or ())

    def whole(self, kind_id: str) -> list[Statement]:
        """The statements that deliver the whole of a clause."""
        return [one for one in self.part(kind_id) if not one.qualifiers]
