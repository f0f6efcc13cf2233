"""`slacheck rules params`: the house values in force, where each comes from, and which rules use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.face.commands.check import add_values, wanted
from slacheck.face.commands.rules import add_packs
from slacheck.face.config import add_config
from slacheck.face.console import deliver
from slacheck.face.library import shipped
from slacheck.face.selection import select
from slacheck.face.status import CLEAN
from slacheck.rule.parameters import reads, value_words
from slacheck.source.excerpt import visible

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from slacheck.face.commands.check import Subparsers
    from slacheck.rule.check import Checked
    from slacheck.rule.model import Pack, Rule
    from slacheck.rule.parameters import Parameter


def add(actions: Subparsers) -> None:
    """Declare the action."""
    action = actions.add_parser(
        "params",
        help="the parameters of the packs and their values",
        description="Each parameter of the packs: its type, its value in force and where that comes from, its "
        "default, what it means, and which rules use it.",
    )
    add_packs(action)
    add_values(action)
    add_config(action)


def run(arguments: argparse.Namespace) -> int:
    """List."""
    packs = select(wanted(arguments), shipped())
    deliver("".join(f"{visible(line)}\n" for line in _lines(packs)), None)
    return CLEAN


def _lines(packs: Iterable[Pack]) -> Iterator[str]:
    for pack in packs:
        yield f"{pack.id} {pack.version}  {pack.title}"
        if not pack.declared:
            yield "  no parameters"
        users = _users(pack)
        for one in pack.declared:
            yield f"  {one.name} = {value_words(one.value)}  ({one.kind}; {_origin(one)})"
            if one.means:
                yield f"      {one.means}"
            yield f"      used by: {', '.join(users[one.name]) or 'nothing'}"


def _origin(one: Parameter) -> str:
    usual = f"equals {one.equals}" if one.equals is not None else f"default {value_words(one.default)}"
    return usual if one.origin in ("default", "derived") else f"set by {one.origin}; {usual}"


def _users(pack: Pack) -> dict[str, list[str]]:
    """The rules that read each parameter, then the parameters that follow from it."""
    users: dict[str, list[str]] = {one.name: [] for one in pack.declared}
    for rule in pack.rules:
        for name in dict.fromkeys(name for checked in _expressions(rule) for name in reads(checked)):
            users[name].append(rule.id)
    for one in pack.declared:
        for name in one.needs:
            users[name].append(f"params.{one.name}")
    return users


def _expressions(rule: Rule) -> Iterator[Checked]:
    """Every expression of a rule, those of its messages and of its row in a framework too."""
    yield from (part.checked for part in (rule.domain, rule.when, rule.require) if part is not None)
    templates = [*rule.messages.values(), *rule.remedies.values()]
    if rule.row is not None:
        own = (rule.row.when, rule.row.quality)
        yield from (one.condition.checked for one in own if one is not None)
        templates += rule.row.demand.values()
    elif rule.framework is not None and rule.framework.scope is not None:
        yield rule.framework.scope.condition.checked
    for template in templates:
        yield from template.asks
