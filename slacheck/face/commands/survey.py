"""`slacheck survey DIR`: what becomes of each baseline clause in many price lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.contract.taxonomy import Tier
from slacheck.face.commands.check import day
from slacheck.face.console import complain, deliver, note
from slacheck.face.library import UnknownName, shipped
from slacheck.face.status import CLEAN, NOTHING_CHECKED, UNREADABLE, USAGE
from slacheck.report.words import counted
from slacheck.rule.form import LANGUAGES
from slacheck.source.excerpt import visible
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    import argparse

    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.face.commands.check import Subparsers
    from slacheck.face.price_lists import Gathered

FORMATS = ("text", "markdown", "json")


def add(commands: Subparsers) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "survey",
        help="compare what many price lists make of the baseline",
        description="Count over the price lists of a folder in how many each clause of the baseline is included, sold "
        "or absent, and what it costs. Contracts are read as they are; Pricing2Yaml files are imported, with clause "
        "kinds that their names propose.",
    )
    command.add_argument("folder", metavar="DIR", help="a folder of price lists, one folder a vendor")
    command.add_argument("--clause", metavar="KIND", help="one clause of the baseline, list by list")
    command.add_argument("--format", choices=FORMATS, default="text", help="the form of the tables (text)")
    command.add_argument("--output", "-o", metavar="FILE", help="write them there instead of to stdout")
    command.add_argument(
        "--today", type=day, metavar="DATE", help="leave out what is dated after this day (nothing)"
    )
    command.add_argument("--lang", choices=list(LANGUAGES), default="en", help="language of names (en)")


def run(arguments: argparse.Namespace) -> int:
    """Survey the folder and write the tables."""
    from slacheck.audit.survey import survey
    from slacheck.face.price_lists import gather
    from slacheck.report.survey import RENDERERS

    library = shipped()
    _check_clause(arguments.clause, library.taxonomy)
    try:
        found = gather(arguments.folder, library, arguments.today)
    except FileNotFoundError as error:
        note(f"slacheck: no such file or folder: {error}")
        return USAGE
    if found.listed:
        result = survey(found.listed, library.taxonomy, arguments.lang)
        deliver(RENDERERS[arguments.format](result, arguments.clause), arguments.output)
    _tell(found, arguments.folder)
    return UNREADABLE if found.unreadable else CLEAN if found.listed else NOTHING_CHECKED


def _check_clause(clause: str | None, taxonomy: Taxonomy) -> None:
    known = [kind.id for kind in taxonomy.kinds.values() if kind.tier is Tier.BASELINE]
    if clause is not None and clause not in known:
        raise UnknownName(f"no clause of the baseline is called `{clause}`; {did_you_mean(clause, known)}")


def _tell(found: Gathered, folder: str) -> None:
    """What did not go into the tables, counted."""
    if found.problems:
        complain(found.problems)
    parts = [counted(len(found.listed), "price list", "price lists")]
    if found.later:
        parts.append(f"{found.later} dated later and left out")
    if found.other:
        parts.append(counted(found.other, "file of another kind", "files of another kind"))
    if found.unreadable:
        parts.append(counted(found.unreadable, "file not readable", "files not readable"))
    note(f"slacheck: {visible(folder)}: {', '.join(parts)}")
