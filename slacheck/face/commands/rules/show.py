"""`slacheck rules show RULE`: what a rule checks, why, and on what it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.face.commands.rules import add_packs
from slacheck.face.commands.rules.chosen import packs
from slacheck.face.console import deliver
from slacheck.face.library import UnknownName, shipped
from slacheck.face.status import CLEAN
from slacheck.rule.expr import unparse
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from slacheck.face.commands.check import Subparsers
    from slacheck.rule.model import Condition, Pack, Rule


def add(actions: Subparsers) -> None:
    """Declare the action."""
    action = actions.add_parser("show", help="one rule in full", description="What a rule checks, and why.")
    action.add_argument("rule", metavar="RULE")
    add_packs(action)


def run(arguments: argparse.Namespace) -> int:
    """Show."""
    deliver(_showing(packs(shipped(), arguments.pack), arguments.rule), None)
    return CLEAN


def _showing(chosen: Iterable[Pack], name: str) -> str:
    rules = {rule.id: rule for pack in chosen for rule in pack.rules}
    if name not in rules:
        raise UnknownName(
            f"no rule is called `{name}`; {did_you_mean(name, rules, '`slacheck rules list` names all')}"
        )
    return "\n".join(_lines(rules[name])) + "\n"


def _lines(rule: Rule) -> Iterator[str]:
    yield f"{rule.id}  ({rule.pack}, {rule.severity.value}, {rule.legal_status.value})"
    for heading, text in (
        ("what", rule.doc.what),
        ("why", rule.doc.why),
        ("instead", rule.doc.instead),
        ("false positives", rule.doc.false_positives),
    ):
        yield f"\n{heading}\n  {text.strip()}"
    yield "\ncondition"
    if rule.variable and rule.domain:
        yield f"  for each {rule.variable} in {_text(rule.domain)}"
    if rule.when:
        yield f"  when     {_text(rule.when)}"
    yield f"  require  {_text(rule.require)}"
    if rule.unwaivable:
        yield "\nwaivers\n  nobody may accept what it finds"
    yield "\nanchors"
    for reference in rule.references:
        seen = "" if reference.verified else ", not verified"
        yield f"  {reference.id}: {reference.citation} ({reference.strength}{seen})"
    yield "\ncases"
    yield from (f"  {case.name}" for case in rule.cases)


def _text(condition: Condition) -> str:
    return unparse(condition.checked.expr)
