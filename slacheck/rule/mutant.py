"""An expression to its mutants: every small mistake that its author could have made, one at a time.

    a && b, a || b        one part dropped; the other operator
    a < b                 its neighbour `<=`, its opposite `>=`; likewise for each comparison
    c                     a truth value anywhere is negated, a negation is taken away
    duration("P30D")      one small unit down and up; the figure in another unit
    0, 0.5                the last place down and up
    x == "paid"           another value of the enumeration
    x in ["a", "b"]       one element dropped, one replaced
    "text"                no text at all
    all, exists           one for the other; `exists_one` weakened to `exists`; a filter left out
    c ? a : b             the branches swapped

Two mutants that mean the same for plain reasons (`!(a == b)` and `a != b`) are one, and none means what the
original means for such a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.rule.expr import LIST, Call, Expr, Literal, Macro, Name, Select, children, unparse
from slacheck.rule.nudge import in_another_unit, literal_of, nudged
from slacheck.rule.operators import QUANTITIES, implementation
from slacheck.rule.types import BOOL, DYN, EnumType, ListType
from slacheck.rule.unit import literals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from slacheck.rule.check import Checked
    from slacheck.rule.schema import Environment

_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_NEIGHBOUR = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_OTHER_CHAIN = {"&&": "||", "||": "&&"}
_OTHER_QUANTIFIER = {"all": "exists", "exists": "all", "exists_one": "exists"}


class Mutant(NamedTuple):
    """An expression with one change in it."""

    expr: Expr
    part: Expr
    """The part of the original in which the change is, with its place in the text."""
    change: str
    """What is changed, in one line: `a < b -> a <= b`, `drop a`, `negate a`."""


class _Change(NamedTuple):
    """What may stand in the place of one part."""

    new: Expr
    part: Expr
    text: str


def mutants(
    checked: Checked, env: Environment, parameters: Mapping[str, object] | None = None
) -> list[Mutant]:
    """All mutants of an expression, in the order of its text; whether each type-checks is not asked.

    `parameters` holds the values of those parameters that are mutated where they stand, one place at a time.
    """
    changer = _Changer(checked, env, parameters or {})
    found: dict[str, Mutant] = {}
    original = unparse(plain(checked.expr))
    for part, put, negated in _places(checked.expr, lambda new: new, negated=False):
        for change in changer.changes(part, negated=negated):
            mutant = put(change.new)
            text = unparse(plain(mutant))
            if text != original:
                found.setdefault(text, Mutant(mutant, change.part, change.text))
    return list(found.values())


def plain(expr: Expr) -> Expr:
    """The expression without negations that say nothing: `!!a`, `!(a < b)`, `!c ? a : b`."""
    for index, part in enumerate(children(expr)):
        expr = put_at(expr, index, plain(part))
    match expr:
        case Call("!", (Call("!", (operand,)),)):
            return operand
        case Call("!", (Call(name) as compared,)) if name in _OPPOSITE:
            return compared._replace(function=_OPPOSITE[name])
        case Call("!", (Literal(bool() as value) as literal,)):
            return literal._replace(value=not value)
        case Call("?:", (Call("!", (condition,)), then, otherwise)):
            return expr._replace(arguments=(condition, otherwise, then))
        case _:
            return expr


def put_at(expr: Expr, index: int, part: Expr) -> Expr:
    """The expression with another one in the place of the child of that number."""
    match expr:
        case Select():
            return expr._replace(operand=part)
        case Call(_, arguments):
            return expr._replace(arguments=(*arguments[:index], part, *arguments[index + 1 :]))
        case Macro() if index == 0:
            return expr._replace(range=part)
        case Macro(condition=condition) if index == 1 and condition is not None:
            return expr._replace(condition=part)
        case Macro():
            return expr._replace(body=part)
        case _:
            raise IndexError(index)


def _places(
    expr: Expr, put: Callable[[Expr], Expr], *, negated: bool
) -> Iterator[tuple[Expr, Callable[[Expr], Expr], bool]]:
    """Each part, how to put another in its place, and whether it stands under a `!`; outer parts first."""
    yield expr, put, negated
    inside = isinstance(expr, Call) and expr.function == "!"
    for index, part in enumerate(children(expr)):
        yield from _places(part, _putting(expr, index, put), negated=inside)


def _putting(expr: Expr, index: int, put: Callable[[Expr], Expr]) -> Callable[[Expr], Expr]:
    return lambda new: put(put_at(expr, index, new))


class _Changer:
    def __init__(self, checked: Checked, env: Environment, parameters: Mapping[str, object]) -> None:
        self._types = checked.types
        self._env = env
        self._parameters = parameters
        self._enums: dict[int, tuple[EnumType, frozenset[str]]] = {}
        self._figures: set[int] = set()
        self._note_literals(checked.expr)

    def changes(self, part: Expr, *, negated: bool) -> Iterator[_Change]:
        """What may stand in the place of a part."""
        match part:
            case Literal():
                yield from self._of_literal(part)
            case Call():
                yield from self._of_call(part)
            case Macro(name):
                if name in _OTHER_QUANTIFIER:
                    yield _became(part, part._replace(name=_OTHER_QUANTIFIER[name]))
                elif name == "filter":
                    yield _became(part, part.range)
            case Select(Name("params"), name) if name in self._parameters:
                yield from _moved(part, self._parameters[name])
            case _:
                pass
        if self._types.get(id(part)) is BOOL and not negated and not _negatable_otherwise(part):
            yield _Change(Call("!", (part,)), part, f"negate {unparse(part)}")

    def _of_literal(self, part: Literal) -> Iterator[_Change]:
        if isinstance(part.value, bool):
            yield _became(part, Literal(not part.value))
        enum, taken = self._enums.get(id(part), (None, frozenset[str]()))
        if enum is not None and part.value in enum.values:
            after = enum.values.index(str(part.value)) + 1
            others = [one for one in enum.values[after:] + enum.values[:after] if one not in taken]
            if others:
                yield _became(part, Literal(others[0]))
        elif enum is None and isinstance(part.value, str) and id(part) not in self._figures:
            yield _became(part, Literal("" if part.value else "text"))
        elif enum is None:
            yield from _moved(part, part.value)

    def _of_call(self, part: Call) -> Iterator[_Change]:
        name, arguments = part.function, part.arguments
        if name in _OTHER_CHAIN:
            for index, dropped in enumerate(arguments):
                rest = arguments[:index] + arguments[index + 1 :]
                left = rest[0] if len(rest) == 1 else part._replace(arguments=rest)
                yield _Change(left, dropped, f"drop {unparse(dropped)}")
            yield _became(part, part._replace(function=_OTHER_CHAIN[name]))
        elif name in _OPPOSITE:
            if name in _NEIGHBOUR:
                yield _became(part, part._replace(function=_NEIGHBOUR[name]))
            yield _became(part, part._replace(function=_OPPOSITE[name]))
        elif name == "!":
            yield _became(part, arguments[0])
        elif name == "?:":
            yield _became(part, part._replace(arguments=(arguments[0], arguments[2], arguments[1])))
        elif name == "in":
            yield from _shorter_list(part)
        elif name in QUANTITIES and isinstance(arguments[0], Literal):
            yield from _moved(part, implementation(name, ("string",))(arguments[0].value))

    def _note_literals(self, expr: Expr) -> None:
        """Which literals write a quantity; which stand for a value of an enumeration, and what is taken beside."""
        if isinstance(expr, Call):
            if expr.function in QUANTITIES:
                self._figures |= {id(argument) for argument in expr.arguments}
            for written, wanted in self._beside(expr):
                if isinstance(wanted, EnumType):
                    taken = frozenset(str(one.value) for one in literals(written))
                    self._enums |= {id(one): (wanted, taken) for one in literals(written)}
        for part in children(expr):
            self._note_literals(part)

    def _beside(self, call: Call) -> Iterator[tuple[Expr, object]]:
        """The arguments of a call, each with the type that is wanted of it."""
        found = [self._types.get(id(argument), DYN) for argument in call.arguments]
        if call.function in ("==", "!="):
            yield from zip(call.arguments, reversed(found), strict=True)
        elif call.function == "in":
            item, container = found
            yield call.arguments[1], item
            if isinstance(container, ListType):
                yield call.arguments[0], container.element
        elif not call.method and call.function in self._env.functions:
            yield from zip(call.arguments, self._env.functions[call.function].params, strict=True)


def _negatable_otherwise(part: Expr) -> bool:
    """Whether another change of the part negates it already."""
    return isinstance(part, Literal) or (
        isinstance(part, Call) and (part.function in _OPPOSITE or part.function == "!")
    )


def _became(part: Expr, new: Expr) -> _Change:
    return _Change(new, part, f"{unparse(part)} -> {unparse(new)}")


def _moved(part: Expr, value: object) -> Iterator[_Change]:
    """A bound one small unit off, and in another unit."""
    for other in (*nudged(value), *in_another_unit(value)):
        new = literal_of(other)
        if new is not None:
            yield _became(part, new)


def _shorter_list(part: Call) -> Iterator[_Change]:
    item, container = part.arguments
    if isinstance(container, Call) and container.function == LIST:
        for index, dropped in enumerate(container.arguments):
            rest = container.arguments[:index] + container.arguments[index + 1 :]
            shorter = part._replace(arguments=(item, container._replace(arguments=rest)))
            yield _Change(shorter, dropped, f"drop {unparse(dropped)}")
