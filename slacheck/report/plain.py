"""Words from outside on one line, with nothing in them that a terminal or a page might obey."""

from __future__ import annotations

from typing import Final

from slacheck.source.excerpt import prose

ELLIPSIS: Final = "…"


def sentence(text: str) -> str:
    """A text on one line with a mark at its end."""
    words = prose(text)
    return words if words.endswith((".", "?", "!", ELLIPSIS)) else f"{words}."


def shortened(text: str, length: int) -> str:
    """A text of at most so many characters, cut between words where there are any."""
    if len(text) <= length:
        return text
    room = text[: length - len(ELLIPSIS)]
    head, space, _ = room.rpartition(" ")
    return (head if space and len(head) > length // 2 else room) + ELLIPSIS
