"""What the parties negotiate about: each finding that counts, with what to ask for and what is offered as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from slacheck.offer.entitlement import Status
from slacheck.report.group import groups
from slacheck.report.price import cost_text
from slacheck.rule.model import Outcome
from slacheck.tongue import worded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slacheck.audit.model import ClauseRow, ContractReport, Finding
    from slacheck.report.group import Group
    from slacheck.tongue import Tongue

PREFERRED: Final = worded("Preferred")
FALLBACK: Final = worded("Fallback")
WALK_AWAY: Final = worded("Walk away if")
DECISION: Final = worded("Decision")
TO_FILL: Final = worded("to be filled in")
DECISIONS: Final = (
    worded("undecided"), worded("preferred agreed"), worded("fallback agreed"), worded("accepted as it is"),
    worded("walk away"),
)  # fmt: skip
"""What becomes of an issue; the first is what it is before anybody decided."""


class Issue(NamedTuple):
    """One point of a negotiation."""

    number: str
    """As the other formats number it: `2.1` is the first finding of the second group."""
    finding: Finding
    preferred: str
    """The wording to propose, in the contract's language; else what to do instead."""
    is_wording: bool
    offered: str
    """How the clause can be had by the price list as it stands; "" where it cannot, or needs no order."""


def issues(group: Group, number: int, contract: ContractReport, tongue: Tongue) -> list[Issue]:
    """The issues of one group of findings."""
    rows = {row.clause: row for row in contract.clauses}
    return [
        Issue(
            f"{number}.{index}",
            finding,
            finding.wording or (finding.remedy if finding.outcome is Outcome.GAP else ""),
            is_wording=finding.wording is not None,
            offered=_offered(finding, rows, contract, tongue),
        )
        for index, finding in enumerate(group.findings, 1)
    ]


def all_issues(contract: ContractReport, tongue: Tongue) -> list[Issue]:
    """Every issue of a contract, the gravest first."""
    found = enumerate(groups(contract.findings), 1)
    return [one for number, group in found for one in issues(group, number, contract, tongue)]


def _offered(
    finding: Finding, rows: Mapping[str, ClauseRow], contract: ContractReport, tongue: Tongue
) -> str:
    row = rows.get(finding.clause or "")
    if row is None or not row.through or finding.outcome is not Outcome.GAP:
        return ""
    items = ", ".join(row.through)
    match row.status:
        case Status.PAID if row.surcharge is not None:
            price = cost_text(row.surcharge, contract.currency, tongue)
            return tongue("offered as it stands: {items}, for {price} more", items=items, price=price)
        case Status.UNPRICED:
            return tongue("offered as it stands: {items}, at a price that is not stated", items=items)
        case Status.OPT_IN:
            return tongue("offered as it stands: {items}, at no added price, if ordered", items=items)
        case _:
            return ""


def decisions(tongue: Tongue) -> Sequence[str]:
    """The words to choose from."""
    return [tongue(one) for one in DECISIONS]
