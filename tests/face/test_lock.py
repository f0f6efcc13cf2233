"""The lock: a check by other rules than those that are locked fails, and says what changed."""

from __future__ import annotations

import json
import os
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from slacheck.face.library import shipped
from slacheck.rule.lock import Lock, LockedPack, read_lock, render_lock
from slacheck.source.text import decode
from slacheck.source.yaml import read
from tests.face.conftest import ASKS, FINDS, PASSES, write_contract, write_pack

jsonschema = pytest.importorskip("jsonschema", reason="locks are checked with jsonschema")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder to work in: a contract, a pack of one's own, no lock yet."""
    folder = tmp_path / "desk"
    write_contract(folder / "contract.yaml")
    write_pack(folder / "own", PASSES)
    (folder / ".git").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def locked(desk, run):
    """The same with the pack locked."""
    assert run("rules", "lock", "--pack", "own").code == 0
    return desk


def touch(path: Path, text: str = "# changed\n") -> None:
    path.write_bytes(path.read_bytes() + text.encode())


# -- writing -----------------------------------------------------------------------------------------


def test_a_lock_names_pack_version_language_and_digests(run, desk):
    ran = run("rules", "lock", "--pack", "own")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "slacheck: wrote slacheck.lock: 1 pack\n"
    value = read(decode("slacheck.lock", (desk / "slacheck.lock").read_bytes())).value
    assert (value["apiVersion"], value["kind"]) == ("slacheck/v1", "Lock")
    assert value["taxonomy"] == shipped().taxonomy_sha256
    (pack,) = value["packs"]
    assert (pack["id"], pack["version"], pack["language"]) == ("own", "1.0.0", "1.1")
    assert list(pack["files"]) == ["pack.yaml", "passes.yaml"]


def test_the_same_packs_give_the_same_bytes(run, desk):
    """In whatever order they are named."""
    write_pack(desk / "two", FINDS)
    for argv in (("own", "two"), ("two", "own")):
        run("rules", "lock", "--pack", argv[0], "--pack", argv[1], "-o", f"{argv[0]}.lock")
    assert (desk / "own.lock").read_bytes() == (desk / "two.lock").read_bytes()


def test_a_lock_obeys_its_published_schema(run, locked):
    schema = json.loads(run("schema", "lock").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(read(decode("l", (locked / "slacheck.lock").read_bytes())).value, schema)


def test_a_lock_is_printed_to_a_dash(run, desk):
    ran = run("rules", "lock", "--pack", "own", "-o", "-")
    assert "kind: Lock" in ran.out
    assert (ran.err, (desk / "slacheck.lock").exists()) == ("", False)


def test_a_pack_with_a_fault_is_not_locked(run, desk):
    write_pack(desk / "own", {**PASSES, "require": "contrat"})
    assert run("rules", "lock", "--pack", "own").code == 4
    assert not (desk / "slacheck.lock").exists()


def test_the_packs_of_a_profile_are_locked(run, desk):
    run("rules", "lock", "--profile", "general")
    assert '- id: "baseline"' in (desk / "slacheck.lock").read_text()


def test_what_is_written_is_read_back():
    """Names that YAML could take for something else, too."""
    files = (("a: b.yaml", "0" * 64), ("no", "1" * 64), ('"\\\u00e9\U0001f989.yaml', "2" * 64))
    lock = Lock("a" * 64, "1" * 64, {"1.0": LockedPack("1.0", "1e3", "1.1", files)})
    again = read_lock(read(decode("l", render_lock(lock).encode())))
    assert (again.taxonomy, again.references) == (lock.taxonomy, lock.references)
    assert again.packs["1.0"][:3] == lock.packs["1.0"][:3]
    assert sorted(again.packs["1.0"].files) == sorted(files)


# -- holding -----------------------------------------------------------------------------------------


def test_what_is_locked_is_used(run, locked):
    """Without a word."""
    assert run("check", "contract.yaml", "--pack", "own") == (
        0,
        *run("check", "contract.yaml", "--pack", "own")[1:],
    )
    assert run("check", "contract.yaml", "--pack", "own").err == ""


CHANGES = {
    "a rule": (lambda own: touch(own / "passes.yaml"), "changed: `passes.yaml`"),
    "the manifest": (lambda own: touch(own / "pack.yaml"), "changed: `pack.yaml`"),
    "one rule more": (lambda own: write_pack(own, FINDS), "new: `finds-a-gap.yaml`"),
    "one rule less": (lambda own: (own / "passes.yaml").unlink(), "gone: `passes.yaml`"),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("command", [("check",), ("explain",)])
def test_a_pack_that_changed_is_never_used(run, locked, command, name):
    """The pack, both digests, the files, the line of the lock, and what to do."""
    change, told = CHANGES[name]
    before = read(decode("l", Path("slacheck.lock").read_bytes())).value["packs"][0]["sha256"]
    change(locked / "own")
    ran = run(*command, "contract.yaml", "--pack", "own")
    assert (ran.code, ran.out) == (4, "")
    assert "error: the pack `own` has changed since the lock: 1.0.0 (sha256 " in ran.err
    assert f"1.0.0 (sha256 {before[:12]}) is locked" in ran.err
    assert told in ran.err
    assert "slacheck.lock:" in ran.err
    assert "help: look at what changed, then run `slacheck rules lock`" in ran.err


def test_a_renamed_rule_is_a_change(run, locked):
    """Though all bytes of the rules are the same but the id."""
    text = (locked / "own" / "passes.yaml").read_text().replace('"id": "passes"', '"id": "other"')
    (locked / "own" / "passes.yaml").unlink()
    (locked / "own" / "other.yaml").write_text(text)
    err = run("check", "contract.yaml", "--pack", "own").err
    assert "new: `other.yaml`; gone: `passes.yaml`" in err


def test_a_pack_that_is_not_locked_is_never_used(run, locked):
    write_pack(locked / "two", PASSES)
    ran = run("check", "contract.yaml", "--pack", "own", "--pack", "two")
    assert (ran.code, ran.out) == (4, "")
    assert "the pack `two` 1.0.0 (sha256 " in ran.err
    assert "is not in the lock" in ran.err
    assert "`own`" not in ran.err


def test_the_shipped_packs_are_held_to_the_lock_too(run, locked):
    assert "the pack `baseline`" in run("check", "contract.yaml").err


def test_a_locked_pack_that_is_not_used_is_fine(run, locked):
    write_pack(locked / "two", PASSES)
    run("rules", "lock", "--pack", "own", "--pack", "two")
    shutil.rmtree(locked / "two")
    assert run("check", "contract.yaml", "--pack", "own").code == 0


@pytest.mark.parametrize("what", ["taxonomy", "references"])
@pytest.mark.parametrize("command", [("check", "--pack", "own"), ("explain", "--pack", "own"), ("price",)])
def test_another_taxonomy_is_never_used(run, locked, what, command):
    """Prices rest on it, too."""
    text = (locked / "slacheck.lock").read_text()
    digest = read(decode("l", text.encode())).value[what]
    (locked / "slacheck.lock").write_text(text.replace(digest, "0" * 64))
    ran = run(command[0], "contract.yaml", *command[1:])
    assert (ran.code, ran.out) == (4, "")
    assert f"the {what} ha" in ran.err
    assert f"{digest[:12]} is in use, 000000000000 is locked" in ran.err


def test_all_that_differs_comes_at_once(run, locked):
    text = (locked / "slacheck.lock").read_text()
    digest = read(decode("l", text.encode())).value["taxonomy"]
    (locked / "slacheck.lock").write_text(text.replace(digest, "0" * 64))
    write_pack(locked / "two", {**PASSES, "require": "contrat"})
    touch(locked / "own" / "passes.yaml")
    err = run("check", "contract.yaml", "--pack", "own", "--pack", "two").err
    for message in (
        "the taxonomy has changed",
        "the pack `own` has changed",
        "`two`",
        "unknown name `contrat`",
    ):
        assert message in err


def test_line_ends_are_no_change(run, locked):
    """A checkout on another system may write CR LF; YAML reads the same."""
    for path in (locked / "own").iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run("check", "contract.yaml", "--pack", "own").code == 0
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\r"))
    assert run("check", "contract.yaml", "--pack", "own").code == 4


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_a_link_is_the_file_behind_it(run, locked, tmp_path):
    """Its bytes are what counts."""
    target = tmp_path / "elsewhere.yaml"
    (locked / "own" / "passes.yaml").rename(target)
    (locked / "own" / "passes.yaml").symlink_to(target)
    assert run("check", "contract.yaml", "--pack", "own").code == 0
    touch(target)
    assert run("check", "contract.yaml", "--pack", "own").code == 4
    target.unlink()
    assert run("check", "contract.yaml", "--pack", "own").code == 4


def test_parameters_are_not_locked(run, desk):
    """They are no rules; a profile or the command line may set them."""
    write_pack(desk / "own", PASSES, parameters={"x": {"type": "integer", "default": 1}})
    run("rules", "lock", "--pack", "own")
    assert run("check", "contract.yaml", "--pack", "own", "--param", "x=2").code == 0


def test_a_framework_is_locked_with_the_rules_that_it_shares(run, desk):
    """A table of one's own, too; what it is judged by comes with slacheck."""
    shutil.copy(shipped().shipped_packs()["dora"], desk / "dora.yaml")
    run("rules", "lock", "--pack", "dora.yaml")
    (pack,) = read(decode("l", (desk / "slacheck.lock").read_bytes())).value["packs"]
    assert sorted(pack["files"]) == ["dora.yaml", "requirement-unmet.yaml", "scope-unsettled.yaml"]
    assert run("coverage", "contract.yaml", "--framework", "dora.yaml").code == 0
    touch(desk / "dora.yaml")
    for argv in (("check", "--pack"), ("coverage", "--framework")):
        ran = run(argv[0], "contract.yaml", argv[1], "dora.yaml")
        assert (ran.code, ran.out) == (4, "")
        assert "changed: `dora.yaml`" in ran.err


# -- finding -----------------------------------------------------------------------------------------


def test_a_lock_above_the_current_folder_holds(run, locked, monkeypatch):
    touch(locked / "own" / "passes.yaml")
    (locked / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(locked / "deep" / "er")
    ran = run("check", "../../contract.yaml", "--pack", "../../own")
    assert ran.code == 4
    assert "../../slacheck.lock:" in ran.err


def test_the_nearest_lock_holds(run, locked, monkeypatch):
    touch(locked / "own" / "passes.yaml")
    (locked / "deep").mkdir()
    monkeypatch.chdir(locked / "deep")
    run("rules", "lock", "--pack", "../own")
    assert run("check", "../contract.yaml", "--pack", "../own").code == 0


def test_no_lock_is_looked_for_above_the_repository(run, locked, monkeypatch):
    (locked / "repository" / ".git").mkdir(parents=True)
    monkeypatch.chdir(locked / "repository")
    touch(locked / "own" / "passes.yaml")
    assert run("check", "../contract.yaml", "--pack", "../own").code == 0


def test_a_lock_beside_a_contract_does_not_count(run, locked, monkeypatch, tmp_path):
    """Whoever sends contracts does not decide by which rules they are checked."""
    (tmp_path / "elsewhere" / ".git").mkdir(parents=True)
    touch(locked / "own" / "passes.yaml")
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert run("check", locked, "--pack", locked / "own").code == 0


def test_a_lock_that_is_named_holds_in_the_place_of_the_nearest(run, locked, tmp_path):
    (locked / "slacheck.lock").rename(tmp_path / "other.lock")
    run("rules", "lock", "--profile", "general")
    assert run("check", "contract.yaml", "--pack", "own").code == 4
    assert run("check", "contract.yaml", "--pack", "own", "--lock", tmp_path / "other.lock").code == 0


@pytest.mark.parametrize("name", ["no.lock", "none", "", "own"])
def test_a_lock_that_is_not_there_is_an_error(run, locked, name):
    """No word switches the lock off."""
    ran = run("check", "contract.yaml", "--pack", "own", "--lock", name)
    assert (ran.code, ran.out) == (4, "")
    assert "cannot be read" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_a_dangling_lock_is_an_error(run, locked):
    (locked / "slacheck.lock").rename(locked / "gone")
    (locked / "slacheck.lock").symlink_to(locked / "nowhere")
    assert run("check", "contract.yaml", "--pack", "own").code == 4


def test_a_lock_beside_contracts_is_no_contract(run, locked):
    """It is passed over and counted, whatever its name."""
    (locked / "in").mkdir()
    shutil.copy("slacheck.lock", locked / "in" / "lock.yaml")
    write_contract(locked / "in" / "a.yaml")
    ran = run("check", "in", "--pack", "own")
    assert ran.code == 0
    assert "1 file in the folders hold no contract" in ran.err


# -- malformed ---------------------------------------------------------------------------------------

PACK = '{id: own, version: "1.0.0", language: "1.1", sha256: DIGEST, files: {pack.yaml: DIGEST}}'
HEAD = "apiVersion: slacheck/v1\nkind: Lock\n"
BASE = f'taxonomy: "{"a" * 64}"\nreferences: "{"b" * 64}"\n'
MALFORMED = {
    "nothing": ("", "the file is empty", 1),
    "no mapping": ("- 1\n", "expected a mapping", 1),
    "no YAML": (HEAD + BASE + "packs: [\n", "", None),
    "a key twice": (HEAD + BASE + 'packs: []\ntaxonomy: "c"\n', "`taxonomy`", 6),
    "an unknown key": (HEAD + BASE + "packs: []\npakcs: []\n", "unknown key `pakcs`", 6),
    "no packs": (HEAD + BASE, "`packs` missing", 1),
    "another kind": ("apiVersion: slacheck/v1\nkind: Contract\n" + BASE + "packs: []\n", "`kind`", 2),
    "another version": ("apiVersion: slacheck/v2\nkind: Lock\n" + BASE + "packs: []\n", "`apiVersion`", 1),
    "a short digest": (HEAD + "taxonomy: abc\nreferences: abc\npacks: []\n", "expected a digest", 3),
    "a digest in capitals": (HEAD + BASE.replace("a" * 64, "A" * 64) + "packs: []\n", "expected a digest", 3),
    "a number for a digest": (HEAD + "taxonomy: 12\nreferences: 12\npacks: []\n", "`taxonomy` is not a text", 3),
    "packs that are none": (HEAD + BASE + "packs: {own: 1}\n", "`packs` is not a list", 5),
    "a pack that is none": (HEAD + BASE + "packs: [own]\n", "expected a mapping", 5),
    "a pack without files": (HEAD + BASE + "packs:\n  - {id: own}\n", "missing", 6),
    "a digest that is not that of the files": (HEAD + BASE + f"packs:\n  - {PACK}\n".replace("DIGEST", "a" * 64),
                                               "this is not the digest of the files below it", 6),
    "an alien character": (HEAD + BASE + "packs: []\n# \x07\n", "is not allowed", 6),
}  # fmt: skip


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_lock_is_an_error_at_its_line(run, locked, name):
    """Never no lock."""
    text, message, line = MALFORMED[name]
    (locked / "slacheck.lock").write_text(text)
    ran = run("check", "contract.yaml", "--pack", "own")
    assert (ran.code, ran.out) == (4, "")
    assert message in ran.err
    assert f"slacheck.lock:{line}:" in ran.err or line is None


def test_a_pack_that_is_locked_twice_is_an_error(run, locked):
    """Which of the two holds would be a guess, be they alike."""
    text = (locked / "slacheck.lock").read_text()
    head, packs = text.split("packs:\n")
    (locked / "slacheck.lock").write_text(f"{head}packs:\n{packs}{packs}")
    ran = run("check", "contract.yaml", "--pack", "own")
    assert ran.code == 4
    assert "the pack `own` is locked twice" in ran.err
    assert "note: it stands here, too" in ran.err


def test_a_file_that_is_locked_twice_is_an_error(run, locked):
    text = (locked / "slacheck.lock").read_text()
    (locked / "slacheck.lock").write_text(text + text.splitlines()[-1] + "\n")
    assert run("check", "contract.yaml", "--pack", "own").code == 4


def test_a_lock_edited_by_hand_does_not_hide_a_change(run, locked):
    """The digest of the pack must be that of its files."""
    touch(locked / "own" / "passes.yaml")
    run("rules", "lock", "--pack", "own", "-o", "new.lock")
    old, new = (
        read(decode("l", (locked / name).read_bytes())).value["packs"][0]["sha256"]
        for name in ("slacheck.lock", "new.lock")
    )
    text = (locked / "slacheck.lock").read_text()
    (locked / "slacheck.lock").write_text(text.replace(old, new))
    ran = run("check", "contract.yaml", "--pack", "own")
    assert ran.code == 4
    assert "this is not the digest of the files below it" in ran.err


def test_a_large_lock_is_read(run, desk, within):
    """1,000 packs of ten files."""
    packs = {
        f"p{index}": LockedPack(
            f"p{index}", "1.0.0", "1.1", tuple((f"r{n}.yaml", "a" * 64) for n in range(10))
        )
        for index in range(1_000)
    }
    (desk / "slacheck.lock").write_text(render_lock(Lock("a" * 64, "b" * 64, packs)))
    with within(500):
        assert run("check", "contract.yaml", "--pack", "own").code == 4


# -- comparing ---------------------------------------------------------------------------------------


def test_check_says_that_a_lock_is_up_to_date(run, locked):
    ran = run("rules", "lock", "--check", "--pack", "own")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "slacheck: slacheck.lock is up to date: 1 pack\n"


def test_check_lists_what_changed_and_writes_nothing(run, locked):
    """Pack versions, digests and files; packs that came or went."""
    before = (locked / "slacheck.lock").read_bytes()
    manifest = json.loads((locked / "own" / "pack.yaml").read_text())
    (locked / "own" / "pack.yaml").write_text(json.dumps({**manifest, "version": "1.1.0"}))
    write_pack(locked / "two", ASKS)
    ran = run("rules", "lock", "--check", "--pack", "own", "--pack", "two")
    assert ran.code == 1
    own, two = ran.out.splitlines()
    assert own.startswith("own: 1.0.0 (sha256 ")
    assert "is locked, 1.1.0 (" in own
    assert own.endswith("changed: `pack.yaml`")
    assert two.startswith("two: 1.0.0 (sha256 ")
    assert two.endswith("is not locked")
    assert "out of date" in ran.err
    assert (locked / "slacheck.lock").read_bytes() == before


def test_check_names_a_pack_that_is_locked_and_not_chosen(run, locked):
    write_pack(locked / "two", ASKS)
    ran = run("rules", "lock", "--check", "--pack", "two")
    assert ran.code == 1
    assert [line.split(":")[0] for line in ran.out.splitlines()] == ["own", "two"]
    assert ran.out.splitlines()[0].endswith("is locked and not chosen")


def test_check_without_a_lock_is_out_of_date(run, desk):
    ran = run("rules", "lock", "--check", "--pack", "own")
    assert ran.code == 1
    assert "there is no slacheck.lock" in ran.out


def test_check_of_a_lock_that_is_named_reads_that(run, locked):
    run("rules", "lock", "--profile", "general", "-o", "general.lock")
    assert run("rules", "lock", "--check", "-o", "general.lock").code == 0
    assert run("rules", "lock", "--check", "-o", "no.lock").code == 4


def test_many_changed_files_are_counted(run, locked):
    write_pack(locked / "own", *({**PASSES, "id": f"passes-{index}"} for index in range(20)))
    assert "and 14 more" in run("rules", "lock", "--check", "--pack", "own").out


def test_locking_anew_makes_a_check_pass_again(run, locked):
    """The way out that the help names."""
    touch(locked / "own" / "passes.yaml")
    codes = [
        run(*argv, "--pack", "own").code
        for argv in (("check", "contract.yaml"), ("rules", "lock"), ("check", "contract.yaml"))
    ]
    assert codes == [4, 0, 0]
    assert [one != other for one, other in pairwise(codes)] == [True, False]
