"""The command line: arguments in, a result on stdout, an exit code out."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from slacheck import __version__
from slacheck.face.console import complain, note
from slacheck.face.status import BROKEN, MEANINGS, UNREADABLE, USAGE
from slacheck.source.problem import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COMMANDS = {
    "check": "slacheck.face.commands.check",
    "explain": "slacheck.face.commands.explain",
    "price": "slacheck.face.commands.price",
    "coverage": "slacheck.face.commands.coverage",
    "calendar": "slacheck.face.commands.calendar",
    "import": "slacheck.face.commands.import_",
    "survey": "slacheck.face.commands.survey",
    "rules": "slacheck.face.commands.rules",
    "schema": "slacheck.face.commands.schema",
    "init": "slacheck.face.commands.init",
}
"""The module of each command, imported when the command is called."""
INTERRUPTED = 130
YOUNG = 100_000
"""How many more things are made than given up before the collector of cycles looks at them; 700 is usual."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run slacheck; returns the exit code and lets no error through but a defect of its own, in a few words."""
    words = sys.argv[1:] if argv is None else argv
    with _rare_collections():
        return _run(words)


@contextmanager
def _rare_collections() -> Iterator[None]:
    """A run in which the collector of cycles seldom looks: otherwise a quarter of the time of a long run is its.

    Modules and rules live to the end, and reading and judging a contract leaves next to no cycles behind.
    """
    usual = gc.get_threshold()
    gc.set_threshold(YOUNG)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _run(words: Sequence[str]) -> int:
    from slacheck.face.library import UnknownName

    arguments = parser(*words[:1]).parse_args(words)
    try:
        return int(_module(arguments.command).run(arguments))
    except Unreadable as error:
        complain(error.problems)
        return UNREADABLE
    except UnknownName as error:
        note(f"slacheck: {error}")
        return USAGE
    except OSError as error:
        note(f"slacheck: {error.filename or 'output'}: {(error.strerror or str(error)).lower()}")
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("SLACHECK_DEBUG"):
            raise
        note(f"slacheck: a defect of slacheck itself, nothing was checked: {type(error).__name__}: {error}")
        note("set SLACHECK_DEBUG=1 to see where, and report it, please")
        return BROKEN


def parser(first: str = "") -> argparse.ArgumentParser:
    """The whole command line; only one command of it where the first word names that."""
    codes = "\n".join(f"  {code}  {meaning}" for code, meaning in MEANINGS.items())
    top = argparse.ArgumentParser(
        prog="slacheck",
        description="Prove what an outsourcing contract holds, and what it sells that it should hold.",
        epilog=f"exit codes of check (the worst wins: 2, 4, 6, 3, 1, 5, 0):\n{codes}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"slacheck {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in [first] if first in COMMANDS else COMMANDS:
        _module(command).add(commands)
    return top


def _module(command: str) -> Any:
    return import_module(COMMANDS[command])


if __name__ == "__main__":
    sys.exit(main())
