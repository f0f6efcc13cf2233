"""From a verdict to a finding: the proof resolved to lines, the message, the questions, the fingerprint."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from slacheck.audit.model import Citation, Finding, Question
from slacheck.audit.phrase import Voice, question_text, spoken
from slacheck.audit.place import Places, lasting_path
from slacheck.contract.model import Clause, ServiceLevel
from slacheck.contract.taxonomy import ClauseKind
from slacheck.rule.framework import ASKED
from slacheck.rule.judge import bindings_of, prove, subject_id, subject_route
from slacheck.rule.model import LegalStatus, Outcome
from slacheck.rule.promise import Credit, Promise
from slacheck.rule.shortfall import shortfall

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slacheck.audit.phrase import Phrasebook
    from slacheck.rule.evidence import Evidence, Missing, Route
    from slacheck.rule.facts import Facts
    from slacheck.rule.judge import Proof, Verdict
    from slacheck.rule.model import Rule
    from slacheck.rule.template import Template

MAX_EVIDENCE = 20
"""How many pieces of evidence a finding lists; more would hide the first ones."""


class FindingWriter:
    """Writes the findings of one contract."""

    def __init__(self, places: Places, facts: Facts, phrases: Phrasebook, *, digests: bool = False) -> None:
        self.places = places
        self.facts = facts
        self.phrases = phrases
        self.digests = digests
        self.seen: dict[str, int] = {}
        self.voice = Voice(facts.language)

    def write(self, verdict: Verdict) -> Finding:
        """The finding of one verdict."""
        rule = verdict.rule
        proof = prove(verdict, self.facts)
        kind = kind_of(verdict.subject)
        evidence, missing = _collected(proof)
        place = self._place(verdict, evidence, missing)
        return Finding(
            rule=rule.id,
            pack=rule.pack,
            clause=kind,
            subject=subject_id(verdict.subject),
            outcome=verdict.outcome,
            severity=rule.severity,
            legal_status=rule.legal_status,
            message=self._message(verdict, rule.messages),
            why=self._why(rule),
            remedy=self._text(verdict, rule.remedies),
            wording=self._wording(verdict, kind) if verdict.outcome is Outcome.GAP else None,
            references=rule.references,
            fingerprint=self._fingerprint(verdict, place),
            questions=tuple(self._question(one) for one in missing),
            location=self.places.locate(place),
            evidence=self._citations(evidence),
            error=verdict.error,
            proposed=self._rests_on_proposals(verdict.subject),
            words=self._words(verdict, place) if self.digests else "",
        )

    def _why(self, rule: Rule) -> str:
        """Why the rule exists; of a requirement what its text asks for, whose reading, if any, is in English alone."""
        row, language = rule.row, self.voice.language
        if row is not None and not row.note and language in dict(row.reference.paraphrases):
            return self.voice.tongue(ASKED, text=row.reference.said(language))
        return self.voice.of(rule.doc.reasons()) or ""

    def _place(self, verdict: Verdict, evidence: tuple[Evidence, ...], missing: tuple[Missing, ...]) -> Route:
        """Where a reader should look first: the subject, the missing fact, or what decides the entitlement."""
        if verdict.outcome is Outcome.UNKNOWN and missing:
            return missing[0].route
        if isinstance(verdict.subject, ClauseKind):
            return self._deciding_place(verdict.subject)
        if verdict.rule.row is not None and verdict.outcome is Outcome.GAP:
            first = shortfall(self.facts, verdict.rule.row).first
            if first is not None:
                return self._deciding_place(first)
        route = subject_route(verdict.subject, self.facts)
        if route:
            return route
        return evidence[0].route if evidence else ()

    def _deciding_place(self, kind: ClauseKind) -> Route:
        held = self.facts.offer.entitlement(kind.id)
        if not held.statements:
            return ("clauses", kind.id)
        route = held.statements[0].route
        return route[:3] if route[0] == "pricing" else route

    def _rests_on_proposals(self, subject: object) -> bool:
        match subject:
            case ClauseKind():
                deciding = self.facts.offer.entitlement(subject.id).statements
                return bool(deciding) and all(one.proposed for one in deciding)
            case Clause():
                return subject.proposed
            case _:
                return False

    def _words(self, verdict: Verdict, place: Route) -> str:
        from slacheck.audit.wording import words_digest

        return words_digest(verdict, place, self.places.root, self.facts)

    def _citations(self, evidence: tuple[Evidence, ...]) -> tuple[Citation, ...]:
        locate = self.places.locate
        tongue = self.voice.tongue
        return tuple([Citation(locate(route), tongue(says)) for route, says in evidence[:MAX_EVIDENCE]])

    def _question(self, missing: Missing) -> Question:
        location = self.places.locate(missing.route)
        text = question_text(missing, self.facts.taxonomy, self.phrases, self.voice)
        return Question(location.path, text, location)

    def _message(self, verdict: Verdict, texts: Mapping[str, Template]) -> str:
        if verdict.outcome is Outcome.BROKEN:
            return self.voice.tongue("the rule broke and says nothing: {error}", error=verdict.error)
        said = self._text(verdict, texts)
        if verdict.outcome is Outcome.UNKNOWN:
            return self.voice.tongue("not settled: {said}", said=said)
        return said

    def _text(self, verdict: Verdict, texts: Mapping[str, Template]) -> str:
        """A text of the rule; for a rule without a subject of its own here, its plain words."""
        rule = verdict.rule
        if rule.variable is not None and verdict.subject is None:
            return self.voice.english(rule.doc.what) or ""
        own, bindings = texts.get(self.facts.language), bindings_of(rule, self.facts)
        said = (own or texts["en"]).render(
            self.facts, bindings if rule.variable is None else (*bindings, verdict.subject)
        )
        if own is None:
            self.voice.english(said)
        return said

    def _wording(self, verdict: Verdict, kind: str | None) -> str | None:
        """The words that may stand there: of the clause kind, or of the one that a requirement lacks."""
        row = verdict.rule.row
        if row is not None:
            gone = shortfall(self.facts, row)
            lacking = (*gone.lacking, *gone.none_of[:1])
            kind = lacking[0].id if len(lacking) == 1 else None
        if kind is None:
            return None
        language = self.facts.contract.metadata.language or self.facts.language
        return spoken(self.phrases.wording(kind), language[:2])

    def _fingerprint(self, verdict: Verdict, place: Route) -> str:
        """What makes a finding the same finding after an edit elsewhere; it holds no line number."""
        held = None
        if isinstance(verdict.subject, ClauseKind):
            held = self.facts.offer.entitlement(verdict.subject.id)
        named = held is not None or verdict.rule.framework is not None
        about = subject_id(verdict.subject) if named else lasting_path(self.places.root, place)
        witness = str(held.without.configuration) if held and held.without else ""
        parts = (self.facts.contract.metadata.id, verdict.rule.pack, verdict.rule.id, about, witness)
        print_ = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
        again = self.seen[print_] = self.seen.get(print_, 0) + 1
        return print_ if again == 1 else f"{print_}.{again}"


def kind_of(subject: object) -> str | None:
    """The clause kind that a subject is about, if it is about one."""
    match subject:
        case ClauseKind():
            return subject.id
        case Clause() | ServiceLevel():
            return subject.clause
        case Promise() | Credit():
            return subject.place.clause
        case _:
            return None


def _collected(proof: Proof) -> tuple[tuple[Evidence, ...], tuple[Missing, ...]]:
    parts = [part for part in (proof.require, proof.when, proof.domain) if part is not None]
    evidence = dict.fromkeys([one for part in parts for one in part.evidence])
    missing = dict.fromkeys([one for part in parts for one in part.missing])
    return tuple(evidence), tuple(missing)


_STANDING = {status: place for place, status in enumerate(LegalStatus)}
_OUTCOMES = (Outcome.BROKEN, Outcome.GAP, Outcome.UNKNOWN, Outcome.PASS, Outcome.NOT_APPLICABLE)
_ORDER = {outcome: place for place, outcome in enumerate(_OUTCOMES)}


def sort_key(finding: Finding) -> tuple[bool, bool, int, int, bool, int, int, str]:
    """What broke first; then the gravest, gaps before unknowns, words before absences, the law before good practice;
    then as the contract has it. Among equals the order of the rules and of the taxonomy stays.
    """
    order, location = _ORDER[finding.outcome], finding.location
    start = location.span.start
    return (
        order > _ORDER[Outcome.UNKNOWN],
        order > _ORDER[Outcome.BROKEN],
        -finding.severity.weight,
        order,
        location.missing,
        _STANDING[finding.legal_status],
        start,
        finding.rule,
    )
