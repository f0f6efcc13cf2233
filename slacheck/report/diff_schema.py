"""The shapes of `slacheck.diff/v1` and `slacheck.compare/v1` as JSON Schemas: no member that they do not name."""

from __future__ import annotations

from typing import Any, TypeAlias

from slacheck.audit.change import Topic
from slacheck.audit.worth import Verdict, Why
from slacheck.contract.taxonomy import Tier
from slacheck.offer.entitlement import Status
from slacheck.report.diff_json import SCHEMA

Schema: TypeAlias = "dict[str, Any]"

TEXT: Schema = {"type": "string"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
TEXTS: Schema = {"type": "array", "items": TEXT}
COUNT: Schema = {"type": "integer", "minimum": 0}
LINE: Schema = {"type": "integer", "minimum": 1}
DIGEST: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
NULL: Schema = {"type": "null"}
APPLIES: Schema = {"description": "null while a fact is not stated", "type": ["boolean", "null"]}
STATUS: Schema = {"enum": [status.value for status in Status]}
TIER: Schema = {"enum": [tier.value for tier in Tier]}


def diff_schema() -> Schema:
    """The schema of a diff as a new document."""
    changes = {"type": "array", "items": {"$ref": "#/$defs/change"}}
    return document(
        SCHEMA,
        "what changed in meaning between two versions of a contract",
        {
            "schema": {"const": SCHEMA},
            "tool": tool(),
            "language": TEXT,
            "old": {"$ref": "#/$defs/version"},
            "new": {"$ref": "#/$defs/version"},
            "changes": {"description": "worse first", **changes},
            "reworded": {"description": "only with `--all`", **changes},
            "summary": closed(
                "how many of each", dict.fromkeys(("worse", "incomparable", "better", "reworded"), COUNT)
            ),
        },
        {"version": _version(), "change": _change(), "standing": _standing()},
    )


def _version() -> Schema:
    baseline = {
        "purchase": maybe("purchase"),
        "whole": {"type": "boolean"},
        "missing": {"description": "not to be had in full, or not settled", **TEXTS},
    }
    return closed(
        "one version",
        {
            **dict.fromkeys(("contract", "title", "file", "status"), TEXT),
            "sha256": DIGEST,
            "currency": MAYBE_TEXT,
            "months": {"description": "of the initial term", "type": ["integer", "null"]},
            "cheapest": {"$ref": "#/$defs/purchase"},
            "baseline": closed("the cheapest purchase that holds what can be held of it", baseline),
        },
    )


def _change() -> Schema:
    said = {"oneOf": [TEXT, {"$ref": "#/$defs/price"}, NULL]}
    return closed(
        "one difference",
        {
            "verdict": {"enum": [one.value for one in Verdict]},
            "why": {"enum": [one.value for one in Why]},
            "topic": {"enum": [one.value for one in Topic]},
            "subject": {"description": "`clause:KIND`, `option:ID`, `service_level:ID`, ...", **TEXT},
            "name": TEXT,
            "tier": {"oneOf": [TIER, NULL]},
            "what": {"description": "`status`, an attribute, a field, `added` or `removed`", **TEXT},
            "before": {"description": "null: not stated", **said},
            "after": {"description": "null: not stated", **said},
            "difference": maybe("price"),
            "held_before": maybe("standing"),
            "held_after": maybe("standing"),
            "old": {"$ref": "#/$defs/location"},
            "new": {"$ref": "#/$defs/location"},
        },
    )


def _standing() -> Schema:
    return closed(
        "what a buyer holds of a clause",
        {
            "status": STATUS,
            "applies": APPLIES,
            "through": TEXTS,
            "surcharge": maybe("price"),
            "qualifiers": {"type": "array", "items": {"enum": ["limit", "scope", "time", "fee"]}},
            "reason": MAYBE_TEXT,
        },
    )


def document(name: str, description: str, members: Schema, definitions: Schema) -> Schema:
    """A whole schema, with the definitions that all of them share."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{name.replace('.', ':').replace('/', ':')}",
        "title": name,
        **closed(description, members),
        "$defs": {**definitions, **_shared()},
    }


def _shared() -> Schema:
    amount = {
        "amount": {"description": "exact", "type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2,}$"},
        "currency": TEXT,
        "per": TEXT,
    }
    return {
        "amount": closed("one exact sum", amount),
        "price": closed(
            "the least that it can be",
            {
                "parts": {"type": "array", "items": {"$ref": "#/$defs/amount"}},
                "unstated": {"description": "prices that have no figure", **TEXTS},
            },
        ),
        "purchase": closed(
            "an allowed purchase", {"plan": MAYBE_TEXT, "options": TEXTS, "price": {"$ref": "#/$defs/price"}}
        ),
        "location": closed(
            "a place in a file",
            {
                "file": TEXT,
                **dict.fromkeys(("line", "column", "end_line", "end_column"), LINE),
                "path": {"description": "JSON Pointer", **TEXT},
                "missing": {"description": "the nearest place to what is not there", "type": "boolean"},
            },
        ),
    }


def tool() -> Schema:
    """What wrote it."""
    return closed("what wrote it", {"name": {"const": "slacheck"}, "version": TEXT})


def maybe(name: str) -> Schema:
    """A definition, or null."""
    return {"oneOf": [{"$ref": f"#/$defs/{name}"}, NULL]}


def closed(description: str, members: Schema) -> Schema:
    """An object with these members, all of them required and no other."""
    return {
        "type": "object",
        "description": description,
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }
