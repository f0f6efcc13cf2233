"""The nearest known name, for "did you mean"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MANY = 1_000


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name that is closest to `word`, or none when nothing is near.

    Names are compared without regard to case and to `-`, `_` and spaces, so that `accessControl`
    finds `access-control`; among equals the first in alphabetical order wins. Among more than `MANY` names
    none is looked for: no list that a person wrote is so long, and each look takes time.
    """
    from difflib import get_close_matches

    names = list(known)
    if len(word) > 200 or len(names) > MANY:
        return None
    folded: dict[str, str] = {}
    for name in sorted(names):
        folded.setdefault(fold(name), name)
    close = get_close_matches(fold(word), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def fold(name: str) -> str:
    """A name reduced to what a hurried writer gets right: letters and digits, in lower case."""
    return "".join(char for char in name.lower() if char.isalnum())


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A help line that proposes the nearest known name, or `otherwise` when none is near."""
    name = nearest(word, known)
    return f"did you mean `{name}`?" if name else otherwise
