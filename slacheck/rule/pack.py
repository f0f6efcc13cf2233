"""From the files of a rule pack to checked and compiled rules, every problem collected.

A misspelt field, an impossible value, a wrong unit or an unguarded optional field is found here, before any contract
is read: a pack with a problem is not used at all, so that no rule is ever silently left out.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from slacheck.quantity import QuantityError
from slacheck.rule.check import check
from slacheck.rule.compile import compile as compile_expression
from slacheck.rule.expr import unparse
from slacheck.rule.form import CASE, EQUIVALENT, IMPOSSIBLE, PACK, RULE, check_form
from slacheck.rule.language import require_language
from slacheck.rule.model import (
    Case,
    Condition,
    Doc,
    Equivalent,
    LegalStatus,
    Pack,
    Rule,
    Severity,
    Written,
)
from slacheck.rule.parameters import load_parameters
from slacheck.rule.parse import parse
from slacheck.rule.problem import InvalidExpression
from slacheck.rule.settle import UNSETTLED, Settled, reads_through, settle
from slacheck.rule.template import Template, Templates, template
from slacheck.rule.types import BOOL, DYN, ListType
from slacheck.rule.value import parse_date
from slacheck.rule.vocabulary import environment
from slacheck.source.node import Node
from slacheck.source.problem import Problem, Unreadable, quoted
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.expr import Expr
    from slacheck.rule.form import FieldForm
    from slacheck.rule.framework import Framework
    from slacheck.rule.model import Reference
    from slacheck.rule.parameters import Setting
    from slacheck.rule.schema import Environment
    from slacheck.rule.types import Type

_FOR_EACH = re.compile(r"\s*([a-z_][a-z0-9_]*)\s+in\s+(.+)", re.DOTALL)
_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class PackFiles(NamedTuple):
    """The files of one pack, read but not yet understood."""

    manifest: Node
    rules: Mapping[str, Node]
    """File name without its ending to content, in order."""
    sha256: str
    """The digest of all its files."""
    digests: tuple[tuple[str, str], ...] = ()
    """That of each file, by its name."""


def load_references(node: Node) -> dict[str, Reference]:
    """The anchors that rules may cite; raises `Unreadable` for a malformed file."""
    from slacheck.rule.model import Reference

    entries: Any = node.value
    if not isinstance(entries, list):
        raise Unreadable([Problem("expected a list of references", node.span)])
    try:
        known = (entry for entry in entries if isinstance(entry, dict))
        found = [Reference(**_split(entry, "paraphrase", "paraphrases")) for entry in known]
    except TypeError as error:
        raise Unreadable([Problem("a reference has other keys than it should", node.span)]) from error
    return {reference.id: reference for reference in found}


def load_pack(
    files: PackFiles,
    taxonomy: Taxonomy,
    references: Mapping[str, Reference],
    settings: Mapping[str, Setting] | None = None,
    *,
    cases: bool = True,
) -> Pack:
    """The pack; `settings` are values for parameters that it declares, others are ignored here.

    Raises `Unreadable` with every problem of every file. Without `cases` those of the rules are left out, unread, and
    messages are understood when they are first shown: for packs that are known to be good.
    """
    loader = Loader(taxonomy, references, with_cases=cases)
    language = require_language(files.manifest, loader.problems)
    manifest = check_form(files.manifest, PACK, loader.problems) or {}
    parameters = load_parameters(
        files.manifest.kid("parameters"), settings or {}, taxonomy, language, loader.problems
    )
    values = {one.name: one.value for one in parameters}
    env = environment(taxonomy, {one.name: one.type for one in parameters})
    pack_id = str(manifest.get("id", ""))
    rules = [loader.rule(stem, node, pack_id, env, values) for stem, node in files.rules.items()]
    if not files.rules:
        help_text = "put a rule beside it, as `NAME.yaml`; `slacheck schema rule` says what stands in it"
        loader.say("the pack has no rules", kid(files.manifest, "id") or files.manifest, help_text)
    if loader.problems:
        raise Unreadable(loader.problems)
    return Pack(
        id=pack_id,
        version=manifest["version"],
        title=manifest["title"],
        sha256=files.sha256,
        rules=tuple(rule for rule in rules if rule is not None),
        parameters=values,
        minimal=manifest["minimal"],
        declared=parameters,
        language=manifest["language"],
        files=files.digests,
    )


class Loader:
    """Reads the files of packs; every problem of all of them is collected in `problems`."""

    def __init__(self, taxonomy: Taxonomy, references: Mapping[str, Reference], *, with_cases: bool) -> None:
        self.taxonomy = taxonomy
        self.references = references
        self.with_cases = with_cases
        self.problems: list[Problem] = []
        # Rules of one pack ask much the same; what is asked again is neither checked nor settled again.
        self.conditions: dict[tuple[object, ...], Condition] = {}
        self.settled: dict[str, Settled] = {}
        self._named: dict[str, Node] = {}

    def rule(
        self,
        stem: str,
        node: Node,
        pack: str,
        env: Environment,
        values: Mapping[str, object],
        framework: Framework | None = None,
    ) -> Rule | None:
        """One rule, or none when it has problems; then all that is there has been looked at nevertheless."""
        fields = check_form(node, RULE, self.problems)
        variable, domain = self._domain(node, env)
        scope: dict[str, Type] = {} if variable is None else {variable: DYN}
        if variable is not None and domain is not None and isinstance(domain.checked.type, ListType):
            scope = {variable: domain.checked.type.element}
        when = self.condition(node, "when", env, scope)
        given = () if when is None else (when.checked.expr,)
        require = self.condition(node, "require", env, scope, given)
        messages = self.templates(node, "message", env, scope)
        remedies = self.templates(node, "remedy", env, scope)
        cases = self._cases(node) if self.with_cases else ()
        anchors = self.anchors(node)
        if fields is None:
            return None
        self._identity(stem, node, fields["id"])
        if require is None:
            return None
        screen = f"{pack}: {fields.get('for_each')} / {fields.get('when')}"
        if screen not in self.settled and not self.problems:  # a pack with a problem is not used
            self.settled[screen] = settle(self.taxonomy, env, values, variable, domain, when, framework)
        settled = self.settled.get(screen, UNSETTLED)
        return Rule(
            id=fields["id"],
            pack=pack,
            severity=Severity(fields["severity"]),
            legal_status=LegalStatus(fields["legal_status"]),
            doc=Doc(**_split(fields["doc"], "why", "whys")),
            references=anchors,
            variable=variable,
            domain=domain,
            subjects=settled.subjects,
            when=when,
            screen=screen,
            pending=settled.pending,
            require=require,
            alike=reads_through(require.checked.expr, variable, {"entitlement"}),
            messages=messages,
            remedies=remedies,
            cases=cases,
            environment=env,
            parameters=values,
            equivalent=self.equivalent(node) if self.with_cases else (),
            written=written(node),
            framework=framework,
            unwaivable=fields.get("unwaivable", False),
        )

    def _identity(self, stem: str, node: Node, rule_id: str) -> None:
        place = kid(node, "id")
        assert place is not None
        first = self._named.setdefault(rule_id, place)
        if first is not place:
            message = f"two rules of the pack are called {quoted(rule_id)}"
            related = (("the other one", first.span),)
            self.problems.append(Problem(message, place.span, "name each like its file", related))
        elif not _KEBAB.fullmatch(rule_id):
            self.say("an id is lower-case words with hyphens", kid(node, "id"))
        elif rule_id != stem:
            self.say(
                f"the rule is called `{rule_id}` but its file `{stem}`", kid(node, "id"), "name both alike"
            )

    def anchors(self, node: Node) -> tuple[Reference, ...]:
        """The references that a rule cites."""
        listed = kid(node, "references")
        kids = listed.kids if listed else None
        found: list[Reference] = []
        for place in kids if isinstance(kids, list) else ():
            name = str(place.value)
            if name in self.references:
                found.append(self.references[name])
            else:
                self.say(f"no reference is called {quoted(name)}", place, did_you_mean(name, self.references))
        return tuple(found)

    def _domain(self, node: Node, env: Environment) -> tuple[str | None, Condition | None]:
        place = kid(node, "for_each")
        if place is None:
            return None, None
        text = str(place.value)
        match = _FOR_EACH.fullmatch(text)
        if not match:
            self.say("expected `NAME in LIST`", place, "write `clause in taxonomy.clauses`")
            return None, None
        domain = self._expression(match[2], place, match.start(2), env, {}, None, ())
        if domain is not None and not isinstance(domain.checked.type, ListType):
            self.say("expected a list after `in`", place)
            return match[1], None
        return match[1], domain

    def condition(
        self, node: Node, key: str, env: Environment, scope: Mapping[str, Type], given: tuple[Expr, ...] = ()
    ) -> Condition | None:
        place = kid(node, key)
        if place is None:
            return None
        return self._expression(str(place.value), place, 0, env, scope, BOOL, given)

    def _expression(
        self,
        text: str,
        place: Node | None,
        offset: int,
        env: Environment,
        scope: Mapping[str, Type],
        expect: Type | None,
        given: tuple[Expr, ...],
    ) -> Condition | None:
        try:
            return self._compiled(text, env, scope, expect, given)
        except InvalidExpression as error:
            self._expression_problems(error, place, offset)
            return None

    def _compiled(
        self,
        text: str,
        env: Environment,
        scope: Mapping[str, Type],
        expect: Type | None = None,
        given: tuple[Expr, ...] = (),
    ) -> Condition:
        """An expression, checked and compiled; raises InvalidExpression."""
        asked = (text, tuple(scope.items()), expect, tuple(map(unparse, given)))
        known = self.conditions.get(asked)
        if known is None:
            checked = check(parse(text), env, scope, expect, given)
            known = self.conditions[asked] = Condition(checked, compile_expression(checked, env))
        return known

    def _expression_problems(self, error: InvalidExpression, place: Node | None, offset: int) -> None:
        for one in error.problems:
            span = place.subspan(one.start + offset, max(one.end, one.start + 1) + offset) if place else None
            self.problems.append(Problem(one.message, span, one.help))

    def templates(self, node: Node, key: str, env: Environment, scope: Mapping[str, Type]) -> Templates:
        """The texts of a rule; those of a pack whose cases are left out are understood when they are first shown."""
        texts = kid(node, key)
        written = texts.value if texts is not None and isinstance(texts.value, dict) else {}
        found = Templates(written, lambda language: self._template(texts, language, env, scope))
        if self.with_cases:
            for language in found:
                with suppress(Unreadable):  # it is told with all other problems
                    found[language]
        return found

    def _template(
        self, texts: Node | None, language: str, env: Environment, scope: Mapping[str, Type]
    ) -> Template:
        """One text; raises `Unreadable`."""
        place = None if texts is None else texts.kid(language)
        assert place is not None
        try:
            return template(str(place.value), lambda text: self._compiled(text, env, scope))
        except InvalidExpression as error:
            self._expression_problems(error, place, 0)
            raise Unreadable(self.problems) from error

    def _cases(self, node: Node) -> tuple[Case, ...]:
        listed = kid(node, "cases")
        kids = listed.kids if listed else None
        cases = []
        for item in kids if isinstance(kids, list) else ():
            fields = check_form(item, CASE, self.problems)
            if fields is not None:
                self._case_outcomes(item)
                expect = {outcome: tuple(subjects) for outcome, subjects in fields["expect"].items()}
                laid, today = fields.get("contract") or {}, fields.get("today")
                self._case_day(item, today)
                cases.append(Case(fields["name"], laid, expect, today, item.span))
        return tuple(cases)

    def _case_day(self, item: Node, today: str | None) -> None:
        try:
            parse_date("2026-01-01" if today is None else today)
        except QuantityError as error:
            self.say(str(error), kid(item, "today"))

    def equivalent(self, node: Node) -> tuple[Equivalent, ...]:
        """The mutants of a rule, or of a row, that need no case."""
        self._listed(node, "impossible", IMPOSSIBLE)
        read = self._listed(node, "equivalent", EQUIVALENT)
        return tuple(Equivalent(found["mutant"], found["reason"], item.span) for item, found in read if found)

    def _listed(
        self, node: Node, key: str, form: Mapping[str, FieldForm]
    ) -> list[tuple[Node, dict[str, Any] | None]]:
        """The entries of a list of mappings, each with its fields if they are well formed."""
        listed = kid(node, key)
        kids = listed.kids if listed else None
        return [
            (item, check_form(item, form, self.problems)) for item in kids or () if isinstance(item, Node)
        ]

    def _case_outcomes(self, item: Node) -> None:
        expect = kid(item, "expect")
        assert expect is not None
        kids = expect.kids
        known = CASE["expect"].words
        for outcome, subjects in kids.items() if isinstance(kids, dict) else ():
            if outcome not in known:
                self.problems.append(
                    Problem(
                        f"no outcome is called `{outcome}`",
                        expect.key_span(outcome),
                        did_you_mean(outcome, known),
                    )
                )
            if not isinstance(subjects.value, list):
                self.say("expected a list of subjects", subjects, "write `[first, second]`; `[]` for none")

    def say(self, message: str, place: Node | None, help_text: str = "") -> None:
        self.problems.append(Problem(message, place.span if place else None, help_text))


def _split(fields: Mapping[str, Any], key: str, others: str) -> dict[str, Any]:
    """Fields of which one is a text, or one by language: then as English, and the others in a field of their own."""
    texts = fields.get(key)
    if not isinstance(texts, dict):
        return dict(fields)
    foreign = tuple((language, text) for language, text in texts.items() if language != "en")
    return {**fields, key: texts["en"], others: foreign}


def kid(node: Node, key: str) -> Node | None:
    """The value of a key, if the node is a mapping that has it."""
    kids = node.kids
    return kids.get(key) if isinstance(kids, dict) else None


def written(node: Node, keys: tuple[str, ...] = ("id", "for_each", "when", "require")) -> dict[str, Written]:
    """Where the name and the conditions of a rule, or of a row, stand."""
    places = {key: kid(node, key) for key in keys}
    found = {key: Written(place, 0) for key, place in places.items() if place is not None}
    domain = _FOR_EACH.fullmatch(str(found["for_each"].node.value)) if "for_each" in found else None
    return {**found, "for_each": found["for_each"]._replace(offset=domain.start(2))} if domain else found
