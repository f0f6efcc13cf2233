"""The report in a terminal: what stands first, what stands last, what is put together."""

from __future__ import annotations

import re

import pytest

from slacheck.report.text import ANSI, render
from tests.report.samples import (
    ABSENT,
    BROKEN,
    CLEAN,
    CONTRACT,
    FULL,
    HELD,
    PASSED,
    SILENCE,
    SINGLE,
    SOLD,
    UNSETTLED,
    at,
    hostile,
    many_absent,
    report,
)


def of(*findings):
    return render(report(CONTRACT._replace(findings=findings)))


def test_a_finding_says_what_where_why_and_what_instead():
    """Message, rule, place, carets, reason, anchors with their strength, remedy and wording stand together."""
    text = of(SOLD)
    assert "error: Roles: sold as “Module Confidentialité+” for 180.00 EUR / month more" in text
    assert "[baseline-sold-as-option]" in text
    assert "--> contracts/payroll.yaml:13:7" in text
    assert "13 |     - id: access-module\n     |       ^^^^^^^^^^^^^^^^^" in text
    assert "why: The cheapest purchase is not fit for its purpose." in text
    assert "anchor: GDPR Art. 32(1) (binding); MVSP 2.1 (standard, not verified)" in text
    assert "instead: put it into the base service" in text
    assert "| Le service permet au Client de définir des rôles." in text


def test_a_missing_thing_has_a_place_too():
    """Where nothing can be quoted, the nearest place is shown as such."""
    assert "--> contracts/payroll.yaml:6:1 (nearest place)" in of(ABSENT)
    assert "(nearest place)" not in of(SOLD)


def test_an_answer_that_is_missing_needs_no_remedy_yet():
    """Only a gap has a remedy; what is not settled has questions."""
    assert "instead:" not in of(UNSETTLED)


def test_much_evidence_is_named_in_part():
    """The first pieces are named, the others counted."""
    assert "(line 9); 1 more" in of(SOLD).replace("\n    ", " ")


def test_files_that_could_not_be_read_come_first():
    """Nobody overlooks a file that was not checked."""
    assert render(FULL).startswith("contracts/bad.yaml: not checked, 2 problems")


def test_the_last_lines_count_everything():
    """Outcomes with zeros, rules that checked nothing, packs with their digests."""
    last = render(FULL, width=400).splitlines()[-3:]
    assert last[0] == (
        "2 contracts: 2 gaps (2 error), 1 unknown, 85 passed, 18 not applicable, 1 broken, 0 waived; "
        "1 file not readable"
    )
    assert last[1] == "1 rule applied to nothing: house-idle"
    assert last[2].endswith("packs: baseline 1.0.0 (sha256 dddddddddddd)")


def test_many_like_findings_share_one_heading():
    """Reason, anchors and place are said once; each message has a line of its own."""
    text = of(*many_absent(20))
    assert "error: 20 findings [baseline-absent]" in text
    assert text.count("why:") == text.count("anchor:") == text.count("-->") == 1
    assert text.count("  - Kind ") == 20


def test_few_like_findings_keep_their_own_wording():
    """Up to three of a kind each show remedy and wording."""
    text = of(*many_absent(3))
    assert text.count("instead: write that kind") == 3
    assert text.count("proposed wording for") == 3


def test_a_wording_stands_once():
    """A clause that two rules find is reworded once."""
    text = of(SOLD, ABSENT._replace(clause=SOLD.clause, wording=SOLD.wording))
    assert text.count("Le service permet au Client") == 1
    assert "proposed wording for `role-based-access-control`: as above" in text


def test_a_reason_stands_once_a_rule():
    """What a rule found and what it could not settle share their reason."""
    text = of(SOLD, UNSETTLED._replace(rule=SOLD.rule))
    assert text.count("why:") == 1
    assert text.count("[baseline-sold-as-option]") == 4  # two headings, two questions


def test_each_question_is_asked_once():
    """A question names all the rules that wait for it, and the finding names the question."""
    text = of(UNSETTLED, UNSETTLED._replace(rule="other", questions=(SILENCE,)))
    assert "1. What does silence on the offer mean? [silence-as-waiver, other]" in text
    assert "settled by the answer to question 1, 2" in text


def test_the_baseline_has_a_price_or_a_reason_why_not():
    """The surcharge by month and over the term where it can be had; else what is lacking."""
    held = render(report(CLEAN))
    assert "surcharge:           180.00 EUR / month, 6480.00 EUR over 36 months" in held
    open_ = render(SINGLE)
    assert "surcharge:  " not in open_
    assert "no purchase holds:   escalation-path" in open_
    assert "option:access-log (price not stated)" in open_


def test_a_baseline_that_is_only_unsettled_says_so():
    """Where nothing is certainly lacking there is a reason, not a price; without a closest purchase none is made up."""
    row = HELD._replace(compliant=None, surcharge=None, closest=None, unsettled=("encryption",))
    text = render(report(CLEAN._replace(baseline=row, clauses=())))
    assert "not settled:         encryption" in text
    assert "no purchase holds" not in text
    assert "closest" not in text
    assert "Baseline:" not in text


def test_many_places_are_named_and_the_first_are_quoted():
    """A rule without anchors or wording that finds much quotes three places and names the others."""
    places = ("kind: Contract", "clauses", "pricing", "currency", "options")
    found = [
        SOLD._replace(references=(), wording=None, location=at(words), fingerprint=words) for words in places
    ]
    text = of(*found)
    assert text.count("-->") == 5
    assert len(re.findall(r"\^+", text)) == 3
    assert "anchor:" not in text
    assert text.count("instead:") == 1
    assert "proposed wording" not in of(*found[:2])


def test_a_broken_rule_gives_no_advice():
    """What a rule that failed would have said is not known."""
    text = of(BROKEN)
    assert "broken: the rule broke and says nothing: a division by zero [house-rule]" in text
    assert "why:" not in text
    assert "instead:" not in text


def test_a_term_of_unknown_length_has_no_total():
    """Without a stated term the surcharge is given by month alone."""
    row = HELD._replace(surcharge_over_term=None)
    text = render(report(CLEAN._replace(baseline=row, months=None)))
    assert "surcharge:           180.00 EUR / month\n" in text


def test_the_matrix_leaves_out_what_does_not_apply():
    """Clauses of other tiers, and those whose conditions do not hold, are no part of the baseline."""
    matrix = render(SINGLE).partition("Baseline: 6 clauses")[2]
    assert "source-code-escrow" not in matrix
    assert "single-sign-on" not in matrix
    assert matrix.index("paid") < matrix.index("absent") < matrix.index("included")


def test_what_passed_is_listed_by_rule_when_asked_for():
    """A rule that passed never shows the message of its gap."""
    text = of(PASSED, PASSED._replace(subject="encryption"))
    assert "pass [baseline-qualified]: role-based-access-control, encryption" in text
    assert PASSED.message not in text


@pytest.mark.parametrize("width", [1, 40, 80, 200])
def test_prose_keeps_to_the_width(width):
    """Whatever is not an excerpt or a heading is wrapped, down to forty columns."""
    text = of(SOLD._replace(why="word " * 200))
    wrapped = text.partition("why:")[2].partition("anchor:")[0]
    assert max(map(len, wrapped.splitlines())) <= max(width, 100)
    narrow = render(report(CONTRACT._replace(findings=(SOLD._replace(why="word " * 200),))), width=width)
    lines = narrow.partition("why:")[2].partition("anchor:")[0].splitlines()[1:]
    assert max(map(len, lines)) <= max(width, 40)


def test_colours_add_nothing_but_colours():
    """Without its escape sequences the coloured report is the plain one."""
    coloured = render(FULL, style=ANSI)
    assert "\x1b[1;31merror\x1b[0m" in coloured
    for code in set(ANSI):
        coloured = coloured.replace(code, "")
    assert coloured == render(FULL)


def test_a_terminal_sequence_of_a_contract_is_shown_not_obeyed():
    """Only the palette writes escape sequences."""
    text = render(hostile("\x1b[2Jgone"), style=ANSI)
    assert "\x1b[2J" not in text
    assert r"\x1b[2Jgone" in text
