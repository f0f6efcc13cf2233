"""Types at load: a misspelt name, a wrong unit, an impossible value or an unguarded field never reaches a contract."""

from __future__ import annotations

import pytest

from slacheck.rule.check import check, is_static
from slacheck.rule.expr import conjuncts, unparse
from slacheck.rule.parse import parse
from slacheck.rule.types import BOOL, DURATION, INT, MONEY, STRING, ListType, ObjectType


@pytest.mark.parametrize(
    ("text", "message", "words", "help_"),
    [
        ("ofer.count == 1", "unknown name `ofer`", "ofer", "did you mean `offer`?"),
        ("offer.titel == 'x'", "`offer` has no field `titel`", "titel", "did you mean `title`?"),
        ("aplies('backup')", "unknown function `aplies`", "aplies('backup')", "did you mean `applies`?"),
        (
            "'x'.startWith('y')",
            "unknown function `startWith`",
            "'x'.startWith('y')",
            "did you mean `startsWith`?",
        ),
        (
            "offer.best.sold()",
            "`sold` is not called on a value",
            "offer.best.sold()",
            "write `sold(offer.best)`",
        ),
        (
            "startsWith('a', 'b')",
            "`startsWith` is called on a text",
            "startsWith('a', 'b')",
            "write `x.startsWith(...)`",
        ),
        ("offer.status == 'payd'", "`payd` is not a value of `status`", "'payd'", "did you mean `paid`?"),
        (
            "offer.status in ['paid', 'payd']",
            "`payd` is not a value of `status`",
            "'payd'",
            "did you mean `paid`?",
        ),
        (
            "offer.status == (true ? 'payd' : 'paid')",
            "`payd` is not a value of `status`",
            "'payd'",
            "did you mean `paid`?",
        ),
        ("applies('bakup')", "`bakup` is not a value of `clause kind`", "'bakup'", "did you mean `backup`?"),
        (
            "offer.notice < 90",
            "`<` does not take a duration and a whole number",
            "offer.notice < 90",
            'write `duration("P90D")`',
        ),
        (
            "offer.notice == 'P3M'",
            "`==` does not take a duration and a text",
            "offer.notice == 'P3M'",
            'write `duration("P3M")`',
        ),
        (
            "99.9 <= offer.target",
            "`<=` does not take a decimal number and a percentage",
            "99.9 <= offer.target",
            'write `percent("99.9")`',
        ),
        (
            "offer.price > 10",
            "`>` does not take an amount of money and a whole number",
            "offer.price > 10",
            'write `money("10 EUR")`',
        ),
        (
            "offer.start < '2027-01-12'",
            "`<` does not take a date and a text",
            "offer.start < '2027-01-12'",
            'write `date("2027-01-12")`',
        ),
        (
            "offer.notice in [30, 90]",
            "a duration is never in a list (each element a whole number)",
            "offer.notice in [30, 90]",
            'write `duration("P90D")`',
        ),
        (
            "latest(offer.notice, 30)",
            "expected a duration in `latest`, found a whole number",
            "30",
            'write `duration("P30D")`',
        ),
        (
            "duration('90 days') < offer.notice",
            "`90 days` is not a duration",
            "'90 days'",
            "a duration is written as in ISO 8601: `P3Y`, `P1M`, `P7D`, `PT4H`",
        ),
        (
            "duration('72h') < offer.notice",
            "the rule language leaves out durations in Go notation",
            "'72h'",
            'write ISO 8601: `duration("P90D")`, `duration("PT72H")`',
        ),
        (
            "date('2027-02-30') < offer.start",
            "`2027-02-30` is not a date",
            "'2027-02-30'",
            "`2027-02-30` is not a day of the calendar",
        ),
        (
            "money('10') < offer.price",
            "`10` is not an amount of money",
            "'10'",
            "an amount of money is a number and a currency: `10 EUR`",
        ),
        (
            "offer.count == null",
            "`==` does not take a whole number and null",
            "offer.count == null",
            "nothing is null: ask `has(offer.count)`",
        ),
        (
            "offer.cap > money('1 EUR')",
            "`offer.cap` may be absent",
            "offer.cap",
            "guard it: has(offer.cap) && ...",
        ),
        (
            "offer.trial.users > 1",
            "`offer.trial` may be absent",
            "offer.trial",
            "guard it: has(offer.trial) && ...",
        ),
        ("offer.count.size() == 1", "`size` does not take a whole number", "offer.count.size()", ""),
        ("offer.count.x", "a whole number has no fields", "offer.count.x", ""),
        ("offer.count[0]", "a whole number has no elements", "offer.count[0]", ""),
        ("offer.words['a'] == 'b'", "expected a whole number as position, found a text", "'a'", ""),
        ("offer.tags[1] == 1", "expected a text as key, found a whole number", "1", ""),
        ("1 in offer.count", "expected a list or a map after `in`, found a whole number", "offer.count", ""),
        ("offer.agreed && 1", "expected true or false beside `&&`, found a whole number", "1", ""),
        ("1 ? true : false", "expected true or false before `?`, found a whole number", "1", ""),
        ("(true ? 1 : 'a') == 1", "a pair of results mixes a whole number and a text", "'a'", ""),
        ("[1, 'a'].size() == 1", "a list mixes a whole number and a text", "'a'", ""),
        (
            "{1.5: 2}.size() == 1",
            "a decimal number is no key of a map",
            "1.5",
            "a key is a text, a whole number or a truth value",
        ),
        (
            "offer.count.all(x, true)",
            "expected a list or a map before `.all`, found a whole number",
            "offer.count",
            "",
        ),
        (
            "offer.plans.all(p, p.users)",
            "expected true or false as condition of `all`, found a whole number",
            "p.users",
            "",
        ),
        ("sold(1)", "expected a thing of kind `plan` in `sold`, found a whole number", "1", ""),
        ("sold()", "`sold` takes 1 arguments, found 0", "sold()", ""),
        ("dyn(1) == 1", "unknown function `dyn`", "dyn(1)", ""),
        ("!offer.count", "`!` does not take a whole number", "!offer.count", ""),
        ("-offer.agreed", "`-` does not take true or false", "-offer.agreed", ""),
    ],
)
def test_a_mistake_is_told_before_any_contract_is_read(problems_of, text, message, words, help_):
    """Each mistake has its words, its place and, where one is near, the thing that was meant."""
    (found,) = problems_of(text)
    assert (found.message, found.words, found.help) == (message, words, help_)


def test_every_mistake_is_told_at_once(problems_of):
    """One mistake neither hides another nor causes one."""
    found = problems_of("ofer.count > 1 && offer.status == 'payd' && offer.notice < 3")
    assert [one.words for one in found] == ["ofer", "'payd'", "offer.notice < 3"]


def test_a_message_speaks_of_things_not_of_types(problems_of):
    """No message names a type of the implementation."""
    for text in (
        "offer.notice < 90",
        "offer.plans == 1",
        "offer.best == offer.price",
        "offer.tags < offer.words",
    ):
        message = problems_of(text)[0].message
        assert not {"Decimal", "str", "int", "dict", "Scalar"} & set(message.replace("`", " ").split())


@pytest.mark.parametrize(
    "text",
    [
        "has(offer.cap) && offer.cap > money('1 EUR')",
        "!has(offer.cap) || offer.cap > money('1 EUR')",
        "has(offer.cap) ? offer.cap > money('1 EUR') : true",
        "!has(offer.cap) ? true : offer.cap > money('1 EUR')",
        "has(offer.trial.users) && offer.trial.users > 1",
        "has(offer.trial) && has(offer.trial.until) && offer.trial.until > date('2027-01-01')",
        "has(offer.trial.until)",
        "offer.plans.filter(p, has(p.until)).size() > 0",
        "offer.plans.map(p, has(p.until), p.until).size() > 0",
        "offer.plans.exists(p, has(p.until) && p.until > date('2027-01-01'))",
        "(has(offer.cap) && offer.agreed || has(offer.cap)) && offer.cap > money('1 EUR')",
    ],
)
def test_a_guard_lets_an_optional_field_be_read(env, text):
    """`has` on the way to a reading is a guard, in each form in which logic makes it one."""
    assert check(text, env, expect=BOOL).type == BOOL


@pytest.mark.parametrize(
    "text",
    [
        "offer.cap > money('1 EUR') && has(offer.cap)",
        "has(offer.cap) || offer.cap > money('1 EUR')",
        "(has(offer.cap) || offer.agreed) && offer.cap > money('1 EUR')",
        "has(offer.cap) ? true : offer.cap > money('1 EUR')",
        "has(offer.trial) && offer.trial.until > date('2027-01-01')",
        "offer.plans.all(p, has(p.until)) && offer.plans.all(p, p.until > date('2027-01-01'))",
    ],
)
def test_what_is_no_guard_does_not_count(problems_of, text):
    """A field stays unguarded where its `has` may be false."""
    assert [one.message.endswith("may be absent") for one in problems_of(text)] == [True]


def test_a_macro_variable_hides_a_guard(problems_of):
    """A guard speaks of the name outside the macro, not of an element that borrows it."""
    found = problems_of("has(offer.trial.until) && offer.plans.all(offer, offer.until > date('2027-01-01'))")
    assert [one.words for one in found] == ["offer.until"]


def test_conditions_that_hold_already_are_guards(env):
    """What `when` asks for with `has` is guarded in `require`."""
    when = parse("offer.agreed && has(offer.cap)")
    assert check("offer.cap > money('1 EUR')", env, given=(when,)).type == BOOL


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("offer.count + 1", INT),
        ("offer.price + money('1 EUR')", MONEY),
        ("offer.notice", DURATION),
        ("offer.words + ['x']", ListType(STRING)),
        ("offer.plans.map(p, p.price)", ListType(MONEY)),
        ("offer.plans.filter(p, p.users > 1)", ListType(ObjectType("plan"))),
        ("entries('backup')", ListType(ObjectType("plan:backup"))),
        ("offer.tags.map(key, key)", ListType(STRING)),
        ("offer.tags.backup", INT),
        ("[[], [1]]", ListType(ListType(INT))),
        ("sold(entries('backup')[0])", BOOL),
    ],
)
def test_an_expression_has_a_type(env, text, type_):
    """Types follow from the fields, the functions and the operators."""
    assert check(text, env).type == type_


def test_the_expected_type_is_asked_for(problems_of):
    """A rule's condition has to be true or false."""
    (found,) = problems_of("offer.count", expect=BOOL)
    assert found.message == "expected true or false here, found a whole number"


def test_variables_follow_those_of_the_environment(env):
    """The bindings are the environment's variables, then the rule's own."""
    assert check("plan.users > offer.count", env, {"plan": ObjectType("plan")}).slots == ("offer", "plan")


def test_macros_are_nested_four_deep_at_most(problems_of):
    """A fifth macro inside four others is refused."""
    text = "true"
    for depth in range(5):
        text = f"offer.plans.all(p{depth}, {text})"
    assert problems_of(text)[0].message == "more than 4 macros inside one another"


def test_a_condition_may_be_decided_when_the_pack_is_loaded(env):
    """A part that reads only constants and static functions depends on no contract."""
    parts = conjuncts(parse("applies('backup') && kind == 'x' && (offer.agreed && 1 < 2)"))
    assert [unparse(part) for part in parts] == ['applies("backup")', 'kind == "x"', "offer.agreed", "1 < 2"]
    assert [is_static(part, env, frozenset({"kind"})) for part in parts] == [True, True, False, True]
    assert not is_static(parse("sold(kind)"), env, frozenset({"kind"}))
