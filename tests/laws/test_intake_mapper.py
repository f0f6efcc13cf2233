"""What holds of the mapper for every text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st

from slacheck.intake.mapper import Mapper
from slacheck.intake.tokens import sentence

TAXONOMY = Path(__file__).resolve().parents[2] / "rules" / "taxonomy"
WORDS = st.lists(
    st.sampled_from("custom audit log single sign on role access support export data hide from user".split()),
    min_size=1,
    max_size=6,
)


@cache
def shipped() -> Mapper:
    synonyms, matching = (
        yaml.safe_load((TAXONOMY / f"{name}.yaml").read_text(encoding="utf-8"))
        for name in ("synonyms", "matching")
    )
    return Mapper(synonyms["synonyms"], matching["patterns"], matching["words"])


def styles(words: list[str]) -> list[str]:
    """Four ways to write the same name."""
    first, *rest = words
    return [
        "_".join(words),
        "-".join(words),
        " ".join(words).title(),
        first + "".join(word.title() for word in rest),
    ]


@given(WORDS)
def test_the_style_of_a_name_does_not_matter(words: list[str]) -> None:
    """Snake, kebab, title and camel case sell the same, equally surely."""
    kinds = {
        tuple((each.clause, each.extra, each.confidence) for each in shipped().propose(name))
        for name in styles(words)
    }

    assert len(kinds) == 1


@given(st.text(max_size=60), st.text(max_size=120))
def test_a_proposal_is_well_formed_for_any_text(name: str, description: str) -> None:
    """Its confidence is a probability, its words are not empty, and each kind comes once."""
    proposals = shipped().propose(name, description)

    assert all(0 < each.confidence < 1 and each.because for each in proposals)
    assert len({each.clause for each in proposals}) == len(proposals)
    assert proposals == shipped().propose(name, description)


@given(st.text(max_size=60))
def test_tokens_stand_in_order_inside_the_text(text: str) -> None:
    """No token is empty, and none overlaps the one before it by more than a letter folded into two."""
    found = sentence(text).tokens

    assert all(0 <= token.start < token.end <= len(text) and token.fold for token in found)
    assert [token.start for token in found] == sorted(token.start for token in found)
