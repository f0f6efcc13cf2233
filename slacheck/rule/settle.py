"""What the taxonomy alone decides of a rule, once, when its pack is loaded.

`for_each: clause in taxonomy.clauses` with `when: clause.tier == "baseline" && applies(clause)` names the same 37
subjects for every contract; only `applies(clause)` remains to be asked of each. What the taxonomy leaves out is no
subject of the rule, and is not counted as "not applicable".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from slacheck.rule.check import Checked, is_static
from slacheck.rule.compile import compile as compile_expression
from slacheck.rule.expr import Call, Name, children, conjuncts
from slacheck.rule.facts import Parameters
from slacheck.rule.model import Condition
from slacheck.rule.value import EvaluationError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.compile import Compiled
    from slacheck.rule.expr import Expr
    from slacheck.rule.framework import Framework
    from slacheck.rule.schema import Environment

STATIC = frozenset({"taxonomy", "params", "framework"})


class Settled(NamedTuple):
    """The subjects that are left, and what is still to ask of each."""

    subjects: tuple[object, ...] | None
    pending: Condition | None


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
    untouched = Settled(None, when)
    if variable is None or domain is None or not is_static(domain.checked.expr, env, STATIC):
        return untouched
    bindings = (None, taxonomy, Parameters(parameters), *(() if framework is None else (framework,)))
    try:
        subjects = tuple(cast("Sequence[object]", domain.run(None, bindings)))
        if when is None:
            return Settled(subjects, None)
        fixed, pending = _split(when.checked, env, variable)
        kept = tuple(one for one in subjects if all(run(None, (*bindings, one)) is True for run in fixed))
    except EvaluationError:
        return untouched
    return Settled(kept, pending)


def _split(when: Checked, env: Environment, variable: str) -> tuple[list[Compiled], Condition | None]:
    """The conjuncts that read the taxonomy alone, compiled; and the others, as one condition."""
    names = STATIC | {variable}
    parts = conjuncts(when.expr)
    fixed = [part for part in parts if is_static(part, env, names)]
    open_parts = tuple(part for part in parts if part not in fixed)
    runs = [compile_expression(when._replace(expr=part), env) for part in fixed]
    if not open_parts:
        return runs, None
    rest: Expr = open_parts[0] if len(open_parts) == 1 else Call("&&", open_parts)
    checked = when._replace(expr=rest)
    return runs, Condition(checked, compile_expression(checked, env))


def reads_entitlement_alone(expr: Expr, variable: str | None) -> bool:
    """Whether a condition reads a variable only as `entitlement(variable)`."""
    match expr:
        case Name(name):
            return name != variable
        case Call("entitlement", (Name(name),)) if name == variable:
            return True
        case _:
            return all(reads_entitlement_alone(part, variable) for part in children(expr))
