"""
How well the mapper agrees with a reader: precision, recall and F1, per clause kind and over all.

A proposal is right if the reader names the same kind with the same mark for what may be charged for. Nothing is learned
from the labels, so there is no model to train without a vendor. Whoever wrote the lexicon has read them, though. The
score over vendors left out says how much rests on that: each vendor is scored without what no other vendor's labels
bear out, be it an entry that speaks for a kind or one that rules a look-alike out. An entry is a pattern as it is
listed, or more strictly one wording of it. The synonyms of the taxonomy and the names of standards are no vendor's and
stay.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from slacheck.intake.lexicon import Clue, Lexicon
from slacheck.intake.mapper import Evidence, Mapper, Proposal
from slacheck.intake.phrases import find, joined, places
from slacheck.intake.tokens import Sentence, sentence, sentences
from tests.score.labels import Label

TAXONOMY = Path(__file__).resolve().parents[2] / "rules" / "taxonomy"
EXTRA = "~"

# The sets of words that hold names of standards.
STANDARDS = ("regime", "protocol")


class Figures(NamedTuple):
    """Counts of right proposals, of wrong ones, and of labels that nobody proposed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0

    def plus(self, other: Figures) -> Figures:
        return Figures(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)


# What may be borne out by a vendor's labels: the kind, the role, and the pattern or the folded words of one wording.
Entry = tuple[str, str, str]
Reading = Callable[[Evidence], Entry]


class Data(NamedTuple):
    """The shipped data of the mapper, and the tier of each kind."""

    synonyms: dict[str, dict[str, list[str]]]
    patterns: dict[str, dict[str, list[str]]]
    words: dict[str, list[str]]
    tiers: dict[str, str]

    def mapper(self) -> Mapper:
        return Mapper(self.synonyms, self.patterns, self.words)

    def common(self) -> dict[str, set[str]]:
        """The phrases of each kind that are no vendor's: its synonyms in the taxonomy, and names of standards."""
        standards = {joined(name) for which in STANDARDS for name in self.words[which]}
        return {
            kind: standards | {joined(term) for terms in languages.values() for term in terms}
            for kind, languages in self.synonyms.items()
        }

    def without(self, clues: Iterable[Clue]) -> Mapper:
        """A mapper that lacks these patterns."""
        gone = {(clue.clause, clue.role, clue.pattern.text) for clue in clues}
        kept = {
            kind: {
                role: [text for text in texts if (kind, role, text) not in gone]
                for role, texts in lists.items()
            }
            for kind, lists in self.patterns.items()
        }
        return Mapper(self.synonyms, kept, self.words)


def shipped() -> Data:
    matching = _read(TAXONOMY / "matching.yaml")
    kinds = [kind for path in sorted((TAXONOMY / "clauses").glob("*.yaml")) for kind in _read(path)]
    tiers = {kind["id"]: kind["tier"] for kind in kinds}
    return Data(_read(TAXONOMY / "synonyms.yaml")["synonyms"], matching["patterns"], matching["words"], tiers)


def _read(path: Path) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)


def told(proposals: Iterable[Proposal]) -> frozenset[str]:
    """Proposals as the labels write them."""
    return frozenset(each.clause + EXTRA * each.extra for each in proposals)


def by_clause(labels: Iterable[Label], mapper: Mapper) -> dict[str, Figures]:
    """The figures of each clause kind, with and without the mark, that is labelled or proposed."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for label in labels:
        proposed = told(mapper.propose(label.feature, label.description))
        for clause in label.clauses | proposed:
            counts[clause][_verdict(clause, label, proposed)] += 1
    return {clause: Figures(**counts[clause]) for clause in sorted(counts)}


def _verdict(clause: str, label: Label, proposed: frozenset[str]) -> str:
    if clause not in proposed:
        return "missed"
    return "right" if clause in label.clauses else "wrong"


def total(figures: Iterable[Figures]) -> Figures:
    found = Figures()
    for each in figures:
        found = found.plus(each)
    return found


def of_tier(figures: Mapping[str, Figures], tiers: Mapping[str, str], tier: str) -> Figures:
    return total(each for clause, each in figures.items() if tiers[clause.rstrip(EXTRA)] == tier)


def by_pattern(evidence: Evidence) -> Entry:
    return evidence.clue.clause, evidence.clue.role, evidence.clue.pattern.text


def by_wording(evidence: Evidence) -> Entry:
    return evidence.clue.clause, evidence.clue.role, " + ".join(evidence.folds)


def left_out(labels: list[Label], data: Data, entry: Reading) -> dict[str, Figures]:
    """The figures of each vendor, by a lexicon that has nothing from its labels alone."""
    support = _support(labels, data.mapper(), entry)
    against, common = _against(labels, data), data.common()
    figures = {}
    for vendor in dict.fromkeys(label.vendor for label in labels):
        poorer = data.without(clue for clue, vendors in against.items() if vendors == {vendor})
        found = Figures()
        for label in (label for label in labels if label.vendor == vendor):
            known = [
                each
                for each in poorer.evidence(label.feature, label.description)
                if support.get(entry(each)) != {vendor} or set(each.folds) <= common[each.clue.clause]
            ]
            found = found.plus(_compared(label, told(poorer.weigh(known))))
        figures[vendor] = found
    return figures


def _compared(label: Label, proposed: frozenset[str]) -> Figures:
    right = len(proposed & label.clauses)
    return Figures(right, len(proposed) - right, len(label.clauses) - right)


def _support(labels: Iterable[Label], mapper: Mapper, entry: Reading) -> dict[Entry, set[str]]:
    """By which vendors' labels each entry is borne out."""
    support: dict[Entry, set[str]] = defaultdict(set)
    for label in labels:
        kinds = {clause.rstrip(EXTRA) for clause in label.clauses}
        for each in mapper.evidence(label.feature, label.description):
            if each.clue.clause in kinds:
                support[entry(each)].add(label.vendor)
    return support


def _against(labels: Iterable[Label], data: Data) -> dict[Clue, set[str]]:
    """At which vendors each look-alike stands beside a phrase that would speak for its kind otherwise."""
    lexicon = Lexicon(data.synonyms, data.patterns, data.words)
    found: dict[Clue, set[str]] = defaultdict(set)
    for label in labels:
        heard = {
            clue
            for said in (sentence(label.feature), *sentences(label.description))
            for clue in _standing(lexicon, said)
        }
        spoken = {clue.clause for clue in heard if clue.role != "unless"}
        for clue in heard:
            if clue.role == "unless" and clue.clause in spoken:
                found[clue].add(label.vendor)
    return found


def _standing(lexicon: Lexicon, said: Sentence) -> list[Clue]:
    phrases = find(said.tokens, lexicon.index)
    clues = {clue for phrase in phrases for clue in lexicon.index[phrase]}
    return [clue for clue in clues if places(clue.pattern, phrases)]
