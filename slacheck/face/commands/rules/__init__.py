"""`slacheck rules ACTION`: what the rules say of themselves, and whether it holds."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from slacheck.face.commands.check import Subparsers

ACTIONS = {
    "list": "slacheck.face.commands.rules.list",
    "show": "slacheck.face.commands.rules.show",
    "params": "slacheck.face.commands.rules.params",
    "profiles": "slacheck.face.commands.rules.profiles",
    "lock": "slacheck.face.commands.rules.lock",
    "lint": "slacheck.face.commands.rules.lint",
    "test": "slacheck.face.commands.rules.test",
    "mutate": "slacheck.face.commands.rules.mutate",
    "model": "slacheck.face.commands.rules.model",
}
"""The module of each action, imported when the command line is made."""


def add(commands: Subparsers) -> None:
    """Declare the command and its actions."""
    command = commands.add_parser(
        "rules",
        help="list, show, lint, test and lock the rules",
        description="The rules, their words, and the proof that they do what they say.",
    )
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name in ACTIONS:
        _module(name).add(actions)


def add_packs(action: argparse.ArgumentParser) -> None:
    """Declare the argument that chooses packs."""
    action.add_argument("--pack", action="append", default=[], metavar="NAME|DIR", help="only these packs")


def add_choice(action: argparse.ArgumentParser) -> None:
    """Declare the arguments of an action that puts rules to the test: which ones, and the form of the result."""
    add_packs(action)
    action.add_argument("--rule", action="append", default=[], metavar="ID", help="only these rules")
    add_form(action)


def add_form(action: argparse.ArgumentParser) -> None:
    """Declare the arguments that choose the form of a result and where it goes."""
    action.add_argument(
        "--format", choices=("text", "junit"), default="text", help="the form of the result (text)"
    )
    action.add_argument("--output", "-o", metavar="FILE", help="write it there instead of to stdout")


def run(arguments: argparse.Namespace) -> int:
    """Run the chosen action."""
    return int(_module(arguments.action).run(arguments))


def _module(action: str) -> Any:
    return import_module(ACTIONS[action])
