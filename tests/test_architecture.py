"""
The shape of slacheck, checked.

Each test guards a property that a reader relies on: code depends downwards only, everything under the face
is a function of its arguments, and nothing outgrows one sitting.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).resolve().parents[1] / "slacheck"
MODULES = sorted(ROOT.rglob("*.py"))

FLOORS = (
    "truth quantity errors suggest tongue",
    "source",
    "contract",
    "offer",
    "rule",
    "audit",
    "report",
    "intake",
    "face __init__ __main__",
)
FLOOR = {name: floor for floor, names in enumerate(FLOORS) for name in names.split()}

# Modules through which the disk, the clock, the terminal, the network or chance come in.
IMPURE = frozenset(
    "asyncio fileinput getpass glob http io locale logging multiprocessing os pathlib platform random "
    "secrets select shutil signal socket socketserver ssl subprocess sys tempfile threading time urllib "
    "uuid webbrowser".split()
)
MEMORY = frozenset({"io.BytesIO", "io.StringIO"})
IMPURE_CALLS = frozenset({"open", "print", "input", "breakpoint"})
CLOCK_CALLS = frozenset({"now", "today", "utcnow"})
VAGUE = frozenset({"util", "utils", "helper", "helpers", "common", "core", "manager", "managers", "misc"})

FILE_LINES = 400
FUNCTION_LINES = 60
MEDIAN_LINES = 10
P90_LINES = 30

every_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def floor(path: Path) -> int:
    """The floor of a file: that of its folder, or of itself where it stands directly in the package."""
    return FLOOR[path.relative_to(ROOT).with_suffix("").parts[0]]


def imports(module: ast.Module) -> Iterator[str]:
    """The absolute names that a module imports anywhere, inside functions and for typing too."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def looked_at(name: str) -> int | None:
    """The floor that an imported name lives on; `slacheck` itself and what it exports are the top one."""
    package, _, rest = name.partition(".")
    if package != "slacheck":
        return None
    return FLOOR.get(rest.partition(".")[0], FLOOR["__init__"])


def impure(module: ast.Module) -> Iterator[str]:
    """The names by which a module meets the world outside its arguments."""
    yield from (name for name in imports(module) if name.partition(".")[0] in IMPURE and name not in MEMORY)
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in IMPURE_CALLS:
                yield name
            case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCK_CALLS:
                yield name


def lengths(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Each function with its number of lines, from `def` to its last."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_there_is_something_to_check():
    """The tests below find the package; a moved folder does not make them pass on nothing."""
    assert MODULES


@every_module
def test_stands_on_a_floor(path: Path):
    """Each file and folder of the package has its place in the table of floors."""
    assert path.relative_to(ROOT).with_suffix("").parts[0] in FLOOR


@every_module
def test_looks_downwards(path: Path):
    """A module imports from its own floor or a lower one, by absolute names."""
    names = list(imports(tree(path)))
    assert not [name for name in names if name.startswith(".")], "relative import"
    assert not [name for name in names if (looked_at(name) or 0) > floor(path)], "import from a higher floor"


@every_module
def test_is_pure_below_the_face(path: Path):
    """Only the top floor meets the disk, the clock, the terminal, the network or chance."""
    if floor(path) < FLOOR["face"]:
        assert not list(impure(tree(path)))


@every_module
def test_fits_in_one_sitting(path: Path):
    """A file stays within 400 lines and a function within 60."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES
    assert not [name for name, lines in lengths(tree(path)) if lines > FUNCTION_LINES]


@every_module
def test_says_why_it_is_there(path: Path):
    """Each module opens with a docstring and has a name that says what it holds."""
    assert ast.get_docstring(tree(path))
    assert not VAGUE & set(path.relative_to(ROOT).with_suffix("").parts)


def test_functions_are_short():
    """Half of all functions stay within 10 lines and nine in ten within 30."""
    sizes = [lines for path in MODULES for _, lines in lengths(tree(path))]
    assert median(sizes) <= MEDIAN_LINES
    assert quantiles(sizes, n=10, method="inclusive")[-1] <= P90_LINES


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import os.path", ["os.path"]),
        ("def f():\n    from time import sleep", ["time.sleep"]),
        ("if TYPE_CHECKING:\n    from pathlib import Path", ["pathlib.Path"]),
        ("open(name)", ["open"]),
        ("from datetime import date\ndate.today()", ["today"]),
        ("import datetime\ndatetime.datetime.now()", ["now"]),
        ("from decimal import Decimal\nreport.today", []),
        ("from iometer import io", []),
    ],
)
def test_sees_the_world_come_in(code: str, found: list[str]):
    """The purity test notices lazy and typing imports, bare calls and the clock, and nothing else."""
    assert list(impure(ast.parse(code))) == found


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("import slacheck", FLOOR["__init__"]),
        ("from slacheck import __version__", FLOOR["__init__"]),
        ("from slacheck import truth", FLOOR["truth"]),
        ("import slacheck.rule.check", FLOOR["rule"]),
        ("def f():\n    from slacheck.face.cli import main", FLOOR["face"]),
        ("import slachecker", None),
    ],
)
def test_knows_the_floor_of_an_import(code: str, level: int | None):
    """An import is placed by the part of the package that it names."""
    assert [looked_at(name) for name in imports(ast.parse(code))] == [level]
