"""The matrix of clauses: what a buyer holds of each, and what the whole baseline costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.audit.model import BaselineRow, ClauseRow
from slacheck.contract.taxonomy import Tier
from slacheck.tongue import speak

if TYPE_CHECKING:
    from slacheck.audit.place import Places
    from slacheck.contract.taxonomy import ClauseKind
    from slacheck.offer.cost import Cost
    from slacheck.offer.offer import Offer
    from slacheck.rule.facts import Facts

ALWAYS_SHOWN = (Tier.BASELINE, Tier.EX_ANTE)


def clause_rows(places: Places, facts: Facts) -> tuple[ClauseRow, ...]:
    """One row for each clause kind of the baseline, and for each other of which the contract speaks."""
    said = facts.offer.statements
    kinds = facts.taxonomy.kinds.values()
    shown = [kind for kind in kinds if kind.id in said or kind.tier in ALWAYS_SHOWN]
    return tuple([_row(kind, places, facts) for kind in shown])


def _row(kind: ClauseKind, places: Places, facts: Facts) -> ClauseRow:
    offer = facts.offer
    held = offer.entitlement(kind.id)
    surcharge, without, holding, said = held.surcharge, held.without, held.holding, held.statements
    return ClauseRow(
        kind.id,
        kind.name(facts.language),
        kind.tier,
        offer.applies(kind),
        held.status,
        speak(facts.language)(held.reason),
        held.through,
        surcharge,
        None if surcharge is None else over_term(surcharge, offer),
        None if without is None else without.configuration,
        None if holding is None else holding.configuration,
        places.locate(said[0].route) if said else None,
    )


def over_term(cost: Cost | None, offer: Offer) -> Cost | None:
    """A cost over the initial term, when both are stated."""
    if cost is None or offer.months is None:
        return None
    return cost.over(offer.months, offer.space.weights)


def baseline_row(offer: Offer) -> BaselineRow:
    """The cheapest purchase, the cheapest that holds the whole baseline, and the difference."""
    found = offer.baseline
    return BaselineRow(
        cheapest=found.cheapest,
        compliant=found.compliant,
        surcharge=found.surcharge,
        surcharge_over_term=over_term(found.surcharge, offer),
        closest=found.closest,
        lacking=found.lacking,
        unsettled=found.unsettled,
        closest_adds=None if found.closest is None else found.closest.cost.minus(found.cheapest.cost),
    )
