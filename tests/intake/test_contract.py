"""The contract as text: readable, valid, every entry with the line that it comes from."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slacheck.intake.contract import slug
from slacheck.intake.scribe import flow, one_line, scalar
from tests.intake.lists import FILE, contract_of, imported, node, price_list, sells, yes

EXPECTED = """\
# Imported from the price list acme/2024.yml; each entry names the line that it comes from.
# What is `proposed` rests on a name match that nobody has confirmed: confirm it in a mapping
# file (`slacheck import ... --map FILE`), or take the line `proposed` out.
apiVersion: slacheck/v1
kind: Contract
metadata:
  id: acme-2024
  title: "Acme: price list of 2024-06-08"
  language: en
  status: offered
  note: a monthly price is multiplied by 0.83 if billed annual
documents:
  - {id: price-list, title: "Acme: price list of 2024-06-08", version: "2024-06-08", date: 2024-06-08}
parties:
  customer: {name: the buyer}
  supplier: {name: Acme}
service:
  description: "Acme, an online service, as its price list describes it"
  facts: {hosted: true}  # all else that a price list does not say is unknown
clauses:
  - clause: logging  # acme/2024.yml:6 auditLog
    ref: features.auditLog
    text: "who, when"
    proposed: true
pricing:
  currency: EUR
  plans:
    - id: free  # acme/2024.yml:7
      name: FREE
      ref: plans.FREE
      price: {amount: 0, per: user/month}  # acme/2024.yml:7
    - id: pro-plus  # acme/2024.yml:7
      name: PRO_PLUS
      ref: plans.PRO_PLUS
      price: {amount: 9.5, per: user/month}  # acme/2024.yml:7
      delivers:
        - {clause: sso, proposed: true}  # acme/2024.yml:7 samlLogin
  options:
    - id: support-pack  # acme/2024.yml:9
      name: supportPack
      ref: addOns.supportPack
      price: on-request  # acme/2024.yml:9 Contact Sales
      available_in: [pro-plus]
# Fields that sort or draw a price list and say nothing of what a buyer holds:
#   features.*.type: 2 times, first on line 6
"""


def test_the_whole_contract():
    """As somebody has looked at it."""
    found = imported(
        features={"samlLogin": yes(False), "auditLog": yes(description="who,\n when")},
        plans={"FREE": sells(0), "PRO_PLUS": sells(9.5, has={"samlLogin": True})},
        billing={"monthly": 1, "annual": 0.83},
        addOns={"supportPack": sells("Contact Sales", "/month", availableFor=["PRO_PLUS"])},
    )
    assert found.text == EXPECTED
    assert contract_of(found).contract.metadata.id == "acme-2024"
    assert found.summary == (
        "2 plans, 1 add-ons, 2 features; 2 deliveries of 2 clause kinds, 2 of them proposed; 0 notes"
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ENTERPRISE_PLUS", "enterprise-plus"), ("githubCopilotBusiness", "github-copilot-business"), ("Pro+", "pro"),
        ("Équipe", "equipe"), ("BASIC", "basic"), ("plan 2 (new)", "plan-2-new"), ("团队", ""), ("x" * 300, "x" * 80),
    ],
)  # fmt: skip
def test_names_become_ids(name, expected):
    """Words stay apart, accents go."""
    assert slug(name) == expected


def test_names_that_look_alike_get_ids_of_their_own():
    """And a name without a Latin letter gets a number."""
    plans = contract_of(
        imported(plans={name: sells(1) for name in ("Pro", "PRO", "Pro+", "团队")})
    ).contract.pricing
    assert [plan.id for plan in plans.plans] == ["pro", "pro-2", "pro-3", "plan-4"]
    assert [plan.name for plan in plans.plans] == ["Pro", "PRO", "Pro+", "团队"]


def test_billing_by_the_year_only_is_said():
    """The price by month holds then only."""
    assert "it is billed annual only" in imported(billing={"annual": 1}).text


HOSTILE = [
    '"', "a: b", "# not a comment", "- x", "{a}", "&x *y", "yes", "null", "12:30", "12e3", "\u202e", "a\nb", "\x07",
    "~", "!!x", "'", "\\", "%", "🤷‍♂️", "\ud7ff\ue000",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_names_stay_names(words):
    """What looks like YAML in a source is text in the contract, and nothing leaves its comment."""
    features = {words: yes(description=words), f"saml {words}": yes(description=words)}
    found = imported(saasName=f"A {words}", features=features, plans={words: sells(words)})
    contract = contract_of(found).contract
    assert contract.parties.supplier.name == f"A {words}"
    assert contract.pricing.plans[0].name == words.strip()
    assert contract.clauses[0].text == " ".join(words.split())
    assert len(contract.clauses) == 1


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_back_as_it_was(text):
    """Alone, in a list and in a mapping."""
    written = f"a: {scalar(text)}\nb: [{scalar(text)}, {scalar(text)}]\nc: {flow(d=text, e=text)}\n"
    assert node(written).value == {"a": text, "b": [text, text], "c": {"d": text, "e": text}}


@given(st.text())
def test_a_comment_never_leaves_its_line(text):
    """Nor does it hide anything."""
    assert "\n" not in one_line(text)
    assert one_line(text).isprintable()


@given(st.decimals(0, 10**9, places=4))
def test_a_price_is_the_one_of_the_source(figure):
    """To the last digit."""
    text = price_list(plans=None) + f"plans: {{PRO: {{price: {figure}, unit: /month}}}}\n"
    assert (
        contract_of(imported(text)).contract.pricing.plans[0].price.amount == figure == Decimal(str(figure))
    )


def test_every_place_names_a_line_of_the_source():
    """A line that holds the name behind it."""
    text = price_list(plans=None, features={"auditLog": yes(), "samlLogin": yes(False)})
    text += "plans:\n  A: {price: 0, unit: /month}\n  B:\n    price: 5\n    unit: /month\n    features:\n"
    text += "      samlLogin:\n        value: true\n"
    lines = text.split("\n")
    places = re.findall(rf"# {FILE}:(\d+)(?: (\w+))?$", imported(text).text, re.MULTILINE)
    assert len(places) == 6
    named = {name: lines[int(line) - 1] for line, name in places if name}
    assert '"auditLog"' in named["auditLog"]
    assert named["samlLogin"] == "        value: true"
