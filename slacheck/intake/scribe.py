"""YAML as a person would write it: short things in one line, and beside each the place that it comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from slacheck.source.excerpt import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.()/%+-]*(?: [A-Za-z0-9_.()/%+-]+)*")
_TYPED = frozenset(["true", "false", "null", "yes", "no", "on", "off", "y", "n"])
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def scalar(value: str | int | bool) -> str:
    """A value as YAML reads it back, in a list or a mapping of either style."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if _PLAIN.fullmatch(value) and value.lower() not in _TYPED:
        return value
    return f'"{"".join(map(_escaped, value))}"'


def _escaped(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    return character if character.isprintable() else f"\\U{ord(character):08x}"


def flow(**fields: object) -> str:
    """A mapping on one line; what is None is left out. A text that is YAML already is a `Raw`."""
    said = (f"{name}: {_value(value)}" for name, value in fields.items() if value is not None)
    return f"{{{', '.join(said)}}}"


def listed(items: Iterable[object]) -> Raw:
    """A list on one line."""
    return Raw(f"[{', '.join(map(_value, items))}]")


class Raw(str):
    """A text that is YAML already."""

    __slots__ = ()


def _value(value: object) -> str:
    if isinstance(value, Raw):
        return str(value)
    return scalar(value if isinstance(value, bool | int) else str(value))


class Scribe:
    """Writes lines; a remark stands behind the line that it is about."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def line(self, depth: int, text: str, remark: str = "") -> None:
        """One line, `depth` levels in."""
        self.lines.append(f"{'  ' * depth}{text}{f'  # {one_line(remark)}' if remark else ''}")

    def field(self, depth: int, name: str, value: object, remark: str = "") -> None:
        """A field on one line, unless there is nothing to say."""
        if value is not None and value != "":
            self.line(depth, f"{name}: {_value(value)}", remark)

    def comment(self, text: str, depth: int = 0) -> None:
        """A line that is only a remark, further in by the spaces before it."""
        indent = " " * (len(text) - len(text.lstrip(" ")))
        self.lines.append(f"{'  ' * depth}# {indent}{one_line(text)}".rstrip())

    def text(self) -> str:
        """Everything written."""
        return "\n".join(self.lines) + "\n"


def one_line(text: str) -> str:
    """A text that cannot leave its line or hide in it."""
    return visible(" ".join(text.split()))
