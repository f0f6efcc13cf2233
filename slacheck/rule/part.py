"""What each part of a traced expression gave, and how the proofs of parts become the proof of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.rule.expr import Expr, Literal, unparse
from slacheck.truth import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from slacheck.rule.evidence import Evidence, Missing

MAX_STEPS = 400
"""How many steps a tree shows; what comes later still counts for the value and the evidence."""


class Part(NamedTuple):
    """What a part of an expression gave: a value, UNKNOWN, or the error that it raised; with the parts behind it.

    `reads` are the stated facts behind a single value: where it alone settles nothing (a month against thirty
    days), they are the ones to ask about.
    """

    expr: Expr
    value: object
    parts: tuple[Part, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[Missing, ...] = ()
    reads: tuple[Missing, ...] = ()


class Step(NamedTuple):
    """A part as a reader of the proof sees it."""

    expr: Expr
    value: object
    children: tuple[Step, ...] = ()

    @property
    def text(self) -> str:
        return unparse(self.expr)


def after(expr: Expr, value: object, before: Part) -> Part:
    """A value that rests on one part alone."""
    return Part(expr, value, (before,), before.evidence, before.missing, before.reads)


def unsettled(expr: Expr, parts: tuple[Part, ...]) -> Part:
    """What is unknown because parts of it are."""
    reads = tuple([read for part in parts for read in part.reads])
    return Part(expr, UNKNOWN, parts, evidence_of(parts), missing_of(parts), reads)


def evidence_of(parts: Iterable[Part]) -> tuple[Evidence, ...]:
    """All that the parts read."""
    return tuple([evidence for part in parts for evidence in part.evidence])


def missing_of(parts: Iterable[Part]) -> tuple[Missing, ...]:
    """What the unknown parts lack."""
    return tuple([fact for part in parts if part.value is UNKNOWN for fact in part.missing])


def tree(part: Part) -> Step:
    """The steps of a part; constants say nothing and are no steps, nor are those beyond the bound."""
    return _Steps().of(part)


class _Steps:
    def __init__(self) -> None:
        self._count = 0

    def of(self, part: Part) -> Step:
        shown = tuple([self.of(one) for one in part.parts if not isinstance(one.expr, Literal)])
        self._count += len(shown)
        return Step(part.expr, part.value, shown if self._count <= MAX_STEPS else ())
