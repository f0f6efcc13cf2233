"""Documents that are no contract of this version: refused at their header, before anything else is said."""

from __future__ import annotations

import pytest

from tests.oracle.ground import refusals

HEADERS = {
    "another version": (
        "apiVersion: slacheck/v2\nkind: Contract\n", "slacheck/v2", "version `slacheck/v2` is not known",
    ),
    "another kind": ("apiVersion: slacheck/v1\nkind: RulePack\n", "RulePack", "`RulePack` is not a contract"),
    "a misspelt kind": ("apiVersion: slacheck/v1\nkind: Contrat\n", "Contrat", "`Contrat` is not a contract"),
    "no version": ("kind: Contract\n", "kind", "`apiVersion` is missing"),
    "no kind": ("apiVersion: slacheck/v1\n", "apiVersion", "`kind` is missing"),
    "a list": ("- a\n", "- a", "expected a contract"),
    "a word": ("hello\n", "hello", "expected a contract"),
    "a version that is a number": ("apiVersion: 1\nkind: Contract\n", "1", "version `1` is not known"),
    "a kind that is a list": ("apiVersion: slacheck/v1\nkind: [Contract]\n", "[Contract]", "is not a contract"),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADERS)
def test_a_document_of_another_kind_is_refused_at_its_header(name):
    """One problem; what is behind the header would only be noise."""
    text, words, message = HEADERS[name]
    (problem,) = refusals(text)
    assert problem.span.text == words
    assert message in problem.message
    assert problem.help
