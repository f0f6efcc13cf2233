"""A second answer to "what does a buyer hold of this clause": brute force, written from the meaning of the words.

It reads the plain data of a contract, shares no code with `slacheck`, and looks at every plan with every set of
options, at every price in exact fractions. It is slow and short on purpose: it is to be believed by reading it.

A price of its own, which stands in the clause instead of the price list, is a purchase like any other: the buyer may
make it or not. It is named after its kind: `sso:0`, `sso:1`, ...
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import chain, combinations
from typing import NamedTuple

NONE, PARTIAL, FULL = 0, 1, 2
MONTHS = {"month": 1, "quarter": 3, "year": 12}


class Bought(NamedTuple):
    """One purchase."""

    plan: str | None
    options: frozenset[str]
    extras: frozenset[str]
    """Prices of their own that are paid, too."""
    price: Counter
    """An exact sum for each (currency, unit); recurring units by month."""
    open: frozenset[str]
    """What it takes that has no stated price."""


class Grip(NamedTuple):
    """One place that delivers the clause: with any of `items` (`plan:pro`), or to everybody when there are none."""

    items: frozenset[str]
    partial: bool
    extra: str | None = None
    """The price of its own that must be paid for it."""


class Answer(NamedTuple):
    """What the oracle says of a clause kind."""

    statuses: frozenset[str]
    """One status, or the two between which the words of the contract do not decide."""
    lacking: list[Bought]
    """Every cheapest purchase that does not hold the clause as well as it can be held."""
    holding: list[Bought]
    """Every cheapest purchase that does."""


def priced(price: object, currency: str) -> tuple[Counter, bool]:
    """A price as (sum, whether no figure is stated)."""
    if price is None or price == "on-request":
        return Counter(), True
    who, _, period = price["per"].rpartition("/")
    if period in ("user", "unit"):
        who, period = period, "month"
    amount = Fraction(str(price["amount"])) / MONTHS.get(period, 1)
    unit = "month" if period in MONTHS else period
    return Counter({(price.get("currency", currency), f"{who}/{unit}".lstrip("/")): amount}), False


def on_use(price: dict) -> bool:
    """Whether a charge is paid each time the right is exercised."""
    return price["per"].rpartition("/")[2] not in (*MONTHS, "user", "unit")


def subsets(items: list) -> chain:
    """Every selection of a list."""
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


def purchases(contract: dict, extras: dict[str, object]) -> list[Bought]:
    """Every purchase that the contract allows, with every choice of prices of their own."""
    pricing = contract["pricing"]
    plans: list = list(pricing.get("plans", []))
    if not plans or pricing.get("plan_choice") == "at-most-one":
        plans.append(None)
    found = []
    for plan in plans:
        for chosen in subsets(pricing.get("options", [])):
            if allowed(plan and plan["id"], chosen):
                found += [bought(pricing, plan, chosen, paid, extras) for paid in subsets(sorted(extras))]
    return [one for one in found if chooses(pricing, one)]


def chooses(pricing: dict, purchase: Bought) -> bool:
    """Whether a purchase takes as many options of each group as it must, of those that its plan offers."""
    offered = {
        option["id"]
        for option in pricing.get("options", [])
        if purchase.plan in option.get("available_in", [purchase.plan])
    }
    for group in pricing.get("one_of", []):
        members = offered & set(group["options"])
        taken = len(members & purchase.options)
        if members and taken == 0 and group["choose"] != "at-most-one":
            return False
        if taken > 1 and group["choose"] != "at-least-one":
            return False
    return True


def allowed(plan: str | None, chosen: tuple[dict, ...]) -> bool:
    """Whether options may be bought together, with a plan."""
    ids = {option["id"] for option in chosen}
    return all(
        ids >= set(option.get("requires", ()))
        and not ids & set(option.get("excludes", ()))
        and ("available_in" not in option or plan in option["available_in"])
        for option in chosen
    )


def bought(pricing: dict, plan: dict | None, chosen: tuple, paid: tuple, extras: dict) -> Bought:
    """A purchase, added up."""
    lines = {} if plan and "base" not in pricing else {"base": pricing.get("base")}
    if plan:
        lines["plan"] = plan.get("price")
    lines |= {option["id"]: option.get("price") for option in chosen}
    lines |= {name: extras[name] for name in paid}
    total, unstated = Counter(), set()
    for name, price in lines.items():
        amount, is_open = priced(price, pricing["currency"])
        total.update(amount)
        if is_open:
            unstated.add(plan["id"] if name == "plan" and plan else name)
    ids = frozenset(option["id"] for option in chosen)
    return Bought(plan and plan["id"], ids, frozenset(paid), total, frozenset(unstated))


def grips(contract: dict, kind: str) -> tuple[list[Grip], dict[str, object]]:
    """Every place that delivers a kind, and the prices of their own that some of them ask."""
    found: list[Grip] = []
    extras: dict[str, object] = {}

    def add(said: dict, items: set[str]) -> None:
        charge, name = said.get("charge"), None
        fee = isinstance(charge, dict) and on_use(charge) and charge["amount"] != 0
        own = charge == "on-request" or (isinstance(charge, dict) and not on_use(charge) and charge["amount"])
        if own:
            name = f"{kind}:{len(extras)}"
            extras[name] = charge
        narrowed = any(said.get(word) for word in ("limits", "scope", "until"))
        found.append(Grip(frozenset(items), bool(fee or narrowed), name))

    for entry in contract.get("clauses", []):
        if entry["clause"] == kind and entry.get("provided", True) is True:
            add(entry, set(entry.get("only_in", ())))
    pricing = contract["pricing"]
    for plan in pricing.get("plans", []):
        for part in contents(plan["id"], {one["id"]: one for one in pricing["plans"]}):
            for said in part.get("delivers", []):
                deliver(said, kind, f"plan:{plan['id']}", add)
    for option in pricing.get("options", []):
        for said in option.get("delivers", []):
            deliver(said, kind, f"option:{option['id']}", add)
    return found, extras


def deliver(said: object, kind: str, item: str, add) -> None:
    """One line of a `delivers` list: the surplus that may fairly be sold does not count."""
    said = {"clause": said} if isinstance(said, str) else said
    if said["clause"] == kind and not said.get("extra"):
        add(said, {item})


def contents(plan: str, plans: dict[str, dict]) -> list[dict]:
    """A plan and every plan that it includes, each once."""
    reached = {plan}
    while more := {name for one in reached for name in plans[one].get("includes", ())} - reached:
        reached |= more
    return [plans[name] for name in sorted(reached)]


def level(purchase: Bought, found: list[Grip]) -> int:
    """How much of the clause a purchase holds: the best that any place gives it."""
    items = {f"option:{option}" for option in purchase.options} | {f"plan:{purchase.plan}"}
    reached = (
        grip
        for grip in found
        if (not grip.items or grip.items & items) and (grip.extra is None or grip.extra in purchase.extras)
    )
    return max((PARTIAL if grip.partial else FULL for grip in reached), default=NONE)


def months(contract: dict) -> int:
    """The initial term; a year where it is not stated."""
    stated = contract.get("term", {}).get("initial")
    return int(stated[1:-1]) * (12 if stated.endswith("Y") else 1) if stated else 12


def weight(purchase: Bought, contract: dict) -> tuple[int, Fraction]:
    """What orders purchases: fewer open prices first, then the sum over the initial term."""
    counts = contract["service"].get("quantities", {})
    total = Fraction(0)
    for (_, unit), amount in purchase.price.items():
        who, _, period = unit.rpartition("/")
        total += amount * counts.get(f"{who}s", 1) * (1 if period == "once" else months(contract))
    return len(purchase.open), total


def cheapest(found: list[Bought], contract: dict) -> list[Bought]:
    """All purchases of the least weight."""
    weights = [weight(one, contract) for one in found]
    least = min(weights, default=None)
    return [one for one, its in zip(found, weights, strict=True) if its == least]


def answer(contract: dict, kind: str, space: list[Bought] | None = None) -> Answer:
    """What a buyer holds of a kind; `space` saves listing the purchases again, where clauses have no prices."""
    found, extras = grips(contract, kind)
    voices = {one.get("provided", True) for one in contract.get("clauses", []) if one["clause"] == kind}
    in_base = [grip for grip in found if not grip.items]
    if False in voices and in_base:
        return Answer(frozenset(["unknown"]), [], [])
    if "unclear" in voices and not any(grip.extra is None and not grip.partial for grip in in_base):
        return Answer(frozenset(["unknown"]), [], [])
    if not found:
        return Answer(frozenset(["excluded" if False in voices else "absent"]), [], [])
    if space is None or extras:
        space = purchases(contract, extras)
    return over(space, found, contract)


def over(space: list[Bought], found: list[Grip], contract: dict) -> Answer:
    """The answer over all purchases."""
    if not space:
        return Answer(frozenset(["unknown"]), [], [])
    levels = [level(one, found) for one in space]
    best, least = max(levels), min(levels)
    if best == NONE:
        return Answer(frozenset(["unobtainable"]), [], [])
    holding = cheapest([one for one, held in zip(space, levels, strict=True) if held == best], contract)
    if least == FULL:
        return Answer(frozenset(["included"]), [], holding)
    wanted = FULL if least == PARTIAL else best
    lacking = cheapest([one for one, held in zip(space, levels, strict=True) if held < wanted], contract)
    if least == PARTIAL:
        return Answer(frozenset(["qualified"]), lacking, holding)
    # Purchases that weigh the same are equally good witnesses, even where different prices are unstated.
    verdicts = (bargain(one, other, contract) for one in holding for other in lacking)
    return Answer(frozenset().union(*verdicts), lacking, holding)


def difference(more: Bought, less: Bought) -> tuple[dict, frozenset[str]]:
    """What one purchase costs beyond another, by unit; what both leave open cancels."""
    total = Counter(more.price)
    total.subtract(less.price)
    return {unit: value for unit, value in total.items() if value}, more.open ^ less.open


def bargain(holding: Bought, lacking: Bought, contract: dict) -> frozenset[str]:
    """Whether holding the clause costs more than lacking it, as far as prices are stated."""
    more = weight(holding, contract)[1] - weight(lacking, contract)[1]
    if holding.open - lacking.open:
        # A buyer who pays a stated price and an unstated one may call it either.
        return frozenset(
            ["unpriced", "paid"] if more > 0 and not lacking.open - holding.open else ["unpriced"]
        )
    if lacking.open - holding.open and more > 0:
        return frozenset(["unknown"])
    return frozenset(["paid" if more > 0 else "opt-in"])


def compliant(contract: dict, kinds: tuple[str, ...]) -> list[Bought]:
    """Every cheapest purchase that holds all of some kinds in full; none where no purchase does."""
    places = [grips(contract, kind) for kind in kinds]
    extras = {name: price for _, own in places for name, price in own.items()}
    space = purchases(contract, extras)
    return cheapest([one for one in space if all(level(one, found) == FULL for found, _ in places)], contract)
