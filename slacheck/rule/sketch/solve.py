"""Values with which all demands are met: mended where that is enough, else searched for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.rule.sketch.repair import Repair
from slacheck.rule.sketch.search import Search
from slacheck.rule.sketch.state import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from slacheck.rule.sketch.demand import Place, Values
    from slacheck.rule.sketch.search import Outcome
    from slacheck.rule.sketch.state import Wanted

MENDING = 600
SEARCHING = 4_000


def solve(
    places: Sequence[Place],
    wanted: Sequence[Wanted],
    start: Values,
    fixed: Iterable[int] = (),
    *,
    mending: int = MENDING,
    searching: int = SEARCHING,
) -> tuple[Outcome, Values]:
    """What a search finds from the best values that mending reaches; and these."""
    held = frozenset(fixed)
    state = Repair(places, State(wanted, start), held).run(mending)
    mended = list(state.values)
    return Search(places, state, held).run(searching), mended
