"""The one use case: rules in, a small contract out on which all of them pass; or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from slacheck.rule.facts import Facts
from slacheck.rule.judge import Judge
from slacheck.rule.sketch.conflict import Clash, Open, clash
from slacheck.rule.sketch.demand import FAILING
from slacheck.rule.sketch.draft import data
from slacheck.rule.sketch.problem import Problem
from slacheck.rule.sketch.search import Found
from slacheck.rule.sketch.slot import THINGS
from slacheck.rule.sketch.solve import solve
from slacheck.rule.sketch.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.evidence import Route
    from slacheck.rule.model import Pack, Rule
    from slacheck.rule.sketch.demand import Demand, Values, Witness
    from slacheck.rule.sketch.state import Wanted

ATTEMPTS = 4
"""How often the problem is set anew after a rule read more of the contract than its expressions say."""
CLASHES = 5
"""How many contradictions are looked for."""
MENDING, SEARCHING = 80, 150
"""Steps that are spent on giving one more rule a subject."""


class Asked(NamedTuple):
    """Why something stands in the contract: what would happen without it."""

    needed: tuple[str, ...]
    """Rules that would not be met."""
    judged: tuple[str, ...]
    """Rules that would have nothing left to judge."""


class Sketch(NamedTuple):
    """A contract on which all rules pass."""

    contract: dict[str, Any]
    """As plain data."""
    denied: tuple[str, ...]
    """Facts that do not hold: where they do, the rules cannot be met, or some have nothing to judge."""
    idle: tuple[Rule, ...]
    """Rules that have no subject in it."""
    asked: Mapping[Route, Asked]
    """By the place of each clause, level and section."""
    judged: int
    """How many times a rule was judged."""


class Impossible(NamedTuple):
    """Why there is none."""

    clashes: tuple[Clash, ...]
    open: tuple[Open, ...]
    """Rules of which it was not decided whether they contradict each other."""
    judged: int


def sketch(
    packs: Sequence[Pack], taxonomy: Taxonomy, today: date, samples: Sequence[Mapping[str, Any]] = ()
) -> Sketch | Impossible:
    """A smallest contract; `samples` are contracts as plain data whose values are preferred."""
    rules = [rule for pack in packs for rule in pack.rules]
    wary: frozenset[str] = frozenset()
    judged = 0
    for _ in range(ATTEMPTS):
        problem = Problem(rules, taxonomy, today, samples, wary=wary)
        values = _values(problem)
        judged += problem.tally.judged
        if isinstance(values, Impossible):
            return values._replace(judged=judged)
        missed = _missed(problem, values, taxonomy, today)
        if not missed:
            return _written(problem, values, judged)
        wary |= missed
    undecided = tuple(rule for rule in rules if f"{rule.pack}/{rule.id}" in wary)
    return Impossible((), (Open(undecided),), judged)


def _values(problem: Problem) -> Values | Impossible:
    found, start = solve(problem.places, problem.demands, problem.start(), problem.facts)
    if not isinstance(found, Found):
        found, start = solve(problem.places, problem.demands, start)
        if isinstance(found, Found):
            found = Found(_affirmed(problem, found.values), found.steps)
    if isinstance(found, Found):
        values = found.values
    else:
        known = _impossible(problem, start)
        if isinstance(known, Impossible):
            return known
        values = _affirmed(problem, known)
    wanted = _witnessed(problem, values)
    return _least(problem, wanted.wanted, wanted.values)


def _affirmed(problem: Problem, values: Values) -> Values:
    """The same with every fact that can hold."""
    for number in sorted(problem.facts):
        if values[number]:
            start = [0 if one == number else value for one, value in enumerate(values)]
            found, _ = solve(problem.places, problem.demands, start, problem.facts)
            if isinstance(found, Found):
                values = found.values
    return values


def _impossible(problem: Problem, start: Values) -> Impossible | Values:
    """The contradictions, each among rules that have no part in another one."""
    rules = list(problem.rules)
    clashes: list[Clash] = []
    undecided: list[Open] = []
    while len(clashes) + len(undecided) < CLASHES:
        found = clash(problem, rules, start)
        if isinstance(found, list):
            if not clashes and not undecided:
                return found
            break
        if isinstance(found, Clash):
            clashes.append(found)
        else:
            undecided.append(found)
        rules = [rule for rule in rules if rule not in found.rules]
    return Impossible(tuple(clashes), tuple(undecided), 0)


def _witnessed(problem: Problem, values: Values) -> State:
    """The values with as many rules as possible that have a subject, and pass on it.

    A fact is denied only for rules that find none where it holds, and only if no other rule loses its own.
    """
    wanted: list[Wanted] = list(problem.demands)
    idle: list[Rule] = list(problem.rules)
    for fixed in (problem.facts, frozenset[int]()):
        for rule in tuple(idle):
            witness = problem.witness(rule)
            alone = _tried(problem, [witness, *problem.of([rule])], values, fixed)
            both = None if alone is None else _tried(problem, [*wanted, witness], alone, fixed)
            if both is not None:
                values = both
                wanted.append(witness)
                idle.remove(rule)
    return State(wanted, values)


def _tried(problem: Problem, wanted: Sequence[Wanted], start: Values, fixed: frozenset[int]) -> Values | None:
    """Values that meet a few more demands, if they are found soon."""
    found, _ = solve(problem.places, wanted, start, fixed, mending=MENDING, searching=SEARCHING)
    return found.values if isinstance(found, Found) else None


# -- less


def _least(problem: Problem, wanted: Sequence[Wanted], values: Values) -> Values:
    """The values without anything that can be left out; of what stays, the value that comes first."""
    state = State(wanted, values)
    places = problem.places[::-1]
    things = [place for place in places if place.values == (None, True)]
    others = [place for place in places if place.values != (None, True)]
    size = -1
    while size != sum(map(bool, state.values)):
        size = sum(map(bool, state.values))
        for place in (*things, *others):
            _lower(state, place.number, 1)
    for place in others:
        _lower(state, place.number, state.values[place.number])
    return state.values


def _lower(state: State, number: int, bound: int) -> None:
    """Give a place the first value, of so many, that leaves no demand unmet."""
    for value in range(min(bound, state.values[number])):
        if state.gain(number, value) == 0:
            state.put(number, value)
            return


# -- the result


def _missed(problem: Problem, values: Values, taxonomy: Taxonomy, today: date) -> frozenset[str]:
    """The rules that the whole contract does not satisfy, though the parts that they read do."""
    stated = problem.stated(values)
    contract = problem.drafts.contract(stated, [repr(value) for _, value in stated])
    judge = Judge(Facts(contract, taxonomy, today))
    return frozenset(
        f"{rule.pack}/{rule.id}"
        for rule in problem.rules
        if any(ruling.outcome in FAILING for ruling in judge.rulings(rule))
    )


def _written(problem: Problem, values: Values, judged: int) -> Sketch:
    facts = [place for place in problem.places if place.is_fact]
    idle = tuple(rule for rule in problem.rules if problem.witness(rule).fails(values))
    return Sketch(
        contract=data(problem.stated(values)),
        denied=tuple(str(place.route[-1]) for place in facts if values[place.number]),
        idle=idle,
        asked=dict(_asked(problem, values, idle)),
        judged=judged,
    )


def _asked(problem: Problem, values: Values, idle: Sequence[Rule]) -> Iterator[tuple[Route, Asked]]:
    """Which rules would fail, or have no subject, without each part of the contract."""
    witnesses = [problem.witness(rule) for rule in problem.rules if rule not in idle]
    parts: dict[Route, list[int]] = {}
    for place in problem.places:
        if values[place.number] and not place.is_fact:
            parts.setdefault(part_of(place.route), []).append(place.number)
    for part, numbers in parts.items():
        without = [0 if number in numbers else value for number, value in enumerate(values)]
        needed = _ids(problem.demands, without)
        judged = tuple(one for one in _ids(witnesses, without) if one not in needed)
        yield part, Asked(needed, judged)


def _ids(wanted: Sequence[Demand | Witness], values: Values) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.rule.id for one in wanted if one.fails(values)))


def part_of(route: Route) -> Route:
    """The clause, level, option or section in which a place stands."""
    length = next((len(thing) for thing in THINGS if route[: len(thing) - 1] == thing[:-1]), 1)
    return route[:length]
