"""A Pricing2Yaml price list as a contract, in the crudest way: each of its features is a clause kind of its own."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from slacheck.contract.read import Reading, read_contract
from slacheck.contract.taxonomy import Taxonomy, load
from tests.oracle.ground import CONDITIONS, TIERS, contract, node, written


class Listed(NamedTuple):
    """A price list, read."""

    data: dict
    kinds: tuple[str, ...]
    """Of the features that are not the same in all plans."""


def listed(source: dict) -> Listed:
    """The contract that a price list offers."""
    features = {name: f"f{number}" for number, name in enumerate(source["features"])}
    plans = {name: f"p{number}" for number, name in enumerate(source.get("plans") or {})}
    options = {name: f"o{number}" for number, name in enumerate(source.get("addOns") or {})}
    defaults = {name: feature.get("defaultValue") for name, feature in source["features"].items()}
    data = contract(
        pricing={
            "currency": "EUR",
            "plans": [
                {
                    "id": plans[name],
                    "price": _price(plan),
                    "delivers": _delivered(defaults | _values(plan), features),
                }
                for name, plan in (source.get("plans") or {}).items()
            ],
            "options": [
                {
                    "id": options[name],
                    "price": _price(option),
                    "delivers": _delivered(_values(option), features),
                    "requires": [options[one] for one in option.get("dependsOn") or ()],
                    "excludes": [options[one] for one in option.get("excludes") or ()],
                    **_offered(option, plans),
                }
                for name, option in (source.get("addOns") or {}).items()
            ],
        }
    )
    return Listed(data, tuple(features.values()))


def _price(said: dict) -> object:
    price = said.get("price", said.get("monthlyPrice"))
    if isinstance(price, bool) or not isinstance(price, int | float):
        return "on-request"
    who = "user/month" if "user" in str(said.get("unit", "")).lower() else "month"
    return {"amount": float(Decimal(str(price))), "per": who}


def _values(said: dict) -> dict:
    found = said.get("features") or {}
    return {name: (one or {}).get("value") for name, one in found.items()}


def _delivered(values: dict, features: dict[str, str]) -> list[str]:
    return [features[name] for name, value in values.items() if value and name in features]


def _offered(option: dict, plans: dict[str, str]) -> dict:
    named = option.get("availableFor")
    return (
        {} if named is None or not plans else {"available_in": [plans[one] for one in named if one in plans]}
    )


def kinds_of(found: Listed) -> Taxonomy:
    """A taxonomy of the features."""
    entries = "".join(
        f"  - {{id: {kind}, tier: baseline, name: {{en: {kind}}}, definition: d, applies_when: [always]}}\n"
        for kind in found.kinds
    )
    return load(node(CONDITIONS), node(TIERS), {"protection": node(f"clauses:\n{entries}")})


def reading_of(found: Listed, taxonomy: Taxonomy) -> Reading:
    """The contract, read."""
    return read_contract(node(written(found.data)), taxonomy)
