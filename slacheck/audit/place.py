"""From routes to places: lines are resolved here, once, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.source.route import find, nearest, parse, pointer
from slacheck.source.span import Span

if TYPE_CHECKING:
    from slacheck.rule.evidence import Route
    from slacheck.source.node import Node


class Location:
    """A place in a contract: the words themselves, and the way to them from the root of the document. Immutable.

    Of something long the words are its first line, of something missing its nearest ancestor. They are looked up
    when somebody first asks for them: most places of a report are never shown.
    """

    __slots__ = ("_missing", "_root", "_route", "_span")

    def __init__(
        self, span: Span | None, path: str | Route, *, missing: bool = False, root: Node | None = None
    ) -> None:
        self._span = span
        self._route: Route = parse(path) if isinstance(path, str) else path
        self._missing = missing
        self._root = root

    @property
    def span(self) -> Span:
        """The words."""
        if self._span is None:
            assert self._root is not None
            whole, tail = nearest(self._root, self._route)
            self._span, self._missing, self._root = first_line(whole), bool(tail), None
        return self._span

    @property
    def missing(self) -> bool:
        """Whether the path names something that is not there."""
        self.span  # noqa: B018 - looks the place up
        return self._missing

    @property
    def path(self) -> str:
        """The way as a JSON Pointer (RFC 6901)."""
        return pointer(self._route)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Location) and (self._route, self.span) == (other._route, other.span)

    def __hash__(self) -> int:
        return hash(self._route)

    def __repr__(self) -> str:
        return f"Location({self.span}, {self.path!r})"

    def __reduce__(self) -> tuple[object, ...]:
        # What goes to another process is the place, not the whole document behind it.
        return _restored, (self.span, self._route, self.missing)


def _restored(span: Span, route: Route, missing: bool) -> Location:
    return Location(span, route, missing=missing)


class Places:
    """The places in one document, each of them once."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self._found: dict[Route, Location] = {}

    def locate(self, route: Route) -> Location:
        """The place of a route."""
        found = self._found.get(route)
        if found is None:
            found = self._found[route] = Location(None, route, root=self.root)
        return found


def first_line(span: Span) -> Span:
    """The part of a span that stands on its first line."""
    words = span.text
    for mark in ("\r", "\n"):
        words = words.partition(mark)[0]
    end = span.start + len(words.rstrip())
    return Span(span.source, span.start, max(end, span.start))


def lasting_path(root: Node, route: Route) -> str:
    """A route by names instead of numbers, so that it survives an insertion above: `/pricing/options/sso`."""
    steps: list[str | int] = []
    for index, step in enumerate(route):
        node = find(root, route[: index + 1])
        value = node.value if node is not None else None
        own = (
            value.get("id") or value.get("clause")
            if isinstance(value, dict) and isinstance(step, int)
            else None
        )
        steps.append(own if isinstance(own, str) else step)
    return pointer(tuple(steps))
