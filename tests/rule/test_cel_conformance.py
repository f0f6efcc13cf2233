"""The conformance cases of CEL: every case in the language gives CEL's value, every other names its reason."""

from __future__ import annotations

from collections import Counter

import pytest

from slacheck.rule.subset import LEFT_OUT
from tests.rule import conformance

# Reasons that no problem of the language words: they lie in the case, not in its expression.
OUTSIDE = {"messages", "infinity and NaN", "names that nothing declares", "qualified names"}


@pytest.fixture(scope="module")
def verdicts(corpus):
    found = list(conformance.verdicts(corpus("cel")))
    print("\n" + conformance.table(found))  # noqa: T201 - shown when the test fails, or with `pytest -s`
    return found


def test_no_case_gives_another_value_than_cel(verdicts):
    """A case in the language passes, or differs in a way that the README lists."""
    assert [one for one in verdicts if one.outcome == "failed"] == []


def test_what_is_left_out_has_a_name(verdicts):
    """A case is left out by a feature that a problem names, never by an accident."""
    reasons = {one.why for one in verdicts if one.outcome == "left out"}
    assert reasons <= LEFT_OUT.keys() | OUTSIDE


def test_the_figures_are_those_of_the_readme(verdicts):
    """The count of each outcome is known, so that a case cannot slip from one to another."""
    assert Counter(one.outcome for one in verdicts) == {"passed": 624, "left out": 607, "differs": 17}
    assert Counter(one.why for one in verdicts if one.outcome == "differs") == {
        "no NaN": 5,
        "exact beyond 53 bits": 11,
        "no subnormal floats": 1,
    }
    assert sum(one.dynamic for one in verdicts if one.outcome == "passed") == 94
