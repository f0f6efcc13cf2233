"""Commands that a GitHub workflow obeys: one a line, ten of a level, nothing that a contract slipped in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slacheck.report.github import LONGEST, SUMMARY_BYTES, render, summary
from slacheck.rule.model import Severity
from slacheck.source.span import Span
from tests.report.samples import (
    ABSENT,
    CONTRACT,
    EMPTY,
    FULL,
    GOVERNED,
    SINGLE,
    SOLD,
    SOURCE,
    UNSETTLED,
    at,
    hostile,
    many_absent,
    report,
)
from tests.report.test_formats import HOSTILE

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def unescaped(text, *more):
    for code, sign in (*more, ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def commands(text):
    """The commands as the runner reads them: level, properties, message."""
    found = []
    for line in text.splitlines():
        match = COMMAND.fullmatch(line)
        if match:
            pairs = (pair.partition("=") for pair in match[2].split(","))
            properties = {key: unescaped(value, ("%3A", ":"), ("%2C", ",")) for key, _, value in pairs}
            found.append((match[1], properties, unescaped(match[3])))
    return found


def many(number, **changes):
    """A report with findings of as many rules."""
    findings = (SOLD._replace(rule=f"rule-{index}", **changes) for index in range(number))
    return report(CONTRACT._replace(findings=tuple(findings)))


def test_a_command_names_the_words_and_the_rule():
    level, properties, message = commands(render(FULL))[3]
    assert level == "error"
    assert properties == {
        "file": "contracts/payroll.yaml",
        "line": "13",
        "endLine": "13",
        "col": "7",
        "endColumn": "24",
        "title": "baseline-sold-as-option",
    }
    assert message == (
        "Roles: sold as “Module Confidentialité+” for 180.00 EUR / month more\ninstead: put it into the base service"
    )


def test_the_gravest_come_first():
    """What cannot be read and what broke, then gaps; what is not settled is a level below, but not under `--strict`."""
    assert [level for level, _, _ in commands(render(FULL))] == ["error"] * 5 + ["warning"]
    assert [level for level, _, _ in commands(render(FULL._replace(strict=True)))] == ["error"] * 6


def test_what_does_not_count_is_no_annotation():
    """It stands in the log, folded, and in the summary."""
    text = render(GOVERNED)
    assert [properties["title"] for _, properties, _ in commands(text)] == [
        "waiver-expired",
        "baseline-absent",
    ]
    assert commands(text)[0][1]["file"] == "slacheck-waivers.yaml"
    lines = text.splitlines()
    assert "payroll: Waived: 1 finding, not counted" in lines
    assert any(line.startswith("- error baseline-absent · 12: kind-0, kind-1") for line in lines)
    written = summary(GOVERNED)
    assert "Waived: 1 finding, not counted" in written
    assert "Fixed: 1 finding of the baseline" in written
    assert len(summary(GOVERNED, room=1_000).encode()) <= 1_000


def test_ten_of_a_level_are_commands_and_the_rest_are_lines():
    """Nothing is dropped: each rule is named once, and the counts close the log."""
    text = render(many(25))
    assert len(commands(text)) == 10
    assert [line for line in text.splitlines() if line.startswith("- ")] == [
        f"- contracts/payroll.yaml:13:7: error: {SOLD.message} [rule-{index}]" for index in range(10, 25)
    ]
    assert "1 contract: " in text


def test_each_level_has_ten_of_its_own():
    findings = [
        SOLD._replace(rule=f"{severity.value}-{index}", severity=severity)
        for severity in Severity
        for index in range(12)
    ]
    text = render(report(CONTRACT._replace(findings=tuple(findings))))
    levels = [level for level, _, _ in commands(text)]
    assert levels == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10


def test_what_one_rule_says_of_one_place_is_one_annotation():
    """Twenty clauses that are absent leave room for nine other rules."""
    [(_, properties, message)] = commands(render(report(CONTRACT._replace(findings=many_absent(20)))))
    assert properties["title"] == "baseline-absent (20)"
    assert message.startswith("Kind 0: the contract says nothing of it\nKind 1: ")


def test_what_is_cut_in_an_annotation_stands_in_the_log():
    text = render(report(CONTRACT._replace(findings=many_absent(500))))
    [(_, _, message)] = commands(text)
    assert len(message) == LONGEST + 1
    assert all(f": Kind {index}: " in text for index in range(500))


def test_columns_are_left_out_over_several_lines():
    """GitHub refuses them there."""
    place = SOLD.location.span
    wide = SOLD._replace(location=type(SOLD.location)(Span(SOURCE, place.start, place.end + 40), ""))
    [(_, properties, _)] = commands(render(report(CONTRACT._replace(findings=(wide,)))))
    assert {"line", "endLine"} <= set(properties)
    assert not {"col", "endColumn"} & set(properties)


def test_a_run_without_contracts_is_a_warning():
    assert commands(render(EMPTY)) == [
        ("warning", {"title": "slacheck"}, "no contract was found: nothing was checked")
    ]


def obeyed(text):
    """Lines that the runner takes for a command: in the newer form at the beginning, in the older one anywhere."""
    return [line for line in text.splitlines() if line.lstrip().startswith("::") or "##[" in line]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_becomes_a_command(words):
    """Each is a command of ours, whole on its line, in a small report and where the log lists the rest."""
    overflow = tuple(
        SOLD._replace(rule=f"{words}{index}", message=words, remedy=words) for index in range(30)
    )
    for run in (hostile(words), report(CONTRACT._replace(findings=overflow, title=words))):
        text = render(run)
        assert len(obeyed(text)) == len(commands(text))
        for level, properties, _ in commands(text):
            assert level in ("error", "warning", "notice")
            assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}


@given(st.text(alphabet=st.sampled_from(":,%=#[]\n\r \t0AD2C53aé`|<>&\ud83d"), min_size=1))
def test_any_message_comes_back(text):
    """What is escaped is unescaped to the same words."""
    [(_, properties, message)] = commands(
        render(report(CONTRACT._replace(findings=(SOLD._replace(message=text, rule=text),))))
    )
    words = " ".join(text.encode("utf-8", "backslashreplace").decode().split())
    assert message.partition("\ninstead: ")[0] == words.replace("##[", "## [")
    assert properties["title"] == words.replace("##[", "## [")


# -- the summary


def test_the_summary_holds_all_findings_worst_first():
    """Never only ten."""
    text = summary(report(CONTRACT._replace(findings=(UNSETTLED, ABSENT, *many_absent(40)))))
    found = [line for line in text.splitlines() if line.startswith("| **")]
    assert len(found) == 42
    assert found[0].startswith("| **error** |")
    assert found[-1].startswith("| **unknown** |")


def test_the_summary_says_once_what_to_do():
    """Forty rows of one rule do not repeat one remedy."""
    findings = [ABSENT._replace(fingerprint=str(index)) for index in range(40)]
    text = summary(report(CONTRACT._replace(findings=tuple(findings))))
    assert text.count("instead: ") == 1


def test_the_summary_opens_with_the_counts_and_the_contracts():
    text = summary(FULL)
    assert text.startswith("## Gap report\n\n- 2 contracts: 2 gaps")
    assert "| Externalisation de la paie | `contracts/payroll.yaml` | 1 rule broke" in text
    assert "| **not checked** | `unreadable contract` |" in text


@pytest.mark.parametrize("run", [SINGLE, FULL, EMPTY])
def test_the_summary_ends_with_one_line_break(run):
    """It is appended to what other steps wrote."""
    text = summary(run)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_a_summary_that_is_too_large_says_what_it_left_out():
    """GitHub refuses it otherwise, as a whole."""
    text = summary(report(CONTRACT._replace(findings=many_absent(20_000))))
    assert len(text.encode()) <= SUMMARY_BYTES
    rows = sum(line.startswith("| **") for line in text.splitlines())
    assert f"**{20_000 - rows} more rows do not fit" in text


def test_many_contracts_leave_room_for_findings():
    run = report(*[CONTRACT._replace(file=f"c{index}.yaml") for index in range(8_000)])
    text = summary(run)
    assert len(text.encode()) <= SUMMARY_BYTES
    assert text.count("more rows do not fit") == 2
    assert text.count("| **broken** |") > 1_000


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_texts_stay_in_their_cells(words):
    """No second line, no more columns, no markup."""
    lines = [line for line in summary(hostile(words)).splitlines() if line.startswith("|")]
    columns = {len(re.findall(r"(?<!\\)\|", re.sub(r"\\\\", "", line))) for line in lines}
    assert columns == {5, 9, 6, 3, 4}, "findings, contracts; waived, known, fixed"
    assert "<script>alert" not in re.sub(r"`+[^`]*`+", "", "".join(lines))


def test_a_place_is_a_line_and_a_column():
    assert f"`contracts/payroll.yaml:{at('clauses').span.line}:1`" in summary(SINGLE)
