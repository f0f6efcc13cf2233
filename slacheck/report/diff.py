"""What the renderers of a diff share: its words in one place, and each change as a sentence.

An item such as `option “SSO”`, or a place such as `the base service`, has one form for all sentences: a language that
bends its nouns has sentences in which they need not bend.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from slacheck.audit.change import Topic
from slacheck.audit.worth import Verdict, Why
from slacheck.offer.cost import Cost
from slacheck.offer.entitlement import Status
from slacheck.report.price import cost_text, signed
from slacheck.report.words import STATUS_MEANING
from slacheck.tongue import AND, Worded, worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from slacheck.audit.change import Change, Diff, Said, Standing, Version
    from slacheck.offer.space import Purchase
    from slacheck.tongue import Tongue

VERDICTS: Final = (Verdict.WORSE, Verdict.INCOMPARABLE, Verdict.BETTER, Verdict.SAME)
VERDICT_SIGN: Final[Mapping[Verdict, str]] = {
    Verdict.WORSE: "▼",
    Verdict.INCOMPARABLE: "≠",
    Verdict.BETTER: "▲",
    Verdict.SAME: "=",
}
VERDICT_WORD: Final[Mapping[Verdict, str]] = {
    Verdict.WORSE: worded("worse for the buyer"),
    Verdict.INCOMPARABLE: worded("changed, neither better nor worse for certain"),
    Verdict.BETTER: worded("better for the buyer"),
    Verdict.SAME: worded("reworded, same meaning"),
}
VERDICT_TONE: Final[Mapping[Verdict, str]] = {
    Verdict.WORSE: "error",
    Verdict.INCOMPARABLE: "unknown",
    Verdict.BETTER: "good",
    Verdict.SAME: "quiet",
}
WHY: Final[Mapping[Why, str]] = {
    Why.HIGHER: worded("more is better for the buyer"),
    Why.LOWER: worded("less is better for the buyer"),
    Why.MORE: worded("a list that holds more is better for the buyer"),
    Why.FEWER: worded("a list that holds less is better for the buyer"),
    Why.TRUE: worded("`true` is better for the buyer"),
    Why.FALSE: worded("`false` is better for the buyer"),
    Why.ORDER: worded("by the order of its words for the buyer"),
    Why.PRICE: worded("a lower price is better for the buyer"),
    Why.OPEN_PRICE: worded("a price that is stated is better than one that is set later"),
    Why.STATED: worded("what the contract does not state binds nobody"),
    Why.STATUS: worded("by the order of statuses for the buyer"),
    Why.NARROWED: worded("a limit or a scope takes away from what is promised"),
    Why.HELD: worded("what can be had of the baseline counts before its price"),
    Why.TARGET: worded("the stronger promise implies the weaker one"),
    Why.DEPENDS: worded("which way is better depends"),
    Why.UNITS: worded("the two cannot be compared: other units, or a quantity that is not stated"),
    Why.SETTLED_ELSEWHERE: worded("what it changes is told clause by clause, and in the total"),
    Why.NOT_APPLICABLE: worded("the clause does not apply to this service"),
    Why.WORDS: worded("only words differ"),
}
UNSTATED: Final = worded("not stated")
PRICE: Final = worded("price")
TITLE: Final = worded("What changed")


def counts_text(diff: Diff, tongue: Tongue) -> str:
    """Every verdict with its number, zeros included."""
    counts, many = diff.counts, tongue.many
    parts = (
        many("{number} worse", "{number} worse", counts[Verdict.WORSE]),
        many("{number} incomparable", "{number} incomparable", counts[Verdict.INCOMPARABLE]),
        many("{number} better", "{number} better", counts[Verdict.BETTER]),
        many(
            "{number} reworded with the same meaning",
            "{number} reworded with the same meaning",
            counts[Verdict.SAME],
        ),
    )
    return ", ".join(parts)


def headline(diff: Diff, tongue: Tongue) -> str:
    """The result in one sentence."""
    counts = diff.counts
    if worse := counts[Verdict.WORSE]:
        return tongue.many("{number} change for the worse", "{number} changes for the worse", worse)
    if counts[Verdict.INCOMPARABLE]:
        return tongue("nothing got worse for certain")
    return tongue("nothing got worse") if diff.changes else tongue("nothing changed in meaning")


def tone(diff: Diff) -> str:
    """The tone of the whole: of the gravest verdict in it."""
    return next((VERDICT_TONE[one] for one in VERDICTS[:3] if diff.counts[one]), "good")


def said_text(said: Said, currency: str | None, tongue: Tongue) -> str:
    """What one version says: its own words as they are."""
    if isinstance(said, Cost):
        return cost_text(said, currency, tongue)
    return tongue(UNSTATED) if said is None else own(said, tongue)


def own(text: str, tongue: Tongue) -> str:
    """A text that the diff made, said again; a name or a value of a contract as it stands there."""
    return tongue(text) if isinstance(text, Worded) else text


def sentence(change: Change, diff: Diff, tongue: Tongue) -> str:
    """What changed, without the name of what it concerns."""
    if change.standings is not None:
        return _held(change, *change.standings, tongue)
    before = said_text(change.before, diff.old.currency, tongue)
    after = said_text(change.after, diff.new.currency, tongue)
    match change.what:
        case "added" if change.before is None:
            return tongue("added ({said})", said=after)
        case "removed" if change.after is None:
            return tongue("removed ({said})", said=before)
        case _:
            what = what_text(change, tongue)
            return f"{what}{tongue(': ')}{before} → {after}{_more(change.difference, tongue)}"


def because(change: Change, tongue: Tongue) -> str:
    """On what the verdict rests; of a status what it means."""
    if change.standings is not None and change.why is Why.STATUS:
        return tongue(STATUS_MEANING[change.standings[1].status])
    return tongue(WHY[change.why])


def what_text(change: Change, tongue: Tongue) -> str:
    """The property that changed: `remedy.claim_within` as `remedy claim within`, in every language; or the price."""
    return tongue(PRICE) if change.what == PRICE else change.what.replace("_", " ").replace(".", " ")


def _more(added: Cost | None, tongue: Tongue) -> str:
    """A difference with its sign: ` (+ 12.00 EUR / month)`."""
    return f" ({signed(added, tongue)})" if added is not None and added.sums else ""


def _held(change: Change, old: Standing, new: Standing, tongue: Tongue) -> str:
    """What was held of a clause and what is, with the places: `included → paid: moved from ...`."""
    status = tongue(new.status.value)
    if old.status is new.status:
        both = {"old": where(old, tongue), "new": where(new, tongue)}
        return tongue("still {status}: {old} → {new}", status=status, **both) + _more(
            change.difference, tongue
        )
    return f"{tongue(old.status.value)} → {status}{tongue(': ')}{moved(old, new, tongue)}"


def moved(old: Standing, new: Standing, tongue: Tongue) -> str:
    """Where a clause was and where it is, and what that costs: `moved from the base service into option “SSO”`."""
    if not (old.through or new.through) and {old.status, new.status} == _BASE:
        return tongue("in the base service{limits}", limits=_limits(new, tongue))
    priced = new.surcharge if new.status in (Status.PAID, Status.UNPRICED) else None
    added = f", {signed(priced, tongue)}" if priced is not None and not priced.is_zero else ""
    way = _MOVED if new.through else _BECAME
    return tongue(way, old=where(old, tongue), new=where(new, tongue)) + added


def where(standing: Standing, tongue: Tongue) -> str:
    """Where a buyer finds a clause."""
    items = (_item(item, name, tongue) for item, name in zip(standing.through, standing.names, strict=True))
    through = tongue(AND).join(items)
    match standing.status:
        case Status.INCLUDED | Status.QUALIFIED:
            place = tongue("every purchase, by {through}", through=through) if through else tongue(_HOME)
            return place + _limits(standing, tongue)
        case Status.UNKNOWN:
            if not standing.reason:
                return tongue("open words")
            return tongue("words that do not settle it ({reason})", reason=standing.reason)
        case Status.OPT_IN | Status.PAID | Status.UNPRICED:
            return through or tongue("a separate order")
        case _:
            return tongue(_NOWHERE[standing.status])


def _limits(standing: Standing, tongue: Tongue) -> str:
    """What keeps a clause from being whole: `, with a cap`."""
    if not standing.qualifiers:
        return ""
    return tongue(", with {limits}", limits=", ".join(tongue(_QUALIFIER[one]) for one in standing.qualifiers))


def _item(item: str, name: str, tongue: Tongue) -> str:
    return tongue(_ITEM[item.partition(":")[0]], name=name)


_BASE: Final = {Status.INCLUDED, Status.QUALIFIED}
_HOME: Final = worded("the base service")
_MOVED: Final = worded("moved from {old} into {new}")
_BECAME: Final = worded("from {old} to {new}")
_NOWHERE: Final = {
    Status.UNOBTAINABLE: worded("a price list by which no purchase has it"),
    Status.EXCLUDED: worded("an express exclusion"),
    Status.ABSENT: worded("no word of it"),
}
_QUALIFIER: Final = {
    "limit": worded("a cap"),
    "scope": worded("a narrower scope"),
    "time": worded("an end before that of the term"),
    "fee": worded("a fee on use"),
}
_ITEM: Final = {
    "plan": worded("plan “{name}”"),
    "option": worded("option “{name}”"),
    "clause": worded("a price of its own"),
}


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


def totals(diff: Diff, tongue: Tongue) -> list[TotalRow]:
    """The cheapest purchase and the whole baseline, before and after."""
    old, new = diff.old, diff.new
    whole = old.total.whole and new.total.whole
    best = worded("with the whole baseline") if whole else worded("with all of the baseline that can be had")
    return [
        TotalRow(
            tongue("cheapest purchase"), *(_bought(one.total.cheapest, one, tongue) for one in (old, new))
        ),
        TotalRow(tongue(best), *(_best(one, tongue) for one in (old, new))),
    ]


def _bought(purchase: Purchase, version: Version, tongue: Tongue) -> str:
    return f"{cost_text(purchase.cost, version.currency, tongue)} ({tongue(purchase.configuration.said)})"


def _best(version: Version, tongue: Tongue) -> str:
    total = version.total
    if total.best is None:
        return tongue("no purchase")
    bought, missing = _bought(total.best, version, tongue), len(total.missing)
    if total.whole:
        return bought
    return bought + tongue.many(", without {number} clause", ", without {number} clauses", missing)


def missing_notes(diff: Diff, tongue: Tongue) -> list[str]:
    """The clauses of the baseline that became, or ceased to be, impossible to have for certain."""
    old, new = diff.old.total.missing, diff.new.total.missing
    told = (
        (tongue("no longer to be had for certain"), [kind for kind in new if kind not in old]),
        (tongue("to be had now"), [kind for kind in old if kind not in new]),
    )
    colon = tongue(": ")
    return [
        f"{label}{colon}{', '.join(diff.names[kind] for kind in kinds)}" for label, kinds in told if kinds
    ]


def lines_text(change: Change) -> str:
    """Both places: `line 12 → line 31`; in brackets the nearest place of what is missing."""
    return f"{_line(change.old.span.line, change.old.missing)} → {_line(change.new.span.line, change.new.missing)}"


def _line(number: int, missing: bool) -> str:  # private
    return f"({number})" if missing else str(number)


PLACED: Final = (Topic.TOTAL,)
"""Topics that are computed: they have no line of their own."""
