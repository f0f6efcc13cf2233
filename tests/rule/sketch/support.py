"""Packs of a test's own over the shipped taxonomy, and what all their rules find on a contract."""

from __future__ import annotations

import json
from datetime import date

from slacheck.rule.case import case_facts
from slacheck.rule.judge import Judge
from slacheck.rule.model import Case, Outcome
from slacheck.rule.pack import PackFiles, load_pack
from slacheck.rule.sketch.sketch import sketch
from slacheck.source.text import decode
from slacheck.source.yaml import read
from tests.oracle.ground import contract
from tests.rules.support import taxonomy

TODAY = date(2026, 11, 25)
BAD = {Outcome.GAP, Outcome.UNKNOWN, Outcome.BROKEN}


def node(name, value):
    return read(decode(name, json.dumps(value).encode()))


def load(*rules, parameters=None):
    """A pack of these rules."""
    manifest = {
        "apiVersion": "slacheck/v1", "kind": "RulePack", "id": "own", "version": "1.0.0", "title": "Own",
        "language": "1.1", "parameters": parameters or {}, "minimal": contract(),
    }  # fmt: skip
    files = {one["id"]: node(f"{one['id']}.yaml", one) for one in rules}
    return load_pack(PackFiles(node("pack.yaml", manifest), files, "0" * 64), taxonomy(), {})


def sketched(*packs):
    """What is sketched for some packs."""
    return sketch(packs, taxonomy(), TODAY, [pack.minimal for pack in packs])


def outcomes(pack, data):
    """What each rule of a pack finds on a contract that is read as any other."""
    whole = {"apiVersion": "slacheck/v1", "kind": "Contract", **data}
    case = Case("sketch", whole, {}, TODAY.isoformat())
    judge = Judge(case_facts(case, pack._replace(minimal={}), taxonomy()))
    return {rule.id: {ruling.outcome for ruling in judge.rulings(rule)} for rule in pack.rules}


def names(clash):
    """The rules of a contradiction."""
    return [rule.id for rule in clash.rules]
