"""What the renderers of a coverage share: signs and words for outcomes and axes, and the count of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slacheck.report.words import NEAREST, NONE
from slacheck.rule.model import Outcome
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slacheck.audit.coverage import Coverage, Holding, Row

UNDECIDED: Final = "not decidable"
OUTCOME_WORD: Final[Mapping[Outcome | None, str]] = {
    Outcome.PASS: "met",
    Outcome.GAP: "gap",
    Outcome.UNKNOWN: "unknown",
    Outcome.NOT_APPLICABLE: "not applicable",
    Outcome.BROKEN: "broken",
    None: UNDECIDED,
}
"""How a requirement stands, best first."""
OUTCOME_SIGN: Final[Mapping[Outcome | None, str]] = {
    Outcome.PASS: "✓",
    Outcome.GAP: "✕",
    Outcome.UNKNOWN: "?",
    Outcome.NOT_APPLICABLE: NONE,
    Outcome.BROKEN: "!",
    None: "·",
}
OUTCOME_TONE: Final[Mapping[Outcome | None, str]] = {
    Outcome.PASS: "good",
    Outcome.GAP: "error",
    Outcome.UNKNOWN: "unknown",
    Outcome.NOT_APPLICABLE: "quiet",
    Outcome.BROKEN: "error",
    None: "quiet",
}
AXIS_SIGN: Final[Mapping[Truth | None, str]] = {
    Truth.TRUE: "✓",
    Truth.FALSE: "✕",
    Truth.UNKNOWN: "?",
    None: NONE,
}
AXIS_WORD: Final[Mapping[Truth | None, str]] = {
    Truth.TRUE: "as asked",
    Truth.FALSE: "not as asked",
    Truth.UNKNOWN: "open",
    None: "not asked for",
}
SCOPE_WORD: Final[Mapping[Outcome | None, str]] = {
    Outcome.PASS: "it applies, by the facts that the contract states",
    Outcome.NOT_APPLICABLE: "it does not apply, by the facts that the contract states",
    Outcome.UNKNOWN: "the contract does not state whether it applies",
    None: "a yardstick: it binds whoever chose it",
}


def tally(coverage: Coverage) -> str:
    """Every outcome with its number, zeros included."""
    return ", ".join(f"{coverage.counts.get(one, 0)} {word}" for one, word in OUTCOME_WORD.items())


def line_of(holding: Holding) -> str:
    """The line of a clause, with the name that the signed text gives its place."""
    place = holding.location
    if place is None:
        return "not in the contract"
    line = f"line {place.span.line}" + (f", {NEAREST}" if place.missing else "")
    return f"{holding.ref}, {line}" if holding.ref else line


def met_by(row: Row) -> tuple[Holding, ...]:
    """The clauses that meet a requirement, as far as they apply and are held."""
    return tuple(one for one in row.holdings if one.held is Truth.TRUE and one.applies is not Truth.FALSE)


def told(row: Row) -> str:
    """What is said of a requirement, without the citation that stands beside it."""
    for sign in (": ", " : "):
        before, found, after = row.says.partition(row.reference.citation + sign)
        if found:
            return before + after
    return row.says
