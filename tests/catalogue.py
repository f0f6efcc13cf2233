"""What the catalogues translate, for tests that look for English in the reports of other readers."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from babel.messages.pofile import read_po

from slacheck.tongue import LANGUAGES

LOCALE = Path(__file__).resolve().parents[1] / "slacheck" / "locale"
FOREIGN = [one for one in LANGUAGES if one != "en"]
_NAME = re.compile(r"\{\w+\}")
_SPACES = str.maketrans("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}", "  ")


def plain(text: str) -> str:
    """A text or a page on one line, with plain spaces and without marks of its own."""
    return " ".join(unescape(text).translate(_SPACES).split())


def english_in(text: str, language: str) -> list[str]:
    """The English sentences of the interface that stand in a text, between the names in them too."""
    with (LOCALE / f"{language}.po").open("rb") as file:
        known = [(_forms(one.id), _forms(one.string)) for one in read_po(file) if one.id]
    shown = plain(text)
    pieces = {
        piece.strip()
        for english, said in known
        for form in english
        for piece in _NAME.split(form)
        if piece.strip().count(" ") > 2 and not any(piece.strip() in one for one in said)
    }
    assert pieces
    return sorted(piece for piece in pieces if piece in shown)


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
