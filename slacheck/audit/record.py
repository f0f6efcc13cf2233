"""A baseline of known findings, by their identities: what is found besides is new, and counts.

    apiVersion: slacheck/v1
    kind: Baseline
    findings:
      - {contract: payroll-be, rule: baseline-absent, subject: encryption, outcome: gap, severity: error,
         since: 2026-11-22, fingerprint: 3f0c...}

A finding is known if its fingerprint is recorded and it has not become graver since: an unknown that is a gap now, or
a higher severity, is new. A rule that broke is never known, nor is what is wrong with waivers. What is waived is not
recorded: when the waiver ends, it counts. Nothing here changes a record; `slacheck baseline` does, when it is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from slacheck.audit.model import Ledger, Past, Recorded
from slacheck.audit.notice import OWN
from slacheck.rule.expr import literal_text
from slacheck.rule.form import FieldForm, check_form, object_schema, titled
from slacheck.rule.model import Outcome, Severity
from slacheck.source.problem import Problem, Unreadable, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from slacheck.audit.model import ContractReport, Finding
    from slacheck.source.node import Node
    from slacheck.source.span import Source

KIND = "Baseline"
RECORDABLE = (Outcome.UNKNOWN, Outcome.GAP)
"""The outcomes that a record can hold, the graver last."""
HEADER: Mapping[str, FieldForm] = {
    "apiVersion": FieldForm("word", "the version of slacheck's documents", words=("slacheck/v1",)),
    "kind": FieldForm("word", "what the file is", words=(KIND,)),
    "findings": FieldForm("list", "the known findings"),
}
FINDING: Mapping[str, FieldForm] = {
    "contract": FieldForm("text", "the id of the contract"),
    "rule": FieldForm("text", "the rule that found it"),
    "subject": FieldForm("text", "what it is about"),
    "outcome": FieldForm("word", "what was found", words=tuple(one.value for one in RECORDABLE)),
    "severity": FieldForm("word", "how grave it was", words=tuple(one.value for one in Severity)),
    "since": FieldForm("text", "the first day on which it was seen"),
    "fingerprint": FieldForm("text", "its identity"),
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HEAD = """\
# Findings that are known and do not count, written by `slacheck baseline`. What is found besides is new.
apiVersion: slacheck/v1
kind: Baseline
"""


class Record(NamedTuple):
    """The known findings of a file, by contract and fingerprint."""

    source: Source
    entries: Mapping[tuple[str, str], Recorded]


# -- text


def read_record(root: Node) -> Record:
    """The record that a document writes; raises `Unreadable` with every problem of it."""
    problems: list[Problem] = []
    fields = check_form(root, HEADER, problems)
    if fields is None:
        raise Unreadable(problems)
    entries: dict[tuple[str, str], Recorded] = {}
    listed = root.kid("findings")
    kids = listed.kids if listed is not None else None
    for node in kids if isinstance(kids, list) else ():
        entry = _recorded(node, problems)
        if entry is not None and entries.setdefault((entry.contract, entry.fingerprint), entry) is not entry:
            message = f"the finding {quoted(entry.fingerprint)} is recorded twice"
            problems.append(Problem(message, node.site("fingerprint"), "keep one of the two"))
    if problems:
        raise Unreadable(problems)
    return Record(root.source, entries)


def _recorded(node: Node, problems: list[Problem]) -> Recorded | None:
    fields = check_form(node, FINDING, problems)
    if fields is None:
        return None
    try:
        since = date.fromisoformat(fields["since"]) if _DAY.fullmatch(fields["since"]) else None
    except ValueError:
        since = None
    if since is None:
        hint = "write it as year-month-day: `2026-01-31`"
        problems.append(Problem("`since` is no day of the calendar", node.site("since"), hint))
        return None
    outcome, severity = Outcome(fields["outcome"]), Severity(fields["severity"])
    named = (fields["contract"], fields["rule"], fields["subject"], fields["fingerprint"])
    return Recorded(*named, outcome, severity, since)


def render_record(entries: Iterable[Recorded]) -> str:
    """The text of a record: the same entries give the same bytes, one a line."""
    lines = [
        f"  - {{contract: {literal_text(one.contract)}, rule: {literal_text(one.rule)}, "
        f"subject: {literal_text(one.subject)}, outcome: {one.outcome.value}, severity: {one.severity.value}, "
        f"since: {one.since.isoformat()}, fingerprint: {literal_text(one.fingerprint)}}}"
        for one in sorted(entries, key=_order)
    ]
    return _HEAD + "\n".join(["findings:", *lines] if lines else ["findings: []"]) + "\n"


def _order(one: Recorded) -> tuple[str, str, str, str]:
    return one.contract, one.rule, one.subject, one.fingerprint


# -- comparison


def recorded(contracts: Iterable[ContractReport], today: date, known: Record | None = None) -> list[Recorded]:
    """What a new record holds: all that is found, neither waived nor broken; what is known keeps its first day."""
    entries = known.entries if known is not None else {}
    found: dict[tuple[str, str], Recorded] = {}
    for contract in contracts:
        for one in contract.findings:
            key = contract.id, one.fingerprint
            if one.outcome in RECORDABLE and one.waiver is None and one.pack != OWN:
                since = entries[key].since if key in entries else today
                made = Recorded(
                    contract.id, one.rule, one.subject, one.fingerprint, one.outcome, one.severity, since
                )
                # Of two versions of one contract the lighter finding counts as known, so that the graver is new.
                found[key] = min(found.get(key, made), made, key=_gravity)
    return list(found.values())


def compare(
    contracts: Sequence[ContractReport], record: Record, rules: frozenset[str]
) -> tuple[tuple[ContractReport, ...], Ledger]:
    """The contracts of a run with each finding marked as known or new, and what is found no longer.

    `rules` names the rules of the run: what others found is neither there nor gone.
    """
    marked = [_marked(contract, record) for contract in contracts]
    checked = [one for one in record.entries.values() if one.rule in rules]
    ids = {contract.id for contract in contracts}
    ledger = Ledger(
        record.source.name,
        record.source.sha256,
        len(record.entries) - sum(one.contract in ids for one in checked),
    )
    gone: dict[str, list[Recorded]] = {}
    for one in gone_from(marked, checked):
        gone.setdefault(one.contract, []).append(one)
    return tuple(one._replace(gone=tuple(gone.pop(one.id, ()))) for one in marked), ledger


def gone_from(contracts: Sequence[ContractReport], entries: Iterable[Recorded]) -> Iterator[Recorded]:
    """What is found no longer, of entries whose rules were applied, in order.

    What has another fingerprint now, since it is found at another place or in another way, is not gone, nor is what a
    rule that broke might have found.
    """
    ids = {contract.id for contract in contracts}
    found = {(contract.id, one.fingerprint) for contract in contracts for one in contract.findings}
    broke = {(contract.id, one.rule) for contract, one in _all(contracts) if one.outcome is Outcome.BROKEN}
    moved = Counter(
        (contract.id, one.rule, one.subject) for contract, one in _all(contracts) if one.past and one.past.new
    )
    for one in sorted(entries, key=_order):
        if (
            one.contract not in ids
            or (one.contract, one.fingerprint) in found
            or (one.contract, one.rule) in broke
        ):
            continue
        if moved[one[:3]]:
            moved[one[:3]] -= 1
        else:
            yield one


def _all(contracts: Iterable[ContractReport]) -> Iterator[tuple[ContractReport, Finding]]:
    return ((contract, one) for contract in contracts for one in contract.findings)


def _marked(contract: ContractReport, record: Record) -> ContractReport:
    counts, known, findings = dict(contract.counts), 0, []
    for one in contract.findings:
        past = _past(one, record.entries.get((contract.id, one.fingerprint)))
        if past is not None and not past.new and one.waiver is None:
            counts[one.outcome] -= 1
            known += 1
        findings.append(one._replace(past=past))
    return contract._replace(findings=tuple(findings), counts=counts, known=known)


def _past(finding: Finding, entry: Recorded | None) -> Past | None:
    if finding.outcome not in (*RECORDABLE, Outcome.BROKEN) or finding.pack == OWN:
        return None
    if entry is None or finding.outcome is Outcome.BROKEN:
        return Past(new=True, since=None)
    if RECORDABLE.index(finding.outcome) > RECORDABLE.index(entry.outcome):
        return Past(new=True, since=entry.since, was=entry.outcome.value)
    if finding.severity.weight > entry.severity.weight:
        return Past(new=True, since=entry.since, was=entry.severity.value)
    return Past(new=False, since=entry.since)


def _gravity(one: Recorded) -> tuple[int, int]:
    return RECORDABLE.index(one.outcome), one.severity.weight


def baseline_schema() -> dict[str, Any]:
    """The JSON Schema of a record."""
    schema, finding = object_schema(HEADER), object_schema(FINDING)
    finding["properties"]["since"] |= {"pattern": f"^{_DAY.pattern}$"}
    schema["properties"]["findings"]["items"] = finding
    return titled("slacheck baseline", schema)
