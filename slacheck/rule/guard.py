"""Which optional fields are surely there, given that a condition holds or does not hold."""

from __future__ import annotations

from slacheck.rule.expr import Call, Expr, Select, free_names, unparse

Guard = tuple[str, frozenset[str]]
"""The text of a field with the way to it, and the variables in it."""
Guards = frozenset[Guard]
NO_GUARDS: Guards = frozenset()


def when_true(condition: Expr) -> Guards:
    """The fields that are there if the condition is true."""
    match condition:
        case Select(test=True):
            return frozenset(_path(condition))
        case Call("!", (operand,)):
            return when_false(operand)
        case Call("&&", arguments):
            return NO_GUARDS.union(*map(when_true, arguments))
        case Call("||", arguments):
            return frozenset.intersection(*map(when_true, arguments))
        case _:
            return NO_GUARDS


def when_false(condition: Expr) -> Guards:
    """The fields that are there if the condition is false."""
    match condition:
        case Call("!", (operand,)):
            return when_true(operand)
        case Call("||", arguments):
            return NO_GUARDS.union(*map(when_false, arguments))
        case Call("&&", arguments):
            return frozenset.intersection(*map(when_false, arguments))
        case _:
            return NO_GUARDS


def hidden_by(variable: str, guards: Guards) -> Guards:
    """The guards that still mean the same where a macro gives `variable` a new meaning."""
    return frozenset(one for one in guards if variable not in one[1])


def guard(path: Select) -> Guard:
    """What `has(path)` assures."""
    return unparse(path._replace(test=False)), free_names(path)


def _path(tested: Select) -> list[Guard]:
    """`has(a.b.c)` assures `a.b.c` and, on the way to it, `a.b`."""
    found: list[Guard] = []
    step: Expr = tested
    while isinstance(step, Select):
        found.append(guard(step))
        step = step.operand
    return found
