"""A small world for the rule language: offers with plans, half of it unstated."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from slacheck.rule.check import check
from slacheck.rule.compile import compile as compile_expression
from slacheck.rule.evidence import Evidence, Missing
from slacheck.rule.problem import InvalidExpression
from slacheck.rule.schema import Environment, Field, Function, ObjectSchema, Presence
from slacheck.rule.trace import trace
from slacheck.rule.types import (
    BOOL,
    DATE,
    DURATION,
    INT,
    MONEY,
    PERCENT,
    STRING,
    EnumType,
    ListType,
    MapType,
    ObjectType,
)
from slacheck.truth import UNKNOWN

OFFER, PLAN = ObjectType("offer"), ObjectType("plan")
STATUS = EnumType("status", ("included", "paid", "absent"))
KINDS = EnumType("clause kind", ("backup", "audit-right"))


def _field(name, type_, presence=Presence.UNSTATED, says=None):
    return name, Field(name, type_, presence, (name,), lambda thing: thing.get(name), says)


def _places(thing, route=()):
    yield id(thing), route
    for key, part in thing.items():
        if isinstance(part, dict) and key != "tags":
            yield from _places(part, (*route, key))
        elif key == "plans":
            for index, plan in enumerate(part):
                yield from _places(plan, (*route, key, index))


def _entries_type(arguments):
    return ListType(ObjectType(f"plan:{arguments[0].value}"))


def _sold(facts, plan):
    return plan.get("sold", UNKNOWN)


def _sold_proof(facts, plan):
    if "sold" in plan:
        return (Evidence(("plans",), f"sold is {plan['sold']}"),), ()
    return (), (Missing(("plans",), "plan", "sold"),)


OFFER_SCHEMA = ObjectSchema(
    "offer",
    dict(
        (
            _field("status", STATUS),
            _field("agreed", BOOL),
            _field("count", INT),
            _field("title", STRING, says=lambda title: f"it is called {title}"),
            _field("notice", DURATION),
            _field("price", MONEY),
            _field("target", PERCENT),
            _field("start", DATE),
            _field("tags", MapType(STRING, INT)),
            _field("words", ListType(STRING)),
            _field("plans", ListType(PLAN), Presence.REQUIRED),
            _field("best", PLAN),
            _field("cap", MONEY, Presence.OPTIONAL),
            _field("trial", PLAN, Presence.OPTIONAL),
        )
    ),
)
PLAN_SCHEMA = ObjectSchema(
    "plan",
    dict(
        (
            _field("name", STRING),
            _field("price", MONEY),
            _field("users", INT),
            _field("until", DATE, Presence.OPTIONAL),
        )
    ),
)


def _locate(facts, thing):
    return dict(_places(facts)).get(id(thing))


@pytest.fixture
def env():
    return Environment(
        {"offer": OFFER_SCHEMA, "plan": PLAN_SCHEMA, "plan:backup": PLAN_SCHEMA},
        {"offer": OFFER},
        {
            "sold": Function("sold", (PLAN,), BOOL, _sold, _sold_proof),
            "applies": Function("applies", (KINDS,), BOOL, lambda facts, kind: kind == "backup", static=True),
            "entries": Function("entries", (KINDS,), _entries_type, lambda facts, kind: facts["plans"]),
            "latest": Function("latest", (DURATION, DURATION), DURATION, lambda facts, one, other: other),
        },
        _locate,
    )


@pytest.fixture
def value_of(env):
    """The value of a text on an offer; the trace has to agree."""

    def value(text, **offer):
        record = {"plans": [], **offer}
        checked = check(text, env)
        got = compile_expression(checked, env)(record, (record,))
        assert trace(checked, env, record, (record,)).value == got
        return got

    return value


@pytest.fixture
def traced(env):
    """The trace of a text on an offer."""

    def run(text, **offer):
        record = {"plans": [], **offer}
        return trace(check(text, env), env, record, (record,))

    return run


@pytest.fixture
def problems_of(env):
    """What is wrong with a text: message, the words it points at, help."""

    def problems(text, **kwargs):
        with pytest.raises(InvalidExpression) as caught:
            check(text, env, **kwargs)
        return [
            SimpleNamespace(message=one.message, words=text[one.start : one.end], help=one.help)
            for one in caught.value.problems
        ]

    return problems
