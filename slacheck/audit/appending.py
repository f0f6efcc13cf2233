"""A waiver written into the text of a register: all that stands there stays as it is, comments included."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from slacheck.audit.register import read_register
from slacheck.rule.expr import literal_text
from slacheck.source.problem import Problem, Unreadable
from slacheck.source.span import Source, Span
from slacheck.source.yaml import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from slacheck.audit.model import Finding
    from slacheck.source.node import Node

START = """\
# Risks that somebody has accepted for a time: `slacheck waive` adds one. A waiver is void when its words change.
apiVersion: slacheck/v1
kind: Waivers
waivers:
"""


class Accepted(NamedTuple):
    """A finding that somebody accepts."""

    contract: str
    finding: Finding
    exact: bool
    """Whether it takes the fingerprint to tell the finding from others of its rule."""
    reason: str
    approver: str
    ticket: str
    expires: date
    date: date

    def fields(self) -> dict[str, str]:
        """The waiver as it is written, field by field."""
        finding = self.finding
        subject = "clause" if finding.clause == finding.subject else "subject"
        named = {"rule": finding.rule, subject: finding.subject}
        return {
            "contract": self.contract,
            **named,
            **({"fingerprint": finding.fingerprint} if self.exact else {}),
            "reason": self.reason,
            "approver": self.approver,
            **({"ticket": self.ticket} if self.ticket else {}),
            "date": self.date.isoformat(),
            "expires": self.expires.isoformat(),
            "wording": finding.words,
        }


def append(text: str, accepted: Accepted, name: str) -> str:
    """The text of the register with one waiver more; "" is a register that is not there yet.

    Raises `Unreadable` where the list is written in a way to which nothing can be added.
    """
    fields = accepted.fields()
    if not text:
        made = START + _block(fields, 2, "\n")
        read_register(read(_source(name, made)))
        return made
    before = read_register(read(_source(name, text)))
    listed = before.root.kid("waivers")
    assert listed is not None
    wanted = [*_values(listed), fields]
    for made in _attempts(text, listed, fields):
        try:
            after = read_register(read(_source(name, made))).root.kid("waivers")
        except Unreadable:
            continue
        if after is not None and _values(after) == wanted:
            return made
    hint = "write each waiver on lines of its own, as `- contract: ...`"
    raise Unreadable([Problem("nothing can be added to this list", before.root.key_span("waivers"), hint)])


def _attempts(text: str, listed: Node, fields: dict[str, str]) -> Iterator[str]:
    """The ways to add an item: at the end of the file, behind the last item, inside the brackets."""
    end = "\r\n" if "\r\n" in text else "\n"
    last = listed.span.end
    if text[listed.start : listed.start + 1] == "[":
        if not _values(listed):
            opening = text[: listed.start].rstrip(" ") + end + _block(fields, 2, end)
            yield opening + text[last:].lstrip(" \t\r\n")
        for comma in (", ", " ", f"{end}  , ", f"{end}  "):
            yield f"{text[: last - 1].rstrip()}{comma}{_flow(fields)}{text[last - 1 :]}"
        return
    column = Span(listed.source, listed.start, listed.start).column - 1
    item = _block(fields, column, end)
    yield text + ("" if text.endswith("\n") else end) + item
    line_end = text.find("\n", last)
    yield text + end + item if line_end < 0 else text[: line_end + 1] + item + text[line_end + 1 :]


def _block(fields: dict[str, str], column: int, end: str) -> str:
    lines = [f"{key}: {_scalar(value)}" for key, value in fields.items()]
    return "".join(
        f"{' ' * column}{'- ' if number == 0 else '  '}{line}{end}" for number, line in enumerate(lines)
    )


def _flow(fields: dict[str, str]) -> str:
    return f"{{{', '.join(f'{key}: {literal_text(value)}' for key, value in fields.items())}}}"


_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


def _scalar(value: str) -> str:
    """A word as it is, if YAML reads it as that text; anything else in quotes."""
    plain = (
        value[:1].isalpha() and set(value) <= _SAFE and value.lower() not in ("true", "false", "null", "nan")
    )
    day = len(value) == 10 and value[4] == value[7] == "-" and value.replace("-", "").isdigit()
    return value if plain or day else literal_text(value)


def _source(name: str, text: str) -> Source:
    return Source(name, text, sha256(text.encode()).hexdigest())


def _values(listed: Node) -> list[object]:
    return list(listed.value) if isinstance(listed.value, list) else []
