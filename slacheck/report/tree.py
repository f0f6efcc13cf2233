"""A proof as text: one line a branch, with the place in the contract behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.source.excerpt import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.audit.explain import Branch


def render(trees: tuple[Branch, ...]) -> str:
    """The trees, one below the other."""
    return "\n\n".join("\n".join(_lines(tree, "", "")) for tree in trees) + "\n"


def _lines(branch: Branch, first: str, rest: str) -> Iterator[str]:
    place = f"  ({branch.location.span})" if branch.location else ""
    yield f"{first}{visible(branch.text)}{place}"
    last = len(branch.children) - 1
    for index, child in enumerate(branch.children):
        elbow, bar = ("└─ ", "   ") if index == last else ("├─ ", "│  ")
        yield from _lines(child, rest + elbow, rest + bar)
