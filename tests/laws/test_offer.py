"""What `offer` says of any small contract is what brute force says, and it obeys laws of its own."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from slacheck.contract.taxonomy import Taxonomy
from slacheck.offer.entitlement import Status
from slacheck.offer.offer import Offer
from tests.oracle import naive
from tests.oracle.ground import contract, reading, taxonomy
from tests.oracle.strategy import KINDS, contracts

many = settings(max_examples=150)


def seen(data):
    return Offer(reading(data).contract, taxonomy())


def vector(cost):
    """A cost in the oracle's terms."""
    found = {}
    for unit, value in cost.sums:
        per, amount = unit.per, Fraction(value)
        if per.endswith("year"):
            per, amount = per.removesuffix("year") + "month", amount / 12
        found[unit.currency, per] = amount
    return found


def matching(purchase, candidates):
    """The oracle's purchases that buy the same from the price list and cost the same."""
    configuration = purchase.configuration
    return [
        one
        for one in candidates
        if (one.plan, one.options) == (configuration.plan, frozenset(configuration.options))
        and {unit: value for unit, value in one.price.items() if value} == vector(purchase.cost)
        and len(one.open) == len(purchase.cost.unstated)
    ]


def worlds(data):
    """The contract with each of some values for the counts that it leaves open."""
    counts = data["service"]["quantities"]
    users = [counts["users"]] if "users" in counts else [1, 60]
    units = [counts["units"]] if "units" in counts else [1, 60]
    terms = [data["term"]["initial"]] if "term" in data else ["P1M", "P120M"]
    return [
        {
            **data,
            "service": {**data["service"], "quantities": {"users": user, "units": unit}},
            "term": {"initial": term},
        }
        for user, unit, term in product(users, units, terms)
    ]


@given(contracts(), st.sampled_from(KINDS))
def test_brute_force_gives_the_same_status(data, kind):
    """Over every plan with every set of options, whatever the counts are that the contract leaves open."""
    status = seen(data).entitlement(kind).status
    possible = worlds(data)
    if status is Status.UNKNOWN and len(possible) > 1:
        assume(False)
    for world in possible:
        assert status.value in naive.answer(world, kind).statuses


@many
@given(contracts(), st.sampled_from(KINDS))
def test_what_is_stated_leaves_no_doubt(data, kind):
    """With all counts stated, the status is what brute force says and unknown only where words contradict."""
    for world in worlds(data)[-1:]:
        assert seen(world).entitlement(kind).status.value in naive.answer(world, kind).statuses


@many
@given(contracts())
def test_the_purchases_are_counted_exactly(data):
    """As many as brute force lists."""
    assert seen(data).space.count == len(naive.purchases(data, {}))


@many
@given(contracts(), st.sampled_from(KINDS))
def test_witnesses_are_cheapest_purchases_of_the_oracle(data, kind):
    """Both witnesses exist exactly where brute force finds one, at the same price."""
    held, expected = seen(data).entitlement(kind), naive.answer(data, kind)
    assume(expected.holding)
    assert matching(held.holding, expected.holding)
    if expected.lacking:
        assert matching(held.without, expected.lacking)
    else:
        assert held.without is None


@many
@given(contracts(), st.sampled_from(KINDS))
def test_the_surcharge_is_the_exact_difference_of_the_witnesses(data, kind):
    """By unit, with what has no stated price named; nothing where both witnesses are the same purchase."""
    held, expected = seen(data).entitlement(kind), naive.answer(data, kind)
    assume(expected.holding and expected.lacking and held.holding != held.without)
    more = matching(held.holding, expected.holding)[0]
    less = matching(held.without, expected.lacking)[0]
    sums, still_open = naive.difference(more, less)
    assert vector(held.surcharge) == sums
    assert len(held.surcharge.unstated) == len(still_open)


@given(contracts(), st.sampled_from(KINDS))
def test_taking_the_prices_of_options_away_never_creates_paid(data, kind):
    """An option at no stated price may become unpriced; it is never a reason to say `paid`."""
    assume(seen(data).entitlement(kind).status is not Status.PAID)
    for option in data["pricing"]["options"]:
        option.pop("price", None)
    now = seen(data).entitlement(kind)
    assert now.status is not Status.PAID or not any(name.startswith("option:") for name in now.through)


@given(contracts(), st.sampled_from(KINDS))
def test_a_clause_in_the_base_is_included(data, kind):
    """Whatever the price list sells beside it, unless another entry denies it."""
    data["clauses"] = [entry for entry in data["clauses"] if entry.get("provided") is not False]
    data["clauses"].append({"clause": kind})
    held = seen(data).entitlement(kind)
    assert held.status is Status.INCLUDED
    assert held.without is None


@given(contracts(), st.sampled_from(KINDS))
def test_names_mean_nothing(data, kind):
    """Other ids give the same status and the same surcharge."""
    text = json.dumps(data)
    for old, new in (("p0", "zeta"), ("p1", "alpha"), ("o0", "omega"), ("o1", "beta"), ("o2", "a")):
        for form in ('"{}"', '"plan:{}"', '"option:{}"'):
            text = text.replace(form.format(old), form.format(new))
    one, other = seen(data).entitlement(kind), seen(json.loads(text)).entitlement(kind)
    assert one.status is other.status
    assert sums(one.surcharge) == sums(other.surcharge)


@given(contracts(), st.sampled_from(KINDS), st.randoms(use_true_random=False))
def test_the_order_of_plans_options_and_entries_means_nothing(data, kind, random):
    """A price list may be shuffled; ties may pick another witness of the same weight."""
    one = seen(data)
    for part in (data["pricing"]["plans"], data["pricing"]["options"], data["clauses"]):
        random.shuffle(part)
    other = seen(data)
    held, again = one.entitlement(kind), other.entitlement(kind)
    assert held.status is again.status
    assert weight(one, held.surcharge) == weight(other, again.surcharge)


def sums(cost):
    return None if cost is None else (cost.sums, len(cost.unstated))


def weight(offer, cost):
    if cost is None:
        return None
    space = offer.space
    return sum(value for _, value in space.weights.rank(cost, space.months)), len(cost.unstated)


@many
@given(contracts())
def test_the_whole_baseline_costs_what_brute_force_says(data):
    """The cheapest purchase that holds every clause in full; none where a clause is unsettled or out of reach."""
    kinds = {kind: taxonomy().kinds[kind] for kind in KINDS}
    data["service"]["facts"] = {"hosted": True}
    found = Offer(reading(data).contract, Taxonomy(kinds, taxonomy().conditions)).baseline
    unsettled = [kind for kind in KINDS if unsettled_by_words(naive.answer(data, kind))]
    assert list(found.unsettled) == unsettled
    expected = naive.compliant(data, KINDS)
    if unsettled or not expected:
        assert found.compliant is None
        assert found.surcharge is None
    else:
        assert rank(found.compliant, data) == naive.weight(expected[0], data)


def unsettled_by_words(answer):
    """Whether it is open that a clause can be held, not only what it costs."""
    return "unknown" in answer.statuses and not answer.holding


def rank(purchase, data):
    """The weight of a purchase, by the oracle's arithmetic."""
    names = frozenset(purchase.cost.unstated)
    return naive.weight(naive.Bought(None, frozenset(), frozenset(), vector(purchase.cost), names), data)


def test_the_minimal_contract_is_readable():
    """The ground of all these laws."""
    assert reading(contract()).contract.metadata.id == "c"
