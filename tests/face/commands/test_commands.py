"""`init`, `schema`, `rules` and `explain`: what each prints, and what it says to a slip of the pen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.face.conftest import ASKS, FINDS, PASSES, rule, write_contract

jsonschema = pytest.importorskip("jsonschema", reason="the schemas are checked with jsonschema")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_init_writes_a_contract_that_has_no_input_error(run, tmp_path, monkeypatch, language):
    """It is checked by the shipped rules: gaps may be there, an unreadable line may not."""
    monkeypatch.chdir(tmp_path)
    ran = run("init", "--lang", language)
    assert (ran.code, ran.out) == (0, "")
    assert "contract.yaml" in ran.err
    text = Path("contract.yaml").read_text(encoding="utf-8")
    assert text.count("#") > 10
    checked = run("check", "contract.yaml", "--format", "json")
    assert checked.code in (0, 1, 5)
    assert json.loads(checked.out)["contracts"][0]["summary"]["broken"] == 0


def test_init_never_overwrites(run, tmp_path):
    """Whatever stands there is somebody's work."""
    target = tmp_path / "mine.yaml"
    target.write_text("mine")
    ran = run("init", target)
    assert ran.code == 2
    assert "exists already" in ran.err
    assert target.read_text() == "mine"


def test_init_twice_refuses_the_second_time(run, tmp_path):
    target = tmp_path / "contract.yaml"
    assert [run("init", target).code, run("init", target).code] == [0, 2]


def test_init_to_a_dangling_link_does_not_write_elsewhere(run, tmp_path):
    """A link is something that stands there."""
    (tmp_path / "contract.yaml").symlink_to(tmp_path / "far.yaml")
    run("init", tmp_path / "contract.yaml")
    assert not (tmp_path / "far.yaml").exists()


def test_init_to_a_dash_prints(run):
    ran = run("init", "-")
    assert ran.code == 0
    assert "apiVersion: slacheck/v1" in ran.out
    assert ran.err == ""


@pytest.mark.parametrize("name", ["contract", "rule", "pack", "profile", "lock", "report", "price"])
def test_each_schema_is_valid(run, name):
    """Draft 2020-12, and nothing beside it on stdout."""
    schema = json.loads(run("schema", name).out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


def test_a_schema_goes_to_a_file(run, tmp_path):
    ran = run("schema", "contract", "-o", tmp_path / "schema.json")
    assert ran.out == ""
    assert "ServiceLevel" in json.loads((tmp_path / "schema.json").read_text())["$defs"]


def test_the_report_obeys_its_published_schema(run, pack, tmp_path):
    """With gaps, unknowns, idle rules and an unreadable file in it."""
    write_contract(tmp_path / "in" / "a.yaml")
    (tmp_path / "in" / "b.yaml").write_text("kind: Contract\nmetadata: {}\n")
    report = json.loads(
        run("check", tmp_path / "in", "--format", "json", "--pack", pack(FINDS, ASKS, PASSES)).out
    )
    schema = json.loads(run("schema", "report").out)
    jsonschema.validate(report, schema)
    assert len(report["contracts"]) == 1


def test_every_shipped_rule_obeys_the_schema_of_rules(run, checkout):
    from slacheck.source.yaml import decode, read

    validator = jsonschema.Draft202012Validator(json.loads(run("schema", "rule").out))
    for path in sorted((checkout / "rules").glob("*/pack.yaml")):
        for file in sorted(path.parent.glob("*.yaml")):
            if file.name != "pack.yaml":
                value = read(decode(file.name, file.read_bytes())).value
                assert [error.message for error in validator.iter_errors(plain(value))] == []


def plain(value):
    """YAML data as JSON data."""
    return json.loads(json.dumps(value, default=str))


def test_rules_list_names_each_rule_once(run, pack):
    ran = run("rules", "list", "--pack", pack(PASSES, FINDS))
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == ["own", "finds-a-gap", "passes"]


def test_rules_list_knows_the_shipped_pack(run):
    assert "baseline-sold-as-option" in run("rules", "list").out


def test_rules_show_tells_what_why_and_the_condition(run, pack):
    ran = run("rules", "show", "finds-a-gap", "--pack", pack(FINDS))
    assert ran.code == 0
    assert "what finds-a-gap finds" in ran.out
    assert 'contract.metadata.status == "agreed"' in ran.out.replace("'", '"')


def test_rules_show_helps_with_a_misspelt_name(run):
    ran = run("rules", "show", "baseline-sold-as-optoin")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean `baseline-sold-as-option`?" in ran.err


def test_explain_shows_a_rule_with_its_values(run, pack, good):
    ran = run("explain", good, "finds-a-gap", "--pack", pack(FINDS, PASSES))
    assert ran.code == 0
    assert "gap: finds-a-gap" in ran.out
    assert "contract.yaml:" in ran.out
    assert "passes" not in ran.out


def test_explain_shows_a_rule_that_passed(run, pack, good):
    """A green can be asked for its reasons, too."""
    assert "pass: passes" in run("explain", good, "passes", "--pack", pack(PASSES)).out


def test_explain_shows_a_clause_with_both_witnesses(run, pack, good):
    out = run("explain", good, "single-sign-on", "--pack", pack(PASSES)).out
    assert "single-sign-on is paid" in out
    assert "cheapest purchase without it: the base service alone" in out
    assert "cheapest purchase with it: option:sso" in out
    assert "5.00 EUR" in out


def test_explain_without_a_topic_shows_what_did_not_pass(run, pack, good):
    out = run("explain", good, "--pack", pack(FINDS, ASKS, PASSES)).out
    assert "gap: finds-a-gap" in out
    assert "unknown: asks" in out
    assert "pass: passes" not in out


def test_explain_says_that_there_is_nothing_to_show(run, pack, good):
    ran = run("explain", good, "--pack", pack(PASSES))
    assert (ran.code, ran.out) == (0, "")
    assert "every rule passed" in ran.err


def test_explain_names_the_missing_fact_and_its_place(run, pack, good):
    out = run("explain", good, "asks", "--pack", pack(ASKS)).out
    assert "not stated: `term`" in out or "not stated: `initial`" in out


@pytest.mark.parametrize("topic", ["single-sing-on", "finds-a-gip"])
def test_explain_helps_with_a_misspelt_topic(run, pack, good, topic):
    ran = run("explain", good, topic, "--pack", pack(FINDS))
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean" in ran.err


def test_explain_refuses_what_is_no_contract(run, pack, tmp_path):
    """With the line, as `check` does."""
    (tmp_path / "a.yaml").write_text("# nothing\n")
    (tmp_path / "b.yaml").write_text("apiVersion: slacheck/v1\nkind: Contrat\n")
    own = pack(PASSES)
    assert run("explain", tmp_path / "a.yaml", "--pack", own).code == 4
    wrong = run("explain", tmp_path / "b.yaml", "--pack", own)
    assert wrong.code == 4
    assert "b.yaml:2" in wrong.err


def test_explain_of_a_missing_file_is_said(run, pack, tmp_path):
    ran = run("explain", tmp_path / "no.yaml", "--pack", pack(PASSES))
    assert ran.code in (2, 4)
    assert "no.yaml" in ran.err
    assert ran.out == ""


def test_explain_survives_a_broken_rule(run, pack, good):
    out = run("explain", good, "--pack", pack(rule("breaks", "1 / 0 == 1"), FINDS)).out
    assert "the rule broke" in out
    assert "gap: finds-a-gap" in out
