"""What is found and does not count: waived, or known from a baseline; and what is found no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.report.tone import grade
from slacheck.report.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.audit.model import ContractReport, Finding, Ledger, Report, Waiver

SHORT = 12
"""So many digits of a digest tell it from others."""


class Aside(NamedTuple):
    """A table of findings that stand beside the others."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def asides(contract: ContractReport) -> tuple[Aside, ...]:
    """The tables of a contract that hold something."""
    sections = (_waived(contract), _known(contract), _gone(contract))
    return tuple(section for section in sections if section.rows)


def _waived(contract: ContractReport) -> Aside:
    title = f"Waived: {counted(contract.waived, 'finding', 'findings')}, not counted"
    rows = tuple(
        (
            f"{grade(one)} {one.rule}",
            spot(one, contract.file),
            f"until {one.waiver.expires.isoformat()}",
            _who(one.waiver),
            one.waiver.reason,
        )
        for one in contract.findings
        if one.waiver is not None
    )
    return Aside(title, ("Rule", "Subject and line", "Ends", "Approved by", "Reason"), rows)


def _who(waiver: Waiver) -> str:
    return f"{waiver.approver} ({waiver.ticket})" if waiver.ticket else waiver.approver


def _known(contract: ContractReport) -> Aside:
    """The findings that are known, folded: a row for each rule and grade."""
    title = f"Known: {counted(contract.known, 'finding', 'findings')}, not counted"
    folded: dict[str, list[str]] = {}
    for one in contract.findings:
        if one.waiver is None and one.past is not None and not one.past.new:
            folded.setdefault(f"{grade(one)} {one.rule}", []).append(one.subject)
    rows = tuple((rule, f"{len(subjects)}: {', '.join(subjects)}") for rule, subjects in folded.items())
    return Aside(title, ("Rule", "Subjects"), rows)


def _gone(contract: ContractReport) -> Aside:
    title = f"Fixed: {counted(len(contract.gone), 'finding', 'findings')} of the baseline"
    rows = tuple((one.rule, one.subject, f"since {one.since.isoformat()}") for one in contract.gone)
    return Aside(title, ("Rule", "Subject", "Known"), rows)


def standing(finding: Finding) -> str:
    """Why a finding does not count, as the end of a sentence; "" where it does."""
    if finding.waiver is not None:
        waiver = finding.waiver
        return f"waived until {waiver.expires.isoformat()} by {_who(waiver)}: {waiver.reason}"
    if finding.past is not None and not finding.past.new:
        since = f" since {finding.past.since.isoformat()}" if finding.past.since else ""
        return f"known{since}, from the baseline"
    return ""


def spot(finding: Finding, file: str) -> str:
    """The subject of a finding with its line, and with its file where that is not the contract's."""
    span = finding.location.span
    if span.source.name == file:
        return f"{finding.subject}:{span.line}"
    return f"{finding.subject} ({span.source.name}:{span.line})"


def ledgers(report: Report) -> Iterator[str]:
    """The files that decide which findings count, a sentence each."""
    if report.waivers is not None:
        yield f"waivers: {_file(report.waivers)}, {report.waived} in use{_elsewhere(report.waivers)}"
    if report.baseline is not None:
        listed = [one for contract in report.contracts for one in contract.findings]
        new = sum(one.past is not None and one.past.new and one.waiver is None for one in listed)
        gone = sum(len(contract.gone) for contract in report.contracts)
        said = f"{report.known} known, {new} new, {gone} fixed"
        yield f"baseline: {_file(report.baseline)}, {said}{_elsewhere(report.baseline)}"


def _file(ledger: Ledger) -> str:
    return f"{ledger.file} (sha256 {ledger.sha256[:SHORT]})"


def _elsewhere(ledger: Ledger) -> str:
    """What of a file this run says nothing about."""
    return f", {ledger.elsewhere} about what was not checked" if ledger.elsewhere else ""
