"""What each plan holds of the baseline: the cells, the order of the plans, and the two points of each."""

from __future__ import annotations

from decimal import Decimal

import pytest

from slacheck.audit.chart import BASE, Held, chart_of
from tests.oracle.ground import euro, offer, priced

LIMIT = [{"metric": "users", "max": 5}]


def plan(name: str, amount: object, *delivers: object, **more: object) -> dict:
    price = "on-request" if amount is None else euro(amount)
    return {"id": name, "name": name.title(), "price": price, "delivers": list(delivers), **more}


def option(name: str, amount: object, *delivers: str, **more: object) -> dict:
    return {"id": name, "price": euro(amount), "delivers": list(delivers), **more}


def chart(**sections: object):
    found = chart_of(offer(**sections), "en")
    assert found is not None
    return found


def cells(**pricing: object) -> dict[str, tuple[str, ...]]:
    return {line.clause: line.cells for line in chart(pricing=priced(**pricing)).lines}


def test_plans_stand_cheapest_first_and_unpriced_last():
    """The order is that of prices, not of the document."""
    plans = [plan("top", None, "sso"), plan("pro", 20, "sso"), plan("free", 0)]
    found = chart(pricing=priced(plans=plans))
    assert [column.name for column in found.columns] == ["Free", "Pro", "Top"]
    assert [column.alone.monthly for column in found.columns] == [Decimal(100), Decimal(120), None]


def test_each_plan_has_its_word_for_each_clause():
    """In the plan, with an option, limited, or not to be had."""
    found = cells(
        plans=[plan("free", 0), plan("pro", 20, {"clause": "sso", "limits": LIMIT}), plan("top", 50, "sso")],
        options=[option("log", 5, "logging", available_in=["pro", "top"])],
    )
    assert found["sso"] == (Held.NOT, Held.LIMITED, Held.IN_PLAN)
    assert found["logging"] == (Held.NOT, Held.BY_OPTION, Held.BY_OPTION)


def test_a_price_inside_the_clause_is_no_part_of_the_plan():
    """Whoever pays for a clause by itself holds it as by an option."""
    found = chart(clauses=[{"clause": "sso", "charge": euro(3)}], pricing=priced(plans=[plan("pro", 20)]))
    assert found.lines[0].cells == (Held.BY_OPTION,)
    (column,) = found.columns
    assert (column.alone.clauses, column.full.clauses) == (0, 1)
    assert column.full.monthly == Decimal(123)


def test_what_the_words_do_not_settle_stays_open():
    """An unclear clause is neither held nor missing."""
    found = chart(clauses=[{"clause": "sso", "provided": "unclear"}], pricing=priced(plans=[plan("pro", 1)]))
    assert found.lines[0].cells == (Held.UNSETTLED,)


def test_options_move_a_plan_up_and_to_the_right():
    """The second point is the cheapest purchase that holds all that can be held with the plan."""
    found = chart(
        pricing=priced(
            plans=[plan("pro", 20)],
            options=[option("log", 5, "logging"), option("dear", 9, "logging"), option("id", 7, "sso")],
        )
    )
    (column,) = found.columns
    assert (column.alone.monthly, column.alone.clauses) == (Decimal(120), 0)
    assert (column.full.monthly, column.full.clauses) == (Decimal(132), 2)
    assert column.full.purchase.configuration.options == ("log", "id")


def test_options_that_exclude_each_other_leave_the_plan_alone():
    """Where not all can be held at once, no second point is made up."""
    options = [option("log", 5, "logging", excludes=["id"]), option("id", 7, "sso")]
    (column,) = chart(pricing=priced(plans=[plan("pro", 20)], options=options)).columns
    assert column.full == column.alone


def test_fees_are_spread_over_the_term():
    """A fee of 240 over two years is ten a month."""
    found = chart(
        term={"start": "2026-01-01", "initial": "P2Y"},
        pricing=priced(options=[{"id": "id", "price": euro(240, "once"), "delivers": ["sso"]}]),
    )
    (column,) = found.columns
    assert (column.name, column.full.monthly) == (BASE, Decimal(110))


def test_another_currency_is_never_converted():
    """A purchase in two currencies has no single price."""
    options = [{"id": "id", "price": {**euro(7), "currency": "USD"}, "delivers": ["sso"]}]
    (column,) = chart(pricing=priced(options=options)).columns
    assert (column.full.clauses, column.full.monthly) == (1, None)


def test_clauses_that_differ_stand_first_and_silence_is_counted():
    """Of four baseline clauses one differs, one is everywhere, and two are not named."""
    plans = [plan("free", 0), plan("pro", 20, "logging")]
    found = chart(clauses=[{"clause": "sso"}], pricing=priced(plans=plans))
    assert [line.clause for line in found.lines] == ["logging", "sso"]
    assert (found.total, found.unnamed) == (4, 2)
    assert [line.in_every_plan for line in found.lines] == [False, True]


def test_a_clause_that_does_not_apply_is_not_counted():
    """A service that is not hosted owes no single sign-on."""
    service = {"description": "s", "facts": {"hosted": False, "multi-user": False}}
    found = chart(service=service, pricing=priced(plans=[plan("pro", 20, "sso", "logging")]))
    assert ([line.clause for line in found.lines], found.total) == (["logging"], 1)


@pytest.mark.parametrize("sections", [{}, {"pricing": priced()}])
def test_without_a_choice_there_is_no_chart(sections):
    """One purchase is no comparison."""
    assert chart_of(offer(**sections), "en") is None
