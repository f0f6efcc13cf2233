"""`slacheck rules test`: whether each rule finds what its cases expect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.face.commands.rules import add_choice
from slacheck.face.commands.rules.chosen import only, packs
from slacheck.face.console import deliver
from slacheck.face.library import shipped
from slacheck.face.status import CLEAN, GAPS
from slacheck.report.junit import render as junit
from slacheck.report.trial import case_suites, case_tally, text
from slacheck.rule.trial import Ground, try_rule

if TYPE_CHECKING:
    import argparse

    from slacheck.face.commands.check import Subparsers


def add(actions: Subparsers) -> None:
    """Declare the action."""
    about = "Run the cases of the rules, and each rule on the minimal contract of its pack."
    add_choice(actions.add_parser("test", help="run the cases of the rules", description=about))


def run(arguments: argparse.Namespace) -> int:
    """Test, write what failed, and return 1 if anything did."""
    library = shipped()
    chosen = only(packs(library, arguments.pack), arguments.rule)
    tests = []
    for pack in chosen:
        ground = Ground(pack, library.taxonomy)
        tests += [try_rule(rule, ground) for rule in pack.rules]
    suites = case_suites(tests)
    if arguments.format == "junit":
        deliver(junit("slacheck rules test", suites), arguments.output)
    else:
        deliver(text(suites, case_tally(tests, len(chosen))), arguments.output)
    return CLEAN if tests and all(test.holds for test in tests) else GAPS
