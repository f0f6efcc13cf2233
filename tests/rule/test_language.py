"""The version of the rule language that a pack needs."""

from __future__ import annotations

import pytest

from slacheck.rule.language import LANGUAGE, require_language
from slacheck.source.problem import Problem, Unreadable
from slacheck.source.text import decode
from slacheck.source.yaml import read


def required(stated: str, spoken: str = LANGUAGE) -> tuple[tuple[int, int] | None, list[Problem]]:
    problems: list[Problem] = []
    found = require_language(read(decode("pack.yaml", f"language: {stated}\n".encode())), problems, spoken)
    return found, problems


@pytest.mark.parametrize("stated", ["1.0", "1.1", "1.9"])
def test_an_older_or_equal_minor_version_is_read(stated: str) -> None:
    """1.10 is newer than 1.9."""
    found, problems = required(f'"{stated}"', "1.10")
    assert found == tuple(map(int, stated.split(".")))
    assert problems == []


@pytest.mark.parametrize(
    ("stated", "help_text"), [("1.4", "upgrade slacheck"), ("1.10", "upgrade slacheck"), ("2.0", "upgrade slacheck"),
                              ("0.9", "ask for a version of the pack that is newer")],
)  # fmt: skip
def test_another_version_is_refused_at_once(stated: str, help_text: str) -> None:
    """At its place, with the version that is spoken."""
    with pytest.raises(Unreadable) as caught:
        required(f'"{stated}"', "1.1")
    (problem,) = caught.value.problems
    assert problem.message == f"the pack needs the rule language {stated}; this slacheck speaks 1.1"
    assert problem.help == help_text
    assert problem.span is not None
    assert problem.span.text == f'"{stated}"'


@pytest.mark.parametrize("stated", ["1", "1.1.0", "v1.1", "01.1", "1.9999999", "one", "1.\u0661", "1.1 "])
def test_a_malformed_version_is_a_problem_with_the_form(stated: str) -> None:
    """Two whole numbers, and nothing else."""
    found, (problem,) = required(f'"{stated}"')
    assert found is None
    assert "is no version of the rule language" in problem.message
    assert problem.help == f'write MAJOR.MINOR in quotes: `language: "{LANGUAGE}"`'


@pytest.mark.parametrize("stated", ["1.1", "1", "[1, 1]", "null", '" "'])
def test_what_is_no_text_is_left_to_the_form_of_the_manifest(stated: str) -> None:
    """A version without quotes is a number: 1.10 would be 1.1."""
    assert required(stated) == (None, [])


def test_a_missing_version_is_left_to_the_form_of_the_manifest() -> None:
    problems: list[Problem] = []
    assert require_language(read(decode("pack.yaml", b"id: own\n")), problems) is None
    assert problems == []
