"""What the whole suite shares: what to do without a tool, and how long to try.

Properties get the same examples in every run, so that what passed here passes elsewhere: twenty, with ``--full`` a
hundred, and with ``--quick`` five. With ``--hypothesis-profile=long`` tens of thousands of new ones are drawn.
"""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.lanes import Lane

# How many drawn ledgers a law leaves out is chance, and so is how fast a machine draws them.
_CHANCE = (HealthCheck.filter_too_much, HealthCheck.too_slow)
for _profile, _examples in (("quick", 5), ("usual", 20), ("full", 100), ("long", 20_000)):
    settings.register_profile(
        _profile,
        max_examples=_examples,
        derandomize=_profile != "long",
        deadline=None,
        suppress_health_check=_CHANCE,
    )
settings.load_profile("usual")

TESTS = Path(__file__).parent
SLOW = ("browser", "faults", "hostile")
"""Folders that the quick lane leaves out, with all that is marked as slow."""


def pytest_addoption(parser: pytest.Parser) -> None:
    lanes = parser.getgroup("how much is tried").addoption
    lanes("--quick", action="store_const", const=int(Lane.QUICK), dest="lane", help="what takes seconds")
    lanes("--full", action="store_const", const=int(Lane.FULL), dest="lane", help="every case of every test")
    lanes("--long", action="store_const", const=int(Lane.LONG), dest="lane", help="what takes hours too")
    lanes("--rest", action="store_true", help="with --full: not the tests of which the usual run tries every case")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are processors: many tests wait for processes, locks and browsers, but for the quick ones."""
    return (os.cpu_count() or 1) + (lane_of(config) is not Lane.QUICK)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    lane = lane_of(config)
    if lane is Lane.LONG or config.getoption("--hypothesis-profile") == "long":
        config.option.timeout = 0
    # Whoever starts the tests in the background leaves these ignored, and every process that a test starts with them.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile({Lane.QUICK: "quick", Lane.USUAL: "usual"}.get(lane, "full"))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    left_out = collection_path.parent == TESTS and collection_path.name in SLOW
    return True if left_out and lane_of(config) is Lane.QUICK else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    lane = lane_of(config)
    marks = [name for name, least in (("slow", Lane.USUAL), ("full", Lane.FULL)) if lane < least]
    left_out = {item for item in items if any(item.get_closest_marker(name) for name in marks)}
    if config.getoption("--rest"):
        left_out |= {item for item in items if not _tries_more(item)}
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = [item for item in items if item not in left_out]


def _tries_more(item: pytest.Item) -> bool:
    """Whether the full run tries more of a test than the usual one."""
    of_law = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    return bool(of_law or item.get_closest_marker("full") or "lane" in getattr(item, "fixturenames", ()))


def lane_of(config: pytest.Config) -> Lane:
    """What this run tries."""
    return Lane(config.getoption("lane") or Lane.USUAL)


@pytest.fixture(scope="session")
def lane(request: pytest.FixtureRequest) -> Lane:
    """What this run tries."""
    return lane_of(request.config)


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
