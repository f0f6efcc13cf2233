"""The cases of a rule: a fragment laid over the pack's minimal contract, judged, and compared with what it expects.

A gap, an unknown or a broken subject that a case does not name is a mismatch; of the subjects that pass or to which
the rule does not apply, a case names those that matter to it.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from slacheck.contract.read import read_contract
from slacheck.rule.facts import Facts
from slacheck.rule.judge import judge, subject_id
from slacheck.rule.model import Outcome
from slacheck.source.text import decode
from slacheck.source.yaml import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.judge import Verdict
    from slacheck.rule.model import Case, Pack, Rule

CASE_DAY = date(2026, 1, 1)
"""The date of the check in a case that states none."""
_IN_FULL = (Outcome.GAP, Outcome.UNKNOWN, Outcome.BROKEN)


def run_case(case: Case, rule: Rule, pack: Pack, taxonomy: Taxonomy) -> list[str]:
    """What the rule finds otherwise than the case expects, one sentence each; empty when the case holds.

    Raises `Unreadable` where the fragment makes no contract.
    """
    return differences(case, judge(rule, case_facts(case, pack, taxonomy)))


def differences(case: Case, verdicts: Iterable[Verdict]) -> list[str]:
    """What verdicts say otherwise than a case expects, one sentence each."""
    found: dict[Outcome, set[str]] = {outcome: set() for outcome in Outcome}
    for verdict in verdicts:
        found[verdict.outcome].add(subject_id(verdict.subject))
    return [text for outcome in Outcome for text in _mismatches(outcome, found, case)]


def case_facts(case: Case, pack: Pack, taxonomy: Taxonomy, language: str = "en") -> Facts:
    """The contract of a case, as its rule sees it; raises `Unreadable` where the fragment makes no contract."""
    text = case_text(case, pack)
    reading = read_contract(read(decode(f"{pack.id}: {case.name}", text.encode())), taxonomy)
    return Facts(reading.contract, taxonomy, case_day(case), language)


def case_text(case: Case, pack: Pack) -> str:
    """The contract of a case, as YAML in one line."""
    return _written(lay(case.contract, pack.minimal))


def case_day(case: Case) -> date:
    """The date of the check in a case."""
    return CASE_DAY if case.today is None else date.fromisoformat(case.today)


def lay(fragment: Mapping[str, Any], minimal: Mapping[str, Any]) -> dict[str, Any]:
    """The minimal contract with a fragment laid over it; neither is changed.

    Mappings merge and `null` takes a key away, as in RFC 7386; the entries of a clause kind take the place of the
    entries of that kind.
    """
    laid = dict(minimal)
    for key, value in fragment.items():
        below = laid.get(key)
        if value is None:
            laid.pop(key, None)
        elif key == "clauses" and isinstance(value, list) and isinstance(below, list):
            kinds = [_kind(entry) for entry in value]
            laid[key] = [*(entry for entry in below if _kind(entry) not in kinds), *value]
        elif isinstance(value, dict):
            laid[key] = lay(value, below if isinstance(below, dict) else {})
        else:
            laid[key] = value
    return laid


def _kind(entry: object) -> object:
    """The clause kind of an entry; none for what is no entry, which the reader of the contract will say."""
    return entry.get("clause") if isinstance(entry, dict) else None


def _mismatches(outcome: Outcome, found: Mapping[Outcome, set[str]], case: Case) -> list[str]:
    expected = set(case.expect.get(outcome.value, ()))
    texts = [
        f"`{name}` is {_actual(name, found)}, not {outcome.value}"
        for name in sorted(expected - found[outcome])
    ]
    if outcome in _IN_FULL:
        surplus = sorted(found[outcome] - expected)
        texts += [f"`{name}` is {outcome.value}, which the case does not expect" for name in surplus]
    return texts


def _actual(name: str, found: Mapping[Outcome, set[str]]) -> str:
    outcomes = [outcome.value for outcome, names in found.items() if name in names]
    return " and ".join(outcomes) or "no subject of the rule"


def _written(value: object) -> str:
    """Data as YAML in the flow style, numbers exactly as they were."""
    match value:
        case dict():
            return (
                "{" + ", ".join(f"{json.dumps(key)}: {_written(item)}" for key, item in value.items()) + "}"
            )
        case list():
            return "[" + ", ".join(map(_written, value)) + "]"
        case str() | bool() | None:
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
