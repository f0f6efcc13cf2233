"""The loop that turns the event stream of libyaml (PyYAML's C parser) into values with places.

Plain values are built as the events arrive, without recursion; places are kept as offsets. A problem does not
hide the next one: only broken syntax, an exceeded limit and the hundredth problem end the reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, NoReturn

from yaml._yaml import CParser
from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from slacheck.source.anchor import Anchors
from slacheck.source.limits import Limits
from slacheck.source.node import Node, Value
from slacheck.source.problem import Problem, Unreadable, quoted
from slacheck.source.scalar import MAP_TAGS, SEQ_TAGS, TYPED_STARTS, Misfit, Scalar, foreign, resolve, tagged
from slacheck.source.span import Source, Span
from slacheck.source.syntax import explain
from slacheck.source.text import alien, oversized
from slacheck.suggest import did_you_mean

# Events are typed Any: the stubs call their marks optional, but the parser always sets them.
_STARTS = frozenset((MappingStartEvent, SequenceStartEvent))
_ENDS = frozenset((MappingEndEvent, SequenceEndEvent))


class Reader:
    """One reading of one file: the problems found, and what is open."""

    __slots__ = ("anchors", "decorated", "depth", "events", "limits", "plain", "problems", "source")

    def __init__(self, source: Source, limits: Limits) -> None:
        self.source = source
        self.limits = limits
        self.problems: list[Problem] = []
        self.events: Iterator[Any] = iter(())
        self.anchors = Anchors()
        self.plain: dict[str, Scalar] = {}  # the plain scalars resolved so far
        self.depth = 0  # containers open
        self.decorated = (
            "&" in source.text or "!" in source.text
        )  # without them no scalar has an anchor or a tag

    def stream(self) -> list[Node]:
        """The roots of all documents, up to the end or to broken syntax; raises Unreadable beyond a limit."""
        if len(self.source.text) > self.limits.bytes:
            raise Unreadable([oversized(self.source, len(self.source.text), self.limits)])
        roots: list[Node] = []
        try:
            self.events = self._events()
            for event in self.events:
                if event.__class__ is DocumentStartEvent:
                    self._check_version(event)
                    roots.append(self._root(next(self.events)))
                    self.anchors.known.clear()
                elif event.__class__ is StreamEndEvent:
                    break
        except YAMLError as error:
            self.problems.append(explain(self.source, error))
        except UnicodeEncodeError:
            self.problems.extend(filter(None, [alien(self.source)]))
        # The events lead back to this reader; cut, so that the parser's buffers do not wait for the collector.
        self.events = iter(())
        return roots

    def _events(self) -> Iterator[Any]:
        """The events, ending in a refusal when one more than allowed is asked for."""
        text = self.source.text
        # libyaml does not count a byte order mark; an empty line in its place keeps the offsets right.
        text = "\n" + text[1:] if text.startswith("\ufeff") else text
        events: Iterator[Any] = iter(CParser(text).get_event, None)
        if len(text) > self.limits.scalar:
            events = self._measured(events)
        return chain(islice(events, self.limits.nodes), iter(self._refuse_count, None))

    def _measured(self, events: Iterator[Any]) -> Iterator[Any]:
        """The same events, ending in a refusal at a scalar that is too long."""
        for event in events:
            if event.__class__ is ScalarEvent and len(event.value) > self.limits.scalar:
                message = (
                    f"a text of {len(event.value):,} characters, at most {self.limits.scalar:,} are read"
                )
                self._refuse(message, self._span(event), "keep long documents beside the contract")
            yield event

    def _root(self, event: Any) -> Node:
        """The tree of one document, from its first event."""
        root = self._node(event)
        self._fill(root)
        return root

    def _fill(self, root: Node) -> None:
        """Reads the entries of a container and of all containers in it."""
        node, around = root, []
        while True:
            value = node.value
            if isinstance(value, dict):
                child = self._mapping(node, value)
            elif isinstance(value, list):
                child = self._sequence(node, value)
            else:
                return
            if child is not None:
                around.append(node)
                node = child
            elif around:
                parent = around.pop()
                parent.marks[-1] = node.end
                node = parent
            else:
                return

    def _mapping(self, node: Node, value: dict[str, Value]) -> Node | None:
        """Reads entries up to a value that is a container, which it returns, or to the end."""
        events, marks, plain, decorated = self.events, node.marks, self.plain, self.decorated
        for event in events:
            if event.__class__ is ScalarEvent and not (decorated and (event.anchor or event.tag)):
                key = event.value
            elif event.__class__ is MappingEndEvent:
                self._close(node, event)
                return None
            else:
                key = self._key(event)
            if key == "<<":
                self._check_merge(event)
            if key in value:
                key = self._duplicate(node, value, key, event)
            marks += (event.start_mark.index, event.end_mark.index)
            entry = next(events)
            marks += (entry.start_mark.index, entry.end_mark.index)
            if entry.__class__ is ScalarEvent and not (decorated and (entry.anchor or entry.tag)):
                text = entry.value
                if entry.style or text[:1] not in TYPED_STARTS:
                    value[key] = text
                else:
                    value[key] = plain[text] if text in plain else self._resolve(entry)
            else:
                child = self._node(entry)
                value[key] = child.value
                node.inner[key] = child
                if entry.__class__ in _STARTS:
                    return child
        return None

    def _sequence(self, node: Node, value: list[Value]) -> Node | None:
        """Reads items up to one that is a container, which it returns, or to the end."""
        marks, plain, decorated = node.marks, self.plain, self.decorated
        for event in self.events:
            start, end = event.start_mark.index, event.end_mark.index
            if event.__class__ is ScalarEvent and not (decorated and (event.anchor or event.tag)):
                text = event.value
                if event.style or text[:1] not in TYPED_STARTS:
                    value.append(text)
                else:
                    value.append(plain[text] if text in plain else self._resolve(event))
                marks += (start, end, start, end)
            elif event.__class__ is SequenceEndEvent:
                self._close(node, event)
                return None
            else:
                child = self._node(event)
                node.inner[len(value)] = child
                value.append(child.value)
                marks += (start, end, start, end)
                if event.__class__ in _STARTS:
                    return child
        return None

    def _node(self, event: Any) -> Node:
        """The node of an alias, of a scalar with an anchor or a tag, or of a container that begins."""
        if event.__class__ is AliasEvent:
            return self._alias(event)
        start, end = event.start_mark.index, event.end_mark.index
        if event.__class__ is ScalarEvent:
            node = Node(self.source, self._tagged(event), start, end)
            if event.anchor:
                self._check_name(event)
                self.anchors.add(event.anchor, node)
            return node
        mapping = event.__class__ is MappingStartEvent
        node = Node(self.source, {} if mapping else [], start, end)
        if event.tag and event.tag not in (MAP_TAGS if mapping else SEQ_TAGS):
            self._misfit(foreign(event.tag), event)
        self.depth += 1
        if self.depth > self.limits.depth:
            self._refuse_depth(event)
        if event.anchor:
            self._check_name(event)
            self.anchors.begin(event.anchor, node, self.depth)
        elif self.anchors.pending:
            self.anchors.reach(self.depth)
        return node

    def _close(self, node: Node, event: Any) -> None:
        """Ends a container: a flow container at its bracket, a block container behind its last entry."""
        marks = node.marks
        if event.end_mark.index > event.start_mark.index:
            node.end = event.end_mark.index
        elif marks:
            node.end = marks[-1]
        if self.anchors.pending:
            self.anchors.end(node, self.depth)
        self.depth -= 1

    # Scalars

    def _resolve(self, event: Any) -> Scalar:
        """The value of an untagged plain scalar that may be more than text."""
        value = resolve(event.value)
        if isinstance(value, Misfit):
            self._misfit(value, event)
            return None
        self.plain[event.value] = value
        return value

    def _tagged(self, event: Any) -> Scalar:
        """The value of a scalar that may have a tag."""
        if event.tag:
            value = tagged(event.value, event.tag)
            if isinstance(value, Misfit):
                self._misfit(value, event)
                return None
            return value
        return event.value if event.style else self._resolve(event)

    def _misfit(self, misfit: Misfit, event: Any) -> None:
        """Reports a scalar or a container that has no value."""
        self._report(misfit.message, self._span(event), misfit.help)

    # Keys

    def _key(self, event: Any) -> str:
        """The text of a key that is more than a bare scalar."""
        if event.__class__ is ScalarEvent:
            return self._decorated_key(event)
        if event.__class__ is AliasEvent:
            value = self._alias(event).value
            if isinstance(value, str | None):
                return value or ""
            self._report("a key must be a text", self._span(event), "write the key out")
            return ""
        start, end = event.start_mark.index, self._skip(event)
        message = "a mapping or a list cannot be a key"
        self._report(
            message, Span(self.source, start, end), "quote the key if it is a text with brackets or braces"
        )
        return self.source.text[start:end]

    def _decorated_key(self, event: Any) -> str:
        """The text of a key with an anchor or a tag; the tag has to fit, the key is text anyway."""
        self._tagged(event)
        text: str = event.value
        if event.anchor:
            self._check_name(event)
            node = Node(self.source, text, event.start_mark.index, event.end_mark.index)
            self.anchors.add(event.anchor, node)
        return text

    def _skip(self, event: Any) -> int:
        """Passes over a container and gives the offset of its end; its anchors stay known."""
        start, level = event.start_mark.index, 0
        while True:
            if getattr(event, "anchor", None) and event.__class__ is not AliasEvent:
                self.anchors.add(event.anchor, Node(self.source, None, start, start))
            if event.__class__ in _STARTS:
                level += 1
                if self.depth + level > self.limits.depth:
                    self._refuse_depth(event)
            elif event.__class__ in _ENDS:
                level -= 1
            if level == 0:
                return int(event.end_mark.index)
            event = next(self.events)

    def _duplicate(self, node: Node, value: dict[str, Value], key: str, event: Any) -> str:
        """Reports a key that the mapping has already; gives another one to keep its entry under."""
        at = 4 * list(value).index(key)
        first = Span(self.source, *node.marks[at : at + 2])
        message = f"the key {quoted(key)} is already given on line {first.line}"
        self._report(message, self._span(event), "keep one of the two", (("first given here", first),))
        return f"{key}\0{len(node.marks)}"

    def _check_merge(self, event: Any) -> None:
        """Reports a merge key; quoted it is a plain text."""
        if event.__class__ is not ScalarEvent or not event.style:
            help_line = "write the keys out, or give the whole mapping by an alias"
            self._report("merge keys are not supported", self._span(event), help_line)

    # Aliases

    def _alias(self, event: Any) -> Node:
        """The node behind an alias, after charging what the alias repeats."""
        span = self._span(event)
        self._check_name(event)
        anchor = self.anchors.known.get(event.anchor)
        if anchor is None or anchor.open:
            if anchor is None:
                message = f"no anchor {quoted(event.anchor)} stands above this alias"
                self._report(
                    message, span, did_you_mean(event.anchor, self.anchors.known, "write the value out")
                )
            else:
                related = (("the anchor is here", Span(self.source, anchor.node.start, anchor.node.end)),)
                self._report(
                    f"the alias {quoted(span.text)} stands inside its own anchor",
                    span,
                    "write the value out",
                    related,
                )
            return Node(self.source, None, span.start, span.end)
        self.anchors.repeated += anchor.weight
        if self.anchors.repeated > self.limits.alias_expansion:
            message = f"the aliases up to here repeat more than {self.limits.alias_expansion:,} characters"
            self._refuse(message, span, "write the values out; a small file may not grow without bound")
        self.anchors.reach(self.depth + anchor.height)
        if self.depth + anchor.height > self.limits.depth:
            self._refuse_depth(event)
        return anchor.node

    def _check_name(self, event: Any) -> None:
        """Reports an anchor or alias whose name libyaml ends too early.

        `&an:chor x` is the anchor `an:chor` of the text `x`; libyaml makes it the anchor `an` of `:chor x`.
        """
        text = self.source.text
        name = f"{'*' if event.__class__ is AliasEvent else '&'}{event.anchor}"
        at = text.find(name, event.start_mark.index)
        end = at + len(name)
        if text[end : end + 1] in tuple("?:%@`"):
            message = "this name has other signs than letters, digits, `-` and `_`"
            self._report(message, Span(self.source, at, end + 1), "put a space behind the name")

    # Problems

    def _check_version(self, event: Any) -> None:
        """Reports `%YAML 1.1`: such a file means `NO` as false."""
        if event.version and event.version != (1, 2):
            shown = ".".join(map(str, event.version))
            help_line = "remove the %YAML line, and quote the words that YAML 1.1 reads in another way"
            self._report(
                f"this file asks for YAML {shown}; YAML 1.2 is read here", self._span(event), help_line
            )

    def _span(self, event: Any) -> Span:
        return Span(self.source, event.start_mark.index, event.end_mark.index)

    def _report(
        self, message: str, span: Span, help_line: str, related: tuple[tuple[str, Span], ...] = ()
    ) -> None:
        """Keeps a problem; enough problems end the reading."""
        self.problems.append(Problem(message, span, help_line, related))
        if len(self.problems) >= self.limits.problems:
            self._refuse(
                "too many problems; the rest of the file is not read", span, "solve those above first"
            )

    def _refuse_depth(self, event: Any) -> NoReturn:
        message = f"values are nested more than {self.limits.depth} levels deep"
        self._refuse(message, self._span(event), "a contract needs fewer than 10 levels")

    def _refuse_count(self) -> NoReturn:
        end = Span(self.source, len(self.source.text), len(self.source.text))
        self._refuse(f"the file has more than {self.limits.nodes:,} keys and values", end, "split the file")

    def _refuse(self, message: str, span: Span, help_line: str) -> NoReturn:
        """Ends the reading at a limit."""
        raise Unreadable([*self.problems, Problem(message, span, help_line)])
