"""Cases: how a fragment is laid over a contract, and what counts as a mismatch."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slacheck.rule.case import case_facts, lay, run_case
from slacheck.rule.model import Case, Pack
from slacheck.source.problem import Unreadable
from tests.rules.support import pack, taxonomy

BASELINE = pack("baseline")
RULE = next(rule for rule in BASELINE.rules if rule.id == "baseline-absent")

mappings = st.recursive(
    st.integers() | st.text(max_size=3) | st.lists(st.integers(), max_size=2),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
).filter(lambda value: isinstance(value, dict))


def case(expect: dict[str, tuple[str, ...]], **contract: object) -> Case:
    return Case("a case", contract, expect, None)


class TestLay:
    def test_mappings_merge(self) -> None:
        """A fact of the fragment joins those of the minimal contract."""
        laid = lay({"service": {"facts": {"hosted": True}}}, {"service": {"facts": {"bespoke": False}}})
        assert laid == {"service": {"facts": {"bespoke": False, "hosted": True}}}

    def test_null_takes_away(self) -> None:
        """A fact under `null` is unstated again."""
        assert lay({"facts": {"hosted": None}}, {"facts": {"hosted": False, "other": 1}}) == {
            "facts": {"other": 1}
        }

    def test_entries_of_a_kind_take_the_place_of_that_kind(self) -> None:
        """Two entries of a kind replace the one of the minimal contract; other kinds stay."""
        below = {"clauses": [{"clause": "a", "ref": 1}, {"clause": "b"}]}
        laid = lay({"clauses": [{"clause": "a", "id": "x"}, {"clause": "a", "id": "y"}]}, below)
        assert laid["clauses"] == [{"clause": "b"}, {"clause": "a", "id": "x"}, {"clause": "a", "id": "y"}]

    def test_other_lists_replace(self) -> None:
        """A list of options stands in the place of the former one."""
        assert lay({"options": [2]}, {"options": [1]}) == {"options": [2]}

    @given(mappings)
    def test_nothing_laid_over_changes_nothing(self, below: dict[str, Any]) -> None:
        """The empty fragment gives the minimal contract."""
        assert lay({}, below) == below

    @given(mappings, mappings)
    def test_laying_twice_is_laying_once(self, fragment: dict[str, Any], below: dict[str, Any]) -> None:
        """A fragment laid over its own result changes nothing more."""
        once = lay(fragment, below)
        assert lay(fragment, once) == once


class TestCaseFacts:
    def test_amounts_arrive_exactly(self) -> None:
        """A price of the fragment keeps its decimals."""
        pricing = {"options": [{"id": "o", "price": {"amount": Decimal("0.10"), "per": "month"}}]}
        contract = case_facts(case({}, pricing=pricing), BASELINE, taxonomy()).contract
        assert contract.pricing is not None
        price = contract.pricing.options[0].price
        assert price is not None
        assert str(price.amount) == "0.10"

    @pytest.mark.parametrize(
        "text", ['a "quote" \\ and {braces}', "yes", "l'été — 日本 🦉", "line\nbreak", "~"]
    )
    def test_texts_arrive_unchanged(self, text: str) -> None:
        """Whatever a text looks like in YAML, it stays a text."""
        contract = case_facts(case({}, service={"description": text}), BASELINE, taxonomy()).contract
        assert contract.service.description == text

    def test_the_date_of_the_check_is_that_of_the_case(self) -> None:
        """A case may state the day on which it is judged."""
        dated = case({})._replace(today="2027-01-12")
        assert case_facts(dated, BASELINE, taxonomy()).today.isoformat() == "2027-01-12"

    def test_a_fragment_that_makes_no_contract_is_unreadable(self) -> None:
        """A misspelt key of a fragment is an error, not a case that passes."""
        with pytest.raises(Unreadable) as caught:
            case_facts(case({}, servise={}), BASELINE, taxonomy())
        assert "servise" in caught.value.problems[0].message


def mismatches(expect: dict[str, tuple[str, ...]], **contract: object) -> list[str]:
    return run_case(case(expect, **contract), RULE, BASELINE, taxonomy())


CRITICAL = {"facts": {"critical-function": True}}


class TestRunCase:
    def test_what_is_expected_is_no_mismatch(self) -> None:
        """A gap that the case names, and a pass among others."""
        assert mismatches({"gap": ("continuity-plan",), "pass": ("duty-to-warn",)}, service=CRITICAL) == []

    def test_a_gap_that_is_not_named_is_a_mismatch(self) -> None:
        """A case that names no gap expects none."""
        assert mismatches({"pass": ("duty-to-warn",)}, service=CRITICAL) == [
            "`continuity-plan` is gap, which the case does not expect"
        ]

    def test_an_unknown_that_is_not_named_is_a_mismatch(self) -> None:
        """A case that names no unknown expects none."""
        assert mismatches({}, service={"facts": {"critical-function": None}}) == [
            "`continuity-plan` is unknown, which the case does not expect"
        ]

    def test_an_expected_subject_with_another_outcome_is_a_mismatch(self) -> None:
        """The mismatch says what the rule found instead."""
        assert mismatches({"gap": ("duty-to-warn",)}) == ["`duty-to-warn` is pass, not gap"]

    def test_a_subject_that_the_rule_does_not_have_is_a_mismatch(self) -> None:
        """A misspelt subject does not count as absent."""
        assert mismatches({"pass": ("duty-to-wran",)}) == [
            "`duty-to-wran` is no subject of the rule, not pass"
        ]

    def test_the_minimal_contract_alone_is_a_case(self) -> None:
        """A pack's own ground has no gap."""
        assert isinstance(BASELINE, Pack)
        assert mismatches({}) == []
