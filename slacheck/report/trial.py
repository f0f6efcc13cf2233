"""What became of rules on trial: their cases, and the mutants of their conditions, as suites of checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.report.junit import Check, Failure, Suite
from slacheck.report.words import counted
from slacheck.source.excerpt import excerpt, render, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from slacheck.rule.model import Rule
    from slacheck.rule.trial import CaseResult, Fate, Mutation, RuleTest
    from slacheck.rule.variant import Variant
    from slacheck.source.span import Span

NO_CASES = "the rule has no cases"
FAILING = "its own cases fail: `slacheck rules test` says how; it is not mutated before"
SURVIVES = "no case of the rule notices this change"
UNNEEDED = "no longer needed: the rule has no such mutant, or a case notices it"


def text(suites: Iterable[Suite], last: str, *, everything: bool = False) -> str:
    """What failed, with its place, and a last line that counts; with `everything` also what did not fail."""
    blocks = [
        "\n".join(_lines(check, suite.name))
        for suite in suites
        for check in suite.checks
        if check.failures or everything
    ]
    return "\n\n".join((*blocks, last)) + "\n"


def _lines(check: Check, suite: str) -> Iterator[str]:
    place = f"{check.span}: " if check.span else ""
    yield visible(f"{place}{suite}: {check.name}")
    for failure in check.failures:
        yield f"  {visible(failure.message)}"
        yield from (f"  {line}" for line in failure.text.splitlines())
    if not check.failures:
        yield f"  {visible(check.skipped or check.note or 'passed')}"


# -- cases


def case_suites(tests: Iterable[RuleTest]) -> list[Suite]:
    """A suite for each rule: its cases, the minimal contract, and a failure where there is no case."""
    return [Suite(test.rule.id, tuple(_case_checks(test))) for test in tests]


def _case_checks(test: RuleTest) -> Iterator[Check]:
    if not test.cases:
        yield Check("cases", (Failure(NO_CASES),), span=_span(test.rule))
    for result in test.cases:
        yield Check(result.case.name, _failures(result), span=result.case.span)
    yield Check(test.minimal.case.name, _failures(test.minimal), span=_span(test.rule))


def _failures(result: CaseResult) -> tuple[Failure, ...]:
    unread = (
        Failure(f"it makes no contract: {problem.message}", render(problem)) for problem in result.problems
    )
    return (*map(Failure, result.differences), *unread)


def case_tally(tests: Sequence[RuleTest], packs: int) -> str:
    """The last line: how many cases there are and how they went."""
    results = [result for test in tests for result in test.cases]
    passed = sum(result.holds for result in results)
    number = f"{counted(len(results), 'case', 'cases')} of {_rules(len(tests), packs)}"
    parts = [f"{number}: {passed} passed, {len(results) - passed} failed"]
    empty = sum(not test.cases for test in tests)
    if empty:
        parts.append(f"{counted(empty, 'rule has', 'rules have')} no cases")
    beaten = sum(not test.minimal.holds for test in tests)
    if beaten:
        parts.append(f"{counted(beaten, 'rule does', 'rules do')} not pass the minimal contract")
    return "; ".join(parts)


# -- mutants


def mutation_suites(mutations: Iterable[Mutation]) -> list[Suite]:
    """A suite for each rule: its mutants, failed where they survive, and the excuses that nothing needs."""
    return [Suite(mutation.test.rule.id, tuple(_mutant_checks(mutation))) for mutation in mutations]


def _mutant_checks(mutation: Mutation) -> Iterator[Check]:
    rule = mutation.test.rule
    if not mutation.test.holds:
        yield Check("cases", (Failure(FAILING),), span=_span(rule))
    for fate in mutation.fates:
        variant = fate.variant
        name = f"mutant {variant.number}, {variant.place}: {variant.change}"
        span = _part_span(variant, rule)
        if fate.survives:
            yield Check(name, (Failure(SURVIVES, excerpt(span) if span else ""),), span=span)
        else:
            yield Check(name, skipped=_excuse(fate), note=_noticed(fate), span=span)
    for excuse in mutation.unneeded:
        yield Check(f"equivalent: {excuse.mutant}", (Failure(UNNEEDED),), span=excuse.span)


def _excuse(fate: Fate) -> str:
    return f"equivalent: {fate.excused.reason}" if fate.excused else ""


def _noticed(fate: Fate) -> str:
    return f"noticed by `{fate.case.name}`: {fate.difference}" if fate.case else ""


def mutation_tally(mutations: Sequence[Mutation], packs: int) -> str:
    """The last line: how many mutants there are and what became of them."""
    fates = [fate for mutation in mutations for fate in mutation.fates]
    survivors = sum(fate.survives for fate in fates)
    excused = sum(fate.excused is not None for fate in fates)
    discarded = sum(mutation.discarded for mutation in mutations)
    number = f"{counted(len(fates), 'mutant', 'mutants')} of {_rules(len(mutations), packs)}"
    noticed = len(fates) - survivors - excused
    parts = [
        f"{number}: {noticed} noticed, {survivors} survived, {excused} equivalent",
        f"{discarded} more did not type-check",
    ]
    failing = sum(not mutation.test.holds for mutation in mutations)
    if failing:
        parts.append(f"{counted(failing, 'rule fails its', 'rules fail their')} own cases")
    unneeded = sum(len(mutation.unneeded) for mutation in mutations)
    if unneeded:
        parts.append(f"{unneeded} `equivalent` no longer needed")
    return "; ".join(parts)


def _rules(rules: int, packs: int) -> str:
    return f"{counted(rules, 'rule', 'rules')} in {counted(packs, 'pack', 'packs')}"


def _span(rule: Rule) -> Span | None:
    return rule.written["id"].node.span if "id" in rule.written else None


def _part_span(variant: Variant, rule: Rule) -> Span | None:
    written = rule.written.get(variant.place)
    return written.span(variant.part.start, variant.part.end) if written else None
