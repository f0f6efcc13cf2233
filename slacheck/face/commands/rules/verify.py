"""`slacheck rules verify`: lint and test the packs of a team in one go, for a commit hook or a job."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from slacheck.face.commands.rules import add_packs, lint, test
from slacheck.face.config import SETTINGS_FILE, add_config
from slacheck.face.console import note
from slacheck.face.library import UnknownName, is_shipped, shipped
from slacheck.face.profiles import choose_own
from slacheck.face.status import UNREADABLE
from slacheck.source.problem import Unreadable

if TYPE_CHECKING:
    from slacheck.face.commands.check import Subparsers


def add(actions: Subparsers) -> None:
    """Declare the action."""
    action = actions.add_parser(
        "verify",
        help="lint and test the packs of one's own",
        description=f"Lint, then test: the packs that are named, or those of one's own that {SETTINGS_FILE} names. "
        "Exit code 0: nothing; 1: something; 4: a pack does not load.",
    )
    add_packs(action)
    add_config(action)


def run(arguments: argparse.Namespace) -> int:
    """Lint and test; the worse exit code of both."""
    packs = arguments.pack or _own(arguments)
    if not packs:
        raise UnknownName(
            f"no pack of your own: name one, `--pack DIR`, or list it under `packs` in {SETTINGS_FILE}"
        )
    asked = argparse.Namespace(pack=packs, rule=[], format="text", output=None)
    linted = lint.run(asked)
    try:
        return max(linted, test.run(asked))
    except Unreadable:
        note("slacheck: not tested: a pack does not load")
        return UNREADABLE


def _own(arguments: argparse.Namespace) -> list[str]:
    """The packs of the settings, of their profile too, that do not come with slacheck."""
    settings = arguments.settings
    if settings is None or not settings.chooses():
        return []
    chosen = choose_own(settings.as_profile(), settings.folder, shipped())
    return [str(folder) for folder in chosen.folders if not is_shipped(folder)]
