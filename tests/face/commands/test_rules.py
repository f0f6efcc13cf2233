"""`rules test` and `rules mutate`: what they print, what they return, and what they say to a slip of the pen."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from tests.face.conftest import rule, write_pack

GROUND = {"metadata": {"status": "agreed"}}
SIGNED = {"name": "agreed", "contract": GROUND, "expect": {"pass": ["contract"]}}
OFFERED = {
    "name": "offered",
    "contract": {"metadata": {"status": "offered"}},
    "expect": {"gap": ["contract"]},
}
WRONG = {"name": "wrong", "contract": GROUND, "expect": {"gap": ["contract"]}}
UNREADABLE = {"name": "unreadable", "contract": {"servise": {}}, "expect": {}}


def known(name, *cases, **more):
    """A rule that the minimal contract passes, with these cases."""
    return rule(name, "contract.metadata.status != 'offered'", **{"cases": list(cases), **more})


@pytest.fixture
def own(tmp_path):
    """A pack of these rules over a contract that is agreed."""

    def write(*rules, folder="own"):
        path = write_pack(tmp_path / folder, *rules)
        manifest = path / "pack.yaml"
        manifest.write_text(manifest.read_text().replace('"status": "offered"', '"status": "agreed"'))
        return path

    return write


class TestTest:
    def test_every_shipped_case_holds(self, run):
        """All packs without a word about them: nothing but the counts."""
        ran = run("rules", "test")
        assert ran.code == 0
        assert len(ran.out.splitlines()) == 1
        assert ran.out.endswith(" passed, 0 failed\n")

    def test_a_failure_names_file_rule_case_and_difference(self, run, own):
        ran = run("rules", "test", "--pack", own(known("fine", SIGNED), known("not-fine", SIGNED, WRONG)))
        assert ran.code == 1
        assert "own/not-fine.yaml:" in ran.out
        assert ": not-fine: wrong\n  `contract` is pass, not gap\n" in ran.out
        assert ran.out.endswith("\n\n3 cases of 2 rules in 1 pack: 2 passed, 1 failed\n")

    def test_a_fragment_that_makes_no_contract_fails_and_shows_why(self, run, own):
        ran = run("rules", "test", "--pack", own(known("x", SIGNED, UNREADABLE)))
        assert ran.code == 1
        assert "it makes no contract: unknown key `servise`" in ran.out
        assert "did you mean `service`?" in ran.out
        assert "1 passed, 1 failed" in ran.out

    def test_a_rule_without_cases_fails(self, run, own):
        ran = run("rules", "test", "--pack", own(known("x")))
        assert ran.code == 1
        assert "x: cases\n  the rule has no cases" in ran.out
        assert ran.out.endswith("0 cases of 1 rule in 1 pack: 0 passed, 0 failed; 1 rule has no cases\n")

    def test_the_minimal_contract_must_pass(self, run, tmp_path):
        """Cases that hold do not excuse a rule that finds a gap in their ground."""
        ran = run("rules", "test", "--pack", write_pack(tmp_path / "own", known("x", SIGNED)))
        assert ran.code == 1
        assert (
            "the minimal contract of the pack\n  `contract` is gap, which the case does not expect" in ran.out
        )
        assert ran.out.endswith("1 passed, 0 failed; 1 rule does not pass the minimal contract\n")

    def test_only_the_named_rules_of_the_named_packs_are_run(self, run, own):
        first, second = own(known("a", SIGNED), known("b", WRONG)), own(known("c", SIGNED), folder="other")
        ran = run("rules", "test", "--pack", first, "--pack", second, "--rule", "a", "--rule", "c")
        assert (ran.code, ran.out) == (0, "2 cases of 2 rules in 2 packs: 2 passed, 0 failed\n")

    def test_a_misspelt_rule_is_no_green(self, run):
        ran = run("rules", "test", "--rule", "baseline-absnt")
        assert (ran.code, ran.out) == (2, "")
        assert "did you mean `baseline-absent`?" in ran.err

    def test_unreadable_packs_are_all_told_at_once(self, run, own):
        """Exit 4, as elsewhere; nothing of the readable packs is run."""
        bad = own({**known("x", SIGNED), "severity": "errror"})
        worse = own({**known("y", SIGNED), "require": "contract.metdata.id"}, folder="other")
        ran = run("rules", "test", "--pack", bad, "--pack", worse)
        assert (ran.code, ran.out) == (4, "")
        assert "severity" in ran.err
        assert "metdata" in ran.err

    def test_junit_has_a_suite_for_each_rule(self, run, own, tmp_path):
        """The file is the whole result; stdout stays empty."""
        target = tmp_path / "cases.xml"
        ran = run(
            "rules", "test", "--pack", own(known("x", SIGNED, WRONG)), "--format", "junit", "-o", target
        )
        assert (ran.code, ran.out) == (1, "")
        root = ET.parse(target).getroot()
        assert (root.get("tests"), root.get("failures")) == ("3", "1")
        assert [check.get("name") for check in root[0]] == [
            "agreed",
            "wrong",
            "the minimal contract of the pack",
        ]
        assert root[0][1].get("file").endswith("own/x.yaml")
        assert root[0][1][0].get("message") == "`contract` is pass, not gap"


class TestMutate:
    def test_no_mutant_of_the_baseline_survives(self, run):
        """Each small change of a rule is noticed by one of its cases, or named with a reason why none can."""
        ran = run("rules", "mutate", "--pack", "baseline")
        assert ran.code == 0
        assert " 0 survived" in ran.out

    def test_survivors_are_shown_with_their_place(self, run, own):
        """File, rule, change, and carets under the words."""
        pack = own(known("x", SIGNED, when="contract.metadata.id != 'nothing'"))
        ran = run("rules", "mutate", "--pack", pack)
        assert ran.code == 1
        block = next(one for one in ran.out.split("\n\n") if "negate" not in one and "when:" in one)
        assert "own/x.yaml:" in block
        assert "no case of the rule notices this change" in block
        assert "^^^" in block
        assert ran.out.splitlines()[-1].endswith("0 more did not type-check")

    def test_with_all_what_was_noticed_is_shown_too(self, run, own):
        pack = own(known("x", SIGNED, OFFERED))
        ran = run("rules", "mutate", "--pack", pack, "--all")
        assert (ran.code, ran.out.count("noticed by `")) == (0, int(ran.out.splitlines()[-1].split()[0]))
        assert "noticed by `agreed`: `contract` is gap, not pass" in ran.out

    def test_an_excuse_is_counted_and_one_too_many_is_an_error(self, run, own):
        """What is named as equivalent does not fail; what is named for nothing does."""
        excuses = [{"mutant": "drop the whole of `when`", "reason": "it is always so"}]
        about = {"when": "has(contract.metadata.title)", "equivalent": excuses}
        ran = run("rules", "mutate", "--pack", own(known("x", SIGNED, OFFERED, **about)), "--all")
        assert ran.code == 0
        assert "equivalent: it is always so" in ran.out
        assert "0 survived, 1 equivalent" in ran.out
        excuses.append({"mutant": "drop everything", "reason": "none"})
        ran = run("rules", "mutate", "--pack", own(known("x", SIGNED, OFFERED, **about)))
        assert ran.code == 1
        assert "equivalent: drop everything\n  no longer needed" in ran.out
        assert ran.out.endswith("1 `equivalent` no longer needed\n")

    def test_a_rule_whose_cases_fail_is_not_mutated(self, run, own):
        ran = run("rules", "mutate", "--pack", own(known("x", WRONG)))
        assert ran.code == 1
        assert "its own cases fail" in ran.out
        assert ran.out.endswith("1 rule fails its own cases\n")

    def test_the_same_rules_give_the_same_bytes(self, run, own):
        pack = own(known("x", SIGNED), known("y", OFFERED, when="contract.metadata.id != 'nothing'"))
        first, second = (run("rules", "mutate", "--pack", pack, "--format", "junit").out for _ in range(2))
        assert first == second
        root = ET.fromstring(first)
        assert root.get("name") == "slacheck rules mutate"
        assert int(root.get("failures")) > 0
