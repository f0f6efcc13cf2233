"""Damaged contracts: whatever is done to a sample, the answer is a report or a list of problems, nothing else."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from slacheck.audit.run import Terms, assemble, audit
from slacheck.contract.read import read_contract
from slacheck.report.json_v1 import render
from slacheck.rule.model import Outcome
from slacheck.source.problem import Unreadable
from slacheck.source.yaml import decode, documents, read
from tests.rules.support import pack, pack_names, taxonomy

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "contracts").glob("*/*.yaml"))
VALUES = (
    None, True, False, 0, -1, 3, "", " ", "x", "NO", "P1Y", "P1M", "5 %", ">= 99 %", "on-request", "unclear",
    "2026-01-31",
    "plan:x", "option:access-module", "encryption", "always", [], {}, [[]], [None], {"a": 1}, [{}], {"": None},
    ["encryption"], {"amount": 5, "per": "month"}, {"amount": 5, "per": "once", "currency": "USD"},
    {"clause": "encryption"}, "é☃\u202e\x85", "a" * 300, 10**30, "9" * 40,
)  # fmt: skip


class Silent:
    """A phrasebook without words."""

    def wording(self, kind):
        return {}

    def presence(self, kind):
        return {}

    def attribute(self, kind, name):
        return {}


@cache
def terms():
    packs = tuple(pack(name) for name in pack_names())
    return Terms(packs, taxonomy(), "0" * 64, Silent(), date(2026, 11, 22))


@cache
def text(path):
    return path.read_text(encoding="utf-8")


@cache
def data(path):
    """A sample as plain data, its decimals as texts behind an `@`, which are put back when it is written."""
    return json.dumps(read(decode(path.name, path.read_bytes())).value, default=lambda it: f"@{it}")


def attempt(step, *arguments):
    """The result of a step, or nothing where it refuses its input, saying what is wrong and where."""
    try:
        return step(*arguments)
    except Unreadable as error:
        problems = error.problems
    assert problems
    assert all(problem.message and problem.span for problem in problems)
    return None


def judged(content):
    """Reads and audits every document of a file; gives how many were readable."""
    source = attempt(decode, "damaged.yaml", content.encode("utf-8", "surrogatepass"))
    nodes = attempt(documents, source) if source else ()
    readings = [attempt(read_contract, node, taxonomy()) for node in nodes or ()]
    reports = [audit(reading, terms()) for reading in readings if reading]
    assert render(assemble(terms(), "0", reports, ())).startswith("{")
    assert not [one.error for report in reports for one in report.findings if one.outcome is Outcome.BROKEN]
    return len(reports)


def test_the_samples_themselves_are_judged():
    """Undamaged, each is one contract."""
    assert len(SAMPLES) >= 10
    assert [judged(text(path)) for path in SAMPLES] == [1] * len(SAMPLES)


@st.composite
def damaged_lines(draw):
    """A sample with lines taken out, doubled, exchanged, moved in or cut."""
    lines = text(draw(st.sampled_from(SAMPLES))).split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 5)):
            case 0:
                del lines[at : at + draw(st.integers(1, 4))]
                lines = lines or [""]
            case 1:
                lines.insert(at, lines[other])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = " " * draw(st.integers(1, 4)) + lines[at]
            case 4:
                lines[at] = lines[at][: draw(st.integers(0, max(0, len(lines[at]))))]
            case _:
                place = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:place] + draw(st.text(max_size=3)) + lines[at][place:]
    return "\n".join(lines)


@settings(max_examples=120)
@given(damaged_lines())
@example("apiVersion: slacheck/v1\nkind: Contract\n")
@example("")
def test_damaged_lines_are_refused_or_judged(content):
    judged(content)


def places(value, route=()):
    """Every route into plain data."""
    yield route
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*route, key))


def written(value):
    """Plain data as YAML in the flow style."""
    match value:
        case str() if value.startswith("@"):
            return value[1:]
        case dict():
            return "{" + ", ".join(f"{json.dumps(key)}: {written(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(written, value)) + "]"
        case _:
            return json.dumps(value)


@st.composite
def damaged_values(draw):
    """A sample with values at random places taken out, doubled, replaced, or exchanged for another one's."""
    value = json.loads(data(draw(st.sampled_from(SAMPLES))))
    for _ in range(draw(st.integers(1, 4))):
        routes = [route for route in places(value) if route and route[0] not in ("apiVersion", "kind")]
        *way, last = draw(st.sampled_from(routes))
        owner = value
        for step in way:
            owner = owner[step]
        match draw(st.integers(0, 3)):
            case 0:
                del owner[last]
            case 1 if isinstance(owner, list):
                owner.append(owner[last])
            case 2:
                source = value
                for step in draw(st.sampled_from(routes)):
                    if isinstance(source, dict | list) and (isinstance(source, dict) or step < len(source)):
                        source = source[step] if not isinstance(source, dict) else source.get(step)
                owner[last] = json.loads(json.dumps(source))
            case _:
                owner[last] = deepcopy(draw(st.sampled_from(VALUES)))
    return written(value)


@settings(max_examples=200)
@given(damaged_values())
def test_damaged_values_are_refused_or_judged(content):
    judged(content)
