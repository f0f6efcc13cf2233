"""The shipped taxonomy, references and packs, read from the checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from slacheck.contract.taxonomy import load
from slacheck.rule.pack import PackFiles, load_pack, load_references
from slacheck.source.text import decode
from slacheck.source.yaml import read

if TYPE_CHECKING:
    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.model import Pack, Reference
    from slacheck.source.node import Node

RULES = Path(__file__).resolve().parents[2] / "rules"


def node(path: Path) -> Node:
    """A YAML file of the project."""
    return read(decode(str(path), path.read_bytes()))


@cache
def taxonomy() -> Taxonomy:
    """The shipped taxonomy."""
    folder = RULES / "taxonomy"
    groups = {path.stem: node(path) for path in sorted((folder / "clauses").glob("*.yaml"))}
    return load(node(folder / "conditions.yaml"), node(folder / "tiers.yaml"), groups)


@cache
def references() -> dict[str, Reference]:
    """The shipped references, by id."""
    return load_references(node(RULES / "references.yaml"))


def pack_names() -> list[str]:
    """The shipped packs."""
    return sorted(path.parent.name for path in RULES.glob("*/pack.yaml"))


@cache
def pack(name: str) -> Pack:
    """A shipped pack."""
    folder = RULES / name
    rules = {path.stem: node(path) for path in sorted(folder.glob("*.yaml")) if path.name != "pack.yaml"}
    return load_pack(PackFiles(node(folder / "pack.yaml"), rules, "0" * 64), taxonomy(), references())
