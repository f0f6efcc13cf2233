"""
The score of the mapper against the labels of the corpus, as a table.

`make score` prints it; `python -m tests.score.run --write` puts it into the README, where a test compares it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import CHECKOUT, CORPUS
from tests.score.figures import (
    Data,
    Figures,
    by_clause,
    by_pattern,
    by_wording,
    left_out,
    of_tier,
    shipped,
    total,
)
from tests.score.labels import Label, labels

README = CHECKOUT / "README.md"
BLOCK = re.compile(r"(<!-- generated: score -->\n)(.*?)(<!-- end -->)", re.DOTALL)
HEAD = (
    "| clause kind | labelled | right | wrong | missed | precision | recall | F1 |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|"
)


def table(corpus: Path) -> str:
    """The figures per clause kind and over all, in Markdown."""
    return "\n".join(_lines(labels(corpus), shipped())) + "\n"


def _lines(found: list[Label], data: Data) -> Iterator[str]:
    figures = by_clause(found, data.mapper())
    yield HEAD
    for clause, each in figures.items():
        yield _row(f"`{clause}`", each)
    yield _row("**baseline kinds**", of_tier(figures, data.tiers, "baseline"))
    yield _row("**all**", total(figures.values()))
    yield _row("all, each vendor left out", total(left_out(found, data, by_pattern).values()))
    yield _row("all, each vendor left out, by wording", total(left_out(found, data, by_wording).values()))
    bare = Data(data.synonyms, {}, data.words, data.tiers)
    yield _row("synonyms of the taxonomy alone", total(by_clause(found, bare.mapper()).values()))


def _row(what: str, figures: Figures) -> str:
    return (
        f"| {what} | {figures.right + figures.missed} | {figures.right} | {figures.wrong} | {figures.missed} "
        f"| {figures.precision:.2f} | {figures.recall:.2f} | {figures.f1:.3f} |"
    )


def main(arguments: list[str]) -> int:
    if not (CORPUS / "labels" / "dev.tsv").is_file():
        sys.stderr.write(f"no labels in `{CORPUS}`: set SLACHECK_CORPUS, or put the corpus there\n")
        return 2
    found = table(CORPUS)
    sys.stdout.write(found)
    if "--write" in arguments:
        text = README.read_text(encoding="utf-8")
        README.write_text(BLOCK.sub(lambda match: match[1] + found + match[3], text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
