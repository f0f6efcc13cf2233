"""The command line: arguments in, a result on stdout, an exit code out."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from slacheck import __version__
from slacheck.face.commands import check, explain, init, rules, schema
from slacheck.face.console import complain, note
from slacheck.face.library import UnknownName
from slacheck.face.status import BROKEN, MEANINGS, UNREADABLE, USAGE
from slacheck.source.problem import Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "check": check,
    "explain": explain,
    "rules": rules,
    "schema": schema,
    "init": init,
}
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run slacheck; returns the exit code and lets no error through but a defect of its own, in a few words."""
    arguments = parser().parse_args(argv)
    try:
        return int(COMMANDS[arguments.command].run(arguments))
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


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    codes = "\n".join(f"  {code}  {meaning}" for code, meaning in MEANINGS.items())
    top = argparse.ArgumentParser(
        prog="slacheck",
        description="Prove what an outsourcing contract holds, and what it sells that it should hold.",
        epilog=f"exit codes of check (the worst wins: 2, 4, 6, 3, 1, 5, 0):\n{codes}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"slacheck {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS.values():
        command.add(commands)
    return top


if __name__ == "__main__":
    sys.exit(main())
