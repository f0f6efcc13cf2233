"""The values that a sketch tries at a place: a finite set that stands for all others.

First what the given samples state there, then what the rules compare with, then usual values, then the values just
below, just above and between those of the rules. "Not stated" is always among them, and comes first.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from slacheck.quantity import Duration, Money, Percent, QuantityError, decimal_text
from slacheck.rule.nudge import duration_text, nudged
from slacheck.rule.promise import GRADES
from slacheck.rule.sketch.draft import CURRENCY, OPEN
from slacheck.rule.sketch.slot import FACTS, OPTION, PRICES, TARGET, THERE
from slacheck.rule.types import (
    BOOL,
    DATE,
    DURATION,
    INT,
    MONEY,
    NUMBER,
    PERCENT,
    STRING,
    EnumType,
    ListType,
    ObjectType,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from slacheck.rule.evidence import Route
    from slacheck.rule.sketch.draft import Drafts
    from slacheck.rule.sketch.slot import Slot

USUAL_TIMES = "P30D PT1H PT4H PT8H P1D P2D P7D P14D P28D P1M P2M P3M P89D P6M P1Y P2Y PT15M PT0S".split()
USUAL_SHARES = ("10 %", "99.9 %", "99.5 %", "99 %", "1 %", "5 %", "50 %", "100 %", "0 %")
USUAL_SUMS = (100_000, 1_000_000, 0, 1)
USUAL_COUNTS = (1, 2, 3, 4, 12, 0)
USUAL_PRICES = ({"amount": 100, "per": "hour"}, {"amount": 0, "per": "hour"}, "on-request")
USUAL_FEES = ({"amount": 100, "per": "month"}, {"amount": 0, "per": "month"}, "on-request")
DAY = 86_400


class Hints(NamedTuple):
    """What shapes the values."""

    samples: Sequence[Mapping[str, Any]]
    """Contracts as plain data, whose values are tried first."""
    today: date
    sold: tuple[str, ...]
    """The kinds that an option may deliver."""


def values(slot: Slot, constants: Iterable[object], hints: Hints, drafts: Drafts) -> tuple[Any, ...]:
    """The plain values to try, in order, each of which a contract may state there; None is "not stated"."""
    if slot.type == THERE:
        return None, True
    if slot.route[:2] == FACTS:
        return True, False
    if slot.route[-1] == "provided":
        return None, False
    tried = [*_sampled(slot, hints.samples), *_of(slot, list(constants), hints)]
    found: dict[str, Any] = {}
    for value in tried:
        if repr(value) not in found and _is_possible(slot, value, drafts):
            found[repr(value)] = value
    # The order of a set of constants is no order at all: whatever is made of it is sorted.
    if slot.route == ("metadata", "status"):
        return "draft", *(value for value in found.values() if value != "draft")
    return None, *found.values()


def _is_possible(slot: Slot, value: object, drafts: Drafts) -> bool:
    """Whether a contract may say that; only the shape is asked, not what it points to."""
    stated = [(slot.there, True)] if slot.there is not None else []
    try:
        drafts.contract([*stated, (slot.route, value)], [0 for _ in stated] + [repr(value)])
    except (ValueError, QuantityError):
        return False
    return True


def _sampled(slot: Slot, samples: Iterable[Mapping[str, Any]]) -> Iterator[Any]:
    """What the samples state at the place, names and other words left out."""
    if slot.type == STRING or (isinstance(slot.type, ListType) and slot.type.element == STRING):
        return
    for sample in samples:
        found = _at(sample, slot.route)
        if found is not None:
            yield found


def _at(sample: Any, route: Route) -> Any:
    for key in route:
        if isinstance(sample, list):
            named = [one for one in sample if isinstance(one, dict) and one.get("clause") == key]
            sample = named[0] if named else None
        else:
            sample = sample.get(key) if isinstance(sample, dict) else None
    return sample


def _of(slot: Slot, constants: list[object], hints: Hints) -> Iterable[Any]:
    match slot.type:
        case EnumType(_, words):
            return words
        case kind if kind == STRING and slot.route[-1] == "severity":
            return GRADES
        case ListType(EnumType(_, words)):
            return _choices(words)
        case ListType() if slot.route == (*OPTION, "delivers"):
            return (list(hints.sold),)
        case ListType(ObjectType("Limit")):
            return ([{"metric": "users", "max": 10}],)
        case ListType(ObjectType("CreditBand")):
            return _schedules()
        case ListType():
            return (["agreement"] if slot.route == ("precedence",) else [OPEN],)
        case ObjectType(name) if name in PRICES:
            return _prices(slot, constants)
        case kind if kind == TARGET:
            return _targets(slot, constants)
        case kind if kind in _SCALARS:
            return _SCALARS[kind](constants, hints.today)
        case _:
            return ()


def _choices(words: tuple[str, ...]) -> Iterator[list[str]]:
    """All words but one, all of them, each alone."""
    if len(words) > 2:
        yield from ([word for word in words if word != left] for left in reversed(words))
    yield list(words)
    yield from ([word] for word in words)


def _schedules() -> Iterator[list[dict[str, str]]]:
    """Bands of credits below a usual target: a lower one, and one that has no end."""
    for target in ("99.9 %", "99.5 %", "99 %"):
        yield [{"below": target, "down_to": "95 %", "credit": "5 %"}, {"below": "95 %", "credit": "10 %"}]
        yield [{"below": target, "credit": "10 %"}]


def _prices(slot: Slot, constants: list[object]) -> Iterator[Any]:
    usual = USUAL_FEES if slot.route[0] == "pricing" else USUAL_PRICES
    yield from usual
    for amount in _numbers(constants, Decimal):
        yield {"amount": amount, "per": usual[0]["per"]}


def _targets(slot: Slot, constants: list[object]) -> Iterator[str]:
    unit = slot.kind.target if slot.kind is not None else None
    if unit == "percent":
        bounds = [text for text in _shares(constants, None) if Percent.parse(text).points > 50]
        yield from (f">= {text}" for text in bounds)
    elif unit == "duration":
        yield from (f"<= {text}" for text in _times(constants, None))
    else:
        yield from (f"<= {number}" for number in (*USUAL_COUNTS, *_numbers(constants, Decimal)))


# -- scalars: the constants of the rules, usual values, and what lies around and between the constants


def _times(constants: list[object], _today: object) -> Iterator[str]:
    own = sorted({one for one in constants if isinstance(one, Duration)}, key=_length)
    yield from (duration_text(one) for one in own if one != Duration())
    yield from USUAL_TIMES
    around = [near for one in own for near in nudged(one) if isinstance(near, Duration)]
    yield from (duration_text(near) for near in around if near.months >= 0)
    for low, high in pairwise(own):
        between = (low.bounds()[1] + high.bounds()[0]) / 2
        step = DAY if between > 2 * DAY else 60
        yield duration_text(Duration(0, between // step * step))


def _length(time: Duration) -> tuple[Decimal, Decimal, int]:
    return *time.bounds(), time.months


def _shares(constants: list[object], _today: object) -> Iterator[str]:
    own = sorted({one.points for one in constants if isinstance(one, Percent)})
    yield from (str(Percent(one)) for one in own)
    yield from USUAL_SHARES
    yield from (str(Percent(one)) for one in _around(own) if 0 <= one <= 100)


def _sums(constants: list[object], _today: object) -> Iterator[dict[str, Any]]:
    own = sorted({one.amount for one in constants if isinstance(one, Money) and one.currency == CURRENCY})
    for amount in (*own, *map(Decimal, USUAL_SUMS), *_around(own)):
        if amount >= 0:
            yield {"amount": _plain(amount), "currency": CURRENCY}


def _numbers(constants: list[object], kind: type) -> Iterator[Any]:
    own = sorted(
        {Decimal(one) for one in constants if isinstance(one, int | Decimal) and not isinstance(one, bool)}
    )
    for one in (*own, *_around(own)):
        if one >= 0 and (kind is Decimal or one == int(one)):
            yield _plain(one)


def _counts(constants: list[object], _today: object) -> Iterator[int]:
    yield from (*_numbers(constants, int), *USUAL_COUNTS)


def _decimals(constants: list[object], _today: object) -> Iterator[Any]:
    yield from (*_numbers(constants, Decimal), *USUAL_COUNTS)


def _days(constants: list[object], today: object) -> Iterator[str]:
    own = sorted({one for one in constants if isinstance(one, date)})
    assert isinstance(today, date)
    step = timedelta(1)
    for one in (today, *own, *(near for day in (*own, today) for near in (day - step, day + step))):
        yield one.isoformat()


def _texts(constants: list[object], _today: object) -> Iterator[str]:
    yield OPEN
    yield from sorted(one for one in constants if isinstance(one, str) and one.strip())
    yield "BE"


def _around(own: list[Decimal]) -> list[Decimal]:
    """Just below and above each number, and between neighbours."""
    near = [one for value in own for one in nudged(value) if isinstance(one, Decimal)]
    return [*near, *((low + high) / 2 for low, high in pairwise(own))]


def _plain(number: Decimal) -> int | Decimal:
    return int(number) if number == int(number) else Decimal(decimal_text(number))


_SCALARS: Mapping[object, Callable[[list[object], Any], Iterable[Any]]] = {
    BOOL: lambda _constants, _today: (True, False),
    INT: _counts,
    NUMBER: _decimals,
    STRING: _texts,
    DURATION: _times,
    DATE: _days,
    MONEY: _sums,
    PERCENT: _shares,
}
