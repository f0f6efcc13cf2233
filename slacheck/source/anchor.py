"""Anchors and what their aliases cost.

A file of a few hundred bytes can mean gigabytes when aliases repeat aliases ("billion laughs"), or a value
nested without end. Each alias is charged with the characters that it repeats and with the depth that it adds,
before anybody walks the tree.
"""

from __future__ import annotations

from slacheck.source.node import Node


class Anchor:
    """A node that aliases may repeat.

    `weight` counts the characters that one alias repeats, those repeated inside included; `height` counts the
    containers inside each other. Both are known when the node has ended; until then the anchor is `open`.
    """

    __slots__ = ("height", "node", "open", "peak", "repeated", "weight")

    def __init__(self, node: Node) -> None:
        self.node = node
        self.weight = node.end - node.start
        self.height = 0
        self.open = False
        self.repeated = 0  # the ledger's counters when the node began
        self.peak = 0


class Anchors:
    """The anchors of one document, and a ledger of what aliases have repeated in the whole file."""

    __slots__ = ("known", "peak", "pending", "repeated")

    def __init__(self) -> None:
        self.known: dict[str, Anchor] = {}
        self.pending: list[Anchor] = []  # containers that are open, innermost last
        self.repeated = 0
        self.peak = 0  # the deepest level since the innermost pending anchor began

    def add(self, name: str, node: Node) -> None:
        """A scalar stands behind an anchor; a later anchor of the same name replaces an earlier one."""
        self.known[name] = Anchor(node)

    def begin(self, name: str, node: Node, depth: int) -> None:
        """A container on level `depth` begins behind an anchor."""
        anchor = self.known[name] = Anchor(node)
        anchor.open = True
        anchor.repeated, anchor.peak = self.repeated, self.peak
        self.pending.append(anchor)
        self.peak = depth

    def end(self, node: Node, depth: int) -> None:
        """A container on level `depth` has ended; it may be the innermost pending one."""
        if self.pending and self.pending[-1].node is node:
            anchor = self.pending.pop()
            anchor.open = False
            anchor.weight = node.end - node.start + self.repeated - anchor.repeated
            anchor.height = self.peak - depth + 1
            self.peak = max(self.peak, anchor.peak)

    def reach(self, depth: int) -> None:
        """The document goes down to a level."""
        self.peak = max(self.peak, depth)
