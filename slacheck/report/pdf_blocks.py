"""What pages are made of: blocks, and in them pieces of text. `report.typ` says what each of them looks like.

Texts are made visible, set on one line each, and cut where they are endless; long words are given places where they may
break.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from slacheck.report.plain import shortened, ticked
from slacheck.source.excerpt import prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LONGEST: Final = 8_000
"""A longer text is cut."""
_WORD: Final = 24
"""A longer word may break within, after so many characters at most:"""
_CHUNK: Final = 8
_STOP: Final = "\N{ZERO WIDTH SPACE}"
_JOINT: Final = re.compile(r"(?<=[/._:@-])(?=\w)")
_RUN: Final = re.compile(rf"[^\s{_STOP}]{{{_WORD},}}")

Piece = tuple[str, str]
"""How some words look, and the words."""
Cell = list[Piece]
Block = dict[str, Any]


def titled(level: int, text: str, key: str = "", *, fresh: bool = False) -> Block:
    """A heading; a key makes it a place that `page_of` names, and a fresh one begins a page."""
    return {"kind": "heading", "level": level, "text": breakable(one_line(text)), "key": key, "fresh": fresh}


def paragraph(text: str, style: str = "") -> Block:
    """One text."""
    return pieces([(style, breakable(one_line(text)))])


def pieces(words: Cell) -> Block:
    """A paragraph of several pieces."""
    return {"kind": "text", "pieces": words}


def lead(words: Cell) -> Block:
    """A paragraph that stays with what follows."""
    return {"kind": "lead", "pieces": words}


def listed(items: Iterable[Cell], *, ordered: bool = False) -> Block:
    """A list, with numbers or with dots."""
    return {"kind": "list", "ordered": ordered, "items": list(items)}


def table(heads: Sequence[str], widths: Sequence[float], rows: Iterable[list[Cell]], right: int = 0) -> Block:
    """A table; the last `right` columns are aligned to the right."""
    shown = [breakable(one_line(head)) for head in heads]
    return {"kind": "table", "heads": shown, "widths": list(widths), "rows": list(rows), "right": right}


def plain(text: str) -> Cell:
    """Words as any others."""
    return [("", breakable(one_line(text)))]


def code(text: str, style: str = "code") -> Cell:
    """A name, an id, a path."""
    return [(style, breakable(one_line(text)))]


def badge(tone: str, text: str) -> Cell:
    """Words on the ground of a tone."""
    return [(f"tone-{tone}", breakable(one_line(text)))]


def aside(text: str, style: str = "soft") -> Piece:
    """What is said by the way, after other words."""
    return style, f" {breakable(one_line(text))}"


def page_of(key: str) -> Cell:
    """The number of the page with the heading of that key."""
    return [("page", key)]


def message(text: str, style: str = "") -> Cell:
    """A message with the words between backticks as code."""
    return [("code" if is_code else style, breakable(part)) for part, is_code in ticked(one_line(text))]


def one_line(text: str) -> str:
    """A visible text on one line, and not too long."""
    return shortened(prose(text), LONGEST)


def indented(line: str) -> str:
    """A line of a file, that keeps its indentation."""
    inner = line.lstrip(" ")
    return "\N{NO-BREAK SPACE}" * (len(line) - len(inner)) + breakable(inner)


def breakable(text: str) -> str:
    """A text whose long words may break: after a joint, else anywhere."""
    return _RUN.sub(lambda found: _broken(found[0]), text)


def _broken(word: str) -> str:
    jointed = _JOINT.sub(_STOP, word)
    return _RUN.sub(lambda found: _STOP.join(_chunks(found[0])), jointed)


def _chunks(word: str) -> Iterator[str]:
    return (word[at : at + _CHUNK] for at in range(0, len(word), _CHUNK))
