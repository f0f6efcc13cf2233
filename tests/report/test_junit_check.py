"""A check as JUnit XML: what fails, what is skipped, what is an error, and that nothing unchecked is green."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from slacheck.audit.model import Passed
from slacheck.report.junit_check import render
from slacheck.rule.model import Outcome
from tests.report.samples import CLEAN, CONTRACT, EMPTY, FULL, GOVERNED, PASSED, SINGLE, hostile, report
from tests.report.test_formats import HOSTILE


def suites(run):
    return {suite.get("name"): suite for suite in ET.fromstring(render(run).encode("utf-8"))}


def kinds(suite):
    """What became of each case."""
    return {case.get("name"): case[0].tag if len(case) else "passed" for case in suite}


def test_a_contract_is_a_suite_and_a_rule_on_a_subject_a_case():
    """A gap fails, what is not settled is skipped, a rule that broke is an error."""
    assert kinds(suites(FULL)["payroll (contracts/payroll.yaml)"]) == {
        "house-rule: contract": "error",
        "baseline-sold-as-option: role-based-access-control": "failure",
        "baseline-absent: escalation-path": "failure",
        "silence-as-waiver: access-log": "skipped",
        "what passed": "system-out",
    }


def test_the_questions_are_the_reason_of_a_skip():
    [skipped] = suites(SINGLE)["payroll (contracts/payroll.yaml)"].iter("skipped")
    assert skipped.get("message").endswith(
        "refusal. What does silence on the offer mean? Is the customer a financial entity?"
    )


def test_what_is_not_settled_fails_under_strict():
    suite = suites(SINGLE._replace(strict=True))["payroll (contracts/payroll.yaml)"]
    assert kinds(suite)["silence-as-waiver: access-log"] == "failure"
    assert "question: Is the customer a financial entity?" in suite[3][0].text


def test_a_failure_quotes_the_place_and_says_what_to_do():
    [sold, _] = suites(SINGLE)["payroll (contracts/payroll.yaml)"].iter("failure")
    lines = sold.text.splitlines()
    assert lines[0] == "contracts/payroll.yaml:13:7"
    assert "13 |     - id: access-module" in lines
    assert "anchor: GDPR Art. 32(1) (binding)" in lines
    assert "instead: put it into the base service" in lines


def test_what_passed_is_named_where_the_report_has_the_names():
    passed = (Passed("baseline-absent", ("encryption", "audit-logging")), Passed("whole", ("contract",)))
    assert kinds(suites(report(CLEAN._replace(passed=passed)))["payroll-agreed (contracts/agreed.yaml)"]) == {
        "baseline-absent: encryption": "passed",
        "baseline-absent: audit-logging": "passed",
        "whole: contract": "passed",
    }


def test_what_the_report_lists_is_a_case():
    """A pass passes, and what does not apply is skipped."""
    aside = PASSED._replace(rule="aside", outcome=Outcome.NOT_APPLICABLE)
    [suite] = suites(report(CLEAN._replace(findings=(PASSED, aside)))).values()
    assert list(kinds(suite).values()) == ["passed", "skipped"]


def test_what_is_waived_or_known_is_skipped_with_the_reason():
    """Even under `--strict`; what is wrong with a waiver fails."""
    suite = suites(GOVERNED._replace(strict=True))["payroll (contracts/payroll.yaml)"]
    tags = kinds(suite)
    assert tags["waiver-expired: contract"] == "failure"
    assert tags["baseline-absent: escalation-path"] == "failure"
    assert (
        tags["baseline-absent: kind-0"]
        == tags["baseline-sold-as-option: role-based-access-control"]
        == "skipped"
    )
    said = [case.get("message") for case in suite.iter("skipped")]
    assert said[0].startswith("waived until 2027-06-30 by Jane Doe, CISO (RISK-12): The module is ordered")
    assert said[1].startswith("known since 2026-01-15, from the baseline (Kind 0")


def test_a_file_that_cannot_be_read_is_an_error_with_every_problem():
    [case] = suites(FULL)["contracts/bad.yaml"]
    assert [error.get("message") for error in case] == [
        "the key `kind` stands here for the second time",
        "the file cannot be opened",
    ]
    assert (case.get("file"), case.get("line")) == ("contracts/bad.yaml", "2")


def test_nothing_checked_is_no_green():
    """Neither a run without contracts, nor a contract to which no rule applied."""
    assert kinds(suites(EMPTY)["slacheck"]) == {"a contract is found": "error"}
    idle = CLEAN._replace(counts={Outcome.NOT_APPLICABLE: 9})
    [suite] = suites(report(idle)).values()
    assert kinds(suite) == {"the contract is checked": "error"}


def test_the_counts_are_those_of_the_cases():
    root = ET.fromstring(render(FULL).encode("utf-8"))
    for part in (root, *root):
        cases = list(part.iter("testcase"))
        for tag, count in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert part.get(count) == str(sum(case.find(tag) is not None for case in cases))
        assert part.get("tests") == str(len(cases))


def test_files_are_named_from_the_working_folder():
    run = report(CONTRACT, root="/work/contracts")
    run = run._replace(contracts=(CONTRACT._replace(file="/work/contracts/a.yaml"),))
    assert list(suites(run)) == ["payroll (a.yaml)"]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_texts_stay_xml(words):
    """Markup, ends of CDATA, signs that XML cannot hold."""
    root = ET.fromstring(render(hostile(words)).encode("utf-8"))
    assert [len(suite) for suite in root] == [1, 6, 6, 1]
    assert [case[0].tag for case in root[1]] == [
        "failure",
        "skipped",
        "skipped",
        "skipped",
        *["system-out"] * 2,
    ]
