"""What became of the entries of `clauses` and of the service levels: attributes, limits, targets, remedies."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from slacheck.audit.change import Change, Topic
from slacheck.audit.fields import Walk, fields, judgement_of, shown
from slacheck.audit.sides import Subject, about
from slacheck.audit.standing import deciding_route, softened
from slacheck.audit.worth import DEPENDS, Judgement, Verdict, Why, judge
from slacheck.contract.direction import Direction, Way
from slacheck.contract.price import Price
from slacheck.offer.cost import cost_of
from slacheck.offer.entitlement import Status
from slacheck.quantity import Percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from slacheck.audit.sides import Side, Sides
    from slacheck.contract.model import Clause, ServiceLevel
    from slacheck.contract.scalar import Target
    from slacheck.contract.taxonomy import ClauseKind
    from slacheck.source.route import Route

Placed = tuple[int, "Clause"]
TIGHTER = {">=": ">", "<=": "<"}


def entry_changes(sides: Sides, restated: frozenset[str]) -> Iterator[Change]:
    """The changes within the entries of each clause kind; `restated` are those with another entitlement.

    Of a kind that is new or gone altogether its entitlement says it; only what binds the customer is told in detail.
    """
    for kind in sides.taxonomy.kinds.values():
        ours, theirs = _entries(sides.old, kind.id), _entries(sides.new, kind.id)
        statuses = [side.offer.entitlement(kind.id).status for side in (sides.old, sides.new)]
        if Status.ABSENT in statuses and not kind.burden:
            continue
        for old, new in _pairs(ours, theirs):
            for change in _entry(sides, kind, old, new, restated=kind.id in restated):
                judgement = softened(Judgement(change.verdict, change.why), kind.id, sides)
                yield change._replace(verdict=judgement.verdict, why=judgement.why)


def _entries(side: Side, kind: str) -> list[Placed]:
    return [(index, entry) for index, entry in enumerate(side.contract.clauses) if entry.clause == kind]


def _pairs(old: Sequence[Placed], new: Sequence[Placed]) -> Iterator[tuple[Placed | None, Placed | None]]:
    """The entries of one kind that belong together: by id, by what they say, by what delivers them, by their order.

    # INVARIANT: each step pairs equals in their order, so that the pairs are the same from either side.
    """
    left, right = list(old), list(new)
    keys: tuple[Callable[[Clause], Any], ...] = (
        lambda one: one.id or object(),
        lambda one: one.model_copy(update={"text": None, "ref": None, "note": None}),
        lambda one: (one.only_in, one.provided, one.scope),
        lambda one: one.only_in,
        lambda _: None,
    )
    for key in keys:
        waiting: defaultdict[Any, list[Placed]] = defaultdict(list)
        for one in right:
            waiting[key(one[1])].append(one)
        for one in list(left):
            same = waiting[key(one[1])]
            if same:
                other = same.pop(0)
                left.remove(one)
                right.remove(other)
                yield one, other
    yield from ((one, None) for one in left)
    yield from ((None, one) for one in right)


def _entry(
    sides: Sides, kind: ClauseKind, old: Placed | None, new: Placed | None, *, restated: bool
) -> Iterator[Change]:
    subject = about(Topic.ATTRIBUTE, kind, sides.language)
    routes = (_route(sides.old, kind, old), _route(sides.new, kind, new))
    ours, theirs = (one[1] if one else None for one in (old, new))
    yield from _attributes(sides, kind, ours, theirs, routes, subject)
    # What the entitlement already tells is not told again.
    told = ["clause", "attributes"]
    if restated or ours is None or theirs is None:
        told += ["provided", "only_in", "charge"]
    if ours is None or theirs is None:
        told += ["id", "ref", "text", "note", "document", "proposed"]
    yield from fields(ours, theirs, routes, "clauses", Walk(sides, subject, "clauses", told))


def _route(side: Side, kind: ClauseKind, placed: Placed | None) -> Route:
    """Where an entry is, or where the other version speaks of its kind."""
    return deciding_route(side, kind.id) if placed is None else ("clauses", placed[0])


def _attributes(
    sides: Sides,
    kind: ClauseKind,
    old: Clause | None,
    new: Clause | None,
    routes: tuple[Route, Route],
    subject: Subject,
) -> Iterator[Change]:
    for name, spec in kind.attributes.items():
        before, after = (_worthy(one, name, side) for one, side in ((old, sides.old), (new, sides.new)))
        if before == after:
            continue
        judgement = judge(before, after, spec.better, sides.scale)
        places = ((*routes[0], "attributes", name), (*routes[1], "attributes", name))
        yield sides.change(judgement, subject, name, (shown(before), shown(after)), places)


def _worthy(entry: Clause | None, name: str, side: Side) -> Any:
    """The value of an attribute; a price as a cost, so that 12 a year is 1 a month."""
    value = None if entry is None else entry.attributes.get(name)
    return cost_of(value, side.currency, name) if isinstance(value, Price) else value


def level_changes(sides: Sides) -> Iterator[Change]:
    """The changes of service levels, matched by their ids."""
    old = {one.id: (index, one) for index, one in enumerate(sides.old.contract.service_levels)}
    new = {one.id: (index, one) for index, one in enumerate(sides.new.contract.service_levels)}
    for name in dict.fromkeys((*old, *new)):
        ours, theirs = old.get(name), new.get(name)
        level = (theirs or ours or old[name])[1]
        kind = sides.taxonomy.kinds[level.clause]
        title = f"{kind.name(sides.language)}, {name}"
        subject = Subject(Topic.LEVEL, f"service_level:{name}", title, kind.tier)
        routes: tuple[Route, Route] = (
            ("service_levels", ours[0]) if ours else ("service_levels",),
            ("service_levels", theirs[0]) if theirs else ("service_levels",),
        )
        if ours and theirs:
            yield from _level(sides, subject, ours[1], theirs[1], routes)
        else:
            yield _presence(sides, subject, level, routes, added=ours is None)


def _presence(
    sides: Sides, subject: Subject, level: ServiceLevel, routes: tuple[Route, Route], *, added: bool
) -> Change:
    """A level that is new or gone: with a target it is a promise."""
    judgement = DEPENDS
    if level.target is not None:
        judgement = Judgement(Verdict.BETTER if added else Verdict.WORSE, Why.STATED)
    judgement = softened(judgement, level.clause, sides)
    said = str(level.target) if level.target else level.id
    what = "added" if added else "removed"
    return sides.change(judgement, subject, what, (None, said) if added else (said, None), routes)


def _level(
    sides: Sides, subject: Subject, old: ServiceLevel, new: ServiceLevel, routes: tuple[Route, Route]
) -> Iterator[Change]:
    kind = new.clause if old.clause == new.clause else None
    better = sides.taxonomy.kinds[kind].target_better if kind else None
    special = {
        "target": judge_target(old.target, new.target, better),
        "window": _judge_window(old, new, sides),
    }
    for name, judgement in special.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            places = ((*routes[0], name), (*routes[1], name))
            softer = softened(judgement, kind, sides)
            yield sides.change(softer, subject, name, (shown(before), shown(after)), places)
    walk = Walk(sides, subject, "service_levels", ("id", *special))
    for change in fields(old, new, routes, "service_levels", walk):
        judgement = softened(Judgement(change.verdict, change.why), kind, sides)
        yield change._replace(verdict=judgement.verdict, why=judgement.why)


def judge_target(before: Target | None, after: Target | None, better: Direction | None) -> Judgement:
    """A bound that implies the other is the stronger promise, if it bounds on the side that is good for the buyer."""
    if before is None or after is None:
        return Judgement(Verdict.BETTER if before is None else Verdict.WORSE, Why.STATED)
    side, other = before.comparator[0], after.comparator[0]
    if side != other or side == "=" or before.unit != after.unit:
        return Judgement(Verdict.INCOMPARABLE, Why.UNITS)
    way = Way.HIGHER if side == ">" else Way.LOWER
    if better is not None and better.way is not way:
        return DEPENDS
    if before.bound == after.bound:
        strict = TIGHTER.get(before.comparator) == after.comparator
        return Judgement(Verdict.BETTER if strict else Verdict.WORSE, Why.TARGET)
    bounds = judge(before.bound, after.bound, Direction(way))
    return bounds if bounds.why is Why.UNITS else Judgement(bounds.verdict, Why.TARGET)


def _judge_window(old: ServiceLevel, new: ServiceLevel, sides: Sides) -> Judgement:
    """A share that holds over each month holds over each year; of other targets nothing is known."""
    targets = (old.target, new.target)
    shares = all(one is not None and isinstance(one.bound, Percent) for one in targets)
    if not shares:
        return judgement_of(old.window, new.window, "service_levels.window", sides)
    return judge(old.window, new.window, Direction(Way.LOWER), sides.scale)
