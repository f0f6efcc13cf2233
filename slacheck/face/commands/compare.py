"""`slacheck compare A B...`: offers for the same service side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck import __version__
from slacheck.audit.compare import bid, compare
from slacheck.audit.model import UnreadableFile
from slacheck.contract.read import read_contract
from slacheck.face.checking import claims
from slacheck.face.commands.check import add_terms, terms_of
from slacheck.face.console import coloured, deliver, note, width
from slacheck.face.files import candidates, read_source
from slacheck.face.outputs import on_terminal
from slacheck.face.status import CLEAN, NOTHING_CHECKED, UNREADABLE, USAGE
from slacheck.source.problem import Problem, Unreadable
from slacheck.source.span import Span
from slacheck.source.yaml import documents

if TYPE_CHECKING:
    import argparse

    from slacheck.audit.compare import Bid, Comparison
    from slacheck.audit.run import Terms
    from slacheck.face.commands.check import Subparsers
    from slacheck.face.files import Candidate

FORMATS = ("text", "json", "html", "xlsx")


def add(commands: Subparsers) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "compare",
        help="compare the offers of a tender",
        description="Show offers for the same service side by side: what each holds of the baseline, for how much, and "
        "how many gaps and open questions it has. The exit code does not tell gaps; that of `slacheck check` does.",
    )
    command.add_argument("paths", nargs="+", metavar="CONTRACT", help="an offer, or a folder of offers")
    add_terms(command)
    command.add_argument("--format", choices=FORMATS, default="text", help="the form of the table (text)")
    command.add_argument("--output", "-o", metavar="FILE", help="write it there instead of to stdout")


def run(arguments: argparse.Namespace) -> int:
    """Compare the offers and write the table."""
    if arguments.format == "xlsx" and arguments.output in (None, "-") and on_terminal():
        note("slacheck: `xlsx` is no text: name a file, `--output offers.xlsx`")
        return USAGE
    try:
        found = candidates(arguments.paths)
    except FileNotFoundError as error:
        note(f"slacheck: no such file or folder: {error}")
        return USAGE
    terms = terms_of(arguments)
    bids: list[Bid] = []
    unreadable: list[UnreadableFile] = []
    for candidate in found:
        made, problems = _bids(candidate, terms)
        bids += made
        if problems:
            unreadable.append(UnreadableFile(candidate.path, tuple(problems)))
    if len(bids) + len(unreadable) < 2:  # one offer has nothing beside it
        note("slacheck: there is nothing to compare: name at least two offers")
        return UNREADABLE if unreadable else NOTHING_CHECKED
    comparison = compare(bids, terms, __version__, unreadable)
    deliver(render(comparison, arguments), arguments.output)
    return UNREADABLE if unreadable else CLEAN


def _bids(candidate: Candidate, terms: Terms) -> tuple[list[Bid], list[Problem]]:
    """The offers of one file, and what keeps others of it from being read."""
    made: list[Bid] = []
    problems: list[Problem] = []
    try:
        source = read_source(candidate.path)
        nodes = documents(source)
    except Unreadable as error:
        return [], list(error.problems)
    if candidate.named and not nodes:
        return [], [Problem("the file holds no contract", Span(source, 0, 0))]
    for node in nodes if candidate.named else [one for one in nodes if claims(one)]:
        try:
            made.append(bid(read_contract(node, terms.taxonomy), terms))
        except Unreadable as error:
            problems += error.problems
    return made, problems


def render(comparison: Comparison, arguments: argparse.Namespace) -> str | bytes:
    """The comparison in the chosen form; each renderer is imported when it is asked for."""
    match arguments.format:
        case "html":
            from slacheck.report import compare_html

            return compare_html.render(comparison)
        case "json":
            from slacheck.report import compare_json

            return compare_json.render(comparison)
        case "xlsx":
            from slacheck.report import compare_xlsx

            return compare_xlsx.render(comparison)
        case _:
            from slacheck.report import compare_text
            from slacheck.report.palette import ANSI, PLAIN

            style = ANSI if coloured(arguments.output) else PLAIN
            return compare_text.render(comparison, width=width(), style=style)
