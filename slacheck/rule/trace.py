"""Checked expressions to values with their proof: the facts read on the critical path, and those missing.

Critical means: `a && b` with a false names the facts of a only; `all` and `exists` name the deciding element;
where nothing decides alone, every part counts. The value is the one that `compile` gives.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple, assert_never

from slacheck.rule.check import Checked
from slacheck.rule.compile import a_map, field_of, operator_of
from slacheck.rule.evidence import Evidence, Missing, Route
from slacheck.rule.expr import Call, Expr, Literal, Macro, Name, Select, unparse
from slacheck.rule.frame import Scope, elements, enter
from slacheck.rule.logic import Pending, condition, settle, weigh
from slacheck.rule.operators import implementation
from slacheck.rule.schema import Environment, Field, Function
from slacheck.rule.types import ListType, ObjectType
from slacheck.rule.value import EvaluationError, has_key, value_text
from slacheck.truth import UNKNOWN

MAX_STEPS = 400
"""How many steps a trace keeps; what comes later still counts for the value and the evidence."""


class Step(NamedTuple):
    """A part of the expression and what it gave: a value, UNKNOWN, or the error that it raised."""

    expr: Expr
    value: object
    children: tuple[Step, ...] = ()

    @property
    def text(self) -> str:
        return unparse(self.expr)


class Traced(NamedTuple):
    value: object
    evidence: tuple[Evidence, ...]
    missing: tuple[Missing, ...]
    step: Step


def trace(
    checked: Checked, env: Environment, facts: object, bindings: Sequence[object], *, steps: bool = True
) -> Traced:
    """The value with its proof; EvaluationError where the compiled expression raises it.

    Without `steps` the tree of the parts is left out: a report shows what was read, not how it was weighed.
    """
    tracer = _Tracer(checked, env, facts, steps=steps)
    outcome = tracer.trace(checked.expr, bindings, Scope.of(checked.slots))
    return Traced(
        outcome.value,
        tuple(dict.fromkeys(outcome.evidence)),
        tuple(dict.fromkeys(outcome.missing)) if outcome.value is UNKNOWN else (),
        outcome.step,
    )


class _Outcome(NamedTuple):
    """What a part gave. `reads` are the stated facts behind a single value: where it alone settles nothing
    (a month against thirty days), they are the ones to ask about.
    """

    value: object
    step: Step
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[Missing, ...] = ()
    reads: tuple[Missing, ...] = ()


_NO_STEP = Step(Literal(None), None)
"""What stands for every step where none are kept."""


class _Tracer:
    def __init__(self, checked: Checked, env: Environment, facts: object, *, steps: bool) -> None:
        self._keeps_steps = steps
        self._types = checked.types
        self._env = env
        self._facts = facts
        self._steps = 0

    def trace(self, expr: Expr, frame: Sequence[object], scope: Scope) -> _Outcome:
        match expr:
            case Name():
                return self._outcome(expr, frame[scope.places[expr.name]])
            case Call():
                return self._call(expr, frame, scope)
            case Select():
                return self._test(expr, frame, scope) if expr.test else self._select(expr, frame, scope)
            case Literal():
                return self._outcome(expr, expr.value)
            case Macro():
                return self._macro(expr, frame, scope)
            case _ as unreachable:
                assert_never(unreachable)

    def _outcome(
        self,
        expr: Expr,
        value: object,
        evidence: tuple[Evidence, ...] = (),
        missing: tuple[Missing, ...] = (),
        reads: tuple[Missing, ...] = (),
        parts: Iterable[_Outcome] = (),
    ) -> _Outcome:
        """An outcome with its step; literals say nothing and are no steps, nor are those beyond the bound."""
        if not self._keeps_steps:
            return _Outcome(value, _NO_STEP, evidence, missing, reads)
        shown = tuple(part.step for part in parts if not isinstance(part.step.expr, Literal))
        self._steps += len(shown)
        step = Step(expr, value, shown if self._steps <= MAX_STEPS else ())
        return _Outcome(value, step, evidence, missing, reads)

    # -- fields

    def _select(self, expr: Select, frame: Sequence[object], scope: Scope) -> _Outcome:
        before = self.trace(expr.operand, frame, scope)
        field = field_of(self._env, self._types, expr)
        if field is None:
            owner = a_map(before.value)
            apply = implementation("[]", ("map", "string"))
            value = owner if owner is UNKNOWN else apply(owner, expr.field)
            return self._after(expr, value, before)
        if before.value is UNKNOWN:
            return self._after(expr, UNKNOWN, before)
        return self._read(expr, field, before)

    def _after(self, expr: Expr, value: object, before: _Outcome) -> _Outcome:
        """A value that rests on one part alone."""
        return self._outcome(expr, value, before.evidence, before.missing, before.reads, (before,))

    def _read(self, expr: Select, field: Field, before: _Outcome) -> _Outcome:
        """A field of a known thing: evidence if it holds a value, a missing fact if it is not stated."""
        value = field.get(before.value)
        if value is None:
            # A computed thing knows better than its field which facts of the document it lacks.
            missing = before.missing or (self._fact(expr, field, before.value),)
            return self._outcome(expr, UNKNOWN, before.evidence, missing, (), (before,))
        route = self._place(field, before.value)
        if route is None or isinstance(field.type, ObjectType):
            return self._outcome(expr, value, before.evidence, (), (), (before,))
        evidence = Evidence(route, field.says(value) if field.says else _says(field, value))
        fact = self._fact(expr, field, before.value)
        return self._outcome(expr, value, (*before.evidence, evidence), (), (fact,), (before,))

    def _place(self, field: Field, owner: object) -> Route | None:
        """Where a field stands or would stand; a thing outside the document has no place."""
        at = self._env.locate(self._facts, owner)
        return None if at is None else at + field.key

    def _fact(self, expr: Select, field: Field, owner: object) -> Missing:
        """A field as a fact to ask about."""
        type_ = self._types[id(expr.operand)]
        kind = type_.name if isinstance(type_, ObjectType) else ""
        return Missing(self._place(field, owner) or (), kind, field.name)

    def _test(self, expr: Select, frame: Sequence[object], scope: Scope) -> _Outcome:
        field = field_of(self._env, self._types, expr)
        if field is None:
            before = self.trace(expr.operand, frame, scope)
            owner = a_map(before.value)
            return self._after(
                expr, has_key(owner, expr.field) if isinstance(owner, dict) else UNKNOWN, before
            )
        found = self._probe(expr, field, frame, scope)
        stated = UNKNOWN if found.value is UNKNOWN else found.value is not None
        return self._outcome(expr, stated, found.evidence, found.missing)

    def _probe(self, expr: Select, field: Field, frame: Sequence[object], scope: Scope) -> _Outcome:
        """A field with `None` where it is not stated; what is stated and what is not are both evidence."""
        before = self._before(expr.operand, frame, scope)
        if before.value is None or before.value is UNKNOWN:
            return before
        value = field.get(before.value)
        route = self._place(field, before.value)
        says = f"`{field.name}` is {'not stated' if value is None else 'stated'}"
        evidence = (*before.evidence, Evidence(route, says)) if route is not None else before.evidence
        return self._outcome(expr, value, evidence, before.missing)

    def _before(self, expr: Expr, frame: Sequence[object], scope: Scope) -> _Outcome:
        """The thing whose field is asked for, `None` where a field on the way is not stated."""
        field = field_of(self._env, self._types, expr) if isinstance(expr, Select) else None
        if field is None or not isinstance(expr, Select):
            return self.trace(expr, frame, scope)
        found = self._probe(expr, field, frame, scope)
        return found if found.value is None else found._replace(evidence=found.evidence[:-1])

    # -- calls

    def _call(self, call: Call, frame: Sequence[object], scope: Scope) -> _Outcome:
        if call.function in ("&&", "||"):
            return self._chain(call, frame, scope)
        if call.function == "?:":
            return self._choice(call, frame, scope)
        parts = [self.trace(argument, frame, scope) for argument in call.arguments]
        if not call.method and call.function in self._env.functions:
            return self._domain(call, self._env.functions[call.function], parts)
        return self._strict(call, operator_of(call, self._types), parts)

    def _strict(self, call: Call, apply: Callable[..., object], parts: list[_Outcome]) -> _Outcome:
        unknown = [part for part in parts if part.value is UNKNOWN]
        missing = _missing(unknown)
        value = UNKNOWN if unknown else apply(*[part.value for part in parts])
        reads = tuple([read for part in parts for read in part.reads])
        if value is UNKNOWN and not unknown:
            shown = " and ".join(f"`{value_text(part.value)}`" for part in parts)
            missing = tuple(read._replace(reason=f"{shown} do not compare for certain") for read in reads)
        return self._outcome(call, value, _evidence(parts), missing, reads, parts)

    def _domain(self, call: Call, function: Function, parts: list[_Outcome]) -> _Outcome:
        values = []
        for part in parts:
            if part.value is UNKNOWN:
                return self._strict(call, function.call, parts)
            values.append(part.value)
        value = function.call(self._facts, *values)
        facts, missing = function.evidence(self._facts, *values) if function.evidence else ((), ())
        return self._outcome(call, value, _evidence(parts) + facts, missing, (), parts)

    def _choice(self, call: Call, frame: Sequence[object], scope: Scope) -> _Outcome:
        test, then, otherwise = call.arguments
        asked = self.trace(test, frame, scope)
        holds = condition(asked.value)
        if holds is UNKNOWN:
            return self._after(call, UNKNOWN, asked)
        taken = self.trace(then if holds else otherwise, frame, scope)
        return self._outcome(
            call, taken.value, _evidence((asked, taken)), taken.missing, taken.reads, (asked, taken)
        )

    def _chain(self, call: Call, frame: Sequence[object], scope: Scope) -> _Outcome:
        decisive = call.function == "||"
        if any(isinstance(part, Literal) and part.value is decisive for part in call.arguments):
            return self._outcome(call, decisive)
        attempts = (self._attempt(argument, frame, scope) for argument in call.arguments)
        return self._united(call, attempts, decisive)

    def _attempt(self, expr: Expr, frame: Sequence[object], scope: Scope) -> _Outcome:
        """A part whose error the other parts may outweigh."""
        try:
            return self.trace(expr, frame, scope)
        except EvaluationError as error:
            return _Outcome(error, Step(expr, error))

    def _united(
        self, expr: Expr, attempts: Iterable[_Outcome], decisive: bool, before: _Outcome | None = None
    ) -> _Outcome:
        """Parts of which one may decide alone: then its facts are the proof, else those of all parts are."""
        pending: Pending = None
        parts = [before] if before else []
        for part in attempts:
            if part.value is decisive:
                evidence = part.evidence or (before.evidence if before else ())
                return self._outcome(expr, decisive, evidence, (), (), (*parts, part))
            pending = weigh(pending, part.value)
            parts.append(part)
        value = settle(pending, not decisive)
        missing = _missing(part for part in parts if part.value is UNKNOWN)
        return self._outcome(expr, value, _evidence(parts), missing, (), parts)

    # -- macros

    def _macro(self, macro: Macro, frame: Sequence[object], scope: Scope) -> _Outcome:
        before = self.trace(macro.range, frame, scope)
        if before.value is UNKNOWN:
            return self._after(macro, UNKNOWN, before)
        items = elements(macro.name, before.value)
        inner = scope.inside(macro.variable)
        inside = enter(frame, inner, items)
        if macro.name in ("all", "exists"):
            attempts = (self._attempt(macro.body, self._at(inside, item), inner) for item in items)
            return self._united(macro, attempts, macro.name == "exists", before)
        return self._mapped(macro, before, items, inside, inner)

    @staticmethod
    def _at(inside: list[object], item: object) -> list[object]:
        inside[-1] = item
        return inside

    def _mapped(
        self, macro: Macro, before: _Outcome, items: Collection[object], inside: list[object], inner: Scope
    ) -> _Outcome:
        wanted = macro.condition if macro.name == "map" else macro.body
        body = macro.body if macro.name == "map" else None
        found: list[object] = []
        parts = [before]
        for item in items:
            inside[-1] = item
            keep = True
            if wanted is not None:
                asked = self.trace(wanted, inside, inner)
                parts.append(asked)
                keep = condition(asked.value) is True
            if keep:
                made = self.trace(body, inside, inner) if body is not None else _Outcome(item, before.step)
                found.append(made.value)
                parts += [made] if body is not None else []
        unknown = [part for part in parts if part.value is UNKNOWN]
        value: object = len(found) == 1 if macro.name == "exists_one" else found
        return self._outcome(
            macro, UNKNOWN if unknown else value, _evidence(parts), _missing(unknown), (), parts
        )


def _evidence(parts: Iterable[_Outcome]) -> tuple[Evidence, ...]:
    return tuple([evidence for part in parts for evidence in part.evidence])


def _missing(parts: Iterable[_Outcome]) -> tuple[Missing, ...]:
    return tuple([fact for part in parts for fact in part.missing])


def _says(field: Field, value: object) -> str:
    """The words for a field that has none of its own."""
    if isinstance(field.type, ListType) and isinstance(value, list | tuple):
        return f"`{field.name}` has {len(value)} entr{'y' if len(value) == 1 else 'ies'}"
    return f"`{field.name}` is {value_text(value)}"
