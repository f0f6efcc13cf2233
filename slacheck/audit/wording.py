"""The words that a finding is about, as a digest: whoever accepts a finding accepts these words and no others.

Of a finding on a clause kind they are all entries, service levels, plans and options of the contract that speak of
it; of any other, the one that it stands in. An entry counts as it is written, with its text, attributes, price and all
else. Its place, comments, line breaks and the order of keys do not count. A kind of which nothing is said has the
digest of nothing; so has what is asked and not stated.
"""

from __future__ import annotations

import json
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING

from slacheck.contract.taxonomy import ClauseKind
from slacheck.source.route import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.rule.evidence import Route
    from slacheck.rule.facts import Facts
    from slacheck.rule.judge import Verdict
    from slacheck.source.node import Node, Value


def words_digest(verdict: Verdict, place: Route, root: Node, facts: Facts) -> str:
    """The SHA-256 digest of the words that a verdict is about, in hexadecimal digits."""
    kinds = _kinds(verdict)
    routes = {_entry(route) for kind in kinds for route in _spoken(kind, facts)} if kinds else {_entry(place)}
    return digest(sorted(_said(root, route) for route in routes))


def digest(said: list[str]) -> str:
    """The digest of some texts, in their order."""
    return sha256("\x1f".join(said).encode("utf-8", "surrogatepass")).hexdigest()


def _kinds(verdict: Verdict) -> tuple[ClauseKind, ...]:
    """The clause kinds that a verdict is about."""
    if isinstance(verdict.subject, ClauseKind):
        return (verdict.subject,)
    row = verdict.rule.row
    return () if row is None else (*row.clauses, *row.any_of)


def _spoken(kind: ClauseKind, facts: Facts) -> Iterator[Route]:
    """Where a contract speaks of a kind, and the plans and options by which those places deliver it."""
    pricing = facts.contract.pricing
    items: dict[str, Route] = {}
    if pricing is not None:
        items |= {f"plan:{one.id}": ("pricing", "plans", at) for at, one in enumerate(pricing.plans)}
        items |= {f"option:{one.id}": ("pricing", "options", at) for at, one in enumerate(pricing.options)}
    for statement in facts.offer.statements.get(kind.id, ()):
        yield statement.route
        yield from (items[item] for item in statement.items if item in items)


def _entry(route: Route) -> Route:
    """The way to the entry of a list that holds a place; the place itself where none does."""
    for at, step in enumerate(route):
        if isinstance(step, int):
            return route[: at + 1]
    return route


def _said(root: Node, route: Route) -> str:
    """An entry with the list that it is in, by name; what is missing, and a whole section, says nothing itself."""
    names = [step for step in route if isinstance(step, str)]
    node = find(root, route)
    silent = node is None or (len(route) < 2 and isinstance(node.value, dict | list))
    return json.dumps([names, None if silent or node is None else canonical(node.value)], ensure_ascii=False)


def canonical(value: Value) -> object:
    """A value without what does not change its meaning: the order of keys, and the white space inside a text."""
    match value:
        case dict():
            return {key: canonical(value[key]) for key in sorted(value)}
        case list():
            return [canonical(item) for item in value]
        case Decimal():
            return {"number": str(value)}
        case str():
            return " ".join(value.split())
        case _:
            return value
