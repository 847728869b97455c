"""Where a ledger lies and what is known of its file stays as it is, whatever it lies behind or is called."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.recorded import BEFORE, OTHER, as_other, fresh, recorded, run, succeed, update

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def link_beside(here: Path, ledger: Path) -> Path:
    link = ledger.with_name("link.toml")
    link.symlink_to(ledger.name)
    return link


def relative_link(here: Path, ledger: Path) -> Path:
    (here / "elsewhere").mkdir()
    link = here / "elsewhere" / "commitments.toml"
    link.symlink_to("../ledger/commitments.toml")
    return link


def absolute_link(here: Path, ledger: Path) -> Path:
    link = here / "commitments.toml"
    link.symlink_to(ledger)
    return link


def chain_of_links(here: Path, ledger: Path) -> Path:
    (here / "second.toml").symlink_to(relative_link(here, ledger))
    (here / "first.toml").symlink_to("second.toml")
    return here / "first.toml"


def linked_folder(here: Path, ledger: Path) -> Path:
    (here / "folder").symlink_to("ledger")
    return here / "folder" / "commitments.toml"


def link_in_linked_folder(here: Path, ledger: Path) -> Path:
    (here / "real").mkdir()
    (here / "real" / "commitments.toml").symlink_to("../ledger/commitments.toml")
    (here / "folder").symlink_to("real")
    return here / "folder" / "commitments.toml"


def with_dots(here: Path, ledger: Path) -> Path:
    return here / "ledger" / ".." / "ledger" / "commitments.toml"


WAYS = [link_beside, relative_link, absolute_link, chain_of_links, linked_folder, link_in_linked_folder, with_dots]


@pytest.mark.parametrize("lay", WAYS, ids=lambda lay: lay.__name__)
def test_links_are_followed_and_kept(lay: Callable[[Path, Path], Path], ledger: Path, tmp_path: Path) -> None:
    way = lay(tmp_path, ledger)
    links = {path: path.readlink() for path in tmp_path.rglob("*") if path.is_symlink()}
    there = everything(tmp_path)
    done = run(*update(way, "new"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1].startswith(f"{way}:")
    assert recorded(ledger) == ["new"]
    assert not ledger.is_symlink()
    assert {path: path.readlink() for path in links} == links
    assert everything(tmp_path) == there


@pytest.mark.parametrize(("mode", "umask"), [(0o600, "000"), (0o644, "077"), (0o666, "022"), (0o2755, "777")])
def test_the_mode_is_kept_whatever_the_umask(ledger: Path, mode: int, umask: str) -> None:
    ledger.chmod(mode)
    done = run("bash", "-c", 'umask "$1" && exec "${@:2}"', "bash", umask, *update(ledger, "new"))
    assert (done.returncode, done.stderr) == (0, "")
    assert stat.S_IMODE(ledger.stat().st_mode) == mode


def test_the_file_is_new_afterwards(ledger: Path) -> None:
    os.utime(ledger, (0, 0))
    succeed(ledger, "new")
    assert ledger.stat().st_mtime > 0


@AS_ROOT
def test_owner_and_group_are_kept_by_root(ledger: Path) -> None:
    os.chown(ledger, 12345, 23456)
    succeed(ledger, "new")
    assert (ledger.stat().st_uid, ledger.stat().st_gid) == (12345, 23456)


def test_a_shared_ledger_keeps_its_group_and_its_next_writer_owns_it(shared: Path) -> None:
    done = run(*as_other(*update(shared, "new")))
    assert (done.returncode, done.stderr) == (0, "")
    after = shared.stat()
    assert (after.st_uid, after.st_gid, stat.S_IMODE(after.st_mode)) == (OTHER.user, OTHER.group, 0o775)


def test_a_ledger_of_a_strange_group_is_left_alone(shared: Path) -> None:
    os.chown(shared, -1, OTHER.group + 1)
    shared.chmod(0o666)
    done = run(*as_other(*update(shared, "new")))
    assert (done.returncode, recorded(shared)) == (3, [])
    assert done.stderr == (
        f"{shared}: belongs to a group that you are not in, so you cannot replace it for them; "
        "the old text stands; let somebody of that group write it\n"
    )
    assert list(shared.parent.iterdir()) == [shared]


def test_extended_attributes_are_kept(ledger: Path) -> None:
    try:
        os.setxattr(ledger, "user.origin", b"the ministry")
    except (OSError, AttributeError) as error:
        pytest.skip(f"no extended attributes here: {error}")
    succeed(ledger, "new")
    assert os.getxattr(ledger, "user.origin") == b"the ministry"


NAMES = [
    "with spaces",
    "Pläne für Bogotá – 计划",
    "two\nlines",
    "'quoted' \"twice\" $HOME `x`",
    "-l",
    "*[0-9]?",
    os.fsdecode(b"\xff"),
]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_folders_and_files_of_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    ledger = fresh(folder)
    here = run("commitrack", "update", "training", "--add", "1", "--source", "from within", cwd=folder)
    assert (here.returncode, here.stderr) == (0, "")
    ledger = ledger.rename(folder / f"{name}.toml")
    succeed(ledger, "under the name")
    assert sorted(recorded(ledger)) == ["from within", "under the name"]


def test_a_name_that_is_too_long_for_a_second_file(ledger: Path) -> None:
    for length in (255, 245):
        ledger = ledger.rename(ledger.with_name("x" * length))
        done = run(*update(ledger, "new"))
        assert (done.returncode, recorded(ledger)) == (3, [])
        assert done.stderr.startswith(f"{ledger}: ")
        assert "file name too long" in done.stderr
        assert done.stderr.count("\n") == 1
    assert list(ledger.parent.iterdir()) == [ledger]


def test_a_hard_link_keeps_the_old_text_and_that_is_said(ledger: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    os.link(ledger, other)
    done = run(*update(ledger, "new"))
    assert done.returncode == 0
    assert done.stderr == f"{ledger}: had another name, a hard link, which keeps the old text\n"
    assert recorded(ledger) == ["new"]
    assert other.read_bytes() == BEFORE
    succeed(ledger, "another")


@AS_ROOT
def test_a_file_that_is_mounted_by_itself_cannot_be_replaced(ledger: Path, tmp_path: Path) -> None:
    point = fresh(tmp_path / "mounted")
    mount = run("mount", "--bind", str(ledger), str(point))
    if mount.returncode:
        pytest.skip(f"cannot mount a file: {mount.stderr.strip()}")
    try:
        done = run(*update(point, "new"))
        assert (done.returncode, recorded(point)) == (3, [])
        assert done.stderr == f"{point}: cannot be written: device or resource busy; the old text stands\n"
        assert list(point.parent.iterdir()) == [point]
    finally:
        run("umount", str(point))
