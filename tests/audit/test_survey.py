"""A survey counts statuses, and takes medians of what is in the same unit only."""

from __future__ import annotations

from decimal import Decimal

from slacheck.audit.survey import Listed, survey
from slacheck.offer.entitlement import Status
from tests.oracle.ground import euro, offer, priced, taxonomy


def listed(vendor: str, year: int | None, *plans: dict, **sections: object) -> Listed:
    sections.setdefault("pricing", {**priced(plans=list(plans)), "base": euro(0)})
    return Listed(vendor, year, f"{vendor}/{year}.yaml", offer(**sections))


def plans(cheap: object, dear: object, *, per: str = "user/month", currency: str = "EUR") -> list[dict]:
    """A plan without single sign-on, and one with it."""
    price = {"per": per, "currency": currency}
    top = "on-request" if dear is None else {"amount": dear, **price}
    return [
        {"id": "free", "price": euro(0)},
        {"id": "team", "price": {"amount": cheap, **price}},
        {"id": "top", "price": top, "delivers": ["sso"]},
    ]


def row(*lists: Listed, clause: str = "sso"):
    return next(kind for kind in survey(lists, taxonomy()).kinds if kind.clause == clause)


def test_each_list_is_counted_once_by_its_status():
    """Paid, unpriced, included and absent lists add up to all."""
    found = row(
        listed("a", 2020, *plans(4, 21)),
        listed("b", 2020, *plans(4, None)),
        listed("c", 2020, clauses=[{"clause": "sso"}]),
        listed("d", 2020),
    )
    assert found.counts == {Status.PAID: 1, Status.UNPRICED: 1, Status.INCLUDED: 1, Status.ABSENT: 1}
    assert found.named == 3


def test_medians_are_of_one_unit_and_currency():
    """Prices by user and by month, in euro and in dollars, have medians of their own."""
    found = row(
        listed("a", 1, *plans(1, 10)),
        listed("a", 2, *plans(1, 15)),
        listed("b", 1, *plans(1, 300, per="month")),
        listed("c", 1, *plans(1, 7, currency="USD")),
    )
    assert [(str(one.amount), one.lists) for one in found.medians] == [
        ("12.50 EUR / user/month", 2),
        ("300.00 EUR / month", 1),
        ("7.00 USD / user/month", 1),
    ]


def test_a_percentage_counts_from_the_cheapest_paid_plan():
    """From 4 to 21 is 425 % more, although there is a free plan."""
    found = survey([listed("a", 2020, *plans(4, 21))], taxonomy()).lists[0].clauses["sso"]
    assert found.percent == Decimal("425.0")
    assert found.surcharge is not None
    assert str(found.surcharge.amounts()[0]) == "21.00 EUR / user/month"


def test_a_price_on_request_has_no_percentage():
    """It is counted as unpriced and enters no median."""
    found = row(listed("a", 2020, *plans(4, None)))
    assert (found.percent, found.percents, found.medians) == (None, 0, ())


def test_a_clause_that_does_not_apply_is_counted_nowhere():
    """Only lists of services that it concerns are counted."""
    service = {"description": "s", "facts": {"hosted": False}}
    assert row(listed("a", 2020, service=service)).counts == {}


def test_lists_stand_by_vendor_and_year():
    """Whatever order they come in."""
    found = survey([listed("b", 2021), listed("A", 2022), listed("b", None)], taxonomy())
    assert [(one.vendor, one.year) for one in found.lists] == [("A", 2022), ("b", None), ("b", 2021)]


def test_what_no_list_names_is_listed():
    """Silence is told, too."""
    found = survey([listed("a", 2020, *plans(4, 21))], taxonomy())
    assert found.unnamed == ("logging", "hotline", "availability")


def test_a_survey_of_nothing_is_empty():
    """No list, no figure."""
    found = survey([], taxonomy())
    assert (found.lists, found.unnamed) == ((), ("sso", "logging", "hotline", "availability"))
