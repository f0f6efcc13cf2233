"""`slacheck price`: what clauses add, line by line for people, as JSON for scripts."""

from __future__ import annotations

import json

import pytest

from slacheck.report.price_schema import price_schema
from tests.face.conftest import write_contract
from tests.oracle.ground import euro

jsonschema = pytest.importorskip("jsonschema", reason="answers are checked with jsonschema")

GITHUB = {
    "currency": "USD",
    "plans": [
        {"id": "free", "price": euro(0)},
        {"id": "team", "price": euro(4, "user/month")},
        {"id": "enterprise", "price": euro(21, "user/month"), "delivers": ["single-sign-on"]},
    ],
}
SSO = ("--with", "single-sign-on")


@pytest.fixture
def priced(run, tmp_path):
    """Prices a contract with these sections, as JSON that obeys the published schema."""

    def go(*argv, **sections):
        path = write_contract(tmp_path / "contract.yaml", **sections)
        ran = run("price", path, "--format", "json", *argv)
        assert (ran.code, ran.err) == (0, "")
        answer = json.loads(ran.out)
        jsonschema.Draft202012Validator(price_schema()).validate(answer)
        return answer

    return go


def test_the_schema_is_a_schema_and_is_published(run):
    jsonschema.Draft202012Validator.check_schema(price_schema())
    assert json.loads(run("schema", "price").out) == price_schema()


def test_single_sign_on_costs_425_percent_more_than_the_cheapest_paid_plan(priced):
    answer = priced(*SSO, "--from", "cheapest-paid", pricing=GITHUB)
    assert answer["schema"] == "slacheck.price/v1"
    assert answer["from"]["configuration"] == {"plan": "team", "options": []}
    assert answer["from"]["price"] == {"amount": "4.00", "currency": "USD", "per": "user/month"}
    assert answer["with"]["clauses"] == ["single-sign-on"]
    assert answer["with"]["configuration"]["plan"] == "enterprise"
    assert answer["surcharge"] == {
        "amount": "17.00", "currency": "USD", "per": "user/month", "percent": "425.0",
    }  # fmt: skip
    assert answer["purchases"] == 3


def test_from_a_free_purchase_there_is_no_percentage(priced):
    answer = priced(*SSO, pricing=GITHUB)
    assert answer["from"]["configuration"]["plan"] == "free"
    assert answer["surcharge"]["amount"] == "21.00"
    assert answer["surcharge"]["percent"] is None


def test_a_plan_may_be_the_start(priced):
    answer = priced(*SSO, "--from", "enterprise", pricing=GITHUB)
    assert answer["surcharge"] == {"amount": "0.00", "currency": "USD", "per": "month", "percent": "0.0"}


def test_an_unstated_price_gives_null_the_reason_and_a_question(priced):
    plans = [GITHUB["plans"][1], {"id": "ent", "price": "on-request", "delivers": ["single-sign-on"]}]
    answer = priced(*SSO, pricing={"currency": "USD", "plans": plans})
    assert answer["surcharge"]["amount"] is None
    assert answer["surcharge"]["reason"] == "no price is stated for `plan:ent`"
    assert answer["questions"] == ["What is the price of `plan:ent`?"]


def test_tiers_without_a_number_of_users_give_bounds_and_a_question(priced):
    tiers = {
        "tiers": [{"from": 1, "amount": 9}, {"from": 50, "amount": 8}],
        "tiering": "volume",
        "per": "user/month",
    }
    plans = [GITHUB["plans"][1], {"id": "ent", "price": tiers, "delivers": ["single-sign-on"]}]
    answer = priced(*SSO, pricing={"currency": "USD", "plans": plans})
    surcharge = answer["surcharge"]
    assert surcharge["amount"] is None
    assert [one["amount"] for one in surcharge["parts"]] == ["4.00"]
    assert [one["amount"] for one in surcharge["at_most"]] == ["5.00"]
    assert "`service.quantities.users`" in surcharge["reason"]
    assert answer["questions"] == ["What does `plan:ent` cost for the users that are needed?"]


def test_over_the_term_the_stated_users_are_multiplied(priced):
    answer = priced(
        *SSO, "--from", "team", pricing=GITHUB, term={"initial": "P3Y"},
        service={"description": "x", "quantities": {"users": 50}},
    )  # fmt: skip
    assert answer["over_term"] == {"amount": "30600.00", "currency": "USD", "per": "once"}


def test_over_the_term_nobody_knows_how_many_users_there_are(priced):
    """So the total is that of one user, and says so."""
    answer = priced(*SSO, "--from", "team", pricing=GITHUB, term={"initial": "P3Y"})
    assert answer["over_term"] == {"amount": "612.00", "currency": "USD", "per": "user/once"}


@pytest.mark.parametrize(
    ("clauses", "reason"),
    [
        ([], "the contract says nothing of: `single-sign-on`"),
        ([{"clause": "single-sign-on", "provided": False}], "the contract excludes: `single-sign-on`"),
    ],
)
def test_a_clause_that_cannot_be_had_has_no_price_and_a_reason(priced, clauses, reason):
    answer = priced(*SSO, pricing={"currency": "EUR", "base": euro(9)}, clauses=clauses)
    assert answer["with"]["configuration"] is None
    assert answer["surcharge"] == dict.fromkeys(("amount", "currency", "per", "percent")) | {"reason": reason}


def test_without_clauses_the_whole_baseline_is_asked_for(priced):
    answer = priced()
    assert "single-sign-on" in answer["with"]["clauses"]
    assert len(answer["with"]["clauses"]) > 20
    assert "says nothing of" in answer["surcharge"]["reason"]


def test_the_text_shows_each_price_with_its_line(run, tmp_path):
    path = write_contract(tmp_path / "contract.yaml", pricing=GITHUB, term={"initial": "P1Y"})
    lines = run("price", path, *SSO, "--from", "cheapest-paid").out.splitlines()
    assert lines[1] == "3 purchases allowed; asked for: single-sign-on"
    assert lines[2] == "from: plan:team"
    number = next(n for n, line in enumerate(path.read_text().splitlines(), 1) if '"amount": 4' in line) - 1
    assert lines[3].startswith("    plan:team  4.00 USD / user/month  ")
    assert f"{path.name}:{number}:" in lines[3]
    assert "  = 17.00 USD / user/month (+425.0 %)" in lines
    assert "  over 12 months: 204.00 USD / user/once" in lines


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (
            ("--with", "single-sign-off"),
            "no clause kind is called `single-sign-off`; did you mean `single-sign-on`",
        ),
        (("--from", "temn"), "no plan is called `temn`; did you mean `team`"),
    ],
)
def test_a_slip_of_the_pen_is_an_error_of_usage(run, tmp_path, argv, words):
    path = write_contract(tmp_path / "contract.yaml", pricing=GITHUB)
    ran = run("price", path, *argv)
    assert ran.code == 2
    assert words in ran.err
