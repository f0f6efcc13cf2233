"""What a change is worth to the buyer: better, worse, or neither can be said; in three-valued logic.

A value that a contract does not state may turn out to be anything. So it stands below the best value and above the
worst one: where a stated best falls away a promise is lost, where a stated worst falls away a bad term is gone, and
between the two nothing can be said. What a contract does not state binds nobody: a quantity that the supplier promises
is lost with the words, and one that binds the customer (`burden`) is gone with them.

| from, to      | best   | between               | worst  | unstated |
|---------------|--------|-----------------------|--------|----------|
| best          |        | worse                 | worse  | worse    |
| between       | better | by the direction      | worse  | a promise: worse; a burden: better; a word: incomparable |
| worst         | better | better                |        | better   |
| unstated      | better | a promise: better; a burden: worse; a word: incomparable | worse | |
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from slacheck.contract.direction import Direction, Way
from slacheck.offer.compare import Scale, at_most
from slacheck.offer.cost import Cost, Weights
from slacheck.quantity import Duration, Money, Percent
from slacheck.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterable

    from slacheck.contract.attribute import Value

    Worthy: TypeAlias = "Value | Cost"


class Verdict(StrEnum):
    """What a change is to the buyer."""

    WORSE = "worse"
    INCOMPARABLE = "incomparable"
    """Neither better nor worse, or not to be told."""
    BETTER = "better"
    SAME = "same"
    """Other words, the same meaning."""

    @property
    def mirrored(self) -> Verdict:
        """The verdict on the change back."""
        return _MIRROR.get(self, self)


_MIRROR: Final = {Verdict.WORSE: Verdict.BETTER, Verdict.BETTER: Verdict.WORSE}


class Why(StrEnum):
    """On what a verdict rests."""

    HIGHER = "higher"
    LOWER = "lower"
    MORE = "more"
    FEWER = "fewer"
    TRUE = "true"
    FALSE = "false"
    ORDER = "order"
    PRICE = "price"
    OPEN_PRICE = "open-price"
    """One of the two prices has no figure."""
    STATED = "stated"
    """One of the two is not stated."""
    STATUS = "status"
    """By the order of statuses."""
    NARROWED = "narrowed"
    """A limit or a scope takes away from what is promised."""
    HELD = "held"
    """Other clauses of the baseline can be had."""
    TARGET = "target"
    """One bound implies the other."""
    DEPENDS = "depends"
    """Which way is better is not known."""
    UNITS = "units"
    """The two are in different currencies or units, or depend on the calendar or on what is not stated."""
    SETTLED_ELSEWHERE = "by-clause"
    """What it changes for the buyer is told clause by clause."""
    NOT_APPLICABLE = "not-applicable"
    """The clause does not apply to this service, before or after."""
    WORDS = "words"
    """Only words differ."""


class Judgement(NamedTuple):
    """A verdict and its reason."""

    verdict: Verdict
    why: Why


DEPENDS: Final = Judgement(Verdict.INCOMPARABLE, Why.DEPENDS)
SAME: Final = Judgement(Verdict.SAME, Why.WORDS)
ANY: Final = Scale(Weights(None, None), None)
"""For any number of users and units, and any term."""


def judge(
    before: Worthy | None, after: Worthy | None, direction: Direction | None, scale: Scale = ANY
) -> Judgement:
    """The verdict on a change of one value; none stands for what is not stated."""
    if equal(before, after):
        return SAME
    if direction is None:
        return DEPENDS
    if before is None:
        assert after is not None
        return Judgement(_beside_silence(after, direction), Why.STATED)
    if after is None:
        return Judgement(_beside_silence(before, direction).mirrored, Why.STATED)
    if isinstance(before, Cost) and isinstance(after, Cost):
        return judge_price(before, after, scale)
    verdict = _between(before, after, direction)
    unsure = direction.way in (Way.HIGHER, Way.LOWER) and verdict is Verdict.INCOMPARABLE
    return Judgement(verdict, Why.UNITS if unsure else Why(direction.way.value))


def equal(before: Worthy | None, after: Worthy | None) -> bool:
    """Whether two values mean the same; the order in a list means nothing."""
    if isinstance(before, tuple) and isinstance(after, tuple):
        return set(before) == set(after)
    return type(before) is type(after) and before == after


def _beside_silence(value: Worthy, direction: Direction) -> Verdict:
    """The verdict on a value that is newly stated."""
    match direction.way:
        case Way.TRUE | Way.FALSE:
            return Verdict.BETTER if (direction.way is Way.TRUE) is value else Verdict.WORSE
        case Way.ORDER:
            step = direction.step(str(value))
            best, worst = step == 0, step == len(direction.steps) - 1
            return Verdict.BETTER if best else Verdict.WORSE if worst else Verdict.INCOMPARABLE
        case Way.MORE | Way.FEWER:
            promise = (direction.way is Way.MORE) is not direction.burden
            return Verdict.BETTER if promise else Verdict.WORSE
        case Way.HIGHER | Way.LOWER:
            if _is_nothing(value):
                return Verdict.BETTER if direction.way is Way.LOWER else Verdict.WORSE
            return Verdict.WORSE if direction.burden else Verdict.BETTER


def _is_nothing(value: Worthy) -> bool:
    match value:
        case Cost():
            return value.is_zero
        case Duration():
            return value == Duration()
        case Money():
            return value.amount == 0
        case Percent():
            return value.points == 0
        case _:
            return value == 0


def _between(before: Worthy, after: Worthy, direction: Direction) -> Verdict:
    match direction.way:
        case Way.TRUE | Way.FALSE:
            return Verdict.BETTER if (direction.way is Way.TRUE) is after else Verdict.WORSE
        case Way.ORDER:
            return _by_step(direction.step(str(before)), direction.step(str(after)))
        case Way.MORE | Way.FEWER:
            assert isinstance(before, tuple)
            assert isinstance(after, tuple)
            verdict = _by_content(before, after)
            return verdict if direction.way is Way.MORE else verdict.mirrored
        case Way.HIGHER | Way.LOWER:
            verdict = _by_size(before, after)
            return verdict if direction.way is Way.HIGHER else verdict.mirrored


def _by_step(before: int | None, after: int | None) -> Verdict:
    """Words of one step, and words outside of the order, are not compared."""
    if before is None or after is None or before == after:
        return Verdict.INCOMPARABLE
    return Verdict.BETTER if after < before else Verdict.WORSE


def _by_content(before: Iterable[str], after: Iterable[str]) -> Verdict:
    """Better where a list holds all of the other and more."""
    old, new = set(before), set(after)
    return Verdict.BETTER if old < new else Verdict.WORSE if new < old else Verdict.INCOMPARABLE


def _by_size(before: Worthy, after: Worthy) -> Verdict:
    """Better where it grew."""
    if isinstance(before, Duration) and isinstance(after, Duration):
        if before.shorter_than(after) is Truth.TRUE:
            return Verdict.BETTER
        return Verdict.WORSE if after.shorter_than(before) is Truth.TRUE else Verdict.INCOMPARABLE
    if isinstance(before, Money) and isinstance(after, Money):
        if before.currency != after.currency:
            return Verdict.INCOMPARABLE
        return Verdict.BETTER if before.amount < after.amount else Verdict.WORSE
    if type(before) is not type(after):
        return Verdict.INCOMPARABLE
    return Verdict.BETTER if before < after else Verdict.WORSE  # type: ignore[operator]


def judge_cost(before: Cost, after: Cost, scale: Scale) -> Judgement:
    """Better where a sum is at most what it was, whatever the contracts leave open."""
    rises, falls = at_most(before, after, scale), at_most(after, before, scale)
    match rises is Truth.TRUE, falls is Truth.TRUE:
        case True, True:
            return SAME
        case True, False:
            return Judgement(Verdict.WORSE, Why.PRICE)
        case False, True:
            return Judgement(Verdict.BETTER, Why.PRICE)
        case _:
            return Judgement(Verdict.INCOMPARABLE, Why.UNITS)


def judge_price(before: Cost, after: Cost, scale: Scale) -> Judgement:
    """One price: a figure that gives way to `on request` is worse, and the other way round better."""
    if bool(before.unbounded) is not bool(after.unbounded):
        verdict = Verdict.WORSE if after.unbounded else Verdict.BETTER
        return Judgement(verdict, Why.OPEN_PRICE)
    return judge_cost(before, after, scale)


def together(judgements: Iterable[Judgement]) -> Judgement:
    """The verdict on several changes at once: worse where some are and none is better, and so on."""
    told = [one for one in judgements if one.verdict is not Verdict.SAME]
    sided = [one for one in told if one.verdict is not Verdict.INCOMPARABLE]
    if len({one.verdict for one in sided}) == 1:
        return sided[0]
    return DEPENDS if sided else told[0] if told else SAME
