"""The JSON Schema that editors use: valid, and of one mind with the reader."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from slacheck.contract.read import read_contract
from slacheck.contract.schema import contract_schema
from slacheck.source.problem import Unreadable
from slacheck.source.yaml import decode, read
from tests.oracle.ground import contract, euro, node, taxonomy, written
from tests.rules.support import taxonomy as shipped

jsonschema = pytest.importorskip("jsonschema", reason="the schema is checked with jsonschema")


@pytest.fixture(scope="module")
def validator():
    schema = contract_schema(taxonomy())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def plain(value):
    """YAML data as JSON data; the schema only looks at the kind of a number."""
    return json.loads(json.dumps(value, default=lambda it: float(it) if isinstance(it, Decimal) else str(it)))


def test_every_sample_contract_obeys_the_schema_of_the_shipped_taxonomy(checkout):
    schema = json.loads(json.dumps(contract_schema(shipped())))
    jsonschema.Draft202012Validator.check_schema(schema)
    against = jsonschema.Draft202012Validator(schema)
    paths = sorted((checkout / "contracts").rglob("*.yaml"))
    assert len(paths) >= 10
    for path in paths:
        value = plain(read(decode(path.name, path.read_bytes())).value)
        errors = [f"{path.name}: {error.json_path}: {error.message}" for error in against.iter_errors(value)]
        assert errors == []


def test_the_starter_contracts_obey_it_too(checkout):
    against = jsonschema.Draft202012Validator(contract_schema(shipped()))
    for path in sorted((checkout / "rules" / "starter").glob("*.yaml")):
        value = plain(read(decode(path.name, path.read_bytes())).value)
        assert [error.message for error in against.iter_errors(value)] == []


OPTION = {"id": "a"}
GOOD = {
    "the least": {},
    "a bare delivery": {"pricing": {"currency": "EUR", "options": [{**OPTION, "delivers": ["sso"]}]}},
    "a delivery in full": {
        "pricing": {"currency": "EUR", "options": [
            {**OPTION, "delivers": [{"clause": "logging", "extra": True, "limits": [{"metric": "users", "max": 3}]}]},
        ]},
    },
    "a price on request": {"pricing": {"currency": "EUR", "base": "on-request"}},
    "a price": {"pricing": {"currency": "EUR", "base": euro(12)}},
    "attributes": {"clauses": [{"clause": "logging", "attributes": {
        "retention": "P1Y", "share": "5 %", "cap": {"amount": 1, "currency": "EUR"}, "days": 3, "own": False,
        "mode": "full", "places": ["a"], "since": "2026-01-31", "place": "here",
    }}]},
    "a charge": {"clauses": [{"clause": "hotline", "attributes": {"rate": euro(1, "minute")}}]},
    "unclear": {"clauses": [{"clause": "sso", "provided": "unclear"}]},
    "a service level": {"service_levels": [{"id": "a", "clause": "availability", "target": ">= 99.9 %"}]},
    "a term": {"term": {"start": "2026-01-01", "initial": "P3Y", "renewal": {"automatic": True, "notice": "P3M"}}},
    "facts": {"service": {"description": "x", "facts": {"hosted": True}, "quantities": {"users": 3}}},
    "silence": {"silence": {"means": "refused", "ref": "Art. 1"}},
}  # fmt: skip
BAD = {
    "an unknown section": {"zzz": 1},
    "an unknown key": {"term": {"intial": "P1Y"}},
    "an unknown kind": {"clauses": [{"clause": "nothing"}]},
    "an unknown kind, delivered": {"pricing": {"currency": "EUR", "options": [{**OPTION, "delivers": ["nothing"]}]}},
    "an unknown attribute": {"clauses": [{"clause": "sso", "attributes": {"retention": "P1Y"}}]},
    "a choice that is not offered": {"clauses": [{"clause": "logging", "attributes": {"mode": "half"}}]},
    "a percentage as a number": {"clauses": [{"clause": "logging", "attributes": {"share": 5}}]},
    "an unknown fact": {"service": {"description": "x", "facts": {"hostd": True}}},
    "always as a fact": {"service": {"description": "x", "facts": {"always": True}}},
    "a fact in words": {"service": {"description": "x", "facts": {"hosted": "yes"}}},
    "a price without a unit": {"pricing": {"currency": "EUR", "base": {"amount": 3}}},
    "a price of nothing": {"pricing": {"currency": "EUR", "base": {"amount": None, "per": "month"}}},
    "a negative price": {"pricing": {"currency": "EUR", "base": euro(-1)}},
    "a price in words": {"pricing": {"currency": "EUR", "base": "on request"}},
    "a unit that does not exist": {"pricing": {"currency": "EUR", "base": euro(1, "fortnight")}},
    "the key on_request": {"pricing": {"currency": "EUR", "base": {"on_request": True}}},
    "a currency in small letters": {"pricing": {"currency": "eur"}},
    "a pricing without a currency": {"pricing": {"options": []}},
    "an option without an id": {"pricing": {"currency": "EUR", "options": [{"name": "A"}]}},
    "an id with a space": {"pricing": {"currency": "EUR", "options": [{"id": "a b"}]}},
    "a term in words": {"term": {"initial": "three years"}},
    "perhaps provided": {"clauses": [{"clause": "sso", "provided": "perhaps"}]},
    "a target in words": {"service_levels": [{"id": "a", "clause": "availability", "target": "high"}]},
    "another version": {"apiVersion": "slacheck/v2"},
    "another kind": {"kind": "RulePack"},
    "a status that does not exist": {"metadata": {"id": "c", "title": "C", "status": "signed"}},
    "negative users": {"service": {"description": "x", "quantities": {"users": -1}}},
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_the_schema_accepts_what_the_reader_accepts(validator, name):
    data = contract(**GOOD[name])
    assert read_contract(node(written(data)), taxonomy()).contract
    assert [error.message for error in validator.iter_errors(data)] == []


@pytest.mark.parametrize("name", BAD)
def test_the_schema_refuses_what_the_reader_refuses(validator, name):
    data = contract(**BAD[name])
    with pytest.raises(Unreadable):
        read_contract(node(written(data)), taxonomy())
    assert not validator.is_valid(data)


def test_editors_are_told_what_a_field_means(validator):
    """The words below a field in the model, and the definitions of the taxonomy."""
    schema = validator.schema
    assert "who did what" in json.dumps(schema["$defs"]["ClauseKind"])
    assert schema["$defs"]["Renewal"]["properties"].keys() >= {"automatic", "notice"}
    assert schema["$defs"]["Metadata"]["properties"]["id"]["description"]


def test_null_for_a_section_is_treated_alike(validator):
    """`law:` with nothing behind it."""
    for section in ("law", "term", "pricing", "clauses", "documents"):
        data = contract(**{section: None})
        try:
            read_contract(node(written(data)), taxonomy())
            readable = True
        except Unreadable:
            readable = False
        assert validator.is_valid(data) is readable, section
