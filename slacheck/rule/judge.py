r"""A rule and a contract to verdicts: fast first, with a proof only for what did not pass.

    when \ require   true    false    unknown
    true             pass    gap      unknown
    unknown          pass    unknown  unknown
    false            not-applicable

A rule that fails while it runs is `broken` for that subject; the others are judged all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from slacheck.contract.model import Clause
from slacheck.contract.taxonomy import ClauseKind
from slacheck.rule.facts import Parameters
from slacheck.rule.model import Outcome
from slacheck.rule.trace import Traced, trace
from slacheck.rule.value import EvaluationError
from slacheck.truth import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from slacheck.rule.compile import Compiled
    from slacheck.rule.evidence import Route
    from slacheck.rule.facts import Facts
    from slacheck.rule.model import Rule


class Verdict(NamedTuple):
    """What a rule finds on one subject."""

    rule: Rule
    subject: object
    """A clause kind, an option, an entry, ...; none for the contract as a whole."""
    outcome: Outcome
    error: str = ""
    """Why the rule broke."""


class Screened(NamedTuple):
    """A subject and whether a rule applies to it: true, false, UNKNOWN, or the error that asking it raised."""

    subject: object
    applies: object


class Judge:
    """Judges one contract by many rules; rules that ask the same `for_each` and `when` share the answer."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._screens: dict[str, list[Screened] | str | None] = {}

    def judge(self, rule: Rule) -> list[Verdict]:
        """The verdict on each subject that the taxonomy alone does not exclude."""
        bindings = bindings_of(rule, self.facts)
        if rule.screen not in self._screens:
            self._screens[rule.screen] = _screen(rule, self.facts, bindings)
        screened = self._screens[rule.screen]
        if screened is None:
            return [Verdict(rule, None, Outcome.UNKNOWN)]
        if isinstance(screened, str):
            return [Verdict(rule, None, Outcome.BROKEN, screened)]
        return [_verdict(rule, self.facts, bindings, one) for one in screened]


def judge(rule: Rule, facts: Facts) -> list[Verdict]:
    """The verdicts of a single rule."""
    return Judge(facts).judge(rule)


def bindings_of(rule: Rule, facts: Facts) -> tuple[object, ...]:
    """The values of the variables that every condition of a rule may name."""
    return (facts.contract, facts.taxonomy, Parameters(rule.parameters))


def _screen(rule: Rule, facts: Facts, bindings: tuple[object, ...]) -> list[Screened] | str | None:
    """The subjects of a rule, each asked whether the rule applies; none, or an error, where the list itself fails."""
    when = rule.pending
    if rule.variable is None:
        return [Screened(None, True if when is None else _asked(when, facts, bindings))]
    subjects: object = rule.subjects
    if rule.subjects is None:
        assert rule.domain is not None
        subjects = _asked(rule.domain.run, facts, bindings)
    if subjects is UNKNOWN:
        return None
    if isinstance(subjects, Exception):
        return reason(subjects)
    found = cast("Iterable[object]", subjects)
    if when is None:
        return [Screened(subject, True) for subject in found]
    return [Screened(subject, _asked(when, facts, (*bindings, subject))) for subject in found]


def _asked(condition: Compiled, facts: Facts, bindings: tuple[object, ...]) -> object:
    """The value of a condition, or the error that it raises."""
    try:
        return condition(facts, bindings)
    except Exception as error:  # noqa: BLE001 - whatever a rule does, it must be reported as broken
        return error


def _verdict(rule: Rule, facts: Facts, bindings: tuple[object, ...], screened: Screened) -> Verdict:
    subject, applies = screened
    if applies is False:
        return Verdict(rule, subject, Outcome.NOT_APPLICABLE)
    if isinstance(applies, Exception):
        return Verdict(rule, subject, Outcome.BROKEN, reason(applies))
    try:
        holds = rule.require.run(facts, bindings if rule.variable is None else (*bindings, subject))
    except Exception as error:  # noqa: BLE001 - whatever a rule does, it must be reported as broken
        return Verdict(rule, subject, Outcome.BROKEN, reason(error))
    if holds is True:
        return Verdict(rule, subject, Outcome.PASS)
    return Verdict(rule, subject, Outcome.GAP if applies is True and holds is False else Outcome.UNKNOWN)


def reason(error: Exception) -> str:
    """Why a rule broke; an error that the language does not foresee is named by its type."""
    return str(error) if isinstance(error, EvaluationError) else f"{type(error).__name__}: {error}"


class Proof(NamedTuple):
    """Why a verdict is what it is."""

    when: Traced | None
    require: Traced | None
    domain: Traced | None = None


def prove(verdict: Verdict, facts: Facts) -> Proof:
    """The proof of a verdict; empty where the rule broke, since then there is none."""
    rule = verdict.rule
    bindings = bindings_of(rule, facts)
    if verdict.outcome is Outcome.BROKEN:
        return Proof(None, None)
    if rule.variable is not None:
        if verdict.subject is None and rule.domain is not None:
            return Proof(None, None, trace(rule.domain.checked, rule.environment, facts, bindings))
        bindings = (*bindings, verdict.subject)
    when = None if rule.when is None else trace(rule.when.checked, rule.environment, facts, bindings)
    if verdict.outcome is Outcome.NOT_APPLICABLE:
        return Proof(when, None)
    return Proof(when, trace(rule.require.checked, rule.environment, facts, bindings))


def subject_id(subject: object) -> str:
    """What a report calls a subject: a clause kind, the id of a thing, or `contract`."""
    match subject:
        case None:
            return "contract"
        case ClauseKind():
            return subject.id
        case Clause():
            return subject.id or subject.clause
        case _:
            return str(
                getattr(subject, "id", "") or getattr(subject, "clause", "") or type(subject).__name__.lower()
            )


def subject_route(subject: object, facts: Facts) -> Route | None:
    """Where a subject stands; none for what is no part of the document."""
    return () if subject is None else facts.locate(subject)
