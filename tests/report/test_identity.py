"""Identities: each given out once, and the same after an edit elsewhere."""

from __future__ import annotations

from slacheck.report.identity import Identities
from slacheck.source.problem import Problem
from tests.report.samples import ABSENT, SOLD


def test_a_fingerprint_that_is_alone_is_the_identity():
    given = Identities()
    assert given.of_finding(SOLD, "a.yaml") == SOLD.fingerprint
    assert given.of_finding(ABSENT, "a.yaml") == ABSENT.fingerprint


def test_a_second_contract_with_the_same_fingerprint_counts_its_file_in():
    """As two copies of a contract have; the first keeps its own."""
    given = Identities()
    names = [given.of_finding(SOLD, file) for file in ("a.yaml", "b.yaml", "b.yaml", "c.yaml")]
    assert names[0] == SOLD.fingerprint
    assert len(set(names)) == 4
    again = Identities()
    assert [again.of_finding(SOLD, file) for file in ("a.yaml", "c.yaml")][1] == names[3]


def test_a_problem_is_told_by_its_file_and_message():
    given = Identities()
    problem = Problem("no such key \ud83d", None)
    first, second, other = (given.of_problem(problem, file) for file in ("a.yaml", "a.yaml", "b.yaml"))
    assert len({first, second, other}) == 3
    assert Identities().of_problem(problem, "a.yaml") == first
