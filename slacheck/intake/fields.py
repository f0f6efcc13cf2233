"""The fields of a foreign document: each read by name, with every problem, every remark and everything unread kept."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from slacheck.source.problem import Problem, quoted
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from slacheck.source.node import Node, Value
    from slacheck.source.span import Span


class Note(NamedTuple):
    """Something of the source that the contract does not carry, or not as it stands there."""

    line: int
    text: str


class Journal:
    """What is said about a document while it is read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.notes: list[Note] = []
        self.aside: dict[str, list[int]] = {}
        """Known fields that have no place in a contract, with the lines on which they stand."""

    def reject(self, message: str, span: Span, help_text: str = "") -> None:
        """Something makes the document unusable."""
        self.problems.append(Problem(message, span, help_text))

    def note(self, line: int, text: str) -> None:
        """Something is usable but not carried over as it stands."""
        self.notes.append(Note(line, text))


class Fields:
    """One mapping of a document; a field that is null counts as not stated."""

    __slots__ = ("journal", "line", "node", "path", "place", "read", "stated")

    def __init__(self, node: Node, place: Span, journal: Journal, path: str) -> None:
        self.node = node
        self.place = place
        """What stands for the mapping: the key that it is the value of."""
        self.line = place.line
        self.journal = journal
        self.path = path
        """What the mapping is called in notes: `plans.PRO`."""
        self.stated: Mapping[str, Value] = node.value if isinstance(node.value, dict) else {}
        self.read: set[str] = set()

    def get(self, key: str) -> Value:
        """The value of a field as it stands."""
        self.read.add(key)
        return self.stated.get(key)

    def line_of(self, key: str) -> int:
        """The line of a field's value; that of the mapping where there is none."""
        return self.node.site(key).line if key in self.stated else self.line

    def reject(self, key: str, message: str, help_text: str = "") -> None:
        """A field makes the document unusable."""
        self.journal.reject(message, self.node.site(key) if key in self.stated else self.place, help_text)

    def require(self, key: str, help_text: str = "") -> None:
        """Reject the document when a field is not stated."""
        if self.stated.get(key) is None:
            self.reject(
                key, f"`{key}` is missing in `{self.path}`" if self.path else f"`{key}` is missing", help_text
            )

    def text(self, key: str) -> str:
        """A text, or a number as it is written; "" when nothing is stated."""
        value = self.get(key)
        if isinstance(value, str):
            return value.strip()
        if value is None:
            return ""
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return self.node.site(key).text
        self.reject(key, f"expected text in `{key}`")
        return ""

    def flag(self, key: str) -> bool:
        """`true` or `false`; false when nothing is stated."""
        value = self.get(key)
        if value is not None and not isinstance(value, bool):
            self.reject(key, f"expected `true` or `false` in `{key}`")
        return value is True

    def section(self, key: str) -> Fields | None:
        """A mapping below this one; none when nothing is stated."""
        value = self.get(key)
        if isinstance(value, dict):
            return self.below(key)
        if value is not None:
            self.reject(key, f"expected a mapping in `{key}`")
        return None

    def entries(self, key: str, *, optional: bool = False) -> dict[str, Fields]:
        """The named mappings of a section; one that is no mapping is a problem, but null where it is `optional`."""
        section = self.section(key)
        found: dict[str, Fields] = {}
        if section is None:
            return found
        for name, value in section.stated.items():
            if isinstance(value, dict):
                found[name] = section.below(name)
            elif value is not None or not optional:
                section.reject(name, f"expected a mapping for {quoted(name)} in `{key}`")
        return found

    def below(self, key: str) -> Fields:
        """The mapping that a field holds."""
        path = f"{self.path}.{key}" if self.path else key
        return Fields(self.node.inner[key], self.node.key_span(key), self.journal, path)

    def words(self, key: str) -> tuple[str, ...] | None:
        """A list of texts, or one text; none when nothing is stated."""
        value = self.get(key)
        if isinstance(value, str):
            return (value,)
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(str(one) for one in value)
        if value is not None:
            self.reject(key, f"expected a list of names in `{key}`")
        return None

    def names(self, key: str, known: Collection[str], noun: str) -> tuple[str, ...] | None:
        """A list of names of things that the document declares; each other name is a problem."""
        listed = self.words(key)
        for index, name in enumerate(listed or ()):
            if name not in known:
                node = self.node.inner.get(key)
                place = self.node.site(key) if node is None else node.site(index)
                otherwise = f"known: {', '.join(known)}" if known else f"the price list has no {noun}"
                self.journal.reject(
                    f"no {noun} is called {quoted(name)}", place, did_you_mean(name, known, otherwise)
                )
        return listed and tuple(name for name in dict.fromkeys(listed) if name in known)

    def close(self, aside: Collection[str], family: str) -> None:
        """Account for what nobody read: fields without a place in a contract, and fields that nobody knows."""
        for key in self.stated:
            if key in self.read:
                continue
            if key in aside:
                self.journal.aside.setdefault(f"{family}{key}", []).append(self.node.key_span(key).line)
            else:
                hint = did_you_mean(key, {*self.read, *aside})
                text = f"unknown key {quoted(key)}" + (f" in `{self.path}`" if self.path else "")
                self.journal.note(
                    self.node.key_span(key).line, f"{text} is not read" + (f"; {hint}" if hint else "")
                )
