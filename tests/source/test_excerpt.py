"""A place of a file as a terminal shows it."""

from __future__ import annotations

import pytest

from slacheck.source.excerpt import WIDTH, excerpt, render, visible
from slacheck.source.problem import Problem
from slacheck.source.span import Source, Span


def span(text: str, words: str, name: str = "a.yaml") -> Span:
    start = text.index(words)
    return Span(Source(name, text, ""), start, start + len(words))


def carets(text: str, words: str) -> tuple[str, str]:
    """The line and its carets, without the gutter."""
    _, line, below = excerpt(span(text, words)).split("\n")
    return line[4:], below[4:]


def test_a_problem_is_shown_in_full():
    """Place, message, line, carets, help and what explains it."""
    text = "a: 1\nb: 2\na: 3\n"
    second = Span(Source("c/a.yaml", text, ""), 10, 11)
    first = Span(second.source, 0, 1)
    problem = Problem("the key `a` is already given", second, "keep one", (("first given here", first),))
    assert render(problem) == (
        "c/a.yaml:3:1: error: the key `a` is already given\n"
        "  |\n"
        "3 | a: 3\n"
        "  | ^\n"
        "help: keep one\n"
        "c/a.yaml:1:1: note: first given here\n"
        "  |\n"
        "1 | a: 1\n"
        "  | ^"
    )


def test_a_problem_without_a_place_is_its_message():
    """Nothing is invented."""
    assert render(Problem("no contract found", None)) == "error: no contract found"


def test_context_lines_have_no_carets():
    """They stop at the ends of the file."""
    text = "".join(f"line {number}\n" for number in range(1, 12))
    assert excerpt(span(text, "line 10"), context=1) == (
        "   |\n 9 | line 9\n10 | line 10\n   | ^^^^^^^\n11 | line 11"
    )


def test_a_long_span_shows_its_first_lines():
    """Indentation carries no carets."""
    text = "a:\n  b: 1\n  c: 2\n  d: 3\n  e: 4\n"
    assert excerpt(span(text, text.strip())) == (
        "  |\n1 | a:\n  | ^^\n2 |   b: 1\n  |   ^^^^\n3 |   c: 2\n  |   ^^^^\n  | …"
    )


@pytest.mark.parametrize(
    ("text", "words", "line", "below"),
    [
        ("a: x", "x", "a: x", "   ^"),
        ("\ta: x", "x", "    a: x", "       ^"),
        ("a:\tx", "\t", "a:    x", "  ^^^^"),
        ("価格: x", "x", "価格: x", "      ^"),
        ("a: 価格", "価格", "a: 価格", "   ^^^^"),
        ("e\u0301te\u0301: x", "x", "e\u0301te\u0301: x", "     ^"),
        ("a: \x1b[31m x", "x", "a: \\x1b[31m x", "            ^"),
        ("a: \u202eb", "b", "a: \\u202eb", "         ^"),
        ("a: \u202eb", "\u202e", "a: \\u202eb", "   ^^^^^^"),
        ("prix\u00a0: 5\u202f€", "€", "prix\u00a0: 5\u202f€", "         ^"),
        ("a: \u0301b", "\u0301", "a: \u0301b", "   ^"),
        ("a: 🙂 x", "x", "a: 🙂 x", "      ^"),
    ],
)
def test_carets_stand_under_the_words(text: str, words: str, line: str, below: str):
    """Tabs, wide, combining and escaped characters are counted as they are shown."""
    assert carets(text, words) == (line, below)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 300 + "WORDS" + "y" * 300,
        "WORDS" + "y" * 300,
        "x" * 300 + "WORDS",
        "価" * 300 + "WORDS" + "格" * 9,
    ],
)
def test_a_long_line_is_cut_around_the_words(text: str):
    """At most a hundred columns, the words among them."""
    line, below = carets(text, "WORDS")
    assert len(below) <= WIDTH
    assert sum(2 if sign in "価格" else 1 for sign in line) <= WIDTH
    assert "WORDS" in line
    assert "…" in line
    shown = "".join(sign * (2 if sign in "価格" else 1) for sign in line)
    assert shown[len(below) - 5 : len(below)] == "WORDS"


def test_the_end_of_a_file_has_a_caret():
    """A place without characters is shown by one caret."""
    source = Source("a", "a: [", "")
    assert excerpt(Span(source, 4, 4)).endswith("1 | a: [\n  |     ^")
    assert excerpt(Span(Source("a", "a\n", ""), 2, 2)).endswith("2 |\n  | ^")


def test_nothing_of_a_file_reaches_the_terminal_raw():
    """Names and messages are escaped as well as lines."""
    text = "\x1b]0;x\x07\n"
    problem = Problem(
        "the key `\x1b[2J` is unknown", span(text, text.strip(), name="a\x1b.yaml"), "did you mean `\u202e`?"
    )
    assert render(problem).replace("\n", "").isprintable()
    assert visible("a\nb\t\ud800") == "a\\nb    \\ud800"


def test_an_enormous_line_is_shown_at_once():
    """Only the surroundings of the words are looked at."""
    text = "é" * 8_000_000 + "x" + "é" * 1000
    assert "x" in excerpt(span(text, "x"))
