"""Nodes whose values are known before their places."""

from __future__ import annotations

import pytest

from slacheck.source.node import Node
from slacheck.source.recalled import Recalled
from slacheck.source.yaml import decode, read

SOURCE = decode(
    "a.yaml",
    b"""\
pricing:
  base: {amount: 2100}
  options: [one, &two {id: y}]
used: *two
note: "quoted words"
""",
)


class Reads:
    """Reads the source, and counts how often."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> Node:
        self.count += 1
        return read(SOURCE)


def recalled(reads: Reads | None = None) -> Recalled:
    return Recalled(SOURCE, read(SOURCE).value, reads or Reads())


def test_values_are_there_without_reading():
    """Whoever asks for values and kids alone does not make the source be read."""
    reads = Reads()
    root = recalled(reads)
    assert isinstance(root.kids, dict)
    assert root.kids["pricing"].kids["base"].value == {"amount": 2100}
    assert reads.count == 0


def test_places_are_read_once():
    """However many places are asked for, in however many kids."""
    reads = Reads()
    root = recalled(reads)
    texts = [root.span.text[:7], root.key_span("note").text, root.kids["pricing"].kid("base").span.text]
    assert texts == ["pricing", "note", "{amount: 2100}"]
    assert reads.count == 1


@pytest.mark.parametrize(
    "way",
    [("pricing",), ("pricing", "base", "amount"), ("pricing", "options", 1, "id"), ("used",), ("note",)],
)
def test_a_recalled_node_is_told_from_a_read_one_by_nothing(way: tuple[str | int, ...]):
    """Value, span, style and kids are those of the tree that was read."""
    one: Node | None = recalled()
    other: Node | None = read(SOURCE)
    for step in way:
        one, other = one.kid(step), other.kid(step)
    assert (one.value, one.span, one.style) == (other.value, other.span, other.style)
    assert (one.start, one.end, one.marks) == (other.start, other.end, other.marks)


def test_an_alias_is_known_as_one():
    """The place of an aliased value is that of its anchor, the site that of the alias."""
    root = recalled()
    assert root.aliased("used")
    assert (root.kid("used").span.text, root.site("used").text) == ("&two {id: y}", "*two")


@pytest.mark.parametrize("key", ["nothing", 0, -1])
def test_what_is_not_there_has_no_node(key: str | int):
    """Neither a missing key nor an index of a mapping gives a node; a list knows its length."""
    root = recalled()
    assert root.kid(key) is None
    assert root.kid("pricing").kid("options").kid(2) is None
    assert root.kid("note").kid(key) is None


def test_a_misspelt_attribute_is_an_error():
    """Only places are read late."""
    with pytest.raises(AttributeError, match="strat"):
        _ = recalled().strat
