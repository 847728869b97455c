"""What the whole suite shares: what to do without a tool, and how long to try."""

import os
from collections.abc import Callable

import pytest


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
