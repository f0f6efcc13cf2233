"""The SSO tax of https://sso.tax, computed anew from price lists, with a reason for each difference.

`make survey` prints the table; the README shows it.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple

from slacheck.face.library import shipped
from slacheck.face.price_lists import gather
from slacheck.offer.quotation import Quotation, quote
from slacheck.report.price import cost_text
from slacheck.source.span import Source
from slacheck.source.yaml import read
from slacheck.tongue import speak

SSO = "single-sign-on"

VENDORS = {
    "box": "box",
    "canva": "canva",
    "clockify": "clockify",
    "dropbox": "dropbox",
    "github": "github",
    "jira": "atlassianjiracloud",
    "notion": "notion",
    "slack": "slack",
}
"""The vendors that both know: the folder of price lists, and the file of the SSO tax."""

NOTES = {
    "canva": "sso.tax has the price from a quote; the list has single sign-on in `ENTERPRISE` alone, on request, and "
    "states its prices in euros.",
    "clockify": "sso.tax takes lower prices, probably of yearly billing (3.99 and 11.99: 200.5 %), than the list "
    "(4.99 and 14.99: 200.4 %); the two are rounded apart.",
    "dropbox": "sso.tax starts from the cheapest plan for teams (20); in the list of 2023 that plan, `BUSINESS` at 15, "
    "has single sign-on itself, so that among plans for teams nothing is added. The cheapest paid plan, `PLUS`, is "
    "for one person and not priced by user: no percentage can be stated.",
    "jira": "sso.tax adds Atlassian Access, a product of its own; the list states no price for that add-on, and names "
    "single sign-on in `ENTERPRISE` alone, on request.",
    "notion": "both start from `PLUS` at 8; sso.tax takes 15 for single sign-on, probably the price of yearly billing, "
    "where the list has 18 for `BUSINESS`.",
    "slack": "sso.tax means SAML; the list gives `PRO` a sign-in through Google (`oAuthGoogle`), which is proposed as "
    "single sign-on, too. SAML comes with `BUSINESS_PLUS`: 8.75 to 15.00, 71 %, where sso.tax has "
    "7.25 to 12.50, probably at yearly billing.",
}
"""Why the list of the nearest year gives another figure. A vendor whose figures agree has no note."""


class Tax(NamedTuple):
    """What sso.tax says of a vendor."""

    day: date
    base: str
    sso: str
    percent: Decimal


class Year(NamedTuple):
    """What the price list of one year says."""

    year: int
    day: date
    quotation: Quotation

    @property
    def percent(self) -> Decimal | None:
        """To a whole percent, as sso.tax rounds."""
        exact = self.quotation.percent
        return None if exact is None else exact.quantize(Decimal(1), ROUND_HALF_UP)


class Row(NamedTuple):
    """One vendor."""

    vendor: str
    tax: Tax
    years: tuple[Year, ...]

    @property
    def nearest(self) -> Year:
        """The price list of the year of the tax, or of the nearest year for which there is one."""
        return min(self.years, key=lambda one: abs(one.year - self.tax.day.year))

    @property
    def agrees(self) -> bool:
        """Whether that list gives the percentage of sso.tax."""
        return self.nearest.percent == self.tax.percent

    @property
    def agreeing(self) -> list[int]:
        """The years whose price list gives the same percentage."""
        return [one.year for one in self.years if one.percent == self.tax.percent]


def rows(corpus: Path) -> list[Row]:
    """Each vendor that both corpora know."""
    library = shipped()
    found = []
    for vendor, file in VENDORS.items():
        years = []
        for one in gather(str(corpus / "pricing2yaml" / vendor), library).listed:
            day = one.offer.contract.documents[0].date
            assert one.year is not None
            assert day is not None
            years.append(Year(one.year, day, quote(one.offer, [SSO], "cheapest-paid")))
        years.sort()
        found.append(Row(vendor, _tax(corpus / "sso-tax" / f"{file}.yaml"), tuple(years)))
    return found


def _tax(path: Path) -> Tax:
    said = read(Source(path.name, path.read_text(encoding="utf-8"), "")).value
    assert isinstance(said, dict)
    percent = Decimal(str(said["percent_increase"]).rstrip("%"))
    base, sso = (str(said[key]).removesuffix(" per u/m") for key in ("base_pricing", "sso_pricing"))
    return Tax(date.fromisoformat(str(said["updated_at"])), base, sso, percent)


def markdown(corpus: Path) -> str:
    """The table as the README shows it, with its notes."""
    found = rows(corpus)
    lines = [
        "| vendor | by sso.tax | by the price list of the nearest year | lists that agree |",
        "|---|---|---|---|",
    ]
    for row in found:
        tax, near = row.tax, row.nearest
        agree = ", ".join(map(str, row.agreeing)) or "none"
        lines.append(
            f"| {row.vendor} | {tax.day.year}: {tax.base} to {tax.sso}, {tax.percent} % | "
            f"{near.year}: {arithmetic(near)} | {agree} |"
        )
    notes = [f"- {row.vendor}: {NOTES[row.vendor]}" for row in found if not row.agrees]
    return "\n".join([*lines, "", "Where they differ:", "", *notes]) + "\n"


def arithmetic(one: Year) -> str:
    """From which price to which, and by how much."""
    start, target = one.quotation.start, one.quotation.target
    if start is None or target is None:
        return "not in the list" if start else "no price"
    begin, end = (cost_text(purchase.cost, None, speak("en")) for purchase in (start, target))
    return f"{begin} to {end}" + (f", {one.percent} %" if one.percent is not None else "")
