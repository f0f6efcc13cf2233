"""Profiles: which packs and house values a check uses, by name or by a file of one's own."""

from __future__ import annotations

import json
import os
from itertools import count
from pathlib import Path

import pytest

from slacheck.face.library import shipped
from tests.face.conftest import FINDS, PASSES, rule, write_contract, write_pack

jsonschema = pytest.importorskip("jsonschema", reason="profiles are checked with jsonschema")

PARAMETERS = {
    "longest": {"type": "duration", "default": "P90D", "means": "how long"},
    "twice": {"type": "duration", "equals": "params.longest + params.longest", "means": "twice as long"},
}
LONG = rule("too-long", "duration('P60D') <= params.longest", message={"en": "at most {params.longest}"})


@pytest.fixture
def own(tmp_path):
    """A pack of one's own with a parameter and one that follows from it."""
    return write_pack(tmp_path / "own", LONG, parameters=PARAMETERS)


@pytest.fixture
def profile(tmp_path):
    """Writes a profile file and gives its path."""
    number = count()

    def write(name: str = "", **fields: object) -> Path:
        path = tmp_path / (name or f"profile{next(number)}.yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = {"apiVersion": "slacheck/v1", "kind": "Profile", "id": path.stem, "title": "Ours", **fields}
        path.write_text(json.dumps(whole, indent=1), encoding="utf-8")
        return path

    return write


# -- shipped -----------------------------------------------------------------------------------------


def test_every_shipped_profile_names_packs_that_are_there(run):
    """And is listed."""
    ran = run("rules", "profiles")
    assert (ran.code, ran.err) == (0, "")
    names = [line.split()[0] for line in ran.out.splitlines() if not line.startswith(" ")]
    assert names == ["general", "personal-data", "financial", "cloud-eu", "be", "fr", "everything"]


def test_everything_is_every_pack(run):
    listed = run("rules", "profiles", "everything").out.splitlines()
    packs = next(line for line in listed if line.startswith("  packs: ")).removeprefix("  packs: ")
    assert sorted(packs.split(", ")) == sorted(shipped().shipped_packs())


def test_a_shipped_profile_is_titled_in_four_languages(run):
    assert all(list(one.title) == ["en", "fr", "nl", "de"] for one in shipped().profiles().values())
    assert "Tout service" in run("rules", "profiles", "general", "--lang", "fr").out


def test_a_shipped_profile_with_a_pack_that_is_not_there_is_an_error(run, tmp_path):
    """At the word, with the packs that there are."""
    from slacheck.face.profiles import choose
    from slacheck.source.problem import Unreadable

    (tmp_path / "baseline").mkdir()
    (tmp_path / "baseline" / "pack.yaml").write_text("id: x\n")
    (tmp_path / "profiles.yaml").write_text("- {id: general, title: {en: G}, packs: [basline, dora]}\n")
    with pytest.raises(Unreadable) as caught:
        choose("general", shipped()._replace(folder=tmp_path))
    first, second = caught.value.problems
    assert (first.message, first.help) == ("no pack is called `basline`", "did you mean `baseline`?")
    assert (second.message, second.span.text) == ("no pack is called `dora`", "dora")
    assert "known: " in second.help


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id: general\n", "expected a list of profiles"),
        (2 * "- {id: a, title: {en: A}, packs: [x]}\n", "two profiles are called `a`"),
        ("- {id: a, title: A, packs: [x]}\n", "`title` is not a text by language"),
        ("- {id: a, title: {fr: A}, packs: [x]}\n", "`title` has no `en`"),
        ("- {id: a, title: {en: A}}\n", "the profile names no pack"),
        ("- {id: a, title: {en: A}, kind: Profile, packs: [x]}\n", "unknown key `kind`"),
    ],
)  # fmt: skip
def test_the_file_of_shipped_profiles_is_read_strictly(tmp_path, text, message):
    from slacheck.source.problem import Unreadable

    (tmp_path / "profiles.yaml").write_text(text)
    with pytest.raises(Unreadable) as caught:
        shipped()._replace(folder=tmp_path).profiles()
    assert message in caught.value.problems[0].message


# -- a file ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "code"), [("P60D", 0), ("P59D", 1)])
def test_a_profile_file_chooses_packs_and_values(run, own, good, profile, value, code):
    """Folders of packs are seen from the folder of the file."""
    ran = run(
        "check", good, "--profile", profile(packs=["own"], parameters={"longest": value}), "--format", "json"
    )
    assert ran.code == code
    assert [pack["id"] for pack in json.loads(ran.out)["packs"]] == ["own"]


def test_a_profile_file_goes_on_from_a_shipped_profile(run, own, good, profile):
    """The packs of that one come first."""
    ran = run("check", good, "--profile", profile(extends=["general"], packs=["own"]), "--format", "json")
    packs = [pack["id"] for pack in json.loads(ran.out)["packs"]]
    assert packs[-1] == "own"
    assert "baseline" in packs[:-1]


def test_a_profile_file_goes_on_from_another_file(run, own, good, profile):
    """Whose folders are seen from its own folder."""
    write_pack(good.parent / "sub" / "deep", PASSES)
    base = profile("sub/base.yaml", packs=["deep"])
    top = profile("top.yaml", extends=["sub/base.yaml"], packs=["own"])
    assert base.exists()
    ran = run("check", good, "--profile", top, "--format", "json")
    assert [pack["id"] for pack in json.loads(ran.out)["packs"]] == ["deep", "own"]


def test_the_nearer_value_is_in_force(run, own, profile):
    """Command line, profile, extended profile, default."""
    profile("base.yaml", packs=["own"], parameters={"longest": "P80D"})
    plain = profile("plain.yaml", extends=["base.yaml"])
    top = profile("top.yaml", extends=["base.yaml"], parameters={"longest": "P70D"})

    def longest(*argv: object) -> str:
        out = run("rules", "params", *argv).out
        return next(line for line in out.splitlines() if " longest = " in line).strip()

    assert longest("--pack", own) == "longest = P90D  (duration; default P90D)"
    assert longest("--profile", plain) == "longest = P80D  (duration; set by profile `base`; default P90D)"
    assert longest("--profile", top) == "longest = P70D  (duration; set by profile `top`; default P90D)"
    assert longest("--profile", top, "--param", "longest=P10D") == (
        "longest = P10D  (duration; set by --param; default P90D)"
    )


def test_a_value_is_not_lost_where_two_ways_lead_to_one_profile(run, own, profile):
    """`a` overrides what both `a` and `b` extend; `b` does not bring the old value back."""
    profile("base.yaml", packs=["own"], parameters={"longest": "P80D"})
    profile("a.yaml", extends=["base.yaml"], parameters={"longest": "P70D"})
    profile("b.yaml", extends=["base.yaml"])
    top = profile("top.yaml", extends=["a.yaml", "b.yaml"])
    assert "longest = P70D" in run("rules", "params", "--profile", top).out


def test_a_profile_and_a_pack_together_are_both_used(run, own, good, profile, tmp_path):
    other = write_pack(tmp_path / "other", FINDS)
    ran = run("check", good, "--pack", other, "--profile", profile(packs=["own"]), "--format", "json")
    assert [pack["id"] for pack in json.loads(ran.out)["packs"]] == ["other", "own"]


def test_a_pack_that_comes_by_two_ways_counts_once(run, own, good, profile):
    ran = run("check", good, "--pack", own, "--profile", profile(packs=["own", "./own"]), "--format", "json")
    assert [pack["id"] for pack in json.loads(ran.out)["packs"]] == ["own"]


def test_a_profile_beside_contracts_is_no_contract(run, own, tmp_path, profile):
    """It is passed over and counted."""
    write_contract(tmp_path / "in" / "a.yaml")
    profile("in/house.yaml", packs=["../own"])
    ran = run("check", tmp_path / "in", "--profile", tmp_path / "in" / "house.yaml")
    assert ran.code == 0
    assert "1 file in the folders hold no contract" in ran.err


def test_a_file_without_an_ending_is_found(run, own, good, profile, monkeypatch, tmp_path):
    """Where no shipped profile has that name."""
    profile(packs=["own"]).rename(tmp_path / "house")
    monkeypatch.chdir(tmp_path)
    assert run("check", good, "--profile", "house").code == 0


# -- what is wrong with a file ------------------------------------------------------------------------

FAULTS = {
    "an unknown parameter": ({"parameters": {"longset": "P1D"}}, "no parameter is called `longset`",
                             "did you mean `longest`?"),
    "a value of another type": ({"parameters": {"longest": 90}}, "parameter `longest`: expected a duration",
                                "ISO 8601"),
    "no such pack": ({"packs": ["onw", "own"]}, "no pack is called `onw`", "a folder with a pack.yaml"),
    "no such profile": ({"extends": ["genral"]}, "no profile is called `genral`", "did you mean `general`?"),
    "no such file": ({"extends": ["far/away.yaml"]}, "there is no file `far/away.yaml`", "seen from the folder"),
    "a folder in place of a file": ({"extends": ["./own"]}, "there is no file `./own`", ""),
    "itself": ({"extends": ["house"]}, "the profile `house` extends itself", "take one of them out"),
    "its own file": ({"extends": ["house.yaml"]}, "the profile `house` extends itself", ""),
    "an unknown key": ({"params": {}}, "unknown key `params`", "did you mean `parameters`?"),
    "no pack at all": ({"packs": []}, "the profile names no pack", "extends: [general]"),
    "another kind": ({"kind": "Profil"}, "`kind` is not one of the words", "did you mean `Profile`?"),
    "the id of a shipped profile": ({"id": "general"}, "a profile of slacheck is called `general`, too", "another id"),
    "parameters that are none": ({"parameters": ["longest"]}, "`parameters` is not a mapping", ""),
    "a title without English": ({"title": {"fr": "x"}}, "`title` has no `en`", ""),
    "a name that no file can have": ({"packs": ["own", "x" * 5000]}, "no pack is called `xxx", ""),
    "a name with a null": ({"extends": ["a\0.yaml"]}, "there is no file", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_stops_the_run_at_its_line(run, own, good, profile, name):
    """Nothing is checked under house values of which a part was not understood."""
    fields, message, help_text = FAULTS[name]
    ran = run("check", good, "--profile", profile("house.yaml", **{"packs": ["own"], **fields}))
    assert (ran.code, ran.out) == (4, "")
    assert message in ran.err
    assert help_text in ran.err
    assert "house.yaml:" in ran.err
    assert "^" in ran.err


def test_all_faults_come_at_once(run, own, good, profile):
    """Those of the profile, of values, of a pack and of the command line."""
    write_pack(good.parent / "bad", {**FINDS, "require": "contrat"}, parameters=PARAMETERS)
    house = profile(packs=["own", "bad"], parameters={"longset": "P1D", "longest": 90})
    ran = run("check", good, "--profile", house, "--param", "twcie=P1D", "--param", "twice=soon")
    assert ran.code == 4
    for message in ("unknown name `contrat`", "no parameter is called `longset`", "expected a duration",
                    "no parameter is called `twcie`", "--param twice:1:1"):  # fmt: skip
        assert message in ran.err
    assert ran.err.count("parameter `longest`: expected a duration") == 1


def test_profiles_in_a_circle_are_named(run, own, good, profile):
    profile("a.yaml", extends=["b.yaml"], packs=["own"])
    profile("b.yaml", extends=["c.yaml"])
    profile("c.yaml", extends=["a.yaml"])
    ran = run("check", good, "--profile", good.parent / "a.yaml")
    assert ran.code == 4
    assert "these profiles extend one another: a -> b -> c -> a" in ran.err
    assert "a.yaml:" in ran.err


def test_two_profiles_of_one_id_are_refused(run, own, good, profile):
    """A value could not be traced to its file."""
    profile("base.yaml", id="same", packs=["own"])
    ran = run("check", good, "--profile", profile("top.yaml", id="same", extends=["base.yaml"]))
    assert ran.code == 4
    assert "is called `same`, too" in ran.err


def test_a_chain_of_many_files_is_followed(run, own, good, profile):
    """Deeper than Python's own stack."""
    profile("p0.yaml", packs=["own"])
    for index in range(1, 1_200):
        profile(f"p{index}.yaml", extends=[f"p{index - 1}.yaml"])
    assert run("check", good, "--profile", good.parent / "p1199.yaml").code == 0


@pytest.mark.parametrize("name", ["no.yaml", "far/away"])
def test_a_missing_file_is_said(run, good, name):
    ran = run("check", good, "--profile", name)
    assert (ran.code, ran.out) == (4, "")
    assert f"{name}:1:1: error: cannot be read: no such file or directory" in ran.err


def test_a_profile_is_no_program_of_python(run, good, tmp_path):
    """A tag of another language is refused, as everywhere."""
    (tmp_path / "p.yaml").write_text("apiVersion: !!python/object:os.system x\n")
    assert run("check", good, "--profile", tmp_path / "p.yaml").code == 4


def test_ten_thousand_unknown_parameters_are_not_all_told(run, own, good, profile, within):
    house = profile(packs=["own"], parameters={f"longest{index}": "P1D" for index in range(10_000)})
    with within(1_000):
        ran = run("check", good, "--profile", house)
    assert ran.code == 4
    assert ran.err.count("no parameter is called") == 100


@pytest.mark.parametrize("setting", ["longest=", "longest=[", "longest=a: b: c", "longest=&a *a"])
def test_a_value_that_is_no_yaml_is_refused(run, own, good, setting):
    ran = run("check", good, "--pack", own, "--param", setting)
    assert ran.code in (2, 4)
    assert (ran.out, "defect" in ran.err) == ("", False)


# -- listings ----------------------------------------------------------------------------------------


def test_profiles_lists_the_values_that_differ(run, own, profile):
    """Those that follow, too; a value that is set to the default does not differ."""
    house = profile(
        "house.yaml", packs=["own"], title={"en": "House", "nl": "Huis"}, parameters={"longest": "P30D"}
    )
    ran = run("rules", "profiles", house)
    assert ran.out.splitlines() == [
        "house  House",
        "  packs: own",
        "  longest = P30D instead of P90D  (own; profile `house`)",
        "  twice = P60D instead of P180D  (own)",
    ]
    same = profile("same.yaml", packs=["own"], parameters={"longest": "P90D"})
    assert run("rules", "profiles", same, "--lang", "nl").out.splitlines() == ["same  Ours", "  packs: own"]


def test_params_tells_type_value_origin_meaning_and_use(run, own):
    ran = run("rules", "params", "--pack", own)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "own 1.0.0  Own",
        "  longest = P90D  (duration; default P90D)",
        "      how long",
        "      used by: too-long, params.twice",
        "  twice = P180D  (duration; equals params.longest + params.longest)",
        "      twice as long",
        "      used by: nothing",
    ]


def test_params_finds_what_only_a_message_reads(run, tmp_path):
    own = write_pack(tmp_path / "m", {**PASSES, "message": {"en": "{params.longest}"}}, parameters=PARAMETERS)
    assert "used by: passes, params.twice" in run("rules", "params", "--pack", own).out


def test_a_framework_has_parameters_too(run, tmp_path, profile):
    """The rows that use one are named, and the scope; a profile names its file and sets them."""
    table = """\
apiVersion: slacheck/v1
kind: Framework
id: policy
version: 1.0.0
language: "1.1"
title: A policy of the house
applies_to: Whoever chose it
scope: fact("hosted") && params.asked
severity: warning
legal_status: poor-practice
parameters:
  base: {type: boolean, default: true, means: whether the policy is in force}
  asked: {type: boolean, equals: params.base, means: the same}
requirements:
  - {id: dora-30-2-f, clauses: [incident-assistance]}
"""
    (tmp_path / "policy.yaml").write_text(table, encoding="utf-8")
    house = profile("house.yaml", packs=["policy.yaml"], parameters={"base": False})
    lines = run("rules", "params", "--profile", house).out.splitlines()
    assert "  asked = false  (boolean; equals params.base)" in lines
    assert "      used by: policy-scope" in lines


def test_params_says_that_a_pack_has_none(run, tmp_path):
    assert "no parameters" in run("rules", "params", "--pack", write_pack(tmp_path / "none", PASSES)).out


def test_a_derived_value_that_is_set_is_said_to_be(run, own):
    out = run("rules", "params", "--pack", own, "--param", "twice=P1D").out
    assert "twice = P1D  (duration; set by --param; equals params.longest + params.longest)" in out


def test_a_profile_obeys_its_published_schema(run, profile):
    schema = json.loads(run("schema", "profile").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    valid = jsonschema.Draft202012Validator(schema)
    for fields in ({"packs": ["a"]}, {"title": {"en": "x"}, "extends": ["general"], "parameters": {"a": 1}}):
        assert valid.is_valid(json.loads(profile(**fields).read_text()))
    assert not valid.is_valid(json.loads(profile(parms={}).read_text()))


def test_the_manifest_of_a_pack_obeys_its_published_schema(run, own, checkout):
    from slacheck.source.yaml import decode, read
    from tests.face.commands.test_commands import plain

    schema = json.loads(run("schema", "pack").out)
    valid = jsonschema.Draft202012Validator(schema)
    for path in (own / "pack.yaml", *sorted((checkout / "rules").glob("*/pack.yaml"))):
        value = plain(read(decode(path.name, path.read_bytes())).value)
        assert [error.message for error in valid.iter_errors(value)] == []
    assert not valid.is_valid({**plain(value), "parameters": {"x": {"type": "integer"}}})


# -- the language of a pack ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("1.4", "the pack needs the rule language 1.4; this slacheck speaks 1."),
        ("2.0", "the pack needs the rule language 2.0"),
        (1.1, "`language` is not a text"),
        ("one", "is no version of the rule language"),
        (None, "`language` is not a text"),
    ],
)
def test_a_pack_of_another_language_stops_the_run(run, own, good, language, message):
    """Nothing else of it is complained of: it may only be new."""
    manifest = json.loads((own / "pack.yaml").read_text())
    manifest["language"] = language
    (own / "pack.yaml").write_text(json.dumps(manifest, indent=1))
    (own / "too-long.yaml").write_text(
        json.dumps({**LONG, "new-key": 1} if isinstance(language, str) else LONG)
    )
    ran = run("check", good, "--pack", own)
    assert (ran.code, ran.out) == (4, "")
    assert message in ran.err
    assert ("new-key" in ran.err) == (language == "one")


def test_a_pack_that_states_no_language_is_refused(run, own, good):
    manifest = json.loads((own / "pack.yaml").read_text())
    del manifest["language"]
    (own / "pack.yaml").write_text(json.dumps(manifest))
    ran = run("check", good, "--pack", own)
    assert ran.code == 4
    assert "`language` missing" in ran.err


# -- the files of a pack ------------------------------------------------------------------------------

STRAYS = ["sub/rule.yaml", "a/b/c.yaml", "rule.yml", "RULE.YAML", "sub/rule.YML"]


@pytest.mark.parametrize("stray", STRAYS)
def test_a_rule_file_that_would_not_be_read_stops_the_run(run, own, good, stray):
    """It was meant to be checked by."""
    (own / stray).parent.mkdir(parents=True, exist_ok=True)
    (own / stray).write_text(json.dumps(PASSES))
    ran = run("check", good, "--pack", own)
    assert (ran.code, ran.out) == (4, "")
    assert (
        f"{stray}:1:1: error: the rules of a pack lie directly in its folder; this file would not be read"
        in ran.err
    )


@pytest.mark.parametrize("other", ["README.md", ".git/config.yaml", "inner/pack.yaml", "notes/a.txt"])
def test_other_files_in_the_folder_of_a_pack_are_left_alone(run, own, good, other):
    """A folder with a manifest of its own is another pack."""
    (own / other).parent.mkdir(parents=True, exist_ok=True)
    (own / other).write_text("other\n")
    assert run("check", good, "--pack", own).code == 0


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_a_linked_folder_is_looked_into_once(run, own, good, tmp_path):
    """A loop of links ends; a rule behind a link is not overlooked."""
    (own / "loop").symlink_to(own)
    assert run("check", good, "--pack", own).code == 0
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "rule.yaml").write_text("{}")
    (own / "far").symlink_to(tmp_path / "far")
    ran = run("check", good, "--pack", own)
    assert ran.code == 4
    assert "far/rule.yaml" in ran.err
