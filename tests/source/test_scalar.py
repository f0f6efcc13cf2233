"""What a plain scalar means."""

from __future__ import annotations

from decimal import Decimal

import pytest

from slacheck.source.scalar import Misfit, foreign, resolve, tagged


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("True", True),
        ("FALSE", False),
        ("0", 0),
        ("-17", -17),
        ("+5", 5),
        ("0o17", 15),
        ("0xFF", 255),
        ("2100", 2100),
        ("1.50", Decimal("1.50")),
        ("-.5", Decimal("-0.5")),
        ("1e3", Decimal("1e3")),
        ("12.", Decimal(12)),
        (".inf", Decimal("Infinity")),
        ("-.INF", Decimal("-Infinity")),
    ],
)
def test_the_core_schema_types_a_scalar(text: str, value: object):
    """A number is exact: 1.50 keeps its two places."""
    found = resolve(text)
    assert (found, type(found), str(found)) == (value, type(value), str(value))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "NO",
            "no",
            "yes",
            "on",
            "Off",
            "y",
            "12:30",
            "1_000",
            "2026-01-01",
            "0123",
            "007",
            "-012",
            "01.50",
            "1.2.3",
        ),
        *(
            "0o8",
            "0xG",
            "1e",
            ".",
            "-",
            "+",
            "--1",
            "nULL",
            "tRUE",
            "inf",
            "nan",
            "1 000",
            "५",
            "²",
            "1,5",
            "99.9 %",
        ),
    ],
)
def test_everything_else_stays_what_it_looks_like(text: str):
    """What YAML 1.1 or a programming language would convert is text."""
    assert resolve(text) == text


@pytest.mark.parametrize(
    "text",
    [".nan", ".NaN", "9" * 101, "-" + "9" * 5000, "0x" + "f" * 5000, "1e101", "1e-9999999", "1." + "0" * 100],
)
def test_numbers_that_nobody_means_are_refused(text: str):
    """They would make exact arithmetic endless or comparisons meaningless."""
    assert isinstance(resolve(text), Misfit)


@pytest.mark.parametrize("text", ["9" * 100, "1e100", "-1E-100"])
def test_the_largest_numbers_are_read(text: str):
    """A hundred digits are enough and allowed."""
    assert resolve(text) == Decimal(text)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("12", "str", "12"),
        ("12", "float", Decimal(12)),
        ("1.5", "float", Decimal("1.5")),
        ("", "null", None),
        ("true", "bool", True),
    ],
)
def test_a_core_tag_decides(text: str, name: str, value: object):
    """The tag names the type that the text must have."""
    assert tagged(text, f"tag:yaml.org,2002:{name}") == value


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("x", "int"),
        ("1.5", "int"),
        ("1", "bool"),
        ("x", "null"),
        (".nan", "float"),
        ("x", "timestamp"),
        ("x", "map"),
    ],
)
def test_a_tag_that_does_not_fit_is_refused(text: str, tag: str):
    """Neither conversion nor guess."""
    assert isinstance(tagged(text, f"tag:yaml.org,2002:{tag}"), Misfit)


def test_a_bare_name_is_not_a_core_tag():
    """`!<int>` is somebody's own tag."""
    assert tagged("1", "int") == foreign("int")
