"""Golden outputs: `pytest tests/report --reset` writes them anew; look at the difference before you keep it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reading import text_of

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "report"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--reset", action="store_true", help="write the golden outputs of the renderers anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str | bytes], None]:
    """Compares what a reader sees with the golden file of that name."""

    def compare(name: str, made: str | bytes) -> None:
        found = text_of(made)
        path = GOLDEN / name
        if request.config.getoption("--reset", default=False):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(found, encoding="utf-8", newline="")
        with path.open(encoding="utf-8", newline="") as file:
            assert found == file.read(), f"{path.name} differs; `pytest tests/report --reset` writes it anew"

    return compare
