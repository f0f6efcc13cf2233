"""`rules model`: the template that it writes, and what it says where there is none."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from slacheck.contract.read import read_contract
from slacheck.face.library import shipped
from slacheck.source.text import decode
from slacheck.source.yaml import read
from tests.face.conftest import rule

DAY = ("--today", "2026-11-25")
HOSTED = rule("hosted", 'fact("hosted")')
NOT_HOSTED = rule("not-hosted", '!fact("hosted")')


def contract(text):
    """The contract that a text states."""
    return read_contract(read(decode("template.yaml", text.encode())), shipped().taxonomy).contract


@pytest.fixture
def template(run, tmp_path):
    """Writes the template of some packs and gives its path."""

    def write(*argv):
        path = tmp_path / "template.yaml"
        ran = run("rules", "model", *argv, *DAY, "-o", path)
        assert ran.code == 0, ran.err
        assert ran.out == ""
        return path

    return write


class TestTemplate:
    def test_the_template_of_a_pack_passes_that_pack(self, run, template):
        """Nothing is unmet and nothing unknown, of whatever severity."""
        path = template("baseline")
        ran = run("check", path, "--pack", "baseline", *DAY, "--fail-on", "info", "--strict")
        assert ran.code == 0
        assert "0 gaps, 0 unknown" in ran.out

    def test_the_template_of_the_profile_passes_the_profile(self, run, template):
        """Without a name it is about the packs of the general profile, as a check is."""
        ran = run("check", template(), *DAY, "--fail-on", "info", "--strict")
        assert ran.code == 0

    def test_it_says_for_what_it_was_made(self, template):
        lines = template("baseline").read_text(encoding="utf-8").splitlines()
        pack = shipped().load(shipped().named("baseline"))
        assert f"#   baseline 1.0.0 sha256 {pack.sha256}" in lines
        assert any("Made for 2026-11-25" in line for line in lines)
        assert any("Assumed of the service: personal-data, multi-user" in line for line in lines)
        assert any(
            "find nothing to judge in it" in line and "blame-shift-to-client" in line for line in lines
        )

    def test_each_clause_has_a_place_a_wording_and_a_reason(self, template):
        text = template("baseline").read_text(encoding="utf-8")
        found = contract(text).clauses
        assert [entry.ref for entry in found] == [f"Art. {number}" for number in range(1, len(found) + 1)]
        assert all(entry.text for entry in found)
        assert "  # asked for by baseline-absent\n  - clause: encryption  # Encryption" in text

    def test_clauses_stand_group_by_group_as_in_the_taxonomy(self, template):
        taxonomy = shipped().taxonomy
        found = contract(template("baseline").read_text(encoding="utf-8")).clauses
        groups = [taxonomy.kinds[entry.clause].group for entry in found]
        assert list(dict.fromkeys(groups)) == [group for group in taxonomy.groups if group in groups]
        assert groups == sorted(groups, key=list(taxonomy.groups).index)

    def test_it_speaks_the_language_that_is_asked_for(self, template):
        text = template("baseline", "--lang", "fr").read_text(encoding="utf-8")
        assert contract(text).metadata.language == "fr"
        assert "# demandé par baseline-absent" in text
        assert "Le Prestataire" in text

    @pytest.mark.parametrize(
        ("language", "asked", "said"),
        [
            ("nl", "# vereist door baseline-absent", "De Leverancier"),
            ("de", "# verlangt von baseline-absent", "Der Anbieter"),
        ],
    )
    def test_it_is_written_in_the_language_that_is_asked_for(self, template, language, asked, said):
        """Comments and proposed wording alike."""
        text = template("baseline", "--lang", language).read_text(encoding="utf-8")
        assert contract(text).metadata.language == language
        assert asked in text
        assert said in text

    def test_a_parameter_changes_it(self, template):
        """A house value that is set on the command line is the value that is written."""
        text = template("devices", "--param", "payment_due=P21D").read_text(encoding="utf-8")
        found = {entry.clause: entry for entry in contract(text).clauses}
        assert str(found["payment-terms"].attributes.get("due")) == "P21D"

    def test_it_goes_to_stdout_where_no_file_is_named(self, run, pack):
        ran = run("rules", "model", pack(HOSTED), *DAY)
        assert ran.code == 0
        assert contract(ran.out).service.facts == {"hosted": True}
        assert ran.err == "slacheck: 0 clauses; 1 rule passes; verdicts tried: 1\n"

    def test_a_denied_fact_is_named(self, run, pack):
        ran = run("rules", "model", pack(NOT_HOSTED), *DAY)
        assert contract(ran.out).service.facts == {"hosted": False}
        assert "or some of them judge nothing: hosted." in ran.out

    @pytest.mark.slow
    def test_the_same_input_gives_the_same_bytes(self):
        """Neither the order of a hash nor the time has a say."""
        command = [sys.executable, "-m", "slacheck", "rules", "model", "devices", "sla-arithmetic", *DAY]
        texts = {
            subprocess.run(
                command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
            ).stdout
            for seed in ("1", "2", "3")
        }
        assert len(texts) == 1


class TestNone:
    def test_contradicting_rules_are_shown_with_line_and_condition(self, run, pack, tmp_path):
        path = tmp_path / "template.yaml"
        path.write_text("what was there before", encoding="utf-8")
        other = rule("other", 'fact("multi-user")')
        ran = run("rules", "model", pack(HOSTED, NOT_HOSTED, other), *DAY, "-o", path)
        assert ran.code == 1
        assert path.read_text(encoding="utf-8") == "what was there before"
        assert ran.out == ""
        lines = ran.err.splitlines()
        assert "no contract satisfies these rules together" in lines[0]
        assert lines[1].endswith("own/hosted.yaml:11: hosted (own)")
        assert lines[2] == '      require  fact("hosted")'
        assert lines[3].endswith("own/not-hosted.yaml:11: not-hosted (own)")
        assert "other (own)" not in ran.err

    def test_a_rule_that_nothing_satisfies_stands_alone(self, run, pack):
        ran = run("rules", "model", pack(HOSTED, rule("never", 'fact("hosted") && !fact("hosted")')), *DAY)
        assert ran.code == 1
        assert "no contract satisfies this rule," in ran.err
        assert "never (own)" in ran.err

    def test_subjects_and_premises_are_shown_too(self, run, pack):
        entry = {"for_each": 'entry in entries("audit-rights")', "when": 'fact("hosted")'}
        there = rule("there", 'size(entries("audit-rights")) > 0')
        ran = run("rules", "model", pack(HOSTED, there, rule("no-entry", "false", **entry)), *DAY)
        assert '      for each entry in entries("audit-rights")\n' in ran.err
        assert '      when     fact("hosted")\n      require  false\n' in ran.err

    def test_an_unknown_pack_is_an_error_of_usage(self, run):
        ran = run("rules", "model", "baselin")
        assert ran.code == 2
        assert "did you mean `baseline`" in ran.err
