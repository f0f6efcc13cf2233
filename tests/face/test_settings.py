"""Settings: what a repository of contracts says once; the command line wins over it, and it over the defaults."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from slacheck.face.listing import matches
from slacheck.face.settings import SETTINGS
from slacheck.source.text import decode
from slacheck.source.yaml import read
from tests.face.conftest import ASKS, FINDS, PASSES, rule, write_contract, write_pack

jsonschema = pytest.importorskip("jsonschema", reason="settings are checked with jsonschema")

HEAD = "apiVersion: slacheck/v1\nkind: Settings\n"
LONG = rule("too-long", "duration('P60D') <= params.longest")
LONGEST = {"longest": {"type": "duration", "default": "P90D"}}


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A repository to work in: two contracts, a pack of one's own, no settings yet."""
    folder = tmp_path / "desk"
    write_contract(folder / "contracts" / "a.yaml")
    write_contract(folder / "contracts" / "old" / "b.yaml")
    write_pack(folder / "own", LONG, parameters=LONGEST)
    (folder / ".git").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def settings(desk):
    """Writes the settings."""

    def write(text: str, name: str = ".slacheck.yaml") -> Path:
        path = desk / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + text, encoding="utf-8")
        return path

    return write


def checked(ran) -> list[str]:
    return sorted(one["file"] for one in json.loads(ran.out)["contracts"])


# -- paths -------------------------------------------------------------------------------------------


def test_without_a_path_and_settings_a_check_says_what_to_do(run, desk):
    ran = run("check")
    assert (ran.code, ran.out) == (2, "")
    assert "list them under `paths` in .slacheck.yaml (`slacheck init --settings` writes one)" in ran.err


def test_settings_without_paths_do_not_make_everything_checked(run, settings):
    settings("packs: [own]\n")
    assert run("check").code == 2


PATHS = {
    "a folder": ("[contracts]", ["contracts/a.yaml", "contracts/old/b.yaml"]),
    "a file": ("[contracts/a.yaml]", ["contracts/a.yaml"]),
    "both": ("[contracts/a.yaml, contracts]", ["contracts/a.yaml", "contracts/old/b.yaml"]),
    "names": ('["contracts/*.yaml"]', ["contracts/a.yaml"]),
    "folders": ('["**/b.yaml"]', ["contracts/old/b.yaml"]),
    "a folder by a pattern": ('["*/o?d"]', ["contracts/old/b.yaml"]),
    "here": ("[.]", ["contracts/a.yaml", "contracts/old/b.yaml"]),
}


@pytest.mark.parametrize("name", PATHS)
def test_paths_are_files_folders_and_patterns(run, settings, name):
    text, expected = PATHS[name]
    settings(f"packs: [own]\npaths: {text}\n")
    ran = run("check", "--format", "json")
    assert (ran.code, checked(ran)) == (0, expected)


def test_paths_and_packs_count_from_the_folder_of_the_file(run, settings, desk, monkeypatch):
    settings("packs: [own]\npaths: [contracts/a.yaml]\n")
    monkeypatch.chdir(desk / "contracts" / "old")
    assert checked(run("check", "--format", "json")) == ["../a.yaml"]


def test_a_path_on_the_command_line_stands_in_place_of_all_paths(run, settings):
    settings("packs: [own]\npaths: [contracts]\n")
    assert checked(run("check", "contracts/a.yaml", "--format", "json")) == ["contracts/a.yaml"]


def test_what_is_excluded_is_told(run, settings):
    """A file that is named is checked all the same."""
    settings('packs: [own]\npaths: [contracts]\nexclude: ["**/old"]\n')
    ran = run("check", "--format", "json")
    assert checked(ran) == ["contracts/a.yaml"]
    assert "1 file left out by `exclude` of .slacheck.yaml" in ran.err
    assert checked(run("check", "contracts/old/b.yaml", "--format", "json")) == ["contracts/old/b.yaml"]


def test_all_excluded_is_nothing_checked(run, settings):
    settings('packs: [own]\npaths: [contracts]\nexclude: ["**"]\n')
    assert run("check").code == 3


@pytest.mark.parametrize(
    ("pattern", "path", "told"),
    [
        ("a", "a", True), ("a", "a/b/c", True), ("a", "b/a", False), ("*", "a", True), ("*.yaml", "a/b.yaml", False),
        ("**/*.yaml", "b.yaml", True), ("**/*.yaml", "a/b/c.yaml", True), ("a/**/z", "a/z", True),
        ("a/**/z", "a/b/c/z", True), ("a/**", "a/b", True), ("**", "a", True), ("[ab]/c", "b/c", True),
        ("./a", "a", True), ("a/", "a/b", True), ("A", "a", False), ("a.c", "abc", False), ("**/**/b", "b", True),
        ("[", "[", True),
    ],
)  # fmt: skip
def test_a_pattern_matches(pattern, path, told):
    assert matches(pattern, path.split("/")) is told


def test_a_pattern_of_many_stars_takes_no_time(within):
    with within(20):
        assert not matches("/".join(["**", "*a*"] * 60) + "/z", ["a" * 60] * 100)


# -- order of strength -------------------------------------------------------------------------------


def test_the_command_line_wins_over_the_file_and_the_file_over_the_pack(run, settings):
    settings("packs: [own]\npaths: [contracts]\nparameters: {longest: P30D}\n")
    assert run("check").code == 1
    assert run("check", "--param", "longest=P60D").code == 0
    assert run("check", "--no-config", "--pack", "own", "contracts").code == 0


def test_the_file_wins_over_its_profile(run, settings, desk):
    profile = {"apiVersion": "slacheck/v1", "kind": "Profile", "id": "acme", "title": "A", "packs": ["own"]}
    (desk / "acme.yaml").write_text(json.dumps({**profile, "parameters": {"longest": "P30D"}}))
    settings("profile: acme.yaml\npaths: [contracts]\n")
    assert run("check").code == 1
    settings("profile: acme.yaml\npaths: [contracts]\nparameters: {longest: P60D}\n")
    assert run("check").code == 0


def test_packs_of_the_command_line_stand_in_place_of_profile_and_packs(run, settings, desk):
    """A value that they do not have is told, and no error: the file is right for its own packs."""
    write_pack(desk / "other", FINDS)
    settings("packs: [own]\npaths: [contracts]\nparameters: {longest: P30D}\n")
    ran = run("check", "--pack", "other", "--format", "json")
    assert [one["id"] for one in json.loads(ran.out)["packs"]] == ["other"]
    assert ".slacheck.yaml:5: no pack of the command line has a parameter `longest`" in ran.err


def test_fail_on_strict_and_lang_come_from_the_file(run, settings, desk):
    write_pack(desk / "asks", ASKS)
    write_pack(desk / "finds", FINDS)
    settings("packs: [finds]\npaths: [contracts/a.yaml]\nfail_on: never\nlang: fr\n")
    ran = run("check")
    assert ran.code == 0
    assert "finds-a-gap dit non" in ran.out
    assert run("check", "--fail-on", "error").code == 1
    assert "finds-a-gap says no" in run("check", "--lang", "en").out
    settings("packs: [asks]\npaths: [contracts/a.yaml]\nstrict: true\n")
    assert run("check").code == 1
    assert run("check", "--no-strict").code == 5


def test_formats_come_from_the_file(run, settings, desk, monkeypatch):
    settings("packs: [own]\npaths: [contracts]\nformats: [json, csv=out.csv]\n")
    monkeypatch.chdir(desk / "contracts")
    assert run("check").out.startswith('{"schema"')
    assert (desk / "out.csv").exists()
    assert not run("check", "--format", "text").out.startswith("{")


def test_the_lock_of_the_file_holds(run, settings, desk):
    settings("packs: [own]\npaths: [contracts]\n")
    settings("packs: [own]\npaths: [contracts]\nlock: rules.lock\n")
    assert run("check").code == 4
    assert "wrote rules.lock: 1 pack" in run("rules", "lock").err
    assert run("rules", "lock", "--check").code == 0
    assert run("check").code == 0
    (desk / "own" / "too-long.yaml").write_text(json.dumps({**LONG, "severity": "info"}))
    ran = run("check")
    assert ran.code == 4
    assert "the pack `own` has changed since the lock" in ran.err


def test_other_commands_use_the_same_settings(run, settings):
    settings("packs: [own]\nparameters: {longest: P30D}\nlang: fr\n")
    assert "set by .slacheck.yaml:4" in run("rules", "params").out
    assert "params.longest = P30D" in run("explain", "contracts/a.yaml").out


# -- finding -----------------------------------------------------------------------------------------


def test_a_check_tells_which_settings_it_uses(run, settings):
    settings("packs: [own]\npaths: [contracts]\n")
    assert "slacheck: settings of .slacheck.yaml\n" in run("check").err


def test_settings_are_looked_for_up_to_the_repository(run, desk, monkeypatch):
    (desk.parent / ".slacheck.yaml").write_text("nonsense")
    monkeypatch.chdir(desk / "contracts")
    assert run("check", "a.yaml", "--pack", "../own").code == 0


def test_outside_of_a_repository_the_current_folder_alone_counts(run, desk, monkeypatch, tmp_path):
    """What lies in a folder that everybody may write into decides nothing."""
    (desk / ".git").rmdir()
    (tmp_path / ".slacheck.yaml").write_text("nonsense")
    monkeypatch.chdir(desk)
    assert run("check", "contracts", "--pack", "own").code == 0
    (desk / ".slacheck.yaml").write_text("nonsense")
    assert run("check", "contracts", "--pack", "own").code == 4


def test_settings_beside_a_contract_do_not_count(run, settings, desk, tmp_path, monkeypatch):
    settings("fail_on: never\n", "contracts/.slacheck.yaml")
    write_pack(desk / "finds", FINDS)
    assert run("check", "contracts", "--pack", "finds").code == 1


def test_a_file_that_is_named_stands_in_place_of_the_nearest(run, settings, desk):
    settings("nonsense: 1\n")
    settings("packs: [../own]\npaths: [../contracts/a.yaml]\n", "ci/other.yaml")
    assert run("check", "--config", "ci/other.yaml").code == 0


@pytest.mark.parametrize("name", ["missing.yaml", "", "own", "contracts/a.yaml"])
def test_a_named_file_that_is_none_is_an_error(run, desk, name):
    ran = run("check", "contracts", "--config", name)
    assert (ran.code, ran.out) == (4, "")


def test_no_config_is_told(run, settings):
    settings("nonsense: 1\n")
    ran = run("check", "contracts", "--pack", "own", "--no-config")
    assert ran.code == 0
    assert "no settings are used (--no-config)" in ran.err


@pytest.mark.parametrize("name", [".slacheck.yml", "slacheck.yaml", "slacheck.yml"])
def test_settings_under_another_name_are_an_error(run, settings, name):
    """They would be overlooked."""
    settings("fail_on: never\n", name)
    ran = run("check", "contracts", "--pack", "own")
    assert (ran.code, ran.out) == (4, "")
    assert f"{name}:1:1: error: these settings would not be read" in ran.err
    assert "call it `.slacheck.yaml`" in ran.err


def test_a_contract_called_slacheck_is_no_settings(run, desk):
    write_contract(desk / "slacheck.yaml")
    assert run("check", "slacheck.yaml", "--pack", "own").code == 0


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_a_dangling_settings_file_is_an_error(run, desk):
    (desk / ".slacheck.yaml").symlink_to(desk / "nowhere")
    assert run("check", "contracts", "--pack", "own").code == 4


# -- malformed ---------------------------------------------------------------------------------------

MALFORMED = {
    "an unknown key": ("profil: general\n", "unknown key `profil`", "did you mean `profile`?"),
    "an unknown profile": ("profile: generl\n", "no profile is called `generl`", "did you mean `general`?"),
    "a missing profile file": ("profile: p.yaml\n", "there is no file `p.yaml`", "folder of this file"),
    "an unknown pack": ("packs: [basline]\n", "no pack is called `basline`", "did you mean `baseline`?"),
    "an unknown parameter": ("packs: [own]\nparameters: {longst: P1D}\n", "`longst`", "did you mean `longest`?"),
    "a parameter of another type": ("packs: [own]\nparameters: {longest: soon}\n", "parameter `longest`", ""),
    "another word": ("fail_on: eror\n", "`fail_on` is not one of the words", "did you mean `error`?"),
    "another language": ("lang: it\n", "`lang` is not one of the words", "en, fr, nl, de"),
    "YAML 1.1": ("strict: yes\n", "`strict` is not true or false", ""),
    "a text for a list": ("paths: contracts\n", "`paths` is not a list of texts", ""),
    "an empty list": ("paths: []\n", "`paths` is an empty list", "take the key out"),
    "an empty text": ('paths: [" "]\n', "this names nothing", ""),
    "a NUL": ('paths: ["a\\0b"]\n', "this names nothing", ""),
    "a missing path": ("paths: [nowhere]\n", "there is no file or folder `nowhere`", "folder of this file"),
    "a pattern without a file": ('paths: ["*.json"]\n', "`*.json` matches no file", "`**` for folders"),
    "a missing lock": ("lock: no.lock\n", "there is no file `no.lock`", ""),
    "an unknown format": ("formats: [sarf=x]\n", "no format is called `sarf`", "did you mean `sarif`?"),
    "a format without its file": ("formats: ['sarif=']\n", "`sarif=` names no file", ""),
    "two formats to one place": ("formats: [text, json]\n", "two formats cannot go to one place", "FORMAT=FILE"),
    "a file outside": ("formats: [json=../x.json]\n", "lies outside of the folder", "`--format` writes anywhere"),
    "an absolute file": ("formats: [json=/tmp/x.json]\n", "lies outside of the folder", ""),
    "a key twice": ("lang: fr\nlang: fr\n", "`lang`", ""),
    "no value": ("profile:\n", "`profile` is not a text", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_settings_are_an_error_at_their_line(run, settings, name):
    text, message, hint = MALFORMED[name]
    settings(text)
    ran = run("check", *() if text.startswith("paths") else ("contracts",))
    assert (ran.code, ran.out) == (4, "")
    assert message in ran.err
    assert hint in ran.err
    assert f".slacheck.yaml:{2 + text.count(chr(10))}:" in ran.err
    assert "^" in ran.err


def test_all_that_is_wrong_comes_at_once(run, settings):
    """The form, names, paths and values, in the order of the text."""
    settings("profil: x\nprofile: generl\npacks: [own, basline]\npaths: [nowhere]\nlock: l\nlang: it\n")
    lines = [line for line in run("check").err.splitlines() if "error: " in line]
    assert [line.split(":")[1] for line in lines] == ["3", "4", "5", "6", "7", "8"]


@pytest.mark.parametrize("text", ["", "- 1\n", "kind: Settings\n", HEAD + "---\n" + HEAD, "[" * 5000, "\x07"])
@pytest.mark.parametrize("command", [("check",), ("config",), ("explain", "contracts/a.yaml")])
def test_what_is_no_settings_is_never_a_pass(run, desk, text, command):
    (desk / ".slacheck.yaml").write_text(text)
    ran = run(*command)
    assert (ran.code, ran.out) == (4, "")


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_a_link_does_not_lead_a_report_out_of_the_folder(run, settings, desk, tmp_path):
    (desk / "out").symlink_to(tmp_path)
    settings("packs: [own]\npaths: [contracts]\nformats: [json=out/x.json]\n")
    assert run("check").code == 4
    assert not (tmp_path / "x.json").exists()


# -- showing -----------------------------------------------------------------------------------------


def test_config_shows_every_value_with_its_origin(run, settings, desk):
    profile = {"apiVersion": "slacheck/v1", "kind": "Profile", "id": "acme", "title": "A", "packs": ["own"]}
    (desk / "acme.yaml").write_text(json.dumps(profile))
    write_pack(desk / "two", PASSES)
    settings("profile: acme.yaml\npacks: [two]\nstrict: true\nparameters: {longest: P30D}\nwaivers: w.yaml\n")
    ran = run("config", "--lang", "fr", "--format", "json")
    shown = json.loads(ran.out)
    jsonschema.validate(shown, json.loads(run("schema", "config").out))
    origins = {one["name"]: (one["value"], one["origin"]) for one in shown["values"]}
    assert shown["settings"] == ".slacheck.yaml"
    assert origins["profile"] == ("acme.yaml", ".slacheck.yaml:3")
    assert origins["strict"] == (True, ".slacheck.yaml:5")
    assert origins["lang"] == ("fr", "command line")
    assert origins["fail_on"] == ("error", "default")
    assert origins["waivers"] == ("w.yaml", ".slacheck.yaml:7")
    assert [(one["id"], one["origin"]) for one in shown["packs"]] == [
        ("own", "profile `acme`"),
        ("two", ".slacheck.yaml:4"),
    ]
    (longest,) = [one for one in shown["parameters"] if one["name"] == "longest"]
    assert (longest["value"], longest["origin"]) == ("P30D", ".slacheck.yaml:6")


def test_config_without_settings_shows_the_defaults(run, desk):
    ran = run("config")
    assert ran.code == 0
    assert ran.out.startswith("settings: none (no .slacheck.yaml)\n")
    assert "profile   general     default" in ran.out


# -- writing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
def test_init_writes_settings_that_hold(run, desk, language):
    """With every comment sign before a key taken away, they still obey the schema."""
    ran = run("init", "--settings", "--lang", language)
    assert (ran.code, ran.out) == (0, "")
    assert "wrote .slacheck.yaml; now edit it and run `slacheck config`" in ran.err
    text = (desk / ".slacheck.yaml").read_text(encoding="utf-8")
    schema = json.loads(run("schema", "settings").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(read(decode("s", text.encode())).value, schema)
    bare = re.sub(rf"^# (?=({'|'.join(SETTINGS)}): )", "", text, flags=re.MULTILINE)
    value = read(decode("s", bare.encode())).value
    assert set(value) == set(SETTINGS)
    jsonschema.validate(value, schema)
    assert run("config").code == 0
    assert run("check", "--fail-on", "never").code == 0
    assert run("init", "--settings").code == 2


# -- files of any kind -------------------------------------------------------------------------------


def test_named_files_that_are_no_contracts_are_passed_over(run, desk):
    """So that a commit hook may name every YAML file of a commit."""
    (desk / "workflow.yaml").write_text("on: push\n")
    (desk / "chart.yaml").write_text("{{ if .Values.x }}\na: {{ .b }}\n{{ end }}\n")
    write_pack(desk / "finds", FINDS)
    ran = run("check", "--skip-others", "workflow.yaml", "chart.yaml", "contracts/a.yaml", "--pack", "finds")
    assert ran.code == 1
    assert "2 files of those named hold no contract" in ran.err
    assert "chart.yaml: cannot be read, and is no file of slacheck by its looks" in ran.err
    none = run("check", "--skip-others", "workflow.yaml", "chart.yaml", "--pack", "finds")
    assert none.code == 0
    assert "no contract was found" in none.err
    assert run("check", "workflow.yaml", "--pack", "finds").code == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
@pytest.mark.parametrize("text", ["apiVersion: slacheck/v1\nkind: [é\n", "kind: Contract\nx: [é\n"])
def test_a_contract_that_cannot_be_read_is_never_passed_over(run, desk, text, encoding):
    (desk / "broken.yaml").write_bytes(text.encode(encoding))
    assert run("check", "--skip-others", "broken.yaml", "--pack", "own").code == 4


def test_a_folder_without_contracts_is_still_nothing_checked(run, desk):
    (desk / "empty").mkdir()
    assert run("check", "--skip-others", "empty", "--pack", "own").code == 3


def test_exclude_holds_for_the_files_of_a_commit(run, settings):
    settings("packs: [own]\nexclude: [contracts/old]\n")
    ran = run("check", "--skip-others", "contracts/old/b.yaml")
    assert ran.code == 0
    assert "1 file left out" in ran.err


# -- rules of one's own ------------------------------------------------------------------------------


def test_verify_lints_and_tests_the_packs_of_the_settings(run, settings, desk):
    shown = {"name": "short", "contract": {}, "expect": {"pass": ["contract"]}}
    write_pack(
        desk / "own", {**LONG, "cases": [{**shown, "expect": {"gap": ["contract"]}}]}, parameters=LONGEST
    )
    settings("profile: general\npacks: [own]\n")
    ran = run("rules", "verify")
    assert ran.code == 1
    assert "too-long" in ran.out
    assert "baseline" not in ran.out


def test_verify_without_a_pack_of_ones_own_is_wrong_usage(run, settings):
    settings("profile: general\n")
    ran = run("rules", "verify")
    assert (ran.code, ran.out) == (2, "")
    assert "no pack of your own" in ran.err


def test_verify_of_a_pack_that_does_not_load(run, desk):
    write_pack(desk / "own", {**LONG, "require": "contrat"})
    ran = run("rules", "verify", "--pack", "own")
    assert ran.code == 4
    assert "Traceback" not in ran.err
