"""The dates of contracts as a table for a terminal or a page, as JSON, and as an iCalendar file (RFC 5545)."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from slacheck.audit.calendar import Unset, What
from slacheck.rule.arithmetic import spoken
from slacheck.source.excerpt import prose, visible
from slacheck.tongue import ENGLISH, speak, worded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from slacheck.audit.calendar import Agenda, Event, Open
    from slacheck.quantity import Duration
    from slacheck.tongue import Tongue

SCHEMA: Final = "slacheck.calendar/v1"
SAYS: Final[Mapping[What, str]] = {
    What.START: worded("the contract begins"),
    What.END: worded("last day of the initial term"),
    What.RENEWAL: worded("the contract renews itself unless notice was given"),
    What.NOTICE: worded("last day for a notice against the renewal to arrive"),
    What.REMINDER: worded("the supplier has reminded of the renewal by now"),
    What.FREE_ENDS: worded("{name}: the last day on which it is free"),
    What.PROMOTION_ENDS: worded("{name}: the last day of the promotion"),
    What.DELIVERY_ENDS: worded("{name}: the last day on which it is promised"),
    What.DUE: worded("{name}: due"),
    What.REVIEW: worded("{name}: due again"),
}
ASKS: Final[Mapping[Unset, str]] = {
    Unset.END: worded("When does the contract begin, and how long does it run?"),
    Unset.START: worded("When does the contract begin?"),
    Unset.AUTOMATIC: worded("Does the contract renew itself when its term ends?"),
    Unset.PERIOD: worded("For how long does the contract renew itself?"),
    Unset.NOTICE: worded("What notice stops the renewal?"),
}
BASE: Final = worded("base service")
WIDTH = 100
DAY = 10
"""So broad is the column of days at least: `2026-11-25`."""


def title_of(event: Event, tongue: Tongue) -> str:
    """What happens on the day, in words."""
    return tongue(SAYS[event.what], name=event.name or BASE)


def text(agendas: Sequence[Agenda], *, width: int = WIDTH) -> str:
    """The dates of each contract in their order, with the line on which each rests, and what is open."""
    return "\n\n".join("\n".join(_lines(one, width)) for one in agendas) + "\n"


def _lines(agenda: Agenda, width: int) -> Iterator[str]:
    tongue = speak(agenda.language)
    days, undated = [tongue.day(event.day) for event in agenda.events], tongue("open")
    room = max(DAY, len(undated), *map(len, days))
    yield f"{visible(agenda.file)}: {prose(agenda.title)}"
    for day, event in zip(days, agenda.events, strict=True):
        yield from _wrapped(f"{day:{room}}  ", _placed(_told(event, tongue), event, tongue), width)
    if not days:
        yield f"  {tongue('no date lies ahead')}"
    for one in agenda.open:
        yield from _wrapped(f"{undated:{room}}  ", _placed(tongue(ASKS[one.unset]), one, tongue), width)


def _told(event: Event, tongue: Tongue) -> str:
    """What happens on the day, and after how long it does again."""
    title = title_of(event, tongue)
    if event.every is None:
        return title
    return tongue("{event}, every {time}", event=title, time=spoken(event.every, tongue.language))


def _placed(says: str, thing: Event | Open, tongue: Tongue) -> str:
    return tongue("{says} (line {line})", says=says, line=_at(thing))


def _at(thing: Event | Open) -> int:
    return thing.location.span.line


def _wrapped(first: str, words: str, width: int) -> list[str]:
    return wrap(prose(words), width, initial_indent=f"  {first}", subsequent_indent=" " * (len(first) + 2))


def to_json(agendas: Sequence[Agenda], today: date) -> str:
    """The same as JSON, `slacheck.calendar/v1`: in English but for names, whoever reads it."""
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
                "says": title_of(event, speak(ENGLISH)),
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

    tongue = speak(agenda.language)
    title = prose(title_of(event, tongue))
    line = tongue("line {number}", number=_at(event))
    made = Component()
    made.add("uid", f"{_digest(agenda, event)}@slacheck")
    made.add("dtstamp", datetime(today.year, today.month, today.day, tzinfo=UTC))
    made.add("dtstart", event.day)
    made.add("dtend", event.day + timedelta(days=1))
    made.add("summary", f"{prose(agenda.title)}{tongue(': ')}{title}")
    made.add("description", f"{agenda.customer} / {agenda.supplier}{tongue('; ')}{agenda.file}, {line}")
    made.add("transp", "TRANSPARENT")
    if event.every is not None:
        made.add("rrule", _rule(event.every, event.until))
    if event.what is What.NOTICE:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", timedelta(days=-30))
        made.add_component(alarm)
    return made


def _digest(agenda: Agenda, event: Event) -> str:
    """What makes an event the same event in a later file."""
    from hashlib import sha256

    parts = (agenda.contract, event.day.isoformat(), event.what.value, event.location.path)
    return sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def _rule(every: Duration, until: date | None) -> dict[str, Any]:
    months = {"freq": "monthly", "interval": every.months}
    days = {"freq": "daily", "interval": max(1, int(every.seconds // 86_400))}
    rule = months if every.months and not every.seconds else days
    return rule if until is None else {**rule, "until": until}
