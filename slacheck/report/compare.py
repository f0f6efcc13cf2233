"""What the renderers of a comparison share: its words in one place, and its table as rows of cells."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from slacheck.audit.compare import Apart
from slacheck.offer.entitlement import Status
from slacheck.quantity import Money
from slacheck.report.price import cost_text, signed, sums_text
from slacheck.report.words import NONE, status_text
from slacheck.rule.model import Severity
from slacheck.tongue import AND, ENGLISH, speak, worded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from slacheck.audit.compare import Bid, Comparison, Difference, Priced
    from slacheck.audit.model import ClauseRow
    from slacheck.tongue import Tongue

TITLE: Final = worded("Offers compared")
NOT_STATED: Final = worded("not stated")
NOT_APPLICABLE: Final = worded("does not apply")
APART: Final[Mapping[Apart, str]] = {
    Apart.CURRENCY: worded("currencies differ; sums in different currencies are not compared"),
    Apart.USERS: worded(
        "the numbers of users differ; the prices are for different quantities and are not compared"
    ),
    Apart.UNITS: worded(
        "the numbers of units differ; the prices are for different quantities and are not compared"
    ),
    Apart.TERM: worded("the initial terms differ (months); the prices by month are not compared"),
    Apart.SERVICE: worded("the facts of the services differ, so that different clauses apply (how many)"),
}
LOWEST: Final = worded("lowest")
_CENT: Final = Decimal("0.01")
METHOD: Final = worded(
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
    tongue = speak(comparison.language)
    return [Figure(name, tuple(cells), marked) for name, cells, marked in _figures(comparison, tongue)]


def _figures(comparison: Comparison, tongue: Tongue) -> Iterator[tuple[str, list[str], frozenset[int]]]:
    bids, none = comparison.bids, frozenset[int]()
    yield tongue("users"), [_count(bid.basis.users, tongue) for bid in bids], none
    if any(bid.basis.units is not None for bid in bids):
        yield tongue("units"), [_count(bid.basis.units, tongue) for bid in bids], none
    yield tongue("initial term in months"), [_count(bid.basis.months, tongue) for bid in bids], none
    lowest = comparison.lowest(lambda bid: bid.cheapest)
    yield tongue("cheapest purchase"), [_bought(bid.cheapest, bid, tongue) for bid in bids], none
    yield tongue("cheapest purchase, by month"), [_monthly(bid.cheapest, bid, tongue) for bid in bids], lowest
    yield tongue("cheapest purchase, over the term"), [_total(bid.cheapest, tongue) for bid in bids], none
    # What lacks clauses is cheap for a reason: only whole baselines compete.
    lowest = comparison.lowest(lambda bid: bid.best if bid.whole else None)
    yield tongue("whole baseline"), [_best(bid, tongue) for bid in bids], none
    yield tongue("whole baseline, by month"), [_monthly(bid.best, bid, tongue) for bid in bids], lowest
    yield tongue("whole baseline, over the term"), [_total(bid.best, tongue) for bid in bids], none
    yield tongue("baseline clauses not to be had"), [str(len(bid.lacking)) for bid in bids], none
    yield tongue("baseline clauses not settled"), [str(len(bid.unsettled)) for bid in bids], none
    if comparison.packs:
        for severity in Severity:
            if severity is not Severity.INFO or any(bid.gaps[severity] for bid in bids):
                name = tongue("gaps: {severity}", severity=tongue(severity.value))
                yield name, [str(bid.gaps[severity]) for bid in bids], none
        yield tongue("not settled by the rules"), [str(bid.unknown) for bid in bids], none
        if any(bid.broken for bid in bids):
            yield tongue("rules that broke"), [str(bid.broken) for bid in bids], none
        yield tongue("open questions"), [str(len(bid.report.questions())) for bid in bids], none


def _count(value: int | None, tongue: Tongue) -> str:
    """A quantity; English groups its digits here."""
    if value is None:
        return tongue(NOT_STATED)
    return f"{value:,}" if tongue.language == ENGLISH else tongue.number(value)


def _bought(priced: Priced, bid: Bid, tongue: Tongue) -> str:
    bought = priced.purchase
    return f"{cost_text(bought.cost, bid.basis.currency, tongue)} ({tongue(bought.configuration.said)})"


def _best(bid: Bid, tongue: Tongue) -> str:
    if bid.best is None:
        return tongue("no purchase")
    text = _bought(bid.best, bid, tongue)
    if bid.whole:
        return text
    missing = tongue.many("{number} clause", "{number} clauses", len(bid.lacking) + len(bid.unsettled))
    return tongue("closest: {purchase}, without {clauses}", purchase=text, clauses=missing)


def _monthly(priced: Priced | None, bid: Bid, tongue: Tongue) -> str:
    if priced is None or priced.monthly is None:
        return tongue(NOT_STATED)
    return tongue.money(Money(to_the_cent(priced.monthly), bid.basis.currency or "")).rstrip()


def to_the_cent(amount: Decimal) -> Decimal:
    """A price by month may have no exact decimal."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def _total(priced: Priced | None, tongue: Tongue) -> str:
    if priced is None or priced.over_term is None:
        return tongue(NOT_STATED)
    return sums_text(priced.over_term, tongue)


def cell_text(cell: ClauseRow | None, tongue: Tongue) -> str:
    """What an offer makes of a clause: sign, status, by what, and for how much."""
    if cell is None:
        return NONE
    more = added(cell, tongue)
    return f"{status_text(cell, tongue)}{', ' if more else ''}{more}"


def added(cell: ClauseRow, tongue: Tongue) -> str:
    """What a clause adds to the price; "" where it is not sold."""
    more = cell.surcharge
    if cell.status not in (Status.PAID, Status.UNPRICED) or more is None or more.is_zero:
        return ""
    return signed(more, tongue)


def difference_text(difference: Difference, names: list[str], tongue: Tongue) -> str:
    """A warning: what differs, and what each offer says."""
    colon = tongue(": ")
    pairs = zip(names, difference.said, strict=True)
    said = ", ".join(f"{name}{colon}{_said(value, tongue)}" for name, value in pairs)
    return f"{tongue(APART[difference.apart])}{colon}{said}"


def _said(value: str | None, tongue: Tongue) -> str:
    if value is None:
        return tongue(NOT_STATED)
    return tongue.number(int(value)) if value.isdecimal() else value


def summary(comparison: Comparison) -> str:
    """The result in one sentence."""
    tongue = speak(comparison.language)
    names = labels(comparison)
    whole = [name for name, bid in zip(names, comparison.bids, strict=True) if bid.whole]
    offers = tongue.many("{number} offer", "{number} offers", len(comparison.bids))
    if not whole:
        return tongue("{offers}; the whole baseline can be had from none of them for certain", offers=offers)
    said = tongue(
        "{offers}; the whole baseline can be had from {names}", offers=offers, names=tongue(AND).join(whole)
    )
    lowest = comparison.lowest(lambda bid: bid.best if bid.whole else None)
    if not lowest:
        return said
    best = tongue(AND).join(names[place] for place in sorted(lowest))
    return f"{said}{tongue('; ')}{tongue(LOWEST)}{tongue(': ')}{best}"
