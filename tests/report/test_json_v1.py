"""The JSON report: its published shape, exact money, nulls for what nobody states."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from slacheck.report.json_schema import report_schema
from slacheck.report.json_v1 import render
from slacheck.rule.model import Outcome
from tests.report.samples import (
    CLEAN,
    CONTRACT,
    EMPTY,
    FULL,
    GOVERNED,
    HELD,
    LOG,
    MODULE,
    PASSED,
    SINGLE,
    hostile,
    monthly,
    once,
    report,
    row,
)
from tests.report.test_formats import HOSTILE

VALIDATOR = Draft202012Validator(report_schema())


def loaded(run):
    """A report as a script reads it; a key that stands twice is refused."""

    def unique(pairs):
        assert len(pairs) == len(dict(pairs))
        return dict(pairs)

    return json.loads(render(run), object_pairs_hook=unique)


def clause(name, run=SINGLE):
    [found] = [one for one in loaded(run)["contracts"][0]["clauses"] if one["clause"] == name]
    return found


def costing(cost):
    """The surcharge of a clause that costs so much."""
    contract = CONTRACT._replace(clauses=(row("encryption", CONTRACT.clauses[1].status, surcharge=cost),))
    run = report(contract)
    VALIDATOR.validate(loaded(run))
    return clause("encryption", run)["surcharge"]


def test_the_schema_is_a_schema():
    """What is published is valid JSON Schema of the draft that it names."""
    Draft202012Validator.check_schema(report_schema())


@pytest.mark.parametrize(
    "run",
    [FULL, SINGLE, EMPTY, GOVERNED, report(CLEAN), *map(hostile, HOSTILE)],
    ids=lambda run: str(len(run.contracts)),
)
def test_keeps_to_the_schema(run):
    """Each report fits the published shape, hostile texts included."""
    VALIDATOR.validate(loaded(run))


def test_the_schema_is_strict():
    """A member that the schema does not name, or a missing one, is refused."""
    good = loaded(FULL)
    finding = good["contracts"][0]["findings"][1]
    finding["extra"] = 1
    assert not VALIDATOR.is_valid(good)
    del finding["extra"], finding["waiver"]
    assert not VALIDATOR.is_valid(good)


@pytest.mark.parametrize("words", HOSTILE)
def test_passes_texts_on_unchanged(words):
    """Whatever a contract says arrives as it was."""
    contract = loaded(hostile(words))["contracts"][0]
    assert contract["title"] == words
    assert contract["findings"][0]["message"] == words
    assert contract["findings"][0]["evidence"][0]["says"] == words


def test_opens_with_the_fields_that_scripts_rely_on():
    """The design's fields come first and in its order; additions follow."""
    found = loaded(FULL)
    assert list(found)[:5] == ["schema", "tool", "today", "packs", "contracts"]
    assert list(found["packs"][0])[:3] == ["id", "version", "sha256"]
    contract = found["contracts"][0]
    assert list(contract)[:7] == ["id", "file", "sha256", "clauses", "baseline", "findings", "summary"]
    assert list(contract["clauses"][0])[:8] == [
        "clause",
        "tier",
        "applies",
        "status",
        "through",
        "surcharge",
        "witness_without",
        "witness_with",
    ]
    assert list(contract["findings"][0])[:14] == [
        "rule",
        "pack",
        "clause",
        "outcome",
        "severity",
        "legal_status",
        "message",
        "remedy",
        "references",
        "fingerprint",
        "missing_facts",
        "waiver",
        "location",
        "evidence",
    ]


def test_says_what_a_clause_costs_and_who_lacks_it():
    """A paid clause names the option, the exact surcharge and both witnesses."""
    found = clause("role-based-access-control")
    assert found["status"] == "paid"
    assert found["through"] == ["option:access-module"]
    assert found["surcharge"] == {"amount": "180.00", "currency": "EUR", "per": "month"}
    assert found["surcharge_over_term"] == {"amount": "6480.00", "currency": "EUR", "per": "once"}
    assert found["witness_without"] == {"plan": None, "options": []}
    assert found["witness_with"] == {"plan": None, "options": list(MODULE.options)}


def test_an_unstated_price_has_no_figure():
    """Beside a price that nobody states the figure is null, and what is known stands in parts."""
    assert costing(monthly(180, LOG)) == {
        "amount": None,
        "currency": None,
        "per": None,
        "parts": [{"amount": "180.00", "currency": "EUR", "per": "month"}],
        "unstated": [LOG],
    }


def test_sums_for_different_things_are_never_added_up():
    """A monthly and a single payment stay two parts."""
    found = costing(monthly(10) + once(500))
    assert found["amount"] is None
    assert [one["per"] for one in found["parts"]] == ["once", "month"]


def test_nothing_is_a_figure_too():
    """A clause at no added price costs 0.00, one that cannot be had has no surcharge at all."""
    assert costing(monthly(0)) == {"amount": "0.00", "currency": "EUR", "per": "month"}
    assert clause("escalation-path")["surcharge"] is None


def test_what_the_contract_does_not_settle_is_null():
    """`applies` is null where a fact is missing, and the reason is given."""
    found = clause("regulator-cooperation")
    assert found["applies"] is None
    assert found["reason"] == "its words settle nothing"
    assert clause("single-sign-on")["applies"] is False


def test_names_the_facts_that_are_missing():
    """An unknown finding points to where the answers belong; the questions stand once in the contract."""
    contract = loaded(SINGLE)["contracts"][0]
    [unsettled] = [one for one in contract["findings"] if one["outcome"] == "unknown"]
    assert unsettled["missing_facts"] == ["/pricing/options/1/consent", "/service/facts/financial-entity"]
    assert [one["rules"] for one in contract["questions"]] == [["silence-as-waiver"]] * 2


def test_a_place_names_its_words():
    """Line and column count from 1, and the end is just behind the last character."""
    place = loaded(SINGLE)["contracts"][0]["findings"][1]["location"]
    assert place == {
        "file": "contracts/payroll.yaml",
        "line": 13,
        "column": 7,
        "end_line": 13,
        "end_column": 24,
        "path": "/pricing/options/0",
    }


def test_the_baseline_that_can_be_had_has_a_price():
    """The cheapest compliant purchase comes with its price and the difference; else both are null."""
    baseline = loaded(report(CONTRACT._replace(baseline=HELD)))["contracts"][0]["baseline"]
    assert baseline["cheapest_compliant"]["price"]["amount"] == "2280.00"
    assert baseline["surcharge"]["amount"] == "180.00"
    baseline = loaded(SINGLE)["contracts"][0]["baseline"]
    assert baseline["cheapest_compliant"] is baseline["surcharge"] is None
    assert baseline["lacking"] == ["escalation-path"]


def test_counts_every_outcome():
    """Contract and run are counted, and a file that cannot be read is neither passed nor failed."""
    found = loaded(FULL)
    assert found["contracts"][0]["summary"] == {
        "pass": 41,
        "gap": 2,
        "unknown": 1,
        "not_applicable": 9,
        "broken": 1,
        "waived": 0,
        "known": 0,
    }
    assert found["summary"]["contracts"] == 2
    assert found["summary"]["unreadable"] == 1
    assert found["unreadable"][0]["problems"][0]["related"][0]["location"]["line"] == 1
    assert found["unreadable"][0]["problems"][1]["location"] is None


def test_lists_what_passed_when_it_is_in_the_report():
    """A finding that passed is written like any other."""
    run = report(CONTRACT._replace(findings=(PASSED,)))
    assert loaded(run)["contracts"][0]["findings"][0]["outcome"] == Outcome.PASS.value
    VALIDATOR.validate(loaded(run))


def test_one_contract_stands_on_one_line():
    """A line of the file is a contract, so that two reports can be compared with common tools."""
    lines = render(FULL).splitlines()
    assert [json.loads(line.rstrip(","))["id"] for line in lines[1:-1]] == ["payroll", "payroll-agreed"]
