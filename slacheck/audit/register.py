"""The register of accepted risks: the file of waivers, read with the place of each word.

    apiVersion: slacheck/v1
    kind: Waivers
    waivers:
      - contract: payroll-be
        rule: baseline-sold-as-option
        clause: need-to-know-restriction      # or `subject: ...`; or `fingerprint: ...` in place of the three
        reason: The module is ordered; the price is accepted until the renewal.
        approver: Jane Doe, CISO
        ticket: RISK-12
        date: 2026-11-22
        expires: 2027-06-30                   # the last day on which it holds
        wording: 5d41...                      # the digest of the words that were accepted

A file that is no register is refused as a whole. Of a register each waiver stands alone: one that is malformed waives
nothing, and is a finding of its contract.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from slacheck.audit.place import Location
from slacheck.rule.form import FieldForm, check_form, object_schema, titled
from slacheck.source.problem import Problem, Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slacheck.audit.model import Finding
    from slacheck.source.node import Node
    from slacheck.source.span import Source

KIND = "Waivers"
HEADER: Mapping[str, FieldForm] = {
    "apiVersion": FieldForm("word", "the version of slacheck's documents", words=("slacheck/v1",)),
    "kind": FieldForm("word", "what the file is", words=(KIND,)),
    "waivers": FieldForm("list", "the accepted risks"),
}
WAIVER: Mapping[str, FieldForm] = {
    "contract": FieldForm("text", "the id of the contract (`metadata.id`)"),
    "rule": FieldForm("text", "the rule whose finding is accepted", needed=False),
    "clause": FieldForm("text", "the clause kind that the finding is about", needed=False),
    "subject": FieldForm("text", "what the finding is about, where that is no clause kind", needed=False),
    "fingerprint": FieldForm(
        "text", "the fingerprint of the finding, in place of rule and subject", needed=False
    ),
    "reason": FieldForm("text", "why it is accepted"),
    "approver": FieldForm("text", "who accepts it"),
    "ticket": FieldForm("text", "where it was decided", needed=False),
    "date": FieldForm("text", "the first day on which it holds, as 2026-01-31"),
    "expires": FieldForm("text", "the last day on which it holds, as 2026-01-31"),
    "wording": FieldForm("text", "the SHA-256 digest of the words that are accepted"),
}
DIGEST = re.compile(r"[0-9a-f]{64}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ANEW = "`slacheck waive` writes it"
_WHAT = "name `rule` with `clause` or `subject`, or else a `fingerprint`"


class Entry(NamedTuple):
    """One waiver as it is written."""

    contract: str
    rule: str
    """"" where the fingerprint alone names the finding."""
    subject: str
    """The clause kind, or the subject by another name; "" where the fingerprint alone names the finding."""
    fingerprint: str
    reason: str
    approver: str
    ticket: str
    expires: date
    wording: str
    node: Node
    number: int
    """The place in the list, from 0."""
    date: date

    def means(self, finding: Finding) -> bool:
        """Whether it names a finding of its contract."""
        if self.fingerprint and self.fingerprint != finding.fingerprint:
            return False
        if self.rule and self.rule != finding.rule:
            return False
        return not self.subject or self.subject in (finding.subject, finding.clause)

    def named(self) -> str:
        """What it waives, as it says it."""
        return f"{self.rule} {self.subject}".strip() or self.fingerprint


class Flawed(NamedTuple):
    """A waiver that is malformed: what can be read of it, and every problem."""

    contract: str
    named: str
    problems: tuple[Problem, ...]
    number: int


class Register(NamedTuple):
    """The waivers of a file."""

    source: Source
    root: Node
    entries: tuple[Entry, ...]
    flawed: tuple[Flawed, ...]
    proposed: tuple[Entry, ...] = ()
    """Waivers that stand only in the working tree, while those of another revision are in force."""

    def place(self, entry: Entry, *keys: str) -> Location:
        """Where a waiver says something: the first of the keys that it has, else where it begins."""
        said = [key for key in keys if entry.node.kid(key) is not None]
        return Location(None, ("waivers", entry.number, *said[:1]), root=self.root)


def read_register(root: Node) -> Register:
    """The register that a document writes; raises `Unreadable` where it is none."""
    problems: list[Problem] = []
    if check_form(root, HEADER, problems) is None:
        raise Unreadable(problems)
    entries: list[Entry] = []
    flawed: list[Flawed] = []
    listed = root.kid("waivers")
    kids = listed.kids if listed is not None else None
    for number, node in enumerate(kids if isinstance(kids, list) else ()):
        wrong: list[Problem] = []
        entry = _entry(node, number, wrong)
        if entry is None or wrong:
            said = [_text(node, key) for key in ("contract", "rule", "clause", "subject", "fingerprint")]
            flawed.append(Flawed(said[0], " ".join(filter(None, said[1:])), tuple(wrong), number))
        else:
            entries.append(entry)
    return Register(root.source, root, tuple(entries), tuple(flawed))


def _text(node: Node, key: str) -> str:
    value = node.value.get(key) if isinstance(node.value, dict) else None
    return value if isinstance(value, str) else ""


def _entry(node: Node, number: int, problems: list[Problem]) -> Entry | None:
    fields = check_form(node, WAIVER, problems)
    if fields is None:
        return None
    _check_named(node, fields, problems)
    day, end = _day(node, "date", problems), _day(node, "expires", problems)
    if day and end and end < day:
        problems.append(Problem("it expires before its date", node.site("expires")))
    if not DIGEST.fullmatch(fields["wording"]):
        problems.append(Problem("expected a digest: 64 hexadecimal digits", node.site("wording"), ANEW))
    if day is None or end is None:
        return None
    return Entry(
        contract=fields["contract"],
        rule=fields.get("rule", ""),
        subject=fields.get("clause") or fields.get("subject", ""),
        fingerprint=fields.get("fingerprint", ""),
        reason=fields["reason"],
        approver=fields["approver"],
        ticket=fields.get("ticket", ""),
        expires=end,
        wording=fields["wording"],
        node=node,
        number=number,
        date=day,
    )


def _check_named(node: Node, fields: Mapping[str, Any], problems: list[Problem]) -> None:
    """A waiver names one finding, not all that a rule finds: what comes later was not accepted."""
    if "clause" in fields and "subject" in fields:
        problems.append(
            Problem("`clause` and `subject` say the same", node.key_span("subject"), "keep one of the two")
        )
    elif "fingerprint" not in fields and ("rule" not in fields or not fields.keys() & {"clause", "subject"}):
        place = "rule" if "rule" in fields else "contract"
        problems.append(Problem("the waiver does not say what it waives", node.key_span(place), _WHAT))


def _day(node: Node, key: str, problems: list[Problem]) -> date | None:
    text = _text(node, key)
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
        message = f"`{key}` is no date"
    except ValueError:
        message = "there is no such day in the calendar"
    problems.append(Problem(message, node.site(key), "write it as year-month-day: `2026-01-31`"))
    return None


def waivers_schema() -> dict[str, Any]:
    """The JSON Schema of a register."""
    schema, waiver = object_schema(HEADER), object_schema(WAIVER)
    for key in ("date", "expires"):
        waiver["properties"][key] |= {"pattern": f"^{DAY.pattern}$"}
    waiver["properties"]["wording"] |= {"pattern": f"^{DIGEST.pattern}$"}
    waiver["anyOf"] = [
        {"required": ["fingerprint"]},
        {"required": ["rule", "clause"]},
        {"required": ["rule", "subject"]},
    ]
    waiver["not"] = {"required": ["clause", "subject"]}
    schema["properties"]["waivers"]["items"] = waiver
    return titled("slacheck waivers", schema)
