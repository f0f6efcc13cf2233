"""Names that need one another, in an order in which each comes after what it needs; and the circles among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MAX_CYCLES = 100
"""How many circles are named; a set of names with more has lost its author."""
_SHOWN = 8


class Order(NamedTuple):
    """Every name once. Of a circle the names stand in the order in which they need one another."""

    names: tuple[str, ...]
    cycles: tuple[tuple[str, ...], ...]

    @property
    def in_cycles(self) -> frozenset[str]:
        """The names that stand in a circle."""
        return frozenset(name for cycle in self.cycles for name in cycle)


def in_order(needs: Mapping[str, Iterable[str]]) -> Order:
    """What is needed comes first, otherwise the order is that of `needs`. A need that is no key is passed over.

    It walks without recursion: a chain of any length is ordered, in time linear in the number of needs.
    """
    done: dict[str, None] = {}
    cycles: list[tuple[str, ...]] = []
    for root in needs:
        path: dict[str, Iterator[str]] = {}
        if root not in done:
            path[root] = iter(needs[root])
        while path:
            name = next(reversed(path))
            needed = next(path[name], None)
            if needed is None:
                del path[name]
                done[name] = None
            elif needed in path:
                if len(cycles) < MAX_CYCLES:
                    cycles.append(tuple(path)[list(path).index(needed) :])
            elif needed in needs and needed not in done:
                path[needed] = iter(needs[needed])
    return Order(tuple(done), tuple(cycles))


def circle(names: tuple[str, ...]) -> str:
    """`a -> b -> a`; a long one without its middle."""
    shown = (
        names
        if len(names) <= _SHOWN
        else (*names[: _SHOWN - 1], f"({len(names) - _SHOWN:,} more)", names[-1])
    )
    return " -> ".join((*shown, names[0]))
