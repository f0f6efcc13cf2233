"""The arithmetic of service levels: what a promised figure allows, and what it comes to in real time.

A share of time is taken of the window in which it is measured. A calendar month has 28 to 31 days: whether something
fits is true if it fits into the shortest month, false if not even into the longest, and unknown between. Where a single
figure is shown, a month has 30 days and a year 365, as is usual in service-level agreements (99.9 % of a month allows
43.2 minutes).
"""

from __future__ import annotations

from decimal import Context, Decimal
from typing import TYPE_CHECKING

from slacheck.quantity import Duration, Percent, decimal_text
from slacheck.tongue import speak
from slacheck.truth import UNKNOWN, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

_EXACT = Context(prec=50)
_WHOLE = Decimal(100)
_HOUR, _DAY, _WEEK = Decimal(3_600), Decimal(86_400), 7
_MONTH, _YEAR = 30 * _DAY, 365 * _DAY
_MAX_WEEKS = 5_200


def usual_seconds(time: Duration) -> Decimal:
    """The length of a time in seconds, with months of 30 days and years of 365."""
    years, months = divmod(time.months, 12)
    return years * _YEAR + months * _MONTH + time.seconds


def downtime(target: Percent, window: Duration) -> Duration:
    """The time that an availability target allows to fail within its window, a month taken as 30 days."""
    return Duration(0, _missing_share(target, usual_seconds(window)))


def fits_downtime(time: Duration, target: Percent, window: Duration) -> bool | Unknown:
    """Whether an outage of this length keeps within what an availability target allows."""
    shortest, longest = window.bounds()
    low, high = time.bounds()
    if high <= _missing_share(target, shortest):
        return True
    return False if low > _missing_share(target, longest) else UNKNOWN


def _missing_share(target: Percent, seconds: Decimal) -> Decimal:
    """The share of a time during which a service may fail; none for a target of 100 % or more."""
    share = _EXACT.divide(_WHOLE - target.points, _WHOLE)
    return max(Decimal(0), _EXACT.multiply(share, seconds))


def effective_availability(target: Percent, maintenance: Duration) -> Percent:
    """The availability that is left when maintenance of this length a month is not counted, a month of 30 days.

    Of the time that is counted the target may be missed, the rest is lost to maintenance:
    target x (month - maintenance) / month.
    """
    counted = max(Decimal(0), _MONTH - usual_seconds(maintenance))
    return Percent(_EXACT.divide(_EXACT.multiply(target.points, counted), _MONTH).normalize(_EXACT))


def availability_in_series(targets: Iterable[Percent]) -> Percent:
    """The availability of services that must all work at once: the product of theirs (they fail independently)."""
    product = Decimal(1)
    for target in targets:
        product = _EXACT.multiply(product, _EXACT.divide(target.points, _WHOLE))
    return Percent(_EXACT.multiply(product, _WHOLE).normalize(_EXACT))


def worst_wait(time: Duration, business_day: Duration, days_a_week: int) -> Duration | Unknown:
    """The longest real time in which a clock of business hours counts this time; public holidays come on top.

    The clock stands still at night and on the other days of the week, so the worst moment to call is when it has just
    stopped for the weekend. A whole day of the promised time is a business day: `P1D` counts `business_day`, and so
    does `PT24H`, which is the shorter of its two readings.
    Unknown for a business day that is no part of a day, a week without a day of work, a promise of more than a century.
    """
    day = business_day.seconds
    if business_day.months or not 0 < day <= _DAY or not 1 <= days_a_week <= _WEEK:
        return UNKNOWN
    days, hours = divmod(usual_seconds(time), _DAY)
    work = days * day + hours
    if work > _MAX_WEEKS * days_a_week * day:
        return UNKNOWN
    closed = (_WEEK - days_a_week) * _DAY
    whole, rest = divmod(work, day)
    before = int(whole) if rest or not whole else int(whole) - 1
    wait = (_DAY - day) + closed + before * _DAY + (work - before * day) + (before // days_a_week) * closed
    return Duration(0, wait)


_UNITS = {
    "en": (("year", "years"), ("month", "months"), ("day", "days"), "h", "min", "s"),
    "fr": (("an", "ans"), ("mois", "mois"), ("jour", "jours"), "h", "min", "s"),
    "nl": (("jaar", "jaar"), ("maand", "maanden"), ("dag", "dagen"), "u", "min", "s"),
    "de": (("Jahr", "Jahre"), ("Monat", "Monate"), ("Tag", "Tage"), "Std.", "Min.", "Sek."),
}
_POINTS = {"en": ".", "fr": ",", "nl": ",", "de": ","}


def spoken(time: Duration, language: str) -> str:
    """A time as a reader says it: `43.2 min`, `2 days 20 h`, `1 month`."""
    year, month, day, *clock = _UNITS.get(language, _UNITS["en"])
    years, months = divmod(time.months, 12)
    days, rest = divmod(time.seconds, _DAY)
    counted = ((years, year), (months, month), (int(days), day))
    parts = [f"{count} {words[count != 1]}" for count, words in counted if count]
    if rest or not parts:
        parts.append(_clock(rest, language, *clock))
    return " ".join(parts)


def _clock(seconds: Decimal, language: str, hour: str, minute: str, second: str) -> str:
    """A part of a day: in whole hours, in hours and minutes, in minutes, or in seconds."""
    hours, rest = divmod(seconds, _HOUR)
    if hours:
        return f"{hours:f} {hour}" + (f" {_rounded(rest / 60, 1, language)} {minute}" if rest else "")
    return (
        f"{_rounded(rest / 60, 1, language)} {minute}"
        if rest >= 60
        else f"{_rounded(rest, 1, language)} {second}"
    )


def rounded(share: Percent, language: str) -> str:
    """A percentage with at most three decimals, for a reader: `99.7 %`."""
    return speak(language).percent(Percent(share.points.quantize(Decimal("0.001"))))


def _rounded(value: Decimal, places: int, language: str) -> str:
    text = decimal_text(value.quantize(Decimal(1).scaleb(-places)))
    return text.replace(".", _POINTS.get(language, "."))
