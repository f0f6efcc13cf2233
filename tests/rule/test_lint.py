"""The lints: a sound pack has no finding, and each slip in it is found at its place, by its lint."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pytest

from slacheck.rule.case import case_facts
from slacheck.rule.lint.sheet import Bench, pack_sheet
from slacheck.rule.lint.table import LINTS, Level, lint
from slacheck.rule.model import Case
from slacheck.rule.pack import PackFiles, load_pack
from slacheck.source.problem import Unreadable
from slacheck.source.text import decode
from slacheck.source.yaml import read
from tests.rules.support import references, taxonomy

MANIFEST = """\
apiVersion: slacheck/v1
kind: RulePack
language: "1.1"
id: own
version: 1.0.0
title: A pack of one's own
parameters:
  notice: {type: duration, default: P90D, means: how long a notice may be at most}
minimal:
  apiVersion: slacheck/v1
  kind: Contract
  metadata: {id: minimal, title: Nothing special, language: en, status: offered}
  parties:
    customer: {name: Customer SA, country: BE}
    supplier: {name: Supplier NV, country: BE}
  service: {description: Something, facts: {hosted: false}}
  term: {start: 2026-01-01, initial: P3Y, renewal: {automatic: true, notice: P30D}}
  clauses: []
  pricing: {currency: EUR, base: {amount: 100, per: month}}
"""
RULE = """\
id: notice-too-long
severity: warning
legal_status: poor-practice
doc:
  what: A notice is longer than anybody plans ahead.
  why: Whoever forgets the date pays for another year.
  instead: Write down a notice of three months or less.
  false_positives: A notice in months is compared at its longest.
references: [be-91-5-1]
when: contract.term.renewal.automatic
require: contract.term.renewal.notice <= params.notice
message:
  en: “renewal” needs a notice of more than {spoken(params.notice)}
  fr: « la reconduction » exige un préavis de plus de {spoken(params.notice)}
  nl: ‘de verlenging’ vergt een opzegtermijn van meer dan {spoken(params.notice)}
  de: „die Verlängerung“ braucht eine Frist von mehr als {spoken(params.notice)}
remedy:
  en: shorten the customer's notice
  fr: raccourcir le préavis
  nl: verkort de opzegtermijn
  de: die Frist verkürzen
cases:
  - name: a year
    contract: {term: {renewal: {notice: P1Y}}}
    expect: {gap: [contract]}
  - name: three months, counted in days
    contract: {term: {renewal: {notice: P90D}}}
    expect: {pass: [contract]}
  - name: nobody said how long
    contract: {term: {renewal: {notice: null}}}
    expect: {unknown: [contract]}
  - name: it does not renew itself
    contract: {term: {renewal: {automatic: false}}}
    expect: {not-applicable: [contract]}
"""


class Found(NamedTuple):
    """A finding, by the words that it points at."""

    lint: str
    words: str
    message: str
    help: str
    related: tuple[str, ...]


def sheet(manifest, rules, name="own"):
    """A pack of these texts, loaded if it can be."""
    nodes = {stem: read(decode(f"{name}/{stem}.yaml", text.encode())) for stem, text in rules.items()}
    files = PackFiles(read(decode(f"{name}/pack.yaml", manifest.encode())), nodes, "0" * 64)
    try:
        return pack_sheet(name, files, load_pack(files, taxonomy(), references()), ())
    except Unreadable as error:
        return pack_sheet(name, files, None, error.problems)


def findings(*sheets):
    return [
        Found(
            one.lint.id,
            one.problem.span.text if one.problem.span else "",
            one.problem.message,
            one.problem.help,
            tuple(span.text for _, span in one.problem.related),
        )
        for one in lint(Bench(sheets, taxonomy())).findings
    ]


def linted(rule=RULE, manifest=MANIFEST, **others):
    return findings(sheet(manifest, {"notice-too-long": rule, **others}))


def changed(*pairs, text=RULE):
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@cache
def another(name="other-rule"):
    return changed(("id: notice-too-long", f"id: {name}"), ("<= params.notice", "< duration('P60D')"))


def test_a_sound_pack_has_no_finding():
    assert linted() == []


CONDITION = "require: contract.term.renewal.notice <= params.notice"
WHEN = "when: contract.term.renewal.automatic"

SLIPS = [
    # what it says
    ("doc-thin", "too long", [("A notice is longer than anybody plans ahead.", "too long")]),
    (
        "doc-repeats",
        "A notice is longer than anybody plans ahead!",
        [("Whoever forgets the date pays for another year.", "A notice is longer than anybody plans ahead!")],
    ),
    ("no-reference", "references", [("[be-91-5-1]", "[]")]),
    ("overclaims", "regulated", [("poor-practice", "regulated"), ("be-91-5-1", "cp-sla-1-1-1-2")]),
    ("says-illegal", "Illegal", [("A notice in months", "Illegal or not, a notice in months")]),
    ("says-illegal", "onwettig", [("verkort de opzegtermijn", "verkort de onwettige opzegtermijn")]),
    # texts
    ("language-missing", "remedy", [("  de: die Frist verkürzen\n", "")]),
    (
        "language-missing",
        "why",
        [("  why: Whoever forgets", "  why:\n    fr: Un oubli coûte une année.\n    en: Whoever forgets")],
    ),
    (
        "doc-thin",
        "it costs",
        [("Whoever forgets the date pays for another year.", "{en: it costs, fr: F, nl: N, de: D}")],
    ),
    ("text-period", ".", [("raccourcir le préavis", "raccourcir le préavis.")]),
    ("text-question", "?", [("verkort de opzegtermijn", "waarom zo lang?")]),
    ("text-quotes", "“", [("“renewal”", "“renewal")]),
    ("text-quotes", "»", [("« la reconduction »", "la reconduction »")]),
    ("text-quotes", "„", [("„die Verlängerung“", "„die Verlängerung”")]),
    ("text-quotes", "‘", [("‘de verlenging’", "‘de verlenging")]),
    (
        "text-placeholders",
        "« la reconduction » exige un préavis trop long",
        [("un préavis de plus de {spoken(params.notice)}", "un préavis trop long")],
    ),
    ("text-untranslated", "raccourcir le préavis", [("verkort de opzegtermijn", "raccourcir le préavis")]),
    # conditions
    ("cannot-fire", "false", [(WHEN, "when: 'false'")]),
    (
        "cannot-fire",
        "contract.metadata.status == 'agreed'",
        [(WHEN, "when: contract.metadata.status == 'ended' && contract.metadata.status == 'agreed'")],
    ),
    (
        "cannot-fire",
        "contract.term.renewal.notice > duration('P2Y')",
        [
            (
                WHEN,
                "when: contract.term.renewal.notice < params.notice && contract.term.renewal.notice > duration('P2Y')",
            )
        ],
    ),
    (
        "cannot-fire",
        "contract.metadata.status in ['draft', 'offered', 'agreed', 'ended'] || false",
        [
            (
                CONDITION,
                "require: contract.metadata.status in ['draft', 'offered', 'agreed', 'ended'] || false",
            )
        ],
    ),
    ("never-fires", "cases", [("[P1Y]", "[P1Y]")]),
    ("no-subjects", "clause.id == 'backup-restore' && clause.tier == 'negotiable'", []),
    # cases
    (
        "case-missing",
        "cases",
        [
            (
                "  - name: a year\n    contract: {term: {renewal: {notice: P1Y}}}\n    expect: {gap: [contract]}\n",
                "",
            )
        ],
    ),
    (
        "case-no-contract",
        "renewl",
        [("{term: {renewal: {automatic: false}}}", "{term: {renewl: {automatic: false}}}")],
    ),
    ("case-subject", "contrat", [("expect: {pass: [contract]}", "expect: {pass: [contrat]}")]),
    ("case-name-repeated", "a year", [("three months, counted in days", "a year")]),
    ("case-repeated", "three months, counted in days", [("notice: P90D", "notice: P1Y")]),
]
"""Lint, the words that it points at, and the slip."""


@pytest.mark.parametrize(
    ("name", "words", "slips"), [slip for slip in SLIPS if slip[0] not in ("never-fires", "no-subjects")]
)
def test_a_slip_is_found_at_its_place(name, words, slips):
    found = [one.words for one in linted(changed(*slips)) if one.lint == name]
    assert found == [words]


def test_every_lint_is_tried_here():
    """A lint without a slip that shows it does not enter the table."""
    elsewhere = {"does-not-load", "duplicate-rule", "same-findings", "impossible-unneeded"}
    elsewhere |= {"parameter-unused", "parameter-unexplained", "parameter-clash"}
    assert {slip[0] for slip in SLIPS} | elsewhere == {one.id for one in LINTS}
    assert len({one.id for one in LINTS}) == len(LINTS)
    assert {one.level for one in LINTS} == set(Level)


class TestConditions:
    def test_what_excludes_what_is_told(self):
        """Both conjuncts are shown, of however many there are."""
        status = "contract.metadata.status"
        slip = f"when: has(contract.pricing) && {status} == 'ended' && {status} == 'draft'"
        (found,) = [one for one in linted(changed((WHEN, slip))) if one.lint == "cannot-fire"]
        assert found.message == (
            '`contract.metadata.status == "draft"` excludes `contract.metadata.status == "ended"`'
        )
        assert found.related == ("contract.metadata.status == 'ended'",)

    def test_a_rule_that_only_asks_is_no_slip(self):
        """It shows an unknown, and needs no case of a gap that cannot be."""
        asks = changed(
            (
                CONDITION,
                f"{CONDITION} || contract.term.renewal.notice > params.notice",
            ),
            (
                "  - name: a year\n    contract: {term: {renewal: {notice: P1Y}}}\n    expect: {gap: [contract]}\n",
                "",
            ),
        )
        assert linted(asks) == []

    def test_a_rule_that_never_finds_anything_is_told(self):
        """It may be able to, but nothing shows it."""
        tame = changed(
            ("expect: {gap: [contract]}", "expect: {pass: [contract]}"),
            ("notice: P1Y", "notice: P2D"),
            ("expect: {unknown: [contract]}", "expect: {pass: [contract]}"),
            ("notice: null", "notice: P3D"),
        )
        assert [one.lint for one in linted(tame)] == ["never-fires", "case-missing", "case-missing"]

    def test_a_sample_may_show_what_no_case_does(self):
        """A rule that finds a gap in some ordinary contract is able to."""
        tame = changed(
            ("expect: {gap: [contract]}", "expect: {pass: [contract]}"),
            ("notice: P1Y", "notice: P2D"),
            ("expect: {unknown: [contract]}", "expect: {pass: [contract]}"),
            ("notice: null", "notice: P3D"),
        )
        own = sheet(MANIFEST, {"notice-too-long": tame})
        bad = Case("a sample", {"term": {"renewal": {"notice": "P1Y"}}}, {}, None)
        report = lint(Bench([own], taxonomy(), [case_facts(bad, own.pack, taxonomy())]))
        assert {one.lint.id for one in report.findings} == {"case-missing"}

    def test_a_rule_without_subjects_is_told(self):
        none = changed(
            (
                WHEN,
                "for_each: clause in taxonomy.clauses\nwhen: clause.id == 'encryption' && clause.tier == 'negotiable'",
            )
        )
        found = next(one for one in linted(none) if one.lint == "no-subjects")
        assert found.words == "clause.id == 'encryption' && clause.tier == 'negotiable'"

    @pytest.mark.parametrize(
        "require",
        [
            "!(contract.term.renewal.notice > params.notice)",
            "params.notice >= contract.term.renewal.notice",
            "contract.term.renewal.notice <= params.notice && true",
        ],
    )
    def test_two_rules_that_find_the_same_are_told(self, require):
        """However the second one says it."""
        twin = changed(("id: notice-too-long", "id: twin"), (CONDITION, f'require: "{require}"'))
        (found,) = linted(twin=twin)
        assert (found.lint, found.message) == (
            "same-findings",
            "the rule finds the same gaps as `notice-too-long`",
        )

    def test_the_parameters_of_two_packs_are_not_the_same(self):
        """A rule over `params.notice` of one pack may find what that of another does not."""
        twin = changed(("id: notice-too-long", "id: twin"))
        other = sheet(changed(("id: own", "id: other"), text=MANIFEST), {"twin": twin}, "other")
        assert findings(sheet(MANIFEST, {"notice-too-long": RULE}), other) == []

    def test_rules_about_different_subjects_are_no_twins(self):
        assert linted(**{"other-rule": another()}) == []


class TestCases:
    def test_only_what_the_rule_can_find_is_asked_for(self):
        """No `when`: nothing is not-applicable. Everything it reads is always stated: nothing is unknown."""
        sure = changed(
            (f"{WHEN}\n", ""),
            (CONDITION, "require: contract.metadata.id != 'bad' || params.notice < duration('P1D')"),
        )
        lints = [one.message for one in linted(sure) if one.lint == "case-missing"]
        assert lints == []
        bare = sure[: sure.index("cases:")] + "cases: []\n"
        messages = [one.message for one in linted(bare)]
        assert messages == ["no case shows a gap", "no case shows a pass"]

    UNKNOWN = RULE[RULE.index("  - name: nobody") : RULE.index("  - name: it does not")]
    EXCUSE = "impossible: [{outcome: unknown, reason: notices are always stated}]\ncases:\n"

    def test_an_outcome_may_be_called_impossible_with_a_reason(self):
        """Then no case has to show it; but not beside a case that does, nor for what nobody asks."""
        assert linted(changed((self.UNKNOWN, ""), ("cases:\n", self.EXCUSE))) == []
        (found,) = linted(changed(("cases:\n", self.EXCUSE)))
        assert (found.lint, found.words) == ("impossible-unneeded", "unknown")
        assert "a case shows it" in found.message
        bare = changed((", reason: notices are always stated", ""), text=changed(("cases:\n", self.EXCUSE)))
        assert [one.lint for one in linted(bare)][:1] == ["does-not-load"]

    def test_what_a_guard_assures_is_not_unknown(self):
        """`has(...)` in `when` makes sure that what it names is stated."""
        guarded = changed(
            (WHEN, "when: has(contract.term.renewal.notice)"),
            ("expect: {unknown: [contract]}", "expect: {not-applicable: [contract]}"),
        )
        assert "an unknown" not in " ".join(one.message for one in linted(guarded))

    def test_the_misspelt_word_of_a_fragment_is_shown(self):
        """The place is in the case, not in the contract that is made of it."""
        wrong = changed(("{term: {renewal: {automatic: false}}}", "{clauses: [{clause: encrpytion}]}"))
        found = next(one for one in linted(wrong) if one.lint == "case-no-contract")
        assert (found.words, found.help) == ("encrpytion", "did you mean `encryption`?")

    def test_a_misspelt_subject_is_helped(self):
        found = linted(changed(("expect: {pass: [contract]}", "expect: {pass: [contrat]}")))
        assert [one.help for one in found] == ["did you mean `contract`?"]


class TestParameters:
    def test_unused(self):
        more = changed(
            ("parameters:\n", "parameters:\n  idle: {type: integer, default: 3, means: nothing}\n"),
            text=MANIFEST,
        )
        assert [(one.lint, one.words) for one in linted(manifest=more)] == [("parameter-unused", "idle")]

    def test_what_a_message_or_another_parameter_reads_is_used(self):
        more = changed(
            ("parameters:\n", "parameters:\n  base: {type: duration, default: P5D, means: the base}\n"),
            ("default: P90D", "equals: params.base"),
            text=MANIFEST,
        )
        assert "parameter-unused" not in [one.lint for one in linted(manifest=more)]

    def test_unexplained(self):
        bare = changed((", means: how long a notice may be at most", ""), text=MANIFEST)
        assert [(one.lint, one.words) for one in linted(manifest=bare)] == [
            ("parameter-unexplained", "notice")
        ]

    @pytest.mark.parametrize(
        ("declared", "how"),
        [
            ("type: duration, default: P60D", "is `P60D` here and `P90D` in `own`"),
            ("type: integer, default: 90", "is of type `integer` here and `duration` in `own`"),
        ],
    )
    def test_clash(self, declared, how):
        """One `--param` would set both."""
        manifest = changed(
            ("type: duration, default: P90D", declared), ("id: own", "id: other"), text=MANIFEST
        )
        condition = "string(params.notice) != contract.metadata.id && contract.term.renewal.notice <= duration('P90D')"
        rule = changed(("id: notice-too-long", "id: twin"), (CONDITION, f"require: {condition}"))
        rule = rule.replace("spoken(params.notice)", "string(params.notice)")
        found = findings(sheet(MANIFEST, {"notice-too-long": RULE}), sheet(manifest, {"twin": rule}, "other"))
        assert [(one.lint, one.message) for one in found] == [
            ("parameter-clash", f"the parameter `notice` {how}")
        ]


class TestLoading:
    def test_everything_wrong_is_told_at_once(self):
        """Of one rule: a key, a severity, a name, a clause, a reference, a placeholder, an outcome, and more."""
        wrong = changed(
            ("severity: warning", "severity: warnign"),
            ("[be-91-5-1]", "[be-91-5-1, gdpr-99]"),
            (WHEN, 'for_each: one in entries("encrpytion")\nwhen: contract.term.renwal.automatic'),
            (CONDITION, "require: contract.term.renewal.notice <= params.notcie"),
            ("raccourcir le préavis", "raccourcir {contract.metdata.id}"),
            ("expect: {pass: [contract]}", "expect: {passes: [contract]}"),
        )
        found = linted(f"{wrong}sevrity: error\n")
        assert {one.lint for one in found} == {"does-not-load", "text-placeholders"}
        assert [one.words for one in found if one.lint == "does-not-load"] == [
            "warnign", "gdpr-99", '"encrpytion"', "renwal", "notcie", "metdata", "passes", "sevrity",
        ]  # fmt: skip
        loading = [one for one in found if one.lint == "does-not-load"]
        assert [one.words for one in loading if "did you mean" not in one.help] == []

    def test_texts_of_a_rule_that_does_not_load_are_linted_all_the_same(self):
        found = linted(
            changed(
                (CONDITION, "require: contrct.id == 'x'"), ("shorten the customer's notice", "shorten it.")
            )
        )
        assert [(one.lint, one.words) for one in found] == [
            ("does-not-load", "contrct"),
            ("text-period", "."),
        ]

    def test_a_pack_that_does_not_load_hides_no_other(self):
        bad = sheet(MANIFEST, {"notice-too-long": changed(("severity: warning", "severity: bad"))}, "bad")
        weak = sheet(
            changed(("id: own", "id: weak"), text=MANIFEST),
            {
                "weak": changed(
                    ("id: notice-too-long", "id: weak"), ("shorten the customer's notice", "shorten it.")
                )
            },
            "weak",
        )
        assert [one.lint for one in findings(bad, weak)] == ["does-not-load", "text-period"]

    def test_a_rule_of_the_same_name_in_another_pack(self):
        other = sheet(changed(("id: own", "id: other"), text=MANIFEST), {"notice-too-long": RULE}, "other")
        found = findings(sheet(MANIFEST, {"notice-too-long": RULE}), other)
        assert [(one.lint, one.words, one.related) for one in found] == [
            ("duplicate-rule", "notice-too-long", ("notice-too-long",))
        ]


def test_the_report_counts_what_nobody_verified():
    """An anchor that was not seen in its source is no finding, and is not hidden either."""
    unseen = next(name for name, one in sorted(references().items()) if not one.verified)
    report = lint(Bench([sheet(MANIFEST, {"notice-too-long": changed(("be-91-5-1", unseen))})], taxonomy()))
    assert (report.findings, report.unverified, report.rules, report.unloaded) == ((), (unseen,), 1, 0)
