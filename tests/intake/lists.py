"""Small price lists of one's own, and a mapper of ten lines that knows three words."""

from __future__ import annotations

import json
from typing import NamedTuple

from slacheck.contract.read import Reading, read_contract
from slacheck.intake.decision import Decisions, Sold
from slacheck.intake.importers import Imported, import_contract
from slacheck.source.node import Node
from slacheck.source.yaml import decode, read
from tests.oracle.ground import taxonomy

FILE = "acme/2024.yml"


class Guess(NamedTuple):
    """A proposal, as the mapper makes it."""

    clause: str
    extra: bool
    confidence: float
    because: str


class Words:
    """Proposes by one word of a name."""

    def propose(self, name: str, description: str = "") -> tuple[Guess, ...]:
        """What the name says; `maybe` makes it unsure, `own` sells only the surplus."""
        name = name.lower()
        sure = 0.2 if "maybe" in name else 0.9
        return tuple(
            Guess(kind, "own" in name, sure, word)
            for word, kind in (("saml", "sso"), ("audit", "logging"), ("phone", "hotline"))
            if word in name
        )


def yes(default: object = True, **more: object) -> dict:
    """A feature that is there or not."""
    return {"valueType": "BOOLEAN", "defaultValue": default, "type": "DOMAIN", **more}


def amount(default: object, **more: object) -> dict:
    """A usage limit."""
    return {"valueType": "NUMERIC", "defaultValue": default, "type": "NON_RENEWABLE", **more}


def sells(price: object = 10, unit: str | None = "user/month", **more: object) -> dict:
    """A plan or an add-on."""
    features = {name: {"value": value} for name, value in more.pop("has", {}).items()}
    limits = {name: {"value": value} for name, value in more.pop("limits", {}).items()}
    stated = {
        "price": price,
        "unit": unit,
        "features": features or None,
        "usageLimits": limits or None,
        **more,
    }
    return {key: value for key, value in stated.items() if value is not None}


def price_list(**sections: object) -> str:
    """A price list as YAML that is JSON, one section a line; a section that is None is left out."""
    stated = {
        "saasName": "Acme", "syntaxVersion": "2.1", "version": "2024-06-08", "createdAt": "2024-06-08",
        "currency": "EUR", "features": {"samlLogin": yes(False)}, "plans": {"FREE": sells(0)}, **sections,
    }  # fmt: skip
    lines = [
        f'"{key}": {json.dumps(value, ensure_ascii=False)}'
        for key, value in stated.items()
        if value is not None
    ]
    return "\n".join(lines) + "\n"


def node(text: str, name: str = FILE) -> Node:
    """A document, read."""
    return read(decode(name, text.encode()))


def imported(
    text: str = "", confirmed: dict[str, tuple[Sold, ...]] | None = None, **sections: object
) -> Imported:
    """What the import makes of a price list."""
    decisions = Decisions(taxonomy(), Words(), confirmed)
    return import_contract("pricing2yaml", node(text or price_list(**sections)), decisions)


def contract_of(found: Imported) -> Reading:
    """The contract, read back."""
    return read_contract(node(found.text, "contract.yaml"), taxonomy())


def delivered(found: Imported) -> dict[str, list[str]]:
    """The clause kinds that each plan and option delivers, with the base service as `base`."""
    contract = contract_of(found).contract
    assert contract.pricing is not None
    parts = {"base": [one.clause for one in contract.clauses if one.provided is True]}
    for item in (*contract.pricing.plans, *contract.pricing.options):
        parts[item.id] = [f"{one.clause}{'~' if one.extra else ''}" for one in item.delivers]
    return {name: kinds for name, kinds in parts.items() if kinds}


def notes(found: Imported) -> str:
    """Everything that the contract does not carry, as text."""
    return "\n".join(found.leftovers())
