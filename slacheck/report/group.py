"""Findings that say the same thing, together: those of one rule with one outcome, and the places among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.rule.model import Outcome, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from slacheck.audit.model import ContractReport, Finding
    from slacheck.audit.place import Location


class Group(NamedTuple):
    """The findings of one rule with one outcome, in the order of the report; never empty."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding whose rule, reason and anchors stand for all of them."""
        return self.findings[0]

    def places(self) -> tuple[tuple[Location, tuple[Finding, ...]], ...]:
        """Each place once, with what was found there."""
        found: dict[tuple[str, int, int], list[Finding]] = {}
        for finding in self.findings:
            span = finding.location.span
            found.setdefault((span.source.name, span.start, span.end), []).append(finding)
        return tuple((members[0].location, tuple(members)) for members in found.values())

    def remedy(self) -> str:
        """What to do instead, if that is the same for all of them; "" where they differ or nothing is found wrong."""
        remedies = {finding.remedy for finding in self.findings}
        return remedies.pop() if len(remedies) == 1 and self.is_gap else ""

    def own_remedy(self, finding: Finding) -> str:
        """What to do instead about one of them, where they differ."""
        return finding.remedy if self.is_gap and not self.remedy() else ""

    @property
    def is_gap(self) -> bool:
        """Whether these are gaps: what is not settled, or not checked, needs no remedy yet."""
        return self.first.outcome is Outcome.GAP


LISTED = (Outcome.BROKEN, Outcome.GAP, Outcome.UNKNOWN)
"""Outcomes that a reader must act on."""


def groups(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """The findings that a reader must act on, gravest group first; what is waived or known stands elsewhere."""
    found: dict[tuple[str, str, Outcome], list[Finding]] = {}
    for finding in findings:
        if finding.outcome in LISTED and finding.counts:
            found.setdefault((finding.pack, finding.rule, finding.outcome), []).append(finding)
    return tuple(Group(tuple(members)) for members in found.values())


def wording_homes(found: Iterable[Group]) -> dict[str, str]:
    """Each proposed wording with the number of the first finding that needs it: there it is printed."""
    homes: dict[str, str] = {}
    for number, group in enumerate(found, 1):
        for index, finding in enumerate(group.findings, 1):
            if finding.wording:
                homes.setdefault(finding.wording, f"{number}.{index}")
    return homes


def gaps(contracts: Iterable[ContractReport]) -> dict[Severity, int]:
    """How many gaps that count there are of each severity."""
    counts = dict.fromkeys(Severity, 0)
    for contract in contracts:
        for finding in contract.findings:
            if finding.outcome is Outcome.GAP and finding.counts:
                counts[finding.severity] += 1
    return counts
