"""The hooks of pre-commit, run by pre-commit itself on a scratch repository."""

from __future__ import annotations

import json
import os
import sys

import pytest
import yaml

from tests.face.conftest import FINDS, write_pack
from tests.workflow.conftest import LINE, process, sell

pytest.importorskip("pre_commit", reason="the hooks are run by pre-commit")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="a shell of Unix")


@pytest.fixture
def hooked(repository, environment, checkout, tmp_path):
    """Runs a hook as it is declared, but with the `slacheck` of this checkout instead of an installed one."""
    declared = yaml.safe_load((checkout / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    hooks = [{**hook, "language": "system"} for hook in declared]
    for hook in hooks:
        del hook["minimum_pre_commit_version"]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    home = {**environment, "PRE_COMMIT_HOME": str(tmp_path / "hooks")}

    def run(hook: str, *words: str):
        assert process(["git", "add", "-A"], repository, home).code == 0
        return process([sys.executable, "-m", "pre_commit", "run", hook, *words], repository, home)

    return run


def test_every_hook_is_as_pre_commit_wants_it(checkout, environment):
    """By its own validator."""
    words = [
        sys.executable,
        "-m",
        "pre_commit",
        "validate-manifest",
        str(checkout / ".pre-commit-hooks.yaml"),
    ]
    assert process(words, checkout, environment) == (0, "", "")


def test_a_commit_in_which_all_is_well_passes(hooked):
    """With a YAML file in it that is no contract."""
    ran = hooked("slacheck", "--all-files", "--verbose")
    assert ran.code == 0, ran
    assert "Passed" in ran.out
    assert "1 file of those named hold" in ran.out


def test_a_commit_that_sells_a_baseline_clause_fails_on_its_line(hooked, repository):
    line = sell(repository)
    ran = hooked("slacheck")
    assert ran.code == 1
    assert "[baseline-sold-as-option]" in ran.out
    assert f"--> contracts/payroll.yaml:{line}:" in ran.out
    assert LINE.strip() in ran.out


def test_a_commit_without_a_contract_passes(hooked, repository):
    (repository / "chart.yml").write_text("{{ .Values.x }}: [\n")
    ran = hooked("slacheck", "--files", "chart.yml", "workflow.yaml")
    assert ran.code == 0, ran


def test_a_contract_that_cannot_be_read_fails(hooked, repository):
    (repository / "contracts" / "broken.yaml").write_text(
        "apiVersion: slacheck/v1\nkind: Contract\nclauses: [\n"
    )
    assert hooked("slacheck", "--files", "contracts/broken.yaml").code == 1


def test_the_settings_of_the_repository_hold(hooked, repository):
    """With names of files that a shell would stumble over."""
    sell(repository)
    (repository / "contracts" / "payroll.yaml").rename(repository / "contracts" / "$(touch x) 'a\" b.yaml")
    (repository / ".slacheck.yaml").write_text("apiVersion: slacheck/v1\nkind: Settings\nfail_on: never\n")
    assert hooked("slacheck", "--all-files").code == 0
    assert not (repository / "x").exists()


def test_a_rule_that_is_wrong_fails_the_hook_of_rules(hooked, repository):
    write_pack(repository / "own", {**FINDS, "require": "contrat"})
    (repository / ".slacheck.yaml").write_text("apiVersion: slacheck/v1\nkind: Settings\npacks: [own]\n")
    ran = hooked("slacheck-rules", "--all-files")
    assert ran.code == 1
    assert "finds-a-gap.yaml" in ran.out


@pytest.mark.slow
def test_the_hook_installs_itself(repository, environment, checkout, tmp_path):
    """From this checkout into an environment that pre-commit makes, where pip reaches its index."""
    if not (checkout / ".git").exists():
        pytest.skip("the checkout is no repository")
    line = sell(repository)
    own = {name: text for name, text in os.environ.items() if name.startswith("PIP_") or name == "HOME"}
    home = {**environment, **own, "PRE_COMMIT_HOME": str(tmp_path / "hooks")}
    words = ["try-repo", str(checkout), "slacheck", "--all-files"]
    ran = process([sys.executable, "-m", "pre_commit", *words], repository, home)
    if "pip" in ran.out and "An unexpected error" in ran.out:
        pytest.skip(f"pip cannot install here: {json.dumps(ran.out[-300:])}")
    assert ran.code == 1
    assert f"--> contracts/payroll.yaml:{line}:" in ran.out
