"""The report as JSON, `slacheck.report/v1`: a wire form of its own, so that inner types may change.

The shape is published by `slacheck.report.json_schema`. Money is a string and exact; what nobody states is null.
A contract stands on one line; the same report gives the same bytes.

The text is written directly, without a tree of dictionaries in between, which halves its cost for a repository of
contracts.
"""

from __future__ import annotations

from functools import lru_cache
from json.encoder import encode_basestring as _text
from typing import TYPE_CHECKING, Any

from slacheck.audit.model import ClauseRow
from slacheck.audit.place import Location
from slacheck.rule.model import Outcome
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from slacheck.audit.chart import Chart, Point
    from slacheck.audit.model import (
        BaselineRow,
        ContractReport,
        Finding,
        Ledger,
        Past,
        Recorded,
        Report,
        UnreadableFile,
        Waiver,
    )
    from slacheck.offer.cost import Amount, Cost
    from slacheck.offer.space import Configuration, Purchase
    from slacheck.rule.model import Reference
    from slacheck.source.problem import Problem
    from slacheck.source.span import Span

# INVARIANT: each function below returns complete JSON (or the members of an object), and every text from outside
# goes through `_text`, which quotes and escapes it.

SCHEMA = "slacheck.report/v1"
_MEMO = 4096
_APPLIES = {Truth.TRUE: "true", Truth.FALSE: "false", Truth.UNKNOWN: "null"}


def render(report: Report) -> str:
    """The whole report, as one JSON object and a line break."""
    packs = (
        f'{{"id": {_text(pack.id)}, "version": {_text(pack.version)}, "sha256": {_text(pack.sha256)}, '
        f'"title": {_text(pack.title)}}}'
        for pack in report.packs
    )
    head = (
        f'{{"schema": "{SCHEMA}", "tool": {{"name": "slacheck", "version": {_text(report.version)}}}, '
        f'"today": "{report.today.isoformat()}", "packs": {_list(packs)}, "contracts": ['
    )
    tail = (
        f'], "language": {_text(report.language)}, "taxonomy": {{"sha256": {_text(report.taxonomy_sha256)}}}, '
        f'"unreadable": {_list(map(_unreadable, report.unreadable))}, '
        f'"idle_rules": {_texts([rule for idle in report.idle for rule in idle.rules])}, '
        f'"summary": {{"contracts": {len(report.contracts)}, "unreadable": {len(report.unreadable)}, '
        f'{_outcomes(report)}}}, "waivers": {_ledger(report.waivers)}, "baseline": {_ledger(report.baseline)}}}\n'
    )
    contracts = [f"\n{_contract(contract)}," for contract in report.contracts]
    if contracts:
        contracts[-1] = f"{contracts[-1][:-1]}\n"
    return "".join((head, *contracts, tail))


def _list(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"


def _texts(texts: Collection[str]) -> str:
    return f"[{', '.join(map(_text, texts))}]" if texts else "[]"


def _optional(text: str | None) -> str:
    return _text(text) if text else "null"


def _contract(contract: ContractReport) -> str:
    currency, sites = contract.currency, _Sites()
    clauses = [_clause(row[:-1], currency) for row in contract.clauses]
    findings = [_finding(finding, sites) for finding in contract.findings]
    questions = [
        f'{{"text": {_text(question.text)}, "rules": {_texts(rules)}, "location": {{{sites[question.location]}}}}}'
        for question, rules in contract.questions().items()
    ]
    return (
        f'{{"id": {_text(contract.id)}, "file": {_text(contract.file)}, "sha256": {_text(contract.sha256)}, '
        f'"clauses": {_list(clauses)}, "baseline": {_baseline(contract.baseline, currency)}, '
        f'"findings": {_list(findings)}, "summary": {{{_outcomes(contract)}}}, '
        f'"title": {_text(contract.title)}, "status": {_text(contract.status)}, '
        f'"language": {_optional(contract.language)}, "customer": {_text(contract.customer)}, '
        f'"supplier": {_text(contract.supplier)}, "months": {_number(contract.months)}, '
        f'"currency": {_optional(currency)}, "questions": {_list(questions)}, "chart": {_chart(contract.chart)}, '
        f'"fixed": {_list(map(_recorded, contract.gone))}}}'
    )


def _number(number: int | None) -> str:
    return "null" if number is None else str(number)


@lru_cache(_MEMO)
def _clause(members: tuple[Any, ...], currency: str | None) -> str:
    """A row, given without its place, which is not written: most rows of two contracts are then the same."""
    row = ClauseRow._make((*members, None))
    return (
        f'{{"clause": {_text(row.clause)}, "tier": "{row.tier.value}", "applies": {_APPLIES[row.applies]}, '
        f'"status": "{row.status.value}", "through": {_texts(row.through)}, '
        f'"surcharge": {_cost(row.surcharge, currency)}, "witness_without": {_configuration(row.without)}, '
        f'"witness_with": {_configuration(row.holding)}, "name": {_text(row.name)}, '
        f'"reason": {_optional(row.reason)}, "surcharge_over_term": {_cost(row.surcharge_over_term, currency)}}}'
    )


def _baseline(row: BaselineRow, currency: str | None) -> str:
    return (
        f'{{"cheapest": {_purchase(row.cheapest, currency)}, '
        f'"cheapest_compliant": {_purchase(row.compliant, currency)}, '
        f'"surcharge": {_cost(row.surcharge, currency)}, '
        f'"surcharge_over_term": {_cost(row.surcharge_over_term, currency)}, '
        f'"closest": {_purchase(row.closest, currency)}, "lacking": {_texts(row.lacking)}, '
        f'"unsettled": {_texts(row.unsettled)}, "closest_adds": {_cost(row.closest_adds, currency)}}}'
    )


def _finding(finding: Finding, sites: _Sites) -> str:
    evidence = [f'{{{sites[one.location]}, "says": {_text(one.says)}}}' for one in finding.evidence]
    return (
        f'{{"rule": {_text(finding.rule)}, "pack": {_text(finding.pack)}, "clause": {_optional(finding.clause)}, '
        f'"outcome": "{finding.outcome.value}", "severity": "{finding.severity.value}", '
        f'"legal_status": "{finding.legal_status.value}", "message": {_text(finding.message)}, '
        f'"remedy": {_text(finding.remedy)}, "references": {_references(finding.references)}, '
        f'"fingerprint": {_text(finding.fingerprint)}, '
        f'"missing_facts": {_texts([question.path for question in finding.questions])}, '
        f'"waiver": {_waiver(finding.waiver)}, '
        f'"location": {{{sites[finding.location]}}}, "evidence": {_list(evidence)}, '
        f'"subject": {_text(finding.subject)}, "why": {_text(finding.why)}, '
        f'"wording": {_optional(finding.wording)}, "error": {_optional(finding.error)}, '
        f'"proposed": {"true" if finding.proposed else "false"}, "baseline": {_past(finding.past)}}}'
    )


def _waiver(waiver: Waiver | None) -> str:
    if waiver is None:
        return "null"
    return (
        f'{{"rule": {_text(waiver.rule)}, "approver": {_text(waiver.approver)}, "reason": {_text(waiver.reason)}, '
        f'"ticket": {_optional(waiver.ticket)}, "expires": "{waiver.expires.isoformat()}", '
        f'"date": "{waiver.date.isoformat()}"}}'
    )


def _past(past: Past | None) -> str:
    if past is None:
        return "null"
    since = f'"{past.since.isoformat()}"' if past.since else "null"
    return f'{{"state": "{"new" if past.new else "known"}", "since": {since}, "was": {_optional(past.was)}}}'


def _recorded(one: Recorded) -> str:
    return (
        f'{{"rule": {_text(one.rule)}, "subject": {_text(one.subject)}, "fingerprint": {_text(one.fingerprint)}, '
        f'"outcome": "{one.outcome.value}", "severity": "{one.severity.value}", '
        f'"since": "{one.since.isoformat()}"}}'
    )


def _ledger(ledger: Ledger | None) -> str:
    if ledger is None:
        return "null"
    return (
        f'{{"file": {_text(ledger.file)}, "sha256": {_text(ledger.sha256)}, "elsewhere": {ledger.elsewhere}}}'
    )


@lru_cache(_MEMO)
def _references(references: tuple[Reference, ...]) -> str:
    return _list(
        f'{{"id": {_text(one.id)}, "citation": {_text(one.citation)}, "strength": {_text(one.strength)}, '
        f'"verified": {"true" if one.verified else "false"}}}'
        for one in references
    )


class _Sites(dict[Location, str]):
    """The members that say where a location is, written once for all findings of a contract that stand there."""

    def __missing__(self, location: Location) -> str:
        written = self[location] = f'{_place(location.span)}, "path": {_text(location.path)}'
        return written


def _place(span: Span) -> str:
    """The members that say where a span is; offsets become lines here."""
    source = span.source
    line, column = source.position(span.start)
    end_line, end_column = source.position(span.end)
    return (
        f'"file": {_text(source.name)}, "line": {line}, "column": {column}, '
        f'"end_line": {end_line}, "end_column": {end_column}'
    )


def _cost(cost: Cost | None, currency: str | None) -> str:
    """One figure where there is one; else its parts, and the items whose price is not stated."""
    if cost is None:
        return "null"
    if cost.is_zero:
        return f'{{"amount": "0.00", "currency": {_optional(currency)}, "per": "month"}}'
    parts = [_amount(one) for one in cost.amounts()]
    if len(parts) == 1 and not cost.unstated:
        return parts[0]
    return (
        f'{{"amount": null, "currency": null, "per": null, "parts": {_list(parts)}, '
        f'"unstated": {_texts(sorted(cost.unstated))}}}'
    )


def _amount(amount: Amount) -> str:
    money = amount.money
    return f'{{"amount": "{money.amount_text()}", "currency": {_text(money.currency)}, "per": {_text(amount.per)}}}'


def _configuration(configuration: Configuration | None) -> str:
    return "null" if configuration is None else f"{{{_choice(configuration)}}}"


def _purchase(purchase: Purchase | None, currency: str | None) -> str:
    if purchase is None:
        return "null"
    return f'{{{_choice(purchase.configuration)}, "price": {_cost(purchase.cost, currency)}}}'


def _choice(configuration: Configuration) -> str:
    return f'"plan": {_optional(configuration.plan)}, "options": {_texts(configuration.options)}'


def _chart(chart: Chart | None) -> str:
    if chart is None:
        return "null"
    plans = (
        f'{{"name": {_text(column.name)}, "alone": {_point(column.alone, chart)}, '
        f'"with_options": {_point(column.full, chart)}}}'
        for column in chart.columns
    )
    clauses = (
        f'{{"clause": {_text(line.clause)}, "held": {_texts([held.value for held in line.cells])}}}'
        for line in chart.lines
    )
    return f'{{"plans": {_list(plans)}, "clauses": {_list(clauses)}, "total": {chart.total}}}'


def _point(point: Point, chart: Chart) -> str:
    return f'{{"purchase": {_purchase(point.purchase, chart.currency)}, "clauses": {point.clauses}}}'


def _outcomes(counted: ContractReport | Report) -> str:
    counts = counted.counts
    return (
        f'"pass": {counts.get(Outcome.PASS, 0)}, "gap": {counts.get(Outcome.GAP, 0)}, '
        f'"unknown": {counts.get(Outcome.UNKNOWN, 0)}, '
        f'"not_applicable": {counts.get(Outcome.NOT_APPLICABLE, 0)}, '
        f'"broken": {counts.get(Outcome.BROKEN, 0)}, "waived": {counted.waived}, "known": {counted.known}'
    )


def _unreadable(file: UnreadableFile) -> str:
    return f'{{"file": {_text(file.file)}, "problems": {_list(map(_problem, file.problems))}}}'


def _problem(problem: Problem) -> str:
    related = (
        f'{{"message": {_text(note)}, "location": {{{_place(span)}}}}}' for note, span in problem.related
    )
    place = f"{{{_place(problem.span)}}}" if problem.span else "null"
    return (
        f'{{"message": {_text(problem.message)}, "help": {_optional(problem.help)}, "location": {place}, '
        f'"related": {_list(related)}}}'
    )
