"""The report in a browser: made anew when the ledger changes, and nothing else is to be had of the server."""

import os
import pty
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.environment import PROJECT, environment
from tests.support.serving import LEDGER, Served, Start, serving

pytestmark = pytest.mark.slow

TITLE = "Promises of the Republic of Testland"


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    with serving(tmp_path) as start:
        yield start


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with the defaults, which has said nothing of all that it was asked when it is interrupted."""
    with serving(tmp_path_factory.mktemp("served")) as start:
        served = start()
        yield served
        served.process.send_signal(signal.SIGINT)
        assert served.process.communicate() == ("\n", "")
        assert served.process.returncode == 130


@pytest.fixture
def edited(start: Start) -> Served:
    """A server whose ledger can be changed."""
    return start()


def test_the_site_is_at_the_address_that_is_said(served: Served) -> None:
    assert served.said == f"The report is at http://127.0.0.1:{served.port}/ (Ctrl-C ends it)\n"
    index = served.ask("/")
    assert (index.status, index.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert f"<title>{TITLE}</title>" in index.text
    links = {link.partition("#")[0] for link in re.findall(r'href="([^":]+)"', index.text)} - {""}
    assert len(links) == 15 + 4
    for link in links:
        assert served.ask(f"/{link}").status == 200, link


def test_what_is_served_is_what_report_writes(served: Served, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "commitrack", "report", "-l", str(LEDGER), "--as-of", "2026-06-30"]
    subprocess.run([*command, "--site", "site"], cwd=tmp_path, env=environment(), check=True)
    files = {str(one.relative_to(tmp_path / "site")) for one in (tmp_path / "site").rglob("*") if one.is_file()}
    assert len(files) > 40
    for name in files:
        written, sent = (tmp_path / "site" / name).read_text("utf-8"), served.ask(f"/{name}").text
        moment = r"Generated .*? UTC|<updated>[^<]*</updated>|\"created\": \"[^\"]*\""
        assert re.sub(moment, "", sent) == re.sub(moment, "", written), name


def test_a_change_of_the_ledger_is_seen(edited: Served) -> None:
    before = edited.ask("/promise/scholarships.html").text
    assert "2,300 of 3,500" in before
    text = edited.ledger.read_text("utf-8")
    edited.ledger.write_text(text.replace(TITLE, "Promises of another republic"), "utf-8")
    assert "<title>Promises of another republic</title>" in edited.ask("/").text
    # in place, of the same size and with the same time: only what the file holds is different
    times = edited.ledger.stat()
    edited.ledger.write_text(text.replace(TITLE, "Promises of anozher republic"), "utf-8")
    os.utime(edited.ledger, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert "<title>Promises of anozher republic</title>" in edited.ask("/").text


def test_while_the_ledger_has_a_mistake_the_last_pages_stand_and_say_so(edited: Served) -> None:
    text = edited.ledger.read_text("utf-8")
    said = "The ledger cannot be read as it is now. This page shows what it held before."
    edited.ledger.write_text(text.replace('"total"', '"<b>totl"', 1), "utf-8")
    for page in ("/", "/promise/scholarships.html"):
        answer = edited.ask(page)
        assert answer.status == 200
        assert TITLE in answer.text
        assert said in answer.text
        assert "1 mistake in commitments.toml; correct what is said above" in answer.text.partition(said)[2]
        assert "<b>" not in answer.text
    assert edited.ask("/figures.csv").status == 200
    edited.ledger.unlink()
    assert "no ledger: neither commitments.toml nor data/commitments.toml is in" in edited.ask("/").text
    edited.ledger.write_text(text, "utf-8")
    assert said not in edited.ask("/").text
    edited.ledger.write_bytes(b"\xff\xfe\x00")
    assert said in edited.ask("/").text
    edited.ledger.write_text(text, "utf-8")
    assert said not in edited.ask("/promise/scholarships.html").text


def test_a_promise_that_is_gone_has_no_page(edited: Served) -> None:
    assert edited.ask("/promise/scholarships.html").status == 200
    edited.ledger.write_text('[ledger]\ntitle = "Nothing yet"\n', "utf-8")
    assert edited.ask("/promise/scholarships.html").status == 404
    assert "Nothing yet" in edited.ask("/").text


OUTSIDE = [
    "/../commitments.toml",
    "/promise/../../commitments.toml",
    "/%2e%2e/commitments.toml",
    "/..%2fcommitments.toml",
    "/%2e%2e%5ccommitments.toml",
    "/..\\commitments.toml",
    "/promise/..%252f..%252fcommitments.toml",
    "//etc/passwd",
    "/etc/passwd",
    "/%2fetc%2fpasswd",
    "/link.html",
    "/promise/link.html",
    "/commitments.toml",
    "/index.html%00",
    "/index.html/",
    "/promise/",
    "/promise",
    "/promise/.html",
    "/promise/scholarships",
    "/promise/scholarships.svg",
    "/chart/scholarships.html",
    "/promise/%73cholarships.html",
    "/PROMISE/scholarships.html",
    "/./index.html",
    "/promise/../index.html",
    "http://127.0.0.1/index.html",
    "file:///etc/passwd",
    "*",
    "index.html",
    "/sitemap.xml",
    "/favicon.ico",
]


def test_nothing_outside_the_pages_is_served(served: Served) -> None:
    (served.ledger.parent / "link.html").symlink_to("/etc/passwd")
    (served.ledger.parent / "promise").mkdir()
    (served.ledger.parent / "promise" / "link.html").symlink_to("../commitments.toml")
    for path in OUTSIDE:
        answer = served.ask(path)
        said = f"There is no such page. All of them are at http://127.0.0.1:{served.port}/\n"
        assert (answer.status, answer.text) == (404, said), path
    assert served.ask("/?a=../../etc/passwd").status == 200


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET /index.html\x00 HTTP/1.0",
        b"GET /../../etc/passwd HTTP/1.0",
        b"GET \xff\xfe HTTP/1.0",
        b"GET / HTTP/9.9",
        b"GET / HTTP/x",
        b"GET",
        b"\x16\x03\x01\x02\x00\x01\x00\x01",
        b"GET / / HTTP/1.0",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.0",
        b"",
    ],
    ids=lambda line: repr(line[:24]),
)
def test_what_is_no_request_is_refused(served: Served, request_line: bytes) -> None:
    answer = served.send(request_line + b"\r\nHost: localhost:%d\r\n\r\n" % served.port)
    assert not re.match(rb"HTTP/1.0 [25]00", answer)
    assert b"root:" not in answer
    assert b"Traceback" not in answer
    assert served.ask("/").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "x"])
def test_it_can_only_be_read(served: Served, method: str) -> None:
    before = served.ledger.read_bytes()
    answer = served.ask("/index.html", method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert answer.text == "This can be read, and no more.\n"
    assert served.ledger.read_bytes() == before


def test_the_head_of_a_page_is_that_of_the_page_without_it(served: Served) -> None:
    page, head = served.ask("/"), served.ask("/", "HEAD")
    assert head.text == ""
    assert head.headers["Content-Length"] == page.headers["Content-Length"] == str(len(page.text.encode()))


@pytest.mark.parametrize(
    "path", ["/", "/promise/scholarships.html", "/chart/scholarships.svg", "/figures.csv", "/none"]
)
def test_a_browser_is_told_what_it_may_do(served: Served, path: str) -> None:
    answer = served.ask(path)
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors" in policy
    assert "script-src 'unsafe" not in policy
    said = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', answer.text)
    assert said is None or policy == f"{said[1]}; frame-ancestors 'self'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Server"] == "commitrack"
    assert answer.headers["Access-Control-Allow-Origin"] is None


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:PORT", 200),
        ("LOCALHOST:PORT", 200),
        ("127.0.0.1:PORT", 200),
        ("[::1]:PORT", 200),
        ("evil.example:PORT", 421),
        ("evil.example", 421),
        ("localhost.evil.example:PORT", 421),
        ("127.0.0.1.evil.example:PORT", 421),
        ("localhost@evil.example:PORT", 421),
        ("localhost", 421),
        ("localhost:1", 421),
        ("localhost:x", 421),
        ("[localhost", 421),
        ("192.168.1.7:PORT", 421),
        (" ", 421),
    ],
)
def test_a_page_elsewhere_cannot_ask_by_a_name_of_its_own(served: Served, host: str, status: int) -> None:
    answer = served.ask("/", host=host.replace("PORT", str(served.port)))
    assert answer.status == status
    assert (TITLE in answer.text) == (status == 200)


def test_many_can_ask_at_once(served: Served) -> None:
    paths = ["/", "/promise/scholarships.html", "/figures.csv", "/feed.xml"] * 10
    alone = {path: served.ask(path).text for path in set(paths)}
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(served.ask, paths))
    assert [one.text for one in answers] == [alone[path] for path in paths]


def test_one_that_says_nothing_and_one_that_goes_away_keep_nobody_waiting(served: Served) -> None:
    place = ("127.0.0.1", served.port)
    with socket.create_connection(place), socket.create_connection(place) as hasty:
        hasty.sendall(b"GET /figures.csv HTTP/1.0\r\nHost: localhost:%d\r\n\r\n" % served.port)
        hasty.close()
        assert served.ask("/").status == 200


def test_a_port_that_is_in_use_is_said(served: Served) -> None:
    command = [sys.executable, "-m", "commitrack", "serve", "--port", str(served.port)]
    done = subprocess.run(
        command, cwd=served.ledger.parent, env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        f"port {served.port} of 127.0.0.1 is in use; name another with --port, or let --port 0 find a free one\n"
    )


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1", "a" * 300, "x\udcff"])
def test_an_address_that_is_not_of_this_machine_is_said(tmp_path: Path, host: str) -> None:
    (tmp_path / "commitments.toml").write_bytes(LEDGER.read_bytes())
    command = [sys.executable, "-m", "commitrack", "serve", "--port", "0", "--host", host]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode in (2, 3)
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "name an address of this machine with --host" in done.stderr or "not UTF-8" in done.stderr


def test_a_ledger_that_cannot_be_read_to_begin_with_is_said(tmp_path: Path) -> None:
    (tmp_path / "commitments.toml").write_text("[ledger]\n", "utf-8")
    command = [sys.executable, "-m", "commitrack", "serve", "--port", "0"]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert "1 mistake in commitments.toml" in done.stderr


def test_other_machines_can_reach_it_only_where_that_is_asked_for(start: Start) -> None:
    served = start("--host", "0.0.0.0")
    assert served.ask("/", host="promises.example.org").status == 200
    served.process.send_signal(signal.SIGINT)
    assert served.process.communicate() == (
        "\n",
        "Every machine that reaches 0.0.0.0 can read it. To publish it, write it with 'commitrack report --site' and "
        "put it on a web server.\n",
    )


def test_several_ledgers_are_one_site(start: Start, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_bytes((PROJECT / "examples" / "uk-homes.toml").read_bytes())
    served = start("--ledger", "commitments.toml", "--ledger", "other.toml")
    index = served.ask("/").text
    assert TITLE in index
    assert re.search(r'href="promise/\S*homes\S*\.html"', index)


def test_the_terminal_is_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "commitments.toml").write_bytes(LEDGER.read_bytes())
    main, other = pty.openpty()
    command = [sys.executable, "-m", "commitrack", "serve", "--port", "0"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stderr=other, preexec_fn=lambda: os.login_tty(other)
    )
    os.close(other)
    shown = b""
    while b"ends it)" not in shown:
        shown += os.read(main, 1024)
    os.write(main, b"\x03")
    status = process.wait()
    shown += os.read(main, 1024)
    os.close(main)
    assert status == 130
    assert re.fullmatch(rb"The report is at http://127\.0\.0\.1:\d+/ \(Ctrl-C ends it\)\r\n\^C\r\n", shown)


def test_a_browser_is_opened_if_that_is_asked_for(start: Start, tmp_path: Path) -> None:
    script = tmp_path / "browser"
    script.write_text('#!/bin/sh\necho "$1" > opened\nexec cat opened.later\n')
    script.chmod(0o755)
    for pipe in ("opened", "opened.later"):
        os.mkfifo(tmp_path / pipe)
    served = start("--open", BROWSER=f"{script} %s")
    assert (tmp_path / "opened").read_text() == f"http://127.0.0.1:{served.port}/\n"
    assert served.ask("/").status == 200  # while the browser that was opened still runs
    (tmp_path / "opened.later").write_text("")


def test_where_there_is_no_browser_that_is_said(start: Start, tmp_path: Path) -> None:
    served = start("--open", BROWSER="false %s", PATH=str(tmp_path))
    assert served.process.stderr is not None
    assert served.process.stderr.readline() == "There is no browser to open it in; type the address into one.\n"
