"""What became of the entitlement to each clause kind.

The buyer's order of statuses, the best first. `unknown` may turn out to be any of them: against the best it is no
better, against the worst no worse, and against the others nothing can be said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slacheck.audit.change import Change, Standing, Topic
from slacheck.audit.sides import about, difference
from slacheck.audit.worth import DEPENDS, Judgement, Verdict, Why, judge_price, together
from slacheck.offer.entitlement import Status
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from slacheck.audit.sides import Side, Sides
    from slacheck.contract.taxonomy import ClauseKind
    from slacheck.offer.entitlement import Entitlement
    from slacheck.source.route import Route

BUYERS_ORDER: Final[Mapping[Status, tuple[int, str]]] = {
    Status.INCLUDED: (0, "held by everybody, at no added price"),
    Status.QUALIFIED: (1, "held by everybody, in part or with a fee on use"),
    Status.OPT_IN: (2, "costs nothing, but whoever does not ask for it is without it"),
    Status.PAID: (3, "to be had, at a price that is known"),
    Status.UNPRICED: (4, "to be had, at a price that is set later"),
    Status.UNOBTAINABLE: (5, "not to be had; at least the contract shows it"),
    Status.EXCLUDED: (5, "not to be had; at least the contract says so"),
    Status.ABSENT: (6, "not to be had, and nobody is told"),
}
"""The place of each status and the reason for it; `unknown` has none."""
BEST: Final = Status.INCLUDED
WORST: Final = Status.ABSENT


def judge_status(before: Status, after: Status) -> Verdict:
    """The verdict on a change of status."""
    if Status.UNKNOWN in (before, after):
        if BEST in (before, after):
            return Verdict.WORSE if before is BEST else Verdict.BETTER
        if WORST in (before, after):
            return Verdict.BETTER if before is WORST else Verdict.WORSE
        return Verdict.INCOMPARABLE
    old, new = BUYERS_ORDER[before][0], BUYERS_ORDER[after][0]
    return Verdict.WORSE if new > old else Verdict.BETTER if new < old else Verdict.INCOMPARABLE


def standing_changes(sides: Sides) -> Iterator[Change]:
    """One change for each clause kind of which a buyer holds something else than before."""
    for kind in sides.taxonomy.kinds.values():
        old, new = sides.old.offer.entitlement(kind.id), sides.new.offer.entitlement(kind.id)
        if _told(old) != _told(new):
            yield _change(kind, sides, old, new)


def _told(held: Entitlement) -> tuple[object, ...]:
    """What of an entitlement concerns a buyer, whatever the places that say it."""
    return held.status, held.through, held.surcharge, held.qualifiers, held.whole, held.reason


def _change(kind: ClauseKind, sides: Sides, old: Entitlement, new: Entitlement) -> Change:
    judgement = softened(_judgement(kind, sides, old, new), kind.id, sides)
    subject = about(Topic.CLAUSE, kind, sides.language)
    routes = (deciding_route(sides.old, kind.id), deciding_route(sides.new, kind.id))
    change = sides.change(judgement, subject, "status", (old.status.value, new.status.value), routes)
    return change._replace(
        difference=difference(old.surcharge, new.surcharge),
        standings=(standing_of(sides.old, kind), standing_of(sides.new, kind)),
    )


def _judgement(kind: ClauseKind, sides: Sides, old: Entitlement, new: Entitlement) -> Judgement:
    if old.status is not new.status:
        if kind.burden:
            return DEPENDS
        return Judgement(judge_status(old.status, new.status), Why.STATUS)
    return together(_details(sides, old, new))


def _details(sides: Sides, old: Entitlement, new: Entitlement) -> Iterator[Judgement]:
    """The verdicts on what changed under the same status."""
    if old.surcharge is not None and new.surcharge is not None and old.surcharge != new.surcharge:
        yield judge_price(old.surcharge, new.surcharge, sides.scale)
    if old.whole is not new.whole:
        yield Judgement(Verdict.BETTER if new.whole else Verdict.WORSE, Why.STATUS)
    if old.qualifiers != new.qualifiers:
        verdict = Verdict.INCOMPARABLE
        if old.qualifiers < new.qualifiers:
            verdict = Verdict.WORSE
        elif new.qualifiers < old.qualifiers:
            verdict = Verdict.BETTER
        yield Judgement(verdict, Why.STATUS)
    yield DEPENDS


def softened(judgement: Judgement, kind: str | None, sides: Sides) -> Judgement:
    """The same, but for a clause that does not apply in either version: there it is nothing to the buyer."""
    if kind is None:
        return judgement
    clause = sides.taxonomy.kinds[kind]
    off = all(side.offer.applies(clause) is Truth.FALSE for side in (sides.old, sides.new))
    if off and judgement.verdict is not Verdict.SAME:
        return Judgement(Verdict.INCOMPARABLE, Why.NOT_APPLICABLE)
    return judgement


def standing_of(side: Side, kind: ClauseKind) -> Standing:
    """What a buyer holds, with the names of plans and options."""
    held = side.offer.entitlement(kind.id)
    return Standing(
        status=held.status,
        applies=side.offer.applies(kind),
        through=held.through,
        names=tuple(side.name_of(item) for item in held.through),
        surcharge=held.surcharge,
        qualifiers=tuple(sorted(one.value for one in held.qualifiers)),
        reason=held.reason,
    )


def deciding_route(side: Side, kind: str) -> Route:
    """Where a version decides what a buyer holds: the place that `check` names, too."""
    said = side.offer.entitlement(kind).statements
    if not said:
        return ("clauses", kind)
    route = said[0].route
    return route[:3] if route[0] == "pricing" else route
