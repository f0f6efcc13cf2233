"""What became of the price list: prices, plans, options and their demands, and what the whole baseline costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slacheck.audit.change import Change, Topic, Total
from slacheck.audit.fields import Walk, fields, items, shown
from slacheck.audit.sides import Subject
from slacheck.audit.worth import DEPENDS, SAME, Judgement, Verdict, Why, judge, judge_cost, judge_price
from slacheck.contract.direction import Direction, Way
from slacheck.offer.allowed import tariff_of
from slacheck.offer.cost import Cost
from slacheck.offer.entitlement import Status
from slacheck.tongue import worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.audit.sides import Side, Sides
    from slacheck.contract.model import Option, Plan, Pricing
    from slacheck.contract.price import ListPrice
    from slacheck.source.route import Route

_PRICING: Final = Subject(Topic.OFFER, "pricing", worded("price list"))
_STATED: Final = worded("stated")
_SHAPED: Final = ("percent", "tiers", "minimum", "cap", "promotion")
"""What makes a price more than one figure."""


def offer_changes(sides: Sides) -> Iterator[Change]:
    """The changes of the price list."""
    old, new = sides.old.contract.pricing, sides.new.contract.pricing
    if old is None or new is None:
        if old is not new:
            routes: tuple[Route, Route] = (("pricing",), ("pricing",))
            said = (None, _STATED) if old is None else (_STATED, None)
            yield sides.change(DEPENDS, _PRICING, "added" if old is None else "removed", said, routes)
        return
    routes = (("pricing", "base"), ("pricing", "base"))
    subject = Subject(Topic.PRICE, "base", worded("base service"))
    yield from _price(sides, subject, (old.base, new.base), ("base", "base"), routes)
    walk = Walk(sides, _PRICING, "pricing", ("base", "plans", "options"))
    yield from fields(old, new, (("pricing",), ("pricing",)), "pricing", walk)
    yield from _purchasables(sides, old, new, "plan")
    yield from _purchasables(sides, old, new, "option")


def _purchasables(sides: Sides, old: Pricing, new: Pricing, noun: str) -> Iterator[Change]:
    """Plans or options, matched by their ids."""
    listed = f"{noun}s"
    ours = {one.id: (index, one) for index, one in enumerate(getattr(old, listed))}
    theirs = {one.id: (index, one) for index, one in enumerate(getattr(new, listed))}
    for name in dict.fromkeys((*ours, *theirs)):
        item = f"{noun}:{name}"
        before, after = ours.get(name), theirs.get(name)
        routes: tuple[Route, Route] = (
            ("pricing", listed, before[0]) if before else ("pricing", listed),
            ("pricing", listed, after[0]) if after else ("pricing", listed),
        )
        if before and after:
            yield from _within(sides, item, (before[1], after[1]), routes)
        else:
            yield _presence(sides, item, routes, added=before is None)


def _presence(sides: Sides, item: str, routes: tuple[Route, Route], *, added: bool) -> Change:
    """A plan or option that is new or gone: what that does to the buyer is told clause by clause, and in the total."""
    subject = Subject(Topic.OFFER, item, sides.item_name(item))
    cost = _listed_cost(sides.new if added else sides.old, item)
    judgement = Judgement(Verdict.INCOMPARABLE, Why.SETTLED_ELSEWHERE)
    said = (None, cost) if added else (cost, None)
    return sides.change(judgement, subject, "added" if added else "removed", said, routes)


def _within(
    sides: Sides, item: str, both: tuple[Plan | Option, Plan | Option], routes: tuple[Route, Route]
) -> Iterator[Change]:
    """The changes of a plan or option that both versions have."""
    noun, old, new = item.partition(":")[0], *both
    name = sides.item_name(item)
    places = ((*routes[0], "price"), (*routes[1], "price"))
    yield from _price(sides, Subject(Topic.PRICE, item, name), (old.price, new.price), (item, item), places)
    subject = Subject(Topic.OFFER, item, name)
    root = f"{noun}s"
    skipped = ("id", "price", "delivers", "available_in")
    yield from fields(old, new, routes, root, Walk(sides, subject, root, skipped))
    if noun == "option":
        yield from _availability(sides, subject, both, routes)
    yield from _deliveries(sides, subject, both, routes, root)


def _availability(
    sides: Sides, subject: Subject, both: tuple[Plan | Option, Plan | Option], routes: tuple[Route, Route]
) -> Iterator[Change]:
    """With which plans an option can be bought: with all of them where that is not stated."""
    before, after = (getattr(one, "available_in", None) for one in both)
    if before != after:
        judgement = judge(before, after, Direction(Way.MORE, burden=True), sides.scale)
        places = ((*routes[0], "available_in"), (*routes[1], "available_in"))
        yield sides.change(judgement, subject, "available_in", (shown(before), shown(after)), places)


def _deliveries(
    sides: Sides,
    subject: Subject,
    both: tuple[Plan | Option, Plan | Option],
    routes: tuple[Route, Route],
    root: str,
) -> Iterator[Change]:
    """What a plan or option delivers. To whoever has a clause in every purchase it makes no difference."""
    places = ((*routes[0], "delivers"), (*routes[1], "delivers"))
    walk = Walk(sides, subject, root, ("clause", "extra"))
    for change in items(both[0].delivers, both[1].delivers, places, f"{root}.delivers", walk):
        said = change.before or change.after
        kind = str(said).removesuffix(" (extra)")
        if not change.what.endswith("delivers") or kind not in sides.taxonomy.kinds:
            yield change
            continue
        added = change.before is None
        side = sides.old if added else sides.new
        judgement = Judgement(Verdict.BETTER if added else Verdict.WORSE, Why.STATED)
        if side.offer.entitlement(kind).status is Status.INCLUDED:
            judgement = SAME
        yield change._replace(verdict=judgement.verdict, why=judgement.why)


def _listed_cost(side: Side, item: str) -> Cost:
    """What an item costs by the price list; nothing for a base service that is priced by its plans."""
    pricing = side.contract.pricing
    assert pricing is not None
    if item == "base" and pricing.base is None and pricing.plans:
        return Cost()
    return tariff_of(side.contract, pricing).cost(item, None)


def _price(
    sides: Sides,
    subject: Subject,
    both: tuple[ListPrice | None, ListPrice | None],
    names: tuple[str, str],
    routes: tuple[Route, Route],
) -> Iterator[Change]:
    """The change of one price of the list."""
    before, after = _listed_cost(sides.old, names[0]), _listed_cost(sides.new, names[1])
    moved = sides.old.currency != sides.new.currency
    if both[0] == both[1] and not (moved and before != after):
        return
    judgement = _judge_listed(sides, both, before, after)
    yield sides.change(judgement, subject, "price", (_text(both[0], before), _text(both[1], after)), routes)


def _judge_listed(
    sides: Sides, both: tuple[ListPrice | None, ListPrice | None], before: Cost, after: Cost
) -> Judgement:
    old, new = both
    if old and new and old.percent and new.percent and old.of == new.of:
        return judge(old.percent, new.percent, Direction(Way.LOWER))
    shaped = any(getattr(one, name) for one in both if one for name in _SHAPED)
    if shaped and any(one is not None and one.percent for one in both):
        return DEPENDS
    judgement = judge_price(before, after, sides.scale)
    # For the stated quantities only: tiers and bounds may differ elsewhere.
    return DEPENDS if shaped and judgement.verdict is Verdict.SAME else judgement


def _text(price: ListPrice | None, cost: Cost) -> Cost | str | None:
    if price is None:
        return cost if cost.is_zero else None
    return cost if price.percent is None else worded("{share} of {item}", share=price.percent, item=price.of)


def total_of(side: Side) -> Total:
    """What the whole baseline costs."""
    found = side.offer.baseline
    whole = found.compliant is not None
    return Total(found.cheapest, found.closest, whole, (*found.lacking, *found.unsettled))


def total_changes(sides: Sides, old: Total, new: Total) -> Iterator[Change]:
    """The change of the price of the cheapest purchase, and of holding the whole baseline."""
    routes: tuple[Route, Route] = (("pricing",), ("pricing",))
    if sides.old.contract.pricing is None and sides.new.contract.pricing is None:
        return
    before, after = old.cheapest.cost, new.cheapest.cost
    if before != after:
        subject = Subject(Topic.TOTAL, "total:cheapest", worded("cheapest purchase"))
        yield sides.change(_whole(sides, before, after), subject, "price", (before, after), routes)
    ours, theirs = (one.best.cost if one.best else None for one in (old, new))
    judgement = _judge_baseline(sides, old, new)
    if ours != theirs or judgement.verdict is not Verdict.SAME:
        subject = Subject(Topic.TOTAL, "total:baseline", worded("whole baseline"))
        yield sides.change(judgement, subject, "price", (ours, theirs), routes)


def _whole(sides: Sides, before: Cost, after: Cost) -> Judgement:
    judgement = judge_cost(before, after, sides.scale)
    return judgement if judgement.why is not Why.UNITS else judge_price(before, after, sides.scale)


def _judge_baseline(sides: Sides, old: Total, new: Total) -> Judgement:
    """What no purchase holds counts before its price: a baseline that cannot be had has none."""
    before, after = set(old.missing), set(new.missing)
    if before != after:
        verdict = Verdict.INCOMPARABLE
        if before < after:
            verdict = Verdict.WORSE
        elif after < before:
            verdict = Verdict.BETTER
        return Judgement(verdict, Why.HELD)
    if old.best is None or new.best is None:
        if old.best is new.best:
            return SAME
        return Judgement(Verdict.WORSE if new.best is None else Verdict.BETTER, Why.HELD)
    return _whole(sides, old.best.cost, new.best.cost)
