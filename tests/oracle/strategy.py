"""Small contracts for the oracle: few plans and options, prices that often tie, every way to deliver a clause."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.oracle.ground import contract

KINDS = ("sso", "logging")
AMOUNTS = (0, 5, 10, 12, 120)
PERIODS = ("month", "year", "once", "quarter", "user", "user/year", "unit/month", "user/once")

figures = st.builds(
    lambda amount, per: {"amount": amount, "per": per}, st.sampled_from(AMOUNTS), st.sampled_from(PERIODS)
)
prices = st.one_of(figures, figures, figures, st.just("on-request"))
# A one-off charge inside a clause is paid when the right is exercised, so it is left to cases by hand.
charges = st.one_of(
    st.just("on-request"),
    st.builds(
        lambda amount, per: {"amount": amount, "per": per},
        st.sampled_from(AMOUNTS),
        st.sampled_from(("month", "year", "minute", "incident")),
    ),
)


@st.composite
def narrowing(draw, own_prices: bool = True):
    """What may keep a delivery from being the whole clause; mostly nothing."""
    found = {}
    match draw(st.integers(0, 9)):
        case 0:
            found["limits"] = [{"metric": "users", "max": 3}]
        case 1:
            found["scope"] = "half of it"
        case 2:
            found["until"] = "2027-01-01"
        case 3 if own_prices:
            found["charge"] = draw(charges)
        case _:
            pass
    return found


@st.composite
def deliveries(draw):
    """What a plan or an option delivers."""
    found = []
    for kind in draw(st.lists(st.sampled_from(KINDS), max_size=2, unique=True)):
        more = draw(narrowing())
        if kind == "logging" and draw(st.integers(0, 5)) == 0:
            more["extra"] = True
        found.append({"clause": kind, **more} if more else kind)
    return found


@st.composite
def entries(draw, items):
    """One entry of `clauses`."""
    voice = draw(st.sampled_from((True, True, True, True, False, "unclear")))
    entry = {"clause": draw(st.sampled_from(KINDS))}
    if voice is not True:
        return {**entry, "provided": voice}
    if items and draw(st.booleans()):
        entry["only_in"] = draw(st.lists(st.sampled_from(items), min_size=1, max_size=2, unique=True))
    return {**entry, **draw(narrowing())}


@st.composite
def contracts(draw):
    """The data of a contract with 0 to 3 plans and 0 to 5 options."""
    plan_ids = [f"p{n}" for n in range(draw(st.integers(0, 3)))]
    option_ids = [f"o{n}" for n in range(draw(st.integers(0, 5)))]
    pricing = {"currency": "EUR"}
    if draw(st.integers(0, 3)):
        pricing["base"] = draw(prices)
    if draw(st.booleans()):
        pricing["plan_choice"] = "at-most-one"
    pricing["plans"] = [draw(plans(name, plan_ids)) for name in plan_ids]
    pricing["options"] = [draw(options(name, option_ids, plan_ids)) for name in option_ids]
    if len(option_ids) > 1 and draw(st.integers(0, 2)) == 0:
        pricing["one_of"] = draw(st.lists(groups(option_ids), min_size=1, max_size=2))
    items = [f"plan:{name}" for name in plan_ids] + [f"option:{name}" for name in option_ids]
    quantities = draw(st.sampled_from(({}, {"users": 2}, {"users": 7, "units": 3})))
    term = draw(st.sampled_from(({}, {"term": {"initial": "P2Y"}}, {"term": {"initial": "P7M"}})))
    return contract(
        service={"description": "x", "quantities": quantities},
        clauses=draw(st.lists(entries(items), max_size=3)),
        pricing=pricing,
        **term,
    )


def groups(option_ids):
    """A choice among options."""
    return st.fixed_dictionaries(
        {
            "options": st.lists(st.sampled_from(option_ids), min_size=1, max_size=3, unique=True),
            "choose": st.sampled_from(("exactly-one", "at-most-one", "at-least-one")),
        }
    )


@st.composite
def plans(draw, name, others):
    plan = {"id": name, "delivers": draw(deliveries())}
    if draw(st.integers(0, 5)):
        plan["price"] = draw(prices)
    if draw(st.integers(0, 3)) == 0:
        plan["includes"] = draw(st.lists(st.sampled_from(others), max_size=2, unique=True))
    return plan


@st.composite
def options(draw, name, options_, plans_):
    option = {"id": name, "delivers": draw(deliveries())}
    if draw(st.integers(0, 5)):
        option["price"] = draw(prices)
    others = [one for one in options_ if one != name]
    for relation in ("requires", "excludes"):
        if others and draw(st.integers(0, 3)) == 0:
            option[relation] = draw(st.lists(st.sampled_from(others), max_size=2, unique=True))
    if draw(st.integers(0, 4)) == 0:
        option["available_in"] = draw(st.lists(st.sampled_from(plans_), unique=True)) if plans_ else []
    return option
