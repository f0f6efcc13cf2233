"""A small report made by hand, with every kind of thing that a renderer meets; nothing in it is computed by a rule."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from slacheck.audit.model import (
    BaselineRow,
    Citation,
    ClauseRow,
    ContractReport,
    Finding,
    Idle,
    Ledger,
    PackMark,
    Past,
    Question,
    Recorded,
    Report,
    RuleMark,
    UnreadableFile,
    Waiver,
)
from slacheck.audit.place import Location
from slacheck.contract.taxonomy import Tier
from slacheck.offer.cost import Cost, Unit
from slacheck.offer.entitlement import Status
from slacheck.offer.space import Configuration, Purchase
from slacheck.rule.model import Doc, LegalStatus, Outcome, Reference, Severity
from slacheck.source.problem import Problem
from slacheck.source.span import Source, Span
from slacheck.truth import Truth

TEXT = """\
apiVersion: slacheck/v1
kind: Contract
metadata: {id: payroll, title: Externalisation de la paie, language: fr}
service:
  facts: {multi-user: true}
clauses:
  - clause: encryption
    ref: Art. 9
pricing:
  currency: EUR
  base: {amount: 2100, per: month}
  options:
    - id: access-module
      name: Module Confidentialité+
      price: {amount: 180, per: month}
      delivers: [role-based-access-control]

      consent: {on_silence: refused}
    - id: access-log
      price: on-request
      delivers: [audit-logging]
"""
SOURCE = Source("contracts/payroll.yaml", TEXT, "a" * 64)
BASE = Configuration()
MODULE = Configuration(None, ("access-module",))
BOTH = Configuration(None, ("access-module", "access-log"))
LOG = "option:access-log"


def monthly(amount: int, *unstated: str, currency: str = "EUR") -> Cost:
    """So much a month, and items without a price."""
    sums = ((Unit(currency, "year"), Decimal(12 * amount)),) if amount else ()
    return Cost(sums, frozenset(unstated))


def once(amount: int, *unstated: str) -> Cost:
    """A sum paid once."""
    return Cost(((Unit("EUR", "once"), Decimal(amount)),), frozenset(unstated))


def at(words: str, path: str = "", source: Source = SOURCE, *, missing: bool = False) -> Location:
    """The first place of some words in the contract."""
    start = source.text.index(words)
    return Location(Span(source, start, start + len(words)), path, missing=missing)


GDPR = Reference(
    "gdpr-32-1",
    "GDPR Art. 32(1)",
    "binding",
    "measures that fit the risk",
    verified=True,
    paraphrases=(
        ("fr", "des mesures adaptées au risque"),
        ("nl", "maatregelen die bij het risico passen"),
        ("de", "Maßnahmen, die dem Risiko angemessen sind"),
    ),
)
MVSP = Reference("mvsp-2-1", "MVSP 2.1", "standard", "single sign-on at no price", verified=False)
FINANCIAL = Question("/service/facts/financial-entity", "Is the customer a financial entity?", at("facts"))
SILENCE = Question("/pricing/options/1/consent", "What does silence on the offer mean?", at("id: access-log"))

SOLD = Finding(
    rule="baseline-sold-as-option",
    pack="baseline",
    clause="role-based-access-control",
    subject="role-based-access-control",
    outcome=Outcome.GAP,
    severity=Severity.ERROR,
    legal_status=LegalStatus.REGULATED,
    message="Roles: sold as “Module Confidentialité+” for 180.00 EUR / month more",
    why="The cheapest purchase is not fit for its purpose.",
    remedy="put it into the base service",
    wording="Le service permet au Client de définir des rôles.",
    references=(GDPR, MVSP),
    fingerprint="1" * 32,
    questions=(),
    location=at("id: access-module", "/pricing/options/0"),
    evidence=(
        Citation(
            at("role-based-access-control", "/pricing/options/0/delivers/0"), "`access-module` delivers it"
        ),
        Citation(at("pricing", "/pricing"), "a purchase without it: the base service alone"),
        Citation(at("true", "/service/facts/multi-user"), "several people use the service"),
    ),
    error="",
)
ABSENT = SOLD._replace(
    rule="baseline-absent",
    clause="escalation-path",
    subject="escalation-path",
    message="Escalation path: the contract says nothing of it",
    why="What nobody promised, nobody owes.",
    remedy="write that “Escalation path” is in the base service",
    wording="L'annexe désigne trois niveaux d'escalade.",
    fingerprint="2" * 32,
    location=at("clauses", "/clauses/escalation-path", missing=True),
    evidence=(Citation(at("clauses", "/clauses/escalation-path"), "the contract nowhere speaks of it"),),
)
UNSETTLED = SOLD._replace(
    rule="silence-as-waiver",
    clause=None,
    subject="access-log",
    outcome=Outcome.UNKNOWN,
    message="not settled: silence on “access-log” is taken for a refusal",
    wording=None,
    fingerprint="3" * 32,
    questions=(SILENCE, FINANCIAL),
    location=at("id: access-log", "/pricing/options/1/consent"),
)
BROKEN = SOLD._replace(
    rule="house-rule",
    pack="house",
    clause=None,
    subject="contract",
    outcome=Outcome.BROKEN,
    severity=Severity.INFO,
    message="the rule broke and says nothing: a division by zero",
    wording=None,
    references=(),
    fingerprint="4" * 32,
    location=Location(Span(SOURCE, 0, 23), ""),
    evidence=(),
    error="a division by zero",
)
PASSED = SOLD._replace(rule="baseline-qualified", outcome=Outcome.PASS, wording=None, fingerprint="5" * 32)


def many_absent(number: int) -> tuple[Finding, ...]:
    """Findings of one rule at one place, each about a clause of its own."""
    return tuple(
        ABSENT._replace(
            clause=f"kind-{index}",
            subject=f"kind-{index}",
            message=f"Kind {index}: the contract says nothing of it",
            remedy=f"write that kind {index} is in the base service",
            wording=f"Le Prestataire fournit {index}.",
            fingerprint=f"{index:032x}",
        )
        for index in range(number)
    )


def row(clause: str, status: Status, **changes: object) -> ClauseRow:
    """A line of the matrix about a clause that applies and costs nothing."""
    plain = ClauseRow(
        clause=clause,
        name=clause.replace("-", " ").capitalize(),
        tier=Tier.BASELINE,
        applies=Truth.TRUE,
        status=status,
        reason="",
        through=(),
        surcharge=None,
        surcharge_over_term=None,
        without=None,
        holding=BASE,
        location=None,
    )
    return plain._replace(**changes)


ROWS = (
    row("encryption", Status.INCLUDED, location=at("clause: encryption", "/clauses/0")),
    row(
        "role-based-access-control",
        Status.PAID,
        through=("option:access-module",),
        surcharge=monthly(180),
        surcharge_over_term=once(6480),
        without=BASE,
        holding=MODULE,
        location=at("role-based-access-control", "/pricing/options/0/delivers/0"),
    ),
    row(
        "audit-logging",
        Status.UNPRICED,
        through=(LOG,),
        surcharge=monthly(180, LOG),
        surcharge_over_term=once(6480, LOG),
        without=BASE,
        holding=BOTH,
    ),
    row("escalation-path", Status.ABSENT, without=BASE, holding=None),
    row(
        "regulator-cooperation",
        Status.UNKNOWN,
        applies=Truth.UNKNOWN,
        reason="its words settle nothing",
        holding=None,
    ),
    row("data-return", Status.QUALIFIED, tier=Tier.EX_ANTE),
    row("source-code-escrow", Status.ABSENT, tier=Tier.NEGOTIABLE, holding=None),
    row("single-sign-on", Status.ABSENT, applies=Truth.FALSE, holding=None),
)
OPEN = BaselineRow(
    cheapest=Purchase(BASE, monthly(2100)),
    compliant=None,
    surcharge=None,
    surcharge_over_term=None,
    closest=Purchase(BOTH, monthly(2280, LOG)),
    lacking=("escalation-path",),
    unsettled=("regulator-cooperation",),
)
HELD = BaselineRow(
    cheapest=Purchase(BASE, monthly(2100)),
    compliant=Purchase(MODULE, monthly(2280)),
    surcharge=monthly(180),
    surcharge_over_term=once(6480),
    closest=Purchase(MODULE, monthly(2280)),
    lacking=(),
    unsettled=(),
)
COUNTS = {
    Outcome.PASS: 41,
    Outcome.GAP: 2,
    Outcome.UNKNOWN: 1,
    Outcome.NOT_APPLICABLE: 9,
    Outcome.BROKEN: 1,
}
CONTRACT = ContractReport(
    id="payroll",
    title="Externalisation de la paie",
    status="offered",
    language="fr",
    file="contracts/payroll.yaml",
    sha256="a" * 64,
    customer="Manufacture SA",
    supplier="PaieNet NV",
    months=36,
    currency="EUR",
    clauses=ROWS,
    baseline=OPEN,
    findings=(BROKEN, SOLD, ABSENT, UNSETTLED),
    counts=COUNTS,
    applied=frozenset({"baseline-sold-as-option", "baseline-absent"}),
)
CLEAN = CONTRACT._replace(
    id="payroll-agreed",
    title="Externalisation de la paie, contrat signé",
    status="agreed",
    file="contracts/agreed.yaml",
    sha256="b" * 64,
    clauses=ROWS[:1],
    baseline=HELD,
    findings=(),
    counts={Outcome.PASS: 44, Outcome.NOT_APPLICABLE: 9},
)
BAD = Source("contracts/bad.yaml", "kind: Contract\nkind: Contract\n", "c" * 64)
UNREADABLE = UnreadableFile(
    "contracts/bad.yaml",
    (
        Problem(
            "the key `kind` stands here for the second time",
            Span(BAD, 15, 19),
            "keep one of the two",
            (("the first one", Span(BAD, 0, 4)),),
        ),
        Problem("the file cannot be opened", None),
    ),
)


def report(*contracts: ContractReport, **changes: object) -> Report:
    """A run over some contracts."""
    counts = dict.fromkeys(Outcome, 0)
    for contract in contracts:
        for outcome, number in contract.counts.items():
            counts[outcome] += number
    plain = Report(
        version="0.1.0",
        today=date(2026, 11, 22),
        language="en",
        packs=(PackMark("baseline", "1.0.0", "What belongs to the base service", "d" * 64),),
        taxonomy_sha256="e" * 64,
        contracts=contracts,
        unreadable=(),
        idle=(),
        counts=counts,
    )
    return plain._replace(**changes)


MARKS = (
    RuleMark(
        "baseline-sold-as-option",
        "baseline",
        Severity.ERROR,
        LegalStatus.REGULATED,
        Doc(
            "A protection of the base service is sold as an option. It is there, for a price.",
            "The cheapest purchase is not fit for its purpose.",
            "Put it into the base service.",
            "An option that sells only the surplus: `extra: true`.",
        ),
        (GDPR, MVSP),
    ),
    RuleMark(
        "house-idle",
        "house",
        Severity.INFO,
        LegalStatus.POOR_PRACTICE,
        Doc("Something of the house.", "It is the custom.", "Keep to it.", "None."),
        (),
    ),
)
FULL = report(
    CONTRACT, CLEAN, unreadable=(UNREADABLE,), idle=(Idle("house", ("house-idle",), 2),), rules=MARKS
)
"""Everything at once: two contracts, a file that cannot be read, a rule that applied to nothing."""
SINGLE = report(CONTRACT)
EMPTY = report()


WAIVERS = Source(
    "slacheck-waivers.yaml", "waivers:\n  - contract: payroll\n    expires: 2026-10-31\n", "8" * 64
)
WAIVED = SOLD._replace(
    waiver=Waiver(
        "baseline-sold-as-option",
        "Jane Doe, CISO",
        "The module is ordered; its price is accepted until the renewal.",
        "RISK-12",
        expires=date(2027, 6, 30),
        date=date(2026, 11, 1),
    ),
    past=Past(new=True, since=None),
)
EXPIRED = SOLD._replace(
    rule="waiver-expired",
    pack="slacheck",
    clause=None,
    subject="contract",
    message="the waiver of `baseline-absent encryption` by John Roe held until 2026-10-31",
    why="A risk is accepted for a time. When that is over somebody has to decide again.",
    remedy="settle the gap in the contract, or have the risk accepted anew: `slacheck waive`",
    wording=None,
    references=(),
    fingerprint="6" * 32,
    location=at("2026-10-31", "/waivers/0/expires", WAIVERS),
    evidence=(),
)
KNOWN = tuple(one._replace(past=Past(new=False, since=date(2026, 1, 15))) for one in many_absent(12))
FRESH = ABSENT._replace(past=Past(new=True, since=date(2026, 1, 15), was="unknown"))
GONE = Recorded(
    "payroll", "silence-as-waiver", "access-module", "7" * 32, Outcome.GAP, Severity.ERROR, date(2026, 1, 15)
)
GOVERNED = report(
    CONTRACT._replace(
        findings=(EXPIRED, WAIVED, FRESH, *KNOWN),
        counts={**COUNTS, Outcome.UNKNOWN: 0, Outcome.BROKEN: 0},
        waived=1,
        known=12,
        gone=(GONE,),
    ),
    waived=1,
    known=12,
    waivers=Ledger("slacheck-waivers.yaml", "8" * 64, 2),
    baseline=Ledger("known.yaml", "9" * 64, 0),
)
"""What is waived, known, new and fixed, and a waiver that has expired."""


def hostile(words: str) -> Report:
    """A report in which every text that comes from outside is hostile."""
    source = Source(words, f"text: {words}\n", "f" * 64)
    place = Location(Span(source, 6, 6 + len(words)), f"/{words}")
    finding = SOLD._replace(
        message=words,
        why=words,
        remedy=words,
        wording=words,
        subject=words,
        clause=words,
        references=(GDPR._replace(citation=words, strength=words, paraphrase=words),),
        location=place,
        evidence=(Citation(place, words),),
    )
    asking = finding._replace(
        outcome=Outcome.UNKNOWN, rule="other", questions=(Question(words, words, place),)
    )
    contract = CONTRACT._replace(
        id=words,
        title=words,
        status=words,
        language="fr",
        file=words,
        customer=words,
        supplier=words,
        findings=(
            finding,
            asking,
            finding._replace(waiver=Waiver(words, words, words, words, date(2027, 6, 30), date(2026, 1, 1))),
            finding._replace(past=Past(new=False, since=date(2026, 1, 1))),
        ),
        waived=1,
        known=1,
        gone=(GONE._replace(rule=words, subject=words, fingerprint=words),),
        clauses=(row("encryption", Status.UNKNOWN, name=words, reason=words, through=(words,)),),
        baseline=OPEN._replace(lacking=(words,), unsettled=(words,)),
    )
    broken = UnreadableFile(words, (Problem(words, place.span, words, ((words, place.span),)),))
    packs = (PackMark(words, words, words, "d" * 64),)
    ledger = Ledger(words, "8" * 64, 1)
    return report(
        contract,
        contract,
        unreadable=(broken,),
        packs=packs,
        idle=(Idle(words, (words,), 2),),
        waivers=ledger,
        baseline=ledger,
    )
