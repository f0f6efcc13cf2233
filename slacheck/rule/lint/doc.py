"""Lints of what a rule says for itself: its documentation, its anchors, and how strongly it speaks."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import combinations
from typing import TYPE_CHECKING

from slacheck.rule.lint.sheet import Role
from slacheck.rule.model import LegalStatus
from slacheck.rule.pack import kid
from slacheck.source.problem import Problem
from slacheck.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.rule.lint.sheet import Bench, PackSheet
    from slacheck.source.node import Node
    from slacheck.source.span import Source

PARTS = ("what", "why", "instead")
MIN_WORDS = 3
ALIKE = 0.9
"""From which share of common text on two parts say the same."""
LONG = 1_000
CLAIMS = frozenset({LegalStatus.PROHIBITED, LegalStatus.PRESUMED_UNFAIR, LegalStatus.REGULATED})
STRONG = frozenset({"binding", "presumed-unfair"})
_JUDGEMENT = re.compile(r"illegal|illégal|onwettig|rechtswidrig", re.IGNORECASE)


def thin(sheet: PackSheet, _bench: Bench) -> Iterator[Problem]:
    """A part of the documentation that says next to nothing."""
    for rule in sheet.rules:
        for part, node in _parts(kid(rule.node, "doc")).items():
            words = len(str(node.value).split())
            if words < MIN_WORDS:
                how = f"{words} word{'' if words == 1 else 's'}" if words else "nothing"
                yield Problem(
                    f"`{part}` says {how}", node.span, "write a sentence for somebody who meets the finding"
                )


def repeats(sheet: PackSheet, _bench: Bench) -> Iterator[Problem]:
    """Two parts of the documentation that say the same."""
    for rule in sheet.rules:
        for (part, node), (other, second) in combinations(_parts(kid(rule.node, "doc")).items(), 2):
            one, two = (" ".join(str(text.value).lower().split()) for text in (node, second))
            if one and _alike(one, two):
                message = f"`{other}` says the same as `{part}`"
                yield Problem(message, second.span, related=((f"`{part}`", node.span),))


def _alike(one: str, other: str) -> bool:
    """Whether two texts are nearly the same; of long ones the beginning decides, since the comparison takes time."""
    matcher = SequenceMatcher(None, one[:LONG], other[:LONG], autojunk=False)
    return matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE


def _parts(doc: Node | None) -> dict[str, Node]:
    kids = doc.kids if doc else None
    return {part: _english(kids[part]) for part in PARTS if part in kids} if isinstance(kids, dict) else {}


def _english(text: Node) -> Node:
    """A text that may be given by language, in English."""
    return kid(text, "en") or text


def no_reference(sheet: PackSheet, _bench: Bench) -> Iterator[Problem]:
    """A rule that stands on no anchor."""
    for rule in sheet.rules:
        listed = kid(rule.node, "references")
        if rule.role is Role.RULE and (listed is None or not listed.value):
            help_text = "name a law, a standard, a pledge or a model contract of `references.yaml`"
            yield Problem("the rule cites nothing", rule.place("references"), help_text)


def overclaims(sheet: PackSheet, _bench: Bench) -> Iterator[Problem]:
    """A rule that speaks as law and cites none."""
    for written, rule in sheet.understood():
        strengths = {reference.strength for reference in rule.references}
        if rule.legal_status in CLAIMS and not strengths & STRONG and written.role is not Role.SCOPE:
            cited = ", ".join(sorted(strengths)) or "nothing"
            status = kid(written.node, "legal_status")
            yield Problem(
                f"`{rule.legal_status.value}` rests on no anchor that binds or presumes (cited: {cited})",
                status.span if status else written.place("id"),
                "cite one, or write `poor-practice`",
            )


def says_illegal(sheet: PackSheet, _bench: Bench) -> Iterator[Problem]:
    """A judgement that only a court can make, in any text of the pack, comments and cases included."""
    for source in _sources(sheet):
        for match in _JUDGEMENT.finditer(source.text):
            help_text = "name the anchor and how strongly it stands; what is lawful a court decides"
            yield Problem(f"a rule calls nothing `{match[0]}`", Span(source, *match.span()), help_text)


def _sources(sheet: PackSheet) -> list[Source]:
    nodes = [rule.node for rule in sheet.rules] + ([sheet.manifest] if sheet.manifest else [])
    return list({node.source.name: node.source for node in nodes}.values())
