"""`slacheck import`: what goes to stdout, to stderr and to a file."""

from __future__ import annotations

import json

import pytest

from tests.intake.lists import price_list, sells, yes

LIST = price_list(
    features={"samlSingleSignOn": yes(False), "darkMode": yes()},
    plans={"FREE": sells(0), "PRO": sells(10, has={"samlSingleSignOn": True})},
    colour="red",
)


@pytest.fixture
def listed(tmp_path):
    """A price list on the disk."""
    path = tmp_path / "acme.yml"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_writes_a_contract_that_checks(run, listed, tmp_path):
    """The gap is found in the dearer plan, and every format says that it rests on a proposal."""
    output = tmp_path / "acme.yaml"
    assert run("import", "pricing2yaml", listed, "-o", output).code == 0
    found = {
        name: run("check", output, "--format", name).out for name in ("text", "json", "markdown", "html")
    }
    (gap,) = [
        one
        for one in json.loads(found["json"])["contracts"][0]["findings"]
        if one["clause"] == "single-sign-on" and one["rule"] == "baseline-in-dearer-plan"
    ]
    assert gap["proposed"] is True
    assert gap["evidence"][0]["says"] == "plan:pro delivers `single-sign-on`, as a name match proposes"
    for name in ("text", "markdown", "html"):
        assert "rests on a proposed mapping" in " ".join(found[name].split()), name


def test_a_mapping_confirms(run, listed, tmp_path):
    """Nothing is proposed any more."""
    mapping, output = tmp_path / "map.yaml", tmp_path / "acme.yaml"
    mapping.write_text(
        "apiVersion: slacheck/v1\nkind: Mapping\nfeatures: {samlSingleSignOn: [single-sign-on]}\n"
    )
    assert run("import", "pricing2yaml", listed, "--map", mapping, "-o", output).code == 0
    assert "proposed" not in output.read_text(encoding="utf-8")
    assert "rests on a proposed mapping" not in run("check", output).out


def test_tells_what_it_does_not_carry(run, listed):
    """On stderr, with lines and counted; stdout is the contract alone."""
    ran = run("import", "pricing2yaml", listed)
    assert ran.out.startswith("# Imported from")
    assert f"  {listed}:8: unknown key `colour` is not read" in ran.err
    assert f"  {listed}:6: darkMode" in ran.err
    assert ran.err.endswith("1 deliveries of 1 clause kinds, 1 of them proposed; 1 notes\n")


def test_proposals_are_one_json_line_a_feature(run, listed):
    """In the order of the price list, a feature that sells nothing with an empty list."""
    lines = [
        json.loads(line) for line in run("import", "pricing2yaml", listed, "--proposals").out.splitlines()
    ]
    assert [line["feature"] for line in lines] == ["samlSingleSignOn", "darkMode"]
    (kind,) = lines[0]["clauses"]
    assert (kind["clause"], kind["extra"]) == ("single-sign-on", False)
    assert 0.5 <= kind["confidence"] <= 1
    assert kind["because"]
    assert lines[1]["clauses"] == []


def test_a_malformed_list_is_refused_with_its_line(run, listed, tmp_path):
    """Nothing is written."""
    listed.write_text(LIST.replace('"EUR"', '"euros of old"'), encoding="utf-8")
    ran = run("import", "pricing2yaml", listed, "-o", tmp_path / "out.yaml")
    assert ran.code == 4
    assert f"{listed}:5:13: error: `euros of old` is not a currency" in ran.err
    assert not (tmp_path / "out.yaml").exists()


def test_a_file_that_is_not_there_and_a_format_that_is_unknown(run, tmp_path):
    """Each is told, and nothing else is."""
    assert run("import", "pricing2yaml", tmp_path / "no.yml").code == 4
    assert run("import", "pricing3yaml", tmp_path / "no.yml").code == 2
