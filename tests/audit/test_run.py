"""`audit()`: from rules and a contract to findings with places, questions and lasting names."""

from __future__ import annotations

from datetime import date

import pytest

from slacheck.audit.run import Terms, assemble, audit
from slacheck.contract.read import read_contract
from slacheck.rule.model import Outcome
from slacheck.rule.pack import PackFiles, load_pack
from tests.face.conftest import rule
from tests.oracle.ground import contract, node, taxonomy, written

CONTRACT = """\
apiVersion: slacheck/v1
kind: Contract
metadata: {id: c, title: C, status: offered}
parties: {customer: {name: Buyer}, supplier: {name: Seller}}
service: {description: x, facts: {hosted: true}}
pricing:
  currency: EUR
  base: {amount: 100, per: month}
  options:
    - id: module
      price: {amount: 5, per: month}
      delivers: [sso]
    - id: other
      price: {amount: 7, per: month}
      delivers: [logging]
      consent: {on_silence: refused}
"""
SOLD = rule(
    "sold",
    "entitlement(clause).status != 'paid'",
    for_each="clause in taxonomy.clauses",
    when="clause.tier == 'baseline' && applies(clause)",
    message={"en": "{name(clause)} costs {surcharge(clause)}"},
)
CONSENT = rule(
    "silence", "option.consent.on_silence == 'nothing'", for_each="option in options()", severity="warning"
)
NOTICE = rule("notice", "contract.term.initial <= duration('P3Y')")
BREAKS = rule("breaks", "1 / (size(contract.metadata.id) - size(contract.metadata.id)) == 1")
KEY = rule("key", "{'a': 1}['b'] == 1")
IDLE = rule("idle", "false", when="contract.metadata.status == 'ended'")
GREEN = rule("green", "contract.metadata.id == 'c'")


class Silent:
    """A phrasebook without words."""

    def wording(self, kind):
        return {"en": f"The Supplier provides {kind}."}

    def presence(self, kind):
        return {}

    def attribute(self, kind, name):
        return {}


def terms(*rules, **more):
    manifest = {
        "apiVersion": "slacheck/v1", "kind": "RulePack", "id": "own", "version": "1.0.0", "title": "Own",
        "language": "1.1",
        "minimal": contract(),
    }  # fmt: skip
    files = PackFiles(node(written(manifest)), {one["id"]: node(written(one)) for one in rules}, "0" * 64)
    pack = load_pack(files, taxonomy(), {})
    return Terms((pack,), taxonomy(), "1" * 64, Silent(), date(2026, 11, 22), **more)


def checked(text, *rules, **more):
    return audit(read_contract(node(text), taxonomy()), terms(*rules, **more))


def found(report, name):
    return [one for one in report.findings if one.rule == name]


def test_a_gap_points_at_the_option_that_sells_the_clause():
    """With the message, the wording and the exact surcharge."""
    one, _ = found(checked(CONTRACT, SOLD), "sold")
    assert (one.outcome, one.clause) == (Outcome.GAP, "sso")
    assert one.location.path == "/pricing/options/0"
    assert one.location.span.line == 10
    assert "5.00" in one.message
    assert one.wording == "The Supplier provides sso."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("pricing:\n", "# a remark\n\n\npricing:\n"),
        ("  options:\n", "  options:\n    - {id: first, price: on-request, delivers: [training]}\n"),
        ("parties:", "law: {governing: BE}\nparties:"),
        ("    - id: other\n", "    - {id: between}\n    - id: other\n"),
        ("title: C", "title: Another title"),
    ],
)
def test_fingerprints_survive_edits_elsewhere(before, after):
    """Lines move, other options come: the finding is the same."""
    edited = CONTRACT.replace(before, after, 1)
    assert edited != CONTRACT
    rules = (SOLD, CONSENT)
    old = {(one.rule, one.subject): one.fingerprint for one in checked(CONTRACT, *rules).findings}
    new = {(one.rule, one.subject): one.fingerprint for one in checked(edited, *rules).findings}
    assert old.items() <= new.items()


def test_fingerprints_differ_between_findings():
    """By rule, by clause, by option, by contract."""
    one = checked(CONTRACT, SOLD, CONSENT, NOTICE, BREAKS)
    other = checked(CONTRACT.replace("id: c,", "id: d,"), SOLD, CONSENT, NOTICE, BREAKS)
    prints = [each.fingerprint for report in (one, other) for each in report.findings]
    assert len(set(prints)) == len(prints)


def test_a_worse_counterexample_is_another_finding():
    """The clause leaves the base of the cheapest plan: the witness changes, and so does the name."""
    moved = CONTRACT.replace("  base:", "  plans: [{id: basic, price: {amount: 1, per: month}}]\n  base:")
    (old, *_), (new, *_) = (found(checked(text, SOLD), "sold") for text in (CONTRACT, moved))
    assert old.fingerprint != new.fingerprint


def test_findings_come_gravest_first():
    """What broke, then errors, then warnings; gaps before unknowns; then by place."""
    report = checked(CONTRACT, CONSENT, NOTICE, SOLD, BREAKS)
    assert [one.outcome.value for one in report.findings][:1] == ["broken"]
    weights = [one.severity.weight for one in report.findings if one.outcome is not Outcome.BROKEN]
    assert weights == sorted(weights, reverse=True)
    gaps = [
        one.location.span.start
        for one in report.findings
        if one.rule == "sold" and one.outcome is Outcome.GAP
    ]
    assert gaps == sorted(gaps)


@pytest.mark.parametrize(("one", "why"), [(BREAKS, "divi"), (KEY, "b")])
def test_a_rule_that_breaks_never_hides_and_never_stops_the_others(one, why):
    """It is counted as broken, with the reason; nothing else changes."""
    report = checked(CONTRACT, one, SOLD, GREEN)
    (broken,) = found(report, one["id"])
    assert broken.outcome is Outcome.BROKEN
    assert why in broken.error
    assert report.counts[Outcome.BROKEN] == 1
    assert len(found(report, "sold")) == len(found(checked(CONTRACT, SOLD), "sold"))
    assert report.counts[Outcome.PASS] >= 1


def test_an_unknown_asks_for_the_fact_at_the_nearest_place():
    """`term` is missing: the question belongs there, and the reader is shown the contract."""
    (one,) = found(checked(CONTRACT, NOTICE), "notice")
    assert one.outcome is Outcome.UNKNOWN
    (question,) = one.questions
    assert question.path == "/term"
    assert "term" in question.text
    assert question.location.span.line == 1


def test_an_unstated_field_is_asked_for_in_its_section():
    text = CONTRACT + "term: {start: 2026-01-01}\n"
    (one,) = found(checked(text, NOTICE), "notice")
    assert [question.path for question in one.questions] == ["/term/initial"]
    assert one.location.span.text == "term"


def test_an_unstated_fact_is_asked_in_the_words_of_the_taxonomy():
    """Whether the service is hosted decides whether the clause applies."""
    text = CONTRACT.replace("facts: {hosted: true}", "facts: {}")
    asked = {question.text for one in found(checked(text, SOLD), "sold") for question in one.questions}
    assert "Does the supplier host it?" in asked


def test_a_question_is_asked_once_for_all_rules_that_wait_for_it():
    second = {**NOTICE, "id": "notice-too"}
    questions = checked(CONTRACT, NOTICE, second).questions()
    assert list(questions.values()) == [("notice", "notice-too")]


def test_evidence_quotes_what_was_read():
    (one,) = [each for each in found(checked(CONTRACT, CONSENT), "silence") if each.outcome is Outcome.GAP]
    texts = [citation.location.span.text for citation in one.evidence]
    assert "refused" in texts


def test_an_option_without_consent_is_unknown_not_green():
    outcomes = [one.outcome for one in found(checked(CONTRACT, CONSENT), "silence")]
    assert sorted(one.value for one in outcomes) == ["gap", "unknown"]


def test_idle_rules_are_named_for_the_run_and_not_for_one_contract():
    """A rule that applied in one of the contracts is not idle."""
    rules = terms(IDLE, GREEN)
    offered = checked(CONTRACT, IDLE, GREEN)
    ended = checked(CONTRACT.replace("offered", "ended"), IDLE, GREEN)
    assert assemble(rules, "0", [offered], ()).idle[0].rules == ("idle",)
    assert assemble(rules, "0", [offered, ended], ()).idle == ()
    assert assemble(rules, "0", [], ()).idle == ()


def test_every_verdict_is_counted():
    """Listed or not."""
    whole = checked(CONTRACT, SOLD, CONSENT, NOTICE, GREEN, IDLE, BREAKS, list_all=True)
    assert sum(whole.counts.values()) >= len(whole.findings)
    for outcome in (Outcome.GAP, Outcome.UNKNOWN, Outcome.BROKEN, Outcome.PASS):
        assert whole.counts[outcome] == sum(one.outcome is outcome for one in whole.findings)
    short = checked(CONTRACT, SOLD, CONSENT, NOTICE, GREEN, IDLE, BREAKS)
    assert short.counts == whole.counts


def test_the_matrix_has_a_row_for_each_baseline_clause():
    """Whatever the contract says; and for others only if it speaks of them."""
    rows = {row.clause: row for row in checked(CONTRACT, GREEN).clauses}
    assert set(rows) == {"sso", "logging", "hotline", "availability"}
    assert rows["sso"].through == ("option:module",)
    assert rows["sso"].location.span.line == 12
    assert rows["hotline"].location is None


def test_the_same_contract_gives_the_same_report():
    assert checked(CONTRACT, SOLD, CONSENT, NOTICE) == checked(CONTRACT, SOLD, CONSENT, NOTICE)


def test_the_language_of_the_contract_chooses_the_wording():
    """The language of the run chooses the messages; what goes into the contract is in its own."""
    text = CONTRACT.replace("title: C,", "title: C, language: fr-BE,")
    assert found(checked(text, SOLD, language="nl"), "sold")[0].wording == "The Supplier provides sso."
