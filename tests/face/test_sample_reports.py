"""The formats for machines over the sample contracts: valid, complete, and agreeing with one another."""

from __future__ import annotations

import csv
import json
from collections import Counter
from io import StringIO
from xml.etree import ElementTree as ET

import pytest

from slacheck.face.cli import main
from slacheck.source.excerpt import prose

MACHINES = ("json", "sarif", "junit", "gitlab", "github", "csv")


@pytest.fixture(scope="module", params=["en", "fr"])
def written(request, checkout, tmp_path_factory):
    """Every format of one run over all samples, in two languages."""
    folder = tmp_path_factory.mktemp("samples")
    formats = [word for name in MACHINES for word in ("--format", f"{name}={folder / name}")]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(checkout)
        argv = ["check", "contracts", "--today", "2026-11-22", "--lang", request.param]
        assert main([*argv, "--summary", str(folder / "summary"), *formats]) == 1
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


@pytest.fixture(scope="module")
def findings(written):
    """The findings by the JSON report, each with its file."""
    report = json.loads(written["json"])
    assert len(report["contracts"]) == 11
    found = [(contract["file"], one) for contract in report["contracts"] for one in contract["findings"]]
    assert len(found) > 200
    return found


def places(findings):
    return Counter((file, one["rule"], one["location"]["line"]) for file, one in findings)


def test_sarif_keeps_to_its_schema(written, corpus):
    jsonschema = pytest.importorskip("jsonschema", reason="the schema is checked with jsonschema")
    schema = json.loads((corpus("sarif") / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.validators.validator_for(schema)(schema).validate(json.loads(written["sarif"]))


def test_sarif_holds_every_finding_at_its_line(written, findings):
    [run] = json.loads(written["sarif"])["runs"]
    assert run["invocations"][0]["executionSuccessful"] is True
    found = Counter()
    for one in run["results"]:
        place = one["locations"][0]["physicalLocation"]
        found[place["artifactLocation"]["uri"], one["ruleId"], place["region"]["startLine"]] += 1
    assert found == places(findings)
    assert len(run["artifacts"]) == 11


def test_sarif_keeps_within_the_limits_of_code_scanning(written):
    """Short names, few tags, descriptions of at most 1,024 characters, ten megabytes even before compression."""
    assert len(written["sarif"].encode()) < 10_000_000
    for rule in json.loads(written["sarif"])["runs"][0]["tool"]["driver"]["rules"]:
        assert len(rule["id"]) < 256
        assert len(rule["properties"]["tags"]) <= 20
        assert len(rule["shortDescription"]["text"]) <= 1_024
        assert len(rule["fullDescription"]["text"]) <= 1_024
        assert rule["help"]["text"].startswith(rule["shortDescription"]["text"])


def test_sarif_tells_findings_apart_on_one_line(written):
    """By rule, file and the identity that code scanning sees."""
    [run] = json.loads(written["sarif"])["runs"]
    seen = Counter()
    for one in run["results"]:
        place = one["locations"][0]["physicalLocation"]
        known = one["partialFingerprints"].get("primaryLocationLineHash", place["region"]["startLine"])
        seen[one["ruleId"], place["artifactLocation"]["uri"], known] += 1
    assert max(seen.values()) == 1


def test_junit_counts_what_the_report_counts(written):
    summary = json.loads(written["json"])["summary"]
    root = ET.fromstring(written["junit"].encode("utf-8"))
    assert int(root.get("failures")) == summary["gap"]
    assert int(root.get("skipped")) == summary["unknown"]
    assert int(root.get("errors")) == 0
    assert int(root.get("tests")) == summary["gap"] + summary["unknown"] + summary["pass"]
    assert len(root) == 11


def test_gitlab_holds_every_finding_once(written, findings):
    entries = json.loads(written["gitlab"])
    found = Counter(
        (one["location"]["path"], one["check_name"], one["location"]["lines"]["begin"]) for one in entries
    )
    assert found == places(findings)
    assert len({one["fingerprint"] for one in entries}) == len(entries)


def test_csv_holds_every_finding_with_its_texts(written, findings):
    rows = list(csv.DictReader(StringIO(written["csv"].removeprefix("\ufeff"), newline=""), strict=True))
    assert [(row["file"], row["rule"], row["fingerprint"]) for row in rows] == [
        (file, one["rule"], one["fingerprint"]) for file, one in findings
    ]
    gaps = [(row, one) for row, (_, one) in zip(rows, findings, strict=True) if one["outcome"] == "gap"]
    assert all(row["instead"] == " ".join(one["remedy"].split()) for row, one in gaps)


def test_github_writes_ten_of_each_level(written, findings):
    """And the log names each finding, as a command or as a line."""
    levels = Counter(
        line.partition(" ")[0] for line in written["github"].splitlines() if line.startswith("::")
    )
    assert levels == {"::error": 10, "::warning": 10, "::notice": 10}
    said = written["github"].replace("%25", "%")
    assert all(prose(one["message"]) in said for _, one in findings)


def test_the_summary_holds_every_finding(written, findings):
    rows = [line for line in written["summary"].splitlines() if line.startswith("| **")]
    assert len(rows) == len(findings)
