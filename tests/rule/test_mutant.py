"""Expressions and their mutants."""

from __future__ import annotations

import pytest

from slacheck.rule.check import check
from slacheck.rule.expr import Literal, unparse
from slacheck.rule.mutant import mutants, plain, put_at
from slacheck.rule.parse import parse


@pytest.fixture
def changes_of(env):
    """What each mutant of a text changes."""
    return lambda text, **parameters: [one.change for one in mutants(check(text, env), env, parameters)]


@pytest.fixture
def texts_of(env):
    """The mutants of a text."""
    return lambda text: [unparse(one.expr) for one in mutants(check(text, env), env)]


class TestChains:
    def test_a_part_is_dropped(self, texts_of):
        """Each part of a chain is left out once; the operator is taken for the other."""
        found = texts_of(
            "agreed && has(trial) && has(cap)".replace("agreed", "offer.agreed").replace("has(", "has(offer.")
        )
        assert "has(offer.trial) && has(offer.cap)" in found
        assert "offer.agreed && has(offer.cap)" in found
        assert "offer.agreed && has(offer.trial)" in found
        assert "offer.agreed || has(offer.trial) || has(offer.cap)" in found

    def test_every_truth_value_is_negated(self, changes_of):
        """The whole, its parts, a field, a test for presence, a call."""
        assert [
            one for one in changes_of("offer.agreed || sold(offer.best)") if one.startswith("negate")
        ] == [
            "negate offer.agreed || sold(offer.best)",
            "negate offer.agreed",
            "negate sold(offer.best)",
        ]

    def test_a_negation_is_taken_away_once(self, texts_of):
        """What stands under `!` is not negated again: that would be the same mutant."""
        assert texts_of("!offer.agreed") == ["offer.agreed"]


class TestComparisons:
    @pytest.mark.parametrize(
        ("operator", "others"),
        [
            ("<", ["<=", ">="]),
            ("<=", ["<", ">"]),
            (">", [">=", "<="]),
            (">=", [">", "<"]),
            ("==", ["!="]),
            ("!=", ["=="]),
        ],
    )
    def test_an_operator_becomes_its_neighbour_and_its_opposite(self, texts_of, operator, others):
        """A bound is taken in or left out; the comparison turns round."""
        found = texts_of(f"offer.count {operator} size(offer.words)")
        assert found == [f"offer.count {other} size(offer.words)" for other in others]

    def test_a_negated_comparison_is_its_opposite(self, texts_of):
        """`!(a == b)` and `a != b` are one mutant."""
        assert texts_of("!(offer.count == 3)") == [
            "offer.count == 3",
            "!(offer.count == 2)",
            "!(offer.count == 4)",
        ]


class TestBounds:
    def test_a_quantity_moves_and_changes_its_unit(self, changes_of):
        """The neighbours of a duration, and the same figure of another unit."""
        assert changes_of('offer.notice <= duration("P30D")')[2:] == [
            'duration("P30D") -> duration("P29D")',
            'duration("P30D") -> duration("P31D")',
            'duration("P30D") -> duration("P30M")',
        ]

    def test_the_text_inside_a_quantity_is_no_text(self, changes_of):
        """It is never replaced by the empty text, which would be no quantity."""
        assert not [one for one in changes_of('offer.price < money("5 EUR")') if one.startswith('"')]

    def test_a_number_moves_wherever_it_stands(self, changes_of):
        """Inside arithmetic and as an index, too."""
        assert [
            one for one in changes_of("offer.plans[0].users * 2 > 7") if "->" in one and ">" not in one[:-5]
        ]
        assert {"0 -> 1", "2 -> 1", "2 -> 3", "7 -> 6", "7 -> 8"} <= set(
            changes_of("offer.plans[0].users * 2 > 7")
        )

    def test_a_text_is_emptied(self, changes_of):
        """A text that is no value of an enumeration becomes the empty one, and the empty one some text."""
        assert changes_of('offer.title == "x"')[1:] == ['"x" -> ""']
        assert changes_of('offer.title != ""')[1:] == ['"" -> "text"']


class TestEnumerations:
    def test_a_value_becomes_another(self, changes_of):
        """The next one of its enumeration, on either side of a comparison."""
        assert changes_of('offer.status == "paid"')[1:] == ['"paid" -> "absent"']
        assert changes_of('"absent" != offer.status')[1:] == ['"absent" -> "included"']

    def test_an_element_of_a_list_is_dropped_and_replaced(self, changes_of):
        """The other value is one that the list does not hold yet."""
        assert changes_of('offer.status in ["paid", "absent"]') == [
            'drop "paid"',
            'drop "absent"',
            'negate offer.status in ["paid", "absent"]',
            '"paid" -> "included"',
            '"absent" -> "included"',
        ]

    def test_a_list_of_all_values_has_no_other(self, changes_of):
        """There is nothing to replace an element by."""
        assert not [
            one for one in changes_of('offer.status in ["paid", "absent", "included"]') if "->" in one
        ]

    def test_an_argument_becomes_another(self, changes_of):
        """What a function takes from a closed list is a value of an enumeration."""
        assert '"backup" -> "audit-right"' in changes_of('size(entries("backup")) > size(offer.words)')

    def test_a_truth_value_turns_round(self, texts_of):
        """`true` becomes `false`; that is the same as turning the comparison."""
        assert texts_of("offer.agreed == true") == [
            "offer.agreed != true",
            "!offer.agreed == true",
            "offer.agreed == false",
        ]


class TestMacros:
    @pytest.mark.parametrize(
        ("name", "other"), [("all", "exists"), ("exists", "all"), ("exists_one", "exists")]
    )
    def test_a_quantifier_becomes_another(self, texts_of, name, other):
        """`all` and `exists` for one another; the condition inside has its own mutants."""
        found = texts_of(f"offer.plans.{name}(plan, sold(plan))")
        assert f"offer.plans.{other}(plan, sold(plan))" in found
        assert f"!offer.plans.{name}(plan, sold(plan))" in found
        assert f"offer.plans.{name}(plan, !sold(plan))" in found

    def test_a_filter_is_left_out(self, texts_of):
        """The list is taken as it is."""
        assert "size(offer.plans) == 0" in texts_of("size(offer.plans.filter(plan, sold(plan))) == 0")


class TestChoices:
    def test_the_branches_are_swapped(self, texts_of):
        """That is the same as negating the condition, and counted once."""
        found = texts_of("offer.agreed ? has(offer.cap) : sold(offer.best)")
        assert found[:2] == [
            "offer.agreed ? sold(offer.best) : has(offer.cap)",
            "!(offer.agreed ? has(offer.cap) : sold(offer.best))",
        ]
        assert not [one for one in found if one.startswith("!offer.agreed ?")]


class TestPlaces:
    def test_a_mutant_points_at_what_is_changed(self, env):
        """The place is that of the dropped part, of the bound, of the whole comparison."""
        text = 'offer.agreed && offer.notice < duration("P30D")'
        found = mutants(check(text, env), env)
        places = {one.change: text[one.part.start : one.part.end] for one in found}
        assert places["drop offer.agreed"] == "offer.agreed"
        assert places['duration("P30D") -> duration("P31D")'] == 'duration("P30D")'
        assert places['offer.notice < duration("P30D") -> offer.notice <= duration("P30D")'] == text[16:]

    def test_the_order_is_that_of_the_text(self, env):
        """Twice the same list, outer parts before inner ones, left before right."""
        checked = check("offer.agreed && (offer.count > 1 || has(offer.cap))", env)
        found = mutants(checked, env)
        assert found == mutants(checked, env)
        assert [one.part.start for one in found if one.change.startswith("negate")] == [0, 0, 17, 40]

    def test_a_leaf_has_no_children_to_put(self):
        """Only what has parts takes another one."""
        with pytest.raises(IndexError):
            put_at(Literal(1), 0, Literal(2))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("!!a", "a"),
        ("!(a < b)", "a >= b"),
        ("!(a <= b)", "a > b"),
        ("!(a == b)", "a != b"),
        ("!true", "false"),
        ("!a ? b : c", "a ? c : b"),
        ("x.all(y, !!y)", "x.all(y, y)"),
        ("x.map(y, !!y, z)", "x.map(y, y, z)"),
        ("has(f(!!a).b)", "has(f(a).b)"),
        ("!(a in b)", "!(a in b)"),
    ],
)
def test_negations_that_say_nothing_are_left_out(text, meaning):
    """Two mutants that mean the same for a plain reason have the same plain form."""
    assert unparse(plain(parse(text))) == meaning
