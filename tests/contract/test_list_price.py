"""Prices of a price list, and choices among options: what can be written, and what is refused at which words."""

from __future__ import annotations

import pytest

from slacheck.contract.read import read_contract
from slacheck.source.problem import Unreadable
from tests.oracle.ground import contract, node, taxonomy, written

BASE = "amount: 5, per: month"
TIERED = "per: user/month, tiering: volume, tiers: [{from: 1, amount: 5}, {from: 50, amount: 4}]"


def problems(pricing):
    """What is wrong with a `pricing` section."""
    text = written(contract()).rstrip().removesuffix("}") + f', "pricing": {{currency: EUR, {pricing}}}}}\n'
    try:
        read_contract(node(text), taxonomy())
    except Unreadable as error:
        return error.problems
    return ()


@pytest.mark.parametrize(
    "price",
    [
        BASE,
        TIERED,
        f"{TIERED}, minimum: {{quantity: 5}}, cap: {{amount: 900, per: year}}",
        f"{BASE}, promotion: {{amount: 2, for: P3M}}",
        f"{BASE}, promotion: {{amount: 0, until: 2026-12-31}}",
        "amount: 1, per: minute, minimum: {amount: 10, per: month}, cap: {amount: 90, per: month}",
        'percent: "15 %", of: "option:a"',
        "amount: 9, per: user/once, cap: {amount: 90, per: once}",
    ],
)
def test_a_price_may_be_written_so(price):
    assert problems(f"base: {{{price}}}, options: [{{id: a, price: {{amount: 1, per: once}}}}]") == ()


@pytest.mark.parametrize(
    ("price", "message"),
    [
        (f'{BASE}, percent: "5 %", of: plan', "the price has both `amount` and `percent`"),
        ('percent: "15 %"', "the price has `percent` and no `of`"),
        ('percent: "15 %", of: everything', "expected the price it is a share of"),
        ('percent: "15 %", of: plan, per: month', "a share of another price has no `per`"),
        ("of: base, amount: 5, per: month", "the price has `of` and no `percent`"),
        ("per: user/month, tiers: [{from: 1, amount: 5}]", "the price does not say how its tiers work"),
        ("per: month, tiering: volume, tiers: [{from: 1, amount: 5}]", "tiers need a price per user or unit"),
        ("per: user, tiering: volume, tiers: [{from: 2, amount: 5}]", "the first tier begins at 1"),
        (
            "per: user, tiering: volume, tiers: [{from: 1, amount: 5}, {from: 1, amount: 4}]",
            "each tier begins above the one before it",
        ),
        (f"{BASE}, tiering: volume", "the price has `tiering` and no `tiers`"),
        (f"{BASE}, minimum: {{quantity: 5}}", "a minimum quantity needs a price per user or unit"),
        (f"{BASE}, minimum: {{amount: 5}}", "expected a minimum"),
        (f"{BASE}, cap: {{amount: 5, per: once}}", "a bound per `once` does not fit a price per `month`"),
        (f"{BASE}, promotion: {{amount: 5}}", "expected a promotion with one end"),
        (f"{BASE}, promotion: {{amount: 6, for: P1M}}", "the promotion costs more than the price"),
        (f"{BASE}, promotion: {{amount: 1, for: P10D}}", "a promotion lasts whole months"),
        ("amount: 5, per: once, promotion: {amount: 1, for: P1M}", "a promotion needs a recurring `amount`"),
        ("amount: 5", "the price has no `per`"),
    ],
)
def test_a_price_that_says_nothing_definite_is_refused(price, message):
    found = problems(f"base: {{{price}}}")
    assert [one.message for one in found if one.message.startswith(message)]


@pytest.mark.parametrize(
    ("pricing", "message", "words"),
    [
        (
            'base: {percent: "5 %", of: "option:b"}, options: [{id: bb}]',
            "no option is called `b`",
            "option:b",
        ),
        ('base: {percent: "5 %", of: base}', "the price of `base` is a share of itself", "base"),
        (
            'plans: [{id: a, price: {percent: "5 %", of: "plan:b"}}, {id: b, price: {percent: "5 %", of: "plan:a"}}]',
            "the price of `plan:a` is a share of itself",
            "plan:b",
        ),
        (
            'plans: [{id: a, price: {percent: "5 %", of: plan}}]',
            "the price of `plan:a` is a share of itself",
            "plan",
        ),
        ("one_of: [{options: [a], choose: exactly-one}]", "no option is called `a`", "a"),
        (
            "options: [{id: a}], one_of: [{options: [a, a], choose: at-most-one}]",
            "option `a` stands in the choice twice",
            "a",
        ),
    ],
)
def test_a_name_that_leads_nowhere_is_shown_where_it_stands(pricing, message, words):
    found = next(one for one in problems(pricing) if one.message == message)
    assert found.span.text.strip('"') == words


@pytest.mark.parametrize(
    ("pricing", "message"),
    [
        ("one_of: [{options: [], choose: exactly-one}]", "the choice names no option"),
        ("options: [{id: a}], one_of: [{options: [a], choose: two}]", "expected one of `exactly-one`"),
        ("options: [{id: a, quantity: {min: 0}}]", "whoever buys an option buys at least one"),
        ("options: [{id: a, quantity: {min: 3, max: 2}}]", "the largest number is below the smallest"),
    ],
)
def test_a_choice_or_a_number_of_pieces_that_cannot_be_met_is_refused(pricing, message):
    assert [one for one in problems(pricing) if one.message.startswith(message)]


def test_an_unknown_key_of_a_tier_is_answered_with_the_keys_as_they_are_written():
    found = problems("base: {per: user, tiering: volume, tiers: [{form: 1, amount: 5}]}")
    assert any(one.help == "did you mean `from`?" for one in found)
