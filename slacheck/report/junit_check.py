"""A check as JUnit XML: a suite for each contract, a test case for each rule on each subject.

A gap fails, whatever its severity. What is not settled is skipped, with the questions as the reason; under `--strict`
it fails. What is waived, or known from a baseline, is skipped with that as the reason. A rule that broke, a file that
cannot be read and a run in which nothing was checked are errors: none of them may look green. What does not apply is
left out, or skipped where the report lists it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slacheck.report import junit
from slacheck.report.aside import ledgers, standing
from slacheck.report.junit import Check, Failure, Suite
from slacheck.report.plain import prose, sentence
from slacheck.report.where import relative
from slacheck.report.words import anchor, told
from slacheck.rule.model import Outcome
from slacheck.source.excerpt import excerpt, visible
from slacheck.source.excerpt import render as render_problem
from slacheck.source.span import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.audit.model import Citation, ContractReport, Finding, Report, UnreadableFile

WORDS: Final = {
    "run": "slacheck check, as of",
    "readable": "the file can be read",
    "checked": "the contract is checked",
    "found": "a contract is found",
    "nothing": "nothing was checked: no rule applied",
    "none": "nothing was checked: no contract was found",
    "inapplicable": "does not apply",
    "instead": "instead",
    "wording": "proposed wording",
    "why": "why",
    "anchor": "anchor",
    "question": "question",
    "read": "read",
    "line": "line",
    "passed": "what passed",
    "unnamed": "passed, not named",
    "fixed": "what is fixed",
    "decides": "which findings count",
}


def render(report: Report) -> str:
    """The whole check."""
    writer = _Writer(report)
    suites = [writer.unreadable(file) for file in report.unreadable]
    suites += [writer.contract(contract) for contract in report.contracts]
    decide = tuple(ledgers(report))
    if decide:
        suites.append(Suite("slacheck", (Check(WORDS["decides"], note="\n".join(map(prose, decide))),)))
    if not report.contracts and not report.unreadable:
        suites.append(Suite("slacheck", (Check(WORDS["found"], errors=(Failure(WORDS["none"]),)),)))
    return junit.render(f"{WORDS['run']} {report.today.isoformat()}", suites)


class _Writer:
    def __init__(self, report: Report) -> None:
        self.strict = report.strict
        self.root = report.root
        self.sources: dict[Source, Source] = {}

    def unreadable(self, file: UnreadableFile) -> Suite:
        """One case in error, with every problem of the file."""
        name = visible(relative(file.file, self.root))
        errors = tuple(Failure(prose(one.message), render_problem(one)) for one in file.problems)
        place = next((one.span for one in file.problems if one.span is not None), None)
        span = None if place is None else self.placed(place)
        return Suite(name, (Check(WORDS["readable"], span=span, errors=errors),))

    def contract(self, contract: ContractReport) -> Suite:
        name = f"{prose(contract.id)} ({visible(relative(contract.file, self.root))})"
        checks = [*map(self.case, contract.findings), *_passed(contract)]
        if contract.gone:
            fixed = (
                f"{_name(one.rule, one.subject)} (known since {one.since.isoformat()})"
                for one in contract.gone
            )
            checks.append(Check(WORDS["fixed"], note="\n".join(fixed)))
        if not any(contract.counts.get(one) for one in Outcome if one is not Outcome.NOT_APPLICABLE):
            checks.append(Check(WORDS["checked"], errors=(Failure(WORDS["nothing"]),)))
        return Suite(name, tuple(checks))

    def case(self, finding: Finding) -> Check:
        """What a rule found on one subject."""
        name = _name(finding.rule, finding.subject)
        span = self.placed(finding.location.span)
        if not finding.counts:
            return Check(name, skipped=f"{prose(standing(finding))} ({_message(finding)})", span=span)
        match finding.outcome:
            case Outcome.PASS:
                return Check(name, span=span)
            case Outcome.NOT_APPLICABLE:
                return Check(name, skipped=WORDS["inapplicable"], span=span)
            case Outcome.BROKEN:
                return Check(name, span=span, errors=(Failure(_message(finding), _details(finding)),))
            case Outcome.UNKNOWN if not self.strict:
                return Check(name, skipped=_unsettled(finding), span=span)
            case Outcome.UNKNOWN | Outcome.GAP:
                return Check(name, (Failure(_message(finding), _details(finding)),), span=span)

    def placed(self, span: Span) -> Span:
        """The same place under the name that its file has from the working folder."""
        source = span.source
        named = self.sources.get(source)
        if named is None:
            named = Source(visible(relative(source.name, self.root)), source.text, source.sha256)
            self.sources[source] = named
        return Span(named, span.start, span.end)


def _passed(contract: ContractReport) -> Iterator[Check]:
    """What passed, by name where the report has the names; else one case that counts it."""
    for rule, subjects in contract.passed:
        for subject in subjects:
            yield Check(_name(rule, subject))
    named = contract.passed or any(one.outcome is Outcome.PASS for one in contract.findings)
    if contract.counts.get(Outcome.PASS) and not named:
        yield Check(WORDS["passed"], note=f"{contract.counts[Outcome.PASS]} {WORDS['unnamed']}")


def _name(rule: str, subject: str) -> str:
    return f"{prose(rule)}: {prose(subject)}"


def _message(finding: Finding) -> str:
    return prose(told(finding))


def _unsettled(finding: Finding) -> str:
    return " ".join([sentence(told(finding)), *(sentence(one.text) for one in finding.questions)])


def _read(one: Citation) -> str:
    return f"{prose(one.says)} ({WORDS['line']} {one.location.span.line})"


def _details(finding: Finding) -> str:
    """What a reader of a test report sees of a failure: the place, then what else there is to say, a line each."""
    lines = [f"{visible(str(finding.location.span))}", excerpt(finding.location.span)]
    lines += [f"{WORDS['read']}: {_read(one)}" for one in finding.evidence]
    lines += [f"{WORDS['question']}: {prose(question.text)}" for question in finding.questions]
    if finding.outcome is not Outcome.BROKEN:
        lines.append(f"{WORDS['why']}: {prose(finding.why)}")
        lines += [f"{WORDS['anchor']}: {prose(anchor(one))}" for one in finding.references]
    if finding.outcome is Outcome.GAP:
        lines.append(f"{WORDS['instead']}: {prose(finding.remedy)}")
        if finding.wording:
            lines.append(f"{WORDS['wording']}: {prose(finding.wording)}")
    return "\n".join(lines)
