"""The problems of types, collected and worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.rule.expr import Call, Expr, Literal, Select, unparse
from slacheck.rule.problem import ExpressionProblem
from slacheck.rule.types import DYN, NULL, STRING, EnumType, Type, describe, fits
from slacheck.rule.unit import literals, unit_help
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable


class Notes:
    """Collects problems; where something is wrong the work goes on with `dyn`, which clashes with nothing."""

    def __init__(self) -> None:
        self.problems: list[ExpressionProblem] = []

    def problem(self, at: Expr, message: str, help_: str = "") -> Type:
        self.problems.append(ExpressionProblem(message, at.start, at.end, help_))
        return DYN

    def expect(self, expr: Expr, found: Type, wanted: Type, where: str) -> None:
        """Notes a problem unless `found` fits; text literals must be among the values of an enumeration."""
        if isinstance(wanted, EnumType):
            written = literals(expr)
            self.values(written, wanted)
            if written and found == STRING:
                return
        if fits(found, wanted):
            return
        message = f"expected {describe(wanted)} {where}, found {describe(found)}"
        self.problem(expr, message, unit_help(wanted, expr))

    def values(self, written: Iterable[Literal], wanted: EnumType) -> None:
        for literal in written:
            text = str(literal.value)
            if text not in wanted.values:
                known = "one of " + ", ".join(f"`{value}`" for value in wanted.values[:8])
                hint = did_you_mean(text, wanted.values, otherwise=known)
                self.problem(literal, f"`{text}` is not a value of `{wanted.name}`", hint)

    def mismatch(self, call: Call, one: Type, other: Type) -> Type:
        """Two operands that do not go together, with the unit or the question that was meant."""
        left, right = call.arguments
        hint = unit_help(one, right) or unit_help(other, left)
        if NULL in (one, other):
            asked = right if one is NULL else left
            hint = (
                f"nothing is null: ask `has({unparse(asked)})`"
                if isinstance(asked, Select)
                else "nothing is null"
            )
        message = f"`{call.function}` does not take {describe(one)} and {describe(other)}"
        return self.problem(call, message, hint)
