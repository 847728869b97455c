"""Processes of commitrack that begin with all of it imported: as real as any other, in a tenth of their time.

A server imports everything once, and begins each process as a copy of itself, with streams, a folder and an environment
of its own. What tells such a process from another is only how it began; that is for tests which start Python.
"""

import atexit
import gc
import io
import json
import os
import resource
import selectors
import socket
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import NamedTuple, NoReturn

from tests.support.environment import PROJECT, environment

_SERVE = "import sys; from tests.support.forks import serve; serve(int(sys.argv[1]))"
_LONGEST = 2**18
"""Bytes of what is asked of the server at once."""


def run(
    words: Sequence[str],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdin: int | None = None,
    stdout: int | None = None,
    stderr: int | None = None,
    seconds: int | None = None,
) -> "subprocess.CompletedProcess[bytes]":
    """Run commitrack with these words in a process; what it writes is caught, but for what goes to another place.

    It may take so many seconds of the processor.
    """
    caught = {number: os.pipe() for number, place in ((1, stdout), (2, stderr)) if place is None}
    ends = {number: end for number, (_, end) in caught.items()}
    nothing = os.open(os.devnull, os.O_RDONLY)
    process = start(
        words,
        cwd=cwd,
        env=env or environment(),
        stdin=nothing if stdin is None else stdin,
        stdout=ends.get(1, stdout or 0),
        stderr=ends.get(2, stderr or 0),
        seconds=seconds,
    )
    for end in (nothing, *ends.values()):
        os.close(end)
    written = _read([begin for begin, _ in caught.values()])
    out, err = (written[caught[number][0]] if number in caught else b"" for number in (1, 2))
    return subprocess.CompletedProcess(list(words), process.wait(), out, err)


class Begun(NamedTuple):
    """A process that runs."""

    answer: int

    def wait(self) -> int:
        """Wait for its end, and return its status, which is negative if a signal ended it."""
        with os.fdopen(self.answer, encoding="utf-8") as answer:
            return int(answer.read())


def start(
    words: Sequence[str],
    *,
    cwd: Path | None,
    env: Mapping[str, str],
    stdin: int,
    stdout: int,
    stderr: int,
    seconds: int | None = None,
) -> Begun:
    """Start commitrack with these words, in a folder, an environment and with streams of its own."""
    answer, answered = os.pipe()
    os.umask(umask := os.umask(0o077))
    asked = json.dumps([list(words), str(cwd or Path.cwd()), umask, dict(env), seconds]).encode()
    socket.send_fds(_server(), [asked], [stdin, stdout, stderr, answered])
    os.close(answered)
    return Begun(answer)


def _read(ends: list[int]) -> dict[int, bytes]:
    """What comes out of pipes, until all of them are closed."""
    written = dict.fromkeys(ends, b"")
    with selectors.DefaultSelector() as open_ends:
        for end in ends:
            open_ends.register(end, selectors.EVENT_READ)
        while open_ends.get_map():
            for key, _ in open_ends.select():
                part = os.read(key.fd, 65536)
                written[key.fd] += part
                if not part:
                    open_ends.unregister(key.fd)
                    os.close(key.fd)
    return written


@cache
def _server() -> socket.socket:
    """The way to a server, which ends with this process."""
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    here.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _LONGEST)
    with there:
        command = [sys.executable, "-c", _SERVE, str(there.fileno())]
        server = subprocess.Popen(command, cwd=PROJECT, env=environment(), pass_fds=[there.fileno()])

    def end() -> None:
        here.close()
        server.wait()

    atexit.register(end)
    return here


def serve(at: int) -> None:
    """Begin a process whenever one is asked for, until nobody can ask any more."""
    _import_everything()
    with socket.socket(fileno=at) as asked:
        while True:
            message, given, _, _ = socket.recv_fds(asked, _LONGEST, 4)
            if not message:
                return
            if not os.fork():
                _wait_for_one(message, given)
            for descriptor in given:
                os.close(descriptor)
            while _is_reaped():
                pass


def _is_reaped() -> bool:
    try:
        return os.waitpid(-1, os.WNOHANG)[0] > 0
    except ChildProcessError:
        return False


def _import_everything() -> None:
    """Import every module, and compile the templates."""
    import commitrack
    from commitrack.views.html import rendering

    for module in walk_packages(commitrack.__path__, "commitrack."):
        import_module(module.name)
    rendering.policy()
    for template in Path(rendering.__file__).parent.glob("templates/*.j2"):
        rendering._environment().get_template(template.name)
    gc.collect()
    gc.freeze()


def _wait_for_one(message: bytes, given: list[int]) -> NoReturn:
    """Begin a process, and say at its end how it ended."""
    *streams, answered = given
    if not (process := os.fork()):
        words, cwd, umask, env, seconds = json.loads(message)
        os.umask(umask)
        _become(words, cwd, env, seconds, streams)
    for stream in streams:
        os.close(stream)
    _, status = os.waitpid(process, 0)
    os.write(answered, str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _become(words: list[str], cwd: str, env: dict[str, str], seconds: int | None, streams: list[int]) -> NoReturn:
    """Be the process, from where Python has started to where it ends."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    if seconds is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    sys.argv = ["commitrack", *words]
    sys.stdin = _text_of(io.FileIO(0, closefd=False))
    sys.stdout = _text_of(io.FileIO(1, "w", closefd=False))
    sys.stderr = _text_of(io.FileIO(2, "w", closefd=False), errors="backslashreplace", by_line=True)
    from commitrack.__main__ import main

    status: object = 1
    try:
        main()
    except SystemExit as end:  # as typer ends what a shell completes
        status = end.code
    except BaseException:
        traceback.print_exc()
    for written in (sys.stdout, sys.stderr):
        written.flush()
    os._exit(status if isinstance(status, int) else 1)


def _text_of(file: io.FileIO, errors: str = "surrogateescape", *, by_line: bool = False) -> io.TextIOWrapper:
    """A stream as Python makes it where text is UTF-8."""
    stream = io.BufferedWriter(file) if file.writable() else io.BufferedReader(file)
    return io.TextIOWrapper(stream, "utf-8", errors, line_buffering=by_line or file.isatty())
