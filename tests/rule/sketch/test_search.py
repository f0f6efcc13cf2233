"""The search against an enumeration of all values, on small problems of every shape."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from slacheck.rule.sketch.demand import Place
from slacheck.rule.sketch.repair import Repair
from slacheck.rule.sketch.search import Contradiction, Found, Search, Undecided
from slacheck.rule.sketch.state import State

SIZE, WIDTH = 5, 3
PLACES = [Place(number, ("at", str(number)), tuple(range(WIDTH)), None) for number in range(SIZE)]


class Allowed:
    """A demand that some values of some places meet."""

    def __init__(self, places, allowed):
        self.places = places
        self.allowed = allowed

    def fails(self, values):
        return tuple(values[one] for one in self.places) not in self.allowed

    def reason(self, _values):
        return self.places


@st.composite
def demands(draw):
    """A few demands on two or three places each."""
    made = []
    for _ in range(draw(st.integers(1, 7))):
        places = draw(st.lists(st.integers(0, SIZE - 1), min_size=1, max_size=3, unique=True))
        every = list(product(range(WIDTH), repeat=len(places)))
        made.append(Allowed(tuple(places), frozenset(draw(st.lists(st.sampled_from(every), max_size=5)))))
    return made


def possible(wanted, fixed=()):
    """Whether any values meet all demands."""
    spans = [(0,) if number in fixed else range(WIDTH) for number in range(SIZE)]
    return any(not any(one.fails(values) for one in wanted) for values in product(*spans))


@given(demands(), st.sets(st.integers(0, SIZE - 1), max_size=2))
def test_it_finds_values_exactly_where_there_are_some(wanted, fixed):
    """It also leaves fixed places alone, and blames demands that contradict each other by themselves."""
    found = Search(PLACES, State(wanted, [0] * SIZE), fixed).run(10_000)
    if isinstance(found, Found):
        assert not any(one.fails(found.values) for one in wanted)
        assert all(found.values[number] == 0 for number in fixed)
    else:
        assert isinstance(found, Contradiction)
        assert not possible([wanted[index] for index in found.blamed], fixed)
    assert isinstance(found, Found) == possible(wanted, fixed)


@given(demands(), st.lists(st.integers(0, WIDTH - 1), min_size=SIZE, max_size=SIZE))
def test_mending_never_makes_it_worse(wanted, start):
    before = len(State(wanted, start).failing)
    after = Repair(PLACES, State(wanted, start)).run(30)
    assert len(after.failing) <= before
    assert after.failing == State(wanted, after.values).failing


@given(demands(), st.integers(0, SIZE - 1), st.integers(0, WIDTH - 1))
def test_a_gain_is_what_a_change_would_bring(wanted, number, value):
    state = State(wanted, [1] * SIZE)
    before, gain = len(state.failing), state.gain(number, value)
    state.put(number, value)
    assert len(state.failing) == before + gain
    assert state.failing == State(wanted, state.values).failing


def test_it_says_where_it_stopped():
    """A bound that is reached is no contradiction."""
    never = Allowed((0, 1, 2), frozenset())
    assert Search(PLACES, State([never], [0] * SIZE)).run(3) == Undecided(4)


def test_it_blames_only_what_matters():
    """Of three demands on other places none is named."""
    zero, one = Allowed((2,), frozenset({(0,)})), Allowed((2,), frozenset({(1,)}))
    others = [Allowed((number,), frozenset({(2,)})) for number in (0, 1, 3)]
    found = Search(PLACES, State([*others, zero, one], [0] * SIZE)).run(100)
    assert isinstance(found, Contradiction)
    assert found.blamed == (3, 4)


def test_facts_change_last():
    """Where another place will do, a fact stays as it is."""
    places = [
        Place(0, ("service", "facts", "hosted"), (True, False), None),
        Place(1, ("term",), (None, 1), None),
    ]
    either = Allowed((0, 1), frozenset({(1, 0), (0, 1)}))
    found = Search(places, State([either], [0, 0])).run(10)
    assert isinstance(found, Found)
    assert found.values == [0, 1]
