"""Whether a condition may turn out unknown because a contract does not state what it reads.

A field that a `has(...)` on the way asks for is there. Lengths that the calendar decides and amounts in two currencies
are left out: they are stated, and still settle nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.rule.compile import field_of
from slacheck.rule.expr import Call, Expr, Macro, Select, children
from slacheck.rule.guard import NO_GUARDS, Guards, guard, hidden_by, when_false, when_true
from slacheck.rule.schema import Presence

if TYPE_CHECKING:
    from slacheck.rule.check import Checked
    from slacheck.rule.schema import Environment

CERTAIN = frozenset({"entries", "levels", "options", "sells", "supporting", "today", "entitlement", "scope"})
"""The functions of a contract that always have an answer."""


def may_be_unstated(checked: Checked | None, env: Environment, given: Guards = NO_GUARDS) -> bool:
    """Whether it reads anything that a contract may leave out, beyond what `given` assures."""
    return checked is not None and _reads(checked.expr, checked, env, given)


def assured(checked: Checked | None) -> Guards:
    """What is stated where a condition holds."""
    return NO_GUARDS if checked is None else when_true(checked.expr)


def _reads(expr: Expr, checked: Checked, env: Environment, known: Guards) -> bool:
    match expr:
        case Select(operand, test=True):
            # Whether something is stated is always known, save where the thing itself is computed and may not be.
            return not _path(operand) and _reads(operand, checked, env, known)
        case Select(operand):
            field = field_of(env, checked.types, expr)
            if field is not None and field.presence is not Presence.REQUIRED and guard(expr) not in known:
                return True
            return _reads(operand, checked, env, known)
        case Call("&&" | "||" as function, arguments):
            return _chain(function, arguments, checked, env, known)
        case Call("?:", (condition, then, otherwise)):
            return (
                _reads(condition, checked, env, known)
                or _reads(then, checked, env, known | when_true(condition))
                or _reads(otherwise, checked, env, known | when_false(condition))
            )
        case Call(function, arguments, method):
            found = None if method else env.functions.get(function)
            uncertain = found is not None and not found.static and function not in CERTAIN
            return uncertain or any(_reads(one, checked, env, known) for one in arguments)
        case Macro(_, range_, variable, body, condition):
            inside = hidden_by(variable, known)
            if condition is not None:
                if _reads(condition, checked, env, inside):
                    return True
                inside |= when_true(condition)
            return _reads(range_, checked, env, known) or _reads(body, checked, env, inside)
        case _:
            return any(_reads(one, checked, env, known) for one in children(expr))


def _chain(
    function: str, arguments: tuple[Expr, ...], checked: Checked, env: Environment, known: Guards
) -> bool:
    learn = when_true if function == "&&" else when_false
    for argument in arguments:
        if _reads(argument, checked, env, known):
            return True
        known |= learn(argument)
    return False


def _path(expr: Expr) -> bool:
    """Whether an expression is a name with fields after it."""
    while isinstance(expr, Select):
        expr = expr.operand
    return not children(expr)
