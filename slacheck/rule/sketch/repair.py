"""Mends values step by step, without going back: quick where a contract is possible, and no proof where none is.

Each step takes an unmet demand and changes one of the places that decide it: to the first value that leaves fewer
demands unmet, or else to one that leaves as few as possible. A place that was just changed rests for a while
(min-conflicts, S. Minton 1992, with a tabu list).
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from slacheck.rule.sketch.demand import Place
    from slacheck.rule.sketch.state import State

WIDTH = 30
"""How many of the places that decide a demand are tried in one step, those that matter most first."""
REST = 12
"""For how many steps a place keeps its new value."""


class Repair:
    """One attempt; `fixed` are places whose value may not change."""

    def __init__(self, places: Sequence[Place], state: State, fixed: Iterable[int] = ()) -> None:
        self._places = places
        self._state = state
        self._fixed = frozenset(fixed)
        self._rests: dict[int, int] = {}
        self.steps = 0

    def run(self, bound: int) -> State:
        """The state with the fewest unmet demands that was reached in so many steps."""
        state = self._state
        best, least = list(state.values), len(state.failing)
        while state.failing and self.steps < bound:
            self.steps += 1
            if not self._mend():
                break
            if len(state.failing) < least:
                best, least = list(state.values), len(state.failing)
        state.settle(best)
        return state

    def _mend(self) -> bool:
        """Change one place; false where nothing may change."""
        unmet = sorted(self._state.failing)
        # The demands take turns, so that one that cannot be met does not keep the others waiting.
        for turn in range(len(unmet)):
            index = unmet[(self.steps + turn) % len(unmet)]
            move = self._best(self._state.wanted[index].reason(self._state.values))
            if move is not None:
                number, value = move
                self._rests[number] = self.steps + REST
                self._state.put(number, value)
                return True
        return False

    def _best(self, reason: Iterable[int]) -> tuple[int, int] | None:
        state = self._state
        best: tuple[tuple[int, bool, int, int], int, int] | None = None
        for order, number in enumerate(islice(reason, WIDTH)):
            if number in self._fixed or self._rests.get(number, 0) >= self.steps:
                continue
            for value in range(len(self._places[number].values)):
                if value == state.values[number]:
                    continue
                gain = state.gain(number, value)
                if gain < 0 and not self._places[number].is_fact:
                    return number, value
                rank = (gain, self._places[number].is_fact, order, value)
                if best is None or rank < best[0]:
                    best = rank, number, value
        return None if best is None else (best[1], best[2])
