"""`slacheck baseline write|show|prune`: what is known and does not count, written down only when it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from slacheck import __version__
from slacheck.audit.run import assemble
from slacheck.face.checking import look_at_all
from slacheck.face.commands.check import add_terms, terms_of
from slacheck.face.console import complain, deliver, note, progress
from slacheck.face.files import candidates
from slacheck.face.library import UnknownName
from slacheck.face.status import CLEAN, NOTHING_CHECKED, UNREADABLE
from slacheck.face.waiving import add_waivers, governed, record_in_force
from slacheck.report.words import counted
from slacheck.source.excerpt import visible

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from slacheck.audit.model import Recorded, Report
    from slacheck.audit.run import Terms
    from slacheck.face.commands.check import Subparsers


def add(commands: Subparsers) -> None:
    """Declare the command and its actions."""
    command = commands.add_parser(
        "baseline",
        help="write down the findings that are known",
        description="A baseline holds the identities of known findings: with `check --baseline FILE` only what is "
        "found besides counts. It changes only when this command is asked to change it.",
    )
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    write = actions.add_parser(
        "write",
        help="write all that is found now",
        description="Write every gap and every unknown of now that is not waived.",
    )
    _add_check(write)
    write.add_argument("--output", "-o", required=True, metavar="FILE", help="the baseline; `-` for stdout")
    write.add_argument(
        "--anew",
        action="store_true",
        help="replace the file; what it holds already keeps its first day",
    )
    show = actions.add_parser("show", help="list what a baseline holds", description="List what it holds.")
    show.add_argument("baseline", metavar="FILE")
    prune = actions.add_parser(
        "prune",
        help="take out what is found no longer",
        description="Take out of a baseline what is found no longer; nothing is added.",
    )
    prune.add_argument("baseline", metavar="FILE")
    _add_check(prune)


def _add_check(action: argparse.ArgumentParser) -> None:
    action.add_argument("paths", nargs="+", metavar="PATH", help="a contract, or a folder of contracts")
    add_terms(action)
    add_waivers(action)


def run(arguments: argparse.Namespace) -> int:
    """Run the chosen action."""
    if arguments.action == "show":
        return _show(arguments.baseline)
    return _write(arguments) if arguments.action == "write" else _prune(arguments)


def _write(arguments: argparse.Namespace) -> int:
    from slacheck.audit.record import recorded, render_record

    target = arguments.output
    known = None
    if target != "-" and Path(target).exists():
        if not arguments.anew:
            raise UnknownName(
                f"`{visible(target)}` is there already: `slacheck baseline prune` takes out what is found no longer; "
                "`--anew` accepts what is new"
            )
        known = record_in_force(target)
    arguments.baseline = None
    report = _checked(arguments, governed(terms_of(arguments), arguments))
    if isinstance(report, int):
        return report
    found = recorded(report.contracts, report.today, known)
    deliver(render_record(found), target)
    if target != "-":
        new = (
            len(found)
            if known is None
            else sum((one.contract, one.fingerprint) not in known.entries for one in found)
        )
        note(
            f"slacheck: wrote {visible(target)}: {counted(len(found), 'known finding', 'known findings')}, {new} new"
        )
    return CLEAN


def _prune(arguments: argparse.Namespace) -> int:
    from slacheck.audit.record import render_record

    terms = governed(terms_of(arguments), arguments)
    report = _checked(arguments, terms)
    if isinstance(report, int):
        return report
    assert terms.record is not None
    gone = {one for contract in report.contracts for one in contract.gone}
    kept = [one for one in terms.record.entries.values() if one not in gone]
    if gone:
        deliver(render_record(kept), arguments.baseline)
    path = visible(arguments.baseline)
    note(f"slacheck: {path}: {counted(len(gone), 'finding', 'findings')} taken out, {len(kept)} left")
    return CLEAN


def _checked(arguments: argparse.Namespace, terms: Terms) -> Report | int:
    """The report of a check, or an exit code where what was checked cannot be written down."""
    try:
        found = candidates(arguments.paths)
    except FileNotFoundError as error:
        raise UnknownName(f"no such file or folder: {error}") from None
    with progress(len(found)) as told:
        looked = list(look_at_all(found, terms, 1, told))
    unreadable = [one.unreadable for one in looked if one.unreadable is not None]
    contracts = [contract for one in looked for contract in one.contracts]
    report = assemble(terms, __version__, contracts, unreadable)
    if report.unreadable:
        complain(problem for one in report.unreadable for problem in one.problems)
        note("slacheck: nothing is written while a file cannot be read")
        return UNREADABLE
    if not contracts:
        note("slacheck: no contract was found, and nothing is written")
        return NOTHING_CHECKED
    return report


def _show(path: str) -> int:
    record = record_in_force(path)
    assert record is not None
    deliver("".join(f"{line}\n" for line in _lines(record.entries.values())), None)
    note(f"slacheck: {visible(path)}: {counted(len(record.entries), 'known finding', 'known findings')}")
    return CLEAN


def _lines(entries: Iterable[Recorded]) -> Iterable[str]:
    for one in sorted(entries, key=lambda one: (one.contract, one.rule, one.subject, one.fingerprint)):
        grade = one.severity.value if one.outcome.value == "gap" else one.outcome.value
        said = f"{one.contract}  {grade:<8} {one.rule}  {one.subject}  since {one.since.isoformat()}"
        yield visible(said)
