"""Runs slacheck in this process, on small files and small packs of the test's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest

from slacheck.face.cli import main
from tests.oracle.ground import contract, euro, priced
from tests.reading import text_of

if TYPE_CHECKING:
    from pathlib import Path


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    """What stdout reads, whatever it is written in."""
    err: str
    raw: bytes


@pytest.fixture
def run(capsysbinary):
    """Run a command line; an error of usage is an exit code like any other."""

    def go(*argv: object) -> Ran:
        try:
            code = main([str(one) for one in argv])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsysbinary.readouterr()
        return Ran(code, text_of(out), err.decode(), out)

    return go


def rule(name: str, require: str, **more: object) -> dict:
    """A rule's fields."""
    return {
        "id": name,
        "severity": "error",
        "legal_status": "poor-practice",
        "doc": {"what": f"what {name} finds.", "why": "w", "instead": "i", "false_positives": "f"},
        "require": require,
        "message": {"en": f"{name} says no", "fr": f"{name} dit non"},
        "remedy": {"en": "change it"},
        "cases": [],
        **more,
    }


PASSES = rule("passes", "contract.metadata.id != ''")
FINDS = rule("finds-a-gap", "contract.metadata.status == 'agreed'")
ASKS = rule("asks", "contract.term.initial > duration('P1M')")
BREAKS = rule("breaks", "1 / (size(contract.metadata.id) - size(contract.metadata.id)) == 1")
IDLE = rule("never-applies", "false", when="contract.metadata.status == 'ended'")


def write_pack(folder: Path, *rules: dict, parameters: dict | None = None) -> Path:
    """A pack of one's own, as YAML that is JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = {
        "apiVersion": "slacheck/v1", "kind": "RulePack", "id": folder.name, "version": "1.0.0", "title": "Own",
        "language": "1.1", "parameters": parameters or {}, "minimal": contract(),
    }  # fmt: skip
    (folder / "pack.yaml").write_text(json.dumps(manifest), encoding="utf-8")
    for one in rules:
        (folder / f"{one['id']}.yaml").write_text(json.dumps(one, indent=1), encoding="utf-8")
    return folder


@pytest.fixture
def pack(tmp_path):
    """Writes a pack of these rules and gives its folder."""
    return lambda *rules, **more: write_pack(tmp_path / "own", *rules, **more)


def write_contract(path: Path, **sections: object) -> Path:
    """A readable contract with one option, against the shipped taxonomy."""
    sections.setdefault("service", {"description": "something", "facts": {"hosted": True}})
    sections.setdefault(
        "pricing", priced(options=[{"id": "sso", "price": euro(5), "delivers": ["single-sign-on"]}])
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(contract(**sections), indent=1), encoding="utf-8")
    return path


@pytest.fixture
def good(tmp_path):
    """The path of a readable contract."""
    return write_contract(tmp_path / "contract.yaml")
