"""What the renderers of a coverage share: signs and words for outcomes and axes, and the count of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slacheck.report.words import NEAREST, NONE
from slacheck.rule.model import Outcome
from slacheck.tongue import worded
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slacheck.audit.coverage import Coverage, Holding, Row
    from slacheck.tongue import Tongue

UNDECIDED: Final = worded("not decidable")
OUTCOME_WORD: Final[Mapping[Outcome | None, str]] = {
    Outcome.PASS: worded("met"),
    Outcome.GAP: worded("gap"),
    Outcome.UNKNOWN: worded("unknown"),
    Outcome.NOT_APPLICABLE: worded("not applicable"),
    Outcome.BROKEN: worded("broken"),
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
    Truth.TRUE: worded("as asked"),
    Truth.FALSE: worded("not as asked"),
    Truth.UNKNOWN: worded("open"),
    None: worded("not asked for"),
}
SCOPE_WORD: Final[Mapping[Outcome | None, str]] = {
    Outcome.PASS: worded("it applies, by the facts that the contract states"),
    Outcome.NOT_APPLICABLE: worded("it does not apply, by the facts that the contract states"),
    Outcome.UNKNOWN: worded("the contract does not state whether it applies"),
    None: worded("a yardstick: it binds whoever chose it"),
}


def tally(coverage: Coverage, tongue: Tongue) -> str:
    """Every outcome with its number, zeros included."""
    counts = coverage.counts
    return ", ".join(
        [
            tongue.many("{number} met", "{number} met", counts.get(Outcome.PASS, 0)),
            tongue.many("{number} gap", "{number} gap", counts.get(Outcome.GAP, 0)),
            tongue.many("{number} unknown", "{number} unknown", counts.get(Outcome.UNKNOWN, 0)),
            tongue.many(
                "{number} not applicable", "{number} not applicable", counts.get(Outcome.NOT_APPLICABLE, 0)
            ),
            tongue.many("{number} broken", "{number} broken", counts.get(Outcome.BROKEN, 0)),
            tongue.many("{number} not decidable", "{number} not decidable", counts.get(None, 0)),
        ]
    )


def line_of(holding: Holding, tongue: Tongue) -> str:
    """The line of a clause, with the name that the signed text gives its place."""
    place = holding.location
    if place is None:
        return tongue("not in the contract")
    line = tongue("line {number}", number=place.span.line) + (f", {tongue(NEAREST)}" if place.missing else "")
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
