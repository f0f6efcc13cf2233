"""The arithmetic of service levels, against figures that a reader can check by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slacheck.quantity import Duration, Percent
from slacheck.rule.arithmetic import (
    availability_in_series,
    downtime,
    effective_availability,
    fits_downtime,
    rounded,
    spoken,
    worst_wait,
)
from slacheck.truth import UNKNOWN


def time(text: str) -> Duration:
    return Duration.parse(text)


def share(text: str) -> Percent:
    return Percent.parse(f"{text} %")


class TestDowntime:
    @pytest.mark.parametrize(
        ("target", "window", "allowed"),
        [
            ("99.9", "P1M", "PT43M12S"),
            ("99.5", "P1M", "PT3H36M"),
            ("99.99", "P1Y", "PT52M33.6S"),
            ("99", "P7D", "PT1H40M48S"),
            ("100", "P1M", "PT0S"),
        ],
    )
    def test_is_the_share_that_may_fail(self, target: str, window: str, allowed: str) -> None:
        """99.9 % of a month of 30 days leaves 43.2 minutes; 99.99 % of a year 52.56."""
        assert downtime(share(target), time(window)) == time(allowed)

    def test_a_repair_of_eight_hours_does_not_fit_three_nines(self) -> None:
        """One repair within its target of 8 hours breaks 99.9 % a month, however long the month."""
        assert fits_downtime(time("PT8H"), share("99.9"), time("P1M")) is False

    def test_a_short_repair_fits_in_every_month(self) -> None:
        """40 minutes fit even into the 40.32 that a February leaves."""
        assert fits_downtime(time("PT40M"), share("99.9"), time("P1M")) is True

    def test_between_a_short_month_and_a_long_one_it_depends(self) -> None:
        """44 minutes fit into a month of 31 days (44.64) and not into one of 28 (40.32)."""
        assert fits_downtime(time("PT44M"), share("99.9"), time("P1M")) is UNKNOWN

    @given(st.decimals(0, 100, places=3), st.integers(1, 400), st.integers(0, 10**7))
    def test_a_window_of_days_is_always_decided(self, points: Decimal, days: int, seconds: int) -> None:
        """Without a calendar month there is nothing to leave open, and the two functions agree."""
        window, outage = Duration.days(days), Duration(0, Decimal(seconds))
        fits = fits_downtime(outage, Percent(points), window)
        assert fits is (outage.seconds <= downtime(Percent(points), window).seconds)


class TestEffectiveAvailability:
    def test_uncounted_maintenance_lowers_the_target(self) -> None:
        """99.9 % with eight hours of uncounted maintenance a month comes to 98.79 %."""
        assert effective_availability(share("99.9"), time("PT8H")) == share("98.79")

    def test_without_maintenance_it_is_the_target(self) -> None:
        assert effective_availability(share("99.5"), time("PT0S")) == share("99.5")

    def test_maintenance_all_month_leaves_nothing(self) -> None:
        """More maintenance than the month is long leaves no availability, and not less than none."""
        assert effective_availability(share("99.9"), time("P2M")).points == 0


class TestSeries:
    def test_multiplies(self) -> None:
        """Three services of 99.9 % in series come to 99.7002999 %."""
        assert availability_in_series([share("99.9")] * 3) == share("99.7002999")

    def test_of_nothing_is_whole(self) -> None:
        assert availability_in_series([]) == share("100")

    @given(st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=6))
    def test_is_no_better_than_the_weakest(self, points: list[Decimal]) -> None:
        """A chain holds no more than its weakest part."""
        assert availability_in_series(map(Percent, points)).points <= min(points)


class TestWorstWait:
    @pytest.mark.parametrize(
        ("promised", "day", "week", "real"),
        [
            ("PT4H", "PT8H", 5, "PT68H"),
            ("PT8H", "PT8H", 5, "PT72H"),
            ("P1D", "PT8H", 5, "PT72H"),
            ("PT9H", "PT8H", 5, "PT89H"),
            ("P5D", "PT8H", 5, "PT168H"),
            ("P5DT1H", "PT8H", 5, "PT233H"),
            ("PT4H", "P1D", 7, "PT4H"),
            ("PT4H", "PT12H", 7, "PT16H"),
        ],
    )
    def test_begins_when_the_clock_has_just_stopped(
        self, promised: str, day: str, week: int, real: str
    ) -> None:
        """Four business hours promised on a Friday evening are over on Monday, 68 hours later."""
        assert worst_wait(time(promised), time(day), week) == time(real)

    @pytest.mark.parametrize(("day", "week"), [("PT0S", 5), ("P2D", 5), ("P1M", 5), ("PT8H", 0), ("PT8H", 8)])
    def test_of_an_impossible_week_is_unknown(self, day: str, week: int) -> None:
        """A business day of two days, or a week of eight, tells nothing."""
        assert worst_wait(time("PT4H"), time(day), week) is UNKNOWN

    @given(st.integers(1, 23), st.integers(1, 24), st.integers(1, 7))
    def test_agrees_with_walking_through_the_weeks(self, hours: int, day: int, week: int) -> None:
        """Hour by hour through the calendar from every start, no wait is longer than the one computed."""
        open_hours = [at % 24 < day and at // 24 < week for at in range(168)]
        longest = 0
        for start in range(168):
            left, at = hours, start
            while left:
                left -= open_hours[at % 168]
                at += 1
            longest = max(longest, at - start)
        business_day = Duration(0, Decimal(3600 * day))
        assert worst_wait(Duration(0, Decimal(3600 * hours)), business_day, week) == Duration(
            0, Decimal(3600 * longest)
        )


class TestSpoken:
    @pytest.mark.parametrize(
        ("text", "language", "said"),
        [
            ("PT43M12S", "en", "43.2 min"),
            ("PT43M12S", "fr", "43,2 min"),
            ("PT68H", "en", "2 days 20 h"),
            ("P1D", "de", "1 Tag"),
            ("PT3H36M", "nl", "3 u 36 min"),
            ("PT30S", "en", "30 s"),
            ("PT0S", "en", "0 s"),
            ("P3M", "en", "3 months"),
            ("P1Y", "de", "1 Jahr"),
            ("P1M15D", "fr", "1 mois 15 jours"),
        ],
    )
    def test_says_it_as_a_reader_would(self, text: str, language: str, said: str) -> None:
        assert spoken(time(text), language) == said

    def test_rounds_a_percentage_for_reading_only(self) -> None:
        """The value keeps all its digits; a message shows three."""
        assert rounded(availability_in_series([share("99.9")] * 3), "fr") == "99,7\N{NO-BREAK SPACE}%"
