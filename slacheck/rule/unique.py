"""Rules of one name in the packs of a run: a waiver or a finding could not tell which of them it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.source.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from slacheck.rule.model import Pack, Rule
    from slacheck.source.span import Span


def repeated_ids(packs: Sequence[Pack]) -> Iterator[tuple[Pack, Problem]]:
    """Each rule that is called as one before it, with its pack.

    A requirement is called as the article that it reads, and two frameworks may read the same one.
    """
    first: dict[str, Rule] = {}
    for pack in packs:
        for rule in (rule for rule in pack.rules if rule.row is None):
            known = first.setdefault(rule.id, rule)
            if known is not rule:
                here, there = _place(rule), _place(known)
                related = ((f"the rule of `{known.pack}`", there),) if there else ()
                message = f"`{pack.id}` and `{known.pack}` both have a rule `{rule.id}`"
                yield pack, Problem(message, here, "rename one, or choose one of the packs", related)


def _place(rule: Rule) -> Span | None:
    written = rule.written.get("id")
    return written.node.span if written else None
