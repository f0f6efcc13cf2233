"""
Phrases to look for in a sentence, and where they stand.

    pattern  = part { " + " part }          every part stands in the same sentence, in any order
    part     = word { " " word }            the words stand side by side
    word     = text | "<" set ">"           a set names words and phrases of which one stands here

A phrase is found however its words are joined (`multi-factor`, `multifactor`, `multiFactor`), and at the end of a long
compound, as Dutch and German write it (`Datenbankverschlüsselung` holds `Verschlüsselung`).
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from slacheck.intake.tokens import sentence

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from slacheck.intake.tokens import Token

# The longest phrase, in words, and the shortest end of a compound, in letters.
LONGEST = 7
COMPOUND = 9


class Place(NamedTuple):
    """Tokens of a sentence, from the first to before the last."""

    start: int
    end: int


class Pattern(NamedTuple):
    """The alternatives of each part, each a phrase without its spaces."""

    text: str
    parts: tuple[frozenset[str], ...]


class Sets(NamedTuple):
    """The named sets of phrases, each phrase without its spaces."""

    words: Mapping[str, tuple[str, ...]]

    def pattern(self, text: str) -> Pattern:
        """Raises `KeyError` with the name of a set that nobody declares."""
        return Pattern(text, tuple(self._part(part) for part in text.split(" + ")))

    def _part(self, text: str) -> frozenset[str]:
        choices = [
            self.words[word[1:-1]] if word.startswith("<") else (joined(word),) for word in text.split()
        ]
        return frozenset(map("".join, product(*choices)))


def sets(words: Mapping[str, Sequence[str]]) -> Sets:
    return Sets({name: tuple(map(joined, phrases)) for name, phrases in words.items()})


@cache
def joined(phrase: str) -> str:
    """The folded words of a phrase, with nothing between them."""
    return "".join(token.fold for token in sentence(phrase).tokens)


def find(tokens: Sequence[Token], known: Container[str]) -> dict[str, Place]:
    """The known phrases of a sentence, each where it stands first."""
    found: dict[str, Place] = {}
    for start, token in enumerate(tokens):
        phrase = ""
        for end in range(start, min(start + LONGEST, len(tokens))):
            phrase += tokens[end].fold
            if phrase in known:
                found.setdefault(phrase, Place(start, end + 1))
        for cut in range(3, len(token.fold) - COMPOUND + 1):
            if token.fold[cut:] in known:
                found.setdefault(token.fold[cut:], Place(start, start + 1))
    return found


def places(pattern: Pattern, found: Mapping[str, Place]) -> tuple[Place, ...]:
    """Where each part of a pattern stands, by its longest phrase; empty unless all parts are there."""
    where: list[Place] = []
    for part in pattern.parts:
        standing = [found[phrase] for phrase in part & found.keys()]
        if not standing:
            return ()
        where.append(max(standing, key=lambda place: (place.end - place.start, -place.start)))
    return tuple(where)
