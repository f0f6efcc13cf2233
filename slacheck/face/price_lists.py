"""Price lists found in folders, read into offers: contracts as they are, Pricing2Yaml files by proposed mappings."""

from __future__ import annotations

import re
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from slacheck.audit.survey import Listed
from slacheck.contract.read import is_contract, read_contract
from slacheck.face.commands.import_ import proposer_of
from slacheck.face.files import candidates, read_source
from slacheck.intake.decision import Decisions
from slacheck.intake.importers import import_contract
from slacheck.offer.offer import Offer
from slacheck.source.problem import Problem, Unreadable
from slacheck.source.span import Source
from slacheck.source.yaml import documents, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from slacheck.contract.model import Contract
    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.face.library import Library
    from slacheck.source.node import Node

PRICING2YAML = frozenset(("saasName", "features"))
"""The fields by which a price list in that format is known."""
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


class Gathered(NamedTuple):
    """What the folders hold."""

    listed: tuple[Listed, ...]
    problems: tuple[Problem, ...]
    """Of the files that could not be read."""
    unreadable: int
    other: int
    """Files of another kind."""
    later: int
    """Price lists dated after the day of the survey."""


def gather(path: str, library: Library, today: date | None = None) -> Gathered:
    """Every price list below a folder, those dated after a day left out."""
    reader = _Reader(library)
    listed: list[Listed] = []
    problems: list[Problem] = []
    unreadable = other = later = 0
    for candidate in candidates([path]):
        try:
            found = list(reader.contracts(candidate.path))
        except Unreadable as error:
            problems += error.problems
            unreadable += 1
            continue
        other += not found
        for contract in found:
            day = _day(contract)
            if today is not None and day is not None and day > today:
                later += 1
            else:
                vendor = _folder(path, candidate.path) or contract.parties.supplier.name
                year = day.year if day else _year(candidate.path)
                name = PurePath(candidate.path).as_posix()
                listed.append(Listed(vendor, year, name, Offer(contract, reader.taxonomy)))
    return Gathered(tuple(listed), tuple(problems), unreadable, other, later)


class _Reader:
    """Reads a file of any kind that a survey knows."""

    def __init__(self, library: Library) -> None:
        self.taxonomy: Taxonomy = library.taxonomy
        self.decisions = Decisions(library.taxonomy, proposer_of(library))

    def contracts(self, path: str) -> Iterator[Contract]:
        """The contracts that a file holds or amounts to; none in a file of another kind."""
        for node in documents(read_source(path)):
            if is_contract(node):
                yield read_contract(node, self.taxonomy).contract
            elif isinstance(node.value, dict) and node.value.keys() >= PRICING2YAML:
                yield read_contract(self._imported(node), self.taxonomy).contract

    def _imported(self, node: Node) -> Node:
        text = import_contract("pricing2yaml", node, self.decisions).text
        return read(Source(node.source.name, text, node.source.sha256))


def _folder(root: str, path: str) -> str:
    """The name of the folder in which a file lies, below the one that was named."""
    parts = Path(path).relative_to(root).parts if Path(root).is_dir() else ()
    return parts[-2] if len(parts) > 1 else ""


def _day(contract: Contract) -> date | None:
    """The day of the newest document that a contract is made of, else the start of its term."""
    dates = [document.date for document in contract.documents if document.date is not None]
    return max(dates) if dates else contract.term.start if contract.term else None


def _year(path: str) -> int | None:
    """A year in the name of a file."""
    found = _YEAR.search(PurePath(path).stem)
    return int(found[0]) if found else None
