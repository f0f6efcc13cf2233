"""The words of slacheck's rules: the fields of a contract, read off its models, and a closed table of functions.

contract                the contract, with the fields of the contract language
taxonomy.clauses        every clause kind
params.NAME             a parameter of the pack
applies(kind)           whether a clause kind applies to the service; unknown while a fact is not stated
entitlement(kind)       what a buyer holds of it, over every purchase: `.status`, `.through_option`, ...
kind("ID")              one clause kind
entries("ID")           the contract's entries of that kind, with typed `.attributes`
levels("ID")            the service levels of that kind
options()               the options of the price list; none where there is no price list
sells(option)           the clause kinds that an option delivers, surplus (`extra`) left out
fact("ID")              a fact of the service; unknown while it is not stated
today()                 the date of the check

and what `functions` lists: words for messages, the arithmetic of service levels, the requirements of a framework.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter, methodcaller
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, cast, get_args, get_origin

from slacheck.contract.model import Clause, Contract
from slacheck.contract.scalar import Target
from slacheck.contract.shape import Absence, Shape
from slacheck.contract.taxonomy import Tier
from slacheck.offer.entitlement import Entitlement, Status
from slacheck.offer.statement import Qualifier
from slacheck.quantity import Duration, Money, Percent
from slacheck.rule.facts import Facts, Named, inner_shape
from slacheck.rule.framework import FRAMEWORK, framework_fields, requirement_fields
from slacheck.rule.framework import FUNCTIONS as OF_FRAMEWORKS
from slacheck.rule.functions import KIND, functions, kind_ids
from slacheck.rule.promise import credit_fields, promise_fields
from slacheck.rule.schema import Environment, Field, ObjectSchema, Presence
from slacheck.rule.types import (
    BOOL,
    DATE,
    DURATION,
    INT,
    MONEY,
    NUMBER,
    PERCENT,
    STRING,
    EnumType,
    ListType,
    ObjectType,
    Type,
)

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from slacheck.contract.model import ServiceLevel
    from slacheck.contract.taxonomy import ClauseKind, Taxonomy

_SCALARS: dict[object, Type] = {
    bool: BOOL, int: INT, str: STRING, Decimal: NUMBER, date: DATE, Duration: DURATION, Money: MONEY, Percent: PERCENT,
}  # fmt: skip
ATTRIBUTE_SCALARS: dict[str, Type] = {
    "boolean": BOOL, "integer": INT, "number": NUMBER, "percent": PERCENT, "duration": DURATION, "date": DATE,
    "money": MONEY, "price": ObjectType("Price"), "text": STRING, "texts": ListType(STRING),
}  # fmt: skip


def environment(taxonomy: Taxonomy, parameters: Mapping[str, Type]) -> Environment:
    """Everything that the rules of a pack with these parameters may name."""
    return Environment(
        objects=Objects(taxonomy, parameters),
        variables={
            "contract": ObjectType("Contract"),
            "taxonomy": ObjectType("taxonomy"),
            "params": ObjectType("params"),
        },
        functions=functions(taxonomy),
        locate=lambda facts, thing: cast("Facts", facts).locate(thing),
    )


def shared_environment(taxonomy: Taxonomy) -> Environment:
    """What the rules may name that all frameworks share: the framework, its requirements, and no parameters."""
    from slacheck.rule.shortfall import FUNCTIONS as OF_SHORTFALLS

    env = environment(taxonomy, {})
    own = {function.name: function for function in (*OF_FRAMEWORKS, *OF_SHORTFALLS)}
    return env._replace(
        variables={**env.variables, "framework": FRAMEWORK}, functions={**env.functions, **own}
    )


class Objects(Mapping[str, ObjectSchema]):
    """The schemas of all things, each made when a rule first names it."""

    def __init__(self, taxonomy: Taxonomy, parameters: Mapping[str, Type]) -> None:
        self._taxonomy = taxonomy
        self._parameters = parameters
        self._made: dict[str, ObjectSchema] = {}
        self._shapes = _shapes_of_contracts()

    def __getitem__(self, name: str) -> ObjectSchema:
        if name not in self._made:
            self._made[name] = ObjectSchema(name, self._fields(name))
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        yield from (*self._shapes, "kind", "entitlement", "taxonomy", "params", "promise", "credit")
        for kind in self._taxonomy.kinds:
            yield from (f"Clause:{kind}", f"attributes:{kind}")

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _fields(self, name: str) -> Mapping[str, Field]:
        general, _, kind_id = name.partition(":")
        if name in self._shapes:
            return shape_fields(self._shapes[name])
        match general:
            case "kind":
                return kind_fields(self._taxonomy)
            case "entitlement":
                return entitlement_fields()
            case "taxonomy":
                return _one_field(
                    "clauses", ListType(KIND), lambda own: tuple(cast("Taxonomy", own).kinds.values())
                )
            case "params":
                return {key: parameter_field(key, type_) for key, type_ in self._parameters.items()}
            case "Clause":
                typed = ObjectType(f"attributes:{kind_id}")
                own = Field(
                    "attributes",
                    typed,
                    Presence.REQUIRED,
                    ("attributes",),
                    cast("Callable[[object], object]", Named),
                )
                return {**shape_fields(Clause), "attributes": own}
            case "framework":
                return framework_fields()
            case "requirement":
                return requirement_fields()
            case "promise":
                return promise_fields()
            case "credit":
                return credit_fields()
            case "attributes":
                return attribute_fields(self._taxonomy.kinds[kind_id])
            case _:
                raise KeyError(name)


@cache
def _shapes_of_contracts() -> Mapping[str, type[Shape]]:
    """The models of the contract language by name."""
    return dict(_shapes(Contract))


def _shapes(shape: type[Shape]) -> Iterator[tuple[str, type[Shape]]]:
    yield shape.__name__, shape
    for info in shape.model_fields.values():
        inner = inner_shape(info.annotation)
        if inner is not None:
            yield from _shapes(inner)


@cache
def shape_fields(shape: type[Shape]) -> Mapping[str, Field]:
    """The fields of a model of the contract language, as rules read them."""
    fields: dict[str, Field] = {}
    for name, info in shape.model_fields.items():
        type_ = _type_of(name, info.annotation)
        if type_ is not None:
            fields[name] = Field(name, type_, _presence(info), (name,), attrgetter(name))
    if "target" in shape.model_fields:
        fields |= target_fields()
    if "provided" in shape.model_fields:
        fields["provided"] = Field("provided", BOOL, Presence.UNSTATED, ("provided",), _provided)
    return fields


def _provided(entry: object) -> bool | None:
    """Whether an entry provides its clause; nothing where its words do not settle it."""
    said = cast("Clause", entry).provided
    return said if isinstance(said, bool) else None


def _type_of(name: str, annotation: Any) -> Type | None:
    """The rule type of a field; none for fields that have functions of their own (`fact`, `entries`)."""
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return ObjectType(annotation.__name__)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return EnumType(name, arguments)
    if origin is tuple:
        element = _type_of(name, arguments[0])
        return ListType(element) if element is not None else None
    if origin in (Union, UnionType):
        real = [part for part in arguments if part is not type(None)]
        return _type_of(name, real[0]) if len(real) == 1 else None
    if hasattr(annotation, "__metadata__"):
        return _type_of(name, annotation.__origin__)
    return None


def _presence(info: FieldInfo) -> Presence:
    if info.is_required() or info.default is not None:
        return Presence.REQUIRED
    absent_means_none = any(isinstance(mark, Absence) for mark in info.metadata)
    return Presence.OPTIONAL if absent_means_none else Presence.UNSTATED


def target_fields() -> dict[str, Field]:
    """The bound of a service level under the name of its unit; the other units are not stated."""

    def bound(unit: str) -> Callable[[object], object]:
        def get(level: object) -> object:
            target: Target | None = cast("ServiceLevel", level).target
            return target.bound if target is not None and target.unit == unit else None

        return get

    units: tuple[tuple[str, Type], ...] = (("percent", PERCENT), ("duration", DURATION), ("number", NUMBER))
    return {
        f"target_{unit}": Field(f"target_{unit}", type_, Presence.UNSTATED, ("target",), bound(unit))
        for unit, type_ in units
    }


def kind_fields(taxonomy: Taxonomy) -> dict[str, Field]:
    """What a rule may read of a clause kind."""

    def field(name: str, type_: Type, get: Callable[[ClauseKind], object]) -> Field:
        return Field(name, type_, Presence.REQUIRED, (), cast("Callable[[object], object]", get))

    tiers = EnumType("tier", tuple(tier.value for tier in Tier))
    fields = (
        field("id", kind_ids(taxonomy), attrgetter("id")),
        field("tier", tiers, lambda kind: kind.tier.value),
        field("group", EnumType("group", tuple(taxonomy.groups)), lambda kind: kind.group),
        field("may_be_charged", BOOL, lambda kind: kind.may_charge_for is not None),
    )
    return {one.name: one for one in fields}


def entitlement_fields() -> dict[str, Field]:
    """What a rule may read of an entitlement; an unknown status reads as unknown."""

    def field(name: str, type_: Type, presence: Presence, get: Callable[[Entitlement], object]) -> Field:
        return Field(name, type_, presence, (), cast("Callable[[object], object]", get))

    stated = tuple(status.value for status in Status if status is not Status.UNKNOWN)
    ways = EnumType("qualifier", tuple(way.value for way in Qualifier))
    always, perhaps = Presence.REQUIRED, Presence.UNSTATED
    fields = (
        field("status", EnumType("status", stated), perhaps, _stated_status),
        field("through_option", BOOL, always, lambda own: _through(own, "option:")),
        field("through_plan", BOOL, always, lambda own: _through(own, "plan:")),
        field("through_clause", BOOL, always, lambda own: _through(own, "clause:")),
        field("through", ListType(STRING), always, lambda own: own.through),
        field(
            "qualifiers",
            ListType(ways),
            always,
            lambda own: tuple(sorted(way.value for way in own.qualifiers)),
        ),
        field("price_fixed", BOOL, perhaps, price_fixed),
        field("settled", BOOL, always, lambda own: own.status is not Status.UNKNOWN),
    )
    return {one.name: one for one in fields}


def look_of(own: Entitlement) -> tuple[object, ...]:
    """What every field above is computed from: entitlements that look alike read alike."""
    return own.status, own.through, own.qualifiers, price_fixed(own)


def _stated_status(own: Entitlement) -> str | None:
    return None if own.status is Status.UNKNOWN else str(own.status)


def _through(own: Entitlement, prefix: str) -> bool:
    return any(item.startswith(prefix) for item in own.through)


def price_fixed(own: Entitlement) -> bool | None:
    """Whether every way to the clause has a figure: free, or an amount; none while it is not stated."""
    charges = [statement.charge for statement in own.statements]
    stated = [charge for charge in charges if charge is not None]
    if own.status is Status.UNPRICED or any(charge.on_request for charge in stated):
        return False
    if (
        own.status in (Status.PAID, Status.OPT_IN)
        and own.surcharge is not None
        and not own.surcharge.unstated
    ):
        return True
    return True if charges and len(stated) == len(charges) else None


def _one_field(name: str, type_: Type, get: Callable[[object], object]) -> dict[str, Field]:
    return {name: Field(name, type_, Presence.REQUIRED, (), get)}


def parameter_field(name: str, type_: Type) -> Field:
    """A parameter of the pack."""
    return Field(name, type_, Presence.REQUIRED, (), methodcaller("get", name))


def attribute_fields(kind: ClauseKind) -> dict[str, Field]:
    """The attributes of a clause kind; what an entry does not state is unknown."""
    return {spec.name: _attribute_field(spec.name, attribute_type(spec.type, spec.name, spec.values))
            for spec in kind.attributes.values()}  # fmt: skip


def _attribute_field(name: str, type_: Type) -> Field:
    return Field(name, type_, Presence.UNSTATED, (name,), methodcaller("get", name))


def attribute_type(type_: str, name: str, values: tuple[str, ...]) -> Type:
    """The rule type of an attribute type of the taxonomy."""
    if type_ == "choice":
        return EnumType(name, values)
    return ListType(EnumType(name, values)) if type_ == "choices" else ATTRIBUTE_SCALARS[type_]
