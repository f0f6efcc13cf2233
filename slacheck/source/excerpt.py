r"""A place of a file as a terminal shows it: the line, its number and carets under the words.

What could deceive or disturb a terminal (control characters, escape sequences, marks that turn the writing
direction, invisible signs) is shown as a visible escape such as `\u202e`, never raw.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from slacheck.source.problem import Problem
from slacheck.source.span import Span

WIDTH = 100  # columns of source text that are shown of one line
_LINES = 3  # lines that are shown of a span over several
_BEFORE = 30  # columns that are kept before the words when a line is cut
_REACH = 500  # code points on each side of the words that are looked at, however long the line is
_TAB = "    "
_ELLIPSIS = "…"


class _Cell(NamedTuple):
    """One code point on a terminal: what is printed for it and how many columns that takes."""

    shown: str
    width: int


def visible(text: str) -> str:
    """A text with every character that a terminal might obey or hide written as an escape."""
    if text.isprintable():
        return text
    return "".join(_cell(character).shown for character in text)


_GAP = re.compile(r"[^\S\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]+")


def prose(text: str) -> str:
    """A visible text on one line; spaces at which no line may break stay, since they stand inside of figures."""
    return visible(_GAP.sub(" ", text).strip())


def render(problem: Problem, label: str = "error") -> str:
    """A problem in full: place, message, excerpt, help and the related places; `label` says how grave it is."""
    message = f"{label}: {visible(problem.message)}"
    lines = [message if problem.span is None else f"{_place(problem.span)}: {message}"]
    if problem.span is not None:
        lines.append(excerpt(problem.span))
    if problem.help:
        lines.append(f"help: {visible(problem.help)}")
    for note, span in problem.related:
        lines += [f"{_place(span)}: note: {visible(note)}", excerpt(span)]
    return "\n".join(lines)


def _place(span: Span) -> str:
    return visible(str(span))


def excerpt(span: Span, *, context: int = 0) -> str:
    """The lines of a span with carets under its words, and `context` lines before and after.

    Of a span over many lines the first three are shown. Lines are cut around the words to 100 columns.
    """
    source = span.source
    first, last = span.line, source.position(max(span.start, span.end - 1))[0]
    shown_last = min(last, first + _LINES - 1)
    top, bottom = max(1, first - context), min(shown_last + context, len(source.starts()))
    gutter = len(str(bottom))
    lines = [f"{'':{gutter}} |"]
    for number in range(top, bottom + 1):
        words = _words(span, number) if first <= number <= shown_last else None
        text, carets = _line(source.line(number), words)
        lines.append(f"{number:{gutter}} | {text}".rstrip())
        if carets:
            lines.append(f"{'':{gutter}} | {carets}")
    if shown_last < last:
        lines.append(f"{'':{gutter}} | {_ELLIPSIS}")
    return "\n".join(lines)


def _words(span: Span, number: int) -> tuple[int, int]:
    """The part of a line that a span covers, as indices into the line; later lines without indentation."""
    begin = span.source.starts()[number - 1]
    line = span.source.line(number)
    indent = len(line) - len(line.lstrip())
    start = span.start - begin if span.start >= begin else indent
    return min(start, len(line)), max(min(span.end - begin, len(line)), start)


def _line(line: str, words: tuple[int, int] | None) -> tuple[str, str]:
    """A line as shown, and the line of carets below it."""
    start, end = words or (0, 0)
    skipped = max(0, start - _REACH)
    cells = [_cell(character) for character in line[skipped : start + _REACH]]
    start, end = start - skipped, min(end - skipped, len(cells))
    left, right = _window(cells, start, end)
    before = _ELLIPSIS * (skipped + left > 0)
    after = _ELLIPSIS * (skipped + right < len(line))
    text = before + "".join(cell.shown for cell in cells[left:right]) + after
    if words is None:
        return text, ""
    indent = len(before) + _width(cells[left:start])
    return text, " " * indent + "^" * max(1, _width(cells[start : min(end, right)]))


def _window(cells: list[_Cell], start: int, end: int) -> tuple[int, int]:
    """The part of a line that fits, as indices: its beginning where the words are in it, else around them."""
    if _width(cells) <= WIDTH:
        return 0, len(cells)
    room = WIDTH - 2 * len(_ELLIPSIS)
    left = 0
    if _width(cells[:end]) > room:
        left, before = start, 0
        while left > 0 and before + cells[left - 1].width <= _BEFORE:
            left -= 1
            before += cells[left].width
    right, width = left, 0
    while right < len(cells) and width + cells[right].width <= room:
        width += cells[right].width
        right += 1
    return left, right


def _width(cells: list[_Cell]) -> int:
    return sum(cell.width for cell in cells)


def _cell(character: str) -> _Cell:
    """How a terminal shows a character; a tab as four columns, wherever it stands."""
    if " " <= character <= "~":
        return _Cell(character, 1)
    if character == "\t":
        return _Cell(_TAB, len(_TAB))
    import unicodedata

    category = unicodedata.category(character)
    if category in ("Mn", "Me"):
        return _Cell(character, 0)
    if not character.isprintable() and category != "Zs":
        escape = character.encode("unicode_escape").decode("ascii")
        return _Cell(escape, len(escape))
    return _Cell(character, 2 if unicodedata.east_asian_width(character) in "WF" else 1)
