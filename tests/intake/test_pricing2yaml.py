"""Reading price lists in Pricing2Yaml: every version of the format, and everything that can be wrong with a file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from slacheck.intake.pricing2yaml import VERSIONS, read_price_list
from slacheck.source.problem import Unreadable
from tests.intake.lists import amount, node, price_list, sells, yes


def listed(text: str = "", **sections: object):
    """A price list, read."""
    return read_price_list(node(text or price_list(**sections)))


def wrong(text: str = "", **sections: object) -> list[tuple[str, str]]:
    """Each problem: its message, and the words that it is about."""
    with pytest.raises(Unreadable) as caught:
        listed(text, **sections)
    return [(one.message, one.span.text if one.span else "") for one in caught.value.problems]


# -- versions ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", VERSIONS)
def test_reads_every_version_of_the_format(version):
    """The version stands in `syntaxVersion`."""
    assert listed(syntaxVersion=version).version == "2024-06-08"


def test_up_to_2_0_the_version_is_that_of_the_format():
    """It says nothing of the price list then."""
    assert listed(syntaxVersion=None, version="2.0").version == ""


def test_version_1_0_writes_the_day_in_three_fields_and_two_prices():
    """The price is the one of monthly billing; the other is remarked."""
    plan = {"monthlyPrice": 10.0, "annualPrice": 8, "unit": "user/month"}
    found = listed(
        syntaxVersion=None, version=None, createdAt=None, day=5, month=1, year=2024, plans={"PRO": plan}
    )
    assert found.created == date(2024, 1, 5)
    assert found.plans["PRO"].price[:2] == (Decimal("10.0"), "user/month")
    assert found.plans["PRO"].price.remark == "`annualPrice` is 8"


def test_a_price_for_yearly_billing_alone_is_the_price():
    """And says so."""
    price = (
        listed(plans={"PRO": {"monthlyPrice": None, "annualPrice": 8, "unit": "/month"}}).plans["PRO"].price
    )
    assert (price.amount, price.per, price.remark) == (8, "month", "billed yearly only")


def test_billing_factors_are_kept():
    """By their names."""
    assert listed(billing={"monthly": 1, "annual": 0.83}).billing["annual"] == Decimal("0.83")


def test_a_day_may_come_with_a_time():
    """YAML timestamps have one."""
    assert listed(createdAt="2024-11-14 10:00:00").created == date(2024, 11, 14)


def test_null_sections_are_not_stated():
    """A list without add-ons may say so."""
    assert listed(addOns=None, usageLimits=None).add_ons == {}
    assert listed(price_list() + "addOns:\nusageLimits: null\n").limits == {}


def test_a_period_of_version_3_0_is_part_of_the_unit():
    """A month is counted like `/month`, and twelve hours as they are."""
    limits = {
        "calls": amount(5, unit="call", period={"value": 1, "unit": "MONTH"}),
        "jobs": amount(5, period={"value": 12, "unit": "HOUR"}),
    }
    found = listed(usageLimits=limits).limits
    assert (found["calls"].unit, found["jobs"].unit) == ("call/month", "in 12 hours")


def test_null_overrides_leave_the_default():
    """As does a plan that sets nothing."""
    plan = sells(1) | {"features": {"samlLogin": None}}
    assert listed(plans={"PRO": plan}).plans["PRO"].features == {}


def test_a_text_may_be_a_list():
    """Ways of payment are listed."""
    feature = {"valueType": "TEXT", "defaultValue": ["CARD", "INVOICE"], "type": "PAYMENT"}
    assert listed(features={"payment": feature}).features["payment"].default.value == "CARD, INVOICE"


@pytest.mark.parametrize(("said", "currency"), [("usd", "USD"), ("€", "EUR"), ("£", "GBP")])
def test_currencies_become_codes(said, currency):
    """Where the sign leaves no doubt."""
    assert listed(currency=said).currency == currency


@pytest.mark.parametrize(
    "words", ["Contact Sales", "Contact us", "Custom pricing", "On request", "Sur devis", "#x * 2"]
)
def test_words_in_the_place_of_a_price_are_no_figure(words):
    """The words are remarked."""
    price = listed(plans={"PRO": sells(words)}).plans["PRO"].price
    assert (price.amount, price.remark) == (None, words)


@pytest.mark.parametrize(("words", "figure"), [("Free", 0), ("9.99", Decimal("9.99"))])
def test_some_words_are_figures(words, figure):
    """Free is zero."""
    assert listed(plans={"PRO": sells(words)}).plans["PRO"].price.amount == figure


def test_lines_are_those_of_the_values():
    """A setting stands where the plan sets it."""
    text = (
        price_list(plans=None)
        + "plans:\n  PRO:\n    price: 5\n    unit: /month\n    features:\n      samlLogin:\n        value: true\n"
    )
    plan = listed(text).plans["PRO"]
    lines = text.split("\n")
    assert lines[plan.line - 1] == "  PRO:"
    assert lines[plan.price.line - 1] == "    price: 5"
    assert lines[plan.features["samlLogin"].line - 1] == "        value: true"


# -- what is not carried -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sections", "said"),
    [
        ({"colour": "red"}, "unknown key `colour` is not read"),
        (
            {"features": {"a": yes(descripton="x")}},
            "unknown key `descripton` in `features.a` is not read; did you mean `description`?",
        ),
        ({"plans": {"PRO": sells(5, hidden=True)}}, "unknown key `hidden` in `plans.PRO` is not read"),
        ({"plans": {"PRO": sells(5, private=True)}}, "`PRO` is private: not every buyer can have it"),
        (
            {"plans": {"PRO": sells(5, "user/fortnight")}},
            "the price of `PRO`, 5 for `user/fortnight`, has no unit that is known: on request",
        ),
        (
            {"plans": {"PRO": sells(5, "seat")}},
            "the price of `PRO` is taken as `user/month`: no period is stated and a price of this format is monthly",
        ),
        ({"plans": {"PRO": sells("five")}}, "the price of `PRO`, `five`, is no figure that could be read: on request"),
        ({"createdAt": None}, "`createdAt` is not stated: the contract has no year in its id"),
        (
            {"addOns": {"X": sells(1, subscriptionConstraints={"minQuantity": 2, "quantityStep": 2})}},
            "`X` is bought in steps of 2, which a contract cannot say",
        ),
        ({"addOns": {"X": sells(1, availableFor=[])}}, "`X` is available for no plan: nobody can buy it"),
    ],
)  # fmt: skip
def test_what_the_list_says_beyond_a_contract_is_noted(sections, said):
    """With its line, and the list is read all the same."""
    found = listed(**sections)
    assert [note.text for note in found.notes] == [said]
    assert found.notes[0].line >= 1


def test_fields_that_sort_or_draw_are_set_aside_and_counted():
    """They are known, and of no use in a contract."""
    found = listed(tags=["x"], features={"a": yes(tag="x"), "b": yes(tag="x")})
    assert set(found.aside) == {"features.*.tag", "features.*.type", "tags"}
    assert len(found.aside["features.*.tag"]) == 2


# -- malformed files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sections", "message", "words"),
    [
        ({"saasName": None}, "`saasName` is missing", '"syntaxVersion"'),
        ({"saasName": " "}, "`saasName` is blank", '" "'),
        ({"saasName": ["a"]}, "expected text in `saasName`", '["a"]'),
        ({"syntaxVersion": "9.9"}, "version `9.9` of Pricing2Yaml is not known", '"9.9"'),
        ({"currency": None}, "`currency` is missing", '"saasName"'),
        ({"currency": "dollars"}, "`dollars` is not a currency", '"dollars"'),
        ({"createdAt": "last June"}, "`last June` is not a day", '"last June"'),
        ({"createdAt": "2024-02-30"}, "`2024-02-30` is not a day", '"2024-02-30"'),
        ({"createdAt": None, "day": 5}, "`day`, `month` and `year` are not all stated", '"saasName"'),
        ({"billing": {"annual": 1.2}}, "the factor of `annual` is not above 0 and at most 1", "1.2"),
        ({"billing": {"annual": True}}, "the factor of `annual` is not above 0 and at most 1", "true"),
        ({"billing": 3}, "expected a mapping in `billing`", "3"),
        ({"features": None}, "`features` is missing", '"saasName"'),
        ({"features": ["a"]}, "expected a mapping in `features`", '["a"]'),
        ({"features": {"a": True}}, "expected a mapping for `a` in `features`", "true"),
        ({"features": {"a": {"defaultValue": True}}}, "`valueType` is missing in `features.a`", '"a"'),
        ({"features": {"a": {"valueType": "BOOLEAN"}}}, "`defaultValue` is missing in `features.a`", '"a"'),
        ({"features": {"a": {"valueType": "BOOL", "defaultValue": True}}}, "no value type is called `BOOL`", '"BOOL"'),
        ({"features": {"a": yes("yes")}}, "expected `true` or `false` in `defaultValue`", '"yes"'),
        ({"usageLimits": {"a": amount("ten")}}, "expected a number in `defaultValue`", '"ten"'),
        ({"usageLimits": {"a": amount(-1)}}, "`defaultValue` is below zero", "-1"),
        ({"usageLimits": {"a": amount(1, linkedFeatures=["samlX"])}}, "no feature is called `samlX`", '"samlX"'),
        ({"usageLimits": {"a": amount(1, linkedFeatures=[3])}}, "expected a list of names in `linkedFeatures`", "[3]"),
        ({"plans": None}, "neither `plans` nor `addOns` is stated", '"saasName"'),
        ({"plans": {"PRO": None}}, "expected a mapping for `PRO` in `plans`", "null"),
        ({"plans": {"PRO": {"unit": "/month"}}}, "`price` is missing in `plans.PRO`", '"PRO"'),
        ({"plans": {"PRO": sells(-5)}}, "the price `-5` is not a figure of zero or more", "-5"),
        ({"plans": {"PRO": sells(True)}}, "expected a figure or words in `price`", "true"),
        ({"plans": {"PRO": sells([5])}}, "expected a figure or words in `price`", "[5]"),
        ({"plans": {"PRO": sells(5, private="yes")}}, "expected `true` or `false` in `private`", '"yes"'),
        ({"plans": {"PRO": sells(5, has={"sso": True})}}, "no feature is called `sso`", '"sso"'),
        ({"plans": {"PRO": sells(5, has={"samlLogin": "on"})}}, "expected `true` or `false` in `value`", '"on"'),
        ({"plans": {"PRO": sells(5, limits={"seats": 5})}}, "no usage limit is called `seats`", '"seats"'),
        ({"addOns": {"X": sells(5, availableFor=["FRE"])}}, "no plan is called `FRE`", '"FRE"'),
        ({"addOns": {"X": sells(5, dependsOn=["Y"])}}, "no add-on is called `Y`", '"Y"'),
        ({"addOns": {"X": sells(5, dependsOn=["X"])}}, "`dependsOn` of `X` names itself", '["X"]'),
        (
            {"addOns": {"X": sells(5, subscriptionConstraints={"minQuantity": 0})}},
            "expected a whole number of one or more in `minQuantity`",
            "0",
        ),
        (
            {"addOns": {"X": sells(5, subscriptionConstraints={"minQuantity": 5, "maxQuantity": 2})}},
            "the largest quantity is below the smallest",
            "2",
        ),
        ({"addOns": {"X": sells(5, excludes=["X"])}}, "`excludes` of `X` names itself", '["X"]'),
    ],
)  # fmt: skip
def test_a_malformed_file_is_refused_at_the_words(sections, message, words):
    """One problem, in the words of the format, on the line that has it."""
    assert wrong(**sections) == [(message, words)]


def test_an_endless_price_is_refused():
    """A limit may be `.inf`; a price may not."""
    text = price_list(plans=None) + "plans: {PRO: {price: .inf, unit: /month}}\n"
    assert wrong(text) == [("the price `Infinity` is not a figure of zero or more", ".inf")]


@pytest.mark.parametrize("text", ["- a\n", "just words\n", "7\n"])
def test_a_document_that_is_no_mapping_is_no_price_list(text):
    """It is said once."""
    assert [message for message, _ in wrong(text)] == ["expected a price list, a mapping of sections"]


def test_all_problems_are_told_at_once():
    """In the order of the file, whatever found them."""
    found = wrong(
        saasName="",
        currency="?",
        features={"a": yes("x"), "b": {}},
        plans={"PRO": {"price": -1}},
        addOns={"X": sells(5, dependsOn=["Y"])},
    )
    assert len(found) == 7
    assert [words for _, words in found] == ['""', '"?"', '"x"', '"b"', '"b"', "-1", '"Y"']
