"""`slacheck rules list`: one line a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.face.commands.rules import add_packs
from slacheck.face.commands.rules.chosen import packs
from slacheck.face.console import deliver
from slacheck.face.library import shipped
from slacheck.face.status import CLEAN

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from slacheck.face.commands.check import Subparsers
    from slacheck.rule.model import Pack


def add(actions: Subparsers) -> None:
    """Declare the action."""
    add_packs(
        actions.add_parser("list", help="one line a rule", description="One line a rule, pack by pack.")
    )


def run(arguments: argparse.Namespace) -> int:
    """List."""
    deliver(_listing(packs(shipped(), arguments.pack)), None)
    return CLEAN


def _listing(chosen: Iterable[Pack]) -> str:
    lines = []
    for pack in chosen:
        lines.append(f"{pack.id} {pack.version}  {pack.title}  (sha256 {pack.sha256[:12]})")
        width = max((len(rule.id) for rule in pack.rules), default=0)
        lines += [f"  {rule.id:{width}}  {rule.severity.value:7}  {rule.doc.what}" for rule in pack.rules]
    return "\n".join(lines) + "\n"
