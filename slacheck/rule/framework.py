"""Frameworks: laws, standards and pledges as tables of requirements, each decided by the clauses of a contract.

A requirement asks for clauses on three axes, and is met if all that it asks holds:

    presence   every clause kind of `clauses` that applies to the service, and one of `any_of`, is held
    price      those clauses are `free`, or at a price `fixed` beforehand; most texts are `silent` on it
    quality    an expression of its own over the contract

One shared rule (`rules/frameworks/requirement-unmet.yaml`) says this for all requirements of all frameworks; what no
rule can decide stands in the table with the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, cast

from slacheck.rule.facts import Parameters
from slacheck.rule.functions import KIND
from slacheck.rule.schema import Field, Function, Presence
from slacheck.rule.trace import trace
from slacheck.rule.types import BOOL, STRING, EnumType, ListType, ObjectType
from slacheck.tongue import worded
from slacheck.truth import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slacheck.contract.taxonomy import ClauseKind
    from slacheck.rule.evidence import Evidence, Missing
    from slacheck.rule.facts import Facts
    from slacheck.rule.model import (
        Case,
        Condition,
        Equivalent,
        LegalStatus,
        Reference,
        Severity,
        Written,
    )
    from slacheck.rule.schema import Environment, Proof
    from slacheck.rule.template import Template
    from slacheck.rule.types import Type

PRICES = ("silent", "free", "fixed")
ASKED: Final = worded("The text asks for this: {text}")
"""Why a requirement is judged: its paraphrase is the text."""
FRAMEWORK = ObjectType("framework")
REQUIREMENT = ObjectType("requirement")


class Own(NamedTuple):
    """An expression of the table, with what it takes to evaluate it."""

    condition: Condition
    environment: Environment
    parameters: Mapping[str, object]

    def value(self, facts: Facts) -> object:
        """Its value for one contract: true, false or UNKNOWN."""
        return self.condition.run(facts, self.bindings(facts))

    def proof(self, facts: Facts) -> Proof:
        """What decides it, and what would settle it."""
        traced = trace(self.condition.checked, self.environment, facts, self.bindings(facts))
        return traced.evidence, traced.missing

    def bindings(self, facts: Facts) -> tuple[object, ...]:
        """The values of the variables that it may name."""
        return facts.contract, facts.taxonomy, Parameters(self.parameters)


class Requirement(NamedTuple):
    """One row of a framework."""

    id: str
    reference: Reference
    severity: Severity
    legal_status: LegalStatus
    clauses: tuple[ClauseKind, ...]
    """Kinds of which each that applies must be held."""
    any_of: tuple[ClauseKind, ...]
    """Kinds of which one must be held."""
    price: str
    """One of PRICES: what the text says on what the clauses may cost."""
    when: Own | None
    quality: Own | None
    demand: Mapping[str, Template]
    """What `quality` asks for, by language: it follows the citation where it is not met."""
    undecidable: str
    """Why no rule can decide it; empty where one does."""
    note: str
    cases: tuple[Case, ...]
    equivalent: tuple[Equivalent, ...]
    written: Mapping[str, Written]
    """Where its id and its expressions stand."""
    unwaivable: bool = False
    """Whether nobody may accept that it is unmet."""


class Framework(NamedTuple):
    """A table of requirements and the contracts to which it speaks."""

    id: str
    title: str
    applies_to: str
    """To whom it speaks, in words."""
    scope: Own | None
    """The same as a condition; none for a framework that anybody may choose as a yardstick."""
    requirements: tuple[Requirement, ...]


def framework_fields() -> dict[str, Field]:
    """What a rule may read of a framework."""
    return _fields(
        ("id", STRING, lambda own: cast("Framework", own).id),
        ("title", STRING, lambda own: cast("Framework", own).title),
        ("requirements", ListType(REQUIREMENT), lambda own: cast("Framework", own).requirements),
    )


def requirement_fields() -> dict[str, Field]:
    """What a rule may read of a requirement."""
    return _fields(
        ("id", STRING, lambda own: cast("Requirement", own).id),
        ("citation", STRING, lambda own: cast("Requirement", own).reference.citation),
        ("clauses", ListType(KIND), lambda own: cast("Requirement", own).clauses),
        ("any_of", ListType(KIND), lambda own: cast("Requirement", own).any_of),
        ("price", EnumType("price", PRICES), lambda own: cast("Requirement", own).price),
    )


def _fields(*given: tuple[str, Type, Callable[[object], object]]) -> dict[str, Field]:
    return {name: Field(name, type_, Presence.REQUIRED, (), get) for name, type_, get in given}


def _value(own: Own | None, facts: Facts) -> object:
    return True if own is None else own.value(facts)


def _proof(own: Own | None, facts: Facts) -> Proof:
    return ((), ()) if own is None else own.proof(facts)


def _scope(facts: Facts, framework: Framework) -> str:
    """`inside`, `outside`, or `unsettled` while a fact is not stated; it is asked once for all requirements."""
    known = facts.scopes.get(id(framework))
    if known is None:
        holds = _value(framework.scope, facts)
        answer = "unsettled" if holds is UNKNOWN else "inside" if holds else "outside"
        known = facts.scopes[id(framework)] = framework, answer
    return known[1]


def _scope_proof(facts: Facts, framework: Framework) -> tuple[tuple[Evidence, ...], tuple[Missing, ...]]:
    known = facts.proofs.get(id(framework))
    if known is None:
        _scope(facts, framework)  # keeps the framework, so that its identity stays its own
        known = facts.proofs[id(framework)] = _proof(framework.scope, facts)[0], ()
    return known


FUNCTIONS = (
    Function(
        "scope", (FRAMEWORK,), EnumType("scope", ("inside", "outside", "unsettled")), _scope, _scope_proof
    ),
    Function(
        "in_scope",
        (FRAMEWORK,),
        BOOL,
        lambda facts, framework: _value(framework.scope, facts),
        lambda facts, framework: _proof(framework.scope, facts),
    ),
    Function(
        "called_for",
        (REQUIREMENT,),
        BOOL,
        lambda facts, row: _value(row.when, facts),
        lambda facts, row: _proof(row.when, facts),
    ),
    Function(
        "quality",
        (REQUIREMENT,),
        BOOL,
        lambda facts, row: _value(row.quality, facts),
        lambda facts, row: _proof(row.quality, facts),
    ),
)
"""What only the shared rules of frameworks may call."""
