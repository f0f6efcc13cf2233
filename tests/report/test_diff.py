"""A diff and a tender, as they are read: their golden outputs, and what each form must not lose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from slacheck.audit.compare import bid, compare
from slacheck.audit.diff import diff
from slacheck.audit.run import Terms
from slacheck.audit.worth import Verdict, Why
from slacheck.contract.read import read_contract
from slacheck.offer.cost import Cost, Unit
from slacheck.report import (
    compare_html,
    compare_json,
    compare_text,
    diff_html,
    diff_json,
    diff_markdown,
    diff_text,
)
from slacheck.report.diff import VERDICT_SIGN, VERDICT_TONE, VERDICT_WORD, WHY, headline, tone
from slacheck.report.price import signed
from slacheck.tongue import speak
from tests.oracle.ground import contract, euro, node, priced, taxonomy, written

OLD = contract(
    term={"initial": "P3Y", "renewal": {"automatic": True, "notice": "P1M"}},
    clauses=[
        {"clause": "sso", "ref": "Art. 4", "attributes": {"protocols": ["saml", "oidc"]}},
        {"clause": "logging", "ref": "Art. 5", "attributes": {"retention": "P90D", "place": "Ghent"}},
        {"clause": "hotline", "ref": "Art. 6"},
    ],
    service_levels=[{"id": "up", "clause": "availability", "target": ">= 99.9 %", "window": "P1M"}],
    pricing=priced(base=euro(1080, "year")),
)
NEW = contract(
    term={"initial": "P3Y", "renewal": {"automatic": True, "notice": "P3M"}},
    clauses=[
        {"clause": "logging", "ref": "Art. 4", "attributes": {"retention": "P1Y", "place": "Liège"}},
        {"clause": "hotline", "scope": "office hours"},
    ],
    service_levels=[{"id": "up", "clause": "availability", "target": ">= 99.5 %", "window": "P1M"}],
    pricing=priced(
        options=[{"id": "sso", "name": "SSO", "price": euro(12, "user/month"), "delivers": ["sso"]}]
    ),
)
TERMS = Terms((), taxonomy(), "0" * 64, None, date(2026, 1, 10))  # type: ignore[arg-type]


def read(data, name):
    return read_contract(node(written(data), name), taxonomy())


def changed():
    return diff(read(OLD, "old.yaml"), read(NEW, "new.yaml"), taxonomy(), version="0")


def tender():
    offers = [OLD, NEW, {**OLD, "parties": {"customer": {"name": "Buyer"}, "supplier": {"name": "Other"}}}]
    bids = [bid(read(one, f"{number}.yaml"), TERMS) for number, one in enumerate(offers, 1)]
    return compare(bids, TERMS, "0")


@pytest.mark.parametrize(
    ("name", "render"),
    [
        ("diff.txt", lambda: diff_text.render(changed(), whole=True)),
        ("diff.md", lambda: diff_markdown.render(changed(), whole=True)),
        ("diff.html", lambda: diff_html.render(changed(), whole=True)),
        ("diff.json", lambda: diff_json.render(changed(), whole=True)),
        ("tender.txt", lambda: compare_text.render(tender())),
        ("tender.html", lambda: compare_html.render(tender())),
        ("tender.json", lambda: compare_json.render(tender())),
    ],
)
def test_reads_as_its_golden_output(golden, name, render):
    golden(name, render())


def test_every_verdict_and_reason_has_its_words():
    assert set(VERDICT_SIGN) == set(VERDICT_TONE) == set(VERDICT_WORD) == set(Verdict)
    assert set(WHY) == set(Why)


def test_nothing_is_left_out():
    """Each change is in each form."""
    found = changed()
    text = diff_text.render(found, whole=True)
    assert text.count("because: ") == len(found.changes) + len(found.reworded)
    page = diff_html.render(found, whole=True)
    assert page.count('<br><span class="small">') == len(found.changes) + len(found.reworded)


def test_the_whole_is_as_grave_as_its_gravest_change():
    same = diff(read(OLD, "a"), read(OLD, "b"), taxonomy())
    assert (tone(changed()), tone(same)) == ("error", "good")
    assert headline(same, speak("en")) == "nothing changed in meaning"
    assert headline(changed(), speak("en")).endswith("changes for the worse")


def test_a_difference_has_a_sign_for_each_unit():
    cost = Cost(
        ((Unit("EUR", "once"), Decimal(-5)), (Unit("EUR", "user/year"), Decimal(144))),
        frozenset(["option:x"]),
    )
    assert (
        signed(cost, speak("en")) == "- 5.00 EUR once + 12.00 EUR / user/month + option:x (price not stated)"
    )
