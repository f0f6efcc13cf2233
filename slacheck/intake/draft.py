"""From a price list to what each part of it delivers: the base service, every plan, every add-on.

What all plans have alike is in the base service. What only some have, or have capped in different ways, is delivered
by those plans. What neither a plan nor an add-on has is expressly not provided. Every line of the source is used or
named in a note.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from slacheck.intake.cap import Bounds, Cap, bounds_of, cap_of, is_open
from slacheck.intake.fields import Note
from slacheck.intake.price_list import is_something
from slacheck.quantity import decimal_text
from slacheck.source.problem import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from slacheck.intake.decision import Decisions, Sold
    from slacheck.intake.price_list import AddOn, Feature, Item, PriceList, Setting, UsageLimit


class Delivered(NamedTuple):
    """A clause kind delivered by a feature in one place."""

    sold: Sold
    feature: Feature
    line: int
    """The line that says that it is there."""
    caps: tuple[Cap, ...] = ()
    note: str = ""
    scope: str = ""


class Caps(NamedTuple):
    """The usage limits of a plan or an add-on."""

    stated: tuple[Cap, ...] = ()
    open: tuple[str, ...] = ()
    """The limits that it lifts."""


class Draft(NamedTuple):
    """What the contract will say."""

    base: tuple[Delivered, ...]
    denied: tuple[Delivered, ...]
    """What no purchase has."""
    delivered: Mapping[str, tuple[Delivered, ...]]
    """By the name of a plan or an add-on, with its sort before it: `plan:PRO`."""
    caps: Mapping[str, Caps]
    idle: tuple[Feature, ...]
    """The features that sell no clause kind."""
    notes: tuple[Note, ...]


class _Holding(NamedTuple):
    """How a plan has a feature."""

    line: int
    bounds: Bounds
    words: str

    @property
    def content(self) -> object:
        return tuple(cap.content for cap in self.bounds.caps), self.bounds.scopes


def draft_of(listed: PriceList, decisions: Decisions) -> Draft:
    """What each part of a price list delivers."""
    return _Drafter(listed, decisions).draft()


class _Drafter:
    def __init__(self, listed: PriceList, decisions: Decisions) -> None:
        self.listed = listed
        self.decisions = decisions
        self.base: list[Delivered] = []
        self.denied: list[Delivered] = []
        self.delivered: defaultdict[str, list[Delivered]] = defaultdict(list)
        self.idle: list[Feature] = []
        self.notes: list[Note] = list(listed.notes)
        self.linked: defaultdict[str, list[UsageLimit]] = defaultdict(list)
        for limit in listed.limits.values():
            for name in limit.features:
                self.linked[name].append(limit)

    def draft(self) -> Draft:
        for feature in self.listed.features.values():
            sold = self.decisions.sold_by(feature)
            if not sold:
                self.idle.append(feature)
            for one in sold:
                self._place(feature, one)
        for name in self.decisions.unused(self.listed.features):
            self.notes.append(Note(0, f"the mapping names {quoted(name)}, which is not in this price list"))
        caps = {
            f"plan:{plan.name}": self._caps(plan, self.listed.limits) for plan in self.listed.plans.values()
        }
        caps |= {f"option:{one.item.name}": self._added(one) for one in self.listed.add_ons.values()}
        return Draft(
            base=tuple(self.base),
            denied=self._denied(),
            delivered={name: tuple(found) for name, found in self.delivered.items()},
            caps=caps,
            idle=tuple(self.idle),
            notes=tuple(sorted(set(self.notes))),
        )

    # -- clauses ---------------------------------------------------------------------------------------

    def _place(self, feature: Feature, sold: Sold) -> None:
        """Say where a feature delivers a clause kind."""
        plans = self.listed.plans.values()
        held = {plan.name: self._holding(feature, plan) for plan in plans}
        having = {name: one for name, one in held.items() if one is not None}
        if not held and is_something(feature.default.value):
            having = {"": _Holding(feature.default.line, Bounds(), _words(feature.default))}
        alike = len({one.content for one in having.values()}) == 1 and len(having) >= len(held)
        if alike and not sold.extra:
            self.base.append(_common(feature, sold, having))
        elif held:
            for name, one in having.items():
                self.delivered[f"plan:{name}"].append(_own(feature, sold, one))
        elif having:
            text = (
                f"{quoted(feature.name)} is a surplus beyond `{sold.clause}` in the base service: not carried"
            )
            self.notes.append(Note(feature.line, text))
        if not self._in_add_ons(feature, sold, bool(having)) and not having:
            self.denied.append(Delivered(sold, feature, feature.line, note=_words(feature.default)))

    def _holding(self, feature: Feature, plan: Item) -> _Holding | None:
        setting = plan.features.get(feature.name, feature.default)
        if not is_something(setting.value):
            return None
        bounds = bounds_of(self.linked[feature.name], plan.limits)
        if bounds.nothing:
            text = f"{quoted(plan.name)} has {quoted(feature.name)}, but zero of it by every usage limit: not delivered"
            self.notes.append(Note(setting.line, text))
            return None
        return _Holding(setting.line, bounds, _words(setting))

    def _in_add_ons(self, feature: Feature, sold: Sold, in_plans: bool) -> bool:
        """Whether an add-on has it."""
        found = False
        for add_on in self.listed.add_ons.values():
            item, setting = add_on.item, add_on.item.features.get(feature.name)
            if setting is None:
                continue
            if is_something(setting.value):
                found = True
                holding = _Holding(setting.line, self._bounds_in(feature, add_on), _words(setting))
                self.delivered[f"option:{item.name}"].append(_own(feature, sold, holding))
            elif in_plans:
                text = f"add-on {quoted(item.name)} takes {quoted(feature.name)} away, which a contract cannot say"
                self.notes.append(Note(setting.line, text))
        return found

    def _bounds_in(self, feature: Feature, add_on: AddOn) -> Bounds:
        """The bounds of a feature that comes with an add-on: its own, or those that hold by default."""
        stated = {**add_on.added, **add_on.item.limits}
        own = [
            limit for limit in self.linked[feature.name] if limit.name in stated or limit.default.value != 0
        ]
        return bounds_of(own, stated)

    def _denied(self) -> tuple[Delivered, ...]:
        """What is nowhere to be had, unless another feature delivers the same kind somewhere."""
        placed = (*self.base, *(one for found in self.delivered.values() for one in found))
        kinds = {one.sold.clause for one in placed}
        for one in self.denied:
            text = f"{quoted(one.feature.name)} is in no plan and no add-on"
            self.notes.append(Note(one.feature.line, text))
        return tuple(one for one in self.denied if one.sold.clause not in kinds and not one.sold.extra)

    # -- usage limits ----------------------------------------------------------------------------------

    def _caps(self, item: Item, limits: Mapping[str, UsageLimit], more: Iterable[Cap] = ()) -> Caps:
        stated: list[Cap] = []
        unlimited: list[str] = []
        for limit in limits.values():
            setting = item.limits.get(limit.name, limit.default)
            cap = cap_of(limit, setting)
            if isinstance(setting.value, bool):
                answer = "yes" if setting.value else "no"
                text = f"usage limit {quoted(limit.name)} says {answer} and caps nothing"
                self.notes.append(Note(setting.line, text))
            elif cap is not None:
                stated.append(cap)
            else:
                unlimited.append(limit.name)
        return Caps((*stated, *more), tuple(unlimited))

    def _added(self, add_on: AddOn) -> Caps:
        """The limits that an add-on sets, and those that it raises."""
        own = {name: self.listed.limits[name] for name in add_on.item.limits}
        raised = (cap_of(self.listed.limits[name], one, ", added") for name, one in add_on.added.items())
        found = self._caps(add_on.item, own, filter(None, raised))
        lifted = tuple(name for name, one in add_on.added.items() if is_open(one))
        return Caps(found.stated, found.open + lifted)


def _common(feature: Feature, sold: Sold, having: Mapping[str, _Holding]) -> Delivered:
    """What every plan has alike; the words of each plan, where they differ, are its note."""
    words = {one.words for one in having.values()}
    first = next(iter(having.values()))
    note = (
        first.words if len(words) == 1 else "; ".join(f"{name}: {one.words}" for name, one in having.items())
    )
    told = dict.fromkeys(word for one in having.values() for word in one.bounds.conditions)
    common = _own(feature, sold, first._replace(line=feature.line))
    return common._replace(note="; ".join(filter(None, (note, *told))))


def _own(feature: Feature, sold: Sold, one: _Holding) -> Delivered:
    """What one plan or add-on has."""
    note = "; ".join(filter(None, (one.words, *one.bounds.conditions)))
    return Delivered(sold, feature, one.line, one.bounds.caps, note, "; ".join(one.bounds.scopes))


def _words(setting: Setting) -> str:
    """What a cell says beyond yes and no."""
    value = setting.value
    if isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return " ".join(value.split())
    return "unlimited" if value == Decimal("Infinity") else decimal_text(Decimal(value))
