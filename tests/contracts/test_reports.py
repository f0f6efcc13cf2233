"""What `slacheck check` says of the sample contracts: gaps in what is offered, none in what is agreed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from slacheck.face.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STORIES = ("payroll", "hosting", "it-outsourcing", "web-agency", "photo-printing")
SAMPLES = (*(f"{story}/{side}" for story in STORIES for side in ("offered", "agreed")), "common-paper/sla")
FINE = {"baseline": {"included"}, "baseline-ex-ante": {"included", "qualified"}}
"""The statuses that need no finding; a duty that may have a fixed price may be qualified by it."""


@pytest.fixture
def check(checkout: Path, tmp_path: Path) -> Callable[[str], tuple[int, dict[str, Any]]]:
    """Checks a sample by its name; gives the exit code and what the JSON report says of it."""

    def run(name: str) -> tuple[int, dict[str, Any]]:
        sample, output = str(checkout / "contracts" / f"{name}.yaml"), tmp_path / "report.json"
        code = main(["check", sample, "--today", "2026-06-01", "--format", "json", "--output", str(output)])
        return code, json.loads(output.read_text(encoding="utf-8"))["contracts"][0]

    return run


@pytest.mark.parametrize("story", STORIES)
def test_what_is_offered_has_gaps(check: Callable[[str], tuple[int, dict[str, Any]]], story: str) -> None:
    """The exit code is 1."""
    code, report = check(f"{story}/offered")
    assert code == 1
    assert report["summary"]["broken"] == 0


@pytest.mark.parametrize("story", STORIES)
def test_what_is_agreed_has_none(check: Callable[[str], tuple[int, dict[str, Any]]], story: str) -> None:
    """The exit code is 0, and no question is left at error level."""
    code, report = check(f"{story}/agreed")
    assert code == 0
    assert [finding["rule"] for finding in report["findings"] if finding["severity"] == "error"] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_no_baseline_clause_that_a_purchase_may_lack_goes_unreported(
    check: Callable[[str], tuple[int, dict[str, Any]]], name: str
) -> None:
    """Whatever applies and is not simply included has a finding of its own: no status slips between two rules."""
    _, report = check(name)
    told = {finding["clause"] for finding in report["findings"]}
    rows = [row for row in report["clauses"] if row["tier"] in FINE and row["applies"] is not False]
    lacking = [row["clause"] for row in rows if row["status"] not in FINE[row["tier"]]]
    assert [clause for clause in lacking if clause not in told] == []


def test_the_payroll_gaps_stand_where_their_words_stand(
    check: Callable[[str], tuple[int, dict[str, Any]]], checkout: Path
) -> None:
    """The lines of the report name the option or the clause at fault."""
    _, report = check("payroll/offered")
    lines = (checkout / "contracts" / "payroll" / "offered.yaml").read_text(encoding="utf-8").splitlines()
    sold = [finding for finding in report["findings"] if finding["rule"] == "baseline-sold-as-option"]
    assert {finding["clause"] for finding in sold} == {
        "need-to-know-restriction",
        "role-based-access-control",
        "audit-logging",
    }
    for finding in sold:
        line = lines[finding["location"]["line"] - 1]
        assert finding["clause"] in line or line.strip() in ("- id: access-module", "- id: access-log")
