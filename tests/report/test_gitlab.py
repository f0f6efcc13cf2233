"""GitLab's Code Quality report: its members, severities, unique fingerprints."""

from __future__ import annotations

import json

import pytest

from slacheck.report.gitlab import render
from slacheck.rule.model import Outcome, Severity
from tests.report.samples import (
    BROKEN,
    CLEAN,
    CONTRACT,
    FULL,
    GOVERNED,
    PASSED,
    SOLD,
    UNSETTLED,
    hostile,
    report,
)
from tests.report.test_formats import HOSTILE


def entries(run):
    return json.loads(render(run))


def test_an_entry_has_the_members_that_gitlab_reads():
    """A path from the root of the repository, a line, a fingerprint of its own."""
    for entry in entries(FULL):
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert set(entry["location"]) == {"path", "lines"}
        assert entry["location"]["lines"]["begin"] >= 1
        assert not entry["location"]["path"].startswith(("/", "./"))


def test_the_description_says_what_to_do():
    """The remedy of a gap, the questions of what is not settled."""
    by_rule = {entry["check_name"]: entry["description"] for entry in entries(FULL)}
    assert by_rule["baseline-sold-as-option"].endswith("Instead: put it into the base service.")
    assert by_rule["silence-as-waiver"].endswith("Is the customer a financial entity?")


SEVERITIES = [
    (BROKEN, False, "blocker"),
    (SOLD, False, "critical"),
    (SOLD._replace(severity=Severity.WARNING), False, "major"),
    (SOLD._replace(severity=Severity.INFO), False, "minor"),
    (UNSETTLED, False, "major"),
    (UNSETTLED._replace(severity=Severity.WARNING), False, "minor"),
    (UNSETTLED._replace(severity=Severity.INFO), False, "info"),
    (UNSETTLED, True, "critical"),
]


@pytest.mark.parametrize(("finding", "strict", "severity"), SEVERITIES)
def test_what_is_not_settled_is_one_less_than_a_gap(finding, strict, severity):
    """Under `--strict` it is as grave as one."""
    run = report(CONTRACT._replace(findings=(finding,)), strict=strict)
    assert [entry["severity"] for entry in entries(run)] == [severity]


def test_what_is_waived_or_known_is_information():
    """With the reason first; what is wrong with a waiver is as grave as it is, in the file of the waivers."""
    found = {one["description"].partition(".")[0]: one for one in entries(GOVERNED)}
    waived = found[
        "waived until 2027-06-30 by Jane Doe, CISO (RISK-12): The module is ordered; its price is "
        "accepted until the renewal"
    ]
    known = found["known since 2026-01-15, from the baseline"]
    assert waived["severity"] == known["severity"] == "info"
    [expired] = [one for one in entries(GOVERNED) if one["check_name"] == "waiver-expired"]
    assert (expired["severity"], expired["location"]["path"]) == ("critical", "slacheck-waivers.yaml")


def test_what_cannot_be_read_is_a_blocker():
    """A merge request that breaks a contract does not look as if it mended it."""
    found = [entry for entry in entries(FULL) if entry["check_name"] == "unreadable-contract"]
    assert [(one["severity"], one["location"]["lines"]["begin"]) for one in found] == [
        ("blocker", 2),
        ("blocker", 1),
    ]


def test_what_passed_is_no_entry():
    unlisted = PASSED._replace(outcome=Outcome.NOT_APPLICABLE)
    assert render(report(CLEAN._replace(findings=(PASSED, unlisted)))) == "[]\n"


def test_no_two_entries_share_a_fingerprint():
    """Not even of two copies of a contract."""
    run = report(CONTRACT, CONTRACT, CONTRACT._replace(file="copy.yaml"), unreadable=FULL.unreadable * 2)
    prints = [entry["fingerprint"] for entry in entries(run)]
    assert len(prints) == len(set(prints)) == 16


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_texts_stay_inside_their_strings(words):
    for entry in entries(hostile(words)):
        assert "\n" not in entry["description"]
        assert entry["description"].isprintable()
