"""What a listed price is paid for: the unit of a price list in the words of the contract language."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_PERIODS = {
    **dict.fromkeys(("month", "months", "mo", "monthly", "mois", "maand", "monat"), "month"),
    **dict.fromkeys(("quarter", "quarterly", "trimestre", "kwartaal", "quartal"), "quarter"),
    **dict.fromkeys(("year", "years", "yr", "annum", "annual", "annually", "yearly", "jaar", "jahr"), "year"),
}
_PEOPLE = frozenset(
    "user users member members person persons people seat seats employee employees agent agents host hosts "
    "editor editors license licence contributor committer committers commiter admin utilisateur gebruiker".split()
)
_USE = {
    **dict.fromkeys(("execution", "use", "usage", "transaction", "run"), "use"),
    **dict.fromkeys(("minute", "min", "minutes"), "minute"),
    **dict.fromkeys(("hour", "hours"), "hour"),
    **{word: word for word in ("day", "call", "incident", "request", "page")},
}
_ONCE = frozenset("once purchase forever lifetime setup".split())
_CODE = re.compile(r"[A-Z]{3}")

ASSUMED = "no period is stated and a price of this format is monthly"


class Unit(NamedTuple):
    """The unit in the contract language, and what was assumed to get there; `per` is "" when there is none."""

    per: str
    remark: str = ""


def unit_of(text: str) -> Unit:
    """The unit of a price: `user/month`, `/month`, `per seat`, `GB/month`, `one time purchase`, `activeHour`.

    Whoever is counted is a `user`; anything else that is counted is a `unit`.
    """
    parts = [part.strip() for part in text.split("/") if part.strip()]
    if parts and _CODE.fullmatch(parts[0]):
        parts = parts[1:]
    words = [[word.lower() for word in _WORD.findall(part) if word.lower() != "per"] for part in parts]
    if not words:
        return Unit("month", "" if "/" in text else ASSUMED)
    if _ONCE & {*words[-1]}:
        return Unit("once") if len(words) == 1 else Unit(f"{_counted(words[:-1], parts)}/once")
    period = _PERIODS.get(words[-1][-1]) if words[-1] else None
    if period is not None:
        counted = words[:-1] + ([words[-1][:-1]] if words[-1][:-1] else [])
        return Unit(f"{_counted(counted, parts)}/{period}") if counted else Unit(period)
    if len(words) > 1:
        return Unit("")
    use = _USE.get(words[0][-1]) if words[0] else None
    return Unit(use) if use else Unit(f"{_counted(words, parts)}/month", ASSUMED)


def _counted(words: list[list[str]], parts: list[str]) -> str:
    """Who or what is counted; a block of people (`500 users`) is a thing."""
    flat = {word for part in words for word in part}
    return "user" if len(words) == 1 and flat & _PEOPLE and not any(c.isdigit() for c in parts[0]) else "unit"


_FIGURE = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")
_FREE = frozenset(["free", "gratis", "gratuit", "kostenlos", "free forever"])
_ASK = re.compile(
    r"contact|request|custom|quot|sales|negotia|call us|talk|inquir|enquir|ask|demo|bespoke|tailor|variable|tbd"
    r"|demande|devis|nous consulter|aanvraag|offerte|anfrage|angebot",
    re.IGNORECASE,
)


class Words(NamedTuple):
    """A price that is written as text: its figure, if it says one, and whether it was understood."""

    amount: Decimal | None
    understood: bool


def worded(text: str) -> Words:
    """What a text says in the place of a price: `Contact Sales`, `Free`, `9.99`."""
    plain = text.strip()
    if _FIGURE.fullmatch(plain):
        return Words(Decimal(plain), understood=True)
    if plain.lower() in _FREE:
        return Words(Decimal(0), understood=True)
    return Words(None, understood="#" not in plain and bool(_ASK.search(plain)))
