"""Messages of rules: text with expressions in braces, `'{option.name}' sells {names(sells(option))}`.

The expressions are those of the rule language, checked when the pack is loaded; `{{` and `}}` write a brace.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from slacheck.rule.problem import ExpressionProblem, InvalidExpression
from slacheck.rule.types import ListType, MapType, ObjectType
from slacheck.rule.value import EvaluationError, sayable
from slacheck.tongue import speak
from slacheck.truth import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from slacheck.rule.check import Checked
    from slacheck.rule.compile import Compiled
    from slacheck.rule.facts import Facts
    from slacheck.rule.model import Condition

_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


class Template(NamedTuple):
    """The parts of a message: fixed text, and what is computed between."""

    parts: tuple[str | Compiled, ...]
    asks: tuple[Checked, ...] = ()
    """The expressions of the computed parts."""

    def render(self, facts: Facts, bindings: tuple[object, ...]) -> str:
        """The message; a value that is not stated, or cannot be computed, is shown as `?`."""
        return "".join(
            part if isinstance(part, str) else _shown(part, facts, bindings) for part in self.parts
        )


class Templates(Mapping[str, Template]):
    """The templates of a text by language, each made when it is first asked for."""

    __slots__ = ("_made", "_make", "_texts")

    def __init__(self, texts: Mapping[str, object], make: Callable[[str], Template]) -> None:
        self._texts = texts
        self._make = make
        self._made: dict[str, Template] = {}

    def __getitem__(self, language: str) -> Template:
        found = self._made.get(language)
        if found is None:
            if language not in self._texts:
                raise KeyError(language)
            found = self._made[language] = self._make(language)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def _shown(part: Compiled, facts: Facts, bindings: tuple[object, ...]) -> str:
    try:
        value = part(facts, bindings)
    except EvaluationError:
        return "?"
    if value is UNKNOWN:
        return "?"
    return value if isinstance(value, str) else str(speak(facts.language).value(sayable(value)))


def template(text: str, read: Callable[[str], Condition]) -> Template:
    """The template that a text writes; raises InvalidExpression with every mistake in it.

    `read` checks and compiles one expression.
    """
    parts: list[str | Compiled] = []
    asks: list[Checked] = []
    problems: list[ExpressionProblem] = []
    position = 0
    for match in _PART.finditer(text):
        parts.append(text[position : match.start()])
        position = match.end()
        if match[0] in ("{{", "}}"):
            parts.append(match[0][0])
        elif match[1] is None:
            help_text = "write `{{` or `}}` for a brace that is only text"
            problems.append(
                ExpressionProblem("a brace without its other half", match.start(), match.end(), help_text)
            )
        else:
            _add_expression(match, read, parts, asks, problems)
    parts.append(text[position:])
    if problems:
        raise InvalidExpression(problems)
    return Template(tuple(part for part in parts if part != ""), tuple(asks))


def _add_expression(
    match: re.Match[str],
    read: Callable[[str], Condition],
    parts: list[str | Compiled],
    asks: list[Checked],
    problems: list[ExpressionProblem],
) -> None:
    start = match.start(1)
    try:
        checked, run = read(match[1])
    except InvalidExpression as error:
        problems += [one._replace(start=one.start + start, end=one.end + start) for one in error.problems]
        return
    if isinstance(checked.type, ListType | MapType | ObjectType):
        help_text = "show one of its fields, or `name(...)`, `names(...)`"
        problems.append(ExpressionProblem("a message cannot show this", start, match.end(1), help_text))
        return
    parts.append(run)
    asks.append(checked)
