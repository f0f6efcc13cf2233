"""`slacheck waive`: what it accepts, what it refuses, and that it writes all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from slacheck.face.library import shipped
from slacheck.source.text import decode
from slacheck.source.yaml import read
from tests.face.conftest import BREAKS, FINDS, PASSES, rule, write_contract, write_pack

FILE = "slacheck-waivers.yaml"
DAY = ("--today", "2026-11-22")
WHO = ("--reason", "it is accepted", "--approver", "Jane Doe", "--expires", "2027-06-30", *DAY)
OPTION = rule("silence", "option.id == ''", for_each="option in options()")
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    folder = tmp_path / "desk"
    pricing = {
        "currency": "EUR",
        "base": {"amount": 1, "per": "month"},
        "options": [{"id": "one", "price": "on-request"}, {"id": "two", "price": "on-request"}],
    }
    write_contract(folder / "contract.yaml", pricing=pricing)
    write_pack(folder / "own", PASSES, FINDS, OPTION, BREAKS, {**FINDS, "id": "firm", "unwaivable": True})
    (folder / ".git").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def waive(run):
    return lambda *words: run("waive", "contract.yaml", *words, "--pack", "own")


def held(desk):
    return read(decode(FILE, (desk / FILE).read_bytes())).value["waivers"]


def test_it_writes_who_why_until_when_and_which_words(waive, desk):
    ran = waive("finds-a-gap", *WHO, "--ticket", "RISK-1")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"slacheck: waived `finds-a-gap` on `contract` until 2027-06-30, in {FILE}\n"
    (one,) = held(desk)
    assert len(one.pop("wording")) == 64
    assert one == {
        "contract": "c", "rule": "finds-a-gap", "subject": "contract", "reason": "it is accepted",
        "approver": "Jane Doe", "ticket": "RISK-1", "date": "2026-11-22", "expires": "2027-06-30",
    }  # fmt: skip


def test_of_several_findings_one_is_named(waive, desk):
    ran = waive("silence", *WHO)
    assert ran.code == 2
    assert "name one: one, two" in ran.err
    assert waive("silence", "two", *WHO).code == 0
    assert [one["subject"] for one in held(desk)] == ["two"]


REFUSED = {
    "a rule that is not there": (("find-a-gap", *WHO), "did you mean `finds-a-gap`?"),
    "a subject that is not there": (("silence", "tow", *WHO), "did you mean `two`?"),
    "a rule that finds nothing": (("passes", *WHO), "there is nothing to waive"),
    "a rule that broke": (("breaks", *WHO), "is broken"),
    "an unwaivable rule": (("firm", *WHO), "nobody may waive `firm`"),
    "no reason": (("finds-a-gap", *WHO[2:]), "--reason"),
    "no approver": (("finds-a-gap", *WHO[:2], *WHO[4:]), "--approver"),
    "no expiry": (("finds-a-gap", *WHO[:4], *DAY), "--expires"),
    "a blank reason": (("finds-a-gap", *WHO, "--reason", " \t"), "--reason says nothing"),
    "a blank approver": (("finds-a-gap", *WHO, "--approver", ""), "--approver says nothing"),
    "an expiry that is over": (("finds-a-gap", *WHO, "--expires", "2026-11-21"), "2026-11-21 is over"),
    "an expiry too far away": (
        ("finds-a-gap", *WHO, "--expires", "2027-11-23"),
        "at most P1Y, here until 2027-11-22",
    ),
    "no date": (("finds-a-gap", *WHO, "--expires", "next year"), "is not a day like"),
    "a file that is no contract": (("finds-a-gap", *WHO, "--waivers", "contract.yaml"), "contract.yaml"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_waived_is_refused(waive, desk, name):
    """And nothing is written."""
    before = (desk / "contract.yaml").read_bytes()
    words, said = REFUSED[name]
    ran = waive(*words)
    assert ran.code in (2, 4)
    assert said in ran.err
    assert not (desk / FILE).exists()
    assert (desk / "contract.yaml").read_bytes() == before


def test_the_last_day_of_the_longest_time_is_allowed(waive, desk):
    assert waive("finds-a-gap", *WHO, "--expires", "2027-11-22").code == 0
    assert waive("silence", "one", *WHO, "--expires", "2028-11-22", "--longest-waiver", "P2Y").code == 0


def test_what_is_waived_is_not_waived_again_until_it_ends(waive, desk):
    waive("finds-a-gap", *WHO)
    ran = waive("finds-a-gap", *WHO)
    assert ran.code == 2
    assert "it is waived already, until 2027-06-30, by Jane Doe" in ran.err
    later = waive("finds-a-gap", *WHO[:4], "--expires", "2028-01-01", "--today", "2027-07-01")
    assert later.code == 0
    assert len(held(desk)) == 2


def test_the_text_of_the_file_is_kept(waive, desk):
    waive("finds-a-gap", *WHO)
    path = desk / FILE
    path.write_text(path.read_text() + "  # remember this\n")
    before = path.read_text()
    waive("silence", "one", *WHO)
    assert path.read_text().startswith(before)
    assert len(held(desk)) == 2


def test_a_file_with_a_malformed_waiver_is_settled_first(waive, desk):
    text = "apiVersion: slacheck/v1\nkind: Waivers\nwaivers:\n  - contract: c\n"
    (desk / FILE).write_text(text)
    ran = waive("finds-a-gap", *WHO)
    assert ran.code == 4
    assert f"{FILE}:4" in ran.err
    assert (desk / FILE).read_text() == text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_file_in_another_encoding_is_not_touched(waive, desk, encoding):
    data = "apiVersion: slacheck/v1\nkind: Waivers\nwaivers: []\n".encode(encoding)
    (desk / FILE).write_bytes(data)
    assert waive("finds-a-gap", *WHO).code == 4
    assert (desk / FILE).read_bytes() == data


def test_words_of_any_kind_are_kept(waive, desk, run):
    words = 'a: #b "c" \\ \x1b[31m {x} ü\u202e'
    assert waive("finds-a-gap", *WHO, "--reason", words, "--approver", words).code == 0
    assert held(desk)[0]["reason"] == words
    out = run("check", "contract.yaml", "--pack", "own", *DAY).out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_finding_with_a_twin_is_named_by_its_fingerprint(waive, desk):
    """Two entries of one kind have the same subject."""
    write_contract(desk / "contract.yaml", clauses=[{"clause": "duty-to-warn"}, {"clause": "duty-to-warn"}])
    write_pack(desk / "own", rule("late", "entry.clause == ''", for_each="entry in contract.clauses"))
    ran = waive("late", "duty-to-warn", *WHO)
    assert ran.code == 2
    assert "name one by its fingerprint" in ran.err
    print_ = ran.err.splitlines()[1].split()[0]
    assert waive("late", print_, *WHO).code == 0
    assert held(desk)[0]["fingerprint"] == print_


def test_a_requirement_can_be_unwaivable(desk):
    """A row of a framework says so as a rule does."""
    table = (ROOT / "rules" / "frameworks" / "late-payment.yaml").read_text(encoding="utf-8")
    path = desk / "late-payment.yaml"
    path.write_text(
        table.replace("  - id: lp-3-5\n", "  - id: lp-3-5\n    unwaivable: true\n", 1), encoding="utf-8"
    )
    assert [one.id for one in shipped().load(path).rules if one.unwaivable] == ["lp-3-5"]


@pytest.mark.parametrize("said", ["yes", 1, "true"])
def test_unwaivable_is_true_or_false(waive, desk, said):
    write_pack(desk / "own", {**FINDS, "unwaivable": said})
    ran = waive("finds-a-gap", *WHO)
    assert ran.code == 4
    assert "`unwaivable` is not true or false" in ran.err


def test_rules_show_says_what_nobody_may_waive(run, desk):
    assert "nobody may accept what it finds" in run("rules", "show", "firm", "--pack", "own").out
    assert "nobody may accept" not in run("rules", "show", "passes", "--pack", "own").out


def test_no_shipped_rule_is_unwaivable():
    """A house decides that for itself; this test makes sure that a change is a decision."""
    packs = [shipped().load(place) for place in shipped().shipped_packs().values()]
    assert [rule.id for pack in packs for rule in pack.rules if rule.unwaivable] == []
