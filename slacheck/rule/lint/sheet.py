"""Packs as they are written and, where they load, as they are understood: what the lints look at."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from slacheck.rule.judge import judge
from slacheck.rule.lint.study import Study, study
from slacheck.rule.pack import kid
from slacheck.rule.table import TableFiles
from slacheck.rule.trial import Ground
from slacheck.source.problem import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.facts import Facts
    from slacheck.rule.judge import Verdict
    from slacheck.rule.model import Case, Pack, Rule
    from slacheck.rule.pack import PackFiles
    from slacheck.source.node import Node
    from slacheck.source.problem import Problem
    from slacheck.source.span import Span


class Role(Enum):
    """What a part of a pack's files states."""

    RULE = "rule"
    SCOPE = "scope"
    """The head of a framework: to which contracts it speaks."""
    ROW = "row"
    """A requirement of a framework."""
    SHARED = "shared"
    """A rule that all frameworks share."""


class RuleSheet(NamedTuple):
    """One rule as it is written; with what it means, if its pack loads."""

    name: str
    role: Role
    node: Node
    rule: Rule | None

    def place(self, key: str) -> Span:
        """Where a key stands; the id, or the whole, where the rule does not have it."""
        for name in (key, "id"):
            if kid(self.node, name) is not None:
                return self.node.key_span(name)
        return self.node.span


class PackSheet(NamedTuple):
    """One pack as it is written; with what it means, if it loads, or why it does not."""

    name: str
    manifest: Node | None
    rules: tuple[RuleSheet, ...]
    pack: Pack | None
    problems: tuple[Problem, ...]

    def understood(self) -> Iterator[tuple[RuleSheet, Rule]]:
        """The rules that are judged, each with where it is written."""
        yield from ((sheet, sheet.rule) for sheet in self.rules if sheet.rule is not None)


def pack_sheet(
    name: str, files: PackFiles | TableFiles | None, pack: Pack | None, problems: Sequence[Problem]
) -> PackSheet:
    """A pack ready to be linted; without files where not even its manifest can be read."""
    if files is None:
        return PackSheet(name, None, (), None, tuple(problems))
    known = {rule.id: rule for rule in pack.rules} if pack is not None else {}
    made = _table_rules(name, files, known) if isinstance(files, TableFiles) else _rules(files, known)
    return PackSheet(name, files.manifest, tuple(made), pack, tuple(problems))


def _rules(files: PackFiles, known: dict[str, Rule]) -> Iterator[RuleSheet]:
    for stem, node in files.rules.items():
        yield RuleSheet(stem, Role.RULE, node, known.get(stem))


def _table_rules(name: str, files: TableFiles, known: dict[str, Rule]) -> Iterator[RuleSheet]:
    for stem, node in files.shared.items():
        yield RuleSheet(stem, Role.SHARED, node, None)
    yield RuleSheet(name, Role.SCOPE, files.table, known.get(f"{name}-scope"))
    listed = kid(files.table, "requirements")
    kids = listed.kids if listed else None
    for row in kids if isinstance(kids, list) else ():
        named = kid(row, "id")
        row_id = str(named.value) if named else ""
        yield RuleSheet(row_id, Role.ROW, row, known.get(row_id))


class Bench:
    """Everything that one run of the lints looks at; what two of them ask is worked out once."""

    def __init__(self, packs: Sequence[PackSheet], taxonomy: Taxonomy, samples: Sequence[Facts] = ()) -> None:
        self.packs = tuple(packs)
        self.taxonomy = taxonomy
        self.samples = tuple(samples)
        """Contracts on which every rule is tried beside its own cases."""
        self._grounds: dict[int, Ground] = {}
        self._studies: dict[int, Study] = {}
        self._verdicts: dict[tuple[int, int], tuple[Verdict, ...] | Unreadable] = {}

    def study(self, rule: Rule) -> Study:
        """What a rule can find."""
        if id(rule) not in self._studies:
            self._studies[id(rule)] = study(rule, self.taxonomy)
        return self._studies[id(rule)]

    def tried(self, sheet: PackSheet, rule: Rule, case: Case) -> tuple[Verdict, ...] | Unreadable:
        """What a rule finds in one of its cases, or why the case makes no contract."""
        asked = id(rule), id(case)
        if asked not in self._verdicts:
            self._verdicts[asked] = self._try(sheet, rule, case)
        return self._verdicts[asked]

    def _try(self, sheet: PackSheet, rule: Rule, case: Case) -> tuple[Verdict, ...] | Unreadable:
        assert sheet.pack is not None
        ground = self._grounds.setdefault(id(sheet.pack), Ground(sheet.pack, self.taxonomy))
        try:
            return tuple(judge(rule, ground.facts(case)))
        except Unreadable as error:
            return error
