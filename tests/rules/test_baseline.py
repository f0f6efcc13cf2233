"""The pack `baseline`: what all its rules have in common, and what it finds in the founding case."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from slacheck.contract.read import read_contract
from slacheck.rule.case import case_facts
from slacheck.rule.facts import Facts, Parameters
from slacheck.rule.form import LANGUAGES
from slacheck.rule.judge import judge, subject_id
from slacheck.rule.lint.study import study
from slacheck.rule.model import Case, Outcome, Severity
from slacheck.source.text import decode
from slacheck.source.yaml import read
from tests.rules.support import RULES, pack, references, taxonomy

if TYPE_CHECKING:
    from slacheck.rule.judge import Verdict
    from slacheck.rule.model import Rule

BASELINE = pack("baseline")
BY_ID = {rule.id: rule for rule in BASELINE.rules}
every_rule = pytest.mark.parametrize("rule", BASELINE.rules, ids=lambda rule: rule.id)

# Rules about general terms, in which no surplus can be sold.
WITHOUT_SURPLUS = {"silence-term-against-customer", "notice-silence-as-waiver"}
STRENGTHS = {"binding", "presumed-unfair", "standard", "guidance", "pledge", "model", "house"}

FOUNDING = """\
apiVersion: slacheck/v1
kind: Contract
metadata: {id: payroll-be, title: Externalisation de la paie, language: fr, status: offered}
parties:
  customer: {name: Manufacture SA, country: BE, notices: direction@manufacture.example}
  supplier: {name: PaieNet NV, country: BE}
service:
  description: Monthly payroll for 420 employees
  facts: {hosted: true, multi-user: true, personal-data: true, support-provided: true, critical-function: true}
term: {start: 2026-01-01, initial: P3Y}
clauses:
  - clause: support-channel
    attributes: {channel: phone, rate: {amount: 1.50, currency: EUR, per: minute}}
service_levels:
  - {id: payday, clause: timeliness-target, target: ">= 99.9 %", window: P1M, measured_by: supplier}
pricing:
  currency: EUR
  base: {amount: 2100, per: month}
  options:
    - id: access-module
      name: Module Confidentialité+
      price: {amount: 180, per: month}
      delivers: [need-to-know-restriction, role-based-access-control]
      consent: {offered_by: email, on_silence: refused}
"""


def founding(language: str = "en") -> Facts:
    contract = read_contract(read(decode("founding.yaml", FOUNDING.encode())), taxonomy()).contract
    return Facts(contract, taxonomy(), date(2026, 1, 1), language)


def found(rule_id: str, outcome: Outcome) -> list[str]:
    verdicts = judge(BY_ID[rule_id], founding())
    return [subject_id(verdict.subject) for verdict in verdicts if verdict.outcome is outcome]


def said(verdict: Verdict, facts: Facts) -> tuple[str, str]:
    """The message and the remedy of a verdict, in the language of the facts."""
    rule = verdict.rule
    subject = () if rule.variable is None else (verdict.subject,)
    bindings = (facts.contract, facts.taxonomy, Parameters(rule.parameters), *subject)
    language = facts.language
    return rule.messages[language].render(facts, bindings), rule.remedies[language].render(facts, bindings)


class TestEveryRule:
    @every_rule
    def test_speaks_four_languages(self, rule: Rule) -> None:
        """A message and a remedy stand in English, French, Dutch and German."""
        assert set(rule.messages) == set(rule.remedies) == set(LANGUAGES)

    @every_rule
    def test_cites_an_anchor(self, rule: Rule) -> None:
        """No rule stands without a reference, and each reference is one of `references.yaml`."""
        assert rule.references
        assert {anchor.id for anchor in rule.references} <= references().keys()

    @every_rule
    def test_has_a_case_for_each_outcome(self, rule: Rule) -> None:
        """Its cases show a pass, a gap, an unknown and a not-applicable, as far as the rule can find them."""
        shown = {outcome for case in rule.cases for outcome, subjects in case.expect.items() if subjects}
        assert shown == {outcome.value for outcome in study(rule, taxonomy()).outcomes}

    def test_what_a_rule_cannot_find_is_worked_out(self) -> None:
        """One only asks, one reads nothing that may be unstated, one applies to whatever it finds."""
        found = {
            rule.id: set(Outcome) - {Outcome.BROKEN} - study(rule, taxonomy()).outcomes
            for rule in BASELINE.rules
        }
        assert {rule_id: outcomes for rule_id, outcomes in found.items() if outcomes} == {
            "baseline-unclear": {Outcome.GAP},
            "silence-as-order": {Outcome.UNKNOWN},
            "risk-warning-by-informal-channel": {Outcome.NOT_APPLICABLE},
        }

    @every_rule
    def test_lets_a_surplus_be_sold(self, rule: Rule) -> None:
        """A case shows what an option that delivers `extra: true` means to the rule."""
        shown = any("'extra': True" in repr(case.contract) for case in rule.cases)
        assert shown or rule.id in WITHOUT_SURPLUS

    @every_rule
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_says_all_it_knows(self, rule: Rule, language: str) -> None:
        """No message of a gap has a hole in it, and none ends with a period."""
        for case in rule.cases:
            facts = case_facts(case, BASELINE, taxonomy(), language)
            for verdict in judge(rule, facts):
                if verdict.outcome is Outcome.GAP:
                    for text in said(verdict, facts):
                        assert "?" not in text
                        assert not text.endswith(".")

    @every_rule
    def test_passes_the_minimal_contract(self, rule: Rule) -> None:
        """The ground of all cases has no gap and leaves nothing open."""
        facts = case_facts(Case("minimal", {}, {}, None), BASELINE, taxonomy())
        outcomes = {verdict.outcome for verdict in judge(rule, facts)}
        assert outcomes <= {Outcome.PASS, Outcome.NOT_APPLICABLE}


class TestFoundingCase:
    def test_the_module_sells_what_belongs_to_the_base(self) -> None:
        """The add-on that keeps salaries apart is a gap for both clauses that it sells, and for nothing else."""
        gaps = found("baseline-sold-as-option", Outcome.GAP)
        assert sorted(gaps) == ["need-to-know-restriction", "role-based-access-control"]

    def test_the_message_names_the_module_and_its_price(self) -> None:
        """A French report says in French under which name and for how much the protection is sold."""
        facts = founding("fr")
        verdicts = judge(BY_ID["baseline-sold-as-option"], facts)
        texts = [said(verdict, facts)[0] for verdict in verdicts if verdict.outcome is Outcome.GAP]
        assert len(texts) == 2
        assert all(
            "« Module Confidentialité+ »" in text and "180,00\N{NO-BREAK SPACE}EUR / mois" in text
            for text in texts
        )

    def test_the_unanswered_email_is_no_waiver(self) -> None:
        """Reading silence as a refusal of the module is a gap, at the level of an error."""
        assert found("silence-as-waiver", Outcome.GAP) == ["access-module"]
        assert BY_ID["silence-as-waiver"].severity is Severity.ERROR

    def test_whether_email_was_agreed_is_asked(self) -> None:
        """The contract does not say whether e-mail was a formal channel: that is a question, not a gap."""
        assert found("warning-as-sales-offer", Outcome.UNKNOWN) == ["access-module"]

    def test_the_paid_hotline_is_found(self) -> None:
        """A price for each minute of the support line is a fee on use."""
        assert found("baseline-fee-on-use", Outcome.GAP) == ["support-channel"]

    def test_a_fact_that_is_not_stated_is_asked(self) -> None:
        """Whether something is due by a date is not stated, but the contract has that target: nothing is absent."""
        assert "timeliness-target" not in found("baseline-absent", Outcome.UNKNOWN)
        assert found("baseline-absent", Outcome.UNKNOWN) == ["regulator-cooperation"]


class TestWording:
    def test_nothing_is_called_illegal(self) -> None:
        """A pack states an anchor and its strength; it never passes judgement on what is lawful."""
        for path in sorted((RULES / "baseline").glob("*.yaml")):
            text = path.read_text(encoding="utf-8").lower()
            assert not [
                word for word in ("illegal", "illégal", "onwettig", "rechtswidrig") if word in text
            ], path

    def test_strengths_are_a_closed_set(self) -> None:
        """Each anchor has one of the seven strengths that its file explains."""
        assert {anchor.strength for anchor in references().values()} <= STRENGTHS

    def test_anchors_are_told_once(self) -> None:
        """No two references share an id: each entry of the file is found under its own."""
        text = (RULES / "references.yaml").read_text(encoding="utf-8")
        assert text.count("\n- id: ") == len(references())
