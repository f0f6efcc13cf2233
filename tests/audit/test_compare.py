"""Offers side by side: prices are held against each other only where they are for the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from slacheck.audit.compare import Apart, bid, compare
from slacheck.audit.run import Terms
from slacheck.offer.entitlement import Status
from slacheck.report.compare import labels, summary
from tests.oracle.ground import contract, euro, priced, reading, taxonomy

ALL = [{"clause": kind} for kind in ("sso", "logging", "hotline", "availability")]
SSO = {"id": "sso", "price": euro(10), "delivers": ["sso"]}
TERMS = Terms((), taxonomy(), "0" * 64, None, date(2026, 1, 1))  # type: ignore[arg-type]


def offered(supplier, amount=100, users=5, **sections):
    return contract(
        parties={"customer": {"name": "Buyer"}, "supplier": {"name": supplier}},
        **{
            "service": {
                "description": "x", "facts": {"hosted": True, "multi-user": True}, "quantities": {"users": users},
            },
            "pricing": priced(base=euro(amount)),
            "term": {"initial": "P3Y"},
            "clauses": ALL,
            **sections,
        },
    )  # fmt: skip


def tender(*offers):
    return compare([bid(reading(one), TERMS) for one in offers], TERMS, "0")


def lowest(found):
    return found.lowest(lambda one: one.best if one.whole else None)


def test_the_lowest_price_of_the_whole_baseline_is_found():
    """The cheapest offer is not the one that holds it."""
    sold = offered("B", 95, clauses=ALL[1:], pricing=priced(base=euro(95), options=[SSO]))
    found = tender(offered("A"), sold, offered("C", 80, clauses=ALL[1:]))
    assert found.differences == ()
    assert found.lowest(lambda one: one.cheapest) == {2}
    assert lowest(found) == {0}
    assert [one.whole for one in found.bids] == [True, True, False]
    assert [one.best.monthly for one in found.bids] == [100, 105, 80]
    assert found.bids[2].lacking == ("sso",)
    assert summary(found) == "3 offers; the whole baseline can be had from A and B; lowest: A"


def test_a_row_has_what_each_offer_makes_of_a_clause():
    found = tender(offered("A"), offered("B", clauses=ALL[1:], pricing=priced(options=[SSO])))
    rows = {row.clause: row for row in found.rows}
    assert [cell.status for cell in rows["sso"].cells] == [Status.INCLUDED, Status.PAID]
    assert rows["sso"].differs
    assert not rows["logging"].differs
    assert "training" not in rows


@pytest.mark.parametrize(
    ("change", "apart"),
    [
        ({"pricing": {**priced(), "currency": "USD"}}, Apart.CURRENCY),
        ({"users": 7}, Apart.USERS),
        ({"term": {"initial": "P1Y"}}, Apart.TERM),
        ({"term": {}}, Apart.TERM),
    ],
)
def test_prices_for_something_else_are_never_compared(change, apart):
    """And it is said what differs."""
    found = tender(offered("A"), offered("B", **change))
    assert [one.apart for one in found.differences] == [apart]
    assert lowest(found) == frozenset()


def test_another_service_is_said():
    off = {"description": "x", "facts": {"hosted": False}, "quantities": {"users": 5}}
    found = tender(offered("A"), offered("B", service=off))
    assert [one.apart for one in found.differences] == [Apart.SERVICE]
    assert {row.clause: row for row in found.rows}["sso"].cells[1] is None


@pytest.mark.parametrize(
    "pricing",
    [priced(base="on-request"), priced(base=euro(1, "user/month"))],
    ids=["a price that is open", "a price for nobody knows how many"],
)
def test_what_is_not_stated_has_no_price_by_month(pricing):
    found = tender(
        offered("A", service={"description": "x"}, pricing=pricing),
        offered("B", service={"description": "x"}),
    )
    assert found.bids[0].cheapest.monthly is None
    assert found.lowest(lambda one: one.cheapest) == frozenset()


def test_one_off_fees_are_spread_over_the_term():
    setup = {"id": "setup", "price": euro(360, "once"), "delivers": ["sso"]}
    found = tender(offered("A", clauses=ALL[1:], pricing=priced(options=[setup])))
    assert found.bids[0].best.monthly == Decimal(110)


def test_offers_of_one_supplier_are_told_apart():
    same = [offered("A"), offered("A", metadata={"id": "d", "title": "D", "status": "offered"})]
    assert labels(tender(*same)) == ["A (c)", "A (d)"]
    assert labels(tender(same[0], same[0])) == ["1. A", "2. A"]
