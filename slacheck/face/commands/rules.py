"""`slacheck rules list|show`: which rules there are, and what each of them says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.face.console import deliver
from slacheck.face.library import UnknownName, shipped
from slacheck.face.status import CLEAN
from slacheck.rule.expr import unparse
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from slacheck.face.commands.check import Subparsers
    from slacheck.face.library import Library
    from slacheck.rule.model import Condition, Pack, Rule


def add(commands: Subparsers) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "rules", help="list the rules, or show one", description="The rules and their words."
    )
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="one line a rule", description="One line a rule, pack by pack.")
    showing = actions.add_parser("show", help="one rule in full", description="What a rule checks, and why.")
    showing.add_argument("rule", metavar="RULE")
    for action in (listing, showing):
        action.add_argument(
            "--pack", action="append", default=[], metavar="NAME|DIR", help="only these packs"
        )


def run(arguments: argparse.Namespace) -> int:
    """List or show."""
    library = shipped()
    packs = _packs(library, arguments.pack)
    text = _listing(packs) if arguments.action == "list" else _showing(packs, arguments.rule)
    deliver(text, None)
    return CLEAN


def _packs(library: Library, names: list[str]) -> list[Pack]:
    folders = [library.named(name) for name in names] or list(library.pack_folders().values())
    return [library.load(folder) for folder in folders]


def _listing(packs: list[Pack]) -> str:
    lines = []
    for pack in packs:
        lines.append(f"{pack.id} {pack.version}  {pack.title}  (sha256 {pack.sha256[:12]})")
        width = max((len(rule.id) for rule in pack.rules), default=0)
        lines += [f"  {rule.id:{width}}  {rule.severity.value:7}  {rule.doc.what}" for rule in pack.rules]
    return "\n".join(lines) + "\n"


def _showing(packs: list[Pack], name: str) -> str:
    rules = {rule.id: rule for pack in packs for rule in pack.rules}
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
    yield "\nanchors"
    for reference in rule.references:
        seen = "" if reference.verified else ", not verified"
        yield f"  {reference.id}: {reference.citation} ({reference.strength}{seen})"
    yield "\ncases"
    yield from (f"  {case.name}" for case in rule.cases)


def _text(condition: Condition) -> str:
    return unparse(condition.checked.expr)
