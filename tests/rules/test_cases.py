"""Every case of every shipped rule holds, its pack's minimal contract passes it, and no mutant of it survives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from slacheck.rule.case import run_case
from slacheck.rule.trial import Ground, mutate_rule
from tests.rules.support import framework_names, pack, pack_names, taxonomy

if TYPE_CHECKING:
    from slacheck.rule.model import Case, Pack, Rule

CASES = [
    pytest.param(one, rule, case, id=f"{one.id}: {rule.id}: {case.name}")
    for one in map(pack, (*pack_names(), *framework_names()))
    for rule in one.rules
    for case in rule.cases
]


RULES = [
    pytest.param(Ground(one, taxonomy()), rule, id=f"{one.id}: {rule.id}")
    for one in map(pack, pack_names())
    for rule in one.rules
]


@pytest.mark.parametrize(("ground", "rule"), RULES)
def test_its_cases_notice_every_small_change(ground: Ground, rule: Rule) -> None:
    """The rule passes the minimal contract, and none of its mutants survives unexplained."""
    mutation = mutate_rule(rule, ground)
    assert [fate.variant.change for fate in mutation.fates if fate.survives] == []
    assert mutation.holds


@pytest.mark.parametrize(("one", "rule", "case"), CASES)
def test_the_rule_finds_what_its_case_expects(one: Pack, rule: Rule, case: Case) -> None:
    """Judging the contract of a case gives the outcomes that the case names."""
    assert run_case(case, rule, one, taxonomy()) == []
