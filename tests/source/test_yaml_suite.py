"""The conformance cases of the YAML test suite, and a list of every one that is not met, with the reason.

Of the cases with a JSON value or marked as failing, each is either met or stands in one of four tables; an entry
that is no longer needed fails the test.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import yaml

from slacheck.source.problem import Unreadable
from slacheck.source.yaml import decode, documents

# Valid YAML that is refused on purpose.
REFUSED = {
    "a tag outside the core schema: nothing here could give it a meaning": (
        "2XXW 565N 5TYM 6CK3 6WLZ 7FWL 9WXW C4HZ CC74 CUP7 J7PZ M5C3 P76L UGM3 Z67P Z9M4"
    ),
    "%YAML 1.1 or 1.3: such a file may mean other values than those that would be read": "BEC7 MUS6-2 MUS6-3 MUS6-4",
    "an unknown directive: it is ignored by the specification, but nothing is ignored here": "2LFX 6LVF MUS6-5 MUS6-6",
    "an anchor with other signs than letters, digits, - and _": "2SXE 8XYN W5VH Y2GN",
}

# Valid YAML that libyaml cannot read; the user is told where.
NOT_READ = {
    "a tab in white space that is no indentation": (
        "6BCT 6CA3 96NN-0 96NN-1 A2M4 DK95-0 DK95-3 DK95-4 Q5MG R4YG Y79Y-1 Y79Y-10"
    ),
    "a key of a flow mapping over two lines, or its colon on the next": (
        "4MUZ-0 4MUZ-1 4MUZ-2 5MUD 9SA2 K3WX NJ66 UT92 VJP3-1"
    ),
    "a plain scalar that starts with a colon inside a flow collection": "58MP 5T43 DBG4 HM87-0",
    "a document without `---` behind `...`, or `...` without a document": "7Z25 HWV9 M7A3 QT73",
    "a block scalar at the root that is not indented": "DK3J FP8R W4TN",
    "an empty key as the first sign of a file": "SM9W-1",
}

# Invalid YAML that libyaml reads, in the only sense that it can have.
ACCEPTED = {
    "a comment without white space before it": "9JBA CVW2 SU5Z X4QW",
    "lines of a flow collection or a quoted scalar that are not indented enough": "9C9N DK95-1 QB6E Y79Y-3",
    "a directive behind a document that has no end mark": "EB22 MUS6-1 RHX7",
    "a lone dash inside a flow collection": "G5U8 YJV2",
    "blank lines of a block scalar that are longer than its indentation": "S98Z",
}

# Valid YAML that means something else here.
DIFFERENT = {
    "libyaml drops a question mark that begins a plain key inside a flow mapping": "652Z HM87-1",
    "libyaml drops a last line of spaces that has no line break": "JEF9-2 L24T-1",
    "`!` alone is an empty text by section 6.9.1; the suite's JSON says null": "UKK6-2",
}


class Case(NamedTuple):
    """One case: its text, and the values of its documents, or none where it must be refused."""

    id: str
    text: str
    values: list[object] | None


def cases(folder: Path) -> list[Case]:
    """The cases with a value or marked as failing; entries inherit from those above them in their file."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        entries = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        merged: dict[str, str] = {}
        for number, entry in enumerate(entries):
            merged |= entry
            if merged.get("skip") or not ("fail" in entry or "json" in merged):
                continue
            name = path.stem if len(entries) == 1 else f"{path.stem}-{number}"
            values = None if "fail" in entry else json_values(merged["json"])
            found.append(Case(name, unmark(merged["yaml"]), values))
    return found


def unmark(text: str) -> str:
    """The text that the visible marks of the suite stand for."""
    text = re.sub("—*»", "\t", re.sub("∎\n$", "", text))
    return text.translate({ord("␣"): " ", ord("←"): "\r", ord("⇔"): "\ufeff", ord("↵"): None})


def json_values(text: str) -> list[object]:
    """The JSON values that follow each other in a text, numbers exact."""
    decoder, values, text = json.JSONDecoder(parse_float=Decimal), [], text.strip()
    while text:
        value, end = decoder.raw_decode(text)
        values.append(value)
        text = text[end:].strip()
    return values


def result(case: Case) -> str:
    """`met`, or the way in which a case is not met."""
    try:
        values = [root.value for root in documents(decode(case.id, case.text.encode()))]
    except Unreadable:
        return "met" if case.values is None else "refused"
    if case.values is None:
        return "accepted"
    return "met" if values == case.values else "different"


def listed(*tables: dict[str, str]) -> set[str]:
    return {name for table in tables for names in table.values() for name in names.split()}


def test_every_case_is_met_or_listed_with_its_reason(corpus):
    """Neither a case too few nor an entry too many."""
    results = {case.id: result(case) for case in cases(corpus("yaml-test-suite") / "src")}
    assert len(results) > 350

    def ids(kind: str) -> set[str]:
        return {name for name, found in results.items() if found == kind}

    assert ids("refused") == listed(REFUSED, NOT_READ)
    assert ids("accepted") == listed(ACCEPTED)
    assert ids("different") == listed(DIFFERENT)
    assert len(ids("met")) > 290
