"""What a price of a price list comes to: shares, tiers, minimums, caps, promotions, pieces."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from slacheck.offer.allowed import tariff_of
from slacheck.offer.entitlement import Status
from slacheck.offer.tariff import whole_months
from tests.oracle.ground import contract, euro, offer, priced, reading

TIERS = [{"from": 1, "amount": 5}, {"from": 50, "amount": 4}]


def tiered(tiering, **more):
    return {"tiers": TIERS, "tiering": tiering, "per": "user/month", **more}


def service(users=None):
    return {"description": "x", "quantities": {} if users is None else {"users": users}}


def monthly(price, users, months=1, **sections):
    """The total of one price over some months."""
    found = offer(pricing={"currency": "EUR", "base": price}, service=service(users), **sections)
    cost = found.space.cheapest.cost.over(months, found.space.weights)
    assert not cost.unstated
    return sum((value for _, value in cost.sums), Decimal(0))


@pytest.mark.parametrize(
    ("price", "users", "total"),
    [
        (tiered("volume"), 49, 245),
        (tiered("volume"), 50, 200),
        (tiered("graduated"), 49, 245),
        (tiered("graduated"), 50, 249),
        (tiered("graduated"), 60, 289),
        (tiered("volume", minimum={"amount": 100, "per": "month"}), 3, 100),
        (tiered("volume", minimum={"amount": 1200, "per": "year"}), 21, 105),
        (tiered("volume", minimum={"quantity": 10}), 3, 50),
        (tiered("graduated", cap={"amount": 250, "per": "month"}), 60, 250),
        ({**euro(12, "user/year"), "cap": {"amount": 30, "per": "quarter"}}, 20, 10),
        (euro(3, "user"), 0, 0),
    ],
)
def test_a_price_for_a_stated_number_of_users(price, users, total):
    assert monthly(price, users) == total


def test_what_the_users_decide_is_within_bounds_and_a_question_while_nobody_states_them():
    """The status stays certain where the bounds do not meet the other price, and is unknown where they do."""
    for other, status in ((3, Status.PAID), (Decimal("4.5"), Status.UNKNOWN), (6, Status.OPT_IN)):
        plans = [
            {"id": "a", "price": euro(float(other), "user/month")},
            {"id": "b", "price": tiered("volume"), "delivers": ["sso"]},
        ]
        held = offer(pricing={"currency": "EUR", "plans": plans}).entitlement("sso")
        assert held.status is status
        assert ("service.quantities.users" in held.reason) is (status is Status.UNKNOWN)


@pytest.mark.parametrize(("users", "plan"), [(9, "flat"), (11, "big"), (60, "big")])
def test_the_number_of_users_decides_which_plan_is_cheapest(users, plan):
    """45 for nine at 5 each; a flat plan of 50 is cheaper from eleven on."""
    plans = [{"id": "flat", "price": tiered("volume")}, {"id": "big", "price": euro(50)}]
    found = offer(pricing={"currency": "EUR", "plans": plans}, service=service(users))
    assert found.space.cheapest.configuration.plan == plan


def test_a_purchase_that_is_cheaper_for_many_users_leaves_the_status_open():
    """Nothing is said of the number: for one user the clause is free, for fifty a flat plan without it is cheaper."""
    plans = [
        {"id": "a", "price": euro(5, "user/month")},
        {"id": "flat", "price": euro(20)},
        {"id": "b", "price": euro(5, "user/month"), "delivers": ["sso"]},
    ]
    held = offer(pricing={"currency": "EUR", "plans": plans}).entitlement("sso")
    assert held.status is Status.UNKNOWN
    assert held.reason.startswith("which is cheaper depends on `service.quantities.users`,")


def test_a_one_off_fee_against_a_monthly_one_depends_on_the_term():
    """A hundred once is less than nine a month from the twelfth month on."""
    plans = [
        {"id": "a", "price": euro(9)},
        {"id": "b", "price": euro(100, "once"), "delivers": ["sso"]},
    ]
    pricing = {"currency": "EUR", "plans": plans}
    assert "`term.initial`" in offer(pricing=pricing).entitlement("sso").reason
    assert offer(pricing=pricing, term={"initial": "P1Y"}).entitlement("sso").status is Status.OPT_IN
    assert offer(pricing=pricing, term={"initial": "P11M"}).entitlement("sso").status is Status.PAID


def test_currencies_are_never_added_up():
    plans = [
        {"id": "a", "price": {**euro(9), "currency": "USD"}},
        {"id": "b", "price": euro(1), "delivers": ["sso"]},
    ]
    held = offer(pricing={"currency": "EUR", "plans": plans}).entitlement("sso")
    assert held.status is Status.UNKNOWN
    assert held.reason == "prices in different currencies cannot be compared"


def test_what_is_paid_on_use_cannot_be_held_against_a_month():
    plans = [{"id": "a", "price": euro(1, "minute")}, {"id": "b", "price": euro(9), "delivers": ["sso"]}]
    held = offer(pricing={"currency": "EUR", "plans": plans}).entitlement("sso")
    assert held.reason == "which is cheaper depends on how much is used (minutes)"


@pytest.mark.parametrize(
    ("of", "plan", "amounts"),
    [
        ("base", "a", ["15.00 EUR / month"]),
        ("plan", "a", ["0.60 EUR / user/month"]),
        ("plan", "b", ["3.15 EUR / user/month"]),
        ("plan:b", "a", ["3.15 EUR / user/month"]),
        ("option:x", "b", ["7.50 EUR / once"]),
    ],
)
def test_a_share_of_a_price_is_charged_as_that_price_is(of, plan, amounts):
    """Of the price as it is listed, whether or not it is bought."""
    plans = [{"id": "a", "price": euro(4, "user")}, {"id": "b", "price": euro(21, "user")}]
    options = [
        {"id": "sso", "price": {"percent": "15 %", "of": of}, "delivers": ["sso"]},
        {"id": "x", "price": euro(50, "once")},
    ]
    pricing = priced(plans=plans, options=options)
    said = reading(contract(pricing=pricing)).contract
    cost = tariff_of(said, said.pricing).cost("option:sso", plan)
    assert [str(one) for one in cost.amounts()] == amounts


def test_a_share_of_an_unstated_price_is_unstated():
    options = [{"id": "s", "price": {"percent": "15 %", "of": "base"}, "delivers": ["sso"]}]
    held = offer(pricing={"currency": "EUR", "base": "on-request", "options": options}).entitlement("sso")
    assert held.status is Status.UNPRICED
    assert held.surcharge.unstated == {"option:s (a share of base)"}


@pytest.mark.parametrize(
    ("more", "total"),
    [
        ({"promotion": {"amount": 2, "for": "P3M"}}, 96),
        ({"promotion": {"amount": 0, "until": "2026-06-30"}}, 60),
        ({"promotion": {"amount": 0, "until": "2026-07-01"}}, 60),
        ({"promotion": {"amount": 0, "until": "2029-01-01"}}, 0),
        ({"promotion": {"amount": 0, "until": "2025-06-30"}}, 120),
    ],
)
def test_a_promotion_takes_off_what_it_saves_within_the_term(more, total):
    term = {"start": "2026-01-01", "initial": "P1Y"}
    assert monthly({**euro(10), **more}, 1, 12, term=term) == total


@pytest.mark.parametrize("term", [{}, {"initial": "P1Y"}, {"start": "2026-01-01"}])
def test_a_promotion_to_a_day_saves_nothing_certain_while_the_term_is_open(term):
    price = {**euro(10), "promotion": {"amount": 0, "until": "2026-06-30"}}
    assert monthly(price, 1, 12, term=term) == 120


def test_an_option_that_is_free_for_a_while_costs_what_it_costs_after():
    options = [{"id": "s", "price": euro(10), "free_until": "2026-12-31", "delivers": ["sso"]}]
    held = offer(pricing=priced(options=options), term={"start": "2026-01-01", "initial": "P3Y"})
    over = held.entitlement("sso").surcharge.over(36, held.space.weights)
    assert held.entitlement("sso").status is Status.PAID
    assert [str(one.money) for one in over.amounts()] == ["240.00 EUR"]


def test_an_option_in_pieces_costs_the_fewest_that_are_sold():
    options = [{"id": "s", "price": euro(10), "quantity": {"min": 3, "max": 9}, "delivers": ["sso"]}]
    held = offer(pricing=priced(options=options)).entitlement("sso")
    assert [str(one) for one in held.surcharge.amounts()] == ["30.00 EUR / month"]


@pytest.mark.parametrize(
    ("start", "until", "months"),
    [("2026-01-01", "2026-12-31", 12), ("2026-01-15", "2026-03-15", 2), ("2026-01-15", "2026-03-20", None)],
)
def test_whole_months_are_counted_and_broken_ones_are_not_guessed(start, until, months):
    assert whole_months(date.fromisoformat(start), date.fromisoformat(until)) == months


# -- laws ------------------------------------------------------------------------------------------

amounts = st.integers(0, 40).map(lambda cents: cents / 4)
tariffs = st.fixed_dictionaries(
    {
        "tiering": st.sampled_from(["volume", "graduated"]),
        "per": st.just("user/month"),
        "tiers": st.lists(st.tuples(st.integers(2, 30), amounts), max_size=3, unique_by=lambda one: one[0]).flatmap(
            lambda later: amounts.map(
                lambda first: [{"from": at, "amount": each} for at, each in [(1, first), *sorted(later)]]
            )
        ),
    },
    optional={
        "minimum": st.one_of(
            st.builds(lambda amount: {"amount": amount, "per": "month"}, amounts),
            st.builds(lambda count: {"quantity": count}, st.integers(0, 20)),
        ),
        "cap": st.builds(lambda amount: {"amount": amount, "per": "month"}, st.integers(20, 200)),
    },
)  # fmt: skip


def naive_total(price, users):
    """User by user, in exact fractions."""
    paid = max(users, price.get("minimum", {}).get("quantity", 0))
    rates = [
        next(Fraction(tier["amount"]) for tier in reversed(price["tiers"]) if tier["from"] <= max(user, 1))
        for user in range(1, paid + 1)
    ]
    total = sum(rates) if price["tiering"] == "graduated" else paid * rates[-1] if rates else Fraction(0)
    total = max(total, Fraction(price.get("minimum", {}).get("amount", 0)))
    return min(total, Fraction(price["cap"]["amount"])) if "cap" in price else total


@given(tariffs, st.integers(1, 60))
def test_a_tariff_costs_what_counting_user_by_user_gives(price, users):
    least = price.get("minimum", {}).get("amount", 0)
    assume("cap" not in price or least <= price["cap"]["amount"])
    assert Fraction(monthly(price, users)) == naive_total(price, users)


@given(tariffs, st.integers(1, 60))
def test_bounds_hold_for_every_number_of_users(price, users):
    """What is said while the number is open is true of each number."""
    least = price.get("minimum", {}).get("amount", 0)
    assume("cap" not in price or least <= price["cap"]["amount"])
    cost = offer(pricing={"currency": "EUR", "base": price}, service=service()).space.cheapest.cost
    stated = offer(service=service(users)).space.weights
    low, high = (
        sum((Fraction(value) for _, value in end.over(1, stated).sums), Fraction(0))
        for end in (cost.least(), cost.most())
    )
    assert low <= naive_total(price, users) <= high
