"""What the whole suite shares: what to do without a tool, and how long to try.

Properties get a hundred examples in every run, the same each time, so that what passed here passes elsewhere. New ones
are drawn with ``--hypothesis-profile=long``, which tries tens of thousands. With ``--quick`` properties get ten, and
what starts many processes is left out.
"""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How many drawn ledgers a law leaves out is chance, and so is how fast a machine draws them.
_CHANCE = (HealthCheck.filter_too_much, HealthCheck.too_slow)
for _profile, _examples in (("quick", 10), ("short", 100), ("long", 20_000)):
    settings.register_profile(
        _profile,
        max_examples=_examples,
        derandomize=_profile != "long",
        deadline=None,
        suppress_health_check=_CHANCE,
    )
settings.load_profile("short")

TESTS = Path(__file__).parent
SLOW = ("browser", "faults", "hostile")
"""Folders that the quick lane leaves out, with all that is marked as slow."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="try out what takes seconds only: the quick lane")
    parser.addoption("--long", action="store_true", help="try out everything, not a share of it")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: many tests wait for processes, locks and browsers."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--long") or config.getoption("--hypothesis-profile") == "long":
        config.option.timeout = 0
    # Whoever starts the tests in the background leaves these ignored, and every process that a test starts with them.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    if config.getoption("--quick"):
        settings.load_profile("quick")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    left_out = collection_path.parent == TESTS and collection_path.name in SLOW
    return True if left_out and config.getoption("--quick") else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--quick"):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("slow")])
        items[:] = [item for item in items if not item.get_closest_marker("slow")]


@pytest.fixture(scope="session")
def long(request: pytest.FixtureRequest) -> bool:
    """Whether to try out everything."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(scope="session")
def need() -> Callable[[object, str], None]:
    """Skip a test where something that it needs is not there; fail it where COMMITRACK_TEST_ALL is set."""

    def need(there: object, what: str) -> None:
        if there:
            return
        if os.environ.get("COMMITRACK_TEST_ALL"):
            pytest.fail(f"needs {what}, which is not there", pytrace=False)
        pytest.skip(f"needs {what}")

    return need
