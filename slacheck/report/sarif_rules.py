"""The rules of a run as SARIF describes them (`reportingDescriptor`, 3.49): found or not, each with what explains it.

Names are unique by pack and id. Where the report does not carry a rule, its finding stands in for it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from slacheck.audit.model import RuleMark
from slacheck.report.markdown import text
from slacheck.report.plain import sentence, shortened
from slacheck.report.words import LEGAL_STATUS, NOT_ADVICE, anchor
from slacheck.report.words import heading as title
from slacheck.rule.model import Doc, LegalStatus, Severity
from slacheck.source.excerpt import prose
from slacheck.tongue import ENGLISH, speak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.audit.model import Finding, Report

LONGEST: Final = 1_000
"""Code scanning refuses a description of more than 1,024 characters."""
LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
RECOMMENDED: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}
"""What code scanning shows as the severity of an alert that is no security alert."""

WORDS: Final = {
    "why": "Why",
    "instead": "Instead",
    "false_positives": "When it is mistaken",
    "anchors": "Anchors",
    "standing": "Stands on",
}
OWN: Final = "slacheck"
UNREADABLE: Final = RuleMark(
    "slacheck-unreadable-contract",
    OWN,
    Severity.ERROR,
    LegalStatus.POOR_PRACTICE,
    Doc(
        "A contract cannot be read, so nothing of it was checked.",
        "What was not checked is neither good nor bad. Without this entry the earlier findings of the file would "
        "look mended.",
        "Correct the file at the place that is named, and check again.",
        "None: nothing was checked.",
    ),
    (),
)
BROKEN: Final = RuleMark(
    "slacheck-broken-rule",
    OWN,
    Severity.ERROR,
    LegalStatus.POOR_PRACTICE,
    Doc(
        "A rule failed while it ran, so it says nothing about this contract.",
        "What was not checked is neither good nor bad. Without this entry the earlier findings of the rule would "
        "look mended.",
        "Correct the rule, and check again.",
        "None: the rule was not applied.",
    ),
    (),
)

# What a rule says of itself exists in English.
_TONGUE: Final = speak(ENGLISH)
_SENTENCE = re.compile(r"(?<=[.!?]) ")


class Rules:
    """The rules in the order of the packs, and what else a result needs; each has one index."""

    def __init__(self, report: Report) -> None:
        self._marks = list(report.rules)
        self._found = {(mark.pack, mark.id): index for index, mark in enumerate(report.rules)}

    def index_of(self, finding: Finding) -> int:
        """The index of a finding's rule."""
        key = finding.pack, finding.rule
        return self._found[key] if key in self._found else self.index(_stand_in(finding))

    def known(self, pack: str, rule: str) -> int | None:
        """The index of a rule that the report carries."""
        return self._found.get((pack, rule))

    def index(self, mark: RuleMark) -> int:
        """The index of a rule, which is added if it is new."""
        key = mark.pack, mark.id
        if key not in self._found:
            self._found[key] = len(self._marks)
            self._marks.append(mark)
        return self._found[key]

    def render(self) -> str:
        """The members of the list, one a line."""
        return ",\n".join(json.dumps(_descriptor(mark), ensure_ascii=False) for mark in self._marks)


def _stand_in(finding: Finding) -> RuleMark:
    doc = Doc(title(finding.rule), finding.why, finding.remedy, "")
    return RuleMark(
        finding.rule, finding.pack, finding.severity, finding.legal_status, doc, finding.references
    )


def _descriptor(mark: RuleMark) -> dict[str, object]:
    what, why = sentence(mark.doc.what), sentence(mark.doc.why)
    own = mark.pack == OWN
    tags = [prose(mark.pack)] + ([] if own else [mark.legal_status.value, mark.severity.value])
    return {
        "id": prose(mark.id),
        "name": _name(mark.id),
        "shortDescription": {"text": shortened(_SENTENCE.split(what, maxsplit=1)[0], LONGEST)},
        "fullDescription": {"text": shortened(f"{what} {why}", LONGEST)},
        "help": {"text": "\n\n".join(_help(mark)), "markdown": "\n\n".join(_help_markdown(mark))},
        "defaultConfiguration": {"level": LEVELS[mark.severity]},
        "properties": {
            "tags": list(dict.fromkeys(tags)),
            "pack": prose(mark.pack),
            "legalStatus": mark.legal_status.value,
            "severity": mark.severity.value,
            "problem.severity": RECOMMENDED[mark.severity],
        },
    }


def _name(rule: str) -> str:
    """An identifier: `BaselineSoldAsOption`."""
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"\W+", rule)) or "Rule"


def _parts(mark: RuleMark) -> Iterator[tuple[str, str]]:
    yield WORDS["why"], mark.doc.why
    yield WORDS["instead"], mark.doc.instead
    yield WORDS["false_positives"], mark.doc.false_positives
    if mark.pack != OWN:
        yield WORDS["standing"], LEGAL_STATUS[mark.legal_status]


def _help(mark: RuleMark) -> Iterator[str]:
    yield sentence(mark.doc.what)
    yield from (f"{label}: {sentence(said)}" for label, said in _parts(mark) if said)
    if mark.references:
        anchors = "".join(f"\n- {prose(anchor(one, _TONGUE))}" for one in mark.references)
        yield f"{WORDS['anchors']}:{anchors}"
    yield NOT_ADVICE


def _help_markdown(mark: RuleMark) -> Iterator[str]:
    yield text(sentence(mark.doc.what))
    yield from (f"**{label}:** {text(sentence(said))}" for label, said in _parts(mark) if said)
    if mark.references:
        anchors = "".join(f"\n- {text(anchor(one, _TONGUE))}" for one in mark.references)
        yield f"**{WORDS['anchors']}:**\n{anchors}"
    yield f"*{text(NOT_ADVICE)}*"
