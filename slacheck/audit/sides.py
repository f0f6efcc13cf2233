"""The two versions of a contract that are compared, each with its offer and its places."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.audit.change import Change, Said
from slacheck.audit.place import Places
from slacheck.audit.worth import Verdict
from slacheck.offer.compare import Scale
from slacheck.offer.cost import Cost, Weights
from slacheck.offer.offer import Offer

if TYPE_CHECKING:
    from slacheck.audit.change import Topic
    from slacheck.audit.worth import Judgement
    from slacheck.contract.read import Reading
    from slacheck.contract.taxonomy import ClauseKind, Taxonomy, Tier
    from slacheck.source.route import Route


class Side:
    """One version."""

    def __init__(self, reading: Reading, taxonomy: Taxonomy) -> None:
        self.reading = reading
        self.contract = reading.contract
        self.offer = Offer(reading.contract, taxonomy)
        self.places = Places(reading.node)

    @property
    def currency(self) -> str:
        """The currency of prices that state none."""
        return self.contract.pricing.currency if self.contract.pricing else ""

    def name_of(self, item: str) -> str:
        """The name that the contract gives to `plan:ID` or `option:ID`."""
        noun, _, name = item.partition(":")
        pricing = self.contract.pricing
        listed = () if pricing is None else pricing.plans if noun == "plan" else pricing.options
        return next((one.name for one in listed if one.id == name and one.name), name)


class Sides:
    """Both versions, and what they have in common."""

    def __init__(self, old: Reading, new: Reading, taxonomy: Taxonomy, language: str) -> None:
        self.old = Side(old, taxonomy)
        self.new = Side(new, taxonomy)
        self.taxonomy = taxonomy
        self.language = language
        self.scale = self._scale()

    def _scale(self) -> Scale:
        """The counts and the term on which both agree: prices are compared for any value of the others."""
        one, other = (side.contract.service.quantities for side in (self.old, self.new))
        months = self.old.offer.months
        return Scale(
            Weights(
                one.users if one.users == other.users else None,
                one.units if one.units == other.units else None,
            ),
            months if months == self.new.offer.months else None,
        )

    def kind_name(self, kind: str) -> str:
        """The name of a clause kind."""
        return self.taxonomy.kinds[kind].name(self.language)

    def item_name(self, item: str) -> str:
        """The name of a plan or an option, by the new version where it is in it."""
        name = self.new.name_of(item)
        return name if name != item.partition(":")[2] else self.old.name_of(item)

    def change(
        self,
        judgement: Judgement,
        subject: Subject,
        what: str,
        said: tuple[Said, Said],
        routes: tuple[Route, Route],
    ) -> Change:
        """A change with its places; of a price by how much it rose."""
        before, after = said
        both = isinstance(before, Cost) and isinstance(after, Cost) and judgement.verdict is not Verdict.SAME
        return Change(
            verdict=judgement.verdict,
            why=judgement.why,
            topic=subject.topic,
            subject=subject.id,
            name=subject.name,
            what=what,
            before=before,
            after=after,
            old=self.old.places.locate(routes[0]),
            new=self.new.places.locate(routes[1]),
            difference=difference(before, after) if both else None,
            tier=subject.tier,
        )


class Subject(NamedTuple):
    """What a change is about."""

    topic: Topic
    id: str
    name: str
    tier: Tier | None = None


def about(topic: Topic, kind: ClauseKind, language: str) -> Subject:
    """A clause kind as a subject."""
    return Subject(topic, f"clause:{kind.id}", kind.name(language), kind.tier)


def difference(before: Said, after: Said) -> Cost | None:
    """By how much a price rose; none where one of them has no figure."""
    if not isinstance(before, Cost) or not isinstance(after, Cost) or before.unstated or after.unstated:
        return None
    return after.minus(before)
