"""Checked expressions to Python closures: the fast way to a value, without evidence.

A closure takes the facts and a frame; it returns a value or UNKNOWN, or raises EvaluationError. All operands
are computed before an operator looks at them, so an error among them wins over an unknown one.
"""

# INVARIANT: `trace` gives the same value or the same error for every expression (tests/laws/test_rule.py).

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import assert_never

from slacheck.rule.check import Checked
from slacheck.rule.expr import Call, Expr, Literal, Macro, Name, Select
from slacheck.rule.frame import Scope, elements, enter
from slacheck.rule.logic import Pending, condition, settle, weigh
from slacheck.rule.operators import QUANTITIES, Implementation, implementation, symbol
from slacheck.rule.schema import Environment, Field, Function
from slacheck.rule.types import DYN, ObjectType, Type, kind
from slacheck.rule.value import EvaluationError, has_key, runtime_kind
from slacheck.truth import UNKNOWN, Unknown

Frame = Sequence[object]
Compiled = Callable[[object, Frame], object]
Source = Callable[[object, Frame], Collection[object] | Unknown]


def compile(checked: Checked, env: Environment) -> Compiled:  # noqa: A001 - it is the compiler of the rule language
    """A function of the facts and the bindings (in the order of `checked.slots`)."""
    return _Compiler(env, checked.types).run(checked.expr, Scope.of(checked.slots))


def field_of(env: Environment, types: Mapping[int, Type], select: Select) -> Field | None:
    """The field that a selection reads; none if it looks up the key of a map."""
    owner = types.get(id(select.operand), DYN)
    return env.objects[owner.name].fields[select.field] if isinstance(owner, ObjectType) else None


def operator_of(call: Call, types: Mapping[int, Type]) -> Implementation:
    """What computes a call of the operators table on its arguments."""
    kinds = tuple(kind(types.get(id(argument), DYN)) for argument in call.arguments)
    return implementation(symbol(call.function, call.method), kinds)


class _Compiler:
    def __init__(self, env: Environment, types: Mapping[int, Type]) -> None:
        self._env = env
        self._types = types

    def run(self, expr: Expr, scope: Scope) -> Compiled:
        match expr:
            case Literal(value):
                return _constant(value)
            case Name(name):
                return _variable(scope.places[name])
            case Select():
                return self._test(expr, scope) if expr.test else self._select(expr, scope)
            case Call():
                return self._call(expr, scope)
            case Macro():
                return self._macro(expr, scope)
            case _ as unreachable:
                assert_never(unreachable)

    # -- fields

    def _select(self, expr: Select, scope: Scope) -> Compiled:
        field = field_of(self._env, self._types, expr)
        if field is None:
            key = Literal(expr.field)
            return _strict(
                implementation("[]", ("map", "string")), (self._map(expr, scope), self.run(key, scope))
            )
        if isinstance(expr.operand, Name):
            return _field_of_variable(scope.places[expr.operand.name], field.get)
        return _field(self.run(expr.operand, scope), field.get)

    def _map(self, expr: Select, scope: Scope) -> Compiled:
        owner = self.run(expr.operand, scope)

        def read_map(facts: object, frame: Frame) -> object:
            return a_map(owner(facts, frame))

        return read_map

    def _test(self, expr: Select, scope: Scope) -> Compiled:
        """has(a.b): whether it is stated; false too where the thing before the point is not there."""
        field = field_of(self._env, self._types, expr)
        if field is None:
            return _strict(_keyed(expr.field), (self._map(expr, scope),))
        get, probe = field.get, self._probe(expr.operand, scope)

        def test(facts: object, frame: Frame) -> object:
            owner = probe(facts, frame)
            if owner is UNKNOWN:
                return UNKNOWN
            return owner is not None and get(owner) is not None

        return test

    def _probe(self, expr: Expr, scope: Scope) -> Compiled:
        """A thing, or `None` where a field on the way to it is not stated."""
        field = field_of(self._env, self._types, expr) if isinstance(expr, Select) else None
        if field is None or not isinstance(expr, Select):
            return self.run(expr, scope)
        get, before = field.get, self._probe(expr.operand, scope)

        def probe(facts: object, frame: Frame) -> object:
            owner = before(facts, frame)
            return owner if owner is None or owner is UNKNOWN else get(owner)

        return probe

    # -- calls

    def _call(self, call: Call, scope: Scope) -> Compiled:
        parts = tuple([self.run(argument, scope) for argument in call.arguments])
        if call.function in ("&&", "||"):
            return _chain(parts, decisive=call.function == "||")
        if call.function == "?:":
            return _choice(*parts)
        last = call.arguments[-1] if call.arguments else None
        if not call.method and call.function in self._env.functions:
            function = self._env.functions[call.function]
            if isinstance(last, Literal) and len(parts) == 1:
                return _domain_of_literal(function, last.value)
            return _domain(function, parts)
        apply = operator_of(call, self._types)
        if isinstance(last, Literal):
            if call.function in QUANTITIES:
                return _constant_result(apply, last.value)
            if len(parts) == 2:
                return _with_literal(apply, parts[0], last.value)
        return _strict(apply, parts)

    # -- macros

    def _macro(self, macro: Macro, scope: Scope) -> Compiled:
        inner = scope.inside(macro.variable)
        body = self.run(macro.body, inner)
        source = self._source(macro, scope)
        match macro.name:
            case "all" | "exists":
                return _quantified(source, body, inner, decisive=macro.name == "exists")
            case "map":
                wanted = self.run(macro.condition, inner) if macro.condition is not None else None
                return _mapped(source, wanted, body, inner)
            case "filter":
                return _mapped(source, body, None, inner)
            case _:
                return _counted(source, body, inner)

    def _source(self, macro: Macro, scope: Scope) -> Source:
        run = self.run(macro.range, scope)

        def source(facts: object, frame: Frame) -> Collection[object] | Unknown:
            value = run(facts, frame)
            return UNKNOWN if value is UNKNOWN else elements(macro.name, value)

        return source


def a_map(value: object) -> object:
    """A value whose keys can be asked for; EvaluationError for any other known value."""
    if value is UNKNOWN or isinstance(value, dict):
        return value
    raise EvaluationError(f"no such overload: a {runtime_kind(value)} has no fields")


def _keyed(key: str) -> Implementation:
    return lambda entries: has_key(entries, key)


def _constant(value: object) -> Compiled:
    return lambda _facts, _frame: value


def _constant_result(apply: Implementation, value: object) -> Compiled:
    """A quantity written out, read once; a failure stays what happens when the rule runs."""
    try:
        return _constant(apply(value))
    except EvaluationError:
        return lambda _facts, _frame: apply(value)


def _variable(place: int) -> Compiled:
    return lambda _facts, frame: frame[place]


def _field(owner: Compiled, get: Callable[[object], object]) -> Compiled:
    def read(facts: object, frame: Frame) -> object:
        thing = owner(facts, frame)
        if thing is UNKNOWN:
            return UNKNOWN
        value = get(thing)
        return UNKNOWN if value is None else value

    return read


def _field_of_variable(place: int, get: Callable[[object], object]) -> Compiled:
    def read(_facts: object, frame: Frame) -> object:
        thing = frame[place]
        if thing is UNKNOWN:
            return UNKNOWN
        value = get(thing)
        return UNKNOWN if value is None else value

    return read


def _strict(apply: Implementation, parts: tuple[Compiled, ...]) -> Compiled:
    """An operator on known operands; unknown if one is unknown."""
    if len(parts) == 1:
        return _strict_one(apply, parts[0])
    if len(parts) == 2:
        return _strict_two(apply, *parts)

    def strict(facts: object, frame: Frame) -> object:
        values = [part(facts, frame) for part in parts]
        for value in values:
            if value is UNKNOWN:
                return UNKNOWN
        return apply(*values)

    return strict


def _strict_one(apply: Implementation, part: Compiled) -> Compiled:
    def strict(facts: object, frame: Frame) -> object:
        value = part(facts, frame)
        return UNKNOWN if value is UNKNOWN else apply(value)

    return strict


def _strict_two(apply: Implementation, left: Compiled, right: Compiled) -> Compiled:
    def strict(facts: object, frame: Frame) -> object:
        one = left(facts, frame)
        other = right(facts, frame)
        return UNKNOWN if one is UNKNOWN or other is UNKNOWN else apply(one, other)

    return strict


def _with_literal(apply: Implementation, left: Compiled, literal: object) -> Compiled:
    def strict(facts: object, frame: Frame) -> object:
        value = left(facts, frame)
        return UNKNOWN if value is UNKNOWN else apply(value, literal)

    return strict


def _domain_of_literal(function: Function, literal: object) -> Compiled:
    call = function.call
    return lambda facts, _frame: call(facts, literal)


def _domain(function: Function, parts: tuple[Compiled, ...]) -> Compiled:
    call = function.call
    if len(parts) != 1:
        return _domain_of_many(function, parts)
    (only,) = parts

    def domain(facts: object, frame: Frame) -> object:
        value = only(facts, frame)
        return UNKNOWN if value is UNKNOWN else call(facts, value)

    return domain


def _domain_of_many(function: Function, parts: tuple[Compiled, ...]) -> Compiled:
    call = function.call

    def domain(facts: object, frame: Frame) -> object:
        values = [part(facts, frame) for part in parts]
        for value in values:
            if value is UNKNOWN:
                return UNKNOWN
        return call(facts, *values)

    return domain


def _chain(parts: tuple[Compiled, ...], decisive: bool) -> Compiled:
    """`&&` (decided by false) and `||` (decided by true)."""

    def chain(facts: object, frame: Frame) -> object:
        pending: Pending = None
        for part in parts:
            try:
                value = part(facts, frame)
            except EvaluationError as error:
                value = error
            if value is decisive:
                return decisive
            if value is True or value is False:
                continue
            pending = weigh(pending, value)
        return not decisive if pending is None else settle(pending, not decisive)

    return chain


def _choice(test: Compiled, then: Compiled, otherwise: Compiled) -> Compiled:
    def choice(facts: object, frame: Frame) -> object:
        value = condition(test(facts, frame))
        if value is UNKNOWN:
            return UNKNOWN
        return then(facts, frame) if value else otherwise(facts, frame)

    return choice


def _quantified(source: Source, body: Compiled, inner: Scope, decisive: bool) -> Compiled:
    """`all` (decided by false) and `exists` (decided by true)."""
    place = inner.size - 1

    def quantified(facts: object, frame: Frame) -> object:
        items = source(facts, frame)
        if items is UNKNOWN:
            return UNKNOWN
        if not items:
            return not decisive
        inside = enter(frame, inner, items)
        pending: Pending = None
        for item in items:
            inside[place] = item
            try:
                value = body(facts, inside)
            except EvaluationError as error:
                value = error
            if value is decisive:
                return decisive
            if value is True or value is False:
                continue
            pending = weigh(pending, value)
        return not decisive if pending is None else settle(pending, not decisive)

    return quantified


def _mapped(source: Source, wanted: Compiled | None, body: Compiled | None, inner: Scope) -> Compiled:
    """`filter` (without a body), `map` and the three-part `map`; unknown if any part of it is."""
    collect = _collected(wanted, body, inner.size - 1)

    def mapped(facts: object, frame: Frame) -> object:
        items = source(facts, frame)
        return UNKNOWN if items is UNKNOWN else collect(facts, enter(frame, inner, items), items)

    return mapped


def _collected(wanted: Compiled | None, body: Compiled | None, place: int) -> Callable[..., object]:
    def collect(facts: object, inside: list[object], items: Collection[object]) -> object:
        found: list[object] = []
        unknown = False
        for item in items:
            inside[place] = item
            keep = True if wanted is None else condition(wanted(facts, inside))
            if keep is True:
                value = item if body is None else body(facts, inside)
                unknown = unknown or value is UNKNOWN
                found.append(value)
            elif keep is UNKNOWN:
                unknown = True
        return UNKNOWN if unknown else found

    return collect


def _counted(source: Source, body: Compiled, inner: Scope) -> Compiled:
    """exists_one: whether the filter keeps exactly one."""
    filtered = _mapped(source, body, None, inner)

    def counted(facts: object, frame: Frame) -> object:
        kept = filtered(facts, frame)
        return len(kept) == 1 if isinstance(kept, list) else UNKNOWN

    return counted
