"""Replacing a ledger: in one step, under a lock, and with everything about the file kept."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from commitrack.errors import CommitrackError, LedgerNotFound, LedgerUnreadable, Refused, WriteFailed
from commitrack.ledger import store


def litter(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def test_the_text_is_replaced_and_nothing_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_bytes(b"old\r\n")
    assert store.rewrite(path, lambda text: text + "new") == "old\r\nnew"
    assert path.read_bytes() == b"old\r\nnew"
    assert litter(tmp_path) == []


def test_a_byte_order_mark_is_taken_off_and_put_back(tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_bytes(b"\xef\xbb\xbfold")
    store.rewrite(path, lambda text: f"{text}!")
    assert path.read_bytes() == b"\xef\xbb\xbfold!"
    assert store.read(path) == "old!"


def test_a_symbolic_link_is_followed_and_stays_one(tmp_path: Path) -> None:
    target = tmp_path / "real" / "ledger.toml"
    target.parent.mkdir()
    target.write_text("old")
    link = tmp_path / "commitments.toml"
    link.symlink_to("real/ledger.toml")
    store.rewrite(link, lambda text: "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert litter(tmp_path) == litter(target.parent) == []


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o664])
def test_the_mode_is_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "commitments.toml"
    path.write_text("old")
    path.chmod(mode)
    store.rewrite(path, lambda text: "new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can give a file to somebody else, to see whether it stays theirs"
)
def test_the_owner_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_text("old")
    os.chown(path, 12345, 23456)
    store.rewrite(path, lambda text: "new")
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 23456)


def test_the_file_is_new_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_text("old")
    os.utime(path, (0, 0))
    store.rewrite(path, lambda text: "new")
    assert path.stat().st_mtime > 0


def test_a_change_by_someone_without_the_lock_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_text("old")
    seen = []

    def edit(text: str) -> str:
        seen.append(text)
        if len(seen) == 1:
            path.write_text("edited")  # an editor saves between reading and replacing
        return f"{text} and more"

    store.rewrite(path, edit)
    assert seen == ["old", "edited"]
    assert path.read_text() == "edited and more"


def test_a_file_that_was_removed_meanwhile_is_not_brought_back(tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_text("old")

    def edit(text: str) -> str:
        path.unlink()
        return "new"

    with pytest.raises(LedgerNotFound):
        store.rewrite(path, edit)
    assert list(tmp_path.iterdir()) == []


def test_an_edit_that_fails_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_text("old")

    def edit(text: str) -> str:
        raise Refused("no")

    with pytest.raises(Refused):
        store.rewrite(path, edit)
    assert path.read_text() == "old"
    assert litter(tmp_path) == []


def test_what_a_killed_writer_left_is_swept_away(tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_text("old")
    (tmp_path / ".commitments.toml.new").write_text("half")
    (tmp_path / ".commitments.toml.lock").touch()
    store.rewrite(path, lambda text: "new")
    assert path.read_text() == "new"
    assert litter(tmp_path) == []


def test_a_writer_waits_for_the_other_and_gives_up(tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_text("old")
    with (
        FileLock(tmp_path / ".commitments.toml.lock"),
        pytest.raises(WriteFailed, match=r"locked by another commitrack for more than 0\.2 seconds"),
    ):
        store.rewrite(path, lambda text: "new", wait=0.2)
    assert path.read_text() == "old"


def test_twenty_writers_at_once_all_get_their_line_in(tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_text("")
    program = (
        "import sys; from pathlib import Path; from commitrack.ledger import store; "
        "store.rewrite(Path(sys.argv[1]), lambda text: text + sys.argv[2] + '\\n')"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, str(path), str(number)]) for number in range(20)]
    assert [writer.wait() for writer in writers] == [0] * 20
    assert sorted(map(int, path.read_text().split())) == list(range(20))
    assert litter(tmp_path) == []


def test_what_is_not_a_regular_file_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(WriteFailed, match="not a regular file"):
        store.rewrite(tmp_path, lambda text: "new")
    with pytest.raises(LedgerNotFound):
        store.rewrite(tmp_path / "nothing.toml", lambda text: "new")


def test_links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    for action in (lambda: store.read(tmp_path / "a"), lambda: store.rewrite(tmp_path / "a", lambda text: "new")):
        with pytest.raises(CommitrackError):
            action()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a = '\xff'", "ledger.toml:1: a byte that is not UTF-8; save the file as UTF-8"),
        (b"\n\nb\xc3", "ledger.toml:3: a byte that is not UTF-8; save the file as UTF-8"),
        ("a = 1".encode("utf-16"), "ledger.toml: is in UTF-16; save it as UTF-8"),
    ],
)
def test_what_is_not_utf8_is_said_with_its_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "ledger.toml"
    path.write_bytes(content)
    with pytest.raises(LedgerUnreadable) as raised:
        store.read(path)
    assert str(raised.value) == f"{tmp_path}/{message}"


def test_an_endless_file_is_not_read_to_its_end() -> None:
    with pytest.raises(LedgerUnreadable, match="larger than 256 MiB"):
        store.read(Path("/dev/zero"))


def test_the_nearest_ledger_is_found(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "commitments.toml").touch()
    assert store.find(None, deep) == tmp_path / "data" / "commitments.toml"
    assert store.find(None, tmp_path) == Path("data/commitments.toml")
    (tmp_path / "a" / "commitments.toml").touch()
    assert store.find(None, deep) == tmp_path / "a" / "commitments.toml"
    assert store.find(Path("named.toml"), deep) == Path("named.toml")
