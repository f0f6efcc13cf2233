"""Lints of parameters: what no rule reads, nobody explains, or two packs declare differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.rule.pack import kid
from slacheck.rule.parameters import reads, value_words
from slacheck.source.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.rule.check import Checked
    from slacheck.rule.lint.sheet import Bench, PackSheet
    from slacheck.rule.model import Pack, Rule
    from slacheck.rule.parameters import Parameter
    from slacheck.source.span import Span


def unused(sheet: PackSheet, _bench: Bench) -> Iterator[Problem]:
    """A parameter that no condition, text or other parameter reads: who sets it changes nothing."""
    if sheet.pack is None:
        return
    used = {name for checked in _expressions(sheet.pack) for name in reads(checked)}
    used |= {need for parameter in sheet.pack.declared for need in parameter.needs}
    for parameter in sheet.pack.declared:
        if parameter.name not in used:
            message = f"no rule reads the parameter `{parameter.name}`"
            yield Problem(message, _place(sheet, parameter.name), "whoever sets it would change nothing")


def unexplained(sheet: PackSheet, _bench: Bench) -> Iterator[Problem]:
    """A parameter that does not say what it decides."""
    for parameter in sheet.pack.declared if sheet.pack else ():
        if not parameter.means.strip():
            message = f"the parameter `{parameter.name}` does not say what it means"
            yield Problem(
                message, _place(sheet, parameter.name), "add `means: ...`; `slacheck rules params` shows it"
            )


def clash(sheet: PackSheet, bench: Bench) -> Iterator[Problem]:
    """A parameter that another pack declares under this name, with another type or value: one setting sets both."""
    for other in bench.packs[: bench.packs.index(sheet)]:
        known = {parameter.name: parameter for parameter in other.pack.declared} if other.pack else {}
        for parameter in sheet.pack.declared if sheet.pack else ():
            before = known.get(parameter.name)
            how = _difference(parameter, before) if before else ""
            if how:
                message = f"the parameter `{parameter.name}` {how} in `{other.name}`"
                place = _place(other, parameter.name)
                related = ((f"the parameter of `{other.name}`", place),) if place else ()
                help_text = "one `--param` sets both: name one of them otherwise, or make them alike"
                yield Problem(message, _place(sheet, parameter.name), help_text, related)


def _difference(one: Parameter, other: Parameter) -> str:
    if one.kind != other.kind or one.type != other.type:
        return f"is of type `{one.kind}` here and `{other.kind}`"
    if one.equals != other.equals or one.default != other.default:
        return f"is {_usual(one)} here and {_usual(other)}"
    return ""


def _usual(parameter: Parameter) -> str:
    return f"`{value_words(parameter.default) if parameter.equals is None else parameter.equals}`"


def _place(sheet: PackSheet, name: str) -> Span | None:
    declared = kid(sheet.manifest, "parameters") if sheet.manifest else None
    return declared.key_span(name) if declared else None


def _expressions(pack: Pack) -> Iterator[Checked]:
    """Every expression of a pack that may read its parameters."""
    for rule in pack.rules:
        yield from _of_rule(rule)
    framework = pack.framework
    if framework is not None and framework.scope is not None:
        yield framework.scope.condition.checked
    for row in framework.requirements if framework else ():
        yield from (own.condition.checked for own in (row.when, row.quality) if own is not None)
        yield from (asked for template in row.demand.values() for asked in template.asks)


def _of_rule(rule: Rule) -> Iterator[Checked]:
    conditions = (rule.domain, rule.when, rule.require)
    yield from (condition.checked for condition in conditions if condition is not None)
    for templates in (rule.messages, rule.remedies):
        yield from (asked for template in templates.values() for asked in template.asks)
