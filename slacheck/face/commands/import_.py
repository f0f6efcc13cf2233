"""`slacheck import FORMAT FILE`: a price list of another format as a contract."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from slacheck.face.console import deliver, note
from slacheck.face.files import read_source
from slacheck.face.library import shipped
from slacheck.face.status import CLEAN
from slacheck.source.excerpt import visible
from slacheck.source.yaml import read

if TYPE_CHECKING:
    import argparse

    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.face.commands.check import Subparsers
    from slacheck.face.library import Library
    from slacheck.intake.decision import Decisions, Proposer
    from slacheck.intake.price_list import Feature

FORMATS = ("pricing2yaml",)


def add(commands: Subparsers) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "import",
        help="make a contract of a price list",
        description="Write the contract that a price list offers; what it does not carry goes to stderr.",
    )
    command.add_argument("format", choices=FORMATS, metavar="FORMAT", help=", ".join(FORMATS))
    command.add_argument("file", metavar="FILE", help="the price list")
    command.add_argument(
        "--map", metavar="FILE", help="the clause kinds that a person confirmed, feature by feature"
    )
    command.add_argument(
        "--proposals", action="store_true", help="print what each feature seems to sell, one JSON line each"
    )
    command.add_argument("--output", "-o", metavar="FILE", help="write it there instead of to stdout")


def run(arguments: argparse.Namespace) -> int:
    """Write the contract, or the proposals."""
    from slacheck.intake.importers import READERS, import_contract

    library, node = shipped(), read(read_source(arguments.file))
    decisions = _decisions(arguments.map, library)
    if arguments.proposals:
        features = READERS[arguments.format](node).features.values()
        deliver("".join(_line(one, decisions.proposer) for one in features), arguments.output)
        return CLEAN
    imported = import_contract(arguments.format, node, decisions)
    deliver(imported.text, arguments.output)
    for remark in imported.leftovers():
        note(visible(remark))
    note(f"slacheck: {visible(arguments.file)}: {imported.summary}")
    return CLEAN


def _decisions(mapping: str | None, library: Library) -> Decisions:
    from slacheck.intake.decision import Decisions, read_mapping

    taxonomy: Taxonomy = library.taxonomy
    confirmed = read_mapping(read(read_source(mapping)), taxonomy) if mapping else None
    return Decisions(taxonomy, proposer_of(library), confirmed)


def proposer_of(library: Library) -> Proposer:
    """The mapper with the words that come with slacheck."""
    from slacheck.intake.mapper import Mapper

    synonyms, matching = (_data(library, f"{name}.yaml") for name in ("synonyms", "matching"))
    return Mapper(synonyms["synonyms"], matching["patterns"], matching["words"])


def _data(library: Library, name: str) -> dict[str, Any]:
    value = read(read_source(str(library.folder / "taxonomy" / name))).value
    return value if isinstance(value, dict) else {}


def _line(feature: Feature, proposer: Proposer) -> str:
    proposals = proposer.propose(feature.name, feature.description)
    kinds = [
        {"clause": one.clause, "extra": one.extra, "confidence": one.confidence, "because": one.because}
        for one in proposals
    ]
    return json.dumps({"feature": feature.name, "clauses": kinds}, ensure_ascii=False) + "\n"
