"""Two versions of a contract in, what changed in meaning out: the use case of `slacheck diff`.

Texts, titles and references to articles may change without a change of meaning; they are told apart, as reworded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slacheck.audit.bargain import offer_changes, total_changes, total_of
from slacheck.audit.change import Diff, Topic, Version
from slacheck.audit.entries import entry_changes, level_changes
from slacheck.audit.fields import Walk, fields, paired
from slacheck.audit.sides import Sides, Subject
from slacheck.audit.standing import standing_changes
from slacheck.audit.worth import Verdict
from slacheck.contract.model import Contract
from slacheck.contract.taxonomy import Tier
from slacheck.tongue import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from slacheck.audit.change import Change, Total
    from slacheck.audit.sides import Side
    from slacheck.contract.read import Reading
    from slacheck.contract.taxonomy import Taxonomy

SECTIONS: Final = (
    ("term", Topic.TERM, worded("term")),
    ("silence", Topic.SILENCE, worded("silence")),
    ("service", Topic.SERVICE, worded("service")),
    ("parties", Topic.PARTY, worded("parties")),
    ("law", Topic.OTHER, worded("governing law")),
    ("selection", Topic.OTHER, worded("what was ordered")),
    ("metadata", Topic.OTHER, worded("state of the contract")),
)
"""Sections that are compared field by field; the others have functions of their own."""
VERDICTS: Final = (Verdict.WORSE, Verdict.INCOMPARABLE, Verdict.BETTER, Verdict.SAME)
TOPICS: Final = tuple(Topic)
TIERS: Final = tuple(Tier)


def diff(old: Reading, new: Reading, taxonomy: Taxonomy, *, language: str = "en", version: str = "") -> Diff:
    """What changed from one version to the other; worse first, then in the order of the new contract."""
    sides = Sides(old, new, taxonomy, language)
    totals = total_of(sides.old), total_of(sides.new)
    found = in_order(_all(sides, totals))
    named = {one.subject.partition(":")[2] for one in found}.union(*(total.missing for total in totals))
    return Diff(
        version=version,
        language=language,
        old=_version(sides.old, totals[0]),
        new=_version(sides.new, totals[1]),
        changes=tuple(one for one in found if one.verdict is not Verdict.SAME),
        reworded=tuple(one for one in found if one.verdict is Verdict.SAME),
        names={kind: one.name(language) for kind, one in taxonomy.kinds.items() if kind in named},
    )


def _all(sides: Sides, totals: tuple[Total, Total]) -> Iterator[Change]:
    standings = list(standing_changes(sides))
    yield from standings
    yield from entry_changes(sides, frozenset(one.subject.partition(":")[2] for one in standings))
    yield from level_changes(sides)
    yield from total_changes(sides, *totals)
    yield from offer_changes(sides)
    yield from _sections(sides)


def _sections(sides: Sides) -> Iterator[Change]:
    old, new = sides.old.contract, sides.new.contract
    for name, topic, title in SECTIONS:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            walk = Walk(sides, Subject(topic, name, title), name)
            yield from fields(before, after, ((name,), (name,)), name, walk)
    yield from _documents(sides)
    subject = Subject(Topic.DOCUMENT, "precedence", worded("order of precedence"))
    others = set(Contract.model_fields) - {"precedence"}
    yield from fields(old, new, ((), ()), "", Walk(sides, subject, "", sorted(others)))


def _documents(sides: Sides) -> Iterator[Change]:
    """The source documents, matched by their ids."""
    listed = [
        {one.id: (index, one) for index, one in enumerate(side.contract.documents)}
        for side in (sides.old, sides.new)
    ]
    routes = (("documents",), ("documents",))
    for name in dict.fromkeys((*listed[0], *listed[1])):
        both = [{name: one[name]} if name in one else {} for one in listed]
        walk = Walk(sides, Subject(Topic.DOCUMENT, f"document:{name}", name), "documents")
        yield from paired(both[0], both[1], routes, "documents", walk)


def _version(side: Side, total: Total) -> Version:
    contract, source = side.contract, side.reading.node.source
    return Version(
        contract=contract.metadata.id,
        title=contract.metadata.title,
        file=source.name,
        sha256=source.sha256,
        status=contract.metadata.status,
        language=contract.metadata.language,
        currency=contract.pricing.currency if contract.pricing else None,
        months=side.offer.months,
        total=total,
    )


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Worse first; then by topic, the stricter tier first; what concerns one subject together, where it begins."""
    listed = list(changes)
    begins: dict[tuple[Verdict, str], int] = {}
    for one in listed:
        key = one.verdict, one.subject
        begins[key] = min(begins.get(key, one.new.span.start), one.new.span.start)

    def place(change: Change) -> tuple[int, int, int, int, str, int, int, int, str]:
        topic = Topic.CLAUSE if change.topic is Topic.ATTRIBUTE else change.topic
        return (
            VERDICTS.index(change.verdict),
            TOPICS.index(topic),
            TIERS.index(change.tier) if change.tier else 0,
            begins[change.verdict, change.subject],
            change.subject,
            TOPICS.index(change.topic),
            change.new.span.start,
            change.old.span.start,
            change.what,
        )

    return sorted(listed, key=place)
