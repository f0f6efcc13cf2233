"""The table of operators and built-in functions: which kinds each takes, what it gives, how it computes.

The checker reads the table for types, the compiler and the tracer take the same implementation from it. An
implementation gets known values only; it returns UNKNOWN where the calendar or a currency leaves the answer
open.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import TYPE_CHECKING, NamedTuple

from slacheck.quantity import Duration, Money, QuantityError
from slacheck.rule.expr import LIST, MAP
from slacheck.rule.types import BOOL, DATE, DURATION, INT, MONEY, NUMBER, PERCENT, STRING, Scalar, Type
from slacheck.rule.value import (
    INT_MAX,
    INT_MIN,
    EvaluationError,
    as_value,
    equal,
    has_key,
    in_range,
    parse_date,
    parse_int,
    parse_money,
    parse_number,
    parse_percent,
    runtime_kind,
    value_text,
)
from slacheck.truth import UNKNOWN, Unknown

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

MAX_BUILT = 100_000
"""The most characters or elements that a rule may build by concatenation."""

_NUMBERS = Context(prec=50, Emin=-999, Emax=999, traps=[InvalidOperation, DivisionByZero, Overflow])

Implementation = Callable[..., object]


class Overload(NamedTuple):
    """One way to apply an operator; without a `result` it gives the type of its first argument."""

    result: Type | None
    call: Implementation


# -- arithmetic


def _add(one: int, other: int) -> int:
    return in_range(one + other)


def _subtract(one: int, other: int) -> int:
    return in_range(one - other)


def _multiply(one: int, other: int) -> int:
    return in_range(one * other)


def _negate(one: int) -> int:
    return in_range(-one)


def _divide(one: int, other: int) -> int:
    """Division that truncates toward zero."""
    if other == 0:
        raise EvaluationError("division by zero")
    quotient = abs(one) // abs(other)
    return in_range(quotient if (one < 0) == (other < 0) else -quotient)


def _remainder(one: int, other: int) -> int:
    """The rest of `_divide`; it has the sign of the dividend."""
    if other == 0:
        raise EvaluationError("division by zero")
    _divide(one, other)
    rest = abs(one) % abs(other)
    return -rest if one < 0 else rest


def _decimal(compute: Callable[[Decimal, Decimal], Decimal]) -> Implementation:
    """Arithmetic of decimals with 50 significant digits, wherever the caller's decimal context stands."""

    def calculate(one: Decimal, other: Decimal) -> Decimal:
        try:
            return compute(one, other)
        except DivisionByZero as error:
            raise EvaluationError("division by zero") from error
        except ArithmeticError as error:
            raise EvaluationError("the result is not a number of fewer than 1,000 digits") from error

    return calculate


def _divide_numbers(one: Decimal, other: Decimal) -> Decimal:
    if not other:
        raise DivisionByZero
    return _NUMBERS.divide(one, other)


def _minus_number(one: Decimal) -> Decimal:
    return _NUMBERS.minus(one)


def _add_durations(one: Duration, other: Duration) -> Duration:
    return Duration(one.months + other.months, one.seconds + other.seconds)


def _add_money(one: Money, other: Money) -> Money | Unknown:
    """A sum in one currency; unknown for two, since no exchange rate is stated."""
    if one.currency != other.currency:
        return UNKNOWN
    return Money(_NUMBERS.add(one.amount, other.amount), one.currency)


def _subtract_money(one: Money, other: Money) -> Money | Unknown:
    return _add_money(one, Money(-other.amount, other.currency))


# -- comparison


def _not_equal(one: object, other: object) -> bool | Unknown:
    same = equal(one, other)
    return UNKNOWN if same is UNKNOWN else not same


def _shorter(one: Duration, other: Duration) -> bool | Unknown:
    return as_value(one.shorter_than(other))


def _less_money(one: Money, other: Money) -> bool | Unknown:
    """Amounts in two currencies compare only if their signs differ: no exchange rate is stated."""
    if one.currency == other.currency or _sign(one) != _sign(other):
        return one.amount < other.amount
    return UNKNOWN if one.amount else False


def _sign(money: Money) -> int:
    return (money.amount > 0) - (money.amount < 0)


def _swapped(less: Implementation) -> Implementation:
    return lambda one, other: less(other, one)


def _negated(less: Implementation) -> Implementation:
    def at_least(one: object, other: object) -> object:
        result = less(one, other)
        return result if result is UNKNOWN else not result

    return at_least


# -- texts, lists, maps


def _join(one: str, other: str) -> str:
    _bound(len(one) + len(other))
    return one + other


def _concatenate(one: Sequence[object], other: Sequence[object]) -> list[object]:
    _bound(len(one) + len(other))
    return [*one, *other]


def _bound(size: int) -> None:
    if size > MAX_BUILT:
        raise EvaluationError(f"a rule may build {MAX_BUILT:,} characters or elements at most")


def _element(items: Sequence[object], index: int | Decimal) -> object:
    """The element at a position from zero; a negative position is out of range."""
    position = int(index) if INT_MIN <= index <= INT_MAX else -1
    if position == index and 0 <= position < len(items):
        return items[position]
    raise EvaluationError(f"index out of range: `{value_text(index)}` in a list of {len(items)}")


def _entry(entries: dict[object, object], key: object) -> object:
    if has_key(entries, key):
        return entries[key]
    raise EvaluationError(f"no such key: `{value_text(key)}`")


def _member(item: object, items: Sequence[object]) -> bool | Unknown:
    """Whether an element equals the item; unknown if none surely does and some may."""
    if isinstance(item, str):
        return item in items
    result: bool | Unknown = False
    for one in items:
        same = equal(item, one)
        if same is True:
            return True
        if same is UNKNOWN:
            result = UNKNOWN
    return result


def _key_of(key: object, entries: dict[object, object]) -> bool:
    return has_key(entries, key)


def make_list(*elements: object) -> list[object]:
    return list(elements)


def make_map(*parts: object) -> dict[object, object]:
    """A map of keys and values in turn; a key is a text, a whole number or a truth value, and stands once."""
    entries: dict[object, object] = {}
    for key, value in zip(parts[::2], parts[1::2], strict=True):
        if runtime_kind(key) not in ("string", "int", "bool"):
            raise EvaluationError(f"unsupported key type: `{value_text(key)}`")
        if key in entries:
            raise EvaluationError(f"repeated key: `{value_text(key)}`")
        entries[key] = value
    return entries


# -- conversions


def _to_int(number: Decimal) -> int:
    """The number without what follows its point; EvaluationError beyond 64 bits."""
    if not INT_MIN <= number <= INT_MAX:
        raise EvaluationError(f"range: {value_text(number)} does not fit 64 bits")
    return int(number)


def _quantity(parse: Callable[[str], object]) -> Implementation:
    def convert(text: str) -> object:
        try:
            return parse(text)
        except QuantityError as error:
            raise EvaluationError(str(error)) from error

    return convert


def _itself(value: object) -> object:
    return value


def _date_text(day: datetime.date) -> str:
    return day.isoformat()


# -- the table

_Table = dict[tuple[str, ...], Overload]


def _relation(natural: Implementation, duration: Implementation, money: Implementation) -> _Table:
    pairs = [(kind, kind) for kind in ("bool", "int", "number", "string", "date", "percent")]
    table: _Table = {pair: Overload(BOOL, natural) for pair in (*pairs, ("int", "number"), ("number", "int"))}
    table["duration", "duration"] = Overload(BOOL, duration)
    table["money", "money"] = Overload(BOOL, money)
    return table


def _reader(quantity: Scalar, parse: Callable[[str], object]) -> _Table:
    return {
        ("string",): Overload(quantity, _quantity(parse)),
        (quantity.value,): Overload(quantity, _itself),
    }


_SIZE: _Table = dict.fromkeys((("string",), ("list",), ("map",)), Overload(INT, len))

TABLE: dict[str, _Table] = {
    "<": _relation(operator.lt, _shorter, _less_money),
    ">": _relation(operator.gt, _swapped(_shorter), _swapped(_less_money)),
    "<=": _relation(operator.le, _negated(_swapped(_shorter)), _negated(_swapped(_less_money))),
    ">=": _relation(operator.ge, _negated(_shorter), _negated(_less_money)),
    "+": {
        ("int", "int"): Overload(INT, _add),
        ("number", "number"): Overload(NUMBER, _decimal(_NUMBERS.add)),
        ("string", "string"): Overload(STRING, _join),
        ("list", "list"): Overload(None, _concatenate),
        ("duration", "duration"): Overload(DURATION, _add_durations),
        ("money", "money"): Overload(MONEY, _add_money),
    },
    "-": {
        ("int", "int"): Overload(INT, _subtract),
        ("number", "number"): Overload(NUMBER, _decimal(_NUMBERS.subtract)),
        ("money", "money"): Overload(MONEY, _subtract_money),
    },
    "*": {
        ("int", "int"): Overload(INT, _multiply),
        ("number", "number"): Overload(NUMBER, _decimal(_NUMBERS.multiply)),
    },
    "/": {
        ("int", "int"): Overload(INT, _divide),
        ("number", "number"): Overload(NUMBER, _decimal(_divide_numbers)),
    },
    "%": {("int", "int"): Overload(INT, _remainder)},
    "-_": {("int",): Overload(INT, _negate), ("number",): Overload(NUMBER, _minus_number)},
    "!": {("bool",): Overload(BOOL, operator.not_)},
    "size": _SIZE,
    ".size": _SIZE,
    ".startsWith": {("string", "string"): Overload(BOOL, str.startswith)},
    ".endsWith": {("string", "string"): Overload(BOOL, str.endswith)},
    ".contains": {("string", "string"): Overload(BOOL, operator.contains)},
    "int": {
        ("int",): Overload(INT, _itself),
        ("number",): Overload(INT, _to_int),
        ("string",): Overload(INT, parse_int),
    },
    "double": {
        ("int",): Overload(NUMBER, Decimal),
        ("number",): Overload(NUMBER, _itself),
        ("string",): Overload(NUMBER, parse_number),
    },
    "string": {
        ("bool",): Overload(STRING, value_text),
        ("int",): Overload(STRING, str),
        ("number",): Overload(STRING, value_text),
        ("string",): Overload(STRING, _itself),
        ("date",): Overload(STRING, _date_text),
        ("duration",): Overload(STRING, str),
        ("money",): Overload(STRING, str),
        ("percent",): Overload(STRING, str),
    },
    "duration": _reader(DURATION, Duration.parse),
    "date": _reader(DATE, parse_date),
    "money": _reader(MONEY, parse_money),
    "percent": _reader(PERCENT, parse_percent),
}

# These take any kinds; the checker types them by rules of its own.
_GENERIC: dict[str, Implementation] = {
    "==": equal,
    "!=": _not_equal,
    LIST: make_list,
    MAP: make_map,
    "dyn": _itself,
}
_SAME = frozenset({"bool", "int", "string", "date", "percent"})
_CONTAINERS: dict[str, dict[str, Implementation]] = {
    "[]": {"list": _element, "map": _entry},
    "in": {"list": _member, "map": _key_of},
}

QUANTITIES = frozenset({"duration", "date", "money", "percent"})
FUNCTIONS = frozenset(name for name in TABLE if name.isidentifier()) | {"dyn"}
METHODS = frozenset(name[1:] for name in TABLE if name[0] == "." and len(name) > 1)


def symbol(function: str, method: bool) -> str:
    """The key of the table: a method has a point before its name."""
    return f".{function}" if method else function


def implementation(name: str, kinds: tuple[str, ...]) -> Implementation:
    """What computes an operator on values of these kinds; decided at each call where a kind is `dyn`."""
    if name in ("==", "!=") and len(set(kinds)) == 1 and kinds[0] in _SAME:
        return operator.eq if name == "==" else operator.ne
    if name in _GENERIC:
        return _GENERIC[name]
    found = _lookup(name, kinds)
    return found if found is not None else _decided_late(name)


def _lookup(name: str, kinds: tuple[str, ...]) -> Implementation | None:
    if name in _CONTAINERS:
        container, key = (kinds[0], kinds[1]) if name == "[]" else (kinds[1], kinds[0])
        if name == "[]" and container == "list" and key not in ("int", "number"):
            return None
        return _CONTAINERS[name].get(container)
    overload = TABLE[name].get(kinds)
    return overload.call if overload else None


def _decided_late(name: str) -> Implementation:
    """Chooses by the values themselves; EvaluationError where CEL has no such overload either."""

    def choose(*values: object) -> object:
        kinds = tuple(map(runtime_kind, values))
        call = _lookup(name, kinds)
        if call is None:
            raise EvaluationError(f"no such overload: `{name}` takes no {' and '.join(kinds)}")
        return call(*values)

    return choose
