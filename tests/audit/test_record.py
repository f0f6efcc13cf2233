"""A baseline of known findings: identities, not counts."""

from __future__ import annotations

import json
from datetime import date

import pytest

from slacheck.audit.model import Recorded
from slacheck.audit.record import baseline_schema, compare, read_record, recorded, render_record
from slacheck.rule.model import Outcome, Severity
from slacheck.source.problem import Unreadable
from tests.audit.register import BREAKS, CONTRACT, RULES, TODAY, alone, run, waiver
from tests.audit.test_run import CONSENT, NOTICE, SOLD
from tests.oracle.ground import node

jsonschema = pytest.importorskip("jsonschema", reason="baselines are checked with jsonschema")

BEFORE = date(2026, 1, 1)
NAMES = frozenset(rule["id"] for rule in (*RULES, BREAKS))


def record(*contracts, day=BEFORE):
    """The baseline of some contracts, written and read again."""
    return read_record(node(render_record(recorded(contracts or [alone()], day)), "known.yaml"))


def changed(known, **changes):
    """The same with every entry changed."""
    entries = {key: one._replace(**changes) for key, one in known.entries.items()}
    return known._replace(entries=entries)


def compared(text=CONTRACT, known=None, *rules):
    (one,), _ = compare([alone(text, *rules)], known or record(), NAMES)
    return one


def new(contract):
    return [one.subject for one in contract.findings if one.past and one.past.new]


def test_what_is_recorded_is_known_and_does_not_count():
    contract = compared()
    assert contract.known == len(contract.findings) == 5
    assert not [one for one in contract.findings if one.counts]
    assert {one.past.since for one in contract.findings} == {BEFORE}
    assert contract.counts[Outcome.GAP] == contract.counts[Outcome.UNKNOWN] == 0
    assert new(contract) == []


def test_another_finding_is_new_however_many_are_gone():
    """One is fixed and one comes: the number is the same, the findings are not."""
    edited = CONTRACT.replace("on_silence: refused", "on_silence: nothing").replace(
        "delivers: [logging]", "delivers: [logging, hotline]"
    )
    contract = compared(edited.replace("{hosted: true}", "{hosted: true, multi-user: true}"))
    assert new(contract) == ["hotline"]
    assert [one.rule for one in contract.gone] == ["silence"]
    assert [one.counts for one in contract.findings if one.subject == "hotline"] == [True]


@pytest.mark.parametrize(
    ("changes", "was"),
    [({"outcome": Outcome.UNKNOWN}, "unknown"), ({"severity": Severity.INFO}, "info")],
)
def test_what_has_become_graver_is_new(changes, was):
    """An unknown that is a gap now, and a rule with a higher severity."""
    contract = compared(known=changed(record(), **changes))
    grave = [one for one in contract.findings if one.past.new]
    assert "sso" in [one.subject for one in grave]
    assert {one.past.was for one in grave} == {was}
    assert {one.past.since for one in grave} == {BEFORE}


def test_what_has_become_lighter_is_known():
    contract = compared(known=changed(record(), outcome=Outcome.GAP, severity=Severity.ERROR))
    assert new(contract) == []


def test_an_unknown_that_moves_and_becomes_a_gap_is_new_and_not_fixed():
    """Its place is another one then, and so is its fingerprint."""
    contract = compared(CONTRACT + "term: {initial: P9Y}\n")
    assert [(one.rule, one.outcome) for one in contract.findings if one.past.new] == [("notice", Outcome.GAP)]
    assert contract.gone == ()


def test_a_broken_rule_is_neither_recorded_nor_known_nor_fixed():
    held = record(alone(CONTRACT, {**BREAKS, "require": "false"}))
    assert len(held.entries) == 1
    contract = compared(CONTRACT, held, BREAKS)
    assert [one.counts for one in contract.findings] == [True]
    assert contract.gone == ()
    assert recorded([alone(CONTRACT, BREAKS)], BEFORE) == []


def test_what_was_not_checked_is_counted_and_not_fixed():
    held = record(alone(), alone(CONTRACT.replace("id: c,", "id: d,")))
    (contract,), ledger = compare([alone(CONTRACT, SOLD)], held, frozenset({"sold"}))
    assert contract.gone == ()
    assert contract.known == 2
    assert ledger.elsewhere == 8


def test_the_first_day_is_kept():
    again = recorded([alone()], TODAY, record(alone(CONTRACT, SOLD)))
    assert {one.rule: one.since for one in again} == {"sold": BEFORE, "silence": TODAY, "notice": TODAY}


def test_of_two_versions_of_a_contract_the_lighter_finding_is_recorded():
    light = alone(CONTRACT, {**SOLD, "severity": "info"})
    for pair in ((light, alone(CONTRACT, SOLD)), (alone(CONTRACT, SOLD), light)):
        assert {one.severity for one in recorded(pair, BEFORE)} == {Severity.INFO}


# -- with waivers


def test_what_is_waived_is_not_recorded():
    """When the waiver ends, the finding counts."""
    report = run(waiver())
    assert "sso" not in [one.subject for one in recorded(report.contracts, BEFORE)]


def test_what_is_waived_and_known_counts_as_waived():
    report = run(waiver(), record=record())
    (contract,) = report.contracts
    assert (report.waived, report.known) == (1, 4)
    assert contract.gone == ()
    assert sum(report.counts.values()) + 5 == sum(alone().counts.values())


def test_what_is_wrong_with_waivers_is_never_known():
    late = run(waiver(expires="2026-11-21"))
    assert {one.rule for one in recorded(late.contracts, BEFORE)} == {"sold", "silence", "notice"}
    own = next(one for one in late.contracts[0].findings if one.pack == "slacheck")
    forged = Recorded("c", own.rule, own.subject, own.fingerprint, Outcome.GAP, Severity.ERROR, BEFORE)
    held = read_record(node(render_record([forged]), "known.yaml"))
    (contract,) = run(waiver(expires="2026-11-21"), record=held).contracts
    assert [one.counts for one in contract.findings if one.pack == "slacheck"] == [True]


# -- the file


def test_the_same_findings_give_the_same_bytes():
    """In whatever order they are found; a finding a line."""
    entries = recorded([alone()], BEFORE)
    text = render_record(entries)
    assert text == render_record(reversed(entries))
    assert text == render_record(record().entries.values())
    assert len([line for line in text.splitlines() if "fingerprint" in line]) == len(entries)


def test_nothing_known_is_a_baseline_too():
    assert read_record(node(render_record([]))).entries == {}


@pytest.mark.parametrize("words", ["#1", "a: b", "[x]", "NO", "0123", 'ü “x” \\ "', "a\u202eb", "{a}"])
def test_any_name_survives(words):
    one = Recorded(words, words, words, words, Outcome.GAP, Severity.INFO, BEFORE)
    assert list(read_record(node(render_record([one]))).entries.values()) == [one]


GOOD = {
    "contract": "c", "rule": "r", "subject": "s", "outcome": "gap", "severity": "error", "since": "2026-01-01",
    "fingerprint": "f",
}  # fmt: skip
BAD = {
    "pass": {"outcome": "pass"},
    "broken": {"outcome": "broken"},
    "fatal": {"severity": "fatal"},
    "no day": {"since": "2026-02-30"},
    "no date": {"since": "yesterday"},
    "a number": {"fingerprint": 12},
    "unknown key": {"line": 12},
    "nothing": {"rule": ""},
}


def written(*findings, **more):
    return json.dumps({"apiVersion": "slacheck/v1", "kind": "Baseline", "findings": list(findings), **more})


@pytest.mark.parametrize("name", BAD)
def test_a_malformed_entry_is_an_error_of_the_whole_file(name):
    with pytest.raises(Unreadable):
        read_record(node(written({**GOOD, **BAD[name]})))


@pytest.mark.parametrize(
    "text",
    [
        written(GOOD, GOOD),
        written("x"),
        written(findings={}),
        written(kind="Waivers"),
        written(apiVersion="slacheck/v2"),
        written(waivers=[]),
        "[]",
        "apiVersion: slacheck/v1\nkind: Baseline\n",
    ],
)
def test_a_malformed_file_is_an_error(text):
    with pytest.raises(Unreadable):
        read_record(node(text))


def test_the_schema_says_what_the_reader_says():
    """Apart from the calendar."""
    schema = baseline_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    valid = jsonschema.Draft202012Validator(schema).is_valid
    assert valid(json.loads(written(GOOD)))
    assert valid(node(render_record(recorded([alone()], BEFORE))).value)
    assert [name for name in BAD if valid(json.loads(written({**GOOD, **BAD[name]})))] == ["no day"]


def test_rules_of_the_samples_differ():
    assert len({rule["id"] for rule in (SOLD, CONSENT, NOTICE)}) == 3
