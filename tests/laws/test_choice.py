"""The cheapest choice and the count are those of brute force, and of an independent solver on larger lists."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slacheck.offer.choice import bits, cheapest, count, parts, weight

OPTIONS = 8
options = st.integers(0, OPTIONS - 1)
clauses = st.lists(
    st.one_of(
        st.builds(lambda one, other: (1 << one, 1 << other), options, options),
        st.builds(lambda one, other: (1 << one | 1 << other, 0), options, options),
        st.builds(lambda mask: (0, mask), st.integers(1, 2**OPTIONS - 1)),
        st.builds(lambda one, mask: (1 << one, mask), options, st.integers(0, 2**OPTIONS - 1)),
    ),
    max_size=10,
)
weights = st.lists(st.integers(0, 9), min_size=OPTIONS, max_size=OPTIONS)


def meets(mask, demands):
    return all(neg & ~mask or pos & mask for neg, pos in demands)


@given(clauses, weights, st.integers(0, 2**OPTIONS - 1))
def test_the_cheapest_choice_weighs_what_brute_force_says(demands, costs, barred):
    fitting = [mask for mask in range(2**OPTIONS) if not mask & barred and meets(mask, demands)]
    found = cheapest(parts(demands), costs, barred)
    if not fitting:
        assert found is None
    else:
        assert found in fitting
        assert weight(found, costs) == min(weight(mask, costs) for mask in fitting)


@given(clauses)
def test_the_choices_are_counted_as_brute_force_does(demands):
    assert count(demands, 2**OPTIONS - 1) == sum(meets(mask, demands) for mask in range(2**OPTIONS))


@given(clauses)
def test_components_share_no_option_and_keep_every_clause(demands):
    found = parts(demands)
    assert not any(one & other for (one, _), (other, _) in combinations(found, 2))
    assert sorted(clause for _, linked in found for clause in linked) == sorted(demands)


def test_the_bits_of_a_set_ascend():
    assert list(bits(0b101001)) == [0, 3, 5]


def test_a_long_chain_of_requirements_is_followed_and_counted():
    """Five hundred options, each of which requires the next: a purchase takes all from one of them on."""
    chain = [(1 << number, 1 << number + 1) for number in range(499)]
    everything = (1 << 500) - 1
    assert cheapest(parts([*chain, (0, 1)]), [1] * 500) == everything
    assert count(chain, everything) == 501


def random_list(random, size):
    """Requirements, exclusions, choices and wanted clauses, as price lists have them."""

    def pick():
        return 1 << random.randrange(size)

    pairs = list(combinations(range(size), 2))
    demands = [(pick(), pick()) for _ in range(size // 2)]
    demands += [(1 << one | 1 << other, 0) for one, other in random.sample(pairs, size // 3)]
    demands += [(0, sum({pick() for _ in range(random.randint(2, 5))})) for _ in range(size // 5)]
    return demands, [random.randint(0, 50) for _ in range(size)]


@pytest.mark.parametrize("seed", range(60))
def test_an_independent_solver_finds_nothing_cheaper(seed):
    """MaxSAT (RC2) on lists of 20 to 60 options."""
    rc2 = pytest.importorskip("pysat.examples.rc2", reason="python-sat is not installed")
    formula = pytest.importorskip("pysat.formula", reason="python-sat is not installed")
    random = Random(seed)
    size = random.choice((20, 40, 60))
    demands, costs = random_list(random, size)
    problem = formula.WCNF()
    for neg, pos in demands:
        problem.append([-index - 1 for index in bits(neg)] + [index + 1 for index in bits(pos)])
    for index, cost in enumerate(costs):
        problem.append([-index - 1], weight=cost + 1)
    with rc2.RC2(problem) as solver:
        solved = solver.compute() is not None
        best = solver.cost
    found = cheapest(parts(demands), [cost + 1 for cost in costs])
    assert (found is not None) is solved
    if found is not None:
        assert meets(found, demands)
        assert weight(found, [cost + 1 for cost in costs]) == best
