"""A gap report as plain frozen values: what every renderer reads and nothing else computes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.audit.place import Location

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from slacheck.audit.chart import Chart
    from slacheck.contract.taxonomy import Tier
    from slacheck.offer.cost import Cost
    from slacheck.offer.entitlement import Status
    from slacheck.offer.space import Configuration, Purchase
    from slacheck.rule.model import Doc, LegalStatus, Outcome, Reference, Severity
    from slacheck.source.problem import Problem
    from slacheck.truth import Truth


class Citation(NamedTuple):
    """One piece of evidence: a place and what it says."""

    location: Location
    says: str


class Question(NamedTuple):
    """A fact that would settle an unknown outcome, asked as the reader can pass it on to the supplier."""

    path: str
    """Where the answer belongs, as a JSON Pointer."""
    text: str
    location: Location


class Waiver(NamedTuple):
    """An accepted risk: who accepted a finding, why, and up to which day."""

    rule: str
    approver: str
    reason: str
    ticket: str
    """Where it was decided; "" where nothing names that."""
    expires: date
    """The last day on which it holds."""
    date: date
    """The first."""


class Past(NamedTuple):
    """What a baseline of known findings says of a finding."""

    new: bool
    since: date | None
    """The first day on which it was seen; none where the baseline does not know it."""
    was: str = ""
    """What it was when it was recorded, where it has become graver: `unknown`, or a severity."""


class Recorded(NamedTuple):
    """The identity of a finding that a baseline holds."""

    contract: str
    rule: str
    subject: str
    fingerprint: str
    outcome: Outcome
    severity: Severity
    since: date


class Finding(NamedTuple):
    """What one rule found on one subject, with everything a reader needs to act on it."""

    rule: str
    pack: str
    clause: str | None
    """The clause kind that it is about, if it is about one."""
    subject: str
    """The clause kind, the id of an option, ... or `contract`."""
    outcome: Outcome
    severity: Severity
    legal_status: LegalStatus
    message: str
    why: str
    """Why the rule exists, in the pack's words."""
    remedy: str
    wording: str | None
    """The words that may replace those of the contract, in its language."""
    references: tuple[Reference, ...]
    fingerprint: str
    questions: tuple[Question, ...]
    location: Location
    evidence: tuple[Citation, ...]
    error: str
    """Why the rule broke, when it did."""
    proposed: bool = False
    """Whether it rests only on entries that a name match proposed and nobody has confirmed."""
    words: str = ""
    """The digest of the contract's words that it is about; made only where a waiver may name it."""
    waiver: Waiver | None = None
    past: Past | None = None
    """What the baseline of the run says of it; none in a run without one."""

    @property
    def counts(self) -> bool:
        """Whether it counts for the result: nobody has accepted it, and it is not known already."""
        return self.waiver is None and (self.past is None or self.past.new)


class ClauseRow(NamedTuple):
    """One line of the matrix: a clause kind and what a buyer holds of it."""

    clause: str
    name: str
    tier: Tier
    applies: Truth
    status: Status
    reason: str
    """Why the status is unknown, when it is."""
    through: tuple[str, ...]
    surcharge: Cost | None
    surcharge_over_term: Cost | None
    """Over the initial term, when its length is stated."""
    without: Configuration | None
    holding: Configuration | None
    location: Location | None
    """The first place that speaks of it."""


class BaselineRow(NamedTuple):
    """The same for the whole baseline: what it costs to hold all of it."""

    cheapest: Purchase
    compliant: Purchase | None
    surcharge: Cost | None
    surcharge_over_term: Cost | None
    closest: Purchase | None
    """The cheapest purchase that holds all that can be held."""
    lacking: tuple[str, ...]
    unsettled: tuple[str, ...]
    closest_adds: Cost | None = None
    """What `closest` adds to `cheapest`."""


class Passed(NamedTuple):
    """The subjects on which a rule passed."""

    rule: str
    subjects: tuple[str, ...]


class ContractReport(NamedTuple):
    """One contract, checked."""

    id: str
    title: str
    status: str
    language: str | None
    file: str
    sha256: str
    customer: str
    supplier: str
    months: int | None
    """Months of the initial term, when it is stated."""
    currency: str | None
    clauses: tuple[ClauseRow, ...]
    baseline: BaselineRow
    findings: tuple[Finding, ...]
    """Gravest first."""
    counts: Mapping[Outcome, int]
    applied: frozenset[str]
    """Ids of the rules that applied to something."""
    chart: Chart | None = None
    """What each plan holds of the baseline, where there is a choice."""
    passed: tuple[Passed, ...] = ()
    """What passed, by its name alone, where a format asks for it."""
    waived: int = 0
    """How many findings are waived; `counts` leaves them out."""
    known: int = 0
    """How many are known from the baseline of the run, and not waived; `counts` leaves them out, too."""
    gone: tuple[Recorded, ...] = ()
    """What the baseline of the run holds and is found no longer."""
    borrowed: frozenset[str] = frozenset()
    """The texts of the packs that are shown in English because they do not have them in the reader's language."""

    def questions(self) -> Mapping[Question, tuple[str, ...]]:
        """Each question once, with the rules that wait for its answer; none of what is waived or known."""
        asked: dict[str, tuple[Question, list[str]]] = {}
        for finding in self.findings:
            for question in finding.questions if finding.counts else ():
                rules = asked.setdefault(question.path + question.text, (question, []))[1]
                if finding.rule not in rules:
                    rules.append(finding.rule)
        return {question: tuple(rules) for question, rules in asked.values()}


class UnreadableFile(NamedTuple):
    """A file that could not be checked, with everything that is wrong with it."""

    file: str
    problems: tuple[Problem, ...]


class PackMark(NamedTuple):
    """Which rules a report rests on."""

    id: str
    version: str
    title: str
    sha256: str


class RuleMark(NamedTuple):
    """A rule of the run as its author explains it, whether it found something or not."""

    id: str
    pack: str
    severity: Severity
    legal_status: LegalStatus
    doc: Doc
    references: tuple[Reference, ...]


class Idle(NamedTuple):
    """The rules of one pack that applied to nothing: a green that checked nothing is not green."""

    pack: str
    rules: tuple[str, ...]
    of: int
    """How many rules the pack has."""


class Ledger(NamedTuple):
    """A file that decides which findings count: of waivers, or of known findings."""

    file: str
    sha256: str
    elsewhere: int
    """How many of its entries are about contracts, or rules, that this run did not check."""


class Report(NamedTuple):
    """A whole run."""

    version: str
    """The version of slacheck."""
    today: date
    """The date of the check: it is given, never read from a clock."""
    language: str
    packs: tuple[PackMark, ...]
    taxonomy_sha256: str
    """The digest of the clause kinds and conditions on which everything rests."""
    contracts: tuple[ContractReport, ...]
    unreadable: tuple[UnreadableFile, ...]
    idle: tuple[Idle, ...]
    """Rules that applied to nothing in the whole run, by pack."""
    counts: Mapping[Outcome, int]
    rules: tuple[RuleMark, ...] = ()
    """The rules of the packs, in their order."""
    strict: bool = False
    """Whether what is unknown counts as a gap."""
    root: str = ""
    """The folder from which files are named, as an absolute path with forward slashes; "" where that is unknown."""
    waived: int = 0
    known: int = 0
    waivers: Ledger | None = None
    baseline: Ledger | None = None
