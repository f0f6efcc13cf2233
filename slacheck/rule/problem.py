"""What is wrong with the text of an expression, with the place in it."""

from __future__ import annotations

from typing import NamedTuple

from slacheck.errors import SlacheckError
from slacheck.rule.subset import LEFT_OUT


class ExpressionProblem(NamedTuple):
    """One mistake: `start` and `end` count characters of the expression; `help` is the next step."""

    message: str
    start: int
    end: int
    help: str = ""


class InvalidExpression(SlacheckError):
    """An expression cannot be used; `problems` holds every mistake found, in the order of the text."""

    def __init__(self, problems: list[ExpressionProblem]) -> None:
        self.problems = tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem[1:3]))
        super().__init__("; ".join(problem.message for problem in self.problems))


def left_out(feature: str, start: int, end: int) -> ExpressionProblem:
    """The refusal of something that CEL has and the rule language leaves out on purpose."""
    return ExpressionProblem(f"the rule language leaves out {feature}", start, end, LEFT_OUT[feature])
