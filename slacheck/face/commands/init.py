"""`slacheck init`: a commented first contract."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from slacheck.face.console import deliver, note
from slacheck.face.files import shipped_rules
from slacheck.face.status import CLEAN, USAGE

if TYPE_CHECKING:
    import argparse

    from slacheck.face.commands.check import Subparsers

LANGUAGES = ("en", "fr")


def add(commands: Subparsers) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "init",
        help="write a commented starter contract",
        description="Write a commented starter contract that checks without input errors.",
    )
    command.add_argument("file", nargs="?", default="contract.yaml", metavar="FILE", help="(contract.yaml)")
    command.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of its comments (en)")


def run(arguments: argparse.Namespace) -> int:
    """Write the file; an existing one is never overwritten."""
    text = (shipped_rules() / "starter" / f"contract.{arguments.lang}.yaml").read_text(encoding="utf-8")
    if arguments.file != "-" and Path(arguments.file).exists():
        note(f"slacheck: {arguments.file} exists already and is left as it is")
        return USAGE
    deliver(text, arguments.file)
    if arguments.file != "-":
        note(f"slacheck: wrote {arguments.file}; now edit it and run `slacheck check {arguments.file}`")
    return CLEAN
