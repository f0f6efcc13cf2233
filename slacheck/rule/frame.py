"""Where the variables of a running expression live, and how many steps its macros have taken.

A frame is the bindings of the evaluation; inside a macro it goes on with the step counter, then with one
place for the element of each macro around:

    binding 0 | ... | binding n-1 | [steps] | element of the outer macro | element of the inner macro
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from slacheck.rule.value import EvaluationError, runtime_kind

MAX_STEPS = 1_000_000
"""How many elements the macros of one evaluation may visit, those inside one another counted together."""
_VISITED = (list, tuple, dict)


class Scope(NamedTuple):
    """The places of the variables in a frame of `size` places, `bound` of them bindings."""

    places: Mapping[str, int]
    size: int
    bound: int

    @classmethod
    def of(cls, slots: tuple[str, ...]) -> Scope:
        return cls({name: place for place, name in enumerate(slots)}, len(slots), len(slots))

    def inside(self, variable: str) -> Scope:
        """The scope of the body of a macro: its element stands in the last place."""
        size = self.size + (2 if self.size == self.bound else 1)
        return Scope({**self.places, variable: size - 1}, size, self.bound)


def enter(frame: Sequence[object], scope: Scope, items: Collection[object]) -> list[object]:
    """The frame of a macro's body, before the first element; EvaluationError beyond `MAX_STEPS`."""
    inner = list(frame)
    if scope.size - scope.bound == 2:
        inner.append([0])
    steps = inner[scope.bound]
    assert isinstance(steps, list)
    steps[0] += len(items)
    if steps[0] > MAX_STEPS:
        raise EvaluationError(f"the macros of a rule take {MAX_STEPS:,} steps at most")
    inner.append(None)
    return inner


def elements(name: str, value: object) -> Collection[object]:
    """What a macro visits: the elements of a list, the keys of a map."""
    if isinstance(value, _VISITED):
        return value
    raise EvaluationError(f"no such overload: `{name}` takes no {runtime_kind(value)}")
