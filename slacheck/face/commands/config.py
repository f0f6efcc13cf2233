"""`slacheck config`: every value in force, and where it comes from."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from slacheck import __version__
from slacheck.face.commands.check import add_grade, add_terms, wanted
from slacheck.face.config import COMMAND_LINE, DEFAULT, SETTINGS_FILE
from slacheck.face.console import deliver
from slacheck.face.library import shipped
from slacheck.face.locking import LOCK_FILE, discover, lock_in_force
from slacheck.face.selection import DEFAULT_PROFILE, Selected, selected
from slacheck.face.status import CLEAN
from slacheck.rule.parameters import value_words
from slacheck.source.excerpt import visible

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from slacheck.face.commands.check import Subparsers
    from slacheck.face.settings import Settings

SCHEMA = "slacheck.config/v1"


class Value(NamedTuple):
    """One thing that somebody may set."""

    name: str
    value: Any
    """A text, a list of texts, a boolean, or none."""
    origin: str


def add(commands: Subparsers) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "config",
        help="show every value in force and where it comes from",
        description="Show every value in force under these arguments, and where it comes from: the command line, a "
        f"line of {SETTINGS_FILE}, a profile, or the default.",
    )
    add_terms(command)
    add_grade(command)
    command.add_argument("--format", dest="form", choices=("text", "json"), default="text", help="(text)")
    command.add_argument("--output", "-o", metavar="FILE", help="write it there instead of to stdout")
    command.set_defaults(paths=[])


def run(arguments: argparse.Namespace) -> int:
    """Show."""
    chosen = selected(wanted(arguments), shipped(), lock_in_force(arguments.lock))
    values = list(_values(arguments))
    settings = arguments.settings.name if arguments.settings is not None else None
    if arguments.form == "json":
        whole = _wire(settings, values, chosen)
        deliver(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", arguments.output)
    else:
        deliver("".join(f"{visible(line)}\n" for line in _lines(settings, values, chosen)), arguments.output)
    return CLEAN


def _values(arguments: argparse.Namespace) -> Iterator[Value]:
    settings, origins = arguments.settings, arguments.origins
    for key in ("paths", "exclude"):
        yield Value(key, _texts(settings, key), origins[key] if _texts(settings, key) else DEFAULT)
    yield _profile(arguments)
    for key in ("fail_on", "strict", "lang"):
        yield Value(key, getattr(arguments, key), origins[key])
    yield Value("today", str(arguments.today or date.today()), COMMAND_LINE if arguments.today else "clock")  # noqa: DTZ011 - as `check`
    found = discover() if arguments.lock is None else None
    yield Value("lock", arguments.lock or found, f"the nearest {LOCK_FILE}" if found else origins["lock"])
    for key in ("waivers", "baseline"):
        said = settings.value(key) if settings is not None else None
        yield Value(key, said and settings.place(said), origins[key])
    yield Value("formats", _texts(settings, "formats") or ["text"], origins["formats"])


def _profile(arguments: argparse.Namespace) -> Value:
    """The profile in force; none where packs alone are named."""
    settings: Settings | None = arguments.settings
    if arguments.profile is not None or arguments.pack:
        return Value("profile", arguments.profile, COMMAND_LINE)
    if settings is not None and settings.chooses():
        said = settings.value("profile")
        return Value("profile", said, settings.origin("profile" if said else "packs"))
    return Value("profile", DEFAULT_PROFILE, DEFAULT)


def _texts(settings: Settings | None, key: str) -> list[str]:
    return [str(item.value) for item in settings.items(key)] if settings is not None else []


def _lines(settings: str | None, values: list[Value], chosen: tuple[Selected, ...]) -> Iterator[str]:
    yield f"settings: {settings or f'none (no {SETTINGS_FILE})'}"
    yield ""
    yield from _table([(one.name, _words(one.value), one.origin) for one in values])
    yield ""
    yield "packs"
    yield from _table([(f"  {one.pack.id}", one.pack.version, one.origin) for one in chosen])
    for pack, _ in chosen:
        if pack.declared:
            yield ""
            yield f"parameters of {pack.id}"
            yield from _table(
                [(f"  {one.name}", value_words(one.value), one.origin) for one in pack.declared]
            )


def _table(rows: list[tuple[str, str, str]]) -> Iterator[str]:
    first = max(len(row[0]) for row in rows)
    second = max(len(row[1]) for row in rows)
    for name, value, origin in rows:
        yield f"{name:<{first}}  {value:<{second}}  {origin}"


def _words(value: object) -> str:
    match value:
        case None | []:
            return "-"
        case bool():
            return "true" if value else "false"
        case list():
            return ", ".join(map(str, value))
        case _:
            return str(value)


def _wire(settings: str | None, values: list[Value], chosen: tuple[Selected, ...]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "tool": {"name": "slacheck", "version": __version__},
        "settings": settings,
        "values": [one._asdict() for one in values],
        "packs": [{"id": one.pack.id, "version": one.pack.version, "origin": one.origin} for one in chosen],
        "parameters": [
            {
                "pack": pack.id,
                "name": one.name,
                "type": one.kind,
                "value": value_words(one.value),
                "origin": one.origin,
            }
            for pack, _ in chosen
            for one in pack.declared
        ],
    }


def config_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the JSON form; values of parameters are in words."""
    text = {"type": "string"}
    either = {"type": ["string", "boolean", "array", "null"], "items": text}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "slacheck values in force",
        **_closed(
            {
                "schema": {"const": SCHEMA},
                "tool": _closed({"name": {"const": "slacheck"}, "version": text}),
                "settings": {"type": ["string", "null"]},
                "values": _many({"name": text, "value": either, "origin": text}),
                "packs": _many({"id": text, "version": text, "origin": text}),
                "parameters": _many(dict.fromkeys(("pack", "name", "type", "value", "origin"), text)),
            }
        ),
    }


def _closed(members: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }


def _many(members: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": _closed(members)}
