"""Rules on trial: their cases, and whether the cases notice when a rule is changed.

The contract of a case is read once for all rules, cases and variants that ask for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.rule.case import case_day, case_facts, case_text, differences
from slacheck.rule.judge import judge
from slacheck.rule.model import Case
from slacheck.rule.variant import variants
from slacheck.source.problem import Problem, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.facts import Facts
    from slacheck.rule.model import Equivalent, Pack, Rule
    from slacheck.rule.variant import Variant

MINIMAL = Case("the minimal contract of the pack", {}, {}, None)
"""What each rule of a pack must pass: the ground of its cases has no gap and leaves nothing open."""


class CaseResult(NamedTuple):
    """How a case went: what differs, one sentence each, or why its fragment makes no contract."""

    case: Case
    differences: tuple[str, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the rule finds what the case expects."""
        return not self.differences and not self.problems


class RuleTest(NamedTuple):
    """The cases of a rule, and the minimal contract of its pack."""

    rule: Rule
    cases: tuple[CaseResult, ...]
    minimal: CaseResult

    @property
    def holds(self) -> bool:
        """Whether there are cases, all of them hold, and the rule passes the minimal contract."""
        return bool(self.cases) and self.minimal.holds and all(case.holds for case in self.cases)


class Fate(NamedTuple):
    """What became of a variant: the first case that noticed it, or why none can, or neither: it survives."""

    variant: Variant
    case: Case | None = None
    difference: str = ""
    """What that case found otherwise than it expects."""
    excused: Equivalent | None = None

    @property
    def survives(self) -> bool:
        """Whether no case notices it and nothing explains that."""
        return self.case is None and self.excused is None


class Mutation(NamedTuple):
    """The fates of all variants of a rule; none were made where its own cases fail."""

    test: RuleTest
    fates: tuple[Fate, ...] = ()
    discarded: int = 0
    """How many changes gave no rule at all."""
    unneeded: tuple[Equivalent, ...] = ()
    """Excuses for variants that do not exist, or that a case notices."""

    @property
    def holds(self) -> bool:
        """Whether the cases hold and every variant is noticed or excused, with no excuse too many."""
        return self.test.holds and not self.unneeded and not any(fate.survives for fate in self.fates)


class Ground:
    """The contracts of the cases of one pack, each read when it is first asked for."""

    def __init__(self, pack: Pack, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self.pack = pack
        self._known: dict[tuple[str, date], Facts] = {}
        # Kept with their cases, so that an identity is never that of another one.
        self._cases: dict[int, tuple[Case, Facts]] = {}

    def facts(self, case: Case) -> Facts:
        """The contract of a case; raises `Unreadable` where its fragment makes none."""
        if id(case) not in self._cases:
            asked = case_text(case, self.pack), case_day(case)
            if asked not in self._known:
                self._known[asked] = case_facts(case, self.pack, self.taxonomy)
            self._cases[id(case)] = case, self._known[asked]
        return self._cases[id(case)][1]


def try_rule(rule: Rule, ground: Ground) -> RuleTest:
    """Run the cases of a rule."""
    return RuleTest(rule, tuple(_run(case, rule, ground) for case in rule.cases), _run(MINIMAL, rule, ground))


def _run(case: Case, rule: Rule, ground: Ground) -> CaseResult:
    try:
        return CaseResult(case, tuple(differences(case, judge(rule, ground.facts(case)))))
    except Unreadable as error:
        return CaseResult(case, (), error.problems)


def mutate_rule(rule: Rule, ground: Ground) -> Mutation:
    """Change a rule in every small way and see which of its cases notices."""
    test = try_rule(rule, ground)
    if not test.holds:
        return Mutation(test)
    made = variants(rule, ground.taxonomy)
    fates = tuple(_fate(variant, rule, ground) for variant in made.variants)
    used = {fate.excused for fate in fates}
    unneeded = tuple(one for one in rule.equivalent if one not in used)
    return Mutation(test, fates, made.discarded, unneeded)


def _fate(variant: Variant, rule: Rule, ground: Ground) -> Fate:
    for varied in (variant.rule, *_dependants(variant.rule, ground)):
        for case in varied.cases:
            found = differences(case, judge(varied, ground.facts(case)))
            if found:
                return Fate(variant, case, found[0])
    excuses = (one for one in rule.equivalent if names(one, variant))
    return Fate(variant, excused=next(excuses, None))


def _dependants(varied: Rule, ground: Ground) -> Iterator[Rule]:
    """The rules that a change of a framework's scope changes with it: those of its rows."""
    if varied.framework is not None and varied.row is None:
        yield from (
            rule._replace(framework=varied.framework) for rule in ground.pack.rules if rule.row is not None
        )


def names(excuse: Equivalent, variant: Variant) -> bool:
    """Whether an excuse is about a variant: by its change, with or without its key, or by what comes out of it."""
    change = _plain(variant.change)
    whole = {change, f"{variant.place}: {change}", change.rpartition(" -> ")[2]}
    return _plain(excuse.mutant) in whole


def _plain(text: str) -> str:
    return " ".join(text.replace("`", "").split())
