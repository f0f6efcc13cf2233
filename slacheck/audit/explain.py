"""The proof of a verdict as a tree: what was asked, what each part gave, and which lines of the contract say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.audit.finding import kind_of
from slacheck.audit.place import Places
from slacheck.audit.run import SILENT
from slacheck.contract.taxonomy import ClauseKind
from slacheck.rule.facts import Facts
from slacheck.rule.judge import judge, prove, subject_id
from slacheck.rule.money import cost_text
from slacheck.rule.proof import statement_text
from slacheck.rule.value import runtime_kind, value_text
from slacheck.tongue import speak

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from slacheck.audit.place import Location
    from slacheck.audit.run import Terms
    from slacheck.contract.read import Reading
    from slacheck.offer.space import Purchase
    from slacheck.rule.evidence import Missing
    from slacheck.rule.judge import Verdict
    from slacheck.rule.model import Outcome
    from slacheck.rule.part import Step
    from slacheck.rule.trace import Traced


class Branch(NamedTuple):
    """One line of the tree, with the place in the contract that it rests on, if it rests on one."""

    text: str
    location: Location | None = None
    children: tuple[Branch, ...] = ()


def topics(terms: Terms) -> list[str]:
    """Everything that can be explained: rules and clause kinds."""
    return [rule.id for pack in terms.packs for rule in pack.rules] + list(terms.taxonomy.kinds)


def explain(reading: Reading, terms: Terms, topic: str | None) -> tuple[Branch, ...]:
    """The trees about one rule, about one clause kind, or about everything that did not pass."""
    facts = Facts(reading.contract, terms.taxonomy, terms.today, terms.language)
    explainer = _Explainer(Places(reading.node), facts)
    kind = terms.taxonomy.kinds.get(topic) if topic else None
    rules = [rule for pack in terms.packs for rule in pack.rules if kind or topic in (None, rule.id)]
    verdicts = [verdict for rule in rules for verdict in judge(rule, facts)]
    if kind is not None:
        about = [verdict for verdict in verdicts if kind_of(verdict.subject) == kind.id]
        return (explainer.entitlement(kind), *explainer.told(about), *explainer.silent(about))
    if topic is None:
        return explainer.told(verdicts)
    return tuple(explainer.verdict(verdict) for verdict in verdicts)


class _Explainer:
    def __init__(self, places: Places, facts: Facts) -> None:
        self.places = places
        self.facts = facts
        self.tongue = speak(facts.language)

    def told(self, verdicts: Iterable[Verdict]) -> tuple[Branch, ...]:
        """The proof of each verdict that a report lists."""
        return tuple(self.verdict(one) for one in verdicts if one.outcome not in SILENT)

    def silent(self, verdicts: Iterable[Verdict]) -> Iterator[Branch]:
        """One line for each outcome that a report only counts, naming the rules."""
        by_outcome: dict[Outcome, list[str]] = {}
        for one in verdicts:
            if one.outcome in SILENT:
                by_outcome.setdefault(one.outcome, []).append(one.rule.id)
        for outcome, names in by_outcome.items():
            yield Branch(f"{self.tongue(outcome.value)}{self.tongue(': ')}{', '.join(names)}")

    def verdict(self, verdict: Verdict) -> Branch:
        """What a rule found on a subject, and why."""
        rule, proof = verdict.rule, prove(verdict, self.facts, steps=True)
        heading = f"{self.tongue(verdict.outcome.value)}{self.tongue(': ')}{rule.id} [{subject_id(verdict.subject)}]"
        if verdict.error:
            return Branch(
                heading, None, (Branch(self.tongue("the rule broke: {error}", error=verdict.error)),)
            )
        parts = (("in", proof.domain), ("when", proof.when), ("require", proof.require))
        return Branch(
            heading, None, tuple(self._part(name, part) for name, part in parts if part is not None)
        )

    def _part(self, name: str, traced: Traced) -> Branch:
        own = self._step(traced.step)
        read = tuple(Branch(self.tongue(one.says), self.places.locate(one.route)) for one in traced.evidence)
        lacking = tuple(Branch(self._lacking(one), self.places.locate(one.route)) for one in traced.missing)
        return Branch(f"{name} {own.text}", None, own.children + read + lacking)

    def _lacking(self, missing: Missing) -> str:
        field = self.tongue("not stated: `{field}`", field=missing.field)
        return f"{field} {self.tongue(missing.reason)}".rstrip()

    def _step(self, step: Step) -> Branch:
        value = step.value
        shown = f"error: {value}" if isinstance(value, Exception) else _shown(value)
        children = tuple(
            self._step(child) for child in step.children if runtime_kind(child.value) != "object"
        )
        return Branch(f"{step.text} = {shown}", None, children)

    def entitlement(self, kind: ClauseKind) -> Branch:
        """What a buyer holds of a clause kind, with the witnesses."""
        held = self.facts.offer.entitlement(kind.id)
        applies = self.facts.offer.applies(kind).value
        why = f"{self.tongue(': ')}{self.tongue(held.reason)}" if held.reason else ""
        said = self.tongue("{clause} is {status}", clause=kind.id, status=self.tongue(held.status.value))
        children = [
            Branch(
                self.tongue(
                    "applies to this service: {answer} (tier {tier})",
                    answer=self.tongue(applies),
                    tier=kind.tier.value,
                )
            )
        ]
        children += [
            Branch(self.tongue(statement_text(held, statement)), self.places.locate(statement.route))
            for statement in held.statements
        ]
        children += self._witnesses(held.without, held.holding)
        if held.surcharge is not None:
            children.append(
                Branch(f"{self.tongue('surcharge:')} {cost_text(held.surcharge, self.facts.language)}")
            )
        return Branch(f"{said}{why}", None, tuple(children))

    def _witnesses(self, without: Purchase | None, holding: Purchase | None) -> Iterator[Branch]:
        for label, purchase in (
            (self.tongue("cheapest purchase without it:"), without),
            (self.tongue("cheapest purchase with it:"), holding),
        ):
            if purchase is not None:
                bought, cost = purchase.configuration.said, cost_text(purchase.cost, self.facts.language)
                yield Branch(f"{label} {self.tongue(bought)} ({cost})")


def _shown(value: object) -> str:
    text = value.id if isinstance(value, ClauseKind) else value_text(value)
    return text if len(text) <= 120 else text[:119] + "…"
