"""What the domain functions read, said as evidence; and what they would have needed.

A reader of a report sees these sentences beside the lines of the contract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.contract.taxonomy import ALWAYS
from slacheck.offer.entitlement import Status
from slacheck.offer.statement import Voice
from slacheck.rule.evidence import Evidence, Missing
from slacheck.tongue import AND, joined, worded
from slacheck.truth import Truth

if TYPE_CHECKING:
    from slacheck.contract.model import ServiceLevel
    from slacheck.contract.taxonomy import ClauseKind
    from slacheck.offer.entitlement import Entitlement
    from slacheck.offer.statement import Statement
    from slacheck.rule.evidence import Route
    from slacheck.rule.facts import Facts
    from slacheck.rule.schema import Proof

FACTS: Route = ("service", "facts")


def applies_proof(facts: Facts, kind: ClauseKind) -> Proof:
    """The facts that make a kind apply, or all of them where none does."""
    known = facts.proofs.get(kind.applies_when)
    if known is None:
        known = facts.proofs[kind.applies_when] = _applies_proof(facts, kind)
    return known


def _applies_proof(facts: Facts, kind: ClauseKind) -> Proof:
    answer = facts.offer.applies(kind)
    if answer is Truth.UNKNOWN:
        stated = facts.contract.service.facts
        asked = (name for name in kind.applies_when if name not in stated)
        return (), tuple(Missing((*FACTS, name), "fact", name) for name in asked)
    evidence = (_fact_evidence(facts, name) for name in kind.applies_when if name != ALWAYS)
    deciding = tuple(one for one, holds in evidence if answer is Truth.FALSE or holds)
    return deciding[:1] if answer is Truth.TRUE else deciding, ()


def _fact_evidence(facts: Facts, name: str) -> tuple[Evidence, bool]:
    holds = facts.contract.service.facts.get(name) is True
    meaning = worded(facts.taxonomy.conditions[name].meaning)
    says = meaning if holds else worded("it does not hold that {meaning}", meaning=meaning)
    return Evidence((*FACTS, name), says), holds


def fact_proof(facts: Facts, condition: str) -> Proof:
    """One fact of the service."""
    if condition not in facts.contract.service.facts:
        return (), (Missing((*FACTS, condition), "fact", condition),)
    return (_fact_evidence(facts, condition)[0],), ()


def entries_proof(facts: Facts, kind_id: str) -> Proof:
    """The entries of a kind, or the place where one would stand."""
    found = [index for index, entry in enumerate(facts.contract.clauses) if entry.clause == kind_id]
    if not found:
        return (Evidence(("clauses", kind_id), worded("no entry of `{clause}`", clause=kind_id)),), ()
    return tuple(
        Evidence(("clauses", index), worded("an entry of `{clause}`", clause=kind_id)) for index in found
    ), ()


def levels_proof(facts: Facts, kind_id: str) -> Proof:
    """The service levels of a kind, or the place where one would stand."""
    found = [index for index, level in enumerate(facts.contract.service_levels) if level.clause == kind_id]
    if not found:
        return (
            Evidence(("service_levels", kind_id), worded("no service level of `{clause}`", clause=kind_id)),
        ), ()
    return tuple(
        Evidence(("service_levels", index), worded("a service level of `{clause}`", clause=kind_id))
        for index in found
    ), ()


def entitlement_proof(facts: Facts, kind: ClauseKind) -> Proof:
    """The places that decide an entitlement; where it is unknown, what would settle it."""
    known = facts.proofs.get(kind.id)
    if known is None:
        known = facts.proofs[kind.id] = _entitlement_proof(facts.offer.entitlement(kind.id))
    return known


def _entitlement_proof(held: Entitlement) -> Proof:
    said = tuple(Evidence(statement.route, statement_text(held, statement)) for statement in held.statements)
    if held.status is Status.UNKNOWN:
        place = held.statements[0].route if held.statements else ("clauses", held.kind)
        return said, (Missing(place, "clause", held.kind, held.reason),)
    if held.status is Status.ABSENT:
        return (
            Evidence(
                ("clauses", held.kind), worded("the contract nowhere speaks of `{clause}`", clause=held.kind)
            ),
        ), ()
    return said + _witness(held), ()


def held_proof(facts: Facts, kind: ClauseKind) -> Proof:
    """What decides the entitlement, and what was ordered where that decides."""
    said, missing = entitlement_proof(facts, kind)
    held = facts.offer.held(kind.id)
    if facts.contract.selection is None or facts.offer.entitlement(kind.id).status in _ALIKE:
        return said, missing
    ordered = Evidence(("selection",), _ordered(held, kind.id))
    if held is not Truth.UNKNOWN:
        return (*said, ordered), ()
    return (*said, ordered), missing or (
        Missing(("selection",), "clause", kind.id, worded("it is not stated whether it was ordered")),
    )


_ALIKE = frozenset({Status.INCLUDED, Status.QUALIFIED, Status.ABSENT, Status.EXCLUDED, Status.UNOBTAINABLE})
"""Statuses for which it is all one what was ordered."""


def _ordered(held: Truth, clause: str) -> str:
    match held:
        case Truth.TRUE:
            return worded("what was ordered delivers `{clause}`", clause=clause)
        case Truth.FALSE:
            return worded("what was ordered does not deliver `{clause}`", clause=clause)
        case Truth.UNKNOWN:
            return worded("what was ordered may deliver `{clause}`", clause=clause)


def supporting_proof(facts: Facts, level: ServiceLevel) -> Proof:
    """The service levels on which a level depends."""
    at = facts.locate(level)
    if at is None or not level.depends_on:
        return (), ()
    return (
        Evidence(
            (*at, "depends_on"),
            worded("`{level}` depends on {names}", level=level.id, names=", ".join(level.depends_on)),
        ),
    ), ()


def yearly_fee_proof(facts: Facts) -> Proof:
    """The prices of the cheapest purchase; what keeps their sum from being known."""
    cheapest = facts.offer.space.cheapest
    said = (
        Evidence(
            ("pricing",), worded("the cheapest purchase: {purchase}", purchase=cheapest.configuration.said)
        ),
    )
    if facts.contract.pricing is None:
        return (), (Missing(("pricing",), "Contract", "pricing"),)
    cost = cheapest.cost.over(12, facts.offer.space.weights)
    if cost.unstated or len(cost.sums) != 1 or cost.sums[0][0].per != "once":
        reason = worded("the fee of a year is no single sum that is stated")
        return said, (Missing(("pricing",), "Contract", "pricing", reason),)
    return said, ()


def statement_text(held: Entitlement, statement: Statement) -> str:
    """What one place says of a clause."""
    guess = worded(", as a name match proposes") if statement.proposed else ""
    if statement.voice is Voice.EXCLUDED:
        return joined("", [worded("excludes `{clause}`", clause=held.kind), guess])
    if statement.voice is Voice.UNCLEAR:
        return worded("does not settle whether `{clause}` is provided", clause=held.kind)
    way = ", ".join(sorted(statement.items)) or worded("the base service")
    fee = "" if statement.price is None else worded(", at a price of its own")
    narrowed = [_NARROWED[one.value] for one in statement.qualifiers]
    limits = joined("", [", ", joined(AND, sorted(narrowed))]) if narrowed else ""
    return joined("", [worded("{way} delivers `{clause}`", way=way, clause=held.kind), fee, limits, guess])


_NARROWED = {
    "limit": worded("up to a limit"),
    "scope": worded("for a part of the service only"),
    "time": worded("for a limited time"),
    "fee": worded("with a fee for each use"),
}


def _witness(held: Entitlement) -> tuple[Evidence, ...]:
    if held.without is None or held.status in (Status.EXCLUDED, Status.QUALIFIED):
        return ()
    bought = held.without.configuration
    route: Route = ("pricing",)
    return (Evidence(route, worded("a purchase without it: {purchase}", purchase=bought.said)),)
