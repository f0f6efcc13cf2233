"""`slacheck explain CONTRACT [RULE|CLAUSE]`: the proof, as a tree, with lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.audit.explain import explain, topics
from slacheck.contract.read import is_contract, read_contract
from slacheck.face.commands.check import add_terms, terms_of
from slacheck.face.console import deliver, note
from slacheck.face.files import read_source
from slacheck.face.library import UnknownName
from slacheck.face.status import CLEAN
from slacheck.report.tree import render
from slacheck.source.problem import Problem, Unreadable
from slacheck.source.span import Span
from slacheck.source.yaml import documents
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    import argparse

    from slacheck.audit.explain import Branch
    from slacheck.audit.run import Terms
    from slacheck.contract.read import Reading
    from slacheck.face.commands.check import Subparsers


def add(commands: Subparsers) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "explain",
        help="show the proof of a verdict",
        description="Show why a rule finds what it finds, or what a buyer holds of a clause: the proof as a tree.",
    )
    command.add_argument("contract", metavar="CONTRACT")
    command.add_argument("topic", nargs="?", metavar="RULE|CLAUSE", help="(everything that did not pass)")
    add_terms(command)


def run(arguments: argparse.Namespace) -> int:
    """Print the proof of each contract in the file."""
    terms = terms_of(arguments)
    trees = [
        tree
        for reading in readings(arguments.contract, terms)
        for tree in _trees(reading, terms, arguments.topic)
    ]
    if trees:
        deliver(render(tuple(trees)), None)
    else:
        note("slacheck: every rule passed; name a rule or a clause to see its proof")
    return CLEAN


def readings(path: str, terms: Terms) -> list[Reading]:
    """The contracts of one file; raises `Unreadable` where there is none."""
    source = read_source(path)
    nodes = documents(source)
    chosen = [node for node in nodes if is_contract(node)] or nodes
    if not chosen:
        raise Unreadable([Problem("the file holds no contract", Span(source, 0, 0))])
    return [read_contract(node, terms.taxonomy) for node in chosen]


def _trees(reading: Reading, terms: Terms, topic: str | None) -> tuple[Branch, ...]:
    known = topics(terms)
    if topic is not None and topic not in known:
        raise UnknownName(f"no rule and no clause is called `{topic}`; {did_you_mean(topic, known)}")
    return explain(reading, terms, topic)
