"""What changed in meaning between two versions of a contract."""

from __future__ import annotations

import pytest

from slacheck.audit.diff import diff
from slacheck.audit.worth import Verdict
from slacheck.offer.cost import Cost
from tests.oracle.ground import contract, euro, priced, reading, taxonomy

SSO = {"id": "sso", "name": "SSO", "price": euro(12, "user/month"), "delivers": ["sso"]}
HELD = [{"clause": "sso"}]


def between(old, new):
    return diff(reading(contract(**old)), reading(contract(**new)), taxonomy())


def said(value):
    return str(value.amounts()[0]) if isinstance(value, Cost) and value.sums else value


def told(old, new):
    """Each change in short: verdict, subject, what, before, after."""
    return {
        (one.verdict.value, one.subject, one.what, said(one.before), said(one.after))
        for one in between(old, new).changes
    }


def verdicts(old, new):
    """The verdict by subject and property."""
    return {f"{one.subject} {one.what}": one.verdict.value for one in between(old, new).changes}


def words_at(place):
    return place.span.text


class TestHoldings:
    def test_a_clause_moves_from_the_base_service_into_an_option(self):
        """With the exact surcharge, and both places."""
        found = between({"clauses": HELD, "pricing": priced()}, {"pricing": priced(options=[SSO])})
        moved = found.changes[0]
        assert (moved.verdict, moved.subject, moved.before, moved.after) == (
            Verdict.WORSE, "clause:sso", "included", "paid",
        )  # fmt: skip
        old, new = moved.standings
        assert (old.through, new.through, new.names) == ((), ("option:sso",), ("SSO",))
        assert str(new.surcharge.amounts()[0]) == "12.00 EUR / user/month"
        assert '"clause": "sso"' in moved.old.span.source.line(moved.old.span.line + 1)
        assert '"id": "sso"' in moved.new.span.source.line(moved.new.span.line + 1)

    def test_the_surcharge_of_an_option_rises(self):
        dearer = {**SSO, "price": euro(15, "user/month")}
        found = between({"pricing": priced(options=[SSO])}, {"pricing": priced(options=[dearer])})
        risen = {one.subject: one for one in found.changes}
        assert {one.verdict for one in risen.values()} == {Verdict.WORSE}
        assert str(risen["clause:sso"].difference.amounts()[0]) == "3.00 EUR / user/month"
        assert str(risen["option:sso"].difference.amounts()[0]) == "3.00 EUR / user/month"

    def test_a_clause_that_applies_in_neither_version_is_nothing_to_the_buyer(self):
        off = {"service": {"description": "x", "facts": {"hosted": False}}}
        found = verdicts({**off, "clauses": HELD}, off)
        assert found["clause:sso status"] == "incomparable"

    def test_a_new_limit_is_worse_and_says_which(self):
        narrowed = [{"clause": "sso", "limits": [{"metric": "users", "max": 10}]}]
        found = told({"clauses": HELD}, {"clauses": narrowed})
        assert ("worse", "clause:sso", "status", "included", "qualified") in found
        assert ("worse", "clause:sso", "limits", None, "users <= 10") in found

    def test_a_limit_may_rise(self):
        limits = [[{"clause": "sso", "limits": [{"metric": "users", "max": most}]}] for most in (10, 20)]
        assert told({"clauses": limits[0]}, {"clauses": limits[1]}) == {
            ("better", "clause:sso", "limits.max", "10", "20")
        }


class TestAttributes:
    @pytest.mark.parametrize(
        ("before", "after", "verdict"),
        [
            ({"retention": "P1Y"}, {"retention": "P90D"}, "worse"),
            ({"retention": "P1Y"}, {}, "worse"),
            ({}, {"retention": "P1Y"}, "better"),
            ({"own": False}, {}, "better"),
            ({"mode": "full"}, {"mode": "sampled"}, "worse"),
            ({"place": "Ghent"}, {"place": "Liège"}, "incomparable"),
        ],
    )
    def test_a_change_has_a_verdict(self, before, after, verdict):
        old, new = ({"clauses": [{"clause": "logging", "attributes": one}]} for one in (before, after))
        assert [one.verdict.value for one in between(old, new).changes] == [verdict]

    def test_a_price_by_year_may_be_the_same_as_one_by_month(self):
        old, new = (
            {"clauses": [{"clause": "hotline", "attributes": {"rate": rate}}]}
            for rate in (euro(1, "minute"), {"amount": 1, "currency": "EUR", "per": "minute"})
        )
        pricing = {"pricing": priced()}
        assert between({**old, **pricing}, {**new, **pricing}).changes == ()

    def test_entries_of_one_kind_are_paired_by_what_delivers_them(self):
        options = [
            {"id": "a", "price": euro(1), "delivers": []},
            {"id": "b", "price": euro(1), "delivers": []},
        ]
        entries = [
            {"clause": "logging", "only_in": [f"option:{name}"], "attributes": {"retention": length}}
            for name, length in (("a", "P1Y"), ("b", "P2Y"))
        ]
        pricing = {"pricing": priced(options=options)}
        assert between({"clauses": entries, **pricing}, {"clauses": entries[::-1], **pricing}).changes == ()

    def test_what_a_new_clause_says_is_told_by_its_status(self):
        new = {"clauses": [{"clause": "logging", "attributes": {"own": False}}]}
        assert verdicts({}, new) == {"clause:logging status": "better"}


LEVEL = {
    "id": "up", "clause": "availability", "target": ">= 99.5 %", "window": "P1M", "measured_by": "both",
    "remedy": {"credit": "5 %", "cap": "10 %", "sole": False, "claim_within": "P30D"},
}  # fmt: skip


class TestLevels:
    @pytest.mark.parametrize(
        ("change", "what", "verdict"),
        [
            ({"target": ">= 99 %"}, "target", "worse"),
            ({"window": "P1Y"}, "window", "worse"),
            ({"measured_by": "supplier"}, "measured_by", "worse"),
            ({"measured_by": "customer"}, "measured_by", "incomparable"),
            ({"remedy": {**LEVEL["remedy"], "credit": "9 %"}}, "remedy.credit", "better"),
            ({"remedy": {**LEVEL["remedy"], "cap": "8 %"}}, "remedy.cap", "worse"),
            ({"remedy": {**LEVEL["remedy"], "sole": True}}, "remedy.sole", "worse"),
            ({"remedy": {**LEVEL["remedy"], "claim_within": "P5D"}}, "remedy.claim_within", "worse"),
        ],
    )
    def test_a_change_has_a_verdict(self, change, what, verdict):
        found = verdicts({"service_levels": [LEVEL]}, {"service_levels": [{**LEVEL, **change}]})
        assert found == {f"service_level:up {what}": verdict}

    def test_a_level_that_goes_is_a_promise_less(self):
        second = {**LEVEL, "id": "up-too"}
        found = verdicts({"service_levels": [LEVEL, second]}, {"service_levels": [LEVEL]})
        assert found == {"service_level:up-too removed": "worse"}


class TestOffer:
    def test_the_base_price_rises_with_the_totals(self):
        found = told({"pricing": priced()}, {"pricing": priced(base=euro(120))})
        assert ("worse", "base", "price", "100.00 EUR / month", "120.00 EUR / month") in found
        assert {one[1] for one in found} == {"base", "total:cheapest", "total:baseline"}

    def test_a_year_for_twelve_months_is_only_reworded(self):
        found = between({"pricing": priced()}, {"pricing": priced(base=euro(1200, "year"))})
        assert found.changes == ()
        assert [one.subject for one in found.reworded] == ["base"]

    def test_a_price_that_becomes_open_is_worse(self):
        option = {**SSO, "price": "on-request"}
        found = verdicts({"pricing": priced(options=[SSO])}, {"pricing": priced(options=[option])})
        assert found["option:sso price"] == "worse"
        assert found["clause:sso status"] == "worse"

    def test_prices_in_another_currency_are_not_compared(self):
        found = verdicts({"pricing": priced()}, {"pricing": {**priced(), "currency": "USD"}})
        assert set(found.values()) == {"incomparable"}
        assert "pricing currency" in found

    def test_a_base_fee_beside_plans_is_dearer_than_none(self):
        plans = [{"id": "p", "price": euro(10)}]
        old, new = {"currency": "EUR", "plans": plans}, {"currency": "EUR", "plans": plans, "base": euro(5)}
        assert verdicts({"pricing": old}, {"pricing": new})["base price"] == "worse"

    @pytest.mark.parametrize(
        ("field", "before", "after", "verdict"),
        [
            ("requires", [], ["other"], "worse"),
            ("excludes", ["other"], [], "better"),
            ("consent", {"on_silence": "nothing"}, {"on_silence": "accepted"}, "worse"),
            ("consent", {"default": "unsafe"}, {"default": "protected"}, "better"),
            ("free_until", "2026-06-30", "2026-12-31", "better"),
            ("text", "one", "other", None),
        ],
    )
    def test_what_an_option_demands(self, field, before, after, verdict):
        other = {"id": "other", "price": euro(1), "delivers": []}
        option = {"id": "x", "price": euro(1), "delivers": []}
        old, new = ({"pricing": priced(options=[{**option, field: one}, other])} for one in (before, after))
        found = {
            one.what: one.verdict.value for one in between(old, new).changes if one.subject == "option:x"
        }
        assert list(found.values()) == ([verdict] if verdict else [])

    def test_a_new_option_is_told_and_judged_by_what_it_does(self):
        extra = {"id": "x", "price": euro(1), "delivers": []}
        assert verdicts({"pricing": priced()}, {"pricing": priced(options=[extra])}) == {
            "option:x added": "incomparable"
        }

    def test_what_everybody_has_is_not_missed_in_an_option(self):
        """The option no longer sells what the base service now holds."""
        empty = {**SSO, "delivers": []}
        found = between(
            {"pricing": priced(options=[SSO])}, {"clauses": HELD, "pricing": priced(options=[empty])}
        )
        assert {one.verdict for one in found.changes} == {Verdict.BETTER}
        assert [one.what for one in found.reworded] == ["delivers"]

    def test_a_baseline_that_can_no_longer_be_had_is_worse_at_any_price(self):
        found = verdicts({"clauses": HELD, "pricing": priced()}, {"pricing": priced(base=euro(1))})
        assert found["total:baseline price"] == "worse"
        assert found["total:cheapest price"] == "better"


class TestTheRest:
    def test_terms_and_silence(self):
        old = {"term": {"initial": "P3Y", "renewal": {"automatic": True, "notice": "P1M"}}}
        new = {"term": {"initial": "P1Y", "renewal": {"automatic": True, "notice": "P3M"}},
               "silence": {"means": "accepted"}}  # fmt: skip
        assert verdicts(old, new) == {
            "term renewal.notice": "worse",
            "term initial": "incomparable",
            "silence means": "worse",
        }

    def test_documents_and_their_order(self):
        documents = [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]
        found = verdicts(
            {"documents": documents, "precedence": ["a", "b"]},
            {"documents": [*documents, {"id": "c", "title": "C"}], "precedence": ["b", "a"]},
        )
        assert found == dict.fromkeys(("document:c added", "precedence precedence"), "incomparable")

    def test_facts_parties_and_state(self):
        found = verdicts(
            {},
            {
                "service": {
                    "description": "other words",
                    "facts": {"hosted": True},
                    "quantities": {"users": 9},
                },
                "parties": {"customer": {"name": "Buyer"}, "supplier": {"name": "Another"}},
                "metadata": {"id": "d", "title": "D", "status": "agreed"},
            },
        )
        assert found == dict.fromkeys(
            (
                "service facts.multi-user",
                "service quantities.users",
                "parties supplier.name",
                "metadata status",
            ),
            "incomparable",
        )

    def test_other_words_are_counted_apart(self):
        old, new = ({"clauses": [{"clause": "sso", "ref": ref, "text": text}]}
                    for ref, text in (("Art. 1", "so"), ("Art. 2", "thus")))  # fmt: skip
        found = between(old, new)
        assert found.changes == ()
        assert [(one.what, one.verdict) for one in found.reworded] == [
            ("ref", Verdict.SAME), ("text", Verdict.SAME),
        ]  # fmt: skip
        assert words_at(found.reworded[0].new) == '"Art. 2"'
