"""The entitlement of a clause, over every purchase that a contract allows.

| status       | meaning |
|--------------|---------|
| included     | in every purchase, at no added price, unqualified |
| qualified    | in every purchase, but capped, narrowed in scope, for a limited time, or with a fee on use |
| opt-in       | obtainable at no price, but only if ordered |
| paid         | obtainable only by paying more |
| unpriced     | obtainable, price not stated |
| unobtainable | named in the price list, but no allowed purchase has it |
| excluded     | the contract says that it is not provided |
| absent       | the contract says nothing |
| unknown      | the contract's words do not settle it |

Each comes with the cheapest purchase without the clause (the counterexample), the cheapest one with it, and the exact
difference of their prices.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import TYPE_CHECKING, NamedTuple

from slacheck.offer.cost import Cost, at_most
from slacheck.offer.space import Purchase
from slacheck.offer.statement import Qualifier, Statement, Voice
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from slacheck.offer.space import Space


class Status(StrEnum):
    """The nine answers; see the table above."""

    INCLUDED = "included"
    QUALIFIED = "qualified"
    OPT_IN = "opt-in"
    PAID = "paid"
    UNPRICED = "unpriced"
    UNOBTAINABLE = "unobtainable"
    EXCLUDED = "excluded"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class Entitlement(NamedTuple):
    """What a buyer holds of one clause kind, with its witnesses."""

    kind: str
    status: Status
    statements: tuple[Statement, ...] = ()
    """The places that decide it."""
    without: Purchase | None = None
    """The cheapest purchase that does not hold the clause in full."""
    holding: Purchase | None = None
    """The cheapest purchase that holds the clause, in full if any does."""
    through: tuple[str, ...] = ()
    """The plans and options that deliver it in `holding`; `clause:KIND` for a price hidden in the clause itself."""
    surcharge: Cost | None = None
    """The price of `holding` beyond that of `without`, where both exist."""
    qualifiers: frozenset[Qualifier] = frozenset()
    """What keeps the clause from being whole in `without`, or in `holding` where that is all there is."""
    whole: bool = False
    """Whether `holding` holds the clause in full."""
    reason: str = ""
    """Why the status is unknown."""


class Level(Enum):
    """How much of a clause a purchase holds."""

    NONE = 0
    QUALIFIED = 1
    FULL = 2


def entitle(kind: str, said: Sequence[Statement], space: Space, ranks: dict[str, int]) -> Entitlement:
    """The entitlement of a clause kind, from everything that the contract says about it.

    `ranks` orders the source documents, the one that prevails first; a document that is not in it has no rank.
    """
    said = tuple([statement for statement in said if not statement.extra]) if said else ()
    if not said:
        return Entitlement(kind, Status.ABSENT, without=space.cheapest)
    if len(said) == 1 and said[0].full and not said[0].items:
        return Entitlement(kind, Status.INCLUDED, said, holding=space.cheapest, whole=True)
    provided = standing(said, ranks)
    if provided is None:
        reason = (
            "one place provides it, another excludes it, and no order of precedence settles which prevails"
        )
        return Entitlement(kind, Status.UNKNOWN, said, reason=reason)
    denied = _denials(said)
    narrowed = any(one.voice is Voice.EXCLUDED for one in said) and not denied
    unclear = [one for one in said if one.voice is Voice.UNCLEAR]
    if not provided and unclear:
        return Entitlement(
            kind, Status.UNKNOWN, tuple(unclear), reason="its words do not settle whether it is provided"
        )
    if not provided:
        return Entitlement(kind, Status.EXCLUDED, tuple(denied) or said, without=space.cheapest)
    if any(one.full and not one.items for one in provided) and not narrowed:
        return Entitlement(kind, Status.INCLUDED, said, holding=space.cheapest, whole=True)
    if unclear:
        return Entitlement(
            kind, Status.UNKNOWN, said, reason="one of its entries does not say whether it holds"
        )
    if space.too_large and any(one.items for one in provided):
        reason = "the price list allows too many purchases to look at each"
        return Entitlement(kind, Status.UNKNOWN, said, reason=reason)
    return _over_all_purchases(kind, provided, space, narrowed)


def standing(said: Iterable[Statement], ranks: dict[str, int]) -> tuple[Statement, ...] | None:
    """The entries that provide a clause once documents are put in their order; none for an open contradiction."""
    said = [one for one in said if not one.extra]
    provided = tuple(one for one in said if one.voice is Voice.PROVIDED)
    base, denied = [one for one in provided if not one.items], _denials(said)
    if not base or not denied:
        return provided
    match _prevailing(base, denied, ranks):
        case None:
            return None
        case Voice.PROVIDED:
            return provided
        case _:
            return tuple(one for one in provided if one.items)


def _denials(said: Iterable[Statement]) -> list[Statement]:
    """The entries that exclude the whole clause; one with a scope takes only a part away."""
    return [one for one in said if one.voice is Voice.EXCLUDED and Qualifier.SCOPE not in one.qualifiers]


def _prevailing(
    base: Iterable[Statement], denied: Iterable[Statement], ranks: dict[str, int]
) -> Voice | None:
    """Whose document prevails, or none when both rank the same or have no rank."""
    for_it = min((ranks.get(one.document or "", len(ranks)) for one in base), default=len(ranks))
    against = min((ranks.get(one.document or "", len(ranks)) for one in denied), default=len(ranks))
    if for_it == against:
        return None
    return Voice.PROVIDED if for_it < against else Voice.EXCLUDED


class _Way(NamedTuple):
    """One way to hold a clause: a purchase, and the entry whose own price is part of its cost, if one is."""

    purchase: Purchase
    level: Level
    entry: Statement | None = None


def _over_all_purchases(
    kind: str, provided: tuple[Statement, ...], space: Space, narrowed: bool
) -> Entitlement:
    levels = [level_of(provided, purchase, narrowed=narrowed) for purchase in space.purchases]
    way = _cheapest_way(provided, levels, space, narrowed)
    if way is None:
        return Entitlement(kind, Status.UNOBTAINABLE, provided, without=space.cheapest)
    holding, without = way.purchase, _lacking(levels, way.level, space)
    status, reason = _status(levels, holding, without, space)
    deciding = (way.entry,) if way.entry else _listed(provided, holding)
    hidden = (f"clause:{kind}",) if way.entry else ()
    short = _listed(provided, without) if without is not None else ()
    return Entitlement(
        kind=kind,
        status=status,
        statements=provided if status is Status.UNKNOWN else deciding,
        without=without,
        holding=holding,
        through=_through(deciding, holding) + hidden,
        surcharge=None if without is None or without is holding else holding.cost.minus(without.cost),
        qualifiers=_qualifiers(short if status is Status.QUALIFIED else deciding, narrowed),
        whole=way.level is Level.FULL,
        reason=reason,
    )


def _cheapest_way(
    provided: tuple[Statement, ...], levels: Sequence[Level], space: Space, narrowed: bool
) -> _Way | None:
    """The cheapest way to hold as much as can be held, the price list before a price of its own; none for nothing."""
    ways = [_Way(space.purchases[levels.index(level)], level) for level in set(levels) - {Level.NONE}]
    ways += _at_own_prices(provided, space, narrowed)
    if not ways:
        return None
    best = max((way.level for way in ways), key=lambda level: level.value)
    return min((way for way in ways if way.level is best), key=lambda way: space.dearness(way.purchase.cost))


def _at_own_prices(provided: Iterable[Statement], space: Space, narrowed: bool) -> Iterator[_Way]:
    """The cheapest way through each entry with a separate price: a purchase that the price list does not show."""
    for one in provided:
        purchase = _first_with(one, space)
        if one.price is not None and purchase is not None:
            level = Level.QUALIFIED if one.qualifiers or narrowed else Level.FULL
            yield _Way(Purchase(purchase.configuration, purchase.cost + one.price), level, one)


def _listed(provided: Iterable[Statement], holding: Purchase) -> tuple[Statement, ...]:
    """What the base service and the price list deliver in a purchase."""
    bought = set(holding.configuration.items)
    return tuple(one for one in provided if one.price is None and (not one.items or one.items & bought))


def _lacking(levels: Sequence[Level], best: Level, space: Space) -> Purchase | None:
    """The cheapest purchase that holds less than the best one; where none holds all of it, the cheapest."""
    if best is Level.QUALIFIED and Level.NONE not in levels:
        return space.cheapest
    pairs = zip(space.purchases, levels, strict=True)
    return next((purchase for purchase, level in pairs if level is not best), None)


def level_of(statements: Iterable[Statement], purchase: Purchase, *, narrowed: bool = False) -> Level:
    """How much a purchase holds, by statements without a price of their own."""
    bought = purchase.configuration.items
    level = Level.NONE
    for one in statements:
        if not one.items or not one.items.isdisjoint(bought):
            if one.full and not narrowed:
                return Level.FULL
            if one.price is None:
                level = Level.QUALIFIED
    return level


def _status(
    levels: Sequence[Level], holding: Purchase, without: Purchase | None, space: Space
) -> tuple[Status, str]:
    if without is None:
        return Status.INCLUDED, ""
    if Level.NONE not in levels:
        return Status.QUALIFIED, ""
    cheaper = at_most(holding.cost, without.cost, space.weights, space.months)
    if cheaper is Truth.TRUE:
        return Status.OPT_IN, ""
    if cheaper is Truth.FALSE:
        return Status.PAID, ""
    if holding.cost.unstated - without.cost.unstated:
        return Status.UNPRICED, ""
    return Status.UNKNOWN, "the prices of the purchases with and without it cannot be compared"


def _first_with(statement: Statement, space: Space) -> Purchase | None:
    if not statement.items:
        return space.cheapest
    fitting = (one for one in space.purchases if not statement.items.isdisjoint(one.configuration.items))
    return next(fitting, None)


def _through(deciding: Iterable[Statement], holding: Purchase) -> tuple[str, ...]:
    delivering = {item for one in deciding for item in one.items}
    return tuple(item for item in holding.configuration.items if item in delivering)


def _qualifiers(deciding: Iterable[Statement], narrowed: bool) -> frozenset[Qualifier]:
    if any(one.full for one in deciding) and not narrowed:
        return frozenset()
    extra = {Qualifier.SCOPE} if narrowed else set()
    return frozenset(extra.union(*(one.qualifiers for one in deciding)))
