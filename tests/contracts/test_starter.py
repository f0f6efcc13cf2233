"""The starter contracts that `slacheck init` writes are valid, short, and truthful in their comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from slacheck.contract.read import read_contract
from slacheck.face.files import read_source
from slacheck.face.library import shipped
from slacheck.source.yaml import read

if TYPE_CHECKING:
    from pathlib import Path

    from slacheck.contract.model import Contract

LANGUAGES = ("en", "fr")
EXAMPLE = re.compile(r"(?m)^( *)# (- \{|plans:|  - \{id|selection:|data-processing)")


def starter(checkout: Path, language: str) -> Path:
    """The starter contract in a language."""
    return checkout / "rules" / "starter" / f"contract.{language}.yaml"


def contract(path: Path) -> Contract:
    """The contract in a file."""
    return read_contract(read(read_source(str(path))), shipped().taxonomy).contract


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_reads_without_a_problem_and_in_one_sitting(checkout: Path, language: str) -> None:
    """A writer meets every section, in at most 120 lines."""
    path = starter(checkout, language)
    assert contract(path).metadata.language == language
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 120


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_commented_examples_are_valid_too(checkout: Path, language: str, tmp_path: Path) -> None:
    """Whoever takes away the comment signs still has a valid contract."""
    text, count = EXAMPLE.subn(r"\1\2", starter(checkout, language).read_text(encoding="utf-8"))
    path = tmp_path / "contract.yaml"
    path.write_text(text, encoding="utf-8")
    uncommented = contract(path)
    assert count == 9
    assert uncommented.selection is not None
    assert uncommented.pricing is not None
    assert len(uncommented.pricing.plans) == 2
    assert uncommented.service.facts["data-processing-service"] is True


def test_both_languages_say_the_same(checkout: Path) -> None:
    """The two starters differ in their words, not in what they show."""
    one, other = (contract(starter(checkout, language)) for language in LANGUAGES)
    assert one.service.facts == other.service.facts
    assert [entry.clause for entry in one.clauses] == [entry.clause for entry in other.clauses]
    assert [entry.attributes for entry in one.clauses] == [entry.attributes for entry in other.clauses]
    assert one.model_fields_set == other.model_fields_set
