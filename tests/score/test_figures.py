"""The score counts what it says, and the README shows today's."""

from __future__ import annotations

from slacheck.intake.mapper import Mapper
from tests.score.figures import (
    Data,
    Figures,
    by_clause,
    by_pattern,
    by_wording,
    left_out,
    of_tier,
    shipped,
    total,
)
from tests.score.labels import Label, labels
from tests.score.run import BLOCK, README, table

SYNONYMS = {"encryption": {"en": ["encryption"]}, "single-sign-on": {"en": ["SSO"]}}
PATTERNS = {
    "encryption": {"names": ["ciphered", "<lock> disk"], "extra": ["own key"], "unless": ["toy lock"]},
    "single-sign-on": {},
}
DATA = Data(
    SYNONYMS,
    PATTERNS,
    {"lock": ["locked", "sealed"], "regime": [], "protocol": []},
    {"encryption": "baseline", "single-sign-on": "negotiable"},
)


def label(vendor: str, feature: str, *clauses: str) -> Label:
    return Label(vendor, feature, "", frozenset(clauses))


def test_a_mark_makes_another_label():
    """The kind without its mark, where the reader puts one, is one wrong proposal and one missed label."""
    found = by_clause([label("a", "encryption", "encryption~")], Mapper(SYNONYMS))

    assert found == {"encryption": Figures(wrong=1), "encryption~": Figures(missed=1)}


def test_precision_recall_and_f1_are_the_usual_ones():
    """Three right, one wrong, two missed: 3/4, 3/5, 6/9."""
    figures = Figures(3, 1, 2)

    assert (figures.precision, figures.recall, round(figures.f1, 4)) == (0.75, 0.6, 0.6667)


def test_nothing_to_find_and_nothing_found_is_no_error():
    """Empty figures divide by nothing."""
    assert (Figures().precision, Figures().recall, Figures().f1) == (1.0, 1.0, 1.0)


def test_a_tier_counts_marked_kinds_as_well():
    """What may be charged for belongs to the tier of its kind."""
    figures = {"encryption~": Figures(1), "encryption": Figures(wrong=2), "single-sign-on": Figures(5)}

    assert of_tier(figures, DATA.tiers, "baseline") == Figures(1, 2)


def test_an_entry_that_one_vendor_bears_out_does_not_count_for_it():
    """The entry `ciphered` comes from `a` alone, so `a` is scored without it."""
    found = left_out(
        [label("a", "ciphered", "encryption"), label("b", "SSO", "single-sign-on")], DATA, by_pattern
    )

    assert found == {"a": Figures(missed=1), "b": Figures(1)}


def test_an_entry_that_two_vendors_bear_out_counts_for_both():
    """What the labels of another vendor support needs no support of this one."""
    pair = [label(vendor, "ciphered", "encryption") for vendor in "ab"]

    assert total(left_out(pair, DATA, by_pattern).values()) == Figures(2)


def test_a_synonym_of_the_taxonomy_counts_for_a_single_vendor():
    """The taxonomy had its synonyms before there were labels."""
    assert left_out([label("a", "SSO", "single-sign-on")], DATA, by_wording) == {"a": Figures(1)}


def test_two_wordings_of_one_entry_are_two_by_wording():
    """`locked disk` and `sealed disk` are one pattern: each vendor supports the other's by pattern only."""
    pair = [label("a", "lockedDisk", "encryption"), label("b", "sealedDisk", "encryption")]

    assert total(left_out(pair, DATA, by_pattern).values()) == Figures(2)
    assert total(left_out(pair, DATA, by_wording).values()) == Figures(missed=2)


def test_a_look_alike_that_one_vendor_needed_is_left_out_too():
    """Without `toy lock`, which only `a` taught, the proposal for `a` is wrong."""
    alike, real = label("a", "disk encryption of a toy lock"), label("b", "disk encryption", "encryption")
    data = DATA._replace(synonyms={**SYNONYMS, "encryption": {"en": ["disk encryption"]}})

    assert total(by_clause([alike, real], data.mapper()).values()) == Figures(1)
    assert left_out([alike, real], data, by_pattern) == {"a": Figures(wrong=1), "b": Figures(1)}


def test_every_entry_of_a_kind_that_is_declared():
    """The shipped patterns name no kind that the taxonomy does not have."""
    data = shipped()

    assert data.patterns.keys() <= data.tiers.keys()
    assert {other for lists in data.patterns.values() for other in lists.get("over", ())} <= data.tiers.keys()


def test_the_score_meets_its_aims(corpus):
    """F1 is 0.90 or better over all, precision 0.95 or better on the kinds of the baseline."""
    data = shipped()
    figures = by_clause(labels(corpus("labels").parent), data.mapper())

    assert total(figures.values()).f1 >= 0.90
    assert of_tier(figures, data.tiers, "baseline").precision >= 0.95


def test_the_readme_shows_todays_score(corpus):
    """The table of the README is what `make score` prints."""
    shown = BLOCK.search(README.read_text(encoding="utf-8"))

    assert shown is not None
    assert table(corpus("labels").parent) == shown[2], "run `python -m tests.score.run --write`"
