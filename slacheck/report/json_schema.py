"""The shape of `slacheck.report/v1` as a JSON Schema (draft 2020-12), strict: no member that it does not name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from slacheck.audit.chart import Held
from slacheck.contract.taxonomy import Tier
from slacheck.offer.entitlement import Status
from slacheck.report.json_v1 import SCHEMA
from slacheck.rule.model import LegalStatus, Outcome, Severity

if TYPE_CHECKING:
    from enum import Enum

Schema: TypeAlias = "dict[str, Any]"

_TEXT: Schema = {"type": "string"}
_MAYBE_TEXT: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_LINE: Schema = {"type": "integer", "minimum": 1}
_DIGEST: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_CURRENCY: Schema = {"type": ["string", "null"], "pattern": "^[A-Z]{3}$"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}


def report_schema() -> Schema:
    """The schema as a new document."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('.', ':').replace('/', ':')}",
        "title": SCHEMA,
        **_object(
            "a gap report: one run of slacheck over some contracts",
            {
                "schema": {"const": SCHEMA},
                "tool": _object("what wrote it", {"name": {"const": "slacheck"}, "version": _TEXT}),
                "today": _said("the date of the check", {"type": "string", "format": "date"}),
                "packs": _array("pack"),
                "contracts": _array("contract"),
                "language": _said("of messages, remedies and questions", _TEXT),
                "taxonomy": _object("the clause kinds that the check rests on", {"sha256": _DIGEST}),
                "unreadable": _array("unreadable"),
                "idle_rules": _said("rules that applied to nothing in the whole run", _TEXTS),
                "summary": _ref("run_summary"),
                "waivers": _said("the file of accepted risks", _maybe("ledger")),
                "baseline": _said("the file of known findings", _maybe("ledger")),
            },
        ),
        "$defs": _definitions(),
    }


def _definitions() -> Schema:
    return {
        "pack": _object("a rule pack", {"id": _TEXT, "version": _TEXT, "sha256": _DIGEST, "title": _TEXT}),
        "contract": _contract(),
        "clause": _clause(),
        "baseline": _baseline(),
        "finding": _finding(),
        "reference": _object(
            "a legal or standard anchor",
            {
                "id": _TEXT,
                "citation": _TEXT,
                "strength": _said("how firmly it stands within its own scope", _TEXT),
                "verified": _said("whether the point was seen in the cited source", {"type": "boolean"}),
            },
        ),
        "question": _object(
            "a question that the supplier can settle",
            {"text": _TEXT, "rules": _TEXTS, "location": _ref("location")},
        ),
        **_chart(),
        **_money(),
        **_places(),
        **_summaries(),
        **_ledgers(),
    }


def _contract() -> Schema:
    return _object(
        "one contract, checked",
        {
            "id": _TEXT,
            "file": _TEXT,
            "sha256": _said("of the bytes of the file", _DIGEST),
            "clauses": _array("clause"),
            "baseline": _ref("baseline"),
            "findings": _said("gravest first", _array("finding")),
            "summary": _ref("summary"),
            "title": _TEXT,
            "status": _TEXT,
            "language": _MAYBE_TEXT,
            "customer": _TEXT,
            "supplier": _TEXT,
            "months": _said("of the initial term", {"type": ["integer", "null"], "minimum": 1}),
            "currency": _CURRENCY,
            "questions": _said("each once, with the rules that wait for its answer", _array("question")),
            "chart": _said(
                "what each plan holds of the baseline; null where there is no choice", _maybe("chart")
            ),
            "fixed": _said("known findings that are found no longer", _array("recorded")),
        },
    )


def _chart() -> Schema:
    return {
        "chart": _object(
            "plans, cheapest first, against the baseline clauses that the contract names",
            {
                "plans": _array("chart_plan"),
                "clauses": _array("chart_clause"),
                "total": _said("baseline clauses that apply or may apply", _COUNT),
            },
        ),
        "chart_plan": _object(
            "a plan, or the base service",
            {
                "name": _TEXT,
                "alone": _said("the cheapest purchase with it", _ref("chart_point")),
                "with_options": _said("with all that adds clauses", _ref("chart_point")),
            },
        ),
        "chart_point": _object(
            "a purchase and its coverage",
            {"purchase": _ref("purchase"), "clauses": _said("held in full", _COUNT)},
        ),
        "chart_clause": _object(
            "how a buyer of each plan holds a clause, in the order of the plans",
            {"clause": _TEXT, "held": {"type": "array", "items": _enum(Held)}},
        ),
    }


def _clause() -> Schema:
    return _object(
        "what a buyer holds of a clause kind, over every purchase that the contract allows",
        {
            "clause": _TEXT,
            "tier": _enum(Tier),
            "applies": _said("null where the contract does not settle it", {"type": ["boolean", "null"]}),
            "status": _enum(Status),
            "through": _said("`option:ID`, `plan:ID` or `clause:KIND` that delivers it", _TEXTS),
            "surcharge": _maybe("cost"),
            "witness_without": _maybe("configuration"),
            "witness_with": _maybe("configuration"),
            "name": _TEXT,
            "reason": _said("why the status is unknown", _MAYBE_TEXT),
            "surcharge_over_term": _maybe("cost"),
        },
    )


def _baseline() -> Schema:
    return _object(
        "what it costs to hold every applicable clause of the baseline",
        {
            "cheapest": _ref("purchase"),
            "cheapest_compliant": _maybe("purchase"),
            "surcharge": _maybe("cost"),
            "surcharge_over_term": _maybe("cost"),
            "closest": _said("the cheapest purchase that holds all that can be held", _maybe("purchase")),
            "lacking": _said("clauses that no purchase holds in full", _TEXTS),
            "unsettled": _said("clauses that the contract does not settle", _TEXTS),
            "closest_adds": _said("what the closest purchase adds to the cheapest", _maybe("cost")),
        },
    )


def _finding() -> Schema:
    return _object(
        "what one rule found on one subject",
        {
            "rule": _TEXT,
            "pack": _TEXT,
            "clause": _said("the clause kind that it is about, if it is about one", _MAYBE_TEXT),
            "outcome": _enum(Outcome),
            "severity": _enum(Severity),
            "legal_status": _enum(LegalStatus),
            "message": _TEXT,
            "remedy": _TEXT,
            "references": _array("reference"),
            "fingerprint": _said("the same after an edit elsewhere; it holds no line number", _TEXT),
            "missing_facts": _said("JSON Pointers (RFC 6901) of facts that would settle it", _TEXTS),
            "waiver": _said("who accepted it; then it does not count", _maybe("waiver")),
            "location": _ref("location"),
            "evidence": {"type": "array", "items": _place("what was read", {"path": _TEXT, "says": _TEXT})},
            "subject": _said("the clause kind, the id of an option, ... or `contract`", _TEXT),
            "why": _said("why the rule exists", _TEXT),
            "wording": _said("words that may replace those of the contract, in its language", _MAYBE_TEXT),
            "error": _said("why the rule broke, when it did", _MAYBE_TEXT),
            "proposed": _said("it rests only on entries that a name match proposed", {"type": "boolean"}),
            "baseline": _said("null in a run without a baseline", _maybe("past")),
        },
    )


def _ledgers() -> Schema:
    since: Schema = {"type": "string", "format": "date"}
    return {
        "waiver": _object(
            "an accepted risk",
            {
                "rule": _TEXT,
                "approver": _TEXT,
                "reason": _TEXT,
                "ticket": _said("where it was decided", _MAYBE_TEXT),
                "expires": _said("the last day on which it holds", since),
                "date": _said("the first", since),
            },
        ),
        "past": _object(
            "what the baseline says of a finding",
            {
                "state": _said("a known one does not count", {"enum": ["new", "known"]}),
                "since": _said("the first day on which it was seen", {**since, "type": ["string", "null"]}),
                "was": _said("what it was before it became graver", _MAYBE_TEXT),
            },
        ),
        "recorded": _object(
            "a finding of the baseline",
            {
                "rule": _TEXT,
                "subject": _TEXT,
                "fingerprint": _TEXT,
                "outcome": _enum(Outcome),
                "severity": _enum(Severity),
                "since": since,
            },
        ),
        "ledger": _object(
            "a file that decides which findings count",
            {
                "file": _TEXT,
                "sha256": _DIGEST,
                "elsewhere": _said("entries about what this run did not check", _COUNT),
            },
        ),
    }


def _money() -> Schema:
    figure: Schema = {"amount": _said("exact", {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2,}$"})}
    unknown: Schema = {name: {"type": "null"} for name in ("amount", "currency", "per")}
    per = _said("`month`, `year`, `once`, `minute`, `user/month`, ...", _TEXT)
    price: Schema = {
        **figure,
        "currency": _said("null only where the contract names none", _CURRENCY),
        "per": per,
    }
    return {
        "price": _object("one exact sum", price),
        "cost": {
            "oneOf": [
                _ref("price"),
                _object(
                    "sums for different things, or a sum to which prices come that nobody states",
                    {
                        **unknown,
                        "parts": _array("price"),
                        "unstated": _said("whose price is not stated", _TEXTS),
                    },
                ),
            ]
        },
        "configuration": _object("an allowed purchase", {"plan": _MAYBE_TEXT, "options": _TEXTS}),
        "purchase": _object(
            "an allowed purchase and its price",
            {"plan": _MAYBE_TEXT, "options": _TEXTS, "price": _ref("cost")},
        ),
    }


def _places() -> Schema:
    return {
        "place": _place("where words stand; lines and columns count from 1, columns in code points", {}),
        "location": _place("where words stand, and the JSON Pointer to them", {"path": _TEXT}),
        "unreadable": _object("a file that was not checked", {"file": _TEXT, "problems": _array("problem")}),
        "problem": _object(
            "one thing wrong with a file",
            {
                "message": _TEXT,
                "help": _MAYBE_TEXT,
                "location": _maybe("place"),
                "related": {
                    "type": "array",
                    "items": _object(
                        "a place that explains it", {"message": _TEXT, "location": _ref("place")}
                    ),
                },
            },
        ),
    }


def _summaries() -> Schema:
    names = ("pass", "gap", "unknown", "not_applicable", "broken", "waived", "known")
    outcomes: Schema = dict.fromkeys(names, _COUNT)
    return {
        "summary": _object("how many outcomes of each kind; each is counted once", outcomes),
        "run_summary": _object(
            "the same for the whole run", {"contracts": _COUNT, "unreadable": _COUNT, **outcomes}
        ),
    }


def _place(description: str, members: Schema) -> Schema:
    lines: Schema = dict.fromkeys(("line", "column", "end_line", "end_column"), _LINE)
    return _object(description, {"file": _TEXT, **lines, **members})


def _object(description: str, members: Schema) -> Schema:
    """An object with these members, all of them required and no other."""
    return {
        "type": "object",
        "description": description,
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }


def _enum(values: type[Enum]) -> Schema:
    return {"enum": [one.value for one in values]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _maybe(name: str) -> Schema:
    return {"oneOf": [_ref(name), {"type": "null"}]}


def _array(name: str) -> Schema:
    return {"type": "array", "items": _ref(name)}


def _said(description: str, schema: Schema) -> Schema:
    return {"description": description, **schema}
