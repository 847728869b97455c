"""The cache keeps what is whole, one's own and not too old; of anything else it knows nothing, and says nothing."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from commitrack.files import cache

NAME = cache.name_of(b"a ledger", "1.0")
CONTENT = b"what it says" * 1000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that entries are kept in, which is not there yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home" / "cache"))
    monkeypatch.delenv(cache.SWITCH, raising=False)
    return tmp_path / "home" / "cache" / "commitrack"


def test_what_is_kept_is_found_again_and_is_for_its_owner_alone(folder: Path) -> None:
    assert cache.fetch(NAME) is None
    cache.keep(NAME, CONTENT)
    assert cache.fetch(NAME) == CONTENT
    assert [path.name for path in folder.iterdir()] == [NAME]
    assert (folder.stat().st_mode & 0o777, (folder / NAME).stat().st_mode & 0o777) == (0o700, 0o600)


def test_an_entry_takes_the_place_of_an_older_one(folder: Path) -> None:
    cache.keep(NAME, b"older")
    cache.keep(NAME, CONTENT)
    assert (cache.fetch(NAME), len(list(folder.iterdir()))) == (CONTENT, 1)


def test_another_content_has_another_name() -> None:
    assert cache.name_of(b"a ledger", "1.1") != NAME
    assert cache.name_of(b"a ledger\n", "1.0") != NAME
    assert cache.name_of(b"a ledger", "1.0") == NAME


def cut(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes()[:-1])


def damage(entry: Path) -> None:
    content = bytearray(entry.read_bytes())
    content[100] ^= 1
    entry.write_bytes(content)


def empty(entry: Path) -> None:
    entry.write_bytes(b"")


def open_to_all(entry: Path) -> None:
    entry.chmod(0o644)


def link(entry: Path) -> None:
    entry.replace(entry.with_name("other"))
    entry.symlink_to("other")


def make_a_folder(entry: Path) -> None:
    entry.unlink()
    entry.mkdir()


def open_the_folder(entry: Path) -> None:
    entry.parent.chmod(0o755)


def link_the_folder(entry: Path) -> None:
    entry.parent.replace(entry.parent.with_name("other"))
    entry.parent.symlink_to("other")


def give_away(entry: Path) -> None:
    os.chown(entry, 12345, 12345)


def give_the_folder_away(entry: Path) -> None:
    os.chown(entry.parent, 12345, 12345)


SPOILED = [cut, damage, empty, open_to_all, link, make_a_folder, open_the_folder, link_the_folder]
AS_ROOT = [give_away, give_the_folder_away] if os.geteuid() == 0 else []


@pytest.mark.parametrize("spoil", [*SPOILED, *AS_ROOT], ids=lambda spoil: spoil.__name__)
def test_an_entry_that_is_spoiled_is_none(folder: Path, spoil: Callable[[Path], None]) -> None:
    cache.keep(NAME, CONTENT)
    spoil(folder / NAME)
    assert cache.fetch(NAME) is None
    cache.keep(NAME, CONTENT)  # which may keep it or not, and says nothing


def test_an_entry_that_is_damaged_is_replaced(folder: Path) -> None:
    cache.keep(NAME, CONTENT)
    damage(folder / NAME)
    cache.keep(NAME, CONTENT)
    assert cache.fetch(NAME) == CONTENT


def test_what_is_a_month_old_is_dropped_when_something_is_kept(folder: Path) -> None:
    cache.keep(NAME, CONTENT)
    cache.keep("b" * 64, CONTENT)
    month_ago = time.time() - 31 * 24 * 60 * 60
    os.utime(folder / NAME, (month_ago, month_ago))
    cache.keep("c" * 64, CONTENT)
    assert sorted(path.name for path in folder.iterdir()) == ["b" * 64, "c" * 64]


def test_what_is_not_the_caches_own_is_never_dropped(folder: Path) -> None:
    """XDG_CACHE_HOME may name any folder, in which ``commitrack`` is somebody's work."""
    cache.keep(NAME, CONTENT)
    others = [folder / "thesis.txt", folder / ".git", folder / ("a" * 63), folder / f"{'a' * 64}.txt"]
    others[0].write_bytes(b"precious")
    others[1].mkdir()
    for other in others[2:]:
        other.write_bytes(b"precious")
    left = folder / f".{NAME}.4711"
    left.write_bytes(b"what somebody who was killed had written")
    year_ago = time.time() - 365 * 24 * 60 * 60
    for path in (*others, left):
        os.utime(path, (year_ago, year_ago))
    cache.keep("b" * 64, CONTENT)
    assert set(folder.iterdir()) == {*others, folder / NAME, folder / ("b" * 64)}


def test_the_oldest_makes_room(folder: Path) -> None:
    for age, name in enumerate(("a" * 64, "b" * 64, "c" * 64)):
        cache.keep(name, CONTENT)
        with (folder / name).open("r+b") as file:
            file.truncate(200 * 2**20)  # which takes no room on the disk
        os.utime(folder / name, (time.time() - age, time.time() - age))
    cache.keep(NAME, CONTENT)
    assert sorted(path.name for path in folder.iterdir()) == sorted(["a" * 64, "b" * 64, NAME])


@pytest.mark.parametrize(
    "said",
    [
        {cache.SWITCH: "off"},
        {cache.SWITCH: "OFF"},
        {"XDG_CACHE_HOME": "relative", "HOME": ""},
        {"XDG_CACHE_HOME": "", "HOME": "relative"},
        {"XDG_CACHE_HOME": "/proc/nowhere"},
        {"XDG_CACHE_HOME": "/dev/null"},
    ],
    ids=str,
)
def test_without_a_folder_nothing_is_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: dict[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    cache.keep(NAME, CONTENT)
    assert cache.fetch(NAME) is None
    assert list(tmp_path.rglob("*")) == []


def test_the_home_folder_has_it_where_nothing_else_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv(cache.SWITCH, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    cache.keep(NAME, CONTENT)
    assert (tmp_path / ".cache" / "commitrack" / NAME).is_file()
