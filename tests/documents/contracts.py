"""The generated part of `contracts/README.md`: which rules find what in the sample contracts."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from slacheck.audit.run import Terms, audit
from slacheck.contract.read import read_contract
from slacheck.face.library import shipped
from slacheck.face.selection import Wanted, select
from slacheck.rule.model import Outcome, Severity
from slacheck.source.text import decode
from slacheck.source.yaml import read

if TYPE_CHECKING:
    from slacheck.audit.model import ContractReport, Finding

CONTRACTS = Path(__file__).resolve().parents[2] / "contracts"
STORIES = ("payroll", "hosting", "it-outsourcing", "web-agency", "photo-printing")
TODAY = date(2026, 11, 25)


def reports(names: tuple[str, ...]) -> dict[str, ContractReport]:
    """The samples, each checked by the profile `general`."""
    library = shipped()
    terms = Terms(
        packs=select(Wanted((), "general", {}), library, None),
        taxonomy=library.taxonomy,
        taxonomy_sha256=library.taxonomy_sha256,
        phrases=library.phrases,
        today=TODAY,
    )
    return {name: _report(name, terms) for name in names}


def _report(name: str, terms: Terms) -> ContractReport:
    path = CONTRACTS / f"{name}.yaml"
    return audit(read_contract(read(decode(path.name, path.read_bytes())), terms.taxonomy), terms)


def stories() -> str:
    """What each rule finds in each offer, and what is left in what was agreed."""
    offered = reports(tuple(f"{story}/offered" for story in STORIES))
    agreed = reports(tuple(f"{story}/agreed" for story in STORIES))
    found = {name: _counted(report.findings) for name, report in offered.items()}
    rules = dict.fromkeys(
        (finding.rule, finding.severity)
        for severity in Severity
        for report in offered.values()
        for finding in report.findings
        if finding.severity is severity
    )
    head = "| rule | severity | " + " | ".join(STORIES) + " |\n|---|---|" + "---|" * len(STORIES) + "\n"
    rows = "".join(
        f"| `{rule}` | {severity.value} | {' | '.join(_cell(found[name], rule) for name in offered)} |\n"
        for rule, severity in sorted(rules, key=lambda one: (-one[1].weight, one[0]))
    )
    left = " | ".join(_left(report.findings) for report in agreed.values())
    return f"{head}{rows}| **left in what was agreed** | | {left} |\n"


def common_paper() -> str:
    """What is found in the Common Paper SLA by the packs that judge what clauses say."""
    report = reports(("common-paper/sla",))["common-paper/sla"]
    told = [finding for finding in report.findings if finding.pack in ("devices", "sla-arithmetic")]
    rows = "".join(
        f"| `{finding.rule}` | {finding.severity.value} | {finding.outcome.value} | {finding.message} |\n"
        for finding in sorted(
            told, key=lambda one: (one.outcome is not Outcome.GAP, -one.severity.weight, one.rule)
        )
    )
    return f"| rule | severity | outcome | says |\n|---|---|---|---|\n{rows}"


def _counted(findings: tuple[Finding, ...]) -> Counter[tuple[str, Outcome]]:
    return Counter((finding.rule, finding.outcome) for finding in findings)


def _cell(found: Counter[tuple[str, Outcome]], rule: str) -> str:
    gaps, unknown = found[rule, Outcome.GAP], found[rule, Outcome.UNKNOWN]
    parts = ([str(gaps)] if gaps else []) + ([f"{unknown} open"] if unknown else [])
    return ", ".join(parts)


def _left(findings: tuple[Finding, ...]) -> str:
    return ", ".join(f"`{finding.rule}` ({finding.severity.value})" for finding in findings) or "nothing"
