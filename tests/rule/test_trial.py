"""Rules on trial: what their cases notice, and what they do not."""

from __future__ import annotations

import json

import pytest

from slacheck.rule.model import Equivalent
from slacheck.rule.pack import PackFiles, load_pack
from slacheck.rule.trial import Ground, mutate_rule, try_rule
from slacheck.rule.variant import variants
from slacheck.source.problem import Unreadable
from slacheck.source.text import decode
from slacheck.source.yaml import read
from tests.face.conftest import rule as fields_of
from tests.oracle.ground import contract
from tests.rules.support import pack, taxonomy

MANY = {
    "clauses": [
        {"clause": "audit-rights", "id": "fair", "attributes": {"notice": "P30D"}},
        {"clause": "audit-rights", "id": "long", "attributes": {"notice": "P31D"}},
    ]
}


def node(name, value):
    return read(decode(name, json.dumps(value).encode()))


def load(*rules, parameters=None, minimal=None):
    """A pack of these rules."""
    manifest = {
        "apiVersion": "slacheck/v1", "kind": "RulePack", "id": "own", "version": "1.0.0", "title": "Own",
        "language": "1.1",
        "parameters": parameters or {}, "minimal": minimal or contract(),
    }  # fmt: skip
    files = {one["id"]: node(f"{one['id']}.yaml", one) for one in rules}
    return load_pack(PackFiles(node("pack.yaml", manifest), files, "0" * 64), taxonomy(), {})


def trial(of, run=mutate_rule):
    """The result of the only rule of a pack."""
    return run(of.rules[0], Ground(of, taxonomy()))


def case(name, expect, **fragment):
    return {"name": name, "expect": expect, "contract": fragment}


def status(value):
    return {"metadata": {"status": value}}


def survivors(mutation):
    return [fate.variant.change for fate in mutation.fates if fate.survives]


AGREED = {
    "require": 'contract.metadata.status == "agreed"',
    "when": 'contract.metadata.status != "ended"',
}
SIGNED = case("agreed", {"pass": ["contract"]}, **status("agreed"))
OFFERED = case("offered", {"gap": ["contract"]}, **status("offered"))
ENDED = case("ended", {"not-applicable": ["contract"]}, **status("ended"))
FINE = contract(metadata={"id": "fine", "title": "Fine", "language": "en", "status": "agreed"})


def agreed(*cases, **more):
    """A pack with one rule about the status of the contract, and these cases."""
    return load(fields_of("not-agreed", **{**AGREED, **more}, cases=list(cases)), minimal=FINE)


class TestCases:
    def test_cases_that_hold(self):
        """The rule finds what each expects and passes the minimal contract."""
        assert trial(agreed(SIGNED, OFFERED), try_rule).holds

    def test_a_case_that_does_not_hold_says_what_differs(self):
        """The result names the subject, what it is and what it should be."""
        found = trial(agreed(SIGNED, case("wrong", {"pass": ["contract"]}, **status("offered"))), try_rule)
        assert not found.holds
        assert [result.holds for result in found.cases] == [True, False]
        assert found.cases[1].differences[0] == "`contract` is gap, not pass"

    def test_a_fragment_that_makes_no_contract_is_a_failure(self):
        """It shows the problems of the contract; the other cases are run all the same."""
        found = trial(agreed(case("bad", {}, servise={}), case("worse", {}, clauses=["x"]), SIGNED), try_rule)
        assert [result.holds for result in found.cases] == [False, False, True]
        assert "servise" in found.cases[0].problems[0].message

    def test_a_rule_without_cases_does_not_hold(self):
        """Nothing was tested: that is no pass."""
        assert not trial(agreed(), try_rule).holds

    def test_the_minimal_contract_is_a_case_of_every_rule(self):
        """A rule that finds a gap in the ground of its cases does not hold, though its cases do."""
        found = trial(load(fields_of("x", **AGREED, cases=[SIGNED])), try_rule)
        assert all(result.holds for result in found.cases)
        assert found.minimal.differences == ("`contract` is gap, which the case does not expect",)
        assert not found.holds

    def test_a_case_says_where_it_is_written(self):
        """Its place is in the file of its rule."""
        found = trial(agreed(SIGNED), try_rule)
        assert found.cases[0].case.span.source.name == "not-agreed.yaml"
        assert '"agreed"' in found.cases[0].case.span.text

    def test_a_day_that_does_not_exist_is_a_problem_of_the_pack(self):
        """It is told when the pack is loaded, at the place where it is written."""
        with pytest.raises(Unreadable) as caught:
            agreed({**SIGNED, "today": "2026-02-30"})
        assert caught.value.problems[0].span.text == '"2026-02-30"'

    def test_a_contract_is_read_once(self):
        """Cases with the same fragment and day have the same facts; another day has its own."""
        own = agreed(SIGNED, {**SIGNED, "name": "again"}, {**SIGNED, "today": "2027-01-12"})
        ground = Ground(own, taxonomy())
        one, again, later = (ground.facts(each) for each in own.rules[0].cases)
        assert one is again
        assert one is not later


class TestSurvivors:
    def test_weak_cases_let_mutants_survive(self):
        """One gap alone says neither what passes nor where the rule applies."""
        assert survivors(trial(agreed(OFFERED))) == [
            "drop the whole of `when`",
            '"ended" -> "draft"',
            '"agreed" -> "ended"',
        ]

    def test_strong_cases_notice_all(self):
        """A pass, a gap and a contract to which the rule does not apply."""
        mutation = trial(agreed(SIGNED, OFFERED, ENDED))
        assert survivors(mutation) == []
        assert mutation.holds

    def test_a_mutant_is_noticed_for_the_right_reason(self):
        """The turned comparison passes what was offered: the first case that sees it says so."""
        mutation = trial(agreed(SIGNED, OFFERED, ENDED))
        (fate,) = [
            one
            for one in mutation.fates
            if one.variant.change.endswith('-> contract.metadata.status != "agreed"')
        ]
        assert (fate.case.name, fate.difference) == ("agreed", "`contract` is gap, not pass")

    def test_rules_whose_cases_fail_are_not_mutated(self):
        """Every mutant would seem to be noticed."""
        mutation = trial(agreed(case("wrong", {"gap": ["contract"]}, **status("agreed"))))
        assert mutation.fates == ()
        assert not mutation.holds

    def test_what_becomes_unknown_is_noticed(self):
        """A case names every unknown, so a dropped condition that leaves a question open is seen."""
        mutation = trial(
            load(
                fields_of(
                    "x",
                    'kind("audit-rights").tier == "baseline" || fact("hosted")',
                    cases=[case("hosted", {"pass": ["contract"]}, service={"facts": {"hosted": True}})],
                ),
                minimal=contract(service={"description": "d", "facts": {"hosted": True}}),
            )
        )
        assert 'drop kind("audit-rights").tier == "baseline"' in survivors(mutation)
        assert '"hosted" -> "personal-data"' not in survivors(mutation)


class TestSubjects:
    FOR_EACH = 'entry in entries("audit-rights")'

    def rule(self, *cases, **more):
        return fields_of(
            "x",
            'entry.attributes.notice <= duration("P30D")',
            for_each=self.FOR_EACH,
            cases=list(cases),
            **more,
        )

    def test_the_list_of_subjects_is_mutated_too(self):
        """Another clause kind has no notice: the mutant does not type-check, and is counted."""
        own = load(self.rule(case("long", {"gap": ["long"], "pass": ["fair"]}, **MANY)))
        mutation = trial(own)
        assert mutation.discarded == 1
        assert not [fate for fate in mutation.fates if fate.variant.place == "for_each"]

    def test_a_bound_needs_a_case_on_each_side(self):
        """30 days pass and 31 do not: no shifted bound, no other unit and no other comparison is left."""
        own = load(self.rule(case("long", {"gap": ["long"], "pass": ["fair"]}, **MANY)))
        assert survivors(trial(own)) == []

    def test_a_bound_far_from_its_cases_survives(self):
        """Ten days and a hundred do not say where the line is."""
        far = [
            {"clause": "audit-rights", "id": name, "attributes": {"notice": notice}}
            for name, notice in (("fair", "P10D"), ("long", "P100D"))
        ]
        own = load(self.rule(case("far", {"gap": ["long"], "pass": ["fair"]}, clauses=far)))
        assert survivors(trial(own)) == [
            'entry.attributes.notice <= duration("P30D") -> entry.attributes.notice < duration("P30D")',
            'duration("P30D") -> duration("P29D")',
            'duration("P30D") -> duration("P31D")',
        ]

    def test_a_condition_on_the_taxonomy_is_settled_anew(self):
        """A mutant of the part of `when` that the taxonomy decides has other subjects."""
        own = pack("baseline")
        rule = next(one for one in own.rules if one.id == "baseline-absent")
        (dropped,) = [
            one.rule
            for one in variants(rule, taxonomy()).variants
            if one.change == 'drop clause.tier == "baseline"'
        ]
        assert len(dropped.subjects) == len(taxonomy().kinds) > len(rule.subjects)


class TestParameters:
    PARAMETERS = {  # noqa: RUF012 - nobody changes it
        "most": {"type": "duration", "default": "P30D"},
        "strict": {"type": "boolean", "default": True},
        "way": {"type": "choice", "values": ["mean", "sum"], "default": "mean"},
        "words": {"type": "choices", "values": ["one", "two"], "default": ["one", "two"]},
        "title": {"type": "text", "default": "T"},
        "unused": {"type": "integer", "default": 1},
    }

    def changes(self, require, **more):
        own = load(fields_of("x", require, cases=[], **more), parameters=self.PARAMETERS)
        return [one.change for one in variants(own.rules[0], taxonomy()).variants if "params." in one.change]

    def test_the_value_of_a_parameter_moves(self):
        """Down, up and to another unit; a parameter that the rule does not read stays."""
        found = self.changes("contract.term.initial > params.most")
        assert [one for one in found if one.startswith("params.most = ")] == [
            "params.most = P30D -> P29D",
            "params.most = P30D -> P31D",
            "params.most = P30D -> P2Y6M",
        ]
        assert not [one for one in found if "unused" in one]

    def test_a_word_and_a_truth_value_become_others(self):
        """A choice becomes another word, a list loses one, a text another text."""
        found = self.changes(
            'params.strict || params.way == "sum" || "one" in params.words || params.title == "X"'
        )
        values = [one.partition(" = ")[2] for one in found if " = " in one]
        assert values == [
            "true -> false",
            '"mean" -> "sum"',
            '["one", "two"] -> ["two"]',
            '["one", "two"] -> ["one"]',
            '"T" -> "not T"',
        ]

    def test_a_parameter_read_twice_moves_in_each_place(self):
        """One place alone may be wrong: there the shifted value is written out."""
        found = self.changes("contract.term.initial > params.most && contract.term.initial != params.most")
        assert found.count('params.most -> duration("P29D")') == 2

    def test_a_moved_parameter_is_noticed_by_a_case_at_the_bound(self):
        """A case of exactly 30 days sees the bound go down, one of 31 sees it go up."""
        own = load(
            fields_of(
                "x",
                "entry.attributes.notice <= params.most",
                for_each='entry in entries("audit-rights")',
                cases=[case("both sides", {"gap": ["long"], "pass": ["fair"]}, **MANY)],
            ),
            parameters=self.PARAMETERS,
        )
        assert survivors(trial(own)) == []


class TestExcuses:
    def excused(self, *mutants):
        return [{"mutant": mutant, "reason": "no contract shows it"} for mutant in mutants]

    @pytest.mark.parametrize(
        "mutant",
        ['"ended" -> "draft"', 'when: `"ended"`  ->\n `"draft"`', '"draft"'],
    )
    def test_an_excuse_names_a_survivor(self, mutant):
        """By its change, by its place and its change, or by what comes out of it."""
        mutation = trial(agreed(OFFERED, SIGNED, equivalent=self.excused(mutant)))
        assert survivors(mutation) == ["drop the whole of `when`"]
        (fate,) = [one for one in mutation.fates if one.excused]
        assert fate.excused == Equivalent(mutant, "no contract shows it", fate.excused.span)
        assert mutation.unneeded == ()

    def test_an_excuse_for_what_a_case_notices_is_no_longer_needed(self):
        """Neither is one for a mutant that does not exist."""
        mutation = trial(
            agreed(OFFERED, SIGNED, ENDED, equivalent=self.excused('"ended" -> "draft"', "drop nothing"))
        )
        assert [one.mutant for one in mutation.unneeded] == ['"ended" -> "draft"', "drop nothing"]
        assert survivors(mutation) == []
        assert not mutation.holds

    def test_an_excuse_needs_a_reason(self):
        """Without one the pack is not loaded."""
        with pytest.raises(Unreadable) as caught:
            agreed(OFFERED, equivalent=[{"mutant": "drop it"}])
        assert "`reason` missing" in caught.value.problems[0].message

    def test_an_excuse_is_a_mapping(self):
        """A bare text is told where it stands."""
        with pytest.raises(Unreadable) as caught:
            agreed(OFFERED, equivalent=["drop it"])
        assert caught.value.problems[0].message == "expected a mapping"
