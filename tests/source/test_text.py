"""Bytes to text."""

from __future__ import annotations

import codecs
from hashlib import sha256

import pytest

from slacheck.source.limits import Limits
from slacheck.source.problem import Problem, Unreadable
from slacheck.source.text import decode


def refusal(data: bytes, limits: Limits | None = None) -> Problem:
    with pytest.raises(Unreadable) as caught:
        decode("x.yaml", data, limits or Limits())
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_tells_the_encoding(mark: bytes, encoding: str):
    """The mark is dropped; the digest is that of the bytes."""
    data = mark + "é: 🙂\n".encode(encoding)
    source = decode("x.yaml", data)
    assert (source.text, source.sha256) == ("é: 🙂\n", sha256(data).hexdigest())


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"a: \xff\n", 1, 4),
        (b"\xc3\xa9: 1\nb: caf\xe9\n", 2, 7),
        (b"a: \xc3", 1, 4),
        (b"a: \xed\xa0\x80\n", 1, 4),
        (codecs.BOM_UTF16_LE + b"a\0\x00\xd8b\0", 1, 2),
        (codecs.BOM_UTF16_LE + b"a\0b", 1, 2),
        (codecs.BOM_UTF32_BE + b"\x7f\xff\xff\xff", 1, 1),
    ],
)
def test_bytes_that_are_no_text_are_placed(data: bytes, line: int, column: int):
    """The column counts the code points before them."""
    span = refusal(data).span
    assert span is not None
    assert (span.line, span.column) == (line, column)


@pytest.mark.parametrize("character", list("\0\x07\x1b\x7f\x80\x85\u2028\u2029\ufeff\ufffe\uffff"))
def test_a_character_that_yaml_does_not_allow_is_refused(character: str):
    """Control characters are no text, and four others are read in two ways."""
    problem = refusal(f"a: 1\nb: x{character}y\n".encode())
    assert f"U+{ord(character):04X}" in problem.message
    assert problem.span is not None
    assert (problem.span.text, problem.span.line, problem.span.column) == (character, 2, 5)
    assert problem.help


def test_many_foreign_characters_are_one_problem():
    """A binary file is one problem, not a thousand."""
    assert refusal(b"\0\1\2" * 1000).message == "the character U+0000 is not allowed (and 2,999 more like it)"


@pytest.mark.parametrize("text", ["\ta: b\r\n", "é\u00a0\u3000\u202e\ue000\U0010ffff", ""])
def test_every_other_character_is_text(text: str):
    """Signs that only look strange are shown escaped later, not refused."""
    assert decode("x", text.encode()).text == text


def test_a_file_too_large_is_not_even_decoded():
    """The bytes are counted before anything else is done with them."""
    assert (
        refusal(b"\xff" * 11, Limits(bytes=10)).message
        == "the file is too large: 11 bytes, at most 10 are read"
    )
