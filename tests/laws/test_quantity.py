"""Durations against the real calendar, and texts that come back as what they were."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from slacheck.quantity import Duration, Money, Percent
from slacheck.truth import Truth

durations = st.builds(
    Duration,
    st.integers(0, 600),
    st.decimals(0, 10**9, places=3, allow_nan=False, allow_infinity=False),
)
# Lengths that the calendar may decide: some months and some days, near each other.
near = st.builds(
    lambda months, days: Duration(months, Decimal(86_400 * days)), st.integers(0, 60), st.integers(0, 70)
)
as_days = st.integers(0, 60).flatmap(
    lambda months: st.integers(-3, 3).map(
        lambda off: Duration(0, Decimal(86_400 * max(0, round(months * 30.44) + off)))
    )
)
starts = st.dates(date(1896, 1, 1), date(2110, 12, 31))


def end(start, duration):
    """The day on which something that starts then ends: months first, then days, as lawyers count."""
    years, month = divmod(start.month - 1 + duration.months, 12)
    year, month = start.year + years, month + 1
    day = min(start.day, monthrange(year, month)[1])
    return date(year, month, day) + timedelta(days=int(duration.seconds // 86_400))


@given(durations)
def test_a_duration_survives_its_text(duration):
    assert Duration.parse(str(duration)) == duration


@given(near | as_days, near | as_days, st.lists(starts, min_size=1, max_size=20))
def test_what_is_called_shorter_is_shorter_from_every_start(one, other, days):
    """And what is not called so ends no earlier, from the first of any month."""
    answer = one.shorter_than(other)
    for start in (day.replace(day=1) for day in days):
        if answer is Truth.TRUE:
            assert end(start, one) < end(start, other)
        elif answer is Truth.FALSE:
            assert end(start, one) >= end(start, other)


@given(near | as_days, near | as_days, st.lists(starts, min_size=1, max_size=20))
def test_what_is_called_equally_long_ends_on_the_same_day(one, other, days):
    answer = one.same_length(other)
    for start in (day.replace(day=1) for day in days):
        if answer is not Truth.UNKNOWN:
            assert (end(start, one) == end(start, other)) is (answer is Truth.TRUE)


@given(durations, durations)
def test_of_two_durations_at_most_one_is_shorter(one, other):
    """And none is shorter than itself."""
    both = {one.shorter_than(other), other.shorter_than(one)}
    assert both != {Truth.TRUE} or one == other
    assert one.shorter_than(one) is Truth.FALSE
    if one.shorter_than(other) is Truth.TRUE:
        assert other.shorter_than(one) is Truth.FALSE
        assert one.same_length(other) is Truth.FALSE


@given(durations, durations, durations)
def test_shorter_is_transitive(one, other, third):
    if one.shorter_than(other) is Truth.TRUE and other.shorter_than(third) is Truth.TRUE:
        assert one.shorter_than(third) is Truth.TRUE


@given(durations)
def test_the_bounds_hold_the_right_way_round(duration):
    low, high = duration.bounds()
    assert Decimal(0) <= low <= high


@given(st.integers(0, 600), st.lists(starts, min_size=1, max_size=20))
def test_no_calendar_leaves_the_bounds(months, days):
    """From the first of any month, over 214 years with a century that is no leap year in them."""
    low, high = Duration(months).bounds()
    for start in (day.replace(day=1) for day in days):
        length = (end(start, Duration(months)) - start).days * 86_400
        assert low <= length <= high


@given(st.decimals(0, 10**12, places=4, allow_nan=False, allow_infinity=False))
def test_texts_of_amounts_lose_nothing(amount):
    assert Decimal(Money(amount, "EUR").amount_text()) == amount
    assert Percent.parse(str(Percent(amount))).points == amount
