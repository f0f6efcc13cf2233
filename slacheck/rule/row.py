"""The variants of what a table says: a requirement, or a scope, with one mistake in an expression of its own.

The condition that all requirements share is not varied here: it is the same for all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.rule.check import check
from slacheck.rule.compile import compile as compile_expression
from slacheck.rule.model import Condition
from slacheck.rule.mutant import mutants
from slacheck.rule.problem import InvalidExpression
from slacheck.rule.types import BOOL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.rule.expr import Expr
    from slacheck.rule.framework import Own
    from slacheck.rule.model import Rule

PLACES = ("when", "quality")
"""The expressions of a row."""


def conditions_of(rule: Rule) -> dict[str, Condition | None]:
    """The expressions of a row, or of the table where the rule asks for its scope."""
    if rule.row is not None:
        own = {place: getattr(rule.row, place) for place in PLACES}
    else:
        own = {"scope": rule.framework.scope if rule.framework else None}
    return {place: None if one is None else one.condition for place, one in own.items()}


def table_variants(rule: Rule) -> Iterator[tuple[str, Expr, str, Rule | None]]:
    """Place, part, change and the rule with it; no rule where the change does not type-check."""
    framework = rule.framework
    if rule.row is not None or framework is None:
        yield from _of_row(rule)
        return
    for part, change, made in own_variants(framework.scope):
        if made is None:
            yield "scope", part, change, None
            continue
        changed = framework._replace(scope=made)
        yield "scope", part, change, rule._replace(framework=changed, subjects=(changed,))


def _of_row(rule: Rule) -> Iterator[tuple[str, Expr, str, Rule | None]]:
    row = rule.row
    assert row is not None
    for place in PLACES:
        own: Own | None = getattr(row, place)
        for part, change, made in own_variants(own):
            if made is None:
                yield place, part, change, None
                continue
            changed = row._replace(when=made) if place == "when" else row._replace(quality=made)
            yield place, part, change, rule._replace(row=changed, subjects=(changed,))


def own_variants(own: Own | None) -> Iterator[tuple[Expr, str, Own | None]]:
    """Part, change and the expression with it; none where the change does not type-check."""
    if own is None:
        return
    for mutant in mutants(own.condition.checked, own.environment, own.parameters):
        try:
            checked = check(mutant.expr, own.environment, {}, BOOL)
        except InvalidExpression:
            yield mutant.part, mutant.change, None
            continue
        made = Condition(checked, compile_expression(checked, own.environment))
        yield mutant.part, mutant.change, own._replace(condition=made)
