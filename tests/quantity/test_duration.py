"""Durations of ISO 8601, and which of two is shorter."""

from __future__ import annotations

from decimal import Decimal

import pytest

from slacheck.quantity import Duration, QuantityError
from slacheck.truth import Truth

GOOD = {
    "P3Y": Duration(36),
    "P1M": Duration(1),
    "P1Y6M": Duration(18),
    "P7D": Duration(0, Decimal(604_800)),
    "P2W": Duration(0, Decimal(1_209_600)),
    "PT4H": Duration(0, Decimal(14_400)),
    "PT1M": Duration(0, Decimal(60)),
    "P1M1DT1M": Duration(1, Decimal(86_460)),
    "PT0.5H": Duration(0, Decimal(1_800)),
    "PT1.5S": Duration(0, Decimal("1.5")),
    "P0D": Duration(),
}


@pytest.mark.parametrize("text", GOOD)
def test_a_duration_is_read(text):
    assert Duration.parse(text) == GOOD[text]


@pytest.mark.parametrize(
    "text",
    ["", "P", "PT", "P1", "1Y", "P1YT", "p1y", "P-1D", "-P1D", "P1D1Y", "P1.5Y", "P1W2D", "PT1D", "P1H", " P1D",
     "P1D ", "P1D\n", "P１D", "P٣D", "P1,5D", "P" + "9" * 10 + "Y", "PT" + "1" * 400 + "H", "P1M2M"],
)  # fmt: skip
def test_what_is_no_duration_is_refused(text):
    """Digits of other scripts, signs, fractions of a day, units out of order, numbers without bound."""
    with pytest.raises(QuantityError, match="ISO 8601"):
        Duration.parse(text)


SHORTER = [
    ("P27D", "P1M", Truth.TRUE),
    ("P28D", "P1M", Truth.UNKNOWN),
    ("P30D", "P1M", Truth.UNKNOWN),
    ("P31D", "P1M", Truth.FALSE),
    ("P1M", "P28D", Truth.FALSE),
    ("P1M", "P30D", Truth.UNKNOWN),
    ("P1M", "P32D", Truth.TRUE),
    ("P1Y", "P365D", Truth.FALSE),
    ("P1Y", "P366D", Truth.UNKNOWN),
    ("P1Y", "P367D", Truth.TRUE),
    ("P12M", "P1Y", Truth.FALSE),
    ("P11M", "P1Y", Truth.TRUE),
    ("P1M", "P1M1D", Truth.TRUE),
    ("PT24H", "P1D", Truth.FALSE),
    ("PT23H", "P1D", Truth.TRUE),
    ("P1W", "P7D", Truth.FALSE),
    ("P3M", "P90D", Truth.UNKNOWN),
]


@pytest.mark.parametrize(("left", "right", "expected"), SHORTER)
def test_shorter_is_unknown_where_the_calendar_decides(left, right, expected):
    """A month has 28 to 31 days."""
    assert Duration.parse(left).shorter_than(Duration.parse(right)) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [("P12M", "P1Y", Truth.TRUE), ("P1W", "P7D", Truth.TRUE), ("P1M", "P30D", Truth.UNKNOWN),
     ("P1M", "P32D", Truth.FALSE), ("P1M", "P1M1D", Truth.FALSE), ("P1M1D", "P2M1D", Truth.FALSE)],
)  # fmt: skip
def test_equally_long_is_unknown_where_the_calendar_decides(left, right, expected):
    assert Duration.parse(left).same_length(Duration.parse(right)) is expected
    assert Duration.parse(right).same_length(Duration.parse(left)) is expected


@pytest.mark.parametrize(
    ("duration", "text"),
    [(Duration(), "PT0S"), (Duration(18), "P1Y6M"), (Duration.days(9), "P9D"),
     (Duration(0, Decimal("3661.5")), "PT1H1M1.5S"), (Duration(1, Decimal(86_400)), "P1M1D")],
)  # fmt: skip
def test_a_duration_is_written_in_its_largest_units(duration, text):
    assert str(duration) == text
