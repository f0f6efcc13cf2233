"""The dates of contracts as a table for a terminal or a page, as JSON, and as an iCalendar file (RFC 5545)."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from slacheck.audit.calendar import Unset, What
from slacheck.rule.arithmetic import spoken
from slacheck.source.excerpt import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from slacheck.audit.calendar import Agenda, Event, Open
    from slacheck.quantity import Duration

SCHEMA: Final = "slacheck.calendar/v1"
SAYS: Final[Mapping[What, str]] = {
    What.START: "the contract begins",
    What.END: "last day of the initial term",
    What.RENEWAL: "the contract renews itself unless notice was given",
    What.NOTICE: "last day for a notice against the renewal to arrive",
    What.REMINDER: "the supplier has reminded of the renewal by now",
    What.FREE_ENDS: "{}: the last day on which it is free",
    What.PROMOTION_ENDS: "{}: the last day of the promotion",
    What.DELIVERY_ENDS: "{}: the last day on which it is promised",
    What.DUE: "{}: due",
    What.REVIEW: "{}: due again",
}
ASKS: Final[Mapping[Unset, str]] = {
    Unset.END: "When does the contract begin, and how long does it run?",
    Unset.START: "When does the contract begin?",
    Unset.AUTOMATIC: "Does the contract renew itself when its term ends?",
    Unset.PERIOD: "For how long does the contract renew itself?",
    Unset.NOTICE: "What notice stops the renewal?",
}
BASE: Final = "base service"
WIDTH = 100


def title_of(event: Event) -> str:
    """What happens on the day, in words."""
    return SAYS[event.what].format(event.name or BASE)


def text(agendas: Sequence[Agenda], *, width: int = WIDTH) -> str:
    """The dates of each contract in their order, with the line on which each rests, and what is open."""
    return "\n\n".join("\n".join(_lines(one, width)) for one in agendas) + "\n"


def _lines(agenda: Agenda, width: int) -> Iterator[str]:
    yield f"{visible(agenda.file)}: {_line(agenda.title)}"
    for event in agenda.events:
        yield from _wrapped(
            f"{event.day.isoformat()}  ", f"{title_of(event)}{_again(event)} (line {_at(event)})", width
        )
    if not agenda.events:
        yield "  no date lies ahead"
    for one in agenda.open:
        yield from _wrapped("open        ", f"{ASKS[one.unset]} (line {_at(one)})", width)


def _again(event: Event) -> str:
    return "" if event.every is None else f", every {spoken(event.every, 'en')}"


def _at(thing: Event | Open) -> int:
    return thing.location.span.line


def _wrapped(first: str, words: str, width: int) -> list[str]:
    return wrap(_line(words), width, initial_indent=f"  {first}", subsequent_indent=" " * (len(first) + 2))


def _line(words: str) -> str:
    return visible(" ".join(words.split()))


def to_json(agendas: Sequence[Agenda], today: date) -> str:
    """The same as JSON, `slacheck.calendar/v1`."""
    document = {
        "schema": SCHEMA,
        "today": today.isoformat(),
        "contracts": [_contract(one) for one in agendas],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _contract(agenda: Agenda) -> dict[str, Any]:
    return {
        "id": agenda.contract,
        "title": agenda.title,
        "file": agenda.file,
        "events": [
            {
                "date": event.day.isoformat(),
                "what": event.what.value,
                "name": event.name,
                "says": title_of(event),
                "every": None if event.every is None else str(event.every),
                "until": None if event.until is None else event.until.isoformat(),
                "line": _at(event),
                "path": event.location.path,
            }
            for event in agenda.events
        ],
        "open": [
            {"asks": ASKS[one.unset], "line": _at(one), "path": one.location.path} for one in agenda.open
        ],
    }


def calendar_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the JSON form."""
    day, words, line = (
        {"type": "string", "format": "date"},
        {"type": "string"},
        {"type": "integer", "minimum": 1},
    )
    event = _object(
        {
            "date": day,
            "what": {"enum": [one.value for one in What]},
            "name": {"description": "the clause, plan or option; empty for the term", **words},
            "says": words,
            "every": {"description": "an ISO 8601 duration", "type": ["string", "null"]},
            "until": {"description": "the last day of the series", "type": ["string", "null"]},
            "line": line,
            "path": words,
        }
    )
    asked = _object({"asks": words, "line": line, "path": words})
    contract = _object(
        {
            **dict.fromkeys(("id", "title", "file"), words),
            "events": {"type": "array", "items": event},
            "open": {"type": "array", "items": asked},
        }
    )
    whole = _object(
        {"schema": {"const": SCHEMA}, "today": day, "contracts": {"type": "array", "items": contract}}
    )
    identity = f"urn:{SCHEMA.replace('.', ':').replace('/', ':')}"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": identity,
        "title": SCHEMA,
        **whole,
    }


def _object(members: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": members, "required": list(members), "additionalProperties": False}


def to_ics(agendas: Sequence[Agenda], today: date) -> bytes:
    """The same as an iCalendar file: one all-day event a date, a series as a recurrence; stamped with `today`."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//slacheck//contract dates//EN")
    calendar.add("version", "2.0")
    for agenda in agendas:
        for event in agenda.events:
            calendar.add_component(_ics_event(agenda, event, today))
    data: bytes = calendar.to_ical()
    return data


def _ics_event(agenda: Agenda, event: Event, today: date) -> Any:
    from datetime import UTC, datetime, timedelta

    from icalendar import Alarm
    from icalendar import Event as Component

    made = Component()
    made.add("uid", f"{_digest(agenda, event)}@slacheck")
    made.add("dtstamp", datetime(today.year, today.month, today.day, tzinfo=UTC))
    made.add("dtstart", event.day)
    made.add("dtend", event.day + timedelta(days=1))
    made.add("summary", f"{_line(agenda.title)}: {_line(title_of(event))}")
    made.add("description", f"{agenda.customer} / {agenda.supplier}; {agenda.file}, line {_at(event)}")
    made.add("transp", "TRANSPARENT")
    if event.every is not None:
        made.add("rrule", _rule(event.every, event.until))
    if event.what is What.NOTICE:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _line(title_of(event)))
        alarm.add("trigger", timedelta(days=-30))
        made.add_component(alarm)
    return made


def _digest(agenda: Agenda, event: Event) -> str:
    """What makes an event the same event in a later file."""
    from hashlib import sha256

    parts = (agenda.contract, event.day.isoformat(), event.what.value, event.name, event.location.path)
    return sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def _rule(every: Duration, until: date | None) -> dict[str, Any]:
    months = {"freq": "monthly", "interval": every.months}
    days = {"freq": "daily", "interval": max(1, int(every.seconds // 86_400))}
    rule = months if every.months and not every.seconds else days
    return rule if until is None else {**rule, "until": until}
