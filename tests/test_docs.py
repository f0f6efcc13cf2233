"""
The generated parts of the documents are what the program says today.

`python tests/test_docs.py` writes them anew; the tests only compare.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.documents.contracts import common_paper, stories
from tests.documents.rules import lint_table, other_anchors, pack_table, requirement_tables, rule_tables

CHECKOUT = Path(__file__).resolve().parents[1]
README = CHECKOUT / "README.md"
RULES = CHECKOUT / "rules" / "README.md"
CONTRACTS = CHECKOUT / "contracts" / "README.md"
_BLOCK = re.compile(r"(<!-- generated: ([a-z ]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def help_text() -> str:
    """What `slacheck check --help` prints at 100 columns."""
    from slacheck.face import cli

    actions = [one for one in cli.parser()._actions if isinstance(one, argparse._SubParsersAction)]
    command = actions[0].choices["check"]
    command.formatter_class = lambda prog: argparse.HelpFormatter(prog, width=100)
    text = command.format_help()
    return f"```\n{text}```\n"


def exit_codes() -> str:
    """The table of exit codes."""
    from slacheck.face.status import MEANINGS

    rows = "".join(f"| {code} | {meaning} |\n" for code, meaning in MEANINGS.items())
    return f"| code | meaning |\n|---|---|\n{rows}"


def cel(corpus: Path) -> str:
    """The table of conformance cases, what is left out, and what differs."""
    from tests.rule.conformance import markdown

    return markdown(corpus)


def survey(corpus: Path) -> str:
    """The tables of the survey of all price lists."""
    from tests.survey.run import tables

    return tables(corpus)


def sso_tax(corpus: Path) -> str:
    """The table that compares them with sso.tax."""
    from tests.survey.sso_tax import markdown

    return markdown(corpus)


BLOCKS = {
    README: {"help": help_text, "exit codes": exit_codes, "packs": pack_table},
    RULES: {
        "lints": lint_table,
        "packs": pack_table,
        "rules": rule_tables,
        "requirements": requirement_tables,
        "other anchors": other_anchors,
    },
    CONTRACTS: {"stories": stories, "common paper": common_paper},
}
PARTS = [(document, name) for document, made in BLOCKS.items() for name in made if name != "help"]


def block(name: str, document: Path = README) -> str:
    """A generated part as a document has it."""
    found = {match[2]: match[3] for match in _BLOCK.finditer(document.read_text(encoding="utf-8"))}
    return found[name]


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="argparse lays its help out otherwise from 3.13 on")
def test_help_is_current():
    """The README shows the help of `check` as it is."""
    assert help_text() == block("help"), "run `python tests/test_docs.py`"


@pytest.mark.parametrize(
    ("document", "name"), PARTS, ids=[f"{one.parent.name}: {name}" for one, name in PARTS]
)
def test_generated_part_is_current(document, name):
    """A part of a document that the program can write itself is what it would write."""
    assert BLOCKS[document][name]() == block(name, document), "run `python tests/test_docs.py`"


def test_conformance_figures_are_current(corpus):
    """The figures of the CEL conformance run are those of today's run."""
    assert cel(corpus("cel")) == block("cel"), "run `python tests/test_docs.py`"


@pytest.mark.parametrize(("make", "name"), [(survey, "survey"), (sso_tax, "sso tax")])
def test_tables_of_price_lists_are_current(corpus, make, name):
    """The survey and the SSO tax are those of today's program."""
    corpus("sso-tax")
    assert make(corpus("pricing2yaml").parent) == block(name), "run `python tests/test_docs.py`"


def test_every_command_is_documented():
    """The README names each command."""
    from slacheck.face.cli import COMMANDS

    text = README.read_text(encoding="utf-8")

    assert [name for name in COMMANDS if not re.search(rf"`?\b{name}\b", text)] == []


def write(corpus: Path | None) -> None:
    """Write the generated parts anew; without a corpus its figures stay as they are."""
    for document, makers in BLOCKS.items():
        made = {name: make() for name, make in makers.items()}
        if corpus is not None and document == README:
            made |= {"cel": cel(corpus / "cel"), "survey": survey(corpus), "sso tax": sso_tax(corpus)}
        text = document.read_text(encoding="utf-8")
        filled = _BLOCK.sub(lambda match: match[1] + made.get(match[2], match[3]) + match[4], text)  # noqa: B023
        document.write_text(filled, encoding="utf-8")


if __name__ == "__main__":
    from tests.conftest import CORPUS

    write(CORPUS if CORPUS.is_dir() else None)
