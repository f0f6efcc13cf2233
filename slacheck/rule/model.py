"""Rules and packs, as they are after loading: checked and compiled."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slacheck.rule.check import Checked
    from slacheck.rule.compile import Compiled
    from slacheck.rule.framework import Framework, Requirement
    from slacheck.rule.parameters import Parameter
    from slacheck.rule.schema import Environment
    from slacheck.rule.template import Template
    from slacheck.source.node import Node
    from slacheck.source.span import Span


class Severity(Enum):
    """How grave a gap is; the order is that of the members, gravest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    # As with outcomes: every finding is sorted and counted by it.
    __hash__ = object.__hash__

    @property
    def weight(self) -> int:
        """2 for an error, 1 for a warning, 0 for an information."""
        return _WEIGHTS[self]


_WEIGHTS = {Severity.ERROR: 2, Severity.WARNING: 1, Severity.INFO: 0}


class LegalStatus(Enum):
    """What stands behind a rule, the strongest first; a house rule is never called illegal."""

    PROHIBITED = "prohibited"
    PRESUMED_UNFAIR = "presumed-unfair"
    REGULATED = "regulated"
    POOR_PRACTICE = "poor-practice"

    # As with outcomes: every finding is sorted by it.
    __hash__ = object.__hash__


class Outcome(Enum):
    """What a rule finds on one subject."""

    PASS = "pass"  # noqa: S105 - an outcome, no password
    GAP = "gap"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"
    BROKEN = "broken"

    # Each member is there once: its identity is the quickest hash, and every ruling is counted by its outcome.
    __hash__ = object.__hash__


Translations = tuple[tuple[str, str], ...]
"""A text in other languages than English, each behind the name of its language."""


class Reference(NamedTuple):
    """A legal or standard anchor, with how strongly it binds."""

    id: str
    citation: str
    strength: str
    """`binding`, `presumed-unfair`, `standard`, `guidance`, `pledge`, `model` or `house`."""
    paraphrase: str
    verified: bool
    """Whether the point was seen in the cited source."""
    paraphrases: Translations = ()

    def texts(self) -> dict[str, str]:
        """The paraphrase by language."""
        return {"en": self.paraphrase, **dict(self.paraphrases)}

    def said(self, language: str) -> str:
        """The paraphrase in a language, or in English where it has none."""
        return self.texts().get(language, self.paraphrase)


class Doc(NamedTuple):
    """What a rule author explains."""

    what: str
    why: str
    instead: str
    false_positives: str
    whys: Translations = ()

    def reasons(self) -> dict[str, str]:
        """Why the rule exists, by language."""
        return {"en": self.why, **dict(self.whys)}


class Case(NamedTuple):
    """A rule's own test: a fragment laid over the pack's minimal contract, and what the rule must find."""

    name: str
    contract: Mapping[str, Any]
    expect: Mapping[str, tuple[str, ...]]
    """Subjects by outcome: every gap, unknown and broken one; of the others, those that matter to the case."""
    today: str | None
    span: Span | None = None
    """Where it is written."""


class Equivalent(NamedTuple):
    """A mutant of a rule that no case can tell from the rule, as its author explains."""

    mutant: str
    """The change as `slacheck rules mutate` writes it, or what the changed part becomes."""
    reason: str
    span: Span | None


class Written(NamedTuple):
    """Where a condition is written: a scalar of the rule's file, and how far into its text the condition starts."""

    node: Node
    offset: int

    def span(self, start: int, end: int) -> Span:
        """The place of some characters of the condition."""
        return self.node.subspan(self.offset + start, self.offset + max(end, start + 1))


class Condition(NamedTuple):
    """A condition of a rule: what was checked, for the proof, and its compiled form, for speed."""

    checked: Checked
    run: Compiled


class Pending(NamedTuple):
    """What of the `when` of a rule depends on the contract."""

    whole: Condition
    premise: Condition | None = None
    """The part of it that names no subject, so that all subjects share the answer."""
    rest: Condition | None = None
    """The other part: what is asked of a subject where the premise holds."""
    alike: bool = False
    """Whether it reads its subject only through `applies(...)` and `entitlement(...)`."""


class Rule(NamedTuple):
    """One rule."""

    id: str
    pack: str
    severity: Severity
    legal_status: LegalStatus
    doc: Doc
    references: tuple[Reference, ...]
    variable: str | None
    """The name of a subject inside the conditions; a rule without one is about the contract as a whole."""
    domain: Condition | None
    """The list of subjects."""
    subjects: tuple[object, ...] | None
    """The subjects that the taxonomy alone leaves, where the list depends on nothing else."""
    when: Condition | None
    screen: str
    """What names `for_each` and `when` together: rules of one pack with the same share the answer."""
    pending: Pending | None
    """What remains of `when` for `subjects`."""
    require: Condition
    alike: bool
    """Whether `require` reads its subject only through `entitlement(...)`: equal entitlements have equal answers."""
    messages: Mapping[str, Template]
    remedies: Mapping[str, Template]
    cases: tuple[Case, ...]
    environment: Environment
    parameters: Mapping[str, object]
    equivalent: tuple[Equivalent, ...]
    """The mutants that need no case."""
    written: Mapping[str, Written]
    """Where `id`, `for_each`, `when` and `require` stand, as far as the rule has them."""
    framework: Framework | None = None
    """The framework whose requirements it judges."""
    row: Requirement | None = None
    """The requirement that it judges: one rule is shared by all of them."""
    unwaivable: bool = False
    """Whether nobody may accept what it finds."""


class Pack(NamedTuple):
    """A set of rules with a version."""

    id: str
    version: str
    title: str
    sha256: str
    """The digest of all its files."""
    rules: tuple[Rule, ...]
    parameters: Mapping[str, object]
    minimal: Mapping[str, Any]
    """The contract over which the cases lay their fragments."""
    declared: tuple[Parameter, ...] = ()
    """The parameters as the manifest declares them, each with the value in force and where it comes from."""
    language: str = "1.0"
    """The version of the rule language that it needs."""
    files: tuple[tuple[str, str], ...] = ()
    """The digest of each of its files, by name."""
    framework: Framework | None = None
    """The table from which the rules come, where they come from one."""
    shared: tuple[Rule, ...] = ()
    """The rules that it shares with all other frameworks, before they are bound to its rows."""
