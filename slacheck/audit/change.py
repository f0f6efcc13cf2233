"""One difference in meaning between two versions of a contract, and all of them together."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from slacheck.audit.worth import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slacheck.audit.place import Location
    from slacheck.audit.worth import Why
    from slacheck.contract.taxonomy import Tier
    from slacheck.offer.cost import Cost
    from slacheck.offer.entitlement import Status
    from slacheck.offer.space import Purchase
    from slacheck.truth import Truth


class Topic(StrEnum):
    """What a change is about, in the order of a report."""

    CLAUSE = "clause"
    ATTRIBUTE = "attribute"
    LEVEL = "service-level"
    TOTAL = "total"
    PRICE = "price"
    OFFER = "offer"
    """Plans, options, what they deliver and demand."""
    TERM = "term"
    SILENCE = "silence"
    DOCUMENT = "document"
    SERVICE = "service"
    PARTY = "party"
    OTHER = "other"


Said: TypeAlias = "str | Cost | None"
"""What one version says: a word or quantity as the contract language writes it, a cost, or nothing."""


class Standing(NamedTuple):
    """What a buyer holds of a clause in one version."""

    status: Status
    applies: Truth
    through: tuple[str, ...]
    """`plan:ID`, `option:ID`, or `clause:KIND` for a price in the clause itself."""
    names: tuple[str, ...]
    """The same with the names that the contract gives to plans and options."""
    surcharge: Cost | None
    qualifiers: tuple[str, ...]
    reason: str


class Change(NamedTuple):
    """One difference."""

    verdict: Verdict
    why: Why
    topic: Topic
    subject: str
    """What it concerns, for machines: `clause:single-sign-on`, `option:sso`, `service_level:payday`, `term`."""
    name: str
    """The same for a reader."""
    what: str
    """Which of its properties: `status`, `notice`, `price`, `remedy.cap`; `added` or `removed` for all of it."""
    before: Said
    after: Said
    old: Location
    new: Location
    difference: Cost | None = None
    """By how much a price or a surcharge rose, exactly, where it is a price."""
    tier: Tier | None = None
    """Of the clause kind that it concerns, if it concerns one."""
    standings: tuple[Standing, Standing] | None = None
    """Of a change of status: what was held before and is held after."""


class Total(NamedTuple):
    """What the whole baseline costs in one version."""

    cheapest: Purchase
    best: Purchase | None
    """The cheapest purchase that holds all of the baseline that can be held."""
    whole: bool
    """Whether that is the whole baseline, for certain."""
    missing: tuple[str, ...]
    """The clauses that no purchase holds in full, and those that are not settled."""


class Version(NamedTuple):
    """One of the two versions."""

    contract: str
    title: str
    file: str
    sha256: str
    status: str
    language: str | None
    currency: str | None
    months: int | None
    total: Total


class Diff(NamedTuple):
    """Everything that changed."""

    version: str
    language: str
    old: Version
    new: Version
    changes: tuple[Change, ...]
    """In meaning, worse first."""
    reworded: tuple[Change, ...]
    """In words only."""
    names: Mapping[str, str]
    """The name of each clause kind that is mentioned."""

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many changes have which verdict, zeros included."""
        found = Counter(one.verdict for one in self.changes)
        return {
            verdict: found[verdict] for verdict in (Verdict.WORSE, Verdict.INCOMPARABLE, Verdict.BETTER)
        } | {Verdict.SAME: len(self.reworded)}
