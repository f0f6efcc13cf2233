"""Rules that no contract satisfies together: as few as possible, and confirmed by trying every combination.

The set grows from one rule that cannot be met: whatever values satisfy the set, a rule that they leave unmet joins
it, until nothing satisfies it. Then each rule is left out in turn to see whether the others still contradict each
other. What is claimed in the end is confirmed without trust in any proof: over all values of all places that these
rules may read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.rule.sketch.search import Contradiction, Found, Search, Undecided
from slacheck.rule.sketch.solve import solve
from slacheck.rule.sketch.state import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slacheck.rule.model import Rule
    from slacheck.rule.sketch.demand import Values
    from slacheck.rule.sketch.problem import Problem

CONFIRMING = 40_000
"""Steps of a confirmation; each tries all values of all places that are still free."""


class Clash(NamedTuple):
    """Rules that contradict each other, whichever of the values a contract states."""

    rules: tuple[Rule, ...]


class Open(NamedTuple):
    """The bound was reached: these rules may or may not contradict each other."""

    rules: tuple[Rule, ...]


def clash(problem: Problem, rules: Sequence[Rule], start: Values) -> Clash | Open | Values:
    """The rules that contradict each other; or values that meet all of them, after all."""
    grown = _grow(problem, rules, start)
    if isinstance(grown, list):
        return grown
    few = _shrink(problem, grown, start)
    demands = problem.of(few)
    for demand in demands:
        demand.distrust()
    match Search(problem.places, State(demands, problem.start())).run(CONFIRMING):
        case Contradiction():
            return Clash(few)
        case Found():
            # A proof had named too few places; these demands are not trusted any more.
            return clash(problem, rules, start)
        case _:
            return Open(few)


def _grow(problem: Problem, rules: Sequence[Rule], start: Values) -> tuple[Rule, ...] | Values:
    """Some of the rules, for which no values are found; or values that meet all."""
    chosen: list[Rule] = []
    values = start
    while True:
        unmet = [rule for rule in rules if any(one.fails(values) for one in problem.of([rule]))]
        if not unmet:
            return values
        chosen.append(next((rule for rule in unmet if rule not in chosen), unmet[0]))
        found, _ = solve(problem.places, problem.of(chosen), values)
        if not isinstance(found, Found):
            return _blamed(problem, chosen, found)
        values = found.values


def _shrink(problem: Problem, rules: tuple[Rule, ...], start: Values) -> tuple[Rule, ...]:
    """The rules without those that are not needed for finding no values."""
    kept = rules
    for rule in rules:
        if rule not in kept or len(kept) == 1:
            continue
        others = [one for one in kept if one is not rule]
        found, _ = solve(problem.places, problem.of(others), start)
        if not isinstance(found, Found):
            kept = _blamed(problem, others, found)
    return kept


def _blamed(problem: Problem, rules: Sequence[Rule], found: Contradiction | Undecided) -> tuple[Rule, ...]:
    """The rules that a search blames, in their order; all of them where it came to no end."""
    blamed = {id(rule) for rule in rules}
    if isinstance(found, Contradiction):
        demands = problem.of(rules)
        blamed = {id(demands[index].origin) for index in found.blamed}
    return tuple(rule for rule in problem.rules if id(rule) in blamed)
