"""A report that is served: the real command, asked by real HTTP."""

import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import NamedTuple

from tests.support.environment import PROJECT, environment

LEDGER = PROJECT / "tests" / "golden" / "transcripts" / "report.toml"


class Answer(NamedTuple):
    status: int
    headers: HTTPMessage
    text: str


class Served(NamedTuple):
    process: subprocess.Popen[str]
    said: str
    port: int
    ledger: Path

    def ask(self, path: str, method: str = "GET", host: str | None = None, **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.putrequest(method, path, skip_host=True)
        for name, value in {"Host": host or f"127.0.0.1:{self.port}", **headers}.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read().decode())

    def send(self, request: bytes) -> bytes:
        """Send what no client would send, and return all that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b""))


Start = Callable[..., Served]


@contextmanager
def serving(folder: Path) -> Iterator[Start]:
    """Start servers for a ledger in a folder of its own."""
    running: list[subprocess.Popen[str]] = []
    ledger = folder / "commitments.toml"
    ledger.write_bytes(LEDGER.read_bytes())

    def start(*arguments: str, **extra: str) -> Served:
        command = [sys.executable, "-m", "commitrack", "serve", "--port", "0", "--as-of", "2026-06-30", *arguments]
        process = subprocess.Popen(
            command, cwd=folder, env=environment(**extra), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        running.append(process)
        assert process.stdout is not None
        said = process.stdout.readline()
        found = re.search(r":(\d+)/", said)
        assert found, (said, process.communicate())
        return Served(process, said, int(found[1]), ledger)

    yield start
    for process in running:
        process.kill()
        process.communicate()
