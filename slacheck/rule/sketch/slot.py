"""The places of a contract that a sketch may fill: facts, clauses and their attributes, levels, an option, sections.

A place is named by its route in the document, where an entry of a list goes by its clause kind instead of a number:
`("clauses", "audit-rights", "attributes", "notice")`. A clause, a level, an option and a document are there at most
once; that they are there at all is a place of its own, above those inside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.contract.taxonomy import ALWAYS, Tier
from slacheck.rule.types import BOOL, EnumType, ListType, ObjectType
from slacheck.rule.vocabulary import attribute_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from slacheck.contract.attribute import AttributeSpec
    from slacheck.contract.taxonomy import ClauseKind, Taxonomy
    from slacheck.rule.evidence import Route
    from slacheck.rule.schema import ObjectSchema
    from slacheck.rule.types import Type

Pair = tuple[str, str]
"""A kind of thing and one of its fields, as a rule reads it: `("Renewal", "notice")`."""

FACTS: Route = ("service", "facts")
OPTION: Route = ("pricing", "options", 0)
DOCUMENT: Route = ("documents", 0)
THINGS: tuple[Route, ...] = (("clauses", ""), ("service_levels", ""), OPTION, DOCUMENT)
"""Where the things of lists stand."""
PRICES = frozenset({"Price", "ListPrice"})
THERE = ObjectType("there")
"""The type of a place that says whether a thing is there at all."""
TARGET = ObjectType("target")
"""The type of a service level's target, whose unit the clause kind decides."""

# What every contract has, what names a thing, and relations to things of which a sketch has no second.
_GIVEN = frozenset(
    "id name title description apiVersion kind clause note ref text document language proposed delivers "
    "requires excludes available_in only_in depends_on quantity users units sensitive extra".split()
)
_LISTS = frozenset({("Remedy", "schedule"), ("Clause", "limits")})
"""Lists of things that a sketch fills as a whole."""


class Slot(NamedTuple):
    """One place, and what may stand there."""

    route: Route
    type: Type
    pairs: frozenset[Pair]
    """The fields through which a rule reaches it, from the thing in which it stands."""
    own: frozenset[Pair]
    """The fields that are the place itself."""
    there: Route | None = None
    """The place that says whether the thing around it is there at all."""
    spec: AttributeSpec | None = None
    kind: ClauseKind | None = None


class Slots:
    """All places, in the order of the document."""

    def __init__(self, taxonomy: Taxonomy, objects: Mapping[str, ObjectSchema]) -> None:
        self._objects = objects
        self.taxonomy = taxonomy
        self.sold = tuple([kind.id for kind in taxonomy.kinds.values() if kind.tier is Tier.NEGOTIABLE][:1])
        """The kinds that an option may deliver: none that belongs to the base service."""
        self.all = {slot.route: slot for slot in self._every()}
        self.by_pair: dict[Pair, list[Slot]] = {}
        self.under: dict[Pair, list[Slot]] = {}
        for slot in self.all.values():
            for pair in slot.own:
                self.by_pair.setdefault(pair, []).append(slot)
            for pair in slot.pairs:
                self.under.setdefault(pair, []).append(slot)

    def of_kind(self, section: str, kind: str) -> list[Slot]:
        """The places of a clause, or of the level of a kind."""
        return [slot for route, slot in self.all.items() if route[:2] == (section, kind)]

    def _every(self) -> Iterator[Slot]:
        for name in self.taxonomy.conditions:
            if name != ALWAYS:
                yield Slot((*FACTS, name), BOOL, frozenset(), frozenset())
        for section in ("metadata", "parties", "term", "law", "silence"):
            yield from self._within("Contract", (), None, only=section)
        yield from self._thing("Document", DOCUMENT, ("Contract", "documents"))
        precedence = self._objects["Contract"].fields["precedence"].type
        yield self._slot(("precedence",), precedence, "Contract", DOCUMENT)
        for kind in self.taxonomy.kinds.values():
            yield from self._clause(kind)
        for kind in self.taxonomy.kinds.values():
            if kind.target is not None:
                yield from self._level(kind)
        priced = frozenset({("Contract", "pricing")})
        yield from self._within("Pricing", ("pricing",), None, only="base", above=priced)
        yield from self._thing("Option", OPTION, ("Pricing", "options"), priced)
        delivers = self._objects["Option"].fields["delivers"].type
        yield self._slot((*OPTION, "delivers"), delivers, "Option", OPTION)

    def _clause(self, kind: ClauseKind) -> Iterator[Slot]:
        route: Route = ("clauses", kind.id)
        there = Slot(route, THERE, frozenset(), frozenset({("Contract", "clauses")}), kind=kind)
        yield there
        yield Slot(
            (*route, "provided"), BOOL, frozenset(), frozenset({("Clause", "provided")}), route, kind=kind
        )
        for slot in self._within("Clause", route, route):
            if slot.route[-1] != "provided":
                yield slot._replace(kind=kind)
        for spec in kind.attributes.values():
            pair = (f"attributes:{kind.id}", spec.name)
            yield Slot(
                (*route, "attributes", spec.name),
                attribute_type(spec.type, spec.name, spec.values),
                frozenset({pair}),
                frozenset({pair}),
                route,
                spec,
                kind,
            )

    def _level(self, kind: ClauseKind) -> Iterator[Slot]:
        route: Route = ("service_levels", kind.id)
        yield Slot(route, THERE, frozenset(), frozenset({("Contract", "service_levels")}), kind=kind)
        bounds = frozenset({("ServiceLevel", f"target_{unit}") for unit in ("percent", "duration", "number")})
        yield Slot((*route, "target"), TARGET, bounds, bounds, route, kind=kind)
        for slot in self._within("ServiceLevel", route, route):
            yield slot._replace(kind=kind)

    def _thing(
        self, name: str, route: Route, pair: Pair, above: frozenset[Pair] = frozenset()
    ) -> Iterator[Slot]:
        yield Slot(route, THERE, above, frozenset({pair}))
        yield from self._within(name, route, route)

    def _within(
        self,
        name: str,
        route: Route,
        there: Route | None,
        only: str = "",
        above: frozenset[Pair] = frozenset(),
    ) -> Iterator[Slot]:
        """The places inside a thing, as deep as single things stand inside one another."""
        for field in self._objects[name].fields.values():
            if (only and field.name != only) or field.name in _GIVEN or field.key != (field.name,):
                continue
            at, pair = (*route, field.name), (name, field.name)
            match field.type:
                case ObjectType(inner) if inner not in PRICES:
                    yield from self._within(inner, at, there, above=above | {pair})
                case ListType(ObjectType()) if pair not in _LISTS:
                    continue
                case _:
                    yield Slot(at, field.type, above | {pair}, frozenset({pair}), there)

    @staticmethod
    def _slot(route: Route, type_: Type, owner: str, there: Route | None = None) -> Slot:
        pair = frozenset({(owner, str(route[-1]))})
        return Slot(route, type_, pair, pair, there)


def is_enum_list(type_: Type) -> bool:
    """Whether it is a list of words from a closed set."""
    return isinstance(type_, ListType) and isinstance(type_.element, EnumType)
