"""Exact quantities of a contract: money, durations, percentages; no float anywhere."""

from __future__ import annotations

from slacheck.quantity.amount import Money, Percent, QuantityError, decimal_text
from slacheck.quantity.duration import Duration

__all__ = ["Duration", "Money", "Percent", "QuantityError", "decimal_text"]
