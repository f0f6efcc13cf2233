"""Runs the conformance cases of CEL, and tells which are in the rule language and why the others are not.

As a program it prints the table of the README: python -m tests.rule.conformance CORPUS/cel
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from slacheck.rule import subset
from slacheck.rule.check import Checked, check
from slacheck.rule.compile import compile as compile_expression
from slacheck.rule.parse import parse
from slacheck.rule.problem import InvalidExpression
from slacheck.rule.schema import Environment
from slacheck.rule.trace import trace
from slacheck.rule.types import BOOL, DYN, INT, NULL, NUMBER, STRING, ListType, MapType, Type
from slacheck.rule.value import EvaluationError, runtime_kind
from tests.rule.textproto import Message, read

LEAVES_OUT = re.compile(r"the rule language leaves out (.*)")
PRIMITIVES = {"BOOL": BOOL, "INT64": INT, "DOUBLE": NUMBER, "STRING": STRING}
# Left out although the expression itself says nothing of it: the feature stands in the expected value.
KINDS_LEFT_OUT = {
    "uint64_value": "unsigned integers",
    "bytes_value": "bytes",
    "object_value": "messages",
    "enum_value": "messages",
    "type_value": "types as values",
}
# A difference is found by what the expression does, not by the name of its case.
DIFFERENCES = {
    "no NaN": re.compile(r"0\.0/0\.0"),
    "exact beyond 53 bits": re.compile(r"(?=.*[0-9]{16})(?=.*([0-9]\.0|double))"),
    "no subnormal floats": re.compile(r"1e-324"),
}


class Verdict(NamedTuple):
    """What became of a case: `passed`, `left out`, `differs` (a listed difference) or `failed`.

    `dynamic` tells that it needs lists of mixed elements or `dyn`, which rule packs do not have.
    """

    file: str
    name: str
    expr: str
    outcome: str
    why: str = ""
    dynamic: bool = False


class LeftOut(Exception):
    """The case needs a feature that the rule language leaves out on purpose."""


def verdicts(folder: Path) -> Iterator[Verdict]:
    """Every case of every file, in the order of the files."""
    for path in sorted(folder.glob("*.textproto")):
        for section in read(path.read_text(encoding="utf-8")).get("section", []):
            for case in section.get("test", []):
                name = f"{section['name'][0]}/{case['name'][0]}"
                yield judge(path.stem, name, case)


def judge(file: str, name: str, case: Message) -> Verdict:
    text = case["expr"][0]
    try:
        expected = expectation(case)
        variables, bindings = inputs(case)
        checked, env = understood(text, variables, "disable_check" in case, expected is EvaluationError)
    except LeftOut as reason:
        listed = difference(text)
        if listed and str(reason).startswith("?"):
            return Verdict(file, name, text, "differs", listed)
        return Verdict(file, name, text, "left out", str(reason))
    if checked is None:
        return Verdict(file, name, text, "passed", "refused at load")
    got, traced = outcome(checked, env, bindings)
    if not same(got, traced):
        return Verdict(file, name, text, "failed", f"compiled {got!r}, traced {traced!r}")
    dynamic = env.dynamic
    if same(got, expected):
        return Verdict(file, name, text, "passed", "", dynamic)
    listed = difference(text)
    outcome_, why = ("differs", listed) if listed else ("failed", f"expected {expected!r}, got {got!r}")
    return Verdict(file, name, text, outcome_, why, dynamic)


def difference(text: str) -> str | None:
    """The listed difference that an expression runs into."""
    return next((why for why, pattern in DIFFERENCES.items() if pattern.search(text)), None)


def understood(
    text: str, variables: dict[str, Type], unchecked: bool, fails: bool
) -> tuple[Checked | None, Environment]:
    """The checked expression; none if it is refused when loaded, as a case that must fail may be."""
    env = Environment({}, {}, {}, lambda _facts, _thing: None)
    try:
        tree = parse(text)
    except InvalidExpression as error:
        raise LeftOut(feature(error)) from None
    for dynamic in (False, True):
        env = env._replace(dynamic=dynamic)
        try:
            return check(tree, env, variables), env
        except InvalidExpression as error:
            problems = InvalidExpression(list(error.problems))
    if any(problem.message.startswith("unknown ") for problem in problems.problems) and not fails:
        raise LeftOut("names that nothing declares")
    if unchecked and not fails:
        return Checked(tree, DYN, tuple(variables), {}), env
    named = feature(problems)
    if fails and named.startswith("?"):
        return None, env
    raise LeftOut(named)


def feature(error: InvalidExpression) -> str:
    """The feature that a problem names, or the problem itself."""
    for problem in error.problems:
        match = LEAVES_OUT.fullmatch(problem.message)
        if match:
            return match[1]
    return f"? {error.problems[0].message} {error.problems[0].help}"


def outcome(checked: Checked, env: Environment, bindings: tuple[object, ...]) -> tuple[object, object]:
    try:
        got = compile_expression(checked, env)(None, bindings)
    except EvaluationError as error:
        got = error
    try:
        traced = trace(checked, env, None, bindings).value
    except EvaluationError as error:
        traced = error
    return got, traced


def same(got: object, expected: object) -> bool:
    """Equal in value and kind; any error equals an expected error."""
    if expected is EvaluationError:
        return isinstance(got, EvaluationError)
    if isinstance(got, EvaluationError) and isinstance(expected, EvaluationError):
        return str(got) == str(expected)
    if runtime_kind(got) != runtime_kind(expected):
        return False
    if isinstance(got, dict) and isinstance(expected, dict):
        return len(got) == len(expected) and all(
            k in expected and same(v, expected[k]) for k, v in got.items()
        )
    if isinstance(got, list) and isinstance(expected, list):
        return len(got) == len(expected) and all(map(same, got, expected))
    return got == expected


# -- the parts of a case


def expectation(case: Message) -> object:
    if "eval_error" in case:
        return EvaluationError
    return value(case["value"][0]) if "value" in case else True


def inputs(case: Message) -> tuple[dict[str, Type], tuple[object, ...]]:
    if any("." in one["name"][0] for one in case.get("type_env", [])):
        raise LeftOut("qualified names")
    types = {one["name"][0]: declared(one) for one in case.get("type_env", [])}
    values = {one["key"][0]: value(one["value"][0]["value"][0]) for one in case.get("bindings", [])}
    for name in values:
        types.setdefault(name, DYN)
    return types, tuple(values.get(name) for name in types)


def declared(one: Message) -> Type:
    if "ident" not in one:
        raise LeftOut("functions declared by a case")
    return type_of(one["ident"][0].get("type", [{}])[0])


def type_of(message: Message) -> Type:
    match message:
        case {"primitive": [name]} if name in PRIMITIVES:
            return PRIMITIVES[name]
        case {"primitive": [name]}:
            raise LeftOut("bytes" if name == "BYTES" else "unsigned integers")
        case {"list_type": [inner]}:
            return ListType(type_of(inner["elem_type"][0]))
        case {"map_type": [inner]}:
            return MapType(type_of(inner["key_type"][0]), type_of(inner["value_type"][0]))
        case {"null": _}:
            return NULL
        case {"dyn": _}:
            return DYN
        case _:
            raise LeftOut("messages")


def value(message: Message) -> object:
    """An expected or bound value; LeftOut if its kind is not in the rule language."""
    (kind,), (raw,) = message.keys(), next(iter(message.values()))
    match kind:
        case "bool_value":
            return raw == "true"
        case "int64_value":
            return int(raw, 0)
        case "double_value":
            return number(raw)
        case "string_value":
            return str(raw)
        case "null_value":
            return None
        case "list_value":
            return [value(item) for item in raw.get("values", [])]
        case "map_value":
            return {value(entry["key"][0]): value(entry["value"][0]) for entry in raw.get("entries", [])}
        case _:
            raise LeftOut(KINDS_LEFT_OUT[kind])


def number(raw: str) -> Decimal:
    if "inf" in raw.lower() or "nan" in raw.lower():
        raise LeftOut("infinity and NaN")
    return Decimal(raw)


def table(found: list[Verdict]) -> str:
    """The figures of each file, in Markdown."""
    head = "| file | cases | in the language | passed | differ as listed | left out |\n|---|---:|---:|---:|---:|---|"
    files = dict.fromkeys(one.file for one in found)
    rows = (row(file, [one for one in found if one.file == file]) for file in files)
    return "\n".join([head, *rows, row("**all**", found)])


def row(file: str, cases: list[Verdict]) -> str:
    counts = Counter(one.outcome for one in cases)
    left = Counter(one.why for one in cases if one.outcome == "left out")
    reasons = ", ".join(f"{why} {count}" for why, count in left.most_common())
    figures = (len(cases), len(cases) - left.total(), counts["passed"], counts["differs"], reasons)
    return f"| {file} | {' | '.join(map(str, figures))} |"


def listing(entries: dict[str, str]) -> str:
    """What is left out or differs, in Markdown."""
    return "\n".join(f"- {name}: {reason}" for name, reason in entries.items())


def markdown(folder: Path) -> str:
    """The figures, what is left out and what differs, as the README has them."""
    figures = table(list(verdicts(folder)))
    parts = (
        figures,
        "Left out:",
        listing(subset.LEFT_OUT),
        "Different from CEL:",
        listing(subset.DIFFERENCES),
    )
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    print(markdown(Path(sys.argv[1])), end="")  # noqa: T201 - a program prints
