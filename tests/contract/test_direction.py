"""Which way an attribute is better: data of the taxonomy, refused where it makes no sense."""

from __future__ import annotations

import pytest

from slacheck.contract.direction import Direction, Way
from slacheck.contract.taxonomy import load
from slacheck.source.problem import Unreadable
from tests.oracle.ground import CONDITIONS, TIERS, node

KIND = """
clauses:
  - id: k
    tier: baseline
    name: {en: K}
    definition: d
    applies_when: [always]
    %s
"""


def kind(line):
    return load(node(CONDITIONS), node(TIERS), {"protection": node(KIND % line)}).kinds["k"]


def attribute(spec):
    return kind(f"attributes: {{a: {spec}}}").attributes["a"]


@pytest.mark.parametrize(
    ("spec", "better"),
    [
        ("{type: duration, better: lower}", Direction(Way.LOWER)),
        ("{type: price, better: lower, burden: true}", Direction(Way.LOWER, burden=True)),
        ("{type: boolean, better: false}", Direction(Way.FALSE)),
        ("{type: texts, better: more}", Direction(Way.MORE)),
        (
            "{type: choice, values: [a, b, c], better: [b, [a, c]]}",
            Direction(Way.ORDER, (("b",), ("a", "c"))),
        ),
        ("{type: duration}", None),
    ],
)
def test_a_direction_is_read(spec, better):
    assert attribute(spec).better == better


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("{type: duration, better: more}", "attribute `a`: `better`: expected `higher` or `lower`"),
        ("{type: boolean, better: higher}", "expected `true` or `false`"),
        ('{type: boolean, better: "true"}', "expected `true` or `false`"),
        ("{type: duration, better: true}", "expected `higher` or `lower`"),
        ("{type: text, better: higher}", "no text is better than another"),
        ("{type: choice, values: [a, b], better: a}", "from the best to the worst"),
        ("{type: choice, values: [a, b], better: [a]}", "at least two steps"),
        ("{type: choice, values: [a, b], better: [a, c]}", "`c` is none of its values"),
        ("{type: choice, values: [a, b], better: [a, b, a]}", "each value stands once"),
        ("{type: choice, values: [a, b], better: [a, [], b]}", "no step is empty"),
        ("{type: duration, burden: true}", "does not say which way it is better"),
        ("{type: duration, better: lower, burden: false}", "`burden` is `true`, or left out"),
        ("{type: duration, beter: lower}", "attribute `a` has an unknown key `beter`"),
    ],
)
def test_a_direction_that_makes_no_sense_is_refused(spec, message):
    with pytest.raises(Unreadable) as caught:
        attribute(spec)
    assert any(message in one.message for one in caught.value.problems)


def test_a_target_has_a_direction():
    assert kind("target: {type: percent, better: higher}").target_better == Direction(Way.HIGHER)
    with pytest.raises(Unreadable, match="the target: `better`: expected"):
        kind("target: {type: percent, better: true}")


def test_a_kind_may_bind_the_customer():
    assert kind("burden: true").burden
    assert not kind("why: w").burden
