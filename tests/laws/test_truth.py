"""Any formula of three-valued logic is sound: what it settles, every completion of the unknowns confirms."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from slacheck.truth import Truth

formulas = st.recursive(
    st.integers(0, 3),
    lambda inner: st.one_of(
        st.tuples(st.just("not"), inner),
        st.tuples(st.just("and"), inner, inner),
        st.tuples(st.just("or"), inner, inner),
    ),
    max_leaves=8,
)


def value(formula, facts):
    match formula:
        case int():
            return facts[formula]
        case ("not", one):
            return ~value(one, facts)
        case ("and", one, other):
            return value(one, facts) & value(other, facts)
        case ("or", one, other):
            return value(one, facts) | value(other, facts)


@given(formulas, st.tuples(*[st.sampled_from(Truth)] * 4))
def test_what_is_settled_with_unknowns_stays_settled(formula, facts):
    """Kleene's logic is weaker than looking at all completions, and never contradicts them."""
    answer = value(formula, facts)
    choices = [(fact,) if fact is not Truth.UNKNOWN else (Truth.TRUE, Truth.FALSE) for fact in facts]
    found = {value(formula, completed) for completed in product(*choices)}
    assert Truth.UNKNOWN not in found
    if answer is not Truth.UNKNOWN:
        assert found == {answer}
