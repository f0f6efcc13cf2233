"""The report as SARIF 2.1.0, for code scanning, editors and whatever else collects results.

A gap is a result of the kind `fail`. What is not settled is of the kind `open`: the rule was evaluated, and there was
too little to decide (3.27.9), which leaves it without a level. What passed is counted in the properties of the run and
never listed: code scanning shows every result as an alert, whatever its kind.

A rule that broke and a file that cannot be read are notifications, and the invocation did not succeed. Code scanning
shows no notifications and calls an alert that is gone "fixed"; so both are results, too, of rules of slacheck's own.

The same report gives the same bytes on every machine: the folder that `%SRCROOT%` stands for is described, not named.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring as _text
from typing import TYPE_CHECKING, Final

from slacheck.report.aside import standing
from slacheck.report.identity import Identities
from slacheck.report.markdown import text as markdown
from slacheck.report.plain import sentence
from slacheck.report.sarif_rules import BROKEN, LEVELS, OWN, UNREADABLE, Rules
from slacheck.report.where import address, relative
from slacheck.report.words import told
from slacheck.rule.model import Outcome
from slacheck.source.excerpt import prose, visible
from slacheck.tongue import speak, worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from slacheck.audit.model import ContractReport, Finding, Ledger, Report, UnreadableFile
    from slacheck.audit.place import Location
    from slacheck.source.problem import Problem
    from slacheck.source.span import Source, Span
    from slacheck.tongue import Tongue

# INVARIANT: each function below returns complete JSON (or the members of an object), and every text from outside
# goes through `prose` or `visible` and then through `_text`.

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT: Final = "%SRCROOT%"
FINGERPRINT: Final = "slacheck/v1"
LINE_HASH: Final = "primaryLocationLineHash"
"""The name under which code scanning looks for an identity; its uploader fills it in from the line alone."""
WORDS: Final = {
    "root": worded("The folder in which slacheck was started."),
    "instead": worded("Instead"),
    "asked": worded("To be settled"),
    "unreadable": worded("The file cannot be read, so nothing of it was checked"),
    "broken": worded("The rule broke, so it was not applied here"),
    "idle": worded("This rule applied to nothing in the whole run"),
    "help": worded("Help"),
}
_NOTIFICATIONS: Final[tuple[tuple[str, str], ...]] = (
    ("contract-unreadable", WORDS["unreadable"]),
    ("rule-broken", WORDS["broken"]),
    ("rule-idle", WORDS["idle"]),
)


def suppressions(finding: Finding, tongue: Tongue) -> str:
    """The suppressions of a result: none is an empty list, which says that it is in force (3.27.23).

    A waiver is one, and so is a baseline that knows the finding.
    """
    if finding.counts:
        return "[]"
    said = f'"kind": "external", "status": "accepted", "justification": {_text(prose(standing(finding, tongue)))}'
    waiver = finding.waiver
    if waiver is None:
        return f"[{{{said}}}]"
    return (
        f'[{{{said}, "properties": {{"approver": {_text(prose(waiver.approver))}, '
        f'"ticket": {_text(prose(waiver.ticket))}, "expires": "{waiver.expires.isoformat()}"}}}}]'
    )


def render(report: Report) -> str:
    """The whole log: one run."""
    return _Run(report).render()


class _Files:
    """The artifacts of a run, by the name that the user gave, each with its index."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.artifacts: list[str] = []
        self._found: dict[str, str] = {}

    def of(self, name: str, sha256: str) -> str:
        """The members of an artifact location."""
        found = self._found.get(name)
        if found is None:
            uri, within = address(name, self.root)
            place = f'"uri": "{uri}"' + (f', "uriBaseId": "{ROOT}"' if within else "")
            found = self._found[name] = f'{place}, "index": {len(self.artifacts)}'
            digest = f', "hashes": {{"sha-256": {_text(sha256)}}}' if sha256 else ""
            self.artifacts.append(
                f'{{"location": {{{place}}}, "mimeType": "application/yaml", "roles": ["analysisTarget"]{digest}}}'
            )
        return found


class _Run:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.tongue = speak(report.language)
        self.rules = Rules(report)
        self.colon = self.tongue(": ")
        self.files = _Files(report.root)
        self.identities = Identities()
        self.results: list[str] = []
        self.notices: list[str] = []
        self.sites: dict[Location, str] = {}

    def render(self) -> str:
        for file in self.report.unreadable:
            self.unreadable(file)
        for contract in self.report.contracts:
            self.contract(contract)
        report = self.report
        success = "false" if self.notices else "true"
        idle = [self.idle(one.pack, rule) for one in report.idle for rule in one.rules]
        language = _text(report.language[:2])
        packs = "+".join(prose(pack.id) for pack in report.packs) or "none"
        descriptors = [
            f'{{"id": "{name}", "shortDescription": {{"text": {_text(self.tongue(said))}}}}}'
            for name, said in _NOTIFICATIONS
        ]
        return (
            f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{\n'
            f'"tool": {{"driver": {{"name": "{OWN}", "version": {_text(report.version)}, "language": {language}, '
            f'"notifications": [{", ".join(descriptors)}], "rules": [\n{self.rules.render()}\n]}}}},\n'
            f'"automationDetails": {{"id": {_text(f"{OWN}/{packs}/")}}},\n'
            f'"language": {language}, "columnKind": "unicodeCodePoints", '
            f'"newlineSequences": ["\\r\\n", "\\n", "\\r"],\n'
            f'"originalUriBaseIds": {{"{ROOT}": {{"description": {{"text": {_text(self.say("root"))}}}}}}},\n'
            f'"invocations": [{{"executionSuccessful": {success}, '
            f'"toolExecutionNotifications": [{", ".join(self.notices)}], '
            f'"toolConfigurationNotifications": [{", ".join(idle)}]}}],\n'
            f'"artifacts": [{_lines(self.files.artifacts)}],\n"results": [{_lines(self.results)}],\n'
            f'"properties": {_properties(report)}\n}}]}}\n'
        )

    def say(self, name: str) -> str:
        """A text of the interface by its short name."""
        return self.tongue(WORDS[name])

    def unreadable(self, file: UnreadableFile) -> None:
        """A notification and a result for each problem of a file."""
        path = relative(file.file, self.report.root)
        index = self.rules.index(UNREADABLE)
        for problem in file.problems:
            place = self.problem_place(file, problem)
            said = f"{self.say('unreadable')}{self.colon}{sentence(problem.message)}"
            said += f" {self.say('help')}{self.colon}{sentence(problem.help)}" if problem.help else ""
            related = [
                self.related(number, span, note) for number, (note, span) in enumerate(problem.related, 1)
            ]
            print_ = self.identities.of_problem(problem, path)
            self.notices.append(_notice("contract-unreadable", said, place))
            self.results.append(
                f'{{"ruleId": "{UNREADABLE.id}", "ruleIndex": {index}, "kind": "fail", "level": "error", '
                f'"message": {{"text": {_text(_plain(said))}, "markdown": {_text(markdown(said))}}}, '
                f'"locations": [{place}], "relatedLocations": [{", ".join(related)}], '
                f'"partialFingerprints": {_prints(print_, print_)}, "suppressions": []}}'
            )

    def idle(self, pack: str, rule: str) -> str:
        """A notification of a rule that checked nothing."""
        said = f"{self.say('idle')}{self.colon}{prose(rule)} ({prose(pack)})."
        index = self.rules.known(pack, rule)
        named = (
            "" if index is None else f', "associatedRule": {{"id": {_text(prose(rule))}, "index": {index}}}'
        )
        return (
            f'{{"descriptor": {{"id": "rule-idle", "index": {len(_NOTIFICATIONS) - 1}}}, "level": "note", '
            f'"message": {{"text": {_text(_plain(said))}}}{named}}}'
        )

    def problem_place(self, file: UnreadableFile, problem: Problem) -> str:
        if problem.span is None:
            known = next((one.span.source.sha256 for one in file.problems if one.span), "")
            where = self.files.of(file.file, known)
            return (
                f'{{"physicalLocation": {{"artifactLocation": {{{where}}}, "region": {{"startLine": 1}}}}}}'
            )
        return f"{{{self.physical(problem.span)}}}"

    def contract(self, contract: ContractReport) -> None:
        self.sites.clear()
        self.files.of(contract.file, contract.sha256)
        path = relative(contract.file, self.report.root)
        listed = [one for one in contract.findings if one.outcome in _RESULTS]
        shared = _shared_lines(listed)
        for finding in listed:
            print_ = self.identities.of_finding(finding, path)
            hash_ = print_ if _line(finding) in shared else ""
            broken = finding.outcome is Outcome.BROKEN
            self.results.append((self.broken if broken else self.result)(finding, _prints(print_, hash_)))

    def broken(self, finding: Finding, prints: str) -> str:
        """A result of a rule of slacheck's own; the notification names the rule that broke."""
        said = (
            f"{self.say('broken')}{self.colon}{prose(finding.rule)} ({prose(finding.subject)}){self.colon}"
            f"{sentence(finding.error)}"
        )
        place = self.site(finding.location)
        rule = f', "associatedRule": {{"id": {_text(prose(finding.rule))}, "index": {self.rules.index_of(finding)}}}'
        self.notices.append(_notice("rule-broken", said, f"{{{place}}}", rule))
        return (
            f'{{"ruleId": "{BROKEN.id}", "ruleIndex": {self.rules.index(BROKEN)}, "kind": "fail", "level": "error", '
            f'"message": {{"text": {_text(_plain(said))}, "markdown": {_text(markdown(said))}}}, '
            f'"locations": [{{{place}}}], "partialFingerprints": {prints}, "suppressions": []}}'
        )

    def result(self, finding: Finding, prints: str) -> str:
        gap = finding.outcome is Outcome.GAP
        kind, level = ("fail", LEVELS[finding.severity]) if gap else ("open", "none")
        logical = f', "logicalLocations": [{", ".join(_logical(finding))}]'
        return (
            f'{{"ruleId": {_text(prose(finding.rule))}, "ruleIndex": {self.rules.index_of(finding)}, '
            f'"kind": "{kind}", "level": "{level}", "message": {self.message(finding)}, '
            f'"locations": [{{{self.site(finding.location)}{logical}}}], '
            f'"relatedLocations": [{", ".join(self.evidence(finding))}], '
            f'"partialFingerprints": {prints}, "suppressions": {suppressions(finding, self.tongue)}, '
            f'"properties": {_finding_properties(finding)}}}'
        )

    def message(self, finding: Finding) -> str:
        """What was found and what to do: that is all that code scanning shows beside a line."""
        said = sentence(told(finding, self.tongue))
        if finding.outcome is Outcome.GAP:
            label, more = self.say("instead"), sentence(finding.remedy)
        else:
            label, more = self.say("asked"), " ".join(sentence(one.text) for one in finding.questions)
        label += self.colon.rstrip()
        plain = f"{said} {label} {more}" if more else said
        marked = f"{markdown(said)}\n\n**{label}** {markdown(more)}" if more else markdown(said)
        return f'{{"text": {_text(_plain(plain))}, "markdown": {_text(marked)}}}'

    def evidence(self, finding: Finding) -> Iterator[str]:
        """The places that were read, then those where the answers belong; what each says."""
        told_at = [(one.location, one.says) for one in finding.evidence]
        told_at += [(question.location, question.text) for question in finding.questions]
        for number, (location, said) in enumerate(told_at, 1):
            message = f'"message": {{"text": {_text(_plain(prose(said)))}}}'
            yield f'{{"id": {number}, {self.site(location)}, {message}}}'

    def related(self, number: int, span: Span, note: str) -> str:
        message = f'"message": {{"text": {_text(_plain(prose(note)))}}}'
        return f'{{"id": {number}, {self.physical(span)}, {message}}}'

    def site(self, location: Location) -> str:
        """A place as members, written once for all findings of a contract that stand there."""
        written = self.sites.get(location)
        if written is None:
            written = self.sites[location] = self.physical(location.span)
        return written

    def physical(self, span: Span) -> str:
        source: Source = span.source
        line, column = source.position(span.start)
        end_line, end_column = source.position(span.end)
        return (
            f'"physicalLocation": {{"artifactLocation": {{{self.files.of(source.name, source.sha256)}}}, '
            f'"region": {{"startLine": {line}, "startColumn": {column}, '
            f'"endLine": {end_line}, "endColumn": {end_column}}}}}'
        )


_RESULTS: Final = (Outcome.BROKEN, Outcome.GAP, Outcome.UNKNOWN)


def _lines(entries: list[str]) -> str:
    listed = ",\n".join(entries)
    return f"\n{listed}\n" if entries else ""


def _line(finding: Finding) -> tuple[str, int]:
    return finding.rule, finding.location.span.line


def _shared_lines(findings: Iterable[Finding]) -> set[tuple[str, int]]:
    """Lines at which several findings of one rule stand: the uploader would give them one identity, so one alert."""
    seen: set[tuple[str, int]] = set()
    shared: set[tuple[str, int]] = set()
    for finding in findings:
        key = _line(finding)
        (shared if key in seen else seen).add(key)
    return shared


def _prints(fingerprint: str, line_hash: str) -> str:
    more = f', "{LINE_HASH}": {_text(line_hash)}' if line_hash else ""
    return f'{{"{FINGERPRINT}": {_text(fingerprint)}{more}}}'


def _plain(text: str) -> str:
    """A message in which nothing is taken for a link (3.11.6)."""
    return text.replace("](", "] (")


def _logical(finding: Finding) -> Iterator[str]:
    """The way in the document as a JSON Pointer, and the clause kind."""
    if finding.location.path:
        yield f'{{"fullyQualifiedName": {_text(visible(finding.location.path))}}}'
    if finding.clause:
        yield f'{{"name": {_text(prose(finding.clause))}, "kind": "clause"}}'


def _finding_properties(finding: Finding) -> str:
    asked = ", ".join(_text(visible(question.path)) for question in finding.questions)
    wording = _text(prose(finding.wording)) if finding.wording else "null"
    return (
        f'{{"outcome": "{finding.outcome.value}", "severity": "{finding.severity.value}", '
        f'"legalStatus": "{finding.legal_status.value}", "pack": {_text(prose(finding.pack))}, '
        f'"subject": {_text(prose(finding.subject))}, "proposedWording": {wording}, '
        f'"missingFacts": [{asked}], "nearestPlace": {_boolean(finding.location.missing)}, '
        f'"proposedMapping": {_boolean(finding.proposed)}}}'
    )


def _boolean(holds: bool) -> str:
    return "true" if holds else "false"


def _notice(kind: str, said: str, place: str, more: str = "") -> str:
    index = [name for name, _ in _NOTIFICATIONS].index(kind)
    return (
        f'{{"descriptor": {{"id": "{kind}", "index": {index}}}, "level": "error", '
        f'"message": {{"text": {_text(_plain(said))}}}, "locations": [{place}]{more}}}'
    )


def _properties(report: Report) -> str:
    packs = [
        {
            "id": prose(pack.id),
            "version": prose(pack.version),
            "sha256": pack.sha256,
            "title": prose(pack.title),
        }
        for pack in report.packs
    ]
    summary: Mapping[str, int] = {
        "contracts": len(report.contracts),
        "unreadable": len(report.unreadable),
        **{one.value: report.counts.get(one, 0) for one in Outcome},
        "waived": report.waived,
        "known": report.known,
    }
    fixed = [
        {
            "contract": prose(one.contract),
            "rule": prose(one.rule),
            "subject": prose(one.subject),
            "since": one.since,
        }
        for contract in report.contracts
        for one in contract.gone
    ]
    found = {
        "packs": packs,
        "taxonomy": {"sha256": report.taxonomy_sha256},
        "today": report.today.isoformat(),
        "language": report.language,
        "summary": summary,
        "waivers": _ledger(report.waivers),
        "baseline": _ledger(report.baseline),
        "fixed": fixed,
    }
    return json.dumps(found, ensure_ascii=False, default=str)


def _ledger(ledger: Ledger | None) -> Mapping[str, str] | None:
    return {"file": visible(ledger.file), "sha256": ledger.sha256} if ledger else None
