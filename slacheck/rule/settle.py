"""What the taxonomy alone decides of a rule, once, when its pack is loaded.

`for_each: clause in taxonomy.clauses` with `when: clause.tier == "baseline" && applies(clause)` names the same 37
subjects for every contract; only `applies(clause)` remains to be asked of each. What the taxonomy leaves out is no
subject of the rule, and is not counted as "not applicable".

What remains to be asked is parted in two: a *premise* that names no subject, such as the scope of a framework, has one
answer for all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from slacheck.rule.check import Checked, is_static
from slacheck.rule.compile import compile as compile_expression
from slacheck.rule.expr import Call, Name, children, conjuncts, free_names
from slacheck.rule.facts import Parameters
from slacheck.rule.model import Condition, Pending
from slacheck.rule.value import EvaluationError

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.expr import Expr
    from slacheck.rule.framework import Framework
    from slacheck.rule.schema import Environment

STATIC = frozenset({"taxonomy", "params", "framework"})


class Settled(NamedTuple):
    """The subjects that are left, and what is still to ask of each."""

    subjects: tuple[object, ...] | None
    pending: Pending | None


UNSETTLED = Settled(None, None)


def settle(
    taxonomy: Taxonomy,
    env: Environment,
    parameters: Mapping[str, object],
    variable: str | None,
    domain: Condition | None,
    when: Condition | None,
    framework: Framework | None = None,
) -> Settled:
    """Decide what can be decided without a contract; whatever fails here is left to the run, to be seen there."""
    untouched = Settled(None, None if when is None else Pending(when, alike=_alike(when, variable)))
    if variable is None or domain is None or not is_static(domain.checked.expr, env, STATIC):
        return untouched
    bindings = (None, taxonomy, Parameters(parameters), *(() if framework is None else (framework,)))
    try:
        subjects = tuple(cast("Sequence[object]", domain.run(None, bindings)))
        if when is None:
            return Settled(subjects, None)
        possible = _possible(when.checked.expr, when.checked, env, STATIC | {variable})
        kept = tuple(one for one in subjects if possible((*bindings, one)))
        return Settled(kept, _pending(when.checked, env, variable))
    except EvaluationError:
        return untouched


def _possible(
    expr: Expr, when: Checked, env: Environment, names: frozenset[str]
) -> Callable[[tuple[object, ...]], bool]:
    """Whether a condition can hold, whatever the contract says: what depends on it is taken as possible."""
    if is_static(expr, env, names):
        run = compile_expression(when._replace(expr=expr), env)
        return lambda bindings: run(None, bindings) is True
    match expr:
        case Call("&&" | "||" as name, arguments):
            parts = [_possible(argument, when, env, names) for argument in arguments]
            decide = all if name == "&&" else any
            return lambda bindings: decide(part(bindings) for part in parts)
        case _:
            return lambda _: True


def _pending(when: Checked, env: Environment, variable: str) -> Pending | None:
    """The conjuncts that the taxonomy alone does not decide, as one condition and in two parts."""
    names = STATIC | {variable}
    parts = tuple(part for part in conjuncts(when.expr) if not is_static(part, env, names))
    whole = _united(parts, when, env)
    if whole is None:
        return None
    alike = _alike(whole, variable)
    premise = tuple(part for part in parts if variable not in free_names(part))
    rest = tuple(part for part in parts if variable in free_names(part))
    if not premise:
        return Pending(whole, alike=alike)
    return Pending(whole, _united(premise, when, env), _united(rest, when, env), alike)


def _united(parts: tuple[Expr, ...], when: Checked, env: Environment) -> Condition | None:
    """Conjuncts of a condition as one condition."""
    if not parts:
        return None
    checked = when._replace(expr=parts[0] if len(parts) == 1 else Call("&&", parts))
    return Condition(checked, compile_expression(checked, env))


def _alike(condition: Condition, variable: str | None) -> bool:
    return reads_through(condition.checked.expr, variable, {"applies", "entitlement"})


def reads_through(expr: Expr, variable: str | None, functions: Container[str]) -> bool:
    """Whether a condition reads a variable only as the argument of these functions."""
    match expr:
        case Name(name):
            return name != variable
        case Call(function, (Name(name),)) if name == variable and function in functions:
            return True
        case _:
            return all(reads_through(part, variable, functions) for part in children(expr))
