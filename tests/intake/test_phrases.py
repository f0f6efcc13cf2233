"""Phrases are found however their words are joined, and a pattern needs all of its parts."""

from __future__ import annotations

import pytest

from slacheck.intake.phrases import Place, find, joined, places, sets
from slacheck.intake.tokens import sentence


def found(pattern: str, text: str, **words: list[str]) -> tuple[Place, ...]:
    made = sets(words).pattern(pattern)
    known = {phrase for part in made.parts for phrase in part}
    return places(made, find(sentence(text).tokens, known))


@pytest.mark.parametrize(
    "text", ["multi-factor login", "multifactor login", "multiFactorLogin", "Multi Factor"]
)
def test_a_phrase_is_found_however_its_words_are_joined(text: str) -> None:
    """Hyphens, spaces, camel case or nothing between the words: it is the same phrase."""
    assert found("multi factor", text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("audit log", "audit of a log"),
        ("role", "parole"),
        ("log", "catalog"),
        ("sign in", "signing"),
        ("hide + user", "hide the fields"),
        ("encryption", "decryption"),
    ],
)
def test_what_only_resembles_a_phrase_is_not_found(pattern: str, text: str) -> None:
    """A phrase begins and ends at words; all parts of a pattern must stand there."""
    assert found(pattern, text) == ()


def test_a_long_phrase_is_found_at_the_end_of_a_compound() -> None:
    """German and Dutch write a kind of encryption as one word; short words end too many others."""
    assert found("Verschlüsselung", "Datenbankverschlüsselung") == (Place(0, 1),)
    assert found("Rolle", "Kontrolle") == ()


def test_parts_stand_in_any_order() -> None:
    """Each part has its place, in the order of the pattern."""
    assert found("hide + from + user", "from users we hide it") == (Place(3, 4), Place(0, 1), Place(1, 2))


def test_a_set_offers_its_phrases_and_the_longest_is_taken() -> None:
    """Of several alternatives that stand there, the one of most words is the place."""
    assert found("<who> support", "dedicated team support", who=["team", "dedicated team"]) == (Place(0, 3),)


def test_a_set_that_nobody_declares_is_an_error() -> None:
    """A misspelt set would match nothing without a word."""
    with pytest.raises(KeyError, match="usr"):
        sets({"user": ["guest"]}).pattern("hide + <usr>")


def test_a_joined_phrase_is_folded() -> None:
    """The key of a phrase has its words folded and nothing between them."""
    assert joined("Access Policies") == "accesspolicy"
