"""The syntax tree: what an expression reads, calls and consists of."""

from __future__ import annotations

import pytest

from slacheck.rule.expr import called, conjuncts, free_names, literal_text, reads_only, unparse
from slacheck.rule.parse import parse


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a.b && c(d)", {"a", "d"}),
        ("xs.all(x, x > y)", {"xs", "y"}),
        ("x.all(x, x > 1)", {"x"}),
        ("xs.map(x, x > z, x)", {"xs", "z"}),
        ("{'k': a}[b]", {"a", "b"}),
        ("1 + 2", set()),
    ],
)
def test_the_free_names_are_the_variables_from_outside(text, names):
    """A macro binds its own variable, in its body and condition only."""
    assert free_names(parse(text)) == names
    assert reads_only(parse(text), frozenset(names))
    assert not names or not reads_only(parse(text), frozenset())


def test_calls_inside_macros_count():
    """Every function and operator that may run is found."""
    assert called(parse("xs.filter(x, f(x)).map(x, g(x), h(x)).size() > 1")) >= {"f", "g", "h", "size", ">"}


def test_conjuncts_are_the_parts_that_all_must_hold():
    """Nested conjunctions are flattened; other operators stay whole."""
    parts = conjuncts(parse("a && (b && c) && (d || e)"))
    assert [unparse(part) for part in parts] == ["a", "b", "c", "d || e"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "null"), (True, "true"), (-1, "-1"), ("a\n\u0000\u202e", '"a\\n\\U00000000\\U0000202e"')],
)
def test_a_literal_shows_what_cannot_be_seen(value, text):
    """A text is quoted, and characters that would mislead a reader are written as escapes."""
    assert literal_text(value) == text
