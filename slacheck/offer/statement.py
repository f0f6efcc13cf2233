"""What a contract says about a clause kind, and where: in its base service, in a plan, in an option.

A *grip* says how firmly a place delivers the clause: fully, qualified (capped, narrowed, for a limited time, with a
fee on use), or at a separate price.
"""

from __future__ import annotations

from collections import defaultdict
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from slacheck.contract.price import Price
from slacheck.offer.cost import Cost, cost_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from slacheck.contract.model import Clause, Contract, Delivery, Plan
    from slacheck.contract.taxonomy import ClauseKind, Taxonomy

Route = tuple[str | int, ...]


class Qualifier(Enum):
    """What keeps a delivery from being the whole clause."""

    LIMIT = "limit"
    SCOPE = "scope"
    TIME = "time"
    FEE = "fee"

    # Each member is there once: its identity is the quickest hash.
    __hash__ = object.__hash__


class Voice(Enum):
    """What an entry says."""

    PROVIDED = "provided"
    EXCLUDED = "excluded"
    UNCLEAR = "unclear"


class Statement(NamedTuple):
    """One place that speaks of a clause kind."""

    route: Route
    voice: Voice
    items: frozenset[str]
    """The plans and options that deliver it (`plan:pro`); empty for the base service."""
    qualifiers: frozenset[Qualifier] = frozenset()
    price: Cost | None = None
    """A recurring price of its own, not part of any plan or option; its `unstated` names an unknown figure."""
    charge: Price | None = None
    """The fee as the contract states it, if it states one."""
    charge_route: Route = ()
    document: str | None = None
    extra: bool = False
    """It sells only the surplus that may be charged for."""
    proposed: bool = False
    """A name match made it, and nobody has confirmed that it means the clause."""

    @property
    def full(self) -> bool:
        """Whether it delivers the whole clause at no price of its own."""
        return self.voice is Voice.PROVIDED and not self.qualifiers and self.price is None

    @property
    def priced_on_use(self) -> bool:
        """Whether the base service delivers it, at a fee for its exercise that is not stated."""
        asked = self.charge is not None and self.charge.on_request and "attributes" in self.charge_route
        return self.voice is Voice.PROVIDED and not self.items and asked


def statements(contract: Contract, taxonomy: Taxonomy) -> Mapping[str, tuple[Statement, ...]]:
    """Everything that a contract says about each clause kind, in the order of the document."""
    found: defaultdict[str, list[Statement]] = defaultdict(list)
    currency = contract.pricing.currency if contract.pricing else ""
    end = contract.term.end if contract.term else None
    for index, entry in enumerate(contract.clauses):
        kind = taxonomy.kinds[entry.clause]
        found[entry.clause].append(_of_entry(entry, kind, ("clauses", index), currency, end))
    for index, level in enumerate(contract.service_levels):
        route: Route = ("service_levels", index)
        # A level without a target promises nothing that could be measured.
        voice = Voice.UNCLEAR if level.target is None else Voice.PROVIDED
        items = frozenset(level.only_in)
        found[level.clause].append(Statement(route, voice, items, document=level.document))
    for item, route, document, delivery in _deliveries(contract):
        found[delivery.clause].append(_of_delivery(item, route, document, delivery, currency, end))
    return {kind_id: tuple(said) for kind_id, said in found.items()}


def _of_entry(entry: Clause, kind: ClauseKind, route: Route, currency: str, end: date | None) -> Statement:
    charge, charge_route = _charge(entry, kind, route)
    voice = (
        Voice.UNCLEAR if entry.provided == "unclear" else Voice.PROVIDED if entry.provided else Voice.EXCLUDED
    )
    return Statement(
        route=route,
        voice=voice,
        items=frozenset(entry.only_in),
        qualifiers=_qualifiers(entry, charge, end),
        price=_own_price(charge, currency, f"clause:{kind.id}"),
        charge=charge,
        charge_route=charge_route,
        document=entry.document,
        proposed=entry.proposed,
    )


def _charge(entry: Clause, kind: ClauseKind, route: Route) -> tuple[Price | None, Route]:
    """The fee of an entry: its `charge`, or the attribute that the taxonomy marks as the price of the clause."""
    if entry.charge is not None:
        return entry.charge, (*route, "charge")
    name = kind.charge_attribute
    if name is None:
        return None, (*route, "charge")
    value = entry.attributes.get(name)
    return (value if isinstance(value, Price) else None), (*route, "attributes", name)


def _of_delivery(
    item: str, route: Route, document: str | None, delivery: Delivery, currency: str, end: date | None
) -> Statement:
    return Statement(
        route=route,
        voice=Voice.PROVIDED,
        items=frozenset([item]),
        qualifiers=_qualifiers(delivery, delivery.charge, end),
        price=_own_price(delivery.charge, currency, f"{item}:{delivery.clause}"),
        charge=delivery.charge,
        charge_route=(*route, "charge"),
        document=document,
        extra=delivery.extra,
        proposed=delivery.proposed,
    )


_NONE: frozenset[Qualifier] = frozenset()


def _qualifiers(said: Clause | Delivery, charge: Price | None, end: date | None) -> frozenset[Qualifier]:
    if charge is None and said.until is None and said.scope is None and not said.limits:
        return _NONE
    found: set[Qualifier] = set()
    if said.limits:
        found.add(Qualifier.LIMIT)
    if said.scope is not None:
        found.add(Qualifier.SCOPE)
    if said.until is not None and (end is None or said.until < end):
        found.add(Qualifier.TIME)
    if charge is not None and charge.stated and not charge.is_free and not _recurring(charge):
        found.add(Qualifier.FEE)
    return frozenset(found)


def _recurring(price: Price) -> bool:
    return price.per is not None and not price.on_use and not price.per.endswith("once")


def _own_price(charge: Price | None, currency: str, name: str) -> Cost | None:
    """A recurring or unstated charge is a price of its own, a purchase that the price list does not show."""
    if charge is None or charge.is_free or (charge.stated and not _recurring(charge)):
        return None
    return cost_of(charge, currency, name)


def _deliveries(contract: Contract) -> Iterator[tuple[str, Route, str | None, Delivery]]:
    pricing = contract.pricing
    if pricing is None:
        return
    plans = {plan.id: (index, plan) for index, plan in enumerate(pricing.plans)}
    for plan in pricing.plans:
        for index, part in _with_included(plan, plans):
            for place, delivery in enumerate(part.delivers):
                route = ("pricing", "plans", index, "delivers", place)
                yield f"plan:{plan.id}", route, part.document, delivery
    for index, option in enumerate(pricing.options):
        for place, delivery in enumerate(option.delivers):
            route = ("pricing", "options", index, "delivers", place)
            yield f"option:{option.id}", route, option.document, delivery


def _with_included(plan: Plan, plans: Mapping[str, tuple[int, Plan]]) -> list[tuple[int, Plan]]:
    """A plan and all plans whose content it contains, itself first; a plan that includes itself is met once."""
    seen: dict[str, tuple[int, Plan]] = {}
    waiting = [plan.id]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen[name] = plans[name]
            waiting.extend(plans[name][1].includes)
    return list(seen.values())
