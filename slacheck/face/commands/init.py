"""`slacheck init`: a commented first contract."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from slacheck.face.config import SETTINGS_FILE
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
        help="write a commented starter contract, or settings",
        description="Write a commented starter contract that checks without input errors, or the settings of a "
        "repository of contracts.",
    )
    command.add_argument(
        "file", nargs="?", metavar="FILE", help=f"(contract.yaml; with --settings {SETTINGS_FILE})"
    )
    command.add_argument(
        "--settings", action="store_true", help="write the settings of a repository instead of a contract"
    )
    command.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of its comments (en)")


def run(arguments: argparse.Namespace) -> int:
    """Write the file; an existing one is never overwritten."""
    name = f"settings/{arguments.lang}.yaml" if arguments.settings else f"contract.{arguments.lang}.yaml"
    text = (shipped_rules() / "starter" / name).read_text(encoding="utf-8")
    file = arguments.file or (SETTINGS_FILE if arguments.settings else "contract.yaml")
    if file != "-" and Path(file).exists():
        note(f"slacheck: {file} exists already and is left as it is")
        return USAGE
    deliver(text, file)
    if file != "-":
        then = "slacheck config" if arguments.settings else f"slacheck check {file}"
        note(f"slacheck: wrote {file}; now edit it and run `{then}`")
    return CLEAN
