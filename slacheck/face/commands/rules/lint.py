"""`slacheck rules lint`: everything that is wrong or weak in rule packs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from slacheck.contract.read import read_contract
from slacheck.face.commands.rules import add_form, add_packs
from slacheck.face.console import deliver
from slacheck.face.library import gather, read_rules, shipped
from slacheck.face.status import CLEAN, GAPS, UNREADABLE
from slacheck.report.junit import render as junit
from slacheck.report.lint import suites, text
from slacheck.rule.facts import Facts
from slacheck.rule.lint.sheet import Bench, pack_sheet
from slacheck.rule.lint.table import LINTS, lint
from slacheck.source.problem import Unreadable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from slacheck.face.commands.check import Subparsers
    from slacheck.face.library import Library
    from slacheck.rule.lint.sheet import PackSheet
    from slacheck.rule.pack import PackFiles
    from slacheck.rule.table import TableFiles
    from slacheck.source.problem import Problem

SAMPLE_DAY = date(2026, 1, 1)


def add(actions: Subparsers) -> None:
    """Declare the action."""
    action = actions.add_parser(
        "lint",
        help="find what is wrong or weak in rules",
        description="Find what is wrong or weak in rules. Exit code 0: nothing; 1: something; 4: a pack does not load.",
    )
    add_packs(action)
    add_form(action)


def run(arguments: argparse.Namespace) -> int:
    """Lint, write what was found, and tell it by the exit code."""
    library = shipped()
    places = [library.named(name) for name in arguments.pack] or list(library.shipped_packs().values())
    sheets = [_sheet(library, place) for place in {place.resolve(): place for place in places}.values()]
    report = lint(Bench(sheets, library.taxonomy, list(_samples(library))))
    if arguments.format == "junit":
        deliver(junit("slacheck rules lint", suites(report, LINTS)), arguments.output)
    else:
        deliver(text(report), arguments.output)
    if report.unloaded:
        return UNREADABLE
    return GAPS if report.findings else CLEAN


def _sheet(library: Library, place: Path) -> PackSheet:
    """A pack as far as it can be read, and understood if all of it can."""
    name = place.stem if place.is_file() else place.resolve().name
    files, problems = _files(library, place)
    if files is None:
        return pack_sheet(name, None, None, problems)
    try:
        pack = library.understand(files)
    except Unreadable as error:
        return pack_sheet(name, files, None, [*problems, *error.problems])
    return pack_sheet(name, files, None if problems else pack, problems)


def _files(library: Library, place: Path) -> tuple[PackFiles | TableFiles | None, list[Problem]]:
    if not place.is_file():
        return gather(place)
    try:
        return library.read(place), []
    except Unreadable as error:
        return None, list(error.problems)


def _samples(library: Library) -> Iterator[Facts]:
    """The contracts that `slacheck init` writes: ordinary ones, which rules may be tried on."""
    for path in sorted((library.folder / "starter").glob("*.yaml")):
        contract = read_contract(read_rules(path), library.taxonomy).contract
        yield Facts(contract, library.taxonomy, SAMPLE_DAY)
