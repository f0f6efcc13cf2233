"""What somebody who wants to break `slacheck check` would feed it: never a traceback, a zero, or half a file."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from slacheck.face.cli import main
from slacheck.report.formats import FORMATS
from tests.face.conftest import PASSES, write_contract, write_pack
from tests.reading import text_of

MEGABYTE = 1024 * 1024
HEAD = "apiVersion: slacheck/v1\nkind: Contract\n"


def laughs(levels: int = 30, width: int = 30) -> str:
    lines = ["a0: &a0 [lol]\n"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]\n" for n in range(1, levels)]
    return HEAD + "".join(lines)


HOSTILE = {
    "an empty file": b"",
    "only a comment": b"# nothing here\n",
    "only document marks": b"---\n---\n...\n",
    "only white space": b" \n\n   \n",
    "a null": b"null\n",
    "NUL bytes": b"\0" * 4096,
    "a program": b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20,
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + os.urandom(2000),
    "a zip file": b"PK\x03\x04" + bytes(200),
    "a page of HTML": b"<!doctype html><html><body>No</body></html>",
    "Latin-1": (HEAD + "metadata: {title: d\xe9faut}\n").encode("latin-1"),
    "UTF-16": (HEAD + "metadata: {}\n").encode("utf-16"),
    "UTF-32": (HEAD + "metadata: {}\n").encode("utf-32"),
    "half a character": (HEAD + "metadata: {title: é").encode()[:-1],
    "tabs": (HEAD + "metadata:\n\tid: c\n").encode(),
    "an open bracket": (HEAD + "metadata: {id: c\n").encode(),
    "an open quote": (HEAD + "metadata: {id: 'c\n").encode(),
    "an unknown anchor": (HEAD + "metadata: *nobody\n").encode(),
    "an anchor that holds itself": (HEAD + "metadata: &m {id: *m}\n").encode(),
    "a Python object": (HEAD + "metadata: !!python/object/apply:os.system ['true']\n").encode(),
    "a key twice": (HEAD + "kind: Contract\n").encode(),
    "a list as a key": (HEAD + "? [a, b]\n: c\n").encode(),
    "a contract of another version": b"apiVersion: slacheck/v9\nkind: Contract\n",
    "another kind": b"apiVersion: slacheck/v1\nkind: Waivers\n",
    "another program's file": b"apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n",
    "a scalar of fifty megabytes": HEAD.encode() + b"x: " + b"y" * (50 * MEGABYTE),
    "a scalar of two megabytes": HEAD.encode() + b"x: " + b"y" * (2 * MEGABYTE),
    "ten thousand nested lists": HEAD.encode() + b"x: " + b"[" * 10_000 + b"]" * 10_000,
    "billion laughs": laughs().encode(),
    "a number of a million digits": HEAD.encode() + b"x: " + b"9" * MEGABYTE + b"\n",
    "a number with a huge exponent": (HEAD + "pricing: {currency: EUR, base: {amount: 1e999999999, "
                                              "per: month}}\n").encode(),
    "ten thousand problems": (HEAD + "".join(f"k{n}: 1\n" for n in range(10_000))).encode(),
    "two documents, one of them bad": (HEAD + "---\n" + HEAD).encode(),
}  # fmt: skip


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    return write_pack(tmp_path_factory.mktemp("packs") / "own", PASSES)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("form", [name for name in FORMATS if name not in ("markdown", "html")])
def test_a_hostile_file_is_refused_with_its_name(
    name, form, own, tmp_path, capsysbinary, monkeypatch, within
):
    """Exit code 4, quickly, in few words, and with nothing but the report on stdout."""
    monkeypatch.chdir(tmp_path)
    Path("hostile.yaml").write_bytes(HOSTILE[name])
    with within(300):
        code = main(["check", "hostile.yaml", "--pack", str(own), "--format", form])
    out, err = capsysbinary.readouterr()
    said = text_of(out) + err.decode()
    assert code == 4
    assert "hostile.yaml" in said
    assert "Traceback" not in said
    assert len(said) < 200_000


def test_a_hostile_file_does_not_hide_its_neighbours(own, tmp_path, capsysbinary):
    """The others are checked, and the exit code tells of the bad one."""
    write_contract(tmp_path / "in" / "a.yaml")
    (tmp_path / "in" / "b.yaml").write_bytes(laughs().encode())
    assert main(["check", str(tmp_path / "in"), "--pack", str(own)]) == 4
    out = b" ".join(capsysbinary.readouterr()[0].split())
    assert b"1 contract" in out
    assert b"1 file not readable" in out


def test_an_unreadable_file_never_leaves_half_a_report(own, tmp_path):
    """The report of a run with problems is as whole as any other."""
    (tmp_path / "b.yaml").write_text(HEAD + "metadata: [")
    target = tmp_path / "report.json"
    assert (
        main(["check", str(tmp_path / "b.yaml"), "--format", "json", "-o", str(target), "--pack", str(own)])
        == 4
    )
    assert target.read_text().endswith("}\n")


@pytest.mark.parametrize("size", ["few", "many"])
def test_billion_laughs_cost_little(size, own, tmp_path):
    """Refused for less than a small contract costs ten times over, in less than 200 MB."""
    path = tmp_path / "laughs.yaml"
    path.write_text(laughs(9, 9) if size == "few" else laughs(200, 200))
    small = write_contract(tmp_path / "small.yaml")
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from time import process_time as now\n"
        "from slacheck.face.cli import main\n"
        "start = now()\n"
        f"main(['check', {str(small)!r}, '--pack', {str(own)!r}])\n"
        "between = now()\n"
        f"code = main(['check', {str(path)!r}, '--pack', {str(own)!r}])\n"
        "ratio = (now() - between) / (between - start)\n"
        # Linux counts the peak of the parent as the child's own; its high-water mark is the child's alone.
        "own = Path('/proc/self/status')\n"
        "marks = [line.split()[1] for line in own.read_text().splitlines() if line.startswith('VmHWM')] "
        "if own.exists() else [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]\n"
        "print(code, ratio, marks[0])\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, timeout=30)
    code, ratio, kilobytes = ended.stdout.decode().splitlines()[-1].split()
    assert code == "4"
    assert float(ratio) < 10
    assert float(kilobytes) / (1 if sys.platform != "darwin" else 1024) < 200 * 1024


def test_memory_stays_bounded_for_a_huge_file(own, tmp_path):
    """Fifty megabytes are refused by their size, unread."""
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(2 * 1024 * MEGABYTE)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert main(["check", str(path), "--pack", str(own)]) == 4
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


# -- places instead of texts ---------------------------------------------------------------------------------


def test_a_folder_without_contracts_is_no_pass(own, tmp_path, capsysbinary):
    (tmp_path / "empty").mkdir()
    assert main(["check", str(tmp_path / "empty"), "--pack", str(own)]) == 3
    assert b"no contract was found" in capsysbinary.readouterr()[1]


def test_a_dangling_link_is_no_pass(own, tmp_path, capsysbinary):
    """Named, it is a wrong path; found in a folder, it is a file that cannot be read."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.yaml").symlink_to(tmp_path / "gone.yaml")
    assert main(["check", str(tmp_path / "in" / "a.yaml"), "--pack", str(own)]) == 2
    assert main(["check", str(tmp_path / "in"), "--pack", str(own)]) == 4
    assert b"a.yaml" in b"".join(capsysbinary.readouterr())


def test_a_link_in_a_circle_is_no_pass(own, tmp_path, capsysbinary):
    (tmp_path / "a.yaml").symlink_to(tmp_path / "b.yaml")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    assert main(["check", str(tmp_path / "a.yaml"), "--pack", str(own)]) in (2, 4)
    assert main(["check", str(tmp_path), "--pack", str(own)]) == 4
    assert b"Traceback" not in b"".join(capsysbinary.readouterr())


def test_a_folder_that_holds_itself_is_walked_once(own, tmp_path, capsysbinary):
    write_contract(tmp_path / "in" / "a.yaml")
    (tmp_path / "in" / "again").symlink_to(tmp_path / "in")
    assert main(["check", str(tmp_path / "in"), "--pack", str(own)]) == 0
    assert b"1 contract" in capsysbinary.readouterr()[0]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read_is_no_pass(own, tmp_path, capsysbinary):
    path = write_contract(tmp_path / "a.yaml")
    path.chmod(0)
    assert main(["check", str(path), "--pack", str(own)]) == 4
    assert b"permission denied" in b"".join(capsysbinary.readouterr())


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read anything")
def test_a_folder_that_may_not_be_listed_is_no_pass(own, tmp_path):
    write_contract(tmp_path / "in" / "good.yaml")
    locked = tmp_path / "in" / "locked"
    locked.mkdir(mode=0)
    try:
        assert main(["check", str(tmp_path / "in"), "--pack", str(own)]) in (2, 4)
    finally:
        locked.chmod(0o700)


def test_a_pipe_and_a_device_do_not_hang(own, tmp_path, capsysbinary):
    """`/dev/null` is an empty file."""
    assert main(["check", "/dev/null", "--pack", str(own)]) == 4
    assert b"/dev/null" in b"".join(capsysbinary.readouterr())


def test_a_folder_called_like_a_contract_is_walked(own, tmp_path):
    write_contract(tmp_path / "in.yaml" / "a.yaml")
    assert main(["check", str(tmp_path / "in.yaml"), "--pack", str(own)]) == 0


@pytest.mark.parametrize(
    "name", ["with space.yaml", "ümläut.yaml", "new\nline.yaml", "[red]x[/red].yaml", "-o.yaml"]
)
def test_a_strange_name_is_only_a_name(name, own, tmp_path, capsysbinary):
    """No terminal control, no markup, no second line, no traceback."""
    path = write_contract(tmp_path / name)
    assert main(["check", str(path), "--pack", str(own)]) == 0
    path.write_text("[")
    assert main(["check", str(path), "--pack", str(own), "--format", "html"]) == 4
    assert b"Traceback" not in b"".join(capsysbinary.readouterr())


def test_a_name_that_is_no_unicode_is_reported_all_the_same(own, tmp_path, capsysbinary):
    try:
        (tmp_path / os.fsdecode(b"bad\xff.yaml")).write_bytes(b"[")
    except OSError:
        pytest.skip("this file system holds no such name")
    for form in FORMATS:
        assert main(["check", str(tmp_path), "--pack", str(own), "--format", form]) in (3, 4)
    assert b"Traceback" not in b"".join(capsysbinary.readouterr())


# -- texts that look hostile and are good --------------------------------------------------------------------


@pytest.mark.parametrize("change", ["crlf", "cr", "bom", "marks", "no newline"])
def test_other_line_ends_and_marks_are_good(change, own, tmp_path, capsysbinary):
    """What editors of other systems write."""
    path = write_contract(tmp_path / "a.yaml")
    data = path.read_bytes()
    path.write_bytes({
        "crlf": data.replace(b"\n", b"\r\n"), "cr": data.replace(b"\n", b"\r"), "bom": b"\xef\xbb\xbf" + data,
        "marks": b"---\n" + data + b"\n...\n", "no newline": data.rstrip(),
    }[change])  # fmt: skip
    assert main(["check", str(path), "--pack", str(own)]) == 0


def test_several_contracts_in_one_file_are_each_checked(own, tmp_path, capsysbinary):
    one = write_contract(tmp_path / "a.yaml").read_text()
    (tmp_path / "a.yaml").write_text(f"---\n{one}\n---\n{one}\n")
    assert main(["check", str(tmp_path / "a.yaml"), "--pack", str(own)]) == 0
    assert b"2 contracts" in capsysbinary.readouterr()[0]


def test_words_of_a_contract_do_not_reach_the_terminal_as_commands(own, tmp_path, capsysbinary):
    """An escape in a title, in a name or in a text is shown, not obeyed."""
    path = write_contract(tmp_path / "a.yaml", metadata={
        "id": "c", "title": "\x1b[2Jcleared \u202e right to left", "status": "offered",
    })  # fmt: skip
    main(["check", str(path), "--pack", str(own), "--all"])
    assert b"\x1b" not in capsysbinary.readouterr()[0]


def test_words_of_a_contract_are_escaped_in_html(own, tmp_path, capsysbinary):
    path = write_contract(tmp_path / "a.yaml", metadata={
        "id": "c", "title": "<script>alert(1)</script>", "status": "offered",
    })  # fmt: skip
    main(["check", str(path), "--pack", str(own), "--all", "--format", "html"])
    out = capsysbinary.readouterr()[0]
    assert b"<script>alert" not in out
    assert b"&lt;script&gt;alert" in out
