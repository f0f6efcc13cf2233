"""What the README says to paste into workflows, taken from it as it stands and run on a scratch repository."""

from __future__ import annotations

import json
import os
import re
import shutil
from xml.etree import ElementTree as ET

import pytest
import yaml

from tests.workflow.conftest import process, sell

pytestmark = pytest.mark.skipif(os.name == "nt" or shutil.which("bash") is None, reason="needs bash")


@pytest.fixture(scope="module")
def snippets(checkout):
    """The YAML blocks of the section "In CI", in order: hooks, the action, a workflow, GitLab."""
    text = (checkout / "README.md").read_text(encoding="utf-8")
    section = text.partition("\n## In CI\n")[2].partition("\n## ")[0]
    return [
        yaml.safe_load(block)
        for block in re.findall(r"^```yaml\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    ]


def lines_of(entry: object) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry)


def bash(lines: list[str], folder, environment):
    """A script as a runner starts it, without the lines that install."""
    text = "\n".join(line for line in lines if not line.startswith("pip install"))
    return process(["bash", "-eo", "pipefail", "-c", text], folder, environment)


def test_all_of_them_are_there(snippets):
    hooks, action, workflow, gitlab = snippets
    assert hooks.keys() == {"repos"}
    assert action["jobs"].keys() == workflow["jobs"].keys() == {"check"}
    assert gitlab.keys() == {"contracts"}


def test_the_hooks_are_those_that_there_are(snippets, checkout):
    declared = yaml.safe_load((checkout / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [one["id"] for one in snippets[0]["repos"][0]["hooks"]] == [one["id"] for one in declared]


def test_the_action_is_called_with_inputs_and_outputs_that_it_has(snippets, checkout):
    action = yaml.safe_load((checkout / "action.yml").read_text(encoding="utf-8"))
    steps = snippets[1]["jobs"]["check"]["steps"]
    (own,) = [step for step in steps if "/slacheck@" in step.get("uses", "")]
    assert own["with"].keys() <= action["inputs"].keys()
    used = re.findall(rf"steps\.{own['id']}\.outputs\.([a-z-]+)", json.dumps(steps))
    assert used
    assert set(used) <= action["outputs"].keys()


def test_the_readme_lists_the_inputs_of_the_action(checkout):
    action = yaml.safe_load((checkout / "action.yml").read_text(encoding="utf-8"))
    told = (checkout / "README.md").read_text(encoding="utf-8").partition("The inputs of the action are ")[2]
    inputs, outputs = told.partition("Its outputs are ")[::2]
    assert sorted(re.findall(r"`([a-z-]+)`", inputs)) == sorted(action["inputs"])
    assert set(re.findall(r"`([a-z-]+)`", outputs.partition(". ")[0])) == action["outputs"].keys()


def test_the_github_workflow_finds_what_a_change_sells(snippets, repository, environment, tmp_path):
    environment["GITHUB_STEP_SUMMARY"] = str(tmp_path / "summary")
    steps = snippets[2]["jobs"]["check"]["steps"]
    lines = [step["run"] for step in steps if "run" in step]
    assert bash(lines, repository, environment).code == 0
    line = sell(repository)
    ran = bash(lines, repository, environment)
    assert ran.code == 1
    assert f"::error file=contracts/payroll.yaml,line={line}," in ran.out
    (upload,) = [step for step in steps if "upload-sarif" in step.get("uses", "")]
    assert json.loads((repository / upload["with"]["sarif_file"]).read_text())["version"] == "2.1.0"
    assert "baseline-sold-as-option" in (tmp_path / "summary").read_text()


def test_the_gitlab_job_leaves_its_artifacts(snippets, repository, environment):
    """Whether the check passes or fails."""
    job = snippets[3]["contracts"]
    reports = job["artifacts"]["reports"]
    lines = [*lines_of(job["before_script"]), *lines_of(job["script"])]
    assert job["artifacts"]["when"] == "always"
    assert bash(lines, repository, environment).code == 0
    line = sell(repository)
    ran = bash(lines, repository, environment)
    assert ran.code == 1
    assert "[baseline-sold-as-option]" in ran.out
    quality = json.loads((repository / reports["codequality"]).read_text())
    (sold,) = [one for one in quality if one["check_name"] == "baseline-sold-as-option"]
    assert sold["location"] == {"path": "contracts/payroll.yaml", "lines": {"begin": line}}
    suites = ET.parse(repository / reports["junit"]).getroot()
    assert list(suites.iter("failure"))
