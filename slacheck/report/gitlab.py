"""GitLab's Code Quality report: a JSON list of what a merge request shows beside the lines that it changes.

Only what must be acted on is listed, and as information what is waived or known from a baseline. The widget compares
the fingerprints of two branches, so each is there once. A file that cannot be read and a rule that broke are
blockers: without them a check that failed would look mended.
"""

from __future__ import annotations

from json.encoder import encode_basestring as _text
from typing import TYPE_CHECKING, Final

from slacheck.report.aside import standing
from slacheck.report.group import LISTED
from slacheck.report.identity import Identities
from slacheck.report.plain import sentence
from slacheck.report.tone import GRAVEST, gravity
from slacheck.report.where import relative
from slacheck.report.words import told
from slacheck.rule.model import Outcome
from slacheck.source.excerpt import prose, visible
from slacheck.tongue import speak, worded

if TYPE_CHECKING:
    from slacheck.audit.model import Finding, Report
    from slacheck.tongue import Tongue

SEVERITIES: Final = ("info", "minor", "major", "critical", "blocker")
"""By gravity."""
UNREADABLE: Final = "unreadable-contract"
INSTEAD: Final = worded("Instead:")
UNREAD: Final = worded("The file cannot be read, so nothing of it was checked:")


def render(report: Report) -> str:
    """The whole list, one entry a line."""
    identities, tongue = Identities(), speak(report.language)
    entries = []
    for file in report.unreadable:
        for problem in file.problems:
            said = f"{tongue(UNREAD)} {prose(problem.message)}"
            line = problem.span.line if problem.span else 1
            path = relative(file.file, report.root)
            print_ = identities.of_problem(problem, path)
            entries.append(_entry(said, UNREADABLE, print_, GRAVEST, path, line))
    for contract in report.contracts:
        home = relative(contract.file, report.root)
        for finding in contract.findings:
            if finding.outcome in LISTED:
                print_ = identities.of_finding(finding, home)
                grave = gravity(finding, strict=report.strict) if finding.counts else 0
                span = finding.location.span
                path, line = relative(span.source.name, report.root), span.line
                entries.append(_entry(_said(finding, tongue), finding.rule, print_, grave, path, line))
    listed = ",\n".join(entries)
    return f"[\n{listed}\n]\n" if entries else "[]\n"


def _said(finding: Finding, tongue: Tongue) -> str:
    """What was found, and what to do about it or to ask, in one paragraph: the widget shows nothing else."""
    parts = [sentence(standing(finding, tongue))] if not finding.counts else []
    parts += [sentence(told(finding, tongue)), *(sentence(question.text) for question in finding.questions)]
    if finding.outcome is Outcome.GAP:
        parts.append(f"{tongue(INSTEAD)} {sentence(finding.remedy)}")
    return " ".join(parts)


def _entry(said: str, rule: str, print_: str, grave: int, path: str, line: int) -> str:
    return (
        f'{{"description": {_text(said)}, "check_name": {_text(prose(rule))}, "fingerprint": {_text(print_)}, '
        f'"severity": "{SEVERITIES[grave]}", '
        f'"location": {{"path": {_text(visible(path))}, "lines": {{"begin": {line}}}}}}}'
    )
