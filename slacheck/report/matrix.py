"""The matrix of baseline clauses as a reader sees it: what applies or may apply, the worst status first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.contract.taxonomy import Tier
from slacheck.report.words import STATUS_MEANING
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from slacheck.audit.model import ClauseRow
    from slacheck.offer.entitlement import Status

SHOWN = (Tier.BASELINE, Tier.EX_ANTE)


def baseline_rows(rows: Iterable[ClauseRow]) -> tuple[ClauseRow, ...]:
    """The rows of the baseline, without those that certainly do not apply; the worst status first."""
    rank = {status: number for number, status in enumerate(STATUS_MEANING)}
    shown = (row for row in rows if row.tier in SHOWN and row.applies is not Truth.FALSE)
    return tuple(sorted(shown, key=lambda row: rank[row.status]))


def by_status(rows: Sequence[ClauseRow]) -> dict[Status, list[ClauseRow]]:
    """The same rows, by status."""
    found: dict[Status, list[ClauseRow]] = {}
    for row in rows:
        found.setdefault(row.status, []).append(row)
    return found
