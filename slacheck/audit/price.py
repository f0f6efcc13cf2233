"""The use case of `slacheck price`: a contract and some clauses in, a priced answer with its places out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.audit.place import Places
from slacheck.offer.offer import Offer
from slacheck.offer.quotation import quote
from slacheck.offer.receipt import lines
from slacheck.tongue import speak

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slacheck.audit.place import Location
    from slacheck.contract.read import Reading
    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.offer.cost import Cost
    from slacheck.offer.quotation import Quotation
    from slacheck.offer.space import Purchase


class PricedLine(NamedTuple):
    """One price of a purchase, with its place."""

    item: str
    cost: Cost
    how: str
    location: Location


class PriceReport(NamedTuple):
    """What clauses add to the price of one contract."""

    contract: str
    title: str
    file: str
    currency: str | None
    purchases: int
    """How many the contract allows."""
    users: int | None
    units: int | None
    quotation: Quotation
    start: tuple[PricedLine, ...]
    target: tuple[PricedLine, ...]
    language: str = "en"
    """In which the reader is answered."""


def price(
    reading: Reading, taxonomy: Taxonomy, clauses: Sequence[str] | None, start: str, language: str = "en"
) -> PriceReport:
    """Price some clauses, or the whole baseline, from a purchase on."""
    contract = reading.contract
    offer, places = Offer(contract, taxonomy), Places(reading.node)
    tongue, quotation = speak(language), quote(offer, clauses, start)

    def placed(purchase: Purchase | None) -> tuple[PricedLine, ...]:
        found = lines(offer, purchase) if purchase else ()
        return tuple(
            PricedLine(one.item, one.cost, tongue(one.how), places.locate(one.route)) for one in found
        )

    return PriceReport(
        contract=contract.metadata.id,
        title=contract.metadata.title,
        file=reading.node.source.name,
        currency=contract.pricing.currency if contract.pricing else None,
        purchases=offer.space.count,
        users=contract.service.quantities.users,
        units=contract.service.quantities.units,
        quotation=quotation._replace(
            reason=tongue(quotation.reason), questions=tuple(map(tongue, quotation.questions))
        ),
        start=placed(quotation.start),
        target=placed(quotation.target),
        language=language,
    )
