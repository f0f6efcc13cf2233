"""Which clues the data make, and what denies or dilutes them."""

from __future__ import annotations

import pytest

from slacheck.intake.lexicon import Lexicon
from slacheck.intake.mapper import Mapper

SYNONYMS = {"audit-logging": {"en": ["audit log", "logging"], "de": ["Protokollierung"]}}


def clues(patterns: dict[str, dict[str, list[str]]] | None = None) -> set[tuple[str, str]]:
    index = Lexicon(SYNONYMS, patterns or {}, {}).index
    return {(clue.role, clue.pattern.text) for found in index.values() for clue in found}


def test_a_synonym_of_several_words_or_of_one_long_one_is_clear() -> None:
    """`logging` alone says too little beside other words."""
    assert clues() == {("names", "audit log"), ("alone", "logging"), ("names", "Protokollierung")}


def test_a_pattern_settles_what_a_synonym_means() -> None:
    """A synonym that a list takes up, even as too vague, makes no clue of its own."""
    lists = {"audit-logging": {"vague": ["Logging"], "says": ["audit logs"]}}

    assert clues(lists) == {("says", "audit logs"), ("names", "Protokollierung")}


@pytest.mark.parametrize(
    ("name", "sold"),
    [
        ("logging", True),
        ("advanced logging", True),
        ("logging 2", True),
        ("logging of meals", False),
        ("loggings", True),
    ],
)
def test_a_bare_word_must_be_the_whole_name(name: str, sold: bool) -> None:
    """Filler and numbers may stand beside it."""
    mapper = Mapper(SYNONYMS, {}, {"filler": ["advanced"]})

    assert bool(mapper.propose(name)) == sold


@pytest.mark.parametrize(
    ("name", "sold"),
    [
        ("without audit log", False),
        ("without any paid audit log", False),
        ("without ads, but with a full audit log", True),
        ("audit log not included", False),
        ("audit log (is, alas, not included)", False),
        ("audit log", True),
        ("audit log without limits", True),
    ],
)
def test_a_denial_reaches_three_words_on_or_back_over_the_sentence(name: str, sold: bool) -> None:
    """What stands before denies the next words; what says that it is missing denies all before it."""
    words = {"denial-before": ["without"], "denial-after": ["not included"]}

    assert bool(Mapper(SYNONYMS, {}, words).propose(name)) == sold
