"""What the lints of rule packs found: as text with carets, or as suites of checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.report.junit import Check, Failure, Suite
from slacheck.report.words import counted
from slacheck.rule.lint.table import Level
from slacheck.source.excerpt import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slacheck.rule.lint.table import Lint, LintFinding, LintReport


def text(report: LintReport) -> str:
    """Each finding with its place, and a last line that counts."""
    return "\n\n".join((*map(_rendered, report.findings), _tally(report))) + "\n"


def _rendered(finding: LintFinding) -> str:
    return render(finding.problem, f"{finding.lint.level.value}[{finding.lint.id}]")


def _tally(report: LintReport) -> str:
    levels = [finding.lint.level for finding in report.findings]
    errors, warnings = levels.count(Level.ERROR), levels.count(Level.WARNING)
    rules = f"{counted(report.rules, 'rule', 'rules')} in {counted(len(report.packs), 'pack', 'packs')}"
    parts = [f"{rules}: {counted(errors, 'error', 'errors')}, {counted(warnings, 'warning', 'warnings')}"]
    if report.unloaded:
        told = (
            "pack does not load: its rules are"
            if report.unloaded == 1
            else "packs do not load: their rules are"
        )
        parts.append(f"{report.unloaded} {told} looked at in part and not counted")
    if report.unverified:
        seen = counted(len(report.unverified), "cited reference was", "cited references were")
        parts.append(f"{seen} never verified in the source")
    return "; ".join(parts)


def suites(report: LintReport, lints: Sequence[Lint]) -> list[Suite]:
    """A suite for each pack, in it a check for each lint."""
    return [Suite(pack, tuple(_check(pack, lint, report) for lint in lints)) for pack in report.packs]


def _check(pack: str, lint: Lint, report: LintReport) -> Check:
    found = [finding for finding in report.findings if finding.pack == pack and finding.lint is lint]
    failures = tuple(Failure(finding.problem.message, _rendered(finding)) for finding in found)
    return Check(
        lint.id, failures, note="" if found else lint.says, span=found[0].problem.span if found else None
    )
