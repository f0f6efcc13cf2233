"""The closed table of the functions that a rule may call.

Of the contract, each with its proof:
    applies  entitlement  held  entries  levels  options  sells  fact  today  yearly_fee
Of what is promised and measured (see `promise`):
    promises  slowest  credits
Of the taxonomy:
    kind
Of quantities (see `arithmetic`):
    downtime  fits_downtime  effective_availability  worst_wait  series  supporting
For messages, in the language of the report:
    name  names  ways  surcharge  fee  spoken  rounded
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.contract.taxonomy import ALWAYS
from slacheck.quantity import Money
from slacheck.rule import arithmetic, promise
from slacheck.rule.expr import Literal
from slacheck.rule.money import cost_text, prices_text
from slacheck.rule.proof import (
    applies_proof,
    entitlement_proof,
    entries_proof,
    fact_proof,
    held_proof,
    levels_proof,
    supporting_proof,
    yearly_fee_proof,
)
from slacheck.rule.schema import Function
from slacheck.rule.types import (
    BOOL,
    DATE,
    DURATION,
    INT,
    MONEY,
    PERCENT,
    STRING,
    EnumType,
    ListType,
    ObjectType,
    Type,
)
from slacheck.rule.value import as_value
from slacheck.truth import UNKNOWN

if TYPE_CHECKING:
    from slacheck.contract.model import Clause, Option, ServiceLevel
    from slacheck.contract.taxonomy import ClauseKind, Taxonomy
    from slacheck.quantity import Percent
    from slacheck.rule.expr import Expr
    from slacheck.rule.facts import Facts
    from slacheck.truth import Unknown

KIND = ObjectType("kind")
ENTITLEMENT = ObjectType("entitlement")
LEVEL = ObjectType("ServiceLevel")
OPTION = ObjectType("Option")


def kind_ids(taxonomy: Taxonomy) -> EnumType:
    """The ids of all clause kinds."""
    return EnumType("clause kind", tuple(taxonomy.kinds))


def functions(taxonomy: Taxonomy) -> dict[str, Function]:
    """The table, by name."""
    table = (*_of_contract(taxonomy), *promise.functions(kind_ids(taxonomy)), *_OF_QUANTITIES, *_FOR_MESSAGES)
    return {function.name: function for function in table}


def _of_contract(taxonomy: Taxonomy) -> tuple[Function, ...]:
    ids = kind_ids(taxonomy)
    conditions = EnumType("fact", tuple(name for name in taxonomy.conditions if name != ALWAYS))
    return (
        Function("applies", (KIND,), BOOL, _applies, applies_proof),
        Function(
            "entitlement",
            (KIND,),
            ENTITLEMENT,
            lambda facts, kind: facts.offer.entitlement(kind.id),
            entitlement_proof,
        ),
        Function("held", (KIND,), BOOL, _held, held_proof),
        Function("kind", (ids,), KIND, lambda _facts, kind_id: taxonomy.kinds[kind_id], static=True),
        Function("entries", (ids,), _entries_of, _entries, entries_proof),
        Function("levels", (ids,), ListType(LEVEL), _levels, levels_proof),
        Function("options", (), ListType(OPTION), _options),
        Function("sells", (OPTION,), ListType(KIND), _sells),
        Function("fact", (conditions,), BOOL, _fact, fact_proof),
        Function("today", (), DATE, lambda facts: facts.today),
        Function("yearly_fee", (), MONEY, _yearly_fee, yearly_fee_proof),
        Function("supporting", (LEVEL,), ListType(LEVEL), _supporting, supporting_proof),
    )


_OF_QUANTITIES = (
    Function(
        "downtime", (PERCENT, DURATION), DURATION, lambda _, *given: arithmetic.downtime(*given), static=True
    ),
    Function(
        "fits_downtime",
        (DURATION, PERCENT, DURATION),
        BOOL,
        lambda _, *given: arithmetic.fits_downtime(*given),
        static=True,
    ),
    Function(
        "effective_availability",
        (PERCENT, DURATION),
        PERCENT,
        lambda _, *given: arithmetic.effective_availability(*given),
        static=True,
    ),
    Function(
        "worst_wait",
        (DURATION, DURATION, INT),
        DURATION,
        lambda _, *given: arithmetic.worst_wait(*given),
        static=True,
    ),
    Function("series", (ListType(PERCENT),), PERCENT, lambda _, targets: _series(targets), static=True),
)


def _applies(facts: Facts, kind: ClauseKind) -> bool | Unknown:
    return as_value(facts.offer.applies(kind))


def _held(facts: Facts, kind: ClauseKind) -> bool | Unknown:
    return as_value(facts.offer.held(kind.id))


def _entries_of(arguments: tuple[Expr, ...]) -> Type:
    first = arguments[0] if arguments else None
    kind_id = first.value if isinstance(first, Literal) else None
    return ListType(ObjectType(f"Clause:{kind_id}" if isinstance(kind_id, str) else "Clause"))


def _entries(facts: Facts, kind_id: str) -> tuple[Clause, ...]:
    return facts.entries.get(kind_id, ())


def _levels(facts: Facts, kind_id: str) -> tuple[ServiceLevel, ...]:
    return facts.levels.get(kind_id, ())


def _supporting(facts: Facts, level: ServiceLevel) -> tuple[ServiceLevel, ...]:
    """The levels on which a level depends, and those on which they depend, each once."""
    by_id = {one.id: one for one in facts.contract.service_levels}
    found: dict[str, ServiceLevel] = {}
    waiting = list(level.depends_on)
    while waiting:
        name = waiting.pop(0)
        if name not in found and name in by_id:
            found[name] = by_id[name]
            waiting += by_id[name].depends_on
    return tuple(found.values())


def _options(facts: Facts) -> tuple[Option, ...]:
    pricing = facts.contract.pricing
    return pricing.options if pricing else ()


def _sells(facts: Facts, option: Option) -> tuple[ClauseKind, ...]:
    kinds = facts.taxonomy.kinds
    return tuple(kinds[delivery.clause] for delivery in option.delivers if not delivery.extra)


def _fact(facts: Facts, condition: str) -> bool | Unknown:
    stated = facts.contract.service.facts.get(condition)
    return UNKNOWN if stated is None else stated


def _yearly_fee(facts: Facts) -> Money | Unknown:
    """What the cheapest purchase costs in twelve months; unknown unless it is one certain sum in one currency."""
    cost = facts.offer.space.cheapest.cost.over(12, facts.offer.space.weights)
    if cost.unstated or len(cost.sums) != 1:
        return UNKNOWN
    ((unit, value),) = cost.sums
    return Money(value, unit.currency) if unit.per == "once" else UNKNOWN


def _series(targets: list[Percent]) -> Percent:
    return arithmetic.availability_in_series(targets)


# -- words


def _names(facts: Facts, kinds: tuple[ClauseKind, ...]) -> str:
    return ", ".join(kind.name(facts.language) for kind in kinds)


def ways(facts: Facts, kind: ClauseKind) -> str:
    """The plans and options through which a buyer gets a clause, by their names."""
    pricing = facts.contract.pricing
    bought = (*pricing.plans, *pricing.options) if pricing else ()
    named = {f"{type(item).__name__.lower()}:{item.id}": item.name or item.id for item in bought}
    through = facts.offer.entitlement(kind.id).through
    return " + ".join(named.get(item) or kind.name(facts.language) for item in through)


def surcharge(facts: Facts, kind: ClauseKind) -> str:
    """What getting a clause adds to the price, in words."""
    return cost_text(facts.offer.entitlement(kind.id).surcharge, facts.language)


def _fee(facts: Facts, kind: ClauseKind) -> str:
    charges = (statement.charge for statement in facts.offer.entitlement(kind.id).statements)
    currency = facts.contract.pricing.currency if facts.contract.pricing else ""
    return prices_text((charge for charge in charges if charge is not None), currency, facts.language)


_FOR_MESSAGES = (
    Function("name", (KIND,), STRING, lambda facts, kind: kind.name(facts.language)),
    Function("names", (ListType(KIND),), STRING, _names),
    Function("ways", (KIND,), STRING, ways),
    Function("surcharge", (KIND,), STRING, surcharge),
    Function("fee", (KIND,), STRING, _fee),
    Function("spoken", (DURATION,), STRING, lambda facts, time: arithmetic.spoken(time, facts.language)),
    Function("rounded", (PERCENT,), STRING, lambda facts, share: arithmetic.rounded(share, facts.language)),
)
