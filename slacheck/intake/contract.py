"""A drafted contract as text: every entry names the line of the price list that it comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from slacheck.intake.scribe import Raw, Scribe, flow, listed, scalar
from slacheck.quantity import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from slacheck.intake.cap import Cap
    from slacheck.intake.draft import Caps, Delivered, Draft
    from slacheck.intake.price_list import AddOn, Item, ListedPrice, PriceList

BUYER = "the buyer"
_LONGEST = 80  # characters of an id; the contract language allows 100

_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_OTHER = re.compile(r"[^a-z0-9]+")


def contract_text(listed_: PriceList, draft: Draft) -> str:
    """The contract as YAML of `slacheck/v1`."""
    return _Writer(listed_, draft).text()


class _Ids(NamedTuple):
    """The ids of plans or add-ons by their names in the source."""

    of: Mapping[str, str]

    @classmethod
    def made(cls, names: Iterable[str], noun: str) -> _Ids:
        found: dict[str, str] = {}
        for number, name in enumerate(names, 1):
            plain = slug(name) or f"{noun}-{number}"
            taken = set(found.values())
            found[name] = next(one for one in _tries(plain) if one not in taken)
        return cls(found)

    def all(self, names: Iterable[str]) -> Raw:
        return listed(self.of[name] for name in names)


def _tries(plain: str) -> Iterator[str]:
    yield plain
    number = 1
    while True:
        number += 1
        yield f"{plain}-{number}"


def slug(name: str) -> str:
    """A name as an id: `ENTERPRISE_PLUS` and `enterprisePlus` become `enterprise-plus`."""
    parted = name if name.isupper() else _HUMPS.sub("-", name)
    folded = normalize("NFKD", parted).encode("ascii", "ignore").decode().lower()
    return _OTHER.sub("-", folded).strip("-")[:_LONGEST].rstrip("-")


class _Writer:
    def __init__(self, listed_: PriceList, draft: Draft) -> None:
        self.list = listed_
        self.draft = draft
        self.out = Scribe()
        self.plans = _Ids.made(listed_.plans, "plan")
        self.options = _Ids.made(listed_.add_ons, "option")

    def text(self) -> str:
        self.heading()
        self.parties()
        self.clauses()
        self.pricing()
        self.rest()
        return self.out.text()

    def place(self, line: int, more: str = "") -> str:
        """Where the source says it."""
        return f"{self.list.file}:{line}" + (f" {more}" if more else "")

    # -- what it is ------------------------------------------------------------------------------------

    def heading(self) -> None:
        out, source = self.out, self.list
        out.comment(
            f"Imported from the price list {source.file}; each entry names the line that it comes from."
        )
        entries = (
            *self.draft.base,
            *self.draft.denied,
            *(d for one in self.draft.delivered.values() for d in one),
        )
        if any(one.sold.proposed for one in entries):
            out.comment(
                "What is `proposed` rests on a name match that nobody has confirmed: confirm it in a mapping"
            )
            out.comment("file (`slacheck import ... --map FILE`), or take the line `proposed` out.")
        out.line(0, "apiVersion: slacheck/v1")
        out.line(0, "kind: Contract")
        out.line(0, "metadata:")
        year = str(source.created.year) if source.created else ""
        out.field(1, "id", "-".join(filter(None, (slug(source.supplier) or "price-list", year))))
        out.field(1, "title", self.title())
        out.field(1, "language", "en")
        out.field(1, "status", "offered")
        out.field(1, "note", self.billing())

    def title(self) -> str:
        day = f" of {self.list.created.isoformat()}" if self.list.created else ""
        return f"{self.list.supplier}: price list{day}"

    def billing(self) -> str:
        """What other ways of billing make of the prices below."""
        factors = [(name, decimal_text(factor)) for name, factor in self.list.billing.items()]
        said = [
            f"a monthly price is multiplied by {by} if billed {name}" for name, by in factors if by != "1"
        ]
        if factors and "monthly" not in self.list.billing:
            said.append(f"it is billed {' or '.join(self.list.billing)} only")
        return "; ".join(said)

    def parties(self) -> None:
        out, source = self.out, self.list
        out.line(0, "documents:")
        day = Raw(source.created.isoformat()) if source.created else None
        fields = {"version": source.version or None, "date": day, "url": source.url or None}
        out.line(1, f"- {flow(id='price-list', title=self.title(), **fields)}")
        out.line(0, "parties:")
        out.line(1, f"customer: {flow(name=BUYER)}")
        out.line(1, f"supplier: {flow(name=source.supplier)}")
        out.line(0, "service:")
        out.field(1, "description", f"{source.supplier}, an online service, as its price list describes it")
        out.line(1, "facts: {hosted: true}", "all else that a price list does not say is unknown")

    # -- what it delivers ------------------------------------------------------------------------------

    def clauses(self) -> None:
        entries = [(one, True) for one in self.draft.base] + [(one, False) for one in self.draft.denied]
        if not entries:
            return
        self.out.line(0, "clauses:")
        for one, provided in entries:
            self.out.line(1, f"- clause: {one.sold.clause}", self.place(one.line, one.feature.name))
            self.out.field(2, "ref", f"features.{one.feature.name}")
            self.out.field(2, "text", _flat(one.feature.description))
            if not provided:
                self.out.field(2, "provided", False)
            if one.caps:
                self.out.field(2, "limits", listed(Raw(_cap(cap)) for cap in one.caps))
            self.out.field(2, "scope", one.scope)
            if one.sold.proposed:
                self.out.field(2, "proposed", True)
            self.out.field(2, "note", one.note)

    def pricing(self) -> None:
        out, source = self.out, self.list
        out.line(0, "pricing:")
        out.field(1, "currency", source.currency)
        if source.plans:
            out.line(1, "plans:")
        for plan in source.plans.values():
            self.item(plan, self.plans.of[plan.name], f"plan:{plan.name}")
        if source.add_ons:
            out.line(1, "options:")
        for add_on in source.add_ons.values():
            self.item(add_on.item, self.options.of[add_on.item.name], f"option:{add_on.item.name}")
            self.relations(add_on)

    def item(self, item: Item, item_id: str, key: str) -> None:
        out, section = self.out, "plans" if key.startswith("plan:") else "addOns"
        out.line(2, f"- id: {scalar(item_id)}", self.place(item.line))
        out.field(3, "name", item.name.strip())
        out.field(3, "ref", f"{section}.{item.name}")
        out.field(3, "text", _flat(item.description))
        self.price(item.price)
        self.caps(self.draft.caps[key])
        delivered = self.draft.delivered.get(key, ())
        if delivered:
            out.line(3, "delivers:")
        for one in delivered:
            out.line(4, f"- {_delivery(one)}", self.place(one.line, one.feature.name))

    def price(self, price: ListedPrice) -> None:
        if price.amount is None:
            said = Raw("on-request")
        else:
            said = Raw(flow(amount=Raw(decimal_text(price.amount)), per=price.per))
        self.out.field(3, "price", said, self.place(price.line, price.remark))

    def caps(self, caps: Caps) -> None:
        if caps.open:
            self.out.comment(f"unlimited: {', '.join(caps.open)}", 3)
        if caps.stated:
            self.out.line(3, "limits:")
        for cap in caps.stated:
            self.out.line(4, f"- {_cap(cap)}", self.place(cap.line))

    def relations(self, add_on: AddOn) -> None:
        if add_on.available_for is not None:
            self.out.field(3, "available_in", self.plans.all(add_on.available_for))
        if add_on.quantity is not None:
            least, most = add_on.quantity
            self.out.field(3, "quantity", Raw(flow(min=least, max=most)))
        if add_on.requires:
            self.out.field(3, "requires", self.options.all(add_on.requires))
        if add_on.excludes:
            self.out.field(3, "excludes", self.options.all(add_on.excludes))

    # -- what it does not carry ------------------------------------------------------------------------

    def rest(self) -> None:
        """Everything of the source that stands nowhere above."""
        for line in leftovers(self.list, self.draft):
            self.out.comment(line)


def leftovers(listed_: PriceList, draft: Draft) -> list[str]:
    """What the contract does not carry, one remark a line, with the lines of the source."""
    lines = []
    if draft.notes:
        lines.append(f"Not carried over, or not as it stands there ({len(draft.notes)}):")
        lines += [
            f"  {listed_.file}{f':{note.line}' if note.line else ''}: {note.text}" for note in draft.notes
        ]
    if draft.idle:
        lines.append(f"Features that match no clause kind ({len(draft.idle)}):")
        lines += [f"  {listed_.file}:{feature.line}: {feature.name}" for feature in draft.idle]
    if listed_.aside:
        lines.append("Fields that sort or draw a price list and say nothing of what a buyer holds:")
        lines += [f"  {key}: {_counted(found)}" for key, found in sorted(listed_.aside.items())]
    return lines


def _flat(text: str) -> str:
    """A text without the line breaks of its source."""
    return " ".join(text.split())


def _counted(found: tuple[int, ...]) -> str:
    return f"line {found[0]}" if len(found) == 1 else f"{len(found)} times, first on line {found[0]}"


def _cap(cap: Cap) -> str:
    return flow(metric=cap.metric, max=cap.most, per=cap.per)


def _delivery(one: Delivered) -> str:
    """The bare kind where nothing else is to be said."""
    sold = one.sold
    if not (sold.extra or sold.proposed or one.caps or one.scope or one.note):
        return sold.clause
    return flow(
        clause=sold.clause,
        extra=sold.extra or None,
        limits=listed(Raw(_cap(cap)) for cap in one.caps) if one.caps else None,
        scope=one.scope or None,
        proposed=sold.proposed or None,
        note=one.note or None,
    )
