r"""A rule and a contract to verdicts: fast first, with a proof only for what did not pass.

    when \ require   true    false    unknown
    true             pass    gap      unknown
    unknown          pass    unknown  unknown
    false            not-applicable

A rule that fails while it runs is `broken` for that subject; the others are judged all the same.
"""

from __future__ import annotations

from itertools import repeat
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
    from collections.abc import Iterable, Iterator, Sequence

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

    Rules of a pack that ask the same `for_each` and `when` share the answer, and so do rules whose `when` rests on the
    same premise. Clause kinds with equal entitlements, of which a contract has few, are asked and judged once by
    conditions that look at nothing else of them.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._bindings: dict[str, tuple[object, ...]] = {}
        self._screens: dict[str, list[Screened] | Ruling] = {}
        self._premises: dict[tuple[str, int], object] = {}
        self._looks: dict[str, tuple[int, int]] = {}
        self._numbers: dict[object, int] = {}

    def verdicts(self, rule: Rule) -> list[Verdict]:
        """The verdict on each subject that the taxonomy alone does not exclude."""
        rulings = self.rulings(rule)
        return [Verdict(rule, subject, one.outcome, one.error) for one in rulings for subject in one.subjects]

    def rulings(self, rule: Rule) -> list[Ruling]:
        """The same, by groups of subjects with one outcome."""
        bindings = self._bindings.get(rule.pack)
        if bindings is None:
            bindings = self._bindings[rule.pack] = bindings_of(rule, self.facts)
        screened = self._screens.get(rule.screen)
        if screened is None:
            screened = self._screens[rule.screen] = self._screen(rule, bindings)
        if isinstance(screened, Ruling):
            return [screened]
        found: list[Ruling] = []
        for subjects, applies in screened:
            if applies is False:
                found.append(Ruling(Outcome.NOT_APPLICABLE, subjects))
            elif isinstance(applies, Exception):
                found.append(Ruling(Outcome.BROKEN, subjects, reason(applies)))
            elif rule.alike or len(subjects) == 1:
                found.append(_ruling(rule, self.facts, bindings, subjects, applies))
            else:
                found += [_ruling(rule, self.facts, bindings, (one,), applies) for one in subjects]
        return found

    def _screen(self, rule: Rule, bindings: tuple[object, ...]) -> list[Screened] | Ruling:
        """The subjects of a rule in groups, each asked whether the rule applies; or why the list itself fails."""
        pending = rule.pending
        if rule.variable is None:
            applies = True if pending is None else _asked(pending.whole.run, self.facts, bindings)
            return [Screened((None,), applies)]
        subjects = rule.subjects
        if subjects is None:
            assert rule.domain is not None
            found = _asked(rule.domain.run, self.facts, bindings)
            if found is UNKNOWN:
                return Ruling(Outcome.UNKNOWN, (None,))
            if isinstance(found, Exception):
                return Ruling(Outcome.BROKEN, (None,), reason(found))
            subjects = tuple(cast("Sequence[object]", found))
        if not subjects:
            return []
        when = None if pending is None else pending.whole
        if pending is not None and pending.premise is not None:
            holds = self._premise(rule.pack, pending.premise, bindings)
            if holds is False:
                return [Screened(subjects, False)]
            when = pending.rest if holds is True else when
        if len(subjects) == 1:
            applies = True if when is None else _asked(when.run, self.facts, bindings + subjects)
            return [Screened(subjects, applies)]
        if when is None:
            asked: Iterable[object] = repeat(True)
        elif pending is not None and pending.alike:
            asked = self._asked_by_look(when.run, bindings, subjects)
        else:
            asked = (_asked(when.run, self.facts, (*bindings, subject)) for subject in subjects)
        return self._grouped(zip(subjects, asked, strict=False))

    def _premise(self, pack: str, premise: Condition, bindings: tuple[object, ...]) -> object:
        """The value of a premise, or the error that it raises; asked once for all rules that share it."""
        key = pack, id(premise)
        if key not in self._premises:
            self._premises[key] = _asked(premise.run, self.facts, bindings)
        return self._premises[key]

    def _asked_by_look(
        self, when: Compiled, bindings: tuple[object, ...], subjects: Iterable[object]
    ) -> Iterator[object]:
        """Whether a rule applies to each subject, asked once of those that look alike and apply alike."""
        known: dict[tuple[int, int], object] = {}
        for subject in subjects:
            look = self._look(subject)
            if look not in known:
                known[look] = _asked(when, self.facts, (*bindings, subject))
            yield known[look]

    def _grouped(self, asked: Iterable[tuple[object, object]]) -> list[Screened]:
        """Subjects that a rule finds alike, together; those to which it does not apply are all one."""
        groups: dict[object, tuple[object, list[object]]] = {}
        for subject, applies in asked:
            alike = False if applies is False else (id(applies), self._look(subject)[0])
            group = groups.get(alike)
            if group is None:
                groups[alike] = applies, [subject]
            else:
                group[1].append(subject)
        return [Screened(tuple(subjects), applies) for applies, subjects in groups.values()]

    def _look(self, subject: object) -> tuple[int, int]:
        """The number of what a rule can read of a clause kind's entitlement, and whether the kind applies, as a number.

        Any other subject is like no other.
        """
        if not isinstance(subject, ClauseKind):
            return -id(subject), 0
        numbers = self._looks.get(subject.id)
        if numbers is None:
            look = look_of(self.facts.offer.entitlement(subject.id))
            number = self._numbers.setdefault(look, len(self._numbers))
            numbers = self._looks[subject.id] = number, id(self.facts.offer.applies(subject))
        return numbers


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


def _ruling(
    rule: Rule, facts: Facts, bindings: tuple[object, ...], subjects: tuple[object, ...], applies: object
) -> Ruling:
    """What a rule that applies, or may apply, finds on subjects that are alike to it; and why it broke, if it did."""
    try:
        holds = rule.require.run(facts, bindings if rule.variable is None else (*bindings, subjects[0]))
    except Exception as error:  # noqa: BLE001 - whatever a rule does, it must be reported as broken
        return Ruling(Outcome.BROKEN, subjects, reason(error))
    if holds is True:
        return Ruling(Outcome.PASS, subjects)
    return Ruling(Outcome.GAP if applies is True and holds is False else Outcome.UNKNOWN, subjects)


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
    pending = None if rule.pending is None else rule.pending.whole
    asked = rule.when if steps else pending
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
