"""What the whole suite shares: what to do without a tool, and how long to try.

Properties get some hundreds of examples in every run, and tens of thousands with ``--hypothesis-profile=long``.
"""

import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("short", max_examples=200, deadline=None)
settings.register_profile("long", max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("short")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="try out everything, not a share of it")


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
