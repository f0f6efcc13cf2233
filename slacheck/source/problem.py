"""What is wrong with an input, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from slacheck.errors import SlacheckError
from slacheck.source.span import Span


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: a message, the words that it is about, a next step and places that explain it.

    `span` is absent only when there is no text to point into.
    """

    message: str
    span: Span | None
    help: str = ""
    related: tuple[tuple[str, Span], ...] = ()


class Unreadable(SlacheckError):
    """An input that cannot be used; carries every problem found, in the order of the text."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = sorted(problems, key=lambda problem: problem.span.start if problem.span else -1)
        self.problems: tuple[Problem, ...] = tuple(found)
        super().__init__("; ".join(f"{each.span}: {each.message}" for each in self.problems[:3]))


def quoted(text: str) -> str:
    """The user's words as a message names them: in backticks, cut to 60 characters."""
    return f"`{text}`" if len(text) <= 60 else f"`{text[:57]}...`"
