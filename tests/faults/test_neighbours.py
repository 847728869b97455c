"""Folders that others may write in too: nobody gets another's file by way of ours, nor may read what was private."""

import os
import re
import shutil
import stat
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from commitrack.views.html.site import ALWAYS
from tests.support.lanes import Lane
from tests.support.recorded import BEFORE, OTHER, as_other, recorded, run, update
from tests.support.tracing import calls, held, inject

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be two users")

ACCESS, DEFAULT = "system.posix_acl_access", "system.posix_acl_default"


def acl(*entries: tuple[int, int, int]) -> bytes:
    """An access control list as the system stores it: entries of a tag, a permission and an id."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


def acl_for_other(permission: int) -> bytes:
    """A list that gives somebody else what neither the group nor all the others have."""
    nobody = 0xFFFFFFFF
    owner, user, group, mask, others = 0x01, 0x02, 0x04, 0x10, 0x20
    return acl(
        (owner, 6, nobody), (user, permission, OTHER.user), (group, 0, nobody), (mask, 7, nobody), (others, 0, nobody)
    )


def set_acl(path: Path, kind: str, permission: int) -> None:
    try:
        os.setxattr(path, kind, acl_for_other(permission))
    except OSError as error:
        pytest.skip(f"no access control lists here: {error}")


def as_other_without_powers(*command: str) -> list[str]:
    return ["setpriv", f"--reuid={OTHER.user}", f"--regid={OTHER.user}", "--clear-groups", *command]


def report(ledger: Path, output: Path) -> list[str]:
    return ["commitrack", "report", "--ledger", str(ledger), "--as-of", "2026-11-23", "--output", str(output)]


def known_of(path: Path) -> tuple[object, ...]:
    about = path.lstat()
    return (
        path.read_bytes() if path.is_file() else b"",
        about.st_uid,
        about.st_gid,
        about.st_mode,
        about.st_mtime_ns,
        os.listxattr(path),
    )


def update_of(ledger: Path) -> tuple[list[str], Path]:
    return update(ledger, "new"), ledger


def report_of(ledger: Path) -> tuple[list[str], Path]:
    output = ledger.with_name("report.html")
    return report(ledger, output), output


@pytest.mark.parametrize("command_of", [update_of, report_of], ids=lambda command_of: command_of.__name__)
def test_a_link_in_the_place_of_a_draft_gives_nothing_away(
    strace: None, command_of: Callable[[Path], tuple[list[str], Path]], shared: Path, tmp_path: Path, lane: Lane
) -> None:
    """Root writes what is somebody else's, who puts a link to a file of root's under the draft's name."""
    precious = tmp_path / "precious"
    precious.write_text("root's own")
    precious.chmod(0o600)
    before = known_of(precious)
    command, target = command_of(shared)

    def lay() -> None:
        for path in shared.parent.iterdir():
            path.unlink()
        shared.write_bytes(BEFORE)
        if target != shared:
            target.write_text("an older report")
        os.chown(target, OTHER.user, OTHER.group)
        target.chmod(0o664)
        os.setxattr(target, "user.origin", b"the ministry")

    lay()
    seen = calls(command, shared.parent)
    first = max(index for index, call in enumerate(seen) if call.name == "openat" and call.changes)
    last = max(index for index, call in enumerate(seen) if call.name.startswith("rename"))
    statuses = []
    for call in [*lane.some(seen[first : last - 1], 10), seen[last - 1]]:
        lay()
        with held(command, call) as writer:
            [draft] = [*shared.parent.glob(".*.new"), *shared.parent.glob(".*.old")]
            draft.rename(shared.parent / "stolen")
            draft.symlink_to(precious)
            writer.let_go()
            done = writer.finish()
        assert known_of(precious) == before, call
        assert (shared.parent / "stolen").stat().st_uid in (0, OTHER.user)
        statuses.append(done.returncode)
        if call != seen[last - 1]:  # the very last moment; whoever may do that, may put a link there anyway
            assert not target.is_symlink(), call
            assert re.search(r": somebody deleted \.\S+ beside it meanwhile; ", done.stderr), call
    assert set(statuses) <= {0, 3, 74}
    assert len(statuses) > 1


def test_a_link_in_the_place_of_a_sites_draft_gives_nothing_away(
    strace: None, shared: Path, tmp_path: Path, lane: Lane
) -> None:
    """Nor is a file written by way of it, nor one deleted."""
    precious = tmp_path / "precious"
    (precious / "promise").mkdir(parents=True)
    for name in (*ALWAYS, "promise/scholarships.html"):
        (precious / name).write_text("root's own")
    precious.chmod(0o700)

    def known() -> list[tuple[object, ...]]:
        paths = [precious, *sorted(precious.rglob("*"))]
        return [known_of(path) for path in paths]

    before = known()
    site = shared.with_name("site")
    command = ["commitrack", "report", "--ledger", str(shared), "--as-of", "2026-11-23", "--site", str(site)]

    def lay() -> None:
        for path in shared.parent.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        shared.write_bytes(BEFORE)
        site.mkdir()
        for name in ALWAYS:
            (site / name).write_text("{}")
        os.chown(site, OTHER.user, OTHER.group)

    lay()
    seen = calls(command, shared.parent)
    first = next(index for index, call in enumerate(seen) if call.name == "mkdir")
    last = max(index for index, call in enumerate(seen) if call.name.startswith("rename"))
    last_few, between = last - first - 5, enumerate(seen[first:last])
    tried = [call for index, call in between if index < 20 or index % 50 == 0 or index > last_few]
    for call in lane.some(tried, 8):
        lay()
        with held(command, call) as writer:
            [draft] = shared.parent.glob(".site.*.new")
            draft.rename(shared.parent / "stolen")
            draft.symlink_to(precious)
            writer.let_go()
            done = writer.finish()
        assert known() == before, call
        assert done.returncode == 74, call
        assert (site / "datapackage.json").read_text() == "{}"


def test_a_ledger_without_an_access_list_gets_none_of_its_folder(shared: Path) -> None:
    shared.chmod(0o640)
    os.chown(shared, 0, 0)
    set_acl(shared.parent, DEFAULT, 7)
    before = known_of(shared)[1:4]
    assert run(*update(shared, "new")).returncode == 0
    assert recorded(shared) == ["new"]
    assert known_of(shared)[1:4] == before
    assert os.listxattr(shared) == []
    assert run(*as_other_without_powers("cat", str(shared))).returncode != 0


def test_a_ledger_keeps_its_access_list(shared: Path) -> None:
    os.chown(shared, 0, 0)
    set_acl(shared, ACCESS, 4)
    before = os.getxattr(shared, ACCESS)
    assert run(*update(shared, "new")).returncode == 0
    assert recorded(shared) == ["new"]
    assert os.getxattr(shared, ACCESS) == before
    assert run(*as_other_without_powers("cat", str(shared))).returncode == 0


@pytest.mark.parametrize("error", ["EPERM", "EOPNOTSUPP", "EIO"])
def test_a_ledger_whose_access_list_cannot_be_kept_is_left_alone(strace: None, shared: Path, error: str) -> None:
    os.chown(shared, 0, 0)
    set_acl(shared, ACCESS, 4)
    [setting] = [call for call in calls(update(shared, "seen"), shared.parent) if call.name == "fsetxattr"]
    shared.write_bytes(BEFORE)
    done = inject(update(shared, "new"), f"error={error}", setting, shared.parent)
    assert (done.returncode, recorded(shared)) == (3, [])
    assert done.stderr.startswith(f"{shared}: cannot be written: ")
    assert done.stderr.endswith("; the old text stands\n")
    assert list(shared.parent.iterdir()) == [shared]


def test_an_older_report_keeps_its_owner_and_its_access_list(shared: Path) -> None:
    output = shared.with_name("report.html")
    output.write_text("older")
    os.chown(output, OTHER.user, OTHER.group)
    set_acl(output, ACCESS, 4)
    before = (*known_of(output)[1:4], os.getxattr(output, ACCESS))
    assert run(*report(shared, output)).returncode == 0
    assert output.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert (*known_of(output)[1:4], os.getxattr(output, ACCESS)) == before


def test_a_site_in_a_folder_that_one_may_not_write_to_says_so(shared: Path) -> None:
    shared.parent.chmod(0o555)
    site = shared.with_name("site")
    done = run(*as_other("commitrack", "report", "--ledger", str(shared), "--site", str(site)))
    assert (done.returncode, done.stdout, site.exists()) == (74, "", False)
    assert done.stderr == f"commitrack: cannot write to {site}: permission denied\n"


def test_a_report_of_a_strange_group_is_left_alone(shared: Path) -> None:
    output = shared.with_name("report.html")
    output.write_text("older")
    os.chown(output, -1, OTHER.group + 1)
    output.chmod(0o666)
    done = run(*as_other(*report(shared, output)))
    assert (done.returncode, output.read_text()) == (74, "older")
    assert done.stderr == (
        f"commitrack: cannot write to {output}: belongs to a group that you are not in, so you cannot replace it for "
        "them; let somebody of that group write it\n"
    )
    assert set(shared.parent.iterdir()) == {shared, output}


def test_an_edit_that_is_kept_is_for_its_editor_alone(shared: Path) -> None:
    shared.chmod(0o600)
    set_acl(shared.parent, DEFAULT, 7)
    done = run("commitrack", "edit", "--ledger", str(shared), EDITOR="sed -i s/title/titel/")
    assert done.returncode == 3
    kept = shared.with_name("commitments.rejected.toml")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert run(*as_other_without_powers("cat", str(kept))).returncode != 0
