"""A contract against a framework, requirement by requirement: met by which clause, gap, unknown, not applicable.

The outcomes are those of the rules that `audit` runs; what is added is the place of what meets a requirement, the three
axes apart, and the requirements that no rule can decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from slacheck.audit.finding import FindingWriter
from slacheck.audit.model import PackMark
from slacheck.audit.place import Places
from slacheck.offer.entitlement import Status
from slacheck.rule.facts import Facts
from slacheck.rule.framework import Framework
from slacheck.rule.judge import Judge
from slacheck.rule.model import Outcome
from slacheck.rule.shortfall import price_holds
from slacheck.truth import UNKNOWN, Truth, every, some, truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from slacheck.audit.model import Finding, Question, UnreadableFile
    from slacheck.audit.place import Location
    from slacheck.audit.run import Terms
    from slacheck.contract.read import Reading
    from slacheck.contract.taxonomy import ClauseKind
    from slacheck.rule.framework import Requirement
    from slacheck.rule.model import Pack, Reference, Severity
    from slacheck.truth import Unknown


class Holding(NamedTuple):
    """A clause kind that a requirement asks for, and what the contract has of it."""

    clause: str
    name: str
    applies: Truth
    held: Truth
    status: Status
    location: Location | None
    """The place that decides it; none where the contract does not speak of it."""
    ref: str | None
    """How the signed text calls that place: `Art. 11.2`."""


class Axes(NamedTuple):
    """The three axes of a requirement, each decided alone; none for an axis on which it asks for nothing."""

    presence: Truth | None
    price: Truth | None
    quality: Truth | None


class Row(NamedTuple):
    """One requirement and what the contract makes of it."""

    reference: Reference
    severity: Severity
    outcome: Outcome | None
    """None where no rule can decide it."""
    says: str
    """What falls short or is open, why it does not apply, or why no rule can decide it; empty where it is met."""
    axes: Axes
    holdings: tuple[Holding, ...]
    questions: tuple[Question, ...]
    note: str
    """The reading that was chosen."""


class Coverage(NamedTuple):
    """One contract against one framework."""

    contract: str
    title: str
    language: str | None
    file: str
    sha256: str
    pack: PackMark
    applies_to: str
    scope: Outcome | None
    """`pass` inside the scope of the text, `not-applicable` outside, `unknown`; none for a yardstick."""
    scope_questions: tuple[Question, ...]
    rows: tuple[Row, ...]
    counts: Mapping[Outcome | None, int]
    borrowed: frozenset[str] = frozenset()
    """The texts that are shown in English because they exist in no other language."""


class CoverageReport(NamedTuple):
    """A whole run."""

    version: str
    today: date
    language: str
    covered: tuple[Coverage, ...]
    unreadable: tuple[UnreadableFile, ...]


def cover(reading: Reading, terms: Terms, pack: Pack) -> Coverage:
    """What a contract meets of a framework."""
    framework = pack.framework
    assert framework is not None, "a coverage needs the pack of a framework"
    facts = Facts(reading.contract, terms.taxonomy, terms.today, terms.language)
    places = Places(reading.node)
    writer = FindingWriter(places, facts, terms.phrases)
    found = _findings(pack, facts, writer)
    scope = _scope(framework, facts)
    asked = found.get(f"{framework.id}-scope") if scope is Outcome.UNKNOWN else None
    rows = tuple(_row(row, found.get(row.id), asked, places, facts) for row in framework.requirements)
    counts: dict[Outcome | None, int] = {}
    for row in rows:
        counts[row.outcome] = counts.get(row.outcome, 0) + 1
    contract, source = reading.contract, reading.node.source
    return Coverage(
        contract=contract.metadata.id,
        title=contract.metadata.title,
        language=contract.metadata.language,
        file=source.name,
        sha256=source.sha256,
        pack=PackMark(pack.id, pack.version, pack.title, pack.sha256),
        applies_to=framework.applies_to,
        scope=scope,
        scope_questions=asked.questions if asked is not None else (),
        rows=rows,
        counts=counts,
        borrowed=_borrowed(framework, rows, found.values(), writer),
    )


def _borrowed(
    framework: Framework, rows: Iterable[Row], found: Iterable[Finding], writer: FindingWriter
) -> frozenset[str]:
    """What is shown in English: a framework has its scope and its readings in no other language."""
    for text in (framework.applies_to, *(one for row in rows for one in _english(row))):
        writer.voice.english(text)
    for row in rows:
        writer.voice.of(row.reference.texts())
    # Why a rule exists is not shown here.
    return frozenset(writer.voice.borrowed).difference(one.why for one in found)


def _english(row: Row) -> tuple[str, ...]:
    undecidable = row.says if row.outcome is None else ""
    return row.note, undecidable


def _findings(pack: Pack, facts: Facts, writer: FindingWriter) -> dict[str, Finding]:
    """The finding of each rule, whatever its outcome; a rule of a framework has one subject."""
    judge = Judge(facts)
    return {rule.id: writer.write(verdict) for rule in pack.rules for verdict in judge.verdicts(rule)}


def _scope(framework: Framework, facts: Facts) -> Outcome | None:
    if framework.scope is None:
        return None
    holds = framework.scope.value(facts)
    return Outcome.UNKNOWN if holds is UNKNOWN else Outcome.PASS if holds else Outcome.NOT_APPLICABLE


def _row(
    row: Requirement, finding: Finding | None, asked: Finding | None, places: Places, facts: Facts
) -> Row:
    """A row; where the scope of the text is not settled (`asked`), what can be decided is open with it."""
    telling = asked if asked is not None and finding is not None else finding
    if telling is not None and telling.outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE):
        telling = telling._replace(message="", questions=())
    return Row(
        reference=row.reference,
        severity=row.severity,
        outcome=None if telling is None else telling.outcome,
        says=row.undecidable if telling is None else telling.message,
        axes=_axes(row, facts),
        holdings=tuple(_holding(kind, places, facts) for kind in (*row.clauses, *row.any_of)),
        questions=() if telling is None or telling is asked else telling.questions,
        note=row.note,
    )


def _holding(kind: ClauseKind, places: Places, facts: Facts) -> Holding:
    held = facts.offer.entitlement(kind.id)
    route = held.statements[0].route if held.statements else None
    ref = None
    if route is not None and route[0] == "clauses":
        ref = facts.contract.clauses[int(route[1])].ref
    elif route is not None and route[0] == "service_levels":
        ref = facts.contract.service_levels[int(route[1])].ref
    return Holding(
        kind.id,
        kind.name(facts.language),
        facts.offer.applies(kind),
        facts.offer.held(kind.id),
        held.status,
        None if route is None else places.locate(route),
        ref,
    )


def _axes(row: Requirement, facts: Facts) -> Axes:
    applying = [kind for kind in row.clauses if facts.offer.applies(kind) is not Truth.FALSE]
    present = [facts.offer.held(kind.id) for kind in applying]
    if row.any_of:
        present.append(some(facts.offer.held(kind.id) for kind in row.any_of))
    priced = [] if row.price == "silent" else [price_holds(facts, row.price, kind) for kind in applying]
    quality = None if row.quality is None else truth(cast("bool | Unknown", row.quality.value(facts)))
    return Axes(every(present) if present else None, every(priced) if priced else None, quality)
