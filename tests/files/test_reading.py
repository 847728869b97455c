"""Reading what is no plain file: it comes to an end, with what was written or with a sentence."""

import os
import threading
from pathlib import Path

import pytest

from commitrack.files.hindered import Hindered
from commitrack.files.reading import read


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


def test_a_pipe_is_read_to_its_end(pipe: Path) -> None:
    content = os.urandom(3 * 2**20)
    writer = threading.Thread(target=pipe.write_bytes, args=[content])
    writer.start()
    assert read(pipe) == content
    writer.join()


def test_a_pipe_that_is_never_closed_is_given_up(pipe: Path) -> None:
    writer = os.open(pipe, os.O_RDWR)
    os.write(writer, b"[ledger]")
    try:
        with pytest.raises(Hindered) as raised:
            read(pipe, silence=0.1)
    finally:
        os.close(writer)
    assert str(raised.value) == (
        "is open, but nothing came out of it for 0.1 seconds; name a file, or close it once written"
    )


def test_an_endless_device_is_read_up_to_the_limit() -> None:
    assert set(read(Path("/dev/zero"), 2**21)) == {0}
    assert read(Path("/dev/null")) == b""


def test_a_terminal_is_not_waited_for() -> None:
    main, terminal = os.openpty()
    try:
        with pytest.raises(Hindered, match=r"^is a terminal; name a file, or write to a pipe$"):
            read(Path(os.ttyname(terminal)))
    finally:
        os.close(main)
        os.close(terminal)


def test_a_link_is_followed_only_where_it_may_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    (tmp_path / "link").symlink_to("file")
    assert read(tmp_path / "link") == b"text"
    with pytest.raises(OSError, match="symbolic link"):
        read(tmp_path / "link", follow=False)
