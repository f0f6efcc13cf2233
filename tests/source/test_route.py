"""Routes through a tree."""

from __future__ import annotations

import pytest

from slacheck.source.route import Route, find, nearest, parse, pointer, sites
from slacheck.source.yaml import decode, read

TREE = read(
    decode(
        "a.yaml",
        b"""\
pricing:
  base: {amount: 2100}
  options:
    - id: x
    - id: y
shared: &s {rate: {per: month}}
used: *s
list: [*s, 1]
""",
    )
)


@pytest.mark.parametrize(
    ("route", "text"),
    [
        (("pricing", "base", "amount"), "2100"),
        (("pricing", "options", 1), "id: y"),
        (("used", "rate", "per"), "month"),
        (("list", 0, "rate"), "{per: month}"),
    ],
)
def test_a_route_leads_to_a_node(route: Route, text: str):
    """Through lists and aliases too."""
    found = find(TREE, route)
    assert found is not None
    assert found.span.text == text


@pytest.mark.parametrize(
    "route",
    [("x",), (0,), ("pricing", "options", 2), ("pricing", "options", -1), ("list", "0"), ("list", 1, "a")],
)
def test_a_route_that_leads_nowhere_finds_nothing(route: Route):
    """A wrong kind of step is a missing step."""
    assert find(TREE, route) is None


@pytest.mark.parametrize(
    ("route", "text", "missing"),
    [
        (("pricing", "base", "amount"), "2100", ()),
        (("pricing", "base", "currency"), "base", ("currency",)),
        (("pricing", "options", 0, "name", "en"), "id: x", ("name", "en")),
        (("pricing", "options", 7), "options", (7,)),
        (("used",), "*s", ()),
        (("used", "rate", "per"), "*s", ()),
        (("used", "cap"), "used", ("cap",)),
        (("used", "rate", "currency"), "used", ("currency",)),
        (("list", 0, "cap"), "*s", ("cap",)),
        (("shared", "rate", "cap"), "rate", ("cap",)),
    ],
)
def test_what_is_missing_is_placed_at_its_nearest_ancestor(route: Route, text: str, missing: Route):
    """At the ancestor's key if it has one; behind an alias, where the alias stands."""
    span, tail = nearest(TREE, route)
    assert (span.text, tail) == (text, missing)


def test_the_root_is_the_last_resort():
    """A missing key of the whole file is placed at the file."""
    span, tail = nearest(TREE, ("metadata", "id"))
    assert (span, tail) == (TREE.span, ("metadata", "id"))


def test_the_aliases_on_the_way_are_known():
    """A finding can tell where the text that it quotes is used."""
    assert [span.line for span in sites(TREE, ("list", 0, "rate"))] == [8]
    assert sites(TREE, ("shared", "rate", "nothing")) == ()


@pytest.mark.parametrize(
    ("route", "text"),
    [
        ((), ""),
        (("a", 0), "/a/0"),
        (("a/b", "~1"), "/a~1b/~01"),
        (("",), "/"),
        (("01", "é"), "/01/é"),
        (("9" * 20,), "/" + "9" * 20),
    ],
)
def test_a_route_is_a_json_pointer(route: Route, text: str):
    """Both ways, with the escapes of RFC 6901."""
    assert pointer(route) == text
    assert parse(text) == route
