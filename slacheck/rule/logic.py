"""How conditions that fail or are unknown combine, in `&&`, `||`, `all` and `exists`.

    the deciding value (false for && and all, true for || and exists) wins over everything;
    else unknown wins over an error, since the missing fact may still decide;
    else the first error wins; else all parts agree.

Source: https://github.com/google/cel-spec, doc/langdef.md, "Logical Operators"; the first rule makes both
operators commutative.
"""

from __future__ import annotations

from slacheck.rule.value import EvaluationError, runtime_kind
from slacheck.truth import UNKNOWN, Unknown

Pending = EvaluationError | Unknown | None
"""What stands against agreement so far: nothing, an error, or an unknown part."""


def weigh(pending: Pending, value: object) -> Pending:
    """What stands against agreement after a part that does not decide: its value, or the error it raised."""
    if isinstance(value, bool):
        return pending
    if value is UNKNOWN or pending is UNKNOWN:
        return UNKNOWN
    if pending is not None:
        return pending
    return value if isinstance(value, EvaluationError) else not_a_condition(value)


def settle(pending: Pending, agreed: bool) -> bool | Unknown:
    """The result when no part decides; raises the pending error."""
    if pending is None:
        return agreed
    if isinstance(pending, EvaluationError):
        raise pending
    return UNKNOWN


def condition(value: object) -> bool | Unknown:
    """A value that has to be true, false or unknown; EvaluationError for any other."""
    if isinstance(value, bool) or value is UNKNOWN:
        return value
    raise not_a_condition(value)


def not_a_condition(value: object) -> EvaluationError:
    return EvaluationError(f"no such overload: a condition is no {runtime_kind(value)}")
