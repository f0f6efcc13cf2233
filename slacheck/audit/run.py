"""The one use case: rules and a contract in, a gap report out. Every face calls `audit` and only translates."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from slacheck.audit.chart import chart_of
from slacheck.audit.finding import FindingWriter, sort_key
from slacheck.audit.matrix import baseline_row, clause_rows
from slacheck.audit.model import ContractReport, Idle, PackMark, Passed, Report, RuleMark
from slacheck.audit.place import Places
from slacheck.quantity import Duration
from slacheck.rule.facts import Facts
from slacheck.rule.judge import Judge, Verdict, subject_id
from slacheck.rule.model import Outcome
from slacheck.tongue import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from slacheck.audit.model import Finding, Ledger, UnreadableFile
    from slacheck.audit.phrase import Phrasebook, Voice
    from slacheck.audit.record import Record
    from slacheck.audit.register import Register
    from slacheck.contract.read import Reading
    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.model import Pack, Rule

YEAR = Duration(months=12)
SILENT = (Outcome.PASS, Outcome.NOT_APPLICABLE)
"""Outcomes that are counted, and listed only when asked for."""


class Terms(NamedTuple):
    """What a check rests on besides the contract."""

    packs: tuple[Pack, ...]
    taxonomy: Taxonomy
    taxonomy_sha256: str
    phrases: Phrasebook
    today: date
    language: str = "en"
    list_all: bool = False
    """List what passed and what does not apply, too."""
    name_passed: bool = False
    """Name what passed, without a proof: that costs far less than listing it."""
    digests: bool = False
    """Note the digest of the words of each finding, which a waiver needs."""
    register: Register | None = None
    """The waivers in force."""
    longest: Duration = YEAR
    """How long a waiver may hold."""
    record: Record | None = None
    """The findings that are known already."""


def audit(reading: Reading, terms: Terms) -> ContractReport:
    """Judge one contract by every rule of the packs."""
    facts = Facts(reading.contract, terms.taxonomy, terms.today, terms.language)
    judge = Judge(facts)
    counts: Counter[Outcome] = Counter()
    told: list[Verdict] = []
    passed: list[Passed] = []
    applied = set()
    for pack in terms.packs:
        for rule in pack.rules:
            for ruling in judge.rulings(rule):
                counts[ruling.outcome] += len(ruling.subjects)
                if ruling.outcome is not Outcome.NOT_APPLICABLE:
                    applied.add(rule.id)
                if terms.list_all or ruling.outcome not in SILENT:
                    told += [Verdict(rule, one, ruling.outcome, ruling.error) for one in ruling.subjects]
                elif terms.name_passed and ruling.outcome is Outcome.PASS:
                    passed.append(Passed(rule.id, tuple(map(subject_id, ruling.subjects))))
    places = Places(reading.node)
    writer = FindingWriter(places, facts, terms.phrases, digests=terms.digests)
    findings = tuple(sorted(map(writer.write, told), key=sort_key))
    contract, source = reading.contract, reading.node.source
    return ContractReport(
        id=contract.metadata.id,
        title=contract.metadata.title,
        status=contract.metadata.status,
        language=contract.metadata.language,
        file=source.name,
        sha256=source.sha256,
        customer=contract.parties.customer.name,
        supplier=contract.parties.supplier.name,
        months=facts.offer.months,
        currency=contract.pricing.currency if contract.pricing else None,
        clauses=clause_rows(places, facts),
        baseline=baseline_row(facts.offer),
        findings=findings,
        counts=counts,
        applied=frozenset(applied),
        chart=chart_of(facts.offer, facts.language),
        passed=tuple(passed),
        borrowed=_borrowed(writer.voice, findings),
    )


def _borrowed(voice: Voice, findings: Iterable[Finding]) -> frozenset[str]:
    """What is shown in English: what the writer said so, and what the anchors say in no other language."""
    for finding in findings if voice.language != ENGLISH else ():
        for reference in finding.references:
            voice.of(reference.texts())
    return frozenset(voice.borrowed)


def assemble(
    terms: Terms, version: str, contracts: Sequence[ContractReport], unreadable: Iterable[UnreadableFile]
) -> Report:
    """The report of a whole run: waivers and known findings applied, and the rules that applied to nothing in it."""
    contracts, stray, waivers = _with_waivers(terms, contracts)
    contracts, baseline = _with_record(terms, contracts)
    counts: Counter[Outcome] = Counter()
    for contract in contracts:
        counts.update(contract.counts)
    applied = frozenset().union(*(contract.applied for contract in contracts))
    return Report(
        version=version,
        today=terms.today,
        language=terms.language,
        packs=tuple(PackMark(pack.id, pack.version, pack.title, pack.sha256) for pack in terms.packs),
        taxonomy_sha256=terms.taxonomy_sha256,
        contracts=tuple(contracts),
        unreadable=(*unreadable, *stray),
        idle=tuple(_idle(terms.packs, applied)) if contracts else (),
        counts=counts,
        rules=tuple(_mark(rule) for pack in terms.packs for rule in pack.rules),
        waived=sum(one.waived for one in contracts),
        known=sum(one.known for one in contracts),
        waivers=waivers,
        baseline=baseline,
    )


def _with_waivers(
    terms: Terms, contracts: Sequence[ContractReport]
) -> tuple[Sequence[ContractReport], tuple[UnreadableFile, ...], Ledger | None]:
    if terms.register is None:
        return contracts, (), None
    from slacheck.audit.waiver import Bench, judge_waivers

    rules = {rule.id: rule for pack in terms.packs for rule in pack.rules}
    judged = judge_waivers(
        contracts, terms.register, Bench(terms.today, terms.longest, rules, terms.language)
    )
    return judged.contracts, judged.unreadable, judged.ledger


def _with_record(
    terms: Terms, contracts: Sequence[ContractReport]
) -> tuple[Sequence[ContractReport], Ledger | None]:
    if terms.record is None:
        return contracts, None
    from slacheck.audit.record import compare

    rules = frozenset(rule.id for pack in terms.packs for rule in pack.rules)
    return compare(contracts, terms.record, rules)


def _mark(rule: Rule) -> RuleMark:
    return RuleMark(rule.id, rule.pack, rule.severity, rule.legal_status, rule.doc, rule.references)


def _idle(packs: Iterable[Pack], applied: frozenset[str]) -> Iterator[Idle]:
    for pack in packs:
        idle = tuple(rule.id for rule in pack.rules if rule.id not in applied)
        if idle:
            yield Idle(pack.id, idle, len(pack.rules))
