"""Lints of the conditions: rules that can find nothing, and rules that find the same."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from slacheck.rule.canonical import canonical
from slacheck.rule.expr import conjuncts, unparse
from slacheck.rule.judge import judge
from slacheck.rule.lint.study import bound
from slacheck.rule.model import Outcome
from slacheck.rule.satisfiable import Both, Not, Reader, agree, possible, terms
from slacheck.source.problem import Problem, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.rule.check import Checked
    from slacheck.rule.lint.sheet import Bench, PackSheet, RuleSheet
    from slacheck.rule.model import Rule, Written
    from slacheck.rule.satisfiable import Formula

COMPARED = 50
"""With how many earlier rules that compare the same things a rule is compared."""
_FIRES = (Outcome.GAP, Outcome.UNKNOWN)


def no_subjects(sheet: PackSheet, _bench: Bench) -> Iterator[Problem]:
    """A rule to which the taxonomy leaves no subject, whatever the contract."""
    for written, rule in sheet.understood():
        if rule.subjects == ():
            key = "for_each" if rule.when is None else "when"
            place = rule.written[key].node.span if key in rule.written else written.place(key)
            yield Problem(
                "the taxonomy has no subject for this rule", place, "it is never asked of any contract"
            )


def cannot_fire(sheet: PackSheet, bench: Bench) -> Iterator[Problem]:
    """A rule whose conditions leave no contract in which it finds a gap, and no case of which finds an unknown."""
    for _, rule in sheet.understood():
        found = bench.study(rule)
        if not found.applies:
            yield _contradiction(rule, bench)
        elif rule.row is not None:
            if rule.row.quality is not None and possible(Not(found.require)) is False:
                yield _tautology(rule.written["quality"], "`quality` holds for every contract")
        elif rule.framework is None and Outcome.GAP not in found.outcomes and not _asks(sheet, rule, bench):
            where = "every contract" if rule.when is None else "every contract for which `when` does"
            yield _tautology(rule.written["require"], f"`require` holds for {where}: the rule finds no gap")


def _asks(sheet: PackSheet, rule: Rule, bench: Bench) -> bool:
    """Whether a rule is there to ask: it is unknown in one of its cases."""
    found = (bench.tried(sheet, rule, case) for case in rule.cases)
    known = [verdicts for verdicts in found if not isinstance(verdicts, Unreadable)]
    return any(verdict.outcome is Outcome.UNKNOWN for verdicts in known for verdict in verdicts)


def _tautology(place: Written, message: str) -> Problem:
    help_text = "a rule that only asks shows it by a case that expects `unknown`"
    return Problem(message, place.node.span, help_text)


def _contradiction(rule: Rule, bench: Bench) -> Problem:
    """Why `when` never holds, by the parts of it that exclude one another."""
    own = rule.row.when if rule.row else None
    checked = own.condition.checked if own else rule.when.checked if rule.when else None
    env = own.environment if own else rule.environment
    assert checked is not None
    place = rule.written["when"]
    reader = Reader(env, bound(bench.taxonomy, rule.parameters))
    parts = [(part, reader.formula(checked._replace(expr=part))) for part in conjuncts(checked.expr)]
    for part, formula in parts:
        if possible(formula) is False:
            return Problem(
                f"`{unparse(part)}` never holds", place.span(part.start, part.end), "the rule never applies"
            )
    for (one, first), (other, second) in combinations(parts, 2):
        if possible(Both((first, second))) is False:
            message = f"`{unparse(other)}` excludes `{unparse(one)}`"
            related = (("these do not hold together", place.span(one.start, one.end)),)
            return Problem(message, place.span(other.start, other.end), "the rule never applies", related)
    return Problem("`when` never holds", place.node.span, "the rule never applies")


def never_fires(sheet: PackSheet, bench: Bench) -> Iterator[Problem]:
    """A rule that finds nothing in any of its cases, nor in any sample."""
    for written, rule in sheet.understood():
        if not rule.cases or not bench.study(rule).applies or rule.subjects == ():
            continue
        if not any(_fires(sheet, rule, bench)):
            message = "the rule finds a gap or an unknown in none of its cases"
            yield Problem(
                message, written.place("cases"), "a rule that has never found anything may be unable to"
            )


def _fires(sheet: PackSheet, rule: Rule, bench: Bench) -> Iterator[bool]:
    for case in rule.cases:
        found = bench.tried(sheet, rule, case)
        yield not isinstance(found, Unreadable) and any(verdict.outcome in _FIRES for verdict in found)
    for sample in bench.samples:
        yield any(verdict.outcome in _FIRES for verdict in judge(rule, sample))


class _Gap(NamedTuple):
    """Where a rule finds a gap: its subjects, what its conditions compare, and the formula over that."""

    sheet: RuleSheet
    rule: Rule
    domain: str | None
    terms: frozenset[str]
    formula: Formula


def same_findings(sheet: PackSheet, bench: Bench) -> Iterator[Problem]:
    """A rule that finds a gap exactly where another one does, wherever the facts are stated."""
    alike: dict[tuple[str | None, frozenset[str]], list[_Gap]] = {}
    for pack in bench.packs[: bench.packs.index(sheet) + 1]:
        for gap in _gaps(pack, bench):
            known = alike.setdefault((gap.domain, gap.terms), [])
            same = (one for one in known[:COMPARED] if agree(gap.formula, one.formula))
            other = next(same, None) if pack is sheet else None
            if other is not None:
                message = f"the rule finds the same gaps as `{other.rule.id}`"
                related = (("the other rule", other.sheet.place("require")),)
                yield Problem(message, gap.sheet.place("require"), "keep one of them", related)
            known.append(gap)


def _gaps(sheet: PackSheet, bench: Bench) -> Iterator[_Gap]:
    """The rules that can find a gap; parameters stay open, since a team may set them."""
    for written, rule in sheet.understood():
        if rule.framework is None and bench.study(rule).applies and Outcome.GAP in bench.study(rule).outcomes:
            reader = Reader(rule.environment, bound(bench.taxonomy, None), _names(rule))
            formula = Both((reader.formula(_checked(rule)), Not(reader.formula(rule.require.checked))))
            yield _Gap(written, rule, _domain(rule), terms(formula), formula)


def _checked(rule: Rule) -> Checked | None:
    return None if rule.when is None else rule.when.checked


def _names(rule: Rule) -> dict[str, str]:
    """One name for the subject of every rule; parameters of two packs are not the same, be they of one name."""
    subject = {} if rule.variable is None else {rule.variable: "$subject"}
    return {**subject, "params": f"${rule.pack}"}


def _domain(rule: Rule) -> str | None:
    return None if rule.domain is None else canonical(rule.domain.checked.expr, _names(rule))
