"""A survey of price lists as text, Markdown and JSON; what has no figure is a dash, never a zero."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple

from slacheck.audit.survey import HELD, SOLD
from slacheck.report.markdown import table as markdown_table
from slacheck.report.markdown import text as markdown_text
from slacheck.report.price import cost_text
from slacheck.report.words import NONE, STATUS_MEANING, counted
from slacheck.source.excerpt import visible
from slacheck.tongue import speak

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from slacheck.audit.survey import Found, KindRow, ListRow, Median, Survey
    from slacheck.offer.cost import Amount, Cost
    from slacheck.offer.entitlement import Status
    from slacheck.offer.quotation import Quotation
    from slacheck.offer.space import Purchase

SCHEMA = "slacheck.survey/v1"
WIDTH = 100
STATUSES: tuple[Status, ...] = tuple(STATUS_MEANING)[::-1]
"""The best for the buyer first."""
BASIS = (
    "A surcharge counts from the cheapest purchase without the clause, which may be a free plan; each median is of the "
    "lists that state one in that unit alone. A percentage counts from the cheapest purchase that is paid for."
)


class Table(NamedTuple):
    """A table before it is laid out; the last columns are figures."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int
    """How many columns are words, and stand to the left."""
    note: str = ""


def tables(survey: Survey, clause: str | None = None) -> tuple[Table, ...]:
    """By clause and by vendor and year; or one clause by vendor and year."""
    return (_one_clause(survey, clause),) if clause else (_by_clause(survey), _by_list(survey))


def _by_clause(survey: Survey) -> Table:
    shown = [status for status in STATUSES if any(kind.counts.get(status) for kind in survey.kinds)]
    rows = (
        (
            kind.clause,
            *(str(kind.counts.get(status) or NONE) for status in shown),
            "; ".join(map(_median, kind.medians)) or NONE,
            NONE if kind.percent is None else f"{kind.percent} % ({kind.percents})",
        )
        for kind in survey.kinds
        if kind.named
    )
    unnamed = survey.unnamed
    note = f"In no list: {', '.join(unnamed)}. {BASIS}" if unnamed else BASIS
    title = f"{counted(len(survey.lists), 'price list', 'price lists')}: in how many each clause of the baseline is ..."
    head = ("clause", *(status.value for status in shown), "median surcharge (lists)", "median % (lists)")
    return Table(title, head, tuple(rows), 1, note)


def _median(one: Median) -> str:
    return f"{one.amount} ({one.lists})"


def _by_list(survey: Survey) -> Table:
    years = sorted({row.year for row in survey.lists}, key=lambda year: (year is None, year or 0))
    cells: dict[tuple[str, int | None], list[str]] = {}
    for row in survey.lists:
        held, sold = row.count(HELD), row.count(SOLD)
        cells.setdefault((row.vendor, row.year), []).append(f"{held} + {sold}")
    vendors = dict.fromkeys(row.vendor for row in survey.lists)
    rows = ((vendor, *("; ".join(cells.get((vendor, year), [NONE])) for year in years)) for vendor in vendors)
    title = "By vendor and year: clauses of the baseline in every purchase + sold or on request"
    return Table(title, ("vendor", *(_shown(year) for year in years)), tuple(rows), 1)


def _one_clause(survey: Survey, clause: str) -> Table:
    rows = []
    for row in survey.lists:
        found = row.clauses.get(clause)
        if found is not None:
            added = "" if found.surcharge is None else cost_text(found.surcharge, None, speak("en"))
            percent = "" if found.percent is None else f"{found.percent} %"
            rows.append(
                (
                    row.vendor,
                    _shown(row.year),
                    found.status.value,
                    ", ".join(found.through) or NONE,
                    added or NONE,
                    percent or NONE,
                )
            )
    head = ("vendor", "year", "status", "through", "surcharge", "on the cheapest paid")
    return Table(f"{clause}, by vendor and year", head, tuple(rows), 4, BASIS)


def _shown(year: int | None) -> str:
    return "undated" if year is None else str(year)


def markdown(survey: Survey, clause: str | None = None) -> str:
    """The tables in Markdown, with their notes."""
    return "\n".join("\n".join(_markdown(table)) for table in tables(survey, clause))


def _markdown(table: Table) -> Iterator[str]:
    yield f"**{markdown_text(table.title)}**"
    yield ""
    # A figure at the start of a cell begins no list there.
    rows = ([markdown_text(cell).replace("\\.", ".") for cell in row] for row in table.rows)
    yield from markdown_table(table.head, rows, len(table.head) - table.words)
    yield ""
    if table.note:
        yield markdown_text(table.note)
        yield ""


def text(survey: Survey, clause: str | None = None) -> str:
    """The tables for a terminal."""
    return "\n".join("\n".join(_text(table)) for table in tables(survey, clause))


def _text(table: Table) -> Iterator[str]:
    yield table.title
    cells = [[visible(cell) for cell in row] for row in (table.head, *table.rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (
            f"{cell:<{width}}" if index < table.words else f"{cell:>{width}}"
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield f"  {'  '.join(padded)}".rstrip()
    yield from wrap(table.note, WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield ""


def as_json(survey: Survey, clause: str | None = None) -> str:
    """Everything that the survey holds, exact: `slacheck.survey/v1`."""
    document = {
        "schema": SCHEMA,
        "clauses": [_kind(kind) for kind in survey.kinds if clause in (None, kind.clause)],
        "lists": [_list(row, clause) for row in survey.lists],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _kind(kind: KindRow) -> dict[str, Any]:
    return {
        "clause": kind.clause,
        "name": kind.name,
        "lists": {status.value: kind.counts.get(status, 0) for status in STATUSES},
        "median_surcharge": [{**_amount(one.amount), "lists": one.lists} for one in kind.medians],
        "median_percent": None if kind.percent is None else str(kind.percent),
        "percent_lists": kind.percents,
    }


def _list(row: ListRow, clause: str | None) -> dict[str, Any]:
    return {
        "vendor": row.vendor,
        "year": row.year,
        "file": row.file,
        "clauses": [_found(kind, found) for kind, found in row.clauses.items() if clause in (None, kind)],
    }


def _found(clause: str, found: Found) -> dict[str, Any]:
    return {
        "clause": clause,
        "status": found.status.value,
        "through": list(found.through),
        "surcharge": _cost(found.surcharge),
        "from_cheapest_paid": _quotation(found.quotation),
    }


def _quotation(quotation: Quotation | None) -> dict[str, Any] | None:
    if quotation is None:
        return None
    return {
        "from": _purchase(quotation.start),
        "with": _purchase(quotation.target),
        "percent": None if quotation.percent is None else str(quotation.percent),
        "reason": quotation.reason or None,
    }


def _purchase(purchase: Purchase | None) -> dict[str, Any] | None:
    if purchase is None:
        return None
    chosen = purchase.configuration
    return {"plan": chosen.plan, "options": list(chosen.options), "price": _cost(purchase.cost)}


def _cost(cost: Cost | None) -> dict[str, Any] | None:
    if cost is None:
        return None
    return {"parts": list(map(_amount, cost.amounts())), "unstated": sorted(cost.unstated)}


def _amount(amount: Amount) -> dict[str, str]:
    return {"amount": amount.money.amount_text(), "currency": amount.money.currency, "per": amount.per}


RENDERERS: Mapping[str, Callable[[Survey, str | None], str]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
}
"""The formats of a survey, by the name that a user gives."""
