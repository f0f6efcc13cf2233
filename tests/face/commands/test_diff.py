"""`slacheck diff`: exit codes, places, forms, versions that git keeps, and files that want to do harm."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest

from slacheck.face.commands.schema import schema

ROOT = Path(__file__).resolve().parents[3]
AGREED = (ROOT / "contracts" / "payroll" / "agreed.yaml").read_text(encoding="utf-8")
HELD = "  - {clause: multi-factor-authentication, ref: Art. 8.1, attributes: {administrators: true, all_users: true}}\n"
SOLD = """\
    - id: second-factor
      name: Sécurité+
      price: {amount: 2, per: user/month}
      delivers: [multi-factor-authentication]
"""


@pytest.fixture
def versions(tmp_path, monkeypatch):
    """Writes the agreed payroll contract and another version of it, and gives both names."""
    monkeypatch.chdir(tmp_path)

    def write(text=AGREED, old=AGREED):
        Path("old.yaml").write_text(old, encoding="utf-8")
        Path("new.yaml").write_text(text, encoding="utf-8")
        return "old.yaml", "new.yaml"

    return write


def moved():
    """The agreed contract with a clause of the baseline taken out and sold as an option."""
    start = AGREED.index("  - {clause: multi-factor-authentication")
    end = AGREED.index("\n", start) + 1
    text = AGREED[:start] + AGREED[end:]
    options = text.index("  options:\n") + len("  options:\n")
    return text[:options] + SOLD + text[options:]


def line_of(text, words):
    return next(number for number, line in enumerate(text.split("\n"), 1) if words in line)


def as_json(ran):
    found = json.loads(ran.out)
    jsonschema.Draft202012Validator(schema("diff")).validate(found)
    return found


def test_the_schema_is_a_schema(run):
    jsonschema.Draft202012Validator.check_schema(schema("diff"))
    assert json.loads(run("schema", "diff").out) == schema("diff")


def test_a_pull_request_that_sells_the_baseline_fails(run, versions):
    """`diff` and `check` both exit with 1, and both point at the new option."""
    names = versions(moved())
    ran = run("diff", *names, "--format", "json")
    assert ran.code == 1
    change = as_json(ran)["changes"][0]
    assert (change["verdict"], change["subject"]) == ("worse", "clause:multi-factor-authentication")
    assert (change["before"], change["after"]) == ("included", "paid")
    assert change["held_after"]["surcharge"]["parts"] == [
        {"amount": "2.00", "currency": "EUR", "per": "user/month"}
    ]
    line = line_of(moved(), "id: second-factor")
    assert (change["new"]["line"], change["new"]["path"]) == (line, "/pricing/options/0")
    assert change["old"]["line"] == line_of(AGREED, "clause: multi-factor-authentication")

    checked = run("check", "new.yaml", "--pack", "baseline", "--format", "json", "--today", "2026-01-10")
    findings = json.loads(checked.out)["contracts"][0]["findings"]
    sold = [one for one in findings if one["rule"] == "baseline-sold-as-option"]
    assert checked.code == 1
    assert [one["location"]["line"] for one in sold] == [line]


def test_the_words_of_both_versions_stand_over_carets(run, versions):
    out = run("diff", *versions(moved())).out
    assert "moved from the base service into option “Sécurité+”, + 2.00 EUR / user/month" in out
    number = line_of(moved(), "id: second-factor")
    assert f"    now new.yaml:{number}:7\n" in out
    assert "^" * len("id: second-factor") in out


@pytest.mark.parametrize(
    ("old", "new", "options", "code"),
    [
        (AGREED, AGREED, (), 0),
        (AGREED, moved(), (), 1),
        (AGREED, moved(), ("--fail-on", "never"), 0),
        (moved(), AGREED, (), 0),
        (AGREED, AGREED.replace("Art. 8.1", "Art. 8.2"), ("--all",), 0),
    ],
)
def test_only_what_got_worse_fails(run, versions, old, new, options, code):
    assert run("diff", *versions(new, old), *options).code == code


def test_other_words_are_counted_and_listed_when_asked_for(run, versions):
    names = versions(AGREED.replace("ref: Art. 8.1,", "ref: Art. 80,"))
    many = AGREED.count("ref: Art. 8.1,")
    plain = run("diff", *names)
    assert plain.out.endswith(f"0 worse, 0 incomparable, 0 better, {many} reworded with the same meaning\n")
    assert "Art. 80" not in plain.out
    assert "Art. 8.1 → Art. 80" in run("diff", *names, "--all").out
    assert len(as_json(run("diff", *names, "--all", "--format", "json"))["reworded"]) == many > 0


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_the_same_files_give_the_same_bytes(run, versions, form):
    names = versions(moved())
    first = run("diff", *names, "--format", form)
    assert first.err == ""
    assert first == run("diff", *names, "--format", form)


def test_names_are_in_the_language_that_is_asked_for(run, versions):
    out = run("diff", *versions(moved()), "--lang", "fr", "--format", "markdown").out
    assert "Authentification multifacteur" in out


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_its_own_words_are_in_the_language_that_is_asked_for(run, versions, form):
    ran = run("diff", *versions(moved()), "--lang", "de", "--format", form)
    assert ran.code == 1
    assert "chlechter für den Kunden" in ran.out
    assert "for the buyer" not in ran.out


def test_a_file_is_written_whole(run, versions):
    ran = run("diff", *versions(moved()), "-o", "out.html", "--format", "html")
    assert (ran.code, ran.out) == (1, "")
    assert Path("out.html").read_text(encoding="utf-8").endswith("</html>\n")


def test_nothing_in_a_contract_runs_on_a_page(run, versions):
    """Its words are escaped, and what turns the writing direction is shown."""
    evil = moved().replace("Sécurité+", "'<script>alert(1)</script>\u202e'")
    page = run("diff", *versions(evil), "--format", "html").out
    assert "<script" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;" in page
    text = run("diff", *versions(evil), "--format", "markdown").out
    assert "\\<script\\>" in text
    assert "<script" not in text.replace("\\<script", "")


def test_an_escape_sequence_does_not_reach_the_terminal(run, versions):
    evil = moved().replace("Sécurité+", '"\\e[31mred"')
    assert "\x1b" not in run("diff", *versions(evil)).out


# -- what cannot be read -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["", "- a\n- list\n", "apiVersion: slacheck/v1\nkind: Contract\n", f"{AGREED}---\n{AGREED}", "\0"],
    ids=["empty", "a list", "half", "two contracts", "binary"],
)
def test_what_is_no_contract_is_unreadable(run, versions, text):
    """Exit code 4, with a reason and without a word on stdout."""
    ran = run("diff", *versions(text))
    assert (ran.code, ran.out) == (4, "")
    assert "new.yaml:" in ran.err


def test_both_files_are_complained_about_at_once(run, versions):
    ran = run("diff", *versions("a: 1\n", old="b: 2\n"))
    assert ran.code == 4
    assert "old.yaml:" in ran.err
    assert "new.yaml:" in ran.err


@pytest.mark.parametrize("name", ["missing.yaml", "-rf:x", ":x", "HEAD:", "a" * 5000])
def test_a_name_of_nothing_is_an_error_of_usage(run, versions, name):
    ran = run("diff", "--", name, versions()[1])
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize("words", [(), ("one.yaml",), ("a", "b", "--fail-on", "better")])
def test_a_wrong_command_line(run, words):
    assert run("diff", *words).code == 2


# -- versions that git keeps ---------------------------------------------------------------------


@pytest.fixture
def repository(versions):
    """A repository with the agreed contract committed and another version in the working tree."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    versions(moved())

    def git(*words):
        who = ("-c", "user.name=t", "-c", "user.email=t@t.example", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *words], check=True, capture_output=True)

    git("init", "-q")
    Path("new.yaml").replace("kept.yaml")
    Path("old.yaml").replace("contract.yaml")
    git("add", "contract.yaml")
    git("commit", "-qm", "c")
    Path("kept.yaml").replace("contract.yaml")


def test_a_version_may_come_from_git(run, repository):
    ran = run("diff", "HEAD:contract.yaml", "contract.yaml", "--format", "json")
    found = as_json(ran)
    assert ran.code == 1
    assert found["old"]["file"] == "HEAD:contract.yaml"
    assert found["changes"][0]["old"]["file"] == "HEAD:contract.yaml"


@pytest.mark.parametrize("name", ["HEAD:other.yaml", "nowhere:contract.yaml", "HEAD:../../etc/passwd"])
def test_what_git_does_not_know_is_unreadable(run, repository, name):
    ran = run("diff", name, "contract.yaml")
    assert (ran.code, ran.out) == (4, "")
    assert "cannot be read from git" in ran.err
