"""Replacing a ledger: in one step, under a lock, and with everything about the file kept."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from commitrack.errors import CommitrackError, LedgerNotFound, LedgerUnreadable, Refused, WriteFailed
from commitrack.ledger import store


@dataclass(frozen=True)
class Edited:
    text: str


def litter(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def test_the_text_is_replaced_and_nothing_is_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_bytes(b"old\r\n")
    assert store.rewrite(path, lambda text: Edited(f"{text}new"), wait=1) == Edited("old\r\nnew")
    assert path.read_bytes() == b"old\r\nnew"
    assert litter(tmp_path) == []


def test_a_byte_order_mark_is_taken_off_and_put_back(tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_bytes(b"\xef\xbb\xbfold")
    store.rewrite(path, lambda text: Edited(f"{text}!"), wait=1)
    assert path.read_bytes() == b"\xef\xbb\xbfold!"
    assert store.read(path) == "old!"


def test_an_edit_that_fails_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "commitments.toml"
    path.write_text("old")

    def edit(text: str) -> Edited:
        raise Refused("no")

    with pytest.raises(Refused):
        store.rewrite(path, edit, wait=1)
    assert path.read_text() == "old"
    assert litter(tmp_path) == []


def test_what_is_not_a_regular_file_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(WriteFailed, match="not a regular file"):
        store.rewrite(tmp_path, lambda text: Edited("new"), wait=1)
    with pytest.raises(LedgerNotFound):
        store.rewrite(tmp_path / "nothing.toml", lambda text: Edited("new"), wait=1)


def test_links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(CommitrackError):
        store.read(tmp_path / "a")
    with pytest.raises(CommitrackError):
        store.rewrite(tmp_path / "a", lambda text: Edited("new"), wait=1)


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


@pytest.mark.slow
def test_an_endless_file_is_not_read_to_its_end() -> None:
    with pytest.raises(LedgerUnreadable, match="larger than 256 MiB"):
        store.read(Path("/dev/zero"))


def test_the_nearest_ledger_is_found(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "commitments.toml").touch()
    assert store.find(deep) == tmp_path / "data" / "commitments.toml"
    assert store.find(tmp_path) == Path("data/commitments.toml")
    (tmp_path / "a" / "commitments.toml").touch()
    assert store.find(deep) == tmp_path / "a" / "commitments.toml"
