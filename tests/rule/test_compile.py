"""Values: three-valued logic, errors that travel, exact numbers, quantities; the trace gives the same."""

from __future__ import annotations

import datetime
from decimal import Decimal, localcontext

import pytest

from slacheck.quantity import Duration, Money, Percent
from slacheck.rule.check import check
from slacheck.rule.compile import compile as compile_expression
from slacheck.rule.trace import trace
from slacheck.rule.value import EvaluationError
from slacheck.truth import UNKNOWN

OFFER = {
    "status": "paid",
    "agreed": True,
    "count": 7,
    "notice": Duration(3),
    "price": Money(Decimal(10), "EUR"),
    "words": ["a", "b"],
    "tags": {"backup": 1},
    "plans": [{"name": "basic", "users": 5}, {"name": "pro"}],
}
FAILS = "1 / 0 == 1"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('offer.status == "paid" && offer.count > 6', True),
        ('offer.title == "x"', UNKNOWN),
        ('offer.title == "x" && false', False),
        ('offer.title == "x" || true', True),
        ('offer.title == "x" && true', UNKNOWN),
        ('!(offer.title == "x")', UNKNOWN),
        ('offer.title == "x" ? 1 : 1', UNKNOWN),
        ("offer.best.users > 1", UNKNOWN),
        (f"{FAILS} && false", False),
        (f"{FAILS} || true", True),
        (f'{FAILS} || offer.title == "x"', UNKNOWN),
        (f'offer.title == "x" && {FAILS}', UNKNOWN),
        ("[offer.title].size() == 1", UNKNOWN),
        ("has(offer.count)", True),
        ("has(offer.title)", False),
        ("has(offer.best.users)", False),
        ("has(offer.tags.backup) && !has(offer.tags.other)", True),
        ("offer.plans.all(p, p.users > 3)", UNKNOWN),
        ("offer.plans.exists(p, p.users > 3)", True),
        ("offer.plans.all(p, p.users > 9)", False),
        ("offer.plans.exists_one(p, p.name == 'pro')", True),
        ("offer.plans.exists_one(p, p.users > 3)", UNKNOWN),
        ("offer.plans.filter(p, p.name == 'pro').size()", 1),
        ("offer.plans.filter(p, p.users > 3).size()", UNKNOWN),
        ("offer.plans.map(p, p.name)", ["basic", "pro"]),
        ("offer.plans.map(p, p.users)", UNKNOWN),
        ("offer.plans.map(p, p.name == 'pro', p.name)", ["pro"]),
        ("offer.plans.map(p, p.users > 3, 1 / 0)[0] == 1 || true", True),
        ("offer.tags.exists(key, key == 'backup')", True),
        ("offer.plans.all(p, offer.plans.exists(q, q.name == p.name))", True),
        ("'a' in offer.words && !('c' in offer.words) && 'backup' in offer.tags", True),
        ("offer.words[1] + offer.words[0]", "ba"),
        ("offer.status in ['included', 'paid']", True),
        ("-7 / 2 == -3 && -7 % 2 == -1", True),
        ("0.1 + 0.2 == 0.3 && 1.0 / 4.0 == 0.25", True),
        ("1 == 1.0 && 2 > 1.5 && [1, 2] == [1.0, 2.0]", True),
        ("int(2.9) == 2 && int(-2.9) == -2 && int('12') == 12", True),
        ("double('0.5') + double(1)", Decimal("1.5")),
        ("string(1.50) + string(true) + string(3)", "1.5true3"),
        ("string(date('2027-01-12')) + string(duration('P1M')) + string(percent('5'))", "2027-01-12P1M5 %"),
        ("size('é€') + size([1]) + size({1: 2})", 4),
        ("'abc'.contains('b') && 'abc'.startsWith('ab') && 'abc'.endsWith('bc')", True),
        ("true ? 1 : 2", 1),
        ("{'a': [1, 2]}.a[1]", 2),
        ("duration('P1M') == duration('P30D')", UNKNOWN),
        ("duration('P1M') < duration('P32D') && duration('P3M') > duration('P80D')", True),
        ("duration('P1M') <= duration('P31D') && duration('P31D') >= duration('P1M')", True),
        ("duration('P1M') + duration('PT1H')", Duration(1, Decimal(3600))),
        ("offer.notice >= duration('P90D')", UNKNOWN),
        ("duration('P30D') in [duration('P1M')]", UNKNOWN),
        ("duration('P30D') in [duration('P1M'), duration('PT720H')]", True),
        ("offer.price > money('5 EUR')", True),
        ("offer.price > money('5 USD')", UNKNOWN),
        ("offer.price == money('10 USD') || offer.price == money('10 EUR')", True),
        ("offer.price > money('0 USD') && money('-1 USD') < offer.price", True),
        ("money('0 EUR') == money('0 USD') && !(money('0 EUR') < money('0 USD'))", True),
        ("offer.price + money('0.50 EUR') - money('1 EUR')", Money(Decimal("9.50"), "EUR")),
        ("offer.price + money('1 USD')", UNKNOWN),
        ("percent('99.9') < percent('99.95 %')", True),
        ("date('2027-01-12') > date('2026-12-31')", True),
        ("offer.plans.exists(p, sold(p))", UNKNOWN),
        ("latest(offer.notice, duration('P1D'))", Duration.days(1)),
        ("applies('backup')", True),
    ],
)
def test_the_value_of_an_expression(value_of, text, value):
    """Each expression has the value that CEL, Kleene or the calendar gives it."""
    got = value_of(text, **OFFER)
    assert got == value
    assert type(got) is type(value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 / 0", "division by zero"),
        ("1 % 0", "division by zero"),
        ("1.0 / 0.0", "division by zero"),
        ("9223372036854775807 + 1", "integer overflow: the result does not fit 64 bits"),
        ("-9223372036854775808 - 1", "integer overflow: the result does not fit 64 bits"),
        ("-(-9223372036854775808)", "integer overflow: the result does not fit 64 bits"),
        ("-9223372036854775808 / -1", "integer overflow: the result does not fit 64 bits"),
        ("9223372036854775807 * 2", "integer overflow: the result does not fit 64 bits"),
        ("1e300 * 1e300 * 1e300 * 1e300", "the result is not a number of fewer than 1,000 digits"),
        ("int(1e19)", "range: 10000000000000000000 does not fit 64 bits"),
        ("int('x')", '"x" is not a whole number'),
        ("double('')", '"" is not a number'),
        ("[1][1]", "index out of range: `1` in a list of 1"),
        ("[1][-1]", "index out of range: `-1` in a list of 1"),
        ("offer.tags['x']", 'no such key: `"x"`'),
        ("offer.tags.x", 'no such key: `"x"`'),
        ("{1: 1, 1: 2}", "repeated key: `1`"),
        ("duration(offer.words[0])", "a duration is written as in ISO 8601: `P3Y`, `P1M`, `P7D`, `PT4H`"),
        (f"{FAILS} && true", "division by zero"),
        (f"false || {FAILS}", "division by zero"),
        ("offer.plans.all(p, 1 / 0 == 1)", "division by zero"),
        ("offer.plans.map(p, 1 / 0)", "division by zero"),
        ("offer.title + string(1 / 0)", "division by zero"),
        ("1 / 0 == 1 ? 1 : 2", "division by zero"),
    ],
)
def test_a_failure_is_an_error_and_no_value(value_of, text, message):
    """A rule that fails says why; it is neither true nor false."""
    with pytest.raises(EvaluationError) as caught:
        value_of(text, **OFFER)
    assert str(caught.value) == message


def test_an_error_among_operands_wins_over_an_unknown_one(value_of):
    """All operands are computed first, so the order of two operands does not change the outcome."""
    for text in ("offer.title + string(1 / 0)", "string(1 / 0) + offer.title"):
        with pytest.raises(EvaluationError):
            value_of(text)


def test_what_a_rule_builds_is_bounded(value_of):
    """Doubling a text again and again ends in an error, not in the memory."""
    with pytest.raises(EvaluationError, match="100,000 characters or elements"):
        value_of("['aaaaaaaaaa']" + ".map(x, x + x)" * 20 + "[0]")
    with pytest.raises(EvaluationError, match="100,000 characters or elements"):
        value_of("[[1, 2, 3]]" + ".map(x, x + x)" * 20 + "[0]")


def test_the_steps_of_macros_are_bounded(value_of):
    """Macros inside one another share one budget, so no rule runs for long."""
    numbers = "[" + ", ".join(["0"] * 100) + "]"
    text = "a + b + c + d == 1"
    for name in "dcba":
        text = f"{numbers}.exists({name}, {text})"
    with pytest.raises(EvaluationError, match="1,000,000 steps"):
        value_of(text)


def test_arithmetic_ignores_the_decimal_context_around_it(value_of):
    """A program that embeds slacheck with its own precision gets the same verdicts."""
    with localcontext() as context:
        context.prec = 3
        assert value_of("1.0001 + 1.0001 == 2.0002 && 1.00001 * 1.0 == 1.00001")


def test_a_date_is_a_day(value_of):
    """Dates read from a text carry no hour."""
    assert value_of("date('2027-01-12')") == datetime.date(2027, 1, 12)


def test_a_percentage_may_be_written_without_its_sign(value_of):
    """`percent` says what the number is."""
    assert value_of("percent('99.9')") == value_of("percent('99.9 %')") == Percent(Decimal("99.9"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("dyn(1) + dyn('a')", "no such overload: `+` takes no int and string"),
        ("dyn(1).x", "no such overload: a int has no fields"),
        ("dyn(1).all(x, true)", "no such overload: `all` takes no int"),
        ("dyn(1) && true", "no such overload: a condition is no int"),
        ("dyn(1) ? 1 : 2", "no such overload: a condition is no int"),
        ("dyn([1])['a']", "no such overload: `[]` takes no list and string"),
        ("{dyn(1.5): 1}", "unsupported key type: `1.5`"),
    ],
)
def test_what_the_checker_cannot_see_fails_when_it_runs(env, text, message):
    """In a dynamic environment a wrong type is an error of the run, as in CEL, and never a value."""
    env = env._replace(dynamic=True)
    with pytest.raises(EvaluationError) as caught:
        compile_expression(check(text, env), env)({}, ({},))
    assert str(caught.value) == message


def test_a_binding_may_be_unknown(env):
    """A variable whose value nobody knows makes unknown what rests on it, also through `has`."""
    for text in ("offer.count > 1", "has(offer.count)", "offer.plans.all(p, false)", "offer.best.users > 1"):
        checked = check(text, env)
        assert compile_expression(checked, env)({}, (UNKNOWN,)) is UNKNOWN
        assert trace(checked, env, {}, (UNKNOWN,)).value is UNKNOWN
