"""`slacheck baseline` and `check --baseline`: known findings do not count, and nothing becomes known unasked."""

from __future__ import annotations

import json

import pytest

from slacheck.report.formats import FORMATS
from slacheck.report.json_schema import report_schema
from tests.face.conftest import ASKS, BREAKS, FINDS, PASSES, rule, write_contract, write_pack

jsonschema = pytest.importorskip("jsonschema", reason="reports are checked with jsonschema")

DAY = ("--today", "2026-11-22")
WHO = ("--reason", "it is accepted", "--approver", "Jane Doe", "--expires", "2027-06-30", *DAY)
OPTION = rule("silence", "option.id == ''", for_each="option in options()")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    folder = tmp_path / "desk"
    write_contract(folder / "in" / "contract.yaml")
    write_pack(folder / "own", PASSES, FINDS, ASKS)
    (folder / ".git").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def check(run):
    return lambda *more: run(
        "check", "in", "--pack", "own", "--today", "2026-12-24", "--baseline", "known.yaml", *more
    )


@pytest.fixture
def write(run):
    return lambda *more: run("baseline", "write", "in", "--pack", "own", *DAY, "-o", "known.yaml", *more)


def test_what_is_known_does_not_fail(check, write, desk):
    ran = write()
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "slacheck: wrote known.yaml: 2 known findings, 2 new\n"
    ran = check("--strict", "--fail-on", "info")
    assert ran.code == 0
    assert "Known: 2 findings, not counted" in ran.out
    assert "baseline: known.yaml" in ran.out
    assert "2 known, 0 new, 0 fixed" in ran.out


def test_what_is_new_fails_and_is_marked(check, write, desk):
    write()
    write_pack(desk / "own", OPTION)
    ran = check()
    assert ran.code == 1
    assert "silence says no (new)" in ran.out
    assert "2 known, 1 new, 0 fixed" in ran.out


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_shows_what_is_known_new_and_fixed(check, write, desk, form):
    write()
    write_pack(desk / "own", OPTION, {**FINDS, "require": "true"})
    out = check("--format", form).out
    assert all(words in out for words in ("asks", "silence", "2026-11-22"))
    # GitLab finds out by itself what is fixed, and has no place for the name of a baseline.
    assert form == "gitlab" or all(words in out for words in ("finds-a-gap", "known.yaml"))
    assert "new" in out


def test_json_tells_the_state_of_each_finding(check, write, desk):
    write()
    write_pack(desk / "own", OPTION, {**FINDS, "require": "true"}, {**ASKS, "severity": "error"})
    report = json.loads(check("--format", "json").out)
    jsonschema.validate(report, report_schema())
    found = {one["rule"]: one["baseline"] for one in report["contracts"][0]["findings"]}
    assert found == {
        "silence": {"state": "new", "since": None, "was": None},
        "asks": {"state": "known", "since": "2026-11-22", "was": None},
    }
    assert [one["rule"] for one in report["contracts"][0]["fixed"]] == ["finds-a-gap"]
    assert report["summary"]["known"] == 1
    assert report["summary"]["unknown"] == 0


def test_a_check_never_writes(check, write, desk):
    write()
    before = (desk / "known.yaml").read_bytes()
    write_pack(desk / "own", OPTION)
    check()
    assert (desk / "known.yaml").read_bytes() == before


def test_a_baseline_is_not_looked_for(run, write, desk):
    write()
    assert run("check", "in", "--pack", "own", *DAY).code == 1


def test_an_existing_baseline_is_not_replaced_unasked(check, write, desk):
    write()
    write_pack(desk / "own", OPTION)
    before = (desk / "known.yaml").read_bytes()
    ran = write()
    assert ran.code == 2
    assert "is there already" in ran.err
    assert (desk / "known.yaml").read_bytes() == before
    ran = write("--anew", "--today", "2026-12-01")
    assert ran.err == "slacheck: wrote known.yaml: 3 known findings, 1 new\n"
    text = (desk / "known.yaml").read_text()
    assert (text.count("2026-11-22"), text.count("2026-12-01")) == (2, 1)


def test_prune_takes_out_what_is_fixed_and_adds_nothing(run, write, desk):
    write()
    write_pack(desk / "own", OPTION, {**FINDS, "require": "true"})
    ran = run("baseline", "prune", "known.yaml", "in", "--pack", "own", *DAY)
    assert (ran.code, ran.err) == (0, "slacheck: known.yaml: 1 finding taken out, 1 left\n")
    shown = run("baseline", "show", "known.yaml")
    assert shown.out == "c  unknown  asks  contract  since 2026-11-22\n"


def test_prune_leaves_a_file_alone_from_which_nothing_goes(run, write, desk):
    write()
    path = desk / "known.yaml"
    path.write_text(path.read_text() + "# mine\n")
    assert run("baseline", "prune", "known.yaml", "in", "--pack", "own", *DAY).code == 0
    assert path.read_text().endswith("# mine\n")


def test_a_baseline_goes_to_stdout_for_a_dash(run, desk):
    ran = run("baseline", "write", "in", "--pack", "own", *DAY, "-o", "-")
    assert "kind: Baseline" in ran.out
    assert ran.err == ""


def test_what_is_waived_is_not_written(run, write, desk):
    run("waive", "in/contract.yaml", "finds-a-gap", "--pack", "own", *WHO)
    write()
    assert "finds-a-gap" not in (desk / "known.yaml").read_text()


def test_what_is_waived_and_known_is_waived(check, run, write, desk):
    write()
    run("waive", "in/contract.yaml", "finds-a-gap", "--pack", "own", *WHO)
    out = check().out
    assert "1 waived, 1 known" in out
    late = run("check", "in", "--pack", "own", "--baseline", "known.yaml", "--today", "2027-07-01")
    assert late.code == 1
    assert "waiver-expired" in late.out


def test_a_rule_that_breaks_is_never_known(check, write, desk):
    write_pack(desk / "own", BREAKS)
    write()
    assert "breaks" not in (desk / "known.yaml").read_text()
    assert check().code == 6


@pytest.mark.parametrize(
    "text", ["", "findings: [", "apiVersion: slacheck/v1\nkind: Waivers\nwaivers: []\n", "\0"]
)
@pytest.mark.parametrize(
    "argv",
    [
        ("check", "in", "--pack", "own", "--baseline", "known.yaml"),
        ("baseline", "show", "known.yaml"),
        ("baseline", "prune", "known.yaml", "in", "--pack", "own"),
        ("baseline", "write", "in", "--pack", "own", "-o", "known.yaml", "--anew"),
    ],
)
def test_a_malformed_baseline_is_an_error_everywhere(run, desk, text, argv):
    """And it is left as it is."""
    (desk / "known.yaml").write_text(text)
    ran = run(*argv)
    assert (ran.code, ran.out) == (4, "")
    assert "known.yaml" in ran.err
    assert (desk / "known.yaml").read_text() == text


def test_a_baseline_that_is_not_there_is_an_error(check, desk):
    assert check().code == 4


def test_nothing_is_written_while_a_contract_cannot_be_read(write, desk):
    (desk / "in" / "bad.yaml").write_text("apiVersion: slacheck/v1\nkind: Contract\n")
    ran = write()
    assert ran.code == 4
    assert "bad.yaml" in ran.err
    assert not (desk / "known.yaml").exists()


def test_nothing_is_written_where_nothing_was_checked(run, desk):
    (desk / "empty").mkdir()
    assert run("baseline", "write", "empty", "--pack", "own", "-o", "k.yaml").code == 3
    assert run("baseline", "write", "nowhere", "--pack", "own", "-o", "k.yaml").code == 2
    assert not (desk / "k.yaml").exists()


def test_a_baseline_lies_beside_contracts_and_is_none(run, write, desk):
    write()
    (desk / "known.yaml").rename(desk / "in" / "known.yaml")
    assert run("check", "in", "--pack", "own", *DAY).code == 1
