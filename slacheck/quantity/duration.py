"""Durations of ISO 8601, compared in three-valued logic because months differ in length."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from slacheck.quantity.amount import QuantityError, decimal_text
from slacheck.truth import Truth

_N = r"[0-9]{1,9}"
_ISO = re.compile(
    rf"P(?:(?P<weeks>{_N})W|(?:(?P<years>{_N})Y)?(?:(?P<months>{_N})M)?(?:(?P<days>{_N})D)?"
    rf"(?P<time>T(?:(?P<hours>{_N}(?:\.[0-9]{{1,6}})?)H)?(?:(?P<minutes>{_N}(?:\.[0-9]{{1,6}})?)M)?"
    rf"(?:(?P<seconds>{_N}(?:\.[0-9]{{1,6}})?)S)?)?)"
)
_SECONDS = {"weeks": 604_800, "days": 86_400, "hours": 3_600, "minutes": 60, "seconds": 1}

# The shortest and the longest run of n consecutive calendar months, in days, for n below twelve.
_SHORTEST = (0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334)
_LONGEST = (0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: whole calendar months, and exact seconds (a day is 86,400 seconds)."""

    months: int = 0
    seconds: Decimal = Decimal(0)

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read an ISO 8601 duration: `P3Y`, `P1M`, `P7D`, `PT4H`, `PT0.5H`."""
        return _parsed(text)

    @classmethod
    def days(cls, count: int) -> Duration:
        """So many days of 24 hours."""
        return cls(0, Decimal(count * 86_400))

    def bounds(self) -> tuple[Decimal, Decimal]:
        """The shortest and the longest it can last, in seconds, wherever in the calendar it starts.

        Beyond a year the bounds allow for one leap year more or less than any calendar has.
        """
        years, months = divmod(self.months, 12)
        shortest = 365 * years + max(0, years // 4 - years // 100 - 1) + _SHORTEST[months]
        longest = 365 * years + -(-years // 4) + _LONGEST[months]
        return shortest * 86_400 + self.seconds, longest * 86_400 + self.seconds

    def shorter_than(self, other: Duration) -> Truth:
        """Whether it is shorter; unknown when that depends on the calendar (a month against 30 days)."""
        if self.months == other.months:
            return Truth.TRUE if self.seconds < other.seconds else Truth.FALSE
        if self.seconds == other.seconds:
            return Truth.TRUE if self.months < other.months else Truth.FALSE
        low, high = self.bounds()
        other_low, other_high = other.bounds()
        if high < other_low:
            return Truth.TRUE
        return Truth.FALSE if low >= other_high else Truth.UNKNOWN

    def same_length(self, other: Duration) -> Truth:
        """Whether both last equally long; unknown when that depends on the calendar."""
        if self == other:
            return Truth.TRUE
        low, high = self.bounds()
        other_low, other_high = other.bounds()
        apart = high < other_low or other_high < low or self.months == other.months
        return Truth.FALSE if apart or self.seconds == other.seconds else Truth.UNKNOWN

    def __str__(self) -> str:
        years, months = divmod(self.months, 12)
        whole = int(self.seconds)
        days, rest = divmod(whole, 86_400)
        hours, rest = divmod(rest, 3_600)
        minutes, seconds = divmod(rest, 60)
        exact = decimal_text(seconds + (self.seconds - whole))
        date = "".join(f"{n}{unit}" for n, unit in ((years, "Y"), (months, "M"), (days, "D")) if n)
        time = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M")) if n)
        time += f"{exact}S" if exact != "0" else ""
        return "P" + date + (f"T{time}" if time else "") if date or time else "PT0S"


@lru_cache(1024)
def _parsed(text: str) -> Duration:
    """A duration from its text; contracts write the same few again and again."""
    match = _ISO.fullmatch(text)
    if not match or text.endswith(("P", "T")):
        raise QuantityError("a duration is written as in ISO 8601: `P3Y`, `P1M`, `P7D`, `PT4H`")
    months = 12 * int(match["years"] or 0) + int(match["months"] or 0)
    seconds = sum((Decimal(match[unit] or 0) * size for unit, size in _SECONDS.items()), Decimal(0))
    return Duration(months, seconds)
