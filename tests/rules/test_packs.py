"""What the rules of all shipped packs have in common, and what each row of each framework asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from slacheck.rule.form import LANGUAGES
from slacheck.rule.judge import bindings_of, judge
from slacheck.rule.model import Case, Outcome
from slacheck.rule.trial import MINIMAL, Ground
from tests.rules.support import RULES, framework_names, pack, pack_names, references, taxonomy

if TYPE_CHECKING:
    from slacheck.rule.framework import Requirement
    from slacheck.rule.model import Pack, Rule

PACKS = tuple(map(pack, (*pack_names(), *framework_names())))
every_rule = pytest.mark.parametrize(
    ("one", "rule"),
    [pytest.param(one, rule, id=f"{one.id}: {rule.id}") for one in PACKS for rule in one.rules],
)
ROWS = [
    pytest.param(one, rule, id=f"{one.id}: {rule.id}")
    for one in PACKS
    for rule in one.rules
    if rule.row is not None and rule.row.clauses
]
OVERCLAIMS = ("illegal", "illégal", "onwettig", "rechtswidrig")


def said(rule: Rule, case: Case, one: Pack, language: str) -> list[str]:
    """The message and the remedy of each gap that a case gives."""
    from slacheck.rule.case import case_facts

    facts = case_facts(case, one, taxonomy(), language)
    texts = []
    for verdict in judge(rule, facts):
        if verdict.outcome is Outcome.GAP:
            subject = () if rule.variable is None else (verdict.subject,)
            bindings = (*bindings_of(rule, facts), *subject)
            texts += [told[language].render(facts, bindings) for told in (rule.messages, rule.remedies)]
    return texts


@every_rule
def test_speaks_four_languages(one: Pack, rule: Rule) -> None:
    """A message and a remedy stand in English, French, Dutch and German; so does what a row demands."""
    assert set(rule.messages) == set(rule.remedies) == set(LANGUAGES)
    if rule.row is not None and rule.row.demand:
        assert set(rule.row.demand) == set(LANGUAGES)


@every_rule
@pytest.mark.parametrize("language", LANGUAGES)
def test_says_all_it_knows(one: Pack, rule: Rule, language: str) -> None:
    """No message of a gap has a hole in it, and none ends with a period."""
    for case in rule.cases:
        if case.expect.get("gap"):
            for text in said(rule, case, one, language):
                assert "?" not in text
                assert not text.endswith(".")


@every_rule
def test_stands_on_an_anchor(one: Pack, rule: Rule) -> None:
    """No rule stands without a reference of `references.yaml`, but for the question whether a text applies."""
    assert rule.references or rule.id == f"{one.id}-scope"
    assert {anchor.id for anchor in rule.references} <= references().keys()


@every_rule
def test_shows_a_gap_and_a_pass(one: Pack, rule: Rule) -> None:
    """A rule that can find a gap shows one, and a contract beside it that has none."""
    shown = {outcome for case in rule.cases for outcome, subjects in case.expect.items() if subjects}
    if rule.id in ("baseline-unclear", f"{one.id}-scope"):
        assert "unknown" in shown
    else:
        assert {"gap", "pass"} <= shown


@pytest.mark.parametrize(("one", "rule"), ROWS)
def test_each_clause_of_a_row_is_asked_for(one: Pack, rule: Rule) -> None:
    """A contract that meets the row, and then says that it does not provide one of its clauses, does not meet it."""
    met = next(case for case in (MINIMAL, *rule.cases) if _outcomes(rule, case, one) == {Outcome.PASS})
    for kind in _row(rule).clauses:
        others = [entry for entry in met.contract.get("clauses", ()) if entry["clause"] != kind.id]
        denied = {**met.contract, "clauses": [*others, {"clause": kind.id, "provided": False}]}
        levels = [level for level in denied.get("service_levels") or () if level["clause"] != kind.id]
        found = _outcomes(rule, met._replace(contract={**denied, "service_levels": levels}), one)
        assert found == {Outcome.GAP}, kind.id


def test_all_requirements_of_a_text_are_rows() -> None:
    """A framework lists every anchor of its text: what it cannot decide it names, and leaves nothing out."""
    tables = {
        one.id: {row.id for row in one.framework.requirements} for one in PACKS if one.framework is not None
    }
    for prefix, names in PREFIXES.items():
        rows = set().union(*(tables[name] for name in names))
        assert {anchor for anchor in references() if anchor.startswith(prefix)} <= rows, prefix


PREFIXES = {
    "dora-": ["dora"],
    "gdpr-": ["gdpr-28"],
    "nis2-": ["nis2"],
    "ir2690-": ["nis2"],
    "da-": ["data-act"],
    "eba-": ["eba-outsourcing"],
    "mvsp-": ["mvsp"],
    "cisa-": ["cisa"],
    "iso27001-": ["iso-27001-suppliers"],
    "iso27036-": ["iso-27001-suppliers"],
    "cp-sla-": ["common-paper-sla"],
    "be-": ["be-b2b"],
    "fr-": ["fr-contract"],
    "lp-": ["late-payment"],
}


def test_nothing_is_called_illegal() -> None:
    """A pack states an anchor and its strength; it never passes judgement on what is lawful."""
    for path in sorted(RULES.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8").lower()
        assert not [word for word in OVERCLAIMS if word in text], path


def _outcomes(rule: Rule, case: Case, one: Pack) -> set[Outcome]:
    ground = Ground(one, taxonomy())
    return {verdict.outcome for verdict in judge(rule, ground.facts(case))}


def _row(rule: Rule) -> Requirement:
    assert rule.row is not None
    return rule.row


@pytest.mark.parametrize("language", ["fr", "nl", "de"])
def test_what_an_anchor_means_is_said_in_four_languages(language):
    """Each paraphrase is there, in words of its own."""
    for one in references().values():
        said = one.said(language)
        assert said != one.paraphrase, one.id
        assert said.endswith(".") == one.paraphrase.endswith("."), one.id
