"""What does not count stands in tables of its own and nowhere else; what the counts leave out is counted there."""

from __future__ import annotations

from slacheck.report.aside import asides, ledgers, spot
from slacheck.report.group import groups
from slacheck.report.tally import contract_tally, verdict
from slacheck.report.tone import contract_tone
from slacheck.report.words import told
from slacheck.rule.model import Outcome
from slacheck.tongue import speak
from tests.report.samples import CLEAN, CONTRACT, EXPIRED, FRESH, GOVERNED, KNOWN, SOLD, WAIVED

ENGLISH = speak("en")
(GUARDED,) = GOVERNED.contracts


def test_waived_known_and_fixed_have_a_table_each():
    assert [one.title for one in asides(GUARDED, ENGLISH)] == [
        "Waived: 1 finding, not counted",
        "Known: 12 findings, not counted",
        "Fixed: 1 finding of the baseline",
    ]
    assert asides(CONTRACT, ENGLISH) == ()


def test_a_waived_finding_is_told_with_place_end_name_and_reason():
    (row,) = asides(GUARDED, ENGLISH)[0].rows
    assert row == (
        "error baseline-sold-as-option", "role-based-access-control:13", "until 2027-06-30",
        "Jane Doe, CISO (RISK-12)", "The module is ordered; its price is accepted until the renewal.",
    )  # fmt: skip


def test_known_findings_are_folded_by_rule():
    (row,) = asides(GUARDED, ENGLISH)[1].rows
    assert row[0] == "error baseline-absent"
    assert row[1].startswith("12: kind-0, kind-1, ")


def test_what_does_not_count_is_in_no_group():
    assert [one for group in groups(GUARDED.findings) for one in group.findings] == [EXPIRED, FRESH]


def test_the_tally_counts_what_is_waived_and_known():
    assert contract_tally(GUARDED, ENGLISH).endswith("0 broken, 1 waived, 12 known")
    assert contract_tally(CONTRACT, ENGLISH).endswith("0 waived")


def test_a_contract_with_nothing_but_waived_gaps_is_not_called_good():
    """Waived is not passed."""
    only = CLEAN._replace(findings=(WAIVED,), waived=1)
    assert verdict(only, ENGLISH) == "1 waived"
    assert contract_tone(CLEAN) == "good"
    assert contract_tone(only) == contract_tone(CLEAN._replace(findings=KNOWN, known=12)) == "unknown"
    assert verdict(GUARDED, ENGLISH) == "2 gaps; 1 waived; 12 known"


def test_what_is_new_says_so():
    assert told(FRESH, ENGLISH).endswith("says nothing of it (new; in the baseline as `unknown`)")
    assert told(SOLD, ENGLISH) == SOLD.message


def test_a_place_in_another_file_names_it():
    assert spot(EXPIRED, GUARDED.file) == "contract (slacheck-waivers.yaml:3)"


def test_the_files_that_decide_are_named_with_their_digests():
    assert list(ledgers(GOVERNED, ENGLISH)) == [
        "waivers: slacheck-waivers.yaml (sha256 888888888888), 1 in use, 2 about what was not checked",
        "baseline: known.yaml (sha256 999999999999), 12 known, 1 new, 1 fixed",
    ]


def test_nothing_is_asked_of_the_supplier_about_what_does_not_count():
    asking = next(one for one in CONTRACT.findings if one.questions)
    assert asking.outcome is Outcome.UNKNOWN
    settled = CONTRACT._replace(findings=(asking._replace(waiver=WAIVED.waiver),))
    assert not settled.questions()
