"""The form of rule and pack files: one table of fields, from which come the checks and the JSON Schema."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from slacheck.contract.attribute import ATTRIBUTE_TYPES
from slacheck.rule.language import LANGUAGE
from slacheck.rule.model import LegalStatus, Outcome, Severity
from slacheck.source.problem import Problem
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slacheck.source.node import Node

LANGUAGES = ("en", "fr", "nl", "de")


class FieldForm(NamedTuple):
    """One field: which YAML it takes and what it is for."""

    takes: str
    """`text`, `word`, `flag` (true or false), `texts`, `languages`, `spoken` (a text, by language or not), `parts`,
    `mapping`, `list`, `any`."""
    means: str
    needed: bool = True
    words: tuple[str, ...] = ()
    """The values of a `word`."""
    parts: Mapping[str, FieldForm] = MappingProxyType({})
    """The fields of a mapping that has fields of its own."""


DOC: Mapping[str, FieldForm] = {
    "what": FieldForm("text", "what the rule finds, as a reader of contracts would say it"),
    "why": FieldForm("spoken", "why that matters: in English, or by language"),
    "instead": FieldForm("text", "how the contract should be"),
    "false_positives": FieldForm("text", "what looks like it and is none"),
}
RULE: Mapping[str, FieldForm] = {
    "id": FieldForm("text", "the defect that the rule finds, in kebab-case; the name of the file"),
    "severity": FieldForm("word", "how grave a gap is", words=tuple(one.value for one in Severity)),
    "legal_status": FieldForm(
        "word", "what stands behind the rule", words=tuple(one.value for one in LegalStatus)
    ),
    "doc": FieldForm("parts", "what a reader must know", parts=DOC),
    "references": FieldForm("texts", "ids of legal and standard anchors", needed=False),
    "for_each": FieldForm(
        "text", "`NAME in LIST`: the subjects; without it the subject is the contract", needed=False
    ),
    "when": FieldForm("text", "the condition under which the rule applies to a subject", needed=False),
    "require": FieldForm("text", "the condition that must hold"),
    "message": FieldForm("languages", "what is wrong, by language, with expressions in braces"),
    "remedy": FieldForm("languages", "what to do about it, by language"),
    "cases": FieldForm("list", "the rule's own tests"),
    "equivalent": FieldForm("list", "mutants of the rule that no case can notice", needed=False),
    "unwaivable": FieldForm("flag", "whether nobody may accept what it finds by a waiver", needed=False),
    "impossible": FieldForm(
        "list", "outcomes that no case can show, though `lint` asks for one", needed=False
    ),
}
IMPOSSIBLE: Mapping[str, FieldForm] = {
    "outcome": FieldForm("word", "the outcome", words=("gap", "pass", "unknown", "not-applicable")),
    "reason": FieldForm("text", "why no contract gives it"),
}
EQUIVALENT: Mapping[str, FieldForm] = {
    "mutant": FieldForm("text", "the change, as `slacheck rules mutate` writes it"),
    "reason": FieldForm("text", "why no contract shows the difference"),
}
CASE: Mapping[str, FieldForm] = {
    "name": FieldForm("text", "what the case shows"),
    "contract": FieldForm("mapping", "a fragment laid over the pack's minimal contract", needed=False),
    "expect": FieldForm(
        "mapping",
        "the subjects by outcome: every gap and unknown, and what else matters",
        words=tuple(one.value for one in Outcome),
    ),
    "today": FieldForm("text", "the date of the check", needed=False),
}
PACK: Mapping[str, FieldForm] = {
    "apiVersion": FieldForm("word", "the version of slacheck's documents", words=("slacheck/v1",)),
    "kind": FieldForm("word", "what the file is", words=("RulePack",)),
    "language": FieldForm(
        "text", f'the version of the rule language that the pack needs, in quotes: "{LANGUAGE}"'
    ),
    "id": FieldForm("text", "the name of the pack, and of its folder"),
    "version": FieldForm("text", "the version of the pack, as MAJOR.MINOR.PATCH"),
    "title": FieldForm("text", "what the pack is for"),
    "parameters": FieldForm("mapping", "house values that a team may override", needed=False),
    "minimal": FieldForm("mapping", "the contract over which the cases lay their fragments"),
}
PARAMETER: Mapping[str, FieldForm] = {
    "type": FieldForm("word", "the type of the value", words=tuple(ATTRIBUTE_TYPES)),
    "default": FieldForm("any", "the value while nobody sets another", needed=False),
    "equals": FieldForm(
        "text",
        "in place of a default: an expression over `params`, which other parameters decide",
        needed=False,
    ),
    "values": FieldForm("texts", "the words of a `choice` or of `choices`", needed=False),
    "means": FieldForm("text", "what it decides", needed=False),
}

FRAMEWORK: Mapping[str, FieldForm] = {
    "apiVersion": PACK["apiVersion"],
    "kind": FieldForm("word", "what the file is", words=("Framework",)),
    "language": PACK["language"],
    "id": FieldForm("text", "the name of the framework, and of its file"),
    "version": PACK["version"],
    "title": FieldForm("text", "what the text is called"),
    "applies_to": FieldForm("text", "to whom the text speaks, in words"),
    "scope": FieldForm("text", "the same as a condition; without it anybody may choose it", needed=False),
    "severity": FieldForm("word", "how grave an unmet requirement is", words=RULE["severity"].words),
    "legal_status": FieldForm("word", "what stands behind it", words=RULE["legal_status"].words),
    "parameters": PACK["parameters"],
    "requirements": FieldForm("list", "the table"),
    "cases": FieldForm("list", "tests of the scope", needed=False),
}
REQUIREMENT: Mapping[str, FieldForm] = {
    "id": FieldForm("text", "the id of a reference, which gives citation, strength and meaning"),
    "clauses": FieldForm("texts", "clause kinds of which each that applies must be held", needed=False),
    "any_of": FieldForm("texts", "clause kinds of which one must be held", needed=False),
    "price": FieldForm(
        "word",
        "what the clauses may cost: nothing (`free`), a price known beforehand (`fixed`), or the text is `silent`",
        needed=False,
        words=("silent", "free", "fixed"),
    ),
    "when": FieldForm("text", "the condition under which it is called for", needed=False),
    "quality": FieldForm("text", "what must hold of the clauses", needed=False),
    "demand": FieldForm("languages", "what `quality` asks for, as it follows the citation", needed=False),
    "severity": FieldForm(
        "word", "where it differs from the table's", needed=False, words=RULE["severity"].words
    ),
    "legal_status": FieldForm(
        "word", "where it differs from the table's", needed=False, words=RULE["legal_status"].words
    ),
    "undecidable": FieldForm("text", "why no rule can decide it", needed=False),
    "note": FieldForm("text", "what a reader should know of the reading chosen here", needed=False),
    "cases": FieldForm("list", "the row's own tests", needed=False),
    "equivalent": RULE["equivalent"],
    "unwaivable": RULE["unwaivable"],
    "impossible": RULE["impossible"],
}
ROW_CASE: Mapping[str, FieldForm] = {
    "name": CASE["name"],
    "contract": CASE["contract"],
    "expect": FieldForm("word", "what is found", words=tuple(one.value for one in Outcome)),
    "today": CASE["today"],
}


def check_form(node: Node, form: Mapping[str, FieldForm], problems: list[Problem]) -> dict[str, Any] | None:
    """The fields of a mapping, or none where it is unusable; every fault is added to `problems`."""
    value, kids = node.value, node.kids
    if not isinstance(value, dict) or not isinstance(kids, dict):
        problems.append(Problem("expected a mapping", node.span))
        return None
    before = len(problems)
    for key, kid in kids.items():
        if key not in form:
            problems.append(Problem(f"unknown key `{key}`", node.key_span(key), did_you_mean(key, form)))
        else:
            _check_field(key, kid, form[key], problems)
    lacking = [f"`{key}`" for key, field in form.items() if field.needed and key not in kids]
    if lacking:
        place = node.key_span(next(iter(kids))) if kids else node.span
        problems.append(Problem(f"{', '.join(lacking)} missing", place))
    return value if len(problems) == before else None


def _check_field(key: str, node: Node, field: FieldForm, problems: list[Problem]) -> None:
    value = node.value
    match field.takes:
        case "text":
            good = isinstance(value, str) and bool(value.strip())
        case "word":
            good = value in field.words
        case "flag":
            good = isinstance(value, bool)
        case "texts":
            good = isinstance(value, list) and all(isinstance(item, str) for item in value)
        case "languages":
            good = isinstance(value, dict) and all(isinstance(item, str) and item for item in value.values())
            if good and isinstance(value, dict):
                _check_languages(key, node, problems)
        case "parts":
            check_form(node, field.parts, problems)
            return
        case "spoken" if isinstance(value, dict):
            _check_field(key, node, field._replace(takes="languages"), problems)
            return
        case "spoken":
            good = isinstance(value, str) and bool(value.strip())
        case "list":
            good = isinstance(value, list)
        case "any":
            good = True
        case _:
            good = isinstance(value, dict)
    if not good:
        help_text = (
            did_you_mean(str(value), field.words, _expected(field)) if field.words else _expected(field)
        )
        problems.append(Problem(f"`{key}` is not {_NOUNS[field.takes]}", node.span, help_text))


def _check_languages(key: str, node: Node, problems: list[Problem]) -> None:
    value = node.value
    assert isinstance(value, dict)
    problems += [
        Problem(f"unknown key `{language}`", node.key_span(language), did_you_mean(language, LANGUAGES))
        for language in value
        if language not in LANGUAGES
    ]
    if "en" not in value:
        problems.append(Problem(f"`{key}` has no `en`", node.span))


_NOUNS = {
    "text": "a text", "word": "one of the words it may be", "flag": "true or false", "texts": "a list of texts",
    "languages": "a text by language", "spoken": "a text, nor one by language", "list": "a list",
    "mapping": "a mapping",
}  # fmt: skip


def _expected(field: FieldForm) -> str:
    return f"{field.means}: {', '.join(field.words)}" if field.words else field.means


def rule_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a rule file."""
    schema = object_schema(RULE)
    schema["properties"]["cases"]["items"] = object_schema(CASE)
    schema["properties"]["equivalent"]["items"] = object_schema(EQUIVALENT)
    schema["properties"]["impossible"]["items"] = object_schema(IMPOSSIBLE)
    return titled("slacheck rule", schema)


def pack_schema() -> dict[str, Any]:
    """The JSON Schema of the manifest of a pack."""
    schema = object_schema(PACK)
    schema["properties"]["parameters"]["additionalProperties"] = _parameter_schema()
    return titled("slacheck rule pack", schema)


def framework_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the file of a framework."""
    row = object_schema(REQUIREMENT)
    row["properties"]["cases"]["items"] = object_schema(ROW_CASE)
    row["properties"]["equivalent"]["items"] = object_schema(EQUIVALENT)
    row["properties"]["impossible"]["items"] = object_schema(IMPOSSIBLE)
    schema = object_schema(FRAMEWORK)
    schema["properties"]["requirements"]["items"] = row
    schema["properties"]["cases"]["items"] = row["properties"]["cases"]["items"]
    schema["properties"]["parameters"]["additionalProperties"] = _parameter_schema()
    return titled("slacheck framework", schema)


def _parameter_schema() -> dict[str, Any]:
    schema = object_schema(PARAMETER)
    return {**schema, "oneOf": [{"required": ["default"]}, {"required": ["equals"]}]}


def titled(title: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A schema as a document of its own (draft 2020-12)."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}


def object_schema(form: Mapping[str, FieldForm]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            key: {**_field_schema(field), "description": field.means} for key, field in form.items()
        },
        "required": [key for key, field in form.items() if field.needed],
        "additionalProperties": False,
    }


def _field_schema(field: FieldForm) -> dict[str, Any]:
    text = {"type": "string", "minLength": 1}
    match field.takes:
        case "text":
            return text
        case "word":
            return {"enum": list(field.words)}
        case "flag":
            return {"type": "boolean"}
        case "texts":
            return {"type": "array", "items": text}
        case "languages":
            return {
                "type": "object",
                "properties": dict.fromkeys(LANGUAGES, text),
                "required": ["en"],
                "additionalProperties": False,
            }
        case "parts":
            return object_schema(field.parts)
        case "spoken":
            return {"oneOf": [text, _field_schema(field._replace(takes="languages"))]}
        case "list":
            return {"type": "array"}
        case "any":
            return {}
        case _ if field.words:
            subjects = {"type": "array", "items": {"type": "string"}}
            return {
                "type": "object",
                "properties": dict.fromkeys(field.words, subjects),
                "additionalProperties": False,
            }
        case _:
            return {"type": "object"}
