"""Several formats at once: where each goes, what does not go together, and what is left when one cannot be written."""

from __future__ import annotations

import argparse
import csv
import json
import os
import signal
import stat
import tomllib
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from slacheck.face.outputs import (
    Misused,
    Outputs,
    Target,
    check_possible,
    outputs_of,
    write_outputs,
)
from slacheck.report.formats import FORMATS, Format
from tests.face.conftest import ASKS, BREAKS, FINDS, PASSES, write_contract
from tests.report.samples import FULL, SINGLE


@pytest.fixture(autouse=True)
def _no_workflow(monkeypatch):
    """The tests may themselves run in a workflow of GitHub."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


def asked(*formats, output=None, summary=None):
    targets = [Target(name, file) for name, file in formats]
    return outputs_of(argparse.Namespace(format=targets, output=output, summary=summary))


# -- the command line


def test_one_format_goes_to_stdout_and_the_others_to_their_files(run, pack, good, tmp_path):
    """All of one audit: the same findings in each."""
    sarif, junit = tmp_path / "r.sarif", tmp_path / "r.xml"
    ran = run("check", good, "--pack", pack(FINDS), "--format", "json", "--format", f"sarif={sarif}",
              "--format", f"junit={junit}")  # fmt: skip
    [finding] = json.loads(ran.out)["contracts"][0]["findings"]
    [result] = json.loads(sarif.read_text())["runs"][0]["results"]
    assert result["partialFingerprints"]["slacheck/v1"] == finding["fingerprint"]
    assert ET.parse(junit).getroot().get("failures") == "1"
    assert ran.code == 1


def test_files_alone_leave_stdout_empty(run, pack, good, tmp_path):
    ran = run("check", good, "--pack", pack(PASSES), "--format", f"csv={tmp_path / 'r.csv'}")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_a_format_and_an_output_stay_what_they_were(run, pack, good, tmp_path):
    target = tmp_path / "r.json"
    ran = run("check", good, "--pack", pack(PASSES), "--format", "json", "--output", target)
    assert (ran.code, ran.out) == (0, "")
    assert json.loads(target.read_text())["schema"] == "slacheck.report/v1"


def test_an_output_is_for_the_format_without_a_file(run, pack, good, tmp_path):
    text, page = tmp_path / "r.txt", tmp_path / "r.html"
    run("check", good, "--pack", pack(PASSES), "--format", f"html={page}", "--format", "text", "-o", text)
    assert text.read_text().startswith(str(good))
    assert page.read_text().startswith("<!DOCTYPE html>")


def test_a_file_may_have_any_name(run, pack, good, tmp_path):
    """An equals sign of its own included."""
    target = tmp_path / "a=b,c d.json"
    run("check", good, "--pack", pack(PASSES), "--format", f"json={target}")
    assert json.loads(target.read_text())


WRONG = {
    "a misspelt format": (("--format", "sariff"), "no format is called `sariff`; did you mean `sarif`?"),
    "an unknown format": (("--format", "docbook"), "known: text, json, markdown, html, sarif"),
    "no file after the sign": (("--format", "json="), "names no file"),
    "two formats for stdout": (("--format", "json", "--format", "sarif"), "`json`, `sarif` cannot go to one place"),
    "two formats for one file": (("--format", "json=x", "--format", "sarif=./x"), "cannot go to one place: `x`"),
    "one file in two ways": (("--format", "json=x", "--format", "text", "-o", "x"), "cannot go to one place"),
    "stdout in two ways": (("--format", "json=-", "--format", "text"), "cannot go to one place"),
    "an output for nothing": (("--format", "json=x", "-o", "y"), "has no format to write"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_does_not_go_together_is_an_error_of_usage(run, pack, good, tmp_path, monkeypatch, what):
    """Before anything is checked or written."""
    monkeypatch.chdir(tmp_path)
    argv, message = WRONG[what]
    ran = run("check", good, "--pack", pack(PASSES), *argv)
    assert ran.code == 2
    assert message in ran.err.replace("\n", " ")
    assert ran.out == ""
    assert not Path("x").exists()


def test_several_jobs_give_the_same_test_report(run, pack, tmp_path):
    """What passed comes back from other processes, too."""
    for number in range(8):
        write_contract(tmp_path / "in" / f"c{number}.yaml", metadata={
            "id": f"c{number}", "title": "C", "status": "offered",
        })  # fmt: skip
    argv = (
        "check",
        tmp_path / "in",
        "--pack",
        pack(PASSES, FINDS),
        "--format",
        "junit",
        "--today",
        "2026-11-22",
    )
    one, two = run(*argv), run(*argv, "--jobs", 2)
    assert one == two
    assert ET.fromstring(one.out).get("tests") == "16"


# -- what each format makes of a run


def test_a_test_report_names_what_passed(run, pack, good):
    root = ET.fromstring(run("check", good, "--pack", pack(PASSES, FINDS, ASKS), "--format", "junit").out)
    assert {case.get("name"): case[0].tag if len(case) else "" for case in root.iter("testcase")} == {
        "finds-a-gap: contract": "failure",
        "asks: contract": "skipped",
        "passes: contract": "",
    }


def test_an_unknown_fails_a_test_report_under_strict(run, pack, good):
    ran = run("check", good, "--pack", pack(PASSES, ASKS), "--format", "junit", "--strict")
    assert ET.fromstring(ran.out).get("failures") == "1"
    assert ran.code == 1


def test_a_test_report_of_everything_lists_it_once(run, pack, good):
    ran = run("check", good, "--pack", pack(PASSES, FINDS), "--format", "junit", "--all")
    assert ET.fromstring(ran.out).get("tests") == "2"


def test_a_rule_that_broke_is_an_error_everywhere(run, pack, good):
    own = pack(PASSES, BREAKS)
    assert ET.fromstring(run("check", good, "--pack", own, "--format", "junit").out).get("errors") == "1"
    log = json.loads(run("check", good, "--pack", own, "--format", "sarif").out)
    assert log["runs"][0]["invocations"][0]["executionSuccessful"] is False
    assert run("check", good, "--pack", own, "--format", "github").out.startswith("::error ")
    assert '"blocker"' in run("check", good, "--pack", own, "--format", "gitlab").out


def test_files_are_named_from_the_working_folder(run, pack, tmp_path, monkeypatch):
    """However they were named."""
    path = write_contract(tmp_path / "with space" / "a.yaml")
    monkeypatch.chdir(tmp_path)
    for name in (path, Path("with space") / "a.yaml", Path("with space") / ".." / "with space" / "a.yaml"):
        log = json.loads(run("check", name, "--pack", pack(FINDS), "--format", "sarif").out)
        assert log["runs"][0]["artifacts"][0]["location"]["uri"] == "with%20space/a.yaml"
        [entry] = json.loads(run("check", name, "--pack", pack(FINDS), "--format", "gitlab").out)
        assert entry["location"]["path"] == "with space/a.yaml"
        assert (
            "file=with space/a.yaml," in run("check", name, "--pack", pack(FINDS), "--format", "github").out
        )


def test_messages_keep_their_language(run, pack, good):
    for form in ("sarif", "junit", "gitlab", "github", "csv"):
        assert (
            "finds-a-gap dit non"
            in run("check", good, "--lang", "fr", "--format", form, "--pack", pack(FINDS)).out
        )


def test_a_table_opens_with_a_byte_order_mark(run, pack, good):
    """On stdout, too: whoever redirects it opens the same file."""
    out = run("check", good, "--pack", pack(FINDS), "--format", "csv").out
    assert out.startswith("\ufeff")
    assert len(list(csv.reader(StringIO(out[1:], newline="")))) == 2


# -- the summary


def test_a_summary_is_appended(run, pack, good, tmp_path):
    """What other steps wrote stays."""
    target = tmp_path / "summary.md"
    target.write_text("# before\n")
    argv = ("check", good, "--pack", pack(FINDS), "--summary", target)
    run(*argv)
    run(*argv)
    text = target.read_text()
    assert text.startswith("# before\n## Gap report\n")
    assert text.count("finds-a-gap says no") == 2


def test_a_workflow_names_the_file_for_the_summary(run, pack, good, tmp_path, monkeypatch):
    """Only the format for workflows looks at it, and the command line is stronger."""
    named, other = tmp_path / "step.md", tmp_path / "other.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(named))
    run("check", good, "--pack", pack(FINDS))
    assert not named.exists()
    run("check", good, "--pack", pack(FINDS), "--format", "github", "--summary", other)
    assert not named.exists()
    assert other.exists()
    run("check", good, "--pack", pack(FINDS), "--format", "github")
    assert "| **error** | `finds-a-gap`" in named.read_text()


def test_a_summary_has_the_room_that_is_left(tmp_path):
    """A step's summary of more than 1 MiB is refused as a whole."""
    target = tmp_path / "summary.md"
    target.write_bytes(b"x" * (1024 * 1024 - 1_200))
    assert write_outputs(FULL, Outputs((), str(target)))
    assert target.stat().st_size <= 1024 * 1024
    assert "do not fit into a summary" in target.read_text()


def test_a_summary_that_cannot_be_written_is_told(run, pack, good, tmp_path):
    ran = run("check", good, "--pack", pack(FINDS), "--summary", tmp_path / "gone" / "summary.md")
    assert ran.code == 2
    assert "no such file or directory: the summary report is not written" in ran.err
    assert "finds-a-gap says no" in ran.out


# -- what cannot be written


def test_the_other_formats_are_written_all_the_same(run, pack, good, tmp_path):
    """And the exit code says that one is missing."""
    first, last = tmp_path / "a.json", tmp_path / "c.sarif"
    forms = (f"json={first}", f"html={tmp_path / 'gone' / 'b.html'}", f"sarif={last}", "text")
    argv = [word for form in forms for word in ("--format", form)]
    ran = run("check", good, "--pack", pack(FINDS), *argv)
    assert ran.code == 2
    assert "b.html: no such file or directory: the html report is not written" in ran.err
    assert "finds-a-gap says no" in ran.out
    assert json.loads(first.read_text())
    assert json.loads(last.read_text())


def test_a_folder_is_no_file(run, pack, good, tmp_path):
    ran = run("check", good, "--pack", pack(FINDS), "--format", f"json={tmp_path}")
    assert ran.code == 2
    assert "is a directory" in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
def test_a_full_disk_is_told(run, pack, good):
    """The device is written to, not replaced by a file."""
    ran = run("check", good, "--pack", pack(FINDS), "--format", "json=/dev/full", "--summary", "/dev/full")
    assert ran.code == 2
    assert ran.err.count("no space left on device") == 2
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no such device here")
def test_a_device_is_written_to(run, pack, good):
    assert run("check", good, "--pack", pack(PASSES), "--format", "json", "-o", "/dev/null").code == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_leaves_the_old_file_whole(run, pack, good, tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir()
    target = folder / "r.json"
    target.write_text("old")
    folder.chmod(0o500)
    ran = run("check", good, "--pack", pack(FINDS), "--format", f"json={target}")
    folder.chmod(0o700)
    assert ran.code == 2
    assert target.read_text() == "old"


@pytest.fixture
def hundred_bytes():
    """Files may grow to 100 bytes and no further, as on a disk that is full."""
    resource = pytest.importorskip("resource", reason="this system has no limits of a process")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("name", ["html", "summary"])
def test_what_does_not_fit_leaves_the_old_file_whole(tmp_path, hundred_bytes, capsys, name):
    """No half of it is there, and no draft stays behind."""
    target = tmp_path / "r"
    target.write_text("before\n")
    where = str(target)
    outputs = Outputs((), where) if name == "summary" else Outputs((Target(name, where),), None)
    assert not write_outputs(SINGLE, outputs)
    assert f"file too large: the {name} report is not written" in capsys.readouterr().err
    assert target.read_text() == "before\n"
    assert list(tmp_path.iterdir()) == [target]


# -- binary formats

BINARY = {
    **FORMATS,
    "blob": Format(lambda report: b"\x00\xff" + report.version.encode(), "x/y", "blob", binary=True),
}


def test_bytes_are_written_as_they_are(tmp_path):
    target = tmp_path / "r.blob"
    assert write_outputs(SINGLE, Outputs((Target("blob", str(target)),), None), BINARY)
    assert target.read_bytes() == b"\x00\xff0.1.0"


def test_a_terminal_is_not_shown_bytes():
    """A pipe takes them; a text goes anywhere."""
    targets = asked(("text", ""), ("json", "x"))
    with pytest.raises(Misused, match=r"`blob` is no text: name a file, `--format blob=report\.blob`"):
        check_possible((Target("blob", "-"),), BINARY, terminal=True)
    check_possible((Target("blob", "-"),), BINARY, terminal=False)
    check_possible((Target("blob", "r.blob"),), BINARY, terminal=True)
    check_possible(targets.targets, BINARY, terminal=True)


def test_a_format_that_is_not_installed_names_what_to_install():
    """Before anything is checked, and with words that can be pasted."""
    lacking = {"pdf": FORMATS["pdf"]._replace(needs="no_such_module")}
    with pytest.raises(Misused, match=r"`pdf` needs `no_such_module`.*: pip install 'slacheck\[pdf\]'"):
        check_possible((Target("pdf", "report.pdf"),), lacking, terminal=False)
    check_possible((Target("pdf", "report.pdf"),), FORMATS, terminal=False)


def test_what_a_format_needs_is_an_extra_of_its_name(checkout):
    """Whoever pastes the words gets the module."""
    with (checkout / "pyproject.toml").open("rb") as file:
        extras = tomllib.load(file)["project"]["optional-dependencies"]
    for name, form in FORMATS.items():
        assert not form.needs or any(one.startswith(form.needs) for one in extras[name])
