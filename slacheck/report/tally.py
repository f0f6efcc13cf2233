"""The counts of everything, as sentences: a reader sees what was checked and what was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.report.aside import ledgers
from slacheck.report.group import gaps
from slacheck.report.words import borrowed
from slacheck.rule.model import Outcome, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slacheck.audit.model import ContractReport, Idle, Report
    from slacheck.tongue import Tongue

SHORT = 12
"""So many digits of a digest tell it from others."""


def contract_tally(contract: ContractReport, tongue: Tongue) -> str:
    """The outcomes of one contract."""
    return outcomes_text([contract], contract.counts, tongue)


def outcomes_text(contracts: Sequence[ContractReport], counts: Mapping[Outcome, int], tongue: Tongue) -> str:
    """Every outcome with its number, gaps by severity, zeros included."""
    found = counts.get(Outcome.GAP, 0)
    graded = {severity: number for severity, number in gaps(contracts).items() if number}
    grades = ", ".join(_graded(number, severity, tongue) for severity, number in graded.items())
    unknown, passed = counts.get(Outcome.UNKNOWN, 0), counts.get(Outcome.PASS, 0)
    idle, broken = counts.get(Outcome.NOT_APPLICABLE, 0), counts.get(Outcome.BROKEN, 0)
    parts = [
        _gaps(found, tongue) + (f" ({grades})" if grades else ""),
        tongue.many("{number} unknown", "{number} unknown", unknown),
        tongue.many("{number} passed", "{number} passed", passed),
        tongue.many("{number} not applicable", "{number} not applicable", idle),
        tongue.many("{number} broken", "{number} broken", broken),
        tongue.many("{number} waived", "{number} waived", sum(one.waived for one in contracts)),
    ]
    known = sum(one.known for one in contracts)
    parts += [_known(known, tongue)] if known else []
    return ", ".join(parts)


def _known(number: int, tongue: Tongue) -> str:
    return tongue.many("{number} known", "{number} known", number)


def _gaps(number: int, tongue: Tongue) -> str:
    return tongue.many("{number} gap", "{number} gaps", number)


def _graded(number: int, severity: Severity, tongue: Tongue) -> str:
    match severity:
        case Severity.ERROR:
            return tongue.many("{number} error", "{number} error", number)
        case Severity.WARNING:
            return tongue.many("{number} warning", "{number} warning", number)
        case Severity.INFO:
            return tongue.many("{number} info", "{number} info", number)


def run_tally(report: Report, tongue: Tongue) -> tuple[str, ...]:
    """The whole run in a few sentences: outcomes, rules that checked nothing, texts in English, the packs used."""
    lines = [
        tongue(
            "{contracts}: {outcomes}; {files} not readable",
            contracts=tongue.many("{number} contract", "{number} contracts", len(report.contracts)),
            outcomes=outcomes_text(report.contracts, report.counts, tongue),
            files=tongue.many("{number} file", "{number} files", len(report.unreadable)),
        )
    ]
    if report.idle:
        idle = sum(len(one.rules) for one in report.idle)
        names = tongue("; ").join(_idle(one, tongue) for one in report.idle)
        lines.append(
            tongue.many(
                "{number} rule applied to nothing: {names}",
                "{number} rules applied to nothing: {names}",
                idle,
                names=names,
            )
        )
    if note := borrowed((one.borrowed for one in report.contracts), tongue):
        lines.append(note)
    lines += ledgers(report, tongue)
    packs = tongue("; ").join(
        f"{pack.id} {pack.version} (sha256 {pack.sha256[:SHORT]})" for pack in report.packs
    )
    day, packs = tongue.day(report.today), packs or tongue("none")
    lines.append(
        tongue("slacheck {version}, {day}, packs: {packs}", version=report.version, day=day, packs=packs)
    )
    return tuple(lines)


def digests(report: Report, tongue: Tongue) -> list[tuple[str, str]]:
    """What the report rests on: each contract, pack and ledger, and the taxonomy, with its SHA-256."""
    found = [(f"{tongue('Contract')} {one.file}", one.sha256) for one in report.contracts]
    found += [(f"{tongue('Pack')} {one.id} {one.version}", one.sha256) for one in report.packs]
    found += [(one.file, one.sha256) for one in (report.waivers, report.baseline) if one is not None]
    return [*found, (tongue("Taxonomy"), report.taxonomy_sha256)]


def _idle(idle: Idle, tongue: Tongue) -> str:
    """The rules by name, or the pack alone where it is idle as a whole."""
    if len(idle.rules) == idle.of > 1:
        return tongue("all {number} of {pack}", number=idle.of, pack=idle.pack)
    return ", ".join(idle.rules)


def verdict(contract: ContractReport, tongue: Tongue) -> str:
    """The result in one sentence; it never calls a contract good that was not checked."""
    counts = contract.counts
    found, open_points = counts.get(Outcome.GAP, 0), counts.get(Outcome.UNKNOWN, 0)
    parts = []
    if broken := counts.get(Outcome.BROKEN, 0):
        parts.append(
            tongue.many(
                "{number} rule broke: the check is incomplete",
                "{number} rules broke: the check is incomplete",
                broken,
            )
        )
    if found:
        parts.append(_gaps(found, tongue))
    if open_points:
        parts.append(
            tongue.many("{number} point is not settled", "{number} points are not settled", open_points)
        )
    if contract.waived:
        parts.append(tongue.many("{number} waived", "{number} waived", contract.waived))
    if contract.known:
        parts.append(_known(contract.known, tongue))
    if parts:
        return tongue("; ").join(parts)
    if counts.get(Outcome.PASS, 0):
        return tongue("no gap by the rules that applied")
    return tongue("nothing was checked")
