"""What slacheck finds wrong with waivers, in words: findings of the pack `slacheck`, which has no rule files.

They can be neither waived nor put into a baseline.
"""

from __future__ import annotations

from typing import NamedTuple

from slacheck.tongue import worded

OWN = "slacheck"
"""The pack of these findings."""


class Notice(NamedTuple):
    """One thing that can be wrong with a waiver."""

    id: str
    message: str
    """With `{named}`, what the waiver is about, and details in braces."""
    why: str
    remedy: str


EXPIRED = Notice(
    "waiver-expired",
    worded("the waiver of `{named}` by {who} held until {day}"),
    worded("A risk is accepted for a time. When that is over somebody has to decide again."),
    worded(
        "settle the gap in the contract, or have the risk accepted anew: `slacheck waive`; then remove the old waiver"
    ),
)
VOID = Notice(
    "waiver-void",
    worded("the words have changed since {who} waived `{named}`"),
    worded("Whoever accepts a risk accepts the words that were read, not those that replaced them."),
    worded(
        "read the new words; settle the gap, or have it accepted anew: `slacheck waive`; then remove the old waiver"
    ),
)
INVALID = Notice(
    "waiver-invalid",
    worded("the waiver of `{named}` waives nothing: {why}"),
    worded("A waiver that does not say who accepts what, why and until when is none."),
    worded("correct the waiver, or remove it"),
)
UNUSED = Notice(
    "waiver-unused",
    worded("the waiver of `{named}` by {who} is not used: {why}"),
    worded("A waiver that waives nothing today may hide a gap tomorrow."),
    worded("remove it, or correct what it names"),
)
DUPLICATE = Notice(
    "waiver-duplicate",
    worded("the waiver of `{named}` by {who} is not in force: a later one is"),
    worded("Two waivers of one finding leave open who accepted it and until when."),
    worded("keep one of the two"),
)
NOT_APPROVED = Notice(
    "waiver-not-approved",
    worded(
        "the waiver of `{named}` by {who} is only proposed: it is not in the revision whose waivers are in force"
    ),
    worded("Whoever changes a contract must not accept its gaps as well."),
    worded("have the file of waivers approved first"),
)
NOTICES = {one.id: one for one in (EXPIRED, VOID, INVALID, UNUSED, DUPLICATE, NOT_APPROVED)}
