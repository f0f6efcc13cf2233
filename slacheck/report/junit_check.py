"""A check as JUnit XML: a suite for each contract, a test case for each rule on each subject.

A gap fails, whatever its severity. What is not settled is skipped, with the questions as the reason; under `--strict`
it fails. What is waived, or known from a baseline, is skipped with that as the reason. A rule that broke, a file that
cannot be read and a run in which nothing was checked are errors: none of them may look green. What does not apply is
left out, or skipped where the report lists it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from slacheck.report import junit
from slacheck.report.aside import ledgers, standing
from slacheck.report.junit import Check, Failure, Suite
from slacheck.report.plain import sentence
from slacheck.report.where import relative
from slacheck.report.words import anchor, told
from slacheck.rule.model import Outcome
from slacheck.source.excerpt import excerpt, prose, visible
from slacheck.source.excerpt import render as render_problem
from slacheck.source.span import Source, Span
from slacheck.tongue import speak, worded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.audit.model import Citation, ContractReport, Finding, Report, UnreadableFile

WORDS: Final = {
    "readable": worded("the file can be read"),
    "checked": worded("the contract is checked"),
    "found": worded("a contract is found"),
    "nothing": worded("nothing was checked: no rule applied"),
    "none": worded("nothing was checked: no contract was found"),
    "inapplicable": worded("does not apply"),
    "instead": worded("instead"),
    "wording": worded("proposed wording"),
    "why": worded("why"),
    "anchor": worded("anchor"),
    "question": worded("question"),
    "read": worded("read"),
    "passed": worded("what passed"),
    "fixed": worded("what is fixed"),
    "decides": worded("which findings count"),
}
_MEMO = 4096


def render(report: Report) -> str:
    """The whole check."""
    return junit.render(*_Writer(report).run())


class _Writer:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.strict = report.strict
        self.root = report.root
        self.tongue = speak(report.language)
        self.sources: dict[Source, Source] = {}

    def run(self) -> tuple[str, list[Suite]]:
        """The name of the run and its suites."""
        report = self.report
        suites = [self.unreadable(file) for file in report.unreadable]
        suites += [self.contract(contract) for contract in report.contracts]
        decide = tuple(map(prose, ledgers(report, self.tongue)))
        if decide:
            suites.append(Suite("slacheck", (Check(self.say("decides"), note="\n".join(decide)),)))
        if not report.contracts and not report.unreadable:
            none = Check(self.say("found"), errors=(Failure(self.say("none")),))
            suites.append(Suite("slacheck", (none,)))
        return self.tongue("slacheck check, as of {day}", day=report.today), suites

    def say(self, name: str) -> str:
        """A text of the interface by its short name."""
        return self.tongue(WORDS[name])

    def unreadable(self, file: UnreadableFile) -> Suite:
        """One case in error, with every problem of the file."""
        name = visible(relative(file.file, self.root))
        errors = tuple(Failure(prose(one.message), render_problem(one)) for one in file.problems)
        place = next((one.span for one in file.problems if one.span is not None), None)
        span = None if place is None else self.placed(place)
        return Suite(name, (Check(self.say("readable"), span=span, errors=errors),))

    def contract(self, contract: ContractReport) -> Suite:
        name = f"{prose(contract.id)} ({visible(relative(contract.file, self.root))})"
        checks = [*map(self.case, contract.findings), *self.passed(contract)]
        if contract.gone:
            fixed = (
                f"{_name(one.rule, one.subject)} ({self.tongue('since {day}', day=one.since)})"
                for one in contract.gone
            )
            checks.append(Check(self.say("fixed"), note="\n".join(fixed)))
        if not any(contract.counts.get(one) for one in Outcome if one is not Outcome.NOT_APPLICABLE):
            checks.append(Check(self.say("checked"), errors=(Failure(self.say("nothing")),)))
        return Suite(name, tuple(checks))

    def case(self, finding: Finding) -> Check:
        """What a rule found on one subject."""
        name = _name(finding.rule, finding.subject)
        span = self.placed(finding.location.span)
        if not finding.counts:
            return Check(
                name, skipped=f"{prose(standing(finding, self.tongue))} ({self.message(finding)})", span=span
            )
        match finding.outcome:
            case Outcome.PASS:
                return Check(name, span=span)
            case Outcome.NOT_APPLICABLE:
                return Check(name, skipped=self.say("inapplicable"), span=span)
            case Outcome.BROKEN:
                return Check(name, span=span, errors=(Failure(self.message(finding), self.details(finding)),))
            case Outcome.UNKNOWN if not self.strict:
                return Check(name, skipped=self.unsettled(finding), span=span)
            case Outcome.UNKNOWN | Outcome.GAP:
                return Check(name, (Failure(self.message(finding), self.details(finding)),), span=span)

    def placed(self, span: Span) -> Span:
        """The same place under the name that its file has from the working folder."""
        source = span.source
        named = self.sources.get(source)
        if named is None:
            named = Source(visible(relative(source.name, self.root)), source.text, source.sha256)
            self.sources[source] = named
        return Span(named, span.start, span.end)

    def passed(self, contract: ContractReport) -> Iterator[Check]:
        """What passed, by name where the report has the names; else one case that counts it."""
        for rule, subjects in contract.passed:
            for subject in subjects:
                yield _pass(rule, subject)
        named = contract.passed or any(one.outcome is Outcome.PASS for one in contract.findings)
        number = contract.counts.get(Outcome.PASS, 0)
        if number and not named:
            note = self.tongue.many("{number} passed, not named", "{number} passed, not named", number)
            yield Check(self.say("passed"), note=note)

    def message(self, finding: Finding) -> str:
        """What was found, on one line."""
        return prose(told(finding, self.tongue))

    def unsettled(self, finding: Finding) -> str:
        """What is not settled, with its questions."""
        asked = (sentence(one.text) for one in finding.questions)
        return " ".join([sentence(told(finding, self.tongue)), *asked])

    def details(self, finding: Finding) -> str:
        """What a reader of a test report sees of a failure: the place, then what else there is to say, a line each."""
        told_of: list[tuple[str, str]] = [("read", self.read(one)) for one in finding.evidence]
        told_of += [("question", question.text) for question in finding.questions]
        if finding.outcome is not Outcome.BROKEN:
            told_of.append(("why", finding.why))
            told_of += [("anchor", anchor(one, self.tongue)) for one in finding.references]
        if finding.outcome is Outcome.GAP:
            told_of.append(("instead", finding.remedy))
            if finding.wording:
                told_of.append(("wording", finding.wording))
        lines = [f"{visible(str(finding.location.span))}", excerpt(finding.location.span)]
        colon = self.tongue(": ")
        return "\n".join([*lines, *(f"{self.say(name)}{colon}{prose(text)}" for name, text in told_of)])

    def read(self, one: Citation) -> str:
        """What a place says, with its line."""
        return self.tongue("{says} (line {line})", says=one.says, line=one.location.span.line)


@lru_cache(_MEMO)
def _pass(rule: str, subject: str) -> Check:
    """A case that passed; in many contracts it is the same one."""
    return Check(_name(rule, subject))


def _name(rule: str, subject: str) -> str:
    return f"{prose(rule)}: {prose(subject)}"
