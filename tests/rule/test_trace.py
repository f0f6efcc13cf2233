"""Proofs: the facts on the critical path, the facts that are missing, the tree of steps."""

from __future__ import annotations

from decimal import Decimal

import pytest

from slacheck.quantity import Duration, Money
from slacheck.rule.check import check
from slacheck.rule.evidence import Evidence, Missing
from slacheck.rule.expr import unparse
from slacheck.rule.part import MAX_STEPS
from slacheck.rule.trace import trace
from slacheck.truth import UNKNOWN


def says(result):
    return [one.says for one in result.evidence]


def asked(result):
    return [one.route for one in result.missing]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("offer.count > 9 && offer.agreed", ["`count` is 7"]),
        ("offer.agreed && offer.count > 9", ["`count` is 7"]),
        ("offer.agreed && offer.count > 6", ["`agreed` is true", "`count` is 7"]),
        ("offer.agreed || offer.count > 6", ["`agreed` is true"]),
        ("offer.count > 9 || offer.agreed", ["`agreed` is true"]),
        ("offer.count > 9 || offer.count > 8", ["`count` is 7"]),
        ("(offer.count > 6 || true) && offer.agreed", ["`agreed` is true"]),
        ("!offer.agreed", ["`agreed` is true"]),
        ("offer.agreed ? offer.count > 6 : offer.title == 'x'", ["`agreed` is true", "`count` is 7"]),
        ("offer.title == 'x'", ["it is called Payroll"]),
        ("offer.plans.all(p, p.users > 5)", ["`users` is 3"]),
        ("offer.plans.all(p, p.users > 1)", ["`plans` has 2 entries", "`users` is 9", "`users` is 3"]),
        ("offer.plans.exists(p, p.users < 5)", ["`users` is 3"]),
        ("offer.plans.exists(p, false)", ["`plans` has 2 entries"]),
        ("offer.words.exists(w, w == 'b')", ["`words` has 1 entry"]),
        ("has(offer.count)", ["`count` is stated"]),
        ("has(offer.cap)", ["`cap` is not stated"]),
        ("has(offer.trial.until)", ["`trial` is not stated"]),
        ("has(offer.best.users)", ["`users` is stated"]),
        ("sold(offer.best)", ["sold is True"]),
        ("offer.count > 1 && 1 / 0 == 1 || offer.agreed", ["`agreed` is true"]),
    ],
)
def test_the_evidence_is_what_decided(traced, text, facts):
    """A fact that could be otherwise without changing the result is not named."""
    offer = {
        "count": 7, "agreed": True, "title": "Payroll", "plans": [{"users": 9}, {"users": 3}], "words": ["b"],
        "best": {"users": 2, "sold": True},
    }  # fmt: skip
    assert says(traced(text, **offer)) == facts


def test_evidence_stands_where_the_document_says_it(traced):
    """A route leads from the root of the document to the field."""
    result = traced("offer.plans.exists(p, p.users == 3)", plans=[{"users": 9}, {"users": 3}])
    assert result.evidence == (Evidence(("plans", 1, "users"), "`users` is 3"),)


@pytest.mark.parametrize(
    ("text", "routes"),
    [
        ("offer.count > 1", [("count",)]),
        ("offer.best.users > 1", [("best",)]),
        ("offer.count > 1 && offer.title == 'x'", [("count",), ("title",)]),
        ("offer.count > 1 && offer.agreed", [("count",)]),
        ("offer.count > 1 || 1 / 0 == 1", [("count",)]),
        ("offer.plans.all(p, p.users > 1)", [("plans", 1, "users")]),
        ("offer.plans.map(p, p.users)[0] == 1", [("plans", 1, "users")]),
        ("offer.count > 1 ? offer.title == 'x' : true", [("count",)]),
        ("sold(offer.plans[0])", [("plans",)]),
        ("latest(offer.notice, duration('P1D')) > duration('P2D')", [("notice",)]),
    ],
)
def test_missing_facts_are_the_ones_that_would_settle_it(traced, text, routes):
    """An unknown result asks for the facts that stood in its way, and for no others."""
    result = traced(text, agreed=True, plans=[{"users": 9}, {}])
    assert result.value is UNKNOWN
    assert asked(result) == routes


def test_a_missing_fact_names_its_owner(traced):
    """The question for the supplier knows what lacks which fact."""
    assert traced("offer.plans[0].users > 1", plans=[{}]).missing == (
        Missing(("plans", 0, "users"), "plan", "users"),
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("offer.notice >= duration('P90D')", "`P3M` and `P90D` do not compare for certain"),
        ("offer.price > money('5 USD')", "`10.00 EUR` and `5.00 USD` do not compare for certain"),
    ],
)
def test_a_stated_fact_may_not_settle_it_either(traced, text, reason):
    """Where the calendar or a currency leaves it open, the stated fact is asked about again, with the reason."""
    result = traced(text, notice=Duration(3), price=Money(Decimal(10), "EUR"))
    (missing,) = result.missing
    assert missing.reason == reason
    assert missing.field in text


def test_a_decided_result_asks_for_nothing(traced):
    """What is missing beside a deciding fact is no question."""
    assert traced("offer.title == 'x' || offer.agreed", agreed=True).missing == ()


def test_the_steps_tell_how_the_value_came_about(traced):
    """The tree of steps has the words and the value of each part; constants are no steps."""
    step = traced(
        "offer.agreed && offer.plans.exists(p, p.users > 5)", agreed=True, plans=[{"users": 9}]
    ).step
    assert (step.text, step.value) == ("offer.agreed && offer.plans.exists(p, p.users > 5)", True)
    agreed, exists = step.children
    assert (agreed.text, agreed.value) == ("offer.agreed", True)
    assert [child.text for child in exists.children] == ["offer.plans", "p.users > 5"]


def test_one_expression_in_two_environments_is_traced_by_each(env):
    """What is remembered of an expression belongs to its environment: here the other one finds no places."""
    checked, record = check("offer.count > 1", env), {"count": 7, "plans": []}
    nowhere = env._replace(locate=lambda _facts, _thing: None)
    found = [trace(checked, one, record, (record,)).evidence for one in (env, nowhere, env)]
    assert found == [(Evidence(("count",), "`count` is 7"),), (), (Evidence(("count",), "`count` is 7"),)]


def test_an_error_that_was_outweighed_is_a_step(traced):
    """A part that failed beside a deciding one shows its error in the tree."""
    step = traced("1 / 0 == 1 || offer.agreed", agreed=True).step
    assert [str(child.value) for child in step.children] == ["division by zero", "True"]


def test_the_steps_are_bounded(traced):
    """A proof over very many elements keeps its value and evidence and drops further steps."""
    result = traced("offer.plans.all(p, p.users > 5)", plans=[{"users": 9}] * (MAX_STEPS * 2))

    def count(step):
        return 1 + sum(map(count, step.children))

    assert result.value is True
    assert count(result.step) <= MAX_STEPS * 2
    assert unparse(result.step.expr)
