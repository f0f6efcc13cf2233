"""Field by field: every field of the contract language that differs, with which way it is better.

A field that is not in the table has no known direction: its change is told, as incomparable, and never dropped.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from slacheck.audit.worth import DEPENDS, SAME, Judgement, Verdict, Why, judge
from slacheck.contract.direction import Direction, Way
from slacheck.contract.model import (
    CreditBand,
    Delivery,
    Group,
    Limit,
    ServiceLevel,
)
from slacheck.contract.price import Price
from slacheck.contract.shape import Shape
from slacheck.offer.cost import cost_of
from slacheck.tongue import worded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from slacheck.audit.change import Change
    from slacheck.audit.sides import Side, Sides, Subject
    from slacheck.source.route import Route

K = TypeVar("K")
Placed: TypeAlias = tuple[int, Any]
"""An entry of a list with its index."""

_SILENCE: Final = Direction(Way.ORDER, (("nothing",), ("refused", "accepted", "waived")))
_LONGER: Final = Direction(Way.HIGHER)
_SHORTER: Final = Direction(Way.LOWER)
_NO_LIMIT: Final = Direction(Way.HIGHER, burden=True)
"""A bound on what the customer gets or may do: none at all is best."""
_DUTY: Final = Direction(Way.LOWER, burden=True)
_YES, _NO = Direction(Way.TRUE), Direction(Way.FALSE)

DIRECTIONS: Final[Mapping[str, Direction]] = {
    "renewal.notice": _DUTY,
    "renewal.period": _DUTY,
    "renewal.reminder": _LONGER,
    "silence.means": _SILENCE,
    "consent.on_silence": _SILENCE,
    "consent.default": Direction(Way.ORDER, (("protected",), ("not-added",), ("unsafe",))),
    "consent.risk_borne_by": Direction(Way.ORDER, (("supplier",), ("shared",), ("customer",))),
    "consent.agreed_channel": _YES,
    "consent.offered_by": Direction(
        Way.ORDER,
        (("formal-notice",), ("letter",), ("email", "portal"), ("newsletter", "quote", "oral")),
    ),
    "limits.max": _NO_LIMIT,
    "delivers.until": _NO_LIMIT,
    "clauses.until": _NO_LIMIT,
    "clauses.charge": _DUTY,
    "delivers.charge": _DUTY,
    "free_until": _LONGER,
    "quantity.min": _DUTY,
    "quantity.max": _NO_LIMIT,
    "options.requires": Direction(Way.FEWER),
    "options.excludes": Direction(Way.FEWER),
    "options.available_in": Direction(Way.MORE, burden=True),
    "plans.includes": Direction(Way.MORE),
    "service_levels.measured_by": Direction(Way.ORDER, (("customer", "both", "third-party"), ("supplier",))),
    "remedy.credit": _LONGER,
    "remedy.cap": _NO_LIMIT,
    "remedy.sole": _NO,
    "remedy.automatic": _YES,
    "remedy.claim_within": _NO_LIMIT,
    "schedule.credit": _LONGER,
}
"""Which way a field is better, by the end of its path; fields that are left out depend."""
NAMED: Final = ("customer.name", "supplier.name", "contact.name", "agent")
"""Names that say who, and not how something is called."""
WORDS: Final = frozenset(
    ["text", "ref", "note", "title", "name", "description", "url", "id", "proposed", "language", "document"]
)
"""Fields whose change leaves the meaning as it was; what the rank of a document changes, entitlements tell."""
ORDERED: Final = frozenset(["precedence"])
"""Lists whose order means something."""
NARROWS: Final = frozenset(["limits", "scope"])
"""What takes away from a delivery by being there at all."""


def fields(
    old: Shape | None, new: Shape | None, routes: tuple[Route, Route], path: str, walk: Walk
) -> Iterator[Change]:
    """The changes of all fields of a section; where it is missing on one side its fields are unstated there."""
    shape = old if old is not None else new
    assert shape is not None
    for name in type(shape).model_fields:
        if name in walk.skipped:
            continue
        before, after = (getattr(one, name) if one is not None else None for one in (old, new))
        if before != after:
            deeper = ((*routes[0], name), (*routes[1], name))
            yield from _value(before, after, deeper, f"{path}.{name}", walk)


class Walk:
    """What a walk over the fields of one subject needs."""

    def __init__(self, sides: Sides, subject: Subject, root: str, skipped: Sequence[str] = ()) -> None:
        self.sides = sides
        self.subject = subject
        self.root = root
        """The path of the subject, which its changes leave out."""
        self.skipped = frozenset(skipped)

    def change(
        self, judgement: Judgement, path: str, said: tuple[Any, Any], routes: tuple[Route, Route]
    ) -> Change:
        what = path.removeprefix(self.root).removeprefix(".")
        if not what:
            what = "added" if said[0] is None else "removed"
        return self.sides.change(judgement, self.subject, what, said, routes)


def _value(before: Any, after: Any, routes: tuple[Route, Route], path: str, walk: Walk) -> Iterator[Change]:
    stated = before if before is not None else after
    if isinstance(stated, Price):
        costs = tuple(_cost(one, side) for one, side in zip((before, after), _sides(walk), strict=True))
        yield from _leaf(costs[0], costs[1], routes, path, walk)
    elif isinstance(stated, Shape):
        yield from fields(before, after, routes, path, walk)
    elif isinstance(stated, dict):
        yield from _mapping(before or {}, after or {}, routes, path, walk)
    elif _of_shapes(before) or _of_shapes(after):
        yield from items(before or (), after or (), routes, path, walk)
    else:
        yield from _leaf(_listed(before), _listed(after), routes, path, walk)


def _sides(walk: Walk) -> tuple[Side, Side]:
    return walk.sides.old, walk.sides.new


def _cost(price: Price | None, side: Side) -> Any:
    return None if price is None else cost_of(price, side.currency, "price")


def _of_shapes(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Shape)


def _listed(value: Any) -> Any:
    """A list that is empty says as little as one that is not there."""
    return value if value != () else None


def _mapping(
    before: Mapping[str, Any], after: Mapping[str, Any], routes: tuple[Route, Route], path: str, walk: Walk
) -> Iterator[Change]:
    for key in dict.fromkeys((*before, *after)):
        deeper = ((*routes[0], key), (*routes[1], key))
        yield from _leaf(before.get(key), after.get(key), deeper, f"{path}.{key}", walk)


def _leaf(before: Any, after: Any, routes: tuple[Route, Route], path: str, walk: Walk) -> Iterator[Change]:
    if before is None and after is None:
        return
    judgement = judgement_of(before, after, path, walk.sides)
    if judgement.verdict is Verdict.SAME and before == after:
        return
    yield walk.change(judgement, path, (shown(before), shown(after)), routes)


def judgement_of(before: Any, after: Any, path: str, sides: Sides) -> Judgement:
    """The verdict on a change of one field of the contract language."""
    name = path.rpartition(".")[2]
    if name in WORDS and not path.endswith(NAMED):
        return SAME
    if name in NARROWS and (before is None or after is None):
        return Judgement(Verdict.WORSE if before is None else Verdict.BETTER, Why.NARROWED)
    if name in ORDERED:
        return DEPENDS
    return judge(before, after, _direction(path), sides.scale)


def _direction(path: str) -> Direction | None:
    steps = path.split(".")
    found = (DIRECTIONS.get(".".join(steps[start:])) for start in range(len(steps)))
    return next((one for one in found if one is not None), None)


def shown(value: Any) -> Any:
    """A value as the contract language writes it; costs stay costs."""
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return value if hasattr(value, "sums") else str(value)


def items(
    before: Sequence[Shape], after: Sequence[Shape], routes: tuple[Route, Route], path: str, walk: Walk
) -> Iterator[Change]:
    """The changes of a list whose entries have a name of their own."""
    yield from paired(_by_name(before), _by_name(after), routes, path, walk)


def paired(
    old: Mapping[K, Placed], new: Mapping[K, Placed], routes: tuple[Route, Route], path: str, walk: Walk
) -> Iterator[Change]:
    """The changes of entries by their names: added, removed, and what changed within."""
    for key in dict.fromkeys((*old, *new)):
        ours, theirs = old.get(key), new.get(key)
        deeper = (
            (*routes[0], ours[0]) if ours else routes[0],
            (*routes[1], theirs[0]) if theirs else routes[1],
        )
        if ours and theirs:
            yield from fields(ours[1], theirs[1], deeper, path, walk)
        else:
            judgement = _presence(path.rpartition(".")[2], added=ours is None)
            said = (summary(ours[1]) if ours else None, summary(theirs[1]) if theirs else None)
            yield walk.change(judgement, path, said, deeper)


def _presence(name: str, *, added: bool) -> Judgement:
    """The verdict on an entry that is there in one version only."""
    if name not in NARROWS:
        return DEPENDS
    return Judgement(Verdict.WORSE if added else Verdict.BETTER, Why.NARROWED)


def _by_name(listed: Sequence[Shape]) -> dict[tuple[str, int], Placed]:
    """Entries with their place in the list, by their name and how often it was met before."""
    met: Counter[str] = Counter()
    found: dict[tuple[str, int], Placed] = {}
    for index, one in enumerate(listed):
        name = name_of(one)
        found[name, met[name]] = index, one
        met[name] += 1
    return found


def summary(one: Any) -> str:
    """An entry that is new or gone, in a word."""
    return f"{one.metric} <= {one.max}" if isinstance(one, Limit) and one.max is not None else name_of(one)


def name_of(one: Any) -> str:
    """By what an entry of a list is the same in both versions."""
    match one:
        case Delivery():
            return f"{one.clause} (extra)" if one.extra else one.clause
        case Limit():
            return one.metric if one.per is None else f"{one.metric} / {one.per}"
        case CreditBand():
            return worded("below {bound}", bound=str(one.below))
        case Group():
            return f"{', '.join(sorted(one.options))}"
        case ServiceLevel():
            return one.id
        case _:
            return str(one.id)
