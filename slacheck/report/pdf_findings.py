"""The findings of one contract as blocks of a page: a list with page numbers, then rule by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slacheck.report.group import groups, wording_homes
from slacheck.report.pdf_blocks import (
    aside,
    badge,
    breakable,
    code,
    indented,
    lead,
    listed,
    message,
    one_line,
    page_of,
    paragraph,
    pieces,
    plain,
    table,
    titled,
)
from slacheck.report.quote import quote
from slacheck.report.tone import finding_tone, grade
from slacheck.report.words import LEGAL_STATUS, NEAREST, NOT_VERIFIED, heading, told
from slacheck.source.excerpt import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.audit.model import ContractReport, Finding
    from slacheck.report.group import Group
    from slacheck.report.pdf_blocks import Block, Cell
    from slacheck.rule.model import Reference
    from slacheck.tongue import Tongue

TIMES: Final = "\N{MULTIPLICATION SIGN}"


class Findings:
    """What was found in one contract; its key tells its headings from those of others."""

    def __init__(self, contract: ContractReport, key: str, tongue: Tongue) -> None:
        self.contract = contract
        self.key = key
        self.tongue = tongue
        self.groups = groups(contract.findings)
        self.homes = wording_homes(self.groups)

    def blocks(self) -> Iterator[Block]:
        """All of it."""
        tongue = self.tongue
        yield titled(2, tongue("Findings"))
        if not self.groups:
            yield paragraph(tongue("None."))
            return
        heads = ["#", tongue("Rule"), tongue("Severity"), "", tongue("Page")]
        rows = [self.row(number, group) for number, group in enumerate(self.groups, 1)]
        yield table(heads, (1, 9, 3, 1.2, 1.4), rows, right=1)
        for number, group in enumerate(self.groups, 1):
            yield self.common(number, group)
            for index, finding in enumerate(group.findings, 1):
                blocks = list(self.finding(finding, f"{number}.{index}", group))
                yield {"kind": "finding", "tone": finding_tone(group.first), "blocks": blocks}

    def row(self, number: int, group: Group) -> list[Cell]:
        """One rule in the list."""
        first = group.first
        return [
            plain(str(number)),
            plain(self.tongue(heading(first.rule))),
            badge(finding_tone(first), self.tongue(grade(first))),
            plain(f"{TIMES} {len(group.findings)}" if len(group.findings) > 1 else ""),
            page_of(f"{self.key}-g{number}"),
        ]

    def common(self, number: int, group: Group) -> Block:
        """What the findings of a rule have in common."""
        tongue, first = self.tongue, group.first
        tone = finding_tone(first)
        marks = [
            *badge(tone, tongue(grade(first))),
            ("badge", tongue(LEGAL_STATUS[first.legal_status])),
            *code(f"{first.pack}/{first.rule}"),
        ]
        blocks = [
            titled(3, f"{number}. {tongue(heading(first.rule))}", f"{self.key}-g{number}"),
            pieces(marks),
        ]
        if first.error:
            blocks.append(paragraph(first.error))
        blocks.append(pieces([*self.label("Why"), *message(first.why)]))
        if first.references:
            blocks.append(lead(self.label("Anchors and their strength")))
            blocks.append(listed(map(self.anchor, first.references)))
        if group.remedy():
            blocks.append(pieces([*self.label("Instead"), *message(group.remedy())]))
        return {"kind": "group", "tone": tone, "blocks": blocks}

    def label(self, text: str) -> Cell:
        """What a paragraph is about."""
        return [("label", f"{self.tongue(text)}{self.tongue(': ')}")]

    def anchor(self, reference: Reference) -> Cell:
        """A provision with its strength and what it says."""
        tongue = self.tongue
        strength = breakable(one_line(tongue(reference.strength.replace("-", " "))))
        said = [*plain(reference.citation), ("badge", strength)]
        if not reference.verified:
            said += badge("warning", tongue(NOT_VERIFIED))
        if reference.paraphrase:
            said.append(aside(reference.said(tongue.language)))
        return said

    def finding(self, one: Finding, number: str, group: Group) -> Iterator[Block]:
        """One finding: message, place, quotation, evidence, questions, and what to do instead."""
        tongue = self.tongue
        yield lead([("strong", f"{number}  "), *message(told(one, tongue), "strong")])
        yield lead(self.place(one))
        yield self.quotation(one)
        if one.evidence:
            yield lead(self.label("What was read"))
            yield listed([*message(read.says), self.line(read.location.span.line)] for read in one.evidence)
        if one.questions:
            yield lead(self.label("Settled by the answer to"))
            yield listed(message(asked.text) for asked in one.questions)
        if group.own_remedy(one):
            yield pieces([*self.label("Instead"), *message(one.remedy)])
        if one.wording:
            yield from self.wording(one.wording, number)

    def line(self, number: int) -> tuple[str, str]:
        """A line of the contract, by the way."""
        return aside(f"({self.tongue('line {number}', number=number)})")

    def place(self, one: Finding) -> Cell:
        """Where it stands: line and path, and the file where that is not the contract's."""
        tongue, span = self.tongue, one.location.span
        near = f"{tongue(NEAREST)}{tongue(': ')}" if one.location.missing else ""
        file = f"{span.source.name}, " if span.source.name != self.contract.file else ""
        line = tongue("line {number}", number=span.line)
        place = breakable(f"{visible(file)}{near}{line}, ")
        return [("soft", place), *code(one.location.path or "/", "code-soft")]

    def quotation(self, one: Finding) -> Block:
        """The words of the contract, those that count marked."""
        lines = [
            {
                "number": str(line.number),
                "skipped": line.skipped,
                "pieces": [
                    ("mark" if piece.marked else "", indented(visible(piece.text))) for piece in line.pieces
                ],
            }
            for line in quote(one)
        ]
        return {"kind": "quote", "language": self.contract.language, "lines": lines}

    def wording(self, wording: str, number: str) -> Iterator[Block]:
        """The words to propose, once."""
        home, label = self.homes[wording], self.label("Proposed wording")
        if home == number:
            yield lead(label)
            text = breakable(one_line(wording))
            yield {"kind": "wording", "language": self.contract.language, "text": text}
        else:
            yield pieces([*label, *plain(self.tongue("As under {number}.", number=home))])
