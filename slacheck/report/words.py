"""The words of the interface, in one place; the texts of rules and contracts come with the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slacheck.offer.entitlement import Status
from slacheck.rule.model import LegalStatus, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slacheck.audit.model import Finding
    from slacheck.rule.model import Reference

LANGUAGE: Final = "en"
"""The language of these words."""
TITLE: Final = "Gap report"

STATUS_MEANING: Final[Mapping[Status, str]] = {
    Status.EXCLUDED: "the contract says that it is not provided",
    Status.UNOBTAINABLE: "named in the price list, but no purchase that the contract allows has it",
    Status.PAID: "obtainable only by paying more",
    Status.UNPRICED: "obtainable, but the price is not stated",
    Status.ABSENT: "the contract says nothing",
    Status.OPT_IN: "obtainable at no price, but only if ordered",
    Status.QUALIFIED: "in every purchase, but capped, narrowed, for a limited time or with a fee on use",
    Status.UNKNOWN: "the contract's words do not settle it",
    Status.INCLUDED: "in every purchase, at no added price, unqualified",
}
"""What a status means, the worst for the buyer first."""

STATUS_SIGN: Final[Mapping[Status, str]] = {
    Status.EXCLUDED: "✕",
    Status.UNOBTAINABLE: "✕",
    Status.PAID: "+",
    Status.UNPRICED: "+",
    Status.ABSENT: "∅",
    Status.OPT_IN: "○",
    Status.QUALIFIED: "◐",
    Status.UNKNOWN: "?",
    Status.INCLUDED: "✓",
}
"""A sign that tells a status without colour."""

OUTCOME_MEANING: Final[Mapping[Outcome, str]] = {
    Outcome.PASS: "the rule was applied and the contract meets it",
    Outcome.GAP: "the rule was applied and the contract does not meet it",
    Outcome.UNKNOWN: "the contract does not state a fact that decides; it is neither a pass nor a gap",
    Outcome.NOT_APPLICABLE: "the rule does not concern this contract or clause",
    Outcome.BROKEN: "the rule itself failed; nothing was checked by it here",
}

LEGAL_STATUS: Final[Mapping[LegalStatus, str]] = {
    LegalStatus.PROHIBITED: "prohibited",
    LegalStatus.PRESUMED_UNFAIR: "presumed unfair",
    LegalStatus.REGULATED: "regulated",
    LegalStatus.POOR_PRACTICE: "poor practice",
}

STRENGTH_MEANING: Final[Mapping[str, str]] = {
    "binding": "a regulation or statute, within its own scope",
    "presumed-unfair": "a rebuttable presumption of unfairness, or a test of imbalance",
    "standard": "a technical or management standard: it binds whoever promises to follow it",
    "guidance": "advice of an authority, or a text of another field taken as a yardstick",
    "pledge": "a public commitment of those who signed it",
    "model": "a model contract, or a clause that contracts commonly hold",
    "house": "a value of this project, not of law",
}

NOT_ADVICE: Final = (
    "This report states what the words of a contract give and cost, by the rules named above. It is not legal advice: "
    "an anchor supports a rule, it does not make a term unlawful. Whether a term is valid or enforceable depends on "
    "the law that governs the contract and on facts outside of it."
)
METHOD: Final = (
    "Every purchase that the contract allows (at most one plan, and a set of options) was compared. A clause counts as "
    "included only if each of them holds it, unqualified and at no added price. What the contract does not state stays "
    "unknown: silence is never read as a yes or a no."
)


LETTER: Final = "Before signature, please answer in writing, naming the clause of the contract that says so:"
LISTING: Final = "each with its wording in the formats html, markdown and json"
PROPOSED: Final = "rests on a proposed mapping"
"""Of a finding that stands on a name match alone: nobody has confirmed that the words mean the clause."""
NEW: Final = "new"
"""Of a finding that the baseline of the run does not know."""
GRAVER: Final = "in the baseline as"
NEAREST: Final = "nearest place"
"""Where something is missing, the place that would hold it."""
NOT_VERIFIED: Final = "not verified"


def anchor(reference: Reference) -> str:
    """An anchor with its strength: `GDPR Art. 32(1) (binding)`."""
    doubt = "" if reference.verified else f", {NOT_VERIFIED}"
    return f"{reference.citation} ({reference.strength.replace('-', ' ')}{doubt})"


def told(finding: Finding) -> str:
    """The message of a finding, with the doubt about a mapping that nobody has confirmed, and whether it is new."""
    said = [PROPOSED] if finding.proposed else []
    if finding.past is not None and finding.past.new:
        said.append(f"{NEW}; {GRAVER} `{finding.past.was}`" if finding.past.was else NEW)
    return f"{finding.message} ({'; '.join(said)})" if said else finding.message


LEDGERS: Final = ("Waivers", "Baseline")
"""What the files are called that decide which findings count."""
NONE: Final = "\N{EN DASH}"
"""An empty cell."""


def counted(number: int, one: str, many: str) -> str:
    """A number with the right form of its noun: `1 gap`, `3 gaps`."""
    return f"{number} {one if number == 1 else many}"


def heading(rule: str) -> str:
    """The id of a rule as a heading: `baseline-sold-as-option` as `Baseline sold as option`."""
    return rule.replace("-", " ").capitalize()
