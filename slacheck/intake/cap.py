"""Usage limits of a price list as caps: what is counted, how many, in which period."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from slacheck.quantity import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from slacheck.intake.price_list import Setting, UsageLimit

_PERIODS = {
    "second": "PT1S", "sec": "PT1S", "minute": "PT1M", "min": "PT1M", "hour": "PT1H", "day": "P1D", "week": "P7D",
    "month": "P1M", "quarter": "P3M", "year": "P1Y",
}  # fmt: skip
_LEAST = re.compile(r"min(?:imum)?(?![a-z])")
_NARROWS = re.compile(r"only|limited|restrict", re.IGNORECASE)
_UNLIMITED = frozenset(["unlimited", "no limit", "infinite", "illimité", "onbeperkt", "unbegrenzt", "inf"])


class Cap(NamedTuple):
    """One cap; without `most` the metric itself says what it is (`storage (GB): 0.5`)."""

    metric: str
    most: int | None
    per: str | None
    line: int

    @property
    def content(self) -> tuple[str, int | None, str | None]:
        """What it says, wherever it stands."""
        return self.metric, self.most, self.per


def is_least(limit: UsageLimit) -> bool:
    """Whether a "limit" is the least that must be bought, by its name: `minUsers`."""
    return bool(_LEAST.match(limit.name))


def is_open(setting: Setting) -> bool:
    """Whether a value is no limit at all."""
    value = setting.value
    if isinstance(value, str):
        return value.strip().lower() in _UNLIMITED
    return not isinstance(value, bool) and value == Decimal("Infinity")


def cap_of(limit: UsageLimit, setting: Setting, more: str = "") -> Cap | None:
    """The cap that a value sets; none for an open one, and for yes and no, which cap nothing."""
    value = setting.value
    if isinstance(value, bool) or is_open(setting):
        return None
    counted, per = _unit(limit.unit)
    metric = f"{limit.name.strip() or 'limit'}{f' ({counted})' if counted else ''}{more}"
    if is_least(limit):
        return Cap(f"{metric}: at least {_text(value)}", None, per, setting.line)
    if not isinstance(value, str) and value == int(value):
        return Cap(metric, int(value), per, setting.line)
    return Cap(f"{metric}: {_text(value)}", None, per, setting.line)


def _text(value: int | Decimal | str) -> str:
    return value if isinstance(value, str) else decimal_text(Decimal(value))


def _unit(unit: str) -> tuple[str, str | None]:
    """What is counted, and the period in which: `minute/month` counts minutes in a month."""
    counted, slash, period = unit.rpartition("/")
    per = _PERIODS.get(period.strip().lower()) if slash else None
    return (counted.strip(), per) if per else (unit, None)


class Bounds(NamedTuple):
    """What the usage limits linked to one feature make of it."""

    caps: tuple[Cap, ...] = ()
    scopes: tuple[str, ...] = ()
    """Limits that say yes and narrow it by their name: `onlyForPublicRepositories`."""
    conditions: tuple[str, ...] = ()
    """Other limits that say yes."""
    nothing: bool = False
    """Every one of them is zero: none of it is there."""


def bounds_of(limits: Iterable[UsageLimit], stated: Mapping[str, Setting]) -> Bounds:
    """The bounds that a plan sets on a feature, by the limits that are linked to it."""
    caps, told, amounts = [], [], []
    for limit in limits:
        setting = stated.get(limit.name, limit.default)
        if isinstance(setting.value, bool):
            told += [limit.name] if setting.value else []
            continue
        if is_least(limit):
            continue
        amounts.append(setting.value)
        cap = cap_of(limit, setting)
        caps += [cap] if cap else []
    return Bounds(
        caps=tuple(caps),
        scopes=tuple(name for name in told if _NARROWS.search(name)),
        conditions=tuple(name for name in told if not _NARROWS.search(name)),
        nothing=bool(amounts) and all(amount == 0 for amount in amounts),
    )
