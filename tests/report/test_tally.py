"""Counts, tones and prices as words: nothing that was not checked looks good."""

from __future__ import annotations

import pytest

from slacheck.audit.model import Idle
from slacheck.offer.entitlement import Status
from slacheck.report.price import cost_text, sums_text, surcharge_text, total_text
from slacheck.report.tally import contract_tally, run_tally, verdict
from slacheck.report.tone import STATUS_TONE, contract_tone
from slacheck.report.words import STATUS_MEANING, STATUS_SIGN, counted, heading
from slacheck.rule.model import Outcome, Severity
from slacheck.tongue import speak
from tests.report.samples import (
    CLEAN,
    CONTRACT,
    EMPTY,
    LOG,
    SOLD,
    UNSETTLED,
    monthly,
    once,
    report,
)

ENGLISH = speak("en")


def contract(counts, *findings):
    return CLEAN._replace(counts=counts, findings=findings)


WARNED = SOLD._replace(severity=Severity.WARNING)


@pytest.mark.parametrize(
    ("checked", "tone", "words"),
    [
        (contract({}), "unknown", "nothing was checked"),
        (contract({Outcome.NOT_APPLICABLE: 3}), "unknown", "nothing was checked"),
        (contract({Outcome.PASS: 1}), "good", "no gap by the rules that applied"),
        (contract({Outcome.PASS: 9, Outcome.UNKNOWN: 1}, UNSETTLED), "unknown", "1 point is not settled"),
        (contract({Outcome.PASS: 9, Outcome.GAP: 1}, WARNED), "warning", "1 gap"),
        (
            contract({Outcome.GAP: 2, Outcome.UNKNOWN: 2}, SOLD, WARNED, UNSETTLED),
            "error",
            "2 gaps; 2 points are not settled",
        ),
        (contract({Outcome.PASS: 9, Outcome.BROKEN: 2}), "error", "2 rules broke: the check is incomplete"),
    ],
)
def test_the_result_is_never_better_than_the_check(checked, tone, words):
    """A result is good only if something passed, nothing broke and nothing is open."""
    assert contract_tone(checked) == tone
    assert verdict(checked, ENGLISH) == words


def test_counts_zeros_too():
    """A reader sees that nothing was waived and nothing broke."""
    assert (
        contract_tally(CLEAN, ENGLISH) == "0 gaps, 0 unknown, 44 passed, 9 not applicable, 0 broken, 0 waived"
    )


def test_an_empty_run_says_so():
    """No contract, no pack: the counts are zeros."""
    first, last = run_tally(EMPTY._replace(packs=()), ENGLISH)
    assert first.startswith("0 contracts: 0 gaps")
    assert last.endswith("packs: none")


def test_names_the_rules_that_applied_to_nothing():
    """A green that checked nothing is not green."""
    idle = (Idle("house", ("a", "b"), 3), Idle("dora", ("c", "d"), 2))
    assert "4 rules applied to nothing: a, b; all 2 of dora" in run_tally(
        report(CONTRACT, idle=idle), ENGLISH
    )


@pytest.mark.parametrize(
    ("cost", "text"),
    [
        (monthly(0), "0.00 EUR"),
        (monthly(180), "180.00 EUR / month"),
        (once(50) + monthly(180), "50.00 EUR once + 180.00 EUR / month"),
        (monthly(180, LOG), "180.00 EUR / month + option:access-log (price not stated)"),
        (monthly(0, "base"), "base (price not stated)"),
        (monthly(5, currency="USD") + monthly(4), "4.00 EUR / month + 5.00 USD / month"),
    ],
)
def test_a_price_is_exact_and_names_what_is_not_stated(cost, text):
    """Sums for different things or in different currencies stand side by side."""
    assert cost_text(cost, "EUR", ENGLISH) == text


def test_a_total_is_a_lower_bound_where_a_price_is_open():
    """Over a term what nobody prices comes on top."""
    assert total_text(once(6480), CONTRACT, ENGLISH) == "6480.00 EUR over 36 months"
    assert sums_text(once(6480, LOG), ENGLISH) == "at least 6480.00 EUR"
    assert sums_text(once(0, LOG), ENGLISH) != "0.00"
    assert surcharge_text(None, None, CONTRACT, ENGLISH) == ""
    assert surcharge_text(monthly(1), None, CONTRACT, ENGLISH) == "1.00 EUR / month"


def test_every_status_has_its_words():
    """A new status cannot be forgotten in a table."""
    assert set(STATUS_MEANING) == set(STATUS_SIGN) == set(STATUS_TONE) == set(Status)


def test_small_words():
    """One gap, two gaps; an id reads as a heading."""
    assert counted(1, "gap", "gaps") == "1 gap"
    assert counted(0, "gap", "gaps") == "0 gaps"
    assert heading("baseline-sold-as-option") == "Baseline sold as option"
