"""Whether a buyer holds a clause at all: in what was ordered, else in every purchase."""

from __future__ import annotations

import pytest

from slacheck.truth import Truth
from tests.oracle.ground import euro, offer, priced

MODULE = {"id": "module", "price": euro(30), "delivers": ["sso"]}
PLANS = [
    {"id": "team", "price": euro(4)},
    {"id": "enterprise", "price": euro(21), "delivers": ["sso"], "includes": ["team"]},
]


def held(**sections: object) -> Truth:
    return offer(**sections).held("sso")


def test_in_the_base_service_it_is_held() -> None:
    assert held(clauses=[{"clause": "sso"}]) is Truth.TRUE


def test_narrowed_it_is_held_all_the_same() -> None:
    """A clause that holds for a part of the service is there; how much it is worth is another question."""
    assert held(clauses=[{"clause": "sso", "scope": "administrators"}]) is Truth.TRUE


@pytest.mark.parametrize("clauses", [[], [{"clause": "sso", "provided": False}]])
def test_absent_or_excluded_it_is_not_held(clauses: list) -> None:
    assert held(clauses=clauses) is Truth.FALSE


def test_an_offer_from_which_it_can_be_left_out_does_not_promise_it() -> None:
    assert held(pricing=priced(options=[MODULE])) is Truth.FALSE


@pytest.mark.parametrize(("ordered", "answer"), [(["module"], Truth.TRUE), ([], Truth.FALSE)])
def test_what_was_ordered_decides(ordered: list, answer: Truth) -> None:
    """Once the order is stated, an option that was bought delivers, and one that was not does not."""
    assert held(pricing=priced(options=[MODULE]), selection={"options": ordered}) is answer


@pytest.mark.parametrize(("plan", "answer"), [("enterprise", Truth.TRUE), ("team", Truth.FALSE)])
def test_the_plan_that_was_ordered_decides(plan: str, answer: Truth) -> None:
    assert held(pricing=priced(plans=PLANS), selection={"plan": plan}) is answer


def test_an_order_that_names_no_plan_leaves_it_open() -> None:
    """Options were ordered, and nothing says with which plan."""
    assert held(pricing=priced(plans=PLANS), selection={"options": []}) is Truth.UNKNOWN


def test_whether_a_price_inside_the_clause_was_paid_is_open() -> None:
    """A clause with a price of its own is no option that an order could name."""
    clauses = [{"clause": "sso", "charge": euro(5)}]
    assert held(clauses=clauses, pricing=priced(), selection={"options": []}) is Truth.UNKNOWN


def test_a_right_whose_fee_is_quoted_later_is_there() -> None:
    """The contract gives the right; what its exercise costs is another axis."""
    clauses = [{"clause": "hotline", "attributes": {"rate": "on-request"}}]
    assert offer(clauses=clauses, pricing=priced()).held("hotline") is Truth.TRUE


def test_words_that_settle_nothing_leave_it_open() -> None:
    assert held(clauses=[{"clause": "sso", "provided": "unclear"}]) is Truth.UNKNOWN
