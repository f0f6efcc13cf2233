"""Waivers: what holds, what does not and says so, and what never can be waived."""

from __future__ import annotations

import random
from datetime import date

import pytest

from slacheck.audit.register import read_register, waivers_schema
from slacheck.quantity import Duration
from slacheck.rule.model import Outcome, Severity
from slacheck.source.problem import Unreadable
from tests.audit.register import BREAKS, CONTRACT, alone, gap, register, run, waiver
from tests.audit.test_run import SOLD
from tests.oracle.ground import node

jsonschema = pytest.importorskip("jsonschema", reason="registers are checked with jsonschema")


def said(report):
    """What is wrong with waivers: the rule, how grave, the message."""
    found = [one for contract in report.contracts for one in contract.findings if one.pack == "slacheck"]
    return [(one.rule, one.severity.value, one.message) for one in found]


def waived(report):
    return [one.subject for contract in report.contracts for one in contract.findings if one.waiver]


def kinds(report):
    return [(rule, severity) for rule, severity, _ in said(report)]


# -- what holds


def test_a_waived_finding_stays_a_gap_and_does_not_count():
    """It says who, why and until when, and is counted as waived and nowhere else."""
    plain, report = alone(), run(waiver())
    (one,) = [each for each in report.contracts[0].findings if each.waiver]
    assert (one.rule, one.subject, one.outcome) == ("sold", "sso", Outcome.GAP)
    assert not one.counts
    assert one.waiver == ("sold", "Jane Doe", "ordered", "RISK-1", date(2027, 6, 30), date(2026, 11, 1))
    assert said(report) == []
    assert report.waived == report.contracts[0].waived == 1
    assert sum(plain.counts.values()) == sum(report.counts.values()) + report.waived
    assert report.counts[Outcome.GAP] == plain.counts[Outcome.GAP] - 1


def test_fingerprints_do_not_know_of_waivers():
    before = {one.fingerprint for one in alone().findings}
    assert before == {one.fingerprint for one in run(waiver()).contracts[0].findings}


@pytest.mark.parametrize(
    "named",
    [
        {"clause": None, "subject": "sso"},
        {"clause": None, "rule": None, "fingerprint": gap().fingerprint},
        {"fingerprint": gap().fingerprint},
    ],
)
def test_a_finding_is_named_by_clause_subject_or_fingerprint(named):
    assert waived(run(waiver(**named))) == ["sso"]


@pytest.mark.parametrize("day", ["2026-11-01", "2027-06-30"])
def test_it_holds_on_its_first_and_its_last_day(day):
    assert waived(run(waiver(), today=date.fromisoformat(day))) == ["sso"]


def test_an_unknown_can_be_waived():
    asked = gap("notice", "contract")
    assert asked.outcome is Outcome.UNKNOWN
    report = run(waiver(rule="notice", clause=None, subject="contract", wording=asked.words))
    assert waived(report) == ["contract"]
    assert report.counts[Outcome.UNKNOWN] == alone().counts[Outcome.UNKNOWN] - 1
    assert not {rule for rules in report.contracts[0].questions().values() for rule in rules} & {"notice"}


# -- what does not hold

FAULTS = {
    "expired": ({"expires": "2026-11-21"}, ("waiver-expired", "error"), "held until 2026-11-21"),
    "void": ({"wording": "0" * 64}, ("waiver-void", "error"), "words have changed"),
    "not yet": ({"date": "2026-11-23"}, ("waiver-invalid", "error"), "from 2026-11-23 on, and not yet"),
    "too long": ({"expires": "2027-11-02"}, ("waiver-invalid", "error"), "for more than P1Y"),
    "unknown rule": ({"rule": "solt"}, ("waiver-unused", "warning"), "did you mean `sold`?"),
    "unused": ({"clause": "hotline"}, ("waiver-unused", "warning"), "nothing that is found matches it"),
    "other fingerprint": ({"fingerprint": "1" * 32}, ("waiver-unused", "warning"), "nothing that is found"),
    "no reason": ({"reason": None}, ("waiver-invalid", "error"), "`reason` missing"),
    "blank approver": ({"approver": " "}, ("waiver-invalid", "error"), "`approver` is not a text"),
    "no expiry": ({"expires": None}, ("waiver-invalid", "error"), "`expires` missing"),
    "no such day": ({"expires": "2027-02-30"}, ("waiver-invalid", "error"), "no such day"),
    "no date": ({"expires": "next year"}, ("waiver-invalid", "error"), "`expires` is no date"),
    "backwards": ({"date": "2027-07-01"}, ("waiver-invalid", "error"), "expires before its date"),
    "misspelt key": ({"aprover": "x"}, ("waiver-invalid", "error"), "did you mean `approver`?"),
    "no digest": ({"wording": "abc"}, ("waiver-invalid", "error"), "expected a digest"),
    "whole rule": ({"clause": None}, ("waiver-invalid", "error"), "does not say what it waives"),
    "two subjects": ({"subject": "sso"}, ("waiver-invalid", "error"), "say the same"),
    "a number": ({"ticket": 12}, ("waiver-invalid", "error"), "`ticket` is not a text"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_does_not_hold_waives_nothing_and_is_a_finding(name):
    """With its place in the file of waivers; the gap counts as before."""
    changes, kind, words = FAULTS[name]
    report = run(waiver(**changes))
    assert waived(report) == []
    assert kinds(report) == [kind]
    assert words in said(report)[0][2]
    (one,) = [each for each in report.contracts[0].findings if each.pack == "slacheck"]
    assert one.location.span.source.name == "slacheck-waivers.yaml"
    assert one.location.path.startswith("/waivers/0")
    assert one.counts
    assert report.counts[Outcome.GAP] == alone().counts[Outcome.GAP] + 1


def test_the_place_is_the_word_that_is_wrong():
    (one,) = [
        each for each in run(waiver(expires="2026-11-21")).contracts[0].findings if each.pack == "slacheck"
    ]
    assert one.location.span.text == '"2026-11-21"'


@pytest.mark.parametrize("severity", ["error", "warning", "info"])
def test_a_failed_waiver_is_as_grave_as_what_it_leaves_open(severity):
    report = run(waiver(expires="2026-11-21"), rules=({**SOLD, "severity": severity},))
    assert kinds(report) == [("waiver-expired", severity)]


def test_a_house_may_allow_more_time_or_less():
    assert waived(run(waiver(expires="2028-06-30"), longest=Duration(months=24))) == ["sso"]
    assert kinds(run(waiver(), longest=Duration.days(30))) == [("waiver-invalid", "error")]


def test_nobody_waives_an_unwaivable_rule():
    report = run(waiver(), rules=({**SOLD, "unwaivable": True},))
    assert waived(report) == []
    assert said(report)[0] == (
        "waiver-invalid", "error", "the waiver of `sold sso` waives nothing: nobody may waive `sold`",
    )  # fmt: skip


def test_nobody_waives_a_rule_that_broke():
    """Nor is the waiver unused: nothing was checked."""
    broken = next(one for one in alone(CONTRACT, BREAKS).findings if one.outcome is Outcome.BROKEN)
    report = run(
        waiver(rule=None, clause=None, fingerprint=broken.fingerprint, wording=broken.words), rules=(BREAKS,)
    )
    assert waived(report) == said(report) == []
    assert report.counts[Outcome.BROKEN] == 1


# -- several waivers


def test_of_two_waivers_of_one_finding_the_later_is_in_force():
    report = run(waiver(approver="B", date="2026-11-02"), waiver(approver="A"))
    (one,) = [each for each in report.contracts[0].findings if each.waiver]
    assert one.waiver.approver == "B"
    assert said(report) == [
        ("waiver-duplicate", "warning", "the waiver of `sold sso` by A is not in force: a later one is")
    ]


def test_an_expired_waiver_that_was_renewed_is_a_warning():
    report = run(waiver(expires="2026-11-20"), waiver(date="2026-11-21"))
    assert waived(report) == ["sso"]
    assert kinds(report) == [("waiver-expired", "warning")]


def test_the_order_in_the_file_does_not_matter():
    many = [
        waiver(), waiver(expires="2026-11-02"), waiver(clause="logging", wording=gap("sold", "logging").words),
        waiver(clause="hotline"), waiver(date="2026-11-05", approver="B"), waiver(reason=None),
    ]  # fmt: skip
    expected = sorted(said(run(*many))), sorted(waived(run(*many)))
    for seed in range(6):
        random.Random(seed).shuffle(many)
        assert (sorted(said(run(*many))), sorted(waived(run(*many)))) == expected


# -- several contracts

OTHER = CONTRACT.replace("id: c,", "id: d,")
DEARER = CONTRACT.replace("amount: 5", "amount: 6")


def test_a_waiver_of_another_contract_is_counted_and_waives_nothing_here():
    report = run(waiver(contract="d"))
    assert waived(report) == said(report) == []
    assert report.waivers.elsewhere == 1


def test_a_waiver_is_unused_only_if_no_contract_of_the_run_needs_it():
    """Two files may be two versions of one contract."""
    settled = CONTRACT.replace("price: {amount: 5, per: month}", "price: {amount: 0, per: month}")
    report = run(waiver(), texts=(settled, CONTRACT))
    assert said(report) == []
    assert waived(report) == ["sso"]


def test_a_version_with_other_words_is_not_waived():
    report = run(waiver(), texts=(CONTRACT, DEARER))
    assert [contract.waived for contract in report.contracts] == [1, 0]
    assert kinds(report) == [("waiver-void", "error")]


def test_the_same_finding_of_another_contract_is_not_waived():
    report = run(waiver(), texts=(CONTRACT, OTHER))
    assert [contract.waived for contract in report.contracts] == [1, 0]


def test_a_malformed_waiver_of_no_contract_of_the_run_is_a_file_that_cannot_be_read():
    report = run(waiver(contract="elsewhere", reason=None), waiver(contract=None), "waive it all")
    (file,) = report.unreadable
    assert file.file == "slacheck-waivers.yaml"
    assert len(file.problems) == 3


# -- the file


@pytest.mark.parametrize(
    "text",
    [
        "kind: Waivers\n",
        "apiVersion: slacheck/v1\nkind: Waiver\nwaivers: []\n",
        "apiVersion: slacheck/v2\nkind: Waivers\nwaivers: []\n",
        "apiVersion: slacheck/v1\nkind: Waivers\nwaivers: {}\n",
        "apiVersion: slacheck/v1\nkind: Waivers\nwaivers: []\nwavers: []\n",
        "- a\n",
    ],
)
def test_a_file_that_is_no_register_is_refused(text):
    with pytest.raises(Unreadable):
        read_register(node(text))


def test_an_empty_register_waives_nothing():
    report = run()
    assert said(report) == waived(report) == []


def test_the_schema_says_what_the_reader_says():
    """A waiver is valid by the schema where it is well formed, apart from the calendar."""
    schema = waivers_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    valid = jsonschema.Draft202012Validator(schema).is_valid
    beyond = ("no such day", "backwards", "blank approver")
    for name, (changes, kind, _) in FAULTS.items():
        text = {"apiVersion": "slacheck/v1", "kind": "Waivers", "waivers": [waiver(**changes)]}
        flawed = bool(register(waiver(**changes)).flawed)
        assert valid(text) is not flawed or name in beyond, (name, kind)


def test_many_waivers_take_no_time_that_grows_with_their_square(within):
    many = [waiver(clause=f"kind-{number}") for number in range(2_000)]
    with within(400):
        report = run(*many)
    assert len(said(report)) == 2_000
    assert {one.severity for one in report.contracts[0].findings if one.pack == "slacheck"} == {
        Severity.WARNING
    }
    assert len({one.fingerprint for one in report.contracts[0].findings}) == 2_000 + len(alone().findings)


def test_what_is_only_proposed_is_an_information():
    own = register()._replace(proposed=register(waiver()).entries)
    from slacheck.audit.waiver import Bench, judge_waivers

    judged = judge_waivers([alone()], own, Bench(date(2026, 11, 22), Duration(months=12), {}))
    (one,) = [each for each in judged.contracts[0].findings if each.pack == "slacheck"]
    assert (one.rule, one.severity) == ("waiver-not-approved", Severity.INFO)
    assert judged.contracts[0].waived == 0
