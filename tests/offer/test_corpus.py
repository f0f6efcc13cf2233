"""Real price lists: each feature as a clause, against brute force where that can list all purchases, and quickly."""

from __future__ import annotations

import pytest
import yaml

from slacheck.offer.entitlement import Status
from slacheck.offer.offer import Offer
from tests.oracle import naive
from tests.oracle.price_list import kinds_of, listed, reading_of

OPTIONS = 15
"""So many options brute force can list within the time of a test: the longest list of the corpus has fifteen."""
FILES = 114


@pytest.fixture(scope="module")
def lists(corpus):
    paths = sorted(corpus("pricing2yaml").rglob("*.yml"))
    assert len(paths) == FILES
    found = [listed(yaml.safe_load(path.read_bytes())) for path in paths]
    taxonomies = [kinds_of(one) for one in found]
    return [
        (one, reading_of(one, taxonomy).contract, taxonomy)
        for one, taxonomy in zip(found, taxonomies, strict=True)
    ]


def patterns(one):
    """One feature for each set of plans and options that deliver it: the others have the same answer."""
    pricing = one.data["pricing"]
    found = {}
    for kind in one.kinds:
        where = [kind in item["delivers"] for item in (*pricing["plans"], *pricing["options"])]
        found.setdefault(tuple(where), kind)
    return list(found.values())


@pytest.mark.slow
def test_brute_force_agrees_on_every_list_that_it_can_list(lists):
    """Status, witnesses by price, and the number of purchases; what depends on open counts may stay unknown."""
    compared = 0
    for one, contract, taxonomy in lists:
        if len(one.data["pricing"]["options"]) > OPTIONS:
            continue
        offer = Offer(contract, taxonomy)
        space = naive.purchases(one.data, {})
        assert offer.space.count == len(space)
        for kind in patterns(one):
            held, expected = offer.entitlement(kind), naive.answer(one.data, kind, space)
            assert held.status is Status.UNKNOWN or held.status.value in expected.statuses
            assert _same(held.holding, expected.holding)
            assert _same(held.without, expected.lacking) or not expected.lacking
            compared += 1
    assert compared > 600


def _same(purchase, candidates):
    """Whether brute force has the purchase among its cheapest."""
    if purchase is None:
        return not candidates
    plan, options = purchase.configuration
    return not candidates or any((one.plan, one.options) == (plan, frozenset(options)) for one in candidates)


def test_all_features_of_every_list_are_answered_quickly(lists, within):
    """Every feature as a clause; `make bench` is where times are measured."""
    with within(400):
        for one, contract, taxonomy in lists:
            offer = Offer(contract, taxonomy)
            assert all(offer.entitlement(kind).kind == kind for kind in one.kinds)
