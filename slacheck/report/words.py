"""The words of the interface, in one place; the texts of rules and contracts come with the report.

They are written in English and looked up by the tongue of the reader when they are rendered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slacheck.offer.entitlement import Status
from slacheck.rule.model import LegalStatus, Outcome
from slacheck.tongue import worded
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from slacheck.audit.model import ClauseRow, Finding
    from slacheck.rule.model import Reference
    from slacheck.tongue import Tongue

TITLE: Final = worded("Gap report")

VALUES: Final = (
    worded("excluded"), worded("unobtainable"), worded("paid"), worded("unpriced"), worded("absent"),
    worded("opt-in"), worded("qualified"), worded("unknown"), worded("included"),
    worded("pass"), worded("gap"), worded("not-applicable"), worded("broken"),
    worded("error"), worded("warning"), worded("info"),
    worded("in plan"), worded("by option"), worded("limited"), worded("not"), worded("not settled"),
    worded("binding"), worded("presumed unfair"), worded("standard"), worded("guidance"), worded("pledge"),
    worded("model"), worded("house"),
    worded("true"), worded("false"),
    worded("draft"), worded("offered"), worded("agreed"), worded("ended"),
)  # fmt: skip
"""What a report calls its statuses, outcomes, grades and strengths: each is looked up by its own name."""

STATUS_MEANING: Final[Mapping[Status, str]] = {
    Status.EXCLUDED: worded("the contract says that it is not provided"),
    Status.UNOBTAINABLE: worded("named in the price list, but no purchase that the contract allows has it"),
    Status.PAID: worded("obtainable only by paying more"),
    Status.UNPRICED: worded("obtainable, but the price is not stated"),
    Status.ABSENT: worded("the contract says nothing"),
    Status.OPT_IN: worded("obtainable at no price, but only if ordered"),
    Status.QUALIFIED: worded(
        "in every purchase, but capped, narrowed, for a limited time or with a fee on use"
    ),
    Status.UNKNOWN: worded("the contract's words do not settle it"),
    Status.INCLUDED: worded("in every purchase, at no added price, unqualified"),
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
    Outcome.PASS: worded("the rule was applied and the contract meets it"),
    Outcome.GAP: worded("the rule was applied and the contract does not meet it"),
    Outcome.UNKNOWN: worded(
        "the contract does not state a fact that decides; it is neither a pass nor a gap"
    ),
    Outcome.NOT_APPLICABLE: worded("the rule does not concern this contract or clause"),
    Outcome.BROKEN: worded("the rule itself failed; nothing was checked by it here"),
}

LEGAL_STATUS: Final[Mapping[LegalStatus, str]] = {
    LegalStatus.PROHIBITED: worded("prohibited"),
    LegalStatus.PRESUMED_UNFAIR: worded("presumed unfair"),
    LegalStatus.REGULATED: worded("regulated"),
    LegalStatus.POOR_PRACTICE: worded("poor practice"),
}

STRENGTH_MEANING: Final[Mapping[str, str]] = {
    "binding": worded("a regulation or statute, within its own scope"),
    "presumed-unfair": worded("a rebuttable presumption of unfairness, or a test of imbalance"),
    "standard": worded("a technical or management standard: it binds whoever promises to follow it"),
    "guidance": worded("advice of an authority, or a text of another field taken as a yardstick"),
    "pledge": worded("a public commitment of those who signed it"),
    "model": worded("a model contract, or a clause that contracts commonly hold"),
    "house": worded("a value of this project, not of law"),
}

NOT_ADVICE: Final = worded(
    "This report states what the words of a contract give and cost, by the rules named above. It is not legal advice: "
    "an anchor supports a rule, it does not make a term unlawful. Whether a term is valid or enforceable depends on "
    "the law that governs the contract and on facts outside of it."
)
METHOD: Final = worded(
    "Every purchase that the contract allows (at most one plan, and a set of options) was compared. A clause counts as "
    "included only if each of them holds it, unqualified and at no added price. What the contract does not state stays "
    "unknown: silence is never read as a yes or a no."
)


LETTER: Final = worded(
    "Before signature, please answer in writing, naming the clause of the contract that says so:"
)
LISTING: Final = worded("each with its wording in the formats html, markdown and json")
PROPOSED: Final = worded("rests on a proposed mapping")
"""Of a finding that stands on a name match alone: nobody has confirmed that the words mean the clause."""
NEW: Final = worded("new")
"""Of a finding that the baseline of the run does not know."""
NEAREST: Final = worded("nearest place")
"""Where something is missing, the place that would hold it."""
NOT_VERIFIED: Final = worded("not verified")


def status_text(row: ClauseRow, tongue: Tongue) -> str:
    """What a buyer holds of a clause: sign and status, with the doubt whether it applies."""
    doubt = f", {tongue('if it applies')}" if row.applies is Truth.UNKNOWN else ""
    return f"{STATUS_SIGN[row.status]} {tongue(row.status.value)}{doubt}"


def anchor(reference: Reference, tongue: Tongue) -> str:
    """An anchor with its strength: `GDPR Art. 32(1) (binding)`."""
    doubt = "" if reference.verified else f", {tongue(NOT_VERIFIED)}"
    return f"{reference.citation} ({tongue(reference.strength.replace('-', ' '))}{doubt})"


def told(finding: Finding, tongue: Tongue) -> str:
    """The message of a finding, with the doubt about a mapping that nobody has confirmed, and whether it is new."""
    said = [tongue(PROPOSED)] if finding.proposed else []
    if finding.past is not None and finding.past.new:
        was = finding.past.was
        said.append(tongue("new; in the baseline as `{was}`", was=tongue(was)) if was else tongue(NEW))
    return f"{finding.message} ({tongue('; ').join(said)})" if said else finding.message


def borrowed(texts: Iterable[frozenset[str]], tongue: Tongue) -> str:
    """How many texts are shown in English because the packs have none in the reader's language; "" for none."""
    number = len(frozenset().union(*texts))
    if not number:
        return ""
    return tongue.many(
        "{number} text is shown in English because the packs do not have it in the language of this report",
        "{number} texts are shown in English because the packs do not have them in the language of this report",
        number,
    )


LEDGERS: Final = (worded("Waivers"), worded("Baseline"))
"""What the files are called that decide which findings count."""
NONE: Final = "\N{EN DASH}"
"""An empty cell."""


def counted(number: int, one: str, many: str) -> str:
    """A number with the right form of its noun, where a text is in English alone: `1 gap`, `3 gaps`."""
    return f"{number} {one if number == 1 else many}"


def opening(text: str) -> str:
    """A text as the beginning of a sentence: its first letter large, the others as they are, as German nouns ask."""
    return text[:1].upper() + text[1:]


def heading(rule: str) -> str:
    """The id of a rule as a heading: `baseline-sold-as-option` as `Baseline sold as option`."""
    return rule.replace("-", " ").capitalize()
