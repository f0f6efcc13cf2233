"""A value that is known from an earlier reading of the same bytes; its places are read when one is asked for.

Places are asked for where something is wrong, or has to be shown: a file that is known to be good needs none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.source.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable

    from slacheck.source.node import Value
    from slacheck.source.span import Source


class Recalled(Node):
    """A node of which only the value is there at first; `read` reads the node with its places.

    # INVARIANT: `value` is what `read` would give, so nobody can tell the two nodes apart.
    """

    __slots__ = ("_placed", "_read")

    def __init__(self, source: Source, value: Value, read: Callable[[], Node | None]) -> None:
        # The slots of the places stay empty: Python asks `__getattr__` for what an empty slot should hold.
        self.source = source
        self.value = value
        self._kids = None
        self._order = None
        self._read = read
        self._placed: Node | None = None

    def __getattr__(self, name: str) -> object:
        if name not in _PLACES:
            raise AttributeError(name)
        node = self._read_places()
        self.start, self.end, self.marks, self.inner = node.start, node.end, node.marks, node.inner
        return getattr(node, name)

    def _read_places(self) -> Node:
        """The same node with its places, read once."""
        if self._placed is None:
            self._placed = self._read()
        assert self._placed is not None
        return self._placed

    def kid(self, key: str | int) -> Node | None:
        """The node of one key or index; none where there is none."""
        kids = self.kids
        if isinstance(kids, dict) and isinstance(key, str):
            return kids.get(key)
        return kids[key] if isinstance(kids, list) and isinstance(key, int) and 0 <= key < len(kids) else None

    def _kid(self, _at: int, key: str | int, value: Value) -> Node:
        return Recalled(self.source, value, lambda: self._read_places().kid(key))


_PLACES = frozenset(("start", "end", "marks", "inner"))
