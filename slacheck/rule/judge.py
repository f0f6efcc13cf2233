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
from slacheck.rule.vocabulary import look_of
from slacheck.truth import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from slacheck.rule.compile import Compiled
    from slacheck.rule.evidence import Route
    from slacheck.rule.facts import Facts
    from slacheck.rule.model import Condition, Rule


class Verdict(NamedTuple):
    """What a rule finds on one subject."""

    rule: Rule
    subject: object
    """A clause kind, an option, an entry, ...; none for the contract as a whole."""
    outcome: Outcome
    error: str = ""
    """Why the rule broke."""


class Ruling(NamedTuple):
    """The same outcome on several subjects."""

    outcome: Outcome
    subjects: tuple[object, ...]
    error: str = ""


class Screened(NamedTuple):
    """Subjects that no condition can tell apart, and whether a rule applies to them.

    `applies` is true, false, UNKNOWN, or the error that asking it raised.
    """

    subjects: tuple[object, ...]
    applies: object


class Judge:
    """Judges one contract by many rules.

    Rules that ask the same `for_each` and `when` share the answer; and clause kinds with equal entitlements, of
    which a contract has few, are judged once by a rule that looks at nothing else of them.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._screens: dict[str, list[Screened] | Ruling] = {}
        self._looks: dict[str, int] = {}
        self._numbers: dict[object, int] = {}

    def verdicts(self, rule: Rule) -> list[Verdict]:
        """The verdict on each subject that the taxonomy alone does not exclude."""
        rulings = self.rulings(rule)
        return [Verdict(rule, subject, one.outcome, one.error) for one in rulings for subject in one.subjects]

    def rulings(self, rule: Rule) -> list[Ruling]:
        """The same, by groups of subjects with one outcome."""
        bindings = bindings_of(rule, self.facts)
        screened = self._screens.get(rule.screen)
        if screened is None:
            screened = self._screens[rule.screen] = self._screen(rule, bindings)
        if isinstance(screened, Ruling):
            return [screened]
        return [ruling for one in screened for ruling in self._rule_on(rule, bindings, one)]

    def _rule_on(self, rule: Rule, bindings: tuple[object, ...], screened: Screened) -> list[Ruling]:
        subjects, applies = screened
        if applies is False:
            return [Ruling(Outcome.NOT_APPLICABLE, subjects)]
        if isinstance(applies, Exception):
            return [Ruling(Outcome.BROKEN, subjects, reason(applies))]
        if rule.alike:
            outcome, error = _outcome(rule, self.facts, bindings, subjects[0], applies)
            return [Ruling(outcome, subjects, error)]
        found = ((_outcome(rule, self.facts, bindings, subject, applies), subject) for subject in subjects)
        return [Ruling(outcome, (subject,), error) for (outcome, error), subject in found]

    def _screen(self, rule: Rule, bindings: tuple[object, ...]) -> list[Screened] | Ruling:
        """The subjects of a rule in groups, each asked whether the rule applies; or why the list itself fails."""
        when = None if rule.pending is None else rule.pending.run
        if rule.variable is None:
            return [Screened((None,), True if when is None else _asked(when, self.facts, bindings))]
        found: object = rule.subjects
        if rule.subjects is None:
            assert rule.domain is not None
            found = _asked(rule.domain.run, self.facts, bindings)
        if found is UNKNOWN:
            return Ruling(Outcome.UNKNOWN, (None,))
        if isinstance(found, Exception):
            return Ruling(Outcome.BROKEN, (None,), reason(found))
        groups: dict[object, tuple[object, list[object]]] = {}
        for subject in cast("Iterable[object]", found):
            applies = True if when is None else _asked(when, self.facts, (*bindings, subject))
            alike = False if applies is False else (id(applies), self._look(subject))
            group = groups.get(alike)
            if group is None:
                groups[alike] = applies, [subject]
            else:
                group[1].append(subject)
        return [Screened(tuple(subjects), applies) for applies, subjects in groups.values()]

    def _look(self, subject: object) -> int:
        """The number of what a rule can read of a clause kind's entitlement; any other subject is like no other."""
        if not isinstance(subject, ClauseKind):
            return -id(subject)
        number = self._looks.get(subject.id)
        if number is None:
            look = look_of(self.facts.offer.entitlement(subject.id))
            number = self._looks[subject.id] = self._numbers.setdefault(look, len(self._numbers))
        return number


def judge(rule: Rule, facts: Facts) -> list[Verdict]:
    """The verdicts of a single rule."""
    return Judge(facts).verdicts(rule)


def bindings_of(rule: Rule, facts: Facts) -> tuple[object, ...]:
    """The values of the variables that every condition of a rule may name."""
    known = (facts.contract, facts.taxonomy, Parameters(rule.parameters))
    return known if rule.framework is None else (*known, rule.framework)


def _asked(condition: Compiled, facts: Facts, bindings: tuple[object, ...]) -> object:
    """The value of a condition, or the error that it raises."""
    try:
        return condition(facts, bindings)
    except Exception as error:  # noqa: BLE001 - whatever a rule does, it must be reported as broken
        return error


def _outcome(
    rule: Rule, facts: Facts, bindings: tuple[object, ...], subject: object, applies: object
) -> tuple[Outcome, str]:
    """What a rule that applies, or may apply, finds on a subject; and why it broke, if it did."""
    try:
        holds = rule.require.run(facts, bindings if rule.variable is None else (*bindings, subject))
    except Exception as error:  # noqa: BLE001 - whatever a rule does, it must be reported as broken
        return Outcome.BROKEN, reason(error)
    if holds is True:
        return Outcome.PASS, ""
    return (Outcome.GAP if applies is True and holds is False else Outcome.UNKNOWN), ""


def reason(error: Exception) -> str:
    """Why a rule broke; an error that the language does not foresee is named by its type."""
    return str(error) if isinstance(error, EvaluationError) else f"{type(error).__name__}: {error}"


class Proof(NamedTuple):
    """Why a verdict is what it is."""

    when: Traced | None
    require: Traced | None
    domain: Traced | None = None


def prove(verdict: Verdict, facts: Facts, *, steps: bool = False) -> Proof:
    """The proof of a verdict; empty where the rule broke, since then there is none.

    With `steps` it also shows the conditions that the taxonomy alone decides, which are no facts of the contract.
    """
    rule = verdict.rule
    asked = rule.when if steps else rule.pending
    bindings = bindings_of(rule, facts)
    if verdict.outcome is Outcome.BROKEN:
        return Proof(None, None)
    if rule.variable is not None:
        if verdict.subject is None and rule.domain is not None:
            return Proof(None, None, _traced(rule.domain, rule, facts, bindings))
        bindings = (*bindings, verdict.subject)
    when = None if asked is None else _traced(asked, rule, facts, bindings)
    if verdict.outcome is Outcome.NOT_APPLICABLE:
        return Proof(when, None)
    return Proof(when, _traced(rule.require, rule, facts, bindings))


def _traced(condition: Condition, rule: Rule, facts: Facts, bindings: tuple[object, ...]) -> Traced:
    return trace(condition.checked, rule.environment, facts, bindings)


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
