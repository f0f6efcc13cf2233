"""Types before any contract is read: every name, field, unit and value of an expression is known to exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, assert_never

from slacheck.rule.expr import (
    LIST,
    MAP,
    Call,
    Expr,
    Literal,
    Macro,
    Name,
    Select,
    called,
    reads_only,
    unparse,
)
from slacheck.rule.guard import NO_GUARDS, Guards, guard, hidden_by, when_false, when_true
from slacheck.rule.note import Notes
from slacheck.rule.operators import FUNCTIONS, METHODS, QUANTITIES, TABLE, implementation, symbol
from slacheck.rule.parse import parse
from slacheck.rule.problem import ExpressionProblem, InvalidExpression, left_out
from slacheck.rule.schema import Environment, Presence
from slacheck.rule.types import (
    BOOL,
    DYN,
    INT,
    NULL,
    NUMBER,
    NUMERIC,
    STRING,
    EnumType,
    ListType,
    MapType,
    ObjectType,
    Scalar,
    Type,
    describe,
    fits,
    join,
    kind,
)
from slacheck.rule.unit import comparable, literals, unit_help
from slacheck.rule.value import EvaluationError, runtime_kind
from slacheck.suggest import did_you_mean

MAX_MACROS = 4
"""How many macros may stand inside one another."""

_GO_DURATION = "-+.0123456789hmunµs"
_LITERALS: dict[str, Type] = {"bool": BOOL, "int": INT, "number": NUMBER, "string": STRING, "null": NULL}


class Checked(NamedTuple):
    """An expression whose types are known.

    `slots` names the bindings of an evaluation in their order; `types` holds the type of each node by
    identity, so it lives and dies with `expr`.
    """

    expr: Expr
    type: Type
    slots: tuple[str, ...]
    types: Mapping[int, Type]


def check(
    expr: Expr | str,
    env: Environment,
    variables: Mapping[str, Type] | None = None,
    expect: Type | None = None,
    given: Iterable[Expr] = (),
) -> Checked:
    """The types of an expression, or of its text; InvalidExpression with all its problems.

    The bindings of an evaluation are the variables of the environment, then `variables`. Optional fields
    that a condition of `given` asks for with `has` count as guarded.
    """
    if isinstance(expr, str):
        expr = parse(expr)
    scope = {**env.variables, **(variables or {})}
    guards = NO_GUARDS.union(*map(when_true, given))
    checker = _Checker(env)
    found = checker.type_of(expr, _Context(scope, guards))
    if expect is not None:
        checker.expect(expr, found, expect, "here")
    if checker.problems:
        raise InvalidExpression(checker.problems)
    return Checked(expr, found, tuple(scope), checker.types)


def is_static(expr: Expr, env: Environment, names: frozenset[str]) -> bool:
    """Whether the value depends on these variables alone and on no fact of a contract."""
    functions = (env.functions[name] for name in called(expr) if name in env.functions)
    return reads_only(expr, names) and all(function.static for function in functions)


class _Context(NamedTuple):
    """What holds at a place of the expression: names, guarded fields, macros around it."""

    scope: Mapping[str, Type]
    guards: Guards = NO_GUARDS
    macros: int = 0
    probing: bool = False

    def knowing(self, guards: Guards) -> _Context:
        return self._replace(guards=self.guards | guards, probing=False)


class _Checker(Notes):
    """Walks the tree once; where something is wrong it notes the problem and goes on with `dyn`."""

    def __init__(self, env: Environment) -> None:
        super().__init__()
        self._env = env
        self.types: dict[int, Type] = {}

    def type_of(self, expr: Expr, context: _Context) -> Type:
        found = self.types[id(expr)] = self._found(expr, context)
        return found

    def _found(self, expr: Expr, context: _Context) -> Type:
        match expr:
            case Literal(value):
                return _LITERALS[runtime_kind(value)]
            case Name():
                return self._name(expr, context)
            case Select():
                return self._select(expr, context)
            case Call():
                return self._call(expr, context._replace(probing=False))
            case Macro():
                return self._macro(expr, context._replace(probing=False))
            case _ as unreachable:
                assert_never(unreachable)

    # -- names and fields

    def _name(self, expr: Name, context: _Context) -> Type:
        found = context.scope.get(expr.name)
        if found is not None:
            return found
        known = "known here: " + ", ".join(f"`{name}`" for name in context.scope)
        hint = did_you_mean(expr.name, context.scope, otherwise=known if context.scope else "")
        return self.problem(expr, f"unknown name `{expr.name}`", hint)

    def _select(self, expr: Select, context: _Context) -> Type:
        owner = self.type_of(expr.operand, context._replace(probing=expr.test or context.probing))
        match owner:
            case ObjectType(name):
                found = self._field(expr, name, context)
            case MapType(key, value):
                if not fits(STRING, key):
                    self.problem(
                        expr, f"the keys of this map are not texts but {describe(key)}", "write `m[key]`"
                    )
                found = value
            case _ if owner is DYN:
                found = DYN
            case _:
                found = self.problem(expr, f"{describe(owner)} has no fields")
        return BOOL if expr.test else found

    def _field(self, expr: Select, owner: str, context: _Context) -> Type:
        schema = self._env.objects[owner]
        field = schema.fields.get(expr.field)
        if field is None:
            known = "its fields: " + ", ".join(f"`{name}`" for name in schema.fields)
            hint = did_you_mean(expr.field, schema.fields, otherwise=known)
            message = f"`{owner}` has no field `{expr.field}`"
            quote = 0 if expr.field.isidentifier() else 1
            end = expr.end - quote
            self.problems.append(ExpressionProblem(message, end - len(expr.field), end, hint))
            return DYN
        unasked = field.presence is Presence.OPTIONAL and not (expr.test or context.probing)
        if unasked and guard(expr) not in context.guards:
            path = unparse(expr)
            return self.problem(expr, f"`{path}` may be absent", f"guard it: has({path}) && ...")
        return field.type

    # -- calls

    def _call(self, call: Call, context: _Context) -> Type:
        name = symbol(call.function, call.method)
        if name in ("&&", "||"):
            return self._chain(call, context)
        if name == "?:":
            return self._choice(call, context)
        found = [self.type_of(argument, context) for argument in call.arguments]
        if name in ("==", "!="):
            return self._equality(call, found[0], found[1])
        if name == LIST:
            return ListType(self._common(call.arguments, found, "list"))
        if name == MAP:
            return self._map_literal(call, found)
        if name in ("[]", "in"):
            return self._index(call, found) if name == "[]" else self._membership(call, found)
        if name in TABLE:
            return self._operator(call, name, found)
        if name == "dyn" and self._env.dynamic and len(found) == 1:
            return DYN
        return self._function(call, found)

    def _chain(self, call: Call, context: _Context) -> Type:
        """`&&`, `||`: what a part asks with `has` holds for the parts to its right."""
        learn = when_true if call.function == "&&" else when_false
        for argument in call.arguments:
            self.expect(argument, self.type_of(argument, context), BOOL, f"beside `{call.function}`")
            context = context.knowing(learn(argument))
        return BOOL

    def _choice(self, call: Call, context: _Context) -> Type:
        condition, then, otherwise = call.arguments
        self.expect(condition, self.type_of(condition, context), BOOL, "before `?`")
        results = [
            self.type_of(then, context.knowing(when_true(condition))),
            self.type_of(otherwise, context.knowing(when_false(condition))),
        ]
        return self._common((then, otherwise), results, "pair of results")

    def _common(self, parts: tuple[Expr, ...], types: list[Type], what: str) -> Type:
        """The type that all parts share; mixed parts are a problem unless the environment is dynamic."""
        common: Type | None = types[0] if types else DYN
        for part, found in zip(parts, types, strict=True):
            joined = join(common, found) if common is not None else None
            if joined is None and not self._env.dynamic:
                before = describe(common) if common is not None else "another"
                hint = unit_help(common, part) if common is not None else ""
                return self.problem(part, f"a {what} mixes {before} and {describe(found)}", hint)
            common = joined
        return common if common is not None else DYN

    def _map_literal(self, call: Call, found: list[Type]) -> Type:
        keys = self._common(call.arguments[::2], found[::2], "map")
        values = self._common(call.arguments[1::2], found[1::2], "map")
        if kind(keys) not in ("string", "int", "bool", "dyn"):
            self.problem(
                call.arguments[0],
                f"{describe(keys)} is no key of a map",
                "a key is a text, a whole number or a truth value",
            )
        return MapType(keys, values)

    def _equality(self, call: Call, one: Type, other: Type) -> Type:
        left, right = call.arguments
        for type_, written in ((one, right), (other, left)):
            if isinstance(type_, EnumType):
                self.values(literals(written), type_)
        if not comparable(one, other):
            self.mismatch(call, one, other)
        return BOOL

    def _index(self, call: Call, found: list[Type]) -> Type:
        owner, index = found
        match owner:
            case ListType(element):
                if index not in (*((INT, DYN)), *(NUMERIC if self._env.dynamic else ())):
                    self.problem(
                        call.arguments[1], f"expected a whole number as position, found {describe(index)}"
                    )
                return element
            case MapType(key, value):
                if not comparable(index, key):
                    self.problem(
                        call.arguments[1], f"expected {describe(key)} as key, found {describe(index)}"
                    )
                return value
            case _ if owner is DYN:
                return DYN
            case _:
                return self.problem(call, f"{describe(owner)} has no elements")

    def _membership(self, call: Call, found: list[Type]) -> Type:
        item, container = found
        match container:
            case ListType(element) | MapType(element, _):
                left, right = call.arguments
                for type_, written in ((item, right), (element, left)):
                    if isinstance(type_, EnumType):
                        self.values(literals(written), type_)
                if not comparable(item, element):
                    self.problem(
                        call,
                        f"{describe(item)} is never in {describe(container)}",
                        unit_help(item, right) or unit_help(element, left),
                    )
            case _ if container is not DYN:
                self.problem(
                    call.arguments[1], f"expected a list or a map after `in`, found {describe(container)}"
                )
            case _:
                pass
        return BOOL

    def _operator(self, call: Call, name: str, found: list[Type]) -> Type:
        overloads = TABLE[name]
        kinds = tuple(map(kind, found))
        if "dyn" in kinds and any(len(kinds) == len(params) for params in overloads):
            results = {overload.result for overload in overloads.values()}
            only = results.pop()
            return only if not results and only is not None else DYN
        overload = overloads.get(kinds)
        if overload is None:
            return self._no_overload(call, name, found)
        if call.function in QUANTITIES and isinstance(call.arguments[0], Literal):
            self._literal_quantity(call, call.arguments[0])
        if overload.result is not None:
            return overload.result
        return self._common(call.arguments, found, "sum of lists")

    def _no_overload(self, call: Call, name: str, found: list[Type]) -> Type:
        if len(found) == 2 and not call.method and name not in FUNCTIONS:
            return self.mismatch(call, found[0], found[1])
        shown = call.function.removesuffix("_")
        taken = " and ".join(map(describe, found)) or "nothing"
        return self.problem(call, f"`{shown}` does not take {taken}")

    def _literal_quantity(self, call: Call, argument: Literal) -> None:
        """A quantity that is written out is read now, so that its mistakes show when the rule is loaded."""
        text = str(argument.value)
        if call.function == "duration" and text.endswith(("h", "m", "s")) and not text.strip(_GO_DURATION):
            self.problems.append(left_out("durations in Go notation", argument.start, argument.end))
            return
        try:
            implementation(call.function, ("string",))(text)
        except EvaluationError as error:
            self.problem(argument, f"`{text}` is not {describe(Scalar(call.function))}", str(error))

    def _function(self, call: Call, found: list[Type]) -> Type:
        function = None if call.method else self._env.functions.get(call.function)
        if function is None:
            return self._unknown_function(call)
        if len(found) != len(function.params):
            return self.problem(
                call, f"`{call.function}` takes {len(function.params)} arguments, found {len(found)}"
            )
        before = len(self.problems)
        for argument, given, wanted in zip(call.arguments, found, function.params, strict=True):
            self.expect(argument, given, wanted, f"in `{call.function}`")
        if isinstance(function.result, Type):
            return function.result
        return function.result(call.arguments) if len(self.problems) == before else DYN

    def _unknown_function(self, call: Call) -> Type:
        name = call.function
        if call.method and (name in self._env.functions or name in FUNCTIONS):
            return self.problem(
                call, f"`{name}` is not called on a value", f"write `{name}({unparse(call.arguments[0])})`"
            )
        if not call.method and name in METHODS:
            return self.problem(call, f"`{name}` is called on a text", f"write `x.{name}(...)`")
        known = METHODS if call.method else (FUNCTIONS - {"dyn"}) | self._env.functions.keys()
        return self.problem(call, f"unknown function `{name}`", did_you_mean(name, known))

    # -- macros

    def _macro(self, macro: Macro, context: _Context) -> Type:
        if context.macros == MAX_MACROS:
            self.problem(macro, f"more than {MAX_MACROS} macros inside one another", "split the rule")
        element = self._elements(macro, self.type_of(macro.range, context))
        inside = context._replace(
            scope={**context.scope, macro.variable: element},
            guards=hidden_by(macro.variable, context.guards),
            macros=context.macros + 1,
        )
        if macro.condition is not None:
            self.expect(
                macro.condition,
                self.type_of(macro.condition, inside),
                BOOL,
                f"as condition of `{macro.name}`",
            )
            inside = inside.knowing(when_true(macro.condition))
        body = self.type_of(macro.body, inside)
        if macro.name == "map":
            return ListType(body)
        self.expect(macro.body, body, BOOL, f"as condition of `{macro.name}`")
        return ListType(element) if macro.name == "filter" else BOOL

    def _elements(self, macro: Macro, found: Type) -> Type:
        match found:
            case ListType(element) | MapType(element, _):
                return element
            case _ if found is DYN:
                return DYN
            case _:
                message = f"expected a list or a map before `.{macro.name}`, found {describe(found)}"
                return self.problem(macro.range, message)
