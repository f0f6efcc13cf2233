"""Names in the order in which they need one another, and the circles among them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from slacheck.rule.order import MAX_CYCLES, circle, in_order

graphs = st.dictionaries(
    st.sampled_from("abcdefg"), st.lists(st.sampled_from("abcdefgh"), max_size=4), max_size=7
)


@given(graphs)
def test_each_name_stands_once_and_after_what_it_needs(needs: dict[str, list[str]]) -> None:
    """Names outside every circle come after all their needs; needs that are no names are passed over."""
    order = in_order(needs)
    assert sorted(order.names) == sorted(needs)
    place = {name: index for index, name in enumerate(order.names)}
    for name, needed in needs.items():
        if not order.cycles:
            assert all(place[one] < place[name] for one in needed if one in needs)


@given(graphs)
def test_a_circle_is_one(needs: dict[str, list[str]]) -> None:
    """Each name of a circle needs the next, and the last the first."""
    for cycle in in_order(needs).cycles:
        assert all(then in needs[name] for name, then in zip(cycle, (*cycle[1:], cycle[0]), strict=True))


@given(graphs)
def test_no_circle_is_overlooked(needs: dict[str, list[str]]) -> None:
    """Taking names without open needs away, again and again, leaves something if and only if there is a circle."""
    left = dict(needs)
    while free := [name for name, needed in left.items() if not set(needed) & left.keys()]:
        for name in free:
            del left[name]
    assert bool(left) == bool(in_order(needs).cycles)


def test_the_order_of_writing_stays_where_it_can() -> None:
    assert in_order({"c": [], "a": ["b"], "b": []}).names == ("c", "b", "a")


def test_a_chain_of_any_length_is_ordered(within) -> None:
    """No recursion, and time in proportion."""
    needs = {f"n{index}": [f"n{index + 1}"] for index in range(50_000)}
    with within(200):
        assert in_order(needs).names[0] == "n49999"


def test_so_many_circles_are_named_and_no_more(within) -> None:
    """10,000 names that all need the first."""
    needs = {f"n{index}": [f"n{index + 1}", "n0"] for index in range(10_000)}
    with within(100):
        assert len(in_order(needs).cycles) == MAX_CYCLES


def test_a_circle_is_read_as_an_arrow() -> None:
    """A long one is shown without its middle."""
    assert circle(("a",)) == "a -> a"
    assert circle(("a", "b")) == "a -> b -> a"
    assert circle(tuple(f"n{index}" for index in range(20))) == (
        "n0 -> n1 -> n2 -> n3 -> n4 -> n5 -> n6 -> (12 more) -> n19 -> n0"
    )
