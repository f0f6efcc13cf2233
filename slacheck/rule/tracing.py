"""The tracings of the kinds of expressions: functions of the facts and a frame, like those of `compile`, that
return what a part gave instead of its bare value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from slacheck.rule.compile import a_map
from slacheck.rule.evidence import Evidence, Missing, Route
from slacheck.rule.expr import Call, Expr, Literal, Macro, Name, Select
from slacheck.rule.frame import Scope, elements, enter
from slacheck.rule.logic import Pending, condition, settle, weigh
from slacheck.rule.operators import Implementation
from slacheck.rule.part import Part, after, evidence_of, missing_of, unsettled
from slacheck.rule.schema import Field, Function, Proof
from slacheck.rule.types import ListType, ObjectType
from slacheck.rule.value import EvaluationError, sayable
from slacheck.tongue import AND, joined, worded
from slacheck.truth import UNKNOWN

Frame = Sequence[object]
Tracing = Callable[[object, Frame], Part]
"""An expression made ready to be traced."""
Locate = Callable[[object, object], Route | None]


def constant(expr: Literal, value: object) -> Tracing:
    given = Part(expr, value)
    return lambda _facts, _frame: given


def variable(expr: Name, place: int) -> Tracing:
    return lambda _facts, frame: Part(expr, frame[place])


def lookup(expr: Select, owner: Tracing, apply: Implementation) -> Tracing:
    """What is asked of the keys of a map."""

    def run(facts: object, frame: Frame) -> Part:
        before = owner(facts, frame)
        entries = a_map(before.value)
        return after(expr, UNKNOWN if entries is UNKNOWN else apply(entries), before)

    return run


def reading(expr: Select, field: Field, kind: str, owner: Tracing, locate: Locate) -> Tracing:
    """A field of a known thing: evidence if it holds a value, a missing fact if it is not stated."""
    get, key, says = field.get, field.key, field.says or _wording(field)
    is_thing = isinstance(field.type, ObjectType)

    def run(facts: object, frame: Frame) -> Part:
        before = owner(facts, frame)
        if before.value is UNKNOWN:
            return after(expr, UNKNOWN, before)
        value = get(before.value)
        if value is not None and is_thing:
            return Part(expr, value, (before,), before.evidence)
        at = locate(facts, before.value)
        if value is None:
            # A computed thing knows better than its field which facts of the document it lacks.
            missing = before.missing or (Missing(() if at is None else at + key, kind, field.name),)
            return Part(expr, UNKNOWN, (before,), before.evidence, missing)
        if at is None:
            return Part(expr, value, (before,), before.evidence)
        route = at + key
        evidence = (*before.evidence, Evidence(route, says(value)))
        return Part(expr, value, (before,), evidence, (), (Missing(route, kind, field.name),))

    return run


def _wording(field: Field) -> Callable[[object], str]:
    """The words for a field that has none of its own."""

    def says(value: object) -> str:
        if isinstance(field.type, ListType) and isinstance(value, list | tuple):
            if len(value) == 1:
                return worded("`{field}` has 1 entry", field=field.name)
            return worded("`{field}` has {count} entries", field=field.name, count=len(value))
        return worded("`{field}` is {value}", field=field.name, value=sayable(value))

    return says


def strict_one(call: Call, apply: Implementation, part: Tracing, *literals: Literal) -> Tracing:
    """An operator on one part, and on constants, which are no evidence."""
    constants = [literal.value for literal in literals]

    def run(facts: object, frame: Frame) -> Part:
        one = part(facts, frame)
        if one.value is UNKNOWN:
            return after(call, UNKNOWN, one)
        value = apply(one.value, *constants)
        if value is UNKNOWN:
            missing = _incomparable(one.reads, (one.value, *constants))
            return Part(call, UNKNOWN, (one,), one.evidence, missing, one.reads)
        return Part(call, value, (one,), one.evidence, (), one.reads)

    return run


def strict(call: Call, apply: Implementation, parts: tuple[Tracing, ...]) -> Tracing:
    """An operator on known operands; unknown if one is unknown."""

    def run(facts: object, frame: Frame) -> Part:
        given = tuple([part(facts, frame) for part in parts])
        values = [one.value for one in given]
        for value in values:
            if value is UNKNOWN:
                return unsettled(call, given)
        result = apply(*values)
        reads = tuple([read for one in given for read in one.reads])
        missing = _incomparable(reads, values) if result is UNKNOWN else ()
        return Part(call, result, given, evidence_of(given), missing, reads)

    return run


def _incomparable(reads: Iterable[Missing], values: Iterable[object]) -> tuple[Missing, ...]:
    """What was read, asked about again: known operands that give no certain result."""
    shown = joined(AND, [worded("`{value}`", value=sayable(value)) for value in values])
    reason = worded("{values} do not compare for certain", values=shown)
    return tuple([read._replace(reason=reason) for read in reads])


def domain(call: Call, function: Function, parts: tuple[Tracing, ...]) -> Tracing:
    """A function of the domain, which brings the proof of its value itself."""
    compute, prove = function.call, function.evidence or _unproved

    def run(facts: object, frame: Frame) -> Part:
        given = tuple([part(facts, frame) for part in parts])
        values = [one.value for one in given]
        for value in values:
            if value is UNKNOWN:
                return unsettled(call, given)
        said, missing = prove(facts, *values)
        result = compute(facts, *values)
        reads = tuple([read for one in given for read in one.reads])
        if result is UNKNOWN and not missing:
            missing = _incomparable(reads, values)
        return Part(call, result, given, evidence_of(given) + said, missing, reads)

    return run if len(parts) != 1 else _domain_of_one(call, compute, prove, parts[0])


def _domain_of_one(
    call: Call, compute: Callable[..., object], prove: Callable[..., Proof], part: Tracing
) -> Tracing:
    def run(facts: object, frame: Frame) -> Part:
        one = part(facts, frame)
        if one.value is UNKNOWN:
            return after(call, UNKNOWN, one)
        said, missing = prove(facts, one.value)
        return Part(call, compute(facts, one.value), (one,), one.evidence + said, missing)

    return run


def _unproved(*_asked: object) -> Proof:
    """What a function says that has no proof of its own: nothing beside what its arguments say."""
    return (), ()


def choice(call: Call, test: Tracing, then: Tracing, otherwise: Tracing) -> Tracing:
    def run(facts: object, frame: Frame) -> Part:
        asked = test(facts, frame)
        holds = condition(asked.value)
        if holds is UNKNOWN:
            return after(call, UNKNOWN, asked)
        taken = then(facts, frame) if holds else otherwise(facts, frame)
        both = (asked, taken)
        return Part(call, taken.value, both, evidence_of(both), taken.missing, taken.reads)

    return run


def chain(call: Call, parts: tuple[Tracing, ...], decisive: bool) -> Tracing:
    """`&&` (decided by false) and `||` (decided by true): the part that decides alone is the proof."""
    if any(isinstance(part, Literal) and part.value is decisive for part in call.arguments):
        settled = Part(call, decisive)
        return lambda _facts, _frame: settled
    asked = tuple(zip(call.arguments, parts, strict=True))

    def run(facts: object, frame: Frame) -> Part:
        pending: Pending = None
        given: list[Part] = []
        for expr, trace in asked:
            try:
                part = trace(facts, frame)
            except EvaluationError as error:
                part = Part(expr, error)
            given.append(part)
            value = part.value
            if value is decisive:
                return Part(call, decisive, tuple(given), part.evidence)
            if value is not True and value is not False:
                pending = weigh(pending, value)
        return _agreed(call, given, pending, not decisive)

    return run


def quantified(macro: Macro, range_: Tracing, body: Tracing, inner: Scope) -> Tracing:
    """`all` (decided by false) and `exists` (decided by true): the element that decides alone is the proof."""
    place, decisive = inner.size - 1, macro.name == "exists"

    def run(facts: object, frame: Frame) -> Part:
        before = range_(facts, frame)
        if before.value is UNKNOWN:
            return after(macro, UNKNOWN, before)
        items = elements(macro.name, before.value)
        if not items:
            return Part(macro, not decisive, (before,), before.evidence)
        inside = enter(frame, inner, items)
        pending: Pending = None
        given = [before]
        for item in items:
            inside[place] = item
            try:
                part = body(facts, inside)
            except EvaluationError as error:
                part = Part(macro.body, error)
            given.append(part)
            if part.value is decisive:
                return Part(macro, decisive, tuple(given), part.evidence or before.evidence)
            pending = weigh(pending, part.value)
        return _agreed(macro, given, pending, not decisive)

    return run


def mapped(
    macro: Macro, range_: Tracing, wanted: Tracing | None, body: Tracing | None, inner: Scope
) -> Tracing:
    """`filter` and `exists_one` (without a body), `map` and the three-part `map`."""
    place = inner.size - 1

    def run(facts: object, frame: Frame) -> Part:
        before = range_(facts, frame)
        if before.value is UNKNOWN:
            return after(macro, UNKNOWN, before)
        items = elements(macro.name, before.value)
        inside = enter(frame, inner, items)
        parts, found = [before], list[object]()
        for item in items:
            inside[place] = item
            if wanted is not None:
                parts.append(asked := wanted(facts, inside))
                if condition(asked.value) is not True:
                    continue
            if body is None:
                found.append(item)
            else:
                parts.append(made := body(facts, inside))
                found.append(made.value)
        for part in parts:
            if part.value is UNKNOWN:
                return unsettled(macro, tuple(parts))
        value = len(found) == 1 if macro.name == "exists_one" else found
        return Part(macro, value, tuple(parts), evidence_of(parts))

    return run


def _agreed(expr: Expr, parts: list[Part], pending: Pending, agreed: bool) -> Part:
    """Parts of which none decides alone: the facts of all of them are the proof."""
    value = settle(pending, agreed)
    missing = missing_of(parts) if value is UNKNOWN else ()
    return Part(expr, value, tuple(parts), evidence_of(parts), missing)
