"""Which way an attribute is better for the buyer: data of the taxonomy, left out where it depends.

| `better`             | of                                                  | says                                   |
|----------------------|-----------------------------------------------------|----------------------------------------|
| `higher`, `lower`    | integer, number, percent, duration, money, price, date | more of it, or less                 |
| `more`, `fewer`      | texts, choices                                      | a list that holds the other, or in it  |
| `true`, `false`      | boolean                                             | the better word                        |
| `[best, ..., worst]` | choice                                              | its words, in steps                    |
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Way(Enum):
    """The form of a direction."""

    HIGHER = "higher"
    LOWER = "lower"
    MORE = "more"
    FEWER = "fewer"
    TRUE = "true"
    FALSE = "false"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Direction:
    """Which of two values a buyer prefers."""

    way: Way
    steps: tuple[tuple[str, ...], ...] = ()
    """Of an order: its words, the best first; those of one step are neither better nor worse than each other."""
    burden: bool = False
    """Whether the value binds the customer, so that nothing is lost where it is not stated."""

    def step(self, word: str) -> int | None:
        """How far a word is from the best; none for a word outside of the order."""
        return next((number for number, words in enumerate(self.steps) if word in words), None)


_QUANTITY: Final = (Way.HIGHER, Way.LOWER)
_LIST: Final = (Way.MORE, Way.FEWER)
FITTING: Final[dict[str, tuple[Way, ...]]] = {
    "boolean": (Way.TRUE, Way.FALSE),
    "integer": _QUANTITY,
    "number": _QUANTITY,
    "percent": _QUANTITY,
    "duration": _QUANTITY,
    "date": _QUANTITY,
    "money": _QUANTITY,
    "price": _QUANTITY,
    "text": (),
    "texts": _LIST,
    "choice": (Way.ORDER,),
    "choices": _LIST,
}
"""The forms that a type of attribute may have."""


class BadDirection(ValueError):
    """What is wrong with a direction, in the words of a message."""


def direction(kind: str, values: tuple[str, ...], better: object, *, burden: bool = False) -> Direction:
    """The direction of an attribute of some type; raises `BadDirection`."""
    ways = FITTING[kind]
    if not ways:
        raise BadDirection(f"no {kind} is better than another")
    if ways == (Way.ORDER,):
        return Direction(Way.ORDER, _steps(better, values), burden)
    word = str(better).lower() if isinstance(better, bool) and kind == "boolean" else better
    found = next((way for way in ways if way.value == word), None)
    if found is None or (kind == "boolean" and not isinstance(better, bool)):
        raise BadDirection(f"expected {' or '.join(f'`{way.value}`' for way in ways)}")
    return Direction(found, (), burden)


def _steps(better: object, values: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    if not isinstance(better, list) or len(better) < 2:
        raise BadDirection("expected its values from the best to the worst, at least two steps")
    steps = tuple(tuple(step) if isinstance(step, list) else (step,) for step in better)
    words = [word for step in steps for word in step]
    odd = next((word for word in words if word not in values), None)
    if odd is not None:
        raise BadDirection(f"`{odd}` is none of its values")
    if len(set(words)) != len(words) or not all(steps):
        raise BadDirection("each value stands once, and no step is empty")
    return steps
