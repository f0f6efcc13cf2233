"""The shape of `slacheck.price/v1` as a JSON Schema (draft 2020-12), strict: no member that it does not name."""

from __future__ import annotations

from typing import Any, TypeAlias

from slacheck.report.price_json import SCHEMA

Schema: TypeAlias = "dict[str, Any]"

_TEXT: Schema = {"type": "string"}
_MAYBE_TEXT: Schema = {"type": ["string", "null"]}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_NULL: Schema = {"type": "null"}
_PERCENT: Schema = {"type": ["string", "null"], "pattern": r"^-?[0-9]+\.[0-9]$"}
_FIGURE: Schema = {
    "amount": {"description": "exact", "type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2,}$"},
    "currency": {"description": "null only where the contract names none", "type": ["string", "null"]},
    "per": {"description": "`month`, `year`, `once`, `minute`, `user/month`, ...", "type": "string"},
}
_OPEN: Schema = {
    **dict.fromkeys(("amount", "currency", "per"), _NULL),
    "parts": {
        "description": "sums that are known: the least",
        "type": "array",
        "items": {"$ref": "#/$defs/amount"},
    },
    "at_most": {
        "description": "null where nothing bounds it",
        "oneOf": [{"type": "array", "items": {"$ref": "#/$defs/amount"}}, _NULL],
    },
    "unstated": {"description": "prices that have no one figure", **_TEXTS},
}


def price_schema() -> Schema:
    """The schema as a new document."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('.', ':').replace('/', ':')}",
        "title": SCHEMA,
        **_object(
            "what clauses add to the price of a contract",
            {
                "schema": {"const": SCHEMA},
                "contract": _TEXT,
                "from": _object("the purchase from which is counted", _BOUGHT),
                "with": _object(
                    "the cheapest purchase that holds the clauses",
                    {"clauses": _TEXTS, "partly": _TEXTS, **_BOUGHT},
                ),
                "surcharge": {"oneOf": _surcharges()},
                "over_term": _maybe("price"),
                "months": {"description": "of the initial term", "type": ["integer", "null"], "minimum": 1},
                "purchases": {"description": "allowed by the contract", "type": "integer", "minimum": 0},
                "questions": _TEXTS,
            },
        ),
        "$defs": _definitions(),
    }


def _surcharges() -> list[Schema]:
    """A figure; sums without one; nothing, with the reason."""
    percent = {"percent": {"description": "of the price of `from`, to a tenth", **_PERCENT}}
    reason = {"reason": {"description": "why there is no one figure", **_TEXT}}
    nothing = dict.fromkeys((*_FIGURE, "percent"), _NULL)
    return [
        _object("one exact sum", {**_FIGURE, **percent}),
        _object("sums without one figure", {**_OPEN, **percent, **reason}),
        _object("not known", {**nothing, **reason}),
    ]


def _definitions() -> Schema:
    place = {"file": _TEXT, "line": {"type": "integer", "minimum": 1}, "path": _TEXT}
    line = {
        "item": {"description": "`base`, `plan:ID`, `option:ID` or `clause:KIND`", **_TEXT},
        "price": {"$ref": "#/$defs/price"},
        "how": {"description": "how the contract's figures come to it", **_MAYBE_TEXT},
        "location": _object("where it stands", place),
    }
    return {
        "amount": _object("one exact sum", _FIGURE),
        "price": {"oneOf": [{"$ref": "#/$defs/amount"}, _object("sums without one figure", _OPEN)]},
        "configuration": _object("an allowed purchase", {"plan": _MAYBE_TEXT, "options": _TEXTS}),
        "line": _object("one price", line),
    }


def _maybe(name: str) -> Schema:
    return {"oneOf": [{"$ref": f"#/$defs/{name}"}, _NULL]}


_BOUGHT: Schema = {
    "configuration": _maybe("configuration"),
    "price": _maybe("price"),
    "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}},
}


def _object(description: str, members: Schema) -> Schema:
    """An object with these members, all of them required and no other."""
    return {
        "type": "object",
        "description": description,
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }
