"""The counts of everything, as sentences: a reader sees what was checked and what was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.report.aside import ledgers
from slacheck.report.group import gaps
from slacheck.report.words import counted
from slacheck.rule.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slacheck.audit.model import ContractReport, Idle, Report

SHORT = 12
"""So many digits of a digest tell it from others."""


def contract_tally(contract: ContractReport) -> str:
    """The outcomes of one contract."""
    return outcomes_text([contract], contract.counts)


def outcomes_text(contracts: Sequence[ContractReport], counts: Mapping[Outcome, int]) -> str:
    """Every outcome with its number, gaps by severity, zeros included."""
    found = counts.get(Outcome.GAP, 0)
    grades = ", ".join(f"{number} {severity.value}" for severity, number in gaps(contracts).items() if number)
    parts = [counted(found, "gap", "gaps") + (f" ({grades})" if grades else "")]
    parts += [
        f"{counts.get(Outcome.UNKNOWN, 0)} unknown",
        f"{counts.get(Outcome.PASS, 0)} passed",
        f"{counts.get(Outcome.NOT_APPLICABLE, 0)} not applicable",
        f"{counts.get(Outcome.BROKEN, 0)} broken",
        f"{sum(one.waived for one in contracts)} waived",
    ]
    known = sum(one.known for one in contracts)
    parts += [f"{known} known"] if known else []
    return ", ".join(parts)


def run_tally(report: Report) -> tuple[str, ...]:
    """The whole run in a few sentences: outcomes, rules that checked nothing, and the files that it rests on."""
    checked = counted(len(report.contracts), "contract", "contracts")
    unreadable = counted(len(report.unreadable), "file", "files")
    lines = [f"{checked}: {outcomes_text(report.contracts, report.counts)}; {unreadable} not readable"]
    if report.idle:
        idle = counted(sum(len(one.rules) for one in report.idle), "rule", "rules")
        lines.append(f"{idle} applied to nothing: {'; '.join(map(_idle, report.idle))}")
    lines += ledgers(report)
    packs = "; ".join(f"{pack.id} {pack.version} (sha256 {pack.sha256[:SHORT]})" for pack in report.packs)
    lines.append(f"slacheck {report.version}, {report.today.isoformat()}, packs: {packs or 'none'}")
    return tuple(lines)


def _idle(idle: Idle) -> str:
    """The rules by name, or the pack alone where it is idle as a whole."""
    if len(idle.rules) == idle.of > 1:
        return f"all {idle.of} of {idle.pack}"
    return ", ".join(idle.rules)


def verdict(contract: ContractReport) -> str:
    """The result in one sentence; it never calls a contract good that was not checked."""
    counts = contract.counts
    found, open_points = counts.get(Outcome.GAP, 0), counts.get(Outcome.UNKNOWN, 0)
    parts = []
    if counts.get(Outcome.BROKEN, 0):
        parts.append(
            f"{counted(counts[Outcome.BROKEN], 'rule broke', 'rules broke')}: the check is incomplete"
        )
    if found:
        parts.append(counted(found, "gap", "gaps"))
    if open_points:
        parts.append(f"{counted(open_points, 'point is', 'points are')} not settled")
    parts += [f"{contract.waived} waived"] if contract.waived else []
    parts += [f"{contract.known} known"] if contract.known else []
    if parts:
        return "; ".join(parts)
    return "no gap by the rules that applied" if counts.get(Outcome.PASS, 0) else "nothing was checked"
