"""What a plain scalar means: the core schema of YAML 1.2 (specification 1.2.2, section 10.3.2).

`null`, `true`, `false`, integers and decimals are typed; everything else is text, among it what YAML 1.1
turns into something else: `NO`, `on`, `12:30`, `1_000`, `2026-01-01`. Decimals are exact, never binary.

On purpose narrower than the core schema in three ways:
- digits behind a needless zero (`0123`, `007`, `01.50`) stay text: they are codes, not amounts;
- `.nan` is refused: nothing can be compared with it (`.inf` is kept: price lists mean "unlimited" by it);
- a number of more than 100 digits or with an exponent above 100 is refused: no contract means it, and exact
  arithmetic on `1e999999999` would not end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from slacheck.source.problem import quoted

Scalar: TypeAlias = bool | int | Decimal | str | None

DIGITS = 100  # characters of a number, and the largest power of ten in its exponent

# The first characters of every plain scalar that is not text; "" is the first character of nothing.
TYPED_STARTS = frozenset(["", *"0123456789+-.~ntfNTF"])

_CONSTANTS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), Decimal("Infinity")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), Decimal("-Infinity")),
}
_NAN = frozenset((".nan", ".NaN", ".NAN"))
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)|0o[0-7]+|0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE]([-+]?[0-9]+))?")


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a scalar has no value."""

    message: str
    help: str = ""


def resolve(text: str) -> Scalar | Misfit:
    """The value of an untagged plain scalar."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text in _NAN:
        return Misfit(f"`{text}` is not a number", "leave the value out if it is not known")
    return _number(text)


def _number(text: str) -> Scalar | Misfit:
    """The number that a text is in full, else the text."""
    if _INTEGER.fullmatch(text):
        if len(text) > DIGITS:
            return _oversized(text)
        return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
    if match := _DECIMAL.fullmatch(text):
        exponent = match[1] or "0"
        if len(text) > DIGITS or len(exponent) > 4 or abs(int(exponent)) > DIGITS:
            return _oversized(text)
        return Decimal(text)
    return text


def _oversized(text: str) -> Misfit:
    message = f"the number {quoted(text)} is too large or too long"
    return Misfit(message, f"at most {DIGITS} digits are read; quote it if it is a text")


# Tags

_PREFIX = "tag:yaml.org,2002:"
_KINDS: dict[str, tuple[type, ...]] = {
    "null": (type(None),),
    "bool": (bool,),
    "int": (int,),
    "float": (int, Decimal),
}
MAP_TAGS = frozenset(("!", f"{_PREFIX}map"))
SEQ_TAGS = frozenset(("!", f"{_PREFIX}seq"))


def tagged(text: str, tag: str) -> Scalar | Misfit:
    """The value of a scalar with an explicit tag; the tag `!` means text (section 6.9.1)."""
    name = tag.removeprefix(_PREFIX)
    if tag == "!" or name == "str":
        return text
    if name not in _KINDS or name == tag:
        return foreign(tag)
    value = resolve(text)
    if isinstance(value, Misfit):
        return value
    if type(value) not in _KINDS[name]:
        return Misfit(f"{quoted(text)} is not what its tag `!!{name}` says", "remove the tag")
    return Decimal(value) if name == "float" and isinstance(value, int) else value


def foreign(tag: str) -> Misfit:
    """The refusal of a tag that means nothing here."""
    shown = f"!!{tag.removeprefix(_PREFIX)}" if tag.startswith(_PREFIX) else tag
    return Misfit(f"the tag {quoted(shown)} is not supported", "remove the tag: plain YAML values are enough")
