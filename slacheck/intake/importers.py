"""Other formats to a contract: the literal table of them, and the one function that serves each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.intake.contract import contract_text, leftovers
from slacheck.intake.draft import draft_of
from slacheck.intake.pricing2yaml import read_price_list

if TYPE_CHECKING:
    from slacheck.intake.decision import Decisions
    from slacheck.intake.draft import Draft
    from slacheck.intake.price_list import PriceList
    from slacheck.source.node import Node

READERS = {"pricing2yaml": read_price_list}
"""What reads each format into a price list."""


class Imported(NamedTuple):
    """A contract, and what of its source it does not carry."""

    text: str
    listed: PriceList
    draft: Draft

    def leftovers(self) -> list[str]:
        """What is not carried over, one remark a line."""
        return leftovers(self.listed, self.draft)

    @property
    def summary(self) -> str:
        """What was imported, counted."""
        entries = [
            *self.draft.base,
            *self.draft.denied,
            *(d for one in self.draft.delivered.values() for d in one),
        ]
        proposed = sum(one.sold.proposed for one in entries)
        kinds = len({one.sold.clause for one in entries})
        parts = (
            f"{len(self.listed.plans)} plans, {len(self.listed.add_ons)} add-ons, {len(self.listed.features)} features",
            f"{len(entries)} deliveries of {kinds} clause kinds, {proposed} of them proposed",
            f"{len(self.draft.notes)} notes",
        )
        return "; ".join(parts)


def import_contract(format_name: str, node: Node, decisions: Decisions) -> Imported:
    """The contract that a document of a format says. Raises `Unreadable` with every problem of the document."""
    listed = READERS[format_name](node)
    draft = draft_of(listed, decisions)
    return Imported(contract_text(listed, draft), listed, draft)
