"""What each part of a price list delivers, and under which caps."""

from __future__ import annotations

from decimal import Decimal

import pytest

from slacheck.intake.decision import Sold
from slacheck.intake.price_list import is_something
from slacheck.offer.entitlement import Status
from slacheck.offer.offer import Offer
from tests.intake.lists import amount, contract_of, delivered, imported, notes, price_list, sells, yes
from tests.oracle.ground import taxonomy

TWO = {"FREE": sells(0), "PRO": sells(10)}


def held(found, kind="sso"):
    """What a buyer holds of a kind, by the imported contract."""
    return Offer(contract_of(found).contract, taxonomy()).entitlement(kind)


def only_pro(**more):
    """Two plans of which the dearer one has single sign-on."""
    return {"FREE": sells(0), "PRO": sells(10, has={"samlLogin": True}, **more)}


def test_what_all_plans_have_is_in_the_base_service():
    """By default, or because each of them sets it."""
    by_default = imported(features={"samlLogin": yes()}, plans=TWO)
    each = {name: sells(5, has={"samlLogin": True}) for name in TWO}
    assert delivered(by_default) == delivered(imported(plans=each)) == {"base": ["sso"]}
    assert held(by_default).status is Status.INCLUDED


def test_what_some_plans_have_is_delivered_by_them():
    """And is paid for when they are dearer."""
    found = imported(plans=only_pro())
    assert delivered(found) == {"pro": ["sso"]}
    assert held(found).status is Status.PAID
    assert held(found).through == ("plan:pro",)


def test_a_plan_may_lack_what_is_there_by_default():
    """It sets it to false."""
    plans = {"FREE": sells(0, has={"samlLogin": False}), "PRO": sells(10)}
    assert delivered(imported(features={"samlLogin": yes()}, plans=plans)) == {"pro": ["sso"]}


def test_what_an_add_on_has_is_delivered_by_the_option():
    """With the plans it is available for, what it needs and what it cannot stand beside."""
    add_ons = {
        "SSO_PACK": sells(3, has={"samlLogin": True}, availableFor=["PRO"], dependsOn=["base pack"]),
        "base pack": sells(1, excludes=["OTHER"]),
        "OTHER": sells(1),
    }
    found = imported(plans=TWO, addOns=add_ons)
    assert delivered(found) == {"sso-pack": ["sso"]}
    options = contract_of(found).contract.pricing.options
    assert (options[0].available_in, options[0].requires) == (("pro",), ("base-pack",))
    assert (options[1].available_in, options[1].excludes) == (None, ("other",))
    assert held(found).holding.configuration.items == ("plan:pro", "option:sso-pack", "option:base-pack")


def test_an_add_on_bought_in_pieces_keeps_their_number():
    """The fewest and the most of them, or no bound."""
    bounded = sells(3, subscriptionConstraints={"minQuantity": 2, "maxQuantity": 10})
    found = imported(plans=TWO, addOns={"SEATS": bounded, "MORE": sells(3, subscriptionConstraints={})})
    quantities = [option.quantity for option in contract_of(found).contract.pricing.options]
    assert [(one.min, one.max) for one in quantities] == [(2, 10), (1, None)]


def test_what_nobody_has_is_expressly_not_provided():
    """Unless something else delivers the same kind."""
    found = imported(plans=TWO)
    assert held(found).status is Status.EXCLUDED
    assert "`samlLogin` is in no plan and no add-on" in notes(found)
    both = imported(features={"samlLogin": yes(False), "samlForAll": yes()}, plans=TWO)
    assert held(both).status is Status.INCLUDED


def test_a_list_without_plans_has_its_defaults_in_the_base_service():
    """Only add-ons are sold then."""
    found = imported(features={"samlLogin": yes()}, plans=None, addOns={"X": sells(3)})
    assert delivered(found) == {"base": ["sso"]}


def test_a_surplus_is_never_the_base_service():
    """Every plan delivers it as what may be charged for."""
    found = imported(features={"auditOwn": yes()}, plans=TWO)
    assert delivered(found) == {"free": ["logging~"], "pro": ["logging~"]}
    alone = imported(features={"auditOwn": yes()}, plans=None, addOns={"X": sells(3)})
    assert delivered(alone) == {}
    assert "surplus beyond `logging`" in notes(alone)


@pytest.mark.parametrize(
    "nothing", ["", "None", "no", "-", "Coming soon", "N/A", "Not included.", 0, False, Decimal(0)]
)
def test_cells_that_mean_no(nothing):
    """A text or a figure can say no."""
    assert not is_something(nothing)


@pytest.mark.parametrize("something", ["Email", "24/7", "true", 5, True, Decimal("Infinity"), Decimal("0.5")])
def test_cells_that_mean_yes(something):
    """Anything else is delivered."""
    assert is_something(something)


def test_the_words_of_a_cell_are_kept():
    """As the note of the plan that has them, or plan by plan in the base service."""
    feature = {"valueType": "TEXT", "defaultValue": "None", "type": "SUPPORT"}
    some = {"FREE": sells(0), "PRO": sells(9, has={"phoneHelp": "Email, 24/7"})}
    found = contract_of(imported(features={"phoneHelp": feature}, plans=some)).contract
    assert found.pricing.plans[1].delivers[0].note == "Email, 24/7"
    every = {"FREE": sells(0, has={"phoneHelp": "Email"}), "PRO": sells(9, has={"phoneHelp": "Phone"})}
    found = contract_of(imported(features={"phoneHelp": feature}, plans=every)).contract
    assert found.clauses[0].note == "FREE: Email; PRO: Phone"


def test_a_number_is_a_feature_with_a_figure():
    """Zero is nothing, and `.inf` is unlimited."""
    text = price_list(
        plans=None, features={"auditDays": {"valueType": "NUMERIC", "defaultValue": 0, "type": "DOMAIN"}}
    )
    text += "plans: {A: {price: 0, unit: /month}, B: {price: 5, unit: /month, features: {auditDays: {value: .inf}}}}\n"
    found = imported(text)
    assert delivered(found) == {"b": ["logging"]}
    assert contract_of(found).contract.pricing.plans[1].delivers[0].note == "unlimited"


# -- usage limits --------------------------------------------------------------------------------------------


def capped(default=5, plans=None, **more):
    """A list whose single sign-on is linked to a usage limit."""
    limit = amount(default, unit="login/month", linkedFeatures=["samlLogin"], **more)
    return imported(features={"samlLogin": yes()}, usageLimits={"logins": limit}, plans=plans or TWO)


def test_a_linked_limit_caps_the_clause():
    """In the base service where it is the same in all plans."""
    found = capped()
    (limit,) = contract_of(found).contract.clauses[0].limits
    assert (limit.metric, limit.max, str(limit.per)) == ("logins (login)", 5, "P1M")
    assert held(found).status is Status.QUALIFIED


def test_different_caps_are_delivered_plan_by_plan():
    """And the whole is in the plan without one."""
    text = price_list(
        features={"samlLogin": yes()},
        usageLimits={"logins": amount(5, linkedFeatures=["samlLogin"])},
        plans=None,
    )
    text += "plans: {A: {price: 0, unit: /month}, B: {price: 5, unit: /month, usageLimits: {logins: {value: .inf}}}}\n"
    found = imported(text)
    assert delivered(found) == {"a": ["sso"], "b": ["sso"]}
    assert held(found).holding.configuration.items == ("plan:b",)
    assert "# unlimited: logins" in found.text


def test_zero_of_it_is_nothing():
    """A plan whose every linked limit is zero does not deliver the feature, and a note says so."""
    found = capped(0, {"FREE": sells(0), "PRO": sells(9, limits={"logins": 7})})
    assert delivered(found) == {"pro": ["sso"]}
    assert "`FREE` has `samlLogin`, but zero of it" in notes(found)


def test_limits_that_say_only_for_some_narrow_the_scope():
    """Other limits that say yes are noted on the delivery."""
    limits = {
        "onlyForPublicSites": yes(linkedFeatures=["samlLogin"]),
        "fullQuality": yes(linkedFeatures=["samlLogin"]),
    }
    found = imported(features={"samlLogin": yes()}, usageLimits=limits, plans=TWO)
    clause = contract_of(found).contract.clauses[0]
    assert (clause.scope, clause.note) == ("onlyForPublicSites", "fullQuality")
    assert held(found).status is Status.QUALIFIED
    assert "usage limit `fullQuality` says yes and caps nothing" in notes(found)


def test_every_limit_of_a_plan_is_listed():
    """Fractions stay exact, the least is no cap, and an add-on says what it adds."""
    limits = {"storage": amount(0.5, unit="GB"), "minUsers": amount(3), "seats": amount(10, unit="user")}
    add_ons = {"MORE": sells(2, usageLimitsExtensions={"seats": {"value": 5}}, limits={"storage": 2})}
    pricing = contract_of(imported(usageLimits=limits, addOns=add_ons)).contract.pricing
    assert [(one.metric, one.max) for one in pricing.plans[0].limits] == [
        ("storage (GB): 0.5", None),
        ("minUsers: at least 3", None),
        ("seats (user)", 10),
    ]
    assert [(one.metric, one.max) for one in pricing.options[0].limits] == [
        ("storage (GB)", 2),
        ("seats (user), added", 5),
    ]


def test_an_add_on_that_takes_something_away_is_noted():
    """A contract cannot say it."""
    found = imported(
        features={"samlLogin": yes()}, plans=TWO, addOns={"LITE": sells(0, has={"samlLogin": False})}
    )
    assert "add-on `LITE` takes `samlLogin` away" in notes(found)


# -- proposed and confirmed ----------------------------------------------------------------------------------


def test_what_a_name_match_made_is_marked():
    """Base clauses and deliveries alike."""
    plans = {"FREE": sells(0), "PRO": sells(9, has={"auditLog": True})}
    found = imported(features={"samlLogin": yes(), "auditLog": yes(False)}, plans=plans)
    contract = contract_of(found).contract
    assert contract.clauses[0].proposed
    assert contract.pricing.plans[1].delivers[0].proposed
    assert all(one.proposed for one in held(found).statements)


def test_what_a_person_confirmed_is_not():
    """It replaces the proposals of that feature, and of no other."""
    confirmed = {"samlLogin": (Sold("logging"), Sold("hotline")), "phoneHelp": ()}
    features = {"samlLogin": yes(), "auditLog": yes(), "phoneHelp": yes()}
    found = imported(confirmed=confirmed, features=features, plans=TWO)
    said = [(one.clause, one.proposed) for one in contract_of(found).contract.clauses]
    assert said == [("logging", False), ("hotline", False), ("logging", True)]
    assert "phoneHelp" in notes(found)


def test_a_feature_that_sells_no_kind_is_listed_at_the_end():
    """With its line."""
    found = imported(features={"darkMode": yes(), "samlMaybe": yes()})
    assert "Features that match no clause kind (2):" in notes(found)
    assert "acme/2024.yml:6: darkMode" in notes(found)
    assert "# Features that match no clause kind (2):" in found.text


def test_a_confirmed_feature_that_the_list_lacks_is_noted():
    """The mapping may be of another year."""
    assert "the mapping names `ldap`, which is not in this price list" in notes(
        imported(confirmed={"ldap": ()})
    )
