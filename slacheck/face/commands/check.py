"""`slacheck check PATH...`: the gap report."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slacheck import __version__
from slacheck.audit.run import Terms, assemble
from slacheck.face.checking import look_at_all
from slacheck.face.config import SETTINGS_FILE, add_config, tell
from slacheck.face.console import note, progress
from slacheck.face.files import candidates, working_folder
from slacheck.face.library import shipped
from slacheck.face.listing import Listed, without_excluded
from slacheck.face.locking import add_lock, lock_in_force
from slacheck.face.outputs import Misused, add_outputs, check_possible, on_terminal, outputs_of, write_outputs
from slacheck.face.selection import Wanted, select
from slacheck.face.status import CLEAN, THRESHOLDS, USAGE, exit_code
from slacheck.face.waiving import add_baseline, add_waivers, governed
from slacheck.report.formats import FORMATS
from slacheck.report.words import counted
from slacheck.rule.form import LANGUAGES
from slacheck.source.excerpt import visible

if TYPE_CHECKING:
    from slacheck.audit.model import ContractReport, UnreadableFile

Subparsers = Any
"""What argparse gives for adding commands; its type is private to argparse."""


def add(commands: Subparsers) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "check",
        help="check contracts and report the gaps",
        description="Check contracts: files, or folders in which every contract is found.",
    )
    command.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a contract, or a folder of contracts (`paths` of the settings)",
    )
    add_terms(command)
    add_waivers(command)
    add_baseline(command)
    add_outputs(command)
    add_grade(command)
    command.add_argument(
        "--skip-others",
        action="store_true",
        help="pass over files that are no contracts, though they are named; exit with 0 if none is one",
    )
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
    add_config(command)
    command.add_argument(
        "--today", type=day, metavar="DATE", help="check as on this day (the day of the clock)"
    )
    command.add_argument("--lang", choices=list(LANGUAGES), help="language of messages (en)")


def add_grade(command: argparse.ArgumentParser) -> None:
    """Declare the arguments that say what is grave enough for the exit code."""
    command.add_argument(
        "--fail-on",
        choices=list(THRESHOLDS),
        help="from which severity on to exit with 1 or 5 (error)",
    )
    command.add_argument(
        "--strict",
        action=argparse.BooleanOptionalAction,
        help="an unknown counts as a gap for the exit code",
    )


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
    return Wanted(arguments.pack, arguments.profile, dict(arguments.param), arguments.settings)


def terms_of(arguments: argparse.Namespace, *, list_all: bool = False, name_passed: bool = False) -> Terms:
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
        name_passed=name_passed,
    )


def run(arguments: argparse.Namespace) -> int:
    """Check, write the report, and return the exit code."""
    try:
        outputs = outputs_of(arguments)
        check_possible(outputs.targets, FORMATS, terminal=on_terminal())
        found, excluded = _to_check(arguments)
    except FileNotFoundError as error:
        note(f"slacheck: no such file or folder: {visible(str(error))}")
        return USAGE
    except Misused as error:
        note(f"slacheck: {error}")
        return USAGE
    # A test report names what passed; the other formats count it.
    terms = terms_of(arguments, list_all=arguments.all, name_passed=outputs.holds("junit"))
    terms = governed(terms, arguments)
    contracts: list[ContractReport] = []
    unreadable: list[UnreadableFile] = []
    skipped = 0
    tell(arguments.settings)
    with progress(len(found)) as told:
        for looked in look_at_all(found, terms, arguments.jobs, told):
            contracts += looked.contracts
            skipped += looked.skipped
            if looked.garbled:
                note(
                    f"slacheck: {visible(looked.garbled)}: cannot be read, and is no file of slacheck by its looks"
                )
            if looked.unreadable is not None:
                unreadable.append(looked.unreadable)
    report = assemble(terms, __version__, contracts, unreadable)
    report = report._replace(strict=arguments.strict, root=working_folder())
    written = write_outputs(report, outputs)
    _tell_left_out(skipped, excluded, arguments)
    if not contracts and not unreadable:
        note(
            "slacheck: no contract was found: a contract has `kind: Contract`; `slacheck init` writes a first one"
        )
        if written and _only_others(arguments):
            return CLEAN
    return exit_code(report, arguments.fail_on, strict=arguments.strict) if written else USAGE


def _to_check(arguments: argparse.Namespace) -> Listed:
    """The files to look at; raises `Misused` where nothing names them, `FileNotFoundError` for one that is missing."""
    if arguments.paths:
        found = candidates(arguments.paths)
    elif arguments.listed is not None:
        found = arguments.listed
    else:
        raise Misused(
            f"name a contract or a folder, or list them under `paths` in {SETTINGS_FILE} "
            "(`slacheck init --settings` writes one)"
        )
    if arguments.skip_others:
        found = [one._replace(named=False, unsorted=one.named) for one in found]
    return without_excluded(found, arguments.settings)


def _tell_left_out(skipped: int, excluded: int, arguments: argparse.Namespace) -> None:
    """What was not checked, and why: nothing is left out without a word."""
    if skipped:
        where = "of those named" if arguments.skip_others and _only_files(arguments) else "in the folders"
        note(f"slacheck: {counted(skipped, 'file', 'files')} {where} hold no contract")
    if excluded:
        name = visible(arguments.settings.name)
        note(f"slacheck: {counted(excluded, 'file', 'files')} left out by `exclude` of {name}")


def _only_files(arguments: argparse.Namespace) -> bool:
    return bool(arguments.paths) and not any(Path(path).is_dir() for path in arguments.paths)


def _only_others(arguments: argparse.Namespace) -> bool:
    """Whether no contract was to be expected: files of any kind were named, and none is one."""
    return bool(arguments.skip_others) and _only_files(arguments)


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
