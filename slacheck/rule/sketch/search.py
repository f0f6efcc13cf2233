"""Finds values with which every demand is met, or shows that there are none.

Where a demand fails, one of the places that decide it must get another value; the search tries them in turn, and
where none is left it goes back to the last choice that is to blame (conflict-directed backjumping, P. Prosser 1993).
Over the values at hand it is complete as far as the reasons are: it ends with values, or with the demands that
contradict each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from slacheck.rule.sketch.demand import Place, Values
    from slacheck.rule.sketch.state import State


class Found(NamedTuple):
    """Values with which all demands are met."""

    values: Values
    steps: int


class Contradiction(NamedTuple):
    """Demands that no values meet together."""

    blamed: tuple[int, ...]
    """Their numbers in the order in which they were given."""
    steps: int


class Undecided(NamedTuple):
    """The bound was reached."""

    steps: int


Outcome = Found | Contradiction | Undecided


class _Choice:
    """A place that gets one value after the other."""

    __slots__ = ("blamed", "conflict", "number", "rest", "start")

    def __init__(self, number: int, start: int, order: list[int]) -> None:
        self.number = number
        self.start = start
        """The value before the choice."""
        self.rest = order[::-1]
        self.conflict: set[int] = set()
        """The earlier choices that are to blame for the values that failed."""
        self.blamed: set[int] = set()
        """The demands that were not met."""


class Search:
    """One search; `fixed` are places whose value may not change."""

    def __init__(self, places: Sequence[Place], state: State, fixed: Iterable[int] = ()) -> None:
        self._places = places
        self._state = state
        self._fixed = frozenset(fixed)
        self._trail: list[_Choice] = []
        self._chosen: set[int] = set()
        self._steps = 0

    def run(self, bound: int) -> Outcome:
        """Search, for at most so many steps."""
        state = self._state
        while state.failing:
            self._steps += 1
            if self._steps > bound:
                return Undecided(self._steps)
            index = min(state.failing)
            reason = [one for one in state.wanted[index].reason(state.values) if one not in self._fixed]
            free = [one for one in reason if one not in self._chosen]
            if free:
                self._choose(free)
                continue
            blamed = self._back({one for one in reason if one in self._chosen}, {index})
            if blamed is not None:
                return Contradiction(tuple(sorted(blamed)), self._steps)
        return Found(list(state.values), self._steps)

    def _choose(self, free: Sequence[int]) -> None:
        """Take the place where another value leaves the fewest demands unmet, and try its values in that order.

        The places come with those first that matter most; facts change last.
        """
        best: tuple[tuple[bool, int], int, list[int]] | None = None
        for number in free:
            start = self._state.values[number]
            count = [self._state.gain(number, value) for value in range(len(self._places[number].values))]
            order = sorted(range(len(count)), key=lambda value: (value == start, count[value], value))
            rank = (self._places[number].is_fact, count[order[0]])
            if best is None or rank < best[0]:
                best = rank, number, order
        assert best is not None
        _, number, order = best
        choice = _Choice(number, self._state.values[number], order)
        self._trail.append(choice)
        self._chosen.add(number)
        self._state.put(number, choice.rest.pop())

    def _back(self, conflict: set[int], blamed: set[int]) -> set[int] | None:
        """Go back to the last choice that is to blame and has a value left; if there is none, who is to blame."""
        while self._trail:
            choice = self._trail[-1]
            if choice.number in conflict:
                choice.conflict |= conflict - {choice.number}
                choice.blamed |= blamed
                if choice.rest:
                    self._state.put(choice.number, choice.rest.pop())
                    return None
                conflict, blamed = choice.conflict, choice.blamed
            self._trail.pop()
            self._chosen.discard(choice.number)
            self._state.put(choice.number, choice.start)
        return blamed
