"""The closed table of lints, and the run of all of them over packs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from slacheck.rule.lint import cases, doc, logic, parameters, texts
from slacheck.rule.unique import repeated_ids

if TYPE_CHECKING:
    from slacheck.rule.lint.sheet import Bench, PackSheet
    from slacheck.source.problem import Problem


class Level(Enum):
    """How grave a lint is; both kinds fail a run."""

    ERROR = "error"
    WARNING = "warning"


class Lint(NamedTuple):
    """One thing that is looked for."""

    id: str
    level: Level
    says: str
    find: Callable[[PackSheet, Bench], Iterator[Problem]]


class LintFinding(NamedTuple):
    """What a lint found."""

    lint: Lint
    pack: str
    problem: Problem


class LintReport(NamedTuple):
    """What all lints found in all packs, in the order of packs, then of the text."""

    findings: tuple[LintFinding, ...]
    packs: tuple[str, ...]
    unloaded: int
    """How many packs do not load."""
    rules: int
    unverified: tuple[str, ...]
    """The ids of cited references that nobody has seen in their source yet."""


def _load(sheet: PackSheet, _bench: Bench) -> Iterator[Problem]:
    return iter(sheet.problems)


def _duplicates(sheet: PackSheet, bench: Bench) -> Iterator[Problem]:
    loaded = [one.pack for one in bench.packs[: bench.packs.index(sheet) + 1] if one.pack is not None]
    if sheet.pack is not None:
        yield from (problem for pack, problem in repeated_ids(loaded) if pack is sheet.pack)


_E, _W = Level.ERROR, Level.WARNING
LINTS = (
    Lint(
        "does-not-load",
        _E,
        "a file that cannot be read, a key, a name, a type or a value that is wrong",
        _load,
    ),
    Lint("duplicate-rule", _E, "a rule with the id of another one", _duplicates),
    Lint("no-subjects", _E, "a rule to which the taxonomy leaves no subject", logic.no_subjects),
    Lint("cannot-fire", _E, "a rule whose conditions leave no contract with a gap", logic.cannot_fire),
    Lint("never-fires", _W, "a rule that finds nothing in any case or sample", logic.never_fires),
    Lint("same-findings", _W, "a rule that finds the same gaps as another one", logic.same_findings),
    Lint("case-missing", _E, "an outcome that the rule can find and no case shows", cases.missing),
    Lint("impossible-unneeded", _W, "an `impossible` that excuses nothing", cases.unneeded),
    Lint("case-no-contract", _E, "a case whose fragment makes no contract", cases.unreadable),
    Lint("case-subject", _E, "an expected subject that the rule does not have", cases.subjects),
    Lint("case-name-repeated", _E, "two cases of a rule with one name", cases.name_repeated),
    Lint("case-repeated", _W, "two cases with the same contract and day", cases.repeated),
    Lint("parameter-unused", _W, "a parameter that nothing reads", parameters.unused),
    Lint("parameter-unexplained", _W, "a parameter without `means`", parameters.unexplained),
    Lint("parameter-clash", _W, "a parameter that another pack declares differently", parameters.clash),
    Lint("language-missing", _E, "a text that is not there in all four languages", texts.language_missing),
    Lint("text-period", _W, "a message or remedy that ends with a period", texts.period),
    Lint("text-question", _W, "a message or remedy with a question mark", texts.question_mark),
    Lint("text-quotes", _W, "a quotation that is not closed, or not opened", texts.quotes),
    Lint("text-placeholders", _W, "a translation that shows other values", texts.placeholders),
    Lint("text-untranslated", _W, "a text that is the same in two languages", texts.untranslated),
    Lint("doc-thin", _W, "documentation that says next to nothing", doc.thin),
    Lint("doc-repeats", _W, "two parts of the documentation that say the same", doc.repeats),
    Lint("no-reference", _W, "a rule without an anchor", doc.no_reference),
    Lint("overclaims", _W, "a rule that speaks as law and cites none that binds or presumes", doc.overclaims),
    Lint("says-illegal", _E, "a text that judges what is lawful", doc.says_illegal),
)
"""Every lint, in the order in which findings at one place are told."""


def lint(bench: Bench) -> LintReport:
    """Look for everything in all packs; what two packs share is told once."""
    found: dict[tuple[str, Problem], LintFinding] = {}
    for sheet in bench.packs:
        here = [LintFinding(one, sheet.name, problem) for one in LINTS for problem in one.find(sheet, bench)]
        for finding in sorted(here, key=_place):
            found.setdefault((finding.lint.id, finding.problem), finding)
    packs = [sheet.pack for sheet in bench.packs if sheet.pack is not None]
    cited = {
        reference.id: reference for pack in packs for rule in pack.rules for reference in rule.references
    }
    return LintReport(
        findings=tuple(found.values()),
        packs=tuple(sheet.name for sheet in bench.packs),
        unloaded=sum(bool(sheet.problems) for sheet in bench.packs),
        rules=sum(len(pack.rules) for pack in packs),
        unverified=tuple(sorted(name for name, reference in cited.items() if not reference.verified)),
    )


def _place(finding: LintFinding) -> tuple[str, int]:
    span = finding.problem.span
    return ("", 0) if span is None else (span.source.name, span.start)
