"""The cheapest choice of options, exactly: options are bits, and what a price list demands of them are clauses.

A clause is a pair of sets: whoever buys all of the first must buy one of the second. So `(a, b)` says that `a` requires
`b`, `(a|b, 0)` that `a` and `b` exclude each other, `(0, a|b)` that one of them is to be bought. Buying nothing but
what is demanded is cheapest, because no option costs less than nothing: a search need only decide how to meet the
demands that stand open, the tightest first, and stops where what is spent and what is still due exceed the best.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Clause: TypeAlias = tuple[int, int]


class Weights(Protocol):
    """What each option weighs, by its number; never less than nothing."""

    def __getitem__(self, index: int, /) -> int: ...


def bits(mask: int) -> Iterator[int]:
    """The numbers of the options in a set, ascending."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def weight(mask: int, weights: Weights) -> int:
    """What a set of options weighs."""
    return sum(weights[index] for index in bits(mask))


Part: TypeAlias = tuple[int, list[Clause]]
"""A component: options that no clause links with others, and the clauses that link them."""


def parts(clauses: Iterable[Clause], known: Iterable[Part] = ()) -> list[Part]:
    """The independent components of clauses, together with components that are known."""
    found = list(known)
    for clause in clauses:
        mask, linked = clause[0] | clause[1], [clause]
        apart = []
        for other in found:
            if other[0] & mask:
                mask |= other[0]
                linked = other[1] + linked
            else:
                apart.append(other)
        found = [*apart, (mask, linked)]
    return found


def cheapest(linked_parts: Iterable[Part], weights: Weights, barred: int = 0) -> int | None:
    """The cheapest set of options that meets all clauses and has none of the barred; none where there is none."""
    chosen = 0
    for _, linked in linked_parts:
        if all(neg for neg, _ in linked):
            continue  # Nothing is demanded of who buys nothing.
        best = _cheapest_part(linked, weights, barred)
        if best is None:
            return None
        chosen |= best
    return chosen


def _cheapest_part(clauses: Sequence[Clause], weights: Weights, barred: int) -> int | None:
    best: int | None = None
    limit = 0
    waiting = [(0, barred, 0)]
    while waiting:
        bought, out, spent = waiting.pop()
        demands = [pos & ~out for neg, pos in clauses if not neg & ~bought and not pos & bought]
        if best is not None and spent + _due(demands, weights) >= limit:
            continue
        if not demands:
            best, limit = bought, spent
            continue
        ways = sorted(bits(min(demands, key=int.bit_count)), key=weights.__getitem__)
        # INVARIANT: each way bars those before it, so that no set of options is looked at twice.
        branches = []
        for index in ways:
            branches.append((bought | 1 << index, out, spent + weights[index]))
            out |= 1 << index
        waiting += reversed(branches)
    return best


def _due(demands: Iterable[int], weights: Weights) -> int:
    """The least that open demands cost: the cheapest way for each of some that have no way in common."""
    due = met = 0
    for demand in demands:
        if demand and not demand & met:
            met |= demand
            due += min(weights[index] for index in bits(demand))
    return due


def count(clauses: Iterable[Clause], options: int) -> int:
    """How many sets out of these options meet all clauses; exact, by cases, component by component."""
    return _count(frozenset(clauses), options, {})


def _count(clauses: frozenset[Clause], options: int, known: dict[frozenset[Clause], int]) -> int:
    if any(not pos and not neg for neg, pos in clauses):
        return 0
    result = 1
    for mask, linked in parts(sorted(clauses)):
        options &= ~mask
        key = frozenset(linked)
        if key not in known:
            known[key] = _by_cases(key, mask, known)
        result *= known[key]
    return result << options.bit_count()


def _by_cases(clauses: frozenset[Clause], mask: int, known: dict[frozenset[Clause], int]) -> int:
    """Sets with an option and sets without it: with one of those that most clauses name, in the middle of them."""
    named = {index: sum(1 for neg, pos in clauses if (neg | pos) >> index & 1) for index in bits(mask)}
    most = max(named.values())
    busiest = [index for index, times in named.items() if times == most]
    bit = 1 << busiest[len(busiest) // 2]
    bought = frozenset((neg & ~bit, pos) for neg, pos in clauses if not pos & bit)
    left = frozenset((neg, pos & ~bit) for neg, pos in clauses if not neg & bit)
    rest = mask & ~bit
    return _count(bought, rest, known) + _count(left, rest, known)
