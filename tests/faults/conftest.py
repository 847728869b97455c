"""A ledger to be hard on."""

import compileall
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

import commitrack
from tests.support.lanes import Lane
from tests.support.recorded import OTHER, fresh, recorded, update
from tests.support.tracing import Call, calls


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A copy of the shipped ledger, alone in its folder."""
    return fresh(tmp_path / "ledger")


@pytest.fixture
def shared() -> Iterator[Path]:
    """A ledger in a folder, both open to a group."""
    if os.geteuid() != 0:
        pytest.skip("only root can be two users")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # pytest's own are closed to others
        ledger = fresh(Path(folder) / "ledger")
        for path in (ledger, ledger.parent):
            os.chown(path, -1, OTHER.group)
            path.chmod(0o775)
        yield ledger


@pytest.fixture(scope="session")
def strace(need: Callable[[object, str], None]) -> None:
    """Strace, for a package that is compiled: compiling it would add to the system calls of whoever comes first."""
    need(shutil.which("strace"), "strace")
    assert compileall.compile_dir(Path(commitrack.__file__).parent, quiet=1)


@pytest.fixture(scope="session")
def write_path(strace: None, tmp_path_factory: pytest.TempPathFactory) -> list[Call]:
    """Every system call that an update makes about the ledger and its folder."""
    ledger = fresh(tmp_path_factory.mktemp("write-path") / "ledger")
    seen = calls(update(ledger, "seen"), ledger.parent)
    assert recorded(ledger) == ["seen"]
    return seen


@pytest.fixture(scope="session")
def moments(write_path: list[Call], lane: Lane) -> Sequence[Call]:
    """The system calls to try things out at: all, or those that change something and some of the others."""
    if lane is Lane.LONG:
        return write_path
    return lane.some([call for index, call in enumerate(write_path) if call.changes or index % 10 == 0], 4)
