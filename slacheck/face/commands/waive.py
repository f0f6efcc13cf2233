"""`slacheck waive CONTRACT RULE [SUBJECT]`: accept a finding for a time, with a name and a reason."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from slacheck.audit.run import audit
from slacheck.face.commands.check import add_terms, day, terms_of
from slacheck.face.commands.explain import readings
from slacheck.face.console import note
from slacheck.face.files import nearest_above, read_source, write_whole
from slacheck.face.library import UnknownName
from slacheck.face.status import CLEAN
from slacheck.face.waiving import WAIVERS_FILE, add_longest
from slacheck.source.excerpt import visible
from slacheck.source.problem import Problem, Unreadable
from slacheck.source.span import Span
from slacheck.source.yaml import read
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from slacheck.audit.model import ContractReport, Finding
    from slacheck.audit.register import Register
    from slacheck.audit.run import Terms
    from slacheck.face.commands.check import Subparsers
    from slacheck.rule.model import Rule

SHOWN = 12


class Refused(UnknownName):
    """A finding that cannot be waived; the message says why."""


def add(commands: Subparsers) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "waive",
        help="accept a finding for a time",
        description="Accept a finding: append a waiver to the file of waivers, with who, why and until when, and with "
        "the digest of the words that are accepted. When they change the waiver is void.",
    )
    command.add_argument("contract", metavar="CONTRACT")
    command.add_argument("rule", metavar="RULE")
    command.add_argument(
        "subject",
        nargs="?",
        metavar="SUBJECT",
        help="the clause or other subject, or the fingerprint, where the rule finds several",
    )
    command.add_argument("--reason", required=True, metavar="TEXT", help="why it is accepted")
    command.add_argument("--approver", required=True, metavar="NAME", help="who accepts it")
    command.add_argument(
        "--expires", required=True, type=day, metavar="DATE", help="the last day on which it holds"
    )
    command.add_argument("--ticket", default="", metavar="ID", help="where it was decided")
    command.add_argument(
        "--waivers",
        metavar="FILE",
        help=f"the file (the nearest {WAIVERS_FILE}, in this folder or above; else a new one in this folder)",
    )
    add_longest(command)
    add_terms(command)


def run(arguments: argparse.Namespace) -> int:
    """Append the waiver, and say so."""
    from slacheck.audit.appending import Accepted, append

    terms = terms_of(arguments)._replace(digests=True, longest=arguments.longest_waiver)
    path = arguments.waivers or nearest_above(WAIVERS_FILE) or WAIVERS_FILE
    text, register = _present(path)
    contract, finding, exact = _chosen(arguments, terms)
    accepted = Accepted(
        contract.id,
        finding,
        exact,
        reason=_said(arguments.reason, "reason"),
        approver=_said(arguments.approver, "approver"),
        ticket=arguments.ticket.strip(),
        date=terms.today,
        expires=arguments.expires,
    )
    _check(accepted.expires, finding, contract, register, terms)
    write_whole(path, append(text, accepted, path).encode("utf-8"))
    until = accepted.expires.isoformat()
    note(
        f"slacheck: waived `{finding.rule}` on `{visible(finding.subject)}` until {until}, in {visible(path)}"
    )
    return CLEAN


def _said(text: str, name: str) -> str:
    if not text.strip():
        raise Refused(f"--{name} says nothing")
    return " ".join(text.split())


def _present(path: str) -> tuple[str, Register | None]:
    """The text of the file, "" where there is none, and what it holds; what is malformed must be settled first."""
    from slacheck.audit.register import read_register

    if not Path(path).exists():
        return "", None
    source = read_source(path)
    if source.text.encode("utf-8") != Path(path).read_bytes():
        problem = "the file is not written in UTF-8 without a byte order mark"
        raise Unreadable([Problem(problem, Span(source, 0, 0), "save it so, then waive")])
    register = read_register(read(source))
    problems = [problem for one in register.flawed for problem in one.problems]
    if problems:
        raise Unreadable(problems)
    return source.text, register


def _chosen(arguments: argparse.Namespace, terms: Terms) -> tuple[ContractReport, Finding, bool]:
    """The one finding that is meant, and whether its fingerprint is needed to name it."""
    rules = {rule.id: rule for pack in terms.packs for rule in pack.rules}
    name, subject = arguments.rule, arguments.subject
    if name not in rules:
        raise UnknownName(f"no rule of this check is called `{name}`; {did_you_mean(name, rules)}")
    contracts = [audit(reading, terms) for reading in readings(arguments.contract, terms)]
    of_rule = [(contract, one) for contract in contracts for one in contract.findings if one.rule == name]
    found = [pair for pair in of_rule if subject is None or _is_about(pair[1], subject)]
    if not found:
        raise Refused(_nothing(name, subject, [one for _, one in of_rule]))
    if len(found) > 1:
        raise Refused(_several(name, subject, [one for _, one in found]))
    contract, finding = found[0]
    _check_rule(rules[name], finding)
    alike = [one for _, one in of_rule if finding.subject in (one.subject, one.clause)]
    return contract, finding, len(alike) > 1


def _is_about(finding: Finding, subject: str) -> bool:
    return subject in (finding.subject, finding.clause, finding.fingerprint)


def _nothing(rule: str, subject: str | None, found: Sequence[Finding]) -> str:
    if not found:
        return f"`{rule}` finds nothing here: there is nothing to waive"
    names = list(dict.fromkeys(one.subject for one in found))
    known = f"it finds {', '.join(map(visible, names[:SHOWN]))}"
    return f"`{rule}` finds nothing on `{subject}`; {did_you_mean(str(subject), names, known)}"


def _several(rule: str, subject: str | None, found: Sequence[Finding]) -> str:
    """What there is to choose from: subjects, or fingerprints where those are alike."""
    names = list(dict.fromkeys(one.subject for one in found))
    if subject is None and len(names) == len(found):
        return f"`{rule}` finds several; name one: {', '.join(map(visible, names[:SHOWN]))}"
    lines = [f"  {one.fingerprint}  {visible(str(one.location.span))}" for one in found[:SHOWN]]
    return "\n".join([f"`{rule}` finds several; name one by its fingerprint:", *lines])


def _check_rule(rule: Rule, finding: Finding) -> None:
    from slacheck.audit.waiver import WAIVABLE

    if rule.unwaivable:
        raise Refused(f"nobody may waive `{rule.id}`: the rule says so")
    if finding.outcome not in WAIVABLE:
        raise Refused(
            f"`{rule.id}` is {finding.outcome.value} on `{visible(finding.subject)}`: nothing to waive"
        )


def _check(
    expires: date, finding: Finding, contract: ContractReport, register: Register | None, terms: Terms
) -> None:
    """Whether the waiver would hold today, and is the only one that does."""
    from slacheck.audit.calendar import after
    from slacheck.audit.waiver import Bench, fault

    if expires < terms.today:
        raise Refused(f"{expires.isoformat()} is over")
    if expires > after(terms.today, terms.longest):
        last = after(terms.today, terms.longest).isoformat()
        raise Refused(f"a waiver holds for at most {terms.longest}, here until {last} (--longest-waiver)")
    bench = Bench(terms.today, terms.longest, {})
    for entry in register.entries if register is not None else ():
        mine = entry.contract == contract.id and entry.means(finding)
        if mine and fault(entry, [finding], bench) is None:
            until = entry.expires.isoformat()
            raise Refused(f"it is waived already, until {until}, by {visible(entry.approver)}")
