"""Waivers in force: where they are looked for, from which revision, and what they do to every format and exit code."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from slacheck.report.formats import FORMATS
from slacheck.report.json_schema import report_schema
from tests.face.conftest import ASKS, BREAKS, FINDS, PASSES, rule, write_contract, write_pack

jsonschema = pytest.importorskip("jsonschema", reason="reports are checked with jsonschema")

DAY = ("--today", "2026-11-22")
WHO = ("--reason", "it is accepted", "--approver", "Jane Doe", "--expires", "2027-06-30", *DAY)
SOLD = rule(
    "sold",
    "entitlement(clause).status != 'paid'",
    for_each="clause in taxonomy.clauses",
    when="clause.tier == 'baseline' && applies(clause)",
)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A repository to work in: a contract in a folder, a pack, no waivers yet."""
    folder = tmp_path / "desk"
    write_contract(folder / "in" / "contract.yaml")
    write_pack(folder / "own", PASSES, FINDS, ASKS)
    (folder / ".git").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def check(run):
    return lambda *more: run("check", "in", "--pack", "own", *DAY, *more)


@pytest.fixture
def waive(run):
    return lambda rule="finds-a-gap", *more: run(
        "waive", "in/contract.yaml", rule, "--pack", "own", *WHO, *more
    )


def found(ran):
    return {one["rule"]: one for one in json.loads(ran.out)["contracts"][0]["findings"]}


# -- the exit code


def test_what_is_waived_does_not_fail(check, waive, desk):
    """Only the unknown is left; when that is waived, too, nothing is."""
    assert check().code == 1
    waive()
    assert check().code == 5
    waive("asks")
    assert check().code == 0
    assert check("--strict", "--fail-on", "info").code == 0


def test_a_waiver_ends_with_its_last_day(check, waive, desk, run):
    waive()
    waive("asks")
    argv = ("check", "in", "--pack", "own", "--today")
    assert run(*argv, "2027-06-30").code == 0
    late = run(*argv, "2027-07-01")
    assert late.code == 1
    assert "the waiver of `finds-a-gap contract` by Jane Doe held until 2027-06-30" in late.out


def test_an_expired_waiver_fails_on_its_own_where_its_finding_is_an_unknown(run, waive, desk):
    """`waiver-expired` is as grave as what it leaves open."""
    waive()
    waive("asks")
    late = run("check", "in", "--pack", "own", "--today", "2027-07-01", "--format", "json")
    assert {name: one["severity"] for name, one in found(late).items()}["waiver-expired"] == "error"


def test_a_malformed_waiver_that_belongs_to_nobody_is_a_file_that_cannot_be_read(check, desk):
    (desk / "slacheck-waivers.yaml").write_text("apiVersion: slacheck/v1\nkind: Waivers\nwaivers: [all]\n")
    ran = check()
    assert ran.code == 4
    assert "slacheck-waivers.yaml" in ran.out


@pytest.mark.parametrize("text", ["", "waivers: [", "apiVersion: slacheck/v1\nkind: Lock\n", "\0"])
def test_a_file_that_holds_no_waivers_stops_the_check(check, desk, text):
    (desk / "slacheck-waivers.yaml").write_text(text)
    ran = check()
    assert (ran.code, ran.out) == (4, "")
    assert "slacheck-waivers.yaml" in ran.err


def test_a_rule_that_breaks_cannot_be_waived_away(run, desk):
    write_pack(desk / "own", BREAKS)
    ran = run("waive", "in/contract.yaml", "breaks", "--pack", "own", *WHO)
    assert ran.code == 2
    assert "broken" in ran.err


# -- where they are


def test_the_nearest_file_above_is_in_force(check, waive, desk, monkeypatch, run):
    waive()
    (desk / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(desk / "deep" / "er")
    ran = run("check", "../../in", "--pack", "../../own", *DAY)
    assert ran.code == 5
    assert "../../slacheck-waivers.yaml" in ran.out


def test_a_file_beside_the_contract_is_not_in_force(check, waive, desk):
    """Who sends a contract does not waive its gaps."""
    waive()
    shutil.move("slacheck-waivers.yaml", "in/slacheck-waivers.yaml")
    assert check().code == 1
    assert check("--waivers", "in/slacheck-waivers.yaml").code == 5


def test_a_file_above_the_repository_is_not_in_force(check, waive, desk):
    waive()
    shutil.move("slacheck-waivers.yaml", "../slacheck-waivers.yaml")
    assert check().code == 1


def test_a_file_that_is_named_must_be_there(check, desk):
    ran = check("--waivers", "nowhere.yaml")
    assert ran.code == 4
    assert "nowhere.yaml" in ran.err


def test_a_link_to_nowhere_is_an_error(check, desk):
    (desk / "slacheck-waivers.yaml").symlink_to("nowhere.yaml")
    assert check().code == 4


def test_several_jobs_give_the_same_bytes_as_one(run, desk, waive):
    waive()
    for number in range(6):
        write_contract(desk / "in" / f"c{number}.yaml")
    argv = ("check", "in", "--pack", "own", *DAY, "--format", "json", "--jobs")
    assert run(*argv, 1) == run(*argv, 3)


# -- the formats


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_shows_what_is_waived_by_whom_and_until_when(check, waive, desk, form):
    waive("finds-a-gap", "--ticket", "RISK-12")
    out = check("--format", form).out
    assert all(
        words in out for words in ("finds-a-gap", "Jane Doe", "2027-06-30", "RISK-12", "it is accepted")
    )


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_shows_what_is_wrong_with_a_waiver(run, waive, desk, form):
    waive()
    out = run("check", "in", "--pack", "own", "--today", "2028-01-01", "--format", form).out
    assert "waiver-expired" in out
    assert "slacheck-waivers.yaml" in out


def test_json_tells_the_waiver_and_the_counts(check, waive, desk):
    before = json.loads(check("--format", "json").out)
    waive("finds-a-gap", "--ticket", "RISK-12")
    ran = check("--format", "json")
    report = json.loads(ran.out)
    jsonschema.validate(report, report_schema())
    one = found(ran)["finds-a-gap"]
    assert one["outcome"] == "gap"
    assert one["waiver"] == {
        "rule": "finds-a-gap", "approver": "Jane Doe", "reason": "it is accepted", "ticket": "RISK-12",
        "expires": "2027-06-30", "date": "2026-11-22",
    }  # fmt: skip
    assert report["summary"]["waived"] == report["contracts"][0]["summary"]["waived"] == 1
    assert report["summary"]["gap"] == before["summary"]["gap"] - 1
    assert report["waivers"]["file"] == "slacheck-waivers.yaml"
    assert before["waivers"] is None


def test_the_last_line_counts_what_is_waived(check, waive, desk):
    waive()
    assert "0 gaps, 1 unknown, 1 passed, 0 not applicable, 0 broken, 1 waived" in check().out


# -- from another revision


@pytest.fixture
def git(desk):
    """The same as a real repository, with what is there committed."""
    if shutil.which("git") is None:
        pytest.skip("no git here")
    shutil.rmtree(desk / ".git")

    def go(*words):
        own = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *own, *words], cwd=desk, check=True, capture_output=True)

    go("init", "-q", "-b", "main")
    go("add", "-A")
    go("commit", "-qm", "first")
    return go


def test_waivers_of_the_working_tree_are_only_proposed(check, waive, git):
    """A change cannot waive itself: until they are approved they are told, and waive nothing."""
    waive()
    ran = check("--waivers-from", "main", "--format", "json")
    assert ran.code == 1
    assert found(ran)["finds-a-gap"]["waiver"] is None
    one = found(ran)["waiver-not-approved"]
    assert (one["severity"], one["location"]["file"]) == ("info", "slacheck-waivers.yaml")
    assert "`main` holds no slacheck-waivers.yaml" in ran.err


def test_waivers_of_the_revision_are_in_force(check, waive, git, desk):
    waive()
    git("add", "-A")
    git("commit", "-qm", "waived")
    waive("asks")
    ran = check("--waivers-from", "HEAD", "--format", "json")
    assert ran.code == 5
    assert found(ran)["finds-a-gap"]["waiver"] is not None
    assert found(ran)["waiver-not-approved"]["message"].startswith("the waiver of `asks contract`")
    (desk / "slacheck-waivers.yaml").unlink()
    assert check("--waivers-from", "HEAD").code == 5
    assert "HEAD:slacheck-waivers.yaml" in check("--waivers-from", "HEAD").out


def test_a_change_of_an_approved_waiver_is_not_in_force(check, waive, git, desk):
    """Longer, for another reason: it is another waiver."""
    waive()
    git("add", "-A")
    git("commit", "-qm", "waived")
    path = desk / "slacheck-waivers.yaml"
    path.write_text(path.read_text().replace("2027-06-30", "2027-11-01"))
    ran = check("--waivers-from", "HEAD", "--format", "json")
    assert found(ran)["finds-a-gap"]["waiver"]["expires"] == "2027-06-30"
    assert "waiver-not-approved" in found(ran)


def test_a_file_that_is_named_is_taken_from_the_revision(check, waive, git, desk, monkeypatch):
    waive("finds-a-gap", "--waivers", "in/w.yaml")
    ran = check("--waivers", "in/w.yaml", "--waivers-from", "main")
    assert ran.code == 2
    assert "`main` holds no file `in/w.yaml`" in ran.err
    git("add", "-A")
    git("commit", "-qm", "waived")
    assert check("--waivers", "in/w.yaml", "--waivers-from", "main").code == 5


@pytest.mark.parametrize(
    "name", ["no-such-branch", "--output=x", "-p", "", "HEAD:in", "a b", "HEAD\n", "main^{tree}"]
)
def test_a_revision_that_is_not_there_stops_the_check(check, git, name):
    ran = check(f"--waivers-from={name}")
    assert (ran.code, ran.out) == (2, "")
    assert "no revision is called" in ran.err


def test_without_a_repository_there_is_no_revision(check, desk):
    """The folder `.git` alone makes none."""
    ran = check("--waivers-from", "main")
    assert (ran.code, ran.out) == (2, "")
    assert "in no git repository" in ran.err


def test_without_git_there_is_no_revision(check, desk, monkeypatch):
    monkeypatch.setenv("PATH", str(desk))
    ran = check("--waivers-from", "main")
    assert ran.code == 2
    assert "git is not installed" in ran.err


def test_a_committed_file_is_read_as_it_is(check, git, desk):
    """No filter of the repository is run on it."""
    (desk / ".gitattributes").write_text("*.yaml filter=evil diff=evil\n")
    git("config", "filter.evil.smudge", "touch ran; cat")
    git("config", "diff.evil.textconv", "touch ran; cat")
    (desk / "slacheck-waivers.yaml").write_text("apiVersion: slacheck/v1\nkind: Waivers\nwaivers: []\n")
    git("add", "-A")
    git("commit", "-qm", "x")
    assert check("--waivers-from", "HEAD").code == 1
    assert not (desk / "ran").exists()


def test_the_longest_time_is_the_house_s(check, waive, desk):
    waive()
    assert check("--longest-waiver", "P1M").code == 1
    assert check("--longest-waiver", "a year").code == 2


def test_a_clause_that_is_sold_is_waived_by_its_name(run, desk):
    """And with its price changed the waiver is void."""
    write_pack(desk / "two", SOLD)
    argv = ("waive", "in/contract.yaml", "sold", "single-sign-on", "--pack", "two", *WHO)
    assert run(*argv).code == 0
    assert run("check", "in", "--pack", "two", *DAY).code == 0
    path = desk / "in" / "contract.yaml"
    path.write_text(path.read_text().replace('"amount": 5', '"amount": 50'))
    ran = run("check", "in", "--pack", "two", *DAY)
    assert ran.code == 1
    assert "the words have changed since Jane Doe waived `sold single-sign-on`" in ran.out
