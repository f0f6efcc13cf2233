"""A mapper proposes what a reader of the price list would say, in four languages, and nothing for look-alikes."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest
import yaml

from slacheck.intake.mapper import Mapper, Proposal

ROOT = Path(__file__).resolve().parents[2]
TAXONOMY = ROOT / "rules" / "taxonomy"
CASES = Path(__file__).with_name("mapping.tsv")


@cache
def shipped() -> Mapper:
    """The mapper over the data that come with slacheck."""
    synonyms = yaml.safe_load((TAXONOMY / "synonyms.yaml").read_text(encoding="utf-8"))
    matching = yaml.safe_load((TAXONOMY / "matching.yaml").read_text(encoding="utf-8"))
    return Mapper(synonyms["synonyms"], matching["patterns"], matching["words"])


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def told(proposals: tuple[Proposal, ...]) -> str:
    """Proposals as the table writes them."""
    return ";".join(sorted(each.clause + "~" * each.extra for each in proposals)) or "-"


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['language']}-{case['name']}")
def test_a_name_sells_what_a_reader_says(case: dict[str, str]) -> None:
    """Each line of the table is a feature as price lists write it, and the kinds that it delivers."""
    assert told(shipped().propose(case["name"], case["description"])) == case["clauses"]


def small(patterns: dict[str, dict[str, list[str]]]) -> Mapper:
    return Mapper({}, patterns)


def test_a_proposal_quotes_the_words_as_they_are_written() -> None:
    """The words that made it think so are the user's, with their accents and capitals."""
    assert shipped().propose("Contrôle d'accès avancé")[0].because == "Contrôle d'accès"
    assert "required2FA"[8:] in shipped().propose("required2FA")[0].because


def test_several_clues_make_a_kind_surer() -> None:
    """A name and a description that agree say more than the name, and that more than the description."""
    mapper = small({"single-sign-on": {"says": ["SSO"]}})
    sure = [
        mapper.propose(name, told)[0].confidence
        for name, told in [("SSO", "with SSO"), ("SSO", ""), ("", "SSO")]
    ]

    assert sure == sorted(sure, reverse=True)
    assert all(0 < each < 1 for each in sure)


def test_the_surest_kind_comes_first() -> None:
    """What the name says stands before what the description says."""
    mapper = small({"encryption": {"says": ["TLS"]}, "single-sign-on": {"names": ["SSO"]}})

    assert [each.clause for each in mapper.propose("SSO", "over TLS")] == ["single-sign-on", "encryption"]


def test_what_speaks_in_names_does_not_speak_in_descriptions() -> None:
    """A word of a description is a weaker sign than the same word in a name."""
    mapper = small({"role-based-access-control": {"names": ["role"]}})

    assert mapper.propose("teams", "people of every role") == ()


def test_a_description_does_not_make_a_named_kind_an_extra() -> None:
    """A feature that is the audit log stays one when its text mentions the interface to it as well."""
    mapper = small({"audit-logging": {"names": ["audit log"], "extra": ["audit log api"]}})

    assert not mapper.propose("auditLog", "Also read it by the audit log API")[0].extra
    assert mapper.propose("compliance", "Read it by the audit log API")[0].extra


def test_a_look_alike_in_the_name_rules_the_kind_out() -> None:
    """It rules out what the description says, too."""
    mapper = small({"audit-logging": {"says": ["audit"], "unless": ["SEO"]}})

    assert mapper.propose("seoAudit", "An audit of your site") == ()


def test_a_look_alike_in_one_sentence_leaves_the_others() -> None:
    """Each sentence of a description stands for itself."""
    mapper = small({"audit-logging": {"says": ["audit"], "unless": ["SEO"]}})

    assert mapper.propose("x", "An SEO audit. An audit of all changes.")[0].because == "audit"


def test_a_bare_word_is_explained_away_by_its_description() -> None:
    """`export` alone could be of data; of designs it is not."""
    mapper = small({"data-export": {"alone": ["export"], "unless": ["design"]}})

    assert mapper.propose("export", "Export designs as PDF") == ()
    assert mapper.propose("export", "All of it")


def test_a_kind_that_says_less_is_dropped() -> None:
    """Support around the clock is support, and is told as what it is more."""
    mapper = small(
        {
            "premium-support": {"names": ["24/7"], "over": ["support-channel"]},
            "support-channel": {"names": ["support"]},
        }
    )

    assert told(mapper.propose("24/7 support")) == "premium-support"
    assert told(mapper.propose("support")) == "support-channel"


@pytest.mark.parametrize("text", ["", " ", "\n", "🔒", "a" * 10_000, "- " * 2_000, "Ω漢字", "\x00"])
def test_no_text_breaks_it(text: str) -> None:
    """A name that says nothing sells nothing, however odd or long it is."""
    assert shipped().propose(text, text) == ()


def test_no_vendor_stands_in_the_lexicon() -> None:
    """The vendors of the labels are in no pattern, set or synonym: what it knows is the field, not them."""
    named = {
        "github",
        "salesforce",
        "mailchimp",
        "canva",
        "clickup",
        "clockify",
        "databox",
        "deskera",
        "dropbox",
    }
    named |= {
        "evernote",
        "hypercontext",
        "jira",
        "atlassian",
        "notion",
        "circleci",
        "crowdcast",
        "okta",
        "google",
    }
    text = (TAXONOMY / "matching.yaml").read_text(encoding="utf-8").casefold()

    assert [name for name in sorted(named) if name in text] == []
