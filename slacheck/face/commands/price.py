"""`slacheck price CONTRACT`: what clauses add to the price, with the arithmetic shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.audit.price import price
from slacheck.contract.read import is_contract, read_contract
from slacheck.face.config import add_config
from slacheck.face.console import deliver
from slacheck.face.files import read_source
from slacheck.face.library import UnknownName, shipped
from slacheck.face.locking import add_lock, hold_base, lock_in_force
from slacheck.face.status import CLEAN
from slacheck.offer.quotation import Start
from slacheck.report import price_json, price_text
from slacheck.rule.form import LANGUAGES
from slacheck.source.problem import Problem, Unreadable
from slacheck.source.span import Span
from slacheck.source.yaml import documents
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    import argparse

    from slacheck.audit.price import PriceReport
    from slacheck.contract.read import Reading
    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.face.commands.check import Subparsers

FORMATS = {"text": price_text.render, "json": price_json.render}


def add(commands: Subparsers) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "price",
        help="price clauses: what they add, and what to buy",
        description="Show the cheapest purchase that holds some clauses, and what it adds to another purchase.",
    )
    command.add_argument("contract", metavar="CONTRACT")
    command.add_argument(
        "--with",
        dest="clauses",
        action="append",
        metavar="CLAUSE",
        help="a clause to hold; may be repeated (the baseline)",
    )
    command.add_argument(
        "--from",
        dest="start",
        default=Start.CHEAPEST.value,
        metavar="cheapest|cheapest-paid|PLAN",
        help="the purchase to count from (cheapest)",
    )
    command.add_argument(
        "--format", choices=list(FORMATS), default="text", help="the form of the answer (text)"
    )
    command.add_argument("--output", "-o", metavar="FILE", help="write it there instead of to stdout")
    command.add_argument("--lang", choices=list(LANGUAGES), default="en", help="language of the answer (en)")
    add_lock(command)
    add_config(command)


def run(arguments: argparse.Namespace) -> int:
    """Print the priced answer for each contract in the file."""
    library = shipped()
    hold_base(lock_in_force(arguments.lock), library)
    taxonomy = library.taxonomy
    for clause in arguments.clauses or ():
        if clause not in taxonomy.kinds:
            hint = did_you_mean(clause, taxonomy.kinds, "`slacheck schema contract` lists them")
            raise UnknownName(f"no clause kind is called `{clause}`; {hint}")
    reports = [_priced(reading, taxonomy, arguments) for reading in _readings(arguments.contract, taxonomy)]
    deliver(FORMATS[arguments.format](reports), arguments.output)
    return CLEAN


def _priced(reading: Reading, taxonomy: Taxonomy, arguments: argparse.Namespace) -> PriceReport:
    clauses, start = arguments.clauses, arguments.start
    pricing = reading.contract.pricing
    plans = [plan.id for plan in pricing.plans] if pricing else []
    known = [*(word.value for word in Start), *plans]
    if start not in known:
        hint = did_you_mean(start, known, f"known: {', '.join(known)}")
        raise UnknownName(f"no plan is called `{start}`; {hint}")
    chosen = None if clauses is None else tuple(dict.fromkeys(clauses))
    return price(reading, taxonomy, chosen, start, arguments.lang)


def _readings(path: str, taxonomy: Taxonomy) -> list[Reading]:
    source = read_source(path)
    nodes = documents(source)
    chosen = [node for node in nodes if is_contract(node)] or nodes
    if not chosen:
        raise Unreadable([Problem("the file holds no contract", Span(source, 0, 0))])
    return [read_contract(node, taxonomy) for node in chosen]
