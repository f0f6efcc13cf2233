"""Routes: which way leads from the root of a file to a value, and what stands there.

A route is written as a JSON Pointer (RFC 6901): `/pricing/options/0`.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from slacheck.source.node import Node
from slacheck.source.span import Span

Route: TypeAlias = tuple[str | int, ...]

_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")


def find(node: Node, route: Route) -> Node | None:
    """The node at the end of a route, through aliases too."""
    for step in route:
        kid = node.kid(step)
        if kid is None:
            return None
        node = kid
    return node


def nearest(node: Node, route: Route) -> tuple[Span, Route]:
    """The place of a route, and the part of the route that is missing there.

    With nothing missing it is the value's text. Otherwise it is the deepest existing ancestor: its key where
    it is the value of a key, else its own text. What lies behind an alias is reported where the alias stands.
    """
    # The last step that still stands where it is written: what lies behind an alias stands elsewhere.
    owner: Node | None = None
    visible: str | int = ""
    behind = False
    for at, step in enumerate(route):
        kid = node.kid(step)
        if kid is None:
            if owner is None:
                return node.span, route[at:]
            key = owner.key_span(visible) if isinstance(visible, str) else owner.site(visible)
            return key, route[at:]
        if not behind:
            owner, visible = node, step
            behind = node.aliased(step)
        node = kid
    return (node.span if owner is None else owner.site(visible)), ()


def sites(node: Node, route: Route) -> tuple[Span, ...]:
    """The aliases that a route goes through, outermost first."""
    found = []
    for step in route:
        kid = node.kid(step)
        if kid is None:
            break
        if node.aliased(step):
            found.append(node.site(step))
        node = kid
    return tuple(found)


def pointer(route: Route) -> str:
    """The JSON Pointer of a route; "" is the whole file."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in route)


def parse(text: str) -> Route:
    """The route of a JSON Pointer; a step that is a number as JSON Pointer writes it is an index."""
    steps = (step.replace("~1", "/").replace("~0", "~") for step in text.split("/")[1:])
    return tuple(int(step) if _INDEX.fullmatch(step) else step for step in steps)
