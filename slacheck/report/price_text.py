"""A priced answer for people: both purchases line by line, their difference, and what it sums up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.quantity import Percent
from slacheck.report.price import cost_text, sums_text
from slacheck.source.excerpt import visible
from slacheck.tongue import AND, ENGLISH, speak

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from slacheck.audit.price import PricedLine, PriceReport
    from slacheck.offer.cost import Cost
    from slacheck.offer.space import Purchase
    from slacheck.tongue import Tongue

MANY = 6
"""So many clauses are named in a heading; more are counted."""


def render(reports: Sequence[PriceReport]) -> str:
    """All answers, one after the other."""
    return "\n".join("\n".join(_answer(report, speak(report.language))) + "\n" for report in reports)


def _answer(report: PriceReport, tongue: Tongue) -> Iterator[str]:
    found = report.quotation
    yield f"{visible(report.title)} ({visible(report.file)})"
    asked = tongue("asked for: {clauses}", clauses=_named(found.clauses, tongue))
    yield f"{_allowed(report.purchases, tongue)}{tongue('; ')}{asked}"
    yield from _receipt(tongue("from:"), found.start, report.start, report, tongue)
    yield from _receipt(tongue("with:"), found.target, report.target, report, tongue)
    if found.partly:
        clauses = ", ".join(found.partly)
        yield tongue("held in part only, no purchase holds more: {clauses}", clauses=clauses)
    yield from _surcharge(report, tongue)
    for question in found.questions:
        yield f"{tongue('question:')} {visible(question)}"


def _allowed(count: int, tongue: Tongue) -> str:
    number = f"{count:,}" if tongue.language == ENGLISH else tongue.number(count)
    return tongue.many("{count} purchase allowed", "{count} purchases allowed", count, count=number)


def _named(clauses: Sequence[str], tongue: Tongue) -> str:
    if len(clauses) > MANY:
        first, rest = ", ".join(clauses[:MANY]), len(clauses) - MANY
        return tongue("{clauses} and {number} more", clauses=first, number=rest)
    return ", ".join(clauses) or tongue("nothing")


def _receipt(
    label: str, purchase: Purchase | None, lines: Sequence[PricedLine], report: PriceReport, tongue: Tongue
) -> Iterator[str]:
    if purchase is None:
        yield f"{label} {tongue('no purchase')}"
        return
    yield f"{label} {tongue(purchase.configuration.said)}"
    shown = [(line, bounds_text(line.cost, report.currency, tongue)) for line in lines]
    name = max((len(line.item) for line in lines), default=0)
    figure = max((len(text) for _, text in shown), default=0)
    for sign, (line, text) in zip(" " + "+" * len(lines), shown, strict=False):
        how = f" ({line.how})" if line.how else ""
        yield f"  {sign} {line.item:<{name}}  {text:<{figure}}  {visible(str(line.location.span))}{how}"
    yield f"  = {bounds_text(purchase.cost, report.currency, tongue)}"


def _surcharge(report: PriceReport, tongue: Tongue) -> Iterator[str]:
    found = report.quotation
    if found.surcharge is None or found.start is None or found.target is None:
        yield tongue("surcharge: not known: {reason}", reason=visible(found.reason))
        return
    currency = report.currency
    yield tongue("surcharge")
    yield f"    {bounds_text(found.target.cost, currency, tongue)}"
    yield f"  - {bounds_text(found.start.cost, currency, tongue)}"
    yield f"  = {bounds_text(found.surcharge, currency, tongue)}{_share(found.percent, tongue)}"
    if found.over_term is not None:
        yield "  " + tongue(
            "over {term}: {sum}", term=_term(report, tongue), sum=_total(found.over_term, tongue)
        )
    if found.reason:
        yield tongue("no single figure: {reason}", reason=visible(found.reason))


def _share(percent: Decimal | None, tongue: Tongue) -> str:
    """A surcharge as a share of the price, with its sign."""
    if percent is None:
        return ""
    if tongue.language == ENGLISH:
        return f" ({percent:+} %)"
    return f" ({'+' if percent >= 0 else ''}{tongue.percent(Percent(percent))})"


def _term(report: PriceReport, tongue: Tongue) -> str:
    months = report.quotation.months or 0
    parts = [tongue.many("{number} months", "{number} months", months)]
    if report.users:
        parts.append(tongue.many("{number} users", "{number} users", report.users))
    if report.units:
        parts.append(tongue.many("{number} units", "{number} units", report.units))
    return tongue(AND).join(parts)


def _total(cost: Cost, tongue: Tongue) -> str:
    if cost.unstated and not cost.unbounded:
        return _bounds(sums_text(cost.least(), tongue), sums_text(cost.most(), tongue), tongue)
    return sums_text(cost, tongue)


def bounds_text(cost: Cost, currency: str | None, tongue: Tongue) -> str:
    """A cost; within bounds where it is known that far: `4.00 EUR / user / month to 5.00 EUR / user / month`."""
    if not cost.ceilings:
        return cost_text(cost, currency, tongue)
    return _bounds(
        cost_text(cost.least(), currency, tongue), cost_text(cost.most(), currency, tongue), tongue
    )


def _bounds(least: str, most: str, tongue: Tongue) -> str:
    return tongue("{least} to {most}", least=least, most=most)
