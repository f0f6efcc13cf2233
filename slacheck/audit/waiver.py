"""Which findings are waived, on a given day; and which waivers are void, expired, malformed, unused or unapproved.

A waiver holds if it is well formed, dated and not expired on the day of the check, no longer than the house allows,
about a rule that may be waived, and if the words that it accepts are still those of the contract. A finding that is
waived stays what it is, and does not count. A waiver that does not hold waives nothing and is a finding itself. A rule
that broke found nothing that anybody could accept.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from slacheck.audit.calendar import after
from slacheck.audit.finding import sort_key
from slacheck.audit.model import Finding, Ledger, UnreadableFile, Waiver
from slacheck.audit.notice import DUPLICATE, EXPIRED, INVALID, NOT_APPROVED, OWN, UNUSED, VOID
from slacheck.audit.place import Location, first_line
from slacheck.rule.model import LegalStatus, Outcome, Severity
from slacheck.suggest import did_you_mean
from slacheck.tongue import ENGLISH, joined, speak, worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from slacheck.audit.model import ContractReport
    from slacheck.audit.notice import Notice
    from slacheck.audit.register import Entry, Flawed, Register
    from slacheck.quantity import Duration
    from slacheck.rule.model import Rule
    from slacheck.source.problem import Problem

WAIVABLE = (Outcome.GAP, Outcome.UNKNOWN)


class Bench(NamedTuple):
    """By what waivers are judged."""

    today: date
    longest: Duration
    """How long a waiver may hold."""
    rules: Mapping[str, Rule]
    """The rules of the run, by their ids."""
    language: str = ENGLISH
    """Of the reader."""


class Judged(NamedTuple):
    """Contracts with their waivers applied."""

    contracts: tuple[ContractReport, ...]
    ledger: Ledger
    unreadable: tuple[UnreadableFile, ...]
    """The register, with what is malformed in it and belongs to no contract of the run."""


def judge_waivers(contracts: Sequence[ContractReport], register: Register, bench: Bench) -> Judged:
    """Apply the waivers of a register to all contracts of a run."""
    court = _Court(contracts, register, bench)
    court.apply()
    ids = {one.id for one in contracts}
    elsewhere = sum(one.contract not in ids for one in register.entries)
    source = register.source
    stray = tuple(problem for one in register.flawed if one.contract not in ids for problem in one.problems)
    return Judged(
        tuple(court.reports()),
        Ledger(source.name, source.sha256, elsewhere),
        (UnreadableFile(source.name, stray),) if stray else (),
    )


def fault(
    entry: Entry, found: Iterable[Finding], bench: Bench
) -> tuple[Notice, dict[str, object], str] | None:
    """Why a waiver does not hold for some findings that it names: the notice, its details, and the key that says so."""
    rules = [bench.rules[one.rule] for one in found if one.rule in bench.rules]
    firm = next((rule.id for rule in rules if rule.unwaivable), None)
    if firm is not None:
        return INVALID, {"why": worded("nobody may waive `{rule}`", rule=firm)}, "rule"
    if entry.date > bench.today:
        return INVALID, {"why": worded("it holds from {day} on, and not yet", day=entry.date)}, "date"
    if entry.expires > after(entry.date, bench.longest):
        return (
            INVALID,
            {"why": worded("it holds for more than {longest}, the longest allowed", longest=bench.longest)},
            "expires",
        )
    if entry.expires < bench.today:
        return EXPIRED, {"day": entry.expires}, "expires"
    if all(one.words != entry.wording for one in found):
        return VOID, {}, "wording"
    return None


class _Claim(NamedTuple):
    """A waiver and the findings of one contract that it names."""

    entry: Entry
    found: tuple[Finding, ...]


class _Court:
    """Judges the waivers of a run."""

    def __init__(self, contracts: Sequence[ContractReport], register: Register, bench: Bench) -> None:
        self.contracts = contracts
        self.register = register
        self.bench = bench
        self.tongue = speak(bench.language)
        self.granted: list[dict[str, Entry]] = [{} for _ in contracts]
        """The waiver in force, by the fingerprint of a finding, for each contract."""
        self.notices: list[list[Finding]] = [[] for _ in contracts]
        self.seen: dict[str, int] = {}

    def apply(self) -> None:
        """Judge every waiver that is about a contract of the run."""
        heeded: set[int] = set()
        about: dict[str, list[Entry]] = {}
        for entry in self.register.entries:
            about.setdefault(entry.contract, []).append(entry)
        for number, contract in enumerate(self.contracts):
            claims = [
                _Claim(entry, found)
                for entry in about.get(contract.id, ())
                if (found := _named(entry, contract))
            ]
            heeded |= {claim.entry.number for claim in claims}
            self._judge(number, [claim for claim in claims if _waivable(claim.found)])
        home = {contract.id: number for number, contract in reversed(list(enumerate(self.contracts)))}
        for entry in self.register.entries:
            if entry.number not in heeded and entry.contract in home:
                self._unused(home[entry.contract], entry)
        for entry in self.register.proposed:
            if entry.contract in home:
                self._note(home[entry.contract], NOT_APPROVED, entry, (), Severity.INFO)
        for flawed in self.register.flawed:
            for problem in flawed.problems if flawed.contract in home else ():
                place = _place_of(problem, flawed, self.register)
                named = flawed.named or self.tongue("number {number}", number=flawed.number + 1)
                hint = f" ({problem.help})" if problem.help else ""
                self._write(
                    home[flawed.contract],
                    INVALID,
                    named,
                    place,
                    Severity.ERROR,
                    why=f"{problem.message}{hint}",
                )

    def _judge(self, number: int, claims: list[_Claim]) -> None:
        """Grant what holds; of several waivers of one finding the latest is in force."""
        faults = {
            claim.entry.number: fault(claim.entry, _waivable(claim.found), self.bench) for claim in claims
        }
        granted = self.granted[number]
        holding = [claim for claim in claims if faults[claim.entry.number] is None]
        for entry, found in sorted(holding, key=lambda claim: (claim.entry.date, claim.entry.number)):
            words = (one for one in _waivable(found) if one.words == entry.wording)
            granted |= dict.fromkeys((one.fingerprint for one in words), entry)
        used = {entry.number for entry in granted.values()}
        for entry, found in claims:
            said = faults[entry.number]
            if said is not None:
                notice, details, key = said
                open_ = [one for one in _waivable(found) if one.fingerprint not in granted]
                self._note(number, notice, entry, found, _gravest(open_), key, **details)
            elif entry.number not in used:
                self._note(number, DUPLICATE, entry, found, Severity.WARNING)

    def _unused(self, number: int, entry: Entry) -> None:
        rules = self.bench.rules
        why = worded("nothing that is found matches it")
        if entry.rule and entry.rule not in rules:
            hint = did_you_mean(entry.rule, rules)
            why = worded("no rule of this check is called `{rule}`", rule=entry.rule)
            why = joined("; ", (why, hint)) if hint else why
        self._note(number, UNUSED, entry, (), Severity.WARNING, why=why)

    def _note(
        self,
        number: int,
        notice: Notice,
        entry: Entry,
        found: Sequence[Finding],
        severity: Severity,
        key: str = "rule",
        **details: object,
    ) -> None:
        """Say what is wrong with a waiver."""
        place = (
            Location(first_line(entry.node.span), ("waivers", entry.number))
            if notice is NOT_APPROVED
            else self.register.place(entry, key, "rule", "fingerprint")
        )
        about = found[0] if found else None
        self._write(number, notice, entry.named(), place, severity, about, who=entry.approver, **details)

    def _write(
        self,
        number: int,
        notice: Notice,
        named: str,
        place: Location,
        severity: Severity,
        about: Finding | None = None,
        **details: object,
    ) -> None:
        contract = self.contracts[number]
        parts = (contract.id, OWN, notice.id, named)
        print_ = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
        again = self.seen[print_] = self.seen.get(print_, 0) + 1
        self.notices[number].append(
            Finding(
                rule=notice.id,
                pack=OWN,
                clause=None if about is None else about.clause,
                subject="contract" if about is None else about.subject,
                outcome=Outcome.GAP,
                severity=severity,
                legal_status=LegalStatus.POOR_PRACTICE,
                message=self.tongue(notice.message, named=named, **details),
                why=self.tongue(notice.why),
                remedy=self.tongue(notice.remedy),
                wording=None,
                references=(),
                fingerprint=print_ if again == 1 else f"{print_}.{again}",
                questions=(),
                location=place,
                evidence=(),
                error="",
            )
        )

    def reports(self) -> Iterable[ContractReport]:
        """The contracts with what is waived marked, and with what is wrong with their waivers."""
        for contract, granted, notices in zip(self.contracts, self.granted, self.notices, strict=True):
            yield _waived(contract, granted, notices) if granted or notices else contract


def _waived(
    contract: ContractReport, granted: Mapping[str, Entry], notices: Sequence[Finding]
) -> ContractReport:
    counts = dict(contract.counts)
    findings: list[Finding] = list(notices)
    counts[Outcome.GAP] = counts.get(Outcome.GAP, 0) + len(notices)
    for one in contract.findings:
        entry = granted.get(one.fingerprint)
        if entry is not None:
            counts[one.outcome] -= 1
        findings.append(one if entry is None else one._replace(waiver=_waiver(entry, one)))
    return contract._replace(
        findings=tuple(sorted(findings, key=sort_key)), counts=counts, waived=len(granted)
    )


def _waiver(entry: Entry, finding: Finding) -> Waiver:
    return Waiver(finding.rule, entry.approver, entry.reason, entry.ticket, entry.expires, entry.date)


def _named(entry: Entry, contract: ContractReport) -> tuple[Finding, ...]:
    """The findings of a contract that a waiver names, what broke among them."""
    heard = (*WAIVABLE, Outcome.BROKEN)
    return tuple(one for one in contract.findings if one.outcome in heard and entry.means(one))


def _waivable(found: Iterable[Finding]) -> list[Finding]:
    return [one for one in found if one.outcome in WAIVABLE]


def _gravest(found: Iterable[Finding]) -> Severity:
    """How grave a waiver that fails is: as what it leaves open; a warning where another waiver is in force."""
    return max((one.severity for one in found), key=lambda one: one.weight, default=Severity.WARNING)


def _place_of(problem: Problem, flawed: Flawed, register: Register) -> Location:
    """Where a malformed waiver is wrong, else where it begins."""
    route = ("waivers", flawed.number)
    if problem.span is None:
        return Location(None, route, root=register.root)
    return Location(first_line(problem.span), route)
