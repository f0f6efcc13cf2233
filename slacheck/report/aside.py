"""What is found and does not count: waived, or known from a baseline; and what is found no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.report.tone import grade
from slacheck.tongue import worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.audit.model import ContractReport, Finding, Ledger, Report, Waiver
    from slacheck.tongue import Tongue

SHORT = 12
"""So many digits of a digest tell it from others."""


WAIVED = (
    worded("Rule"),
    worded("Subject and line"),
    worded("Ends"),
    worded("Approved by"),
    worded("Reason"),
)
KNOWN = (worded("Rule"), worded("Subjects"))
FIXED = (worded("Rule"), worded("Subject"), worded("Known"))


class Aside(NamedTuple):
    """A table of findings that stand beside the others."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def asides(contract: ContractReport, tongue: Tongue) -> tuple[Aside, ...]:
    """The tables of a contract that hold something."""
    sections = (_waived(contract, tongue), _known(contract, tongue), _gone(contract, tongue))
    return tuple(section for section in sections if section.rows)


def _waived(contract: ContractReport, tongue: Tongue) -> Aside:
    title = tongue.many(
        "Waived: {number} finding, not counted", "Waived: {number} findings, not counted", contract.waived
    )
    rows = tuple(
        (
            f"{tongue(grade(one))} {one.rule}",
            spot(one, contract.file),
            tongue("until {day}", day=one.waiver.expires),
            _who(one.waiver),
            one.waiver.reason,
        )
        for one in contract.findings
        if one.waiver is not None
    )
    return Aside(title, tuple(map(tongue, WAIVED)), rows)


def _who(waiver: Waiver) -> str:
    return f"{waiver.approver} ({waiver.ticket})" if waiver.ticket else waiver.approver


def _known(contract: ContractReport, tongue: Tongue) -> Aside:
    """The findings that are known, folded: a row for each rule and grade."""
    title = tongue.many(
        "Known: {number} finding, not counted", "Known: {number} findings, not counted", contract.known
    )
    folded: dict[str, list[str]] = {}
    for one in contract.findings:
        if one.waiver is None and one.past is not None and not one.past.new:
            folded.setdefault(f"{tongue(grade(one))} {one.rule}", []).append(one.subject)
    rows = tuple(
        (rule, f"{len(subjects)}{tongue(': ')}{', '.join(subjects)}") for rule, subjects in folded.items()
    )
    return Aside(title, tuple(map(tongue, KNOWN)), rows)


def _gone(contract: ContractReport, tongue: Tongue) -> Aside:
    title = tongue.many(
        "Fixed: {number} finding of the baseline",
        "Fixed: {number} findings of the baseline",
        len(contract.gone),
    )
    rows = tuple((one.rule, one.subject, tongue("since {day}", day=one.since)) for one in contract.gone)
    return Aside(title, tuple(map(tongue, FIXED)), rows)


def standing(finding: Finding, tongue: Tongue) -> str:
    """Why a finding does not count, as the end of a sentence; "" where it does."""
    if finding.waiver is not None:
        waiver = finding.waiver
        return tongue(
            "waived until {day} by {who}: {reason}",
            day=waiver.expires,
            who=_who(waiver),
            reason=waiver.reason,
        )
    if finding.past is not None and not finding.past.new:
        since = finding.past.since
        return tongue("known since {day}, from the baseline", day=since) if since else tongue("known")
    return ""


def spot(finding: Finding, file: str) -> str:
    """The subject of a finding with its line, and with its file where that is not the contract's."""
    span = finding.location.span
    if span.source.name == file:
        return f"{finding.subject}:{span.line}"
    return f"{finding.subject} ({span.source.name}:{span.line})"


def ledgers(report: Report, tongue: Tongue) -> Iterator[str]:
    """The files that decide which findings count, a sentence each."""
    if report.waivers is not None:
        yield tongue(
            "waivers: {file}, {number} in use", file=_file(report.waivers), number=report.waived
        ) + _elsewhere(report.waivers, tongue)
    if report.baseline is not None:
        listed = [one for contract in report.contracts for one in contract.findings]
        new = sum(one.past is not None and one.past.new and one.waiver is None for one in listed)
        gone = sum(len(contract.gone) for contract in report.contracts)
        yield tongue(
            "baseline: {file}, {known} known, {new} new, {gone} fixed",
            file=_file(report.baseline),
            known=report.known,
            new=new,
            gone=gone,
        ) + _elsewhere(report.baseline, tongue)


def _file(ledger: Ledger) -> str:
    return f"{ledger.file} (sha256 {ledger.sha256[:SHORT]})"


def _elsewhere(ledger: Ledger, tongue: Tongue) -> str:
    """What of a file this run says nothing about."""
    if not ledger.elsewhere:
        return ""
    return tongue(", {number} about what was not checked", number=ledger.elsewhere)
