"""All real price lists of the corpus, imported and read back."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from functools import cache
from pathlib import Path
from statistics import median

import pytest
import yaml

from slacheck.contract.read import read_contract
from slacheck.face.cli import main
from slacheck.face.commands.import_ import FORMATS, proposer_of
from slacheck.face.library import shipped
from slacheck.intake.decision import Decisions
from slacheck.intake.importers import READERS, import_contract
from slacheck.source.yaml import decode, read

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@pytest.fixture(scope="session")
def library():
    """The shipped taxonomy."""
    return shipped()


@pytest.fixture(scope="session")
def decisions(library):
    """What the shipped mapper proposes."""
    return Decisions(library.taxonomy, proposer_of(library))


@pytest.fixture(scope="session")
def price_lists(corpus) -> list[Path]:
    """The files of the corpus."""
    return sorted(corpus("pricing2yaml").glob("*/*.yml"))


@pytest.fixture(scope="session")
def contracts(price_lists, library, decisions):
    """Each file with its contract, its import and the seconds that it took."""
    found = {}
    for path in price_lists:
        began = time.perf_counter()
        imported = import_contract("pricing2yaml", read(decode(path.name, path.read_bytes())), decisions)
        took = time.perf_counter() - began
        reading = read_contract(read(decode(path.name, imported.text.encode())), library.taxonomy)
        found[path] = (reading.contract, imported, took)
    return found


def test_the_formats_of_the_command_are_those_that_are_read():
    """The command line names them without loading what reads them."""
    assert tuple(READERS) == FORMATS


def test_all_price_lists_are_imported_and_read_back(contracts):
    """None has a problem, and each entry of the source is a plan or an option."""
    assert len(contracts) == 114


@cache
def naive(path: Path) -> dict:
    """A price list as a plain loader reads it, figures as they are written and null as nothing at all."""
    return stated(yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER))  # it makes text only


def stated(value):
    """A value without what is null in it."""
    if isinstance(value, dict):
        return {key: stated(one) for key, one in value.items() if one not in ("null", "")}
    return value


def figures(entries: dict) -> list[Decimal | None]:
    """The prices of a section, none for words."""
    listed = [entry["price"] for entry in entries.values()]
    return [Decimal(one) if one[0].isdigit() else None for one in listed]


def amounts(items) -> list[Decimal | None]:
    """The prices of plans or options in a contract."""
    return [item.price.amount for item in items]


def test_prices_are_those_of_the_source(contracts):
    """Of every plan and every add-on, in their order; words are a price on request."""
    for path, (contract, _, _) in contracts.items():
        source = naive(path)
        assert amounts(contract.pricing.plans) == figures(source["plans"]), path
        assert amounts(contract.pricing.options) == figures(source.get("addOns", {})), path
        assert contract.pricing.currency == source["currency"]


def test_relations_are_those_of_the_source(contracts):
    """Every add-on keeps the plans, the needs and the exclusions that its source names."""
    for path, (contract, _, _) in contracts.items():
        for option, entry in zip(
            contract.pricing.options, (naive(path).get("addOns", {})).values(), strict=True
        ):
            found = [len(said or ()) for said in (option.available_in, option.requires, option.excludes)]
            named = [len(entry.get(key, [])) for key in ("availableFor", "dependsOn", "excludes")]
            assert found == named, (path, option.id)


def test_nothing_of_a_source_is_dropped(contracts):
    """Every feature is either delivered by something or listed as idle; every limit stands in each plan or is open."""
    for path, (contract, imported, _) in contracts.items():
        draft = imported.draft
        used = {one.feature.name for one in (*draft.base, *draft.denied)}
        used |= {one.feature.name for found in draft.delivered.values() for one in found}
        told = " ".join(note.text for note in draft.notes)
        names = set(naive(path)["features"]) - used - {feature.name for feature in draft.idle}
        assert not [name for name in names if f"`{name}`" not in told], path
        for name in naive(path).get("usageLimits", {}):
            for plan in contract.pricing.plans:
                stated = any(one.metric.startswith(name) for one in plan.limits)
                assert stated or f"`{name}`" in told or any(name in caps.open for caps in draft.caps.values())


def test_a_feature_of_all_plans_is_in_the_base_service(contracts):
    """By a naive reading of the tables, for the features that deliver something and have no limit."""
    for path, (_, imported, _) in contracts.items():
        source = naive(path)
        linked = {
            name
            for limit in source.get("usageLimits", {}).values()
            for name in limit.get("linkedFeatures") or []
        }
        for one in imported.draft.base:
            name = one.feature.name
            if name in linked:
                continue
            default = source["features"][name].get("defaultValue", "")
            cells = [
                (plan.get("features", {}).get(name) or {"value": default})["value"]
                for plan in source["plans"].values()
            ]
            assert "false" not in cells, (path, name)


@pytest.mark.slow
def test_every_contract_is_checked(contracts, tmp_path):
    """None is an input error, and the gaps of a mapping that nobody confirmed are marked."""
    for path, (_, imported, _) in contracts.items():
        (tmp_path / f"{path.parent.name}-{path.stem}.yaml").write_text(imported.text, encoding="utf-8")
    report = tmp_path / "report.json"
    assert main(["check", str(tmp_path), "--today", "2026-11-22", "--format", "json", "-o", str(report)]) == 1
    found = json.loads(report.read_text(encoding="utf-8"))
    assert (len(found["contracts"]), found["unreadable"]) == (len(contracts), [])
    assert any(finding["proposed"] for contract in found["contracts"] for finding in contract["findings"])


@pytest.mark.slow
def test_an_import_takes_a_few_milliseconds(contracts):
    """Reading the YAML and finding the clause kinds included; the bound allows for a slow machine."""
    assert median(took for _, _, took in contracts.values()) < 0.05
