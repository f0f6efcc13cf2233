"""The contract language `slacheck/v1`: every section and field that a contract may have.

A field that is left out is unstated, and a rule that needs it gets *unknown*: no default turns silence into a yes or
a no. The few fields whose absence means something by itself (no charge, no limit) are marked `ABSENT_MEANS_NONE`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, InstanceOf, WithJsonSchema, model_validator

from slacheck.contract.attribute import Attributes
from slacheck.contract.price import ListPrice, Price
from slacheck.contract.scalar import (
    Count,
    Country,
    Currency,
    Date,
    DurationText,
    Flag,
    Id,
    Language,
    PercentText,
    Provided,
    TargetText,
    Text,
    reject,
)
from slacheck.contract.shape import ABSENT_MEANS_NONE, Shape

ReferenceText = Annotated[str, Field(pattern=r"^(plan|option):[a-z0-9]+(?:[-_.][a-z0-9]+)*$")]
Channel = Literal["formal-notice", "letter", "email", "newsletter", "quote", "oral", "portal"]
Silence = Literal["nothing", "refused", "accepted", "waived"]


class Place(Shape):
    """Where the signed text says it."""

    ref: Text | None = None
    """Article, section or page: `Art. 11.2`."""
    document: Id | None = None
    """The id of the source document, one of `documents`."""
    text: Text | None = None
    """The words of the contract, quoted."""


class Metadata(Shape):
    """What the contract is called and how far it has come."""

    id: Id
    """The name under which reports list the contract."""
    title: Text
    language: Language | None = None
    """The language of the contract's own words: `fr`."""
    status: Literal["draft", "offered", "agreed", "ended"]
    """How far the negotiation has come."""
    signed: Date | None = None
    """The day of signature."""
    note: Text | None = None
    """A remark of whoever transcribed the contract."""


class Document(Shape):
    """One source document: main agreement, annex, order form, general terms."""

    id: Id
    title: Text
    version: Text | None = None
    date: Date | None = None
    url: Text | None = None


class Contact(Shape):
    """A person who may be called."""

    name: Text
    role: Text | None = None
    email: Text | None = None
    phone: Text | None = None
    may_decide: Flag | None = None
    """Whether the person has authority to decide."""


class Party(Shape):
    """One side of the contract."""

    name: Text
    country: Country | None = None
    sector: Text | None = None
    notices: Text | None = None
    """Where a formal notice reaches the party."""
    contact: Contact | None = None


class Parties(Shape):
    """Who buys and who supplies."""

    customer: Party
    supplier: Party


class Quantities(Shape):
    """How much of the service is used; prices per user or unit are multiplied by it."""

    users: Count | None = None
    units: Count | None = None


class Service(Shape):
    """What is outsourced."""

    description: Text
    facts: dict[str, Flag] = Field(default_factory=dict)
    """What is known of the service, by condition of the taxonomy: `hosted: true`."""
    quantities: Quantities = Quantities()
    sensitive: tuple[Text, ...] = ()
    """Kinds of sensitive data: pay, health."""


class Renewal(Shape):
    """What happens when the term ends."""

    automatic: Flag | None = None
    period: DurationText | None = None
    notice: DurationText | None = None
    reminder: DurationText | None = None
    ref: Text | None = None


class Term(Shape):
    """How long the contract runs."""

    start: Date | None = None
    end: Date | None = None
    initial: DurationText | None = None
    renewal: Renewal | None = None
    ref: Text | None = None


class Law(Shape):
    """The law that governs the contract and where disputes go."""

    governing: Country | None = None
    forum: Text | None = None
    ref: Text | None = None


class SilenceTerm(Place):
    """What the contract says about a party that does not answer."""

    means: Silence


class Limit(Shape):
    """A cap on what is delivered: `{metric: users, max: 10}`."""

    metric: Text
    max: Count | None = None
    per: DurationText | None = None


class Delivery(Shape):
    """One clause that a plan or an option delivers; written as the bare clause kind when nothing narrows it."""

    clause: str
    """The clause kind."""
    extra: Flag = False
    """Only the surplus that may be charged for (`may_charge_for` in the taxonomy), not the baseline itself."""
    limits: Annotated[tuple[Limit, ...], ABSENT_MEANS_NONE] = ()
    """Caps on the delivery."""
    scope: Annotated[Text | None, ABSENT_MEANS_NONE] = None
    """What part of the service it is narrowed to."""
    until: Annotated[Date | None, ABSENT_MEANS_NONE] = None
    """The day on which it ends."""
    charge: Annotated[Price | None, ABSENT_MEANS_NONE] = None
    """A fee for each exercise of the right, or a separate price of the clause."""
    proposed: Flag = False
    """Proposed by a name match, not confirmed by a person."""
    note: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _bare_kind(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"clause": value}
        if not isinstance(value, dict):
            raise reject("expected a clause kind", "write the kind, or `{clause: KIND, scope: ...}`")
        return value


class Clause(Place):
    """A statement of the contract about one clause kind."""

    clause: str
    """The clause kind, one of the taxonomy's."""
    id: Id | None = None
    """A name of its own, where several entries have the same kind."""
    provided: Provided = True
    """`false`: the contract says that it is not provided. `unclear`: the words do not settle it."""
    attributes: Annotated[InstanceOf[Attributes], WithJsonSchema({"type": "object"})] = Attributes.NONE
    """The typed attributes of the kind."""
    only_in: Annotated[tuple[ReferenceText, ...], ABSENT_MEANS_NONE] = ()
    """The plans and options that deliver it, where the base service does not: `plan:pro`, `option:sso`."""
    limits: Annotated[tuple[Limit, ...], ABSENT_MEANS_NONE] = ()
    scope: Annotated[Text | None, ABSENT_MEANS_NONE] = None
    until: Annotated[Date | None, ABSENT_MEANS_NONE] = None
    charge: Annotated[Price | None, ABSENT_MEANS_NONE] = None
    """A fee for each exercise of the right, or a separate price of the clause."""
    proposed: Flag = False
    """Proposed by a name match, not confirmed by a person."""
    note: Text | None = None


class CreditBand(Shape):
    """One step of a schedule of credits: what is due when the achieved figure lies in it."""

    below: PercentText
    """The achieved figure under which the band begins."""
    down_to: Annotated[PercentText | None, ABSENT_MEANS_NONE] = None
    """The achieved figure to which it reaches, itself included; without it the band has no lower end."""
    credit: PercentText

    @model_validator(mode="after")
    def _not_empty(self) -> CreditBand:
        if self.down_to is not None and self.down_to.points >= self.below.points:
            raise reject("the band ends where it begins, or above", "`down_to` is the smaller figure")
        return self


class Remedy(Shape):
    """What follows a missed target."""

    credit: PercentText | None = None
    """The credit of one miss, as a share of the fee of the period."""
    schedule: Annotated[tuple[CreditBand, ...], ABSENT_MEANS_NONE] = ()
    """Credits that rise with the depth of the miss, in place of a single one."""
    cap: PercentText | None = None
    sole: Flag | None = None
    """Whether the credit is the only remedy."""
    automatic: Flag | None = None
    claim_within: DurationText | None = None


class ServiceLevel(Place):
    """A measured promise."""

    id: Id
    clause: str
    """The clause kind that it makes measurable."""
    target: TargetText | None = None
    window: DurationText | None = None
    """The period over which it is measured."""
    measured_by: Literal["supplier", "customer", "both", "third-party"] | None = None
    severity: Text | None = None
    """The grade of incident to which it applies."""
    only_in: Annotated[tuple[ReferenceText, ...], ABSENT_MEANS_NONE] = ()
    depends_on: Annotated[tuple[Id, ...], ABSENT_MEANS_NONE] = ()
    """The ids of other levels without which this one cannot be met: services in series."""
    remedy: Remedy | None = None


class Consent(Shape):
    """How an option was offered and what an unanswered offer does."""

    offered_by: Channel | None = None
    offered_on: Date | None = None
    on_silence: Silence | None = None
    """What silence on the offer means: `nothing`, `refused`, `accepted` or `waived`."""
    default: Literal["protected", "not-added", "unsafe"] | None = None
    """What holds while nobody has answered."""
    risk_borne_by: Literal["customer", "supplier", "shared"] | None = None
    """Who answers, in the contract's words, for harm that the option would have prevented."""
    agreed_channel: Flag | None = None
    """Whether the parties agreed on that channel for formal notices, with proof of receipt."""


class Purchasable(Place):
    """What plans and options share."""

    id: Id
    name: Text | None = None
    price: ListPrice | None = None
    delivers: tuple[Delivery, ...] = ()
    limits: Annotated[tuple[Limit, ...], ABSENT_MEANS_NONE] = ()
    free_until: Annotated[Date | None, ABSENT_MEANS_NONE] = None
    """The day until which it is free; the price holds after it."""


class Plan(Purchasable):
    """One of several editions, of which a purchase takes one."""

    includes: tuple[Id, ...] = ()
    """Other plans whose whole content it contains."""


class Pieces(Shape):
    """How many pieces of an option are bought by whoever buys it; its price is that of one piece."""

    min: Count = 1
    max: Annotated[Count | None, ABSENT_MEANS_NONE] = None

    @model_validator(mode="after")
    def _not_empty(self) -> Pieces:
        if self.min < 1:
            raise reject("whoever buys an option buys at least one", "write `min: 1`, or leave it out")
        if self.max is not None and self.max < self.min:
            raise reject("the largest number is below the smallest")
        return self


class Option(Purchasable):
    """An add-on."""

    requires: tuple[Id, ...] = ()
    """Options that must be bought with it."""
    excludes: tuple[Id, ...] = ()
    """Options that cannot be bought with it."""
    available_in: tuple[Id, ...] | None = None
    """The plans with which it can be bought; all of them when it is not stated."""
    quantity: Annotated[Pieces | None, ABSENT_MEANS_NONE] = None
    """How many pieces of it are bought; one when it is not stated. The cheapest purchase takes the fewest."""
    consent: Consent | None = None


class Group(Place):
    """Options of which the buyer chooses; a plan with which none of them can be bought asks for no choice."""

    options: tuple[Id, ...]
    choose: Literal["exactly-one", "at-most-one", "at-least-one"]

    @model_validator(mode="after")
    def _not_empty(self) -> Group:
        if not self.options:
            raise reject("the choice names no option", "write `options: [first, second]`")
        return self


class Pricing(Shape):
    """What the service costs and what may be bought with it."""

    currency: Currency
    base: ListPrice | None = None
    """The price that every purchase pays; where it is not stated beside plans, a plan's price is all there is."""
    plan_choice: Literal["one", "at-most-one"] = "one"
    """Whether a purchase must take one of `plans`."""
    plans: tuple[Plan, ...] = ()
    options: tuple[Option, ...] = ()
    one_of: Annotated[tuple[Group, ...], ABSENT_MEANS_NONE] = ()
    """Choices among options."""
    ref: Text | None = None


class Selection(Shape):
    """What was ordered."""

    plan: Id | None = None
    options: tuple[Id, ...] = ()
    ref: Text | None = None


class Contract(Shape):
    """An outsourcing contract, as offered or as agreed."""

    apiVersion: Literal["slacheck/v1"]  # noqa: N815 - the name that documents of this kind use
    kind: Literal["Contract"]
    metadata: Metadata
    documents: tuple[Document, ...] = ()
    precedence: tuple[Id, ...] = ()
    """The ids of `documents`, the one that prevails first."""
    parties: Parties
    service: Service
    term: Term | None = None
    law: Law | None = None
    silence: SilenceTerm | None = None
    clauses: tuple[Clause, ...] = ()
    service_levels: tuple[ServiceLevel, ...] = ()
    pricing: Pricing | None = None
    selection: Selection | None = None
