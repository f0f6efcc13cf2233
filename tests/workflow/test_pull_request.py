"""The story of the founding case as a pull request: a clause of the baseline moves into a paid option."""

from __future__ import annotations

import json

import pytest

from tests.workflow.conftest import process, sell

CONTRACT = "contracts/payroll.yaml"


@pytest.fixture
def slacheck(repository, environment):
    """Run slacheck in the repository."""
    return lambda *words: process(["slacheck", *words], repository, environment)


def test_before_it_all_is_well(slacheck):
    assert slacheck("check", CONTRACT).code == 0
    assert slacheck("diff", f"HEAD:{CONTRACT}", CONTRACT).code == 0


def test_check_fails_at_the_line_of_the_clause(slacheck, repository):
    line = sell(repository)
    ran = slacheck("check", CONTRACT, "--format", "json")
    assert ran.code == 1
    found = json.loads(ran.out)["contracts"][0]["findings"]
    sold = [one for one in found if one["rule"] == "baseline-sold-as-option"]
    assert [(one["subject"], one["location"]["line"]) for one in sold] == [("need-to-know-restriction", line)]


def test_diff_fails_with_both_lines_and_the_price(slacheck, repository):
    line = sell(repository)
    ran = slacheck("diff", f"HEAD:{CONTRACT}", CONTRACT, "--format", "json")
    assert ran.code == 1
    (moved, *_) = json.loads(ran.out)["changes"]
    assert (moved["subject"], moved["verdict"]) == ("clause:need-to-know-restriction", "worse")
    assert (moved["before"], moved["after"]) == ("included", "paid")
    assert [moved[side]["line"] for side in ("old", "new")] == [line, line]
    assert moved["held_after"]["through"] == ["option:discretion"]
    (price,) = moved["held_after"]["surcharge"]["parts"]
    assert price == {"amount": "180.00", "currency": "EUR", "per": "month"}


def test_a_change_for_the_better_passes(slacheck, repository, environment):
    """Taking the clause back out of the option fails nothing."""
    sell(repository)
    assert process(["git", "commit", "-qam", "two"], repository, environment).code == 0
    assert process(["git", "checkout", "-q", "HEAD~1", "--", CONTRACT], repository, environment).code == 0
    ran = slacheck("diff", f"HEAD:{CONTRACT}", CONTRACT)
    assert ran.code == 0
    assert "better" in ran.out
