"""Contracts, findings and registers for the tests of waivers and baselines."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

from slacheck.audit.model import ContractReport, Report
from slacheck.audit.register import Register, read_register
from slacheck.audit.run import Terms, assemble, audit
from slacheck.contract.read import read_contract
from tests.audit.test_run import BREAKS, CONSENT, CONTRACT, NOTICE, SOLD, terms
from tests.oracle.ground import node, taxonomy

RULES = (SOLD, CONSENT, NOTICE)
TODAY = date(2026, 11, 22)
FIELDS = {
    "contract": "c",
    "rule": "sold",
    "clause": "sso",
    "reason": "ordered",
    "approver": "Jane Doe",
    "ticket": "RISK-1",
    "date": "2026-11-01",
    "expires": "2027-06-30",
}
__all__ = ["BREAKS", "CONTRACT", "FIELDS", "RULES", "TODAY", "alone", "gap", "register", "run", "waiver"]


@cache
def _words() -> str:
    return gap().words


def alone(text: str = CONTRACT, *rules: dict, **more: object) -> ContractReport:
    """One contract, its words noted and no waiver applied."""
    own = terms(*(rules or RULES), **more)._replace(digests=True)
    return audit(read_contract(node(text), taxonomy()), own)


def gap(rule: str = "sold", subject: str = "sso", text: str = CONTRACT, *rules: dict):
    """What a rule finds on a subject."""
    return next(one for one in alone(text, *rules).findings if (one.rule, one.subject) == (rule, subject))


def waiver(**changes: object) -> dict[str, object]:
    """A waiver that holds, of the clause that is sold, with what is changed; None takes a field out."""
    fields = {**FIELDS, "wording": _words(), **changes}
    return {key: value for key, value in fields.items() if value is not None}


def register(*waivers: object) -> Register:
    """The register of some waivers."""
    held = {"apiVersion": "slacheck/v1", "kind": "Waivers", "waivers": list(waivers)}
    return read_register(node(json.dumps(held, indent=1), "slacheck-waivers.yaml"))


def run(
    *waivers: object, texts: tuple[str, ...] = (CONTRACT,), rules: tuple[dict, ...] = RULES, **more
) -> Report:
    """A whole run under some waivers."""
    own: Terms = terms(*rules)._replace(register=register(*waivers), digests=True, **more)
    reports = [audit(read_contract(node(text), taxonomy()), own) for text in texts]
    return assemble(own, "0", reports, ())
