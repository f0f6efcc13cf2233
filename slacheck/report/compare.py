"""What the renderers of a comparison share: its words in one place, and its table as rows of cells."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from slacheck.audit.compare import Apart
from slacheck.offer.entitlement import Status
from slacheck.quantity import Money
from slacheck.report.price import cost_text, signed, sums_text
from slacheck.report.words import NONE, STATUS_SIGN, counted
from slacheck.rule.model import Severity
from slacheck.tongue import ENGLISH, speak
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from slacheck.audit.compare import Bid, Comparison, Difference, Priced
    from slacheck.audit.model import ClauseRow

_TONGUE: Final = speak(ENGLISH)
TITLE: Final = "Offers compared"
NOT_STATED: Final = "not stated"
NOT_APPLICABLE: Final = "does not apply"
APART: Final[Mapping[Apart, str]] = {
    Apart.CURRENCY: "currencies differ; sums in different currencies are not compared",
    Apart.USERS: "the numbers of users differ; the prices are for different quantities and are not compared",
    Apart.UNITS: "the numbers of units differ; the prices are for different quantities and are not compared",
    Apart.TERM: "the initial terms differ (months); the prices by month are not compared",
    Apart.SERVICE: "the facts of the services differ, so that different clauses apply (how many)",
}
LOWEST: Final = "lowest"
_CENT: Final = Decimal("0.01")
METHOD: Final = (
    "For each offer the cheapest purchase that it allows, and the cheapest one that holds every clause of the baseline "
    "that can be held. The price by month spreads one-off fees over the initial term, twelve months where none is "
    "stated, and leaves out what is paid on use. The lowest price is marked only where all offers state prices in one "
    "currency, for the same quantities and the same term."
)


def labels(comparison: Comparison) -> list[str]:
    """A name for each offer that tells it from the others: the supplier, else with the id of the contract, the file."""
    bids = comparison.bids
    for name in (_supplier, _with_id, _with_file):
        found = [name(bid) for bid in bids]
        if len(set(found)) == len(found):
            return found
    return [f"{number}. {_supplier(bid)}" for number, bid in enumerate(bids, 1)]


def _supplier(bid: Bid) -> str:
    return bid.report.supplier


def _with_id(bid: Bid) -> str:
    return f"{bid.report.supplier} ({bid.report.id})"


def _with_file(bid: Bid) -> str:
    return f"{bid.report.supplier} ({bid.report.file})"


class Figure(NamedTuple):
    """One row of figures: a heading, and a cell for each offer."""

    name: str
    cells: tuple[str, ...]
    marked: frozenset[int] = frozenset()
    """The places of the lowest prices, where prices compare."""


def figures(comparison: Comparison) -> list[Figure]:
    """The rows above the clauses: prices, what is lacking, gaps and questions."""
    return [Figure(name, tuple(map(str, cells)), marked) for name, cells, marked in _figures(comparison)]


def _figures(comparison: Comparison) -> Iterator[tuple[str, list[str], frozenset[int]]]:
    bids, none = comparison.bids, frozenset[int]()
    yield "users", [_count(bid.basis.users) for bid in bids], none
    if any(bid.basis.units is not None for bid in bids):
        yield "units", [_count(bid.basis.units) for bid in bids], none
    yield "initial term in months", [_count(bid.basis.months) for bid in bids], none
    lowest = comparison.lowest(lambda bid: bid.cheapest)
    yield "cheapest purchase", [_bought(bid.cheapest, bid) for bid in bids], none
    yield "cheapest purchase, by month", [_monthly(bid.cheapest, bid) for bid in bids], lowest
    yield "cheapest purchase, over the term", [_total(bid.cheapest) for bid in bids], none
    # What lacks clauses is cheap for a reason: only whole baselines compete.
    lowest = comparison.lowest(lambda bid: bid.best if bid.whole else None)
    yield "whole baseline", [_best(bid) for bid in bids], none
    yield "whole baseline, by month", [_monthly(bid.best, bid) for bid in bids], lowest
    yield "whole baseline, over the term", [_total(bid.best) for bid in bids], none
    yield "baseline clauses not to be had", [str(len(bid.lacking)) for bid in bids], none
    yield "baseline clauses not settled", [str(len(bid.unsettled)) for bid in bids], none
    if comparison.packs:
        for severity in Severity:
            if severity is not Severity.INFO or any(bid.gaps[severity] for bid in bids):
                yield f"gaps: {severity.value}", [str(bid.gaps[severity]) for bid in bids], none
        yield "not settled by the rules", [str(bid.unknown) for bid in bids], none
        if any(bid.broken for bid in bids):
            yield "rules that broke", [str(bid.broken) for bid in bids], none
        yield "open questions", [str(len(bid.report.questions())) for bid in bids], none


def _count(value: int | None) -> str:
    return NOT_STATED if value is None else f"{value:,}"


def _bought(priced: Priced, bid: Bid) -> str:
    bought = priced.purchase
    return f"{cost_text(bought.cost, bid.basis.currency, _TONGUE)} ({bought.configuration})"


def _best(bid: Bid) -> str:
    if bid.best is None:
        return "no purchase"
    text = _bought(bid.best, bid)
    if bid.whole:
        return text
    missing = counted(len(bid.lacking) + len(bid.unsettled), "clause", "clauses")
    return f"closest: {text}, without {missing}"


def _monthly(priced: Priced | None, bid: Bid) -> str:
    if priced is None or priced.monthly is None:
        return NOT_STATED
    return money(priced.monthly, bid.basis.currency)


def money(amount: Decimal, currency: str | None) -> str:
    """A sum to the cent: a price by month may have no exact decimal."""
    return str(Money(amount.quantize(_CENT, ROUND_HALF_UP), currency or "")).rstrip()


def _total(priced: Priced | None) -> str:
    if priced is None or priced.over_term is None:
        return NOT_STATED
    return sums_text(priced.over_term, _TONGUE)


def cell_text(cell: ClauseRow | None) -> str:
    """What an offer makes of a clause: sign, status, by what, and for how much."""
    if cell is None:
        return NONE
    doubt = ", if it applies" if cell.applies is Truth.UNKNOWN else ""
    more = added(cell)
    return f"{STATUS_SIGN[cell.status]} {cell.status.value}{doubt}{', ' if more else ''}{more}"


def added(cell: ClauseRow) -> str:
    """What a clause adds to the price; "" where it is not sold."""
    more = cell.surcharge
    if cell.status not in (Status.PAID, Status.UNPRICED) or more is None or more.is_zero:
        return ""
    return signed(more, _TONGUE)


def difference_text(difference: Difference, names: list[str]) -> str:
    """A warning: what differs, and what each offer says."""
    said = (f"{name}: {value or NOT_STATED}" for name, value in zip(names, difference.said, strict=True))
    return f"{APART[difference.apart]}: {', '.join(said)}"


def summary(comparison: Comparison) -> str:
    """The result in one sentence."""
    names = labels(comparison)
    whole = [name for name, bid in zip(names, comparison.bids, strict=True) if bid.whole]
    offers = counted(len(comparison.bids), "offer", "offers")
    if not whole:
        return f"{offers}; the whole baseline can be had from none of them for certain"
    lowest = comparison.lowest(lambda bid: bid.best if bid.whole else None)
    best = f"; {LOWEST}: {' and '.join(names[place] for place in sorted(lowest))}" if lowest else ""
    return f"{offers}; the whole baseline can be had from {' and '.join(whole)}{best}"
