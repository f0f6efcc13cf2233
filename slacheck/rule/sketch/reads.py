"""What a rule may read of a contract, from its expressions alone: the places that can change its verdict.

A place is read *plainly* where the rule names the field, so that a proof names it, too. What is read through a
function or `has(...)` is *veiled*: there a proof may name no more than the thing around it. A function that is not
known here reads everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.contract.taxonomy import ALWAYS, ClauseKind
from slacheck.rule.expr import Call, Expr, Literal, Macro, Name, Select, children
from slacheck.rule.operators import implementation
from slacheck.rule.promise import CREDITED, promised_attributes
from slacheck.rule.sketch.slot import FACTS, OPTION, PRICES
from slacheck.rule.types import ListType, ObjectType
from slacheck.rule.value import EvaluationError, runtime_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from slacheck.rule.check import Checked
    from slacheck.rule.evidence import Route
    from slacheck.rule.framework import Own
    from slacheck.rule.model import Rule
    from slacheck.rule.schema import Environment
    from slacheck.rule.sketch.slot import Slot, Slots

Kinds = tuple[str, ...]

_HOLDING = frozenset({"entitlement", "held", "price_allows"})
_PROMISED = ("target", "window", "severity")
_OF_ROW = ("clauses", "any_of")
_LEVELS = frozenset({"levels", "promises", "slowest", "supporting", "credits"})


class Reads(NamedTuple):
    """The places that decide a verdict."""

    plain: frozenset[Route]
    veiled: frozenset[Route]
    always: frozenset[Route]
    """Those that count whatever a proof says: what the subjects are depends on them, or the scope of a framework."""
    constants: frozenset[object]
    """The quantities that the rule names, its parameters among them."""

    @property
    def all(self) -> frozenset[Route]:
        """Every place."""
        return self.plain | self.veiled


def reads_of(rule: Rule, subject: object, slots: Slots, levels: Kinds) -> Reads:
    """What a rule reads for a subject, or for any where none is fixed; `levels` are the kinds that have a level."""
    reader = _Reader(slots, rule, subject, levels)
    if rule.domain is not None:
        reader.walk(rule.domain.checked, rule.environment, rule.parameters)
    if rule.framework is not None:
        reader.own(rule.framework.scope)
    always = frozenset(reader.plain | reader.veiled)
    for condition in (rule.pending and rule.pending.whole, rule.require):
        if condition is not None:
            reader.walk(condition.checked, rule.environment, rule.parameters)
    return Reads(frozenset(reader.plain), frozenset(reader.veiled), always, frozenset(reader.constants))


def level_kinds(rules: Iterable[Rule], slots: Slots) -> Kinds:
    """The kinds of which a rule names a level, in the order of the taxonomy; one where levels are read at large."""
    asked: set[str] = set()
    at_large = False
    for rule in rules:
        for checked in _expressions(rule):
            for part in _parts(checked.expr):
                if isinstance(part, Call) and part.function in _LEVELS:
                    named = [one.value for one in part.arguments if isinstance(one, Literal)]
                    asked |= {one for one in named if isinstance(one, str)}
                at_large = at_large or (isinstance(part, Select) and part.field == "service_levels")
    measurable = [kind for kind in slots.taxonomy.kinds.values() if kind.target is not None]
    found = tuple(kind.id for kind in measurable if kind.id in asked)
    if found or not at_large:
        return found
    return tuple([kind.id for kind in measurable if kind.target == "percent"][:1])


def _expressions(rule: Rule) -> Iterator[Checked]:
    for condition in (rule.domain, rule.when, rule.require):
        if condition is not None:
            yield condition.checked
    row = rule.row
    own = (rule.framework and rule.framework.scope, row and row.when, row and row.quality)
    yield from (one.condition.checked for one in own if one)


def _parts(expr: Expr) -> Iterator[Expr]:
    yield expr
    for part in children(expr):
        yield from _parts(part)


class _Reader:
    """Walks the expressions of one rule."""

    def __init__(self, slots: Slots, rule: Rule, subject: object, levels: Kinds) -> None:
        self.slots = slots
        self.rule = rule
        self.levels = levels
        self.plain: set[Route] = set()
        self.veiled: set[Route] = set()
        self.constants: set[object] = set()
        self.every: Kinds = tuple(slots.taxonomy.kinds)
        self.scope: dict[str, Kinds] = {}
        if rule.variable is not None:
            self.scope[rule.variable] = (subject.id,) if isinstance(subject, ClauseKind) else self.every

    def walk(self, checked: Checked, env: Environment, parameters: Mapping[str, object]) -> None:
        """Note what an expression reads."""
        _Walk(self, checked, env, parameters).on(checked.expr)

    def own(self, one: Own | None) -> None:
        """Note what an expression of a framework's table reads."""
        if one is not None:
            self.walk(one.condition.checked, one.environment, one.parameters)

    def reach(self, slot: Slot, *, veiled: bool = False) -> None:
        """Note a place, unless it belongs to a level that the sketch does not consider."""
        if slot.route[0] == "service_levels" and slot.route[1] not in self.levels:
            return
        (self.veiled if veiled else self.plain).add(slot.route)
        if slot.there is not None:
            self.plain.add(slot.there)

    def clause(self, kinds: Kinds) -> None:
        """Note that there are entries of some kinds."""
        for kind in kinds:
            slot = self.slots.all.get(("clauses", kind))
            if slot is not None:
                self.reach(slot)

    def promised(self, kind: str, attributes: Sequence[str]) -> None:
        """Note the attributes of a clause that make a promise or a credit."""
        self.clause((kind,))
        for path in (("provided",), *(("attributes", name) for name in attributes)):
            slot = self.slots.all.get(("clauses", kind, *path))
            if slot is not None:
                self.reach(slot, veiled=True)

    def level(self, kinds: Kinds, fields: Sequence[str] = ()) -> None:
        """Note the levels of some kinds: that they are there, and these of their fields."""
        for kind in kinds:
            for slot in self.slots.of_kind("service_levels", kind):
                if len(slot.route) == 2:
                    self.reach(slot)
                elif slot.route[2] in fields:
                    self.reach(slot, veiled=True)

    def holding(self, kinds: Kinds) -> None:
        """Note what decides what a buyer holds of some kinds, and at what price."""
        for name in kinds:
            kind = self.slots.taxonomy.kinds[name]
            route: Route = ("clauses", name)
            self.reach(self.slots.all[route])
            self.reach(self.slots.all[*route, "provided"], veiled=True)
            if kind.charge_attribute is not None:
                self.reach(self.slots.all[*route, "attributes", kind.charge_attribute], veiled=True)
            level = self.slots.all.get(("service_levels", name, "target"))
            if level is not None:
                self.reach(level, veiled=True)
            if name in self.slots.sold:
                self.reach(self.slots.all[*OPTION, "delivers"], veiled=True)

    def applying(self, kinds: Kinds) -> None:
        """Note the facts on which it depends whether some kinds apply."""
        for name in kinds:
            for condition in self.slots.taxonomy.kinds[name].applies_when:
                if condition != ALWAYS:
                    self.plain.add((*FACTS, condition))

    def everything(self) -> None:
        """Note all places, for a function of which nothing is known."""
        for slot in self.slots.all.values():
            self.reach(slot, veiled=True)


class _Walk:
    """Walks one expression."""

    def __init__(
        self, reader: _Reader, checked: Checked, env: Environment, parameters: Mapping[str, object]
    ) -> None:
        self.reader = reader
        self.types = checked.types
        self.env = env
        self.parameters = parameters

    def on(self, expr: Expr) -> None:
        match expr:
            case Select():
                self._select(expr)
            case Call():
                self._call(expr)
            case Macro():
                self._macro(expr)
                return
            case Literal(value):
                self.reader.constants.add(value)
            case Name():
                pass
        for part in children(expr):
            self.on(part)

    def _macro(self, macro: Macro) -> None:
        self.on(macro.range)
        outer = self.reader.scope.get(macro.variable)
        self.reader.scope[macro.variable] = self._kinds(macro.range)
        for part in (macro.condition, macro.body):
            if part is not None:
                self.on(part)
        if outer is None:
            del self.reader.scope[macro.variable]
        else:
            self.reader.scope[macro.variable] = outer

    # -- fields

    def _select(self, select: Select) -> None:
        owner = self.types[id(select.operand)]
        if not isinstance(owner, ObjectType):
            return
        name, _, kind = owner.name.partition(":")
        if name == "params":
            self.reader.constants.add(_frozen(self.parameters[select.field]))
            return
        slots = self.reader.slots
        pair = (owner.name if name == "attributes" else name, select.field)
        inner = self.env.objects[owner.name].fields[select.field].type
        if select.test or isinstance(inner, ListType):
            for slot in slots.under.get(pair, ()):
                self._reach(slot, kind, veiled=select.test and slot.own != {pair})
        for slot in slots.by_pair.get(pair, ()):
            self._reach(slot, kind)

    def _reach(self, slot: Slot, kind: str, *, veiled: bool = False) -> None:
        if kind and slot.route[0] == "clauses" and slot.route[1] != kind:
            return
        self.reader.reach(slot, veiled=veiled)

    # -- functions

    def _call(self, call: Call) -> None:
        function = self.env.functions.get(call.function)
        if function is None or call.method:
            self._constant(call)
            return
        if function.static or function.name in _OF_NOTHING:
            return
        # A kind comes first, but for `price_allows`, which asks for a row before it.
        asked = call.arguments[-1 if function.name == "price_allows" else 0] if call.arguments else None
        self._function(function.name, () if asked is None else self._kinds(asked))

    def _function(self, name: str, kinds: Kinds) -> None:
        reader, rule = self.reader, self.reader.rule
        match name:
            case "applies":
                reader.applying(kinds)
            case _ if name in _HOLDING:
                reader.holding(kinds)
            case "entries":
                reader.clause(kinds)
            case "levels":
                reader.level(kinds)
            case "promises" | "slowest":
                for kind in kinds:
                    reader.promised(kind, promised_attributes(kind))
                reader.level(kinds, _PROMISED)
            case "credits":
                reader.promised("service-credits", CREDITED)
                reader.level(reader.levels, ("remedy",))
            case "supporting":
                reader.level(reader.levels, _PROMISED)
            case "options" | "sells":
                for slot in reader.slots.all.values():
                    if slot.route in (OPTION, (*OPTION, "delivers")):
                        reader.reach(slot)
            case "fact":
                known = [one for one in kinds if one in reader.slots.taxonomy.conditions]
                reader.plain |= {(*FACTS, one) for one in known or reader.slots.taxonomy.conditions} - _ALWAYS
            case "yearly_fee":
                for slot in reader.slots.all.values():
                    if slot.type in _PRICE_TYPES and slot.route[0] == "pricing":
                        reader.reach(slot, veiled=True)
            case "scope" | "in_scope":
                reader.own(rule.framework.scope if rule.framework else None)
            case "called_for":
                reader.own(rule.row.when if rule.row else None)
            case "quality":
                reader.own(rule.row.quality if rule.row else None)
            case _:
                reader.everything()

    def _kinds(self, expr: Expr) -> Kinds:
        """The clause kinds, or the facts, that an expression may stand for."""
        match expr:
            case Literal(str(value)):
                return (value,)
            case Call("kind", (Literal(str(value)),)):
                return (value,)
            case Name(name) if name in self.reader.scope:
                return self.reader.scope[name]
            case Select(operand, "id"):
                return self._kinds(operand)
            case Select(_, field) if field in _OF_ROW and self.reader.rule.row is not None:
                return tuple(kind.id for kind in getattr(self.reader.rule.row, field))
            case Macro("filter", range_):
                return self._kinds(range_)
            case Call("sells"):
                return self.reader.slots.sold
            case _:
                return self.reader.every

    def _constant(self, call: Call) -> None:
        """`duration("P30D")`: the quantity that a text spells."""
        if len(call.arguments) != 1 or not isinstance(call.arguments[0], Literal) or call.method:
            return
        value = call.arguments[0].value
        try:
            found = implementation(call.function, (runtime_kind(value),))(value)
        except (EvaluationError, KeyError, ValueError):
            return
        self.reader.constants.add(_frozen(found))


_ALWAYS = frozenset({(*FACTS, ALWAYS)})
_OF_NOTHING = frozenset({"kind", "today", "name", "names", "ways", "surcharge", "fee", "spoken", "rounded"})
_PRICE_TYPES = frozenset(ObjectType(name) for name in PRICES)


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
