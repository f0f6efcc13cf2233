"""`slacheck rules model PACK...`: a smallest contract on which all rules pass, or those that contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck import __version__
from slacheck.audit.run import assemble, audit
from slacheck.contract.read import read_contract
from slacheck.face.commands.check import add_terms, terms_of
from slacheck.face.console import deliver, note
from slacheck.face.files import shipped_rules
from slacheck.face.library import MINIMAL, read_rules
from slacheck.face.status import BROKEN, CLEAN, GAPS, ONLY_UNKNOWN, exit_code
from slacheck.intake.sketched import Terms as Writing
from slacheck.intake.sketched import text
from slacheck.rule.expr import unparse
from slacheck.rule.sketch.sketch import Impossible, sketch
from slacheck.source.problem import Unreadable
from slacheck.source.text import decode
from slacheck.source.yaml import read

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from slacheck.audit.run import Terms
    from slacheck.face.commands.check import Subparsers
    from slacheck.rule.model import Rule
    from slacheck.rule.sketch.sketch import Sketch

NAME = "template.yaml"
"""What the written contract is called while it is checked."""


def add(actions: Subparsers) -> None:
    """Declare the action."""
    about = (
        "Write a smallest contract on which every rule of the packs passes, as a template to start from; where no "
        "contract does, name the rules that contradict each other and exit with 1 (5 where that was not decided)."
    )
    action = actions.add_parser("model", help="write a smallest contract that passes", description=about)
    action.add_argument("pack", nargs="*", metavar="PACK", help="a pack by name or folder, or a framework")
    add_terms(action, packs=False)
    action.add_argument(
        "--output", "-o", metavar="FILE", help="write the contract there instead of to stdout"
    )


def run(arguments: argparse.Namespace) -> int:
    """Sketch a contract, check what was written, and deliver it."""
    terms = terms_of(arguments)
    shared = read_rules(shipped_rules() / "frameworks" / MINIMAL).value
    samples = [*(pack.minimal for pack in terms.packs), *([shared] if isinstance(shared, dict) else [])]
    found = sketch(terms.packs, terms.taxonomy, terms.today, samples)
    if isinstance(found, Impossible):
        for line in _reasons(found):
            note(line)
        return GAPS if found.clashes else ONLY_UNKNOWN
    written = text(
        found, Writing(terms.packs, terms.taxonomy, terms.phrases.wording, terms.today, arguments.lang)
    )
    if not _passes(written, terms):
        note("slacheck: the contract that was found does not pass once it is written; nothing is delivered")
        return BROKEN
    deliver(written, arguments.output)
    note(_tally(found, terms))
    return CLEAN


def _passes(written: str, terms: Terms) -> bool:
    """Whether the ordinary reader and the ordinary audit find nothing at all wrong with what is to be written."""
    try:
        node = read(decode(NAME, written.encode()))
        report = audit(read_contract(node, terms.taxonomy), terms._replace(list_all=False))
    except Unreadable:
        return False
    whole = assemble(terms, __version__, [report], [])
    return not report.findings and exit_code(whole, "info", strict=True) == CLEAN


def _tally(found: Sketch, terms: Terms) -> str:
    rules = sum(len(pack.rules) for pack in terms.packs)
    clauses = len(found.contract.get("clauses", ()))
    idle = f", {len(found.idle)} of them without a subject" if found.idle else ""
    return (
        f"slacheck: {clauses} clause{'' if clauses == 1 else 's'}; {rules} rule{' passes' if rules == 1 else 's pass'}"
        f"{idle}; verdicts tried: {found.judged}"
    )


# -- why there is none


def _reasons(found: Impossible) -> Iterator[str]:
    for clash in found.clashes:
        alone = len(clash.rules) == 1
        what = "no contract satisfies this rule" if alone else "no contract satisfies these rules together"
        yield f"slacheck: {what}, whichever of the tried values it states:"
        yield from _listed(clash.rules)
    for one in found.open:
        yield "slacheck: not decided whether a contract satisfies these rules together:"
        yield from _listed(one.rules)
    yield f"slacheck: nothing is written; verdicts tried: {found.judged}"


def _listed(rules: Sequence[Rule]) -> Iterator[str]:
    for rule in rules:
        yield f"  {_place(rule)}{rule.id} ({rule.pack})"
        yield from (f"      {line}" for line in _conditions(rule))


def _place(rule: Rule) -> str:
    """File and line of a rule, or of the row of a framework that it judges."""
    written = rule.row.written if rule.row is not None else rule.written
    for name in ("require", "quality", "id"):
        if name in written and (span := written[name].span(0, 1)) is not None:
            return f"{span.source.name}:{span.line}: "
    return ""


def _conditions(rule: Rule) -> Iterator[str]:
    row = rule.row
    if row is None:
        if rule.variable is not None and rule.domain is not None:
            yield f"for each {rule.variable} in {unparse(rule.domain.checked.expr)}"
        if rule.when is not None:
            yield f"when     {unparse(rule.when.checked.expr)}"
        yield f"require  {unparse(rule.require.checked.expr)}"
        return
    for name, kinds in (("clauses", row.clauses), ("any_of", row.any_of)):
        if kinds:
            yield f"{name:8} {', '.join(kind.id for kind in kinds)}"
    if row.price != "silent":
        yield f"price    {row.price}"
    if row.quality is not None:
        yield f"quality  {unparse(row.quality.condition.checked.expr)}"
