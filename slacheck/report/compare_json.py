"""A comparison of offers as JSON, `slacheck.compare/v1`, and its JSON Schema. Money is a string and exact."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from slacheck.audit.compare import Apart
from slacheck.report.compare import labels, to_the_cent
from slacheck.report.diff_json import location, price, purchase
from slacheck.report.diff_schema import (
    APPLIES,
    COUNT,
    DIGEST,
    MAYBE_TEXT,
    NULL,
    STATUS,
    TEXT,
    TEXTS,
    TIER,
    closed,
    document,
    maybe,
    tool,
)
from slacheck.rule.model import Severity
from slacheck.truth import Truth

if TYPE_CHECKING:
    from slacheck.audit.compare import Bid, Comparison, Priced, Row
    from slacheck.audit.model import ClauseRow

SCHEMA = "slacheck.compare/v1"
_APPLIES = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: None}


def render(comparison: Comparison) -> str:
    """The whole comparison as one JSON object and a line break."""
    names = labels(comparison)
    written = {
        "schema": SCHEMA,
        "tool": {"name": "slacheck", "version": comparison.version},
        "today": comparison.today.isoformat(),
        "language": comparison.language,
        "packs": [
            {"id": pack.id, "version": pack.version, "sha256": pack.sha256} for pack in comparison.packs
        ],
        "offers": [_bid(name, bid) for name, bid in zip(names, comparison.bids, strict=True)],
        "clauses": [_row(row) for row in comparison.rows],
        "lowest": {
            "cheapest": sorted(comparison.lowest(lambda bid: bid.cheapest)),
            "baseline": sorted(comparison.lowest(lambda bid: bid.best if bid.whole else None)),
        },
        "differences": [{"in": one.apart.value, "said": one.said} for one in comparison.differences],
        "unreadable": [
            {"file": file.file, "problems": [problem.message for problem in file.problems]}
            for file in comparison.unreadable
        ],
    }
    return json.dumps(written, ensure_ascii=False, indent=1) + "\n"


def _bid(name: str, bid: Bid) -> dict[str, Any]:
    report = bid.report
    return {
        "name": name,
        "contract": report.id,
        "title": report.title,
        "supplier": report.supplier,
        "status": report.status,
        "file": report.file,
        "sha256": report.sha256,
        "currency": bid.basis.currency,
        "users": bid.basis.users,
        "units": bid.basis.units,
        "months": bid.basis.months,
        "cheapest": _priced(bid.cheapest, bid),
        "baseline": {
            "best": None if bid.best is None else _priced(bid.best, bid),
            "whole": bid.whole,
            "lacking": bid.lacking,
            "unsettled": bid.unsettled,
        },
        "gaps": {severity.value: bid.gaps[severity] for severity in Severity},
        "unknown": bid.unknown,
        "broken": bid.broken,
        "questions": [question.text for question in report.questions()],
    }


def _priced(priced: Priced, bid: Bid) -> dict[str, Any]:
    by_month = None
    if priced.monthly is not None:
        by_month = f"{to_the_cent(priced.monthly):f}"
    return {
        "purchase": purchase(priced.purchase),
        "by_month": by_month if bid.basis.currency else None,
        "over_term": None if priced.over_term is None else price(priced.over_term),
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "clause": row.clause,
        "name": row.name,
        "tier": row.tier.value,
        "offers": [None if cell is None else _cell(cell) for cell in row.cells],
    }


def _cell(cell: ClauseRow) -> dict[str, Any]:
    return {
        "status": cell.status.value,
        "applies": _APPLIES[cell.applies],
        "through": cell.through,
        "surcharge": None if cell.surcharge is None else price(cell.surcharge),
        "reason": cell.reason or None,
        "location": None if cell.location is None else location(cell.location),
    }


def compare_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) as a new document."""
    places = {
        "description": "indices of offers; empty where prices do not compare",
        "type": "array",
        "items": COUNT,
    }
    said = {"type": "array", "items": MAYBE_TEXT}
    return document(
        SCHEMA,
        "offers for the same service, side by side",
        {
            "schema": {"const": SCHEMA},
            "tool": tool(),
            "today": {"type": "string", "format": "date"},
            "language": TEXT,
            "packs": _array(closed("a pack", {"id": TEXT, "version": TEXT, "sha256": DIGEST})),
            "offers": _array({"$ref": "#/$defs/offer"}),
            "clauses": _array({"$ref": "#/$defs/row"}),
            "lowest": closed("the lowest prices by month", {"cheapest": places, "baseline": places}),
            "differences": _array(
                closed(
                    "what keeps prices apart", {"in": {"enum": [one.value for one in Apart]}, "said": said}
                )
            ),
            "unreadable": _array(closed("a file that was not read", {"file": TEXT, "problems": TEXTS})),
        },
        {"offer": _offer_schema(), "priced": _priced_schema(), "row": _row_schema()},
    )


def _array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _offer_schema() -> dict[str, Any]:
    number = {"type": ["integer", "null"], "minimum": 0}
    return closed(
        "one offer",
        {
            **dict.fromkeys(("name", "contract", "title", "supplier", "status", "file"), TEXT),
            "sha256": DIGEST,
            "currency": MAYBE_TEXT,
            **dict.fromkeys(("users", "units", "months"), number),
            "cheapest": {"$ref": "#/$defs/priced"},
            "baseline": closed(
                "the cheapest purchase that holds what can be held of the baseline",
                {"best": maybe("priced"), "whole": {"type": "boolean"}, "lacking": TEXTS, "unsettled": TEXTS},
            ),
            "gaps": closed("by severity", {severity.value: COUNT for severity in Severity}),
            "unknown": COUNT,
            "broken": COUNT,
            "questions": TEXTS,
        },
    )


def _priced_schema() -> dict[str, Any]:
    by_month = {
        "description": "to the cent, in the currency of the offer; null where a price or a count is not stated",
        "type": ["string", "null"],
        "pattern": r"^-?[0-9]+\.[0-9]{2}$",
    }
    return closed(
        "a purchase and what it comes to",
        {"purchase": {"$ref": "#/$defs/purchase"}, "by_month": by_month, "over_term": maybe("price")},
    )


def _row_schema() -> dict[str, Any]:
    cell = closed(
        "what an offer makes of a clause",
        {
            "status": STATUS,
            "applies": APPLIES,
            "through": TEXTS,
            "surcharge": maybe("price"),
            "reason": MAYBE_TEXT,
            "location": maybe("location"),
        },
    )
    offers = {"description": "null where it does not apply", **_array({"oneOf": [cell, NULL]})}
    return closed("one clause", {"clause": TEXT, "name": TEXT, "tier": TIER, "offers": offers})
