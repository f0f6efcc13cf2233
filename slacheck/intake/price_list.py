"""A price list as plain frozen values: features, usage limits, plans and add-ons, each with its line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from slacheck.intake.fields import Note

Stated: TypeAlias = bool | int | Decimal | str
"""What a feature or a limit is set to; `Decimal("Infinity")` is "unlimited"."""

# What vendors write into a cell of their table where the others have a tick.
_NOTHING = frozenset(
    (
        "", "-", "\N{EN DASH}", "\N{EM DASH}", "x", "✗", "✘", "❌", "0", "no", "none", "false", "off", "never", "n/a",
        "na", "not available", "not included", "unavailable", "not applicable", "not supported", "excluded", "soon",
        "coming soon", "non", "aucun", "non inclus", "nee", "geen", "niet inbegrepen", "nein", "kein",
        "nicht enthalten",
    )
)  # fmt: skip


def is_something(value: Stated) -> bool:
    """Whether a cell of a price list says that the buyer gets it, now."""
    if isinstance(value, str):
        return value.strip().rstrip(".!").lower() not in _NOTHING
    return bool(value)


class Setting(NamedTuple):
    """A value, and the line that states it."""

    value: Stated
    line: int


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that the price list names; `default` holds wherever a plan or an add-on does not say otherwise."""

    name: str
    description: str
    default: Setting
    line: int


@dataclass(frozen=True, slots=True)
class UsageLimit:
    """A cap, and the features that it narrows."""

    name: str
    description: str
    unit: str
    default: Setting
    features: tuple[str, ...]
    line: int


class ListedPrice(NamedTuple):
    """A price by the month (or what `per` says) when it is billed monthly."""

    amount: Decimal | None
    """None when no figure is stated."""
    per: str
    line: int
    remark: str = ""
    """What else the source says of it: its words, or another figure for yearly billing."""


@dataclass(frozen=True, slots=True)
class Item:
    """A plan or an add-on."""

    name: str
    description: str
    price: ListedPrice
    features: Mapping[str, Setting]
    limits: Mapping[str, Setting]
    line: int


class Quantity(NamedTuple):
    """The fewest and the most pieces that may be bought; without `most` there is no bound."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class AddOn:
    """What is bought beside a plan."""

    item: Item
    added: Mapping[str, Setting]
    """By how much it raises a usage limit."""
    available_for: tuple[str, ...] | None
    """The plans with which it can be bought; none when that is not stated."""
    requires: tuple[str, ...]
    excludes: tuple[str, ...]
    quantity: Quantity | None = None
    """How many pieces of it may be bought, where the list bounds that."""


@dataclass(frozen=True, slots=True)
class PriceList:
    """What a supplier sells, as far as it could be read, with notes on the rest."""

    file: str
    supplier: str
    currency: str
    created: date | None
    version: str
    url: str
    billing: Mapping[str, Decimal]
    """The factor on a monthly price for each way of billing: `{annual: 0.83}`."""
    features: Mapping[str, Feature]
    limits: Mapping[str, UsageLimit]
    plans: Mapping[str, Item]
    add_ons: Mapping[str, AddOn]
    notes: tuple[Note, ...]
    aside: Mapping[str, tuple[int, ...]]
    """Fields that have no place in a contract, with their lines."""
