"""What every test may ask for: the corpus of real data, and Hypothesis settings that repeat themselves."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, settings

CHECKOUT = Path(__file__).resolve().parents[1]
CORPUS = Path(os.environ.get("SLACHECK_CORPUS") or CHECKOUT.parent / "shared" / "corpus")

# `ci` gives the same examples on every run; `deep` looks for new ones: HYPOTHESIS_PROFILE=deep make test
settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("deep", settings.get_profile("ci"), derandomize=False, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root of the checkout, where `rules/` and `contracts/` stand."""
    return CHECKOUT


@pytest.fixture(scope="session")
def corpus() -> Callable[[str], Path]:
    """
    Finds a folder or file of the corpus by its relative name.

    The corpus lies where the variable `SLACHECK_CORPUS` says, else in `../shared/corpus` beside the checkout.
    A test whose data are absent is skipped with the reason; a variable that names nothing is an error,
    because whoever set it believes that the data are tested.
    """

    def find(name: str) -> Path:
        path = CORPUS / name
        if path.exists():
            return path
        if "SLACHECK_CORPUS" in os.environ:
            pytest.fail(f"`SLACHECK_CORPUS` is set, but `{path}` does not exist")
        pytest.skip(f"no corpus `{name}` here: set SLACHECK_CORPUS, or put it in ../shared/corpus")

    return find


@pytest.fixture
def within() -> Callable[[int], AbstractContextManager[None]]:
    """
    Bounds work by a multiple of a yardstick: a fixed computation that runs beside it.

    A slow or busy machine slows both, so it is a bound on growth and no timed test: what is meant to be linear
    and turns out quadratic takes a hundred times as long, not twice.
    """

    @contextmanager
    def bounded(yards: int) -> Iterator[None]:
        began = process_time()
        assert sum(number * number for number in range(300_000)) > 0
        between = process_time()
        yield
        assert process_time() - between < yards * (between - began)

    return bounded


@pytest.fixture(scope="session", autouse=True)
def _cache_of_our_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test writes into the cache of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield
