"""A small taxonomy and a minimal contract, on which tests build what they need."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from slacheck.contract.read import Reading, read_contract
from slacheck.contract.taxonomy import Taxonomy, load
from slacheck.offer.offer import Offer
from slacheck.source.problem import Unreadable
from slacheck.source.yaml import decode, read

if TYPE_CHECKING:
    from slacheck.source.node import Node
    from slacheck.source.problem import Problem

CONDITIONS = """
conditions:
  - {id: always, meaning: every contract}
  - {id: hosted, meaning: the supplier runs it, question: {en: Does the supplier host it?}}
  - {id: multi-user, meaning: several people use it}
"""
TIERS = "groups: [{id: protection, name: {en: Protection}}]"
CLAUSES = """
clauses:
  - id: sso
    tier: baseline
    name: {en: Single sign-on}
    definition: users sign in through the customer's directory
    applies_when: [hosted]
    attributes: {protocols: {type: choices, values: [saml, oidc], better: more}}
  - id: logging
    tier: baseline
    name: {en: Audit logging}
    definition: who did what
    applies_when: [always]
    may_charge_for: Retention beyond a year.
    attributes:
      retention: {type: duration, better: higher}
      share: {type: percent}
      cap: {type: money}
      days: {type: integer}
      size: {type: number}
      since: {type: date}
      place: {type: text}
      places: {type: texts}
      own: {type: boolean, better: true}
      mode: {type: choice, values: [full, sampled], better: [full, sampled]}
  - id: hotline
    tier: baseline
    name: {en: Hotline}
    definition: somebody answers
    applies_when: [hosted, multi-user]
    attributes: {rate: {type: price, charge: true, better: lower, burden: true}}
  - id: availability
    tier: baseline
    name: {en: Availability}
    definition: share of the time in which it works
    applies_when: [hosted]
    target: {type: percent}
  - id: training
    tier: negotiable
    name: {en: Training}
    definition: courses
    applies_when: [always]
"""


def node(text: str, name: str = "contract.yaml") -> Node:
    """The tree of one YAML document."""
    return read(decode(name, text.encode()))


@cache
def taxonomy() -> Taxonomy:
    """The taxonomy of the tests: five clause kinds."""
    return load(node(CONDITIONS), node(TIERS), {"protection": node(CLAUSES)})


def contract(**sections: object) -> dict:
    """A contract's data: what is needed at least, with the sections laid over it."""
    return {
        "apiVersion": "slacheck/v1",
        "kind": "Contract",
        "metadata": {"id": "c", "title": "C", "status": "offered"},
        "parties": {"customer": {"name": "Buyer"}, "supplier": {"name": "Seller"}},
        "service": {"description": "something", "facts": {"hosted": True, "multi-user": True}},
        **sections,
    }


def written(data: dict) -> str:
    """A contract as JSON, which is YAML."""
    return json.dumps(data, indent=1)


def reading(data: dict) -> Reading:
    """A contract, read."""
    return read_contract(node(written(data)), taxonomy())


def refusals(text: str) -> tuple[Problem, ...]:
    """Everything that is wrong with a contract; nothing if it can be read."""
    try:
        read_contract(node(text), taxonomy())
    except Unreadable as error:
        return error.problems
    return ()


def offer(**sections: object) -> Offer:
    """The offer of a contract with these sections."""
    return Offer(reading(contract(**sections)).contract, taxonomy())


def euro(amount: object, per: str = "month") -> dict:
    """A price."""
    return {"amount": amount, "per": per}


def priced(**pricing: object) -> dict:
    """A `pricing` section in euro, with a base price of 100 a month unless it says otherwise."""
    return {"currency": "EUR", "base": euro(100), **pricing}
