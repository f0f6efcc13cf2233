"""The labelled features of the corpus: what a reader says that each delivers, with its description."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml


class Label(NamedTuple):
    """A feature of a price list and the clause kinds that it delivers; a `~` marks what may be charged for."""

    vendor: str
    feature: str
    description: str
    clauses: frozenset[str]


def labels(corpus: Path) -> list[Label]:
    """The labels of `labels/dev.tsv`, each with its description."""
    with (corpus / "labels" / "dev.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Label(
            row["vendor"],
            row["feature"],
            _description(corpus / "pricing2yaml" / row["vendor"] / row["file"], row["feature"]),
            frozenset(filter(None, row["clauses"].split(";"))),
        )
        for row in rows
    ]


def _description(path: Path, feature: str) -> str:
    return str((_features(path)[feature] or {}).get("description") or "")


@cache
def _features(path: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    features: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)["features"]
    return features
