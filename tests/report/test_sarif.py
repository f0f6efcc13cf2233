"""SARIF 2.1.0: its schema, what the specification asks beyond it, and what code scanning makes of it."""

from __future__ import annotations

import json

import pytest

from slacheck.report.sarif import render
from slacheck.rule.model import Doc, Outcome
from slacheck.source.problem import Problem
from slacheck.source.span import Source
from tests.report.samples import (
    ABSENT,
    BROKEN,
    CLEAN,
    CONTRACT,
    EMPTY,
    FULL,
    GOVERNED,
    MARKS,
    PASSED,
    SINGLE,
    SOLD,
    TEXT,
    WAIVED,
    at,
    hostile,
    many_absent,
    report,
)
from tests.report.test_formats import HOSTILE


def run_of(found):
    [run] = json.loads(render(found))["runs"]
    return run


def results(found, rule):
    return [one for one in run_of(found)["results"] if one["ruleId"] == rule]


@pytest.fixture(scope="module")
def validator(corpus):
    """Checks by the schema that OASIS publishes."""
    jsonschema = pytest.importorskip("jsonschema", reason="the schema is checked with jsonschema")
    schema = json.loads((corpus("sarif") / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    return jsonschema.validators.validator_for(schema)(schema)


SAMPLES = [
    FULL,
    SINGLE,
    EMPTY,
    GOVERNED,
    report(CLEAN),
    report(CONTRACT, root="/somewhere", strict=True),
    *map(hostile, HOSTILE),
]


@pytest.mark.parametrize("found", SAMPLES, ids=range(len(SAMPLES)))
def test_keeps_to_the_schema(found, validator):
    """Hostile texts included."""
    validator.validate(json.loads(render(found)))


def test_the_schema_would_notice(validator):
    log = json.loads(render(SINGLE))
    log["runs"][0]["results"][0]["kind"] = "gap"
    assert not validator.is_valid(log)


@pytest.mark.parametrize("found", SAMPLES, ids=range(len(SAMPLES)))
def test_indices_point_to_what_they_name(found):
    """Rules, artifacts and notifications; identities are unique."""
    run = run_of(found)
    driver = run["tool"]["driver"]
    for one in run["results"]:
        assert driver["rules"][one["ruleIndex"]]["id"] == one["ruleId"]
        for location in (*one["locations"], *one.get("relatedLocations", ())):
            place = location["physicalLocation"]["artifactLocation"]
            assert run["artifacts"][place["index"]]["location"]["uri"] == place["uri"]
    for notice in run["invocations"][0]["toolExecutionNotifications"]:
        descriptor = notice["descriptor"]
        assert driver["notifications"][descriptor["index"]]["id"] == descriptor["id"]
        rule = notice.get("associatedRule")
        assert rule is None or driver["rules"][rule["index"]]["id"] == rule["id"]
    hashes = [one["partialFingerprints"].get("primaryLocationLineHash") for one in run["results"]]
    assert len(set(filter(None, hashes))) == len(list(filter(None, hashes)))


def test_a_result_that_does_not_fail_has_no_level():
    """Section 3.27.10: any other kind goes with `none`."""
    for found in SAMPLES:
        for one in run_of(found)["results"]:
            assert (one["kind"] == "fail") == (one["level"] != "none")


def test_what_is_not_settled_is_open():
    """Its questions are told, and the places where the answers belong are related."""
    [asked] = results(SINGLE, "silence-as-waiver")
    assert (asked["kind"], asked["level"]) == ("open", "none")
    assert asked["message"]["text"].endswith("Is the customer a financial entity?")
    assert asked["properties"]["missingFacts"] == [
        "/pricing/options/1/consent",
        "/service/facts/financial-entity",
    ]
    assert asked["relatedLocations"][-1]["message"]["text"] == "Is the customer a financial entity?"


def test_what_passed_is_counted_and_not_listed():
    """Code scanning makes an alert of every result, of a pass, too (microsoft/PSRule#955)."""
    aside = PASSED._replace(outcome=Outcome.NOT_APPLICABLE)
    run = run_of(report(CLEAN._replace(findings=(PASSED, aside))))
    assert run["results"] == []
    assert run["properties"]["summary"]["pass"] == 44


def test_a_region_names_the_words():
    """In code points, as `columnKind` says, with the line breaks of YAML."""
    source = Source("a.yaml", "one: 😀 two\rthree: 😀 words\n", "0" * 64)
    one = SOLD._replace(location=at("words", "/three", source), evidence=())
    run = run_of(report(CONTRACT._replace(findings=(one,))))
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["newlineSequences"] == ["\r\n", "\n", "\r"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 10, "endLine": 2, "endColumn": 15}


def test_a_place_has_a_pointer_and_a_clause():
    [sold] = results(SINGLE, "baseline-sold-as-option")
    assert sold["locations"][0]["logicalLocations"] == [
        {"fullyQualifiedName": "/pricing/options/0"},
        {"name": "role-based-access-control", "kind": "clause"},
    ]


def test_files_are_named_from_the_working_folder():
    """Relative to a base that is described and not named, so that no machine shows in the log."""
    source = Source("/home/somebody/in a folder/a.yaml", TEXT, "a" * 64)
    one = SOLD._replace(location=at("clauses", "", source), evidence=())
    contract = CONTRACT._replace(file=source.name, findings=(one,))
    log = render(report(contract, root="/home/somebody"))
    assert "/home/somebody" not in log
    [run] = json.loads(log)["runs"]
    location = {"uri": "in%20a%20folder/a.yaml", "uriBaseId": "%SRCROOT%"}
    assert [one["location"] for one in run["artifacts"]] == [location]
    assert "uri" not in run["originalUriBaseIds"]["%SRCROOT%"]


def test_a_file_outside_of_it_has_an_absolute_uri():
    run = run_of(report(CLEAN._replace(file="../a.yaml"), root="/home/somebody"))
    assert run["artifacts"][0]["location"] == {"uri": "file:///home/a.yaml"}
    assert run["artifacts"][0]["hashes"] == {"sha-256": "b" * 64}


def test_every_rule_of_the_packs_is_described():
    """Found or not, with what explains it and its anchors with their strength."""
    rules = run_of(FULL)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules[:2]] == [mark.id for mark in MARKS]
    rule = rules[0]
    assert rule["name"] == "BaselineSoldAsOption"
    assert rule["shortDescription"]["text"] == "A protection of the base service is sold as an option."
    assert rule["fullDescription"]["text"].endswith("The cheapest purchase is not fit for its purpose.")
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["properties"]["tags"] == ["baseline", "regulated", "error"]
    assert "helpUri" not in rule
    for form in ("text", "markdown"):
        for part in (
            "Why:",
            "Instead:",
            "When it is mistaken:",
            "MVSP 2.1 (standard, not verified)",
            "legal advice",
        ):
            assert part in rule["help"][form]


def test_a_long_description_is_cut_and_the_help_is_not():
    """Code scanning refuses more than 1,024 characters."""
    mark = MARKS[0]._replace(doc=Doc("word " * 400, "why " * 400, "i", "f"))
    rule = run_of(report(rules=(mark,)))["tool"]["driver"]["rules"][0]
    assert len(rule["shortDescription"]["text"]) <= 1_024
    assert len(rule["fullDescription"]["text"]) <= 1_024
    assert rule["fullDescription"]["text"].endswith("word…")
    assert "why why why" in rule["help"]["text"]


def test_two_packs_may_have_a_rule_of_one_name():
    other = SOLD._replace(pack="house", fingerprint="9" * 32)
    run = run_of(report(CONTRACT._replace(findings=(SOLD, other)), rules=MARKS))
    assert len({one["ruleIndex"] for one in run["results"]}) == 2


def test_a_rule_that_broke_is_a_notification_and_a_result():
    """Code scanning shows no notification, and calls the alerts of the rule fixed (never a green by accident)."""
    run = run_of(report(CONTRACT._replace(findings=(BROKEN,))))
    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"] is False
    [notice] = invocation["toolExecutionNotifications"]
    assert notice["associatedRule"]["id"] == "house-rule"
    assert [(one["ruleId"], one["level"]) for one in run["results"]] == [("slacheck-broken-rule", "error")]


def test_a_file_that_cannot_be_read_is_a_notification_and_a_result_for_each_problem():
    run = run_of(FULL)
    notices = run["invocations"][0]["toolExecutionNotifications"][:2]
    assert [one["locations"][0]["physicalLocation"]["region"]["startLine"] for one in notices] == [2, 1]
    found = results(FULL, "slacheck-unreadable-contract")
    assert [one["message"]["text"] for one in found] == [one["message"]["text"] for one in notices]
    assert found[0]["relatedLocations"][0]["message"]["text"] == "the first one"


def test_a_clean_run_succeeds_and_names_its_packs():
    run = run_of(report(CLEAN))
    assert run["invocations"][0]["executionSuccessful"] is True
    assert run["automationDetails"] == {"id": "slacheck/baseline/"}
    assert run["properties"]["packs"][0]["sha256"] == "d" * 64
    assert run["properties"]["today"] == "2026-11-22"


def test_rules_that_applied_to_nothing_are_noted():
    [note] = run_of(FULL)["invocations"][0]["toolConfigurationNotifications"]
    assert note["level"] == "note"
    assert note["associatedRule"] == {"id": "house-idle", "index": 1}


def test_findings_of_one_rule_on_one_line_stay_apart():
    """The uploader would give them one identity by their line, and code scanning one alert."""
    run = run_of(report(CONTRACT._replace(findings=(SOLD, *many_absent(20)))))
    hashes = [one["partialFingerprints"].get("primaryLocationLineHash") for one in run["results"]]
    assert hashes[0] is None
    assert len(set(hashes[1:])) == 20
    assert [one["partialFingerprints"]["slacheck/v1"] for one in run["results"]][1:] == hashes[1:]


def test_the_wording_is_proposed_and_no_fix_is_claimed():
    """What replaces what is a lawyer's decision."""
    [sold] = results(SINGLE, "baseline-sold-as-option")
    assert sold["properties"]["proposedWording"] == SOLD.wording
    assert "fixes" not in sold


def test_nothing_in_a_message_is_taken_for_a_link():
    """`[text](0)` would lead to a related place (3.11.6)."""
    one = ABSENT._replace(message="see [here](http://evil.example) or [there](0)")
    message = run_of(report(CONTRACT._replace(findings=(one,))))["results"][0]["message"]
    assert "](" not in message["text"]
    assert "\\[here\\]" in message["markdown"]


def test_every_result_says_whether_it_is_suppressed():
    """All of them or none (3.27.23)."""
    assert all(one["suppressions"] == [] for one in run_of(FULL)["results"])


def test_a_waiver_is_a_suppression():
    """Accepted, with who accepted it, the ticket, its end and the reason."""
    [one] = results(GOVERNED, "baseline-sold-as-option")
    [found] = one["suppressions"]
    assert (found["kind"], found["status"]) == ("external", "accepted")
    assert found["justification"].startswith(
        "waived until 2027-06-30 by Jane Doe, CISO (RISK-12): The module"
    )
    assert found["properties"] == {"approver": "Jane Doe, CISO", "ticket": "RISK-12", "expires": "2027-06-30"}


def test_what_a_baseline_knows_is_suppressed_and_what_is_new_is_not():
    """Twelve are known, one has become graver."""
    said = [one["suppressions"] for one in results(GOVERNED, "baseline-absent")]
    assert [one[0]["justification"] for one in said if one] == [
        "known since 2026-01-15, from the baseline"
    ] * 12
    assert said.count([]) == 1


def test_what_is_wrong_with_a_waiver_stands_in_its_file():
    [one] = results(GOVERNED, "waiver-expired")
    assert one["suppressions"] == []
    assert one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "slacheck-waivers.yaml"


def test_a_waiver_is_valid_sarif(validator):
    waiver = WAIVED.waiver._replace(reason="\x1b\u202e]]>\ud83d", approver="", ticket="")
    run = report(CONTRACT._replace(findings=(WAIVED._replace(waiver=waiver),)))
    validator.validate(json.loads(render(run)))


def test_an_unreadable_file_without_any_text_has_a_place():
    """Code scanning refuses a result without one."""
    from slacheck.audit.model import UnreadableFile

    run = run_of(report(unreadable=(UnreadableFile("gone.yaml", (Problem("cannot be read", None),)),)))
    assert run["artifacts"] == [
        {
            "location": {"uri": "gone.yaml", "uriBaseId": "%SRCROOT%"},
            "mimeType": "application/yaml",
            "roles": ["analysisTarget"],
        }
    ]
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
