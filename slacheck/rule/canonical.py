"""One text for expressions that differ in the names of their variables alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from slacheck.rule.expr import Call, Expr, Literal, Macro, Name, Select, unparse

if TYPE_CHECKING:
    from collections.abc import Mapping


def canonical(expr: Expr, renamed: Mapping[str, str] | None = None) -> str:
    """The text of an expression with the variables of its macros numbered from the outside in.

    `renamed` gives other variables a name; a name with `$` is none that a rule can write.
    """
    return unparse(_renamed(expr, renamed or {}, 0))


def _renamed(expr: Expr, names: Mapping[str, str], depth: int) -> Expr:
    match expr:
        case Literal():
            return expr
        case Name(name):
            return Name(names.get(name, name))
        case Select(operand):
            return expr._replace(operand=_renamed(operand, names, depth))
        case Call(_, arguments):
            return expr._replace(arguments=tuple(_renamed(one, names, depth) for one in arguments))
        case Macro(_, range_, variable, body, condition):
            inside = {**names, variable: f"${depth}"}
            return expr._replace(
                range=_renamed(range_, names, depth),
                variable=f"${depth}",
                body=_renamed(body, inside, depth + 1),
                condition=None if condition is None else _renamed(condition, inside, depth + 1),
            )
        case _ as unreachable:
            assert_never(unreachable)
