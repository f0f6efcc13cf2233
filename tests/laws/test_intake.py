"""Whatever is put into a price list: it is refused with lines, or becomes a contract that can be read."""

from __future__ import annotations

import json
from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from slacheck.source.problem import Problem, Unreadable
from tests.intake.lists import amount, contract_of, imported, sells, yes

WHOLE = {
    "saasName": "Acme", "syntaxVersion": "2.1", "createdAt": "2024-06-08", "currency": "EUR", "url": "x", "tags": ["a"],
    "billing": {"monthly": 1, "annual": 0.9},
    "features": {
        "samlLogin": yes(False), "auditLog": yes(), "phoneHelp": {"valueType": "TEXT", "defaultValue": "Email"},
        "auditDays": {"valueType": "NUMERIC", "defaultValue": 0},
    },
    "usageLimits": {
        "logins": amount(5, unit="login/day", linkedFeatures=["samlLogin"]),
        "onlyHere": yes(linkedFeatures=["auditLog"]),
    },
    "plans": {"FREE": sells(0), "PRO": sells(9, has={"samlLogin": True, "auditDays": 30}, limits={"logins": 9})},
    "addOns": {
        "A": sells("Contact us", "/month", availableFor=["PRO"], excludes=["B"], has={"samlLogin": True}),
        "B": sells(3, dependsOn=["C"], usageLimitsExtensions={"logins": {"value": 2}}),
        "C": sells(3, subscriptionConstraints={"minQuantity": 2}),
    },
}  # fmt: skip

JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**20),
    st.sampled_from(["", " ", "PRO", "samlLogin", "C", "null", "1.5", "a: b\n# c", "\u202e", "Contact us", "/year"]),
    st.sampled_from([[], {}, ["PRO"], ["A", "B", "C"], [3], {"value": True}, {"x": {"value": 1}}, {"price": 1}]),
)  # fmt: skip


def routes(value: object, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The way to each entry of each mapping."""
    if not isinstance(value, dict):
        return []
    own = [(*above, key) for key in value]
    return own + [route for key, one in value.items() for route in routes(one, (*above, key))]


ROUTES = routes(WHOLE)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A price list in which a few things are something else, are gone, or are called otherwise."""
    whole = deepcopy(WHOLE)
    for route in draw(st.lists(st.sampled_from(ROUTES), min_size=1, max_size=3)):
        holder = whole
        for step in route[:-1]:
            holder = holder.get(step) if isinstance(holder, dict) else None
        if not isinstance(holder, dict) or route[-1] not in holder:
            continue
        old = holder.pop(route[-1])
        match draw(st.sampled_from(["replace", "drop", "rename"])):
            case "replace":
                holder[route[-1]] = draw(JUNK)
            case "rename":
                holder[draw(st.sampled_from(["", "x", "null", "FREE", "value", "1e5", "\n"]))] = old
    return json.dumps(whole, indent=1)


@given(damaged())
def test_a_damaged_price_list_is_refused_or_becomes_a_contract(text):
    """Every refusal has a line; every contract is read back without a problem."""
    problems: tuple[Problem, ...] = ()
    try:
        found = imported(text)
    except Unreadable as error:
        problems = error.problems
    if problems:
        assert all(problem.span for problem in problems)
    else:
        assert contract_of(found).contract.metadata.id
