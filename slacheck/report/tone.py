"""How grave something is, as one word: a colour for a page, a label for a line; words and signs say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from slacheck.offer.entitlement import Status
from slacheck.report.group import gaps
from slacheck.rule.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slacheck.audit.model import ContractReport, Finding

ERROR, UNKNOWN, GOOD = "error", "unknown", "good"


class Colours(NamedTuple):
    """What a tone looks like on paper, as `RRGGBB`."""

    ink: str
    ground: str


TONES: Final[Mapping[str, Colours]] = {
    ERROR: Colours("9B1C1C", "FBECEB"),
    "warning": Colours("7A4D00", "FDF3DC"),
    "info": Colours("1F4E79", "E8F1F9"),
    UNKNOWN: Colours("5B2A86", "F2EAF9"),
    GOOD: Colours("1C6237", "E8F4EC"),
}
"""Every tone; a page has the same ones in its style sheet."""

STATUS_TONE: Final[Mapping[Status, str]] = {
    Status.EXCLUDED: ERROR,
    Status.UNOBTAINABLE: ERROR,
    Status.PAID: ERROR,
    Status.UNPRICED: ERROR,
    Status.ABSENT: ERROR,
    Status.OPT_IN: "warning",
    Status.QUALIFIED: "warning",
    Status.UNKNOWN: UNKNOWN,
    Status.INCLUDED: GOOD,
}


def grade(finding: Finding) -> str:
    """The severity of a gap, else the outcome."""
    return finding.severity.value if finding.outcome is Outcome.GAP else finding.outcome.value


def finding_tone(finding: Finding) -> str:
    """The tone of a finding that a reader must act on."""
    return ERROR if finding.outcome is Outcome.BROKEN else grade(finding)


GRAVEST: Final = 4
"""What makes a check incomplete: a rule that broke, a file that cannot be read."""


def gravity(finding: Finding, *, strict: bool) -> int:
    """How grave a finding is, from 0 to 4, for formats that have one scale for everything.

    A gap is 3, 2 or 1 by its severity; what is not settled is one less, unless it counts as a gap.
    """
    if finding.outcome is Outcome.BROKEN:
        return GRAVEST
    settled = finding.outcome is Outcome.GAP or strict
    return finding.severity.weight + (1 if settled else 0)


def contract_tone(contract: ContractReport) -> str:
    """The tone of a whole contract: a rule that broke, then its gravest gap, then what is not settled, or set aside."""
    if contract.counts.get(Outcome.BROKEN, 0):
        return ERROR
    gravest = next((severity.value for severity, number in gaps([contract]).items() if number), None)
    if gravest is not None:
        return gravest
    open_ = contract.counts.get(Outcome.UNKNOWN, 0) or contract.waived or contract.known
    return GOOD if contract.counts.get(Outcome.PASS, 0) and not open_ else UNKNOWN
