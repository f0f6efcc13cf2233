"""Laws of the diff: nothing changes by itself, going back mirrors going on, and no change of a holding escapes it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from slacheck.audit.diff import diff
from slacheck.audit.standing import BUYERS_ORDER, judge_status
from slacheck.audit.worth import Verdict, judge
from slacheck.contract.direction import Direction, Way
from slacheck.offer.cost import Cost
from slacheck.offer.entitlement import Status
from slacheck.offer.offer import Offer
from slacheck.quantity import Duration
from tests.oracle.ground import reading, taxonomy
from tests.oracle.strategy import KINDS, contracts

many = settings(max_examples=120, deadline=None)

retentions = st.sampled_from((None, "P30D", "P1M", "P90D", "P1Y"))
modes = st.sampled_from((None, "full", "sampled"))
silences = st.sampled_from((None, "nothing", "refused", "waived"))
notices = st.sampled_from((None, "P1M", "P30D", "P3M"))


def stated(**values):
    return {name: value for name, value in values.items() if value is not None}


@st.composite
def levels(draw):
    """Up to two service levels."""
    found = []
    for name in draw(st.lists(st.sampled_from(("a", "b")), max_size=2, unique=True)):
        target = draw(st.sampled_from((None, ">= 99 %", "> 99 %", ">= 99.9 %", "<= 4 %", "== 5 %")))
        remedy = stated(
            cap=draw(st.sampled_from((None, "5 %", "10 %"))), sole=draw(st.sampled_from((None, True, False)))
        )
        window = draw(st.sampled_from((None, "P1M", "P1Y")))
        found.append(
            {"id": name, "clause": "availability", **stated(target=target, window=window), "remedy": remedy}
        )
    return found


@st.composite
def versions(draw):
    """A contract with attributes, levels, terms and a price list."""
    data = draw(contracts())
    for entry in data["clauses"]:
        if entry["clause"] == "logging":
            entry["attributes"] = stated(
                retention=draw(retentions), own=draw(st.sampled_from((None, True, False))), mode=draw(modes)
            )
    data["service_levels"] = draw(levels())
    data["service"]["facts"] = stated(hosted=draw(st.sampled_from((None, True, False))))
    notice = draw(notices)
    if notice:
        data["term"] = {**data.get("term", {}), "renewal": {"notice": notice}}
    silence = draw(silences)
    if silence:
        data["silence"] = {"means": silence}
    return data


def between(old, new):
    return diff(reading(old), reading(new), taxonomy())


def cost(value):
    return (value.sums, value.unstated) if isinstance(value, Cost) else value


def key(change):
    """A change without its places."""
    return (
        change.verdict, change.why, change.topic, change.subject, change.what, cost(change.before), cost(change.after),
        cost(change.difference), change.standings,
    )  # fmt: skip


def mirrored(change):
    """What the change back should be."""
    back = change.difference
    if back is not None:
        back = replace(back, sums=tuple((unit, -value) for unit, value in back.sums))
    what = {"added": "removed", "removed": "added"}.get(change.what, change.what)
    standings = change.standings and change.standings[::-1]
    return key(
        change._replace(
            verdict=change.verdict.mirrored, what=what, before=change.after, after=change.before, difference=back,
            standings=standings,
        )
    )  # fmt: skip


def everything(found):
    return sorted((*found.changes, *found.reworded), key=lambda one: repr(key(one)))


@many
@given(versions())
def test_a_contract_does_not_differ_from_itself(data):
    found = between(data, data)
    assert (found.changes, found.reworded) == ((), ())


@many
@given(versions(), versions())
def test_going_back_mirrors_going_on(old, new):
    """The same changes, with better and worse swapped and the prices with the other sign."""
    there, back = between(old, new), between(new, old)
    assert sorted(map(repr, map(mirrored, everything(there)))) == sorted(
        map(repr, map(key, everything(back)))
    )


@many
@given(versions(), versions(), st.sampled_from((*KINDS, "availability")))
def test_whatever_a_buyer_holds_otherwise_is_told(old, new, kind):
    """Status, through what, surcharge, what narrows it, and why it is open."""

    def held(data):
        found = Offer(reading(data).contract, taxonomy()).entitlement(kind)
        return found.status, found.through, found.surcharge, found.qualifiers, found.whole, found.reason

    told = [
        one
        for one in everything(between(old, new))
        if one.subject == f"clause:{kind}" and one.what == "status"
    ]
    assert bool(told) is (held(old) != held(new))


@many
@given(versions(), versions())
def test_the_order_is_worse_first_and_the_same_each_time(old, new):
    found = between(old, new)
    ranks = [list(Verdict).index(one.verdict) for one in found.changes]
    assert ranks == sorted(ranks)
    assert found == between(old, new)


@given(st.sampled_from(Status), st.sampled_from(Status), st.sampled_from(Status))
def test_better_is_transitive_among_statuses(first, second, third):
    """What is no worse than something that is no worse than a third is no worse than that."""
    if judge_status(first, second) is judge_status(second, third) is Verdict.BETTER:
        assert judge_status(first, third) is Verdict.BETTER


def test_each_status_but_unknown_has_its_place():
    assert {*BUYERS_ORDER, Status.UNKNOWN} == set(Status)


durations = st.one_of(
    st.none(),
    st.builds(Duration.days, st.integers(0, 800)),
    st.builds(Duration, st.integers(0, 26)),
)
directions = st.builds(Direction, st.sampled_from((Way.HIGHER, Way.LOWER)), st.just(()), st.booleans())


@given(directions, durations, durations, durations)
def test_better_is_transitive_among_values_stated_or_not(direction, first, second, third):
    verdicts = [
        judge(*pair, direction).verdict for pair in ((first, second), (second, third), (first, third))
    ]
    if verdicts[0] is verdicts[1] is Verdict.BETTER:
        assert verdicts[2] is Verdict.BETTER
