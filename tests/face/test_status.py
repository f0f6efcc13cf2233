"""Each exit code by what causes it, and their order when several things happen: 2, 4, 6, 3, 1, 5, 0."""

from __future__ import annotations

import pytest

from tests.face.conftest import ASKS, BREAKS, FINDS, IDLE, PASSES, rule, write_contract


def test_0_when_everything_passes(run, pack, good):
    ran = run("check", good, "--pack", pack(PASSES))
    assert ran.code == 0
    assert ran.err == ""


def test_1_when_there_is_a_gap(run, pack, good):
    ran = run("check", good, "--pack", pack(PASSES, FINDS))
    assert ran.code == 1
    assert "finds-a-gap" in ran.out


@pytest.mark.parametrize(
    "argv",
    [
        ("check",),
        ("chekc", "x"),
        ("check", "x", "--format", "yml"),
        ("check", "x", "--fail-on", "fatal"),
        ("check", "x", "--jobs", "0"),
        ("check", "x", "--jobs", "many"),
        ("check", "x", "--today", "tomorrow"),
        ("check", "x", "--today", "2026-02-30"),
        ("check", "x", "--param", "days"),
        ("check", "x", "--lang", "tlh"),
        ("check", "no-such-file.yaml"),
        ("check", "no-such-file.yaml", "--strict"),
        ("explain",),
        ("schema", "invoice"),
        ("rules",),
        ("rules", "show"),
        (),
    ],
)
def test_2_when_the_command_line_is_wrong(run, argv):
    """And stdout stays empty."""
    ran = run(*argv)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err


def test_3_when_a_folder_holds_no_contract(run, tmp_path):
    (tmp_path / "readme.txt").write_text("hello")
    (tmp_path / "other.yaml").write_text("kind: Deployment\n")
    ran = run("check", tmp_path)
    assert ran.code == 3
    assert "no contract was found" in ran.err


def test_3_when_no_rule_applied(run, pack, good):
    """A green that checked nothing is not green."""
    ran = run("check", good, "--pack", pack(IDLE))
    assert ran.code == 3
    assert "never-applies" in ran.out


def test_4_when_a_contract_cannot_be_read(run, pack, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("apiVersion: slacheck/v1\nkind: Contract\nmetadata: [")
    ran = run("check", bad, "--pack", pack(PASSES))
    assert ran.code == 4
    assert "bad.yaml:3" in ran.out + ran.err


def test_4_when_a_rule_cannot_be_read(run, pack, good):
    """With the file, the line and a caret under the word; no contract is judged."""
    misspelt = rule("misspelt", "contract.metadata.stauts == 'agreed'")
    ran = run("check", good, "--pack", pack(PASSES, misspelt))
    assert ran.code == 4
    assert ran.out == ""
    assert "misspelt.yaml:" in ran.err
    assert "stauts" in ran.err
    assert "did you mean `status`?" in ran.err
    assert "^^^^^^" in ran.err


def test_5_when_something_is_only_unknown(run, pack, good):
    assert run("check", good, "--pack", pack(ASKS)).code == 5


def test_strict_makes_an_unknown_a_gap_for_the_exit_code(run, pack, good):
    assert run("check", good, "--strict", "--pack", pack(ASKS)).code == 1


def test_6_when_a_rule_breaks(run, pack, good):
    """The other rules are judged all the same."""
    ran = run("check", good, "--pack", pack(BREAKS, FINDS))
    assert ran.code == 6
    assert "finds-a-gap" in ran.out
    assert "divi" in ran.out


ORDER = {
    "4 before 6": ((BREAKS,), True, 4),
    "4 before 1": ((FINDS,), True, 4),
    "6 before 1": ((BREAKS, FINDS), False, 6),
    "6 before 5": ((BREAKS, ASKS), False, 6),
    "1 before 5": ((FINDS, ASKS), False, 1),
    "1 before 0": ((FINDS, PASSES), False, 1),
    "5 before 0": ((ASKS, PASSES), False, 5),
    "an idle rule alone does no harm": ((IDLE, PASSES), False, 0),
}


@pytest.mark.parametrize("name", ORDER)
def test_the_worst_wins(run, pack, tmp_path, name):
    rules, unreadable, code = ORDER[name]
    folder = tmp_path / "contracts"
    write_contract(folder / "good.yaml")
    if unreadable:
        (folder / "bad.yaml").write_text("apiVersion: slacheck/v1\nkind: Contrat\n")
    assert run("check", folder, "--pack", pack(*rules)).code == code


def test_2_before_4(run, tmp_path):
    """A wrong path stops the run before anything is read."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("kind: Contract\n")
    assert run("check", bad, tmp_path / "missing.yaml").code == 2


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [
        ("error", "error", 1),
        ("warning", "error", 0),
        ("warning", "warning", 1),
        ("info", "warning", 0),
        ("info", "info", 1),
        ("error", "never", 0),
    ],
)
def test_fail_on_sets_the_threshold(run, pack, good, severity, fail_on, code):
    """Whatever is below it is reported and does not fail."""
    ran = run("check", good, "--fail-on", fail_on, "--pack", pack({**FINDS, "severity": severity}))
    assert ran.code == code
    assert "finds-a-gap" in ran.out


@pytest.mark.parametrize(("fail_on", "code"), [("info", 5), ("warning", 5), ("error", 0), ("never", 0)])
def test_the_threshold_holds_for_unknowns_too(run, pack, good, fail_on, code):
    own = pack({**ASKS, "severity": "warning"})
    assert run("check", good, "--fail-on", fail_on, "--pack", own).code == code


@pytest.mark.parametrize("rules", [(BREAKS,), (IDLE,)])
def test_fail_on_never_hides_neither_a_broken_rule_nor_an_empty_run(run, pack, good, rules):
    """The threshold is about findings; these are about the check itself."""
    assert run("check", good, "--fail-on", "never", "--pack", pack(*rules)).code in (3, 6)


def test_a_pack_without_rules_checks_nothing(run, pack, good):
    assert run("check", good, "--pack", pack()).code in (3, 4)
