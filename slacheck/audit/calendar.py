"""The dates that follow from a contract: when it ends, by when notice must be given, what is due again and again.

A term of three years from 1 January 2026 has its last day on 31 December 2028. A notice of three months before the
end must arrive while three whole months are left: by 30 September. Where a month has no such day its last day is taken.
What cannot be computed, because the contract does not state it, is listed with the place of what would settle it.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from slacheck.audit.place import Places
from slacheck.quantity import Duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from slacheck.audit.place import Location
    from slacheck.contract.model import Contract, Renewal
    from slacheck.contract.price import ListPrice
    from slacheck.contract.read import Reading
    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.evidence import Route

_DAY = Decimal(86_400)
HORIZON = Duration(months=60)
"""How far ahead renewals are listed where nobody says until when."""


class What(Enum):
    """What falls on a day."""

    START = "start"
    END = "end"
    RENEWAL = "renewal"
    NOTICE = "notice"
    """The last day on which a notice against the renewal can arrive."""
    REMINDER = "reminder"
    """The day by which the supplier has to remind of the renewal."""
    FREE_ENDS = "free-ends"
    """The last day on which a plan or an option is free."""
    PROMOTION_ENDS = "promotion-ends"
    DELIVERY_ENDS = "delivery-ends"
    """The day until which a clause is promised."""
    DUE = "due"
    """Something is due, once."""
    REVIEW = "review"
    """Something is due again, and after that again and again."""


class Event(NamedTuple):
    """One date, or the first of a series."""

    day: date
    what: What
    name: str
    """The clause, plan or option that it is about, as the contract or the taxonomy calls it; empty for the term."""
    location: Location
    every: Duration | None = None
    """After how long it is due again, until the contract ends."""
    until: date | None = None
    """The last day of the series."""


class Unset(Enum):
    """A date that cannot be computed, by what the contract does not state."""

    END = "end"
    START = "start"
    AUTOMATIC = "automatic"
    PERIOD = "period"
    NOTICE = "notice"


class Open(NamedTuple):
    """A date that cannot be computed, and the place of what would settle it."""

    unset: Unset
    location: Location


class Agenda(NamedTuple):
    """The dates of one contract."""

    contract: str
    title: str
    file: str
    customer: str
    supplier: str
    language: str
    """In which the names of clauses are, and the agenda is told."""
    events: tuple[Event, ...]
    """In the order of their days."""
    open: tuple[Open, ...]


def agenda(
    reading: Reading, taxonomy: Taxonomy, today: date, until: date | None = None, language: str = "en"
) -> Agenda:
    """The dates of a contract from `today` on; renewals up to `until`, or five years ahead."""
    contract = reading.contract
    names = {kind.id: kind.name(language) for kind in taxonomy.kinds.values()}
    writer = _Writer(contract, names, Places(reading.node), today, until or after(today, HORIZON))
    events = sorted(writer.all(), key=lambda one: (one.day, one.what.value, one.name))
    return Agenda(
        contract=contract.metadata.id,
        title=contract.metadata.title,
        file=reading.node.source.name,
        customer=contract.parties.customer.name,
        supplier=contract.parties.supplier.name,
        language=language,
        events=tuple(events),
        open=tuple(dict.fromkeys(writer.open)),
    )


def after(day: date, time: Duration, *, times: int = 1) -> date:
    """The day so many months, and so many whole days, after another; the last of a month that has no such day."""
    return _months(day, times * time.months) + timedelta(days=times * _days(time))


def before(day: date, time: Duration) -> date:
    """The day so long before another."""
    return _months(day, -time.months) - timedelta(days=_days(time))


def _days(time: Duration) -> int:
    """Whole days; a part of a day counts as a day."""
    whole, rest = divmod(time.seconds, _DAY)
    return int(whole) + bool(rest)


def _months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class _Writer:
    def __init__(
        self, contract: Contract, names: Mapping[str, str], places: Places, today: date, horizon: date
    ) -> None:
        self.contract = contract
        self.names = names
        self.places = places
        self.today = today
        self.horizon = horizon
        self.open: list[Open] = []
        term = contract.term
        self.start = term.start if term else None
        self.end = self._end()

    def all(self) -> Iterator[Event]:
        """Every date that can be computed; what cannot be is noted on the way."""
        for event in (*self._term(), *self._prices(), *self._deliveries(), *self._reviews()):
            if event.day >= self.today:
                yield event

    def _end(self) -> date | None:
        """The last day of the initial term."""
        term = self.contract.term
        if term is None:
            return None
        if term.end is not None:
            return term.end
        if term.start is None or term.initial is None:
            return None
        return after(term.start, term.initial) - timedelta(days=1)

    def _event(self, day: date, what: What, route: Route, name: str = "") -> Event:
        return Event(day, what, name, self.places.locate(route))

    def _ask(self, unset: Unset, route: Route) -> None:
        self.open.append(Open(unset, self.places.locate(route)))

    # -- the term

    def _term(self) -> Iterator[Event]:
        if self.start is not None:
            yield self._event(self.start, What.START, ("term", "start"))
        if self.end is None:
            self._ask(Unset.END, ("term",))
            return
        term = self.contract.term
        assert term is not None
        yield self._event(self.end, What.END, ("term", "initial" if term.end is None else "end"))
        renewal = term.renewal
        if renewal is None or renewal.automatic is None:
            self._ask(Unset.AUTOMATIC, ("term", "renewal", "automatic"))
        elif renewal.automatic:
            yield from self._renewals(self.end, renewal)

    def _renewals(self, end: date, renewal: Renewal) -> Iterator[Event]:
        """Each renewal up to the horizon, and the first in any case."""
        at: Route = ("term", "renewal")
        if renewal.period is None:
            self._ask(Unset.PERIOD, (*at, "period"))
        if renewal.notice is None:
            self._ask(Unset.NOTICE, (*at, "notice"))
        first = day = end + timedelta(days=1)
        times = 0
        while day <= self.horizon or times == 0:
            yield from self._renewal_on(day, renewal)
            times += 1
            if renewal.period is None or after(first, renewal.period, times=times) <= day:
                return
            day = after(first, renewal.period, times=times)

    def _renewal_on(self, day: date, renewal: Renewal) -> Iterator[Event]:
        at: Route = ("term", "renewal")
        yield self._event(day, What.RENEWAL, at)
        for what, time in ((What.NOTICE, renewal.notice), (What.REMINDER, renewal.reminder)):
            if time is not None:
                yield self._event(before(day, time) - timedelta(days=1), what, (*at, what.value))

    # -- prices and deliveries

    def _prices(self) -> Iterator[Event]:
        pricing = self.contract.pricing
        if pricing is None:
            return
        if pricing.base is not None:
            yield from self._promotion("", pricing.base, ("pricing", "base"))
        for noun, items in (("plans", pricing.plans), ("options", pricing.options)):
            for index, item in enumerate(items):
                name, at = item.name or item.id, ("pricing", noun, index)
                if item.free_until is not None:
                    yield self._event(item.free_until, What.FREE_ENDS, (*at, "free_until"), name)
                if item.price is not None:
                    yield from self._promotion(name, item.price, (*at, "price"))

    def _promotion(self, name: str, price: ListPrice, route: Route) -> Iterator[Event]:
        promotion = price.promotion
        if promotion is None:
            return
        until = promotion.until
        if until is None and promotion.for_ is not None and self.start is not None:
            until = after(self.start, promotion.for_) - timedelta(days=1)
        if until is not None:
            yield self._event(until, What.PROMOTION_ENDS, (*route, "promotion"), name)

    def _deliveries(self) -> Iterator[Event]:
        for index, entry in enumerate(self.contract.clauses):
            if entry.until is not None:
                at: Route = ("clauses", index, "until")
                yield self._event(entry.until, What.DELIVERY_ENDS, at, self.names[entry.clause])

    # -- what is due once, or again and again

    def _reviews(self) -> Iterator[Event]:
        for index, entry in enumerate(self.contract.clauses):
            if entry.provided is not True:
                continue
            at: Route = ("clauses", index, "attributes")
            for series, attribute in ((True, REVIEWS.get(entry.clause)), (False, ONCE.get(entry.clause))):
                time = None if attribute is None else entry.attributes.get(attribute)
                if attribute is None or not isinstance(time, Duration):
                    continue
                if self.start is None:
                    self._ask(Unset.START, ("term", "start"))
                elif series:
                    yield from self._series(self.start, time, (*at, attribute), self.names[entry.clause])
                else:
                    day = after(self.start, time)
                    yield self._event(day, What.DUE, (*at, attribute), self.names[entry.clause])

    def _series(self, start: date, time: Duration, route: Route, name: str) -> Iterator[Event]:
        """The next time that something is due; what is due more often than daily has no place in a calendar."""
        if not time.months and time.seconds < _DAY:
            return
        times = 1
        while (day := after(start, time, times=times)) < self.today:
            times += 1
        if self.end is None or day <= self.end:
            event = self._event(day, What.REVIEW, route, name)
            yield event._replace(every=time, until=self.end)


REVIEWS = {
    "audit-rights": "frequency",
    "backup-restore": "restore_test",
    "compliance-evidence": "frequency",
    "continuity-plan": "test_frequency",
    "exit-plan": "update_frequency",
    "governance-bodies": "frequency",
    "security-testing": "frequency",
    "source-code-escrow": "updated",
    "technical-documentation": "update_frequency",
}
"""The attribute of a clause kind that says after how long something is due again."""
ONCE = {"exit-plan": "due"}
"""The attribute that says how long after the beginning something is due."""
