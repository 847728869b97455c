"""A report takes the place of an older one in one step, or not at all."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.environment import PROJECT, environment
from tests.support.in_process import run_here
from tests.support.recorded import a_day_later, run

pytestmark = pytest.mark.slow

SHIPPED = PROJECT / "data" / "commitments.toml"


def report(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return run("commitrack", "report", "--ledger", str(SHIPPED), "--as-of", "2026-11-23", *arguments, cwd=cwd)


def write(path: Path, generated_at: str = "2026-11-23") -> None:
    done = report("-o", path.name, "--generated-at", generated_at, cwd=path.parent)
    size = round(path.stat().st_size / 1_000)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{path.name}: 15 promises, {size} kB\n", "")


def test_a_new_report_can_be_read_by_those_whom_the_umask_lets(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    umask = os.umask(0o022)
    try:
        write(path)
    finally:
        os.umask(umask)
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(tmp_path.iterdir()) == [path]


def test_an_older_report_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("older")
    path.chmod(0o640)
    with path.open() as held:
        write(path)
        assert held.read() == "older"
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert path.stat().st_mode & 0o777 == 0o640


def test_the_same_report_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write(path)
    before = path.stat()
    write(path)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    write(path, "2026-11-24")
    assert path.stat().st_ino != before.st_ino


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    link = tmp_path / "report.html"
    link.symlink_to("site/index.html")
    write(link)
    assert link.is_symlink()
    assert (tmp_path / "site" / "index.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_links_in_a_circle_lead_nowhere(tmp_path: Path) -> None:
    link = tmp_path / "report.html"
    link.symlink_to("report.html")
    done = report("-o", "report.html", cwd=tmp_path)
    assert done.returncode == 74
    assert done.stderr.startswith("commitrack: cannot write to report.html: ")
    assert list(tmp_path.iterdir()) == [link]


def test_a_full_device_says_so(tmp_path: Path) -> None:
    done = report("-o", "/dev/full", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (74, "commitrack: cannot write to /dev/full: no space left on device\n")


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are POSIX's")
def test_a_disk_that_fills_up_leaves_the_older_report(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("older")
    command = f"ulimit -f 8; trap '' XFSZ; {sys.executable} -B -m commitrack report -l {SHIPPED} -o report.html"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (74, "commitrack: cannot write to report.html: file too large\n")
    assert path.read_text() == "older"
    assert list(tmp_path.iterdir()) == [path]


def test_a_report_goes_through_a_pipe_as_utf8(tmp_path: Path) -> None:
    done = report("--format", "markdown", cwd=tmp_path)
    assert done.stdout.startswith("# China–CELAC Forum, Fourth Ministerial Meeting\n")


@pytest.mark.parametrize("name", ["report.html", "report.toml"])
def test_another_ledger_is_not_written_over_by_way_of_a_link(tmp_path: Path, name: str) -> None:
    other = tmp_path / "other.toml"
    other.write_text("precious")
    link = tmp_path / name
    link.symlink_to("other.toml")
    done = report("-o", name, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"commitrack report: {name}: is a TOML file, which may be another ledger; nothing was written; name another "
        "file with --output\nTry 'commitrack report --help'.\n"
    )
    assert other.read_text() == "precious"


@pytest.mark.parametrize("name", ["promises", "commitments.toml.bak", "report.html"])
@pytest.mark.parametrize(
    "command", [["report"], ["export"], ["export", "--format", "xlsx"], ["agenda", "--format", "csv"]]
)
def test_a_ledger_of_any_name_is_not_written_over(tmp_path: Path, name: str, command: list[str]) -> None:
    other = tmp_path / name
    text = SHIPPED.read_text("utf-8") + "<<<<<<< one mistake does not make it less of a ledger\n"
    other.write_text(text, "utf-8")
    done = run_here([*command, "-o", name, "--ledger", str(SHIPPED)], tmp_path)
    assert (done.status, done.stdout) == (2, "")
    assert done.stderr == (
        f"commitrack {command[0]}: {name}: holds a ledger; nothing was written; name another file with --output\n"
        f"Try 'commitrack {command[0]} --help'.\n"
    )
    assert other.read_text("utf-8") == text


@pytest.mark.parametrize(
    "command",
    [
        ["report"],
        ["report", "--format", "markdown"],
        *(["export", "--format", form] for form in ("csv", "tsv", "jsonl", "xlsx")),
        *(["export", "--table", table, "--format", "csv"] for table in ("commitments", "updates")),
        *(["agenda", "--format", form] for form in ("json", "csv", "tsv", "markdown", "ics")),
        ["chart", "x"],
    ],
    ids=" ".join,
)
def test_what_was_written_of_any_ledger_is_written_over(tmp_path: Path, command: list[str]) -> None:
    ledger = tmp_path / "commitments.toml"
    hostile = "\\n[ledger]\\n[commitments.x]\\nledger = 1\\n"
    ledger.write_text(
        f'[ledger]\ntitle = "{hostile}"\nlicence = "{hostile}"\n[commitments.x]\ntitle = "{hostile}"\nkind = "total"\n'
        f'target = 2\nunit = "{hostile}"\ndue = 2020-01-01\nquote = "{hostile}"\n[[commitments.x.updates]]\n'
        f'date = 2019-01-01\ntotal = 1\nnote = "{hostile}"\nid = "a"\n[[commitments.x.updates]]\n'
        f'date = 2019-06-01\ntotal = 1.5\nsource = "{hostile}"\nid = "b"\n',
        "utf-8",
    )
    for _ in range(2):
        done = run_here([*command, "-o", "out"], tmp_path)
        assert (done.status, done.stderr) == (0, "")


def test_a_report_goes_where_standard_output_does_by_its_name(tmp_path: Path) -> None:
    form = ("--format", "markdown", "--generated-at", "2026-11-23")
    page = report(*form, cwd=tmp_path).stdout
    assert page.startswith("# China")
    assert report(*form, "-o", "/dev/stdout", cwd=tmp_path).stdout == page
    done = subprocess.run(
        ["bash", "-c", f"echo before > all.md; {sys.executable} -m commitrack list -l {SHIPPED} --format markdown "
         f"--as-of 2026-11-23 >> all.md; {sys.executable} -m commitrack report -l {SHIPPED} --as-of 2026-11-23 "
         f"{' '.join(form)} -o /dev/stdout >> all.md"],
        cwd=tmp_path, env=environment(), capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    written = (tmp_path / "all.md").read_text("utf-8")
    assert written.startswith("before\n")
    assert written.endswith(page)


def test_a_pipe_gets_the_report_if_somebody_reads_from_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    done = report("-o", "pipe", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (74, "commitrack: cannot write to pipe: nobody reads from it\n")
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        done = report("--format", "markdown", "-o", "pipe", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert reader.communicate()[0].decode() == report("--format", "markdown", cwd=tmp_path).stdout
    assert list(tmp_path.iterdir()) == [pipe]


def test_what_a_killed_report_left_is_tidied_up_when_it_is_old(tmp_path: Path) -> None:
    path, left = tmp_path / "report.html", tmp_path / ".report.html.0123abcd.new"
    left.write_text("half a page")
    write(path)
    assert set(tmp_path.iterdir()) == {path, left}
    a_day_later(tmp_path)
    write(path, "2026-11-24")
    assert list(tmp_path.iterdir()) == [path]


def told(page: Path) -> tuple[str, list[str]]:
    """The date since which a page tells changes, and what it tells."""
    _, _, rest = page.read_text("utf-8").partition('<h2 id="changed_">')
    heading, _, rest = rest.partition("</h2>")
    lines = rest.partition("</section>")[0].splitlines()
    return _words(heading), [_words(line) for line in lines if line.startswith(("<li>", "<p>"))]


def _words(html: str) -> str:
    return re.sub("<[^>]+>", "", html)


CHANGING = """[ledger]
title = "x"

[commitments.homes]
title           = "Homes"
kind            = "total"
target          = 100
unit            = "homes"
start           = 2026-01-01
due             = 2026-05-31
reported_within = 60

[[commitments.homes.updates]]
date  = 2026-04-30
total = 40

[commitments.law]
title           = "Law"
kind            = "qualitative"
due             = 2026-06-30
reported_within = 60

[[commitments.law.updates]]
date   = 2026-05-15
status = "in-progress"
by     = "pledger"
note   = "A draft is being written."
"""


@pytest.mark.parametrize("page", ["report.html", "site/index.html"])
def test_a_report_tells_what_changed_since_the_one_it_takes_the_place_of(tmp_path: Path, page: str) -> None:
    (tmp_path / "ledger.toml").write_text(CHANGING, "utf-8")
    place = ["--site", "site"] if page.startswith("site") else ["-o", page]

    def write(as_of: str, *options: str) -> tuple[str, list[str]]:
        fixed = ["--ledger", "ledger.toml", "--as-of", as_of, "--generated-at", "2026-11-23", *options]
        done = run("commitrack", "report", *fixed, *place, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        return told(tmp_path / page)

    june = ("What changed since 2026-05-20", ["2026-06-01 Homes: behind → awaited"])
    assert write("2026-05-20") == ("", [])
    assert write("2026-06-30") == june
    assert write("2026-06-30") == june
    assert write("2026-07-31")[0] == "What changed since 2026-06-30"
    assert write("2026-07-31", "--since", "2026-05-20")[0] == "What changed since 2026-05-20"
    assert write("2026-07-01") == ("", [])  # not since a later date
    (tmp_path / page).write_text("<html>", "utf-8")
    assert write("2026-08-01") == ("", [])


def test_a_change_is_told_as_it_was_on_its_date_and_a_partys_word_is_none(tmp_path: Path) -> None:
    (tmp_path / "ledger.toml").write_text(CHANGING, "utf-8")
    fixed = ["--ledger", "ledger.toml", "--as-of", "2026-07-31", "--since", "2025-12-31", "--site", "site"]
    assert run("commitrack", "report", *fixed, cwd=tmp_path).returncode == 0
    changes = ["2026-07-31 Homes: awaited → overdue", "2026-07-01 Law: no data → awaited"]
    assert told(tmp_path / "site" / "index.html") == ("What changed since 2025-12-31", changes)
    feed = (tmp_path / "site" / "feed.xml").read_text("utf-8")
    assert re.findall("<summary>(.*?→.*?)</summary>", feed) == ["awaited → overdue", "no data → awaited"]
