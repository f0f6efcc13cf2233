"""Many price lists side by side: what becomes of each baseline clause, and what it costs where it is sold."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from slacheck.contract.taxonomy import Tier
from slacheck.offer.cost import Cost
from slacheck.offer.entitlement import Status
from slacheck.offer.quotation import Start, quote
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from slacheck.contract.taxonomy import ClauseKind, Taxonomy
    from slacheck.offer.cost import Amount, Unit
    from slacheck.offer.offer import Offer
    from slacheck.offer.quotation import Quotation
    from slacheck.offer.space import Configuration

TENTH = Decimal("0.1")
HELD = (Status.INCLUDED, Status.QUALIFIED)
"""What every purchase holds, be it in part."""
SOLD = (Status.OPT_IN, Status.PAID, Status.UNPRICED)
"""What only some purchases hold."""


class Listed(NamedTuple):
    """One price list as it goes into a survey."""

    vendor: str
    year: int | None
    file: str
    offer: Offer


class Found(NamedTuple):
    """What one price list makes of one clause."""

    status: Status
    through: tuple[str, ...]
    surcharge: Cost | None
    """Beyond the cheapest purchase without the clause, which may be a free plan."""
    quotation: Quotation | None
    """Beyond the cheapest purchase that is paid for at all; none for a clause that is not sold."""

    @property
    def percent(self) -> Decimal | None:
        """By how much it makes the cheapest paid purchase dearer, to a tenth; none where that is not stated."""
        return None if self.quotation is None else self.quotation.percent


class ListRow(NamedTuple):
    """One price list in a survey."""

    vendor: str
    year: int | None
    file: str
    cheapest: Configuration
    clauses: Mapping[str, Found]
    """What it makes of each baseline clause that applies or may apply, in the order of the taxonomy."""

    def count(self, statuses: Iterable[Status]) -> int:
        """How many clauses have one of some statuses."""
        wanted = set(statuses)
        return sum(one.status in wanted for one in self.clauses.values())


class Median(NamedTuple):
    """The middle of surcharges in one unit; of two middle ones the exact mean."""

    amount: Amount
    lists: int
    """How many price lists state a surcharge in this unit alone."""


class KindRow(NamedTuple):
    """One clause of the baseline over all price lists."""

    clause: str
    name: str
    counts: Mapping[Status, int]
    medians: tuple[Median, ...]
    """Of the paid ones: for each currency and unit, the most frequent first."""
    percent: Decimal | None
    """The median share of the price of the cheapest paid purchase, where the clause is sold."""
    percents: int
    """How many price lists state it."""

    @property
    def named(self) -> int:
        """In how many price lists the clause is named."""
        return sum(self.counts.values()) - self.counts.get(Status.ABSENT, 0)


class Survey(NamedTuple):
    """Price lists by vendor and year, and what they have in common."""

    lists: tuple[ListRow, ...]
    kinds: tuple[KindRow, ...]

    @property
    def unnamed(self) -> tuple[str, ...]:
        """The baseline clauses that no price list names."""
        return tuple(kind.clause for kind in self.kinds if not kind.named)


def survey(listed: Iterable[Listed], taxonomy: Taxonomy, language: str = "en") -> Survey:
    """What becomes of each baseline clause in some price lists."""
    kinds = [kind for kind in taxonomy.kinds.values() if kind.tier is Tier.BASELINE]
    rows = [_list_row(one, kinds) for one in listed]
    rows.sort(key=lambda row: (row.vendor.casefold(), row.vendor, row.year or 0, row.file))
    return Survey(tuple(rows), tuple(_kind_row(kind, rows, language) for kind in kinds))


def _list_row(listed: Listed, kinds: Iterable[ClauseKind]) -> ListRow:
    offer = listed.offer
    shown = (kind.id for kind in kinds if offer.applies(kind) is not Truth.FALSE)
    found = {kind: _found(offer, kind) for kind in shown}
    return ListRow(listed.vendor, listed.year, listed.file, offer.space.cheapest.configuration, found)


def _found(offer: Offer, kind: str) -> Found:
    held = offer.entitlement(kind)
    quotation = quote(offer, [kind], Start.CHEAPEST_PAID) if held.status in SOLD else None
    return Found(held.status, held.through, held.surcharge, quotation)


def _kind_row(kind: ClauseKind, rows: Sequence[ListRow], language: str) -> KindRow:
    found = [row.clauses[kind.id] for row in rows if kind.id in row.clauses]
    percents = [one.percent for one in found if one.percent is not None]
    return KindRow(
        clause=kind.id,
        name=kind.name(language),
        counts=Counter(one.status for one in found),
        medians=_medians(found),
        percent=median(percents).quantize(TENTH, ROUND_HALF_UP) if percents else None,
        percents=len(percents),
    )


def _medians(found: Iterable[Found]) -> tuple[Median, ...]:
    """The median of each unit in which surcharges are stated; one in two units at once has no place among them."""
    sums: dict[Unit, list[Decimal]] = {}
    for one in found:
        added = one.surcharge if one.status is Status.PAID else None
        if added is not None and len(added.sums) == 1 and not added.unstated:
            ((unit, value),) = added.sums
            sums.setdefault(unit, []).append(value)
    ordered = sorted(sums.items(), key=lambda one: (-len(one[1]), one[0]))
    return tuple(
        Median(Cost(((unit, median(values)),)).amounts()[0], len(values)) for unit, values in ordered
    )
