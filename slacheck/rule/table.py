"""From the table of a framework to rules: one for each requirement that can be decided, all sharing one condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from slacheck.rule.form import FRAMEWORK, REQUIREMENT, ROW_CASE, check_form
from slacheck.rule.framework import ASKED, Framework, Own, Requirement
from slacheck.rule.language import require_language
from slacheck.rule.model import Case, Doc, LegalStatus, Pack, Severity
from slacheck.rule.pack import Loader, kid, written
from slacheck.rule.parameters import load_parameters
from slacheck.rule.vocabulary import environment, shared_environment
from slacheck.source.problem import Unreadable
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from slacheck.contract.taxonomy import ClauseKind, Taxonomy
    from slacheck.rule.model import Reference, Rule
    from slacheck.rule.parameters import Setting
    from slacheck.rule.schema import Environment
    from slacheck.rule.template import Template
    from slacheck.source.node import Node

UNMET, UNSETTLED = "requirement-unmet", "scope-unsettled"
"""The rules that all frameworks share: one judges each requirement, the other asks once whether they apply."""


class TableFiles(NamedTuple):
    """The files of one framework, read but not yet understood."""

    table: Node
    shared: Mapping[str, Node]
    """The shared rules, by their names."""
    minimal: Node
    """The contract over which the cases lay their fragments; it meets every requirement."""
    sha256: str
    digests: tuple[tuple[str, str], ...] = ()
    """The digest of each file that decides a verdict, by its name."""

    @property
    def manifest(self) -> Node:
        """What states id, version, language and parameters: the table itself."""
        return self.table


def load_framework(
    files: TableFiles,
    taxonomy: Taxonomy,
    references: Mapping[str, Reference],
    settings: Mapping[str, Setting] | None = None,
    *,
    cases: bool = True,
) -> Pack:
    """The rules of a framework as a pack; raises `Unreadable` with every problem of its table."""
    loader = Loader(taxonomy, references, with_cases=cases)
    language = require_language(files.table, loader.problems)
    fields = check_form(files.table, FRAMEWORK, loader.problems)
    if fields is None:
        raise Unreadable(loader.problems)
    parameters = load_parameters(
        files.table.kid("parameters"), settings or {}, taxonomy, language, loader.problems
    )
    values = {one.name: one.value for one in parameters}
    env = environment(taxonomy, {one.name: one.type for one in parameters})
    rows = _Rows(loader, files.table, fields, env, values)
    framework = Framework(
        id=fields["id"],
        title=fields["title"],
        applies_to=fields["applies_to"],
        scope=rows.own(files.table, "scope"),
        requirements=tuple(rows.all()),
    )
    shared = shared_environment(taxonomy)
    rules = {
        name: loader.rule(name, node, framework.id, shared, values, framework)
        for name, node in files.shared.items()
    }
    scope_cases = tuple(rows.cases(files.table, framework.id)) if cases else ()
    if loader.problems:
        raise Unreadable(loader.problems)
    minimal: Any = files.minimal.value
    return Pack(
        id=framework.id,
        version=fields["version"],
        title=framework.title,
        sha256=files.sha256,
        rules=tuple(_bound(framework, files.table, rules, scope_cases)),
        parameters=values,
        minimal=minimal,
        framework=framework,
        shared=tuple(rule for rule in rules.values() if rule is not None),
        declared=parameters,
        language=fields["language"],
        files=files.digests,
    )


def _bound(
    framework: Framework, table: Node, rules: Mapping[str, Rule | None], cases: tuple[Case, ...]
) -> Iterator[Rule]:
    """The shared rules for this framework: the question of its scope, and one rule for each decidable row."""
    asks, judges = rules[UNSETTLED], rules[UNMET]
    assert asks is not None
    assert judges is not None
    decidable = [row for row in framework.requirements if not row.undecidable]
    if framework.scope is not None:
        gravest = min((row.severity for row in decidable), key=list(Severity).index, default=asks.severity)
        yield asks._replace(
            id=f"{framework.id}-scope",
            severity=gravest,
            screen=framework.id,
            cases=cases,
            equivalent=(),
            written=written(table, ("id", "scope")),
        )
    for row in decidable:
        yield judges._replace(
            id=row.id,
            severity=row.severity,
            legal_status=row.legal_status,
            doc=_doc(row, judges.doc),
            references=(row.reference,),
            subjects=(row,),
            screen=row.id,
            cases=row.cases,
            row=row,
            equivalent=row.equivalent,
            written=row.written,
            unwaivable=row.unwaivable,
        )


def _doc(row: Requirement, shared: Doc) -> Doc:
    """What the text asks for in our own words, and the reading that was chosen."""
    said = row.reference.paraphrase
    why = " ".join(f"{ASKED.format(text=said)} {row.note}".split())
    return Doc(said, why, shared.instead, shared.false_positives)


class _Rows:
    """Reads the rows of a table."""

    def __init__(
        self,
        loader: Loader,
        node: Node,
        fields: Mapping[str, Any],
        env: Environment,
        values: Mapping[str, object],
    ) -> None:
        self.loader = loader
        self.node = node
        self.fields = fields
        self.env = env
        self.values = values

    def all(self) -> Iterator[Requirement]:
        """Every row that is well formed; what is wrong with the others is told."""
        listed = kid(self.node, "requirements")
        kids = listed.kids if listed else None
        seen: set[str] = set()
        for row in kids if isinstance(kids, list) else ():
            fields = check_form(row, REQUIREMENT, self.loader.problems)
            if fields is None:
                continue
            if fields["id"] in seen:
                self.loader.say(f"a second requirement is called `{fields['id']}`", kid(row, "id"))
            seen.add(fields["id"])
            made = self._requirement(row, fields)
            if made is not None:
                yield made
        if not seen and listed is not None:
            self.loader.say("the table has no requirement", listed)

    def _requirement(self, row: Node, fields: Mapping[str, Any]) -> Requirement | None:
        reference = self.loader.references.get(fields["id"])
        if reference is None:
            help_text = did_you_mean(fields["id"], self.loader.references)
            self.loader.say(f"no reference is called `{fields['id']}`", kid(row, "id"), help_text)
            return None
        self._complete(row, fields)
        quality = self.own(row, "quality")
        return Requirement(
            id=fields["id"],
            reference=reference,
            severity=Severity(fields.get("severity", self.fields["severity"])),
            legal_status=LegalStatus(fields.get("legal_status", self.fields["legal_status"])),
            clauses=tuple(self._kinds(row, "clauses")),
            any_of=tuple(self._kinds(row, "any_of")),
            price=fields.get("price", "silent"),
            when=self.own(row, "when"),
            quality=quality,
            demand=self._demand(row),
            undecidable=fields.get("undecidable", ""),
            note=fields.get("note", ""),
            cases=tuple(self.cases(row, fields["id"])) if self.loader.with_cases else (),
            equivalent=self.loader.equivalent(row) if self.loader.with_cases else (),
            written=written(row, ("id", "when", "quality")),
            unwaivable=fields.get("unwaivable", False),
        )

    def _complete(self, row: Node, fields: Mapping[str, Any]) -> None:
        decides = [key for key in ("clauses", "any_of", "quality") if fields.get(key)]
        if bool(decides) == ("undecidable" in fields):
            help_text = "a row has `clauses`, `any_of` or `quality`, or else says why it is `undecidable`"
            how = "both decided and undecidable" if decides else "decided by nothing"
            self.loader.say(f"the requirement is {how}", kid(row, "id"), help_text)
        if ("quality" in fields) != ("demand" in fields):
            self.loader.say(
                "`quality` and `demand` go together",
                kid(row, "id"),
                "`demand` says in words what `quality` asks for",
            )
        if fields.get("price", "silent") != "silent" and not fields.get("clauses"):
            self.loader.say("a price needs `clauses` that may cost something", kid(row, "price"))

    def _kinds(self, row: Node, key: str) -> Iterator[ClauseKind]:
        listed = kid(row, key)
        kids = listed.kids if listed else None
        known = self.loader.taxonomy.kinds
        for one in kids if isinstance(kids, list) else ():
            name = str(one.value)
            if name in known:
                yield known[name]
            else:
                self.loader.say(f"no clause kind is called `{name}`", one, did_you_mean(name, known))

    def own(self, node: Node, key: str) -> Own | None:
        """An expression of the table."""
        condition = self.loader.condition(node, key, self.env, {})
        return None if condition is None else Own(condition, self.env, self.values)

    def _demand(self, row: Node) -> Mapping[str, Template]:
        return self.loader.templates(row, "demand", self.env, {})

    def cases(self, row: Node, subject: str) -> Iterator[Case]:
        """The tests of a row, or of the table itself; each expects one outcome of one subject."""
        listed = kid(row, "cases")
        kids = listed.kids if listed else None
        for one in kids if isinstance(kids, list) else ():
            fields = check_form(one, ROW_CASE, self.loader.problems)
            if fields is not None:
                expect = {fields["expect"]: (subject,)}
                yield Case(
                    fields["name"], fields.get("contract") or {}, expect, fields.get("today"), one.span
                )
