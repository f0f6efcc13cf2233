"""Values of all places, and which demands they leave unmet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slacheck.rule.sketch.demand import Demand, Values, Witness

    Wanted = Demand | Witness


class State:
    """Values, and which demands they leave unmet."""

    def __init__(self, wanted: Sequence[Wanted], values: Values) -> None:
        self.wanted = wanted
        self.values = list(values)
        self.reading: dict[int, list[int]] = {}
        for index, demand in enumerate(wanted):
            for number in demand.places:
                self.reading.setdefault(number, []).append(index)
        self.failing = {index for index, demand in enumerate(wanted) if demand.fails(self.values)}

    def put(self, number: int, value: int) -> None:
        """Give a place a value."""
        if self.values[number] == value:
            return
        self.values[number] = value
        for index in self.reading.get(number, ()):
            if self.wanted[index].fails(self.values):
                self.failing.add(index)
            else:
                self.failing.discard(index)

    def settle(self, values: Values) -> None:
        """Give every place its value."""
        for number, value in enumerate(values):
            self.put(number, value)

    def gain(self, number: int, value: int) -> int:
        """By how many more demands are unmet with another value of a place; below zero where there are fewer."""
        affected = self.reading.get(number, ())
        before, self.values[number] = self.values[number], value
        change = sum(self.wanted[index].fails(self.values) - (index in self.failing) for index in affected)
        self.values[number] = before
        return change
