"""What a rule may ask about one contract: the contract, its offer, the date of the check, the parameters."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from slacheck.contract.shape import Shape
from slacheck.offer.offer import Offer
from slacheck.rule.promise import Credit, Promise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from slacheck.contract.model import Clause, Contract, ServiceLevel
    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.evidence import Route
    from slacheck.rule.schema import Proof


class Facts:
    """One contract as rules see it. Nothing in it changes; what is derived from it is kept."""

    def __init__(self, contract: Contract, taxonomy: Taxonomy, today: date, language: str = "en") -> None:
        self.contract = contract
        self.taxonomy = taxonomy
        self.today = today
        self.language = language
        """The language in which names appear in messages."""
        self.offer = Offer(contract, taxonomy)
        self.proofs: dict[str | tuple[str, ...] | int, Proof] = {}
        """What was proved before: of entitlements by their kind, of applying by the conditions for it, of being inside
        the scope of a framework by its identity, once `scopes` has it."""
        self.promises: dict[str, tuple[Promise, ...]] = {}
        """What is promised, by clause kind, as far as it was asked."""
        self.scopes: dict[int, tuple[object, str]] = {}
        """Whether the contract is inside the scope of a framework, by its identity, as far as it was asked."""

    @cached_property
    def entries(self) -> Mapping[str, tuple[Clause, ...]]:
        """The entries of the contract by clause kind, in its order."""
        return _by_kind(self.contract.clauses)

    @cached_property
    def levels(self) -> Mapping[str, tuple[ServiceLevel, ...]]:
        """The service levels of the contract by clause kind, in its order."""
        return _by_kind(self.contract.service_levels)

    @cached_property
    def places(self) -> Mapping[int, Route]:
        """The route of each part of the contract, by identity; made when a proof is first asked for."""
        return _places(self.contract)

    def locate(self, thing: object) -> Route | None:
        """Where a part of the contract stands; none for what the contract does not contain."""
        if isinstance(thing, Named):
            entry = self.places.get(id(thing.entry))
            return None if entry is None else (*entry, "attributes")
        if isinstance(thing, Promise | Credit):
            return self.places.get(id(thing.place))
        return self.places.get(id(thing))


Kinded = TypeVar("Kinded", bound="Clause | ServiceLevel")


def _by_kind(things: Iterable[Kinded]) -> dict[str, tuple[Kinded, ...]]:
    found: dict[str, tuple[Kinded, ...]] = {}
    for thing in things:
        found[thing.clause] = (*found.get(thing.clause, ()), thing)
    return found


def _places(contract: Contract) -> dict[int, Route]:
    """The route of the contract and of all models in it, by identity."""
    found: dict[int, Route] = {}
    waiting: list[tuple[Shape, Route]] = [(contract, ())]
    for shape, route in waiting:  # the list grows while it is read
        found[id(shape)] = route
        for name in _branches(type(shape)):
            part = getattr(shape, name)
            if isinstance(part, tuple):
                waiting += [(item, (*route, name, index)) for index, item in enumerate(part)]
            elif part is not None:
                waiting.append((part, (*route, name)))
    return found


@cache
def _branches(shape: type[Shape]) -> tuple[str, ...]:
    """The fields of a model that hold models."""
    return tuple(name for name, info in shape.model_fields.items() if inner_shape(info.annotation))


def inner_shape(annotation: Any) -> type[Shape] | None:
    """The model inside the annotation of a field: `tuple[Option, ...]`, `Term | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    return next((found for part in get_args(annotation) if (found := inner_shape(part))), None)


class Named:
    """The attributes of one entry, with the entry to which they belong: a place for what it does not state."""

    __slots__ = ("entry",)

    def __init__(self, entry: Clause) -> None:
        self.entry = entry

    def get(self, name: str) -> object:
        """The stated value of an attribute, or none."""
        return self.entry.attributes.get(name)


class Parameters:
    """The named house values of a pack, read in rules as `params.NAME`; a view of a mapping that nobody changes."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def get(self, name: str) -> object:
        """The value of a parameter that the pack declares."""
        return self._values[name]
