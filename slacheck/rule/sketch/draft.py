"""From the values of places to a contract: as plain data, which is written, and as the model that rules read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slacheck.contract.attribute import Attributes
from slacheck.contract.model import (
    Clause,
    Contract,
    Document,
    Law,
    Metadata,
    Parties,
    Pricing,
    Service,
    ServiceLevel,
    SilenceTerm,
    Term,
)
from slacheck.contract.read import API_VERSION, KIND

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from slacheck.contract.shape import Shape
    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.evidence import Route

Stated = tuple["Route", Any]
"""A place and the plain value that stands there."""

OPEN = "[to be agreed]"
"""A text that the parties settle; the square brackets are those of the proposed wording."""
CUSTOMER, SUPPLIER = "[customer]", "[supplier]"
CURRENCY = "EUR"
_SECTIONS: Mapping[str, type[Shape]] = {
    "metadata": Metadata, "parties": Parties, "service": Service, "term": Term, "law": Law, "silence": SilenceTerm,
    "pricing": Pricing,
}  # fmt: skip
_LISTS: Mapping[str, type[Shape]] = {"documents": Document, "clauses": Clause, "service_levels": ServiceLevel}


def _given() -> dict[str, Any]:
    """What every contract has, whatever the rules ask."""
    return {
        "metadata": {"id": "template", "title": OPEN, "status": "draft"},
        "parties": {"customer": {"name": CUSTOMER}, "supplier": {"name": SUPPLIER}},
        "service": {"description": OPEN, "facts": {}},
    }


def data(stated: Iterable[Stated]) -> dict[str, Any]:
    """The contract as plain data, its lists in the order in which their entries come."""
    found = _given()
    for route, value in stated:
        _put(found, route, value)
    for name in _LISTS:
        if name in found:
            found[name] = list(found[name].values())
    if "pricing" in found:
        found["pricing"] = {"currency": CURRENCY, **found["pricing"]}
        if "options" in found["pricing"]:
            found["pricing"]["options"] = list(found["pricing"]["options"].values())
    for party in found["parties"].values():
        if "contact" in party:
            party["contact"] = {"name": OPEN, **party["contact"]}
    return found


def _put(found: dict[Any, Any], route: Route, value: object) -> None:
    """State a value at a route; the things around it come into being with what names them."""
    at = found
    for depth, key in enumerate(route[:-1]):
        at = at.setdefault(key, _born(route[: depth + 1]))
    born = _born(route)
    if born:
        at.setdefault(route[-1], born)
    else:
        at[route[-1]] = value


def _born(route: Route) -> dict[str, Any]:
    match route:
        case ("clauses", kind):
            return {"clause": kind}
        case ("service_levels", kind):
            return {"id": kind, "clause": kind}
        case ("documents", _):
            return {"id": "agreement", "title": OPEN}
        case ("pricing", "options", _):
            return {"id": "option", "name": OPEN}
        case _:
            return {}


class Drafts:
    """Makes contracts; each part is validated once and kept, since a search asks for the same parts again."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._parts: dict[tuple[object, ...], Any] = {}
        self._empty = self.part_of("metadata", _given()["metadata"])

    def contract(self, stated: Iterable[Stated], marks: Iterable[object]) -> Contract:
        """The contract; `marks` are hashable names of the values, in the same order."""
        units: dict[Route, list[Stated]] = {}
        names: dict[Route, list[object]] = {}
        for (route, value), mark in zip(stated, marks, strict=True):
            unit = route[:2] if route[0] in _LISTS else route[:1]
            units.setdefault(unit, []).append((route, value))
            names.setdefault(unit, []).append((route, mark))
        return self.whole(
            {unit: self._part(unit, tuple(names[unit]), members) for unit, members in units.items()}
        )

    def whole(self, parts: Mapping[Route, object]) -> Contract:
        """A contract of validated parts."""
        sections: dict[str, Any] = {"metadata": self._empty}
        for unit, part in parts.items():
            if unit[0] in _LISTS:
                sections.setdefault(str(unit[0]), []).append(part)
            else:
                sections[str(unit[0])] = part
        for name in _LISTS:
            if name in sections:
                sections[name] = tuple(sections[name])
        for name in ("parties", "service"):
            if name not in sections:
                sections[name] = self._part((name,), ((name,),), [])
        return Contract.model_construct(apiVersion=API_VERSION, kind=KIND, **sections)

    def _part(self, unit: Route, name: Any, members: list[Stated]) -> object:
        key = (unit, name)
        if key not in self._parts:
            found = data(members)[str(unit[0])]
            self._parts[key] = tuple(found) if unit == ("precedence",) else self.part_of(str(unit[0]), found)
        return self._parts[key]

    def part_of(self, section: str, found: Any) -> Any:
        """A section, or the single entry of a list, read as a contract's would be; raises a pydantic error."""
        if section not in _LISTS:
            return _SECTIONS[section].model_validate(found)
        (entry,) = found
        if section == "clauses" and "attributes" in entry:
            specs = self._taxonomy.kinds[entry["clause"]].attributes
            typed = {name: specs[name].parse(value) for name, value in entry["attributes"].items()}
            entry = {**entry, "attributes": Attributes(typed)}
        return _LISTS[section].model_validate(entry)
