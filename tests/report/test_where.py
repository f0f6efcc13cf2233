"""Where a file lies, from the working folder: paths for people, URIs for programs."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slacheck.report.where import address, relative

ROOT = "/home/somebody/project"

PATHS = {
    "contracts/a.yaml": "contracts/a.yaml",
    "./contracts//b/../a.yaml": "contracts/a.yaml",
    f"{ROOT}/contracts/a.yaml": "contracts/a.yaml",
    "../project/a.yaml": "a.yaml",
    "../other/a.yaml": "/home/somebody/other/a.yaml",
    "/etc/a.yaml": "/etc/a.yaml",
    "/home/somebody/project-2/a.yaml": "/home/somebody/project-2/a.yaml",
}


@pytest.mark.parametrize("name", PATHS)
def test_a_path_counts_from_the_working_folder(name):
    """What lies in it is relative, however it was named; what lies outside is absolute."""
    assert relative(name, ROOT) == PATHS[name]


@pytest.mark.parametrize(("name", "root"), [("/a.yaml", "/"), ("C:/work/a.yaml", "C:/work")])
def test_the_working_folder_may_be_the_root_of_a_disk(name, root):
    assert relative(name, root) == "a.yaml"


def test_an_unknown_folder_leaves_a_path_as_it_is():
    assert relative("../a.yaml", "") == "../a.yaml"
    assert relative("/a.yaml", "") == "/a.yaml"


URIS = {
    "contracts/a.yaml": ("contracts/a.yaml", True),
    "with space.yaml": ("with%20space.yaml", True),
    "ümläut#1?.yaml": ("%C3%BCml%C3%A4ut%231%3F.yaml", True),
    "a:b.yaml": ("a%3Ab.yaml", True),
    "100%.yaml": ("100%25.yaml", True),
    'quote"<>.yaml': ("quote%22%3C%3E.yaml", True),
    "bad\udcff.yaml": ("bad%FF.yaml", True),
    "half\ud83d.yaml": ("half%ED%A0%BD.yaml", True),
    "new\nline.yaml": ("new%0Aline.yaml", True),
    "/etc/a b.yaml": ("file:///etc/a%20b.yaml", False),
    "//etc/a.yaml": ("file:///etc/a.yaml", False),
    "C:/Users/a b.yaml": ("file:///C:/Users/a%20b.yaml", False),
    "../other/a.yaml": ("file:///home/somebody/other/a.yaml", False),
}


@pytest.mark.parametrize("name", URIS)
def test_a_uri_is_percent_encoded(name):
    """By the bytes that the name has on the disk; absolute only outside of the working folder."""
    assert address(name, ROOT) == URIS[name]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1))
def test_any_name_comes_back_from_its_uri(name):
    """No name becomes a scheme, a query or a fragment."""
    uri, within = address(f"in/{name}.yaml", "")
    parts = urlsplit(uri)
    assert within
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
    assert unquote_to_bytes(parts.path).decode() == f"in/{name}.yaml"
