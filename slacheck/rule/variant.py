"""A rule to its variants: the rule as it would be with one mistake in `for_each`, `when`, `require` or a parameter.

A variant is a whole rule, checked, compiled and settled as if it had been loaded; what does not type-check is
discarded and counted, since no author could have shipped it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.rule.check import check
from slacheck.rule.compile import compile as compile_expression
from slacheck.rule.expr import Expr, Name, Select, children
from slacheck.rule.model import Condition, Rule
from slacheck.rule.mutant import mutants
from slacheck.rule.nudge import in_another_unit, nudged
from slacheck.rule.problem import InvalidExpression
from slacheck.rule.row import conditions_of as conditions_of_table
from slacheck.rule.row import table_variants
from slacheck.rule.settle import reads_through, settle
from slacheck.rule.types import BOOL, EnumType, ListType
from slacheck.rule.value import value_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.types import Type

PLACES = ("for_each", "when", "require")
"""The conditions of a rule file, in its order."""


class Variant(NamedTuple):
    """A rule with one change in it."""

    number: int
    """Counts the variants of the rule from 1."""
    place: str
    """The key of the rule file in which the change stands."""
    part: Expr
    """The part of that condition that is changed, with its place in the text."""
    change: str
    """What is changed, in one line."""
    rule: Rule


class Variants(NamedTuple):
    """All variants of a rule, and how many more were no rules at all."""

    variants: tuple[Variant, ...]
    discarded: int


class _Draft(NamedTuple):
    """A change that is not checked yet: the conditions, or the parameters, as they would be."""

    place: str
    part: Expr
    change: str
    conditions: Mapping[str, Expr | None]
    parameters: Mapping[str, object]


def variants(rule: Rule, taxonomy: Taxonomy, *, shared: bool = False) -> Variants:
    """The variants of a rule in the order of its file, its parameters last.

    Of a rule that comes from the table of a framework those of the table are made, or with `shared` those of the
    condition that it shares with all others.
    """
    made: list[Variant] = []
    discarded = 0
    if rule.framework is not None and not shared:
        for place, part, change, varied in table_variants(rule):
            if varied is None:
                discarded += 1
            else:
                made.append(Variant(len(made) + 1, place, part, change, varied))
        return Variants(tuple(made), discarded)
    for draft in _drafts(rule, shared=shared):
        try:
            changed = _rebuilt(rule, draft, taxonomy)
        except InvalidExpression:
            discarded += 1
            continue
        made.append(Variant(len(made) + 1, draft.place, draft.part, draft.change, changed))
    return Variants(tuple(made), discarded)


def conditions_of(rule: Rule, *, shared: bool = False) -> dict[str, Condition | None]:
    """The conditions of a rule by the keys of its file, or of its row."""
    if rule.framework is not None and not shared:
        return conditions_of_table(rule)
    return {"for_each": rule.domain, "when": rule.when, "require": rule.require}


def _drafts(rule: Rule, *, shared: bool) -> Iterator[_Draft]:
    found = conditions_of(rule, shared=shared)
    trees = {place: None if one is None else one.checked.expr for place, one in found.items()}
    uses = [(place, use) for place in PLACES for use in _uses(trees[place])]
    names = [use.field for _, use in uses]
    often = {name: rule.parameters[name] for name in names if names.count(name) > 1}
    for place in PLACES:
        condition, tree = found[place], trees[place]
        if condition is None or tree is None:
            continue
        if place == "when":
            yield _Draft(place, tree, "drop the whole of `when`", {**trees, place: None}, rule.parameters)
        for mutant in mutants(condition.checked, rule.environment, often):
            yield _Draft(place, mutant.part, mutant.change, {**trees, place: mutant.expr}, rule.parameters)
    first = {use.field: (place, use) for place, use in reversed(uses)}
    for name in dict.fromkeys(names):
        place, use = first[name]
        for value in _other_values(
            rule.parameters[name], rule.environment.objects["params"].fields[name].type
        ):
            change = f"params.{name} = {_shown(rule.parameters[name])} -> {_shown(value)}"
            yield _Draft(place, use, change, trees, {**rule.parameters, name: value})


def _uses(expr: Expr | None) -> Iterator[Select]:
    """Where an expression reads a parameter."""
    match expr:
        case None:
            return
        case Select(Name("params")):
            yield expr
        case _:
            for part in children(expr):
                yield from _uses(part)


def _other_values(value: object, type_: Type) -> Iterator[object]:
    """What else a parameter could have been set to by mistake."""
    match value:
        case bool():
            yield not value
        case str() if isinstance(type_, EnumType):
            at = type_.values.index(value) + 1
            yield from (type_.values[at:] + type_.values[: at - 1])[:1]
        case str():
            yield f"not {value}"
        case tuple():
            yield from (value[:index] + value[index + 1 :] for index in range(len(value)))
        case _:
            yield from nudged(value)
            yield from in_another_unit(value)


def _shown(value: object) -> str:
    return value_text(value)


def _rebuilt(rule: Rule, draft: _Draft, taxonomy: Taxonomy) -> Rule:
    """The rule with a change, as the loader of packs would make it; raises InvalidExpression."""
    env, scope = rule.environment, dict[str, "Type"]()
    domain = _condition(rule, draft, "for_each", {}, ())
    if domain is not None and rule.variable is not None and isinstance(domain.checked.type, ListType):
        scope = {rule.variable: domain.checked.type.element}
    when = _condition(rule, draft, "when", scope, ())
    require = _condition(rule, draft, "require", scope, () if when is None else (when.checked.expr,))
    assert require is not None
    settled = settle(taxonomy, env, draft.parameters, rule.variable, domain, when, rule.framework)
    return rule._replace(
        domain=domain,
        when=when,
        require=require,
        subjects=settled.subjects,
        pending=settled.pending,
        alike=reads_through(require.checked.expr, rule.variable, {"entitlement"}),
        parameters=draft.parameters,
    )


def _condition(
    rule: Rule, draft: _Draft, place: str, scope: Mapping[str, Type], given: tuple[Expr, ...]
) -> Condition | None:
    tree = draft.conditions[place]
    if tree is None:
        return None
    checked = check(tree, rule.environment, scope, None if place == "for_each" else BOOL, given)
    return Condition(checked, compile_expression(checked, rule.environment))
