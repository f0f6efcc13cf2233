"""The sample contracts tell their stories: what is offered holds the faults, what is agreed repairs them all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from slacheck.contract.read import Reading, read_contract
from slacheck.contract.taxonomy import Tier
from slacheck.face.files import read_source
from slacheck.face.library import shipped
from slacheck.offer.entitlement import Status
from slacheck.offer.offer import Offer
from slacheck.source.yaml import read
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from slacheck.contract.model import Clause, Contract, ServiceLevel
    from slacheck.contract.taxonomy import Taxonomy

STORIES = ("payroll", "hosting", "it-outsourcing", "web-agency", "photo-printing")
SAMPLES = (*(f"{story}/{side}" for story in STORIES for side in ("offered", "agreed")), "common-paper/sla")
FOREIGN = re.compile(
    r"@(?![\w.-]+\.example\b)|https?://(?![\w.-]+\.example/|commonpaper\.com/|creativecommons\.org/)"
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample contract with what a test asks of it."""

    reading: Reading
    offer: Offer

    @property
    def contract(self) -> Contract:
        """The contract."""
        return self.reading.contract

    def entry(self, kind: str) -> Clause:
        """The first entry of a clause kind."""
        return next(entry for entry in self.contract.clauses if entry.clause == kind)

    def says(self, kind: str, attribute: str) -> str:
        """What the first entry of a kind states, as text."""
        return str(self.entry(kind).attributes.get(attribute))

    def level(self, name: str) -> ServiceLevel:
        """A service level by its id."""
        return next(level for level in self.contract.service_levels if level.id == name)

    def status(self, kind: str) -> str:
        """The status of a clause kind."""
        return self.offer.entitlement(kind).status.value

    def surcharge(self, kind: str) -> list[str]:
        """What a clause kind costs beyond the cheapest purchase without it."""
        cost = self.offer.entitlement(kind).surcharge
        return [] if cost is None else [str(amount) for amount in cost.amounts()]


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    """The shipped taxonomy."""
    return shipped().taxonomy


@pytest.fixture(scope="module")
def sample(checkout: Path, taxonomy: Taxonomy) -> Callable[[str], Sample]:
    """Reads a sample by its name, such as `payroll/offered`."""

    def load(name: str) -> Sample:
        reading = read_contract(read(read_source(str(checkout / "contracts" / f"{name}.yaml"))), taxonomy)
        return Sample(reading, Offer(reading.contract, taxonomy))

    return load


def test_every_file_under_contracts_is_one_of_the_samples(checkout: Path) -> None:
    """No sample escapes these tests."""
    folder = checkout / "contracts"
    found = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.y*ml")}
    assert found == set(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_reads_without_a_problem(sample: Callable[[str], Sample], name: str) -> None:
    """Every sample is a valid contract, says where its words stand, and has an id of its own."""
    contract = sample(name).contract
    assert contract.metadata.id.startswith(name.partition("/")[0])
    assert all(entry.ref for entry in (*contract.clauses, *contract.service_levels))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_names_no_real_address(checkout: Path, name: str) -> None:
    """Addresses end in `.example`, but for the licensor and the licence of the transcribed standard."""
    text = (checkout / "contracts" / f"{name}.yaml").read_text(encoding="utf-8")
    assert FOREIGN.findall(text) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_have_ids_of_their_own(sample: Callable[[str], Sample], name: str) -> None:
    """A report over the whole folder can tell them apart."""
    others = {sample(other).contract.metadata.id for other in SAMPLES if other != name}
    assert sample(name).contract.metadata.id not in others


@pytest.mark.parametrize("story", STORIES)
def test_an_agreed_contract_includes_the_whole_baseline(
    sample: Callable[[str], Sample], taxonomy: Taxonomy, story: str
) -> None:
    """Every applicable baseline clause is in every purchase, unqualified and at no added price."""
    agreed = sample(f"{story}/agreed").offer
    baseline = [kind for kind in taxonomy.kinds.values() if kind.tier is Tier.BASELINE]
    applicable = [kind.id for kind in baseline if agreed.applies(kind) is Truth.TRUE]
    assert len(applicable) >= 30
    assert [kind for kind in applicable if agreed.entitlement(kind).status is not Status.INCLUDED] == []
    assert agreed.baseline.surcharge is not None
    assert agreed.baseline.surcharge.is_zero


@pytest.mark.parametrize("story", STORIES)
def test_an_agreed_contract_fixes_the_price_of_what_may_be_charged(
    sample: Callable[[str], Sample], taxonomy: Taxonomy, story: str
) -> None:
    """A duty that may have a price has one in figures, known before it is needed."""
    agreed = sample(f"{story}/agreed")
    for kind in taxonomy.kinds.values():
        if kind.tier is Tier.EX_ANTE:
            charges = [said.charge for said in agreed.offer.statements[kind.id] if said.charge]
            assert charges, kind.id
            assert all(charge.stated for charge in charges), kind.id


@pytest.mark.parametrize("story", STORIES)
def test_an_agreed_contract_leaves_no_fact_unstated(
    sample: Callable[[str], Sample], taxonomy: Taxonomy, story: str
) -> None:
    """Whether a clause applies is never unknown, nor what silence means, nor which document prevails."""
    agreed = sample(f"{story}/agreed")
    assert all(agreed.offer.applies(kind) is not Truth.UNKNOWN for kind in taxonomy.kinds.values())
    assert agreed.contract.silence is not None
    assert agreed.contract.silence.means == "nothing"
    assert set(agreed.contract.precedence) == {document.id for document in agreed.contract.documents}


@pytest.mark.parametrize("story", STORIES)
def test_an_agreed_contract_says_all_that_applies(
    sample: Callable[[str], Sample], taxonomy: Taxonomy, story: str
) -> None:
    """Required terms are there too, such as those that protect the supplier."""
    agreed = sample(f"{story}/agreed").offer
    required = [kind for kind in taxonomy.kinds.values() if kind.tier is Tier.REQUIRED_TERM]
    absent = [
        kind.id
        for kind in required
        if agreed.applies(kind) is Truth.TRUE and kind.id not in agreed.statements
    ]
    assert absent == []


@pytest.mark.parametrize("story", STORIES)
def test_an_agreed_contract_still_sells_what_may_be_sold(sample: Callable[[str], Sample], story: str) -> None:
    """Its options are priced, and none of them weakens whoever does not buy it."""
    pricing = sample(f"{story}/agreed").contract.pricing
    assert pricing is not None
    assert pricing.options
    for option in pricing.options:
        assert option.price is not None
        assert option.price.stated
        assert option.consent is None or option.consent.on_silence == "nothing"


@pytest.mark.parametrize("story", STORIES)
def test_both_sides_of_a_story_are_the_same_deal(sample: Callable[[str], Sample], story: str) -> None:
    """Parties and service stay; negotiation changes the words and the price."""
    offered, agreed = sample(f"{story}/offered").contract, sample(f"{story}/agreed").contract
    assert offered.parties.customer.name == agreed.parties.customer.name
    assert offered.parties.supplier.name == agreed.parties.supplier.name
    assert offered.service.description == agreed.service.description
    assert offered.service.quantities == agreed.service.quantities
    assert (offered.metadata.status, agreed.metadata.status) == ("offered", "agreed")
    assert set(offered.service.facts.items()) <= set(agreed.service.facts.items())


class TestPayroll:
    """The founding case."""

    def test_need_to_know_is_an_add_on_at_180_a_month(self, sample: Callable[[str], Sample]) -> None:
        """The witness is the purchase of the base service alone."""
        held = sample("payroll/offered").offer.entitlement("need-to-know-restriction")
        assert held.status is Status.PAID
        assert held.through == ("option:access-module",)
        assert sample("payroll/offered").surcharge("need-to-know-restriction") == ["180.00 EUR / month"]
        assert held.without is not None
        assert held.without.configuration.items == ()
        assert held.holding is not None
        assert held.holding.configuration.options == ("access-module",)

    def test_the_place_of_the_fault_is_the_option(self, sample: Callable[[str], Sample]) -> None:
        """A report can put its caret under the option's own words."""
        held = sample("payroll/offered").offer.entitlement("role-based-access-control")
        assert [said.route for said in held.statements] == [("pricing", "options", 0, "delivers", 1)]

    def test_silence_and_blame_are_the_clients(self, sample: Callable[[str], Sample]) -> None:
        """An e-mail that nobody answered is a refusal at the client's risk."""
        contract = sample("payroll/offered").contract
        assert contract.silence is not None
        assert contract.silence.means == "refused"
        consent = contract.pricing.options[0].consent if contract.pricing else None
        assert consent is not None
        assert (consent.offered_by, consent.on_silence) == ("email", "refused")
        assert (consent.default, consent.risk_borne_by) == ("unsafe", "customer")

    def test_the_other_statuses_of_the_story(self, sample: Callable[[str], Sample]) -> None:
        """Open as delivered, no cause, no repair, nobody to call, and a way out at a price to come."""
        offered = sample("payroll/offered")
        assert offered.status("secure-defaults") == "excluded"
        assert offered.status("incident-communication") == "qualified"
        assert offered.status("root-cause-analysis") == "absent"
        assert offered.status("escalation-path") == "absent"
        assert offered.status("exit-assistance") == "unpriced"
        assert offered.status("regulator-cooperation") == "absent"
        assert offered.offer.baseline.unsettled == ("regulator-cooperation",)

    def test_a_missed_payday_costs_little_and_must_be_claimed(self, sample: Callable[[str], Sample]) -> None:
        """The credit is 2 %, the only remedy, and lost after five days; agreed is another matter."""
        offered, agreed = sample("payroll/offered").level("payday"), sample("payroll/agreed").level("payday")
        assert offered.remedy is not None
        assert (str(offered.remedy.credit), offered.remedy.sole) == ("2 %", True)
        assert str(offered.remedy.claim_within) == "P5D"
        assert agreed.remedy is not None
        assert (agreed.remedy.sole, agreed.remedy.automatic) == (False, True)


class TestHosting:
    """Eleven days without a line."""

    def test_telling_of_a_fault_costs_by_the_minute(self, sample: Callable[[str], Sample]) -> None:
        """A fee on use qualifies the support channel."""
        held = sample("hosting/offered").offer.entitlement("support-channel")
        assert held.status is Status.QUALIFIED
        assert [str(said.charge.amount) for said in held.statements if said.charge] == ["1.50"]

    def test_a_time_to_repair_is_in_the_dearest_plan(self, sample: Callable[[str], Sample]) -> None:
        """Three plans, and the second factor begins in the second of them."""
        offered = sample("hosting/offered")
        assert offered.offer.entitlement("resolution-time-target").through == ("plan:premium",)
        assert offered.surcharge("resolution-time-target") == ["200.00 EUR / month"]
        assert offered.surcharge("multi-factor-authentication") == ["70.00 EUR / month"]

    def test_the_other_statuses_of_the_story(self, sample: Callable[[str], Sample]) -> None:
        """No cause, no escalation; logs only for whoever orders them; a backup with a limit and a fee."""
        offered = sample("hosting/offered")
        assert offered.status("root-cause-analysis") == "excluded"
        assert offered.status("escalation-path") == "absent"
        assert offered.status("audit-logging") == "opt-in"
        assert offered.status("backup-restore") == "qualified"
        assert offered.says("response-time-target", "automated_counts") == "True"

    def test_the_agreed_plans_differ_in_size_only(self, sample: Callable[[str], Sample]) -> None:
        """What the dearer plan delivers is beyond the baseline."""
        pricing = sample("hosting/agreed").contract.pricing
        assert pricing is not None
        assert all(delivery.extra for plan in pricing.plans for delivery in plan.delivers)


class TestItOutsourcing:
    """An estate that nobody steers."""

    def test_escalation_is_an_option(self, sample: Callable[[str], Sample]) -> None:
        """So are the meetings; the file of the estate needs the option, and a price that nobody states."""
        offered = sample("it-outsourcing/offered")
        assert offered.status("escalation-path") == "paid"
        assert offered.surcharge("governance-bodies") == ["4800.00 EUR / month"]
        runbook = offered.offer.entitlement("technical-documentation")
        assert runbook.surcharge is not None
        assert runbook.surcharge.unstated == {"option:runbook"}

    def test_what_people_know_stays_with_the_supplier(self, sample: Callable[[str], Sample]) -> None:
        """Key people and knowledge are expressly excluded, and leaving is quoted on the day."""
        offered = sample("it-outsourcing/offered")
        assert offered.status("key-person-continuity") == "excluded"
        assert offered.status("knowledge-transfer") == "excluded"
        assert offered.status("exit-assistance") == "unpriced"
        assert offered.says("bespoke-ip", "owner") == "supplier"
        assert sample("it-outsourcing/agreed").says("bespoke-ip", "owner") == "customer"


class TestWebAgency:
    """A site that one may not take along."""

    def test_leaving_needs_permission(self, sample: Callable[[str], Sample]) -> None:
        """Exclusive, by consent, and one-sided."""
        offered = sample("web-agency/offered")
        assert offered.says("right-to-switch", "exclusive") == "True"
        assert offered.says("right-to-switch", "consent_required") == "True"
        assert offered.says("termination-for-convenience", "customer") == "False"

    def test_two_documents_contradict_each_other_on_exports(self, sample: Callable[[str], Sample]) -> None:
        """Without an order of precedence the words settle nothing; the agreed contract has one answer."""
        held = sample("web-agency/offered").offer.entitlement("data-export")
        assert held.status is Status.UNKNOWN
        assert "no order of precedence" in held.reason
        assert sample("web-agency/agreed").status("data-export") == "included"

    def test_security_updates_are_a_dearer_plan(self, sample: Callable[[str], Sample]) -> None:
        """A purchase may take no plan at all, and then goes without."""
        held = sample("web-agency/offered").offer.entitlement("security-patching")
        assert held.through == ("plan:serenity",)
        assert sample("web-agency/offered").surcharge("security-patching") == ["85.00 EUR / month"]


class TestPhotoPrinting:
    """Fairness to the supplier counts, too."""

    def test_the_draft_has_no_edge(self, sample: Callable[[str], Sample]) -> None:
        """Scope, cooperation and acceptable use are excluded; use is unlimited, and payment late."""
        offered = sample("photo-printing/offered")
        for kind in ("scope-boundary", "customer-cooperation", "acceptable-use"):
            assert offered.status(kind) == "excluded"
        assert offered.says("fair-use-limits", "unlimited") == "True"
        assert offered.says("payment-terms", "due") == "P120D"

    def test_the_suppliers_way_out_is_abrupt(self, sample: Callable[[str], Sample]) -> None:
        """One day's notice, no help, and the pictures are gone."""
        offered = sample("photo-printing/offered")
        assert offered.says("supplier-termination-notice", "notice") == "P1D"
        assert offered.status("exit-assistance") == "excluded"
        assert offered.status("data-export") == "excluded"
        assert sample("photo-printing/agreed").says("supplier-termination-notice", "notice") == "P6M"


class TestCommonPaper:
    """A real text: Common Paper SLA 2.0."""

    def test_the_credits_are_capped_claimed_and_the_sole_remedy(
        self, sample: Callable[[str], Sample]
    ) -> None:
        """8 % (3.3), within seven days (3.2), exclusive (3.5)."""
        sla = sample("common-paper/sla")
        assert sla.says("service-credits", "cap") == "8 %"
        assert sla.says("service-credits", "claim_within") == "P7D"
        assert sla.says("service-credits", "sole_remedy") == "True"
        remedy = sla.level("uptime").remedy
        assert remedy is not None
        assert (remedy.sole, str(remedy.cap), str(remedy.claim_within)) == (True, "8 %", "P7D")

    def test_what_the_order_form_fills_in_is_unstated(self, sample: Callable[[str], Sample]) -> None:
        """Neither target nor credit nor price is invented."""
        contract = sample("common-paper/sla").contract
        assert [level.target for level in contract.service_levels] == [None, None]
        assert all(level.remedy and level.remedy.credit is None for level in contract.service_levels)
        assert contract.pricing is None
        assert sample("common-paper/sla").status("support-channel") == "unknown"

    def test_good_and_bad_as_the_text_has_them(self, sample: Callable[[str], Sample]) -> None:
        """A robot's answer does not count (2.2); two misses in three months open the exit (3.4); no repair time."""
        sla = sample("common-paper/sla")
        assert sla.says("response-time-target", "automated_counts") == "False"
        assert sla.says("chronic-failure-termination", "misses") == "2"
        assert sla.says("chronic-failure-termination", "window") == "P3M"
        assert sla.says("measurement-method", "measured_by") == "supplier"
        assert sla.status("resolution-time-target") == "absent"

    def test_every_quotation_is_in_the_source(
        self, sample: Callable[[str], Sample], corpus: Callable[[str], Path]
    ) -> None:
        """The quoted words are the standard's, to the letter."""
        source = re.sub(r"<[^>]+>|\*\*", "", (corpus("common-paper") / "sla.md").read_text(encoding="utf-8"))
        source = " ".join(source.split())
        contract = sample("common-paper/sla").contract
        quoted = [entry.text for entry in (*contract.clauses, *contract.service_levels) if entry.text]
        assert len(quoted) == 9
        assert [text for text in quoted if text not in source] == []
