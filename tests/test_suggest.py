"""The nearest known name, for a writer who was in a hurry."""

from __future__ import annotations

import pytest

from slacheck.suggest import did_you_mean, fold, nearest

KNOWN = ["access-control", "audit-logging", "encryption", "data-export", "data-deletion"]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("encrpytion", "encryption"),
        ("audit_logging", "audit-logging"),
        ("accessControl", "access-control"),
        ("ACCESS CONTROL", "access-control"),
        ("data-exprot", "data-export"),
        ("zebra", None),
        ("", None),
        ("x", None),
        ("☃", None),
    ],
)
def test_the_nearest_name_is_found_or_none(word, name):
    assert nearest(word, KNOWN) == name


def test_among_thousands_of_names_none_is_looked_for(within):
    """Each look would take a second."""
    with within(10):
        assert nearest("name-500", [f"name{index}" for index in range(10_000)]) is None


def test_among_equals_the_first_in_the_alphabet_wins():
    """Whatever the order in which they are known."""
    assert nearest("cat", ["cot", "cut", "bat"]) == nearest("cat", ["bat", "cut", "cot"])


def test_a_hostile_word_costs_nothing(within):
    with within(5):
        assert nearest("a" * 10_000_000, KNOWN) is None


def test_the_help_line_falls_back_to_something_useful():
    assert did_you_mean("encrption", KNOWN, "known: all") == "did you mean `encryption`?"
    assert did_you_mean("zebra", KNOWN, "known: all") == "known: all"
    assert did_you_mean("zebra", KNOWN) == ""


def test_a_name_is_folded_to_letters_and_digits():
    assert fold("Access_Control-2 x") == "accesscontrol2x"
