"""The digest of the words that a finding is about: any change of wording changes it, and nothing else does."""

from __future__ import annotations

import pytest

from tests.audit.register import CONTRACT, alone, gap
from tests.face.conftest import rule

WORDED = (
    CONTRACT
    + """\
clauses:
  - clause: logging
    ref: Art. 4
    text: Everything is
      logged.
    attributes: {retention: P1Y}
    only_in: [option:other]
"""
)
LOGGED = {"rule": "sold", "subject": "logging"}


def words(text, **which):
    return gap(**{"rule": "sold", "subject": "sso", **which}, text=text).words


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("amount: 5", "amount: 6"),
        ("amount: 5, per: month", "amount: 5, per: year"),
        ("delivers: [sso]", "delivers: [sso, training]"),
        ("    - id: module\n", "    - id: module\n      name: Module\n"),
        ("    - id: other\n", "    - {id: third, price: on-request, delivers: [sso]}\n    - id: other\n"),
    ],
)
def test_changes_with_the_option_that_sells_the_clause(before, after):
    """Its price, its name, what else it delivers, and another option that sells it."""
    assert words(CONTRACT) != words(CONTRACT.replace(before, after, 1))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("pricing:\n", "# a remark\n\n\npricing:\n"),
        ("    - id: module\n      price:", "    # a remark\n    - id: module\n\n      price:"),
        ("  options:\n", "  options:\n    - {id: first, price: on-request, delivers: [training]}\n"),
        (
            "price: {amount: 5, per: month}\n      delivers: [sso]",
            "delivers:\n      - sso\n      price: {per: month, amount: 5}",
        ),
        ("amount: 100", "amount: 90"),
        ("title: C", "title: Another title"),
    ],
)
def test_stays_after_an_edit_elsewhere(before, after):
    """Lines, comments, the order of keys and entries, other words."""
    edited = CONTRACT.replace(before, after, 1)
    assert edited != CONTRACT
    assert words(CONTRACT) == words(edited)


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("Everything is\n      logged.", "Everything\n      is logged.", True),
        ("Everything is", "Not everything is", False),
        ("P1Y", "P2Y", False),
        ("Art. 4", "Art. 5", False),
        ("    only_in:", "    provided: unclear\n    only_in:", False),
        ("amount: 7", "amount: 8", False),
    ],
)
def test_covers_entry_and_option_together(before, after, same):
    """Text, attributes, reference, `provided` of the entry, and the price of the option that it points to."""
    old, edited = alone(WORDED), alone(WORDED.replace(before, after, 1))
    of = [{one.subject: one.words for one in each.findings if one.rule == "sold"} for each in (old, edited)]
    assert (of[0]["logging"] == of[1].get("logging")) is same


def test_of_nothing_is_the_same_everywhere():
    """What a contract does not speak of changes when it does."""
    absent = rule("gone", "entitlement(clause).status != 'absent'", for_each="clause in taxonomy.clauses")
    first = gap("gone", "hotline", CONTRACT, absent)
    moved = gap("gone", "hotline", CONTRACT.replace("amount: 100", "amount: 1"), absent)
    assert first.words == moved.words
    other = gap("gone", "training", CONTRACT, absent)
    assert first.words == other.words


def test_of_an_option_is_the_option():
    old = words(CONTRACT, rule="silence", subject="other")
    assert old != words(CONTRACT.replace("amount: 7", "amount: 8"), rule="silence", subject="other")
    assert old == words(CONTRACT.replace("amount: 5", "amount: 8"), rule="silence", subject="other")


def test_is_made_only_when_it_is_asked_for():
    from tests.audit.test_run import SOLD, checked

    assert {one.words for one in checked(CONTRACT, SOLD).findings} == {""}
