"""`slacheck schema NAME`: the JSON Schemas that editors and scripts use."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, Any

from slacheck.face.console import deliver
from slacheck.face.library import shipped
from slacheck.face.status import CLEAN

if TYPE_CHECKING:
    import argparse

    from slacheck.face.commands.check import Subparsers

_MADE = {
    "rule": ("slacheck.rule.form", "rule_schema"),
    "pack": ("slacheck.rule.form", "pack_schema"),
    "framework": ("slacheck.rule.form", "framework_schema"),
    "profile": ("slacheck.rule.profile", "profile_schema"),
    "lock": ("slacheck.rule.lock", "lock_schema"),
    "report": ("slacheck.report.json_schema", "report_schema"),
    "price": ("slacheck.report.price_schema", "price_schema"),
    "coverage": ("slacheck.report.coverage_json", "coverage_schema"),
    "calendar": ("slacheck.report.calendar", "calendar_schema"),
}
"""What makes each schema that depends on no data: a module, imported when it is asked for, and a function."""
NAMES = ("contract", *_MADE)


def add(commands: Subparsers) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "schema",
        help="print a JSON Schema",
        description="Print the JSON Schema (draft 2020-12) of contracts, of rules, of the manifest of a pack, of "
        "frameworks, profiles or locks, or of a JSON report.",
    )
    command.add_argument("name", choices=NAMES)
    command.add_argument("--output", "-o", metavar="FILE", help="write it there instead of to stdout")


def run(arguments: argparse.Namespace) -> int:
    """Print the schema."""
    deliver(json.dumps(schema(arguments.name), indent=2, ensure_ascii=False) + "\n", arguments.output)
    return CLEAN


def schema(name: str) -> dict[str, Any]:
    """One of the schemas, made from what the readers themselves use."""
    if name == "contract":
        from slacheck.contract.schema import contract_schema

        return contract_schema(shipped().taxonomy)
    module, function = _MADE[name]
    made: dict[str, Any] = getattr(import_module(module), function)()
    return made
