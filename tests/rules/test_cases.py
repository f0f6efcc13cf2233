"""Every case of every shipped rule holds, and the minimal contract of a pack passes all its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from slacheck.rule.case import run_case
from tests.rules.support import framework_names, pack, pack_names, taxonomy

if TYPE_CHECKING:
    from slacheck.rule.model import Case, Pack, Rule

CASES = [
    pytest.param(one, rule, case, id=f"{one.id}: {rule.id}: {case.name}")
    for one in map(pack, (*pack_names(), *framework_names()))
    for rule in one.rules
    for case in rule.cases
]


@pytest.mark.parametrize(("one", "rule", "case"), CASES)
def test_the_rule_finds_what_its_case_expects(one: Pack, rule: Rule, case: Case) -> None:
    """Judging the contract of a case gives the outcomes that the case names."""
    assert run_case(case, rule, one, taxonomy()) == []
