"""The SSO tax comes out of the price lists as sso.tax has it, or the table says why not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.survey.sso_tax import NOTES, VENDORS, Row, rows


@pytest.fixture(scope="module")
def by_vendor(corpus) -> dict[str, Row]:
    root = corpus("pricing2yaml").parent
    corpus("sso-tax")
    return {row.vendor: row for row in rows(root)}


@pytest.mark.parametrize(
    ("vendor", "year", "begin", "end", "percent"),
    [("github", 2020, "4.00", "21.00", "425.0"), ("box", 2022, "5.00", "15.00", "200.0")],
)
def test_known_figures_come_out_exactly(by_vendor, vendor, year, begin, end, percent):
    """A surcharge is counted from the cheapest paid plan, and exact."""
    found = next(one.quotation for one in by_vendor[vendor].years if one.year == year)
    prices = [one.cost.amounts()[0].money.amount_text() for one in (found.start, found.target)]
    assert (prices, found.percent) == ([begin, end], Decimal(percent))


def test_every_difference_is_explained(by_vendor):
    """A vendor whose list gives another figure has a note, and one whose list agrees has none."""
    assert {vendor for vendor, row in by_vendor.items() if not row.agrees} == set(NOTES)


def test_no_vendor_is_left_out(corpus):
    """Each vendor with price lists whose name sso.tax knows is compared."""
    lists, taxes = corpus("pricing2yaml"), corpus("sso-tax")
    known = {path.stem for path in taxes.glob("*.yaml")}
    both = {path.name for path in lists.iterdir() if any(path.name in stem for stem in known)}
    assert both == set(VENDORS)
