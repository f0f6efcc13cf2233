"""The JSON Schema of a contract, for editors: from the models, with the clause kinds of the taxonomy filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slacheck.contract.model import Contract
from slacheck.contract.taxonomy import ALWAYS

if TYPE_CHECKING:
    from slacheck.contract.taxonomy import ClauseKind, Taxonomy

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def contract_schema(taxonomy: Taxonomy) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `slacheck/v1` contracts under a taxonomy."""
    from pydantic.json_schema import GenerateJsonSchema

    class Generator(GenerateJsonSchema):
        # The default of `attributes` is an object of our own: it is no JSON, and an editor needs no default.
        ignored_warning_kinds = GenerateJsonSchema.ignored_warning_kinds | {"non-serializable-default"}

    schema = Contract.model_json_schema(schema_generator=Generator)
    definitions = schema["$defs"]
    _describe(schema, definitions)
    kinds = [{"const": kind.id, "description": kind.definition} for kind in taxonomy.kinds.values()]
    definitions["ClauseKind"] = {"oneOf": kinds, "type": "string"}
    for owner in ("Clause", "ServiceLevel", "Delivery"):
        definitions[owner]["properties"]["clause"] = {"$ref": "#/$defs/ClauseKind"}
    _fill_facts(definitions["Service"], taxonomy)
    _fill_attributes(definitions["Clause"], taxonomy)
    _admit_short_forms(definitions)
    return {"$schema": DIALECT, "$id": "https://slacheck.example/schema/contract-v1.json", **schema}


def _describe(schema: dict[str, Any], definitions: dict[str, Any]) -> None:
    """Give each field the docstring below it as its description, for an editor to show."""
    import ast
    import inspect

    from slacheck.contract import model, price

    for node in (part for module in (price, model) for part in ast.parse(inspect.getsource(module)).body):
        owner = schema if isinstance(node, ast.ClassDef) and node.name == "Contract" else None
        if isinstance(node, ast.ClassDef) and owner is None:
            owner = definitions.get(node.name)
        if isinstance(node, ast.ClassDef) and owner is not None:
            for field, text in zip(node.body, node.body[1:], strict=False):
                if (
                    isinstance(field, ast.AnnAssign)
                    and isinstance(text, ast.Expr)
                    and isinstance(field.target, ast.Name)
                ):
                    said = ast.literal_eval(text.value)
                    owner["properties"][field.target.id.rstrip("_")].setdefault("description", said)


def _fill_facts(service: dict[str, Any], taxonomy: Taxonomy) -> None:
    service["properties"]["facts"] = {
        "type": "object",
        "properties": {
            condition.id: {"type": "boolean", "description": condition.meaning}
            for condition in taxonomy.conditions.values()
            if condition.id != ALWAYS
        },
        "additionalProperties": False,
    }


def _fill_attributes(clause: dict[str, Any], taxonomy: Taxonomy) -> None:
    """Each kind admits its own attributes, of their types."""
    clause["properties"]["attributes"] = {"type": "object"}
    clause["allOf"] = [
        {
            "if": {"properties": {"clause": {"const": kind.id}}, "required": ["clause"]},
            "then": {"properties": {"attributes": _attributes(kind)}},
        }
        for kind in taxonomy.kinds.values()
    ]


def _attributes(kind: ClauseKind) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {spec.name: spec.schema() for spec in kind.attributes.values()},
        "additionalProperties": False,
    }


def _admit_short_forms(definitions: dict[str, Any]) -> None:
    """A delivery may be the bare clause kind, a price the words `on-request`."""
    definitions["Delivery"] = {"anyOf": [{"$ref": "#/$defs/ClauseKind"}, definitions["Delivery"]]}
    for owner, forms in _PRICE_FORMS.items():
        price = definitions[owner]
        del price["properties"]["on_request"]
        for name in {name for form in forms for name in form}:
            price["properties"][name] = _without_null(price["properties"][name])
        price |= (
            {"required": forms[0]} if len(forms) == 1 else {"oneOf": [{"required": form} for form in forms]}
        )
        definitions[owner] = {"anyOf": [{"const": "on-request"}, price]}


_PRICE_FORMS = {
    "Price": [["amount", "per"]],
    "ListPrice": [["amount", "per"], ["percent", "of"], ["tiers", "tiering", "per"]],
}
"""What a price needs, in each of the forms that it may have."""


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    choices = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
    return choices[0] if len(choices) == 1 else {"anyOf": choices}
