"""The exit code of a check: what a script learns without reading anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slacheck.rule.model import Outcome

if TYPE_CHECKING:
    from slacheck.audit.model import Report

CLEAN: Final = 0
GAPS: Final = 1
USAGE: Final = 2
NOTHING_CHECKED: Final = 3
UNREADABLE: Final = 4
ONLY_UNKNOWN: Final = 5
BROKEN: Final = 6

MEANINGS: Final = {
    CLEAN: "nothing at or above --fail-on",
    GAPS: "gaps",
    USAGE: "the command line is wrong, or a report cannot be written",
    NOTHING_CHECKED: "nothing was checked: no contract found, or no rule applied",
    UNREADABLE: "a contract or a rule could not be read",
    ONLY_UNKNOWN: "only unknowns at or above --fail-on (1 with --strict)",
    BROKEN: "a rule broke",
}
THRESHOLDS: Final = {"error": 2, "warning": 1, "info": 0, "never": 3}


def exit_code(report: Report, fail_on: str, *, strict: bool) -> int:
    """The worst of what happened, in the order 4, 6, 3, 1, 5, 0."""
    if report.unreadable:
        return UNREADABLE
    if report.counts.get(Outcome.BROKEN):
        return BROKEN
    if not report.contracts or not any(contract.applied for contract in report.contracts):
        return NOTHING_CHECKED
    threshold = THRESHOLDS[fail_on]
    grave = {
        finding.outcome
        for contract in report.contracts
        for finding in contract.findings
        if finding.counts and finding.severity.weight >= threshold
    }
    if Outcome.GAP in grave:
        return GAPS
    if Outcome.UNKNOWN in grave:
        return GAPS if strict else ONLY_UNKNOWN
    return CLEAN
