"""What a change of one value is worth to the buyer: the table of `slacheck.audit.worth`, line by line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from slacheck.audit.entries import judge_target
from slacheck.audit.standing import judge_status
from slacheck.audit.worth import DEPENDS, SAME, Judgement, Verdict, Why, judge, together
from slacheck.contract.direction import Direction, Way
from slacheck.contract.scalar import parse_target
from slacheck.offer.cost import Cost, Unit
from slacheck.offer.entitlement import Status
from slacheck.quantity import Duration, Money, Percent

PROMISE, BURDEN = Direction(Way.LOWER), Direction(Way.LOWER, burden=True)
LONGER, TRUE, FALSE = Direction(Way.HIGHER), Direction(Way.TRUE), Direction(Way.FALSE)
ORDER = Direction(Way.ORDER, (("closed",), ("users", "staff"), ("open",)))
MORE, FEWER = Direction(Way.MORE), Direction(Way.FEWER)
WORSE, BETTER, NEITHER = Verdict.WORSE, Verdict.BETTER, Verdict.INCOMPARABLE


def long(text):
    return Duration.parse(text)


def euro(amount, per="year", currency="EUR"):
    return Cost(((Unit(currency, per), Decimal(amount)),) if amount else ())


OPEN = Cost(unstated=frozenset(["price"]))


@pytest.mark.parametrize(
    ("direction", "before", "after", "verdict"),
    [
        (PROMISE, long("P3M"), long("P1M"), BETTER),
        (PROMISE, long("P1M"), long("P3M"), WORSE),
        (PROMISE, long("P1M"), long("P30D"), NEITHER),
        (LONGER, Percent(Decimal(99)), Percent(Decimal(98)), WORSE),
        (LONGER, 3, 4, BETTER),
        (LONGER, date(2026, 1, 1), date(2027, 1, 1), BETTER),
        (LONGER, Money(Decimal(5), "EUR"), Money(Decimal(9), "EUR"), BETTER),
        (LONGER, Money(Decimal(5), "EUR"), Money(Decimal(9), "USD"), NEITHER),
        (TRUE, True, False, WORSE),
        (FALSE, True, False, BETTER),
        (ORDER, "closed", "users", WORSE),
        (ORDER, "open", "staff", BETTER),
        (ORDER, "staff", "users", NEITHER),
        (ORDER, "elsewhere", "users", NEITHER),
        (MORE, ("a",), ("a", "b"), BETTER),
        (MORE, ("a",), ("b",), NEITHER),
        (FEWER, ("a",), ("b", "a"), WORSE),
        (BURDEN, euro(12), euro(24), WORSE),
        (BURDEN, euro(12), OPEN, WORSE),
        (BURDEN, OPEN, euro(12), BETTER),
        (BURDEN, euro(12), euro(12, "minute"), NEITHER),
        (BURDEN, euro(12), euro(12, currency="USD"), NEITHER),
        (BURDEN, euro(12), euro(0), BETTER),
    ],
)
def test_two_values_that_are_stated(direction, before, after, verdict):
    assert judge(before, after, direction).verdict is verdict


@pytest.mark.parametrize(
    ("direction", "value", "verdict"),
    [
        (PROMISE, long("P1M"), BETTER),
        (BURDEN, long("P1M"), WORSE),
        (BURDEN, Duration(), BETTER),
        (LONGER, Duration(), WORSE),
        (LONGER, Percent(Decimal(0)), WORSE),
        (BURDEN, Money(Decimal(0), "EUR"), BETTER),
        (BURDEN, 0, BETTER),
        (TRUE, True, BETTER),
        (TRUE, False, WORSE),
        (FALSE, True, WORSE),
        (FALSE, False, BETTER),
        (ORDER, "closed", BETTER),
        (ORDER, "users", NEITHER),
        (ORDER, "open", WORSE),
        (MORE, ("a",), BETTER),
        (FEWER, ("a",), WORSE),
        (BURDEN, euro(0), BETTER),
        (BURDEN, euro(12), WORSE),
        (BURDEN, OPEN, WORSE),
    ],
)
def test_a_value_beside_silence(direction, value, verdict):
    """What comes as better goes as worse, and the other way round."""
    assert judge(None, value, direction) == Judgement(verdict, Why.STATED)
    assert judge(value, None, direction) == Judgement(verdict.mirrored, Why.STATED)


def test_what_means_the_same_is_the_same():
    """A year is twelve months, and a list has no order."""
    assert judge(long("P1Y"), long("P12M"), PROMISE) == SAME
    assert judge(("a", "b"), ("b", "a"), None) == SAME
    assert judge(True, 1, TRUE) != SAME


def test_without_a_direction_nothing_is_better():
    assert judge("phone", "email", None) == DEPENDS
    assert judge("phone", None, None) == DEPENDS


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        (">= 99 %", ">= 99.9 %", BETTER),
        (">= 99 %", "> 99 %", BETTER),
        ("<= PT4H", "<= PT8H", WORSE),
        (">= 99 %", "<= 99 %", NEITHER),
        ("== 5", "== 6", NEITHER),
        (">= 99 %", None, WORSE),
        (None, "<= 5", BETTER),
    ],
)
def test_a_target_that_implies_the_other_is_stronger(before, after, verdict):
    old, new = (None if one is None else parse_target(one) for one in (before, after))
    assert judge_target(old, new, None).verdict is verdict


def test_a_bound_on_the_wrong_side_is_no_promise():
    """`>= PT4H` says that an answer takes at least four hours."""
    old, new = parse_target(">= PT4H"), parse_target(">= PT8H")
    assert judge_target(old, new, Direction(Way.LOWER)) == DEPENDS


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        (Status.INCLUDED, Status.PAID, WORSE),
        (Status.QUALIFIED, Status.OPT_IN, WORSE),
        (Status.PAID, Status.UNPRICED, WORSE),
        (Status.EXCLUDED, Status.ABSENT, WORSE),
        (Status.ABSENT, Status.PAID, BETTER),
        (Status.EXCLUDED, Status.UNOBTAINABLE, NEITHER),
        (Status.PAID, Status.UNKNOWN, NEITHER),
        (Status.UNKNOWN, Status.QUALIFIED, NEITHER),
        (Status.INCLUDED, Status.UNKNOWN, WORSE),
        (Status.ABSENT, Status.UNKNOWN, BETTER),
    ],
)
def test_a_change_of_status(before, after, verdict):
    """The best cannot become better by becoming unclear, nor the worst worse."""
    assert judge_status(before, after) is verdict
    assert judge_status(after, before) is verdict.mirrored


def test_changes_on_both_sides_are_neither_better_nor_worse():
    worse, better = Judgement(WORSE, Why.PRICE), Judgement(BETTER, Why.STATUS)
    assert together([worse, DEPENDS]) == worse
    assert together([worse, better]) == DEPENDS
    assert together([SAME]) == SAME
