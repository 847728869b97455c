"""A server for one machine: it answers with what it is given, reads no file, and takes no order."""

import os
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from errno import EACCES, EADDRINUSE, EPERM
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from socketserver import ThreadingTCPServer
from typing import Any
from urllib.parse import urlsplit

from commitrack.errors import CommitrackError, reason

_PORT = 80
"""The port that an address without one has."""

_PATIENCE = 15.0
"""Seconds that a browser has for saying what it wants."""

_ALWAYS: dict[str, str] = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_NOTHING = "default-src 'none'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Document:
    """The answer to a browser: its content, its type, and what the page may load."""

    content: bytes
    type: str
    policy: str = _NOTHING
    status: HTTPStatus = HTTPStatus.OK
    more: dict[str, str] = field(default_factory=dict)


Answer = Callable[[str], Document | None]
"""The document at a path without its first slash; None where there is none."""


class Server(ThreadingTCPServer):
    """A server that listens on an address, and answers once it is run."""

    allow_reuse_address = os.name == "posix"  # elsewhere it would let two programs have one port
    daemon_threads = True

    def __init__(self, host: str, port: int) -> None:
        """Take a port, any free one for 0. Raises :class:`~commitrack.errors.CommitrackError`."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
            self.address_family, *_, address = found[0]
            super().__init__((str(address[0]), port), _Handler)
        except (OSError, UnicodeError) as error:
            raise CommitrackError(_refusal(host, port, error)) from None
        self.host, self.port = str(self.server_address[0]), self.server_address[1]
        self.names = frozenset({host.lower(), self.host, "localhost", "127.0.0.1", "::1"})
        """The names that a browser on this machine may call it by."""

    @property
    def is_open(self) -> bool:
        """Whether other machines can reach it."""
        return not ip_address(self.host).is_loopback

    @property
    def address(self) -> str:
        """The address to type into a browser."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}/"

    def run(self, answer: Answer) -> None:
        """Answer until it is interrupted, several browsers at once."""
        self.answer = answer
        with self:
            self.serve_forever()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Let a browser go away in the middle of an answer, as browsers do."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server
    timeout = _PATIENCE

    def do_GET(self) -> None:
        """Answer with the document at a path: nothing is looked for in any folder."""
        self._send(self._answered())

    do_HEAD = do_GET  # noqa: N815 - so http.server calls it

    def _answered(self) -> Document:
        if not self._is_addressed():
            return _said(
                HTTPStatus.MISDIRECTED_REQUEST, f"This is {self.server.address}, and answers to no other name."
            )
        path = self.path.partition("?")[0]
        document = self.server.answer(path[1:] or "index.html") if path.startswith("/") else None
        return document or _said(
            HTTPStatus.NOT_FOUND, f"There is no such page. All of them are at {self.server.address}"
        )

    def _is_addressed(self) -> bool:
        """Say whether a browser means this server: a page elsewhere can give its own name this machine's address."""
        if self.server.is_open:
            return True
        try:
            said = urlsplit(f"//{self.headers.get('Host', '')}")
            return said.hostname in self.server.names and (said.port or _PORT) == self.server.port
        except ValueError:  # a port that is no number, or brackets around no address
            return False

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what is no request, or gives an order."""
        self.close_connection = True
        if code == HTTPStatus.NOT_IMPLEMENTED:
            self._send(_said(HTTPStatus.METHOD_NOT_ALLOWED, "This can be read, and no more.", Allow="GET, HEAD"))
        else:
            self._send(_said(HTTPStatus(code), message or HTTPStatus(code).phrase))

    def _send(self, document: Document) -> None:
        self.send_response(document.status)
        headers = {
            "Content-Type": document.type,
            "Content-Length": str(len(document.content)),
            "Content-Security-Policy": document.policy,
        }
        for name, value in (headers | _ALWAYS | document.more).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(document.content)

    def version_string(self) -> str:
        """Name the program, and no version of anything."""
        return "commitrack"

    def log_message(self, *arguments: object) -> None:
        """Say nothing of a request: the terminal is for what its owner must know."""


def _said(status: HTTPStatus, sentence: str, **more: str) -> Document:
    return Document(f"{sentence}\n".encode(), "text/plain; charset=utf-8", status=status, more=more)


def _refusal(host: str, port: int, error: OSError | UnicodeError) -> str:
    if isinstance(error, OSError) and error.errno == EADDRINUSE:
        return f"port {port} of {host} is in use; name another with --port, or let --port 0 find a free one"
    if isinstance(error, OSError) and error.errno in (EACCES, EPERM):
        return f"port {port} of {host} may not be used: {reason(error)}; name one from 1024 on with --port"
    said = reason(error) if isinstance(error, OSError) else "no machine has such a name"
    return f"{host} cannot be listened on: {said}; name an address of this machine with --host"
