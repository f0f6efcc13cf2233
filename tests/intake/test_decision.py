"""Which kinds a feature sells: mapping files and proposals."""

from __future__ import annotations

import pytest

from slacheck.intake.decision import Decisions, Sold, read_mapping
from slacheck.intake.price_list import Feature, Setting
from slacheck.source.problem import Unreadable
from tests.intake.lists import Words, node
from tests.oracle.ground import taxonomy

HEAD = "apiVersion: slacheck/v1\nkind: Mapping\n"


def feature(name: str) -> Feature:
    """A feature of that name."""
    return Feature(name, "", Setting(value=True, line=1), 1)


def mapping(text: str):
    """A mapping file, read."""
    return read_mapping(node(HEAD + text, "map.yaml"), taxonomy())


def wrong(text: str) -> list[tuple[str, str]]:
    """Each problem: its message, and the words that it is about."""
    with pytest.raises(Unreadable) as caught:
        read_mapping(node(text, "map.yaml"), taxonomy())
    return [(one.message, one.span.text) for one in caught.value.problems]


def test_a_mapping_file_says_what_each_feature_sells():
    """`~` sells only the surplus, before or behind the kind; an empty list sells nothing."""
    found = mapping("features: {a: [sso, ~logging], b: [], c: hotline, d: ['logging~']}\n")
    assert found == {
        "a": (Sold("sso"), Sold("logging", extra=True)),
        "b": (),
        "c": (Sold("hotline"),),
        "d": (Sold("logging", extra=True),),
    }


def test_a_confirmed_feature_is_not_proposed():
    """Not even if it sells nothing."""
    decisions = Decisions(taxonomy(), Words(), {"samlLogin": ()})
    assert decisions.sold_by(feature("samlLogin")) == ()
    assert decisions.sold_by(feature("samlForAll")) == (Sold("sso", proposed=True),)
    assert decisions.unused(["other"]) == ["samlLogin"]


def test_unsure_and_impossible_proposals_are_not_used():
    """No confidence, or a surplus of a kind that has none."""
    decisions = Decisions(taxonomy(), Words())
    assert decisions.sold_by(feature("maybeSaml")) == ()
    assert decisions.sold_by(feature("ownSaml")) == ()
    assert decisions.sold_by(feature("ownAudit")) == (Sold("logging", extra=True, proposed=True),)


@pytest.mark.parametrize(
    ("text", "message", "words"),
    [
        (HEAD + "features: {a: [ssso]}\n", "no clause kind is called `ssso`", "ssso"),
        (HEAD + "features: {a: ssso}\n", "no clause kind is called `ssso`", "ssso"),
        (HEAD + "features: {a: [~sso]}\n", "`sso` has no surplus to sell", "~sso"),
        (HEAD + "features: {a: [3]}\n", "no clause kind is called `3`", "3"),
        (HEAD + "features: {a: true}\n", "expected a list of clause kinds", "true"),
        (HEAD + "features: [a]\n", "expected `features`, a mapping of names to lists of kinds", "[a]"),
        (HEAD + "features: {}\nfeature: {}\n", "unknown key `feature`", "feature"),
        ("kind: Mapping\nfeatures: {}\n", "`apiVersion` is missing", "kind"),
        ("apiVersion: slacheck/v1\nkind: Contract\nfeatures: {}\n", "`kind` is not `Mapping`", "Contract"),
        ("- a\n", "expected a mapping file", "- a"),
    ],
)
def test_a_malformed_mapping_is_refused_at_the_words(text, message, words):
    """With a help line."""
    assert wrong(text) == [(message, words)]


def test_all_problems_of_a_mapping_are_told_at_once():
    """The kinds of every feature are looked at."""
    assert len(wrong(HEAD + "colour: red\nfeatures: {a: [x, y], b: 3}\n")) == 4
