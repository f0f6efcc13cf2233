"""`slacheck schema contract|rule|framework|report|price|coverage`: the JSON Schemas that editors and scripts use."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from slacheck.face.console import deliver
from slacheck.face.library import shipped
from slacheck.face.status import CLEAN

if TYPE_CHECKING:
    import argparse

    from slacheck.face.commands.check import Subparsers

NAMES = ("contract", "rule", "framework", "report", "price", "coverage")


def add(commands: Subparsers) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "schema",
        help="print a JSON Schema",
        description="Print the JSON Schema (draft 2020-12) of contracts, rules, frameworks, or of a JSON report.",
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
    if name == "rule":
        from slacheck.rule.form import rule_schema

        return rule_schema()
    if name == "framework":
        from slacheck.rule.form import framework_schema

        return framework_schema()
    if name == "coverage":
        from slacheck.report.coverage_json import coverage_schema

        return coverage_schema()
    if name == "price":
        from slacheck.report.price_schema import price_schema

        return price_schema()
    from slacheck.report.json_schema import report_schema

    return report_schema()
