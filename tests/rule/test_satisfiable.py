"""Whether a condition can hold: what is proved impossible, what is left open, and what two conditions share."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from slacheck.quantity import Duration
from slacheck.rule.check import check
from slacheck.rule.satisfiable import LIMIT, MONTH, WORK, Both, Not, Reader, _Search, agree, possible, terms
from slacheck.rule.schema import Function
from slacheck.rule.types import BOOL, INT, ListType


@pytest.fixture
def formula(env):
    """The formula of a text."""

    def read(text, **renamed):
        return Reader(env, {}, renamed).formula(check(text, env))

    return read


@pytest.fixture
def can(formula):
    return lambda text: possible(formula(text))


@pytest.mark.parametrize(
    "text",
    [
        "false",
        "1 > 2",
        "offer.status == 'paid' && offer.status == 'absent'",
        "offer.status == 'paid' && offer.status != 'paid'",
        "offer.status in ['paid', 'absent'] && offer.status == 'included'",
        "offer.status in []",
        "!(offer.status in ['included', 'paid', 'absent'])",
        "offer.status != 'included' && offer.status != 'paid' && offer.status != 'absent'",
        "offer.count < 3 && offer.count > 5",
        "offer.count > 3 && offer.count < 4",
        "3 < offer.count && 4 > offer.count",
        "offer.count > 3 && offer.count != 4 && offer.count < 5",
        "offer.notice < duration('P30D') && offer.notice > duration('P1Y')",
        "offer.notice >= duration('P90D') && offer.notice < duration('P90D')",
        "offer.price < money('5 EUR') && offer.price > money('7 EUR')",
        "offer.target < percent('99') && offer.target >= percent('99.9')",
        "offer.start < date('2026-01-01') && offer.start >= date('2026-06-01')",
        "offer.title == 'a' && offer.title == 'b'",
        "offer.agreed && !offer.agreed",
        "offer.agreed == true && offer.agreed != true",
        "offer.agreed ? false : offer.agreed",
        "size(offer.words) < 0",
        "size(offer.words) > 0 && size(offer.words) < 1",
        "has(offer.cap) && !has(offer.cap)",
        "offer.words.exists(w, w == 'x') && !offer.words.exists(other, other == 'x')",
        "offer.count > offer.best.users && offer.best.users >= offer.count",
        "offer.count == offer.best.users && offer.count < offer.best.users",
        "offer.agreed == has(offer.cap) && offer.agreed && !has(offer.cap)",
        "duration('P1M') > duration('P1Y')",
        "applies('audit-right')",
    ],
)
def test_what_contradicts_itself_is_impossible(can, text):
    assert can(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "true",
        "offer.status == 'paid'",
        "offer.status in ['paid', 'absent'] && offer.status != 'paid'",
        "offer.count > 3 && offer.count < 5",
        "offer.notice > duration('P30D') && offer.notice < duration('P31D')",
        "offer.title != 'a' && offer.title != 'b'",
        "offer.title > 'a' && offer.title < 'b'",
        "offer.notice == duration('P1M') && offer.notice != duration('P30D')",
        "offer.price > money('5 EUR') && offer.price < money('9 USD')",
        "offer.words.exists(w, w == 'x') && !offer.words.exists(w, w == 'y')",
        "offer.best.users < offer.count && offer.count < 3",
        "offer.count / 2 == 1 && offer.count == 7",
        "offer.count / 0 == 1",
        "applies('backup')",
        "size(offer.words) == 0",
    ],
)
def test_what_may_be_so_is_possible(can, text):
    """Even where a closer look would tell otherwise: nothing is claimed that is not proved."""
    assert can(text) is True


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("offer.status != 'paid'", "offer.status in ['included', 'absent']"),
        ("!(offer.agreed && offer.count > 3)", "offer.count <= 3 || !offer.agreed"),
        ("offer.count > 3", "offer.count >= 4"),
        ("3 < offer.count", "!(offer.count <= 3)"),
        ("offer.count < offer.best.users", "!(offer.best.users <= offer.count)"),
        ("offer.agreed ? offer.count == 1 : false", "offer.count == 1 && offer.agreed"),
        ("offer.words.all(w, w == 'x')", "offer.words.all(word, word == 'x')"),
        ("offer.agreed", "offer.agreed == true"),
        ("offer.notice > duration('P1Y')", "offer.notice > duration('P12M')"),
    ],
)
def test_two_ways_to_say_the_same_agree(formula, one, other):
    assert agree(formula(one), formula(other)) is True


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("offer.status != 'paid'", "offer.status == 'included'"),
        ("offer.count > 3", "offer.count >= 3"),
        ("offer.notice > duration('P1M')", "offer.notice > duration('P30D')"),
        ("offer.words.all(w, w == 'x')", "offer.words.exists(w, w == 'x')"),
        ("offer.agreed", "has(offer.cap)"),
    ],
)
def test_what_differs_somewhere_does_not_agree(formula, one, other):
    assert agree(formula(one), formula(other)) is False


def test_names_may_be_told_apart_or_made_alike(formula):
    """The subjects of two rules have one name, whatever their authors call them."""
    assert terms(formula("offer.count > 3", offer="$subject")) == {"$subject.count"}


def test_too_much_to_try_is_left_open(env):
    """Nothing is claimed, in bounded time."""
    facts = ["offer.count", "offer.best.users"] + [f"offer.plans[{number}].users" for number in range(30)]
    odd = " || ".join(f"({one} == 1) == ({other} == 2)" for one, other in pairwise(facts))
    both = f"({odd}) && !({odd})"
    assert possible(Reader(env, {}).formula(check(both, env))) in (None, False)
    assert LIMIT == 20_000


def test_what_is_tried_is_bounded_by_the_size_of_the_formula(env):
    """Equations that only exhaustive search could refute are left open, after a million parts at most."""
    size = "size(offer.plans)"
    odd = " && ".join(f"({size} + {number} > 3) == ({size} + {number + 1} < 7)" for number in range(60))
    formula = Reader(env, {}).formula(check(f"({odd}) && !({odd})", env))
    assert possible(formula) in (None, False)
    assert _Search(formula).limit < LIMIT
    assert _Search(formula).limit <= WORK // 300


def test_hundreds_of_terms_do_not_exhaust_the_stack(env):
    """Beyond a bound nothing is claimed about them."""
    more = " && ".join(f"offer.plans[{number}].users == 1" for number in range(310))
    assert possible(Reader(env, {}).formula(check(more, env))) is None
    many = " && ".join(f"offer.plans[{number}].users == 1" for number in range(200))
    assert possible(Reader(env, {}).formula(check(many, env))) is True


def test_the_mean_month_lies_within_all_months():
    """So a length in months, taken at the mean, compares as it does wherever the calendar decides nothing."""
    for months in range(1, 5_000):
        low, high = Duration(months).bounds()
        assert low <= months * MONTH <= high
    assert Decimal(2_629_746) == MONTH


def test_a_bound_name_is_a_constant(env):
    """What a parameter or the taxonomy says is known; a function that reads a contract is not."""
    own = env._replace(variables={**env.variables, "limit": INT, "known": ListType(INT)})
    reader = Reader(own, {"limit": 3, "known": [3]})
    assert possible(reader.formula(check("offer.count < limit && offer.count > 5", own))) is False
    assert possible(reader.formula(check("limit in known", own))) is True
    assert possible(reader.formula(check("!(limit in known)", own))) is False
    never = Function("never", (), BOOL, lambda _facts: False)
    asks = own._replace(functions={**own.functions, "never": never})
    assert possible(Reader(asks, {}).formula(check("never()", asks))) is True


def test_no_condition_is_always_true(env):
    reader = Reader(env, {})
    nothing = reader.formula(None)
    assert possible(nothing) is True
    assert possible(Both((nothing, Not(nothing)))) is False
