"""`slacheck calendar CONTRACT...`: renewal, notice and review dates, computed from the terms."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from slacheck.audit.calendar import agenda
from slacheck.contract.read import read_contract
from slacheck.face.checking import claims
from slacheck.face.commands.check import day
from slacheck.face.console import deliver, deliver_bytes, note, width
from slacheck.face.files import candidates, read_source
from slacheck.face.library import shipped
from slacheck.face.status import CLEAN, NOTHING_CHECKED, USAGE
from slacheck.report import calendar as report
from slacheck.rule.form import LANGUAGES
from slacheck.source.problem import Unreadable
from slacheck.source.yaml import documents

if TYPE_CHECKING:
    import argparse

    from slacheck.audit.calendar import Agenda
    from slacheck.face.commands.check import Subparsers
    from slacheck.source.problem import Problem

FORMATS = ("text", "json", "ics")


def add(commands: Subparsers) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "calendar",
        help="compute the dates that follow from contracts",
        description="List renewals, last days for a notice, ends of promotions and reviews, from today on.",
    )
    command.add_argument("paths", nargs="+", metavar="CONTRACT", help="a contract, or a folder of contracts")
    command.add_argument(
        "--until", type=day, metavar="DATE", help="list renewals up to this day (five years ahead)"
    )
    command.add_argument(
        "--today", type=day, metavar="DATE", help="list from this day on (the day of the clock)"
    )
    command.add_argument("--lang", choices=list(LANGUAGES), default="en", help="language of the list (en)")
    command.add_argument("--format", choices=FORMATS, default="text", help="the form of the list (text)")
    command.add_argument("--output", "-o", metavar="FILE", help="write it there instead of to stdout")


def run(arguments: argparse.Namespace) -> int:
    """Compute the dates of each contract; every unreadable one is told, and none of the others is lost."""
    try:
        found = candidates(arguments.paths)
    except FileNotFoundError as error:
        note(f"slacheck: no such file or folder: {error}")
        return USAGE
    today = arguments.today or date.today()  # noqa: DTZ011 - the day of the user's own calendar is meant
    taxonomy = shipped().taxonomy
    agendas: list[Agenda] = []
    problems: list[Problem] = []
    for candidate in found:
        try:
            nodes = documents(read_source(candidate.path))
            for node in nodes if candidate.named else [one for one in nodes if claims(one)]:
                reading = read_contract(node, taxonomy)
                agendas.append(agenda(reading, taxonomy, today, arguments.until, arguments.lang))
        except Unreadable as error:
            problems += error.problems
    if agendas:
        _deliver(agendas, today, arguments)
    if problems:
        raise Unreadable(problems)
    return CLEAN if agendas else NOTHING_CHECKED


def _deliver(agendas: list[Agenda], today: date, arguments: argparse.Namespace) -> None:
    match arguments.format:
        case "ics":
            deliver_bytes(report.to_ics(agendas, today), arguments.output)
        case "json":
            deliver(report.to_json(agendas, today), arguments.output)
        case _:
            deliver(report.text(agendas, width=width()), arguments.output)
