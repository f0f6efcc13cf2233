"""The values in force: the command line wins over `.slacheck.yaml`, and that over the defaults.

The file is looked for in the current folder and, inside a repository, in those above it up to the one that holds
`.git`; never beside the contracts: whoever sends a contract does not decide how it is checked.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from slacheck.face.console import note
from slacheck.face.files import read_source, seen_from_here
from slacheck.face.library import UnknownName, shipped
from slacheck.face.listing import listed
from slacheck.face.settings import SETTINGS, lock_problems, read_settings
from slacheck.source.excerpt import visible
from slacheck.source.problem import Problem, Unreadable
from slacheck.source.span import Source, Span
from slacheck.source.yaml import read

if TYPE_CHECKING:
    import argparse

    from slacheck.face.settings import Settings

SETTINGS_FILE: Final = ".slacheck.yaml"
MISNAMED: Final = (".slacheck.yml", "slacheck.yaml", "slacheck.yml")
"""What would be taken for the settings and is not read."""
COMMAND_LINE: Final = "command line"
DEFAULT: Final = "default"
DEFAULTS: Final = {"fail_on": "error", "strict": False, "lang": "en"}
ARGUMENT: Final = {"formats": "format", "packs": "pack", "parameters": "param"}
"""The argument of a key, where its name is another."""


def add_config(command: argparse.ArgumentParser) -> None:
    """Declare the arguments that say which settings are used."""
    which = command.add_mutually_exclusive_group()
    which.add_argument(
        "--config",
        metavar="FILE",
        help=f"the settings (the nearest {SETTINGS_FILE}, in this folder or above in the repository)",
    )
    which.add_argument("--no-config", action="store_true", help="use no settings")


def discover() -> str | None:
    """The nearest settings of the repository; of the current folder alone where that is in none."""
    here = Path.cwd()
    above = (here, *here.parents)
    top = next((at for at, folder in enumerate(above) if os.path.lexists(folder / ".git")), 0)
    for folder in above[: top + 1]:
        if os.path.lexists(folder / SETTINGS_FILE):
            return seen_from_here(folder / SETTINGS_FILE)
        _refuse_misnamed(folder)
    return None


def _refuse_misnamed(folder: Path) -> None:
    """Settings under another name would be overlooked, and everything be green or red for it."""
    for name in MISNAMED:
        if os.path.lexists(folder / name) and _is_settings(folder / name):
            place = Span(Source(seen_from_here(folder / name), "", ""), 0, 0)
            raise Unreadable(
                [Problem("these settings would not be read", place, f"call it `{SETTINGS_FILE}`")]
            )


def _is_settings(path: Path) -> bool:
    try:
        value = read(read_source(str(path))).value
    except Unreadable:
        return path.name.startswith(".")
    return isinstance(value, dict) and value.get("kind") == "Settings"


def settle(arguments: argparse.Namespace) -> None:
    """Fill what the command line leaves open, for a command that uses settings; raises `Unreadable` with every problem.

    Beside the values, `origins` says where each comes from, and `settings` is the file itself.
    """
    if not hasattr(arguments, "config"):
        return
    settings, problems = _settings(arguments)
    arguments.settings = settings
    arguments.listed = None
    if settings is not None and hasattr(arguments, "lock"):
        problems += lock_problems(settings)
    if settings is not None and getattr(arguments, "paths", None) == [] and settings.value("paths"):
        arguments.listed = listed(settings, problems)
    if settings is not None and problems:
        raise Unreadable(dict.fromkeys([*problems, *_pack_problems(settings)]))
    arguments.origins = {key: _filled(arguments, key, settings) for key in SETTINGS if key in _KEYS}


_KEYS: Final = frozenset(SETTINGS) - {"apiVersion", "kind"}


def _settings(arguments: argparse.Namespace) -> tuple[Settings | None, list[Problem]]:
    path = arguments.config
    if path is None and arguments.no_config:
        note("slacheck: no settings are used (--no-config)")
        return None, []
    path = discover() if path is None else path
    if path is None:
        return None, []
    return read_settings(read(read_source(path)), Path(path).parent)


def _pack_problems(settings: Settings) -> tuple[Problem, ...]:
    """What is wrong with profile, packs and parameters, beside what is wrong already."""
    from slacheck.face.selection import Wanted, select

    try:
        select(Wanted((), None, {}, settings), shipped())
    except Unreadable as error:
        return error.problems
    except UnknownName:
        pass  # about two packs of one name: told when nothing else is wrong
    return ()


def _filled(arguments: argparse.Namespace, key: str, settings: Settings | None) -> str:
    """Give one argument its value, if the command has it and the command line does not say it; where it comes from."""
    name = ARGUMENT.get(key, key)
    if getattr(arguments, name, None) not in (None, []):
        return COMMAND_LINE
    value = _value(key, settings) if settings is not None else None
    if hasattr(arguments, name) and name not in _KEPT:
        setattr(arguments, name, DEFAULTS.get(key, getattr(arguments, name)) if value is None else value)
    return settings.origin(key) if settings is not None and value is not None else DEFAULT


_KEPT: Final = frozenset({"pack", "param", "profile", "paths", "format"})
"""Arguments that others fill: of packs and values `select`, of paths `listed`, of formats `outputs_of`."""


def _value(key: str, settings: Settings) -> object:
    value = settings.value(key)
    if value is None:
        return None
    return settings.place(str(value)) if key in ("lock", "waivers", "baseline") else value


def tell(settings: Settings | None) -> None:
    """Tell which settings a check uses: they change its result."""
    if settings is not None:
        note(f"slacheck: settings of {visible(settings.name)}")
