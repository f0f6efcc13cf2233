"""What a rule may ask about one contract: the contract, its offer, the date of the check, the parameters."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from slacheck.contract.shape import Shape
from slacheck.offer.offer import Offer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from slacheck.contract.model import Clause, Contract
    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.evidence import Route


class Facts:
    """One contract as rules see it. Nothing in it changes."""

    def __init__(self, contract: Contract, taxonomy: Taxonomy, today: date, language: str = "en") -> None:
        self.contract = contract
        self.taxonomy = taxonomy
        self.today = today
        self.language = language
        """The language in which names appear in messages."""
        self.offer = Offer(contract, taxonomy)

    @cached_property
    def places(self) -> Mapping[int, Route]:
        """The route of each part of the contract, by identity; made when a proof is first asked for."""
        return dict(_places(self.contract, ()))

    def locate(self, thing: object) -> Route | None:
        """Where a part of the contract stands; none for what the contract does not contain."""
        if isinstance(thing, Named):
            entry = self.places.get(id(thing.entry))
            return None if entry is None else (*entry, "attributes")
        return self.places.get(id(thing))


_PARTS = (Shape, tuple)


def _places(value: object, route: Route) -> Iterator[tuple[int, Route]]:
    if isinstance(value, Shape):
        yield id(value), route
        for name, part in value.__dict__.items():
            if isinstance(part, _PARTS):
                yield from _places(part, (*route, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _places(item, (*route, index))


class Named:
    """The attributes of one entry, with the entry to which they belong: a place for what it does not state."""

    __slots__ = ("entry",)

    def __init__(self, entry: Clause) -> None:
        self.entry = entry

    def get(self, name: str) -> object:
        """The stated value of an attribute, or none."""
        return self.entry.attributes.get(name)


class Parameters:
    """The named house values of a pack, read in rules as `params.NAME`. Immutable."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = dict(values)

    def get(self, name: str) -> object:
        """The value of a parameter that the pack declares."""
        return self._values[name]
