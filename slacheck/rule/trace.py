"""Checked expressions to values with their proof: the facts read on the critical path, and those missing.

Critical means: `a && b` with a false names the facts of a only; `all` and `exists` name the deciding element;
where nothing decides alone, every part counts. The value is the one that `compile` gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, assert_never

from slacheck.rule import tracing
from slacheck.rule.check import Checked
from slacheck.rule.compile import field_of, operator_of
from slacheck.rule.evidence import Evidence, Missing
from slacheck.rule.expr import Call, Expr, Literal, Macro, Name, Select
from slacheck.rule.frame import Scope
from slacheck.rule.operators import implementation
from slacheck.rule.part import Part, Step, tree
from slacheck.rule.schema import Environment, Field
from slacheck.rule.tracing import Frame, Tracing
from slacheck.rule.types import ObjectType
from slacheck.rule.value import has_key
from slacheck.tongue import worded
from slacheck.truth import UNKNOWN

_MEMO = 1024
"""How many expressions stay ready to be traced; the shipped packs have a few dozen."""


class Traced(NamedTuple):
    """A value with its proof: the facts that were read, and those that would settle an unknown one."""

    value: object
    evidence: tuple[Evidence, ...]
    missing: tuple[Missing, ...]
    whole: Part

    @property
    def step(self) -> Step:
        """How the value was weighed, as a tree; made when it is asked for."""
        return tree(self.whole)


def trace(checked: Checked, env: Environment, facts: object, bindings: Sequence[object]) -> Traced:
    """The value with its proof; EvaluationError where the compiled expression raises it."""
    whole = _tracing(_Question(checked, env))(facts, bindings)
    missing = tuple(dict.fromkeys(whole.missing)) if whole.value is UNKNOWN else ()
    return Traced(whole.value, tuple(dict.fromkeys(whole.evidence)), missing, whole)


class _Question:
    """A checked expression, as a key that is equal to itself only; it belongs to one environment."""

    __slots__ = ("checked", "env")

    def __init__(self, checked: Checked, env: Environment) -> None:
        self.checked = checked
        self.env = env

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Question) and self.checked is other.checked and self.env is other.env

    def __hash__(self) -> int:
        return id(self.checked)


@lru_cache(_MEMO)
def _tracing(question: _Question) -> Tracing:
    """The tracing of an expression, made when the first contract asks for a proof of it."""
    checked = question.checked
    return _Tracer(checked, question.env).run(checked.expr, Scope.of(checked.slots))


class _Tracer:
    """Makes tracings, as the compiler makes functions: what the expression alone decides is decided once."""

    def __init__(self, checked: Checked, env: Environment) -> None:
        self._types = checked.types
        self._env = env

    def run(self, expr: Expr, scope: Scope) -> Tracing:
        match expr:
            case Literal(value):
                return tracing.constant(expr, value)
            case Name(name):
                return tracing.variable(expr, scope.places[name])
            case Select():
                return self._test(expr, scope) if expr.test else self._select(expr, scope)
            case Call():
                return self._call(expr, scope)
            case Macro():
                return self._macro(expr, scope)
            case _ as unreachable:
                assert_never(unreachable)

    # -- fields

    def _select(self, expr: Select, scope: Scope) -> Tracing:
        owner = self.run(expr.operand, scope)
        field = field_of(self._env, self._types, expr)
        if field is None:
            apply = implementation("[]", ("map", "string"))
            return tracing.lookup(expr, owner, lambda entries: apply(entries, expr.field))
        return tracing.reading(expr, field, self._kind(expr), owner, self._env.locate)

    def _kind(self, expr: Select) -> str:
        """The kind of thing whose field is read."""
        type_ = self._types[id(expr.operand)]
        return type_.name if isinstance(type_, ObjectType) else ""

    def _test(self, expr: Select, scope: Scope) -> Tracing:
        """has(a.b): whether it is stated."""
        field = field_of(self._env, self._types, expr)
        if field is None:
            owner = self.run(expr.operand, scope)
            return tracing.lookup(expr, owner, lambda entries: has_key(entries, expr.field))
        probe = self._probe(expr, field, scope)

        def test(facts: object, frame: Frame) -> Part:
            found = probe(facts, frame)
            stated = UNKNOWN if found.value is UNKNOWN else found.value is not None
            return Part(expr, stated, (), found.evidence, found.missing)

        return test

    def _probe(self, expr: Select, field: Field, scope: Scope) -> Tracing:
        """A field with `None` where it is not stated; what is stated and what is not are both evidence."""
        before = self._before(expr.operand, scope)
        locate = self._env.locate

        def probe(facts: object, frame: Frame) -> Part:
            owner = before(facts, frame)
            if owner.value is None or owner.value is UNKNOWN:
                return owner
            value = field.get(owner.value)
            at = locate(facts, owner.value)
            if at is None:
                return Part(expr, value, (), owner.evidence, owner.missing)
            says = (
                worded("`{field}` is not stated", field=field.name)
                if value is None
                else worded("`{field}` is stated", field=field.name)
            )
            return Part(expr, value, (), (*owner.evidence, Evidence(at + field.key, says)), owner.missing)

        return probe

    def _before(self, expr: Expr, scope: Scope) -> Tracing:
        """The thing whose field is asked for, `None` where a field on the way is not stated."""
        field = field_of(self._env, self._types, expr) if isinstance(expr, Select) else None
        if field is None or not isinstance(expr, Select):
            return self.run(expr, scope)
        probe = self._probe(expr, field, scope)

        def before(facts: object, frame: Frame) -> Part:
            found = probe(facts, frame)
            return found if found.value is None else found._replace(evidence=found.evidence[:-1])

        return before

    # -- calls

    def _call(self, call: Call, scope: Scope) -> Tracing:
        parts = tuple([self.run(argument, scope) for argument in call.arguments])
        if call.function in ("&&", "||"):
            return tracing.chain(call, parts, decisive=call.function == "||")
        if call.function == "?:":
            return tracing.choice(call, *parts)
        if not call.method and call.function in self._env.functions:
            return tracing.domain(call, self._env.functions[call.function], parts)
        apply = operator_of(call, self._types)
        if len(parts) == 1:
            return tracing.strict_one(call, apply, parts[0])
        if len(parts) == 2 and isinstance(last := call.arguments[1], Literal):
            return tracing.strict_one(call, apply, parts[0], last)
        return tracing.strict(call, apply, parts)

    # -- macros

    def _macro(self, macro: Macro, scope: Scope) -> Tracing:
        inner = scope.inside(macro.variable)
        range_, body = self.run(macro.range, scope), self.run(macro.body, inner)
        match macro.name:
            case "all" | "exists":
                return tracing.quantified(macro, range_, body, inner)
            case "map":
                wanted = self.run(macro.condition, inner) if macro.condition is not None else None
                return tracing.mapped(macro, range_, wanted, body, inner)
            case _:
                return tracing.mapped(macro, range_, body, None, inner)
