"""Lints of the cases: what they leave out, repeat, or say of contracts and subjects that do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.rule.case import case_day, case_text
from slacheck.rule.judge import subject_id
from slacheck.rule.model import Outcome
from slacheck.rule.pack import kid
from slacheck.source.problem import Problem, Unreadable
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.rule.lint.sheet import Bench, PackSheet, RuleSheet
    from slacheck.rule.model import Case, Rule
    from slacheck.source.node import Node
    from slacheck.source.span import Span

_WHY = {
    Outcome.GAP: "a gap",
    Outcome.PASS: "a pass",
    Outcome.UNKNOWN: "an unknown (it reads what a contract may leave unstated)",
    Outcome.NOT_APPLICABLE: "not applicable (`when` may not hold)",
}


def missing(sheet: PackSheet, bench: Bench) -> Iterator[Problem]:
    """An outcome that a rule can find and no case shows."""
    for written, rule in sheet.understood():
        shown = {outcome for case in rule.cases for outcome, subjects in case.expect.items() if subjects}
        can, excused = bench.study(rule).outcomes, _excused(written)
        for outcome, words in _WHY.items():
            if outcome in can and outcome.value not in shown and outcome.value not in excused:
                help_text = f"add a case that expects `{outcome.value}: [{_example(rule)}]`"
                yield Problem(f"no case shows {words}", written.place("cases"), help_text)


def unneeded(sheet: PackSheet, bench: Bench) -> Iterator[Problem]:
    """An outcome that is called impossible, although a case shows it, or nobody asks for it."""
    for written, rule in sheet.understood():
        shown = {outcome for case in rule.cases for outcome, subjects in case.expect.items() if subjects}
        asked = {outcome.value for outcome in bench.study(rule).outcomes}
        for outcome, place in _excused(written).items():
            if outcome in shown or outcome not in asked:
                how = "a case shows it" if outcome in shown else "no case of it is asked for"
                yield Problem(f"`{outcome}` need not be called impossible: {how}", place, "leave it out")


def _excused(written: RuleSheet) -> dict[str, Span]:
    """The outcomes that the rule's author explains to be impossible, each with its place."""
    listed = kid(written.node, "impossible")
    kids = listed.kids if listed else None
    named = [kid(entry, "outcome") for entry in kids] if isinstance(kids, list) else []
    return {str(node.value): node.span for node in named if node is not None}


def _example(rule: Rule) -> str:
    if rule.row is not None:
        return rule.row.id
    named = next((subjects[0] for case in rule.cases for subjects in case.expect.values() if subjects), None)
    return named or (rule.variable or "contract")


def unreadable(sheet: PackSheet, bench: Bench) -> Iterator[Problem]:
    """A case whose fragment makes no contract: a misspelt clause kind, attribute, option, key."""
    for _, rule, case, node in _cases(sheet):
        found = bench.tried(sheet, rule, case)
        for problem in found.problems if isinstance(found, Unreadable) else ():
            place = _place(problem, kid(node, "contract")) or _named(node)
            yield Problem(f"the case makes no contract: {problem.message}", place, problem.help)


def _place(problem: Problem, fragment: Node | None) -> Span | None:
    """Where the words that a problem is about stand in the fragment; none if they come from the minimal contract."""
    words = problem.span.text.strip('"') if problem.span else ""
    waiting = [fragment] if fragment and words else []
    while waiting:
        node = waiting.pop(0)
        kids = node.kids
        if isinstance(kids, dict):
            if words in kids:
                return node.key_span(words)
            waiting += kids.values()
        elif isinstance(kids, list):
            waiting += kids
        elif str(node.value) == words:
            return node.span
    return None


def subjects(sheet: PackSheet, bench: Bench) -> Iterator[Problem]:
    """A subject that a case expects and the rule does not have."""
    for _, rule, case, node in _cases(sheet):
        found = bench.tried(sheet, rule, case)
        if isinstance(found, Unreadable):
            continue
        known = {subject_id(verdict.subject) for verdict in found}
        for name, place in _expected(node):
            if name not in known:
                listed = ", ".join(f"`{one}`" for one in sorted(known)[:5])
                otherwise = (
                    f"its subjects in this case: {listed}"
                    if known
                    else "the rule has no subject in this case"
                )
                yield Problem(
                    f"`{name}` is no subject of the rule in this case",
                    place,
                    did_you_mean(name, known, otherwise),
                )


def _expected(node: Node) -> Iterator[tuple[str, Span]]:
    expect = kid(node, "expect")
    kids = expect.kids if expect else None
    for names in kids.values() if isinstance(kids, dict) else ():
        for one in names.kids if isinstance(names.kids, list) else ():
            yield str(one.value), one.span


def name_repeated(sheet: PackSheet, _bench: Bench) -> Iterator[Problem]:
    """Two cases of a rule with one name."""
    first: dict[tuple[str, str], Span] = {}
    for written, _, case, node in _cases(sheet):
        place = _named(node)
        known = first.setdefault((written.name, " ".join(case.name.split())), place)
        if known is not place:
            yield Problem(
                "two cases have this name", place, "say what tells them apart", (("the other", known),)
            )


def repeated(sheet: PackSheet, _bench: Bench) -> Iterator[Problem]:
    """Two cases of a rule with the same contract on the same day."""
    first: dict[tuple[str, str, str], Span] = {}
    for written, _, case, node in _cases(sheet):
        assert sheet.pack is not None
        place = _named(node)
        asked = written.name, case_text(case, sheet.pack), str(case_day(case))
        known = first.setdefault(asked, place)
        if known is not place:
            message = "two cases have the same contract on the same day"
            yield Problem(message, place, "merge them, or vary one", (("the other", known),))


def _cases(sheet: PackSheet) -> Iterator[tuple[RuleSheet, Rule, Case, Node]]:
    """The cases of the pack, each with where it is written."""
    for written, rule in sheet.understood():
        listed = kid(written.node, "cases")
        kids = listed.kids if listed else None
        for case, node in zip(rule.cases, kids if isinstance(kids, list) else (), strict=False):
            yield written, rule, case, node


def _named(node: Node) -> Span:
    name = kid(node, "name")
    return name.span if name else node.span
