"""What holds for every text: places point at the words that they are about."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from slacheck.source.node import Node
from slacheck.source.route import find, nearest, parse, pointer
from slacheck.source.span import Source, Span
from slacheck.source.yaml import decode, read

WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"),
    max_size=20,
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**30), 10**30), WORDS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(WORDS.filter(lambda key: key != "<<"), inner, max_size=4)
    ),
    max_leaves=15,
)


def scalars(root: Node) -> Iterator[Node]:
    """All scalars of a tree, those of aliased nodes once."""
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        kids = node.kids
        if kids is None:
            yield node
        else:
            waiting.extend(kids.values() if isinstance(kids, dict) else kids)


def reads_back(node: Node) -> bool:
    """Whether the text of a scalar means its value by itself; trailing line breaks of a block lie outside."""
    text = node.span.text
    if not text:
        return node.value is None
    again = read(Source("again", f"- {text}\n" if node.style != "block" else f"a: {text}\n", ""))
    value = again.kids["a" if node.style == "block" else 0].value
    if node.style == "block":
        return value.rstrip("\n") == node.value.rstrip("\n")
    return value == node.value and type(value) is type(node.value)


@given(JSON, st.sampled_from([None, 2]))
def test_json_is_read_as_json(value: object, indent: int | None):
    """YAML 1.2 holds JSON, but for characters escaped in two halves, which libyaml refuses."""
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    assert read(decode("x", text.encode())).value == value


@given(JSON)
def test_a_scalar_stands_where_its_span_says(value: object):
    """The words of a span, read alone, are the value."""
    root = read(decode("x", json.dumps(value, indent=1, ensure_ascii=False).encode()))
    assert all(reads_back(node) for node in scalars(root))


@given(st.dictionaries(WORDS.filter(lambda key: key != "<<"), WORDS, min_size=1))
def test_a_key_stands_where_its_span_says(value: dict[str, str]):
    """Every key, with the quotes that it was written with."""
    root = read(decode("x", json.dumps(value, ensure_ascii=False).encode()))
    assert [json.loads(root.key_span(key).text) for key in value] == list(value)


def test_in_real_price_lists_every_scalar_reads_back(corpus):
    """Places are right in files that people wrote: plain, quoted, folded, with signs of all planes."""
    checked = 0
    for path in sorted(corpus("pricing2yaml").rglob("*.yml")):
        for node in scalars(read(decode(path.name, path.read_bytes()))):
            checked += 1
            assert reads_back(node), (path.name, node.span.line, node.span.text)
    assert checked > 40_000


@given(
    st.lists(
        st.one_of(st.integers(0, 10**8), st.text().filter(lambda step: not step.isdecimal())), max_size=5
    )
)
def test_a_pointer_leads_back_to_its_route(route: list[str | int]):
    """`parse` undoes `pointer`."""
    assert parse(pointer(tuple(route))) == tuple(route)


@given(JSON, st.lists(st.one_of(st.integers(0, 3), WORDS), max_size=4))
def test_every_route_has_a_place(value: object, steps: list[str | int]):
    """What is missing too; the tail is empty if and only if the route is found."""
    root = read(decode("x", json.dumps(value, ensure_ascii=False).encode()))
    span, tail = nearest(root, tuple(steps))
    assert 0 <= span.start <= span.end <= len(root.source.text)
    assert (tail == ()) is (find(root, tuple(steps)) is not None)


@given(st.text(st.sampled_from("ab\r\n"), max_size=30), st.data())
def test_a_line_and_a_column_lead_back_to_the_offset(text: str, data: st.DataObject):
    """Lines laid end to end are the text."""
    source = Source("x", text, "")
    offset = data.draw(st.integers(0, len(text)))
    span = Span(source, offset, offset)
    assert source.starts()[span.line - 1] + span.column - 1 == offset
    assert text.splitlines() == [source.line(n + 1) for n in range(len(text.splitlines()))]
