"""Laws of the decision procedure: against every record of a small world, stated in full or in part."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from slacheck.quantity import Duration
from slacheck.rule.check import check
from slacheck.rule.compile import compile as compile_expression
from slacheck.rule.satisfiable import Both, Not, Reader, agree, possible
from slacheck.rule.schema import Environment, Field, ObjectSchema, Presence
from slacheck.rule.types import BOOL, DURATION, INT, STRING, EnumType, ListType, ObjectType
from slacheck.rule.value import EvaluationError
from slacheck.truth import UNKNOWN

THING = ObjectType("thing")
TYPES = {
    "flag": BOOL,
    "count": INT,
    "other": INT,
    "status": EnumType("status", ("included", "paid", "absent")),
    "title": STRING,
    "notice": DURATION,
    "words": ListType(STRING),
}
DAYS = (
    Duration(),
    Duration.days(28),
    Duration.days(30),
    Duration(1),
    Duration.days(31),
    Duration.days(90),
    Duration(3),
)
FULL = {
    "flag": (False, True),
    "count": (-1, 0, 1, 2, 3, 4),
    "status": ("included", "paid", "absent"),
    "title": ("", "a", "aa", "b", "c"),
}
"""Values at, between and beyond all constants that the formulas below write."""
PARTIAL = {
    "flag": (None, True),
    "count": (None, 0, 2),
    "other": (None, 1),
    "status": (None, "paid"),
    "title": (None, "a"),
    "notice": (None, *DAYS),
    "words": (("a",), ()),
}


def _field(name, type_):
    presence = Presence.OPTIONAL if name == "maybe" else Presence.UNSTATED
    return Field(name, type_, presence, (name,), lambda thing: thing.get(name))


ENV = Environment(
    {
        "thing": ObjectSchema(
            "thing", {name: _field(name, type_) for name, type_ in {**TYPES, "maybe": INT}.items()}
        )
    },
    {"x": THING},
    {},
    lambda _facts, _thing: None,
)
RELATIONS = ("<", "<=", ">", ">=", "==", "!=")
numbers = st.sampled_from(("0", "1", "3"))
letters = st.sampled_from(("'a'", "'b'"))
statuses = st.sampled_from(("'included'", "'paid'", "'absent'"))
relations = st.sampled_from(RELATIONS)


def _either_way(left, relation, right):
    return st.sampled_from((f"{left} {relation} {right}", f"{right} {relation} {left}"))


def _compared(path, constants):
    return st.tuples(relations, constants).flatmap(lambda pair: _either_way(path, *pair))


exact = st.one_of(
    st.sampled_from(("x.flag", "x.flag == true", "x.flag != false", "true", "1 > 3")),
    _compared("x.count", numbers),
    _compared("x.title", letters),
    st.tuples(st.sampled_from(("==", "!=")), statuses).map(lambda pair: f"x.status {pair[0]} {pair[1]}"),
    st.lists(statuses, max_size=3).map(lambda them: f"x.status in [{', '.join(them)}]"),
)
loose = st.one_of(
    exact,
    _compared("x.count", st.just("x.other")),
    _compared("x.other", numbers),
    _compared("x.notice", st.sampled_from([f"duration('{one}')" for one in DAYS])),
    st.sampled_from(
        (
            "has(x.maybe)",
            "has(x.count)",
            "x.words.exists(w, w == 'a')",
            "size(x.words) > 0",
            "x.count / 0 == 1",
        )
    ),
)


def formulas(leaf):
    def wider(inner):
        pair = st.tuples(inner, inner)
        return st.one_of(
            inner.map(lambda one: f"!({one})"),
            pair.map(lambda two: f"({two[0]}) && ({two[1]})"),
            pair.map(lambda two: f"({two[0]}) || ({two[1]})"),
            pair.map(lambda two: f"({two[0]}) == ({two[1]})"),
            st.tuples(inner, inner, inner).map(lambda three: f"({three[0]}) ? ({three[1]}) : ({three[2]})"),
        )

    return st.recursive(leaf, wider, max_leaves=6)


def read(text):
    checked = check(text, ENV)
    return Reader(ENV, {}).formula(checked), compile_expression(checked, ENV)


def worlds(values):
    for chosen in product(*values.values()):
        yield {name: value for name, value in zip(values, chosen, strict=True) if value is not None}


ALL, SOME = list(worlds(FULL)), list(worlds(PARTIAL))


def value(run, record):
    try:
        return run(record, (record,))
    except EvaluationError:
        return UNKNOWN


@given(formulas(exact))
def test_it_is_possible_exactly_where_a_stated_record_makes_it_true(text):
    formula, run = read(text)
    assert possible(formula) == any(value(run, record) is True for record in ALL)


@given(formulas(exact), formulas(exact))
def test_two_agree_exactly_where_no_stated_record_tells_them_apart(one, other):
    (left, run), (right, run_other) = read(one), read(other)
    assert agree(left, right) == all(value(run, record) == value(run_other, record) for record in ALL)


@settings(max_examples=60)
@given(formulas(loose), formulas(loose))
def test_what_is_called_impossible_never_happens(when, require):
    """Not for a record that leaves facts out, fails, or compares months with days."""
    (applies, run), (holds, run_other) = read(when), read(require)
    no_gap = possible(Both((applies, Not(holds)))) is False
    never = possible(applies) is False
    for record in SOME if no_gap or never else ():
        if value(run, record) is True:
            assert not never
            assert value(run_other, record) is not False


@settings(max_examples=60)
@given(formulas(loose), formulas(loose))
def test_what_is_said_to_agree_never_differs_where_both_are_known(one, other):
    (left, run), (right, run_other) = read(one), read(other)
    for record in SOME if agree(left, right) else ():
        assert UNKNOWN in (value(run, record), value(run_other, record)) or value(run, record) == value(
            run_other, record
        )
