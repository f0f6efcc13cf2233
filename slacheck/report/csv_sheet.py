"""The findings as CSV (RFC 4180), one row each, for whoever sorts and filters them in a spreadsheet.

The text opens with a byte order mark: without one, common spreadsheet programs take UTF-8 for something else. A cell
that such a program would take for a formula begins with an apostrophe. A cell holds no line break, and not more
than a spreadsheet can hold.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from slacheck.report.group import LISTED
from slacheck.report.plain import shortened
from slacheck.report.where import relative
from slacheck.report.words import anchor, told
from slacheck.rule.model import Outcome
from slacheck.source.excerpt import prose
from slacheck.tongue import speak

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from slacheck.audit.model import ContractReport, Finding, Report, UnreadableFile
    from slacheck.source.problem import Problem
    from slacheck.tongue import Tongue

MARK: Final = "\ufeff"
BREAK: Final = "\r\n"
BETWEEN: Final = " | "
LONGEST: Final = 32_000
"""A spreadsheet's cell ends at 32,767 characters."""
UNREADABLE: Final = "unreadable"
FIXED: Final = "fixed"

# Where a program splits at semicolons, what follows one begins a cell, too. The last four are the full-width signs.
_FORMULA = re.compile(r"(^|;)(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")
# A program that looks for a word with a space finds none with a space at which no line breaks.
_SPACES = dict.fromkeys(map(ord, "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"), " ")
_QUOTED = re.compile(r"[\",;\r\n\t]|^\s|\s$")


class Row(NamedTuple):
    """One finding, or one problem of a file that cannot be read; the names are the head of the table."""

    checked_on: str
    file: str
    line: str
    column: str
    contract: str = ""
    title: str = ""
    customer: str = ""
    supplier: str = ""
    outcome: str = ""
    severity: str = ""
    legal_status: str = ""
    pack: str = ""
    rule: str = ""
    clause: str = ""
    subject: str = ""
    message: str = ""
    why: str = ""
    instead: str = ""
    proposed_wording: str = ""
    questions: str = ""
    anchors: str = ""
    evidence: str = ""
    path: str = ""
    missing: str = ""
    """`yes` where the path names something that is not there and the line is that of what is nearest."""
    error: str = ""
    fingerprint: str = ""
    standing: str = ""
    """`waived` and `known` do not count; `new` is what a baseline does not know, `fixed` what is no longer found."""
    known_since: str = ""
    waived_until: str = ""
    approved_by: str = ""
    ticket: str = ""
    waiver_reason: str = ""


def render(report: Report) -> str:
    """The head and every row."""
    rows: list[Iterable[str]] = [Row._fields]
    tongue = speak(report.language)
    for file in report.unreadable:
        rows += _unreadable(file, report, tongue)
    for contract in report.contracts:
        rows += _contract(contract, report, tongue)
        rows += _fixed(contract, report, tongue)
    return MARK + "".join(f"{','.join(map(_cell, row))}{BREAK}" for row in rows)


def _unreadable(file: UnreadableFile, report: Report, tongue: Tongue) -> Iterator[Row]:
    for problem in file.problems:
        yield _problem(problem, relative(file.file, report.root), report.today.isoformat(), tongue)


def _problem(problem: Problem, file: str, today: str, tongue: Tongue) -> Row:
    line, column = (str(problem.span.line), str(problem.span.column)) if problem.span else ("", "")
    notes = BETWEEN.join(_at(note, span.line, tongue) for note, span in problem.related)
    return Row(
        today,
        file,
        line,
        column,
        outcome=UNREADABLE,
        message=problem.message,
        instead=problem.help,
        evidence=notes,
    )


def _contract(contract: ContractReport, report: Report, tongue: Tongue) -> Iterator[Row]:
    today = report.today.isoformat()
    for one in contract.findings:
        source, waiver, past = one.location.span.source, one.waiver, one.past
        line, column = source.position(one.location.span.start)
        yield Row(
            checked_on=today,
            file=relative(source.name, report.root),
            line=str(line),
            column=str(column),
            contract=contract.id,
            title=contract.title,
            customer=contract.customer,
            supplier=contract.supplier,
            outcome=one.outcome.value,
            severity=one.severity.value,
            legal_status=one.legal_status.value,
            pack=one.pack,
            rule=one.rule,
            clause=one.clause or "",
            subject=one.subject,
            message=told(one, tongue),
            why=one.why if one.outcome in LISTED else "",
            instead=one.remedy if one.outcome is Outcome.GAP else "",
            proposed_wording=one.wording or "",
            questions=BETWEEN.join(question.text for question in one.questions),
            anchors=BETWEEN.join(anchor(reference, tongue) for reference in one.references),
            evidence=_evidence(one, tongue),
            path=one.location.path,
            missing="yes" if one.location.missing else "",
            error=one.error,
            fingerprint=one.fingerprint,
            standing=_standing(one),
            known_since=past.since.isoformat() if past and past.since else "",
            waived_until=waiver.expires.isoformat() if waiver else "",
            approved_by=waiver.approver if waiver else "",
            ticket=waiver.ticket if waiver else "",
            waiver_reason=waiver.reason if waiver else "",
        )


def _fixed(contract: ContractReport, report: Report, tongue: Tongue) -> Iterator[Row]:
    """What the baseline holds and is found no longer."""
    for one in contract.gone:
        yield Row(
            checked_on=report.today.isoformat(),
            file=relative(contract.file, report.root),
            line="",
            column="",
            contract=contract.id,
            title=contract.title,
            customer=contract.customer,
            supplier=contract.supplier,
            outcome=FIXED,
            severity=one.severity.value,
            rule=one.rule,
            subject=one.subject,
            evidence=tongue("recorded in {file}", file=report.baseline.file) if report.baseline else "",
            fingerprint=one.fingerprint,
            standing=FIXED,
            known_since=one.since.isoformat(),
        )


def _standing(finding: Finding) -> str:
    if finding.waiver is not None:
        return "waived"
    return "" if finding.past is None else "new" if finding.past.new else "known"


def _evidence(finding: Finding, tongue: Tongue) -> str:
    return BETWEEN.join(_at(one.says, one.location.span.line, tongue) for one in finding.evidence)


def _at(said: str, line: int, tongue: Tongue) -> str:
    return tongue("{says} (line {line})", says=said, line=line)


def _cell(text: str) -> str:
    """A cell that is text to every program: on one line, no formula, quoted where it must be."""
    if text.isalnum() and len(text) <= LONGEST:
        return text
    inert = _FORMULA.sub(r"\1'", shortened(prose(text).translate(_SPACES), LONGEST))
    return '"' + inert.replace('"', '""') + '"' if _QUOTED.search(inert) else inert
