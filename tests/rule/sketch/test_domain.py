"""The values that are tried at a place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from slacheck.quantity import Duration, Money, Percent
from slacheck.rule.sketch.domain import Hints, values
from slacheck.rule.sketch.draft import Drafts
from slacheck.rule.sketch.slot import Slots
from slacheck.rule.vocabulary import environment
from tests.rule.sketch.support import TODAY
from tests.rules.support import taxonomy

SLOTS = Slots(taxonomy(), environment(taxonomy(), {}).objects)


def tried(*route, constants=(), samples=()):
    """The values of a place."""
    return values(SLOTS.all[route], constants, Hints(samples, TODAY, SLOTS.sold), Drafts(taxonomy()))


def attribute(kind, name, **more):
    return tried("clauses", kind, "attributes", name, **more)


def test_every_place_has_something_to_try():
    """Each has "not stated" and a value that a contract may state; facts and the status are always stated."""
    for route in SLOTS.all:
        found = tried(*route)
        assert len(found) > 1, route
        stated = route[:2] == ("service", "facts") or route == ("metadata", "status")
        assert (found[0] is None) is not stated, route
        assert len(set(map(repr, found))) == len(found), route


def test_a_fact_holds_first():
    assert tried("service", "facts", "hosted") == (True, False)


def test_a_duration_is_tried_at_around_and_between_the_bounds():
    found = attribute("audit-rights", "notice", constants=[Duration.parse("P40D"), Duration.parse("P50D")])
    assert found[1:3] == ("P40D", "P50D")
    assert {"P39D", "P41D", "P45D", "P49D", "P51D"} <= set(found)


def test_a_share_stays_between_nothing_and_all():
    found = attribute("price-indexation", "cap", constants=[Percent(Decimal(0)), Percent(Decimal(100))])
    assert {"0 %", "1 %", "50 %", "99 %", "100 %"} <= set(found)
    assert not {"-1 %", "101 %"} & set(found)


def test_a_sum_is_tried_around_the_bound():
    found = attribute("liability-cap", "amount", constants=[Money(Decimal(500), "EUR")])
    assert [one["amount"] for one in found[1:] if 400 < one["amount"] < 600] == [500, 499, 501]


def test_a_choice_is_tried_word_by_word():
    assert set(attribute("customer-cooperation", "list")) == {None, "closed", "open"}


def test_a_list_of_choices_is_tried_whole_without_one_and_one_by_one():
    found = attribute("root-cause-analysis", "trigger")
    assert ["major", "repeated", "on-request"] in found
    assert ["major", "repeated"] in found
    assert ["on-request"] in found


def test_a_price_may_be_free_stated_or_open():
    found = attribute("audit-rights", "price")
    assert "on-request" in found
    assert {"amount": 0, "per": "hour"} in found


@pytest.mark.parametrize(
    ("kind", "target"),
    [("availability-target", ">= 99.9 %"), ("response-time-target", "<= PT4H")],
)
def test_a_target_has_the_unit_of_its_kind(kind, target):
    assert target in tried("service_levels", kind, "target")


def test_what_a_sample_states_comes_first():
    """But not its words: they name parties and places of the sample."""
    entry = {"clause": "law-and-disputes", "attributes": {"law": "Belgian law", "service_continues": True}}
    sample = {"clauses": [entry]}
    assert attribute("law-and-disputes", "service_continues", samples=[sample])[1] is True
    assert "Belgian law" not in attribute("law-and-disputes", "law", samples=[sample])


def test_what_no_contract_may_say_is_not_tried():
    """A country has two letters; a rule's other words are no countries."""
    assert tried("law", "governing", constants=["FR", "audit-rights"]) == (None, "FR", "BE")
