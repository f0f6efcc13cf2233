"""What a rule can find at all, worked out from its conditions: the outcomes that its cases have to show.

A gap or a pass is possible unless it is proved impossible. An unknown is possible where the rule reads what a contract
may leave unstated, and "not applicable" where `when` asks for more than the taxonomy settles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.rule.facts import Parameters
from slacheck.rule.model import Outcome
from slacheck.rule.satisfiable import Both, Not, Reader, possible
from slacheck.rule.stated import assured, may_be_unstated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.check import Checked
    from slacheck.rule.model import Rule
    from slacheck.rule.satisfiable import Formula
    from slacheck.rule.schema import Environment


class Study(NamedTuple):
    """The conditions of a rule as formulas, and what follows from them."""

    when: Formula
    require: Formula
    applies: bool
    """Whether `when` may hold."""
    outcomes: frozenset[Outcome]
    """What it may find, as far as it can be told; `broken` is left out."""


def study(rule: Rule, taxonomy: Taxonomy) -> Study:
    """What a rule can find."""
    when, require = _conditions(rule)
    env = rule.environment if rule.row is None else _own_environment(rule)
    reader = Reader(env, bound(taxonomy, rule.parameters))
    asked, required = reader.formula(when), reader.formula(require)
    applies = possible(asked) is not False
    if rule.framework is not None and rule.row is None:
        # The question whether a framework applies: asked where that is open, and never answered here.
        return Study(asked, required, applies, frozenset({Outcome.UNKNOWN, Outcome.NOT_APPLICABLE}))
    found = {
        Outcome.GAP: rule.row is not None or possible(Both((asked, Not(required)))) is not False,
        Outcome.PASS: rule.row is not None or possible(Both((asked, required))) is not False,
        Outcome.UNKNOWN: _may_be_unknown(rule),
        # Whether a framework applies is shown once, by the cases of its scope.
        Outcome.NOT_APPLICABLE: rule.pending is not None if rule.row is None else rule.row.when is not None,
    }
    return Study(asked, required, applies, frozenset(outcome for outcome, can in found.items() if can))


def bound(taxonomy: Taxonomy, parameters: Mapping[str, object] | None) -> dict[str, object]:
    """What is known without a contract: the taxonomy and, where they count as known, the parameters."""
    return {"taxonomy": taxonomy} | ({} if parameters is None else {"params": Parameters(parameters)})


def _conditions(rule: Rule) -> tuple[Checked | None, Checked | None]:
    """When a rule applies and what it requires; of a requirement, what its own row says."""
    if rule.row is not None:
        when, quality = rule.row.when, rule.row.quality
        return when and when.condition.checked, quality and quality.condition.checked
    return rule.when and rule.when.checked, rule.require.checked


def _own_environment(rule: Rule) -> Environment:
    assert rule.row is not None
    own = rule.row.quality or rule.row.when
    return rule.environment if own is None else own.environment


def _may_be_unknown(rule: Rule) -> bool:
    pending, when = rule.pending and rule.pending.whole.checked, rule.when and rule.when.checked
    return may_be_unstated(pending, rule.environment) or may_be_unstated(
        rule.require.checked, rule.environment, assured(when)
    )
