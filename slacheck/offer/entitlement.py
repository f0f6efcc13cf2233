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

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from slacheck.offer.compare import at_most, why_open
from slacheck.offer.statement import Qualifier, Statement, Voice
from slacheck.tongue import worded
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from slacheck.offer.cost import Cost
    from slacheck.offer.space import Purchase, Reach, Space


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

    # As a text it is equal to its value; the hash of an enumeration is a slow call in Python.
    __hash__ = str.__hash__


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


def entitle(
    kind: str, said: Sequence[Statement], space: Space, ranks: dict[str, int], known: Answers
) -> Entitlement:
    """The entitlement of a clause kind, from everything that the contract says about it.

    `ranks` orders the source documents, the one that prevails first; a document that is not in it has no rank.
    `known` keeps the answers for all clauses of the contract.
    """
    said = [statement for statement in said if not statement.extra] if said else ()
    if not said:
        return Entitlement(kind, Status.ABSENT, without=space.cheapest)
    if len(said) == 1 and said[0].full and not said[0].items and not space.is_empty:
        return Entitlement(kind, Status.INCLUDED, tuple(said), holding=space.cheapest, whole=True)
    provided = standing(said, ranks)
    if provided is None:
        reason = worded(
            "one place provides it, another excludes it, and no order of precedence settles which prevails"
        )
        return Entitlement(kind, Status.UNKNOWN, tuple(said), reason=reason)
    denied = _denials(said)
    narrowed = any(one.voice is Voice.EXCLUDED for one in said) and not denied
    unclear = [one for one in said if one.voice is Voice.UNCLEAR]
    if not provided and unclear:
        return Entitlement(kind, Status.UNKNOWN, tuple(unclear), reason=_UNCLEAR)
    if not provided:
        return Entitlement(kind, Status.EXCLUDED, tuple(denied or said), without=space.cheapest)
    if space.is_empty:
        return Entitlement(kind, Status.UNKNOWN, tuple(said), reason=_EMPTY)
    if any(one.full and not one.items for one in provided) and not narrowed:
        return Entitlement(kind, Status.INCLUDED, tuple(said), holding=space.cheapest, whole=True)
    if unclear:
        return Entitlement(kind, Status.UNKNOWN, tuple(said), reason=_OPEN)
    return _over_all_purchases(kind, provided, space, narrowed, known)


_EMPTY = worded("the demands of the price list contradict each other, so that nothing can be bought")
_UNCLEAR = worded("its words do not settle whether it is provided")
_OPEN = worded("one of its entries does not say whether it holds")


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


class Question(NamedTuple):
    """What decides the answer for a clause; clauses that are sold in the same way share it."""

    full: Reach
    """By what it is held in full."""
    some: Reach
    """By what it is held in full or in part."""
    full_listed: Reach
    """The same, without the prices that stand in clauses."""
    some_listed: Reach


class Answer(NamedTuple):
    """What can be had."""

    holding: Purchase
    without: Purchase | None
    whole: bool
    status: Status
    reason: str


Answers: TypeAlias = "dict[Question, Answer | None]"
"""Answers that are known; none for what no purchase holds."""


def _over_all_purchases(
    kind: str, provided: tuple[Statement, ...], space: Space, narrowed: bool, known: Answers
) -> Entitlement:
    full = () if narrowed else [one for one in provided if not one.qualifiers]
    question = Question(
        space.reach(full),
        space.reach(provided),
        space.reach(one for one in full if one.price is None),
        space.reach(one for one in provided if one.price is None),
    )
    if question not in known:
        known[question] = _answer(question, space)
    found = known[question]
    if found is None:
        return Entitlement(kind, Status.UNOBTAINABLE, provided, without=space.cheapest)
    holding, without, status = found.holding, found.without, found.status
    deciding = holding.entries or _delivering(provided, holding)
    short = _delivering(provided, without) if without is not None else ()
    return Entitlement(
        kind=kind,
        status=status,
        statements=provided if status is Status.UNKNOWN else deciding,
        without=without,
        holding=holding,
        through=_through(deciding, holding) + ((f"clause:{kind}",) if holding.entries else ()),
        surcharge=None if without is None or without == holding else holding.cost.minus(without.cost),
        qualifiers=_qualifiers(short if status is Status.QUALIFIED else deciding, narrowed),
        whole=found.whole,
        reason=found.reason,
    )


def _answer(question: Question, space: Space) -> Answer | None:
    """The cheapest way to hold as much of a clause as can be held, a price of its own included."""
    holding = space.cheapest_reaching([question.full])
    whole = holding is not None
    if holding is None:
        holding = space.cheapest_reaching([question.some])
    if holding is None:
        return None
    bare = space.cheapest_without(question.some_listed)
    without = space.cheapest_without(question.full_listed) if whole else bare or space.cheapest
    if without is None:
        return Answer(holding, None, whole, Status.INCLUDED, "")
    if bare is None:
        return Answer(holding, without, whole, Status.QUALIFIED, "")
    by, enough = (question.full, question.full_listed) if whole else (question.some, question.some_listed)
    return Answer(holding, without, whole, *_compared(holding, without, by, enough, space))


def _compared(
    holding: Purchase, without: Purchase, by: Reach, enough: Reach, space: Space
) -> tuple[Status, str]:
    """Whether holding a clause costs more than lacking it, in every purchase and for all that is left open."""
    match at_most(holding.cost, without.cost, space.scale):
        case Truth.TRUE:
            doubt = space.doubt(holding, space.lacking(enough))
            return (Status.UNKNOWN, doubt) if doubt else (Status.OPT_IN, "")
        case Truth.FALSE:
            doubt = space.doubt(without, space.holding([by]))
            return (Status.UNKNOWN, doubt) if doubt else (Status.PAID, "")
        case _ if holding.cost.unbounded - without.cost.unbounded:
            return Status.UNPRICED, ""
        case _:
            return Status.UNKNOWN, why_open(holding.cost, without.cost, space.scale)


def _delivering(provided: Iterable[Statement], purchase: Purchase) -> tuple[Statement, ...]:
    """What the base service and the price list deliver in a purchase."""
    bought = set(purchase.configuration.items)
    return tuple(one for one in provided if one.price is None and (not one.items or one.items & bought))


def _through(deciding: Iterable[Statement], holding: Purchase) -> tuple[str, ...]:
    delivering = {item for one in deciding for item in one.items}
    return tuple(item for item in holding.configuration.items if item in delivering)


def _qualifiers(deciding: Iterable[Statement], narrowed: bool) -> frozenset[Qualifier]:
    if any(one.full for one in deciding) and not narrowed:
        return frozenset()
    extra = {Qualifier.SCOPE} if narrowed else set()
    return frozenset(extra.union(*(one.qualifiers for one in deciding)))
