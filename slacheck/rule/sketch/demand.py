"""What a contract must satisfy, one rule and one fixed subject at a time, judged on the few places that decide it.

A verdict is asked of a contract that holds nothing but those places, and kept: a search asks for the same again and
again. The whole contract is judged once, at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from slacheck.contract.taxonomy import ClauseKind
from slacheck.rule.facts import Facts
from slacheck.rule.judge import Judge, prove
from slacheck.rule.model import Outcome
from slacheck.rule.sketch.slot import FACTS, OPTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from slacheck.contract.model import Contract
    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.evidence import Route
    from slacheck.rule.judge import Verdict
    from slacheck.rule.model import Rule
    from slacheck.rule.sketch.draft import Drafts
    from slacheck.rule.sketch.reads import Reads

FAILING = (Outcome.GAP, Outcome.UNKNOWN, Outcome.BROKEN)
SPEAKING = ("clauses", "service_levels")
Values = list[int]
"""For each place the number of its value; 0 is the first."""


class Place(NamedTuple):
    """A place with the values that may stand there."""

    number: int
    route: Route
    values: tuple[Any, ...]
    there: int | None
    """The place that says whether the thing around it is there."""

    @property
    def is_fact(self) -> bool:
        """Whether it is a fact of the service."""
        return self.route[:2] == FACTS


class Answer(NamedTuple):
    """What a rule finds."""

    fails: bool
    passes: bool
    """Whether it passes on a subject, and so is not idle."""
    reason: tuple[int, ...] | None = None
    """The places that decide it, those that matter most first; none while nobody asked."""


class Ground(NamedTuple):
    """On what verdicts rest besides the values."""

    places: Sequence[Place]
    drafts: Drafts
    taxonomy: Taxonomy
    today: date


class Tally:
    """How often a rule was judged."""

    def __init__(self) -> None:
        self.judged = 0


class Demand:
    """That a rule finds nothing wrong with a subject; or with any, where its subjects are not fixed."""

    def __init__(self, rule: Rule, subject: object, reads: Reads, ground: Ground, tally: Tally) -> None:
        self.origin = rule
        if subject is not None:
            rule = rule._replace(subjects=(subject,), screen=f"{rule.screen} / {_name(subject)}")
        self.rule = rule
        self.subject = subject
        self.trusts_proofs = True
        self._ground = ground
        self._tally = tally
        self._reads = reads
        self.places = tuple(place.number for place in ground.places if place.route in reads.all)
        self._keys = [(one, ground.places[one].there) for one in self.places]
        self._things = {there for _, there in self._keys}
        self._known: dict[tuple[int, ...], Answer] = {}

    def answer(self, values: Values) -> Answer:
        """What the rule finds."""
        key = self._key(values)
        found = self._known.get(key)
        if found is None:
            verdicts = Judge(self._facts(key)).verdicts(self.rule)
            self._tally.judged += 1
            outcomes = {one.outcome for one in verdicts}
            found = Answer(any(one in FAILING for one in outcomes), Outcome.PASS in outcomes)
            self._known[key] = found
        return found

    def fails(self, values: Values) -> bool:
        """Whether it is not met."""
        return self.answer(values).fails

    def reason(self, values: Values) -> tuple[int, ...]:
        """The places of which one must change before the answer can, those that matter most first."""
        key = self._key(values)
        found = self.answer(values)
        if found.reason is None:
            found = self._known[key] = found._replace(reason=self._explain(key))
        assert found.reason is not None
        return found.reason

    def distrust(self) -> None:
        """Take every place that the rule may read for a reason: a proof named too few."""
        self.trusts_proofs = False
        self._known = {key: answer._replace(reason=None) for key, answer in self._known.items()}

    # -- the contract

    def _key(self, values: Values) -> tuple[int, ...]:
        return tuple([values[one] if there is None or values[there] else 0 for one, there in self._keys])

    def _facts(self, key: tuple[int, ...]) -> Facts:
        ground = self._ground
        stated, marks = [], []
        for number, index in zip(self.places, key, strict=True):
            place = ground.places[number]
            value = place.values[index]
            if value is not None and (place.there is None or self._is_there(place.there, key)):
                stated.append((place.route, value))
                marks.append(index)
        return Facts(ground.drafts.contract(stated, marks), ground.taxonomy, ground.today)

    def _is_there(self, there: int, key: tuple[int, ...]) -> bool:
        return key[self.places.index(there)] != 0

    # -- reasons

    def _explain(self, key: tuple[int, ...]) -> tuple[int, ...]:
        active = [one for one, there in self._keys if there is None or self._is_there(there, key)]
        facts = self._facts(key)
        verdicts = Judge(facts).verdicts(self.rule)
        failing = [one for one in verdicts if one.outcome in FAILING]
        if not self.trusts_proofs or any(one.outcome is Outcome.BROKEN for one in failing):
            return tuple(active)
        routes = [route for one in failing[:1] or verdicts for route in _routes(one, facts)]
        named = _Named(self._ground.places, self._reads, active, facts.contract)
        found = dict.fromkeys(number for route in routes for number in named.by(route))
        found |= dict.fromkeys(one for one in active if self._ground.places[one].route in self._reads.always)
        return tuple(sorted(found, key=lambda one: self._takes_away(one, key))) or tuple(active)

    def _takes_away(self, number: int, key: tuple[int, ...]) -> bool:
        """Whether a change would take a thing away again, or deny it: the last resort."""
        if self._ground.places[number].route[-1] == "provided":
            return True
        return number in self._things and self._is_there(number, key)


class Witness:
    """That a rule passes on a subject at least, and does not merely find none."""

    def __init__(self, rule: Rule, parts: Sequence[Demand]) -> None:
        self.rule = rule
        self.parts = parts
        self.places = tuple(dict.fromkeys(number for part in parts for number in part.places))

    def fails(self, values: Values) -> bool:
        """Whether the rule passes nowhere."""
        return not any(part.answer(values).passes for part in self.parts)

    def reason(self, values: Values) -> tuple[int, ...]:
        """The places of which one must change before it can pass."""
        return tuple(dict.fromkeys(number for part in self.parts for number in part.reason(values)))


def _name(subject: object) -> str:
    return str(getattr(subject, "id", "")) if isinstance(subject, ClauseKind) else str(id(subject))


def _routes(verdict: Verdict, facts: Facts) -> Iterable[Route]:
    """The places that a proof names: what is missing first, and what decided whether the rule applies last."""
    proof = prove(verdict, facts)
    parts = [part for part in (proof.require, proof.when, proof.domain) if part is not None]
    for part in parts:
        yield from (missing.route for missing in part.missing)
    for part in parts:
        yield from (evidence.route for evidence in part.evidence)


class _Named:
    """Finds the places of which a proof speaks."""

    def __init__(
        self, places: Sequence[Place], reads: Reads, active: Sequence[int], contract: Contract
    ) -> None:
        self._places = [places[number] for number in active]
        self._veiled = reads.veiled
        self._contract = contract

    def by(self, route: Route) -> Iterable[int]:
        """The places at a route of the document, then those inside of which no proof speaks, then those around it."""
        at = self._symbolic(route)
        yield from self._at(at)
        # What is held of a kind is said by its clause, its level, and an option that delivers it.
        if len(at) == 2 and at[0] in SPEAKING:
            for section in SPEAKING:
                yield from self._at((section, at[1]))
            yield from self._at(OPTION)
        yield from (place.number for place in self._places if place.route == at[: len(place.route)])

    def _at(self, at: Route) -> Iterable[int]:
        inside = [place for place in self._places if place.route[: len(at)] == at]
        every = not at or not self._holds(at)
        for place in inside:
            if every or len(place.route) == len(at) or place.route in self._veiled:
                yield place.number

    def _symbolic(self, route: Route) -> Route:
        match route:
            case ("clauses" | "service_levels" as section, int(index), *rest):
                return (section, getattr(self._contract, section)[index].clause, *rest)
            case _:
                return route

    def _holds(self, at: Route) -> bool:
        """Whether the contract holds anything there."""
        if at[0] in SPEAKING:
            return True
        thing: object = self._contract
        for key in at:
            if isinstance(key, int):
                thing = thing[key] if isinstance(thing, tuple) and key < len(thing) else None
            else:
                thing = getattr(thing, key, None)
        return thing is not None
