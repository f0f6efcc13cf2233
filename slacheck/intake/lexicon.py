"""
The clues by which a clause kind is known, compiled from the taxonomy's data and indexed by phrase.

The synonyms of the taxonomy are what contracts call a kind: one of several words counts in a name, one short word only
if it is the whole name but for filler such as "advanced". Beside them `matching.yaml` lists patterns for each kind:

    names     speaks for the kind in a name             alone     does so if it is the whole name
    says      speaks in a name or in a description      extra     names what may be charged for: more than the base
    unless    looks alike and is something else         vague     synonyms too common in products to mean anything
    over      other kinds that say less than this one: they are dropped beside it

What denies a clue is data as well: a denial before it ("without", "ne ... pas") reaches over three words, one after it
("not included", "nicht enthalten") over the sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.intake.phrases import Pattern, Place, find, joined, sets
from slacheck.intake.tokens import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from slacheck.intake.phrases import Sets
    from slacheck.intake.tokens import Token

ROLES = ("names", "says", "alone", "extra", "unless")

# Sets of words with a meaning of their own.
FILLER, BEFORE, AFTER = "filler", "denial-before", "denial-after"

# Words that a denial before a clue reaches over, and letters of a single word that is clear in any company.
REACH = 3
CLEAR = 12


class Clue(NamedTuple):
    """A pattern that speaks for a clause kind, or against it (`unless`)."""

    clause: str
    role: str
    pattern: Pattern


class Lexicon:
    def __init__(
        self,
        synonyms: Mapping[str, Mapping[str, Sequence[str]]],
        patterns: Mapping[str, Mapping[str, Sequence[str]]],
        words: Mapping[str, Sequence[str]],
    ) -> None:
        named = sets(words)
        self.index = _index([*_listed(patterns, named), *_synonyms(synonyms, patterns, named)])
        self.over = {kind: tuple(lists.get("over", ())) for kind, lists in patterns.items()}
        self._filler, self._before, self._after = (
            frozenset(named.words.get(name, ())) for name in (FILLER, BEFORE, AFTER)
        )

    def denies(self, tokens: Sequence[Token], where: Sequence[Place]) -> bool:
        """Whether a sentence denies what stands at these places."""
        start, end = min(where).start, max(place.end for place in where)
        before = tokens[max(0, start - REACH) : start]
        return bool(find(before, self._before) or find(tokens[end:], self._after))

    def is_whole(self, tokens: Sequence[Token], where: Iterable[Place]) -> bool:
        """Whether a name says no more than what stands at these places."""
        held = {position for place in where for position in range(place.start, place.end)}
        return all(
            token.fold in self._filler or token.fold.isdigit()
            for position, token in enumerate(tokens)
            if position not in held
        )


def _listed(patterns: Mapping[str, Mapping[str, Sequence[str]]], named: Sets) -> Iterator[Clue]:
    for kind, lists in patterns.items():
        for role in ROLES:
            for text in lists.get(role, ()):
                yield Clue(kind, role, named.pattern(text))


def _synonyms(
    synonyms: Mapping[str, Mapping[str, Sequence[str]]],
    patterns: Mapping[str, Mapping[str, Sequence[str]]],
    named: Sets,
) -> Iterator[Clue]:
    """The synonyms of which the patterns say nothing else."""
    for kind, terms in synonyms.items():
        lists = patterns.get(kind, {})
        settled = {
            joined(text) for role in ("vague", "alone", "names", "says") for text in lists.get(role, ())
        }
        for term in dict.fromkeys(term for language in terms.values() for term in language):
            if joined(term) not in settled:
                yield Clue(kind, "names" if _is_clear(term) else "alone", named.pattern(term))


def _is_clear(term: str) -> bool:
    """Whether a synonym means its kind in any company: several words, or one long compound."""
    return len(sentence(term).tokens) > 1 or len(joined(term)) >= CLEAR


def _index(clues: Iterable[Clue]) -> dict[str, tuple[Clue, ...]]:
    """The clues by each phrase that takes part in them."""
    index: dict[str, list[Clue]] = {}
    for clue in clues:
        for phrase in {phrase for part in clue.pattern.parts for phrase in part}:
            index.setdefault(phrase, []).append(clue)
    return {phrase: tuple(found) for phrase, found in index.items()}
