"""The check of many files: read each, audit each contract in it, keep what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.audit.model import ContractReport, UnreadableFile
from slacheck.audit.run import Terms, audit
from slacheck.contract.read import API_VERSION, KIND, read_contract
from slacheck.face.files import Candidate, mentions, read_source
from slacheck.source.problem import Problem, Unreadable
from slacheck.source.span import Span
from slacheck.source.yaml import documents
from slacheck.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from slacheck.source.node import Node

FAMILY = API_VERSION.partition("/")[0] + "/"
MARKS = (FAMILY.encode(), f"kind: {KIND}".encode())
"""What stands in a file that is meant for slacheck, even where it cannot be read."""
OTHER_KINDS = ("RulePack", "Waivers", "Baseline", "Mapping", "Settings", "Profile", "Lock")
"""Kinds of slacheck documents that lie beside contracts and are not checked."""


class Looked(NamedTuple):
    """What one file gave."""

    contracts: tuple[ContractReport, ...] = ()
    unreadable: UnreadableFile | None = None
    skipped: bool = False
    """Whether it holds no contract and did not claim to."""
    garbled: str = ""
    """The name of a file that cannot be read, and that does not look like one of ours."""


def look(candidate: Candidate, terms: Terms) -> Looked:
    """Check one file."""
    try:
        source = read_source(candidate.path)
        nodes = documents(source)
    except Unreadable as error:
        if candidate.unsorted and not mentions(candidate.path, MARKS):
            return Looked(skipped=True, garbled=candidate.path)
        return Looked(unreadable=UnreadableFile(_name(error, candidate), error.problems))
    if candidate.named and not nodes:
        empty = Problem(
            "the file holds no contract", Span(source, 0, 0), "`slacheck init` writes a first one"
        )
        return Looked(unreadable=UnreadableFile(source.name, (empty,)))
    contracts: list[ContractReport] = []
    problems: list[Problem] = []
    ours = nodes if candidate.named else [node for node in nodes if claims(node)]
    for node in ours:
        try:
            contracts.append(audit(read_contract(node, terms.taxonomy), terms))
        except Unreadable as error:
            problems += error.problems
    unreadable = UnreadableFile(source.name, tuple(problems)) if problems else None
    return Looked(tuple(contracts), unreadable, skipped=not ours)


def _name(error: Unreadable, candidate: Candidate) -> str:
    span = error.problems[0].span if error.problems else None
    return span.source.name if span else candidate.path


def claims(node: Node) -> bool:
    """Whether a document found in a folder is meant as a contract, be it misspelt: then it must be readable.

    A document of another kind of slacheck, or of another program, is passed over and counted.
    """
    value = node.value
    if not isinstance(value, dict):
        return False
    kind, version = value.get("kind"), value.get("apiVersion")
    if kind == KIND:
        return True
    if isinstance(version, str) and version.startswith(FAMILY):
        return kind not in OTHER_KINDS
    return any(
        nearest(str(key), ("apiVersion",)) and str(said).startswith(FAMILY) for key, said in value.items()
    )


def look_at_all(
    found: Iterable[Candidate], terms: Terms, jobs: int, told: Callable[[], None]
) -> Iterator[Looked]:
    """Check many files, in order; with several processes if there are enough files to be worth it."""
    files = list(found)
    if jobs < 2 or len(files) < 2 * jobs:
        for candidate in files:
            yield look(candidate, terms)
            told()
        return
    yield from _in_processes(files, terms, jobs, told)


def _in_processes(
    files: list[Candidate], terms: Terms, jobs: int, told: Callable[[], None]
) -> Iterator[Looked]:
    """The workers are forked, so that they hold the compiled rules; where that is impossible one process does it."""
    import multiprocessing

    if "fork" not in multiprocessing.get_all_start_methods():
        yield from look_at_all(files, terms, 1, told)
        return
    _Worker.terms = terms
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        for looked in pool.imap(_Worker.look, files, chunksize=max(1, min(32, len(files) // (4 * jobs)))):
            yield looked
            told()


class _Worker:
    """What a forked process inherits: closures cannot be sent to it."""

    terms: Terms

    @classmethod
    def look(cls, candidate: Candidate) -> Looked:
        return look(candidate, cls.terms)
