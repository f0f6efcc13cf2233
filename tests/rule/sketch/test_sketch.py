"""Contracts on which all rules pass, and rules for which there is none."""

from __future__ import annotations

import pytest

from slacheck.rule.model import Outcome
from slacheck.rule.sketch.sketch import Impossible, Sketch
from tests.face.conftest import rule
from tests.rule.sketch.support import BAD, load, names, outcomes, sketched
from tests.rules.support import framework_names, pack, pack_names

NOTICE = {"for_each": 'entry in entries("termination-for-convenience")'}
LONG = rule("long", "entry.attributes.notice >= duration('P30D')", **NOTICE)
SHORT = rule("short", "entry.attributes.notice <= duration('P10D')", **NOTICE)
THERE = rule("there", 'size(entries("termination-for-convenience")) > 0')
AGREED = rule("agreed", "contract.metadata.status == 'agreed'")
NEVER = rule("never", "contract.metadata.status == 'agreed' && contract.metadata.status == 'ended'")
TERM = rule("term", "contract.term.initial > duration('P1M')")


def clauses(found):
    return {entry["clause"]: entry for entry in found.contract.get("clauses", ())}


class TestShipped:
    @pytest.mark.parametrize("name", [*pack_names(), *framework_names()])
    def test_every_rule_passes_or_is_named_as_idle(self, name):
        """On the contract as any reader reads it, nothing is unmet, and only the named rules have no subject."""
        found = sketched(pack(name))
        assert isinstance(found, Sketch)
        seen = outcomes(pack(name), found.contract)
        assert not {one for one, outcome in seen.items() if outcome & BAD}
        idle = {one for one, outcome in seen.items() if Outcome.PASS not in outcome}
        assert idle == {one.id for one in found.idle}

    @pytest.mark.parametrize("name", ["baseline", "devices", "dora"])
    def test_nothing_can_be_left_out(self, name):
        """Without any one clause a rule fails or has no subject left."""
        found = sketched(pack(name))
        idle = {one.id for one in found.idle}
        entries = found.contract["clauses"]
        for entry in entries:
            rest = [one for one in entries if one is not entry]
            seen = outcomes(pack(name), {**found.contract, "clauses": rest})
            assert any(
                outcome & BAD or (Outcome.PASS not in outcome and one not in idle)
                for one, outcome in seen.items()
            ), entry["clause"]

    def test_the_same_rules_give_the_same_contract(self):
        one, other = sketched(pack("devices")), sketched(pack("devices"))
        assert one.contract == other.contract
        assert one.asked == other.asked

    def test_a_framework_gets_the_facts_that_bring_it_into_force(self):
        """Belgian rules between businesses leave out public procurement: they would have nothing to judge."""
        found = sketched(pack("be-b2b"))
        assert found.denied == ("public-procurement",)
        assert [one.id for one in found.idle] == ["be-b2b-scope"]

    def test_each_clause_knows_who_asks_for_it(self):
        asked = sketched(pack("baseline")).asked
        assert asked["clauses", "encryption"].needed == ("baseline-absent",)
        assert asked["clauses", "formal-notices"].judged == ("notice-silence-as-waiver",)


class TestPossible:
    def test_who_asks_for_nothing_gets_nothing(self):
        found = sketched(load(rule("named", "contract.metadata.id != ''")))
        assert clauses(found) == {}
        assert found.idle == ()
        assert found.asked == {}

    def test_a_value_inside_two_bounds_is_found(self):
        """Neither bound itself is allowed, so the value is one of those around them."""
        above = rule("above", "entry.attributes.notice > duration('P40D')", **NOTICE)
        below = rule("below", "entry.attributes.notice < duration('P44D')", **NOTICE)
        found = sketched(load(above, below, THERE))
        assert clauses(found)["termination-for-convenience"]["attributes"] == {"notice": "P41D"}

    def test_a_parameter_is_a_bound_like_any_other(self):
        bound = {"days": {"type": "duration", "default": "P77D", "means": "m"}}
        exact = rule("exact", "entry.attributes.notice == params.days", **NOTICE)
        found = sketched(load(exact, THERE, parameters=bound))
        assert clauses(found)["termination-for-convenience"]["attributes"] == {"notice": "P77D"}

    def test_a_rule_gets_something_to_judge(self):
        found = sketched(load(LONG))
        assert clauses(found)["termination-for-convenience"]["attributes"] == {"notice": "P30D"}
        assert found.asked["clauses", "termination-for-convenience"] == ((), ("long",))

    def test_no_rule_gets_a_subject_at_the_cost_of_another(self):
        """Both are met where nothing is said, and none where something is: so both are listed."""
        found = sketched(load(LONG, SHORT))
        assert [one.id for one in found.idle] == ["long", "short"]
        assert clauses(found) == {}

    def test_facts_hold_unless_a_rule_denies_them(self):
        found = sketched(load(rule("ours", '!fact("hosted")'), rule("people", 'fact("multi-user")')))
        assert found.denied == ("hosted",)
        assert found.contract["service"]["facts"] == {"multi-user": True, "hosted": False}

    def test_sections_levels_and_options_are_filled_too(self):
        found = sketched(
            load(
                AGREED,
                TERM,
                rule(
                    "level",
                    'levels("availability-target").exists(one, one.target_percent >= percent("99.95 %"))',
                ),
                rule("credit", 'credits().exists(one, one.cap >= percent("20 %"))'),
                rule("offer", "options().exists(one, one.consent.default == 'protected')"),
                rule("priced", "options().exists(one, one.price.amount > 250.0)"),
                rule("dated", "contract.documents.exists(one, has(one.date))"),
            )
        )
        assert isinstance(found, Sketch)
        assert found.contract["metadata"]["status"] == "agreed"
        assert found.contract["service_levels"][0]["target"] == ">= 99.95 %"
        assert found.contract["pricing"]["options"][0]["consent"] == {"default": "protected"}
        assert found.contract["documents"] == [
            {"id": "agreement", "title": "[to be agreed]", "date": "2026-11-25"}
        ]

    def test_a_clause_is_denied_where_a_rule_wants_that(self):
        found = sketched(load(rule("gone", 'entitlement(kind("audit-rights")).status == "excluded"')))
        assert clauses(found) == {"audit-rights": {"clause": "audit-rights", "provided": False}}


class TestImpossible:
    def test_contradicting_rules_are_named_and_no_others(self):
        """The third rule is part of it: without it, the other two are met by saying nothing."""
        found = sketched(load(AGREED, LONG, TERM, SHORT, THERE))
        assert isinstance(found, Impossible)
        assert [names(one) for one in found.clashes] == [["long", "short", "there"]]
        assert found.open == ()

    def test_two_rules_about_one_attribute_of_what_must_be_there(self):
        there = {"require": 'entries("audit-rights").exists(entry, entry.attributes.notice {})'}
        long = rule("long", there["require"].format(">= duration('P30D')"))
        short = rule(
            "short", 'entries("audit-rights").all(entry, entry.attributes.notice <= duration("P10D"))'
        )
        found = sketched(load(AGREED, long, short, TERM))
        assert [names(one) for one in found.clashes] == [["long", "short"]]

    def test_a_rule_that_cannot_be_met_stands_alone(self):
        found = sketched(load(AGREED, NEVER, TERM))
        assert [names(one) for one in found.clashes] == [["never"]]

    def test_a_rule_that_always_breaks_stands_alone(self):
        breaks = rule("breaks", "1 / (size(contract.metadata.id) - size(contract.metadata.id)) == 1")
        assert [names(one) for one in sketched(load(AGREED, breaks)).clashes] == [["breaks"]]

    def test_each_contradiction_is_named_once(self):
        ended = rule("ended", "contract.metadata.status == 'ended'")
        both = rule("both", 'fact("hosted")'), rule("neither", '!fact("hosted")')
        found = sketched(load(AGREED, *both, ended))
        assert sorted(map(names, found.clashes)) == [["agreed", "ended"], ["both", "neither"]]

    def test_facts_that_no_rule_leaves_open(self):
        """A contradiction is claimed only after the facts were tried as well."""
        found = sketched(
            load(
                rule("if", 'size(entries("audit-rights")) == 0', when='fact("hosted")'),
                rule("then", 'size(entries("audit-rights")) > 0'),
            )
        )
        assert isinstance(found, Sketch)
        assert found.denied == ("hosted",)


@pytest.mark.slow
def test_what_takes_too_many_trials_to_settle_is_not_called_a_contradiction():
    """Three rules that read twenty places: they do exclude each other, but not all combinations are tried."""
    strict = rule(
        "strict", 'levels("availability-target").exists(one, one.target_percent >= percent("99.99 %"))'
    )
    slow = rule("slow", "slowest('resolution-time-target', 'critical') >= duration('P30D')")
    found = sketched(load(strict, slow), pack("sla-arithmetic"))
    assert isinstance(found, Impossible)
    assert found.clashes == ()
    assert [names(one) for one in found.open] == [["strict", "slow", "repair-outlasts-availability"]]
