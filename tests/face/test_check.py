"""`slacheck check`: where the report goes, what it is checked by, and what a script sees."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from slacheck.face.cli import main
from slacheck.report.formats import FORMATS
from tests.face.conftest import ASKS, BREAKS, FINDS, IDLE, PASSES, rule, write_contract

DATED = rule("too-late", "today() < date('2027-01-12')")


def test_data_go_to_stdout_and_notes_to_stderr(run, pack, tmp_path):
    """A JSON report is nothing but JSON, whatever else is said."""
    write_contract(tmp_path / "in" / "a.yaml")
    (tmp_path / "in" / "other.yaml").write_text("kind: Deployment\n")
    ran = run("check", tmp_path / "in", "--format", "json", "--pack", pack(FINDS))
    assert json.loads(ran.out)["schema"] == "slacheck.report/v1"
    assert "1 file in the folders hold no contract" in ran.err


@pytest.mark.parametrize("form", list(FORMATS))
def test_the_same_input_gives_the_same_bytes(run, pack, good, form):
    argv = ("check", good, "--format", form, "--today", "2026-11-22", "--pack", pack(FINDS, ASKS, PASSES))
    first = run(*argv)
    assert first == run(*argv)
    assert FORMATS[form].binary or first.out.endswith("\n")


@pytest.mark.parametrize("form", list(FORMATS))
def test_each_format_names_the_finding(run, pack, good, form):
    assert "finds-a-gap says no" in run("check", good, "--format", form, "--pack", pack(FINDS)).out


def test_several_jobs_give_the_same_bytes_as_one(run, pack, tmp_path):
    """Order and content do not depend on who was ready first."""
    for number in range(8):
        write_contract(tmp_path / "in" / f"c{number}.yaml", metadata={
            "id": f"c{number}", "title": "C", "status": "offered",
        })  # fmt: skip
    (tmp_path / "in" / "c9.yaml").write_text("kind: Contract\n")
    argv = ("check", tmp_path / "in", "--format", "json", "--today", "2026-11-22", "--pack", pack(FINDS))
    one, two = run(*argv, "--jobs", 1), run(*argv, "--jobs", 2)
    assert one == two
    assert one.code == 4
    assert [each["id"] for each in json.loads(one.out)["contracts"]] == [f"c{n}" for n in range(8)]


def test_a_file_that_is_named_twice_is_checked_once(run, pack, good):
    ran = run("check", good, good, good.parent / ".." / good.parent.name / good.name, "--format", "json",
              "--pack", pack(FINDS))  # fmt: skip
    assert len(json.loads(ran.out)["contracts"]) == 1


def test_the_day_is_the_one_that_is_given(run, pack, good):
    own = pack(DATED)
    assert run("check", good, "--today", "2027-01-11", "--pack", own).code == 0
    late = run("check", good, "--today", "2027-01-12", "--pack", own)
    assert late.code == 1
    assert "2027-01-12" in late.out


def test_messages_come_in_the_language_asked_for(run, pack, good):
    """In English where a rule has no words in that language."""
    own = pack(FINDS)
    assert "finds-a-gap dit non" in run("check", good, "--lang", "fr", "--pack", own).out
    assert "finds-a-gap says no" in run("check", good, "--lang", "nl", "--pack", own).out


def test_all_lists_what_passed_and_what_does_not_apply(run, pack, good):
    own = pack(PASSES, IDLE, FINDS)
    short = json.loads(run("check", good, "--format", "json", "--pack", own).out)["contracts"][0]
    whole = json.loads(run("check", good, "--all", "--format", "json", "--pack", own).out)["contracts"][0]
    assert [one["rule"] for one in short["findings"]] == ["finds-a-gap"]
    assert {one["rule"]: one["outcome"] for one in whole["findings"]} == {
        "finds-a-gap": "gap", "passes": "pass", "never-applies": "not-applicable",
    }  # fmt: skip
    assert short["summary"] == whole["summary"]


def test_the_last_line_counts_everything(run, pack, good):
    out = run("check", good, "--pack", pack(PASSES, IDLE, FINDS, ASKS, BREAKS)).out
    tail = " ".join(out[-400:].split())
    for count in ("1 gap", "1 unknown", "1 passed", "1 not applicable", "1 broken"):
        assert count in tail


def test_a_rule_that_applied_to_nothing_is_named(run, pack, good):
    """In the run as a whole, not for each contract."""
    out = run("check", good, "--pack", pack(PASSES, IDLE)).out
    assert "never-applies" in out
    assert "passes" not in out.replace("passed", "")


# -- output ----------------------------------------------------------------------------------------


def test_a_report_goes_whole_to_the_file_that_is_named(run, pack, good, tmp_path):
    target = tmp_path / "report.json"
    target.write_text("old")
    ran = run("check", good, "--format", "json", "--output", target, "--pack", pack(FINDS))
    assert ran.code == 1
    assert ran.out == ""
    assert json.loads(target.read_text())["schema"] == "slacheck.report/v1"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".report")] == []


def test_a_new_report_may_be_read_by_whom_the_umask_lets(run, pack, good, tmp_path):
    """A draft is private; the finished file is like any other."""
    mask = os.umask(0o022)
    try:
        run("check", good, "--output", tmp_path / "report.txt", "--pack", pack(PASSES))
    finally:
        os.umask(mask)
    assert (tmp_path / "report.txt").stat().st_mode & 0o777 == 0o644


def test_a_folder_that_does_not_exist_is_an_error_of_usage(run, pack, good, tmp_path):
    ran = run("check", good, "--output", tmp_path / "no" / "report.txt", "--pack", pack(PASSES))
    assert ran.code == 2
    assert f"{tmp_path}/no/report.txt: no such file or directory" in ran.err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_leaves_the_old_report(run, pack, good, tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir()
    (folder / "report.txt").write_text("old")
    folder.chmod(0o555)
    try:
        ran = run("check", good, "--output", folder / "report.txt", "--pack", pack(PASSES))
        assert ran.code == 2
        assert [path.name for path in folder.iterdir()] == ["report.txt"]
        assert (folder / "report.txt").read_text() == "old"
    finally:
        folder.chmod(0o755)


def test_a_report_never_replaces_a_folder(run, pack, good, tmp_path):
    """And the draft is taken away again."""
    (tmp_path / "report").mkdir()
    ran = run("check", good, "--output", tmp_path / "report", "--pack", pack(PASSES))
    assert ran.code == 2
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".report")]


def test_a_dash_is_stdout(run, pack, good):
    assert "slacheck" in run("check", good, "--output", "-", "--pack", pack(PASSES)).out


def test_a_reader_that_stops_early_is_no_error(tmp_path, pack, good):
    """As in `slacheck check ... | head -1`: no traceback, and the exit code is the result's."""
    command = [sys.executable, "-m", "slacheck", "check", str(good), "--all", "--pack", str(pack(FINDS))]
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(writer)
    assert ended.returncode == 1
    assert ended.stderr == b""


def test_the_module_is_the_command(pack, good):
    """`python -m slacheck`, from any folder."""
    command = [sys.executable, "-m", "slacheck", "check", str(good), "--pack", str(pack(PASSES))]
    ended = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"1 passed" in ended.stdout


def test_help_tells_the_exit_codes(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert stop.value.code == 0
    out = capsys.readouterr().out
    assert "the worst wins: 2, 4, 6, 3, 1, 5, 0" in out


def test_no_colour_where_nobody_sees_it(run, pack, good, monkeypatch):
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert "\x1b" not in run("check", good, "--pack", pack(FINDS)).out


def test_colour_can_be_forced_and_refused(run, pack, good, monkeypatch):
    """`NO_COLOR` is stronger."""
    own = pack(FINDS)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in run("check", good, "--pack", own).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("check", good, "--pack", own).out


# -- packs, profiles, parameters -------------------------------------------------------------------

PARAMETERS = {"longest": {"type": "duration", "default": "P90D", "means": "how long"}}
LONG = rule("too-long", "duration('P60D') <= params.longest", message={"en": "at most {params.longest}"})


@pytest.mark.parametrize(("setting", "code"), [("P60D", 0), ("P59D", 1), ("P1D", 1), ("P1Y", 0)])
def test_a_parameter_changes_the_verdict(run, pack, good, setting, code):
    own = pack(LONG, parameters=PARAMETERS)
    assert run("check", good, "--pack", own, "--param", f"longest={setting}").code == code


NAMES = {
    "a parameter": (("--param", "longset=P1D"), "no parameter is called `longset`; did you mean `longest`?"),
    "a pack": (("--pack", "basline"), "no pack is called `basline`; did you mean `baseline`?"),
    "a profile": (("--profile", "genral"), "no profile is called `genral`; did you mean `general`?"),
}


@pytest.mark.parametrize("what", NAMES)
def test_a_misspelt_name_is_an_error_of_usage_with_a_suggestion(run, pack, good, what):
    argv, message = NAMES[what]
    ran = run("check", good, "--pack", pack(LONG, parameters=PARAMETERS), *argv)
    assert ran.code == 2
    assert message in ran.err
    assert ran.out == ""


def test_a_parameter_of_a_wrong_type_is_refused(run, pack, good):
    ran = run("check", good, "--pack", pack(LONG, parameters=PARAMETERS), "--param", "longest=soon")
    assert ran.code in (2, 4)
    assert "longest" in ran.err
    assert ran.out == ""


def test_a_pack_that_is_named_twice_counts_once(run, pack, good):
    own = pack(FINDS)
    ran = run("check", good, "--format", "json", "--pack", own, "--pack", own)
    assert json.loads(ran.out)["contracts"][0]["summary"]["gap"] == 1


def test_two_packs_of_one_name_are_refused(run, pack, good, tmp_path):
    """Their findings could not be told apart."""
    from tests.face.conftest import write_pack

    other = write_pack(tmp_path / "elsewhere" / "own", PASSES)
    ran = run("check", good, "--pack", pack(FINDS), "--pack", other)
    assert ran.code == 2
    assert "`own`" in ran.err


BAD_RULES = {
    "an unknown key": ({"serverity": "error"}, "unknown key `serverity`", "did you mean `severity`?"),
    "an impossible word": ({"severity": "eror"}, "`severity`", "did you mean `error`?"),
    "an impossible value": (
        {"require": "contract.metadata.status == 'agred'"},
        "agred",
        "did you mean `agreed`?",
    ),
    "a function that is not there": ({"require": "aplies(kind('encryption'))"}, "aplies", "did you mean"),
    "an anchor that is not there": ({"references": ["gdpr-28-3-cc"]}, "gdpr-28-3-cc", "did you mean"),
    "a condition that is no condition": ({"require": "'yes'"}, "require", ""),
    "a broken expression": ({"require": "true &&"}, "", ""),
    "a message with an unknown name": ({"message": {"en": "{kontract}"}}, "kontract", "did you mean"),
}


@pytest.mark.parametrize("name", BAD_RULES)
def test_a_rule_with_a_fault_stops_the_run_at_its_line(run, pack, good, name):
    """Nothing is checked with a pack of which a part was not understood."""
    fields, message, help_text = BAD_RULES[name]
    ran = run("check", good, "--pack", pack(PASSES, {**FINDS, **fields}))
    assert ran.code == 4
    assert ran.out == ""
    assert "finds-a-gap.yaml:" in ran.err
    assert message in ran.err
    assert help_text in ran.err
    assert "^" in ran.err


def test_a_report_below_a_file_is_an_error_of_usage(run, pack, good):
    """`contract.yaml/report.txt` can never be written, by nobody."""
    before = good.read_bytes()
    ran = run("check", good, "--output", good / "report.txt", "--pack", pack(PASSES))
    assert ran.code == 2
    assert "not a directory" in ran.err
    assert good.read_bytes() == before
