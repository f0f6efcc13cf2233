"""Three-valued logic: the tables of strong Kleene, whole, and the laws that they obey."""

from __future__ import annotations

from itertools import product

import pytest

from slacheck.truth import UNKNOWN, Truth, every, some, truth

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
ALL = (T, F, U)
AND = {(T, T): T, (T, F): F, (T, U): U, (F, F): F, (F, U): F, (U, U): U}
OR = {(T, T): T, (T, F): T, (T, U): T, (F, F): F, (F, U): U, (U, U): U}


@pytest.mark.parametrize(("left", "right"), list(product(ALL, ALL)))
def test_the_tables_are_those_of_kleene(left, right):
    """Written out once more, from the book."""
    assert left & right is AND.get((left, right), AND.get((right, left)))
    assert left | right is OR.get((left, right), OR.get((right, left)))


def test_negation_turns_round_what_is_known():
    assert [~T, ~F, ~U] == [F, T, U]


@pytest.mark.parametrize(("a", "b", "c"), list(product(ALL, ALL, ALL)))
def test_the_laws_of_a_lattice_hold(a, b, c):
    """Commutative, associative, distributive, absorbing, idempotent, De Morgan."""
    assert a & b is b & a
    assert a | b is b | a
    assert (a & b) & c is a & (b & c)
    assert (a | b) | c is a | (b | c)
    assert a & (b | c) is (a & b) | (a & c)
    assert a | (b & c) is (a | b) & (a | c)
    assert a & (a | b) is a
    assert a | (a & b) is a
    assert a & a is a | a is a
    assert ~(a & b) is ~a | ~b
    assert ~~a is a


@pytest.mark.parametrize(("a", "b"), list(product(ALL, ALL)))
def test_learning_more_never_turns_an_answer_round(a, b):
    """Monotone in information: what is settled with an unknown stays so, whatever the unknown becomes."""
    for known in (T, F):
        for whole, part in ((a & b, a & known), (a | b, a | known)):
            if b is U and whole is not U:
                assert part is whole


def test_there_is_no_excluded_middle():
    """An unknown fact or its contrary is still unknown."""
    assert U | ~U is U
    assert U & ~U is U


@pytest.mark.parametrize("value", [*ALL, UNKNOWN])
def test_no_truth_can_be_branched_on(value):
    """Unknown must not become false by accident."""
    for use in (bool, lambda it: not it, lambda it: it and 1, lambda it: 1 if it else 0):
        with pytest.raises(TypeError, match="no boolean value"):
            use(value)


def test_a_value_stands_for_its_truth():
    assert [truth(True), truth(False), truth(UNKNOWN)] == [T, F, U]


@pytest.mark.parametrize("values", [values for size in range(4) for values in product(ALL, repeat=size)])
def test_many_are_folded(values):
    """None at all is true for `every` and false for `some`."""
    conjunction, disjunction = T, F
    for value in values:
        conjunction, disjunction = conjunction & value, disjunction | value
    assert every(values) is conjunction
    assert some(iter(values)) is disjunction
