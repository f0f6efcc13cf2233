"""Whether a condition can hold at all, and whether two always agree: decided without a contract, as far as it can be.

A condition is a boolean formula over comparisons of a term (a path, a call, whatever its canonical text) with a
constant. A term that is compared with n constants can be at each, between two, or beyond the outermost: so few
values stand for all of them. What is no comparison (a function, a macro) is a free truth value by its text.

# INVARIANT: an answer `False` is proved. Values that no contract can have may be tried, none that one can have is left
# out: an unknown part or one that fails decides nothing that a known one could not (Kleene's logic is monotone); months
# are tried at their mean length, which lies within the bounds of every comparison; currencies at an exchange of one.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, assert_never

from slacheck.quantity import Duration, Money, Percent
from slacheck.rule.canonical import canonical
from slacheck.rule.compile import compile as compile_expression
from slacheck.rule.expr import LIST, Call, Expr, called, free_names
from slacheck.rule.expr import Literal as LiteralExpr
from slacheck.rule.types import BOOL, DYN, INT, EnumType, Type, kind
from slacheck.rule.value import EvaluationError, runtime_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from slacheck.rule.check import Checked
    from slacheck.rule.schema import Environment

LIMIT = 20_000
"""The most combinations of values, whole or in part, that are tried; beyond them nothing is claimed."""
WORK = 1_000_000
"""The most parts of formulas that are looked at for one answer: of a long formula fewer combinations are tried."""
MAX_TERMS = 300
"""The most terms of a formula about which anything is claimed."""
MONTH = Decimal("30.436875") * 86_400
"""The mean length of a month of the Gregorian calendar, in seconds."""

Key = Decimal | str | bool
"""A constant, as it is ordered among those of its kind."""


class Fixed(NamedTuple):
    """A formula that is always true, or always false."""

    value: bool


class Atom(NamedTuple):
    """A term compared with a constant."""

    term: Term
    relation: Literal["<", "==", ">"]
    key: Key


class Not(NamedTuple):
    part: Formula


class Both(NamedTuple):
    parts: tuple[Formula, ...]


class Either(NamedTuple):
    parts: tuple[Formula, ...]


Formula = Fixed | Atom | Not | Both | Either


class Term(NamedTuple):
    """What is compared, by its text; with what is known of its values."""

    text: str
    values: tuple[Key, ...] | None = None
    """All that it can be; none where there are too many to name."""
    whole: bool = False
    """Whether it is a whole number."""
    natural: bool = False
    """Whether it is a whole number from zero."""


def possible(formula: Formula) -> bool | None:
    """Whether a formula can be true; none where there is too much to try."""
    return _Search(formula).finds()


def agree(one: Formula, other: Formula) -> bool | None:
    """Whether two formulas are equal wherever their facts are stated; none where there is too much to try."""
    differ = possible(_choice(one, Not(other), other))
    return None if differ is None else not differ


def terms(formula: Formula) -> frozenset[str]:
    """The texts of all that a formula compares."""
    return frozenset(atom.term.text for atom in _atoms(formula))


def _atoms(formula: Formula) -> Iterator[Atom]:
    match formula:
        case Fixed():
            return
        case Atom():
            yield formula
        case Not(part):
            yield from _atoms(part)
        case Both(parts) | Either(parts):
            for part in parts:
                yield from _atoms(part)
        case _ as unreachable:
            assert_never(unreachable)


# -- values to try


class _Search:
    """Tries for one term after the other the ways in which its comparisons can turn out together."""

    def __init__(self, formula: Formula) -> None:
        self.formula = formula
        asked: dict[str, dict[Atom, None]] = {}
        for atom in _atoms(formula):
            asked.setdefault(atom.term.text, {})[atom] = None
        self.ways = {
            text: [dict(zip(atoms, way, strict=True)) for way in _ways(tuple(atoms))]
            for text, atoms in asked.items()
        }
        self.limit = min(LIMIT, WORK // _size(formula))
        self.tried = 0

    def finds(self) -> bool | None:
        """Whether some combination makes the formula true."""
        return self._try({}) if len(self.ways) <= MAX_TERMS else None

    def _try(self, results: dict[Atom, bool]) -> bool | None:
        self.tried += 1
        if self.tried > self.limit:
            return None
        value = _value(self.formula, results)
        if isinstance(value, bool):
            return value
        given_up = False
        for way in self.ways[value.term.text]:
            found = self._try({**results, **way})
            if found:
                return True
            given_up = given_up or found is None
        return None if given_up else False


def _size(formula: Formula) -> int:
    """The number of parts of a formula, itself included."""
    match formula:
        case Not(part):
            return 1 + _size(part)
        case Both(parts) | Either(parts):
            return 1 + sum(map(_size, parts))
        case _:
            return 1


def _value(formula: Formula, results: Mapping[Atom, bool]) -> bool | Atom:
    """The value of a formula, or a comparison that it still waits for."""
    match formula:
        case Fixed(value):
            return value
        case Atom():
            return results.get(formula, formula)
        case Not(part):
            inner = _value(part, results)
            return not inner if isinstance(inner, bool) else inner
        case Both(parts):
            return _first(parts, results, decisive=False)
        case Either(parts):
            return _first(parts, results, decisive=True)
        case _ as unreachable:
            assert_never(unreachable)


def _first(parts: tuple[Formula, ...], results: Mapping[Atom, bool], *, decisive: bool) -> bool | Atom:
    waits: Atom | None = None
    for part in parts:
        value = _value(part, results)
        if value is decisive:
            return decisive
        if waits is None and not isinstance(value, bool):
            waits = value
    return not decisive if waits is None else waits


def _ways(atoms: tuple[Atom, ...]) -> list[tuple[bool, ...]]:
    """How the comparisons of one term can turn out together, each way once."""
    keys = sorted({atom.key for atom in atoms}, key=_rank)
    places = {key: 2 * number + 1 for number, key in enumerate(keys)}
    found = (
        tuple(_turns_out(place, atom.relation, places[atom.key]) for atom in atoms)
        for place in _places(atoms[0].term, keys)
    )
    return list(dict.fromkeys(found))


def _turns_out(place: int, relation: str, other: int) -> bool:
    if relation == "==":
        return place == other
    return place < other if relation == "<" else place > other


def _places(term: Term, keys: Sequence[Key]) -> Iterator[int]:
    """Where a term can stand: 1, 3, 5, ... are the constants in their order, the even numbers the gaps about them."""
    for number, key in enumerate(keys):
        if _can_be(term, key):
            yield 2 * number + 1
    bounds: list[Key | None] = [None, *keys, None]
    for number, (low, high) in enumerate(pairwise(bounds)):
        if _between(term, low, high):
            yield 2 * number


def _can_be(term: Term, key: Key) -> bool:
    if term.values is not None:
        return key in term.values
    if term.whole and isinstance(key, Decimal):
        return key == key.to_integral_value() and not (term.natural and key < 0)
    return True


def _between(term: Term, low: Key | None, high: Key | None) -> bool:
    """Whether a term has a value strictly between two constants."""
    if term.values is not None:
        return any(
            (low is None or _rank(low) < _rank(one)) and (high is None or _rank(one) < _rank(high))
            for one in term.values
        )
    if term.natural and low is None:
        low = Decimal(-1)
    if term.whole and isinstance(low, Decimal) and isinstance(high, Decimal):
        return low.to_integral_value(ROUND_FLOOR) + 1 < high
    return True


def _rank(key: Key) -> Any:
    """A constant, to be compared with others: the keys of one term are all of one kind."""
    return key


# -- from conditions to formulas


class Reader:
    """Turns conditions into formulas; `bound` gives the names that are known, and `renamed` what others are called."""

    def __init__(
        self, env: Environment, bound: Mapping[str, object], renamed: Mapping[str, str] | None = None
    ) -> None:
        self.env = env
        self.bound = bound
        self.renamed = renamed or {}

    def formula(self, checked: Checked | None) -> Formula:
        """The formula of a condition; true where there is none."""
        return Fixed(True) if checked is None else self._formula(checked.expr, checked)

    def _formula(self, expr: Expr, checked: Checked) -> Formula:
        value = self._constant(expr, checked)
        if isinstance(value, bool):
            return Fixed(value)
        match expr:
            case Call("!", (operand,)):
                return Not(self._formula(operand, checked))
            case Call("&&", parts):
                return Both(tuple(self._formula(part, checked) for part in parts))
            case Call("||", parts):
                return Either(tuple(self._formula(part, checked) for part in parts))
            case Call("?:", (condition, then, otherwise)):
                return _choice(*(self._formula(part, checked) for part in (condition, then, otherwise)))
            case Call("==" | "!=" | "<" | "<=" | ">" | ">=" as relation, (left, right)):
                return self._comparison(relation, left, right, checked)
            case Call("in", (item, Call(function, elements))) if function == LIST:
                return Either(tuple(self._comparison("==", item, one, checked) for one in elements))
            case _:
                return Atom(Term(self._text(expr), (False, True)), "==", True)

    def _comparison(self, relation: str, left: Expr, right: Expr, checked: Checked) -> Formula:
        if relation in ("!=", "<=", ">="):
            opposite = {"!=": "==", "<=": ">", ">=": "<"}[relation]
            return Not(self._comparison(opposite, left, right, checked))
        one, other = self._constant(left, checked), self._constant(right, checked)
        if one is not None:
            left, right, one, other = right, left, other, one
            relation = {"==": "==", "<": ">", ">": "<"}[relation]
        type_ = checked.types.get(id(left), DYN)
        key = None if other is None else _key(other)
        if key is not None and _same_kind(type_, other):
            if type_ is BOOL:
                return self._truth(left, relation, key is True, checked)
            return Atom(self._term(left, type_), _RELATIONS[relation], key)
        if relation == "==" and type_ is BOOL and checked.types.get(id(right)) is BOOL:
            first, second = self._formula(left, checked), self._formula(right, checked)
            return _choice(first, second, Not(second))
        return self._pair(relation, left, right)

    def _truth(self, expr: Expr, relation: str, value: bool, checked: Checked) -> Formula:
        """A truth value against `true` or `false`, where false is less than true."""
        part = self._formula(expr, checked)
        if relation == "==":
            return part if value else Not(part)
        return (
            (Not(part) if value else Fixed(False)) if relation == "<" else (Fixed(False) if value else part)
        )

    def _pair(self, relation: str, left: Expr, right: Expr) -> Formula:
        """Two terms that are both open: the first is less, equal or greater."""
        one, other = self._text(left), self._text(right)
        if other < one:
            one, other = other, one
            relation = {"==": "==", "<": ">", ">": "<"}[relation]
        if one == other:
            # The same text is the same value, but for what fails or is not stated.
            return Fixed(relation == "==")
        signs = (Decimal(-1), Decimal(0), Decimal(1))
        return Atom(Term(f"{one} ? {other}", signs), _RELATIONS[relation], Decimal(0))

    def _term(self, expr: Expr, type_: Type) -> Term:
        natural = isinstance(expr, Call) and expr.function == "size"
        values = tuple(sorted(type_.values)) if isinstance(type_, EnumType) else None
        return Term(self._text(expr), values, whole=type_ is INT, natural=natural)

    def _text(self, expr: Expr) -> str:
        return canonical(expr, self.renamed)

    def _constant(self, expr: Expr, checked: Checked) -> object:
        """The value of a part that depends on no fact; none where it depends on one, or fails."""
        if isinstance(expr, LiteralExpr):
            return expr.value
        known = free_names(expr) <= self.bound.keys()
        if not known or any(
            not self.env.functions[name].static for name in called(expr) & self.env.functions.keys()
        ):
            return None
        frame = tuple(self.bound.get(name) for name in checked.slots)
        try:
            value = compile_expression(checked._replace(expr=expr), self.env)(None, frame)
        except EvaluationError:
            return None
        return value if isinstance(value, bool) or _key(value) is not None else None


_RELATIONS: Mapping[str, Literal["<", "==", ">"]] = {"<": "<", "==": "==", ">": ">"}


def _choice(condition: Formula, then: Formula, otherwise: Formula) -> Formula:
    return Either((Both((condition, then)), Both((Not(condition), otherwise))))


def _key(value: object) -> Key | None:
    """A constant as it is ordered; none for what has no order."""
    match value:
        case bool() | str():
            return value
        case int():
            return Decimal(value)
        case Decimal():
            return value
        case Duration(months, seconds):
            return months * MONTH + seconds
        case Money(amount):
            return amount
        case Percent(points):
            return points
        case _ if runtime_kind(value) == "date":
            day: date = value  # type: ignore[assignment]  # by its kind
            return Decimal(day.toordinal())
        case _:
            return None


def _same_kind(type_: Type, value: object) -> bool:
    numeric = ("int", "number")
    one, other = kind(type_), runtime_kind(value)
    return one == other or (one in numeric and other in numeric)
