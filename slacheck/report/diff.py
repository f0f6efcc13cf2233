"""What the renderers of a diff share: its words in one place, and each change as a sentence."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from slacheck.audit.change import Topic
from slacheck.audit.worth import Verdict, Why
from slacheck.offer.cost import Cost
from slacheck.offer.entitlement import Status
from slacheck.report.price import cost_text, signed
from slacheck.report.words import STATUS_MEANING, counted
from slacheck.tongue import ENGLISH, speak

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from slacheck.audit.change import Change, Diff, Said, Standing, Version

VERDICTS: Final = (Verdict.WORSE, Verdict.INCOMPARABLE, Verdict.BETTER, Verdict.SAME)
VERDICT_SIGN: Final[Mapping[Verdict, str]] = {
    Verdict.WORSE: "▼",
    Verdict.INCOMPARABLE: "≠",
    Verdict.BETTER: "▲",
    Verdict.SAME: "=",
}
VERDICT_WORD: Final[Mapping[Verdict, str]] = {
    Verdict.WORSE: "worse for the buyer",
    Verdict.INCOMPARABLE: "changed, neither better nor worse for certain",
    Verdict.BETTER: "better for the buyer",
    Verdict.SAME: "reworded, same meaning",
}
VERDICT_TONE: Final[Mapping[Verdict, str]] = {
    Verdict.WORSE: "error",
    Verdict.INCOMPARABLE: "unknown",
    Verdict.BETTER: "good",
    Verdict.SAME: "quiet",
}
WHY: Final[Mapping[Why, str]] = {
    Why.HIGHER: "more is better for the buyer",
    Why.LOWER: "less is better for the buyer",
    Why.MORE: "a list that holds more is better for the buyer",
    Why.FEWER: "a list that holds less is better for the buyer",
    Why.TRUE: "`true` is better for the buyer",
    Why.FALSE: "`false` is better for the buyer",
    Why.ORDER: "by the order of its words for the buyer",
    Why.PRICE: "a lower price is better for the buyer",
    Why.OPEN_PRICE: "a price that is stated is better than one that is set later",
    Why.STATED: "what the contract does not state binds nobody",
    Why.STATUS: "by the order of statuses for the buyer",
    Why.NARROWED: "a limit or a scope takes away from what is promised",
    Why.HELD: "what can be had of the baseline counts before its price",
    Why.TARGET: "the stronger promise implies the weaker one",
    Why.DEPENDS: "which way is better depends",
    Why.UNITS: "the two cannot be compared: other units, or a quantity that is not stated",
    Why.SETTLED_ELSEWHERE: "what it changes is told clause by clause, and in the total",
    Why.NOT_APPLICABLE: "the clause does not apply to this service",
    Why.WORDS: "only words differ",
}
UNSTATED: Final = "not stated"
_TONGUE: Final = speak(ENGLISH)
TITLE: Final = "What changed"


def counts_text(diff: Diff) -> str:
    """Every verdict with its number, zeros included."""
    counts = diff.counts
    return (
        f"{counts[Verdict.WORSE]} worse, {counts[Verdict.INCOMPARABLE]} incomparable, "
        f"{counts[Verdict.BETTER]} better, {counts[Verdict.SAME]} reworded with the same meaning"
    )


def headline(diff: Diff) -> str:
    """The result in one sentence."""
    counts = diff.counts
    if counts[Verdict.WORSE]:
        return f"{counted(counts[Verdict.WORSE], 'change', 'changes')} for the worse"
    if counts[Verdict.INCOMPARABLE]:
        return "nothing got worse for certain"
    return "nothing got worse" if diff.changes else "nothing changed in meaning"


def tone(diff: Diff) -> str:
    """The tone of the whole: of the gravest verdict in it."""
    return next((VERDICT_TONE[one] for one in VERDICTS[:3] if diff.counts[one]), "good")


def said_text(said: Said, currency: str | None) -> str:
    """What one version says."""
    if isinstance(said, Cost):
        return cost_text(said, currency, _TONGUE)
    return UNSTATED if said is None else said


def sentence(change: Change, diff: Diff) -> str:
    """What changed, without the name of what it concerns."""
    if change.standings is not None:
        return _moved(change, *change.standings)
    before = said_text(change.before, diff.old.currency)
    after = said_text(change.after, diff.new.currency)
    match change.what:
        case "added" if change.before is None:
            return f"added ({after})"
        case "removed" if change.after is None:
            return f"removed ({before})"
        case _:
            return f"{what_text(change)}: {before} → {after}{_more(change.difference)}"


def because(change: Change) -> str:
    """On what the verdict rests; of a status what it means."""
    if change.standings is not None and change.why is Why.STATUS:
        return STATUS_MEANING[change.standings[1].status]
    return WHY[change.why]


def what_text(change: Change) -> str:
    """The property that changed, in words: `remedy.claim_within` as `remedy claim within`."""
    return change.what.replace("_", " ").replace(".", " ")


def _more(added: Cost | None) -> str:
    """A difference with its sign: ` (+ 12.00 EUR / month)`."""
    return f" ({signed(added, _TONGUE)})" if added is not None and added.sums else ""


def _moved(change: Change, old: Standing, new: Standing) -> str:
    """Where a clause was and where it is, and what that costs: `moved from the base service into option “SSO”`."""
    if old.status is new.status:
        return f"still {new.status.value}: {where(old)} → {where(new)}{_more(change.difference)}"
    priced = new.surcharge if new.status in (Status.PAID, Status.UNPRICED) else None
    added = f", {signed(priced, _TONGUE)}" if priced is not None and not priced.is_zero else ""
    if not (old.through or new.through) and {old.status, new.status} == _BASE:
        return f"{old.status.value} → {new.status.value}: in {where(new)}"
    verb = f"moved from {where(old)} into" if new.through else f"from {where(old)} to"
    return f"{old.status.value} → {new.status.value}: {verb} {where(new)}{added}"


def where(standing: Standing) -> str:
    """Where a buyer finds a clause."""
    through = " and ".join(map(_item, standing.through, standing.names))
    match standing.status:
        case Status.INCLUDED | Status.QUALIFIED:
            limits = f", with {', '.join(_QUALIFIER[one] for one in standing.qualifiers)}"
            place = "the base service" if not through else f"every purchase, by {through}"
            return place + (limits if standing.qualifiers else "")
        case Status.UNKNOWN:
            return f"words that do not settle it ({standing.reason})" if standing.reason else "open words"
        case Status.OPT_IN | Status.PAID | Status.UNPRICED:
            return through or "a separate order"
        case _:
            return _NOWHERE[standing.status]


_BASE: Final = {Status.INCLUDED, Status.QUALIFIED}
_NOWHERE: Final = {
    Status.UNOBTAINABLE: "a price list by which no purchase has it",
    Status.EXCLUDED: "an express exclusion",
    Status.ABSENT: "no word of it",
}
_QUALIFIER: Final = {
    "limit": "a cap",
    "scope": "a narrower scope",
    "time": "an end before that of the term",
    "fee": "a fee on use",
}


def _item(item: str, name: str) -> str:
    noun = item.partition(":")[0]
    return "a price of its own" if noun == "clause" else f"{noun} “{name}”"


class Group(NamedTuple):
    """The changes with one verdict that concern one subject."""

    name: str
    subject: str
    changes: tuple[Change, ...]


def grouped(changes: Iterable[Change]) -> list[Group]:
    """Changes of one verdict, those of one subject together."""
    found = groupby(changes, key=lambda one: (one.name, one.subject))
    return [Group(name, subject, tuple(members)) for (name, subject), members in found]


def sections(diff: Diff, *, whole: bool) -> list[tuple[Verdict, list[Group]]]:
    """The changes by verdict, worse first; those in words only where they are asked for."""
    listed = (*diff.changes, *diff.reworded) if whole else diff.changes
    by_verdict = ((one, grouped(change for change in listed if change.verdict is one)) for one in VERDICTS)
    return [(verdict, groups) for verdict, groups in by_verdict if groups]


def machine_name(group: Group) -> str:
    """The id beside a name, where the name does not say it."""
    noun, colon, id_ = group.subject.partition(":")
    if not colon or noun == "total" or id_ == group.name:
        return ""
    return id_ if noun == "clause" else group.subject


class TotalRow(NamedTuple):
    """One line of the table of totals."""

    name: str
    before: str
    after: str


def totals(diff: Diff) -> list[TotalRow]:
    """The cheapest purchase and the whole baseline, before and after."""
    old, new = diff.old, diff.new
    rows = [TotalRow("cheapest purchase", *(_cheapest(one) for one in (old, new)))]
    whole = old.total.whole and new.total.whole
    name = "with the whole baseline" if whole else "with all of the baseline that can be had"
    rows.append(TotalRow(name, *(_best(one) for one in (old, new))))
    return rows


def _cheapest(version: Version) -> str:
    bought = version.total.cheapest
    return f"{cost_text(bought.cost, version.currency, _TONGUE)} ({bought.configuration})"


def _best(version: Version) -> str:
    total = version.total
    if total.best is None:
        return "no purchase"
    text = f"{cost_text(total.best.cost, version.currency, _TONGUE)} ({total.best.configuration})"
    return text if total.whole else f"{text}, without {counted(len(total.missing), 'clause', 'clauses')}"


def missing_notes(diff: Diff) -> list[str]:
    """The clauses of the baseline that became, or ceased to be, impossible to have for certain."""
    old, new = diff.old.total.missing, diff.new.total.missing
    told = (
        ("no longer to be had for certain", [kind for kind in new if kind not in old]),
        ("to be had now", [kind for kind in old if kind not in new]),
    )
    return [f"{label}: {', '.join(diff.names[kind] for kind in kinds)}" for label, kinds in told if kinds]


def lines_text(change: Change) -> str:
    """Both places: `line 12 → line 31`; in brackets the nearest place of what is missing."""
    return f"{_line(change.old.span.line, change.old.missing)} → {_line(change.new.span.line, change.new.missing)}"


def _line(number: int, missing: bool) -> str:  # private
    return f"({number})" if missing else str(number)


PLACED: Final = (Topic.TOTAL,)
"""Topics that are computed: they have no line of their own."""
