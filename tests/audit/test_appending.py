"""A waiver is appended to the text of a register, of which nothing else changes."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slacheck.audit.appending import Accepted, append
from slacheck.audit.register import read_register
from slacheck.source.problem import Unreadable
from slacheck.source.text import decode
from slacheck.source.yaml import read
from tests.audit.register import gap, waiver

ACCEPTED = Accepted(
    "c", gap(), False, "ordered", "Jane Doe", "RISK-1", date(2027, 6, 30), date(2026, 11, 1)
)  # fmt: skip
HEAD = "apiVersion: slacheck/v1\nkind: Waivers\n"
ITEM = json.dumps(waiver(clause="logging"))
BLOCK = "\n{0}".join(
    [
        "contract: d", "rule: r", "clause: x", "reason: |", "  why", "  not", "approver: A", "date: 2026-01-01",
        "expires: 2026-02-01", f'wording: "{"0" * 64}"',
    ]
)  # fmt: skip
TEXTS = {
    "empty list": f"# first\n{HEAD}waivers: []  # none yet\n# last\n",
    "empty list, no end": f"{HEAD}waivers: []",
    "one": f"{HEAD}waivers:\n  - {BLOCK.format('    ')}\n",
    "one, no end": f"{HEAD}waivers:\n  - {BLOCK.format('    ')}",
    "not indented": f"{HEAD}waivers:\n- {BLOCK.format('  ')}\n",
    "deeper": f"{HEAD}waivers:\n      # here\n      -   {BLOCK.format('          ')}\n      # there\n",
    "comments": f"# a\n{HEAD}# b\nwaivers: # c\n  # d\n  - {BLOCK.format('    ')} # e\n  # f\n\n# g\n",
    "not last": f"waivers:\n  - {BLOCK.format('    ')} # e\n# x\n{HEAD}",
    "flow items": f"{HEAD}waivers:\n  - {ITEM}\n  - {ITEM.replace('logging', 'other')}\n",
    "flow": f"{HEAD}waivers: [{ITEM}]  # c\n",
    "flow, open comma": f"{HEAD}waivers: [\n  {ITEM}, # c\n]\n",
    "JSON": '{"apiVersion": "slacheck/v1", "kind": "Waivers", "waivers": [' + ITEM + "]}\n",
    "JSON, empty": '{"apiVersion": "slacheck/v1", "kind": "Waivers", "waivers": []}\n',
    "two documents' marks": f"---\n{HEAD}waivers:\n  - {BLOCK.format('    ')}\n...\n",
    "CR LF": f"{HEAD}waivers:\n  - {BLOCK.format('    ')}\n".replace("\n", "\r\n"),
}


def values(text):
    held = read(decode("w.yaml", text.encode())).value
    return held["waivers"]


def test_a_new_register_has_a_head_and_one_waiver():
    text = append("", ACCEPTED, "w.yaml")
    assert text.startswith("# ")
    assert values(text) == [waiver()]
    assert len(read_register(read(decode("w.yaml", text.encode()))).entries) == 1


@pytest.mark.parametrize("name", TEXTS)
def test_all_that_stands_there_stays(name):
    """Every line that was there is there, in its order; the waivers are the old ones and the new one."""
    before = TEXTS[name]
    after = append(before, ACCEPTED, "w.yaml")
    assert values(after) == [*values(before), waiver()]
    if "flow" not in name and "JSON" not in name and "empty" not in name:
        left = after.splitlines(keepends=True)
        assert all(
            line.rstrip("\r\n") in [one.rstrip("\r\n") for one in left] for line in before.splitlines()
        )
        assert after.count("#") == before.count("#")
    assert ("\r\n" in after) is ("\r\n" in before)


def test_a_third_waiver_follows_the_second():
    text = append("", ACCEPTED, "w.yaml")
    other = ACCEPTED._replace(finding=gap("sold", "logging"))
    twice = append(text, other, "w.yaml")
    assert twice.startswith(text)
    assert [one["clause"] for one in values(twice)] == ["sso", "logging"]


def test_a_fingerprint_is_written_where_it_is_needed():
    (one,) = values(append("", ACCEPTED._replace(exact=True), "w.yaml"))
    assert one["fingerprint"] == gap().fingerprint


@pytest.mark.parametrize(
    "text", [f"{HEAD}waivers: &all []\nx: *all\n", f"{HEAD}waivers: {{}}\n", "[]", f"{HEAD}waivers:\n"]
)
def test_what_is_no_register_is_not_touched(text):
    with pytest.raises(Unreadable):
        append(text, ACCEPTED, "w.yaml")


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
    st.sampled_from(sorted(TEXTS)),
)
def test_any_words_are_read_back_as_they_were(words, name):
    text = append(TEXTS[name], ACCEPTED._replace(reason=words, approver=words, ticket=words), "w.yaml")
    held = values(text)[-1]
    assert (held["reason"], held["approver"], held["ticket"]) == (words, words, words)
