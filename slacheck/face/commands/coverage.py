"""`slacheck coverage CONTRACT... --framework NAME`: a contract against a law or a standard, article by article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck import __version__
from slacheck.audit.coverage import CoverageReport, cover
from slacheck.audit.model import UnreadableFile
from slacheck.contract.read import read_contract
from slacheck.face.checking import claims
from slacheck.face.commands.check import add_terms, terms_of
from slacheck.face.console import coloured, deliver, note, width
from slacheck.face.files import candidates, read_source
from slacheck.face.library import UnknownName
from slacheck.face.status import CLEAN, NOTHING_CHECKED, UNREADABLE, USAGE
from slacheck.source.problem import Unreadable
from slacheck.source.yaml import documents

if TYPE_CHECKING:
    import argparse

    from slacheck.audit.coverage import Coverage
    from slacheck.audit.run import Terms
    from slacheck.face.commands.check import Subparsers
    from slacheck.face.files import Candidate
    from slacheck.source.problem import Problem

FORMATS = ("text", "json", "html")


def add(commands: Subparsers) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "coverage",
        help="show what a contract meets of a law or a standard",
        description="Show article by article what a contract meets of a framework, and by which clause. The exit code "
        "does not tell gaps; that of `slacheck check --pack FRAMEWORK` does.",
    )
    command.add_argument("paths", nargs="+", metavar="CONTRACT", help="a contract, or a folder of contracts")
    command.add_argument(
        "--framework",
        action="append",
        default=[],
        dest="pack",
        metavar="NAME|FILE",
        help="the framework; may be repeated (those of the profile)",
    )
    add_terms(command, packs=False)
    command.add_argument("--format", choices=FORMATS, default="text", help="the form of the report (text)")
    command.add_argument("--output", "-o", metavar="FILE", help="write the report there instead of to stdout")


def run(arguments: argparse.Namespace) -> int:
    """Cover each contract by each framework and write the report."""
    try:
        found = candidates(arguments.paths)
    except FileNotFoundError as error:
        note(f"slacheck: no such file or folder: {error}")
        return USAGE
    terms = terms_of(arguments)
    terms = terms._replace(packs=tuple(pack for pack in terms.packs if pack.framework is not None))
    if not terms.packs:
        raise UnknownName("none of the packs is a framework; name one: `--framework dora`")
    covered: list[Coverage] = []
    unreadable: list[UnreadableFile] = []
    for candidate in found:
        made, problems = _covered(candidate, terms)
        covered += made
        if problems:
            unreadable.append(UnreadableFile(str(candidate.path), problems))
    report = CoverageReport(__version__, terms.today, terms.language, tuple(covered), tuple(unreadable))
    deliver(render(report, arguments), arguments.output)
    if unreadable:
        return UNREADABLE
    return CLEAN if covered else NOTHING_CHECKED


def _covered(candidate: Candidate, terms: Terms) -> tuple[list[Coverage], tuple[Problem, ...]]:
    """What the contracts of one file meet, and what keeps others of it from being read."""
    made: list[Coverage] = []
    problems: list[Problem] = []
    try:
        nodes = documents(read_source(candidate.path))
    except Unreadable as error:
        return [], error.problems
    for node in nodes if candidate.named else [one for one in nodes if claims(one)]:
        try:
            reading = read_contract(node, terms.taxonomy)
        except Unreadable as error:
            problems += error.problems
            continue
        made += [cover(reading, terms, pack) for pack in terms.packs]
    return made, tuple(problems)


def render(report: CoverageReport, arguments: argparse.Namespace) -> str:
    """The report in the chosen form; each renderer is imported when it is asked for."""
    match arguments.format:
        case "html":
            from slacheck.report import coverage_html

            return coverage_html.render(report)
        case "json":
            from slacheck.report import coverage_json

            return coverage_json.render(report)
        case _:
            from slacheck.report import coverage_text
            from slacheck.report.palette import ANSI, PLAIN

            style = ANSI if coloured(arguments.output) else PLAIN
            return coverage_text.render(report, width=width(), style=style)
