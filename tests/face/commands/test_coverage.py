"""`slacheck coverage`: what a contract meets of a framework, in each form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema

from slacheck.face.cli import main
from slacheck.face.commands.schema import schema

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parents[3]
MEETS_ALL = str(ROOT / "rules" / "frameworks" / "minimal.yaml")


def covered(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["coverage", *words, "--today", "2026-11-25"]) == 0
    return capsys.readouterr().out


def rows(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, dict]:
    found = json.loads(covered(capsys, *words, "--format", "json"))
    jsonschema.validate(found, schema("coverage"))
    return {row["id"]: row for one in found["coverage"] for row in one["requirements"]}


def altered(tmp_path: Path, old: str, new: str) -> str:
    text = Path(MEETS_ALL).read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "contract.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return str(path)


class TestRows:
    def test_a_met_requirement_names_the_clause_and_its_line(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """What meets a requirement is named with its status, its place in the signed text and its line."""
        row = rows(capsys, MEETS_ALL, "--framework", "dora")["dora-30-2-f"]
        (clause,) = row["clauses"]
        line = Path(MEETS_ALL).read_text(encoding="utf-8").splitlines()[clause["location"]["line"] - 1]
        assert row["outcome"] == "pass"
        assert "incident-assistance" in line
        assert clause["ref"] in line
        assert row["axes"] == {"presence": "met", "price": "met", "quality": "not-asked"}

    def test_a_gap_says_which_axis_fails(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        """Help whose price nobody fixed is there, and costs more than the text allows."""
        old = "{clause: incident-assistance, ref: Art. 50, attributes: {price: {amount: 95, per: hour}}}"
        path = altered(tmp_path, old, "{clause: incident-assistance, charge: on-request}")
        row = rows(capsys, path, "--framework", "dora")["dora-30-2-f"]
        assert row["outcome"] == "gap"
        assert row["axes"]["price"] == "unmet"

    def test_what_no_rule_can_decide_says_why(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A principle about the customer itself is listed, with the reason, and counted apart."""
        row = rows(capsys, MEETS_ALL, "--framework", "dora")["dora-28-1-a"]
        assert row["outcome"] == "undecidable"
        assert row["says"]

    def test_a_scope_that_is_not_stated_leaves_all_open(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        """While nobody says whether the customer is a financial entity, nothing is met and nothing falls short."""
        path = altered(tmp_path, "    financial-entity: true\n", "")
        found = rows(capsys, path, "--framework", "dora")
        assert {row["outcome"] for row in found.values()} == {"unknown", "undecidable"}

    def test_outside_its_scope_nothing_applies(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        """An ordinary company is no addressee of DORA."""
        path = altered(tmp_path, "financial-entity: true", "financial-entity: false")
        found = rows(capsys, path, "--framework", "dora")
        assert {row["outcome"] for row in found.values()} == {"not-applicable", "undecidable"}


class TestForms:
    def test_text_counts_everything(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The last line of a framework counts each outcome, zeros included."""
        text = covered(capsys, MEETS_ALL, "--framework", "dora")
        assert " 0 gap, 0 unknown, 0 not applicable, 0 broken, " in text

    def test_html_is_a_matrix_by_contract(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Several contracts stand side by side, each with its own table behind it."""
        folder = str(ROOT / "contracts" / "payroll")
        page = covered(capsys, folder, MEETS_ALL, "--framework", "dora", "--format", "html")
        assert page.count('<table class="coverage">') == 4
        assert "3 contracts against 1 framework" in page

    def test_html_escapes_the_contract(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        """A title that is markup stays words."""
        path = altered(
            tmp_path, "title: A contract that meets every framework", "title: <script>alert(1)</script>"
        )
        page = covered(capsys, path, "--framework", "dora", "--format", "html")
        assert "<script>" not in page
        assert "&lt;script&gt;" in page


class TestComplaints:
    def test_a_pack_of_rules_is_no_framework(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Asked for a pack without requirements, it says how to name a framework."""
        assert main(["coverage", MEETS_ALL, "--framework", "baseline"]) == 2
        assert "--framework dora" in capsys.readouterr().err

    def test_an_unreadable_contract_is_never_covered(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        """What cannot be read is shown with its problems, and the exit code says so."""
        path = tmp_path / "bad.yaml"
        path.write_text("apiVersion: slacheck/v1\nkind: Contract\n", encoding="utf-8")
        assert main(["coverage", str(path), "--framework", "dora"]) == 4
        assert "not checked" in capsys.readouterr().out

    def test_an_empty_folder_covers_nothing(self, tmp_path: Path) -> None:
        """No contract, no coverage: the exit code of nothing checked."""
        assert main(["coverage", str(tmp_path), "--framework", "dora"]) == 3
