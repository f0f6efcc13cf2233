"""The house values of a pack: what it declares, what a profile or the command line sets, what follows from others.

    notice:  {type: duration, default: P90D, means: how long a warning may take}
    warning: {type: duration, equals: "params.notice", means: ...}

A derived parameter (`equals`) is computed when the pack is loaded, after all settings, by an expression of the rule
language over `params` alone; a setting takes the place of the expression. What is set must be of the declared type.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from slacheck.contract.attribute import AttributeSpec
from slacheck.contract.complaint import complaint
from slacheck.contract.price import Price
from slacheck.rule.check import check
from slacheck.rule.compile import compile as compile_expression
from slacheck.rule.expr import Select, children
from slacheck.rule.facts import Parameters
from slacheck.rule.form import PARAMETER, check_form
from slacheck.rule.money import prices_text
from slacheck.rule.order import circle, in_order
from slacheck.rule.problem import InvalidExpression
from slacheck.rule.types import DYN, ObjectType
from slacheck.rule.value import EvaluationError, value_text
from slacheck.rule.vocabulary import attribute_type, environment
from slacheck.source.limits import DEFAULT
from slacheck.source.problem import Problem, quoted
from slacheck.truth import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.check import Checked
    from slacheck.rule.expr import Expr
    from slacheck.rule.schema import Environment
    from slacheck.rule.types import Type
    from slacheck.source.node import Node
    from slacheck.source.span import Span

PARAMS = ObjectType("params")
DERIVED_SINCE = (1, 1)
"""The version of the rule language that brought derived parameters."""
_EXAMPLE = "write `{type: duration, default: P90D, means: ...}`"


class Setting(NamedTuple):
    """A value that somebody gives to a parameter: what is written, and who gives it."""

    node: Node
    origin: str
    """`profile NAME` or `--param`."""
    owner: Node | None = None
    """The mapping in which it is set."""

    def key(self, name: str) -> Span:
        """The name of the parameter where it is set, or the value where there is no name."""
        return self.node.span if self.owner is None else self.owner.key_span(name)


class Parameter(NamedTuple):
    """One parameter of a pack, with the value in force."""

    name: str
    type: Type
    """Its type in the rule language."""
    kind: str
    """Its type as the pack declares it."""
    means: str
    default: object
    """The value while nobody sets another; UNKNOWN for a derived parameter."""
    equals: str | None
    """The expression of a derived parameter, as it is written."""
    needs: tuple[str, ...]
    """The parameters that the expression reads."""
    value: object
    """The value in force; UNKNOWN while the pack has a problem."""
    origin: str
    """Where the value comes from: `default`, `derived`, or the origin of a setting."""


class _Declared(NamedTuple):
    """A parameter as the manifest has it, before any value; one that is not understood is of type `dyn`."""

    spec: AttributeSpec
    type: Type
    default: object = UNKNOWN
    equals: Node | None = None
    checked: Checked | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(reads(self.checked))) if self.checked else ()


def load_parameters(
    declared: Node | None,
    settings: Mapping[str, Setting],
    taxonomy: Taxonomy,
    language: tuple[int, int] | None,
    problems: list[Problem],
) -> tuple[Parameter, ...]:
    """The parameters of a pack in the order of its manifest; every fault is added to `problems`.

    `settings` of names that the pack does not declare are ignored here. After as many faults as a file may have,
    no more are looked for.
    """
    kids = declared.kids if declared is not None else None
    if declared is None or not isinstance(kids, dict):
        return ()
    found = {name: _declaration(declared, name, node, problems) for name, node in kids.items()}
    derived = [entry.equals for entry in found.values() if entry.equals is not None]
    if not derived:
        return _Values(found, settings, None, problems).parameters()
    _need_language(derived[0], language, problems)
    whole = environment(taxonomy, {name: entry.type for name, entry in found.items()})
    # An expression may name the other parameters, and nothing of a contract.
    env = whole._replace(variables={"params": PARAMS}, functions={})
    checked = {name: _checked(entry, env, problems) for name, entry in found.items()}
    return _Values(checked, settings, env, problems).parameters()


def _declaration(declared: Node, name: str, node: Node, problems: list[Problem]) -> _Declared:
    lost = _Declared(AttributeSpec(name, "text"), DYN)
    if len(problems) >= DEFAULT.problems:
        return lost
    before = len(problems)
    fields: Mapping[str, Any] | None = check_form(node, PARAMETER, problems)
    if not (name.isascii() and name.isidentifier()):
        help_text = "letters, digits and `_`: a rule reads it as `params.NAME`"
        problems.append(
            Problem(f"{quoted(name)} is no name of a parameter", declared.key_span(name), help_text)
        )
    if fields is None:
        return lost
    equals, stated = node.kid("equals"), node.kid("default")
    if (stated is None) == (equals is None):
        how = "neither a default nor `equals`" if stated is None else "both a default and `equals`"
        problems.append(Problem(f"parameter `{name}` has {how}", declared.key_span(name), _EXAMPLE))
    values = tuple(fields.get("values") or ())
    if fields["type"] in ("choice", "choices") and not values:
        help_text = "write `values: [one, other]`"
        problems.append(Problem(f"parameter `{name}` lists no values", declared.key_span(name), help_text))
    if len(problems) > before:
        return lost
    spec = AttributeSpec(name, fields["type"], values, fields.get("means", ""))
    type_ = attribute_type(spec.type, name, values)
    default = UNKNOWN if stated is None else _parsed(spec, stated, problems)
    return _Declared(spec, type_, default, equals)


def _need_language(first: Node, language: tuple[int, int] | None, problems: list[Problem]) -> None:
    if language is None or language >= DERIVED_SINCE:
        return
    since = ".".join(map(str, DERIVED_SINCE))
    help_text = f'state it in the manifest: `language: "{since}"`'
    problems.append(Problem(f"a derived parameter needs the rule language {since}", first.span, help_text))


def _checked(entry: _Declared, env: Environment, problems: list[Problem]) -> _Declared:
    """A parameter with its expression type-checked against its declared type, if it has one."""
    if entry.equals is None or len(problems) >= DEFAULT.problems:
        return entry
    try:
        return entry._replace(checked=check(str(entry.equals.value), env, expect=entry.type))
    except InvalidExpression as error:
        problems += [
            Problem(one.message, entry.equals.subspan(one.start, max(one.end, one.start + 1)), one.help)
            for one in error.problems
        ]
        return entry


class _Values:
    """Gives each parameter its value: what is set, else what follows from others, else the default."""

    def __init__(
        self,
        found: Mapping[str, _Declared],
        settings: Mapping[str, Setting],
        env: Environment | None,
        problems: list[Problem],
    ) -> None:
        self.found = found
        self.settings = settings
        self.env = env
        self.problems = problems
        self.values: dict[str, object] = {}

    def parameters(self) -> tuple[Parameter, ...]:
        needs = {name: entry.needs for name, entry in self.found.items()}
        order = in_order(needs)
        for cycle in order.cycles:
            self._circular(cycle)
        lost = order.in_cycles
        for name in order.names:
            self.values[name] = UNKNOWN if name in lost else self._value(self.found[name])
        return tuple(self._parameter(entry, needs[name]) for name, entry in self.found.items())

    def _circular(self, cycle: tuple[str, ...]) -> None:
        place = self.found[cycle[0]].equals
        message = f"these parameters follow from one another: {circle(cycle)}"
        help_text = "give one of them a default"
        self.problems.append(Problem(message, place.span if place else None, help_text))

    def _value(self, entry: _Declared) -> object:
        if entry.type is DYN:
            return UNKNOWN
        setting = self.settings.get(entry.spec.name)
        if setting is not None:
            return _parsed(entry.spec, setting.node, self.problems)
        return entry.default if entry.equals is None else self._computed(entry)

    def _computed(self, entry: _Declared) -> object:
        """The value of a derived parameter; UNKNOWN, with its reason noted, where there is none."""
        checked = entry.checked
        if checked is None or any(self.values.get(need) is UNKNOWN for need in entry.needs):
            return UNKNOWN  # what it lacks is noted already
        assert self.env is not None
        assert entry.equals is not None
        name, place = entry.spec.name, entry.equals.span
        try:
            value = compile_expression(checked, self.env)(None, (Parameters(self.values),))
        except EvaluationError as error:
            self.problems.append(Problem(f"parameter `{name}` has no value: {error}", place))
            return UNKNOWN
        if value is UNKNOWN:
            message = f"parameter `{name}` has no value: the calendar or a currency leaves it open"
            help_text = "compare months with months and days with days, amounts in one currency"
            self.problems.append(Problem(message, place, help_text))
            return UNKNOWN
        return _bounded(entry.spec, value, entry.equals, self.problems)

    def _parameter(self, entry: _Declared, needs: tuple[str, ...]) -> Parameter:
        spec, equals = entry.spec, entry.equals
        setting = self.settings.get(spec.name)
        usual = "default" if equals is None else "derived"
        return Parameter(
            name=spec.name,
            type=entry.type,
            kind=spec.type,
            means=spec.means,
            default=entry.default,
            equals=None if equals is None else str(equals.value),
            needs=needs,
            value=self.values[spec.name],
            origin=usual if setting is None else setting.origin,
        )


def _bounded(spec: AttributeSpec, value: object, place: Node, problems: list[Problem]) -> object:
    """A computed value within the bounds of its type; a number may have more digits than one that is written."""
    if isinstance(value, Price) or (isinstance(value, Decimal) and value >= 0):
        return value
    return _read(spec, list(value) if isinstance(value, tuple) else value, place, problems)


def _parsed(spec: AttributeSpec, node: Node, problems: list[Problem]) -> object:
    """The typed value of a node; UNKNOWN, with its reason noted, for one of a wrong type."""
    return _read(spec, node.value, node, problems)


def _read(spec: AttributeSpec, value: object, place: Node, problems: list[Problem]) -> object:
    try:
        return spec.parse(value)
    except PydanticCustomError as error:
        context = error.context or {}
        found = [Problem(str(context.get("what", error)), place.span, str(context.get("help", "")))]
    except ValidationError as error:
        found = [complaint(details, place) for details in error.errors()]
    problems += [replace(one, message=f"parameter `{spec.name}`: {one.message}") for one in found]
    return UNKNOWN


def reads(checked: Checked) -> Iterator[str]:
    """The names of the parameters that an expression reads."""
    waiting: list[Expr] = [checked.expr]
    while waiting:
        expr = waiting.pop()
        if isinstance(expr, Select) and checked.types.get(id(expr.operand)) == PARAMS:
            yield expr.field
        waiting += children(expr)


def value_words(value: object) -> str:
    """A value as a reader wants it, in one line: a text without quotes, a price with what it is paid for each."""
    if isinstance(value, Price):
        return prices_text((value,), "", "en").replace("  ", " ") if value.stated else "on-request"
    return value if isinstance(value, str) else value_text(value)
