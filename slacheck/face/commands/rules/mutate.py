"""`slacheck rules mutate`: whether the cases of a rule notice each small mistake that could be made in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.face.commands.rules import add_choice
from slacheck.face.commands.rules.chosen import only, packs
from slacheck.face.console import deliver
from slacheck.face.library import shipped
from slacheck.face.status import CLEAN, GAPS
from slacheck.report.junit import render as junit
from slacheck.report.trial import mutation_suites, mutation_tally, text
from slacheck.rule.trial import Ground, mutate_rule

if TYPE_CHECKING:
    import argparse

    from slacheck.face.commands.check import Subparsers


def add(actions: Subparsers) -> None:
    """Declare the action."""
    about = (
        "Change each condition of each rule in every small way (a part dropped, an operator swapped, a bound "
        "shifted) and list the mutants that no case of the rule notices."
    )
    action = actions.add_parser("mutate", help="find what the cases do not notice", description=about)
    add_choice(action)
    action.add_argument("--all", action="store_true", help="list the mutants that a case notices, too")


def run(arguments: argparse.Namespace) -> int:
    """Mutate, write the survivors, and return 1 if there are any."""
    library = shipped()
    chosen = only(packs(library, arguments.pack), arguments.rule)
    mutations = []
    for pack in chosen:
        ground = Ground(pack, library.taxonomy)
        mutations += [mutate_rule(rule, ground) for rule in pack.rules]
    suites = mutation_suites(mutations)
    if arguments.format == "junit":
        deliver(junit("slacheck rules mutate", suites), arguments.output)
    else:
        last = mutation_tally(mutations, len(chosen))
        deliver(text(suites, last, everything=arguments.all), arguments.output)
    return CLEAN if mutations and all(mutation.holds for mutation in mutations) else GAPS
