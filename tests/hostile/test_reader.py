"""What somebody who wants to break the reader would feed it, and what a broken disk does."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slacheck.source.excerpt import render
from slacheck.source.node import Node
from slacheck.source.problem import Problem, Unreadable
from slacheck.source.span import Source
from slacheck.source.yaml import decode, documents, read

MEGABYTE = 1024 * 1024
SAMPLE = """\
# a contract
metadata: {id: payroll-be, "title": "Externalisation\\u0020de la paie"}
term: &term {start: 2026-01-01, initial: P3Y}
clauses:
  - clause: confidentiality-undertaking
    text: |
      Les parties gardent
      secrètes ...
    attributes: {mutual: true, survival: P5Y, rate: !!float 1}
  - [a, 'it''s', >-
     folded]
other: *term
? complex
: 12.50
"""


def billion_laughs(levels: int, width: int) -> str:
    lines = ["a0: &a0 lol\n"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]\n" for n in range(1, levels)]
    return "".join(lines)


HOSTILE = {
    "a scalar of fifty megabytes": lambda: "a: " + "x" * (50 * MEGABYTE),
    "a scalar of two megabytes": lambda: "a: " + "x" * (2 * MEGABYTE),
    "ten thousand nested flow lists": lambda: "[" * 10_000,
    "ten thousand nested flow lists, closed": lambda: "[" * 10_000 + "]" * 10_000,
    "ten thousand nested block lists": lambda: "- " * 10_000 + "x",
    "ten thousand nested mappings": lambda: "\n".join(" " * n + "a:" for n in range(10_000 // 4)),
    "mappings as keys of mappings": lambda: "{" * MEGABYTE,
    "lists in a key": lambda: "? " + "[" * 10_000,
    "keys of keys": lambda: "? " * 100_000,
    "billion laughs": lambda: billion_laughs(10, 10),
    "a deep chain of laughs": lambda: billion_laughs(60, 60),
    "a large text repeated": lambda: f"a: &a {'x' * 100_000}\nb: [{'*a, ' * 50_000}]\n",
    "a chain of anchors": lambda: (
        "a0: &a0 {}\n" + "".join(f"a{n}: &a{n} {{x: *a{n - 1}}}\n" for n in range(1, 5000))
    ),
    "the same key again and again": lambda: "a: 1\n" * 200_000,
    "every key twice": lambda: "".join(f"k{n}: 1\n" for n in range(20_000)) * 2,
    "a million items": lambda: "- a\n" * 1_000_000,
    "a million documents": lambda: "---\n" * 1_000_000,
    "a bad line and a megabyte behind it": lambda: "a: b: c\n" + "x: y\n" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_quickly(name: str, within):
    """In a second or so, with problems that are short to show."""
    data = HOSTILE[name]().encode()
    with within(400), pytest.raises(Unreadable) as caught:
        read(decode("hostile.yaml", data))
    assert all(len(render(problem)) < 5_000 for problem in caught.value.problems)


@pytest.mark.parametrize("name", [name for name in HOSTILE if "million" not in name])
def test_a_hostile_file_is_refused_in_little_memory(name: str):
    """In less than 200 MB, the text itself included."""
    data = HOSTILE[name]().encode()
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable):
            read(decode("hostile.yaml", data))
        assert tracemalloc.get_traced_memory()[1] < 200 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_a_hundred_thousand_keys_are_read():
    """A large file is not a hostile one, and each key is found at once."""
    node = read(decode("large.yaml", "".join(f"key{n}: {n}\n" for n in range(100_000)).encode()))
    assert node.key_span("key99999").line == 100_000
    assert node.kids["key99999"].value == 99_999


def is_read_or_refused(attempt) -> None:
    """The one promise about every input: a tree or Unreadable, and each problem inside the text."""
    roots: list[Node] = []
    problems: tuple[Problem, ...] = ()
    try:
        roots = attempt()
    except Unreadable as refusal:
        problems = refusal.problems
    for problem in problems:
        assert problem.span is not None
        assert 0 <= problem.span.start <= problem.span.end <= len(problem.span.source.text)
        assert not problem.message.endswith(".")
        assert render(problem)
    for root in roots:
        walk(root)


def walk(root: Node) -> None:
    """Every place of a tree lies inside the text."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        assert 0 <= node.span.start <= node.span.end <= len(node.source.text)
        kids = node.kids or ()
        for key in kids if isinstance(kids, dict) else range(len(kids)):
            assert node.site(key).text is not None
            waiting.append(kids[key])


SIGNS = st.text(
    st.sampled_from(list("ab1.-_:, \n\r\t[]{}&*!|>%@`#?'\"\\<~=xé\ufeff\u2028\x85\0")), max_size=60
)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes):
    """No bytes make a traceback."""
    is_read_or_refused(lambda: documents(decode("x", data)))


@given(st.one_of(st.text(st.characters(codec=None), max_size=200), SIGNS))
def test_any_text_is_read_or_refused(text: str):
    """Not even lone surrogates in a source made by hand."""
    is_read_or_refused(lambda: documents(Source("x", text, "")))
    is_read_or_refused(lambda: [read(Source("x", text, ""))])


@given(st.integers(0, len(SAMPLE)), st.integers(0, 40), SIGNS)
def test_a_mutated_sample_is_read_or_refused(at: int, removed: int, inserted: str):
    """Cutting, pasting and truncating a good file breaks nothing but the file."""
    text = SAMPLE[:at] + inserted + SAMPLE[at + removed :]
    is_read_or_refused(lambda: documents(decode("x", text.encode())))


def test_half_a_surrogate_pair_is_refused():
    """A text that cannot be encoded is no file's text."""
    with pytest.raises(Unreadable, match="U\\+DC80"):
        read(Source("x", "a: \udc80\n", ""))


def test_a_truncated_sample_is_read_or_refused():
    """Wherever the disk stopped."""
    for end in range(len(SAMPLE)):
        is_read_or_refused(lambda end=end: documents(decode("x", SAMPLE[:end].encode())))


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe", b"\xff\xfea", b"\xef\xbb\xbf", b"\0\0\xfe\xff\0", b"PK\3\4\0\0", b"%PDF-1.7\n%\xe2\xe3"],
)
def test_a_file_of_another_kind_is_read_or_refused(data: bytes):
    """Marks without text, archives and documents of other programs."""
    is_read_or_refused(lambda: [read(decode("x", data))])
