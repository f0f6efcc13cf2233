"""
Which clause does "customSamlSSO" sell? From the name and the description of a feature, an option or a clause.

The words that speak for a clause kind are data (`slacheck.intake.lexicon`). Nothing is proposed of words that are
denied ("does not affect access control", "SSO not included"), nor of a look-alike ("SEO audit"). A proposal is a hint
with the words that made it, never a verdict; the same text gives the same proposals.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, NamedTuple

from slacheck.intake.lexicon import Clue, Lexicon
from slacheck.intake.phrases import Place, find, places
from slacheck.intake.tokens import sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from slacheck.intake.tokens import Sentence

# How sure a kind is by clues of its name, and by clues of its description; both together leave the doubt of both.
BY_NAME, BY_DESCRIPTION = 0.9, 0.7


class Proposal(NamedTuple):
    """A clause kind that a text seems to sell; `extra` if only what may be charged for, beyond the base."""

    clause: str
    extra: bool
    confidence: float
    because: str


class Evidence(NamedTuple):
    """A clue that a text holds, the words that hold it, and their folds."""

    clue: Clue
    confidence: float
    words: str
    folds: tuple[str, ...]


class Heard(NamedTuple):
    """What one sentence says: clues with their places, and the kinds that it explains away."""

    said: Sentence
    clues: tuple[tuple[Clue, tuple[Place, ...]], ...]
    explained: frozenset[str]


class Mapper:
    """Clues of all kinds, ready to be looked for; kept for as many texts as there are."""

    def __init__(
        self,
        synonyms: Mapping[str, Mapping[str, Sequence[str]]],
        patterns: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
        words: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """`synonyms` by kind and language, `patterns` by kind and list, `words` by the name of their set."""
        self._lexicon = Lexicon(synonyms, patterns or {}, words or {})

    def propose(self, name: str, description: str = "") -> tuple[Proposal, ...]:
        """The kinds that a text seems to sell, the surest first."""
        return self.weigh(self.evidence(name, description))

    def weigh(self, evidence: Iterable[Evidence]) -> tuple[Proposal, ...]:
        """One proposal a kind; a kind that says less than another one beside it is dropped."""
        by_kind: dict[str, list[Evidence]] = {}
        for each in evidence:
            by_kind.setdefault(each.clue.clause, []).append(each)
        less = {other for kind in by_kind for other in self._lexicon.over.get(kind, ())}
        found = [_proposal(kind, clues) for kind, clues in by_kind.items() if kind not in less]
        return tuple(sorted(found, key=lambda proposal: (-proposal.confidence, proposal.clause)))

    def evidence(self, name: str, description: str = "") -> Iterator[Evidence]:
        """Every clue that a text holds and that nothing in it denies or explains away."""
        title = self._heard(sentence(name))
        story = [self._heard(each) for each in sentences(description)]
        named = list(self._by_name(title, frozenset().union(*(heard.explained for heard in story))))
        yield from named
        spoken = {evidence.clue.clause for evidence in named}
        for heard in story:
            for clue, where in heard.clues:
                told = clue.role == "says" or (clue.role == "extra" and clue.clause not in spoken)
                if told and clue.clause not in title.explained | heard.explained:
                    yield _evidence(clue, BY_DESCRIPTION, heard.said, where)

    def _by_name(self, title: Heard, doubtful: frozenset[str]) -> Iterator[Evidence]:
        """The evidence of a name; a kind that its description explains away needs more than a bare word."""
        held: dict[str, list[Place]] = {}
        for clue, where in title.clues:
            held.setdefault(clue.clause, []).extend(where)
        for clue, where in title.clues:
            bare = clue.role == "alone"
            whole = not bare or self._lexicon.is_whole(title.said.tokens, held[clue.clause])
            if whole and clue.clause not in title.explained and not (bare and clue.clause in doubtful):
                yield _evidence(clue, BY_NAME, title.said, where)

    def _heard(self, said: Sentence) -> Heard:
        lexicon = self._lexicon
        phrases = find(said.tokens, lexicon.index)
        clues = dict.fromkeys(clue for phrase in phrases for clue in lexicon.index[phrase])
        standing = [(clue, where) for clue in clues if (where := places(clue.pattern, phrases))]
        return Heard(
            said,
            tuple(
                (clue, where)
                for clue, where in standing
                if clue.role != "unless" and not lexicon.denies(said.tokens, where)
            ),
            frozenset(clue.clause for clue, _ in standing if clue.role == "unless"),
        )


def _proposal(kind: str, evidence: Sequence[Evidence]) -> Proposal:
    doubt = prod(1 - sure for sure in {each.confidence for each in evidence})
    because = ", ".join(dict.fromkeys(each.words for each in evidence))
    extra = any(each.clue.role == "extra" for each in evidence)
    return Proposal(kind, extra, round(1 - doubt, 2), because)


def _evidence(clue: Clue, confidence: float, said: Sentence, where: Sequence[Place]) -> Evidence:
    folds = tuple("".join(token.fold for token in said.tokens[start:end]) for start, end in where)
    return Evidence(clue, confidence, _quote(said, where), folds)


def _quote(said: Sentence, where: Sequence[Place]) -> str:
    """The words of the places as they are written, in their order; words left out are not marked."""
    parts: list[Place] = []
    for start, end in sorted(where):
        if parts and start <= parts[-1].end:
            before = parts.pop()
            parts.append(Place(before.start, max(before.end, end)))
        else:
            parts.append(Place(start, end))
    return " ".join(said.text[said.tokens[start].start : said.tokens[end - 1].end] for start, end in parts)
