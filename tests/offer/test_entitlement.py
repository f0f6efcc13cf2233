"""What a buyer holds of a clause: the cases that the price lists of real suppliers have."""

from __future__ import annotations

from decimal import Decimal

import pytest

from slacheck.offer.entitlement import Status
from slacheck.offer.statement import Qualifier
from tests.oracle.ground import euro, offer, priced


def amounts(cost):
    """A cost as a reader sees it."""
    return [str(part) for part in cost.amounts()]


def option(name, price=None, delivers=("sso",), **more):
    return {"id": name, "delivers": list(delivers), **({} if price is None else {"price": price}), **more}


def test_a_clause_in_a_dearer_plan_costs_the_difference_of_the_plans():
    """GitHub sells single sign-on in Enterprise: 21 instead of 4 for each user and month."""
    plans = [
        {"id": "team", "price": euro(4, "user/month")},
        {"id": "enterprise", "price": euro(21, "user/month"), "delivers": ["sso"], "includes": ["team"]},
    ]
    held = offer(pricing={"currency": "USD", "plans": plans}, clauses=[]).entitlement("sso")
    assert held.status is Status.PAID
    assert amounts(held.surcharge) == ["17.00 USD / user/month"]
    assert held.without.configuration.plan == "team"
    assert held.holding.configuration.plan == "enterprise"
    assert held.through == ("plan:enterprise",)


def test_a_plan_holds_what_the_plans_that_it_includes_deliver():
    """However long the chain is."""
    plans = [
        {"id": "a", "price": euro(1), "delivers": ["sso"]},
        {"id": "b", "price": euro(2), "includes": ["a"]},
        {"id": "c", "price": euro(3), "includes": ["b"]},
    ]
    assert offer(pricing=priced(plans=plans)).entitlement("sso").status is Status.INCLUDED


def test_plans_that_include_each_other_deliver_the_same():
    """A circle is no reason to hang."""
    plans = [
        {"id": "a", "price": euro(1), "includes": ["b"], "delivers": ["sso"]},
        {"id": "b", "price": euro(2), "includes": ["a"]},
        {"id": "c", "price": euro(3), "includes": ["c"]},
    ]
    held = offer(pricing=priced(plans=plans)).entitlement("sso")
    assert held.status is Status.OPT_IN
    assert held.without.configuration.plan == "c"


def test_an_option_that_requires_another_costs_both_prices():
    """And both stand in the witness."""
    options = [option("module", euro(30), []), option("sso", euro(12), requires=["module"])]
    held = offer(pricing=priced(options=options)).entitlement("sso")
    assert held.status is Status.PAID
    assert amounts(held.surcharge) == ["42.00 EUR / month"]
    assert held.holding.configuration.options == ("module", "sso")
    assert held.through == ("option:sso",)


def test_options_that_require_each_other_are_bought_together():
    """A circle of requirements is a bundle."""
    options = [option("a", euro(1), requires=["b"]), option("b", euro(2), [], requires=["a"])]
    held = offer(pricing=priced(options=options)).entitlement("sso")
    assert amounts(held.surcharge) == ["3.00 EUR / month"]


@pytest.mark.parametrize("excluder", ["sso", "module"])
def test_an_option_that_requires_what_excludes_it_is_unobtainable(excluder):
    """In whichever of the two the exclusion is written."""
    module, sso = option("module", euro(30), []), option("sso", euro(12), requires=["module"])
    owner, other = (sso, module) if excluder == "sso" else (module, sso)
    owner["excludes"] = [other["id"]]
    held = offer(pricing=priced(options=[module, sso])).entitlement("sso")
    assert held.status is Status.UNOBTAINABLE
    assert held.holding is None
    assert held.surcharge is None
    assert held.without.configuration.options == ()


def test_an_option_for_no_plan_is_unobtainable():
    """It is named in the price list, and nobody can buy it."""
    plans = [{"id": "only", "price": euro(1)}]
    pricing = priced(plans=plans, options=[option("sso", euro(1), available_in=[])])
    assert offer(pricing=pricing).entitlement("sso").status is Status.UNOBTAINABLE


def test_an_option_at_zero_is_opt_in():
    """It costs nothing, and whoever does not order it goes without."""
    held = offer(pricing=priced(options=[option("sso", euro(0))])).entitlement("sso")
    assert held.status is Status.OPT_IN
    assert held.without.configuration.options == ()
    assert held.holding.configuration.options == ("sso",)
    assert held.surcharge.is_zero


def test_an_option_that_only_a_dearer_plan_may_take_costs_that_plan_too():
    """A free option is no gift if it needs the enterprise plan."""
    plans = [{"id": "basic", "price": euro(10)}, {"id": "big", "price": euro(50)}]
    pricing = priced(plans=plans, options=[option("sso", euro(0), available_in=["big"])])
    held = offer(pricing=pricing).entitlement("sso")
    assert held.status is Status.PAID
    assert amounts(held.surcharge) == ["40.00 EUR / month"]


@pytest.mark.parametrize("price", ["on-request", None])
def test_an_option_without_a_stated_price_is_unpriced(price):
    """Whether the contract says `on request` or nothing."""
    held = offer(pricing=priced(options=[option("sso", price)])).entitlement("sso")
    assert held.status is Status.UNPRICED
    assert held.surcharge.unstated == {"option:sso"}
    assert held.surcharge.amounts() == ()


def test_a_stated_price_is_preferred_to_an_unstated_one():
    """A buyer can only budget what is stated."""
    options = [option("ask", "on-request"), option("sso", euro(99))]
    held = offer(pricing=priced(options=options)).entitlement("sso")
    assert held.status is Status.PAID
    assert held.through == ("option:sso",)


@pytest.mark.parametrize(
    ("narrowing", "qualifier"),
    [
        ({"limits": [{"metric": "users", "max": 10}]}, Qualifier.LIMIT),
        ({"scope": "administrators"}, Qualifier.SCOPE),
        ({"until": "2027-01-01"}, Qualifier.TIME),
        ({"charge": euro(2, "minute")}, Qualifier.FEE),
        ({"charge": euro(40, "incident")}, Qualifier.FEE),
    ],
)
def test_what_narrows_a_clause_of_the_base_qualifies_it(narrowing, qualifier):
    """In every purchase, but not the whole of it; the witness is the cheapest purchase, which lacks the rest."""
    held = offer(pricing=priced(), clauses=[{"clause": "sso", **narrowing}]).entitlement("sso")
    assert held.status is Status.QUALIFIED
    assert held.qualifiers == {qualifier}
    assert held.without is not None


def test_an_end_after_the_term_is_no_limit_in_time():
    """`until` narrows only what ends before the contract does."""
    clauses = [{"clause": "sso", "until": "2030-01-01"}]
    term = {"start": "2026-01-01", "end": "2028-12-31"}
    assert offer(pricing=priced(), clauses=clauses, term=term).entitlement("sso").status is Status.INCLUDED


def test_the_attribute_that_the_taxonomy_marks_as_charge_is_a_fee():
    """A hotline at 1.50 a minute is qualified, one at zero is included."""
    for amount, status in ((2, Status.QUALIFIED), (0, Status.INCLUDED)):
        clauses = [{"clause": "hotline", "attributes": {"rate": euro(amount, "minute")}}]
        assert offer(pricing=priced(), clauses=clauses).entitlement("hotline").status is status


def test_a_recurring_charge_inside_a_clause_is_a_hidden_price():
    """It is not in the price list, and it is paid all the same."""
    clauses = [{"clause": "sso", "charge": euro(40)}]
    held = offer(pricing=priced(), clauses=clauses).entitlement("sso")
    assert held.status is Status.PAID
    assert held.through == ("clause:sso",)
    assert amounts(held.surcharge) == ["40.00 EUR / month"]


def test_a_narrow_base_with_the_whole_at_a_hidden_price_is_qualified_with_that_surcharge():
    """The buyer sees what the rest costs."""
    clauses = [{"clause": "sso", "scope": "administrators"}, {"clause": "sso", "charge": euro(40)}]
    held = offer(pricing=priced(), clauses=clauses).entitlement("sso")
    assert held.status is Status.QUALIFIED
    assert amounts(held.surcharge) == ["40.00 EUR / month"]


def test_a_free_but_narrow_option_does_not_hide_that_the_whole_costs():
    """The clause is what is asked for, not a part of it."""
    clauses = [{"clause": "sso", "charge": euro(40)}]
    options = [option("light", euro(0), [{"clause": "sso", "limits": [{"metric": "users", "max": 1}]}])]
    held = offer(pricing=priced(options=options), clauses=clauses).entitlement("sso")
    assert held.status is Status.PAID
    assert amounts(held.surcharge) == ["40.00 EUR / month"]


def test_an_unstated_base_price_leaves_the_surcharge_exact():
    """What both purchases pay cancels."""
    held = offer(pricing={"currency": "EUR", "options": [option("sso", euro(180))]}).entitlement("sso")
    assert held.status is Status.PAID
    assert amounts(held.surcharge) == ["180.00 EUR / month"]
    assert not held.surcharge.unstated


def test_a_yearly_option_beside_a_monthly_base_is_shown_by_month():
    """1200 a year is exactly 100.00 a month; 100 a year has no exact month and stays a year."""
    held = offer(pricing=priced(options=[option("sso", euro(1200, "year"))])).entitlement("sso")
    assert amounts(held.surcharge) == ["100.00 EUR / month"]
    odd = offer(pricing=priced(options=[option("sso", euro(100, "year"))])).entitlement("sso")
    assert amounts(odd.surcharge) == ["100.00 EUR / year"]


def test_currencies_are_never_added_up():
    """A purchase in two currencies costs two amounts."""
    options = [option("sso", {"amount": 12, "per": "month", "currency": "USD"})]
    held = offer(pricing=priced(options=options)).entitlement("sso")
    assert held.status is Status.PAID
    assert amounts(held.holding.cost) == ["100.00 EUR / month", "12.00 USD / month"]
    assert amounts(held.surcharge) == ["12.00 USD / month"]


def test_plans_in_two_currencies_cannot_be_compared():
    """No exchange rate is assumed: the status is unknown, with the reason."""
    plans = [
        {"id": "home", "price": euro(10)},
        {"id": "away", "price": {"amount": 9, "per": "month", "currency": "USD"}, "delivers": ["sso"]},
    ]
    held = offer(pricing={"currency": "EUR", "plans": plans}).entitlement("sso")
    assert held.status is Status.UNKNOWN
    assert "cannot be compared" in held.reason


CONTRADICTION = [
    {"clause": "sso", "document": "order"},
    {"clause": "sso", "document": "terms", "provided": False},
]
DOCUMENTS = [{"id": "order", "title": "Order"}, {"id": "terms", "title": "Terms"}]


@pytest.mark.parametrize(
    ("precedence", "status"),
    [
        ([], Status.UNKNOWN),
        (["order", "terms"], Status.INCLUDED),
        (["terms", "order"], Status.EXCLUDED),
        (["terms"], Status.EXCLUDED),
    ],
)
def test_documents_that_contradict_each_other_are_settled_by_precedence_alone(precedence, status):
    """A document that is not in the list comes after those that are."""
    held = offer(clauses=CONTRADICTION, documents=DOCUMENTS, precedence=precedence, pricing=priced())
    assert held.entitlement("sso").status is status
    if status is Status.UNKNOWN:
        assert "precedence" in held.entitlement("sso").reason


def test_an_exclusion_beside_an_option_is_a_sale():
    """`not provided` in the base, sold in the price list: paid, not excluded."""
    clauses = [{"clause": "sso", "provided": False}]
    held = offer(clauses=clauses, pricing=priced(options=[option("sso", euro(5))])).entitlement("sso")
    assert held.status is Status.PAID


def test_an_exclusion_of_a_part_qualifies():
    """`not provided` with a scope takes a part away, not the whole."""
    clauses = [{"clause": "sso"}, {"clause": "sso", "provided": False, "scope": "mobile devices"}]
    held = offer(clauses=clauses, pricing=priced()).entitlement("sso")
    assert held.status is Status.QUALIFIED
    assert held.qualifiers == {Qualifier.SCOPE}


def test_words_that_settle_nothing_are_unknown_with_a_reason():
    """And never a pass."""
    held = offer(clauses=[{"clause": "sso", "provided": "unclear"}]).entitlement("sso")
    assert held.status is Status.UNKNOWN
    assert held.reason


def test_a_contract_that_says_nothing_lacks_the_clause():
    """The counterexample is the cheapest purchase, even where no price list exists."""
    held = offer().entitlement("sso")
    assert held.status is Status.ABSENT
    assert held.without.configuration.items == ()


def test_the_surplus_alone_is_not_the_clause():
    """An option that sells only what may fairly be charged for leaves the clause absent."""
    surplus = [{"clause": "logging", "extra": True}]
    pricing = priced(options=[option("more", euro(5), surplus)])
    assert offer(pricing=pricing).entitlement("logging").status is Status.ABSENT


def test_a_service_level_provides_its_clause():
    """A measured promise is a promise."""
    levels = [{"id": "up", "clause": "availability", "target": ">= 99 %"}]
    assert offer(service_levels=levels).entitlement("availability").status is Status.INCLUDED


@pytest.mark.parametrize("count", [17, 40, 2000])
def test_a_huge_price_list_is_answered_exactly_and_quickly(count, within):
    """However many purchases there are: none of them is looked at for itself."""
    options = [option(f"o{n}", euro(n + 1)) for n in range(count)]
    with within(200):
        found = offer(pricing=priced(options=options))
        held = found.entitlement("sso")
    assert held.status is Status.PAID
    assert held.holding.configuration.options == ("o0",)
    assert found.space.count == 2**count


def test_a_huge_price_list_does_not_hide_what_the_base_holds():
    """What depends on no purchase stays certain."""
    options = [option(f"o{n}", euro(n + 1)) for n in range(40)]
    found = offer(pricing=priced(options=options), clauses=[{"clause": "sso"}])
    assert found.entitlement("sso").status is Status.INCLUDED
    assert found.entitlement("logging").status is Status.ABSENT


def test_the_surcharge_over_the_term_is_exact():
    """180 a month over three years, and a set-up fee once."""
    options = [option("a", euro(180)), option("b", euro(1, "once"), ["logging"])]
    found = offer(pricing=priced(options=options), term={"initial": "P3Y"})
    held = found.entitlement("sso")
    assert found.months == 36
    over = held.surcharge.over(36, found.space.weights)
    assert [part.money.amount for part in over.amounts()] == [Decimal(6480)]


def test_the_baseline_names_what_no_purchase_holds():
    """Nothing is certain as long as something is lacking."""
    found = offer(pricing=priced(options=[option("sso", euro(5))])).baseline
    assert found.compliant is None
    assert found.surcharge is None
    assert set(found.lacking) == {"logging", "hotline", "availability"}
    assert amounts(found.closest.cost) == ["105.00 EUR / month"]


def test_the_baseline_is_bought_as_one_purchase():
    """The bundle is cheaper than the sum of the parts."""
    clauses = [{"clause": "hotline"}, {"clause": "availability"}]
    options = [
        option("one", euro(30)),
        option("two", euro(30), ["logging"]),
        option("both", euro(40), ["sso", "logging"]),
    ]
    found = offer(pricing=priced(options=options), clauses=clauses).baseline
    assert amounts(found.surcharge) == ["40.00 EUR / month"]
    assert found.compliant.configuration.options == ("both",)


def test_an_unstated_fact_leaves_the_baseline_unsettled():
    """Whether a clause applies is a question before its price is."""
    clauses = [{"clause": "logging"}]
    service = {"description": "x", "facts": {"multi-user": False}}
    found = offer(pricing=priced(), clauses=clauses, service=service).baseline
    assert set(found.unsettled) == {"sso", "availability", "hotline"}
    assert found.compliant is None


def test_the_baseline_does_not_count_what_the_order_of_precedence_overrules():
    """The base service loses to the document that prevails, so the option must be bought."""
    clauses = [
        {"clause": "logging"},
        {"clause": "hotline"},
        {"clause": "availability"},
        {"clause": "sso", "document": "terms"},
        {"clause": "sso", "document": "order", "provided": False},
    ]
    pricing = priced(options=[option("sso", euro(5))])
    found = offer(pricing=pricing, clauses=clauses, documents=DOCUMENTS, precedence=["order", "terms"])
    assert found.entitlement("sso").status is Status.PAID
    assert amounts(found.baseline.surcharge) == ["5.00 EUR / month"]


def test_the_baseline_weighs_hidden_prices_against_the_price_list():
    """A price inside a clause may be the cheaper way for one clause and the dearer one for two."""
    clauses = [
        {"clause": "hotline"},
        {"clause": "availability"},
        {"clause": "sso", "charge": euro(30)},
        {"clause": "logging", "charge": euro(30)},
    ]
    pricing = priced(options=[option("both", euro(40), ["sso", "logging"])])
    found = offer(pricing=pricing, clauses=clauses)
    assert found.entitlement("sso").through == ("clause:sso",)
    assert amounts(found.baseline.surcharge) == ["40.00 EUR / month"]
