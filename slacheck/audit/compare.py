"""Offers for the same service side by side: what each holds of the baseline, and for how much.

The use case of `slacheck compare`. Nothing in it is laid out: a row a clause, a column an offer, for any renderer.
Prices are compared only where currency, quantities and term are the same; where they are not, it is said.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from slacheck.audit.chart import monthly
from slacheck.audit.matrix import over_term
from slacheck.audit.model import PackMark
from slacheck.audit.run import audit
from slacheck.contract.taxonomy import Tier
from slacheck.offer.offer import Offer
from slacheck.rule.model import Outcome, Severity
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from slacheck.audit.model import ClauseRow, ContractReport, UnreadableFile
    from slacheck.audit.run import Terms
    from slacheck.contract.read import Reading
    from slacheck.offer.cost import Cost
    from slacheck.offer.space import Purchase

TIERS = (Tier.BASELINE, Tier.EX_ANTE)
"""What a tender is compared by."""


class Priced(NamedTuple):
    """A purchase and what it comes to."""

    purchase: Purchase
    monthly: Decimal | None
    """By month over the initial term (twelve months where none is stated), one-off fees spread, use left out.

    None where a price, or how many users or units there are, is not stated.
    """
    over_term: Cost | None
    """None where the length of the initial term is not stated."""


class Basis(NamedTuple):
    """What a price rests on: offers compare where it is the same."""

    currency: str | None
    users: int | None
    units: int | None
    months: int | None


class Bid(NamedTuple):
    """One offer."""

    report: ContractReport
    """All that a check found: its questions, findings and counts."""
    basis: Basis
    cheapest: Priced
    best: Priced | None
    """The cheapest purchase that holds all of the baseline that can be held; `whole` says whether that is all."""
    whole: bool
    lacking: tuple[str, ...]
    """The clauses of the baseline that no purchase holds in full."""
    unsettled: tuple[str, ...]
    clauses: Mapping[str, ClauseRow]
    """What it makes of each clause of the table."""
    gaps: Mapping[Severity, int]
    unknown: int
    """Outcomes that a fact which is not stated keeps open."""
    broken: int


class Row(NamedTuple):
    """One clause of the baseline, offer by offer."""

    clause: str
    name: str
    tier: Tier
    cells: tuple[ClauseRow | None, ...]
    """In the order of the bids; none where the clause certainly does not apply to the service of that offer."""

    @property
    def differs(self) -> bool:
        """Whether it tells the offers apart."""
        return len({None if cell is None else (cell.status, cell.surcharge) for cell in self.cells}) > 1


class Apart(StrEnum):
    """What keeps offers from being compared."""

    CURRENCY = "currency"
    USERS = "users"
    UNITS = "units"
    TERM = "term"
    SERVICE = "service"
    """The facts of the services differ, so that different clauses apply."""


class Difference(NamedTuple):
    """One thing in which offers differ that should be alike, with what each of them says."""

    apart: Apart
    said: tuple[str | None, ...]
    """In the order of the bids; none where an offer does not say it."""


class Comparison(NamedTuple):
    """A tender."""

    version: str
    today: date
    language: str
    packs: tuple[PackMark, ...]
    bids: tuple[Bid, ...]
    """In the order of the files."""
    rows: tuple[Row, ...]
    """In the order of the taxonomy."""
    differences: tuple[Difference, ...]
    unreadable: tuple[UnreadableFile, ...]

    @property
    def names(self) -> Mapping[str, str]:
        """The name of each clause kind of the table."""
        return {row.clause: row.name for row in self.rows}

    def lowest(self, chosen: Callable[[Bid], Priced | None]) -> frozenset[int]:
        """The places of the bids with the lowest price by month; empty where prices do not compare.

        # INVARIANT: sums in different currencies, for different quantities or terms are never held against each other.
        """
        picked = {place: one for place, bid in enumerate(self.bids) if (one := chosen(bid)) is not None}
        prices = [one.monthly for one in picked.values()]
        known = [price for price in prices if price is not None]
        alike = len({self.bids[place].basis for place in picked}) == 1
        if len(picked) < 2 or len(known) < len(picked) or not alike:
            return frozenset()
        return frozenset(place for place, one in picked.items() if one.monthly == min(known))


def bid(reading: Reading, terms: Terms) -> Bid:
    """One offer, checked and priced."""
    report = audit(reading, terms)
    contract = reading.contract
    offer = Offer(contract, terms.taxonomy)
    found, quantities = offer.baseline, contract.service.quantities
    gaps = dict.fromkeys(Severity, 0)
    for finding in report.findings:
        if finding.outcome is Outcome.GAP:
            gaps[finding.severity] += 1
    return Bid(
        report=report,
        basis=Basis(report.currency, quantities.users, quantities.units, offer.months),
        cheapest=_priced(offer, found.cheapest, report.currency),
        best=None if found.closest is None else _priced(offer, found.closest, report.currency),
        whole=found.compliant is not None,
        lacking=found.lacking,
        unsettled=found.unsettled,
        clauses={row.clause: row for row in report.clauses if row.tier in TIERS},
        gaps=gaps,
        unknown=report.counts.get(Outcome.UNKNOWN, 0),
        broken=report.counts.get(Outcome.BROKEN, 0),
    )


def _priced(offer: Offer, purchase: Purchase, currency: str | None) -> Priced:
    by_month = None
    if currency is not None and not purchase.cost.unstated and not _per_open_count(offer, purchase):
        by_month = monthly(offer, purchase, currency)
    return Priced(purchase, by_month, over_term(purchase.cost, offer))


def _per_open_count(offer: Offer, purchase: Purchase) -> bool:
    """Whether it is priced by users or units of which nobody says how many there are."""
    counted = {unit.per.rpartition("/")[0] for unit, _ in purchase.cost.sums}
    return any(who and offer.space.weights.count(who) is None for who in counted)


def compare(
    bids: Sequence[Bid], terms: Terms, version: str, unreadable: Iterable[UnreadableFile] = ()
) -> Comparison:
    """The bids side by side."""
    return Comparison(
        version=version,
        today=terms.today,
        language=terms.language,
        packs=tuple(PackMark(pack.id, pack.version, pack.title, pack.sha256) for pack in terms.packs),
        bids=tuple(bids),
        rows=tuple(_rows(bids)),
        differences=tuple(_differences(bids)),
        unreadable=tuple(unreadable),
    )


def _rows(bids: Sequence[Bid]) -> Iterable[Row]:
    for kind, first in (bids[0].clauses if bids else {}).items():
        cells = tuple(_cell(one.clauses[kind]) for one in bids)
        if any(cell is not None for cell in cells):
            yield Row(kind, first.name, first.tier, cells)


def _cell(row: ClauseRow) -> ClauseRow | None:
    return None if row.applies is Truth.FALSE else row


def _differences(bids: Sequence[Bid]) -> Iterable[Difference]:
    said: dict[Apart, list[str | None]] = {
        Apart.CURRENCY: [one.basis.currency for one in bids],
        Apart.USERS: [_text(one.basis.users) for one in bids],
        Apart.UNITS: [_text(one.basis.units) for one in bids],
        Apart.TERM: [_text(one.basis.months) for one in bids],
        Apart.SERVICE: [_text(_applying(one)) for one in bids],
    }
    applying = {_applies(one) for one in bids}
    for apart, values in said.items():
        if len(set(values)) > 1 or (apart is Apart.SERVICE and len(applying) > 1):
            yield Difference(apart, tuple(values))


def _applies(one: Bid) -> frozenset[tuple[str, Truth]]:
    return frozenset((row.clause, row.applies) for row in one.clauses.values())


def _applying(one: Bid) -> int:
    """How many clauses of the table apply, or may."""
    return sum(row.applies is not Truth.FALSE for row in one.clauses.values())


def _text(value: int | None) -> str | None:
    return None if value is None else str(value)
