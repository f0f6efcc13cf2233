"""Words from outside on one line, with nothing in them that a terminal or a page might obey."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from slacheck.source.excerpt import prose

if TYPE_CHECKING:
    from collections.abc import Iterator

ELLIPSIS: Final = "…"
_TICKS: Final = re.compile(r"`([^`\n]+)`")


def ticked(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a message, and whether each stood between backticks: then it is code."""
    for place, part in enumerate(_TICKS.split(text)):
        if part:
            yield part, place % 2 == 1


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
