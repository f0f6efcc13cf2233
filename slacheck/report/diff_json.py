"""A diff as JSON, `slacheck.diff/v1`: a wire form of its own; its schema stands beside it. Money is exact."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from slacheck.audit.worth import Verdict
from slacheck.offer.cost import Cost
from slacheck.truth import Truth

if TYPE_CHECKING:
    from slacheck.audit.change import Change, Diff, Said, Standing, Version
    from slacheck.audit.place import Location
    from slacheck.offer.space import Purchase

SCHEMA = "slacheck.diff/v1"
_APPLIES = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: None}


def render(diff: Diff, *, whole: bool = False) -> str:
    """The whole diff as one JSON object and a line break; `whole` lists what is only reworded, too."""
    document = {
        "schema": SCHEMA,
        "tool": {"name": "slacheck", "version": diff.version},
        "language": diff.language,
        "old": _version(diff.old),
        "new": _version(diff.new),
        "changes": [_change(one) for one in diff.changes],
        "reworded": [_change(one) for one in diff.reworded] if whole else [],
        "summary": {
            "worse": diff.counts[Verdict.WORSE],
            "incomparable": diff.counts[Verdict.INCOMPARABLE],
            "better": diff.counts[Verdict.BETTER],
            "reworded": diff.counts[Verdict.SAME],
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _version(version: Version) -> dict[str, Any]:
    total = version.total
    return {
        "contract": version.contract,
        "title": version.title,
        "file": version.file,
        "sha256": version.sha256,
        "status": version.status,
        "currency": version.currency,
        "months": version.months,
        "cheapest": purchase(total.cheapest),
        "baseline": {
            "purchase": None if total.best is None else purchase(total.best),
            "whole": total.whole,
            "missing": total.missing,
        },
    }


def _change(change: Change) -> dict[str, Any]:
    old, new = change.standings or (None, None)
    return {
        "verdict": change.verdict.value,
        "why": change.why.value,
        "topic": change.topic.value,
        "subject": change.subject,
        "name": change.name,
        "tier": None if change.tier is None else change.tier.value,
        "what": change.what,
        "before": _said(change.before),
        "after": _said(change.after),
        "difference": None if change.difference is None else price(change.difference),
        "held_before": None if old is None else _standing(old),
        "held_after": None if new is None else _standing(new),
        "old": location(change.old),
        "new": location(change.new),
    }


def _said(said: Said) -> Any:
    return price(said) if isinstance(said, Cost) else said


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "status": standing.status.value,
        "applies": _APPLIES[standing.applies],
        "through": standing.through,
        "surcharge": None if standing.surcharge is None else price(standing.surcharge),
        "qualifiers": standing.qualifiers,
        "reason": standing.reason or None,
    }


def purchase(bought: Purchase) -> dict[str, Any]:
    """A purchase with its price."""
    chosen = bought.configuration
    return {"plan": chosen.plan, "options": chosen.options, "price": price(bought.cost)}


def price(cost: Cost) -> dict[str, Any]:
    """The sums of a cost by unit, and what has no stated price."""
    parts = [
        {"amount": one.money.amount_text(), "currency": one.money.currency, "per": one.per}
        for one in cost.amounts()
    ]
    return {"parts": parts, "unstated": sorted(cost.unstated)}


def location(place: Location) -> dict[str, Any]:
    """A place; `missing` where it is the nearest one to what is not there."""
    span = place.span
    return {
        "file": span.source.name,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "path": place.path,
        "missing": place.missing,
    }
