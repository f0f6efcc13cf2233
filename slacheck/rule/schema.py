"""What the rule language is told about its subject: things, their fields, functions, variables.

The language itself knows nothing of contracts; an `Environment` describes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import NamedTuple

from slacheck.rule.evidence import Evidence, Missing, Route
from slacheck.rule.expr import Expr
from slacheck.rule.types import Type

Proof = tuple[tuple[Evidence, ...], tuple[Missing, ...]]


class Presence(Enum):
    """What it means that a field is not there."""

    REQUIRED = "required"
    """It is always there."""
    UNSTATED = "unstated"
    """The document does not say: reading the field gives unknown, and the fact is reported as missing."""
    OPTIONAL = "optional"
    """Absence means something: reading the field without a `has(...)` guard is an error of the rule."""


class Field(NamedTuple):
    """A field of a thing: `get` takes the thing and returns a value, or `None` when there is none.

    `key` is the way from the thing to the field in the document, empty if the field is computed;
    `says` words a value as evidence.
    """

    name: str
    type: Type
    presence: Presence
    key: Route
    get: Callable[[object], object]
    says: Callable[[object], str] | None = None


class ObjectSchema(NamedTuple):
    name: str
    fields: Mapping[str, Field]


class Function(NamedTuple):
    """A function of the domain: `call(facts, *arguments)` returns a value or UNKNOWN.

    It is not called when an argument is unknown: the result is unknown then. `result` may depend on the
    arguments as they are written. A `static` function reads no facts, only its arguments.
    """

    name: str
    params: tuple[Type, ...]
    result: Type | Callable[[tuple[Expr, ...]], Type]
    call: Callable[..., object]
    evidence: Callable[..., Proof] | None = None
    static: bool = False


class Environment(NamedTuple):
    """Everything that a rule may name.

    `variables` come first among the bindings of an evaluation, in the order of the mapping. `locate` finds
    a thing in the document. `dynamic` admits `dyn(...)` and lists of mixed elements, whose mistakes show
    only when a rule runs: the conformance cases of CEL need them, rule packs do not.
    """

    objects: Mapping[str, ObjectSchema]
    variables: Mapping[str, Type]
    functions: Mapping[str, Function]
    locate: Callable[[object, object], Route | None]
    dynamic: bool = False
