"""Money and percentages, as exact decimals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from slacheck.errors import SlacheckError

_PERCENT = re.compile(r"([+-]?[0-9]{1,12}(?:\.[0-9]{1,12})?)\s*%")
_CURRENCY = re.compile(r"[A-Z]{3}")


class QuantityError(SlacheckError):
    """A text is not a quantity of the kind that was asked for."""


def decimal_text(value: Decimal) -> str:
    """A decimal without exponent and without trailing zeros after the point."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def currency_code(text: str) -> str:
    """A currency as three capital letters (ISO 4217)."""
    if not _CURRENCY.fullmatch(text):
        raise QuantityError("a currency is three capital letters (ISO 4217), such as `EUR`")
    return text


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one currency."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.amount_text()} {self.currency}"

    def amount_text(self) -> str:
        """The amount with at least two decimals: `180.00`, `0.0125`."""
        exponent = self.amount.as_tuple().exponent
        if isinstance(exponent, int) and exponent < -2:
            text = decimal_text(self.amount)
            whole, _, cents = text.partition(".")
            return f"{whole}.{cents.ljust(2, '0')}"
        return f"{self.amount:.2f}"


@dataclass(frozen=True, slots=True, order=True)
class Percent:
    """A share in percent points: `99.9 %` holds 99.9."""

    points: Decimal

    @classmethod
    def parse(cls, text: str) -> Percent:
        """Read `99.9 %`; the sign is required, so that 0.1 is never taken for 10 %."""
        match = _PERCENT.fullmatch(text.strip())
        if not match:
            raise QuantityError("a percentage is a number and a percent sign, such as `99.9 %`")
        return cls(Decimal(match[1]))

    def __str__(self) -> str:
        return f"{decimal_text(self.points)} %"
