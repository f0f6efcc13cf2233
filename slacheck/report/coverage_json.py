"""A coverage as JSON, `slacheck.coverage/v1`, and its JSON Schema: no member that the schema does not name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from slacheck.report.coverage import OUTCOME_WORD
from slacheck.truth import Truth

if TYPE_CHECKING:
    from slacheck.audit.coverage import Coverage, CoverageReport, Holding, Row
    from slacheck.audit.place import Location
    from slacheck.rule.model import Outcome

SCHEMA = "slacheck.coverage/v1"
_TRUTH = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: None}
_AXIS = {Truth.TRUE: "met", Truth.FALSE: "unmet", Truth.UNKNOWN: "unknown", None: "not-asked"}
_SCOPE = {"pass": "inside", "not-applicable": "outside", "unknown": "unknown"}


def render(report: CoverageReport) -> str:
    """The whole report as one JSON object and a line break."""
    document = {
        "schema": SCHEMA,
        "tool": {"name": "slacheck", "version": report.version},
        "today": report.today.isoformat(),
        "language": report.language,
        "coverage": [_coverage(one) for one in report.covered],
        "unreadable": [
            {"file": file.file, "problems": [problem.message for problem in file.problems]}
            for file in report.unreadable
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def outcome_name(outcome: Outcome | None) -> str:
    """The outcome of a requirement on the wire."""
    return "undecidable" if outcome is None else outcome.value


def _coverage(one: Coverage) -> dict[str, Any]:
    return {
        "contract": one.contract,
        "title": one.title,
        "file": one.file,
        "sha256": one.sha256,
        "framework": {
            "id": one.pack.id,
            "version": one.pack.version,
            "title": one.pack.title,
            "sha256": one.pack.sha256,
        },
        "applies_to": one.applies_to,
        "scope": "yardstick" if one.scope is None else _SCOPE[one.scope.value],
        "requirements": [_row(row) for row in one.rows],
        "summary": {outcome_name(outcome): one.counts.get(outcome, 0) for outcome in OUTCOME_WORD},
        "questions": [question.text for question in one.scope_questions],
    }


def _row(row: Row) -> dict[str, Any]:
    reference = row.reference
    return {
        "id": reference.id,
        "citation": reference.citation,
        "strength": reference.strength,
        "verified": reference.verified,
        "paraphrase": reference.paraphrase,
        "severity": row.severity.value,
        "outcome": outcome_name(row.outcome),
        "says": row.says,
        "axes": {name: _AXIS[axis] for name, axis in row.axes._asdict().items()},
        "clauses": [_holding(holding) for holding in row.holdings],
        "questions": [question.text for question in row.questions],
        "note": row.note,
    }


def _holding(holding: Holding) -> dict[str, Any]:
    return {
        "clause": holding.clause,
        "applies": _TRUTH[holding.applies],
        "held": _TRUTH[holding.held],
        "status": holding.status.value,
        "ref": holding.ref,
        "location": None if holding.location is None else _location(holding.location),
    }


def _location(place: Location) -> dict[str, Any]:
    span = place.span
    return {"file": span.source.name, "line": span.line, "column": span.column, "path": place.path}


_TEXT: dict[str, Any] = {"type": "string"}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}
_MAYBE: dict[str, Any] = {"type": ["boolean", "null"]}
_DIGEST: dict[str, Any] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def coverage_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) as a new document."""
    outcomes = [outcome_name(outcome) for outcome in OUTCOME_WORD]
    location = _object(
        {"file": _TEXT, "line": {"type": "integer"}, "column": {"type": "integer"}, "path": _TEXT}
    )
    clause = _object(
        {
            "clause": _TEXT,
            "applies": {"description": "null while a fact is not stated", **_MAYBE},
            "held": {"description": "in what was ordered, else in every purchase; null while open", **_MAYBE},
            "status": _TEXT,
            "ref": {"description": "how the signed text calls the place", "type": ["string", "null"]},
            "location": {"oneOf": [location, {"type": "null"}]},
        }
    )
    row = _object(
        {
            **dict.fromkeys(("id", "citation", "strength", "paraphrase", "severity"), _TEXT),
            "verified": {"description": "whether the point was seen in the cited source", "type": "boolean"},
            "outcome": {"enum": outcomes},
            "says": {"description": "what falls short, is open, or cannot be decided; else empty", **_TEXT},
            "axes": _object(
                {axis: {"enum": list(_AXIS.values())} for axis in ("presence", "price", "quality")}
            ),
            "clauses": {"type": "array", "items": clause},
            "questions": _TEXTS,
            "note": {"description": "the reading that was chosen", **_TEXT},
        }
    )
    covered = _object(
        {
            **dict.fromkeys(("contract", "title", "file", "applies_to"), _TEXT),
            "sha256": _DIGEST,
            "framework": _object({"id": _TEXT, "version": _TEXT, "title": _TEXT, "sha256": _DIGEST}),
            "scope": {"enum": ["inside", "outside", "unknown", "yardstick"]},
            "requirements": {"type": "array", "items": row},
            "summary": _object({name: {"type": "integer", "minimum": 0} for name in outcomes}),
            "questions": {"description": "on which the scope depends", **_TEXTS},
        }
    )
    whole = _object(
        {
            "schema": {"const": SCHEMA},
            "tool": _object({"name": {"const": "slacheck"}, "version": _TEXT}),
            "today": {"type": "string", "format": "date"},
            "language": {"enum": ["en", "fr", "nl", "de"]},
            "coverage": {"type": "array", "items": covered},
            "unreadable": {"type": "array", "items": _object({"file": _TEXT, "problems": _TEXTS})},
        }
    )
    identity = f"urn:{SCHEMA.replace('.', ':').replace('/', ':')}"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": identity,
        "title": SCHEMA,
        **whole,
    }


def _object(members: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": members, "required": list(members), "additionalProperties": False}
