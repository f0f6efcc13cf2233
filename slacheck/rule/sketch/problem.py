"""The rules of some packs as a problem: the places that they read, the values to try there, and the demands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.contract.taxonomy import ClauseKind
from slacheck.rule.sketch.demand import Demand, Ground, Place, Tally, Witness
from slacheck.rule.sketch.domain import Hints, values
from slacheck.rule.sketch.draft import Drafts
from slacheck.rule.sketch.reads import Reads, level_kinds, reads_of
from slacheck.rule.sketch.slot import Slots
from slacheck.rule.vocabulary import environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from typing import Any

    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.evidence import Route
    from slacheck.rule.model import Rule
    from slacheck.rule.sketch.demand import Values
    from slacheck.rule.sketch.draft import Stated


class Problem:
    """What is looked for: values of the places with which every rule passes."""

    def __init__(
        self,
        rules: Sequence[Rule],
        taxonomy: Taxonomy,
        today: date,
        samples: Sequence[Mapping[str, Any]] = (),
        *,
        wary: frozenset[str] = frozenset(),
    ) -> None:
        self.rules = rules
        self.tally = Tally()
        self.drafts = Drafts(taxonomy)
        slots = Slots(taxonomy, environment(taxonomy, {}).objects)
        levels = level_kinds(rules, slots)
        read = [
            (rule, subject, self._reads(rule, subject, slots, levels, wary))
            for rule in rules
            for subject in subjects_of(rule)
        ]
        hints = Hints(samples, today, slots.sold)
        self.places = self._places(slots, [reads for _, _, reads in read], hints)
        ground = Ground(self.places, self.drafts, taxonomy, today)
        self.demands = [Demand(rule, subject, reads, ground, self.tally) for rule, subject, reads in read]
        self.facts = frozenset(place.number for place in self.places if place.is_fact)

    def start(self) -> Values:
        """Every fact holds, and nothing else is stated."""
        return [0] * len(self.places)

    def of(self, rules: Iterable[Rule]) -> list[Demand]:
        """The demands of some rules."""
        chosen = {id(rule) for rule in rules}
        return [demand for demand in self.demands if id(demand.origin) in chosen]

    def witness(self, rule: Rule) -> Witness:
        """That a rule passes somewhere."""
        return Witness(rule, self.of([rule]))

    def stated(self, chosen: Values) -> list[Stated]:
        """What a contract with these values states, in the order of the document."""
        return [
            (place.route, place.values[chosen[place.number]])
            for place in self.places
            if place.values[chosen[place.number]] is not None and (place.there is None or chosen[place.there])
        ]

    @staticmethod
    def _reads(
        rule: Rule, subject: object, slots: Slots, levels: tuple[str, ...], wary: frozenset[str]
    ) -> Reads:
        reads = reads_of(rule, subject, slots, levels)
        if f"{rule.pack}/{rule.id}" in wary:
            return reads._replace(veiled=frozenset(slots.all))
        return reads

    def _places(self, slots: Slots, read: Sequence[Reads], hints: Hints) -> list[Place]:
        constants: dict[Route, set[object]] = {}
        for reads in read:
            for route in reads.all:
                constants.setdefault(route, set()).update(reads.constants)
        numbers = {route: number for number, route in enumerate(one for one in slots.all if one in constants)}
        places = []
        for route, number in numbers.items():
            slot = slots.all[route]
            there = None if slot.there is None else numbers[slot.there]
            places.append(Place(number, route, values(slot, constants[route], hints, self.drafts), there))
        return places


def subjects_of(rule: Rule) -> tuple[object, ...]:
    """The subjects that are judged one by one; none where a rule finds its subjects in the contract."""
    fixed = rule.subjects or ()
    return (
        fixed if rule.subjects is not None and all(isinstance(one, ClauseKind) for one in fixed) else (None,)
    )
