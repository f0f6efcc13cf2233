"""Prices as a message says them: `180.00 EUR / month`, in the language of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.offer.cost import Amount
from slacheck.quantity import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from slacheck.contract.price import Price
    from slacheck.offer.cost import Cost

_WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "month": "mois", "quarter": "trimestre", "year": "an", "once": "en une fois", "user": "utilisateur",
        "unit": "unité", "hour": "heure", "day": "jour", "call": "appel", "request": "demande", "use": "utilisation",
    },
    "nl": {
        "month": "maand", "quarter": "kwartaal", "year": "jaar", "once": "eenmalig", "user": "gebruiker",
        "unit": "eenheid", "minute": "minuut", "hour": "uur", "day": "dag", "call": "oproep", "request": "aanvraag",
        "page": "pagina", "use": "gebruik",
    },
    "de": {
        "month": "Monat", "quarter": "Quartal", "year": "Jahr", "once": "einmalig", "user": "Nutzer",
        "unit": "Einheit", "minute": "Minute", "hour": "Stunde", "day": "Tag", "call": "Anruf",
        "incident": "Vorfall", "request": "Anfrage", "page": "Seite", "use": "Nutzung",
    },
}  # fmt: skip
_UNSTATED = {
    "en": "a price that is not stated",
    "fr": "un prix non indiqué",
    "nl": "een niet vermelde prijs",
    "de": "ein nicht genannter Preis",
}


def cost_text(cost: Cost | None, language: str) -> str:
    """A cost in one line; `0` for none, and words where a figure is missing."""
    if cost is None:
        return "0"
    parts = [amount_text(amount, language) for amount in cost.amounts()]
    if cost.unstated:
        parts.append(_UNSTATED.get(language, _UNSTATED["en"]))
    return " + ".join(parts) or "0"


def amount_text(amount: Amount, language: str) -> str:
    """An amount and what it is paid for each: `4.00 EUR / user / month`, `50.00 EUR once`."""
    words = _WORDS.get(language, {})
    units = (f"{'' if part == 'once' else '/ '}{words.get(part, part)}" for part in amount.per.split("/"))
    return " ".join([str(amount.money), *units])


def prices_text(prices: Iterable[Price], currency: str, language: str) -> str:
    """Stated prices in one line; `currency` is that of a price which names none."""
    stated = [price for price in prices if price.stated and not price.is_free]
    amounts = (
        Amount(Money(price.figure(), price.currency or currency), price.per or "use") for price in stated
    )
    return ", ".join(amount_text(amount, language) for amount in amounts) or "0"
