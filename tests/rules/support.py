"""The shipped taxonomy, references and packs, read from the checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from slacheck.contract.taxonomy import load
from slacheck.rule.pack import PackFiles, load_pack, load_references
from slacheck.rule.table import UNMET, UNSETTLED, TableFiles, load_framework
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
    """The shipped packs: folders of rules."""
    return sorted(path.parent.name for path in RULES.glob("*/pack.yaml"))


def framework_names() -> list[str]:
    """The shipped frameworks: files of requirements."""
    own = {UNMET, UNSETTLED, "minimal"}
    return sorted(path.stem for path in (RULES / "frameworks").glob("*.yaml") if path.stem not in own)


@cache
def pack(name: str) -> Pack:
    """A shipped pack, or a framework as one."""
    if name in framework_names():
        return _framework(name)
    folder = RULES / name
    rules = {path.stem: node(path) for path in sorted(folder.glob("*.yaml")) if path.name != "pack.yaml"}
    return load_pack(PackFiles(node(folder / "pack.yaml"), rules, "0" * 64), taxonomy(), references())


def _framework(name: str) -> Pack:
    tables = RULES / "frameworks"
    shared = {rule: node(tables / f"{rule}.yaml") for rule in (UNMET, UNSETTLED)}
    files = TableFiles(node(tables / f"{name}.yaml"), shared, node(tables / "minimal.yaml"), "0" * 64)
    return load_framework(files, taxonomy(), references())
