"""The syntax tree of an expression, and its way back to text.

Operators are calls, as in the abstract syntax of CEL: `a + b` calls `+`, `a[b]` calls `[]`, `c ? a : b` calls
`?:`, `-a` calls `-_`; the literals `[a, b]` and `{k: v}` call `[...]` and `{...}`. A chain `a && b && c` is
one call with three arguments. `start` and `end` count characters of the text.

The nodes are named tuples: frozen data classes cost ten times as much at start-up and three times as much in
the parser. Two nodes mean the same if their `unparse` is the same.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, assert_never


class Literal(NamedTuple):
    value: bool | int | Decimal | str | None
    start: int = 0
    end: int = 0


class Name(NamedTuple):
    name: str
    start: int = 0
    end: int = 0


class Select(NamedTuple):
    """`operand.field`, or `has(operand.field)` when it only tests."""

    operand: Expr
    field: str
    test: bool = False
    start: int = 0
    end: int = 0


class Call(NamedTuple):
    """A function, a method (its receiver is the first argument) or an operator with its arguments."""

    function: str
    arguments: tuple[Expr, ...]
    method: bool = False
    start: int = 0
    end: int = 0


class Macro(NamedTuple):
    """`range.all(variable, body)` and its kin; `condition` is the middle of a three-part `map`."""

    name: str
    range: Expr
    variable: str
    body: Expr
    condition: Expr | None = None
    start: int = 0
    end: int = 0


Expr = Literal | Name | Select | Call | Macro

LIST, MAP = "[...]", "{...}"
MACROS = frozenset({"all", "exists", "exists_one", "filter", "map"})
UNARY = frozenset({"!", "-_"})
# How tightly the binary operators bind, loosest first.
LEVELS: dict[str, int] = {
    "||": 1, "&&": 2,
    "<": 3, "<=": 3, ">": 3, ">=": 3, "==": 3, "!=": 3, "in": 3,
    "+": 4, "-": 4, "*": 5, "/": 5, "%": 5,
}  # fmt: skip
_TERNARY, _UNARY, _MEMBER = 0, 6, 7


def children(expr: Expr) -> tuple[Expr, ...]:
    """The direct parts of an expression, in the order of the text."""
    match expr:
        case Literal() | Name():
            return ()
        case Select(operand):
            return (operand,)
        case Call(_, arguments):
            return arguments
        case Macro(_, range_, _, body, condition):
            return (range_, body) if condition is None else (range_, condition, body)
        case _ as unreachable:
            assert_never(unreachable)


def free_names(expr: Expr) -> frozenset[str]:
    """The variables that an expression reads and does not bind itself."""
    match expr:
        case Name(name):
            return frozenset((name,))
        case Macro(_, range_, variable, body, condition):
            inside = free_names(body) | (free_names(condition) if condition is not None else frozenset())
            return free_names(range_) | (inside - {variable})
        case _:
            return frozenset().union(*map(free_names, children(expr)))


def called(expr: Expr) -> frozenset[str]:
    """The functions and operators that an expression calls."""
    inside = frozenset[str]().union(*map(called, children(expr)))
    return inside | {expr.function} if isinstance(expr, Call) else inside


def conjuncts(expr: Expr) -> tuple[Expr, ...]:
    """The conditions that all have to hold: the arguments of `&&`, flattened."""
    if isinstance(expr, Call) and expr.function == "&&":
        return tuple(part for argument in expr.arguments for part in conjuncts(argument))
    return (expr,)


def reads_only(expr: Expr, names: frozenset[str]) -> bool:
    """Whether an expression reads no variable but these."""
    return free_names(expr) <= names


def unparse(expr: Expr) -> str:
    """The text of an expression, in one line, with the parentheses that it needs and no others."""
    return _text(expr)[0]


def _text(expr: Expr) -> tuple[str, int]:
    """The text, and how tightly its outermost operator binds."""
    match expr:
        case Literal(value):
            return literal_text(value), _UNARY if _negative(value) else _MEMBER
        case Name(name):
            return name, _MEMBER
        case Select(operand, name, test):
            quoted = name if name.isascii() and name.isidentifier() else f"`{name}`"
            path = f"{_at(operand, _MEMBER)}.{quoted}"
            return (f"has({path})" if test else path), _MEMBER
        case Call():
            return _call_text(expr)
        case Macro(name, range_, variable, body, condition):
            parts = (Name(variable), body) if condition is None else (Name(variable), condition, body)
            return f"{_at(range_, _MEMBER)}.{name}({_listed(parts)})", _MEMBER
        case _ as unreachable:
            assert_never(unreachable)


def _call_text(call: Call) -> tuple[str, int]:
    name, arguments = call.function, call.arguments
    if name == "?:":
        condition, then, otherwise = arguments
        return f"{_at(condition, 1)} ? {_at(then, 1)} : {_at(otherwise, _TERNARY)}", _TERNARY
    if name == LIST:
        return f"[{_listed(arguments)}]", _MEMBER
    if name == MAP:
        entries = zip(arguments[::2], arguments[1::2], strict=True)
        return "{" + ", ".join(f"{unparse(key)}: {unparse(value)}" for key, value in entries) + "}", _MEMBER
    if name == "[]":
        return f"{_at(arguments[0], _MEMBER)}[{unparse(arguments[1])}]", _MEMBER
    if name in UNARY:
        return _unary_text(name, arguments[0]), _UNARY
    if name in LEVELS:
        level = LEVELS[name]
        first = level + 1 if name in ("&&", "||") else level
        rest = (_at(argument, level + 1) for argument in arguments[1:])
        return f" {name} ".join((_at(arguments[0], first), *rest)), level
    if call.method:
        return f"{_at(arguments[0], _MEMBER)}.{name}({_listed(arguments[1:])})", _MEMBER
    return f"{name}({_listed(arguments)})", _MEMBER


def _unary_text(name: str, operand: Expr) -> str:
    """`!x`, `-x`; a number keeps its parentheses after a minus, since `-1` alone is a literal."""
    if name == "-_" and isinstance(operand, Literal):
        return f"-({unparse(operand)})"
    return f"{name[0]}{_at(operand, _UNARY)}"


def _listed(parts: tuple[Expr, ...]) -> str:
    return ", ".join(map(unparse, parts))


def _at(expr: Expr, level: int) -> str:
    """The text, in parentheses if its operator binds less tightly than the place asks."""
    text, binds = _text(expr)
    return text if binds >= level else f"({text})"


def _negative(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and literal_text(value)[0] == "-"


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def literal_text(value: bool | int | Decimal | str | None) -> str:
    """A literal as an author writes it; a decimal always shows a point or an exponent."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            text = str(value).lower()
            return text if "." in text or "e" in text else f"{text}.0"
        case str():
            plain = value.isprintable() and '"' not in value and "\\" not in value
            return f'"{value if plain else "".join(map(_escaped, value))}"'
        case _ as unreachable:
            assert_never(unreachable)


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    return char if char.isprintable() else f"\\U{ord(char):08x}"
