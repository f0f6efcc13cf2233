"""The GitHub Action: its steps, run in bash as the runner of GitHub runs them, on a scratch repository."""

from __future__ import annotations

import json
import os
import re
import shutil

import pytest
import yaml

from tests.workflow.conftest import process, sell

pytestmark = pytest.mark.skipif(os.name == "nt" or shutil.which("bash") is None, reason="needs bash")
_INPUT = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")


@pytest.fixture(scope="module")
def action(checkout):
    return yaml.safe_load((checkout / "action.yml").read_text(encoding="utf-8"))


@pytest.fixture
def runner(repository, environment, checkout, tmp_path):
    """What GitHub sets, with slacheck installed where the first step would have put it."""
    shutil.copytree(tmp_path / "bin", tmp_path / "runner" / "slacheck" / "bin")
    return {
        **environment,
        "RUNNER_TEMP": str(tmp_path / "runner"),
        "GITHUB_ACTION_PATH": str(checkout),
        "GITHUB_WORKSPACE": str(repository),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
    }


@pytest.fixture
def check(action, runner, repository, tmp_path):
    """Runs the step that checks, with these inputs; gives what it did and its outputs."""

    def run(**inputs: str):
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        assert given.keys() <= action["inputs"].keys()
        whole = {name: given.get(name, one["default"]) for name, one in action["inputs"].items()}
        (step,) = [one for one in action["runs"]["steps"] if one.get("id") == "check"]
        own = {name: _INPUT.sub(lambda found: whole[found[1]], text) for name, text in step["env"].items()}
        (tmp_path / "output").unlink(missing_ok=True)
        ran = script(step["run"], repository, {**runner, **own}, tmp_path)
        lines = (tmp_path / "output").read_text().splitlines()
        return ran, dict(line.split("=", 1) for line in lines)

    return run


def script(text: str, folder, environment, tmp_path):
    """A step as the runner starts it: `shell: bash`."""
    path = tmp_path / "step.sh"
    path.write_text(text, encoding="utf-8")
    return process(["bash", "--noprofile", "--norc", "-eo", "pipefail", str(path)], folder, environment)


def test_no_input_is_text_of_a_script(action):
    """Each comes in by the environment, every one that is not for the set-up of Python; actions are pinned."""
    steps = action["runs"]["steps"]
    assert not [step for step in steps if "${{" in step.get("run", "")]
    assert all(step["shell"] == "bash" for step in steps if "run" in step)
    assert [step["uses"] for step in steps if "uses" in step] == ["actions/setup-python@v5"]
    (step,) = [one for one in steps if one.get("id") == "check"]
    used = {name for text in step["env"].values() for name in _INPUT.findall(text)}
    assert used == action["inputs"].keys() - {"python-version"}
    assert all(isinstance(one["default"], str) for one in action["inputs"].values())


def test_a_contract_in_which_all_is_well_passes(check, tmp_path):
    ran, outputs = check(paths="contracts", fail_on="error")
    assert ran.code == 0, ran
    assert outputs == {"exit-code": "0", "gaps": "0", "unknown": outputs["unknown"]}
    assert outputs["unknown"].isdigit()
    assert "# " in (tmp_path / "summary").read_text()


def test_a_change_that_sells_a_baseline_clause_is_annotated_at_its_line(check, repository):
    line = sell(repository)
    ran, outputs = check(paths="contracts", sarif_file="out.sarif")
    assert ran.code == 1
    assert re.search(
        rf"^::error file=contracts/payroll.yaml,line={line},.*title=baseline-sold-as-option",
        ran.out,
        re.MULTILINE,
    )
    assert (outputs["exit-code"], outputs["sarif"]) == ("1", "out.sarif")
    assert int(outputs["gaps"]) >= 1
    found = json.loads((repository / "out.sarif").read_text())["runs"][0]["results"]
    places = [
        one["locations"][0]["physicalLocation"] for one in found if one["ruleId"] == "baseline-sold-as-option"
    ]
    assert [place["region"]["startLine"] for place in places] == [line]


def test_inputs_become_options(check, repository):
    sell(repository)
    assert check(paths="contracts", fail_on="never")[0].code == 0
    assert (
        check(paths="contracts", packs="dora\n\n  nis2  \n", lang="fr", today="2026-01-01")[1]["exit-code"]
        in "0135"
    )
    assert (
        check(paths=" contracts/payroll.yaml \r\n", profile="general", params="credit_cap=20 %\n")[0].code
        == 1
    )
    assert check(paths="contracts", strict="true")[0].code == 1
    assert check(paths="contracts", strict="false")[0].code == 1


def test_without_paths_the_settings_say_what_is_checked(check, repository):
    assert check()[1] == {"exit-code": "2"}
    (repository / ".slacheck.yaml").write_text(
        "apiVersion: slacheck/v1\nkind: Settings\npaths: [contracts]\n"
    )
    ran, outputs = check()
    assert (ran.code, outputs["gaps"]) == (0, "0")


def test_an_unreadable_contract_is_annotated(check, repository):
    (repository / "contracts" / "b.yaml").write_text("apiVersion: slacheck/v1\nkind: Contract\nclauses: [\n")
    ran, outputs = check(paths="contracts")
    assert (ran.code, outputs["exit-code"]) == (4, "4")
    assert "::error file=contracts/b.yaml,line=" in ran.out


def test_a_report_of_an_earlier_run_is_not_taken_for_this_one(check, repository):
    check(paths="contracts", sarif_file="out.sarif")
    ran, outputs = check(paths="nowhere", sarif_file="out.sarif")
    assert (ran.code, outputs) == (2, {"exit-code": "2"})
    assert not (repository / "out.sarif").exists()


def test_the_summary_can_be_left_out(check, tmp_path):
    check(paths="contracts", summary="false")
    assert not (tmp_path / "summary").exists()


HOSTILE = [
    "$(touch x)", "`touch x`", "; touch x", "' ; touch x ; '", '" ; touch x ; "', "a\ntouch x\n", "--output=x", "-o x",
    "${IFS}touch${IFS}x", "a && touch x", "*", "a\r\nb", "::set-output name=exit-code::0", "\n::add-mask::1",
    "$'\\ntouch x'", "\\", "--format=text=x", "--", "é\u202e", "x" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize(
    "name",
    [
        "paths",
        "profile",
        "packs",
        "params",
        "fail_on",
        "strict",
        "today",
        "lang",
        "config",
        "lock",
        "summary",
    ],
)
def test_a_hostile_input_does_nothing(check, repository, name, text):
    """It is a wrong name, value or path; it is not run, and gives no command to the runner."""
    before = sorted(repository.rglob("*"))
    ran, outputs = check(**{"paths": "contracts", name: text})
    assert ran.code in {2, 4}, ran
    assert outputs == {"exit-code": str(ran.code)}
    assert [
        line for line in ran.out.splitlines() if line.lstrip().startswith("::") and "::error " not in line
    ] == []
    assert (ran.err, sorted(repository.rglob("*"))) == ("", before)


@pytest.mark.parametrize("text", ["$(touch x).sarif", "a b.sarif", "'q\".sarif"])
def test_a_strange_name_for_sarif_is_a_name(check, repository, text):
    ran, outputs = check(paths="contracts", sarif_file=text)
    assert (ran.code, outputs["sarif"]) == (0, text)
    assert (repository / text).exists()
    assert not (repository / "x").exists()


def test_sarif_cannot_write_other_outputs(check):
    ran, outputs = check(paths="contracts", sarif_file="a\ngaps=0")
    assert (ran.code, outputs) == (2, {"exit-code": "2"})


def test_names_of_files_give_no_commands(check, repository):
    """Somebody who opens a pull request chooses them."""
    for name in ("a\n::add-mask::payroll\n.yaml", "b##[add-mask]x.yaml"):
        (repository / "contracts" / name).write_text("kind: Contract\nx: [\n")
    ran, _ = check(paths="contracts")
    assert ran.code == 4
    assert not re.search(r"^\s*::add-mask|##\[add-mask", ran.out, re.MULTILINE)


def test_modules_of_the_repository_are_not_imported(check, repository):
    """A pull request may bring a `json.py`."""
    for name in ("json.py", "slacheck.py", "sitecustomize.py"):
        (repository / name).write_text("open('x', 'w')\n")
    assert check(paths="contracts")[0].code == 0
    assert not (repository / "x").exists()


@pytest.mark.slow
def test_the_action_installs_itself(action, runner, repository, checkout, tmp_path):
    """From its own checkout with the pinned versions, where pip reaches its index."""
    shutil.rmtree(tmp_path / "runner" / "slacheck")
    (install,) = [one for one in action["runs"]["steps"] if one.get("name") == "Install slacheck"]
    own = {name: text for name, text in os.environ.items() if name.startswith("PIP_") or name == "HOME"}
    ran = script(install["run"], repository, {**runner, **own}, tmp_path)
    if ran.code and "pip" in ran.err + ran.out:
        pytest.skip(f"pip cannot install here: {ran.err[-300:]}")
    assert ran.code == 0, ran
    installed = str(tmp_path / "runner" / "slacheck" / "bin" / "slacheck")
    done = process([installed, "check", "contracts"], repository, {**runner, **own})
    assert done.code == 0, done
