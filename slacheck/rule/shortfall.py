"""What of a requirement a contract does not meet, in words: axis by axis, in the language of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.offer.entitlement import Status
from slacheck.rule.evidence import Missing
from slacheck.rule.framework import REQUIREMENT
from slacheck.rule.functions import KIND, surcharge, ways
from slacheck.rule.proof import entitlement_proof
from slacheck.rule.schema import Function
from slacheck.rule.types import BOOL, STRING
from slacheck.rule.value import as_value
from slacheck.rule.vocabulary import price_fixed
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from slacheck.contract.taxonomy import ClauseKind
    from slacheck.rule.facts import Facts
    from slacheck.rule.framework import Requirement
    from slacheck.rule.schema import Proof

_WORDS: Mapping[str, Mapping[str, str]] = {
    "lacking": {
        "en": "the contract does not provide for: {}",
        "fr": "le contrat ne prévoit pas : {}",
        "nl": "het contract voorziet niet in: {}",
        "de": "der Vertrag sieht nicht vor: {}",
    },
    "sold": {
        "en": "{} comes only with “{}”, for {} more",
        "fr": "{} n'est fourni qu'avec « {} », moyennant un supplément de {}",
        "nl": "{} komt alleen met ‘{}’, tegen een meerprijs van {}",  # noqa: RUF001 - Dutch quotation marks
        "de": "{} gibt es nur mit „{}“, gegen einen Aufpreis von {}",
    },
    "priced": {
        "en": "{} comes only at a price of its own: {}",
        "fr": "{} n'est fourni que moyennant un prix distinct : {}",
        "nl": "{} komt alleen tegen een eigen prijs: {}",
        "de": "{} gibt es nur zu einem eigenen Preis: {}",
    },
    "none of": {
        "en": "the contract has none of these: {}",
        "fr": "le contrat ne contient aucun de ces points : {}",
        "nl": "het contract bevat geen van deze punten: {}",
        "de": "der Vertrag enthält keinen dieser Punkte: {}",
    },
    "not free": {
        "en": "not free of charge: {}",
        "fr": "n'est pas gratuit : {}",
        "nl": "niet kosteloos: {}",
        "de": "nicht unentgeltlich: {}",
    },
    "not fixed": {
        "en": "no price fixed beforehand: {}",
        "fr": "aucun prix fixé à l'avance : {}",
        "nl": "geen vooraf vastgelegde prijs: {}",
        "de": "kein im Voraus festgelegter Preis: {}",
    },
    "unsettled": {
        "en": "open: {}",
        "fr": "à préciser : {}",
        "nl": "nog open: {}",
        "de": "offen: {}",
    },
}


class Shortfall(NamedTuple):
    """What is not met, and what is not settled, of each axis."""

    lacking: tuple[ClauseKind, ...]
    """Kinds that apply and are not held."""
    none_of: tuple[ClauseKind, ...]
    """Alternatives of which none is held."""
    priced: tuple[ClauseKind, ...]
    """Kinds whose price is not as the text asks."""
    poor: bool
    """Whether the requirement's own expression is false."""
    unsettled: tuple[ClauseKind, ...]
    """Kinds of which it is open whether they apply, are held, or what they cost."""

    @property
    def first(self) -> ClauseKind | None:
        """The kind that a reader should look at first; none where only the words of the clauses fall short."""
        return next(iter((*self.lacking, *self.none_of, *self.priced)), None)


def shortfall(facts: Facts, row: Requirement) -> Shortfall:
    """What of a requirement is not met."""
    lacking, priced, unsettled = [], [], []
    for kind in row.clauses:
        applies, held = facts.offer.applies(kind), facts.offer.held(kind.id)
        price = price_holds(facts, row.price, kind)
        if applies is Truth.FALSE:
            continue
        if (
            Truth.UNKNOWN in (applies, held, price) and Truth.FALSE not in (held, price)
        ) or applies is Truth.UNKNOWN:
            unsettled.append(kind)
        elif held is Truth.FALSE:
            lacking.append(kind)
        elif price is Truth.FALSE:
            priced.append(kind)
    answers = [facts.offer.held(kind.id) for kind in row.any_of]
    none_of = row.any_of if answers and all(one is Truth.FALSE for one in answers) else ()
    if answers and Truth.TRUE not in answers and not none_of:
        unsettled += [kind for kind, held in zip(row.any_of, answers, strict=True) if held is Truth.UNKNOWN]
    poor = row.quality is not None and row.quality.value(facts) is False
    return Shortfall(tuple(lacking), none_of, tuple(priced), poor, tuple(unsettled))


def price_holds(facts: Facts, price: str, kind: ClauseKind) -> Truth:
    """Whether a clause costs no more than a text allows."""
    held = facts.offer.entitlement(kind.id)
    match price:
        case "free":
            if held.status is Status.UNKNOWN:
                return Truth.UNKNOWN
            free = held.status in (Status.INCLUDED, Status.OPT_IN) or (
                held.status is Status.QUALIFIED and "fee" not in {way.value for way in held.qualifiers}
            )
            return Truth.TRUE if free else Truth.FALSE
        case "fixed":
            fixed = price_fixed(held)
            return Truth.UNKNOWN if fixed is None else Truth.TRUE if fixed else Truth.FALSE
        case _:
            return Truth.TRUE


def _text(facts: Facts, row: Requirement) -> str:
    found = shortfall(facts, row)
    parts = list(_parts(facts, row, found))
    if not parts and found.unsettled:
        parts = [_say(facts, "unsettled", _names(facts, found.unsettled))]
    if not parts and row.demand:
        parts = [_demand(facts, row)]
    return "; ".join(parts) or row.reference.said(facts.language).rstrip().rstrip(".")


def _parts(facts: Facts, row: Requirement, found: Shortfall) -> Iterator[str]:
    sold = [kind for kind in (*found.lacking, *found.none_of) if facts.offer.entitlement(kind.id).through]
    gone = tuple(kind for kind in found.lacking if kind not in sold)
    if gone:
        yield _say(facts, "lacking", _names(facts, gone))
    for kind in sold:
        if facts.offer.entitlement(kind.id).through == (f"clause:{kind.id}",):
            yield _say(facts, "priced", kind.name(facts.language), surcharge(facts, kind))
        else:
            yield _say(facts, "sold", kind.name(facts.language), ways(facts, kind), surcharge(facts, kind))
    if found.none_of and not any(kind in sold for kind in found.none_of):
        yield _say(facts, "none of", _names(facts, found.none_of))
    if found.priced:
        yield _say(facts, "not free" if row.price == "free" else "not fixed", _names(facts, found.priced))
    if found.poor:
        yield _demand(facts, row)


def _names(facts: Facts, kinds: tuple[ClauseKind, ...]) -> str:
    return ", ".join(kind.name(facts.language) for kind in kinds)


def _say(facts: Facts, key: str, *given: str) -> str:
    words = _WORDS[key]
    return words.get(facts.language, words["en"]).format(*given)


def _demand(facts: Facts, row: Requirement) -> str:
    template = row.demand.get(facts.language) or row.demand["en"]
    assert row.quality is not None
    return template.render(facts, row.quality.bindings(facts))


def _price_allows(facts: Facts, row: Requirement, kind: ClauseKind) -> object:
    return as_value(price_holds(facts, row.price, kind))


def _price_proof(facts: Facts, row: Requirement, kind: ClauseKind) -> Proof:
    said, missing = entitlement_proof(facts, kind)
    if missing or price_holds(facts, row.price, kind) is not Truth.UNKNOWN:
        return said, missing
    stated = facts.offer.entitlement(kind.id).statements
    route = stated[0].charge_route if stated else ("clauses", kind.id)
    return said, (Missing(route, "charge", kind.id),)


FUNCTIONS = (
    Function("shortfall", (REQUIREMENT,), STRING, _text),
    Function("price_allows", (REQUIREMENT, KIND), BOOL, _price_allows, _price_proof),
)
"""What only the shared rules of frameworks may call, too."""
