"""What some clauses add to a price: from one purchase to the cheapest one that holds them, line by line.

A quotation names what keeps it from a figure: a price that is not stated, a quantity that is not, a clause that cannot
be had. It gives bounds instead, as far as they are known.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from slacheck.contract.taxonomy import Tier
from slacheck.offer.compare import reason as why_open
from slacheck.offer.cost import Cost
from slacheck.offer.entitlement import Status
from slacheck.tongue import AND, joined, worded
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from slacheck.offer.offer import Offer
    from slacheck.offer.space import Purchase, Reach

_TENTH = Decimal("0.1")


class Start(StrEnum):
    """From which purchase a surcharge is counted, if not from that of a plan."""

    CHEAPEST = "cheapest"
    CHEAPEST_PAID = "cheapest-paid"


class Quotation(NamedTuple):
    """The answer to `what does it add`."""

    start: Purchase | None
    clauses: tuple[str, ...]
    target: Purchase | None
    """The cheapest purchase that holds them."""
    partly: tuple[str, ...]
    """Those of the clauses that no purchase holds in full, held as far as they can be."""
    surcharge: Cost | None
    percent: Decimal | None
    """Of the price of `start`, in percent points, to a tenth."""
    over_term: Cost | None
    months: int | None
    reason: str
    """What keeps the surcharge from being one figure."""
    questions: tuple[str, ...]
    """What the supplier, or the reader, can settle."""


def quote(offer: Offer, clauses: Sequence[str] | None, start: str) -> Quotation:
    """What clauses (all that apply of the baseline, if none are named) add to a purchase.

    `start` is `cheapest`, `cheapest-paid` or the id of a plan.
    """
    kinds = tuple(clauses) if clauses is not None else _baseline(offer)
    begin = start_of(offer, start)
    wanted, partly, hindrance = _ways(offer, kinds, named=clauses is not None)
    target = None if hindrance else offer.space.cheapest_reaching(wanted)
    if target is None and not hindrance:
        hindrance = worded("no purchase holds all of these clauses at once")
    if begin is None:
        hindrance = worded("no purchase starts from `{start}`", start=start)
    if begin is None or target is None:
        return Quotation(begin, kinds, target, partly, None, None, None, offer.months, hindrance, ())
    added = target.cost.minus(begin.cost)
    total = added.over(offer.months, offer.space.weights) if offer.months else None
    doubt = _doubt(offer, added)
    return Quotation(
        begin, kinds, target, partly, added, _percent(offer, added, begin.cost), total, offer.months,
        doubt or _mixed(added), tuple(_questions(added)),
    )  # fmt: skip


def _baseline(offer: Offer) -> tuple[str, ...]:
    """The clauses of the baseline that apply, or may."""
    kinds = offer.taxonomy.kinds.values()
    return tuple(
        kind.id for kind in kinds if kind.tier is Tier.BASELINE and offer.applies(kind) is not Truth.FALSE
    )


def start_of(offer: Offer, start: str) -> Purchase | None:
    """The purchase from which a surcharge is counted."""
    space = offer.space
    match start:
        case Start.CHEAPEST:
            return None if space.is_empty else space.cheapest
        case Start.CHEAPEST_PAID:
            return space.cheapest_paid()
        case _:
            return space.cheapest_with((), [one for one in space.branches if one.plan == start])


def _ways(offer: Offer, kinds: Iterable[str], *, named: bool) -> tuple[list[Reach], tuple[str, ...], str]:
    """The statements of which one each must hold, the clauses held in part only, and what is in the way.

    A clause that was asked for by name is priced even where it is open whether it applies.
    """
    wanted: list[Reach] = []
    partly: list[str] = []
    hindered: dict[str, list[str]] = {}
    for kind in kinds:
        held = offer.entitlement(kind)
        if held.status is Status.INCLUDED:
            continue
        if offer.applies(offer.taxonomy.kinds[kind]) is Truth.UNKNOWN and not named:
            hindered.setdefault(_UNSETTLED, []).append(kind)
            continue
        if held.holding is None:
            hindered.setdefault(_HINDRANCE.get(held.status, held.reason), []).append(kind)
            continue
        if not held.whole:
            partly.append(kind)
        wanted.append(offer.space.reach(offer.whole(kind) if held.whole else offer.part(kind)))
    said = joined(
        "; ",
        [
            joined("", [why, worded(": "), ", ".join(f"`{kind}`" for kind in names)])
            for why, names in hindered.items()
        ],
    )
    return wanted, tuple(partly), said


_UNSETTLED = worded("it is not settled whether these apply")
_HINDRANCE = {
    Status.ABSENT: worded("the contract says nothing of"),
    Status.EXCLUDED: worded("the contract excludes"),
    Status.UNOBTAINABLE: worded("no purchase has"),
}


def _percent(offer: Offer, added: Cost, price: Cost) -> Decimal | None:
    """A surcharge as a share of a price, where both are for the same thing or add up to one sum over the term."""
    if added.unstated or price.unstated or not price.sums:
        return None
    same = {unit for unit, _ in (*added.sums, *price.sums)}
    if len(same) > 1 and offer.months:
        added, price = (one.over(offer.months, offer.space.weights) for one in (added, price))
        same = {unit for unit, _ in (*added.sums, *price.sums)}
    if len(same) != 1:
        return None
    more = added.sums[0][1] if added.sums else Decimal(0)
    return (more / price.sums[0][1] * 100).quantize(_TENTH, ROUND_HALF_UP)


def _doubt(offer: Offer, added: Cost) -> str:
    """Why no figure is known."""
    if added.unbounded:
        return worded("no price is stated for {names}", names=_listed(added.unbounded))
    if added.unstated:
        terms = {term for _, more in added.ceilings for term in offer.space.scale.coefficients(more)}
        return why_open(terms, worded("the price of {names}", names=_listed(added.unstated)))
    return ""


def _mixed(added: Cost) -> str:
    units = {(amount.money.currency, amount.per) for amount in added.amounts()}
    return worded("prices for different things are not added up") if len(units) > 1 else ""


def _questions(added: Cost) -> Iterator[str]:
    for name in sorted(added.unbounded):
        yield worded("What is the price of `{name}`?", name=name)
    for name, more in added.ceilings:
        counted = sorted({unit.per.partition("/")[0] for unit, _ in more if "/" in unit.per})
        needed = joined(AND, [worded(one) for one in counted]) if counted else worded("use")
        yield worded("What does `{name}` cost for the {needed}s that are needed?", name=name, needed=needed)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
