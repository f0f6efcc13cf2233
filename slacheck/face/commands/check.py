"""`slacheck check PATH...`: the gap report."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from slacheck import __version__
from slacheck.audit.run import Terms, assemble
from slacheck.face.checking import look_at_all
from slacheck.face.console import coloured, deliver, note, progress, width
from slacheck.face.files import candidates
from slacheck.face.library import shipped
from slacheck.face.locking import add_lock, lock_in_force
from slacheck.face.selection import Wanted, select
from slacheck.face.status import THRESHOLDS, USAGE, exit_code
from slacheck.face.waiving import add_baseline, add_waivers, governed
from slacheck.report.formats import FORMATS
from slacheck.rule.form import LANGUAGES

if TYPE_CHECKING:
    from slacheck.audit.model import ContractReport, Report, UnreadableFile

Subparsers = Any
"""What argparse gives for adding commands; its type is private to argparse."""


def add(commands: Subparsers) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "check",
        help="check contracts and report the gaps",
        description="Check contracts: files, or folders in which every contract is found.",
    )
    command.add_argument("paths", nargs="+", metavar="PATH", help="a contract, or a folder of contracts")
    add_terms(command)
    add_waivers(command)
    add_baseline(command)
    command.add_argument(
        "--format", choices=list(FORMATS), default="text", help="the form of the report (text)"
    )
    command.add_argument("--output", "-o", metavar="FILE", help="write the report there instead of to stdout")
    command.add_argument(
        "--fail-on",
        choices=list(THRESHOLDS),
        default="error",
        help="from which severity on to exit with 1 or 5 (error)",
    )
    command.add_argument("--strict", action="store_true", help="an unknown counts as a gap for the exit code")
    command.add_argument("--all", action="store_true", help="list what passed and what does not apply, too")
    command.add_argument("--jobs", "-j", type=_count, default=1, metavar="N", help="processes to use (1)")


def add_terms(command: argparse.ArgumentParser, *, packs: bool = True) -> None:
    """Declare the arguments that say by which rules, on which day and in which language."""
    if packs:
        command.add_argument(
            "--pack",
            action="append",
            default=[],
            metavar="NAME|DIR",
            help="check by this pack; may be repeated",
        )
    add_values(command)
    add_lock(command)
    command.add_argument(
        "--today", type=day, metavar="DATE", help="check as on this day (the day of the clock)"
    )
    command.add_argument("--lang", choices=list(LANGUAGES), default="en", help="language of messages (en)")


def add_values(command: argparse.ArgumentParser) -> None:
    """Declare the arguments that say under which house values."""
    command.add_argument(
        "--profile",
        metavar="NAME|FILE",
        help="check by the packs, and with the parameters, of this profile (general)",
    )
    command.add_argument(
        "--param",
        action="append",
        default=[],
        type=_setting,
        metavar="K=V",
        help="set a parameter of the packs; stronger than the profile",
    )


def wanted(arguments: argparse.Namespace) -> Wanted:
    """Which packs the command line asks for, and with which parameters."""
    return Wanted(arguments.pack, arguments.profile, dict(arguments.param))


def terms_of(arguments: argparse.Namespace, *, list_all: bool = False) -> Terms:
    """By which rules to check, loaded."""
    library = shipped()
    return Terms(
        packs=select(wanted(arguments), library, lock_in_force(arguments.lock)),
        taxonomy=library.taxonomy,
        taxonomy_sha256=library.taxonomy_sha256,
        phrases=library.phrases,
        today=arguments.today or date.today(),  # noqa: DTZ011 - the day of the user's own calendar is meant
        language=arguments.lang,
        list_all=list_all,
    )


def run(arguments: argparse.Namespace) -> int:
    """Check, write the report, and return the exit code."""
    try:
        found = candidates(arguments.paths)
    except FileNotFoundError as error:
        note(f"slacheck: no such file or folder: {error}")
        return USAGE
    terms = governed(terms_of(arguments, list_all=arguments.all), arguments)
    contracts: list[ContractReport] = []
    unreadable: list[UnreadableFile] = []
    skipped = 0
    with progress(len(found)) as told:
        for looked in look_at_all(found, terms, arguments.jobs, told):
            contracts += looked.contracts
            skipped += looked.skipped
            if looked.unreadable is not None:
                unreadable.append(looked.unreadable)
    report = assemble(terms, __version__, contracts, unreadable)
    deliver(render(report, arguments), arguments.output)
    if skipped:
        note(f"slacheck: {skipped} file{'s' if skipped > 1 else ''} in the folders hold no contract")
    if not contracts and not unreadable:
        note(
            "slacheck: no contract was found: a contract has `kind: Contract`; `slacheck init` writes a first one"
        )
    return exit_code(report, arguments.fail_on, strict=arguments.strict)


def render(report: Report, arguments: argparse.Namespace) -> str:
    """The report in the chosen form; only text knows a terminal."""
    if arguments.format == "text":
        from slacheck.report.text import ANSI, PLAIN
        from slacheck.report.text import render as render_text

        return render_text(report, width=width(), style=ANSI if coloured(arguments.output) else PLAIN)
    return FORMATS[arguments.format].render(report)


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError("a number from 1 to 256 is needed")
    return int(text)


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise argparse.ArgumentTypeError(f"`{text}` is not NAME=VALUE")
    return name.strip(), value.strip()


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is not a day like 2026-11-22") from None
