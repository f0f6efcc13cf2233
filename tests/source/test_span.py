"""A file's text and the places in it."""

from __future__ import annotations

import pytest

from slacheck.source.span import Source, Span


def source(text: str) -> Source:
    return Source("dir/a.yaml", text, "00")


def test_lines_and_columns_count_from_one():
    """The end is the place behind the last character."""
    span = Span(source("ab\ncde\n"), 4, 6)
    assert (span.text, span.line, span.column, span.end_line, span.end_column) == ("de", 2, 2, 2, 4)
    assert str(span) == "dir/a.yaml:2:2"


@pytest.mark.parametrize("text", ["a\r\nb\rc\nd", "a\rb\r\nc\r\nd"])
def test_every_line_break_of_yaml_1_2_ends_a_line(text: str):
    """LF, CRLF and CR; a line is given without its break."""
    assert [source(text).line(number) for number in range(6)] == ["", "a", "b", "c", "d", ""]


def test_other_separators_end_no_line():
    """NEL and LS are characters of a line in YAML 1.2."""
    assert source("a\x85b\u2028c\x0cd").starts() == [0]


def test_an_empty_file_has_one_empty_line():
    """The place 1:1 exists in every file."""
    assert source("").position(0) == (1, 1)


def test_equality_ignores_how_the_text_is_held():
    """A source is its name and the digest of its bytes."""
    one, two = Source("a", "x", "00"), Source("a", "x", "00")
    one.starts()
    assert one == two
    assert len({Span(one, 0, 1), Span(two, 0, 1), Span(two, 0, 0)}) == 2
