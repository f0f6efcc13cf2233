"""`rules lint`: what it prints and returns; and packs so bad that no command may use them."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from tests.face.conftest import ASKS, BREAKS, FINDS, PASSES, rule, write_contract, write_pack


def test_the_shipped_packs_are_clean(run):
    """Exit 0 and one line; what was never verified in its source is counted there."""
    ran = run("rules", "lint")
    assert ran.code == 0, ran.out
    assert len(ran.out.splitlines()) == 1
    assert ": 0 errors, 0 warnings; " in ran.out
    assert ran.out.endswith("never verified in the source\n")


def test_a_finding_has_file_line_level_id_and_carets(run, pack):
    ran = run(
        "rules", "lint", "--pack", pack(rule("x", "contract.metadata.id != 'bad'", references=["be-91-5-1"]))
    )
    assert ran.code == 1
    first = ran.out.split("\n\n")[0].splitlines()
    assert first[0].startswith("own/x.yaml:") or "/own/x.yaml:" in first[0]
    assert ": warning[doc-thin]: `why` says 1 word" in ran.out
    assert "   |        ^^^\n" in ran.out or "^^^" in ran.out
    assert ran.out.splitlines()[-1].startswith("1 rule in 1 pack: ")


def test_junit_has_a_suite_for_each_pack_and_a_check_for_each_lint(run, pack, tmp_path):
    """What was looked for and not found is a passed check."""
    target = tmp_path / "lint.xml"
    ran = run("rules", "lint", "--pack", pack(FINDS), "--pack", "baseline", "--format", "junit", "-o", target)
    assert (ran.code, ran.out) == (1, "")
    root = ET.parse(target).getroot()
    assert [suite.get("name") for suite in root] == ["own", "baseline"]
    checks = {check.get("name"): check for check in root[0]}
    assert len(root[0]) == len(root[1]) == len(checks)
    assert checks["language-missing"][0].get("message") == "`message` has no `nl`, `de`"
    assert checks["language-missing"].get("file").endswith("own/finds-a-gap.yaml")
    assert root[1].get("failures") == "0"
    assert "failure" not in [part.tag for part in checks["says-illegal"]]


def test_the_same_rules_give_the_same_bytes(run, pack):
    own = pack(FINDS, ASKS, PASSES)
    assert run("rules", "lint", "--pack", own).out == run("rules", "lint", "--pack", own).out


def test_a_misspelt_pack_is_an_error_of_usage(run):
    ran = run("rules", "lint", "--pack", "baselin")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean `baseline`?" in ran.err


def test_all_packs_are_linted_even_when_one_does_not_load(run, tmp_path):
    """Its problems stand among the findings, and the exit code is 4."""
    bad = write_pack(tmp_path / "bad", {**FINDS, "sevrity": "error"})
    weak = write_pack(tmp_path / "weak", PASSES)
    ran = run("rules", "lint", "--pack", bad, "--pack", weak)
    assert ran.code == 4
    assert "error[does-not-load]: unknown key `sevrity`" in ran.out
    assert "help: did you mean `severity`?" in ran.out
    assert "warning[doc-thin]" in ran.out
    assert "weak/passes.yaml" in ran.out
    assert "1 rule in 2 packs: " in ran.out
    assert "; 1 pack does not load" in ran.out


def test_a_file_that_cannot_be_read_hides_no_other(run, tmp_path):
    """Of one pack: a binary file, and a type error in the next one."""
    own = write_pack(tmp_path / "own", rule("x", "contract.metdata.id == 'y'"))
    (own / "blob.yaml").write_bytes(b"\x00\xff\xfe binary")
    ran = run("rules", "lint", "--pack", own)
    assert ran.code == 4
    assert "own/blob.yaml:1:2: error[does-not-load]" in ran.out
    assert "`Contract` has no field `metdata`" in ran.out


def test_a_framework_of_ones_own_is_linted(run, tmp_path):
    """A row with a demand in two languages, a scope without cases, a misspelt clause in a case."""
    row = {
        "id": "gdpr-28-3-a", "clauses": ["encryption"], "when": "fact('hosted')",
        "quality": "entries('encryption').all(entry, entry.attributes.at_rest)",
        "demand": {"en": "it must be at rest, too", "fr": "it must be at rest, too"},
        "cases": [{"name": "misspelt", "contract": {"clauses": [{"clause": "encrpytion"}]}, "expect": "gap"}],
    }  # fmt: skip
    table = {
        "apiVersion": "slacheck/v1", "kind": "Framework", "language": "1.1", "id": "house", "version": "1.0.0",
        "title": "House rules", "applies_to": "us", "scope": "fact('hosted')", "severity": "error",
        "legal_status": "regulated", "parameters": {}, "requirements": [row],
    }  # fmt: skip
    path = tmp_path / "house.yaml"
    path.write_text(json.dumps(table, indent=1), encoding="utf-8")
    ran = run("rules", "lint", "--pack", path)
    assert ran.code == 1
    for part in (
        "error[language-missing]: `demand` has no `nl`, `de`",
        "warning[text-untranslated]: `demand` is the same in `en` and `fr`",
        "error[case-no-contract]: the case makes no contract",
        "help: did you mean `encryption`?",
        "error[case-missing]: no case shows not applicable",
    ):
        assert part in ran.out


# -- packs that no command may use

LONG = rule("long", " || ".join(["contract.metadata.id == 'x'"] * 4_000))


def _text(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")


BAD = {
    "a missing reference": (
        {**PASSES, "references": ["gdpr-28-3-zz"]},
        "passes.yaml",
        "no reference is called",
    ),
    "an unknown key": ({**PASSES, "requires": "true"}, "passes.yaml", "unknown key `requires`"),
    "an endless expression": (LONG, "long.yaml", "the expression has 1"),
    "an id that is not the file's": ({**PASSES, "id": "Passes"}, "Passes.yaml", "an id is lower-case words"),
}
FILES = {
    "two rules of one id": (
        "copy.yaml",
        json.dumps(PASSES, indent=1),
        "two rules of the pack are called `passes`",
    ),
    "duplicate keys": ("twice.yaml", "id: twice\nid: twice\n", "the key `id` is already given"),
    "a binary file": ("blob.yaml", "\x00\x01\x02", "blob.yaml:1:1"),
    "a list instead of a rule": ("list.yaml", "- id: list\n", "expected a mapping"),
    "an empty file": ("empty.yaml", "", "the file is empty"),
    "a manifest that is a list": ("pack.yaml", "- apiVersion: slacheck/v1\n", "expected a mapping"),
    "a manifest that is a word": ("pack.yaml", "slacheck\n", "expected a mapping"),
}


def _refused(run, folder, contract, name, message):
    """Every command says where and why, shows the words, and does nothing else."""
    for command in (("check", contract), ("rules", "list"), ("rules", "test")):
        ran = run(*command, "--pack", folder)
        assert (ran.code, ran.out) == (4, "")
        assert f"{name}:" in ran.err
        assert message in ran.err
        assert "^" in ran.err
    ran = run("rules", "lint", "--pack", folder)
    assert ran.code == 4
    assert message in ran.out
    assert "error[does-not-load]" in ran.out


@pytest.mark.parametrize(("one", "name", "message"), BAD.values(), ids=BAD)
def test_a_bad_rule_is_refused(run, pack, good, one, name, message):
    _refused(run, pack(one), good, name, message)


@pytest.mark.parametrize(("name", "text", "message"), FILES.values(), ids=FILES)
def test_a_bad_file_is_refused(run, pack, good, name, text, message):
    folder = pack(PASSES)
    _text(folder, name, text)
    _refused(run, folder, good, name, message)


def test_a_pack_without_rules_is_refused(run, pack, good):
    """It would check nothing, in green."""
    _refused(run, pack(), good, "pack.yaml", "the pack has no rules")


def test_the_place_of_a_duplicate_names_both_files(run, pack):
    folder = pack(PASSES)
    _text(folder, "copy.yaml", json.dumps(PASSES, indent=1))
    err = run("rules", "list", "--pack", folder).err
    assert "passes.yaml:2:" in err
    assert "copy.yaml:2:" in err


def test_two_packs_with_one_rule_are_refused_together(run, tmp_path, good):
    """A waiver could not tell which of them it is about."""
    one, other = write_pack(tmp_path / "one", PASSES), write_pack(tmp_path / "other", PASSES)
    ran = run("check", good, "--pack", one, "--pack", other)
    assert (ran.code, ran.out) == (4, "")
    assert "other/passes.yaml:2:" in ran.err
    assert "`other` and `one` both have a rule `passes`" in ran.err
    assert "one/passes.yaml:2:" in ran.err.partition("note")[0] + ran.err
    assert "error[duplicate-rule]" in run("rules", "lint", "--pack", one, "--pack", other).out


def test_to_divide_by_what_is_not_stated_is_unknown(run, pack, tmp_path):
    """The fact is asked for; nothing broke, and nothing passed."""
    divides = rule("divides", "options().all(o, 100 / size(o.consent.on_silence) > 1)")
    ran = run("check", write_contract(tmp_path / "c.yaml"), "--pack", pack(divides), "--format", "json")
    assert ran.code == 5
    (finding,) = json.loads(ran.out)["contracts"][0]["findings"]
    assert (finding["outcome"], bool(finding["missing_facts"])) == ("unknown", True)


def test_to_divide_by_zero_breaks_the_rule(run, pack, good):
    """It never passes, and the other rules are judged all the same."""
    ran = run("check", good, "--pack", pack(BREAKS, FINDS), "--format", "json")
    assert ran.code == 6
    found = {one["rule"]: one["outcome"] for one in json.loads(ran.out)["contracts"][0]["findings"]}
    assert found == {"breaks": "broken", "finds-a-gap": "gap"}
