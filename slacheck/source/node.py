"""A value of a file together with its place.

Reading makes plain values and, for each container, one flat list of offsets. The nodes of scalars and their
spans are made when somebody asks for them, which most runs do for a few nodes in thousands.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, TypeAlias, Union

from slacheck.source.span import Source, Span

Value: TypeAlias = Union[bool, int, Decimal, str, "dict[str, Value]", "list[Value]", None]
Style: TypeAlias = Literal["plain", "quoted", "block"] | None

_WHITE = " \t\r\n"
_STYLES: dict[str, Style] = {'"': "quoted", "'": "quoted", "|": "block", ">": "block"}

# Anchors and tags before a scalar, and the comments that may follow them.
_PROPERTIES = re.compile(r"(?:[&!]\S*+(?:\s++|#.*+)*+)++")


class Node:
    """A scalar, a list or a mapping of a source.

    `value` is the plain data of the whole subtree, shared with the values of the kids.
    `start` and `end` are the offsets of the text, anchor and tag included.

    # INVARIANT: nobody changes `value`: the order of its entries is the key to `marks`.
    """

    __slots__ = ("_kids", "_order", "end", "inner", "marks", "source", "start", "value")

    def __init__(self, source: Source, value: Value, start: int, end: int) -> None:
        self.source = source
        self.value = value
        self.start = start
        self.end = end
        # For each entry of a container four offsets: the key's start and end (for an item of a list, the
        # item's own) and the start and end of what is written as the value, be it an alias.
        self.marks: list[int] = []
        # The nodes of those kids that are containers or stand behind an anchor: the same node for each alias.
        self.inner: dict[str | int, Node] = {}
        self._kids: dict[str, Node] | list[Node] | None = None
        self._order: dict[str, int] | None = None

    def __repr__(self) -> str:
        return f"Node({self.value!r}, {self.start}:{self.end})"

    @property
    def kids(self) -> dict[str, Node] | list[Node] | None:
        """The nodes one level below, by key or in order; absent in a scalar."""
        if self._kids is None:
            if isinstance(self.value, dict):
                self._kids = {
                    key: self._kid(at, key, value) for at, (key, value) in enumerate(self.value.items())
                }
            elif isinstance(self.value, list):
                self._kids = [self._kid(at, at, value) for at, value in enumerate(self.value)]
        return self._kids

    def kid(self, key: str | int) -> Node | None:
        """The node of one key or index, made without the others; none where there is none."""
        inner = self.inner.get(key)
        if inner is not None:
            return inner
        value = self.value
        if isinstance(value, dict) and isinstance(key, str) and key in value:
            return self._kid(self._index(key), key, value[key])
        if isinstance(value, list) and isinstance(key, int) and 0 <= key < len(value):
            return self._kid(key, key, value[key])
        return None

    def _kid(self, at: int, key: str | int, value: Value) -> Node:
        return self.inner.get(key) or Node(self.source, value, *self.marks[4 * at + 2 : 4 * at + 4])

    @property
    def span(self) -> Span:
        """The text of the node; for an aliased node, the text behind the anchor."""
        return self._trimmed(self.start, self.end)

    def key_span(self, key: str) -> Span:
        """The text of a key of this mapping; raises KeyError for a key that it does not have."""
        at = 4 * self._index(key)
        return Span(self.source, *self.marks[at : at + 2])

    def site(self, key: str | int) -> Span:
        """The text written here for a kid: the alias where there is one, else the kid's own text.

        Raises KeyError for a key or an index that the container does not have.
        """
        at = 4 * self._index(key)
        return self._trimmed(*self.marks[at + 2 : at + 4])

    def aliased(self, key: str | int) -> bool:
        """Whether a kid is written as an alias (`*name`) here."""
        kid = self.inner.get(key)
        return kid is not None and kid.start != self.marks[4 * self._index(key) + 2]

    @property
    def style(self) -> Style:
        """How a scalar is written; absent for a container."""
        if self.marks or isinstance(self.value, dict | list):
            return None
        return _STYLES.get(self.source.text[self._content() : self._content() + 1], "plain")

    def subspan(self, start: int, end: int) -> Span:
        """The place of the characters [start, end) of a scalar's value.

        It is exact where the value stands in the text as it is, line breaks and indentation aside; elsewhere
        (where something is escaped) it is the whole scalar.
        """
        at, body = self._content(), self.span.end
        if self.style == "quoted":
            at, body = at + 1, body - 1
        elif self.style == "block":
            at = self.source.text.find("\n", at, body) + 1 or body
        written = self.source.text[at:body]
        if not isinstance(self.value, str):
            exact, value = self.style == "plain", ""
        else:
            exact, value = written == self.value, self.value
        if exact and 0 <= start <= end <= len(written):
            return Span(self.source, at + start, at + end)
        place = None if exact else _folded(written, value, start, end)
        return Span(self.source, at + place[0], at + place[1]) if place else self.span

    def _index(self, key: str | int) -> int:
        """The number of an entry of this container."""
        if isinstance(key, int):
            if isinstance(self.value, list) and 0 <= key < len(self.value):
                return key
            raise KeyError(key)
        if self._order is None:
            names = self.value if isinstance(self.value, dict) else ()
            self._order = {name: at for at, name in enumerate(names)}
        return self._order[key]

    def _trimmed(self, start: int, end: int) -> Span:
        """A span without the line breaks that end a block scalar."""
        text = self.source.text
        while end > start and text[end - 1] in " \t\r\n":
            end -= 1
        return Span(self.source, start, end)

    def _content(self) -> int:
        """The offset of a scalar's own text, behind its anchor and tag."""
        match = _PROPERTIES.match(self.source.text, self.start, self.end)
        return match.end() if match else self.start


def _folded(written: str, value: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the characters [start, end) of a value stand in a text that differs from it in white space only.

    White space at the ends of the characters is left out; none where there is nothing else, or another difference.
    """
    ink = [at for at, character in enumerate(written) if character not in _WHITE]
    if [written[at] for at in ink] != [character for character in value if character not in _WHITE]:
        return None
    first, last = (
        sum(character not in _WHITE for character in value[:to]) for to in (max(start, 0), max(end, 0))
    )
    return (ink[first], ink[last - 1] + 1) if first < last else None
