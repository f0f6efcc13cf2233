"""Pricing2Yaml, a YAML format for the price lists of online services, in its versions 1.0 to 3.1, to a price list.

The versions differ in few fields, and files mix them, so all are read by one reader: a date as `createdAt` or as
`day`, `month`, `year`; prices as `price` or as `monthlyPrice` and `annualPrice`; yearly billing as `billing` factors
or `hasAnnualPayment`; the version of the format as `syntaxVersion` or, up to 2.0, as `version`.
A price is monthly unless its unit says otherwise. What a plan does not set has its default.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from slacheck.intake.fields import Fields, Journal
from slacheck.intake.price_list import (
    AddOn,
    Feature,
    Item,
    ListedPrice,
    PriceList,
    Quantity,
    Setting,
    UsageLimit,
)
from slacheck.intake.unit import unit_of, worded
from slacheck.quantity import decimal_text
from slacheck.source.problem import Problem, Unreadable, quoted
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slacheck.source.node import Node

VERSIONS = ("1.0", "1.1", "2.0", "2.1", "3.0", "3.1")
VALUE_TYPES = ("BOOLEAN", "NUMERIC", "TEXT")

# What sorts, draws or evaluates a price list: it says nothing about what the buyer holds.
_ASIDE_TOP = frozenset(["tags", "hasAnnualPayment", "variables", "starts", "ends"])
_ASIDE_FEATURE = frozenset(
    (
        "type", "tag", "automationType", "integrationType", "docUrl", "expression", "serverExpression", "render",
        "name", "pricingUrls", "pricingURLs", "pricingsUrls",
    )
)  # fmt: skip
_ASIDE_LIMIT = frozenset(["type", "render", "trackable", "expression", "serverExpression", "name"])
_CURRENCIES = {"€": "EUR", "£": "GBP", "US$": "USD", "EURO": "EUR", "EUROS": "EUR"}
_CODE = re.compile(r"[A-Z]{3}")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].*)?", re.DOTALL)
_HELP = "a Pricing2Yaml file has `saasName`, `currency`, `features`, and `plans` or `addOns`"


def read_price_list(node: Node) -> PriceList:
    """The price list of a document. Raises `Unreadable` with every problem of it."""
    if not isinstance(node.value, dict):
        raise Unreadable([Problem("expected a price list, a mapping of sections", node.span, _HELP)])
    reader = _Reader(node)
    found = reader.price_list()
    if reader.journal.problems:
        raise Unreadable(reader.journal.problems)
    return found


class _Reader:
    def __init__(self, node: Node) -> None:
        self.journal = Journal()
        place = (
            node.key_span(next(iter(node.value)))
            if isinstance(node.value, dict) and node.value
            else node.span
        )
        self.top = Fields(node, place, self.journal, "")
        self.features: dict[str, Fields] = {}
        self.limits: dict[str, Fields] = {}

    def price_list(self) -> PriceList:
        """The whole document; what is wrong with it is in the journal."""
        top = self.top
        top.require("saasName", _HELP)
        top.require("features", _HELP)
        if top.get("plans") is None and top.get("addOns") is None:
            top.reject("plans", "neither `plans` nor `addOns` is stated", _HELP)
        self.features, self.limits = top.entries("features"), top.entries("usageLimits")
        plans, add_ons = top.entries("plans"), top.entries("addOns")
        features = {name: self._feature(name, fields) for name, fields in self.features.items()}
        limits = {name: self._limit(name, fields) for name, fields in self.limits.items()}
        sold = {name: self._item(name, fields) for name, fields in plans.items()}
        extras = {name: self._add_on(name, fields, plans, add_ons) for name, fields in add_ons.items()}
        version, created, billing = self._version(), self._created(), self._billing()
        supplier, currency, url = top.text("saasName"), self._currency(), top.text("url")
        if isinstance(top.stated.get("saasName"), str) and not supplier:
            top.reject("saasName", "`saasName` is blank", _HELP)
        self._close(plans, add_ons)
        return PriceList(
            file=top.node.source.name,
            supplier=supplier,
            currency=currency,
            created=created,
            version=version,
            url=url,
            billing=billing,
            features=features,
            limits=limits,
            plans=sold,
            add_ons=extras,
            notes=tuple(sorted(self.journal.notes)),
            aside={key: tuple(lines) for key, lines in self.journal.aside.items()},
        )

    def _close(self, plans: Mapping[str, Fields], add_ons: Mapping[str, Fields]) -> None:
        """Account for every field that nobody read."""
        for fields in (*plans.values(), *add_ons.values()):
            fields.close((), "")
        for fields in self.features.values():
            fields.close(_ASIDE_FEATURE, "features.*.")
        for fields in self.limits.values():
            fields.close(_ASIDE_LIMIT, "usageLimits.*.")
        self.top.close(_ASIDE_TOP, "")

    # -- the whole list --------------------------------------------------------------------------------

    def _version(self) -> str:
        """The version of the price list; that of the format must be a known one."""
        syntax, version = self.top.text("syntaxVersion"), self.top.text("version")
        if syntax and syntax not in VERSIONS:
            help_text = did_you_mean(syntax, VERSIONS, f"known: {', '.join(VERSIONS)}")
            self.top.reject(
                "syntaxVersion", f"version {quoted(syntax)} of Pricing2Yaml is not known", help_text
            )
        return "" if not syntax and version in VERSIONS else version

    def _currency(self) -> str:
        self.top.require("currency", _HELP)
        stated = self.top.text("currency")
        code = _CURRENCIES.get(stated.upper(), stated.upper())
        if self.top.get("currency") is not None and not _CODE.fullmatch(code):
            help_text = "write three letters (ISO 4217), such as `EUR`"
            self.top.reject("currency", f"{quoted(stated)} is not a currency", help_text)
        return code

    def _created(self) -> date | None:
        """The day on which the list was taken; version 1.0 writes it in three fields."""
        top = self.top
        parts = [top.get(key) for key in ("year", "month", "day")]
        if top.get("createdAt") is None and parts == [None, None, None]:
            top.journal.note(top.line, "`createdAt` is not stated: the contract has no year in its id")
            return None
        if top.get("createdAt") is None and None in parts:
            top.reject("year", "`day`, `month` and `year` are not all stated")
            return None
        key = "year" if top.get("createdAt") is None else "createdAt"
        written = "-".join(f"{part:0>2}" for part in map(str, parts)) if key == "year" else top.text(key)
        match = _DAY.fullmatch(written)
        try:
            return date.fromisoformat(match[1] if match else written)
        except ValueError:
            top.reject(key, f"{quoted(written)} is not a day", "write it as year-month-day: `2026-01-31`")
            return None

    def _billing(self) -> dict[str, Decimal]:
        section = self.top.section("billing")
        found: dict[str, Decimal] = {}
        for name, value in section.stated.items() if section else ():
            if isinstance(value, int | Decimal) and not isinstance(value, bool) and 0 < value <= 1:
                found[name] = Decimal(value)
            elif section:
                help_text = "write the factor on the monthly price: `0.9` is a tenth less"
                section.reject(name, f"the factor of {quoted(name)} is not above 0 and at most 1", help_text)
        return found

    # -- features and limits ---------------------------------------------------------------------------

    def _feature(self, name: str, fields: Fields) -> Feature:
        return Feature(name, fields.text("description"), self._default(fields), fields.line)

    def _limit(self, name: str, fields: Fields) -> UsageLimit:
        unit, period = fields.text("unit"), fields.section("period")
        if period is not None:
            count, word = period.text("value") or "1", period.text("unit").lower()
            unit = f"{unit}/{word}" if count == "1" else f"{unit} in {count} {word}s".strip()
            period.close((), "")
        return UsageLimit(
            name=name,
            description=fields.text("description"),
            unit=unit,
            default=self._default(fields),
            features=fields.names("linkedFeatures", self.features, "feature") or (),
            line=fields.line,
        )

    def _default(self, fields: Fields) -> Setting:
        """The value that holds wherever nothing else is set; its type must be the declared one."""
        fields.require("valueType", f"write one of {', '.join(VALUE_TYPES)}")
        fields.require("defaultValue", "write the value that holds wherever a plan does not set another")
        declared = fields.text("valueType")
        if declared and declared not in VALUE_TYPES:
            help_text = did_you_mean(declared, VALUE_TYPES, f"known: {', '.join(VALUE_TYPES)}")
            fields.reject("valueType", f"no value type is called {quoted(declared)}", help_text)
        return _setting(fields, "defaultValue", declared) or Setting(value=False, line=fields.line)

    def _settings(
        self, fields: Fields, key: str, declared: Mapping[str, Fields], noun: str
    ) -> dict[str, Setting]:
        """What a plan or an add-on sets, by name; each must be declared."""
        found = {}
        for name, entry in fields.entries(key, optional=True).items():
            if name not in declared:
                known = f"`{noun}s` declares it nowhere"
                self.journal.reject(
                    f"no {_NOUNS[noun]} is called {quoted(name)}",
                    entry.place,
                    did_you_mean(name, declared, known),
                )
                continue
            setting = _setting(entry, "value", str(declared[name].stated.get("valueType")))
            if setting is not None:
                found[name] = setting
            entry.close((), "")
        return found

    # -- plans and add-ons -----------------------------------------------------------------------------

    def _item(self, name: str, fields: Fields) -> Item:
        if fields.flag("private"):
            self.journal.note(fields.line_of("private"), f"`{name}` is private: not every buyer can have it")
        return Item(
            name=name,
            description=fields.text("description"),
            price=self._price(name, fields),
            features=self._settings(fields, "features", self.features, "feature"),
            limits=self._settings(fields, "usageLimits", self.limits, "usageLimit"),
            line=fields.line,
        )

    def _add_on(
        self, name: str, fields: Fields, plans: Mapping[str, Fields], add_ons: Mapping[str, Fields]
    ) -> AddOn:
        available_for = fields.names("availableFor", plans, "plan")
        if available_for == ():
            self.journal.note(
                fields.line_of("availableFor"), f"`{name}` is available for no plan: nobody can buy it"
            )
        return AddOn(
            item=self._item(name, fields),
            added=self._settings(fields, "usageLimitsExtensions", self.limits, "usageLimit"),
            available_for=available_for,
            requires=self._others(fields, "dependsOn", add_ons, name),
            excludes=self._others(fields, "excludes", add_ons, name),
            quantity=self._quantity(name, fields),
        )

    def _quantity(self, name: str, fields: Fields) -> Quantity | None:
        """How many pieces of an add-on may be bought (version 3.0)."""
        bounds = fields.section("subscriptionConstraints")
        if bounds is None:
            return None
        least, most, step = (_pieces(bounds, key) for key in ("minQuantity", "maxQuantity", "quantityStep"))
        if step not in (None, 1):
            self.journal.note(
                bounds.line, f"`{name}` is bought in steps of {step}, which a contract cannot say"
            )
        if least and most and least > most:
            bounds.reject("maxQuantity", "the largest quantity is below the smallest")
        bounds.close((), "")
        return Quantity(least or 1, most)

    def _others(self, fields: Fields, key: str, add_ons: Mapping[str, Fields], own: str) -> tuple[str, ...]:
        named = fields.names(key, add_ons, "add-on") or ()
        if own in named:
            fields.reject(key, f"`{key}` of {quoted(own)} names itself")
        return named

    def _price(self, name: str, fields: Fields) -> ListedPrice:
        """The price when billed monthly; the other way of billing is a remark."""
        key = next((key for key in _PRICES if fields.stated.get(key) is not None), "price")
        fields.require(key, 'write a figure, or words such as "Contact Sales"')
        amount, remark = self._figure(name, fields, key)
        remarks = [remark]
        for other in _PRICES:
            if other != key and fields.get(other) is not None:
                figure, words = self._figure(name, fields, other)
                remarks.append(
                    f"`{other}` is {words or ('not stated' if figure is None else decimal_text(figure))}"
                )
        if key == "annualPrice":
            remarks.append("billed yearly only")
        unit = unit_of(fields.text("unit"))
        if amount and unit.remark:
            self.journal.note(
                fields.line_of("unit"), f"the price of `{name}` is taken as `{unit.per}`: {unit.remark}"
            )
        if amount is not None and not unit.per:
            self._untold(name, fields, amount)
            amount = None
        return ListedPrice(amount, unit.per, fields.line_of(key), "; ".join(filter(None, remarks)))

    def _untold(self, name: str, fields: Fields, amount: Decimal) -> None:
        said = f"{decimal_text(amount)} for {quoted(fields.text('unit'))}"
        self.journal.note(
            fields.line_of("unit"), f"the price of `{name}`, {said}, has no unit that is known: on request"
        )

    def _figure(self, name: str, fields: Fields, key: str) -> tuple[Decimal | None, str]:
        """The figure of one price field, and its words where it has none."""
        value = fields.get(key)
        if isinstance(value, str):
            words = worded(value)
            if not words.understood:
                text = f"the price of `{name}`, {quoted(value)}, is no figure that could be read: on request"
                self.journal.note(fields.line_of(key), text)
            return words.amount, value
        if isinstance(value, bool) or (value is not None and not isinstance(value, int | Decimal)):
            fields.reject(key, f"expected a figure or words in `{key}`")
        elif value is not None and not (0 <= value < Decimal("Infinity")):
            fields.reject(key, f"the price {quoted(str(value))} is not a figure of zero or more")
        elif value is not None:
            return Decimal(value), ""
        return None, ""


def _pieces(bounds: Fields, key: str) -> int | None:
    """A number of pieces; none where it is not stated or has no bound."""
    value = bounds.get(key)
    if value is None or value == Decimal("Infinity"):
        return None
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    bounds.reject(key, f"expected a whole number of one or more in `{key}`")
    return None


_PRICES = ("price", "monthlyPrice", "annualPrice")
_NOUNS = {"feature": "feature", "usageLimit": "usage limit"}


def _setting(fields: Fields, key: str, declared: str) -> Setting | None:
    """A value of the declared type; none where it is null. A text may also be a list of texts, a number or false."""
    value = fields.get(key)
    if value is None:
        return None
    line = fields.line_of(key)
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if number and isinstance(value, int | Decimal) and value < 0:
        fields.reject(key, f"`{key}` is below zero", "write `.inf` for what has no limit")
    elif declared == "BOOLEAN" and not isinstance(value, bool):
        fields.reject(key, f"expected `true` or `false` in `{key}`", "its `valueType` is BOOLEAN")
    elif declared == "NUMERIC" and not number:
        fields.reject(
            key, f"expected a number in `{key}`", "its `valueType` is NUMERIC; `.inf` means no limit"
        )
    elif isinstance(value, bool | str) or number:
        assert not isinstance(value, dict | list)
        return Setting(value, line)
    elif words := fields.words(key):
        return Setting(", ".join(words), line)
    return None
