"""A purchase added up: each price with its place in the contract, and how it comes to what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.offer.allowed import tariff_of
from slacheck.offer.cost import Cost
from slacheck.tongue import joined, worded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from slacheck.contract.model import Pricing
    from slacheck.contract.price import ListPrice, Minimum, Promotion
    from slacheck.offer.offer import Offer
    from slacheck.offer.space import Purchase
    from slacheck.offer.statement import Route, Statement
    from slacheck.offer.tariff import Tariff


class Line(NamedTuple):
    """One price of a purchase."""

    item: str
    """`base`, `plan:ID`, `option:ID`, or `clause:KIND` for a price inside a clause."""
    route: Route
    cost: Cost
    how: str
    """How the contract's figures come to it; "" where the figure stands there."""


def lines(offer: Offer, purchase: Purchase) -> tuple[Line, ...]:
    """The prices of a purchase, in the order of the contract."""
    pricing = offer.contract.pricing
    listed = () if pricing is None else _listed(offer, pricing, purchase)
    return (*listed, *(_own(offer, entry) for entry in purchase.entries))


def _listed(offer: Offer, pricing: Pricing, purchase: Purchase) -> Iterator[Line]:
    tariff, plan = tariff_of(offer.contract, pricing), purchase.configuration.plan
    bought = {"base", *purchase.configuration.items}
    places: dict[str, Route] = {"base": ("pricing", "base")}
    places |= {f"plan:{one.id}": ("pricing", "plans", n, "price") for n, one in enumerate(pricing.plans)}
    places |= {
        f"option:{one.id}": ("pricing", "options", n, "price") for n, one in enumerate(pricing.options)
    }
    for name, place in places.items():
        if name in bought and not (name == "base" and plan is not None and pricing.base is None):
            yield Line(name, place, tariff.cost(name, plan), _derivation(tariff, name))


def _own(offer: Offer, entry: Statement) -> Line:
    kind = next(kind for kind, said in offer.statements.items() if entry in said)
    return Line(f"clause:{kind}", entry.charge_route, entry.price or Cost(), worded("a price of its own"))


def _derivation(tariff: Tariff, name: str) -> str:
    """How a price is made, where it is more than a figure."""
    price = tariff.prices[name]
    parts = [] if price is None else list(_steps(price, tariff))
    pieces, until = tariff.pieces.get(name, 1), tariff.free_until.get(name)
    if pieces != 1:
        parts.append(worded("{pieces} pieces", pieces=pieces))
    if until is not None:
        parts.append(worded("free until {until}", until=until))
    return joined(", ", parts)


def _steps(price: ListPrice, tariff: Tariff) -> Iterator[str]:
    if price.percent is not None:
        yield worded("{percent} of {price}", percent=price.percent, price=price.of)
    who = (price.per or "").partition("/")[0]
    if price.tiers:
        yield joined("; ", [_tiers(price), _counted(tariff.weights.count(who), who)])
    if price.minimum is not None:
        yield worded("at least {least}", least=_least(price.minimum, who))
    if price.cap is not None:
        yield worded("at most {most}", most=_rate(price.cap.amount, price.cap.per))
    if price.promotion is not None:
        yield _promoted(price.promotion)


def _tiers(price: ListPrice) -> str:
    listed = joined(
        ", ",
        [worded("from {count}: {amount}", count=tier.from_, amount=tier.amount) for tier in price.tiers],
    )
    if price.tiering == "volume":
        return worded("volume tiers {listed}", listed=listed)
    return worded("graduated tiers {listed}", listed=listed)


def _counted(count: int | None, who: str) -> str:
    if count is None:
        return worded("{who}s not stated", who=worded(who))
    return worded("{count} {who}s", count=count, who=worded(who))


def _least(minimum: Minimum, who: str) -> str:
    if minimum.quantity is not None:
        return _counted(minimum.quantity, who)
    return _rate(minimum.amount, minimum.per)


def _rate(amount: Decimal | None, per: str | None) -> str:
    return worded("{amount} / {unit}", amount=amount, unit=worded(per or "once"))


def _promoted(promotion: Promotion) -> str:
    if promotion.until:
        return worded("{amount} until {until}", amount=promotion.amount, until=promotion.until)
    return worded("{amount} for {time}", amount=promotion.amount, time=promotion.for_)
