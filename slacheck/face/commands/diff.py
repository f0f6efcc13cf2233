"""`slacheck diff OLD NEW`: what changed in meaning between two versions of a contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck import __version__
from slacheck.audit.worth import Verdict
from slacheck.face.console import coloured, complain, deliver, note, width
from slacheck.face.library import shipped
from slacheck.face.locking import add_lock, hold_base, lock_in_force
from slacheck.face.status import CLEAN, GAPS, UNREADABLE, USAGE
from slacheck.face.versions import read_version
from slacheck.rule.form import LANGUAGES
from slacheck.source.problem import Unreadable

if TYPE_CHECKING:
    import argparse

    from slacheck.audit.change import Diff
    from slacheck.contract.read import Reading
    from slacheck.face.commands.check import Subparsers
    from slacheck.source.problem import Problem

FORMATS = ("text", "json", "markdown", "html")
FAIL_ON = ("worse", "never")


def add(commands: Subparsers) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "diff",
        help="show what changed in meaning between two versions of a contract",
        description="Show what changed in meaning, and for whom: what a buyer holds and pays, attributes, service "
        "levels, terms. Exits with 1 if anything got worse for the buyer.",
    )
    command.add_argument("old", metavar="OLD", help="a file, or REV:PATH as git keeps it")
    command.add_argument("new", metavar="NEW", help="a file, or REV:PATH as git keeps it")
    command.add_argument("--format", choices=FORMATS, default="text", help="the form of the answer (text)")
    command.add_argument("--output", "-o", metavar="FILE", help="write it there instead of to stdout")
    command.add_argument("--all", action="store_true", help="list what is only reworded, too")
    command.add_argument("--fail-on", choices=FAIL_ON, default="worse", help="on what to exit with 1 (worse)")
    command.add_argument("--lang", choices=list(LANGUAGES), default="en", help="language of the answer (en)")
    add_lock(command)


def run(arguments: argparse.Namespace) -> int:
    """Compare both versions, write what changed, and return the exit code."""
    from slacheck.audit.diff import diff

    library = shipped()
    hold_base(lock_in_force(arguments.lock), library)
    taxonomy = library.taxonomy
    read: list[Reading] = []
    problems: list[Problem] = []
    for name in (arguments.old, arguments.new):
        try:
            read.append(read_version(name, taxonomy))
        except Unreadable as error:
            problems += error.problems
        except FileNotFoundError as error:
            note(f"slacheck: no such file: {error}")
            return USAGE
    if problems:
        complain(problems)
        return UNREADABLE
    found = diff(read[0], read[1], taxonomy, language=arguments.lang, version=__version__)
    deliver(render(found, arguments), arguments.output)
    worse = arguments.fail_on == "worse" and found.counts[Verdict.WORSE]
    return GAPS if worse else CLEAN


def render(found: Diff, arguments: argparse.Namespace) -> str:
    """The diff in the chosen form; each renderer is imported when it is asked for."""
    match arguments.format:
        case "html":
            from slacheck.report import diff_html

            return diff_html.render(found, whole=arguments.all)
        case "json":
            from slacheck.report import diff_json

            return diff_json.render(found, whole=arguments.all)
        case "markdown":
            from slacheck.report import diff_markdown

            return diff_markdown.render(found, whole=arguments.all)
        case _:
            from slacheck.report import diff_text
            from slacheck.report.palette import ANSI, PLAIN

            style = ANSI if coloured(arguments.output) else PLAIN
            return diff_text.render(found, whole=arguments.all, width=width(), style=style)
