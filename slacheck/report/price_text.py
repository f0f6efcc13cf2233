"""A priced answer for people: both purchases line by line, their difference, and what it sums up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.report.price import cost_text, sums_text
from slacheck.source.excerpt import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from slacheck.audit.price import PricedLine, PriceReport
    from slacheck.offer.cost import Cost
    from slacheck.offer.space import Purchase

MANY = 6
"""So many clauses are named in a heading; more are counted."""


def render(reports: Sequence[PriceReport]) -> str:
    """All answers, one after the other."""
    return "\n".join("\n".join(_answer(report)) + "\n" for report in reports)


def _answer(report: PriceReport) -> Iterator[str]:
    found = report.quotation
    yield f"{visible(report.title)} ({visible(report.file)})"
    yield f"{_allowed(report.purchases)}; asked for: {_named(found.clauses)}"
    yield from _receipt("from", found.start, report.start, report)
    yield from _receipt("with", found.target, report.target, report)
    if found.partly:
        yield f"held in part only, no purchase holds more: {', '.join(found.partly)}"
    yield from _surcharge(report)
    for question in found.questions:
        yield f"question: {visible(question)}"


def _allowed(count: int) -> str:
    return f"{count:,} purchase{'' if count == 1 else 's'} allowed"


def _named(clauses: Sequence[str]) -> str:
    if len(clauses) > MANY:
        return f"{', '.join(clauses[:MANY])} and {len(clauses) - MANY} more"
    return ", ".join(clauses) or "nothing"


def _receipt(
    label: str, purchase: Purchase | None, lines: Sequence[PricedLine], report: PriceReport
) -> Iterator[str]:
    if purchase is None:
        yield f"{label}: no purchase"
        return
    yield f"{label}: {purchase.configuration}"
    shown = [(line, bounds_text(line.cost, report.currency)) for line in lines]
    name = max((len(line.item) for line in lines), default=0)
    figure = max((len(text) for _, text in shown), default=0)
    for sign, (line, text) in zip(" " + "+" * len(lines), shown, strict=False):
        how = f" ({line.how})" if line.how else ""
        yield f"  {sign} {line.item:<{name}}  {text:<{figure}}  {visible(str(line.location.span))}{how}"
    yield f"  = {bounds_text(purchase.cost, report.currency)}"


def _surcharge(report: PriceReport) -> Iterator[str]:
    found = report.quotation
    if found.surcharge is None or found.start is None or found.target is None:
        yield f"surcharge: not known: {visible(found.reason)}"
        return
    currency = report.currency
    yield "surcharge"
    yield f"    {bounds_text(found.target.cost, currency)}"
    yield f"  - {bounds_text(found.start.cost, currency)}"
    share = "" if found.percent is None else f" ({found.percent:+} %)"
    yield f"  = {bounds_text(found.surcharge, currency)}{share}"
    if found.over_term is not None:
        yield f"  over {_term(report)}: {_total(found.over_term)}"
    if found.reason:
        yield f"no single figure: {visible(found.reason)}"


def _term(report: PriceReport) -> str:
    counts = [
        f"{count} {noun}" for count, noun in ((report.users, "users"), (report.units, "units")) if count
    ]
    return " and ".join([f"{report.quotation.months} months", *counts])


def _total(cost: Cost) -> str:
    if cost.unstated and not cost.unbounded:
        return f"{sums_text(cost.least())} to {sums_text(cost.most())}"
    return sums_text(cost)


def bounds_text(cost: Cost, currency: str | None) -> str:
    """A cost; within bounds where it is known that far: `4.00 EUR / user / month to 5.00 EUR / user / month`."""
    if not cost.ceilings:
        return cost_text(cost, currency)
    return f"{cost_text(cost.least(), currency)} to {cost_text(cost.most(), currency)}"
