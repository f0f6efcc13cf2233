"""
The generated parts of the README are what the program says today.

`python tests/test_docs.py` writes them anew; the tests only compare.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
README = CHECKOUT / "README.md"
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


def rules() -> str:
    """The table of the rules of the pack baseline."""
    from slacheck.face.library import shipped

    library = shipped()
    pack = library.load(library.named("baseline"))
    rows = "".join(
        f"| `{rule.id}` | {rule.severity.value} | {rule.legal_status.value} | {rule.doc.what} |\n"
        for rule in pack.rules
    )
    return f"| rule | severity | stands on | finds |\n|---|---|---|---|\n{rows}"


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


BLOCKS = {"help": help_text, "exit codes": exit_codes, "rules": rules}


def block(name: str) -> str:
    """A generated part as the README has it."""
    found = {match[2]: match[3] for match in _BLOCK.finditer(README.read_text(encoding="utf-8"))}
    return found[name]


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="argparse lays its help out otherwise from 3.13 on")
def test_help_is_current():
    """The README shows the help of `check` as it is."""
    assert help_text() == block("help"), "run `python tests/test_docs.py`"


@pytest.mark.parametrize("name", [name for name in BLOCKS if name != "help"])
def test_generated_part_is_current(name):
    """A part of the README that the program can write itself is what it would write."""
    assert BLOCKS[name]() == block(name), "run `python tests/test_docs.py`"


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
    made = {name: make() for name, make in BLOCKS.items()}
    if corpus is not None:
        made |= {"cel": cel(corpus / "cel"), "survey": survey(corpus), "sso tax": sso_tax(corpus)}
    text = README.read_text(encoding="utf-8")
    README.write_text(
        _BLOCK.sub(lambda match: match[1] + made.get(match[2], match[3]) + match[4], text), encoding="utf-8"
    )


if __name__ == "__main__":
    sys.path.insert(0, str(CHECKOUT))
    from tests.conftest import CORPUS

    write(CORPUS if CORPUS.is_dir() else None)
